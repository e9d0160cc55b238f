"""The leave slip as the paper form: 假别 and the days beside their labels, or both days in one cell.

Law: 指引第八条.  Reads: a raw sheet of forms.  Writes: leave_slips.
Not covered: boxes to tick (told, not read); a form that does not say whether the leave was granted (told, and stops).
"""

from __future__ import annotations

import re

from pipeline.content import half_width
from pipeline.findings import Finding
from pipeline.intake import forms
from pipeline.intake.forms import Cells, Form
from pipeline.intake.headings import find_head
from pipeline.intake.problem import is_nothing
from pipeline.intake.raw import RawSheet
from pipeline.intake.sheets import Context, Reading, SheetRecords, sheet_finding
from schemas.intake import LEAVE_SLIPS

PERSON = ("employee_id", "person_name")
ROWS_OF_HEADINGS = 2
"""All labels within so many rows are the headings of a list with a wrong word among them, not a form."""
_PERIOD = re.compile(r"[自从由]?(.+?)起?(?:至|到|~)(.+?)止?(?:[,;。]?共?计?\(?(\d+(?:\.\d+)?|半)天\)?)?")


def read(sheet: RawSheet, context: Context) -> Reading | None:
    """The slips of a sheet of forms; None if it is a list, or the labels of the form are not there."""
    rows = {label.row for label in forms.find_labels(SLIP, sheet) if label.column in (*PERSON, *SLIP.telling)}
    is_list = not rows or max(rows) - min(rows) < ROWS_OF_HEADINGS
    if is_list or find_head(sheet, spelt=context.vocabulary) is not None:
        return None
    reading = forms.read(SLIP, sheet)
    if reading is None:
        return None
    return Reading(
        reading.sheets, (*reading.findings, *(each for made in reading.sheets for each in _open(sheet, made)))
    )


def _open(sheet: RawSheet, made: SheetRecords) -> list[Finding]:
    """The forms that do not say whether the leave was granted: nobody's signature stands in a cell we read."""
    rows = made.records.to_pylist() if made.records is not None else []
    return [
        sheet_finding("S47", sheet, cell=made.places.get((row["row"], "leave_kind"), ""), column="审批结果")
        for row in rows
        if row["granted"] is None and row["granted_on"] is None and (row["row"], "granted") not in made.places
    ]


def _apart(cells: Cells) -> Cells:
    """Both days of ``自2026年1月5日至2026年1月6日，共2天``, and how many they are."""
    cell, row, place = cells.get("leave_period", ("", 0, 0))
    rest = {name: value for name, value in cells.items() if name != "leave_period"}
    if is_nothing(cell):
        return rest
    match = _PERIOD.fullmatch(half_width(str(cell)))
    first, last, days = match.groups() if match else (cell, cell, None)
    said = {"leave_from": first, "leave_until": last, **({"leave_days": f"{days}天"} if days else {})}
    return {**{name: (value, row, place) for name, value in said.items()}, **rest}


SLIP = Form(
    LEAVE_SLIPS, "请假单表单", ("leave_kind", "leave_from", "leave_until", "leave_period", "leave_days", "purpose"),
    others=(
        *(dict.fromkeys(("请假人", "申请人", "申请人姓名"), "person_name").items()),
        *(dict.fromkeys(("请假时间", "请假期间", "请假起止时间", "起止时间"), "leave_period").items()),
    ),
    arranged=_apart, needed="leave_kind",
)  # fmt: skip
