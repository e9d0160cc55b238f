"""The first sheet of the error list: how many findings of each code, and in each file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Protocol

from xlsxwriter.worksheet import Worksheet

from pipeline.findings import Finding
from pipeline.reports.finding_formats import FindingFormats
from pipeline.reports.finding_links import file_link

WIDTHS = (9, 9, 42, 10, 10, 10, 44)
NAME_TO, COUNTS, COPY = 2, 3, 6
"""The table by file: its name over level, code and title of the table above, its counts under the counts."""
NO_FILE = "（不属于某个文件）"


class Listed(Protocol):
    """What the summary needs to know of a listing."""

    @property
    def title(self) -> str: ...
    @property
    def findings(self) -> Sequence[Finding]: ...
    @property
    def copies(self) -> Mapping[str, str]: ...
    @property
    def stops(self) -> int: ...


def write_summary(sheet: Worksheet, listing: Listed, formats: FindingFormats) -> None:
    """Title, verdict, a table by code, a table by file."""
    for index, width in enumerate(WIDTHS):
        sheet.set_column(index, index, width)
    sheet.set_row(0, 24)
    sheet.write_string(0, 0, listing.title, formats.title)
    sheet.write_string(1, 0, verdict(listing), formats.remark)
    row = _write_codes(sheet, 3, listing.findings, formats)
    _write_files(sheet, row + 1, listing, formats)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def verdict(listing: Listed) -> str:
    """One sentence on what the findings mean for the month."""
    notices = len(listing.findings) - listing.stops
    if listing.stops:
        return f"阻断 {listing.stops:,} 处（更正前不能计算薪酬），提醒 {notices:,} 处（请核对，不影响计算）。"
    if notices:
        return f"没有阻断；提醒 {notices:,} 处（请核对，不影响计算）。"
    return "没有发现错误。"


def _write_codes(sheet: Worksheet, row: int, findings: Sequence[Finding], formats: FindingFormats) -> int:
    """The table by code; returns the row after it."""
    _headings(sheet, row, ("级别", "代码", "错误", "处数", "文件数"), formats)
    counts = Counter((not item.stops, item.code, item.title) for item in findings)
    firsts = {item.code: item for item in findings}
    files = Counter(code for code, _file in {(item.code, item.file) for item in findings})
    for (_notice, code, title), count in sorted(counts.items()):
        row += 1
        sheet.write_string(row, 0, firsts[code].level, formats.level(firsts[code]))
        sheet.write_string(row, 1, code, formats.text)
        sheet.write_string(row, 2, title, formats.text)
        sheet.write_number(row, 3, count, formats.number)
        sheet.write_number(row, 4, files[code], formats.number)
    return row + 1


def _write_files(sheet: Worksheet, row: int, listing: Listed, formats: FindingFormats) -> None:
    sheet.merge_range(row, 0, row, NAME_TO, "文件", formats.heading)
    _headings(sheet, row, ("阻断", "提醒", "合计", "标注副本"), formats, COUNTS)
    stops = Counter(item.file for item in listing.findings if item.stops)
    every = Counter(item.file for item in listing.findings)
    for file in dict.fromkeys(item.file for item in listing.findings):
        row += 1
        sheet.merge_range(row, 0, row, NAME_TO, file or NO_FILE, formats.text)
        for column, count in enumerate((stops[file], every[file] - stops[file], every[file]), start=COUNTS):
            sheet.write_number(row, column, count, formats.number)
        copy = listing.copies.get(file, "")
        if copy:
            sheet.write_url(row, COPY, file_link(copy), formats.link, copy)
        else:
            sheet.write_string(row, COPY, _why_no_copy(file, listing.findings), formats.text)


def _headings(sheet: Worksheet, row: int, headings: Sequence[str], formats: FindingFormats, first: int = 0) -> None:
    for index, heading in enumerate(headings, first):
        sheet.write_string(row, index, heading, formats.heading)


def _why_no_copy(file: str, findings: Sequence[Finding]) -> str:
    if not file:
        return "无"
    if any(item.file == file and item.sheet for item in findings):
        return "无：未能生成，请按清单中的位置更正"
    return "无：问题涉及整个文件，不在某个单元格"
