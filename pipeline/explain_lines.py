"""The lines behind a measure or a fact of one person, each with the cells it was read from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pipeline.archive.places import result_folder
from pipeline.intake.places import address
from pipeline.money import plain
from pipeline.month import Computed
from pipeline.scheme.evaluate import condition
from pipeline.scheme.explain import Line, taken, worked
from pipeline.scheme.expressions import Call, Name, names
from pipeline.scheme.facts import Facts
from pipeline.scheme.model import Credit, Item, Measure
from pipeline.scheme.rows import row_of
from pipeline.standard_tables import line_tables, measures_of, named_column, summed_column
from schemas.columns import Column
from schemas.intake import ATTENDANCE_DAYS, CUSTOMERS, KINDS, ROSTER, SALES
from schemas.results import LEDGER_BALANCES, PERSONS
from schemas.table import Table

if TYPE_CHECKING:
    import pandas as pd

Record = dict[Any, Any]
TABLE_OF_LINES = {"归属明细": "credited_lines", "产品销售": "sale_items"}
DAYS_EMPLOYED = ("days_employed", "employed_at_end", "hired_in_month", "left_in_month")


@dataclass
class Lines:
    """Finds the lines of one person, the one in this row of ``persons``."""

    computed: Computed
    row: int

    def of(self, name: str) -> tuple[Line, ...]:
        """The lines behind a measure, or the cell behind a fact."""
        measure = next((m for m in measures_of(self.computed.standard) if m.name == name), None)
        if measure is None:
            return tuple(self._fact(name))
        if measure.ledger:
            return tuple(self._ledger(measure))
        return tuple(self._measured(measure, line_tables(self.computed.standard)[measure.over]))

    @cached_property
    def person(self) -> Record:
        """The person's row of ``persons``."""
        record: Record = self.computed.outcome.tables["persons"].iloc[self.row].to_dict()
        return record

    def _fact(self, name: str) -> Iterator[Line]:
        column = next((column for column in PERSONS.columns if column.heading == name), None)
        if column is None:
            return
        wanted = ["hired_on", "left_on"] if column.name in DAYS_EMPLOYED else [column.name]
        delivered = {roster.name for roster in ROSTER.columns}
        places = [self._place(self.person, one) for one in wanted if one in delivered]
        if places:
            yield Line("花名册", "", tuple(places))

    def _place(self, record: Record, column: str) -> str:
        """File, sheet and cell of a column of a delivered record; its row where the column was not delivered."""
        places = self.computed.delivered.places
        source, row = int(record["source"]), int(record["row"])
        cell = places.address(source, row, column) or f"第{row}行"
        return f"{places.file(source)} [{places.sheet(source)}] {cell}"

    def _measured(self, measure: Measure, table: Table) -> Iterator[Line]:
        column = summed_column(measure, table)
        for record in self._chosen(measure, table, column).to_dict("records"):
            if table.name == "credited_lines" and column is not None:
                yield self._credited(record, column)
            elif table.name == "sale_items" and column is not None:
                yield self._sold(record, column)
            elif table.name == "attendance" and column is not None:
                yield from self._attended(record, column, table)
            else:
                yield self._plain(record, column, table)

    def _chosen(self, measure: Measure, table: Table, column: Column | None) -> pd.DataFrame:
        """The person's lines that count: those the condition holds for, without zeros, each told-apart one once."""
        frame = self._own(TABLE_OF_LINES.get(measure.over, table.name))
        if measure.where is not None:
            asked = [column for column in table.columns if column.heading in names(measure.where)]
            facts = Facts.of(frame, asked, self.computed.request.period)
            frame = frame[condition(measure.where, facts, self.computed.standard.scheme.tables)]
        if column is not None:
            return frame[(frame[column.name] != 0).fillna(False).astype(bool)]
        assert isinstance(measure.take, Call)
        told_apart = [named_column(table, part.name).name for part in measure.take.arguments if isinstance(part, Name)]
        return frame[~frame.duplicated(told_apart)] if told_apart else frame

    def _own(self, table: str) -> pd.DataFrame:
        whole = self.computed.outcome.tables[table]
        found: pd.DataFrame = whole[(whole["employee_id"] == self.person["employee_id"]).fillna(False).astype(bool)]
        return found

    def _plain(self, record: Record, column: Column | None, table: Table) -> Line:
        delivered = next((kind.columns for kind in KINDS if kind.name == table.name), ())
        given = column if column is not None and column in delivered else None
        amount = "" if column is None else f"{column.heading} {_number(record[column.name])}"
        return Line(_described(record, table), amount, (self._place(record, given.name if given else "employee_id"),))

    def _sold(self, record: Record, column: Column) -> Line:
        """A sale: what the item's formula made of it, and the cells it asked."""
        table = line_tables(self.computed.standard)["产品销售"]
        item = self.computed.standard.scheme.item(column.heading)
        if item is None or item.formula is None:
            return self._plain(record, column, SALES)
        frame = self.computed.outcome.tables["sale_items"]
        place = list(frame["sale_id"]).index(record["sale_id"])
        row = row_of(self._facts(frame, table.columns), place, self.computed.standard.scheme.tables)
        chosen = taken(item.formula, row)
        text = f"{_described(record, table)}：{worked(chosen, row)}"
        places = self._cells(record, SALES, names(chosen)) or [self._place(record, "sale_id")]
        return Line(text, f"{column.heading} {_number(record[column.name])}", tuple(places))

    def _facts(self, frame: pd.DataFrame, columns: Sequence[Column]) -> Facts:
        return Facts.of(frame, [column for column in columns if column.name in frame], self.computed.request.period)

    def _cells(self, record: Record, table: Table, headings: frozenset[str]) -> list[str]:
        return [self._place(record, column.name) for column in table.columns if column.heading in headings]

    def _attended(self, record: Record, column: Column, table: Table) -> Iterator[Line]:
        """The cell of the month's figure, or, where only days were delivered, each day that counts."""
        if self.computed.delivered.places.address(int(record["source"]), int(record["row"]), column.name):
            yield self._plain(record, column, table)
            return
        days = self._own(ATTENDANCE_DAYS.name)
        days = days[(days[column.name] != 0).fillna(False).astype(bool)]
        if sum(map(Fraction, days[column.name]), Fraction(0)) != Fraction(record[column.name]):
            yield self._plain(record, column, table)
            return
        for day in days.to_dict("records"):
            wanted = str(day["day"]) if self._has(day, str(day["day"])) else column.name
            amount = f"{column.heading} {_number(day[column.name])}"
            yield Line(f"{day['day']} {_word(day['marks'])}".rstrip(), amount, (self._place(day, wanted),))

    def _has(self, record: Record, column: str) -> bool:
        return bool(self.computed.delivered.places.address(int(record["source"]), int(record["row"]), column))

    def _credited(self, record: Record, column: Column) -> Line:
        customers = self.computed.outcome.tables["customer_items"]
        customer = customers[customers["customer_id"] == record["customer_id"]].iloc[0].to_dict()
        credit = next(c for c in self.computed.standard.scheme.text.credits if c.name == column.name)
        delivered = next((c.name for c in CUSTOMERS.columns if c.heading == credit.amount), None)
        amount = _number(customer[delivered or credit.amount])
        text = f"客户 {record['customer_id']} {credit.amount} {amount} × 分成 {_number(record['share'] * 100)}%"
        places = [self._place(customer, delivered)] if delivered else self._asked_of(customer, credit)
        return Line(text, f"{credit.split}得 {_number(record[column.name])}", (*places, self._place(record, "share")))

    def _asked_of(self, customer: Record, credit: Credit) -> list[str]:
        """The customer's cells that the item behind a credit asks about."""
        item: Item | None = self.computed.standard.scheme.item(credit.amount)
        asked = names(item.formula) if item is not None and item.formula is not None else frozenset()
        return self._cells(customer, CUSTOMERS, asked) or [self._place(customer, "customer_id")]

    def _ledger(self, measure: Measure) -> Iterator[Line]:
        period = self.computed.request.period
        openings = self._own("ledger_openings")
        chosen = openings[openings["ledger"] == measure.ledger]
        if measure.origin is not None:
            chosen = chosen[chosen["origin"] == str(period.shift(measure.origin))]
        for record in chosen.to_dict("records"):
            key = (measure.ledger, str(record["employee_id"]), _word(record["origin"]))
            places = self._carried_cells(key) if self.computed.carried.has_predecessor else self._opening_cells(key)
            text = f"台账 {measure.ledger} {key[2]}".strip()
            yield Line(text, f"余额 {_number(record['opening'])}", tuple(places))

    def _opening_cells(self, key: tuple[str, str, str]) -> list[str]:
        """The delivered opening balances that make up this one; a ledger without months of origin takes them all."""
        given = self._own("openings")
        return [
            self._place(record, "balance")
            for record in given[given["ledger"] == key[0]].to_dict("records")
            if not key[2] or _word(record["origin"]) == key[2]
        ]

    def _carried_cells(self, key: tuple[str, str, str]) -> list[str]:
        """The cell of this balance in the closing ledger of the month before."""
        previous, ledger = str(self.computed.request.period.shift(-1)), self.computed.carried.ledger
        if ledger is None:
            return []
        path = result_folder(self.computed.request.outputs, previous) / ledger[0]
        return [f"{previous}/{ledger[0]} [{sheet}] {cell}" for sheet, cell in closing_cells(str(path), key)]


def closing_cells(path: str, key: tuple[str, str, str]) -> Iterator[tuple[str, str]]:
    """Sheet and cell of the closing balance of a ledger, person and month of origin in a ledger workbook."""
    import python_calamine

    headings = {column.heading: column.name for column in LEDGER_BALANCES.columns}
    book = python_calamine.load_workbook(path)
    for sheet in book.sheet_names:
        heads: list[str | None] = []
        for row, cells in enumerate(book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)):
            found = [headings.get(re.sub(r"\s|（.*）", "", str(cell))) for cell in cells]
            if set(headings.values()) <= set(found):
                heads = found
            elif heads and tuple(cells[heads.index(name)] for name in ("ledger", "employee_id", "origin")) == key:
                yield sheet, address(row, heads.index("closing"))


def _described(record: Record, table: Table) -> str:
    """The words of a line, without the person and without what is only told by numbers."""
    columns = [c for c in table.columns if c.name in record and c.type in ("id", "text", "choice", "date")]
    return " ".join(filter(None, (_word(record[c.name]) for c in columns if c.name != "employee_id")))


def _word(cell: Any) -> str:
    return "" if cell is None or str(cell) in ("<NA>", "nan", "NaT") else str(cell)


def _number(figure: Decimal | int) -> str:
    return plain(Fraction(figure), 14)
