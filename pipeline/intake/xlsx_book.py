"""Inspects an xlsx or xlsb as a whole: its sheets, what it refers to, what it carries along."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

from pipeline.findings import Finding, finding
from pipeline.intake import xlsb_parts, xlsx_parts
from pipeline.intake.facts import BookFacts, Refused, SheetFacts
from pipeline.intake.package import Package
from pipeline.intake.settings import IntakeSettings
from pipeline.intake.xlsx_parts import SheetPart

FOLDER = "xl"
_MACRO_TYPE = b"macroEnabled.main+xml"


def inspect_xlsx(package: Package, settings: IntakeSettings) -> BookFacts:
    """The facts of an xlsx or xlsm."""
    workbook = package.part("xl/workbook.xml")
    parts = _sheet_parts(package, workbook, package.part("xl/_rels/workbook.xml.rels"))
    found: dict[str, SheetFacts] = {}

    def change(name: str, data: bytes) -> bytes:
        if name in parts:
            facts = found[name] = xlsx_parts.sheet_facts(parts[name].name, data, settings.max_cells)
            data = xlsx_parts.readable_errors(data, facts)
            return xlsx_parts.without_controls(data) if xlsx_parts.has_own_text(data) else data
        return xlsx_parts.without_controls(data) if name.lower().endswith("sharedstrings.xml") else data

    data = package.inspected(change)
    is_macro = _MACRO_TYPE in package.part("[Content_Types].xml")
    return BookFacts(
        format="xlsm" if is_macro else "xlsx",
        data=data,
        sheets=tuple(found.get(part, SheetFacts(name=sheet.name)) for part, sheet in parts.items()),
        date1904=xlsx_parts.uses_1904(workbook),
        notices=tuple(_notices(package)),
    )


def inspect_xlsb(package: Package, settings: IntakeSettings) -> BookFacts:
    """The facts of an xlsb."""
    sheets, date1904 = xlsb_parts.book_sheets(package.part("xl/workbook.bin"))
    targets = xlsx_parts.relation_targets(_trusted(package, "xl/_rels/workbook.bin.rels"))
    names = [(name, xlsx_parts.part_path(FOLDER, targets.get(relation, ""))) for name, relation in sheets]
    return BookFacts(
        format="xlsb",
        data=package.inspected(lambda name, data: data),
        sheets=tuple(replace(xlsb_parts.sheet_facts(package.part(part)), name=name) for name, part in names),
        date1904=date1904,
        notices=tuple(_notices(package)),
    )


def _sheet_parts(package: Package, workbook: bytes, relations: bytes) -> dict[str, SheetPart]:
    """Part name as the archive spells it → sheet, in the order of the workbook."""
    package.refuse_declarations("xl/workbook.xml", workbook)
    package.refuse_declarations("xl/_rels/workbook.xml.rels", relations)
    spelt = {name.lower(): name for name in package.entries}
    try:
        sheets = xlsx_parts.sheet_parts(workbook, relations, FOLDER)
    except ElementTree.ParseError:
        raise Refused(finding("F04", file=package.name, detail="工作簿目录无法解析")) from None
    return {spelt.get(sheet.part.lower(), f"{sheet.part}#{index}"): sheet for index, sheet in enumerate(sheets)}


def _trusted(package: Package, part: str) -> bytes:
    data = package.part(part)
    package.refuse_declarations(part, data)
    return data


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
