"""Writes the example branch's first quarter into the inputs folder: ``python -m tests.branches.example``.

A believable branch of three teams, twenty people and about 640 customers; the files are the same bytes each time.
"""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from .activity import adjustment, voucher
from .attendance_files import attendance_sheet
from .example_files import MONTHS
from .formats import TEXT_STYLES, write_book
from .grid import Book, Sheet
from .model import make_branch
from .names import TEAMS
from .noise import choose_noise
from .numbers import fen
from .slip_forms import form_sheet, single_forms
from .tables import lay_out
from .workdays import last_day

Branch = dict[str, Any]
Row = dict[str, Any]
SEED = 36
PERIODS = ("2026-01", "2026-02", "2026-03")
FOLDER = Path(__file__).parents[2] / "inputs" / "示例"
DEBT = Decimal("2600.00")


def make_quarter(seed: int = SEED) -> dict[str, Branch]:
    """The three branch-months of the example."""
    quarter: dict[str, Branch] = {}
    previous = None
    for period in PERIODS:
        previous = quarter[period] = make_branch(
            seed,
            period,
            previous=previous,
            people=20,
            customers=640,
            edges=False,
            blank_slips=False,
            shape=_shape_january if period == PERIODS[0] else None,
        )
    return quarter


def write_example(folder: Path = FOLDER) -> list[Path]:
    """(Re)write the three months below a folder; returns the files."""
    written: list[Path] = []
    for period, branch in make_quarter().items():
        shutil.rmtree(folder / period, ignore_errors=True)
        rng = Random(f"{SEED}/{period}/example")
        for name, book, style in _planned(rng, branch, MONTHS[period]):
            written.append(write_book(book, folder / period / name, style))
    return written


def credited(branch: Branch) -> dict[str, Decimal]:
    """About how much 净佣金 each person is credited with: enough to choose people by, not to pay them."""
    last = last_day(branch["period"])
    nets = {row["客户号"]: row["净佣金"] for row in branch["客户业绩"]}
    totals = {row["工号"]: Decimal(0) for row in branch["花名册"]}
    for row in branch["客户关系"]:
        in_force = row["生效日期"] <= last and (row["失效日期"] is None or row["失效日期"] > last)
        if row["关系类型"] == "开发" and in_force and row["工号"] in totals:
            totals[row["工号"]] += nets[row["客户号"]] * (row["分成比例"] or Decimal(1))
    return totals


def debtor(branch: Branch) -> Row:
    """The 见习 manager with the least commission: the one whose January ends in debt."""
    totals = credited(branch)
    juniors = [row for row in branch["花名册"] if row["岗位"] == "客户经理" and row["级别"] == "见习"]
    return min(juniors, key=lambda row: totals[row["工号"]])


def _shape_january(branch: Branch) -> None:
    """One valid complaint, and one clawback larger than the month's pay."""
    person = debtor(branch)
    others = [row for row in branch["花名册"] if row["岗位"] == "客户经理" and row["级别"] in ("中级", "高级")]
    branch["违规投诉"] = [
        {
            "日期": last_day(branch["period"]).replace(day=13),
            "工号": others[0]["工号"],
            "类别": "投诉",
            "是否有效": "是",
            "说明": "客户投诉回访不及时，经核实属实",
        },
        {
            "日期": last_day(branch["period"]).replace(day=21),
            "工号": others[1]["工号"],
            "类别": "投诉",
            "是否有效": "否",
            "说明": "客户误解收费标准",
        },
    ]
    branch["产品销售"] = [row for row in branch["产品销售"] if row["工号"] != person["工号"]]
    entries = branch["手工调整"] = [row for row in branch["手工调整"] if row["工号"] != person["工号"]]
    pay = Decimal(2500) + credited(branch)[person["工号"]] * Decimal("0.18")
    clawback = fen(-(pay + DEBT).quantize(Decimal("1E2")))
    entries.append(
        adjustment(Random(SEED), voucher(branch["period"], 90), person["工号"], clawback, "2025年度误发绩效追回")
    )


def _planned(rng: Random, branch: Branch, plan: list[tuple[str, str, tuple[str, ...]]]) -> list[tuple[str, Book, str]]:
    """Name, book and style of each file of a month, as the plan lists them."""
    rows: dict[str, list[Row]] = {kind: branch[kind] for kind in branch if not kind.startswith("_")}
    books = []
    for name, style, contents in plan:
        if contents[0].startswith("单张"):
            books += _single_forms(rng, branch, rows, style)
            continue
        sheets = [_sheet(rng, branch, rows, content, style in TEXT_STYLES) for content in contents]
        books.append((name, Book([sheet for sheet in sheets if sheet.rows]), style))
    return books


def _sheet(rng: Random, branch: Branch, rows: dict[str, list[Row]], content: str, is_text: bool) -> Sheet:
    """One sheet: a plain kind, the forms of the next person, or ``layout@teams`` of the attendance."""
    if "@" in content:
        layout, teams = content.split("@")
        present = {row["工号"] for row in branch["考勤"]}
        people = [
            row
            for row in branch["花名册"]
            if TEAMS.index(row["团队"]) + 1 in map(int, teams) and row["工号"] in present
        ]
        return attendance_sheet(rng, branch, layout, people, "realistic")
    if content == "多张出访单":
        slips = _slips_of_next_person(rows)
        return form_sheet(
            slips, {row["工号"]: row["姓名"] for row in branch["花名册"]}, is_below=False, has_colons=True
        )
    noise = choose_noise(rng, content, rows[content], "realistic", is_text)
    return lay_out(rng, content, rows[content], branch["period"], noise)


def _single_forms(rng: Random, branch: Branch, rows: dict[str, list[Row]], style: str) -> list[tuple[str, Book, str]]:
    slips = _slips_of_next_person(rows)
    name = next(row["姓名"] for row in branch["花名册"] if row["工号"] == slips[0]["工号"])
    return single_forms(rng, slips, name, style)


def _slips_of_next_person(rows: dict[str, list[Row]]) -> list[Row]:
    """Take the slips of the person who comes last out of the register."""
    code = max(row["工号"] for row in rows["出访单"])
    taken = [row for row in rows["出访单"] if row["工号"] == code]
    rows["出访单"] = [row for row in rows["出访单"] if row["工号"] != code]
    return taken


if __name__ == "__main__":
    for path in write_example():
        print(path.relative_to(FOLDER.parent))
