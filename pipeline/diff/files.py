"""What was delivered differently: files by their hashes, and, of two versions of one month, row by row.

Reads: the first stage book (接收) of both results, where every row names its file, sheet and line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from pipeline.diff.books import INTAKE, Row, words
from pipeline.diff.model import InputRow
from pipeline.diff.sides import Side
from pipeline.masks import masked
from schemas.intake import ATTENDANCE_DAYS, KINDS

SOURCES = "来源清单"
PROVENANCE = ("来源", "行号")
KEYS = {
    table.heading: tuple(column.heading for column in table.columns if column.name in table.key)
    for table in (*KINDS, ATTENDANCE_DAYS)
    if table.key
}
"""The columns that name a row, where a table has such."""

ADDED, REMOVED = "增加一行", "减少一行"


def files_of_kind(was: Side, now: Side, tables: str) -> str:
    """Which files of these tables differ, in words in brackets; nothing for two months, whose files always do."""
    if was.asked.period != now.asked.period:
        return ""
    kinds = tables.split("、")
    changed = [name for _, name, *_ in file_changes(was, now) if {*_kinds(was, name), *_kinds(now, name)} & {*kinds}]
    return f"（{'、'.join(changed)}）" if changed else ""


def file_changes(was: Side, now: Side) -> Iterator[tuple[str, str, str, str]]:
    """Files delivered for one version only, or with other contents: kind, name, both hashes."""
    old, new = (side.books.record.get("inputs", {}) for side in (was, now))
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            kind = "文件减少" if name not in new else "文件增加" if name not in old else "文件有改动"
            yield kind, name, old.get(name, "")[:12], new.get(name, "")[:12]


def row_changes(was: Side, now: Side) -> Iterator[InputRow]:
    """Every delivered row that differs, table by table, in the order of the tables."""
    tabs = dict.fromkeys((*was.books.tabs(INTAKE), *now.books.tabs(INTAKE)))
    for tab in tabs:
        if tab != SOURCES and not was.books.same(now.books, INTAKE, tab):
            yield from _table_changes(was, now, tab)


def _kinds(side: Side, file: str) -> set[str]:
    """The tables read from a file."""
    return {str(row["种类"]) for row in side.books.sheet(INTAKE, SOURCES).rows if row["文件"] == file}


def _table_changes(was: Side, now: Side, tab: str) -> Iterator[InputRow]:
    old, new = (_by_key(side, tab) for side in (was, now))
    places = _places(was), _places(now)
    for key in dict.fromkeys((*old, *new)):
        before, after = old.get(key), new.get(key)
        if before is None:
            row = new[key]
            yield InputRow(tab, _shown_key(tab, row), ADDED, "", _row_words(row), _place(row, places[1]))
            continue
        shown = _shown_key(tab, before)
        if after is None:
            yield InputRow(tab, shown, REMOVED, _row_words(before), "", _place(before, places[0]))
            continue
        for heading in dict.fromkeys((*before, *after)):
            if heading not in PROVENANCE and before.get(heading) != after.get(heading):
                old_cell, new_cell = (masked(heading, _cell(row, heading)) for row in (before, after))
                yield InputRow(tab, shown, heading, old_cell, new_cell, _place(after, places[1]))


def _by_key(side: Side, tab: str) -> dict[tuple[str, ...], Row]:
    """The rows by what names them: their key, or all of them; equal ones are counted."""
    found: dict[tuple[str, ...], Row] = {}
    seen: Counter[tuple[str, ...]] = Counter()
    for row in side.books.sheet(INTAKE, tab).rows:
        headings = KEYS.get(tab) or [heading for heading in row if heading not in PROVENANCE]
        key = tuple(_cell(row, heading) for heading in headings)
        seen[key] += 1
        found[(*key, str(seen[key]))] = row
    return found


def _places(side: Side) -> Mapping[str, str]:
    rows = side.books.sheet(INTAKE, SOURCES).rows
    return {str(row["来源"]): f"{row['文件']} [{row['工作表']}]" for row in rows}


def _place(row: Row, places: Mapping[str, str]) -> str:
    line = row.get("行号")
    return f"{places.get(str(row.get('来源')), '')} 第{line}行" if line is not None else ""


def _shown_key(tab: str, row: Row) -> str:
    headings = KEYS.get(tab) or [heading for heading in row if heading not in PROVENANCE][:2]
    return " ".join(masked(heading, _cell(row, heading)) for heading in headings if row.get(heading) is not None)


def _row_words(row: Row) -> str:
    cells = (f"{h}={masked(h, _cell(row, h))}" for h in row if h not in PROVENANCE and row[h] is not None)
    return "；".join(cells)


def _cell(row: Row, heading: str) -> str:
    value = row.get(heading)
    return "" if value is None else words(value)
