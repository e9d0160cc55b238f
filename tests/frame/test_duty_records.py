"""A month with records of duty: seen where they were delivered, and unseen where they were not."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from .mini import AGENT, EMPLOYEE, Mini

LEAVE = {"工号": EMPLOYEE, "假别": "年假", "开始日期": "2026-01-05", "结束日期": "2026-01-05", "批准日期": "2026-01-06"}
DUTIES = {
    "工作日志抽查": [{"工号": EMPLOYEE, "日志日期": "2026-01-05", "抽查结果": "合格"}],
    "会议登记": [{"会议日期": "2026-01-05", "会议类别": "周例会", "工号": EMPLOYEE, "到会情况": "出席"}],
    "请假单": [LEAVE],
    "客户走访日志": [{"走访日期": "2026-01-06", "工号": AGENT, "客户号": "C1"}],
}
HEADINGS = {*DUTIES, "督办事项", "奖惩", "培训记录", "级别决定"}


def sheets(mini: Mini) -> set[str]:
    """The sheets of the book of what was delivered."""
    return set(openpyxl.load_workbook(mini.outputs / "2026-01" / "01_intake_接收.xlsx", read_only=True).sheetnames)


def test_kinds_that_were_not_delivered_have_no_sheet(tmp_path: Path) -> None:
    """A branch that keeps no such records sees none."""
    mini = Mini(tmp_path).deliver("2026-01")
    assert mini.run("2026-01")["status"] == "ok"
    assert not sheets(mini) & HEADINGS


def test_kinds_that_were_delivered_have_theirs(tmp_path: Path) -> None:
    """With what is to be said of them, at its cell."""
    mini = Mini(tmp_path).deliver("2026-01", **DUTIES)
    answer = mini.run("2026-01")
    assert answer["status"] == "ok"
    assert sheets(mini) & HEADINGS == {*DUTIES}
    late = [(found["file"], found["column"]) for found in answer["findings"] if found["code"] == "Y04"]
    assert late == [("请假单.csv", "批准日期")]


def test_a_stop_in_a_record_of_duty_stops_the_month(tmp_path: Path) -> None:
    """Nothing is written but the error list."""
    mini = Mini(tmp_path).deliver("2026-01", 请假单=[LEAVE | {"结束日期": "2026-01-04"}])
    answer = mini.run("2026-01")
    assert answer["status"] == "stopped"
    assert [found["code"] for found in answer["findings"] if found["level"] == "阻断"] == ["Y03"]
    assert not (mini.outputs / "2026-01" / "run.json").exists()
