"""The sheets of a live workbook below 计算: the line tables, the records, the opening ledgers; and where they stand.

Above ``MOST_LINES`` lines a sheet says so instead, and what is taken from it stands as values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_col_to_name

from pipeline.past import past_of
from pipeline.record_tables import record_column
from pipeline.reports.formats import Looks
from pipeline.reports.live.calculation import FIRST_ROW as FIRST_PERSON
from pipeline.reports.live.calculation import SHEET, Calculation
from pipeline.reports.live.item_formulas import Place, cells_of, item_formula
from pipeline.reports.live.line_tables import FIRST_ROW, LineColumn, write_lines
from pipeline.reports.live.lines import Helper, Lines, with_helpers
from pipeline.reports.live.measure_formulas import of_record
from pipeline.reports.live.places import ROW
from pipeline.reports.live.rule_tables import RulePlaces
from pipeline.reports.sheet_plan import continued, tab_name
from pipeline.scheme.excel_cells import NotLive
from pipeline.scheme.facts import Facts
from pipeline.scheme.item_parts import Item
from pipeline.scheme.model import Measure
from pipeline.scheme.parts import PERSON, SALE, Record
from pipeline.scheme.run import surround
from pipeline.scheme.units import column_unit
from pipeline.settings import Standard
from pipeline.standard_tables import DUTY_LINES, line_tables, person_facts, quantity_column, record_facts
from schemas.corrections import CORRECTION_LINES
from schemas.results import LEDGER_OPENINGS
from schemas.table import Table

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.period import Period
    from pipeline.scheme.compile import Rules

MOST_LINES = 50_000
CREDITED = "归属明细"
LEDGERS = "期初台账"
SOURCES = {CREDITED: "credited_lines", SALE: "sale_items"}
"""Line tables that a stage made, by heading; the others are delivered."""
FIXED = ("薪酬月报表", SHEET, "标准表", LEDGERS, "往期")
"""The names of the other sheets."""


@dataclass(frozen=True)
class Month:
    """The tables of a month by name, the standard they were made by, and where its tables and constants stand."""

    frames: Mapping[str, pd.DataFrame]
    standard: Standard
    period: Period
    places: Sequence[RulePlaces]

    def people(self, rules: Rules) -> Facts:
        """The persons with every quantity of the month."""
        made = ("person_measures", "pay_items", "statutory_items")
        known = [self.frames[name] for name in made if name in self.frames]
        past = past_of(self.frames["carried_history"], self.standard) if "carried_history" in self.frames else {}
        return surround(rules, person_facts(self.frames["persons"], known, self.period), past)


@dataclass
class Below:
    """What formulas of persons lead to: the lines of each measure by its name, the ledgers, helpers on 计算."""

    lines: dict[str, Lines] = field(default_factory=dict)
    ledger: Lines | None = None
    helpers: list[Helper] = field(default_factory=list)


def write_sheets(book: Any, looks: Looks, month: Month, calculation: Calculation) -> Below:
    """Adds the sheets: records first, then the tables every installation knows, then the ledgers."""
    below = Below()
    scheme, taken = month.standard.scheme, set(FIXED)
    people = month.people(scheme)
    tables = {
        heading: table
        for heading, table in line_tables(month.standard).items()
        if table not in (*DUTY_LINES, CORRECTION_LINES) or _measures(month.standard, heading)
    }
    tabs = {name: _tab(name, taken) for name in (*(record.name for record in scheme.text.records), *tables)}
    below.ledger = _ledger_lines(month)
    records = record_facts(month.frames["record_items"], scheme, month.period) if scheme.text.records else {}
    for record in scheme.text.records:
        columns = list(_record_columns(record, month))
        facts = surround(scheme, records[record.name], people=people)
        facts.columns.update(_late_columns(record, month))
        named = (record.name, tabs[record.name], f"一行是一条{record.name}")
        _write(book, looks, named, columns, facts, (month, calculation, below))
    for heading, table in tables.items():
        source = SOURCES.get(heading, table.name)
        frame = month.frames[source] if source in month.frames else table.from_rows([])  # a tried case posts none
        facts = surround(scheme, Facts.of(frame, table.columns, month.period), people=people)
        columns = [LineColumn(column, frame[column.name]) for column in table.columns]
        _write(book, looks, (heading, tabs[heading], table.grain), columns, facts, (month, calculation, below))
    _write_ledger(book, looks, month, below)
    below.helpers = _among_members(month, calculation, below)
    return below


def _tab(name: str, taken: set[str]) -> str:
    """The name of a sheet for this table, none that another sheet has."""
    free, number = tab_name(name), 1
    while free in taken:
        number += 1
        free = continued(tab_name(name), f"_{number}")
    taken.add(free)
    return free


def _measures(standard: Standard, over: str) -> list[Measure]:
    """The measures of persons taken from these lines."""
    every = (measure for rules in standard.rule_sets for measure in rules.text.measures)
    return [measure for measure in every if measure.each == PERSON and measure.over == over]


def _write(
    book: Any, looks: Looks, named: tuple[str, str, str], columns: list[LineColumn], facts: Facts,
    at: tuple[Month, Calculation, Below],
) -> None:  # fmt: skip
    """Adds the sheet of one line table or record, and says where its measures find their lines."""
    name, tab, grain = named
    month, calculation, below = at
    sheet = book.add_worksheet(tab)
    if facts.rows > MOST_LINES:
        _write_notice(sheet, looks, name, facts.rows)
        return
    letters = {one.column.heading: xl_col_to_name(place) for place, one in enumerate(columns)}
    here = Place(
        {heading: f"{letter}{ROW}" for heading, letter in letters.items()},
        {one.column.heading: column_unit(one.column) for one in columns},
        calculation.columns(SHEET), calculation.kinds(), month.period,
    )  # fmt: skip
    scheme = month.standard.scheme
    cells = cells_of(scheme, month.places[0], here)
    lines = Lines(tab, FIRST_ROW + 1, letters, facts, cells, scheme.tables)
    columns = [_with_formula(one, (name, lines, here), month, below) for one in columns]
    measures = _measures(month.standard, name)
    helpers = list(with_helpers(lines, measures, len(columns)))
    below.lines.update({measure.name: lines for measure in measures})
    write_lines(sheet, looks, f"{name}：{grain}", columns, helpers)


def _write_notice(sheet: Any, looks: Looks, name: str, count: int) -> None:
    words = (
        f"{name}共{count:,}行，超过{MOST_LINES:,}行，不在本簿逐行列出；"
        "“计算”页中取自它的计量是数值，明细见同一文件夹的归属或接收明细簿。"
    )
    sheet.write_string(0, 0, words, looks("bold"))


def _with_formula(one: LineColumn, at: tuple[str, Lines, Place], month: Month, below: Below) -> LineColumn:
    """The column with the formula that makes it, if the scheme does; where Excel cannot say it, with the reason."""
    name, lines, here = at
    scheme, heading = month.standard.scheme, one.column.heading
    made = _made(scheme, name, heading)
    if made is None:
        return one
    try:
        if isinstance(made, Item):
            formula = item_formula(scheme, made, month.places[0], here)
        else:
            record = scheme.text.record(name)
            assert record is not None
            if below.ledger is None:
                raise NotLive("期初台账行数太多，不在本簿逐行列出")
            formula = of_record(made, record, below.ledger, lines)
    except NotLive as reason:
        return LineColumn(one.column, one.values, "", f"{made.source}（数值：{reason}）", is_made=True)
    return LineColumn(one.column, one.values, formula, made.source, is_made=True)


def _made(scheme: Rules, name: str, heading: str) -> Item | Measure | None:
    """What makes this column of these lines; None for a delivered one."""
    parts: tuple[Item | Measure, ...] = (*scheme.text.items, *scheme.text.measures)
    return next((part for part in parts if part.each == name and part.name == heading), None)


def _record_columns(record: Record, month: Month) -> Iterator[LineColumn]:
    """What was delivered, then balances and items in the order written."""
    scheme = month.standard.scheme
    early = month.frames["record_items"]
    late = month.frames["record_pay"]
    early, late = early[early["record"] == record.name], late[late["record"] == record.name]
    for heading, kind in record.columns.items():
        yield LineColumn(record_column(heading, kind), early[heading])
    parts: tuple[Item | Measure, ...] = (*scheme.text.measures, *scheme.text.items)
    for made in parts:
        if made.each == record.name:
            column = quantity_column(made.name, made.unit, made.source)
            yield LineColumn(column, (late if made in scheme.late else early)[made.name])


def _late_columns(record: Record, month: Month) -> Mapping[str, Any]:
    """What the scheme makes of the lines of a record from figures of persons."""
    scheme, frame = month.standard.scheme, month.frames["record_pay"]
    late = [one for one in scheme.late if isinstance(one, Item) and one.each == record.name]
    columns = [quantity_column(item.name, item.unit, item.source) for item in late]
    return Facts.of(frame[frame["record"] == record.name], columns, month.period).columns


def _ledger_lines(month: Month) -> Lines | None:
    """The opening balances as they will stand on their sheet; None if there are too many."""
    frame = month.frames["ledger_openings"]
    if len(frame) > MOST_LINES:
        return None
    columns = LEDGER_OPENINGS.columns
    letters = {column.heading: xl_col_to_name(place) for place, column in enumerate(columns)}
    scheme = month.standard.scheme
    here = Place({}, {}, {}, {}, month.period)
    facts = Facts.of(frame, columns, month.period)
    return Lines(LEDGERS, FIRST_ROW + 1, letters, facts, cells_of(scheme, month.places[0], here), scheme.tables)


def _write_ledger(book: Any, looks: Looks, month: Month, below: Below) -> None:
    sheet, table, frame = book.add_worksheet(LEDGERS), LEDGER_OPENINGS, month.frames["ledger_openings"]
    if below.ledger is None:
        _write_notice(sheet, looks, LEDGERS, len(frame))
        return
    columns = [LineColumn(column, frame[column.name]) for column in table.columns]
    write_lines(sheet, looks, f"{LEDGERS}：{table.grain}", columns, ())


def _among_members(month: Month, calculation: Calculation, below: Below) -> list[Helper]:
    """The persons themselves as the lines of measures over 人员; the helpers these need on 计算."""
    helpers: list[Helper] = []
    for rules, places in zip(month.standard.rule_sets, month.places, strict=True):
        measures = [measure for measure in rules.text.measures if measure.over == PERSON and measure.each == PERSON]
        if measures:
            cells = cells_of(rules, places, calculation.place(rules))
            letters = calculation.letters
            lines = Lines("", FIRST_PERSON + 1, letters, month.people(rules), cells, rules.tables)
            helpers += with_helpers(lines, measures, len(calculation.quantities) + len(helpers))
            below.lines.update({measure.name: lines for measure in measures})
    return helpers


def branch_total(month_lines: pd.DataFrame, table: Table, credit: str, holder: str) -> str:
    """The sum of a credit over the lines of this holder; empty if there is none, or too many lines for a sheet."""
    if not credit or len(month_lines) > MOST_LINES:
        return ""
    letters = {column.heading: xl_col_to_name(place) for place, column in enumerate(table.columns)}
    first, last = FIRST_ROW + 1, FIRST_ROW + max(len(month_lines), 1)
    amounts, holders = (f"{CREDITED}!${letters[one]}${first}:${letters[one]}${last}" for one in (credit, "归属人"))
    return f'=ROUND(SUMIFS({amounts},{holders},"{holder}"),2)'
