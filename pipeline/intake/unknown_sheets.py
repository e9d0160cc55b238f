"""Sheets with content and no head we know: what they may have been meant as."""

from __future__ import annotations

from pipeline.intake.heading_words import plain
from pipeline.intake.headings import Head, Vocabulary
from pipeline.intake.near_heads import lacking, near_head, nearest
from pipeline.intake.raw import RawSheet
from pipeline.intake.sheets import Context, Reading, SheetRecords, sheet_finding
from schemas.columns import Column


def unknown(sheet: RawSheet, context: Context) -> Reading:
    """What to say of a sheet with content and no head: nearly a kind is a mistake, anything else a notice."""
    empty = SheetRecords("", "", sheet.file, sheet.sheet, remark="未识别")
    guessed = context.settings.guessed
    head = near_head(sheet, Vocabulary(guessed), unmarked=True) if guessed else near_head(sheet, context.vocabulary)
    if head is None:
        return Reading((empty,), (sheet_finding("S02", sheet),))
    missing = [head.kind.column(name) for name in lacking(head)]
    facts = {
        "kind": head.kind.heading,
        "missing": "、".join(column.heading for column in missing),
        "spelt": "、".join(map(_spelt, missing)),
        "near": _near(missing, [text for _, text in head.unknown]),
        "has": _headings(sheet, head),
    }
    return Reading((empty,), (sheet_finding("S01", sheet, head=head.last + 1, **facts),))


def _spelt(column: Column) -> str:
    """A heading with its other spellings: ``走访日期（或走访时间、拜访日期）``."""
    return f"{column.heading}（或{'、'.join(column.aliases)}）" if column.aliases else column.heading


def _near(missing: list[Column], others: list[str]) -> str:
    """The headings found that look most like those missing; each may stand for one."""
    pairs: dict[str, str] = {}
    for column in missing:
        found = nearest(column, [text for text in others if text not in pairs])
        pairs |= {found: column.heading} if found else {}
    said = "，".join(f"“{found}”是否即“{word}”" for found, word in pairs.items())
    return f"；最接近的标题：{said}" if said else ""


def _headings(sheet: RawSheet, head: Head) -> str:
    """The headings that stand there, as written."""
    rows = sheet.rows[head.first : head.last + 1]
    return "、".join(text for row in rows for cell in row if (text := plain(cell)))
