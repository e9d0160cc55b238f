"""The lines behind one figure of one person: from tables, records, members, ledgers, 补充数据, the roster."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np

from pipeline.explain_lines.behind import Behind, Record, cell_words, described
from pipeline.explain_lines.ledger_lines import ledger_lines, past_places
from pipeline.explain_lines.table_lines import TableLines, formula_line, supplement_place
from pipeline.explain_lines.worked_lines import WorkedLine
from pipeline.grade_ledger import because, grades_of, in_force
from pipeline.period import Period
from pipeline.record_tables import record_column
from pipeline.scheme.evaluate import condition
from pipeline.scheme.explain import Line
from pipeline.scheme.expressions import Call, Name
from pipeline.scheme.facts import Facts
from pipeline.scheme.known import Known
from pipeline.scheme.model import Measure
from pipeline.scheme.parts import PERSON, Fact
from pipeline.standard_tables import line_tables
from schemas.columns import Column
from schemas.intake import ROSTER
from schemas.results import PERSONS

DAYS_EMPLOYED = ("days_employed", "employed_at_end", "hired_in_month", "left_in_month")


@dataclass(frozen=True)
class Lines:
    """Finds the lines of one person."""

    behind: Behind
    employee: str

    def of(self, name: str) -> tuple[Line, ...]:
        """The lines behind a measure or a delivered fact, or the cell behind what the roster says."""
        match Known(self.behind.standard.rule_sets).find(name):
            case (Measure() as measure, _):
                return tuple(self._measured(measure))
            case (Fact() as fact, _):
                return tuple(self._delivered(fact))
            case None:
                return tuple(roster_lines(self.behind, self.employee, name))
        return ()

    def past(self, quantity: str, employee: str, month: Period) -> tuple[str, ...]:
        """Where a quantity of an earlier month stands."""
        return past_places(self.behind, quantity, employee, month)

    def person(self, employee: str) -> tuple[str, ...]:
        """Where the roster names a person."""
        return tuple(place for line in roster_lines(self.behind, employee, "工号") for place in line.places)

    def _measured(self, measure: Measure) -> Iterator[Line]:
        if measure.ledger:
            yield from ledger_lines(self.behind, measure, self.employee)
        elif measure.over in line_tables(self.behind.standard):
            yield from TableLines(self.behind, measure, self.employee)
        else:
            yield from self._of_rows(measure)

    def _delivered(self, fact: Fact) -> Iterator[Line]:
        """The row of 补充数据 with whoever asked and approved; of a fact of the branch, the one row there is."""
        if fact.who and not self._is_asked(fact):
            return
        wanted = "" if fact.each == "营业部" else self.employee
        for record in self.behind.supplements(fact.name):
            if cell_words(record["employee_id"]) == wanted:
                told = (("事由", "purpose"), ("批准人", "granted_by"))
                notes = (f"{word} {cell_words(record[name])}" for word, name in told if cell_words(record[name]))
                text = "，".join(("补充数据", *notes))
                given = cell_words(record["figure"]) or cell_words(record["word"])
                yield Line(text, f"{fact.name} {given}", (supplement_place(self.behind, record),))

    def _is_asked(self, fact: Fact) -> bool:
        person = self.behind.person(self.employee)
        posts = (rules.posts(fact.who) for rules in self.behind.standard.rule_sets if fact in rules.text.facts)
        return person is not None and any(person["post"] in one for one in posts)

    def _of_rows(self, measure: Measure) -> Iterator[Line]:
        """Lines of a record of the scheme's own, or members, with what formulas made of each."""
        rows = _Rows(self.behind, measure)
        take = cast(Call, measure.take)
        seen: set[tuple[object, ...]] = set()
        for place in rows.of(self.employee):
            record, text = rows.records[place], rows.described(place)
            if take.function == "去重计数":
                key = tuple(rows.facts.value(part.name, place) for part in take.arguments if isinstance(part, Name))
                if key in seen:
                    continue
                seen.add(key)
            if take.function in ("计数", "去重计数"):
                yield Line(text, "", (self.behind.place(record, rows.columns[0].name),))
            else:
                line = WorkedLine(self.behind.standard.scheme, measure.over, rows.facts, place)
                yield formula_line(self.behind, record, line, take.arguments[0], text, rows.columns)


@dataclass(frozen=True)
class _Rows:
    """The rows of a record, or the members, a measure is taken from."""

    behind: Behind
    measure: Measure

    @cached_property
    def facts(self) -> Facts:
        if self.measure.over == PERSON:
            return self.behind.people
        return self.behind.records[self.measure.over]

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The delivered columns."""
        if self.measure.over == PERSON:
            return ROSTER.columns
        record = self.behind.standard.scheme.text.record(self.measure.over)
        assert record is not None
        return tuple(record_column(*column) for column in record.columns.items())

    @cached_property
    def records(self) -> list[Record]:
        if self.measure.over == PERSON:
            return self.behind.tables["persons"].to_dict("records")
        lines = self.behind.tables["record_items"]
        return lines[lines["record"] == self.measure.over].to_dict("records")

    def of(self, employee: str) -> list[int]:
        """The rows that name the person and count."""
        named = cast(np.ndarray, self.facts.columns[self.measure.person or "工号"]) == employee
        if self.measure.where is not None:
            named = named & condition(self.measure.where, self.facts, self.behind.standard.scheme.tables)
        return [int(place) for place in np.flatnonzero(named)]

    def described(self, place: int) -> str:
        record = self.records[place]
        if self.measure.over == PERSON:
            return f"{record['employee_id']} {record['person_name']}"
        return described(record, self.columns)


def roster_lines(behind: Behind, employee: str, name: str) -> Iterator[Line]:
    """The cells of the roster behind what is known of a person."""
    column = next((column for column in PERSONS.columns if column.heading == name), None)
    person = behind.person(employee)
    if column is None or person is None:
        return
    wanted = ["hired_on", "left_on"] if column.name in DAYS_EMPLOYED else [column.name]
    delivered = {roster.name for roster in ROSTER.columns}
    places = [behind.place(person, one) for one in wanted if one in delivered]
    if column.name in ("grade", "grade_from"):
        yield from _grade_lines(behind, person)
    if places:
        yield Line("花名册", "", tuple(places))


def _grade_lines(behind: Behind, person: Record) -> Iterator[Line]:
    """Since when and why the ledger of grades has the grade of the month."""
    entries = grades_of(behind.tables["grade_history"]).get(person["employee_id"], ())
    current = in_force(entries, max(behind.period.first_day, person["hired_on"]))
    if current is not None and current.grade == person["grade"]:
        words = "，".join(filter(None, (because(current), current.article, current.approved_by)))
        yield Line("级别台账", f"{current.grade} 自{current.since}（{words}）", ())
