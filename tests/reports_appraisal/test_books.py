"""级别调整表 and 年度考评表: what stands where, live formulas that come to what was computed, pages, the same bytes."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine

from pipeline.reports.appraisal.criteria_rows import figure_in
from pipeline.reports.appraisal.model import SpanReport
from pipeline.reports.appraisal.progress_sheet import is_plain_rate
from pipeline.reports.appraisal.quarter_book import write_quarter_book
from pipeline.reports.appraisal.talk_index import page_names
from pipeline.reports.appraisal.year_book import write_year_book
from pipeline.reports.appraisal.year_data import mean, ranks_of
from pipeline.scheme.duty_parts import duty_parts
from pipeline.scheme.item_parts import Item
from tests.libreoffice import needs_libreoffice, recalculated
from tests.reports_appraisal.made_up import number_of, quarter_report, rules, year_report

QUARTER_SHEETS = [
    "级别调整表", "达标明细", "业绩进度", "团队业绩", "人员提示", "客户分级", "前5%名单", "走访督办季报", "督办事项",
    "图表", "图表数据",
]  # fmt: skip
YEAR_SHEETS = [
    "年度考评表", "面谈目录", "达标明细", "业绩进度", "团队业绩", "奖惩与培训", "人员提示", "级别履历", "图表",
    "图表数据",
]  # fmt: skip


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("quarter") / "级别调整表_2026Q1.xlsx"
    write_quarter_book(path, quarter_report())
    return path


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("year") / "年度考评表_2026.xlsx"
    write_year_book(path, year_report())
    return path


def shown(path: Path, sheet: str) -> list[list[Any]]:
    """The cells of a sheet as they are shown: formulas by their cached value."""
    return python_calamine.load_workbook(str(path)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def written(path: Path, sheet: str) -> Any:
    """The cells of a sheet as they are written: formulas as formulas."""
    return openpyxl.load_workbook(path)[sheet]


def column(sheet: Any, heading: str, head: int) -> str:
    """The letter of the column under this heading."""
    return next(cell.column_letter for cell in sheet[head] if str(cell.value).replace("\n", "") == heading)


def test_the_sheets_of_the_quarter_stand_in_the_order_they_are_read(quarter: Path) -> None:
    """The list to be signed comes first, the charts and their figures last."""
    assert openpyxl.load_workbook(quarter).sheetnames == QUARTER_SHEETS


def test_the_sheets_of_the_year_end_with_a_page_per_person(year: Path) -> None:
    """After the tables one page a person, in the order of the list."""
    names = openpyxl.load_workbook(year).sheetnames
    assert names[: len(YEAR_SHEETS)] == YEAR_SHEETS
    assert [name.split()[0] for name in names[len(YEAR_SHEETS) :]] == [number_of(place) for place in range(9)]


@pytest.mark.parametrize(("write", "report"), [(write_quarter_book, quarter_report), (write_year_book, year_report)])
def test_the_same_tables_give_the_same_bytes(write: Any, report: Any, tmp_path: Path) -> None:
    """Written twice, from tables made twice, a workbook is byte for byte the same."""
    for name in ("one.xlsx", "two.xlsx"):
        write(tmp_path / name, report())
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


@pytest.mark.parametrize(("write", "report"), [(write_quarter_book, quarter_report), (write_year_book, year_report)])
@pytest.mark.parametrize("empty", [True, False])
def test_tables_that_are_missing_or_empty_leave_a_workbook_that_opens(
    write: Any, report: Any, empty: bool, tmp_path: Path
) -> None:
    """A span without records, indicators or appraisals has the same fixed sheets, each saying there is nothing."""
    full = report()
    none = {name: frame.iloc[:0] for name, frame in full.tables.items()} if empty else {}
    write(tmp_path / "book.xlsx", replace(full, tables=none))
    assert openpyxl.load_workbook(tmp_path / "book.xlsx").sheetnames[-2:] == ["图表", "图表数据"]


@pytest.mark.parametrize("name", list(quarter_report(3).tables))
def test_any_one_table_may_be_missing(name: str, tmp_path: Path) -> None:
    """No sheet leans on a table other than its own so hard that the workbook cannot be written."""
    full = quarter_report(4)
    write_quarter_book(
        tmp_path / "book.xlsx", replace(full, tables={k: v for k, v in full.tables.items() if k != name})
    )
    assert (tmp_path / "book.xlsx").exists()


def test_the_list_to_be_signed_prints_on_a3_one_page_wide(quarter: Path) -> None:
    """A3 landscape, one page wide and as long as needed, headings repeated, pages numbered, places to sign below."""
    sheet = written(quarter, "级别调整表")
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$4:$5"
    assert "&P" in sheet.oddFooter.center.text
    roles = {cell.value for row in sheet.iter_rows(min_row=26) for cell in row}
    assert {"制表", "团队负责人", "副经理(经理助理)", "经理"} <= roles


def test_a_decision_by_hand_stands_out_with_its_reason_and_who_approved_it(quarter: Path) -> None:
    """The line is coloured; the conclusion names reason and approver."""
    sheet = written(quarter, "级别调整表")
    line = 6 + 4
    assert sheet.cell(line, 1).fill.start_color.rgb == "FFFFE699"
    assert sheet.cell(line - 1, 1).fill.fill_type is None
    said = sheet[f"{column(sheet, '结论', 5)}{line}"].value
    assert "人工决定：本季因病请假，经营业部经理会议讨论；批准人：王经理" in said


def test_movements_are_counted_by_formulas(quarter: Path) -> None:
    """Per team and in all: persons up, down and unchanged; the formulas count the cells above."""
    sheet = written(quarter, "级别调整表")
    rows = shown(quarter, "级别调整表")
    head = next(number for number, row in enumerate(rows) if row[1:4] == ["团队", "人数", "晋级"])
    movements = [row[[str(cell) for cell in rows[4]].index("变动")] for row in rows[5:26]]
    words = rows[head][2:]
    total = next(row for row in rows[head + 1 :] if row[1] == "合计")
    assert total[2] == 21
    for word in ("晋级", "降级", "不变"):
        assert total[2 + words.index(word)] == movements.count(word)
    assert str(sheet.cell(head + 2, 4).value).startswith("=COUNTIF(")
    assert str(sheet.cell(head + 5, 4).value).startswith("=SUM(")


def test_conditions_are_compared_by_formulas_and_failures_stand_out(quarter: Path) -> None:
    """Numbers stand as numbers and are compared in the cell; words stay words; what failed is coloured."""
    sheet = written(quarter, "达标明细")
    actual, needs, passed = (column(sheet, heading, 4) for heading in ("实际", "须", "达标"))
    values = shown(quarter, "达标明细")
    for line in range(5, sheet.max_row + 1):
        is_number = isinstance(sheet[f"{actual}{line}"].value, int | float)
        is_live = is_number or sheet[f"{needs}{line}"].value != "条件"
        assert str(sheet[f"{passed}{line}"].value).startswith("=IF(") is is_live
        failed = values[line - 1][openpyxl.utils.column_index_from_string(passed) - 1] == "否"
        colour = sheet[f"{passed}{line}"].fill.start_color.rgb
        assert (colour in ("FFFBE0DD", "FFFFF2CC")) is failed


def one_person(*passed: bool) -> SpanReport:
    """A quarter of one person of 见习 tested for 见习 alone, these five conditions holding."""
    full = quarter_report(1)
    rows = [{**row, "passed": held} for row, held in zip(full.rows("criteria_results")[:5], passed, strict=True)]
    figures = {True: ("7", "5"), False: ("3", "5")}
    for row in rows:
        row["measured"], row["threshold"] = figures[row["passed"]]
        row["comparison"] = "不小于"
    frame = full.schemas["criteria_results"].from_rows(rows)
    return replace(full, tables={**full.tables, "criteria_results": frame})


@pytest.mark.parametrize(
    ("passed", "verdicts", "colours", "counted"),
    [
        # One of two alternatives is enough: 4 of 5 hold, the whole does, and the one missed is yellow, not red.
        ((True, True, False, True, True), "是是是是否是是", "绿　　　黄　　", "达到 4/5"),
        # Neither alternative: the group and both are what keeps him from it.
        ((True, False, False, True, True), "否是否否否是是", "红　红红红　　", "未达到 3/5"),
        # The alternatives are met by one of them, the income is missed.
        ((False, False, True, True, True), "否否是否是是是", "红红　黄　　　", "未达到 3/5"),
    ],
)
def test_a_standard_stands_as_the_tree_it_is(
    passed: tuple[bool, ...], verdicts: str, colours: str, counted: str, tmp_path: Path
) -> None:
    """The whole, then its conditions, alternatives one step in; what each comes to is a formula over its parts."""
    write_quarter_book(tmp_path / "book.xlsx", one_person(*passed))
    sheet, values = written(tmp_path / "book.xlsx", "达标明细"), shown(tmp_path / "book.xlsx", "达标明细")[4:]
    assert [row[5:7] for row in values] == [
        ["全部成立", "净收入 且（客户资产 或 新增有效户）且 完成率 且 没有有效投诉"],
        ["条件", "├净收入：累计(归属净佣金, 3)"], ["任一成立", "├客户资产 或 新增有效户"],
        ["条件", "│├客户资产：期末资产"], ["条件", "│└新增有效户：新增有效户实绩"],
        ["条件", "├完成率：净收入完成率"], ["条件", "└没有有效投诉：有无投诉"],
    ]  # fmt: skip
    assert "".join(row[10] for row in values) == verdicts
    tints = {"00000000": "　", "FFFBE0DD": "红", "FFFFF2CC": "黄", "FFE2EFDA": "绿"}
    assert "".join(tints[sheet[f"K{line}"].fill.start_color.rgb] for line in range(5, 12)) == colours
    assert sheet["K5"].value == '=IF(AND(K6="是",K7="是",K10="是",K11="是"),"是","否")'
    assert sheet["K7"].value == '=IF((K8="是")+(K9="是")>=1,"是","否")'
    first = shown(tmp_path / "book.xlsx", "级别调整表")
    assert first[5][[str(cell).replace("\n", "") for cell in first[4]].index("本级标准成立/条件")] == counted


def test_a_verdict_that_the_cells_would_not_come_to_stays_a_value(tmp_path: Path) -> None:
    """Two figures that differ beyond what a cell holds are told apart by the computation, not by a formula."""
    full = quarter_report(2)
    rows = [
        {**full.rows("criteria_results")[0], "measured": "0.99999999999999999999", "threshold": "1", "passed": False}
    ]
    frame = full.schemas["criteria_results"].from_rows(rows)
    write_quarter_book(tmp_path / "book.xlsx", replace(full, tables={**full.tables, "criteria_results": frame}))
    sheet = written(tmp_path / "book.xlsx", "达标明细")
    assert sheet[f"{column(sheet, '达标', 4)}6"].value == "否"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234.50", Decimal("1234.50")), ("85%", Decimal("0.85")), ("-3", Decimal(-3)),
        ("0.3333333333…", Decimal("0.3333333333")),
        ("是", "是"), ("中级", "中级"), ("3 户", "3 户"), (None, None), ("", ""), ("2026-04-01", "2026-04-01"),
    ],
)  # fmt: skip
def test_numbers_are_told_from_words(text: str | None, number: Any) -> None:
    """Figures, also percentages and those cut short, are numbers; days, words and figures with units stay text."""
    assert figure_in(text) == number


def test_every_rate_of_progress_is_a_formula_or_blank(quarter: Path) -> None:
    """完成率 divides the two cells before it; without a target it is blank."""
    sheet, rows = written(quarter, "业绩进度"), shown(quarter, "业绩进度")
    assert [str(cell.value) for cell in sheet[4]][9:12] == ["本季\n实绩", "本季\n目标", "本季\n完成率"]
    for line in range(5, sheet.max_row + 1):
        actual, target, rate = rows[line - 1][9:12]
        formula = sheet.cell(line, 12).value
        if target:
            assert formula == f'=IF(K{line}=0,"",ROUND(J{line}/K{line},6))'
            assert rate == round(actual / target, 6)
        else:
            assert formula is None


def test_indicators_stand_in_the_order_of_the_standard(quarter: Path) -> None:
    """The first lines are the branch's, one an indicator."""
    assert [row[4] for row in shown(quarter, "业绩进度")[4:8]] == ["净收入", "期末资产", "新增有效户", "净新增户"]


@pytest.mark.parametrize(
    ("rate", "live"),
    [("0.12345650000000", False), ("0.12345651000000", True), ("0.99999949999999", False), ("99999.1", False)],
)
def test_a_rate_too_near_a_rounding_edge_stays_a_value(rate: str, live: bool) -> None:
    """A cell cannot tell on which side of the edge it lies, so no formula stands there."""
    row = {"actual": Decimal(rate) * 100, "target": Decimal(100), "rate": Decimal(rate)}
    assert is_plain_rate(row) is live


def test_open_matters_come_first_and_overdue_ones_are_red(quarter: Path) -> None:
    """Open ones by their due day, then those closed."""
    sheet = written(quarter, "督办事项")
    closed = column(sheet, "办结日期", 4)
    due = column(sheet, "办理期限", 4)
    states = [sheet[f"{closed}{line}"].value is not None for line in range(5, sheet.max_row + 1)]
    assert states == sorted(states)
    assert any(states)
    for line in range(5, 5 + states.count(False)):
        overdue = sheet[f"{due}{line}"].value.date() <= date(2026, 3, 31)
        assert sheet.cell(line, 1).fill.start_color.rgb == ("FFFBE0DD" if overdue else "FFFFF2CC")


def test_all_customers_are_listed_up_to_two_thousand(tmp_path: Path) -> None:
    """With 2,000 the list is whole and counted by formulas; with one more only those that moved, and a note says so."""
    for customers in (1_999, 2_000):
        write_quarter_book(tmp_path / f"{customers}.xlsx", quarter_report(3, customers))
    whole, cut = (shown(tmp_path / f"{customers}.xlsx", "客户分级") for customers in (1_999, 2_000))
    assert len(whole) == 20 + 2_000
    assert str(written(tmp_path / "1999.xlsx", "客户分级")["B6"].value).startswith("=COUNTIFS(")
    assert "全部 2000 名客户见" in str(cut[18][0])
    assert {row[7] for row in cut[20:]} == {"上升", "下降"}
    assert [whole[9][5], cut[9][5]] == [2_000, 2_001]


def test_the_list_of_the_largest_shows_who_entered_and_who_left(quarter: Path) -> None:
    """One line a customer, three columns a month; entering is green, leaving red."""
    sheet = written(quarter, "前5%名单")
    colours = {
        cell.value: cell.fill.start_color.rgb
        for row in sheet.iter_rows(min_row=5)
        for cell in row
        if cell.value in ("新进", "退出", "保留")
    }
    assert colours == {"新进": "FFE2EFDA", "退出": "FFFBE0DD", "保留": "00000000"}
    numbers = [sheet.cell(line, 1).value for line in range(5, sheet.max_row + 1)]
    assert len(numbers) == len(set(numbers))


def test_the_first_list_of_all_says_so(tmp_path: Path) -> None:
    """Nobody entered or left it: the changes of that month are blank, and a note says why."""
    full = quarter_report(2)
    rows = [
        {"month": month, "place": 1, "customer_id": "A", "weight": Decimal("0.5"), "listed": listed}
        for month, listed in (("2026-01", None), ("2026-02", "保留"))
    ]
    tables = {**full.tables, "top_customers": full.schemas["top_customers"].from_rows(rows)}
    for tables_of, told in ((tables, True), (full.tables, False)):
        write_quarter_book(tmp_path / "book.xlsx", replace(full, tables=tables_of))
        lines = shown(tmp_path / "book.xlsx", "前5%名单")
        assert ("；2026-01是首期，没有上月名单可比，变动空白" in str(lines[2][0])) == told
    write_quarter_book(tmp_path / "book.xlsx", replace(full, tables=tables))
    assert shown(tmp_path / "book.xlsx", "前5%名单")[4][:7] == ["A", 1, 0.5, "", 1, 0.5, "保留"]


def test_charts_are_native_and_lead_to_their_figures(quarter: Path, year: Path) -> None:
    """Rates, trend, grades and each indicator of the quarter; a chart a person besides in the year."""
    for path, least in ((quarter, 7), (year, 7 + 9)):
        with zipfile.ZipFile(path) as archive:
            charts = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
            assert len(charts) == least
            assert all(b"<c:f>" in archive.read(name) for name in charts)


def test_the_trend_adds_persons_up_where_no_single_months_are_told(tmp_path: Path) -> None:
    """A year whose progress has no months takes them from what was remembered of each person."""
    full = year_report(2)
    rows = [
        {"quantity": "净收入", "employee_id": number_of(place), "origin": origin, "figure": figure}
        for place, figure in ((0, Decimal("0.1")), (1, Decimal("0.2")))
        for origin in ("2025-12", "2026-01", "2026-02")
    ]
    tables = {**full.tables, "appraisal_history": full.schemas["appraisal_history"].from_rows(rows)}
    tables["progress"] = full.tables["progress"].query("window == '本年累计'")
    write_year_book(tmp_path / "book.xlsx", replace(full, tables=tables))
    data = shown(tmp_path / "book.xlsx", "图表数据")
    start = next(line for line, row in enumerate(data) if row[0] == "营业部逐月")
    assert [row[:2] for row in data[start + 2 : start + 4]] == [["2026-01", 0.3], ["2026-02", 0.3]]
    assert data[start + 4][0] == ""


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    """A name or reason that begins with = + - @ is a string, in cells and in the names of pages."""
    full = year_report(4)
    made = {name: full.tables[name].copy() for name in ("grade_proposals", "appraisal_items")}
    for frame in made.values():
        frame["person_name"] = ["=1+1", "+cmd", "-x", "@y/[z]*?:'"]
    write_year_book(tmp_path / "book.xlsx", replace(full, tables={**full.tables, **made}))
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    assert {book["年度考评表"].cell(line, 4).data_type for line in range(6, 10)} == {"s"}
    assert {name.split()[1][:2] for name in book.sheetnames[len(YEAR_SHEETS) :]} == {"=1", "+c", "-x", "@y"}


def test_page_names_are_short_and_never_twice() -> None:
    """At most 31 characters, none of Excel's forbidden ones, no two alike whatever the case, none of a fixed sheet."""
    rows = [{"employee_id": "a" * 40, "person_name": "x"}, {"employee_id": "A" * 40 + "1", "person_name": "x"},
            {"employee_id": "图表", "person_name": None}, {"employee_id": "'", "person_name": "[]"}]  # fmt: skip
    names = list(page_names(rows, ["图表"]).values())
    assert len({name.casefold() for name in names} | {"图表"}) == 5
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\']", name) for name in names)


def test_the_page_of_a_person_is_one_page_of_a4(year: Path) -> None:
    """Portrait, fitted to exactly one page."""
    book = openpyxl.load_workbook(year)
    for name in book.sheetnames[len(YEAR_SHEETS) :]:
        setup = book[name].page_setup
        assert (setup.paperSize, setup.orientation) == (9, "portrait")
        assert book[name].sheet_properties.pageSetUpPr.fitToPage
        assert (setup.fitToWidth or 1, setup.fitToHeight or 1) == (1, 1)


def test_the_page_of_a_person_says_what_the_talk_is_about(year: Path) -> None:
    """Who, his grades of the year, scores and deductions by quarter, what failed, room to write and to sign."""
    name = openpyxl.load_workbook(year).sheetnames[len(YEAR_SHEETS)]
    said = "\n".join(str(cell) for row in shown(year, name) for cell in row if cell != "")
    asked = (
        "2024-03-01 起 见习（期初）；2026-07-01 起 见习（季度 2026Q2）", "季度职责得分", "日志扣分", "会议扣分",
        "未达标：", "合同到期：", "谈话记录", "本人意见", "本人签字：", "谈话人签字：",
    )  # fmt: skip
    assert [words for words in asked if words not in said] == []


def test_names_in_the_list_lead_to_the_pages(year: Path) -> None:
    """The list and the index have one link a person, each to a page there is."""
    book = openpyxl.load_workbook(year)
    for sheet in ("年度考评表", "面谈目录"):
        found = [cell.hyperlink.location for (cell,) in book[sheet].iter_rows(min_col=4, max_col=4) if cell.hyperlink]
        assert [place.split("!")[0].strip("'") for place in found] == book.sheetnames[len(YEAR_SHEETS) :]


def test_equal_scores_share_a_rank(year: Path) -> None:
    """The highest is first; after two that share a rank the next one is skipped; who has no score has no rank."""
    assert ranks_of([Decimal(80), Decimal(90), None, Decimal(80), Decimal(70)]) == [2, 1, None, 2, 4]
    sheet, rows = written(year, "年度考评表"), shown(year, "年度考评表")
    assert str(sheet[f"{column(sheet, '名次', 5)}6"].value).startswith("=RANK(")
    ranks = [row[rows[4].index("名次")] for row in rows[5:14]]
    assert sorted(ranks) == [1, 2, 3, 4, 5, 6, 7, 7, 9]


def test_quarters_stand_side_by_side(year: Path) -> None:
    """Each score of the quarters has its four columns; a quarter a person was not appraised in is blank."""
    rows = shown(year, "年度考评表")
    assert rows[4][5:17] == ["一季度", "二季度", "三季度", "四季度"] * 3
    assert [rows[3][place] for place in (5, 9, 13)] == ["季度得分", "季度职责得分", "季度业绩得分"]
    assert rows[6][5] == ""
    assert isinstance(rows[6][6], float)


def item(name: str, unit: str, formula: str) -> Item:
    """An item of persons."""
    return Item.model_validate({"name": name, "unit": unit, "formula": formula, "source": "第十六条"})


def test_duty_parts_are_the_items_the_duty_score_is_made_of() -> None:
    """Found through the formulas of the standard, in the order written."""
    assert duty_parts(rules(), rules().appraisals[0]) == ("日志扣分", "会议扣分")


def test_a_duty_score_over_months_is_taken_apart_in_the_month() -> None:
    """What only sums up or averages the month's score is looked through; figures of other units are no parts."""
    scheme = rules()
    scheme.items = [
        item("考勤分", "分", "100"), item("日志分", "分", "100"), item("考核月", "月", "1"),
        item("月度职责分", "分", "考勤分 * 50% + 日志分 * 50%"), item("计入职责分", "分", "月度职责分 * 考核月"),
    ]  # fmt: skip
    appraisal = scheme.appraisals[0]
    appraisal.items = [item("季度职责得分", "分", "累计(计入职责分, 季首(0), “缺期略去”) / 3")]
    assert duty_parts(scheme, appraisal) == ("考勤分", "日志分")
    appraisal.items = [item("季度职责得分", "分", "100")]
    assert duty_parts(scheme, appraisal) == ()


def test_parts_of_the_month_are_shown_by_their_mean_over_the_quarter(tmp_path: Path) -> None:
    """The mean of the months there are, rounded half away from zero to hundredths."""
    assert mean([Decimal("90"), Decimal("90.01")]) == Decimal("90.01")
    assert mean([Decimal("-1"), Decimal("0"), Decimal("0")]) == Decimal("-0.33")
    full = year_report(1)
    scheme = full.rules
    scheme.items = [item("考勤分", "分", "100"), item("日志分", "分", "100")]
    scheme.appraisals[0].items = [item("季度职责得分", "分", "考勤分 * 50% + 日志分 * 50%")]
    rows = [
        {"quantity": "考勤分", "employee_id": number_of(0), "origin": f"2026-{month:02d}", "figure": Decimal(month)}
        for month in range(1, 12)
    ]
    frame = full.schemas["appraisal_history"].from_rows(rows)
    write_year_book(tmp_path / "book.xlsx", replace(full, tables={**full.tables, "appraisal_history": frame}))
    page = shown(tmp_path / "book.xlsx", openpyxl.load_workbook(tmp_path / "book.xlsx").sheetnames[-1])
    assert [row[1:5] for row in page if row[0] == "考勤分"] == [[2, 5, 8, 10.5]]


def test_customers_no_longer_classed_are_counted_apart(quarter: Path) -> None:
    """Who left the classes stands in a column of his own and in no class."""
    rows = shown(quarter, "客户分级")
    assert rows[4][:6] == ["上期＼本期", "大", "中", "小", "（不再列入）", "合计"]
    assert [rows[9][place] for place in (4, 5)] == [1, 201]
    assert rows[16][1] == 200


def test_figures_without_targets_take_one_column(tmp_path: Path) -> None:
    """A window in which nobody has a target shows what was achieved and no empty columns."""
    full = quarter_report(3)
    rows = [{**row, "has_target": False, "target": None, "rate": None} for row in full.rows("progress")]
    frame = full.schemas["progress"].from_rows(rows)
    write_quarter_book(tmp_path / "book.xlsx", replace(full, tables={**full.tables, "progress": frame}))
    assert shown(tmp_path / "book.xlsx", "业绩进度")[3][6:] == [
        "2026-01\n实绩", "2026-02\n实绩", "2026-03\n实绩", "本季\n实绩", "本年累计\n实绩",
    ]  # fmt: skip


@needs_libreoffice
@pytest.mark.parametrize("kind", ["quarter", "year"])
def test_formulas_come_to_what_stands_beside_them(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Computed again by a spreadsheet, every formula gives the value it was written with: words, counts and figures."""
    path = request.getfixturevalue(kind)
    again = recalculated(path, tmp_path)
    formulas = 0
    for sheet in openpyxl.load_workbook(path):
        ours, theirs = shown(path, sheet.title), shown(again, sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    formulas += 1
                    line, place = cell.row - 1, cell.column - 1
                    assert theirs[line][place] == ours[line][place], (sheet.title, cell.coordinate, cell.value)
    assert formulas > 200
