"""People whose month is made to land on an edge: a band of the commission, the VAT threshold of an agent.

Such a person has exactly one customer, alone and for good, and nothing else that pays; an adjustment makes up the fen.
Scheme: 第四条, 第六条, 第十三条. Law: VAT thresholds of agents (gross 101,000.00 a month, 1,010.00 a payment).
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from random import Random
from typing import Any

from .activity import adjustment, voucher
from .customers import new_customer, set_net
from .numbers import fen, yuan
from .workdays import first_day

Row = dict[str, Any]
KEPT = Decimal("0.9278")
AGENT_RATES = {"证券经纪人": Decimal("0.45"), "兼职": Decimal("0.30")}
BAND_EDGES = (10000, 30000, 80000)
GROSS_EDGES = {
    "证券经纪人": ("101000.00", "100999.99", "101000.01", "101000.00"),
    "兼职": ("1010.00", "1009.99", "1010.01", "1010.00", "4000.00", "4040.40"),
}


def choose_people(rng: Random, roster: list[Row], period: str) -> dict[str, str]:
    """工号 → 客户号 (its own customer, to be made) of the people to be put on edges; they stay the whole month."""
    steady = [row for row in roster if row["入职日期"] <= first_day(period) and row["离职日期"] is None]
    chosen: dict[str, str] = {}
    for post, likely in (("证券经纪人", 0.6), ("兼职", 0.6), ("客户经理", 0.8)):
        pool = [row for row in steady if row["岗位"] == post]
        if pool and rng.random() < likely:
            person = rng.choice(pool)
            chosen[person["工号"]] = f"1080{90000000 + int(person['工号']):08d}"
    return chosen


def own_customer(rng: Random, period: str, customer_id: str) -> Row:
    """The one customer of such a person, opened long before any award window."""
    row = new_customer(rng, int(customer_id[4:]), period, edges=False, fresh=False)
    return row | {"客户状态": "正常", "开户日期": dt.date(2019, 5, 6)}


def own_relation(customer_id: str, code: str) -> Row:
    """The lasting development relation at 100%."""
    return {
        "客户号": customer_id,
        "工号": code,
        "关系类型": "开发",
        "分成比例": None,
        "生效日期": dt.date(2019, 5, 6),
        "失效日期": None,
        "确认单流水号": f"QR201905{customer_id[-7:]}",
    }


def put_on_edge(rng: Random, branch: dict[str, Any], person: Row, customer: Row) -> None:
    """Set the customer's net, and for an agent an adjustment, so that the person's figure meets an edge."""
    if person["岗位"] not in AGENT_RATES:
        set_net(customer, _net_for_base(Decimal(rng.choice(BAND_EDGES)) + Decimal(rng.choice((-1, 0, 0, 1))) / 100))
        return
    rate, gross = AGENT_RATES[person["岗位"]], Decimal(rng.choice(GROSS_EDGES[person["岗位"]]))
    set_net(customer, fen(gross / (Decimal("0.9") * rate * KEPT)) - yuan(rng, 0, 200))
    commission = fen(commission_base(customer["净佣金"]) * rate)
    missing = gross - (commission - fen(commission / 10))
    if missing:
        rows = branch["手工调整"]
        rows.append(adjustment(rng, voucher(branch["period"], len(rows) + 1), person["工号"], missing, "渠道补贴差额"))


def commission_base(net: Decimal) -> Decimal:
    """计提基数 of a person whose 归属净佣金 is this."""
    return net - fen(net * Decimal("0.0672")) - fen(net * Decimal("0.005"))


def _net_for_base(base: Decimal) -> Decimal:
    """The 归属净佣金 whose 计提基数 is the given one, or the nearest above it."""
    net = fen(base / KEPT) - Decimal("0.05")
    while commission_base(net) < base:
        net += Decimal("0.01")
    return net
