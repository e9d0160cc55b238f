"""A month that moves grades itself, as a clerk runs it: the next month pays by what its closing ledger hands on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.carry import carried_into
from pipeline.period import Period
from tests.frame.mini import EMPLOYEE, Mini
from tests.frame.tables import PROJECT

ITEM = """\
      - {name: 下月级别, who: 雇员, unit: 文字, source: 第三十条,
         formula: "如果(归属净佣金 ≥ 1万, 级别移动(级别, 1), 级别)"}
"""
APPRAISAL = """\
      - name: 月度定级
        every: 每月
        who: 雇员
        source: 第三十条
        grading: {proposed: 下月级别, after: 1, source: 第三十条}
"""


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Mini:
    """March is run: a 中级 with 10,778.18 of net commission, where 10,000 are enough to go up."""
    folder = tmp_path_factory.mktemp("branch")
    text = (PROJECT / "config.yaml").read_text(encoding="utf-8")
    for head, piece in (("    items:\n", ITEM), ("    appraisals:\n", APPRAISAL)):
        text = text.replace(head, head + piece, 1)
    (folder / "config.yaml").write_text(text, encoding="utf-8")
    mini = Mini(folder, folder / "config.yaml").deliver("2026-03").deliver("2026-04")
    assert mini.run("2026-03")["status"] == "ok"
    return mini


def test_the_closing_ledger_hands_on_both_grades(branch: Mini) -> None:
    """The old one until the last of March, the new one since the first of April, with its origin."""
    rows = [row for row in carried_into(branch.outputs, Period(2026, 4)).grades if row["employee_id"] == EMPLOYEE]
    told = [(row["grade"], str(row["grade_until"] or ""), row["grade_origin"], row["origin_period"]) for row in rows]
    assert told == [("中级", "2026-03-31", "期初", "2026-03"), ("高级", "", "月度", "2026-03")]
    assert str(rows[1]["grade_since"]) == "2026-04-01"


def test_the_next_month_pays_by_it(branch: Mini) -> None:
    """底薪 3800 in March by the old grade, 4800 in April although the roster still says 中级, which is told."""
    (told,) = branch.messages("2026-04", "G04")
    assert "花名册为中级，级别台账为高级（月度考核2026-03，自2026-04-01）" in told
    assert "3,800.00" in branch.command("explain", "2026-03", EMPLOYEE, "应计底薪").output
    assert "4,800.00" in branch.command("explain", "2026-04", EMPLOYEE, "应计底薪").output


def test_a_decision_by_hand_goes_before_it(branch: Mini, tmp_path: Path) -> None:
    """Against the rule, with reason and approver, from the very day: 中级 is paid, and nobody contradicts."""
    shutil.copytree(branch.folder, tmp_path / "branch")
    kept = Mini(tmp_path / "branch", branch.config)
    decision = {"工号": EMPLOYEE, "决定级别": "中级", "级别生效日期": "2026-04-01", "事由": "暂缓", "审批人": "经理"}
    kept.deliver("2026-04", 级别决定=[decision])
    assert kept.messages("2026-04", "G01") == []
    assert "3,800.00" in kept.command("explain", "2026-04", EMPLOYEE, "应计底薪").output
