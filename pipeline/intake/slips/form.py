"""The visit slip as the paper form; ``抽查：属实`` under 负责人核查 is mode and result."""

from __future__ import annotations

from pipeline.intake import forms
from pipeline.intake.forms import Cells, Form
from pipeline.intake.problem import is_nothing
from pipeline.intake.raw import RawSheet
from pipeline.intake.sheets import Context, Reading
from pipeline.intake.slips.checked import split_check
from schemas.intake import SLIPS


def read(sheet: RawSheet, _context: Context) -> Reading | None:
    """The slips of a sheet of forms; None if the labels of the form are not there."""
    return forms.read(SLIP, sheet)


def _split(cells: Cells) -> Cells:
    cell, row, place = cells.get("check_result", ("", 0, 0))
    both = split_check(cell)
    if not both or not is_nothing(cells.get("check_mode", ("", 0, 0))[0]):
        return cells
    return {**cells, "check_mode": (both[0], row, place), "check_result": (both[1], row, place)}


SLIP = Form(
    SLIPS, "出访单表单", ("visited_on", "destination", "visited_person", "contact", "purpose"), arranged=_split,
)  # fmt: skip
