"""``xinchou explain`` of a quarter and of a year: grade and score of one person, down to cells of the months."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.archive.record import verify_outputs
from schemas.appraisal import APPRAISAL_HISTORY
from tests.archive.results import tree

from .months import leave_month
from .test_command import options as options
from .test_command import said
from .test_quarter import POOR, RICH, leave_months, made, people

PLACE = re.compile(r"^ *(\S+)/(\S+\.xlsx) \[(.+)\] ([A-Z]+[0-9]+)$")


def cells(text: str, outputs: Path) -> list[tuple[str, Any]]:
    """Every place told, as the result it is of and what stands there."""
    found = []
    for match in filter(None, map(PLACE.match, text.splitlines())):
        sheet = openpyxl.load_workbook(outputs / match[1] / match[2])[match[3]]
        found.append((match[1], sheet[match[4]].value))
    return found


def test_a_grade_is_explained_down_to_the_cells_of_its_months(outputs: Path, options: list[str]) -> None:
    """3 × 4,000 miss the 45,000 of 中级; the score is half of 90 and half of the 80 that nobody delivered otherwise."""
    leave_months(outputs, 1)
    said("quarter", "2026Q1", *options)
    answer = said("explain", "2026Q1", POOR, *options)
    lines = [line.strip() for line in answer.stdout.splitlines()]
    assert answer.exit_code == 0
    assert lines[:2] == [f"{POOR} 员工{POOR}", "级别 = 中级 → 初级（第十七条）"]
    assert lines[2].endswith("降一级为初级，自2026-04-01起（第十七条）")
    for words in (
        "达到本级 = 否（第十七条）", "级别标准（中级） = 不成立（第十七条）", "净收入实绩 = 12000",
        "─ 2026-02 归属净佣金 4,000.00", "季度得分 = 85 分（第十七条）", "─ 往期 2026-01 职责得分 90",
    ):  # fmt: skip
        assert words in lines, words
    found = cells(answer.stdout, outputs)
    months = ("2026-01", "2026-02", "2026-03")
    assert sorted(found) == [(month, value) for month in months for value in (90, 4000)]


def test_an_item_alone_as_data(outputs: Path, options: list[str]) -> None:
    """The same tree as a month's explanation has."""
    leave_months(outputs, 1)
    answer = json.loads(said("explain", "2026q1", RICH, "连续达上级", *options, "--json").stdout)
    assert (answer["status"], answer["period"], answer["person"]) == ("ok", "2026Q1", f"{RICH} 员工{RICH}")
    assert answer["notice"] == "还没有正式结果（未运行 xinchou quarter 2026Q1），以下按各月现有的结果计算。"
    [figure] = answer["figures"]
    assert (figure["name"], figure["value"], figure["unit"]) == ("连续达上级", "1", "期")
    assert [part["name"] for part in figure["parts"]] == ["达到上级"]


def test_a_streak_leads_to_the_ledger_of_the_quarter_before(outputs: Path, options: list[str]) -> None:
    """One quarter before this one, as its ledger holds it; the explanation itself changes nothing."""
    leave_months(outputs, 1, 2)
    for quarter in ("2026Q1", "2026Q2"):
        said("quarter", quarter, *options)
    before = tree(outputs)
    told = said("explain", "2026Q2", RICH, "连续达上级", *options).stdout
    [earlier] = [cell for cell in cells(told, outputs) if cell[0] == "2026Q1"]
    assert earlier == ("2026Q1", 1)
    assert APPRAISAL_HISTORY.heading in told
    assert tree(outputs) == before
    assert verify_outputs(outputs / "2026Q2") == []


def test_a_year_leads_to_the_ledger_of_its_last_quarter(outputs: Path, options: list[str]) -> None:
    """The mean of four scores of 85, and the rank among three, all of the same score."""
    leave_months(outputs, 1, 2, 3, 4)
    for quarter in range(1, 5):
        said("quarter", f"2026Q{quarter}", *options)
    said("year", "2026", *options)
    answer = said("explain", "2026", POOR, *options)
    assert "年度得分 = 85 分（第十八条）" in answer.stdout
    assert cells(answer.stdout, outputs) == [("2026Q4", 85)] * 4


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("2026Q1", "10009"), "2026Q1的考核没有工号“10009”；最接近的是“1000"),
        (("2026Q1", POOR, "季度得份"), "没有“季度得份”这个项目；最接近的是“季度得分”"),
        (("2026Q2", POOR), "2026Q2有阻断错误，还没有算出考核；请先运行 xinchou quarter 2026Q2 并更正"),
        (("2026Q5", POOR), "“2026Q5”不是月份、季度或年度，应写成 2026-01、2026Q1 或 2026"),
    ],
)
def test_what_cannot_be_explained_is_refused(
    words: tuple[str, ...], told: str, outputs: Path, options: list[str]
) -> None:
    """Exit code 2 and what to type instead; months that are not there are the quarter's to tell."""
    leave_months(outputs, 1)
    answer = said("explain", *words, *options)
    assert answer.exit_code == 2
    assert told in answer.stderr


def test_a_month_run_again_since_is_told(outputs: Path, options: list[str]) -> None:
    """The figures are those of now, which the signed table may not have."""
    leave_months(outputs, 1)
    said("quarter", "2026Q1", *options)
    (outputs / "2026-03").rename(outputs.parent / "before")
    leave_month(outputs, "2026-03", people(), made(poor="5000"))
    answer = said("explain", "2026Q1", POOR, *options)
    assert answer.stdout.splitlines()[1].startswith("注意：各月的结果或交来的文件在上次运行之后有变化")
    assert ("2026-03", 5000) in cells(answer.stdout, outputs)
    assert "净收入实绩 = 13000" in answer.stdout
