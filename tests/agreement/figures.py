"""Every figure a month ends in, under a name of words: once read from the written workbooks, once from the reference.

Reads: 薪酬月报表, 03_credit_归属, 结转台账 and run.json of a result folder, as a person or the next month would.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import python_calamine

from tests.reference import COLUMNS, Result

Figure = Decimal | str
Figures = dict[tuple[str, ...], Figure]
"""A figure by its name, e.g. ("报表", "10001", "实发合计") or ("台账", "风险金", "10001", "", "2026-01")."""

Record = dict[str, Any]
BRANCH = "营业部"
CREDITS = ("归属净佣金", "有效户奖")
BALANCE = ("台账", "工号", "对象", "来源期间")
_GONE = re.compile(r"(.+?)(?:月末不在职|不在花名册)")


def written_figures(folder: Path, period: str) -> Figures:
    """The figures of a result folder."""
    report = _of_people(_records(folder, "营业部客户经理薪酬月报表", period, COLUMNS))
    lines = _records(folder, "03_credit_归属", "", ("客户号", "关系类型", "归属人", "原因", *CREDITS))
    balances = _records(folder, "结转台账", period, (*BALANCE, "期末余额"))
    totals = json.loads((folder / "run.json").read_bytes())["totals"]
    return {
        **_of_report([{name: row[name] for name in COLUMNS} for row in report]),
        **_of_lines(lines),
        **{("台账", *(row[name] for name in BALANCE)): row["期末余额"] for row in balances if row["期末余额"]},
        **{("合计", name): Decimal(amount) for name, amount in totals.items() if name in COLUMNS},
        ("营业部自留",): Decimal(totals["营业部自留"]),
    }


def expected_figures(result: Result) -> Figures:
    """The same figures as the reference computation has them."""
    parts = {"归属净佣金": result.credited, "有效户奖": result.awarded}
    return {
        **_of_report(result.report),
        **{(name, customer, party): amount for name in CREDITS for customer, party, amount in parts[name]},
        **{("归营业部的关系", *relation): "是" for relation in result.relations_to_branch},
        **{("台账", *(row[name] for name in BALANCE)): row["余额"] for row in result.ledgers},
        **{("合计", name): amount for name, amount in result.totals.items()},
        ("营业部自留",): result.branch_retained,
    }


def differences(ours: Figures, theirs: Figures) -> list[str]:
    """In words, every figure that the two do not have alike."""
    return [
        f"{' '.join(name)}：结果 {ours.get(name, '无')}，对照 {theirs.get(name, '无')}"
        for name in sorted(ours.keys() | theirs.keys())
        if ours.get(name) != theirs.get(name)
    ]


def ledger_rows(folder: Path, period: str) -> list[Record]:
    """Every row of the closing ledger: opening, movement and closing balance."""
    return _records(folder, "结转台账", period, (*BALANCE, "期初余额", "本期变动", "期末余额"))


def ledger_movements(folder: Path, period: str) -> list[Record]:
    """Every movement written in the closing ledger."""
    return _records(folder, "结转台账", period, (*BALANCE, "项目", "本期变动"))


def _of_people(rows: list[Record]) -> list[Record]:
    """The rows of people: those above the grand total that are no subtotal."""
    total = next(index for index, row in enumerate(rows) if row["姓名"] == "合计")
    return [row for row in rows[:total] if row["工号"]]


def _of_report(rows: Iterable[Record]) -> Figures:
    figures: Figures = {}
    people = []
    for row in rows:
        people.append(row["工号"])
        figures.update({("报表", row["工号"], name): value for name, value in row.items()})
    return {**figures, ("报表顺序",): "、".join(people)}


def _of_lines(lines: Iterable[Record]) -> Figures:
    """Credited parts by customer and holder, parts of nothing left out, and the relations of people who are gone."""
    sums: defaultdict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    gone: Figures = {}
    for line in lines:
        for name in CREDITS:
            sums[name, line["客户号"], line["归属人"]] += line[name]
        for reason in line["原因"].split("、") if line["归属人"] == BRANCH else ():
            if found := _GONE.fullmatch(reason):
                gone["归营业部的关系", line["客户号"], found[1], line["关系类型"]] = "是"
    return {name: amount for name, amount in sums.items() if amount} | gone


def _records(folder: Path, stem: str, period: str, headings: tuple[str, ...]) -> list[Record]:
    """The records of the first sheet that has these headings, units and line breaks in headings left aside."""
    book = python_calamine.load_workbook(str(folder / f"{stem}{f'_{period}' if period else ''}.xlsx"))
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for index, row in enumerate(rows):
            found = [re.sub(r"\s|（.*）", "", str(cell)) for cell in row]
            if set(headings) <= set(found):
                return [
                    {heading: _value(cell) for heading, cell in zip(found, line, strict=True)}
                    for line in rows[index + 1 :]
                ]
    raise AssertionError(f"{stem} has no sheet with {headings}")


def _value(cell: Any) -> Any:
    """A number as the decimal it shows; days and words as they are."""
    if isinstance(cell, bool | str | dt.date):
        return cell
    return Decimal(repr(cell))
