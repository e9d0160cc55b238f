"""A quarter end to end on written months: what comes out, what stops it, what is told, and what it leaves behind."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.archive.record import read_record, verify_outputs, write_run_json
from pipeline.collect.later import quarter_rests_on
from pipeline.collect.workbooks import Result, read_table
from pipeline.command_result import Result as Answer
from pipeline.period import Period, Span
from pipeline.span_end import run_span
from schemas.appraisal import (
    APPRAISAL_HISTORY,
    CUSTOMER_CLASSES,
    FOLLOW_UP_LIST,
    GRADE_CHANGES,
    GRADE_PROPOSALS,
    SPAN_PERSONS,
    TOP_CUSTOMERS,
)
from tests.archive.results import tree

from .conftest import Appraise
from .months import customer, leave_month, person

RICH, STEADY, POOR = "10001", "10002", "10003"
QUARTERS = {quarter: [str(month) for month in Span(2026, quarter).months] for quarter in (1, 2, 3, 4)}


def people() -> list[dict[str, Any]]:
    """Three account managers: by the standard 初级 needs 15,000 a quarter, 中级 45,000, 高级 90,000."""
    return [person(RICH), person(STEADY), person(POOR)]


def made(rich: str = "30000", steady: str = "20000", poor: str = "4000") -> dict[str, dict[str, str | int]]:
    """What they make in a month; every one has 90 points of duty."""
    return {
        who: {"归属净佣金": net, "职责得分": 90} for who, net in ((RICH, rich), (STEADY, steady), (POOR, poor))
    }


def leave_months(outputs: Path, *quarters: int, **nets: str) -> None:
    """The months of these quarters of 2026."""
    for month in (month for quarter in quarters for month in QUARTERS[quarter]):
        customers = [customer(f"C{number}", str(1000 - number)) for number in range(10)]
        leave_month(outputs, month, people(), made(**nets), customers=customers)


def codes(answer: Answer) -> list[str]:
    """The codes of all findings and notices."""
    return [told.code for told in (*answer.findings, *answer.notices)]


def grades(outputs: Path, span: str) -> dict[str, tuple[str, dt.date]]:
    """Who moves to which grade, from which day."""
    rows = read_table(outputs / span / f"级别变动_{span}.xlsx", GRADE_CHANGES).to_dict("records")
    return {row["employee_id"]: (row["grade"], row["grade_since"]) for row in rows}


def deliver(path: Path, rows: Iterable[Iterable[object]]) -> None:
    """A delivered workbook of one sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def test_grades_move_both_ways_by_rule_from_the_month_after(outputs: Path, appraise: Appraise) -> None:
    """90,000 of the quarter reach 高级, 60,000 keep 中级, 12,000 miss it: 30,000, 20,000 and 4,000 a month."""
    leave_months(outputs, 1)
    answer = appraise("2026Q1")
    april = dt.date(2026, 4, 1)
    assert grades(outputs, "2026Q1") == {RICH: ("高级", april), POOR: ("初级", april)}
    assert answer.status == "ok"
    assert answer.totals == {
        "考核人数": 3, "晋级": 1, "降级": 1, "不变": 1, "初次定级": 0, "净收入（元）": Decimal(162000),
    }  # fmt: skip
    names = [path.name for path in answer.files]
    assert names == [
        "01_collect_汇集.xlsx", "03_appraise_考核.xlsx", "05_grades_级别.xlsx", "run.json", "级别变动_2026Q1.xlsx",
        "级别调整表_2026Q1.xlsx", "考核台账_2026Q1.xlsx",
    ]  # fmt: skip
    assert verify_outputs(outputs / "2026Q1") == []


def test_the_ledger_holds_what_later_spans_need(outputs: Path, appraise: Appraise) -> None:
    """Figures, persons, classes and the list of the largest, so that no month is read a second time."""
    leave_months(outputs, 1)
    appraise("2026Q1")
    path = outputs / "2026Q1" / "考核台账_2026Q1.xlsx"
    history = read_table(path, APPRAISAL_HISTORY)
    kept = history[(history["employee_id"] == RICH) & (history["quantity"] == "归属净佣金")]
    assert kept["figure"].tolist() == [Decimal(30000)] * 3
    assert kept["origin"].tolist() == QUARTERS[1]
    assert read_table(path, SPAN_PERSONS)["month"].value_counts().to_dict() == dict.fromkeys(QUARTERS[1], 3)
    assert len(read_table(path, CUSTOMER_CLASSES)) == 10
    assert set(read_table(path, TOP_CUSTOMERS)["month"]) == set(QUARTERS[1])


def test_the_second_quarter_goes_on_where_the_first_ended(
    outputs: Path, appraise: Appraise, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It reads no workbook of the first three months; streaks and classes come from the ledger."""
    leave_months(outputs, 1)
    appraise("2026Q1")
    leave_months(outputs, 2)
    opened: list[str] = []
    read_bytes = Path.read_bytes

    def noted(path: Path) -> bytes:
        if path.is_relative_to(outputs):
            opened.append(path.relative_to(outputs).as_posix())
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", noted)
    answer = appraise("2026Q2")
    monkeypatch.undo()
    assert answer.status == "ok"
    books = [name for name in opened if name.endswith(".xlsx") and not name.startswith(".临时")]
    assert not [name for name in books if name.startswith(tuple(QUARTERS[1]))]
    read = [name for name in books if name.startswith(tuple(QUARTERS[2])) or "考核台账" in name]
    assert len(read) == len(set(read)) >= 7
    history = read_table(outputs / "2026Q2" / "考核台账_2026Q2.xlsx", APPRAISAL_HISTORY)
    streak = history[(history["employee_id"] == RICH) & (history["quantity"] == "连续达上级")]
    assert streak[["origin", "figure"]].values.tolist() == [["2026-03", Decimal(1)], ["2026-06", Decimal(2)]]
    classes = read_table(outputs / "2026Q2" / "考核台账_2026Q2.xlsx", CUSTOMER_CLASSES)
    assert set(classes["class_moved"]) == {"不变"}


def test_the_same_results_give_the_same_bytes(outputs: Path, appraise: Appraise) -> None:
    """A second run changes no file and says so."""
    leave_months(outputs, 1)
    appraise("2026Q1")
    first = tree(outputs / "2026Q1")
    again = appraise("2026Q1")
    assert not again.changed
    assert tree(outputs / "2026Q1") == first
    shutil.rmtree(outputs / "2026Q1")
    appraise("2026Q1")
    assert tree(outputs / "2026Q1") == first


def test_a_result_that_is_replaced_is_kept_with_what_changed(outputs: Path, appraise: Appraise) -> None:
    """As a month's: the former version, and a note of persons' figures."""
    leave_months(outputs, 1)
    appraise("2026Q1")
    shutil.rmtree(outputs / "2026-02")
    leave_month(outputs, "2026-02", people(), made(rich="0"))
    assert appraise("2026Q1").changed
    kept = outputs / "历史版本" / "2026Q1"
    assert verify_outputs(kept / "第001版") == []
    note = openpyxl.load_workbook(kept / "第001版_变更说明.xlsx")
    rows = [tuple(cell.value for cell in row) for row in note["人员数字变更"].iter_rows()]
    assert (RICH, f"员工{RICH}", "建议级别", "高级", "中级", None) in [(*row[:5], row[5] or None) for row in rows]
    causes = [row[0].value for row in note["变更原因"].iter_rows()]
    assert "所用的结果有改动" in causes


@pytest.mark.parametrize("missing", ["2026-01", "2026-03"])
def test_a_missing_month_stops_with_its_name_and_the_command(outputs: Path, appraise: Appraise, missing: str) -> None:
    """Q20; the last good result stays."""
    leave_months(outputs, 1)
    appraise("2026Q1")
    before = tree(outputs / "2026Q1")
    shutil.rmtree(outputs / missing)
    (outputs / missing / "待更正").mkdir(parents=True)
    answer = appraise("2026Q1")
    assert answer.status == "stopped"
    assert codes(answer) == ["Q20"]
    assert missing in answer.findings[0].message
    assert f"xinchou run {missing}" in answer.findings[0].remedy
    after = tree(outputs / "2026Q1")
    assert {name: data for name, data in after.items() if not name.startswith("待更正/")} == before
    assert "待更正/错误清单_2026Q1.xlsx" in after


def test_an_altered_file_of_a_month_stops_by_name(outputs: Path, appraise: Appraise) -> None:
    """Q21: figures somebody changed by hand move nobody's grade."""
    leave_months(outputs, 1)
    book = outputs / "2026-02" / "结转台账_2026-02.xlsx"
    book.write_bytes(book.read_bytes() + b"\0")
    answer = appraise("2026Q1")
    assert codes(answer) == ["Q21"]
    assert book.name in answer.findings[0].message
    assert "xinchou run 2026-02" in answer.findings[0].remedy


def test_an_altered_ledger_of_the_quarter_before_stops(outputs: Path, appraise: Appraise) -> None:
    """Q21 again, with the command of the quarter."""
    leave_months(outputs, 1, 2)
    appraise("2026Q1")
    book = outputs / "2026Q1" / "考核台账_2026Q1.xlsx"
    book.write_bytes(book.read_bytes() + b"\0")
    answer = appraise("2026Q2")
    assert codes(answer) == ["Q21"]
    assert "xinchou quarter 2026Q1" in answer.findings[0].remedy


def test_the_quarter_before_must_have_been_run_if_its_months_are_there(outputs: Path, appraise: Appraise) -> None:
    """Q22: streaks would begin anew unnoticed."""
    leave_months(outputs, 1, 2)
    answer = appraise("2026Q2")
    assert codes(answer) == ["Q22"]
    assert "xinchou quarter 2026Q1" in answer.findings[0].remedy


def test_a_gap_between_quarters_stops(outputs: Path, appraise: Appraise) -> None:
    """Q22 also when the months of the quarter before are gone but an older quarter is there."""
    leave_months(outputs, 1, 3)
    appraise("2026Q1")
    assert codes(appraise("2026Q3")) == ["Q22"]


def test_the_first_quarter_may_follow_months_of_a_quarter_that_was_not_whole(
    outputs: Path, appraise: Appraise
) -> None:
    """A system that began in February has no first quarter, and its second is the first one appraised."""
    leave_months(outputs, 1, 2)
    shutil.rmtree(outputs / "2026-01")
    answer = appraise("2026Q2")
    assert answer.status == "ok"
    assert set(codes(answer)) <= {"Q03"}


def test_a_month_run_again_after_its_quarter_is_told(outputs: Path, appraise: Appraise) -> None:
    """Q24 in the next quarter, naming both."""
    leave_months(outputs, 1, 2)
    appraise("2026Q1")
    shutil.rmtree(outputs / "2026-02")
    leave_month(outputs, "2026-02", people(), made(rich="1"))
    told = [told for told in appraise("2026Q2").findings if told.code == "Q24"]
    assert len(told) == 1
    assert "2026-02" in told[0].message
    assert "xinchou quarter 2026Q1" in told[0].remedy


def test_a_month_on_a_month_that_was_run_again_since(outputs: Path, appraise: Appraise) -> None:
    """Q29: March still rests on the February before; once it was run again, nothing is told."""
    leave_months(outputs, 1)
    assert "Q29" not in codes(appraise("2026Q1"))
    shutil.rmtree(outputs / "2026-02")
    leave_month(outputs, "2026-02", people(), made(rich="1"))
    answer = appraise("2026Q1")
    told = [told for told in answer.findings if told.code == "Q29"]
    assert [(one.level, one.message) for one in told] == [
        ("提醒", "2026-03是按旧的2026-02算的：它的期初不是2026-02现在的结转台账"),
    ]
    assert told[0].remedy == "请重新运行 xinchou run 2026-03 及以后各月，再重新运行 2026Q1"
    assert answer.status == "ok"
    shutil.rmtree(outputs / "2026-03")
    leave_month(outputs, "2026-03", people(), made(rich="1"))
    assert "Q29" not in codes(appraise("2026Q1"))


def test_the_first_month_of_a_quarter_on_an_older_month(outputs: Path, appraise: Appraise) -> None:
    """Q29 also over the edge of two quarters, and for a month that was run before the one before it was there."""
    leave_months(outputs, 1, 2)
    shutil.rmtree(outputs / "2026-03")
    leave_month(outputs, "2026-03", people(), made(rich="1"))
    record = read_record(outputs / "2026-06")
    write_run_json(outputs / "2026-06", {**record, "previous_ledger": None})
    appraise("2026Q1")
    told = [told.message.partition("是按")[0] for told in appraise("2026Q2").findings if told.code == "Q29"]
    assert told == ["2026-04", "2026-06"]


@pytest.mark.parametrize("total", [None, "12万元", "很多"])
def test_a_target_without_a_readable_figure(
    outputs: Path, inputs: Path, appraise: Appraise, total: str | None
) -> None:
    """A stop at its cell, no traceback: the checks after the schema run all the same."""
    leave_months(outputs, 1)
    deliver(inputs / "2026" / "年度计划.xlsx", [
        ("对象类别", "对象名称", "指标", "单位", "全年目标"), ("人员", RICH, "净收入", "万元", total),
        ("人员", POOR, "净收入", "万元", 1),
    ])  # fmt: skip
    answer = appraise("2026Q1")
    assert answer.status == "stopped"
    assert [one.cell for one in answer.findings if one.stops] == ["E2"]


def test_a_negative_target_stops(outputs: Path, inputs: Path, appraise: Appraise) -> None:
    """Q08 at its cell."""
    leave_months(outputs, 1)
    deliver(inputs / "2026" / "年度计划.xlsx", [
        ("对象类别", "对象名称", "指标", "单位", "全年目标"), ("人员", RICH, "净收入", "万元", -5),
    ])  # fmt: skip
    answer = appraise("2026Q1")
    assert [(one.code, one.cell) for one in answer.findings if one.stops] == [("Q08", "E2")]


def test_the_month_run_again_tells_of_its_quarter(outputs: Path, appraise: Appraise) -> None:
    """Q24 already when the month is run, not only in the next quarter; and no more once the quarter was run again."""
    leave_months(outputs, 1)
    assert quarter_rests_on(outputs, Period(2026, 2)) == []
    appraise("2026Q1")
    assert quarter_rests_on(outputs, Period(2026, 2)) == []
    shutil.rmtree(outputs / "2026-02")
    leave_month(outputs, "2026-02", people(), made(rich="1"))
    assert [told.code for told in quarter_rests_on(outputs, Period(2026, 2))] == ["Q24"]
    assert quarter_rests_on(outputs, Period(2026, 1)) == []
    appraise("2026Q1")
    assert quarter_rests_on(outputs, Period(2026, 2)) == []


def test_a_quarter_run_again_tells_of_the_next_one(outputs: Path, appraise: Appraise) -> None:
    """Q25, until the next one has been run on it."""
    leave_months(outputs, 1, 2)
    appraise("2026Q1")
    assert "Q25" not in codes(appraise("2026Q2"))
    shutil.rmtree(outputs / "2026-02")
    leave_month(outputs, "2026-02", people(), made(rich="1"))
    assert "Q25" in codes(appraise("2026Q1"))
    appraise("2026Q2")
    assert "Q25" not in codes(appraise("2026Q1"))


def test_a_grade_that_was_already_paid_otherwise_is_told(outputs: Path, appraise: Appraise) -> None:
    """Q26: April was computed before the quarter moved anybody."""
    leave_months(outputs, 1)
    leave_month(outputs, "2026-04", people(), made())
    told = [told for told in appraise("2026Q1").notices if told.code == "Q26"]
    assert len(told) == 1
    assert "xinchou run 2026-04" in told[0].remedy
    record = json.loads((outputs / "2026-04" / "run.json").read_bytes())
    used = Result(outputs / "2026Q1").outputs["级别变动_2026Q1.xlsx"]
    write_run_json(outputs / "2026-04", {**record, "results": {"2026Q1/级别变动_2026Q1.xlsx": used}})
    assert "Q26" not in codes(appraise("2026Q1"))


def test_the_first_quarter_takes_earlier_figures_from_openings(
    outputs: Path, inputs: Path, appraise: Appraise
) -> None:
    """往期 rows in inputs/2026Q1: the streak goes on from what was before the system."""
    leave_months(outputs, 1)
    deliver(inputs / "2026Q1" / "期初.xlsx", [
        ("工号", "台账", "余额", "来源期间"), (RICH, "往期：连续达上级", 4, "2025-12"),
    ])  # fmt: skip
    assert appraise("2026Q1").status == "ok"
    history = read_table(outputs / "2026Q1" / "考核台账_2026Q1.xlsx", APPRAISAL_HISTORY)
    streak = history[(history["employee_id"] == RICH) & (history["quantity"] == "连续达上级")]
    assert streak["figure"].tolist() == [Decimal(4), Decimal(5)]


MATTER = {
    "follow_up_id": "DB1", "raised_on": dt.date(2026, 2, 3), "employee_id": RICH, "matter": "对账单补寄",
    "due_on": dt.date(2026, 2, 13), "source": 1, "row": 2,
}  # fmt: skip


def matters(outputs: Path, span: str) -> dict[str, tuple[str, str]]:
    """Per matter its state and what is said of its register."""
    rows = read_table(outputs / span / "03_appraise_考核.xlsx", FOLLOW_UP_LIST).to_dict("records")
    return {row["follow_up_id"]: (row["follow_up_state"], row["registration"] or "") for row in rows}


def _leave_second_quarter(outputs: Path, **registers: list[dict[str, Any]]) -> None:
    for month in QUARTERS[2]:
        leave_month(outputs, month, people(), made(), follow_ups=registers.get(f"in_{month[5:]}", []))


def test_an_open_matter_goes_on_into_the_next_quarter(outputs: Path, appraise: Appraise) -> None:
    """February has it, no later register does: Q30 in both quarters, by its number; open in both lists."""
    for month in QUARTERS[1]:
        leave_month(outputs, month, people(), made(), follow_ups=[MATTER] if month == "2026-02" else [])
    _leave_second_quarter(outputs)
    for span in ("2026Q1", "2026Q2"):
        answer = appraise(span)
        told = [one.message for one in (*answer.findings, *answer.notices) if one.code == "Q30"]
        assert len(told) == 1
        assert "DB1（对账单补寄）最后登记在2026-02" in told[0]
        assert matters(outputs, span) == {"DB1": ("超期未办结", "未再登记，最后登记在2026-02")}


def test_a_later_register_closes_it(outputs: Path, appraise: Appraise) -> None:
    """Open in March, closed on 10 May says the register of May: done and told, and the third quarter knows nothing."""
    for month in QUARTERS[1]:
        leave_month(outputs, month, people(), made(), follow_ups=[] if month == "2026-01" else [MATTER])
    closed = {**MATTER, "closed_on": dt.date(2026, 5, 10), "told_on": dt.date(2026, 5, 12)}
    _leave_second_quarter(outputs, in_05=[closed])
    leave_months(outputs, 3)
    assert "Q30" not in codes(appraise("2026Q1"))
    assert "Q30" not in codes(appraise("2026Q2"))
    assert matters(outputs, "2026Q2") == {"DB1": ("办结已告知", "")}
    appraise("2026Q3")
    assert matters(outputs, "2026Q3") == {}


def test_a_ledger_of_before_matters_were_kept(outputs: Path, appraise: Appraise) -> None:
    """A quarter's ledger without the sheet leaves none open."""
    for month in QUARTERS[1]:
        leave_month(outputs, month, people(), made(), follow_ups=[MATTER] if month == "2026-03" else [])
    _leave_second_quarter(outputs)
    appraise("2026Q1")
    path = outputs / "2026Q1" / "考核台账_2026Q1.xlsx"
    book = openpyxl.load_workbook(path)
    del book["未结督办"]
    book.save(path)
    record = read_record(outputs / "2026Q1")
    write_run_json(outputs / "2026Q1", {name: told for name, told in record.items() if name != "outputs"})
    answer = appraise("2026Q2")
    assert answer.status == "ok", codes(answer)
    assert matters(outputs, "2026Q2") == {}


def test_openings_after_the_first_quarter_are_not_taken(outputs: Path, inputs: Path, appraise: Appraise) -> None:
    """Q27: the ledger of the quarter before says it all."""
    leave_months(outputs, 1, 2)
    appraise("2026Q1")
    deliver(inputs / "2026Q2" / "期初.xlsx", [
        ("工号", "台账", "余额", "来源期间"), (RICH, "往期：连续达上级", 4, "2025-12"),
    ])  # fmt: skip
    answer = appraise("2026Q2")
    assert codes(answer).count("Q27") == 1
    history = read_table(outputs / "2026Q2" / "考核台账_2026Q2.xlsx", APPRAISAL_HISTORY)
    assert not (history["origin"] == "2025-12").any()


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ((RICH, "往期：没有的量", 4, "2025-12"), "X19"),
        ((RICH, "往期：连续达上级", 4, "2026-01"), "X19"),
        ((RICH, "往期：连续达上级", 4, "去年"), "C20"),
        ((RICH, "风险金", 4, "2025-12"), "X80"),
    ],
)
def test_openings_that_cannot_be_used_stop(
    outputs: Path, inputs: Path, appraise: Appraise, row: tuple[object, ...], code: str
) -> None:
    """A quantity nobody knows, a month of the quarter itself, no month at all, a balance of a ledger."""
    leave_months(outputs, 1)
    deliver(inputs / "2026Q1" / "期初.xlsx", [("工号", "台账", "余额", "来源期间"), row])
    answer = appraise("2026Q1")
    assert answer.status == "stopped"
    assert code in codes(answer)
    assert (outputs / "2026Q1" / "待更正" / "标注" / "2026Q1" / "期初.xlsx").is_file()


def test_bad_deliveries_stop_with_a_marked_copy(outputs: Path, inputs: Path, appraise: Appraise) -> None:
    """A target without a unit, a record of an unknown person: each told at its cell, all at once."""
    leave_months(outputs, 1)
    deliver(inputs / "2026" / "年度计划.xlsx", [
        ("对象类别", "对象名称", "指标", "单位", "全年目标"), ("人员", RICH, "净收入", None, 500),
    ])  # fmt: skip
    deliver(inputs / "2026Q1" / "补充数据.xlsx", [
        ("工号", "项目", "数值", "事由", "批准人"), ("99999", "民主测评分", 90, None, None),
    ])  # fmt: skip
    answer = appraise("2026Q1")
    assert answer.status == "stopped"
    places = {told.code: (told.file, told.cell) for told in answer.findings if told.stops}
    assert ("2026/年度计划.xlsx", "D2") in places.values()
    assert ("2026Q1/补充数据.xlsx", "A2") in places.values()
    assert [path.name for path in (outputs / "2026Q1").iterdir()] == ["待更正"]


def test_further_data_and_decisions_by_hand_enter(outputs: Path, inputs: Path, appraise: Appraise) -> None:
    """A typed score counts, a decision stands before the proposal with reason and approver."""
    leave_months(outputs, 1)
    deliver(inputs / "2026Q1" / "补充数据.xlsx", [("工号", "项目", "数值"), (RICH, "民主测评分", 100)])
    deliver(inputs / "2026Q1" / "级别决定.xlsx", [
        ("工号", "原级别", "决定级别", "级别生效日期", "事由", "审批人"),
        (POOR, "中级", "中级", None, "长期病假", "王经理"),
    ])  # fmt: skip
    answer = appraise("2026Q1")
    assert answer.status == "ok", codes(answer)
    april = dt.date(2026, 4, 1)
    assert grades(outputs, "2026Q1") == {RICH: ("高级", april), POOR: ("中级", april)}
    rows = {
        row["employee_id"]: row
        for row in read_table(outputs / "2026Q1" / "05_grades_级别.xlsx", GRADE_PROPOSALS).to_dict("records")
    }
    assert rows[POOR]["decided_by_hand"]
    assert (rows[POOR]["proposed_grade"], rows[POOR]["final_grade"]) == ("初级", "中级")
    assert "长期病假" in rows[POOR]["conclusion"]


def test_a_decision_beside_another_name_or_on_a_day_of_the_span(
    outputs: Path, inputs: Path, appraise: Appraise
) -> None:
    """Two persons by 工号 and name stop it, and so does a day in the quarter; G07 tells of the former grade."""
    leave_months(outputs, 1)
    heads = ("工号", "姓名", "原级别", "决定级别", "级别生效日期", "事由", "审批人")
    path = inputs / "2026Q1" / "级别决定.xlsx"
    deliver(path, [heads, (POOR, "另一人", "高级", "中级", None, "长期病假", "王经理")])
    answer = appraise("2026Q1")
    assert answer.status == "stopped", codes(answer)
    told = {one.code: (one.cell, one.stops) for one in answer.findings}
    assert told == {"S41": ("B2", True), "G07": ("C2", False)}
    deliver(path, [heads, (POOR, None, "中级", "中级", dt.date(2026, 2, 1), "长期病假", "王经理")])
    assert [(one.code, one.cell) for one in appraise("2026Q1").findings] == [("Y27", "E2")]


def test_who_is_not_appraised_is_counted_apart(outputs: Path, inputs: Path, tmp_path: Path) -> None:
    """An appraisal of leaders alone is of nobody here: one decided by hand stands beside the count, which says so."""
    from pipeline.answers import span_text
    from pipeline.settings import load
    from pipeline.span_job import SpanRequest

    from .small import QUARTERLY, configuration

    leave_months(outputs, 1)
    deliver(inputs / "2026Q1" / "级别决定.xlsx", [
        ("工号", "决定级别", "事由", "审批人"), (POOR, "初级", "停职", "王经理"),
    ])  # fmt: skip
    leaders = ({**QUARTERLY, "who": "团队负责人"},)
    settings = load(configuration(tmp_path / "config.yaml", appraisals=leaders))
    answer = run_span(SpanRequest(Span(2026, 1), settings, inputs, outputs))
    assert answer.status == "ok", codes(answer)
    counted = ("考核人数", "晋级", "降级", "不变", "初次定级", "未考核而人工定级")
    assert [answer.totals[name] for name in counted] == [0, 0, 0, 0, 0, 1]
    assert "2026Q1 考核已算出：没有考核任何人，未考核而人工定级 1 人" in span_text(answer, colour=False)


def test_the_period_of_the_span_is_its_last_month(outputs: Path, appraise: Appraise) -> None:
    """The pay standard in force then judges the whole quarter, and its items bear that month."""
    leave_months(outputs, 1)
    appraise("2026Q1")
    history = read_table(outputs / "2026Q1" / "考核台账_2026Q1.xlsx", APPRAISAL_HISTORY)
    assert set(history[history["quantity"] == "季度得分"]["origin"]) == {str(Period(2026, 3))}


def test_run_json_names_everything_the_quarter_rests_on(outputs: Path, inputs: Path, appraise: Appraise) -> None:
    """Files of months with their sha256, deliveries, the ledger before, totals."""
    leave_months(outputs, 1, 2)
    deliver(inputs / "2026Q1" / "补充数据.xlsx", [("工号", "项目", "数值"), (RICH, "民主测评分", 100)])
    appraise("2026Q1")
    appraise("2026Q2")
    first, second = (json.loads((outputs / span / "run.json").read_bytes()) for span in ("2026Q1", "2026Q2"))
    assert list(first["inputs"]) == ["2026Q1/补充数据.xlsx"]
    assert {name.split("/")[0] for name in first["results"]} == set(QUARTERS[1])
    assert {name.split("/")[0] for name in second["results"]} == {*QUARTERS[2], "2026Q1"}
    assert second["results"]["2026Q1/考核台账_2026Q1.xlsx"] == first["outputs"]["考核台账_2026Q1.xlsx"]
    assert first["totals"]["晋级"] == "1"


def test_a_standard_without_appraisals_is_told(outputs: Path, inputs: Path, tmp_path: Path) -> None:
    """Q28: classes and visits are made all the same, nobody's grade is moved."""
    from pipeline.settings import load
    from pipeline.span_job import SpanRequest

    from .small import configuration

    leave_months(outputs, 1)
    settings = load(configuration(tmp_path / "config.yaml", appraisals=()))
    answer = run_span(SpanRequest(Span(2026, 1), settings, inputs, outputs))
    assert answer.status == "ok"
    assert "Q28" in codes(answer)
    assert grades(outputs, "2026Q1") == {}
