"""Contributions and cumulative special deductions, kept so low that 实发 cannot become negative.

Scheme: 第五条, 第十一条, 第十四条 for the lowest 小计 a person can have.
Law: 国发〔2018〕41号 for the monthly deductions.
"""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

from .numbers import fen
from .people import is_employee
from .workdays import first_day, last_day, working_days

Row = dict[str, Any]
BASE_PAY = {"见习": 2500, "初级": 3000, "中级": 3800, "高级": 4800, "资深": 6000}
RATES = {"基本养老保险费": "0.08", "基本医疗保险费": "0.02", "失业保险费": "0.005", "住房公积金": "0.12"}
SPECIAL = {
    "累计子女教育": (2000, 1000, 4000),
    "累计继续教育": (400,),
    "累计住房贷款利息": (1000, 500),
    "累计住房租金": (1500, 1100, 800),
    "累计赡养老人": (3000, 1500, 1000),
    "累计3岁以下婴幼儿照护": (2000, 1000),
    "累计个人养老金": (1000, 500),
}
DAYS_PER_MONTH = Decimal("21.75")


def make_contributions(rng: Random, branch: dict[str, Any], before: list[Row], debts: dict[str, Decimal]) -> list[Row]:
    """One row per employee; `before` are last month's rows, `debts` the highest debt each person may bring along."""
    old = {row["工号"]: row for row in before}
    rows = []
    for person in filter(is_employee, branch["花名册"]):
        floor = lowest_pay(branch, person) - debts.get(person["工号"], Decimal(0))
        row: Row = {"工号": person["工号"]}
        row |= _insurance(rng, person, floor, old.get(person["工号"]))
        row |= _cumulative(rng, branch["period"], person, old.get(person["工号"]))
        rows.append(row)
    return rows


def lowest_pay(branch: dict[str, Any], person: Row) -> Decimal:
    """A lower bound of the person's 小计 of the month before 上期结欠; every commission counts as zero."""
    code = person["工号"]
    adjusted = sum((row["金额"] for row in branch["手工调整"] if row["工号"] == code), Decimal(0))
    if not is_employee(person):
        return adjusted
    monthly = Decimal(BASE_PAY[person["级别"]])
    days = len(working_days(branch["period"], person["入职日期"], person["离职日期"]))
    whole = person["入职日期"] <= first_day(branch["period"]) and _stays(person, branch["period"])
    facts = next(row for row in branch["考勤"] if row["工号"] == code)
    absent = facts["事假天数"] + facts["旷工天数"] + facts["病假天数"]
    base = monthly if whole else min(monthly, monthly / DAYS_PER_MONTH * days)
    base = max(Decimal(0), base - monthly / DAYS_PER_MONTH * absent)
    untrue = sum(1 for row in branch["出访单"] if row["工号"] == code and row["核查结果"] == "不属实")
    fines = 20 * (facts["迟到次数"] + facts["早退次数"] + facts["缺卡次数"] + 8) + 50 * untrue
    return base - fines + adjusted - 1


def highest_debts(branch: dict[str, Any], debts: dict[str, Decimal]) -> dict[str, Decimal]:
    """The highest 结欠 each person may carry into the next month."""
    bounds = {row["工号"]: debts.get(row["工号"], Decimal(0)) - lowest_pay(branch, row) for row in branch["花名册"]}
    return {code: bound for code, bound in bounds.items() if bound > 0}


def monthly_special(row: Row | None) -> Decimal:
    """Sum of the cumulative columns of one contribution row."""
    return sum((row[name] or Decimal(0) for name in SPECIAL), Decimal(0)) if row else Decimal(0)


def _stays(person: Row, period: str) -> bool:
    return person["离职日期"] is None or person["离职日期"] >= last_day(period)


def _insurance(rng: Random, person: Row, floor: Decimal, old: Row | None) -> Row:
    """Employee's shares of insurance and housing fund; nothing when the pay may not bear them."""
    if old and any(old[name] for name in RATES):
        amounts = {name: old[name] for name in RATES}
    else:
        base = Decimal(BASE_PAY[person["级别"]]) * Decimal(rng.randint(100, 115)) / 100
        amounts = {name: fen(base * Decimal(rate)) for name, rate in RATES.items()}
    bearable = sum(amounts.values()) <= floor - 50
    return {name: amount if bearable else Decimal("0.00") for name, amount in amounts.items()}


def _cumulative(rng: Random, period: str, person: Row, old: Row | None) -> Row:
    """Cumulative special deductions of the calendar year, growing every month by the same amount."""
    month = int(period[5:])
    if old and month > 1:
        return {name: _grown(old[name], month - 1 - _months_missed(period, person)) for name in SPECIAL}
    if old:
        return {name: None if old[name] is None else old[name] / 12 for name in SPECIAL}
    months = month - _months_missed(period, person)
    chosen = {name: Decimal(rng.choice(amounts)) for name, amounts in SPECIAL.items() if rng.random() < 0.3}
    if "累计住房贷款利息" in chosen:
        chosen.pop("累计住房租金", None)
    return {name: fen(chosen[name] * months) if name in chosen else None for name in SPECIAL}


def _months_missed(period: str, person: Row) -> int:
    """Months of this year before the month of entry."""
    joined_on = person["入职日期"]
    return joined_on.month - 1 if f"{joined_on.year}" == period[:4] else 0


def _grown(amount: Decimal | None, months_so_far: int) -> Decimal | None:
    return None if amount is None else fen(amount * (months_so_far + 1) / max(1, months_so_far))
