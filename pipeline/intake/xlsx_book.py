"""Inspects an xlsx or xlsb as a whole: its sheets, what it refers to, what it carries along."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree

from pipeline.findings import Finding, finding
from pipeline.intake import xlsb_parts, xlsx_parts, xlsx_workbook
from pipeline.intake.facts import BookFacts, Refused, SheetFacts
from pipeline.intake.package import Package, look_through
from pipeline.intake.settings import IntakeSettings
from pipeline.intake.xlsx_workbook import SheetPart

FOLDER = "xl"
_MACRO_TYPE = b"macroEnabled.main+xml"
_MACRO_SHEET = re.compile(rb'Type="[^"]*/xl(?:Intl)?Macrosheet"')
_DIALOG_SHEET = b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/dialogsheet"'
_RELATIONS = re.compile(r"workbook\.xml\.rels$", re.IGNORECASE)
_TEXTS = re.compile(r"sharedStrings\.xml$", re.IGNORECASE)


def inspect_xlsx(package: Package, settings: IntakeSettings) -> BookFacts:
    """The facts of an xlsx or xlsm."""
    workbook = package.part("xl/workbook.xml")
    parts = _sheet_parts(package, workbook, package.part("xl/_rels/workbook.xml.rels"))
    found: dict[str, SheetFacts] = {}

    def change(part: str, pieces: Iterator[bytes]) -> bytes | None:
        if part in parts:
            found[part], new = _sheet(parts[part].name, pieces, settings.max_cells)
            return new
        old = b"".join(pieces)
        if _RELATIONS.search(part):  # The reader refuses a whole book for a sheet of macros; not for one of dialogs.
            return _if_new(old, _MACRO_SHEET.sub(_DIALOG_SHEET, old))
        if _TEXTS.search(part):
            return _if_new(old, xlsx_parts.with_honest_count(xlsx_parts.without_controls(old)))
        return None

    data = package.inspected(change)
    is_macro = _MACRO_TYPE in package.part("[Content_Types].xml")
    return BookFacts(
        format="xlsm" if is_macro else "xlsx",
        data=data,
        sheets=tuple(found.get(part, SheetFacts(name=sheet.name)) for part, sheet in parts.items()),
        date1904=xlsx_workbook.uses_1904(workbook),
        notices=tuple(_notices(package)),
    )


def _sheet(name: str, pieces: Iterator[bytes], max_cells: int) -> tuple[SheetFacts, bytes | None]:
    """The facts of a sheet, and its part if the reader must get another."""
    is_plain, kept = xlsx_parts.quick_look(pieces)
    if is_plain and len(kept) >= xlsx_parts.MIN_QUICK_PIECES and max_cells >= xlsx_parts.MAX_PLAIN_CELLS:
        return xlsx_parts.plain_facts(name, kept[0] if kept else b""), None
    old = b"".join(kept)
    facts = xlsx_parts.sheet_facts(name, old, max_cells)
    new = xlsx_parts.readable_errors(old, facts)
    return facts, _if_new(old, xlsx_parts.without_controls(new) if xlsx_parts.has_own_text(new) else new)


def _if_new(old: bytes, new: bytes) -> bytes | None:
    return None if new == old else new


def inspect_xlsb(package: Package, settings: IntakeSettings) -> BookFacts:
    """The facts of an xlsb."""
    sheets, date1904 = xlsb_parts.book_sheets(package.part("xl/workbook.bin"))
    targets = xlsx_workbook.relation_targets(package.part("xl/_rels/workbook.bin.rels"))
    names = [(name, xlsx_workbook.part_path(FOLDER, targets.get(relation, ""))) for name, relation in sheets]
    return BookFacts(
        format="xlsb",
        data=package.inspected(look_through),
        sheets=tuple(replace(xlsb_parts.sheet_facts(package.part(part)), name=name) for name, part in names),
        date1904=date1904,
        notices=tuple(_notices(package)),
    )


def _sheet_parts(package: Package, workbook: bytes, relations: bytes) -> dict[str, SheetPart]:
    """Part name as the archive spells it → sheet, in the order of the workbook."""
    spelt = {name.lower(): name for name in package.entries}
    try:
        sheets = xlsx_workbook.sheet_parts(workbook, relations, FOLDER)
    except ElementTree.ParseError:
        raise Refused(finding("F04", file=package.name, detail="工作簿目录无法解析")) from None
    return {spelt.get(sheet.part.lower(), f"{sheet.part}#{index}"): sheet for index, sheet in enumerate(sheets)}


def _notices(package: Package) -> list[Finding]:
    """What the workbook refers to or carries along without its being read."""
    notices = []
    if package.under("xl/externalLinks/externalLink"):
        notices.append(finding("F11", file=package.name, targets=_targets(package)))
    if package.under("xl/vbaProject.bin") or package.under("xl/macrosheets/"):
        notices.append(finding("F12", file=package.name))
    if embedded := package.under("xl/embeddings/"):
        notices.append(finding("F17", file=package.name, count=len(embedded)))
    return notices


def _targets(package: Package) -> str:
    """The names of the files referred to, three at most."""
    names: list[str] = []
    for part in package.under("xl/externalLinks/_rels/"):
        for target in re.findall(rb'Target="([^"]+)"', package.part(part)):
            name = re.split(r"[/\\]", target.decode("utf-8", "replace"))[-1]
            if name not in names:
                names.append(name)
    listed = "、".join(f"“{name}”" for name in sorted(names)[:3]) or "名称不明"
    return listed + (f"等{len(names)}个" if len(names) > 3 else "")
