"""Duty records of random branches: no rule broken, the same each time, and read back as they were from any workbook."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from pipeline.intake.month import Month, read_month
from pipeline.intake.settings import IntakeSettings
from pipeline.intake.span import read_span
from pipeline.period import Period, Span
from schemas.intake import DUTY_KINDS, PROVENANCE, TARGETS
from schemas.table import Table

from .duties import Duties, decision, make_duties
from .duty_columns import MONTHLY
from .duty_files import write_duties
from .duty_targets import make_targets
from .layouts import write_branch
from .model import make_branch
from .workdays import first_day

INDICATORS = {"净收入": ("元", "合计", 8000), "新增户": ("户", "合计", 3), "日均资产": ("元", "期末", 900000),
              "评分": ("分", "平均", 80)}  # fmt: skip
YES = {"是": True, "否": False}


def duties_of(seed: int, edges: bool = False) -> tuple[dict[str, Any], Duties]:
    """A branch-month and its duty records, with one grade decided by hand."""
    branch = make_branch(seed, "2026-01", people=16, customers=60)
    made = make_duties(Random(seed), branch, edges=edges)
    person = next(row for row in branch["花名册"] if row["级别"] == "中级")
    return branch, made | {"级别决定": [decision(person, "高级", first_day("2026-02"))]}


def month_of(folder: Path) -> Month:
    """January 2026 of a folder."""
    return read_month(folder, Period(2026, 1), IntakeSettings())


def plain(value: Any) -> Any:
    """A value of a row or a record, comparable."""
    if isinstance(value, str):
        return YES.get(value, value)
    is_figure = isinstance(value, Decimal | int) and not isinstance(value, bool)
    return Decimal(value).normalize() if is_figure else value


def rows_of(rows: list[dict[str, Any]], table: Table, by_heading: bool) -> list[str]:
    """The rows of a kind in an order of their own."""
    names = [column for column in table.columns if column.name not in PROVENANCE]
    keys = [column.heading if by_heading else column.name for column in names]
    return sorted(str([plain(row.get(key)) for key in keys]) for row in rows)


@pytest.mark.parametrize(
    ("seed", "variety"),
    [(1, "plain"), (2, "realistic"), (3, "realistic"), (4, "wild"), (5, "wild"), (6, "wild"), (7, "wild")],
)
def test_every_duty_record_comes_back(tmp_path: Path, seed: int, variety: str) -> None:
    """Whatever the layouts and their noise, every kind is known for what it is and every fact is the model's."""
    branch, duties = duties_of(seed, edges=bool(seed % 2))
    write_branch(branch | duties, tmp_path, seed=seed, variety=variety)
    month = month_of(tmp_path)
    assert [found for found in month.findings if found.stops and found.code != "S12"] == []
    for kind in DUTY_KINDS:
        found = rows_of(month.tables[kind.name].to_pylist(), kind, by_heading=False)
        assert found == rows_of(duties[kind.heading], kind, by_heading=True), kind.heading


def test_the_other_kinds_are_untouched(tmp_path: Path) -> None:
    """The files of a branch are the same bytes, with duty records beside them or without."""
    branch, duties = duties_of(3)
    alone = write_branch(branch, tmp_path / "alone", seed=3)
    beside = write_branch(branch | duties, tmp_path / "beside", seed=3)
    assert [path.name for path in alone] == [path.name for path in beside][: len(alone)]
    assert all(one.read_bytes() == other.read_bytes() for one, other in zip(alone, beside, strict=False))


def test_the_same_chance_gives_the_same_rows() -> None:
    """And other chance others."""
    assert duties_of(8)[1] == duties_of(8)[1]
    assert duties_of(8)[1] != duties_of(9)[1]


@pytest.mark.parametrize("edges", [False, True])
def test_no_rule_is_broken_over_three_months(edges: bool) -> None:
    """Days lie in the month and in order, numbers stand once, open matters come again next month and no others."""
    branch, before = None, None
    for period in ("2026-01", "2026-02", "2026-03"):
        branch = make_branch(11, period, previous=branch, people=16, customers=60)
        duties = make_duties(Random(f"11/{period}"), branch, previous=before, edges=edges)
        roster = {row["工号"] for row in branch["花名册"]}
        assert set(duties) == set(MONTHLY)
        assert all(row["工号"] in roster | {None} for rows in duties.values() for row in rows)
        numbers = [row["督办编号"] for row in duties["督办事项"]]
        assert len(numbers) == len(set(numbers))
        opened = {row["督办编号"] for row in (before or {}).get("督办事项", []) if row["办结日期"] is None}
        assert opened <= set(numbers)
        assert all(row["提出日期"] <= (row["办结日期"] or row["提出日期"]) for row in duties["督办事项"])
        before = duties


def test_what_is_rare_occurs() -> None:
    """Over a few branches every word of every choice is met, leave late and refused, matters told and not told."""
    made = [duties_of(seed, edges=True)[1] for seed in range(8)]
    rows = {kind: [row for duties in made for row in duties[kind]] for kind in MONTHLY}
    assert {row["抽查结果"] for row in rows["工作日志抽查"]} == {"合格", "不合格", "未写"}
    assert {row["到会情况"] for row in rows["会议登记"]} == {None, "出席", "迟到", "请假", "缺席"}
    assert {row["是否召开"] for row in rows["会议登记"]} == {"是", "否"}
    assert {row["审批结果"] for row in rows["请假单"]} == {"同意", "不同意"}
    assert {row["批准日期"] > row["开始日期"] for row in rows["请假单"]} == {True, False}
    assert {row["告知客户日期"] is None for row in rows["督办事项"] if row["办结日期"]} == {True, False}
    assert {row["同行人"] is None for row in rows["客户走访日志"]} == {True, False}
    assert {row["是否合格"] for row in rows["培训记录"]} == {None, "是", "否"}


@pytest.mark.parametrize("variety", ["plain", "realistic", "wild"])
@pytest.mark.parametrize("by_month", [True, False])
def test_the_plan_of_a_year_comes_back(tmp_path: Path, variety: str, by_month: bool) -> None:
    """From the folder of the year, for the year and for a quarter of it."""
    branch = make_branch(12, "2026-01", people=12, customers=40)
    rows = make_targets(Random(12), branch, INDICATORS, by_month=by_month)
    write_duties({"年度计划": rows}, tmp_path / "2026", "2026-01", seed=12, variety=variety)
    for span in ("2026", "2026Q3"):
        read = read_span(tmp_path, Span.parse(span), IntakeSettings())
        assert [found for found in read.findings if found.stops] == []
        found = rows_of(read.tables["targets"].to_pylist(), TARGETS, by_heading=False)
        assert found == rows_of(rows, TARGETS, by_heading=True)
