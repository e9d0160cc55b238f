"""Another pay standard in the place of the present one: approved or not, in force or not, whole or broken."""

from __future__ import annotations

import pytest

from tests.frame.mini import AGENT, EMPLOYEE, Mini

from .conftest import causes, changed, configured, said, standard_file, totals, trial

UNAPPROVED = (
    "    approval: {document: 渠管〔2025〕31号, date: 2025-12-20}\n    in_force: {from: 2026-01-01}",
    "    in_force: {from: 2030-01-01}",
)


def test_a_draft_nobody_approved_can_be_tried_on_a_past_month(mini: Mini) -> None:
    """底薪 中级 3800 → 4000 and the first band 25% → 20%: 应发 4000 − 160 + 2000 − 200 = 5640."""
    path = standard_file(mini.folder, UNAPPROVED, ("中级: 3800", "中级: 4000"), ("[0, 10000, 25%]", "[0, 10000, 20%]"))
    answer = trial(mini, "2026-01", "--scheme", str(path))
    assert (answer["status"], answer["exit_code"]) == ("ok", 0)
    assert totals(answer, "应发合计") == ("5890.00", "5640.00", "-250.00")
    assert causes(answer) == [
        ("2026-01", "月底薪", "3800.00", "4000.00"),
        ("2026-01", "佣金提成", "2500.00", "2000.00"),
    ]
    assert {(change["kind"], change["name"]) for change in answer["changes"]} == {("表", "底薪表"), ("表", "提成档")}


def test_a_changed_formula_is_a_cause_only_for_the_posts_it_is_for(mini: Mini) -> None:
    """The agent's 45% → 40% of a base of 9278: 4175.10 → 3711.20; nobody else is named."""
    mini.deliver(
        "2026-01",
        客户业绩=[{"客户号": "C2", "毛佣金": "10000", "规费": "0", "净佣金": "10000", "开户日期": "2020-05-01"}],
        客户关系=[{"客户号": "C2", "工号": AGENT, "生效日期": "2020-05-01"}],
    )
    path = standard_file(mini.folder, ("取大(计提基数, 0) × 45%", "取大(计提基数, 0) × 40%"))
    answer = trial(mini, "2026-01", "--scheme", str(path))
    assert [mover["employee_id"] for mover in answer["movers"]] == [AGENT]
    assert causes(answer) == [("2026-01", "佣金提成", "4175.10", "3711.20")]
    assert answer["movers"][0]["causes"][0]["why"] == ["公式由“取大(计提基数, 0) × 45%”改为“取大(计提基数, 0) × 40%”"]


def test_set_applies_to_the_other_standard(mini: Mini) -> None:
    """The first band of the draft is 20%; --set makes it 35%: 3500."""
    path = standard_file(mini.folder, ("[0, 10000, 25%]", "[0, 10000, 20%]"))
    answer = trial(mini, "2026-01", "--scheme", str(path), "--set", "提成档.1=35%")
    assert totals(answer, "佣金提成") == ("2500.00", "3500.00", "1000.00")


def test_a_new_item_is_listed_and_a_dropped_one_counts_nothing(mini: Mini) -> None:
    """保有津贴 leaves the report of the trial, 达标奖 of 300 is new in it: 应发 rises by 300 less 10% deposit."""
    path = standard_file(
        mini.folder,
        ("{name: 保有津贴, who: 雇员, unit: 元, round: 分, formula: 归属日均资产 × 0.02% ÷ 12, source: 第九条}",
         '{name: 达标奖, who: 雇员, unit: 元, round: 分, formula: "如果(计提基数 ≥ 10000, 300, 0)", source: 新增}'),
        ("有效户奖 + 保有津贴", "有效户奖 + 达标奖"),
    )  # fmt: skip
    answer = trial(mini, "2026-01", "--scheme", str(path))
    assert totals(answer, "应发合计") == ("5890.00", "6160.00", "270.00")
    assert answer["totals"]["达标奖"] == {"now": None, "trial": "300.00", "difference": "300.00"}
    assert answer["totals"]["保有津贴"]["trial"] is None
    assert ("2026-01", "达标奖", None, "300.00") in causes(answer)
    assert any("保有津贴" in words and "没有" in words for words in answer["notices"])


def test_a_missing_row_stops_one_person_and_shows_the_others(mini: Mini) -> None:
    """Without 中级 in 级别系数 the employee's 佣金提成 has no value; his present figures are shown, exit code 1."""
    path = standard_file(mini.folder, ("中级: 1.0, ", ""))
    answer = trial(mini, "2026-01", "--scheme", str(path))
    assert (answer["status"], answer["exit_code"]) == ("stopped", 1)
    assert any(found["run"] == "试算" and EMPLOYEE in found["message"] for found in answer["findings"])
    assert totals(answer, "应发合计")[0] == "5890.00"


def test_negative_net_pay_is_told_and_hides_nothing(mini: Mini) -> None:
    """No base pay, no commission: 应发 0, 三险一金 500, 实发 −500; February is still reached."""
    mini.deliver("2026-02")
    answer = trial(mini, "2026-01", "2026-02", "--set", "底薪表.中级=0", "--set", "提成档.1=0%")
    assert (answer["status"], answer["exit_code"]) == ("stopped", 1)
    assert [month["totals"]["实发合计"]["trial"] for month in answer["months"]] == ["-500.00", "-500.00"]
    assert {(found["run"], found["period"]) for found in answer["findings"] if found["level"] == "阻断"} == {
        ("试算", "2026-01"), ("试算", "2026-02"),
    }  # fmt: skip


def test_a_broken_standard_is_refused_with_its_own_lines(mini: Mini) -> None:
    """Every mistake with the line of the user's file, exit code 2."""
    path = standard_file(mini.folder, ("查表(底薪表, 级别)", "查表(低薪表, 级别)"), ("unit: 张, source", "source"))
    result = said(mini, "2026-01", "--scheme", str(path))
    assert result.exit_code == 2
    lines = path.read_text(encoding="utf-8").splitlines()
    number = next(place for place, line in enumerate(lines, 1) if "应交出访单数, who" in line)
    assert f"{path.name} 第{number}行" in result.stderr


def test_what_a_file_must_hold(mini: Mini) -> None:
    """No schemes; of several the one in force, or none of them if none is; no file at all."""
    path = standard_file(mini.folder)
    written = path.read_text(encoding="utf-8")
    path.write_text("branch: {name: 某部}\n", encoding="utf-8")
    assert "缺少“schemes”" in said(mini, "2026-01", "--scheme", str(path)).stderr
    first = changed(written, ("in_force: {from: 2026-01-01}", "in_force: {from: 2025-01-01, until: 2025-01-31}"))
    second = changed(written, ("in_force: {from: 2026-01-01}", "in_force: {from: 2025-02-01}"), ('"2026"', '"2025"'))
    path.write_text(first + second.removeprefix("schemes:\n"), encoding="utf-8")
    assert said(mini, "2026-01", "--scheme", str(path)).exit_code == 0
    path.write_text(first + changed(second, ("2025-02-01", "2027-02-01")).removeprefix("schemes:\n"), encoding="utf-8")
    result = said(mini, "2026-01", "--scheme", str(path))
    assert result.exit_code == 2
    assert "有2份薪酬标准都可以用" in result.stderr
    result = said(mini, "2026-01", "--scheme", str(mini.folder / "没有.yaml"))
    assert result.exit_code == 2
    assert "读不到" in result.stderr


@pytest.mark.long
def test_a_real_result_that_other_settings_made_is_noticed(mini: Mini) -> None:
    """January was paid with 3800; the configuration now says 4000."""
    assert mini.command("run", "2026-01").exit_code == 0
    assert trial(mini, "2026-01", "--set", "提成档.1=30%")["notices"] == []
    branch = configured(mini, ("中级: 3800", "中级: 4000"))
    notices = trial(branch, "2026-01", "--set", "提成档.1=30%")["notices"]
    assert len(notices) == 1
    assert "2026-01的“现行”与正式结果不同" in notices[0]
    assert "1001的应计底薪：正式 3800" in notices[0]


@pytest.mark.long
def test_files_delivered_since_the_real_result_are_noticed(mini: Mini) -> None:
    """The comparison rests on what lies there now."""
    assert mini.command("run", "2026-01").exit_code == 0
    mini.deliver("2026-01", 手工调整=[{"工号": EMPLOYEE, "金额": "100"}])
    notices = trial(mini, "2026-01", "--set", "提成档.1=30%")["notices"]
    assert any("交来的文件在正式运行之后有变化" in words for words in notices)
