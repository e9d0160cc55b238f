"""The lines of the tables every installation knows: credited amounts, sales, attendance, and plain ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from pipeline.explain_lines.behind import Behind, Record, cell_words, described, digits, of_person
from pipeline.explain_lines.worked_lines import WorkedLine
from pipeline.leave import granted_slips
from pipeline.scheme.evaluate import condition
from pipeline.scheme.explain import Line, show
from pipeline.scheme.expressions import Call, Name, Node, names, words
from pipeline.scheme.facts import Facts
from pipeline.scheme.model import Credit, Measure
from pipeline.scheme.parts import CUSTOMER, SALE
from pipeline.scheme.plainly import value
from pipeline.scheme.rows import row_of
from pipeline.scheme.run import surround
from pipeline.standard_tables import line_tables, named_column, summed_column
from schemas.appraisal import LEAVE_REVIEW, OPEN_LEAVE
from schemas.columns import Column
from schemas.corrections import CORRECTION_LINES
from schemas.intake import ATTENDANCE_DAYS, CUSTOMERS, KINDS
from schemas.table import Table

if TYPE_CHECKING:
    import pandas as pd

TABLE_OF_LINES = {"归属明细": "credited_lines", "产品销售": "sale_items"}
REVIEWED = ("attendance", "leave_slips")
"""The delivered tables that the review of leave is made of."""


@dataclass(frozen=True)
class TableLines:
    """The lines of one person behind a measure over one of these tables."""

    behind: Behind
    measure: Measure
    employee: str

    def __iter__(self) -> Iterator[Line]:
        column = summed_column(self.measure, self.table)
        frame = self._chosen(column)
        facts = self._facts(frame, self.table.columns)
        for place, record in enumerate(frame.to_dict("records")):
            if self.table is LEAVE_REVIEW:
                yield self._reviewed(record, column)
            elif column is None:
                yield self._formula(record, facts, place)
            elif self.table.name == "credited_lines":
                yield self._credited(record, column)
            elif self.table.name == "sale_items":
                yield self._sold(record, column, facts, place)
            elif self.table.name == "attendance":
                yield from self._attended(record, column)
            elif self.table is CORRECTION_LINES:
                yield self._posted(record, column)
            else:
                yield self._plain(record, column)

    @property
    def table(self) -> Table:
        """The table the measure is taken from."""
        return line_tables(self.behind.standard)[self.measure.over]

    def _facts(self, frame: pd.DataFrame, columns: tuple[Column, ...]) -> Facts:
        known = [column for column in columns if column.name in frame]
        made = Facts.of(frame, known, self.behind.period)
        return surround(self.behind.standard.scheme, made, people=self.behind.people)

    def _chosen(self, column: Column | None) -> pd.DataFrame:
        """The person's lines that count: those the condition holds for, without zeros, each told-apart one once."""
        whole = self.behind.tables[TABLE_OF_LINES.get(self.measure.over, self.table.name)]
        frame = of_person(whole, named_column(self.table, self.measure.person or "工号").name, self.employee)
        if self.measure.where is not None:
            asked = tuple(one for one in self.table.columns if one.heading in names(self.measure.where))
            holds = condition(self.measure.where, self._facts(frame, asked), self.behind.standard.scheme.tables)
            frame = frame[holds]
        if column is not None:
            return frame[(frame[column.name] != 0).fillna(False).astype(bool)]
        take = cast(Call, self.measure.take)
        if take.function != "去重计数":
            return frame
        told_apart = [named_column(self.table, part.name).name for part in take.arguments if isinstance(part, Name)]
        return frame[~frame.duplicated(told_apart)]

    def _formula(self, record: Record, facts: Facts, place: int) -> Line:
        """A line that is counted, or of which a formula is taken."""
        take = cast(Call, self.measure.take)
        if take.function in ("计数", "去重计数"):
            return Line(described(record, self.table.columns), "", (self._own_place(record),))
        return formula_line(self.behind, record, WorkedLine(self.behind.standard.scheme, SALE, facts, place),
                            take.arguments[0], described(record, self.table.columns), self.table.columns)  # fmt: skip

    def _own_place(self, record: Record) -> str:
        return self.behind.place(record, named_column(self.table, self.measure.person or "工号").name)

    def _plain(self, record: Record, column: Column) -> Line:
        delivered = next((kind.columns for kind in KINDS if kind.name == self.table.name), ())
        amount = f"{column.heading} {digits(record[column.name])}"
        place = self.behind.place(record, column.name) if column in delivered else self._own_place(record)
        return Line(described(record, self.table.columns), amount, (place,))

    def _reviewed(self, record: Record, column: Column | None) -> Line:
        """What the review of leave found, the rows of attendance and of leave slips it looked at, slips carried on."""
        shown = [column] if column else self.table.columns[1:]
        amount = "，".join(f"{one.heading} {digits(record[one.name])}" for one in shown)
        looked_at = (of_person(self.behind.tables[name], "employee_id", self.employee) for name in REVIEWED)
        rows = [row for frame in looked_at for row in frame.to_dict("records")]
        slips = granted_slips(self.behind.tables["leave_slips"], self.behind.tables.get("carried_leave"))
        carried = [
            f"{slip['month']}的请假单 {described({**slip, 'month': None}, OPEN_LEAVE.columns)}"
            for slip in slips.get(self.employee, ())
            if "month" in slip
        ]
        return Line("、".join(("考勤与请假单", *carried)), amount,
                    tuple(self.behind.place(row, "employee_id") for row in rows))  # fmt: skip

    def _posted(self, record: Record, column: Column) -> Line:
        """A line of a late correction: which one, of which month and item, and where it stands."""
        text = f"更正{record['correction']} {record['origin']} {record['corrected_item']}：{record['cause']}"
        return Line(text, f"{column.heading} {digits(record[column.name])}", (record["place"],))

    def _sold(self, record: Record, column: Column, facts: Facts, place: int) -> Line:
        """A sale: what the item's formula made of it, and the cells it asked."""
        line = WorkedLine(self.behind.standard.scheme, SALE, facts, place)
        formula = line.of_item(column.heading)
        text = "；".join(line.steps(formula))
        places = cells(self.behind, record, self.table.columns, line.asked(formula))
        told = described(record, self.table.columns)
        return Line(f"{told}：{text}" if text else told, f"{column.heading} {digits(record[column.name])}",
                    tuple(places or [self.behind.place(record, "sale_id")]))  # fmt: skip

    def _attended(self, record: Record, column: Column) -> Iterator[Line]:
        """The cell of the month's figure, or, where only days were delivered, each day that counts."""
        if self.behind.has(record, column.name):
            yield self._plain(record, column)
            return
        days = of_person(self.behind.tables[ATTENDANCE_DAYS.name], "employee_id", self.employee)
        days = days[(days[column.name] != 0).fillna(False).astype(bool)]
        if sum(map(Fraction, days[column.name]), Fraction(0)) != Fraction(record[column.name]):
            yield self._plain(record, column)
            return
        for day in days.to_dict("records"):
            wanted = str(day["day"]) if self.behind.has(day, str(day["day"])) else column.name
            amount = f"{column.heading} {digits(day[column.name])}"
            yield Line(f"{day['day']} {cell_words(day['marks'])}".rstrip(), amount, (self.behind.place(day, wanted),))

    def _credited(self, record: Record, column: Column) -> Line:
        customers = self.behind.tables["customer_items"]
        customer = customers[customers["customer_id"] == record["customer_id"]].iloc[0].to_dict()
        credit = next(c for c in self.behind.standard.scheme.text.credits if c.name == column.name)
        delivered = next((c.name for c in CUSTOMERS.columns if c.heading == credit.amount), None)
        amount = digits(customer[delivered or credit.amount])
        text = f"客户 {record['customer_id']} {credit.amount} {amount} × 分成 {digits(record['share'] * 100)}%"
        places = [self.behind.place(customer, delivered)] if delivered else self._asked_of(customer, credit)
        return Line(text, f"{credit.split}得 {digits(record[column.name])}", (*places, self._share(record)))

    def _share(self, record: Record) -> str:
        return self.behind.place(record, "share")

    def _asked_of(self, customer: Record, credit: Credit) -> list[str]:
        """The customer's cells that the item behind a credit asks about, those in 补充数据 too."""
        scheme = self.behind.standard.scheme
        item = next((i for i in scheme.text.items if i.name == credit.amount and i.each == CUSTOMER), None)
        asked = names(item.formula) if item is not None and item.formula is not None else frozenset()
        found = cells(self.behind, customer, CUSTOMERS.columns, asked)
        for fact in scheme.text.facts:
            if fact.name in asked and fact.each == CUSTOMER:
                given, whose = self.behind.supplements(fact.name), customer["customer_id"]
                found += (supplement_place(self.behind, one) for one in given if one["customer_id"] == whose)
        return found or [self.behind.place(customer, "customer_id")]


def formula_line(
    behind: Behind, record: Record, line: WorkedLine, formula: Node, text: str, columns: tuple[Column, ...]
) -> Line:
    """A line of which a formula (perhaps only an item or a column) is taken, worked out step by step."""
    own = line.of_item(formula.name) if isinstance(formula, Name) else formula
    steps = "；".join(line.steps(own))
    made = show(value(formula, row_of(line.facts, line.place, line.rules.tables)))
    amount = f"{words(formula)} {made}" if isinstance(formula, Name) else f"得 {made}"
    places = cells(behind, record, columns, line.asked(own)) or [behind.place(record, columns[0].name)]
    return Line("：".join(filter(None, (text, steps))), amount, tuple(dict.fromkeys(places)))


def cells(behind: Behind, record: Record, columns: tuple[Column, ...], headings: frozenset[str]) -> list[str]:
    """The delivered cells of a record under these headings."""
    return [behind.place(record, column.name) for column in columns if column.heading in headings]


def supplement_place(behind: Behind, record: Record) -> str:
    """The cell of 补充数据 that holds the figure, or the word."""
    return behind.place(record, "figure" if cell_words(record["figure"]) else "word")
