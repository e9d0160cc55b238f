"""Opens one delivered file, whatever it is, and hands on its sheets as cells."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, cast

from pipeline.findings import Finding, finding
from pipeline.intake import gate, html_files, text_files
from pipeline.intake.facts import BookFacts, ErrorCell, Refused, SheetFacts, too_large
from pipeline.intake.raw import Cell, RawBook, RawSheet
from pipeline.intake.settings import IntakeSettings

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, SheetMetadata

SHEET_KINDS = {"MacroSheet": "宏表", "DialogSheet": "宏表或对话框表", "Vba": "宏模块"}
"""Sheets that hold no cells of data; charts are passed over without a word."""

OURS = (NameError, AttributeError, TypeError, ImportError)
"""Mistakes of the code, whatever the file: not to be blamed on it."""


def open_book(path: Path, name: str, settings: IntakeSettings) -> RawBook:
    """The sheets of the file ``path``, known to people as ``name``; findings instead of exceptions.

    Raises MemoryError only: whether that is the file's fault the caller knows (see ``workers``).
    """
    try:
        return _book(gate.admit(path, name, settings), name, settings)
    except Refused as refused:
        return RawBook(name, "", (), (refused.finding,))
    except (KeyboardInterrupt, SystemExit, MemoryError, *OURS):
        raise
    except BaseException as error:  # A reader written in Rust panics past Exception.
        return RawBook(name, "", (), (finding("F04", file=name, detail=f"读取程序报告：{_first_words(error)}"),))


def _first_words(error: BaseException) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__


def _book(facts: BookFacts, name: str, settings: IntakeSettings) -> RawBook:
    if facts.format == gate.SYSTEM_FILE:
        return RawBook(name, gate.SYSTEM_FILE, (), ())
    if facts.format == "csv":
        return RawBook(name, "csv", (_text_sheet(facts, name, settings),), facts.notices)
    if facts.format == "html":
        return RawBook(name, "html", tuple(_page_sheets(facts, name, settings)), facts.notices)
    sheets, notices = _workbook_sheets(facts, name, settings)
    return RawBook(name, facts.format, tuple(sheets), (*facts.notices, *notices))


def _text_sheet(facts: BookFacts, name: str, settings: IntakeSettings) -> RawSheet:
    rows = text_files.rows_of_text(facts.data.decode("utf-8"), name)
    width = max(map(len, rows), default=0)
    sheet = PurePosixPath(name).stem
    if len(rows) * width > settings.max_cells:
        raise too_large(name, sheet, (len(rows), width), settings.max_cells)
    return RawSheet(name, sheet, [[*row, *[""] * (width - len(row))] for row in rows], is_text=True)


def _page_sheets(facts: BookFacts, name: str, settings: IntakeSettings) -> Iterable[RawSheet]:
    for table in html_files.tables_of_page(facts.data.decode("utf-8"), name, settings.max_cells):
        yield RawSheet(
            name,
            table.name,
            cast("list[list[Cell]]", table.rows),
            tuple(table.merged),
            hidden_rows=frozenset(table.hidden_rows),
            is_text=True,
        )


def _workbook_sheets(facts: BookFacts, name: str, settings: IntakeSettings) -> tuple[list[RawSheet], list[Finding]]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(facts.data))
    sheets, notices = [], []
    for index, meta in enumerate(book.sheets_metadata):
        kind = str(meta.typ).rpartition(".")[2]
        if kind == "WorkSheet":
            known = facts.sheets[index] if index < len(facts.sheets) else SheetFacts()
            sheets.append(_raw_sheet(name, (meta, book.get_sheet_by_index(index)), (known, facts), settings))
        elif kind in SHEET_KINDS:
            notices.append(finding("F18", file=name, sheet=meta.name, kind=SHEET_KINDS[kind]))
    return sheets, notices


def _raw_sheet(
    name: str,
    source: tuple[SheetMetadata, CalamineSheet],
    facts: tuple[SheetFacts, BookFacts],
    settings: IntakeSettings,
) -> RawSheet:
    (meta, sheet), (known, book) = source, facts
    height, width = ((sheet.end[0] + 1), (sheet.end[1] + 1)) if sheet.end else (0, 0)
    if height * width > settings.max_cells:
        raise too_large(name, meta.name, (height, width), settings.max_cells)
    rows: list[list[Cell]] = list(sheet.to_python(skip_empty_area=False))
    if book.format not in ("xlsx", "xlsm"):  # The gate has cleaned the texts of those.
        _clean(rows)
    if not any(rows):  # An ods of formatted blanks comes as rows of no cells.
        rows = []
    width = _place_errors(rows, known.errors)
    merged = tuple((*start, *end) for start, end in sheet.merged_cell_ranges or ()) or known.merged
    return RawSheet(
        name,
        meta.name,
        rows,
        merged,
        frozenset(row for row in known.hidden_rows if row < len(rows)),
        frozenset(column for column in known.hidden_columns if column < width),
        visible=str(meta.visible).endswith(".Visible"),
        date1904=book.date1904,
    )


def _clean(rows: list[list[Cell]]) -> None:
    """Control characters out of the texts."""
    for row in rows:
        for column, cell in enumerate(row):
            if type(cell) is str and cell and not cell.isprintable():
                row[column] = text_files.without_controls(cell)


def _place_errors(rows: list[list[Cell]], errors: Iterable[ErrorCell]) -> int:
    """Put the error cells where the reader saw blanks; the width of the sheet then."""
    width = max([len(rows[0]) if rows else 0, *(column + 1 for _, column, _ in errors)])
    height = max([len(rows), *(row + 1 for row, _, _ in errors)])
    if rows and width > len(rows[0]):
        for row in rows:
            row.extend([""] * (width - len(row)))
    rows.extend([""] * width for _ in range(height - len(rows)))
    for row_number, column, error in errors:
        rows[row_number][column] = error
    return width
