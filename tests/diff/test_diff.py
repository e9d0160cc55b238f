"""Two results beside each other: who, which item, how much, and why."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook

from pipeline.archive.figures import read_figures
from pipeline.cli import main
from pipeline.diff.books import CREDIT, Books, Sheet
from pipeline.diff.comparison import asked_sides, compare
from pipeline.diff.model import CAME, WENT, Cause, Difference, Moved
from pipeline.diff.roots import corrections_of
from tests.frame.mini import AGENT, BRANCH, EMPLOYEE, Mini
from tests.frame.tables import PROJECT, Rows

from .branch import FEBRUARY, GONE, NEW, run

CONFIG = (PROJECT / "config.yaml").read_text(encoding="utf-8")
BOSS, BROKER = BRANCH["花名册"]
ON_LINES = ("应发合计", "实发合计")


def compared(mini: Mini, first: str, second: str = "") -> Difference:
    """The comparison as typed."""
    return compare(*asked_sides(mini.outputs, first, second))


def typed(mini: Mini, *words: str) -> Result:
    """What ``xinchou diff`` answers."""
    return CliRunner().invoke(main, ["diff", *words, "--outputs", str(mini.outputs)])


def person(found: Difference, employee: str = EMPLOYEE) -> Moved:
    """One person of the comparison."""
    return next(one for one in found.persons if one.employee_id == employee)


def causes(found: Difference, item: str = "应发合计", employee: str = EMPLOYEE) -> list[tuple[str, str]]:
    """Kinds and names of what is behind one item of a person."""
    return [(cause.kind, cause.name) for cause in _causes(found, item, employee)]


def _causes(found: Difference, item: str, employee: str = EMPLOYEE) -> tuple[Cause, ...]:
    return next(shift.causes for shift in person(found, employee).shifts if shift.name == item)


def again(mini: Mini, old: str = "", new: str = "", **changes: Rows) -> Difference:
    """January run a second time, with a changed configuration or other files, against the version it replaced."""
    if old:
        assert CONFIG.count(old) == 1
        config = mini.folder / "config.yaml"
        config.write_text(CONFIG.replace(old, new), encoding="utf-8")
        mini = replace(mini, config=config)
    run(mini, "2026-01", **{"花名册": JANUARY_ROSTER, **changes})
    return compared(mini, "2026-01@第001版")


JANUARY_ROSTER = [
    {**BOSS, "银行账号": "6222020200112233445"}, BROKER,
    {"工号": GONE, "姓名": "王五", "岗位": "证券经纪人", "身份证号": "11010119900307010X", "执业编号": "S3"},
]  # fmt: skip


def test_a_month_alone_is_compared_with_the_month_before(done: Mini) -> None:
    """As when both are named."""
    assert compared(done, "2026-02") == compared(done, "2026-01", "2026-02")


def test_differences_of_persons_add_up_to_the_difference_of_the_totals(done: Mini) -> None:
    """Every column of the report in yuan, comings and goings included."""
    found = compared(done, "2026-02")
    assert found.totals
    for name, (was, now) in found.totals.items():
        assert sum((one.change(name) for one in found.persons), Decimal(0)) == now - was, name


def test_every_difference_of_the_two_reports_is_told(done: Mini) -> None:
    """Read independently from the sheets people sign: person by person, column by column."""
    found = compared(done, "2026-02")
    was, now = (read_figures(done.outputs / month) for month in ("2026-01", "2026-02"))
    assert was is not None
    assert now is not None
    for name in found.totals:
        for employee in {*was, *now}:
            old, new = (side.get(employee, {}).get(name, Decimal(0)) for side in (was, now))
            told = next((one for one in found.persons if one.employee_id == employee), None)
            expected = Decimal(new or 0) - Decimal(old or 0)
            assert (told.change(name) if told else Decimal(0)) == expected, (employee, name)


def test_who_came_and_who_went(done: Mini) -> None:
    """Said with the person, not guessed from figures."""
    found = compared(done, "2026-02")
    assert {one.employee_id: one.presence for one in found.persons if one.presence} == {GONE: WENT, NEW: CAME}


def test_commission_leads_back_to_the_customers(done: Mini) -> None:
    """净佣金 10778.18 → 20778.18 is the one thing behind it, with both values."""
    found = compared(done, "2026-02")
    (cause,) = _causes(found, "佣金提成")
    assert (cause.kind, cause.name, cause.words) == ("交来的数据", "归属净佣金", "客户业绩、客户关系")
    assert (cause.was, cause.now) == (Decimal("10778.18"), Decimal("20778.18"))


def test_tax_leads_back_to_the_ledgers_of_the_year_too(done: Mini) -> None:
    """累计预扣法: what stands on the ledgers at the start of February is a cause."""
    assert ("台账期初", "本年累计收入") in causes(compared(done, "2026-02"), "个人所得税")


def test_a_grade_is_a_cause_with_the_day_it_holds_from(months: Mini) -> None:
    """中级 → 高级 on the roster: the base pay follows, and says so."""
    boss, *others = FEBRUARY["花名册"]
    run(months, "2026-02", **{**FEBRUARY, "花名册": [{**boss, "级别": "高级", "级别生效日": "2026-02-01"}, *others]})
    found = compared(months, "2026-02")
    assert causes(found, "月底薪") == [("级别", "级别")]
    (cause,) = _causes(found, "月底薪")
    assert (cause.was, cause.now) == ("中级", "高级")
    assert cause.words.startswith("自2026-02-01")


def test_a_table_of_the_scheme_is_a_cause_in_its_own_words(months: Mini) -> None:
    """中级 3800 → 4000: the cause is the pay standard, and nothing that was delivered."""
    found = again(months, "中级: 3800, 高级: 4800", "中级: 4000, 高级: 4800")
    (cause,) = _causes(found, "应发合计")
    assert (cause.kind, cause.name) == ("薪酬标准", "月底薪")
    assert "3800" in cause.words
    assert "4000" in cause.words
    assert ("标准", "薪酬标准 表 底薪表") in {(kind, name) for kind, name, *_ in found.facts}
    assert found.inputs == ()


def test_the_law_is_a_cause_of_its_own(months: Mini) -> None:
    """An allowance of 5,500 instead of 5,000 a month changes tax and net pay, and not gross pay."""
    found = again(months, "每月: 5000, 全年: 60000", "每月: 5500, 全年: 60000")
    assert person(found).change("应发合计") == 0
    assert person(found).change("实发合计") > 0
    assert {kind for kind, _ in causes(found, "实发合计")} == {"法定标准"}


def test_two_versions_name_the_file_the_row_and_the_cell(months: Mini) -> None:
    """Who asks why gets the customer, both amounts, and where they stand."""
    customer = {**BRANCH["客户业绩"][0], "净佣金": "11778.18", "毛佣金": "12000"}
    found = again(months, **{"客户业绩": [customer]})
    (cause,) = _causes(found, "佣金提成")
    assert cause.words == "客户业绩、客户关系（客户业绩.csv）"
    assert [(one.table, one.key, one.column, one.was, one.now) for one in found.inputs] == [
        ("客户业绩", "C1", "毛佣金", "11,000", "12,000"), ("客户业绩", "C1", "净佣金", "10,778.18", "11,778.18"),
    ]  # fmt: skip
    assert all(one.place == "客户业绩.csv [客户业绩] 第2行" for one in found.inputs)
    assert ("文件有改动", "客户业绩.csv") in {(kind, name) for kind, name, *_ in found.facts}


def test_rows_added_and_removed_are_told_and_numbers_masked(months: Mini) -> None:
    """A new person on the roster is one row, a changed account one cell; neither shows a number whole."""
    account = [{**BOSS, "银行账号": "6222020200119983445"}, BROKER]
    found = again(months, **{"花名册": account})
    rows = {(one.table, one.column): one for one in found.inputs}
    assert rows[("花名册", "银行账号")].now == "***************3445"
    assert rows[("花名册", "减少一行")].key == GONE
    assert "11010119900307010X" not in str(found.inputs)


def test_what_others_earned_is_a_cause_of_the_leaders_allowance(months: Mini) -> None:
    """A broker of the team gains a customer: the leader's own figures stay, his allowance moves, and it says why."""
    customers = [*BRANCH["客户业绩"], {**BRANCH["客户业绩"][0], "客户号": "C2"}]
    relations = [*BRANCH["客户关系"], {"客户号": "C2", "工号": AGENT, "生效日期": "2020-05-01"}]
    found = again(months, **{"客户业绩": customers, "客户关系": relations})
    assert causes(found, "团队管理津贴") == [("其他人员", "团队管理津贴")]
    (cause,) = _causes(found, "团队管理津贴")
    assert "计提基数" in cause.words
    assert causes(found, "计提基数", AGENT) == [("交来的数据", "归属净佣金")]


def test_a_posted_correction_is_told_with_its_number_month_and_item(tmp_path: Path) -> None:
    """What of 前期差错补扣 comes from where; nothing for whom nothing is posted."""
    rows = [
        {"工号": EMPLOYEE, "项目": "佣金提成", "来源期间": "2026-01", "金额": Decimal("-120.5"), "更正号": "001"},
        {"工号": AGENT, "项目": "佣金提成", "来源期间": "2026-01", "金额": Decimal(7), "更正号": "001"},
    ]
    books = Books(tmp_path, "2026-03", {}, _read={(CREDIT, "前期差错"): Sheet({"工号": ""}, rows)})
    assert corrections_of(books, EMPLOYEE) == "2026-03：更正001 2026-01 佣金提成 -120.50元"
    assert corrections_of(books, "9") == ""


def test_without_the_configuration_of_the_time_it_still_compares(months: Mini) -> None:
    """An old result without its 设定: figures and totals as always, the reasons by the data alone, and that is said."""
    for month in ("2026-01", "2026-02"):
        record = months.outputs / month / "run.json"
        written = json.loads(record.read_bytes())
        del written["outputs"][f"设定_{month}.yaml"]
        record.write_text(json.dumps(written), encoding="utf-8")
    found = compared(months, "2026-02")
    assert person(found).change("应发合计") == Decimal("2505.06")
    assert any("没有保存当时的设定" in remark for remark in found.remarks)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("2026-13",), "不是月份或旧版本，应写成 2026-01 或 2026-01@第001版"),
        (("上月",), "不是月份或旧版本"),
        (("2026-01",), "2025-12没有结果"),
        (("2026-02@第001版",), "2026-02没有旧版本“第001版”，历史版本中没有旧版本"),
        (("2026-02@更正",), "差异表_2026-02.xlsx"),
        (("2026-02", "2026-02"), "是同一个结果"),
        (("2026-02@../2026-01",), "没有旧版本"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_words(done: Mini, words: tuple[str, ...], answer: str) -> None:
    """Exit code 2 and the next step; nothing is written."""
    result = typed(done, *words)
    assert result.exit_code == 2
    assert answer in result.stderr
    assert not (done.outputs / "比较").exists()


def test_an_altered_file_is_refused(months: Mini) -> None:
    """A comparison of figures nobody computed proves nothing."""
    book = months.outputs / "2026-02" / "06_statutory_法定.xlsx"
    book.write_bytes(b"x")
    assert "2026-02的“06_statutory_法定.xlsx”与运行时不同" in typed(months, "2026-02").stderr


def test_the_command_writes_a_workbook_apart_and_touches_no_result(months: Mini, tmp_path: Path) -> None:
    """Results stay byte for byte; the same comparison gives the same bytes."""
    before = {month: months.written(month) for month in ("2026-01", "2026-02")}
    result = typed(months, "2026-02", "--top", "1")
    path = months.outputs / "比较" / "差异_2026-01_2026-02.xlsx"
    assert result.exit_code == 0, result.stderr
    assert f"差异：{path}" in result.stdout
    assert "交来的数据：归属净佣金 10,778.18 → 20,778.18（客户业绩、客户关系）" in result.stdout
    assert {month: months.written(month) for month in before} == before
    once = path.read_bytes()
    assert typed(months, "2026-02", "--to", str(tmp_path / "别处")).exit_code == 0
    assert (tmp_path / "别处" / path.name).read_bytes() == once


def test_the_workbook_holds_what_the_comparison_says(done: Mini, tmp_path: Path) -> None:
    """Every shift is a row of 逐项, every person one of 人员."""
    assert typed(done, "2026-02", "--to", str(tmp_path)).exit_code == 0
    book = CalamineWorkbook.from_path(tmp_path / "差异_2026-01_2026-02.xlsx")
    assert book.sheet_names == ["总览", "合计", "人员", "逐项"]
    found = compared(done, "2026-02")
    rows = book.get_sheet_by_name("逐项").to_python(skip_empty_area=False)[3:]
    assert len(rows) == sum(len(one.shifts) for one in found.persons)
    assert len(book.get_sheet_by_name("人员").to_python(skip_empty_area=False)[3:]) == len(found.persons)


def test_json_is_one_object(done: Mini, tmp_path: Path) -> None:
    """Amounts are decimal strings, every item has its causes."""
    answer = json.loads(typed(done, "2026-02", "--json", "--to", str(tmp_path)).stdout)
    assert (answer["status"], answer["first"], answer["second"]) == ("ok", "2026-01", "2026-02")
    boss = next(one for one in answer["persons"] if one["employee_id"] == EMPLOYEE)
    gross = next(one for one in boss["items"] if one["name"] == "应发合计")
    assert (gross["first"], gross["second"], gross["difference"]) == ("5890.00", "8395.06", "2505.06")
    assert gross["causes"][0]["kind"] == "交来的数据"
