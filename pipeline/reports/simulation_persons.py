"""The sheet 人员对比: gross and net pay of every person now, in the trial and the difference, and what differs."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from pipeline.reports.formats import CALM_MONEY, Looks, set_up_page, text_width
from pipeline.reports.simulation_cells import (
    A3,
    DIFFERENCE_TINT,
    SIDES,
    SIGNED,
    TRIAL_COLOUR,
    height,
    write_head,
    write_headings,
    write_value,
)
from pipeline.reports.simulation_model import GROSS, NET, NO_VALUE, Compared, Simulation, Value, difference, worded

NAME = "人员对比"
YUAN = "元"
WHO = (("工号", 10.0), ("姓名", 10.0), ("团队", 14.0), ("岗位", 12.0), ("级别", 8.0))
BAND_ROW, HEADING_ROW, FIRST_ROW = 4, 5, 6
GROSS_AT, NET_AT = len(WHO), len(WHO) + 3
ITEMS_AT, REMARK_AT = NET_AT + 3, NET_AT + 4
MONTHS_AT = REMARK_AT + 1
MONTH = 4
FIGURE_WIDTH, ITEMS_WIDTH, REMARK_WIDTH = 15.0, 70, 20
GRAND_COLOUR = "#FFE699"


def write_persons(book: Any, looks: Looks, simulation: Simulation) -> None:
    """Adds the sheet; with several months their figures stand to the right, and the sums are formulas over them."""
    sheet = book.add_worksheet(NAME)
    months = simulation.compared if len(simulation.compared) > 1 else ()
    write_head(sheet, looks, simulation, (NAME, "一行是一名人员各月合计；差额＝试算－现行", REMARK_AT))
    _write_headings(sheet, looks, months)
    for row, person in enumerate(simulation.persons, FIRST_ROW):
        _write_person(sheet, looks, row, person, months)
    _write_sums(sheet, looks, simulation, months)
    _set_up(sheet, simulation, months)


def differing_items(person: Compared) -> str:
    """The columns of the report that differ, summed over the months, then the other figures that changed first."""
    sums: dict[str, Decimal] = {}
    others: dict[str, str] = {}
    for shift in (shift for shifts in person.shifts.values() for shift in shifts):
        changed = difference(shift.now, shift.trial, absent=Decimal(0))
        if shift.is_reported and shift.name not in (GROSS, NET) and changed is not None:
            sums[shift.name] = sums.get(shift.name, Decimal(0)) + changed
        elif shift.is_cause:
            others.setdefault(shift.name, f"{worded(shift.now, shift.unit)} → {worded(shift.trial, shift.unit)}")
    told = [f"{name} {words}" for name, words in others.items() if name not in sums]
    return "；".join([*(f"{name} {changed:+,.2f}" for name, changed in sums.items()), *told])


def _write_headings(sheet: Any, looks: Looks, months: Sequence[str]) -> None:
    bands = [("人员", 0, len(WHO)), (GROSS, GROSS_AT, 3), (NET, NET_AT, 3), ("说明", ITEMS_AT, 2)]
    bands += [(month, MONTHS_AT + MONTH * number, MONTH) for number, month in enumerate(months)]
    for name, first, count in bands:
        sheet.merge_range(BAND_ROW, first, BAND_ROW, first + count - 1, name, looks("heading", bg_color="#595959"))
    headings = [(name, TRIAL_COLOUR) for name, _ in WHO] + [*SIDES, *SIDES]
    headings += [("变动的项目（各月合计）", TRIAL_COLOUR), ("备注", TRIAL_COLOUR)]
    for _ in months:
        headings += [(f"{heading} {side}", colour) for heading in (GROSS, NET) for side, colour in SIDES[:2]]
    write_headings(sheet, looks, HEADING_ROW, headings)


def _write_person(sheet: Any, looks: Looks, row: int, person: Compared, months: Sequence[str]) -> None:
    items = differing_items(person)
    muted = {} if items else {"font_color": "#7F7F7F"}
    sheet.set_row(row, height([(items, ITEMS_WIDTH), (person.remark, REMARK_WIDTH)]))
    for place, text in enumerate((person.employee_id, person.name, person.team, person.post, person.grade)):
        sheet.write_string(row, place, text, looks("box", "left", "wrap", indent=1, **muted))
    sides = list(zip(*person.pay.values(), strict=True))
    for first, side in ((GROSS_AT, 0), (NET_AT, 2)):
        _write_pay(sheet, looks, (row, first), (sides[side], sides[side + 1]), _months_at(side, len(months)))
    sheet.write_string(row, ITEMS_AT, items or "没有变化", looks("box", "wrap", "left", indent=1, **muted))
    sheet.write_string(row, REMARK_AT, person.remark, looks("box", "wrap", "left", indent=1, **muted))
    for number, month in enumerate(months):
        for offset, value in enumerate(person.pay[month]):
            write_value(sheet, (row, MONTHS_AT + MONTH * number + offset), value, YUAN, {}, looks)


def _months_at(side: int, count: int) -> list[int]:
    """The columns in which a figure stands month by month."""
    return [MONTHS_AT + MONTH * number + side for number in range(count)]


def _write_pay(
    sheet: Any, looks: Looks, cell: tuple[int, int], sides: tuple[Sequence[Value], Sequence[Value]], months: list[int]
) -> None:
    """Now, trial and difference: sums over the months where there are several."""
    row, first = cell
    wholes = (_whole(sides[0]), _whole(sides[1]))
    for offset, whole in enumerate(wholes):
        if months and isinstance(whole, Decimal):
            cells = "+".join(xl_rowcol_to_cell(row, place + offset) for place in months)
            sheet.write_formula(row, first + offset, f"={cells}", looks("box", num_format=CALM_MONEY), float(whole))
        else:
            write_value(sheet, (row, first + offset), whole, YUAN, {}, looks)
    look = looks("box", "bold", num_format=SIGNED, bg_color=DIFFERENCE_TINT)
    changed = difference(wholes[0], wholes[1], absent=Decimal(0))
    if changed is None:
        sheet.write_blank(row, first + 2, None, look)
    else:
        formula = f"={xl_rowcol_to_cell(row, first + 1)}-{xl_rowcol_to_cell(row, first)}"
        sheet.write_formula(row, first + 2, formula, look, float(changed))


def _whole(values: Sequence[Value]) -> Value:
    """The sum over the months; no figure if a month has none, nothing if no month has the person."""
    if NO_VALUE in values:
        return NO_VALUE
    figures = [value for value in values if isinstance(value, Decimal)]
    return sum(figures, Decimal(0)) if figures else None


def _write_sums(sheet: Any, looks: Looks, simulation: Simulation, months: Sequence[str]) -> None:
    row = FIRST_ROW + len(simulation.persons)
    sheet.set_row(row, 24)
    words = looks("box", "bold", "left", bg_color=GRAND_COLOUR)
    for place in range(REMARK_AT + 1):
        sheet.write_blank(row, place, None, words)
    sheet.write_string(row, 0, "合计", words)
    sheet.write_string(row, 3, f"{len(simulation.persons)} 人", words)
    for place in (*range(GROSS_AT, ITEMS_AT), *range(MONTHS_AT, MONTHS_AT + MONTH * len(months))):
        is_change = GROSS_AT <= place < ITEMS_AT and (place - GROSS_AT) % 3 == 2
        look = looks("box", "bold", bg_color=GRAND_COLOUR, num_format=SIGNED if is_change else CALM_MONEY)
        cells = xl_range(FIRST_ROW, place, max(row - 1, FIRST_ROW), place)
        sheet.write_formula(row, place, f"=SUM({cells})" if simulation.persons else "=0", look, _sum(simulation, place))


def _sum(simulation: Simulation, place: int) -> float:
    """The sum a column comes to, as it stands in the cell before it is worked out again."""
    total = Decimal(0)
    for person in simulation.persons:
        values = list(person.pay.values())
        if place >= MONTHS_AT:
            month, side = divmod(place - MONTHS_AT, MONTH)
            figure: Value = values[month][side]
        else:
            pair, side = divmod(place - GROSS_AT, 3)
            now, trial = (_whole([value[2 * pair + one] for value in values]) for one in (0, 1))
            figure = (now, trial, difference(now, trial, absent=Decimal(0)))[side]
        total += figure if isinstance(figure, Decimal) else 0
    return float(total)


def _set_up(sheet: Any, simulation: Simulation, months: Sequence[str]) -> None:
    for place, (name, least) in enumerate(WHO):
        texts = [(p.employee_id, p.name, p.team, p.post, p.grade)[place] for p in simulation.persons]
        sheet.set_column(place, place, max([least, *(text_width(text) + 2.0 for text in (name, *texts))]))
    sheet.set_column(GROSS_AT, ITEMS_AT - 1, FIGURE_WIDTH)
    sheet.set_column(ITEMS_AT, ITEMS_AT, ITEMS_WIDTH)
    sheet.set_column(REMARK_AT, REMARK_AT, REMARK_WIDTH)
    if months:
        sheet.set_column(MONTHS_AT, MONTHS_AT + MONTH * len(months) - 1, FIGURE_WIDTH + 3)
    last = FIRST_ROW + len(simulation.persons)
    sheet.freeze_panes(FIRST_ROW, 2)
    sheet.hide_gridlines(2)
    sheet.ignore_errors({"number_stored_as_text": xl_range(FIRST_ROW, 0, last, 0)})
    set_up_page(sheet, paper=A3, repeat=(BAND_ROW, HEADING_ROW))
    sheet.print_area(0, 0, last, REMARK_AT)
