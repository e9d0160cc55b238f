"""``xinchou explain``: one figure of one person, followed down to the cells of the delivered workbooks.

The month is computed again from the same files; if they are no longer those of the last run, the answer says so.
"""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pipeline.archive.places import RUN_JSON, result_folder
from pipeline.carry import ledger_stem
from pipeline.month import Computed
from pipeline.scheme.evaluate import condition
from pipeline.scheme.explain import Explained, Explainer, Line, show
from pipeline.scheme.expressions import names
from pipeline.scheme.facts import Facts
from pipeline.scheme.model import Measure
from pipeline.scheme.rows import row_of
from pipeline.standard_tables import line_tables, measures_of, person_facts, summed_column
from schemas.columns import Column
from schemas.results import PERSONS

if TYPE_CHECKING:
    import pandas as pd

    from schemas.table import Table

TABLE_OF_LINES = {"归属明细": "credited_lines", "产品销售": "sale_items"}


class CannotExplain(Exception):
    """There is no such person or item, or the month has no figures; the text is for the user."""


@dataclass(frozen=True)
class Answer:
    """What is explained of whom, and whether the files are still those of the last run."""

    person: str
    figures: tuple[Explained, ...]
    notice: str


def explain(computed: Computed, employee_id: str, item: str | None) -> Answer:
    """The tree of one item, or one line for every column of the report; CannotExplain for anything unknown."""
    if computed.stopped:
        raise CannotExplain("本月有阻断错误，还没有算出数字；请先运行 xinchou check 并更正")
    tables = computed.outcome.tables
    found = [index for index, one in enumerate(tables["persons"]["employee_id"]) if one == employee_id]
    if not found:
        near = difflib.get_close_matches(employee_id, list(tables["persons"]["employee_id"]), n=1, cutoff=0)
        nearest = f"；最接近的是“{near[0]}”" if near else ""
        raise CannotExplain(f"{computed.request.period}没有工号“{employee_id}”{nearest}")
    explainer = _explainer(computed, found[0])
    name = f"{employee_id} {tables['persons']['person_name'].iloc[found[0]]}"
    if item is None:
        return Answer(name, tuple(_overview(explainer, computed)), _notice(computed))
    if item not in explainer.row.values:
        near = difflib.get_close_matches(item, list(explainer.row.values), n=1, cutoff=0)
        raise CannotExplain(f"没有“{item}”这个项目{f'；最接近的是“{near[0]}”' if near else ''}")
    return Answer(name, (explainer.explain(item),), _notice(computed))


def _overview(explainer: Explainer, computed: Computed) -> list[Explained]:
    lines = []
    units = {column.heading: column.unit for column in computed.schemas["pay_report"].columns}
    for heading in computed.request.settings.text.report.columns:
        current = explainer.row.values[heading]
        notes = (explainer.zero_reason(heading),) if isinstance(current, Fraction) and current == 0 else ()
        unit = units.get(heading, "")
        lines.append(Explained(heading, show(current, unit), unit, notes=notes))
    return lines


def _notice(computed: Computed) -> str:
    record = result_folder(computed.request.outputs, str(computed.request.period)) / RUN_JSON
    if not record.is_file():
        return "本月还没有正式结果（未运行 xinchou run），以下按现有文件计算。"
    if json.loads(record.read_bytes())["inputs"] != computed.delivered.files:
        return "注意：交来的文件在上次运行之后有变化，以下按现有文件计算，可能与已有报表不同。"
    return ""


def _explainer(computed: Computed, row: int) -> Explainer:
    tables = computed.outcome.tables
    known = [tables["person_measures"], tables["pay_items"], tables["statutory_items"]]
    facts = person_facts(tables["persons"], known[:1], computed.request.period)
    from pipeline.scheme.run import make_items

    for rules in computed.standard.rule_sets:
        make_items(rules, "人员", facts)
    whole = row_of(facts, row, computed.standard.scheme.tables)
    return Explainer(computed.standard.rule_sets, whole, _Lines(computed, row).of)


@dataclass
class _Lines:
    """Finds the lines behind a measure or a fact of one person."""

    computed: Computed
    row: int

    def of(self, name: str) -> tuple[Line, ...]:
        measure = next((m for m in measures_of(self.computed.standard) if m.name == name), None)
        if measure is None:
            return self._fact(name)
        return self._ledger(measure) if measure.ledger else self._measured(measure)

    @property
    def person(self) -> Any:
        return self.computed.outcome.tables["persons"].iloc[self.row]

    def _fact(self, name: str) -> tuple[Line, ...]:
        column = next((column for column in PERSONS.columns if column.heading == name), None)
        if column is None:
            return ()
        place = self._place(self.person, column.name)
        return (Line("花名册", "", (place,)),) if place and column.name in self._roster_columns() else ()

    def _roster_columns(self) -> set[str]:
        from schemas.intake import ROSTER

        return {column.name for column in ROSTER.columns}

    def _place(self, record: Any, column: str) -> str:
        places = self.computed.delivered.places
        source, row = int(record["source"]), int(record["row"])
        cell = places.address(source, row, column) or f"第{row}行"
        return f"{places.file(source)} [{places.sheet(source)}] {cell}"

    def _measured(self, measure: Measure) -> tuple[Line, ...]:
        table = line_tables(self.computed.standard)[measure.over]
        frame = self._chosen(measure, table)
        column = summed_column(measure, table)
        if measure.over == "归属明细" and column is not None:
            return tuple(self._credited(record, column) for record in frame.to_dict("records"))
        return tuple(self._plain(record, column, table) for record in frame.to_dict("records"))

    def _chosen(self, measure: Measure, table: Table) -> pd.DataFrame:
        whole = self.computed.outcome.tables[TABLE_OF_LINES.get(measure.over, table.name)]
        frame: pd.DataFrame = whole[(whole["employee_id"] == self.person["employee_id"]).fillna(False).astype(bool)]
        if measure.where is not None:
            asked = [column for column in table.columns if column.heading in names(measure.where)]
            facts = Facts.of(frame, asked, self.computed.request.period)
            frame = frame[condition(measure.where, facts, self.computed.standard.scheme.tables)]
        column = summed_column(measure, table)
        if column is not None:
            frame = frame[(frame[column.name] != 0).fillna(False).astype(bool)]
        return frame

    def _plain(self, record: dict[Any, Any], column: Column | None, table: Table) -> Line:
        given = {c.name for c in self._delivered(table)}
        amount = "" if column is None else f"{column.heading} {record[column.name]}"
        described = [c for c in table.columns if c.name in record and c.type in ("id", "text", "choice", "date")]
        said = [str(record[c.name]) for c in described if c.name != "employee_id" and record[c.name] is not None]
        text = " ".join(word for word in said if word not in ("<NA>", "nan"))
        shown = column.name if column is not None and column.name in given else "employee_id"
        return Line(text, amount, (self._place(record, shown),))

    def _delivered(self, table: Table) -> tuple[Column, ...]:
        from schemas.intake import KINDS, SALES

        return next((kind.columns for kind in KINDS if kind.name == table.name), SALES.columns)

    def _credited(self, record: dict[Any, Any], column: Column) -> Line:
        customers = self.computed.outcome.tables["customer_items"]
        customer = customers[customers["customer_id"] == record["customer_id"]].iloc[0]
        credit = next(c for c in self.computed.standard.scheme.text.credits if c.name == column.name)
        from schemas.intake import CUSTOMERS

        delivered = next((c.name for c in CUSTOMERS.columns if c.heading == credit.amount), None)
        share = f"{(record['share'] * 100).normalize():f}%"
        text = f"客户 {record['customer_id']} {credit.amount} {customer[delivered or credit.amount]} × 分成 {share}"
        places = (self._place(customer, delivered or "customer_id"), self._place(record, "share"))
        return Line(text, f"{credit.split}得 {record[column.name]}", places)

    def _ledger(self, measure: Measure) -> tuple[Line, ...]:
        period = self.computed.request.period
        openings = self.computed.outcome.tables["ledger_openings"]
        own = openings["employee_id"] == self.person["employee_id"]
        chosen = openings[own & (openings["ledger"] == measure.ledger)]
        if measure.origin is not None:
            chosen = chosen[chosen["origin"] == str(period.shift(measure.origin))]
        carried = self.computed.carried.has_predecessor
        place = f"{ledger_stem(period.shift(-1))}.xlsx 台账余额" if carried else "期初工作簿"
        return tuple(
            Line(f"台账 {measure.ledger} {record['origin'] or ''}".strip(), f"余额 {record['opening']}", (place,))
            for record in chosen.to_dict("records")
        )


