"""``xinchou explain`` of a quarter or a year: the grade and the score of one person, down to the months' figures.

The months are read, never computed: what a month's own figure comes from is the month's explanation to tell.  The
appraisal is worked out again from the same results; if they are no longer those of the last run, the answer says so.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.appraisal_facts import Appraised, appraised
from pipeline.appraisals import indicators_of, made_names, months_of, units_of_own
from pipeline.archive.places import result_folder
from pipeline.archive.record import read_record
from pipeline.explain import Answer, CannotExplain
from pipeline.explain_lines.behind import cell_words, digits
from pipeline.explain_lines.span_places import SpanPlaces
from pipeline.indicators import windows
from pipeline.past import stored_value
from pipeline.period import Period
from pipeline.scheme.appraisal_parts import Indicator
from pipeline.scheme.explain import Elsewhere, Explained, Explainer, Line, show
from pipeline.scheme.rows import row_of
from pipeline.span_job import ComputedSpan
from schemas.results import PERSONS


def explain_span(computed: ComputedSpan, employee_id: str, item: str | None) -> Answer:
    """The tree of one item, or the decision on the grade and the score; CannotExplain for anything unknown."""
    span = computed.request.span
    command = f"xinchou {'year' if span.is_year else 'quarter'} {span}"
    if computed.stopped:
        raise CannotExplain(f"{span}有阻断错误，还没有算出考核；请先运行 {command} 并更正")
    tables = computed.outcome.tables
    held = appraised(tables["persons"], tables["figures"], tables["progress"], tables["supplements"], span,
                     computed.standard)  # fmt: skip
    if not (own := [one for one in held if employee_id in one.employees]):
        numbers = sorted({number for one in held for number in one.employees})
        near = difflib.get_close_matches(employee_id, numbers, n=1, cutoff=0)
        nearest = f"；最接近的是“{near[0]}”" if near else ""
        raise CannotExplain(f"{span}的考核没有工号“{employee_id}”{nearest}")
    person = _Person(computed, employee_id, own)
    figures = person.overview() if item is None else [person.explained(item)]
    return Answer(person.name, tuple(figures), _notice(computed, command))


def _notice(computed: ComputedSpan, command: str) -> str:
    record = read_record(result_folder(computed.request.outputs, str(computed.request.span)))
    if not record:
        return f"还没有正式结果（未运行 {command}），以下按各月现有的结果计算。"
    if record.get("inputs") != computed.delivered.files or record.get("results") != computed.used:
        return "注意：各月的结果或交来的文件在上次运行之后有变化，以下按现有的计算，可能与已有的表不同。"
    return ""


def _taken(indicator: Indicator, window: Sequence[Period]) -> Sequence[Period]:
    """The months whose figures an indicator is made of: of a growth the last one and the one before the window."""
    if indicator.take == "增减":
        return [*(month.shift(-1) for month in window[:1]), *window[-1:]]
    return window[-1:] if indicator.take == "期末" else window


@dataclass(frozen=True)
class _Person:
    """One person of a computed quarter or year, and the appraisals he is in."""

    computed: ComputedSpan
    number: str
    appraisals: Sequence[Appraised]

    @property
    def name(self) -> str:
        """工号 and name."""
        return f"{self.number} {self.appraisals[0].of_person('姓名')[self.number] or ''}".rstrip()

    def overview(self) -> list[Explained]:
        """What became of the grade and why, then the score, each with all it rests on."""
        found = [self._decision(row) for row in self._rows("grade_proposals", "employee_id")]
        scores = dict.fromkeys(one.rules.text.score for one in self.appraisals if one.rules.text.score)
        return [*found, *(self.explained(name) for name in scores)]

    def explained(self, name: str) -> Explained:
        """The tree below one quantity, in the appraisal that makes it, else in the first that knows it."""
        knowing = [one for one in self.appraisals if name in one.people.columns]
        if not knowing:
            known = sorted({known for one in self.appraisals for known in one.people.columns})
            near = difflib.get_close_matches(name, known, n=1, cutoff=0)
            raise CannotExplain(f"没有“{name}”这个项目{f'；最接近的是“{near[0]}”' if near else ''}")
        making = next((one for one in knowing if one.rules.rules.item(name)), knowing[0])
        return self._explainers[making.rules.text.name].explain(name)

    def _decision(self, row: Mapping[str, Any]) -> Explained:
        """The grade decided with its words, below it the formula of the proposal."""
        grading = [one for one in self.appraisals if one.rules.text.grading]
        proposed = [one.rules.text.grading.proposed for one in grading if one.rules.text.grading]
        before, after = (cell_words(row[name]) or "没有级别" for name in ("grade", "final_grade"))
        value = after if before == after else f"{before} → {after}"
        return Explained(
            "级别", value, article=cell_words(row["article"]), notes=(cell_words(row["conclusion"]),),
            parts=tuple(self.explained(name) for name in proposed[-1:]),
        )  # fmt: skip

    @cached_property
    def _explainers(self) -> dict[str, Explainer]:
        return {one.rules.text.name: self._explainer(one) for one in self.appraisals}

    def _explainer(self, one: Appraised) -> Explainer:
        rules = one.rules.rules
        row = row_of(one.people, one.employees.index(self.number), rules.tables)
        meanings = {column.heading: column.meaning for column in PERSONS.columns}
        last = self.computed.request.span.last_month
        for name in self._months.keys() & one.people.columns.keys():
            meanings[name] = f"各月算出的量，往下查：xinchou explain {last} {self.number} {name}"
        where = Elsewhere(past=self._past, unit=lambda name: self._units.get(name, ""))
        return Explainer([rules], row, self._lines, meanings, where)

    @cached_property
    def _places(self) -> SpanPlaces:
        request = self.computed.request
        return SpanPlaces(request.span, request.outputs, lambda period: result_folder(request.outputs, period))

    def _past(self, quantity: str, employee: str, month: Period) -> tuple[str, ...]:
        return self._places.of(quantity, employee, month)

    @cached_property
    def _months(self) -> dict[str, str]:
        return months_of(self.computed.standard)

    @cached_property
    def _units(self) -> dict[str, str]:
        """The unit of every quantity of the months and of the appraisals."""
        return {**self._months, **units_of_own(self.computed.standard)}

    def _lines(self, name: str) -> tuple[Line, ...]:
        """The lines behind what no formula of the appraisal makes: months' figures, targets, delivered facts."""
        for indicator in indicators_of(self.computed.standard):
            window = windows(self.computed.request.span).get(self.appraisals[-1].rules.window, ())
            if name == f"{indicator.name}实绩":
                taken = _taken(indicator, window)
                return tuple(line for month in taken for line in self._figure(indicator.quantity, month))
            if name == f"{indicator.name}目标":
                return tuple(self._targets(indicator.name, window))
        if any(name in made_names(one.rules) for one in self.appraisals):
            return tuple(self._delivered(name))
        return tuple(self._figure(name, self.computed.request.span.last_month))

    def _figure(self, quantity: str, month: Period) -> list[Line]:
        unit = self._units.get(quantity, "")
        rows = [row for row in self._rows("figures", "employee_id")
                if row["quantity"] == quantity and row["origin"] == str(month)]  # fmt: skip
        return [
            Line(str(month), f"{quantity} {show(stored_value(row, unit), unit)}",
                 self._places.of(quantity, self.number, month))
            for row in rows
        ]  # fmt: skip

    def _targets(self, indicator: str, window: Sequence[Period]) -> list[Line]:
        months = {str(month) for month in window}
        return [
            Line(f"{row['month']} 目标", digits(row["target"]), ())
            for row in self._rows("target_shares", "object_id")
            if row["scope"] == "人员" and row["indicator"] == indicator and row["month"] in months
        ]

    def _delivered(self, fact: str) -> list[Line]:
        places = self.computed.delivered.places
        return [
            Line("补充数据", f"{fact} {cell_words(row['figure']) or cell_words(row['word'])}",
                 (f"{places.file(row['source'])} [{places.sheet(row['source'])}] "
                  f"{places.address(row['source'], row['row'], 'figure') or '第' + str(row['row']) + '行'}",))
            for row in self._rows("supplements", "employee_id") if row["fact"] == fact
        ]  # fmt: skip

    def _rows(self, table: str, column: str) -> list[dict[Any, Any]]:
        """The person's rows of a table of the span."""
        frame = self.computed.outcome.tables[table]
        rows: list[dict[Any, Any]] = frame[(frame[column] == self.number).fillna(False).astype(bool)].to_dict("records")
        return rows
