"""错误清单: every finding with its place, what was found, what was expected and what to do."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.findings import Finding
from pipeline.reports import error_list
from pipeline.reports.error_list import write_error_list
from pipeline.reports.finding_links import link, sheet_title
from pipeline.reports.finding_order import cell_position, sorted_findings

STOPPING = Finding(
    "阻断", "I07", "考勤/考勤.xlsx", "9月", "D17", "实出勤", "十二", "不是数字", "“十二”不是数字", "如 21.5",
    "请改为数字",
)  # fmt: skip
NOTICE = Finding("提醒", "I09", "客户.csv", "客户", "B9", "净佣金", "-1", "负数", "净佣金为负", "不小于0", "请核对")
WHOLE = Finding("阻断", "F01", "空.xlsx", "", "", "", "", "空文件", "文件大小为0字节", "有数据的文件", "请重新索取")
HEADINGS = ["序号", "级别", "代码", "错误", "文件", "工作表", "单元格", "列", "原值", "说明", "应为", "处理办法"]


def written(folder: Path, findings: Sequence[Finding], copies: dict[str, str] | None = None) -> Path:
    path = folder / "错误清单_2026-09.xlsx"
    write_error_list(path, findings, period="2026-09", branch="示例营业部", copies=copies or {})
    return path


def sheet(folder: Path, findings: Sequence[Finding], copies: dict[str, str] | None = None) -> Worksheet:
    return openpyxl.load_workbook(written(folder, findings, copies))["错误清单"]


def rows(listed: Worksheet) -> list[list[object]]:
    return [list(row) for row in listed.iter_rows(min_row=4, values_only=True)]


def test_one_row_a_finding_with_everything_a_clerk_needs(tmp_path: Path) -> None:
    """Each row holds level, code, place, value, what was expected and what to do."""
    listed = sheet(tmp_path, [STOPPING])
    assert [cell.value for cell in listed[3]] == HEADINGS
    assert rows(listed) == [[
        1, "阻断", "I07", "不是数字", "考勤/考勤.xlsx", "9月", "D17", "实出勤", "十二", "“十二”不是数字", "如 21.5",
        "请改为数字",
    ]]  # fmt: skip


def test_what_stops_comes_first_then_places_as_a_person_counts(tmp_path: Path) -> None:
    """阻断 before 提醒; 第2页 before 第10页; D9 before D17; the same finding twice counts once."""
    shuffled = [
        NOTICE, replace(STOPPING, sheet="第10页"), STOPPING, replace(STOPPING, sheet="第2页"),
        replace(STOPPING, cell="D9"), STOPPING,
    ]  # fmt: skip
    places = [(row[1], row[5], row[6]) for row in rows(sheet(tmp_path, shuffled))]
    assert places == [
        ("阻断", "9月", "D9"), ("阻断", "9月", "D17"), ("阻断", "第2页", "D17"), ("阻断", "第10页", "D17"),
        ("提醒", "客户", "B9"),
    ]  # fmt: skip


def test_the_cell_links_to_the_marked_copy(tmp_path: Path) -> None:
    """The link is relative, so that the folder can be sent to someone else; without a copy there is none."""
    listed = sheet(tmp_path, [STOPPING, NOTICE], {"考勤/考勤.xlsx": "标注/考勤/考勤.xlsx"})
    assert (listed["G4"].hyperlink.target, listed["G4"].hyperlink.location) == ("标注\\考勤\\考勤.xlsx", "'9月'!D17")
    assert listed["G5"].value == "B9"
    assert listed["G5"].hyperlink is None


def test_a_finding_of_a_whole_sheet_links_to_its_first_cell(tmp_path: Path) -> None:
    """Where no cell is named the link opens the sheet."""
    listed = sheet(tmp_path, [replace(STOPPING, cell="")], {"考勤/考勤.xlsx": "标注/考勤/考勤.xlsx"})
    assert (listed["G4"].value, listed["G4"].hyperlink.location) == ("整表", "'9月'!A1")


def test_links_survive_awkward_names() -> None:
    """Percent, hash and blank in a file name and an apostrophe in a sheet name do not break the link."""
    assert link("标注/a 100%#1.xlsx", "张'三", "D3:F4") == "external:标注/a%20100%25%231.xlsx#'张''三'!D3"


@pytest.mark.parametrize(
    ("name", "title"),
    [("9月", "9月"), ("客户[1]/甲", "客户_1__甲"), ("长" * 40, "长" * 31), ("History", "History_"), ("", "_")],
)
def test_sheet_names_that_excel_refuses_are_changed(name: str, title: str) -> None:
    """A csv file may be named as no sheet can be."""
    assert sheet_title(name) == title


def test_nothing_becomes_a_formula_a_link_or_a_number(tmp_path: Path) -> None:
    """What stood in a cell is written as text whatever it looks like."""
    values = ["=1+1", "@SUM(A1)", "+86", "http://example.com", "000148", "-12.50"]
    listed = sheet(tmp_path, [replace(STOPPING, cell=f"D{row}", value=value) for row, value in enumerate(values, 1)])
    cells = [listed.cell(row, 9) for row in range(4, 10)]
    assert [cell.value for cell in cells] == values
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


def test_red_stops_and_amber_is_a_notice(tmp_path: Path) -> None:
    """The colour of the level means something."""
    listed = sheet(tmp_path, [STOPPING, NOTICE])
    assert [listed[f"B{row}"].fill.fgColor.rgb for row in (4, 5)] == ["FFFFB3B3", "FFFFD966"]


def test_the_sheet_can_be_read_filtered_and_printed(tmp_path: Path) -> None:
    """Headings stay in view, can be filtered and are repeated on paper; long texts wrap."""
    listed = sheet(tmp_path, [STOPPING, NOTICE])
    assert listed.freeze_panes == "D4"
    assert listed.auto_filter.ref == "A3:L5"
    assert listed.print_title_rows == "$3:$3"
    assert (listed.page_setup.orientation, listed.page_setup.fitToHeight) == ("landscape", 0)
    assert listed["J4"].alignment.wrap_text


def test_a_long_text_gets_a_higher_row(tmp_path: Path) -> None:
    """The height is stated, because not every program works it out."""
    listed = sheet(tmp_path, [replace(STOPPING, message="很长" * 40), NOTICE])
    assert (listed.row_dimensions[4].height, listed.row_dimensions[5].height) == (14.25 * 5, 14.25)


def test_the_summary_counts_by_code_and_by_file(tmp_path: Path) -> None:
    """The first sheet says how bad it is and where."""
    findings = [STOPPING, replace(STOPPING, cell="D18"), NOTICE, WHOLE, replace(WHOLE, file="")]
    book = openpyxl.load_workbook(written(tmp_path, findings, {"考勤/考勤.xlsx": "标注/考勤/考勤.xlsx"}))
    assert book.sheetnames == ["汇总", "错误清单"]
    table = [[cell for cell in row if cell is not None] for row in book["汇总"].values]
    assert table == [
        ["示例营业部 2026-09 错误清单"],
        ["阻断 4 处（更正前不能计算薪酬），提醒 1 处（请核对，不影响计算）。"],
        [],
        ["级别", "代码", "错误", "处数", "文件数"],
        ["阻断", "F01", "空文件", 2, 2],
        ["阻断", "I07", "不是数字", 2, 1],
        ["提醒", "I09", "负数", 1, 1],
        [],
        ["文件", "阻断", "提醒", "合计", "标注副本"],
        ["（不属于某个文件）", 1, 0, 1, "无"],
        ["空.xlsx", 1, 0, 1, "无：问题涉及整个文件，不在某个单元格"],
        ["考勤/考勤.xlsx", 2, 0, 2, "标注/考勤/考勤.xlsx"],
        ["客户.csv", 0, 1, 1, "无：未能生成，请按清单中的位置更正"],
    ]


@pytest.mark.parametrize(
    ("findings", "words"),
    [([], "没有发现错误。"), ([NOTICE], "没有阻断；提醒 1 处（请核对，不影响计算）。")],
)
def test_the_verdict_without_stops(tmp_path: Path, findings: list[Finding], words: str) -> None:
    """A month without stops is told so."""
    assert openpyxl.load_workbook(written(tmp_path, findings))["汇总"]["A2"].value == words


def test_too_many_findings_are_cut_with_the_count_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the limit the list says how many there are and how many are not shown."""
    monkeypatch.setattr(error_list, "MAX_FINDINGS", 3)
    listed = sheet(tmp_path, [replace(STOPPING, cell=f"D{row}") for row in range(1, 6)])
    assert len(rows(listed)) == 3
    assert listed["A2"].value == (
        "点击“单元格”一栏可打开标注副本中的该单元格；请在原文件中更正，放回原处后再运行。"
        "共 5 条，此处只列前 3 条，其余 2 条未列出。"
    )


def test_links_beyond_what_excel_takes_are_plain_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Excel takes 65,530 links on a sheet; further cells are named without one."""
    monkeypatch.setattr(error_list, "MAX_LINKS", 1)
    listed = sheet(tmp_path, [STOPPING, replace(STOPPING, cell="D18")], {"考勤/考勤.xlsx": "标注/考勤/考勤.xlsx"})
    assert [bool(listed[f"G{row}"].hyperlink) for row in (4, 5)] == [True, False]
    assert listed["G5"].value == "D18"


def test_the_same_findings_give_the_same_bytes(tmp_path: Path) -> None:
    """In whatever order they were found, and without a clock in the file."""
    path = written(tmp_path, [STOPPING, NOTICE, WHOLE])
    first = path.read_bytes()
    assert written(tmp_path, [WHOLE, NOTICE, STOPPING]).read_bytes() == first
    assert re.search(rb"<dcterms:created[^>]*>2000-01-01T", zipfile.ZipFile(path).read("docProps/core.xml"))


@pytest.mark.parametrize(
    ("cell", "position"),
    [
        ("A1", (0, 0)), ("$XFD$1048576", (1048575, 16383)), ("D3:F4", (2, 3)),
        ("", None), ("XFE1", None), ("A1048577", None), ("第3行", None),
    ],
)
def test_addresses_are_read_as_excel_reads_them(cell: str, position: tuple[int, int] | None) -> None:
    """What is not an address has no position."""
    assert cell_position(cell) == position


def test_the_order_does_not_depend_on_the_order_found() -> None:
    """Sorting is complete: any order in gives one order out."""
    findings = [STOPPING, NOTICE, WHOLE, replace(STOPPING, message="另一句")]
    assert sorted_findings(findings) == sorted_findings(reversed(findings))
