"""Stage books: heads, totals, types, text that stays text, many rows, exact figures, the same bytes twice."""

from __future__ import annotations

import hashlib
import re
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from pipeline.reports import line_sheets, stage_books, table_sheets
from pipeline.reports.exact_cells import exact_doubles, fits_a_number, plain
from pipeline.reports.stage_books import StageSheet, write_stage_book
from schemas.columns import Column
from schemas.table import Table

TABLE = Table(
    "credits",
    "客户归属",
    "一行是一名客户归属于一人的一份",
    (
        Column("customer_id", "客户号", "id"),
        Column("account", "资金账号", "digits"),
        Column("note", "说明", "text"),
        Column("day", "日期", "date"),
        Column("share", "分成比例", "share", "比例"),
        Column("net", "净佣金", "money", "元"),
        Column("assets", "归属资产", "exact", "元"),
        Column("score", "得分", "number", "分"),
        Column("times", "次数", "count", "次"),
        Column("is_valid", "是否有效", "flag"),
    ),
    article="第三条",
    totals=("net", "assets", "times"),
)
HEAD = 5


def row(number: int, **changes: Any) -> dict[str, Any]:
    """A record of the table."""
    return {
        "customer_id": f"{number:08d}",
        "account": f"{number:018d}",
        "note": "张三",
        "day": date(2026, 1, 1 + number % 28),
        "share": Decimal("0.3333"),
        "net": Decimal(number * 68684944) / 100 - 7,
        "assets": Decimal("123456.78901") * number,
        "score": Decimal("88.5"),
        "times": number,
        "is_valid": number % 2 == 0,
    } | changes


def sheet_of(*rows: dict[str, Any]) -> StageSheet:
    """The rows as a sheet of a stage book."""
    return StageSheet(TABLE, TABLE.from_rows(list(rows)))


def write(path: Path, *sheets: StageSheet) -> tuple[Path, ...]:
    """A stage book of these sheets."""
    return write_stage_book(
        path, title="03 归属", note="谁得到哪位客户的业绩。", sheets=sheets, period="2026-01", branch="示例营业部"
    )


def values(path: Path, sheet: str = "客户归属", *, formulas: bool = False) -> list[list[Any]]:
    """Cells of a sheet as openpyxl reads them."""
    book = openpyxl.load_workbook(path, data_only=not formulas)
    return [list(cells) for cells in book[sheet].iter_rows(values_only=True)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a stage book may be written."""
    return tmp_path / "03_credit_归属.xlsx"


@pytest.fixture
def always_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every table goes through the fast writer."""
    monkeypatch.setattr(stage_books, "LINES_FROM", 1)


def test_the_head_says_what_the_sheet_is(path: Path) -> None:
    """Heading, grain, branch, period, rows, units and article stand over the headings."""
    assert write(path, sheet_of(row(1), row(2))) == (path,)
    cells = values(path)
    assert cells[0][0] == "客户归属"
    assert cells[1][0] == "一行是一名客户归属于一人的一份"
    assert cells[2][0] == "示例营业部　2026-01　共 2 行　单位：元、分、次　依据：第三条"
    assert cells[4] == [
        "客户号", "资金账号", "说明", "日期", "分成比例", "净佣金\n（元）", "归属资产\n（元）", "得分\n（分）",
        "次数\n（次）", "是否有效",
    ]  # fmt: skip


def test_totals_are_live_formulas_with_exact_cached_values(path: Path) -> None:
    """The totals over the headings are SUM formulas; what is cached is the exact sum."""
    write(path, sheet_of(row(1), row(2), row(3)))
    totals = values(path)[3]
    assert values(path, formulas=True)[3][5:9] == ["=SUM(F6:F8)", "=SUM(G6:G8)", None, "=SUM(I6:I8)"]
    assert totals[0] == "合计"
    assert [Decimal(repr(totals[place])) for place in (5, 6, 8)] == [
        Decimal("4121075.64"), Decimal("740740.73406"), Decimal("6")
    ]  # fmt: skip


def test_cells_have_their_types_and_formats(path: Path) -> None:
    """Identifiers are text with all digits, days are days, shares per cent, flags 是/否."""
    write(path, sheet_of(row(7, account="110101199003070011")))
    sheet = openpyxl.load_workbook(path)["客户归属"]
    cells = [sheet.cell(HEAD + 1, place) for place in range(1, 11)]
    assert [cell.value for cell in cells[:3]] == ["00000007", "110101199003070011", "张三"]
    assert (cells[3].value.date(), cells[3].number_format) == (date(2026, 1, 8), "yyyy-mm-dd")
    assert (cells[4].value, cells[4].number_format) == (0.3333, "0.00####%")
    assert (cells[5].value, cells[5].number_format.split(";")[0]) == (4807939.08, "#,##0.00")
    assert (cells[8].value, cells[8].number_format) == (7, "0")
    assert cells[9].value == "否"
    assert [cell.number_format for cell in cells[:3]] == ["@"] * 3


def test_empty_cells_stay_blank(path: Path) -> None:
    """No zero, no “nan”, no “None” where there is nothing."""
    write(path, sheet_of({"customer_id": "1"}))
    assert values(path)[HEAD] == ["1"] + [None] * 9


@pytest.mark.parametrize("text", ["=1+1", "http://example.com/a", "+86", "@SUM(A1)", "'x", "1e5", " 两端 "])
def test_text_stays_text(path: Path, text: str) -> None:
    """Nothing typed into an input comes alive in an output."""
    write(path, sheet_of(row(1, note=text)))
    cell = openpyxl.load_workbook(path)["客户归属"].cell(HEAD + 1, 3)
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


@pytest.mark.usefixtures("always_lines")
@pytest.mark.parametrize("text", ["=1+1", "http://example.com/a", "+86", "@SUM(A1)", "<v>1</v>", " 两端 "])
def test_text_stays_text_in_line_sheets(path: Path, text: str) -> None:
    """The fast writer keeps text as text too, even what looks like the XML of a number."""
    lines = write(path, sheet_of(row(1, note=text)))[1]
    cell = openpyxl.load_workbook(lines)["客户归属"].cell(HEAD + 1, 3)
    assert (cell.value, cell.hyperlink) == (text, None)
    assert cell.data_type != "f"


def test_a_decimal_of_more_than_15_digits_is_text_and_marked(path: Path) -> None:
    """12345678.12345678901234 keeps every digit; its neighbours stay numbers; the total says why it is no formula."""
    write(path, sheet_of(row(1, assets=Decimal("12345678.12345678901234")), row(2, assets=Decimal("1.5"))))
    sheet = openpyxl.load_workbook(path)["客户归属"]
    assert sheet.cell(HEAD + 1, 7).value == "12345678.12345678901234"
    assert sheet.cell(HEAD + 1, 7).fill.fgColor.rgb == "FFFCE4D6"
    assert sheet.cell(HEAD + 2, 7).value == 1.5
    assert sheet.cell(4, 7).value == "12,345,679.62345678901234"
    assert sheet.cell(4, 7).comment.text.startswith("本列有超过15位有效数字的数")


def test_the_index_leads_to_every_sheet(path: Path) -> None:
    """说明 lists the sheets with rows, grain and a link, and explains the colours."""
    other = Table("people", "人员", "一行是一人", (Column("employee_id", "工号", "id"),))
    write(path, sheet_of(row(1)), StageSheet(other, other.from_rows([])))
    sheet = openpyxl.load_workbook(path)["说明"]
    assert [sheet.cell(1, 1).value, sheet.cell(2, 1).value] == ["03 归属", "谁得到哪位客户的业绩。"]
    assert [cell.value for cell in sheet[6]] == ["客户归属", "一行是一名客户归属于一人的一份", 1, "第三条", "本簿"]
    assert [cell.value for cell in sheet[7]][:3] == ["人员", "一行是一人", 0]
    assert sheet.cell(6, 1).hyperlink.location == "'客户归属'!A1"
    assert "图例" in [cell.value for cell in sheet["A"]]


def test_a_heading_may_be_named_for_one_sheet(path: Path) -> None:
    """``names`` gives a column another heading on this sheet only."""
    write(path, StageSheet(TABLE, TABLE.from_rows([row(1)]), {"net": "归属净佣金"}))
    assert values(path)[4][5] == "归属净佣金\n（元）"


def test_two_tables_of_one_heading_get_two_tabs(path: Path) -> None:
    """No tab is lost when headings collide or hold what Excel forbids in a name."""
    odd = Table("odd", "客户/归属[2026]", "一行", (Column("a", "甲", "id"),))
    write(path, sheet_of(row(1)), sheet_of(row(2)), StageSheet(odd, odd.from_rows([])))
    assert openpyxl.load_workbook(path).sheetnames == ["说明", "客户归属", "客户归属_2", "客户 归属 2026 "]


def test_rows_beyond_the_limit_go_on_in_a_second_tab(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The row after the last that fits stands in 客户归属(2), and the totals reach over both."""
    monkeypatch.setattr(table_sheets, "ROW_LIMIT", HEAD + 3)
    write(path, sheet_of(*(row(number) for number in range(1, 8))))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["说明", "客户归属", "客户归属(2)", "客户归属(3)"]
    assert [book[name].max_row for name in book.sheetnames[1:]] == [8, 8, 6]
    assert book["客户归属(3)"].cell(HEAD + 1, 1).value == "00000007"
    formula = "=SUM(客户归属!I6:I8,'客户归属(2)'!I6:I8,'客户归属(3)'!I6:I6)"
    assert [book[name].cell(4, 9).value for name in book.sheetnames[1:]] == [formula] * 3
    assert values(path, "客户归属(2)")[3][8] == 28


@pytest.mark.usefixtures("always_lines")
def test_rows_beyond_the_limit_go_on_in_line_sheets(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fast writer goes on in a second tab of its book as well."""
    monkeypatch.setattr(table_sheets, "ROW_LIMIT", HEAD + 3)
    lines = write(path, sheet_of(*(row(number) for number in range(1, 6))))[1]
    book = openpyxl.load_workbook(lines)
    assert [(sheet.title, sheet.max_row) for sheet in book] == [("客户归属", 8), ("客户归属(2)", 7)]


def test_many_rows_get_a_book_of_their_own(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table of very many rows lies beside the stage book; the index leads there."""
    monkeypatch.setattr(stage_books, "LINES_FROM", 3)
    files = write(path, sheet_of(row(1), row(2), row(3)))
    assert [file.name for file in files] == ["03_credit_归属.xlsx", "03_credit_归属_明细_客户归属.xlsx"]
    index = openpyxl.load_workbook(path)["说明"]
    assert index.cell(6, 1).hyperlink.target == "03_credit_归属_明细_客户归属.xlsx"
    cells = values(files[1])
    assert cells[2][0] == "示例营业部　2026-01　共 3 行　单位：元、分、次　依据：第三条"
    assert cells[3][0] == "合计：净佣金 4,121,075.64　归属资产 740,740.73406　次数 6"
    assert cells[HEAD][:3] == ["00000001", f"{1:018d}", "张三"]
    assert cells[HEAD][3].date() == date(2026, 1, 2)
    assert cells[HEAD][4:] == [0.3333, 686842.44, 123456.78901, 88.5, 1, "否"]


@pytest.mark.usefixtures("always_lines")
def test_line_sheets_keep_nulls_and_long_decimals(path: Path) -> None:
    """Empty cells stay empty; a column with a decimal of more than 15 digits becomes text, digit for digit."""
    long = row(2, assets=Decimal("12345678.12345678901234"), net=None, day=None, is_valid=None, note="")
    lines = write(path, sheet_of(row(1), long))[1]
    cells = values(lines)
    assert [cells[HEAD + place][6] for place in (0, 1)] == ["123456.78901", "12345678.12345678901234"]
    assert [cells[HEAD + 1][place] for place in (2, 3, 5, 9)] == [None] * 4


@pytest.mark.usefixtures("always_lines")
def test_a_line_sheet_that_lost_a_figure_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were the writer to drop or bend a number, the proof would stop the run."""
    monkeypatch.setattr(line_sheets, "NUMBER", re.compile(rb"<v>([^<.]*)"))
    with pytest.raises(line_sheets.UnfaithfulSheet, match="numbers written"):
        write(path, sheet_of(row(1)))


@pytest.mark.usefixtures("always_lines")
def test_a_line_sheet_that_lost_a_row_of_text_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row without figures counts as well."""
    monkeypatch.setattr(line_sheets, "LAST_ROW", re.compile(rb'<row r="(\d)'))
    with pytest.raises(line_sheets.UnfaithfulSheet, match="last row 1 instead of 15"):
        write(path, sheet_of(*(row(number) for number in range(10))))


@pytest.mark.parametrize("lines_from", [1, 1000])
def test_two_writes_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines_from: int) -> None:
    """Both writers: the hour of writing is nowhere in the file, and the archive is sound."""
    monkeypatch.setattr(stage_books, "LINES_FROM", lines_from)
    monkeypatch.setattr("time.time", iter(range(10**9, 2 * 10**9, 86_400)).__next__)
    digests = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        files = write(tmp_path / name / "01.xlsx", sheet_of(row(1), row(2)))
        digests.append([hashlib.sha256(file.read_bytes()).hexdigest() for file in files])
        assert all(zipfile.ZipFile(file).testzip() is None for file in files)
    assert digests[0] == digests[1]
    core = zipfile.ZipFile(files[-1]).read("docProps/core.xml")
    assert core.count(b"2026-01-01T00:00:00Z") == 2


def test_the_sheet_is_ready_to_print(path: Path) -> None:
    """Landscape, one page wide, headings repeated, pages numbered, panes frozen, filter on."""
    write(path, sheet_of(row(1)))
    sheet = openpyxl.load_workbook(path)["客户归属"]
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$5:$5")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert "第 &P 页 共 &N 页" in sheet.oddFooter.center.text
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C6", "A5:J6")


def test_widths_follow_the_content(path: Path) -> None:
    """A Chinese character counts two; long text is wrapped in a row that shows all of it."""
    write(path, sheet_of(row(1, note="很长" * 60)))
    sheet = openpyxl.load_workbook(path)["客户归属"]
    assert sheet.column_dimensions["B"].width > 18
    assert sheet.column_dimensions["C"].width == pytest.approx(44.7, abs=0.1)
    assert sheet.row_dimensions[HEAD + 1].height >= 90


@given(st.lists(st.decimals(min_value=-(10**12), max_value=10**12, places=14) | st.none(), max_size=8))
def test_doubles_are_exact_or_refused(decimals: list[Decimal | None]) -> None:
    """Every double that leaves the gate is written back as its decimal; one too long refuses the column."""
    doubles = exact_doubles(pa.array(decimals, pa.decimal128(38, 14)))
    long = any(value is not None and not fits_a_number(value) for value in decimals)
    assert (doubles is None) == long
    if doubles is not None:
        read = [None if value != value else Decimal(repr(float(value))) for value in doubles]
        assert read == decimals


@given(st.lists(st.integers(-(10**15) + 1, 10**15 - 1), min_size=1, max_size=8), st.sampled_from([2, 6, 14]))
def test_doubles_of_15_digits_are_exact(digits: list[int], scale: int) -> None:
    """Fifteen digits always pass, and at any scale the double is the nearest one."""
    decimals = [Decimal(digit).scaleb(-scale) for digit in digits]
    doubles = exact_doubles(pa.array(decimals, pa.decimal128(38, scale)))
    assert doubles is not None
    assert [float(value) for value in doubles] == [float(value) for value in decimals]


def test_doubles_beyond_64_bits_are_exact_too() -> None:
    """A large figure with few decimals is a number at scale 14 as well; nulls are empty."""
    decimals = [Decimal("2000000.50"), None, Decimal("-99999999999.99"), Decimal("0.25")]
    doubles = exact_doubles(pa.array(decimals, pa.decimal128(38, 14)))
    assert doubles is not None
    assert doubles[[0, 2, 3]].tolist() == [2000000.5, -99999999999.99, 0.25]
    assert doubles[1] != doubles[1]


@pytest.mark.parametrize(
    ("value", "text"), [("0", "0.00"), ("1.50000", "1.50"), ("-0.125", "-0.125"), ("1E+3", "1000.00")]
)
def test_plain_text_of_a_decimal(value: str, text: str) -> None:
    """In full, two decimals at least, no zeros after them."""
    assert plain(Decimal(value)) == text


def test_calamine_reads_the_books(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both kinds of book open in the reader that the next month's intake uses."""
    monkeypatch.setattr(stage_books, "LINES_FROM", 2)
    for file in write(path, sheet_of(row(1)), sheet_of(row(1), row(2))):
        assert CalamineWorkbook.from_path(file).sheet_names
