"""What is delivered for a quarter or a year: further data, grades decided by hand, the plan, figures of earlier months.

Reads: ``inputs/2026Q1`` (or ``inputs/2026``) and its sub-folders; for a quarter also the plan from ``inputs/2026``.
Writes: :class:`pipeline.intake.month.Month`, whose files and places are named below ``inputs``.
Nothing need be there: no folder, or an empty one, is no delivery and no finding.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.findings import Finding
from pipeline.intake.month import Folder, Month, in_order, list_files, misplaced, put_together, read_files_of
from pipeline.intake.settings import IntakeSettings
from pipeline.intake.sheets import SheetRecords
from pipeline.period import Span
from schemas.intake import SPAN_KINDS, TARGETS

NOTHING_DELIVERED = ("S14", "S15")
"""What a month says of a folder that is not there or empty."""


def read_span(inputs: Path, span: Span, settings: IntakeSettings) -> Month:
    """Read what was delivered for the span; ``inputs`` is the folder of all months, quarters and years."""
    names, findings = _listed(inputs, str(span))
    read = read_files_of(inputs, names, span.last_month, settings)
    sheets, files = read.sheets, read.files
    findings += [*read.findings, *misplaced(sheets, _KINDS, _where(span))]
    if not span.is_year:
        plan = _plan_of_year(inputs, span, settings)
        sheets, files, findings = [*sheets, *plan.sheets], {**files, **plan.files}, [*findings, *plan.findings]
    tables, places = put_together(sheets, SPAN_KINDS)
    tables[TARGETS.name] = _of_year(tables[TARGETS.name], span.year)
    return Month(tables, places, in_order(findings), files)


_KINDS = tuple(kind.name for kind in SPAN_KINDS)


def _where(span: Span) -> str:
    headings = "、".join(kind.heading for kind in SPAN_KINDS)
    return f"{span}的文件夹里只放{headings}；每月的数据放在当月的文件夹，如 inputs/{span.last_month}"


def _listed(inputs: Path, folder: str) -> tuple[list[str], list[Finding]]:
    """The files of one folder below ``inputs``, by their names there."""
    names, findings = list_files(inputs / folder)
    told = [replace(found, file=f"{folder}/{found.file}") for found in findings if found.code not in NOTHING_DELIVERED]
    return [f"{folder}/{name}" for name in names], told


def _plan_of_year(inputs: Path, span: Span, settings: IntakeSettings) -> Folder:
    """The plan of the year a quarter lies in, and what could not be read and might be it; the rest is the year's."""
    names, findings = _listed(inputs, f"{span.year:04d}")
    read = read_files_of(inputs, names, span.last_month, settings)
    of_year = {(sheet.file, sheet.sheet) for sheet in read.sheets if sheet.kind and sheet.kind != TARGETS.name}
    sheets = [sheet for sheet in read.sheets if sheet.kind == TARGETS.name]
    told = [found for found in (*findings, *read.findings) if not _is_of_year(found, of_year, sheets)]
    asked = {sheet.file for sheet in sheets} | {found.file for found in told}
    return Folder(sheets, told, {name: digest for name, digest in read.files.items() if name in asked})


def _is_of_year(found: Finding, of_year: set[tuple[str, str]], plans: list[SheetRecords]) -> bool:
    """Whether a finding is about data of the year that a quarter does not read."""
    if found.sheet:
        return (found.file, found.sheet) in of_year
    has_plan = any(sheet.file == found.file for sheet in plans)
    return not has_plan and any(file == found.file for file, _ in of_year)


def _of_year(targets: pa.Table, year: int) -> pa.Table:
    """The plan with the year of its folder where none is written."""
    place = targets.schema.get_field_index("target_year")
    years = pc.fill_null(targets["target_year"], pa.scalar(year, pa.int64()))
    return targets.set_column(place, targets.schema.field(place), years)
