"""Customers of a month: their standing data and their figures as the CRM exports them.

Scheme: 第三条 (net = gross − fees to the fen), 第八条 (effective accounts).
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from random import Random
from typing import Any

from .names import company_name, person_name
from .numbers import fen, spread, yuan
from .workdays import first_day, last_day, month_days, shift_period

Row = dict[str, Any]
AWARD_FLOOR = Decimal(20000)


def first_customers(rng: Random, period: str, count: int, edges: bool) -> list[Row]:
    """One row per customer of a first month."""
    return [new_customer(rng, 600001 + index, period, edges, fresh=rng.random() < 0.06) for index in range(count)]


def next_customers(rng: Random, previous: list[Row], period: str, edges: bool, next_number: int) -> list[Row]:
    """The customers of the following month: standing data kept, figures new, a few new customers at the end."""
    rows = [_next_month(rng, row, period, edges) for row in previous if row["客户状态"] != "销户"]
    opened = 1 + int(len(previous) * (0.05 if edges else 0.012))
    return rows + [new_customer(rng, next_number + index, period, edges, fresh=True) for index in range(opened)]


def new_customer(rng: Random, number: int, period: str, edges: bool, fresh: bool) -> Row:
    """A customer with figures; `fresh` ones opened around the three-month window of 第八条."""
    opened_on = _opening_day(rng, period, edges) if fresh else _long_ago(rng, period)
    roll = rng.random()
    status = "正常"
    if not fresh and roll < (0.25 if edges else 0.10):
        status = rng.choice(("休眠", "休眠", "回流") + (("销户",) if edges else ()))
    elif fresh and edges and roll < 0.2:
        status = rng.choice(("回流", "休眠", "销户"))
    row = {
        "客户号": f"1080{number:08d}",
        "客户姓名": company_name(rng) if rng.random() < 0.04 else person_name(rng),
        "资金账号": f"{rng.choice(('0148', '1080'))}{number:08d}",
        "开户日期": opened_on,
        "客户状态": status,
    }
    volume = spread(rng, 550_000 if not fresh else 300_000, 1.4)
    return row | _figures(rng, status, (volume, spread(rng, 180_000, 1.2)), edges, fresh)


def set_net(row: Row, net: Decimal) -> None:
    """Give a customer exactly this 净佣金; the gross follows."""
    row["净佣金"] = net
    row["毛佣金"] = net + row["规费"]


def _next_month(rng: Random, old: Row, period: str, edges: bool) -> Row:
    status = old["客户状态"]
    roll = rng.random()
    if status == "休眠" and roll < 0.1:
        status = "回流"
    elif status in ("正常", "回流") and roll < (0.05 if edges else 0.01):
        status = rng.choice(("休眠", "休眠", "销户"))
    volume = fen(old["交易额"] * Decimal(repr(rng.lognormvariate(0, 0.35)))) or spread(rng, 200_000, 1)
    assets = fen(old["期末资产"] * Decimal(repr(rng.lognormvariate(0, 0.08)))) or spread(rng, 50_000, 1)
    standing = {name: old[name] for name in ("客户号", "客户姓名", "资金账号", "开户日期")}
    fresh = old["开户日期"] >= first_day(shift_period(period, -3))
    return standing | {"客户状态": status} | _figures(rng, status, (volume, assets), edges, fresh)


def _figures(rng: Random, status: str, sizes: tuple[Decimal, Decimal], edges: bool, fresh: bool) -> Row:
    """Trading volume, gross, fees, net (exact difference), assets; `sizes` are volume and assets."""
    volume, assets = sizes
    if status in ("休眠", "销户") or rng.random() < 0.05:
        volume = Decimal("0.00")
    gross = fen(volume * Decimal(rng.randint(30, 80)) / 100_000)
    fees = fen(volume * Decimal("0.0000641"))
    if edges and volume and rng.random() < 0.06:
        gross = -yuan(rng, 0.01, 800) if rng.random() < 0.5 else fen(fees / 2)
    if edges and volume and rng.random() < 0.05:
        gross = fees + Decimal(rng.randint(0, 3)) / 100
    closing = Decimal("0.00") if status == "销户" else assets
    if edges and fresh and rng.random() < 0.4:
        closing = AWARD_FLOOR + Decimal(rng.choice(("0.00", "0.00", "-0.01", "0.01")))
    average = Decimal("0.00") if closing == 0 else fen(closing * Decimal(rng.randint(85, 110)) / 100)
    return {
        "交易额": volume,
        "毛佣金": gross,
        "规费": fees,
        "净佣金": gross - fees,
        "期末资产": closing,
        "日均资产": average,
    }


def _opening_day(rng: Random, period: str, edges: bool) -> dt.date:
    """A day around the window of the three calendar months that end with the period."""
    opens = first_day(shift_period(period, -2))
    if edges and rng.random() < 0.6:
        return rng.choice((opens, opens - dt.timedelta(days=1), opens + dt.timedelta(days=1), last_day(period)))
    return rng.choice(month_days(shift_period(period, -rng.randint(0, 2))))


def _long_ago(rng: Random, period: str) -> dt.date:
    return first_day(shift_period(period, -rng.randint(4, 150))) + dt.timedelta(days=rng.randint(0, 27))
