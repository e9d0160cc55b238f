"""Sheets with content and no head we know: what they may have been meant as."""

from __future__ import annotations

import difflib

from pipeline.intake.headings import Vocabulary, near_head
from pipeline.intake.raw import RawSheet
from pipeline.intake.sheets import Context, Reading, SheetRecords, sheet_finding


def unknown(sheet: RawSheet, context: Context) -> Reading:
    """What to say of a sheet with content and no head: nearly a kind is a mistake, anything else a notice."""
    empty = SheetRecords("", "", sheet.file, sheet.sheet, remark="未识别")
    guessed = context.settings.guessed
    head = near_head(sheet, Vocabulary(guessed), unmarked=True) if guessed else near_head(sheet, context.vocabulary)
    if head is None:
        return Reading((empty,), (sheet_finding("S02", sheet),))
    missing = [head.kind.column(name).heading for name in head.missing]
    near = _nearest(missing, [text for _, text in head.unknown])
    found = sheet_finding(
        "S01", sheet, kind=head.kind.heading, missing="、".join(missing), near=near, head=head.last + 1
    )
    return Reading((empty,), (found,))


def _nearest(missing: list[str], others: list[str]) -> str:
    """The headings found that look most like those missing."""
    pairs = []
    for word in missing:
        close = difflib.get_close_matches(word, others, n=1, cutoff=0.4)
        if close:
            pairs.append(f"“{close[0]}”是否即“{word}”")
    return "；最接近的标题：" + "，".join(pairs) if pairs else ""
