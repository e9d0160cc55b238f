"""What people did in the month beside attendance: sales, visits, scores, conduct events, adjustments.

Scheme: 第七条, 第十条, 第十一条, 第十四条.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from random import Random
from typing import Any

from . import names
from .numbers import fen, phone, yuan
from .people import is_employee
from .workdays import employed_days, working_days

Row = dict[str, Any]
ASSET_PLAN_EDGES = ("1000000.00", "999999.99", "1000000.01", "3000000.00", "2999999.99", "3000000.01", "400000.00")


def make_sales(rng: Random, period: str, sellers: list[Row], customers: list[Row], edges: bool) -> list[Row]:
    """One row per sale confirmed in the month by one of the sellers, employed that day."""
    rows: list[Row] = []
    for index in range(rng.randint(len(sellers) // 2, len(sellers) * 2) if sellers else 0):
        seller = rng.choice(sellers)
        code, name, kind = rng.choice(names.PRODUCTS)
        amount = fen(Decimal(rng.randint(1, 60 if edges else 15)) * 10000)
        if kind == "资管计划":
            amount = Decimal(rng.choice(ASSET_PLAN_EDGES)) if edges else Decimal(rng.choice((40, 100, 120))) * 10000
        fee = Decimal("0.00") if kind in ("货币型", "资管计划") else fen(amount * Decimal(rng.randint(40, 150)) / 10000)
        rows.append(
            {
                "流水号": f"CP{period.replace('-', '')}{index + 1:05d}",
                "确认日期": _day(rng, period, seller),
                "客户号": rng.choice(customers)["客户号"],
                "工号": seller["工号"],
                "产品代码": code,
                "产品名称": name,
                "产品类型": kind,
                "认购金额": fen(amount),
                "手续费收入": fee,
            }
        )
    return rows


def make_slips(rng: Random, period: str, roster: list[Row], edges: bool, blanks: bool) -> list[Row]:
    """One row per visit slip; around the required eight, some not true, some twice, some not filled."""
    rows: list[Row] = []
    for person in roster:
        if not is_employee(person) and rng.random() < 0.7:
            continue
        wanted = rng.choice((0, 3, 6, 7, 8, 9) if edges else (7, 8, 8, 8, 9, 10))
        wanted = wanted * len(employed_days(period, person["入职日期"], person["离职日期"])) // 28
        for _ in range(wanted):
            rows.append(_slip(rng, period, person, len(rows) + 1, edges))
            if rng.random() < (0.12 if edges else 0.01):
                rows.append(
                    rows[-1] | {"单号": _slip_number(period, len(rows) + 1), "目的地": rng.choice(names.PLACES)}
                )
            if edges and blanks and rng.random() < 0.05:
                rows[-1][rng.choice(("目的地", "被访人", "联系方式"))] = None
    return rows


def make_scores(rng: Random, roster: list[Row], edges: bool) -> list[Row]:
    """At least one row per employee and item; several scorers now and then; band edges in edge mode."""
    rows: list[Row] = []
    for person in filter(is_employee, roster):
        both = rng.choice((None, "90", "80", "70", "89.99", "79.9", "0", "100", "69.5")) if edges else None
        for item in ("日常工作", "客户服务"):
            scorers = rng.sample(names.CHECKERS, rng.choice((1, 1, 2, 3)) if edges or rng.random() < 0.2 else 1)
            for scorer in scorers:
                score = Decimal(both) if both else Decimal(rng.choice((88, 90, 92, 93, 95, 96, 98)))
                if not both and edges:
                    score = Decimal(rng.randint(120, 200)) / 2
                rows.append(
                    {
                        "工号": person["工号"],
                        "考核项目": item,
                        "得分": score,
                        "评分人": scorer,
                        "说明": rng.choice((None, None, "按时完成晨会与日志", "回访及时")),
                    }
                )
    return rows


def make_conduct(rng: Random, period: str, roster: list[Row], edges: bool, barred: set[str]) -> list[Row]:
    """One row per complaint or breach; zero to four valid ones a person, invalid ones beside them."""
    rows: list[Row] = []
    for person in roster:
        if person["工号"] in barred or rng.random() > (0.35 if edges else 0.02):
            continue
        for reason in rng.sample(names.CONDUCT, rng.choice((1, 1, 2, 3, 4) if edges else (1,))):
            rows.append(
                {
                    "日期": _day(rng, period, person),
                    "工号": person["工号"],
                    "类别": rng.choice(("投诉", "违规")),
                    "是否有效": rng.choice(("是", "是", "否")) if edges else "否",
                    "说明": reason,
                }
            )
    return rows


def make_adjustments(rng: Random, period: str, roster: list[Row], edges: bool, barred: set[str]) -> list[Row]:
    """One row per entry; in edge mode some so large that the person ends in debt."""
    rows: list[Row] = []
    for person in roster:
        if person["工号"] in barred or rng.random() > (0.3 if edges else 0.1):
            continue
        amount = yuan(rng, -300, 1500)
        if edges and rng.random() < 0.35:
            amount = rng.choice((Decimal("-20000.00"), Decimal("-60000.00"), yuan(rng, -9000, -2000), Decimal("-0.01")))
        rows.append(
            adjustment(rng, voucher(period, len(rows) + 1), person["工号"], amount, rng.choice(names.ADJUSTMENTS))
        )
    return rows


def voucher(period: str, number: int) -> str:
    """The running number of a voucher of the month."""
    return f"记-{period[5:]}-{number:04d}"


def adjustment(rng: Random, voucher_id: str, code: str, amount: Decimal, reason: str) -> Row:
    """One approved entry."""
    return {
        "工号": code,
        "金额": amount,
        "事由": reason,
        "审批人": rng.choice(names.APPROVERS),
        "凭证号": voucher_id,
    }


def _slip(rng: Random, period: str, person: Row, number: int, edges: bool) -> Row:
    how = rng.choice(("抽查", "全查", "未查", "未查"))
    untrue = how != "未查" and rng.random() < (0.12 if edges else 0.01)
    leaves_at = rng.randint(9, 14)
    return {
        "单号": _slip_number(period, number),
        "工号": person["工号"],
        "出访日期": _visit_day(rng, period, person, edges),
        "目的地": rng.choice(names.PLACES),
        "被访人": names.person_name(rng),
        "联系方式": phone(rng),
        "事由": rng.choice(names.VISIT_PURPOSES),
        "出发时间": f"{leaves_at:02d}:{rng.choice((0, 15, 30, 45)):02d}",
        "返回时间": f"{leaves_at + 2:02d}:{rng.choice((0, 20, 40)):02d}",
        "核查方式": how,
        "核查结果": "未核" if how == "未查" else ("不属实" if untrue else "属实"),
        "核查人": None if how == "未查" else rng.choice(names.CHECKERS),
    }


def _visit_day(rng: Random, period: str, person: Row, edges: bool) -> dt.date:
    """Any day of employment in edge mode, else a working day when there is one."""
    working = working_days(period, person["入职日期"], person["离职日期"])
    return rng.choice(working) if working and not edges else _day(rng, period, person)


def _slip_number(period: str, number: int) -> str:
    return f"CF{period.replace('-', '')}{number:04d}"


def _day(rng: Random, period: str, person: Row) -> dt.date:
    return rng.choice(employed_days(period, person["入职日期"], person["离职日期"]))
