"""Visit slips: as a register, or as the paper form itself."""

from __future__ import annotations

from pipeline.intake.headings import find_head
from pipeline.intake.raw import RawSheet
from pipeline.intake.sheets import Context, Reading
from pipeline.intake.slips import form, register


def read(sheet: RawSheet, context: Context) -> Reading | None:
    """The slips of a sheet; None if it holds none."""
    head = find_head(sheet, spelt=context.vocabulary)
    if head is None:
        return form.read(sheet, context)
    return register.read(sheet, head, context) if head.kind.name == "slips" else None
