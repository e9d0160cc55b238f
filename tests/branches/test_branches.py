"""The branch maker keeps its promises: valid branches, always the same, with attendance that adds up."""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest

from . import dingtalk, mark_matrix, spelling
from .attendance import sum_days
from .attendance_files import LAYOUTS, attendance_sheet
from .contributions import lowest_pay
from .example import FOLDER, PERIODS, credited, debtor, make_quarter, write_example
from .layouts import write_branch
from .model import KINDS, make_branch
from .table_columns import COLUMNS
from .validity import problems

SEEDS = range(6)


def _facts(branch: dict[str, Any]) -> dict[str, Any]:
    return {kind: branch[kind] for kind in KINDS}


@pytest.mark.parametrize("seed", SEEDS)
def test_every_branch_is_valid_for_three_months(seed: int) -> None:
    """A seed gives three months in a row that break no rule of the scheme."""
    previous = None
    for period in ("2026-01", "2026-02", "2026-03"):
        previous = make_branch(seed, period, previous=previous)
        assert problems(previous) == []


@pytest.mark.parametrize(
    ("people", "customers", "period"), [(1, 1, "2026-02"), (3, 5, "2026-05"), (40, 300, "2025-10")]
)
def test_branches_of_any_size_and_start_are_valid(people: int, customers: int, period: str) -> None:
    """One person with one customer is a branch, too."""
    for seed in SEEDS:
        assert problems(make_branch(seed, period, people=people, customers=customers)) == []


def test_same_seed_same_branch() -> None:
    """The same arguments give the same facts; another seed gives others."""
    assert _facts(make_branch(5, "2026-01")) == _facts(make_branch(5, "2026-01"))
    assert _facts(make_branch(5, "2026-01")) != _facts(make_branch(6, "2026-01"))


def test_edges_are_met() -> None:
    """Over a few seeds the edges worth testing occur."""
    branches = [make_branch(seed, "2026-01") for seed in range(30)]
    customers = [row for branch in branches for row in branch["客户业绩"]]
    known = [{row["工号"] for row in branch["花名册"]} for branch in branches]
    assert {row["期末资产"] for row in customers} >= {Decimal("20000.00"), Decimal("19999.99"), Decimal("20000.01")}
    assert {row["开户日期"] for row in customers} >= {dt.date(2025, 11, 1), dt.date(2025, 10, 31)}
    assert {row["客户状态"] for row in customers} == {"正常", "休眠", "销户", "回流"}
    assert any(row["净佣金"] < 0 for row in customers)
    assert any(row["失效日期"] == dt.date(2026, 1, 31) for branch in branches for row in branch["客户关系"])
    assert any(
        row["工号"] not in codes for branch, codes in zip(branches, known, strict=True) for row in branch["客户关系"]
    )
    assert any(lowest_pay(branch, row) < 0 for branch in branches for row in branch["花名册"])
    assert any(row["来源期间"] == "2025-01" for branch in branches for row in branch["期初"] if row["台账"] == "风险金")


def test_contributions_never_exceed_the_lowest_pay() -> None:
    """Whoever might earn too little has no contributions, so that 实发 cannot be negative."""
    for seed in SEEDS:
        branch = make_branch(seed, "2026-01")
        people = {row["工号"]: row for row in branch["花名册"]}
        for row in branch["社保及专项"]:
            taken = sum(row[name] for name in list(COLUMNS["社保及专项"])[1:5])
            assert not taken or taken < lowest_pay(branch, people[row["工号"]])


def test_plain_workbooks_hold_exactly_the_facts(tmp_path: Path) -> None:
    """Read back cell by cell, a plain folder is the branch."""
    branch = make_branch(3, "2026-01")
    write_branch(branch, tmp_path, seed=1, variety="plain")
    for kind, columns in COLUMNS.items():
        if branch.get(kind):
            page = openpyxl.load_workbook(tmp_path / f"{kind}.xlsx").worksheets[0]
            rows = list(page.iter_rows(values_only=True))
            assert list(rows[0]) == list(columns)
            expected = [[_as_read(row[name]) for name in columns] for row in branch[kind]]
            assert [list(row) for row in rows[1:]] == expected


def _as_read(value: Any) -> Any:
    if isinstance(value, dt.date):
        return dt.datetime.combine(value, dt.time())
    return float(value) if isinstance(value, Decimal) else value


@pytest.mark.parametrize("variety", ["plain", "realistic", "wild"])
def test_workbooks_are_the_same_bytes_each_time(variety: str, tmp_path: Path) -> None:
    """Nothing of the clock gets into a file."""
    branch = make_branch(4, "2026-01")
    for seed in range(3):
        first = write_branch(branch, tmp_path / f"a{seed}", seed=seed, variety=variety)
        again = write_branch(branch, tmp_path / f"b{seed}", seed=seed, variety=variety)
        assert len(set(first)) == len(first)
        assert [_digest(file) for file in first] == [_digest(file) for file in again]


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_dingtalk_month_columns_add_up_to_the_model() -> None:
    """The counting columns of a 月度汇总 are the model's month facts."""
    branch = make_branch(8, "2026-01")
    people = [row for row in branch["花名册"] if row["工号"] in {fact["工号"] for fact in branch["考勤"]}]
    sheet = attendance_sheet(Random(1), branch, "钉钉月度汇总", people, "realistic")
    headings = [upper if lower is None else lower for upper, lower in zip(sheet.rows[2], sheet.rows[3], strict=True)]
    facts = {row["工号"]: row for row in branch["考勤"]}
    for row in sheet.rows[4:]:
        cells = dict(zip(headings, row, strict=True))
        fact = facts[cells["工号"]]
        assert cells["出勤天数"] == fact["出勤天数"]
        assert cells["迟到次数"] == fact["迟到次数"]
        assert cells["上班缺卡次数"] + cells["下班缺卡次数"] == fact["缺卡次数"]
        assert cells["年假(天)"] + cells["调休(天)"] == fact["带薪假天数"]
        assert sum(str(cell).count("上班迟到") for cell in row) == fact["迟到次数"]


def test_every_attendance_layout_has_every_person() -> None:
    """No layout loses anybody."""
    branch = make_branch(8, "2026-02")
    people = [row for row in branch["花名册"] if row["工号"] in {fact["工号"] for fact in branch["考勤"]}]
    for layout in LAYOUTS:
        sheet = attendance_sheet(Random(1), branch, layout, people, "wild")
        cells = {cell for row in sheet.rows for cell in row if isinstance(cell, str)}
        assert {row["工号"] for row in people} <= cells


def test_matrix_marks_and_wecom_rows_say_the_month_facts() -> None:
    """Counted back from the marks, and read from the 月报, every person has the model's facts."""
    for seed in SEEDS:
        branch = make_branch(seed, "2026-01")
        facts = {row["工号"]: row for row in branch["考勤"]}
        people = [row for row in branch["花名册"] if row["工号"] in facts]
        report = attendance_sheet(Random(1), branch, "企业微信月报", people, "realistic")
        for row in report.rows[4:]:
            cells = {
                name.split("(")[0]: 0 if cell == "--" else cell for name, cell in zip(report.rows[3], row, strict=True)
            }
            fact = facts[cells["工号"]]
            shared = ("应出勤天数", "出勤天数", "旷工天数", "迟到次数", "早退次数", "缺卡次数")
            assert [cells[name] for name in shared] == [fact[name] for name in shared]
            assert (cells["事假"], cells["病假"]) == (fact["事假天数"], fact["病假天数"])
            assert cells["年假"] + cells["调休"] == fact["带薪假天数"]
        for code, marks in _marks_by_person(branch, people).items():
            assert _days_of(marks, "○") == facts[code]["事假天数"]
            assert _days_of(marks, "☆") == facts[code]["病假天数"]
            assert _days_of(marks, "◇") == facts[code]["带薪假天数"]
            assert _days_of(marks, "×") == facts[code]["旷工天数"]
            assert sum("△" in mark for mark in marks) == facts[code]["迟到次数"]
            assert sum("▽" in mark for mark in marks) == facts[code]["早退次数"]
            assert sum(mark != "■" for mark in marks) == facts[code]["应出勤天数"]


def _marks_by_person(branch: dict[str, Any], people: list[dict[str, Any]]) -> dict[str, list[str]]:
    sheet = attendance_sheet(Random(1), branch, "考勤符号表", people, "realistic")
    at = sheet.rows[1].index("工号")
    first_day_at = next(index for index, cell in enumerate(sheet.rows[1]) if cell in (1, "１"))
    codes = {row["工号"] for row in people}
    days = slice(first_day_at, first_day_at + 31)
    return {row[at]: [cell for cell in row[days] if cell] for row in sheet.rows if len(row) > at and row[at] in codes}


def _days_of(marks: list[str], sign: str) -> Decimal:
    parts = [mark.split(sign)[1] for mark in marks if sign in mark]
    return sum((Decimal("0.5") if part.startswith("0.5") else Decimal(1) for part in parts), Decimal(0))


def test_marks_of_a_day() -> None:
    """Two marks in a cell, half days with their number, attendance ticked only when alone."""
    one, half = Decimal(1), Decimal("0.5")
    assert mark_matrix.mark({"marks": [("正常", one)]}) == "√"
    assert mark_matrix.mark({"marks": [("正常", half), ("事假", half), ("迟到", one)]}) == "△○0.5"
    assert mark_matrix.mark({"marks": []}) == "■"
    assert dingtalk.approval(Random(0), "事假", dt.date(2026, 1, 5), half).endswith("4小时")
    assert sum_days({"工号": "1", "姓名": "甲"}, [{"marks": [("正常", half), ("事假", half)]}])["事假天数"] == half


def test_a_spelling_keeps_the_amount() -> None:
    """Scaling to 万元 is exact, and every text of an amount can be read back."""
    assert spelling.scaled(Decimal("123456.78"), 10000) * 10000 == Decimal("123456.78")
    assert spelling.spell_money(Decimal("-1234.50"), "accounting-text") == "（1,234.50）"
    assert spelling.spell_money(Decimal("12.345678"), "thousands") == "12.345678"
    assert spelling.spell_share(Decimal("0.3333"), "percent-text") == "33.33%"


def test_the_example_is_a_believable_branch() -> None:
    """Three teams, twenty people, one leaver and one joiner in the quarter, one debt in January."""
    quarter = make_quarter()
    assert [problems(branch) for branch in quarter.values()] == [[], [], []]
    january, march = quarter[PERIODS[0]], quarter[PERIODS[-1]]
    posts = [row["岗位"] for row in january["花名册"]]
    assert [posts.count(post) for post in ("团队负责人", "证券经纪人", "兼职")] == [3, 1, 2]
    assert len(january["客户业绩"]) >= 600
    assert sum(row["离职日期"] is not None for branch in quarter.values() for row in branch["花名册"]) == 1
    assert len({row["工号"] for row in march["花名册"]} - {row["工号"] for row in january["花名册"]}) == 1
    assert lowest_pay(january, debtor(january)) + credited(january)[debtor(january)["工号"]] * Decimal("0.25") < 0
    assert [bool(branch["期初"]) for branch in quarter.values()] == [True, False, False]


def test_the_example_on_file_is_what_the_maker_writes(tmp_path: Path) -> None:
    """The committed example is current: making it again gives the same files and the same bytes."""
    made = {file.relative_to(tmp_path): _digest(file) for file in write_example(tmp_path)}
    on_file = {file.relative_to(FOLDER): _digest(file) for file in FOLDER.rglob("*") if file.is_file()}
    assert made == on_file
