"""The workbook in which the clerk says why: one line per thing to be explained, with an empty column 说明.

Writes: ``签字前异动_<period>.xlsx`` beside the signatures; what was filled in before is kept where the line still says
the same, and shown beside it where the figures have changed since.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from pipeline.closing.gate import BEFORE, ID, REASON, TAB, filled_in, is_reason, put_in_place
from pipeline.closing.gate_lines import Gate, Line
from pipeline.closing.register import PREPARED
from pipeline.reports.formats import BOOK_OPTIONS, MADE_ON, MONEY, Looks, set_up_page

A4 = 9
WHO = ((ID, 26), ("类别", 14), ("工号", 10), ("姓名", 10), ("团队", 14))
SIDES = ("上月", "本月", "变动")
SHOWN = (("号码 上月", 22), ("号码 本月", 22))
SAID = ((REASON, 46), (BEFORE, 30))
FILL = "#FFF2CC"
TOP = 4
"""The row of the headings; the lines follow it."""


@dataclass(frozen=True)
class Kept:
    """What the workbook says after writing: how many lines, and how many of them have a reason."""

    path: Path
    lines: int
    given: int


def write_gate(path: Path, gate: Gate) -> Kept:
    """Write the workbook, all or nothing; Refused where the present one cannot be read."""
    said = _kept(gate.lines, filled_in(path) if path.is_file() else {})
    path.parent.mkdir(parents=True, exist_ok=True)
    prepared = path.with_name(path.name + PREPARED)
    with xlsxwriter.Workbook(str(prepared), BOOK_OPTIONS) as book:
        book.set_properties({"title": f"{TAB} {gate.period}", "created": MADE_ON})
        _write(book.add_worksheet(TAB), Looks(book), gate, said)
    put_in_place(prepared, path)
    return Kept(path, len(gate.lines), sum(is_reason(reason) for reason, _ in said.values()))


def _kept(lines: Sequence[Line], filled: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Line → its reason, and what was said when the line said something else."""
    earlier = {line.rpartition("-")[0]: told[0] or told[1] for line, told in filled.items()}
    return {line.id: filled.get(line.id) or ("", earlier.get(line.subject, "")) for line in lines}


def _write(sheet: Any, looks: Looks, gate: Gate, said: Mapping[str, tuple[str, str]]) -> None:
    items = gate.limits.items
    columns = [*WHO, *((f"{item} {side}", 15) for item in items for side in SIDES), *SHOWN, *SAID]
    sheet.write_string(0, 0, f"签字前异动　{gate.period}", looks("title"))
    sheet.write_string(1, 0, gate.rule(), looks("muted"))
    how = f"请在“{REASON}”一栏逐条写明原因；全部写好之后制表才能签字，所写的说明随签字一并保存。其余各栏请不要改动。"
    sheet.write_string(2, 0, how if gate.lines else "没有须说明的异动，制表可以直接签字。", looks("bold"))
    sheet.set_row(TOP, 24)
    for place, (heading, width) in enumerate(columns):
        sheet.set_column(place, place, width)
        sheet.write_string(TOP, place, heading, looks("heading"))
    for row, line in enumerate(gate.lines, TOP + 1):
        _write_line(sheet, looks, row, (line, items, said[line.id]))
    sheet.freeze_panes(TOP + 1, 4)
    sheet.autofilter(TOP, 0, TOP + max(len(gate.lines), 1), len(columns) - 1)
    set_up_page(sheet, paper=A4, repeat=(TOP, TOP))


def _write_line(sheet: Any, looks: Looks, row: int, told: tuple[Line, tuple[str, ...], tuple[str, str]]) -> None:
    line, items, (reason, before) = told
    for place, text in enumerate((line.id, line.kind, line.employee_id, line.name, line.team)):
        _text(sheet, (row, place), text, looks("box", "text"))
    place = len(WHO)
    for item in items:
        was, now = line.was.get(item), line.now.get(item)
        for figure in (was, now, _moved(was, now)):
            _figure(sheet, (row, place), figure, looks)
            place += 1
    for text in line.shown:
        _text(sheet, (row, place), text, looks("box", "text"))
        place += 1
    _text(sheet, (row, place), reason, looks("box", "wrap", "text", bg_color=FILL))
    _text(sheet, (row, place + 1), before, looks("box", "wrap", "text", "muted"))


def _moved(was: Decimal | None, now: Decimal | None) -> Decimal | None:
    return None if was is None and now is None else (now or Decimal(0)) - (was or Decimal(0))


def _figure(sheet: Any, cell: tuple[int, int], figure: Decimal | None, looks: Looks) -> None:
    look = looks("box", num_format=MONEY)
    if figure is None:
        sheet.write_blank(*cell, None, look)
    else:
        sheet.write_number(*cell, float(figure), look)


def _text(sheet: Any, cell: tuple[int, int], text: str, look: Any) -> None:
    if text:
        sheet.write_string(*cell, text, look)
    else:
        sheet.write_blank(*cell, None, look)
