"""错误清单: every finding of a run with its place, what was found, what was expected and what to do.

Reads: findings. Writes: ``错误清单_<period>.xlsx`` with the sheets 汇总 (counts) and 错误清单 (one row a finding).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pipeline.findings import Finding
from pipeline.reports.error_summary import write_summary
from pipeline.reports.finding_formats import FindingFormats
from pipeline.reports.finding_links import link
from pipeline.reports.finding_order import sorted_findings

MAX_FINDINGS = 100_000
MAX_LINKS = 65_000
"""Excel takes 65,530 links on a sheet."""
MAX_TEXT = 32_767
MAX_LINES = 20
LINE_HEIGHT = 14.25

COLUMNS = (
    ("序号", 6), ("级别", 7), ("代码", 7), ("错误", 18), ("文件", 26), ("工作表", 12), ("单元格", 9), ("列", 12),
    ("原值", 16), ("说明", 38), ("应为", 26), ("处理办法", 34),
)  # fmt: skip
_CELL_COLUMN = 6
_HEAD_ROWS = 3


@dataclass(frozen=True)
class Listing:
    """What one error list says: the findings in order and where the marked copy of each file lies."""

    period: str
    branch: str
    findings: Sequence[Finding]
    copies: Mapping[str, str]

    @property
    def stops(self) -> int:
        """How many findings stop the month."""
        return sum(finding.stops for finding in self.findings)

    @property
    def title(self) -> str:
        """The first line of every sheet."""
        return f"{self.branch} {self.period} 错误清单".strip()


def write_error_list(
    path: Path, findings: Sequence[Finding], *, period: str, branch: str, copies: Mapping[str, str]
) -> None:
    """Write the workbook; ``copies`` maps a file to its marked copy, relative to the folder of the list.

    The same findings give the same bytes.  Every value is written as text: nothing becomes a formula.
    """
    listing = Listing(period, branch, sorted_findings(findings), copies)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        workbook.set_properties({"title": listing.title, "created": datetime(2000, 1, 1)})
        formats = FindingFormats.of(workbook)
        summary = workbook.add_worksheet("汇总")
        write_summary(summary, listing, formats)
        sheet = workbook.add_worksheet("错误清单")
        _write_head(sheet, listing, formats)
        _write_findings(sheet, listing, formats)
        _print_set_up(sheet)


def _write_head(sheet: Worksheet, listing: Listing, formats: FindingFormats) -> None:
    sheet.write_string(0, 0, listing.title, formats.title)
    sheet.write_string(1, 0, _remark(len(listing.findings)), formats.remark)
    sheet.set_row(0, 24)
    sheet.set_row(2, 20)
    for index, (heading, width) in enumerate(COLUMNS):
        sheet.set_column(index, index, width)
        sheet.write_string(2, index, heading, formats.heading)


def _remark(count: int) -> str:
    words = "点击“单元格”一栏可打开标注副本中的该单元格；请在原文件中更正，放回原处后再运行。"
    if count > MAX_FINDINGS:
        words += f"共 {count:,} 条，此处只列前 {MAX_FINDINGS:,} 条，其余 {count - MAX_FINDINGS:,} 条未列出。"
    return words


def _write_findings(sheet: Worksheet, listing: Listing, formats: FindingFormats) -> None:
    shown = listing.findings[:MAX_FINDINGS]
    for number, finding in enumerate(shown, start=1):
        row = _HEAD_ROWS + number - 1
        sheet.write_number(row, 0, number, formats.text)
        sheet.write_string(row, 1, finding.level, formats.level(finding))
        sheet.set_row(row, LINE_HEIGHT * _lines(finding))
        for column, words in enumerate(_cells(finding), start=2):
            sheet.write_string(row, column, words[:MAX_TEXT], formats.text)
        copy = listing.copies.get(finding.file, "") if finding.sheet and number <= MAX_LINKS else ""
        if copy:
            target = link(copy, finding.sheet, finding.cell)
            sheet.write_url(row, _CELL_COLUMN, target, formats.link, finding.cell or "整表")
    sheet.autofilter(_HEAD_ROWS - 1, 0, _HEAD_ROWS - 1 + max(1, len(shown)), len(COLUMNS) - 1)
    sheet.freeze_panes(_HEAD_ROWS, 3)


def _cells(finding: Finding) -> tuple[str, ...]:
    return (
        finding.code, finding.title, finding.file, finding.sheet, finding.cell, finding.column, finding.value,
        finding.message, finding.expected, finding.remedy,
    )  # fmt: skip


def _lines(finding: Finding) -> int:
    """How many lines the fullest cell of the row needs; said outright, as not every program works it out."""
    pairs = zip(_cells(finding), COLUMNS[2:], strict=True)
    return min(max(sum(max(1, -(-_display_width(line) // width)) for line in words.split("\n"))
                   for words, (_heading, width) in pairs), MAX_LINES)  # fmt: skip


def _display_width(text: str) -> int:
    """A Chinese character is twice as wide, and three bytes long."""
    return (len(text) + len(text.encode("utf-8", "replace"))) // 2


def _print_set_up(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD_ROWS - 1)
    sheet.set_footer("&C第 &P 页，共 &N 页")
