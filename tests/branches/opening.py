"""Opening balances of a first month: risk deposits, debts, rewarded accounts and the year so far.

Scheme: 第八条, 第十三条, 第十四条.
Law: 国家税务总局公告2018年第61号 (the tax withheld so far agrees with the income so far).
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from random import Random
from typing import Any

from .contributions import RATES, monthly_special
from .numbers import fen, yuan
from .people import is_employee
from .workdays import first_day, shift_period

Row = dict[str, Any]
_BANDS = (
    (36000, 3, 0),
    (144000, 10, 2520),
    (300000, 20, 16920),
    (420000, 25, 31920),
    (660000, 30, 52920),
    (960000, 35, 85920),
    (None, 45, 181920),
)


def make_opening(rng: Random, branch: dict[str, Any], edges: bool, barred: set[str]) -> list[Row]:
    """Rows of deposits, debts and rewarded customers; everything but the year so far."""
    rows: list[Row] = []
    for person in branch["花名册"]:
        if person["工号"] in barred or (person["岗位"] == "兼职" and rng.random() < 0.5):
            continue
        rows += _deposits(rng, branch["period"], person, edges)
        if edges and rng.random() < 0.15:
            rows.append(_row(person["工号"], "结欠", yuan(rng, 0.01, 2500)))
    return rows + _rewarded(rng, branch, edges)


def make_year_so_far(rng: Random, branch: dict[str, Any]) -> list[Row]:
    """Income, contributions and tax of the year before the month; nothing in January."""
    month = int(branch["period"][5:])
    contributions = {row["工号"]: row for row in branch["社保及专项"]}
    rows: list[Row] = []
    for person in branch["花名册"]:
        months = month - max(1, _entry_month(branch["period"], person))
        if months > 0 and person["岗位"] != "兼职":
            rows += _year_rows(rng, person, months, contributions.get(person["工号"]))
    return rows


def cumulative_tax(taxable: Decimal) -> Decimal:
    """Tax on a cumulative taxable income, right-closed bands, not below zero."""
    for upper, rate, quick in _BANDS:
        if upper is None or taxable <= upper:
            return max(Decimal(0), taxable * rate / 100 - quick)
    raise AssertionError("the last band has no upper end")


def _row(code: str, ledger: str, amount: Decimal, origin: str | None = None, object_id: str | None = None) -> Row:
    return {"工号": code, "台账": ledger, "余额": amount, "来源期间": origin, "对象": object_id}


def _deposits(rng: Random, period: str, person: Row, edges: bool) -> list[Row]:
    """Deposits by month of origin, M-12 to M-1, not before the entry."""
    first = max(-12, -12 if rng.random() < 0.8 else -rng.randint(1, 11))
    origins = [shift_period(period, offset) for offset in range(first, 0)]
    origins = [origin for origin in origins if origin >= f"{person['入职日期']:%Y-%m}"]
    if edges:
        origins = [origin for origin in origins if rng.random() < 0.7]
    return [_row(person["工号"], "风险金", yuan(rng, 80, 1500), origin) for origin in origins]


def _rewarded(rng: Random, branch: dict[str, Any], edges: bool) -> list[Row]:
    """Customers opened in the two months before M (in edge mode, some older ones too) who were rewarded already."""
    codes = {row["工号"] for row in branch["花名册"]}
    developer = {
        row["客户号"]: row["工号"] for row in branch["客户关系"] if row["关系类型"] == "开发" and row["工号"] in codes
    }
    opens = first_day(shift_period(branch["period"], -2))
    rows = []
    for customer in branch["客户业绩"]:
        recent = opens <= customer["开户日期"] < first_day(branch["period"])
        code = developer.get(customer["客户号"])
        if code and (recent or edges) and rng.random() < (0.4 if recent else 0.02):
            month = max(customer["开户日期"], opens - dt.timedelta(days=90))
            rows.append(_row(code, "已奖有效户", Decimal(1), f"{month:%Y-%m}", customer["客户号"]))
    return rows


def _entry_month(period: str, person: Row) -> int:
    """Month of entry when it lies in the year of the period, else January."""
    joined_on = person["入职日期"]
    return joined_on.month if f"{joined_on.year}" == period[:4] else 1


def _year_rows(rng: Random, person: Row, months: int, contribution: Row | None) -> list[Row]:
    code = person["工号"]
    income = sum((yuan(rng, 3000, 30000) for _ in range(months)), Decimal(0))
    if is_employee(person):
        special = sum((contribution[name] for name in RATES), Decimal(0)) * months if contribution else Decimal(0)
        extra = fen(monthly_special(contribution) * months / (months + 1))
        tax = fen(cumulative_tax(income - 5000 * months - special - extra))
        return [
            _row(code, "本年累计收入", income),
            _row(code, "本年累计专项扣除", special),
            _row(code, "本年已扣税额", tax),
            _row(code, "本年任职月数", Decimal(months)),
        ]
    tax = fen(cumulative_tax(income * Decimal("0.6") - 5000 * months))
    return [
        _row(code, "本年累计收入", income),
        _row(code, "本年累计附加税费", Decimal("0.00")),
        _row(code, "本年已扣税额", tax),
        _row(code, "本年任职月数", Decimal(months)),
    ]
