"""Four layouts and a plain table of the same facts: persons with their month, and days where they are known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pipeline.intake.attendance.marks import read_marks
from pipeline.intake.attendance.words import read_words, spread_leaves
from pipeline.intake.raw import CellError
from pipeline.intake.settings import LEGEND, IntakeSettings
from pipeline.intake.sheets import FileTables
from tests.intake.raw_sheets import only, read, records, said

D = Decimal
RANGE = "2026-01-01 至 2026-01-31"
FACTS = (
    "days_personal_leave",
    "days_sick",
    "days_absent",
    "days_paid_leave",
    "times_late",
    "times_early",
    "times_no_clock",
)
COUNTS = (
    "出勤天数",
    "迟到次数",
    "严重迟到次数",
    "旷工迟到天数",
    "早退次数",
    "上班缺卡次数",
    "下班缺卡次数",
    "旷工天数",
)
LEAVES = ("事假(天)", "病假(小时)", "年假(天)", "调休(天)")


def facts(record: dict[str, Any]) -> tuple[str, ...]:
    """The facts of a record as short texts."""
    return tuple(format(D(record[name]).normalize(), "f") for name in FACTS)


def dingtalk_month(
    counts: Sequence[Any], leaves: Sequence[Any], days: Sequence[Any] = (), title: str = RANGE, number: Any = "1001"
) -> FileTables:
    """月度汇总 of one person, with day cells if any are given."""
    weekdays = [{5: "六", 6: "日"}.get(date(2026, 1, day).weekday(), str(day)) for day in range(1, 32)] if days else []
    results = ["考勤结果", *[""] * 30] if days else []
    upper = ["姓名", "考勤组", "工号", *COUNTS, "请假", "", "", "", *results]
    lower = ["", "", "", *[""] * len(COUNTS), *LEAVES, *weekdays]
    person = ["张三", "一部考勤组", number, *counts, *leaves, *days, *[""] * (len(weekdays) - len(days))]
    merged = ((2, 11, 2, 14), *([(2, 15, 2, 45)] if days else []), *((2, place, 3, place) for place in range(11)))
    return read([[f"月度汇总 统计日期：{title}"], ["报表生成时间：2026-02-02"], upper, lower, person], merged=merged)


def test_dingtalk_month_adds_its_columns_up() -> None:
    """迟到 and 严重迟到, 旷工 and 旷工迟到, 上班缺卡 and 下班缺卡 are added; hours of leave are days of eight."""
    tables = dingtalk_month([18, 2, 1, 1, 1, 2, 1, 1], [0.5, 4, 1, 0.5])
    assert (tables.sheets[0].layout, len(tables.sheets)) == ("钉钉月度汇总", 1)
    record = records(tables)[0]
    assert facts(record) == ("0.5", "0.5", "2", "1.5", "3", "1", "3")
    assert (record["employee_id"], record["days_present"], record["days_due"], record["row"]) == ("1001", 18, None, 5)
    assert tables.sheets[0].letters["times_late"] == "E"


def test_dingtalk_month_gives_the_days_with_their_cells() -> None:
    """Days count by position; an empty cell is a day not employed; a leave over days is counted once."""
    days = [
        "",
        "",
        "休息",
        "休息并打卡",
        "正常班:正常\n(08:17,18:30)",
        "上班迟到12分钟,下班早退5分钟",
        "上班缺卡",
        "旷工",
        "外勤",
        "休息",
        "休息",
        "事假01-12 09:00到01-13 18:00 2天",
        "事假01-12 09:00到01-13 18:00 2天",
        "年假1天",
    ]
    tables = dingtalk_month([6, 1, 0, 0, 1, 1, 0, 1], [2, 0, 1, 0], days)
    assert tables.findings == ()
    assert [sheet.kind for sheet in tables.sheets] == ["attendance", "attendance_days"]
    assert records(tables)[0]["days_due"] == 8
    assert tables.sheets[1].letters["2026-01-05"] == "T"
    by_day = {record["day"].day: facts(record) for record in records(tables, 1)}
    assert len(by_day) == 12
    assert by_day[6] == ("0", "0", "0", "0", "1", "1", "0")
    assert by_day[12] == by_day[13] == ("1", "0", "0", "0", "0", "0", "0")
    assert by_day[14] == ("0", "0", "0", "1", "0", "0", "0")


def test_c17_a_month_that_disagrees_with_its_days_shows_both() -> None:
    """The column says 2, the cells say 1."""
    found = only(dingtalk_month([20, 2, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0], ["上班迟到12分钟"]), "C17")
    assert said(found) == ("甲.xlsx [表] E5", "“迟到次数＋严重迟到次数”为2，而逐日结果合计为1")
    assert found.stops


def test_a_leave_that_began_last_month_is_not_held_against_the_days() -> None:
    """Its cell states the whole length, the column this month's part of it."""
    tables = dingtalk_month([19, 0, 0, 0, 0, 0, 0, 0], [1, 0, 0, 0], ["事假12-31 09:00到01-01 18:00 2天"])
    assert tables.findings == ()
    assert facts(records(tables)[0])[0] == "1"


def test_c18_words_not_understood_are_told() -> None:
    """They count nothing, and the columns stand."""
    found = only(dingtalk_month([20, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0], ["云打卡异常"]), "C18")
    assert said(found) == ("甲.xlsx [表] P5", "“云打卡异常”中的“云异常”看不懂，未计入")


def test_c15_a_person_without_a_number() -> None:
    """Only the name is there."""
    found = only(dingtalk_month([20, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0], number=""), "C15")
    assert said(found) == ("甲.xlsx [表] C5", "“张三”没有工号")


def test_an_error_value_in_a_count_is_told() -> None:
    """An error is never a zero."""
    found = only(dingtalk_month([20, CellError("#REF!"), 0, 0, 0, 0, 0, 0], [0, 0, 0, 0]), "C11")
    assert said(found) == ("甲.xlsx [表] E5", "“迟到次数”为错误值“#REF!”")


@pytest.mark.parametrize(
    ("title", "code", "message"),
    [
        ("2025-12-26 至 2026-01-25", "S21", "统计日期为2025-12-26至2026-01-25，超出本月2026-01"),
        ("2026-01-01 至 2026-01-25", "S22", "统计日期为2026-01-01至2026-01-25，不是2026-01整月"),
    ],
)
def test_s21_s22_the_days_of_the_title_are_this_month(title: str, code: str, message: str) -> None:
    """Another month stops, a part of this one is told."""
    found = only(dingtalk_month([20, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0], title=title), code)
    assert said(found) == ("甲.xlsx [表]", message)
    assert found.stops == (code == "S21")


def test_s23_a_month_that_leaves_out_what_pay_depends_on() -> None:
    """No column for 早退 and no days to count it from."""
    rows = [
        ["姓名", "工号", "考勤组", "UserId", "迟到次数", "上班缺卡次数", "旷工天数"],
        ["张三", "1001", "", "", 0, 0, 0],
    ]
    found = only(read(rows), "S23")
    assert said(found) == ("甲.xlsx [表]", "识别为“钉钉月度汇总”，但缺少：早退次数，也没有逐日结果可供计算")


def test_s24_day_columns_that_do_not_fit_the_month() -> None:
    """A column too few: no position can be trusted."""
    upper = ["姓名", "考勤组", "工号", *COUNTS, "考勤结果", *[""] * 29]
    lower = [*[""] * 11, *[str(day) for day in range(1, 31)]]
    person = ["张三", "", "1001", *[0] * 8, *["正常"] * 30]
    found = only(read([[f"统计日期：{RANGE}"], upper, lower, person], merged=((1, 11, 1, 40),)), "S24")
    assert said(found) == ("甲.xlsx [表] L3", "“考勤结果”下有30列，与统计日期的31天或日期标题对不上")


DAILY = ("姓名", "工号", "日期", "班次", "上班1打卡结果", "下班1打卡结果", "关联的审批单")


def test_dingtalk_days_are_counted_from_the_results() -> None:
    """严重迟到 is late, 旷工迟到 an absence, one 未打卡 a missing punch, nothing but 未打卡 a day of absence."""
    rows = [
        DAILY,
        ["张三", "1001", "26-01-05 星期一", "A班", "迟到", "早退", ""],
        ["张三", "1001", "2026-01-06", "A班", "严重迟到", "未打卡", ""],
        ["张三", "1001", "2026-01-07", "A班", "旷工迟到", "正常", ""],
        ["张三", "1001", "2026-01-08", "A班", "未打卡", "未打卡", ""],
        ["张三", "1001", "2026-01-09", "A班", "正常", "", "事假01-09 14:00到01-09 18:00 4小时"],
        ["张三", "1001", "2026-01-10", "休息", "", "", ""],
    ]
    tables = read(rows)
    assert tables.findings == ()
    assert tables.sheets[0].layout == "钉钉每日统计"
    assert facts(records(tables)[0]) == ("0.5", "0", "2", "0", "2", "1", "1")
    assert (records(tables)[0]["days_due"], records(tables)[0]["days_present"]) == (5, D("2.5"))
    assert len(records(tables, 1)) == 6
    assert tables.sheets[1].letters["day"] == "C"


def test_c19_a_day_of_another_month() -> None:
    """It belongs to no day of this one."""
    found = only(read([DAILY, ["张三", "1001", "2026-02-01", "A班", "正常", "正常", ""]]), "C19")
    assert said(found) == ("甲.xlsx [表] C2", "“日期”为“2026-02-01”，不在2026-01之内")


def test_wecom_month_reads_dashes_as_nothing() -> None:
    """Groups over the headings, units in them, ``--`` for nothing; 出差 is no leave."""
    upper = ["基础信息", "", "", "考勤概况", "", "异常统计", "", "", "", "假勤统计", "", "", ""]
    lower = [
        "姓名",
        "账号",
        "工号",
        "应打卡天数(天)",
        "正常天数(天)",
        "迟到次数(次)",
        "早退次数(次)",
        "旷工天数(天)",
        "缺卡次数(次)",
        "年假(天)",
        "事假(小时)",
        "病假(天)",
        "出差(天)",
    ]
    merged = ((2, 0, 2, 2), (2, 3, 2, 4), (2, 5, 2, 8), (2, 9, 2, 12))
    person = ["张三", "zs", "1001", 21, 20, "--", 1, "--", 2, 1, 4, "--", 3]
    tables = read([["上下班打卡_月报"], ["统计时间:" + RANGE], upper, lower, person], merged=merged)
    assert tables.sheets[0].layout == "企业微信月报"
    assert facts(records(tables)[0]) == ("0.5", "0", "0", "1", "0", "1", "2")
    assert records(tables)[0]["days_due"] == 21


WECOM = [
    "时间",
    "姓名",
    "工号",
    "应打卡天数(天)",
    "正常天数(天)",
    "迟到次数(次)",
    "早退次数(次)",
    "旷工天数(天)",
    "缺卡次数(次)",
    "事假(小时)",
    "病假(天)",
]


@pytest.mark.parametrize(
    ("title", "span"),
    [("上下班打卡_月报", "2026/01/01-2026/01/31"), ("打卡", "2026-01-01 至 2026-01-31"), ("上下班打卡_月报", "1月")],
)
def test_wecom_month_with_the_days_covered_in_a_column(title: str, span: str) -> None:
    """时间 that holds a range, or no day under a title 月报, is no column of days."""
    tables = read([[title], WECOM, [span, "张三", "1001", 21, 20, 1, "--", "--", 2, 4, "--"]])
    assert tables.findings == ()
    assert [sheet.kind for sheet in tables.sheets] == ["attendance"]
    assert facts(records(tables)[0]) == ("0.5", "0", "0", "0", "1", "0", "2")


def test_s21_the_range_in_a_column_is_held_against_the_month() -> None:
    """Where the title has no dates the column has."""
    found = only(read([["月报"], WECOM, ["2026/02/01-2026/02/28", "张三", "1001", *[1] * 8]]), "S21")
    assert said(found) == ("甲.xlsx [表]", "统计日期为2026-02-01至2026-02-28，超出本月2026-01")


def test_wecom_days_are_added_up() -> None:
    """One row per person and day; a day off is not due."""
    headings = [
        "日期",
        "姓名",
        "账号",
        "工号",
        "班次",
        "考勤结果",
        "迟到次数(次)",
        "早退次数(次)",
        "旷工天数(天)",
        "缺卡次数(次)",
        "婚假(天)",
        "事假(天)",
    ]
    rows = [
        headings,
        ["2026/01/05 星期一", "张三", "zs", "1001", "A班", "迟到", 1, "--", "--", "--", "--", 0.5],
        ["2026/01/06 星期二", "张三", "zs", "1001", "A班", "请假", "--", "--", "--", "--", 1, "--"],
        ["2026/01/10 星期六", "张三", "zs", "1001", "休息", "休息", "--", "--", "--", "--", "--", "--"],
    ]
    tables = read(rows)
    assert tables.sheets[0].layout == "企业微信日报"
    assert facts(records(tables)[0]) == ("0.5", "0", "0", "1", "1", "0", "0")
    assert (records(tables)[0]["days_due"], records(tables)[0]["days_present"]) == (2, D("0.5"))


def test_the_plain_table_with_the_standard_headings() -> None:
    """The facts as they are, under our own headings."""
    headings = [
        "工号",
        "姓名",
        "应出勤天数",
        "出勤天数",
        "事假天数",
        "病假天数",
        "旷工天数",
        "带薪假天数",
        "迟到次数",
        "早退次数",
        "缺卡次数",
    ]
    tables = read(
        [headings, ["1001", "张三", 21, 18.5, 1, 0.5, 0, 1, 3, 2, 1], ["合计", "", 21, 18.5, 1, 0.5, 0, 1, 3, 2, 1]]
    )
    assert tables.sheets[0].layout == "标准"
    assert [facts(record) for record in records(tables)] == [("1", "0.5", "0", "1", "3", "2", "1")]
    assert tables.findings == ()


def test_s20_a_sheet_with_names_only() -> None:
    """Names are not unique; the number is needed."""
    rows = [
        ["姓名", "考勤组", "UserId", "迟到次数", "早退次数", "旷工天数", "上班缺卡次数"],
        ["张三", "", "", 0, 0, 0, 0],
    ]
    assert said(only(read(rows), "S20")) == ("甲.xlsx [表] A1", "考勤表只有姓名，没有工号一列，无法与花名册对应")


def matrix(
    *marks: Any, legend: str = "", extra: Sequence[Any] = (), settings: IntakeSettings | None = None
) -> FileTables:
    """The branch's own matrix with one person."""
    headings = ["工号", "姓名", *range(1, 32), *(["缺卡次数"] if extra else [])]
    person = ["1001", "张三", *marks, *[""] * (31 - len(marks)), *extra]
    rows = [["示例营业部考勤表"], headings, person, [""], [legend], ["考勤员：何晓雯", "", "负责人签字："]]
    return read(rows, settings)


def test_the_matrix_of_marks() -> None:
    """Two marks in a cell, half days, rest days, days not employed; 缺卡 in a column of its own."""
    legend = "图例：√出勤 △迟到 ▽早退 ×旷工 ○事假 ☆病假 ◇年休 □出差 ■休息"
    tables = matrix("", "√", "■", "△▽", "○0.5", "☆", "×", "◇", "□", "○0.5☆0.5", "✓", "△○0.5", legend=legend, extra=[2])
    assert tables.findings == ()
    record = records(tables)[0]
    assert facts(record) == ("1.5", "1.5", "1", "1", "2", "1", "2")
    assert (record["days_due"], record["days_present"]) == (10, D(5))
    assert [each["day"].day for each in records(tables, 1)] == list(range(2, 13))
    assert tables.sheets[0].letters["2026-01-02"] == "D"


def test_the_matrix_with_weekdays_under_the_days() -> None:
    """The second heading row names the weekdays and is no person."""
    days = [date(2026, 1, day) for day in range(1, 32)]
    weekdays = ["一二三四五六日"[day.weekday()] for day in days]
    rows = [["工号", "姓名", *days], ["", "", *weekdays], ["1001", "张三", *["√"] * 31]]
    tables = read(rows, merged=((0, 0, 1, 0), (0, 1, 1, 1)))
    assert tables.findings == ()
    assert records(tables)[0]["days_due"] == 31


def test_s30_a_matrix_over_two_months() -> None:
    """From the 26th to the 25th: whose days are the first six?"""
    headings = ["工号", "姓名", *range(26, 32), *range(1, 26)]
    found = only(read([headings, ["1001", "张三", *["√"] * 31]]), "S30")
    assert said(found) == ("甲.xlsx [表] C1", "C1的“26”与其他日期列不相连，无法确定是哪个月的哪一天")


def test_a_sum_and_its_parts_are_not_added_twice() -> None:
    """缺卡次数 is the sum of 上班缺卡 and 下班缺卡, 带薪假天数 that of the paid leaves."""
    headings = [
        "工号",
        "姓名",
        "事假",
        "事假(小时)",
        "病假",
        "旷工",
        "迟到",
        "早退",
        "缺卡次数",
        "上班缺卡次数",
        "下班缺卡次数",
    ]
    headings += ["带薪假天数", "年假(天)", "婚假(天)"]
    tables = read([headings, ["1001", "张三", 1, 8, 0, 0, 0, 0, 3, 1, 2, 4, 1, 3]])
    assert facts(records(tables)[0]) == ("1", "0", "0", "4", "0", "0", "3")
    assert not any(found.stops for found in tables.findings)


def test_s03_the_same_count_twice() -> None:
    """Two columns 迟到次数 cannot both be right."""
    headings = ["工号", "姓名", "事假", "病假", "旷工", "迟到次数", "早退", "缺卡", "迟到次数"]
    found = only(read([headings, ["1001", "张三", 0, 0, 0, 1, 0, 0, 2]]), "S03")
    assert said(found) == ("甲.xlsx [表] I1", "“迟到次数”在F1和I1各有一列，无法判断用哪一列")


def test_groups_without_merged_cells() -> None:
    """A text file has no merged cells: a group reaches to the next one."""
    upper = ["姓名", "工号", *COUNTS, "请假", "", "考勤结果", *[""] * 30]
    lower = [*[""] * 10, "事假(天)", "产检(天)", *[str(day) for day in range(1, 32)]]
    person = ["张三", "1001", 20, *[0] * 7, 0, 1, "产检01-01 09:00到01-01 18:00 1天", *["正常"] * 30]
    tables = read([upper, lower, person])
    assert facts(records(tables)[0]) == ("0", "0", "0", "1", "0", "0", "0")
    assert len(records(tables, 1)) == 31
    assert not any(found.stops for found in tables.findings)


def test_c16_a_mark_nobody_knows() -> None:
    """Only the legend says what a mark means."""
    found = only(matrix("√", "◆"), "C16")
    assert said(found) == ("甲.xlsx [表] D3", "“◆”中的“◆”看不懂")


def test_c19_a_mark_on_a_day_the_month_does_not_have() -> None:
    """February with a mark on the 31st."""
    from pipeline.intake.convert import read_sheets
    from pipeline.intake.raw import RawBook
    from pipeline.period import Period
    from tests.intake.raw_sheets import raw

    rows = [["工号", "姓名", *range(1, 32)], ["1001", "张三", *["√"] * 28, "", "", "√"]]
    found = only(read_sheets(RawBook("甲.xlsx", "xlsx", (raw(rows),), ()), Period(2026, 2), IntakeSettings()), "C19")
    assert said(found) == ("甲.xlsx [表] AG2", "“31日”为“√”，不在2026-02之内")


def test_s25_a_mark_without_a_figure_beside_another_is_half_a_day() -> None:
    """Who came late was there: the absence beside it is half a day, and the reading is told."""
    tables = matrix("△○", "√○")
    assert said(only(tables, "S25")) == (
        "甲.xlsx [表] C3",
        "2格中的符号没有写天数而与其他符号同在一格（如C3），按半天计",
    )
    assert facts(records(tables)[0])[0] == "1"


def test_s26_a_legend_that_contradicts_the_settings() -> None:
    """The sheet says one thing, the settings another."""
    found = only(matrix("√", legend="图例：√出勤 △早退 ×旷工 ○事假"), "S26")
    assert said(found) == ("甲.xlsx [表] A5", "图例说“△”是“早退”，而设置中是“迟到”")


def test_the_legend_is_configuration() -> None:
    """Another branch, other marks."""
    settings = IntakeSettings(legend={"出": "出勤", "事": "事假", "婚": "婚假", "L": "迟到"})
    tables = matrix("出", "事0.5", "婚", "L", settings=settings)
    assert facts(records(tables)[0]) == ("0.5", "0", "0", "1", "1", "0", "0")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("√", {}),
        ("○", {"days_personal_leave": "1"}),
        ("○0.5", {"days_personal_leave": "0.5"}),
        ("×半", {"days_absent": "0.5"}),
        ("√0.5☆0.5", {"days_sick": "0.5"}),
        ("△", {"times_late": "1"}),
        ("△2", {"times_late": "2"}),
        ("√○0.25", {"days_personal_leave": "0.25"}),
        ("△/▽", {"times_late": "1", "times_early": "1"}),
    ],
)
def test_marks(text: str, expected: dict[str, str]) -> None:
    """What one cell of the matrix says."""
    marks = read_marks(text, LEGEND)
    assert marks.facts == {fact: D(days) for fact, days in expected.items()}
    assert marks.strange == ""


def test_marks_of_more_than_a_day_are_strange() -> None:
    """A day has one day."""
    assert read_marks("○1☆0.5", LEGEND).strange == "合计超过一天"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("正常", {}),
        ("休息并打卡", {}),
        ("旷工", {"days_absent": "1"}),
        ("旷工0.5天", {"days_absent": "0.5"}),
        ("上班缺卡,下班缺卡", {"times_no_clock": "2"}),
        ("旷工迟到", {"days_absent": "1"}),
        ("严重迟到65分钟", {"times_late": "1"}),
        ("病假09-17 09:00到09-17 13:00 4小时", {"days_sick": "0.5"}),
        ("陪产假1天", {"days_paid_leave": "1"}),
        ("事假01-05到01-07 2天", {"days_personal_leave": "2"}),
        ("年假 1天", {"days_paid_leave": "1"}),
        ("事假01-05 13:30到01-05 17:30 4小时,上班迟到3分钟", {"days_personal_leave": "0.5", "times_late": "1"}),
        ("出差09-01 09:00到09-03 18:00 3天", {}),
        ("上班1迟到3分钟,下班2早退1小时5分钟", {"times_late": "1", "times_early": "1"}),
    ],
)
def test_words(text: str, expected: dict[str, str]) -> None:
    """What one day cell of DingTalk says."""
    from pipeline.intake.attendance.monthly import day_facts

    words = read_words(text)
    assert day_facts(words, spread_leaves([words])[0]) == {fact: D(days) for fact, days in expected.items()}
    assert words.strange == ""


def test_a_leave_over_days_adds_up_to_its_length() -> None:
    """Ten thousandths of a day are not lost in the sharing out."""
    words = [read_words("事假01-05到01-07 2天") for _ in range(3)]
    assert sum(each["days_personal_leave"] for each in spread_leaves(words)) == 2
