"""What the year's workbook says of each person: his quarters, what his duty score is made of, his rank, his notices.

Scheme: 指引第十七条 (the combined review at the end of the year).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any

from pipeline.reports.appraisal.criteria_rows import Criteria
from pipeline.reports.appraisal.merits_sheet import merits
from pipeline.reports.appraisal.model import Row, SpanReport
from pipeline.reports.appraisal.people import by_person, people
from pipeline.scheme.appraisal_parts import Appraisal
from pipeline.scheme.duty_parts import duty_parts
from pipeline.scheme.taking_part import marks_shown

QUARTERS = ("一季度", "二季度", "三季度", "四季度")
SAME, SETTLED = "不变", "第四季度已定"
"""A grade the year leaves as it is; and one that is not the old one any more, since the last quarter moved it."""
MOST_PARTS = 8
"""So many parts of a duty score fit on the page of a person."""


@dataclass(frozen=True)
class YearData:
    """The persons of the year in order, each with what the tables say of him."""

    report: SpanReport

    @cached_property
    def criteria(self) -> Criteria:
        """The conditions tested."""
        return Criteria(self.report)

    @cached_property
    def rows(self) -> list[Row]:
        """Everyone appraised, numbered, with his rank."""
        ranks = ranks_of([self.score(row) for row in people(self.report)])
        found = zip(people(self.report), ranks, strict=True)
        return [{**self._settled(row), "number": number, "rank": rank} for number, (row, rank) in enumerate(found, 1)]

    def _settled(self, row: Row) -> Row:
        """The person as the sheets show him: where the year moves him not, with what the fourth quarter decided."""
        change = self._changes.get(row["employee_id"])
        if change is None or row.get("movement_word") not in (None, SAME):
            return row
        told = f"{SETTLED}：{change['grade']}，自{change['grade_since']}起，年度考评不再变动"
        shown = {"final_grade": change["grade"], "movement_word": SETTLED, "effective_on": change["grade_since"]}
        return {**row, **shown, "conclusion": "\n".join(filter(None, (told, row.get("conclusion"))))}

    @cached_property
    def _changes(self) -> dict[str, Row]:
        """What the fourth quarter decided of grades, by person."""
        return {row["employee_id"]: row for row in self.report.rows("quarter_changes")}

    @cached_property
    def score_name(self) -> str:
        """The item with the combined score of the year."""
        return next((text.score for text in self.report.appraisals if text.score), "")

    def score(self, row: Row) -> Decimal | None:
        """The combined score of a person."""
        value = row.get(self.score_name)
        return value if isinstance(value, Decimal) else None

    @cached_property
    def quarterly(self) -> list[Appraisal]:
        """The appraisals held at the end of its quarters."""
        return [text for text in self.report.rules.appraisals if text.every not in ("每月", "每年")]

    @cached_property
    def quarter_names(self) -> list[str]:
        """The scores of the quarters: combined, duty and performance."""
        marked = [name for text in self.quarterly for name in (text.score, text.duty, text.performance)]
        return self._known(marked)

    @cached_property
    def duty_parts(self) -> list[str]:
        """The items that the duty scores of the quarters are made of; those of a month are shown by their mean."""
        parts = [part for text in self.quarterly if text.duty for part in duty_parts(self.report.rules, text)]
        return self._known(parts)[:MOST_PARTS]

    def is_monthly(self, name: str) -> bool:
        """Whether a part is worked out every month, not once a quarter."""
        return name not in self._own

    @cached_property
    def _own(self) -> frozenset[str]:
        """The items of the quarters' appraisals."""
        return frozenset(item.name for text in self.quarterly for item in text.items)

    def _known(self, names: Iterable[str]) -> list[str]:
        """Each name once, if any quarter holds it."""
        return [name for name in dict.fromkeys(names) if name in self._held]

    @cached_property
    def _held(self) -> frozenset[str]:
        return frozenset(key[1] for key in self._quarters)

    @cached_property
    def _quarters(self) -> dict[tuple[str, str, int], Any]:
        """The figure, or else the word, of every person, quantity and quarter of the year; the mean of its months."""
        year, found = f"{self.report.span.year:04d}-", dict[tuple[str, str, int], list[Any]]()
        parts = {part for text in self.quarterly for part in duty_parts(self.report.rules, text)}
        for row in self.report.rows("appraisal_history"):
            name, month = row["quantity"], int(row["origin"][-2:])
            at_end = name in self._own and month % 3 == 0
            if row["origin"].startswith(year) and (at_end or (name in parts and name not in self._own)):
                value = row["word"] if row["figure"] is None else row["figure"]
                found.setdefault((row["employee_id"], name, (month + 2) // 3), []).append(value)
        return {key: values[0] if key[1] in self._own else mean(values) for key, values in found.items()}

    def quarters(self, who: str, name: str) -> list[Any]:
        """What the four quarters say of a person; nothing without an appraisal, no marks without taking part."""
        return [self._quarter(who, name, quarter) for quarter in range(1, 5)]

    def _quarter(self, who: str, name: str, quarter: int) -> Any:
        for text in self.quarterly:
            said = {text.takes_part: self._quarters.get((who, text.takes_part, quarter))}
            if name in (shown := marks_shown(text, said)):
                return shown[name]
        return self._quarters.get((who, name, quarter))

    @cached_property
    def merits(self) -> dict[str, list[Row]]:
        """The rewards, punishments and trainings of each person."""
        return merits(self.report)

    @cached_property
    def notices(self) -> dict[str, list[Row]]:
        """The notices of each person."""
        return by_person(self.report.rows("notices"))

    def told(self, who: str) -> str:
        """The notices of a person in words, the reappointment among them."""
        return "\n".join(f"{row['notice_kind']}：{row['conclusion'] or ''}" for row in self.notices.get(who, []))

    @cached_property
    def persons(self) -> dict[str, Row]:
        """Who each person is, as the last month has it."""
        return {row["employee_id"]: row for row in self.report.rows("persons")}

    @cached_property
    def grade_history(self) -> dict[str, list[Row]]:
        """The grades of each person that were in force in the year, oldest first."""
        first, last = self.report.span.first_day, self.report.span.last_day
        rows = [
            row for row in self.report.rows("grade_history")
            if row["grade_since"] <= last and (row["grade_until"] is None or row["grade_until"] >= first)
        ]  # fmt: skip
        return by_person(sorted(rows, key=lambda row: row["grade_since"]))


def mean(values: Sequence[Decimal]) -> Decimal:
    """The mean of the months there are, in hundredths, halves away from zero."""
    return (sum(values, Decimal(0)) / len(values)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def ranks_of(scores: Sequence[Decimal | None]) -> list[int | None]:
    """The rank of each score, the highest first; equal scores share a rank and those after them skip it."""
    order = sorted((score for score in scores if score is not None), reverse=True)
    first = {score: rank for rank, score in reversed(list(enumerate(order, 1)))}
    return [None if score is None else first[score] for score in scores]
