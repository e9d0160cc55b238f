"""Records of duty: known by the headings they come under in practice, and by no other kind's."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from pipeline.intake.month import Month, read_month
from pipeline.intake.settings import IntakeSettings
from pipeline.period import Period
from pipeline.record_tables import record_kind
from pipeline.scheme.parts import Record
from schemas.intake import DUTY_KINDS
from tests.intake.raw_sheets import only, read, records, said

KNOWN: list[tuple[str, str]] = [
    ("log_checks", "序号 工号 姓名 日志日期 抽查日期 抽查结果 抽查人 备注"),
    ("log_checks", "员工编号 员工姓名 工作日志日期 检查结果 检查人"),
    ("log_checks", "工号 姓名 抽查日期 抽查结果 抽查人"),
    ("meetings", "日期 会议类别 团队 是否召开 备注"),
    ("meetings", "会议日期 会议类型 工号 姓名 签到情况"),
    ("meetings", "晨会日期 会议名称 所属团队 召开情况"),
    ("leave_slips", "请假单号 工号 姓名 请假类型 开始时间 结束时间 请假天数 审批结果 审批人 审批日期 事由"),
    ("leave_slips", "工号 姓名 团队 假别 请假开始日期 请假结束日期 天数 申请日期 批准日期 批准人"),
    ("customer_visits", "走访编号 走访日期 工号 姓名 客户号 客户姓名 走访方式 客户意见 处理情况 负责人意见"),
    ("customer_visits", "拜访日期 客户经理工号 客户经理 客户编号 同行人员 客户意见和建议 落实情况 督办编号"),
    ("customer_visits", "走访时间 工号 客户号 目的地 事由"),
    ("follow_ups", "督办编号 提出日期 工号 客户号 事项 承办部门 转办日期 办理期限 办结日期 告知客户日期 办理结果"),
    ("follow_ups", "督办单号 登记日期 工号 姓名 督办内容 责任部门 限办日期 完成日期"),
    ("honours", "日期 工号 姓名 类别 奖惩事项 分值 审批人"),
    ("honours", "奖惩日期 员工编号 奖惩类型 奖惩内容 加减分"),
    ("trainings", "培训时间 工号 姓名 培训主题 课时 考试成绩 合格与否 记录人"),
    ("trainings", "日期 工号 培训内容 学时 得分 评分人"),
    ("grade_decisions", "工号 姓名 团队 岗位 原级别 决定级别 生效日期 事由 审批人"),
    ("grade_decisions", "工号 姓名 团队 岗位 入职日期 合同到期日 现级别 调整后级别 执行日期 原因 批准人"),
    ("grade_decisions", "工号 新级别"),
    ("targets", "年度 对象类别 对象名称 指标 单位 全年目标 1月目标 2月目标 3月目标"),
    ("targets", "目标类别 责任人 指标名称 计量单位 目标值"),
]
OTHERS: list[tuple[str, str]] = [
    ("slips", "单号 工号 日期 目的地 拜访对象 联系电话 事由 客户号"),
    ("slips", "工号 外出日期 地点 被访客户 联系方式 出访事由 抽查结果"),
    ("scores", "工号 姓名 考核项目 得分 评分人 备注"),
    ("scores", "工号 姓名 考核内容 评分 考核人"),
    ("conduct", "日期 工号 类别 是否有效 说明"),
    ("adjustments", "工号 姓名 金额 事由 审批人 凭证号"),
    ("roster", "工号 姓名 团队 岗位 级别 级别生效日期 入职日期 转正日期 合同到期日"),
    ("roster", "工号 姓名 团队 岗位 级别 级别生效日期 入职日期 身份证号 手机号 原级别 新级别"),
    ("supplements", "工号 指标名称 数值 内容 事由 批准人"),
    ("supplements", "工号 指标 指标值"),
    ("relations", "客户号 工号 关系类型 开始日期 结束日期"),
    ("attendance", "工号 姓名 应出勤天数 出勤天数 事假 病假 旷工 年假 迟到 早退 缺卡"),
    ("sales", "流水号 日期 客户号 工号 产品代码 产品名称 产品类型 认购金额 手续费收入"),
]
UNKNOWN = [
    "工号 姓名 事项", "工号 开始日期 结束日期 说明", "日期 工号 客户号", "日期 工号 说明", "工号 事项 到期日",
    "会议日期 地点 主持人", "日期 会议名称",
]  # fmt: skip


@pytest.mark.parametrize(("kind", "headings"), [*KNOWN, *OTHERS])
def test_a_sheet_is_the_kind_its_headings_say(kind: str, headings: str) -> None:
    """Headings as branches write them, one kind each."""
    words = headings.split()
    assert read([words, ["1"] * len(words)]).sheets[0].kind == kind


@pytest.mark.parametrize("headings", UNKNOWN)
def test_what_many_a_list_has_is_no_kind(headings: str) -> None:
    """A list that was none of ours before is none now: a notice, no stop."""
    tables = read([headings.split(), ["1"] * len(headings.split())])
    assert tables.sheets[0].kind == ""
    assert [found.code for found in tables.findings] == ["S02"]


def test_s01_what_is_nearly_a_record_of_duty() -> None:
    """Where the telling heading stands, what is missing is named."""
    tables = read([["工号", "假别", "开始日期", "天数"], ["1001", "事假", "2026-01-05", 1]])
    assert only(tables, "S01").message == "第1行像是“请假单”的标题，但缺少：结束日期；现有：工号、假别、开始日期、天数"


def test_a_log_check_without_the_day_of_the_log_is_known() -> None:
    """The column that is missing is the schema's finding then, not the whole sheet unknown."""
    tables = read([["工号", "抽查日期", "抽查结果", "抽查人"], ["1001", "2026-01-06", "合格", "李四"]])
    assert records(tables)[0]["log_day"] is None
    assert records(tables)[0]["checked_on"] == date(2026, 1, 6)


def test_a_meeting_by_meeting_and_by_person() -> None:
    """Both layouts in one sheet; 已召开 and 未召开 are yes and no here."""
    tables = read(
        [
            ["日期", "会议类别", "团队", "召开情况", "工号", "姓名", "到会情况"],
            ["2026-01-05", "晨会", "一部", "已召开", "", "", ""], ["2026.1.6", "晨会", "一部", "未召开", "", "", ""],
            [46027, "周例会", "一部", "", 1001.0, "张三", "缺席"],
        ]
    )  # fmt: skip
    assert not [found for found in tables.findings if found.stops]
    assert [(r["meeting_day"], r["held"], r["employee_id"], r["attended"]) for r in records(tables)] == [
        (date(2026, 1, 5), True, None, None), (date(2026, 1, 6), False, None, None),
        (date(2026, 1, 5), None, "1001", "缺席"),
    ]  # fmt: skip


def test_a_leave_export_with_its_noise() -> None:
    """Title, times of day beside the days, a unit in the heading, a footer."""
    tables = read(
        [
            ["请假审批汇总"], ["导出时间：2026-02-01"],
            ["编号", "工号", "姓名", "请假类型", "开始时间", "结束时间", "请假天数(天)", "审批结果", "审批日期"],
            ["A1", "1001", "张三", "事假", "2026-01-05 09:00", "2026-01-05 12:00", 0.5, "同意", "2026/1/4"],
            ["制表人：王五"],
        ]
    )  # fmt: skip
    assert not [found for found in tables.findings if found.stops]
    leave = records(tables)[0]
    assert (leave["leave_from"], leave["leave_until"], leave["leave_days"], leave["granted_on"]) == (
        date(2026, 1, 5), date(2026, 1, 5), Decimal("0.5"), date(2026, 1, 4),
    )  # fmt: skip


def test_a_visit_log_under_two_rows_of_headings() -> None:
    """客户 over 编号 and 姓名; the name of the employee is not the customer's."""
    tables = read(
        [
            ["走访日期", "工号", "姓名", "客户", "", "走访情况", "", ""],
            ["", "", "", "编号", "姓名", "走访方式", "客户意见", "处理情况"],
            ["2026年1月5日", "1001", "张三", "C1", "王二", "上门", "无", "当场答复"],
        ],
        merged=((0, 3, 0, 4), (0, 5, 0, 7)),
    )
    assert not [found for found in tables.findings if found.stops]
    visit = records(tables)[0]
    assert (visit["customer_id"], visit["customer_name"], visit["opinion"], visit["handled"]) == (
        "C1", "王二", None, "当场答复",
    )  # fmt: skip


def test_passed_in_the_words_of_a_training_record() -> None:
    """合格 and 不合格 are yes and no in 是否合格, and nowhere else."""
    headings = ["培训日期", "工号", "培训内容", "学时", "测试成绩", "是否合格"]
    said_so = ("合格", "不及格", "是", "")
    tables = read([headings, *[["2026-01-05", "1001", f"课{word}", 2, 60, word] for word in said_so]])
    assert [record["training_passed"] for record in records(tables)] == [True, False, True, None]
    other = read([["日期", "工号", "类别", "是否有效"], ["2026-01-05", "1001", "投诉", "合格"]])
    assert only(other, "C10").cell == "D2"


def test_c09_a_word_that_is_none_of_the_choices() -> None:
    """The choices are named, at the cell."""
    headings = ["工号", "日志日期", "抽查结果"]
    found = only(read([headings, ["1001", "2026-01-05", "已填写"]]), "C09")
    assert (said(found)[0], found.expected) == ("甲.xlsx [表] C2", "合格、不合格、未写")


def test_honours_may_cost_points() -> None:
    """A figure below zero, or in brackets as accountants write it."""
    headings = ["日期", "工号", "类别", "奖惩事项", "加减分（分）"]
    tables = read([headings, ["2026-01-05", "1001", "惩处", "迟到", -2], ["2026-01-06", "1001", "惩处", "缺席", "(3)"]])
    assert [record["honour_points"] for record in records(tables)] == [Decimal(-2), Decimal(-3)]


def test_a_record_of_the_standard_stays_one() -> None:
    """A standard that defines its own 培训 reads it as before, whatever stands beside its columns."""
    own = Record(
        name="培训", columns={"工号": "工号", "培训日期": "日期", "培训内容": "文字"}, key=["工号", "培训日期"],
        source="一",
    )  # fmt: skip
    settings = IntakeSettings(records=(record_kind(own),))
    rows: list[Any] = [["工号", "培训日期", "培训内容", "学时", "登记人"], ["1001", "2026-01-05", "甲", 2, "乙"]]
    assert read(rows, settings).sheets[0].kind == "records.培训"
    assert read(rows).sheets[0].kind == "trainings"


def write(path: Path, *rows: list[Any]) -> None:
    """A workbook of one sheet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("表")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)


def month_of(folder: Path, *asked: str) -> Month:
    """January 2026 of a folder, under a standard that reads these kinds."""
    return read_month(folder, Period(2026, 1), IntakeSettings(asks_duties=asked))


def test_s13_only_what_the_standard_reads_is_missed(tmp_path: Path) -> None:
    """One notice for a kind it reads and nobody delivered; nothing new for a branch that delivers none."""
    write(tmp_path / "a.xlsx", ["日期", "工号", "类别", "是否有效"], ["2026-01-05", "1001", "投诉", "是"])
    headings = {kind.heading for kind in DUTY_KINDS}

    def missed(month: Month) -> list[tuple[str, str]]:
        return [(f.code, f.message) for f in month.findings if any(f"“{word}”" in f.message for word in headings)]

    assert missed(month_of(tmp_path)) == []
    assert missed(month_of(tmp_path, "meetings", "honours")) == [
        ("S13", "本月文件中没有“会议登记”的记录，按没有发生处理"),
        ("S13", "本月文件中没有“奖惩”的记录，按没有发生处理"),
    ]  # fmt: skip
    write(tmp_path / "b.xlsx", ["奖惩日期", "工号", "奖惩类别", "奖惩事项"])
    assert [code for code, _ in missed(month_of(tmp_path, "honours"))] == ["S09"]


def test_records_keep_their_place_and_the_name_beside_them(tmp_path: Path) -> None:
    """File, sheet, cell; a name that is not the roster's is told."""
    write(tmp_path / "花名册.xlsx", ["工号", "姓名", "团队", "岗位", "入职日期"],
          ["1001", "张三", "一", "兼职", "2025-01-01"])  # fmt: skip
    write(tmp_path / "下" / "培训.xlsx", ["培训日期", "工号", "姓名", "培训内容"], ["2026-01-05", "1001", "李四", "甲"])
    month = month_of(tmp_path)
    record = month.tables["trainings"].to_pylist()[0]
    assert month.places.address(record["source"], record["row"], "training") == "D2"
    assert month.places.file(record["source"]) == "下/培训.xlsx"
    assert [found.cell for found in month.findings if found.code == "S33"] == ["C2"]


def test_y16_the_plan_of_the_year_is_not_read_in_a_month(tmp_path: Path) -> None:
    """It is known for what it is, and the folder it belongs into is named."""
    headings = ["对象类别", "对象名称", "指标", "单位", "全年目标"]
    write(tmp_path / "计划.xlsx", headings, ["营业部", "", "净收入", "元", 5])
    month = month_of(tmp_path)
    found = next(found for found in month.findings if found.code == "Y16")
    assert (found.level, found.place, found.message) == (
        "提醒", "计划.xlsx [表]", "“年度计划”不在此文件夹读取，没有采用",
    )  # fmt: skip
    assert found.expected == "年度计划放在年度的文件夹，如 inputs/2026"
    assert [row["kind"] for row in month.tables["sources"].to_pylist()] == ["年度计划"]


@pytest.mark.parametrize("cell", ["500万", "500万元", "0.05亿", "500元", "5%"])
def test_y15_a_target_says_its_unit_once(cell: str) -> None:
    """The unit stands in its column; a second one behind the figure could mean ten thousand times as much."""
    headings = ["对象类别", "对象名称", "指标", "单位", "全年目标", "1月目标"]
    tables = read([headings, ["营业部", "", "净收入", "万元", 500, cell]])
    found = only(tables, "Y15")
    assert said(found) == (
        "甲.xlsx [表] F2", f"“1月目标”为“{cell}”，数的后面带了单位，与“单位”列不知以哪个为准"
    )  # fmt: skip
    assert records(tables)[0]["target_01"] is None


def test_s35_a_unit_in_the_heading_of_a_target() -> None:
    """Every row has its own: the heading cannot have one for all."""
    headings = ["对象类别", "对象名称", "指标", "单位", "全年目标（万元）"]
    found = only(read([headings, ["营业部", "", "净收入", "元", 500]]), "S35")
    assert found.message == "“全年目标”写明的单位为“万元”，而这一列的单位是各行“单位”列所写的单位"
