"""Relations between customers and the people who develop or serve them.

Scheme: 第三条 (in force, shares at most 100% per customer and type, leavers and unknown 工号 credit the branch).
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from random import Random
from typing import Any

from .workdays import first_day, last_day, month_days

Row = dict[str, Any]
UNKNOWN = "9"
_PLAIN = ((None,), (None,), (None,), (None,), ("1",), ("0.5", "0.5"), ("0.6", "0.4"), ("0.7",))
_EDGES = (
    ("0.3333", "0.3333", "0.3334"),
    ("0.3333", "0.3333", "0.3333"),
    ("0.6667", "0.3333"),
    ("0.3333",),
    ("0.6667",),
    ("0.25", "0.25", "0.25", "0.25"),
    ("0.05", "0.95"),
    ("0.125", "0.375", "0.5"),
    ("0.9999",),
    ("0.3", "0.3"),
)


class Relations:
    """Grows the relation table; keeps the running number of the confirmations."""

    def __init__(self, rng: Random, period: str, roster: list[Row], weights: list[float], edges: bool) -> None:
        self.rng, self.period, self.edges = rng, period, edges
        self.codes = [row["工号"] for row in roster]
        self.weights = weights
        self.rows: list[Row] = []

    def add_customer(self, customer: Row) -> None:
        """Relations of a customer without any: development, service, sometimes an ended or a coming one."""
        for kind in ("开发", "服务"):
            if self.rng.random() < (0.08 if kind == "开发" else 0.12):
                continue
            self.add_holders(customer, kind)

    def add_holders(self, customer: Row, kind: str) -> None:
        """Holders of one type with shares of one pattern."""
        shares = self.rng.choice(_EDGES if self.edges and self.rng.random() < 0.35 else _PLAIN)
        holders = self.people(len(shares), set())
        begins = self._begin(customer)
        for code, share in zip(holders, shares, strict=False):
            self.add(customer, code, kind, share, begins)
        if self.edges and self.rng.random() < 0.08:
            self._add_not_in_force(customer, kind, set(holders))

    def people(self, count: int, without: set[str]) -> list[str]:
        """Up to `count` different people, by weight; in edge mode sometimes someone the roster does not know."""
        chosen: list[str] = []
        pool = {
            code: weight
            for code, weight in zip(self.codes, self.weights, strict=True)
            if weight > 0 and code not in without
        }
        while pool and len(chosen) < count:
            code = self.rng.choices(list(pool), list(pool.values()))[0]
            del pool[code]
            if self.edges and self.rng.random() < 0.03:
                code = UNKNOWN + code[1:]
                if code in self.codes or code in chosen or code in without:
                    continue
            chosen.append(code)
        return chosen

    def add(self, customer: Row, code: str, kind: str, share: str | Decimal | None, begins: dt.date) -> Row:
        """One relation, open-ended."""
        row: Row = {
            "客户号": customer["客户号"],
            "工号": code,
            "关系类型": kind,
            "分成比例": None if share is None else Decimal(share),
            "生效日期": begins,
            "失效日期": None,
            "确认单流水号": f"QR{begins:%Y%m}{customer['客户号'][-5:]}{len(self.rows) % 97:02d}",
        }
        self.rows.append(row)
        return row

    def keep(self, previous: list[Row], customers: dict[str, Row]) -> None:
        """Carry the relations of last month on; end some and let others follow."""
        self.rows += [dict(old) for old in previous if old["客户号"] in customers]
        for row in list(self.rows):
            if row["失效日期"] is None and self.rng.random() < (0.05 if self.edges else 0.01):
                self._hand_over(row, customers[row["客户号"]])

        self._withdraw_excess()

    def _withdraw_excess(self) -> None:
        """Take back relations announced last month for which the customer has no share left."""
        last = last_day(self.period)
        held: dict[tuple[str, str], Decimal] = {}
        kept: list[Row] = []
        for row in sorted(self.rows, key=lambda each: each["生效日期"]):
            in_force = row["生效日期"] <= last and (row["失效日期"] is None or row["失效日期"] > last)
            share = Decimal(1) if row["分成比例"] is None else row["分成比例"]
            key = (row["客户号"], row["关系类型"])
            if in_force and held.get(key, Decimal(0)) + share > 1:
                continue
            held[key] = held.get(key, Decimal(0)) + (share if in_force else 0)
            kept.append(row)
        self.rows = kept

    def _hand_over(self, row: Row, customer: Row) -> None:
        """End a relation, often exactly on the last day, and let somebody else follow the same or the next day."""
        last = last_day(self.period)
        days = [day for day in month_days(self.period) if day > row["生效日期"]]
        if not days:
            return
        row["失效日期"] = last if self.rng.random() < 0.5 else self.rng.choice(days)
        taken = {other["工号"] for other in self.rows if other["客户号"] == row["客户号"]}
        follower = self.people(1, taken)
        if follower:
            begins = row["失效日期"] + dt.timedelta(days=self.rng.choice((0, 1)))
            self.add(customer, follower[0], row["关系类型"], row["分成比例"], begins)

    def _add_not_in_force(self, customer: Row, kind: str, taken: set[str]) -> None:
        """An ended or a coming relation beside the ones in force: it must credit nobody."""
        others = self.people(1, taken)
        if not others:
            return
        last, first = last_day(self.period), first_day(self.period)
        begins = max(customer["开户日期"], dt.date(2024, 1, 1))
        ended = [day for day in (last, first, last - dt.timedelta(days=1)) if day > begins]
        row = self.add(customer, others[0], kind, self.rng.choice((None, "0.5")), begins)
        if ended and self.rng.random() < 0.75:
            row["失效日期"] = self.rng.choice(ended)
        else:
            row["生效日期"] = last + dt.timedelta(days=1)

    def _begin(self, customer: Row) -> dt.date:
        """Mostly the opening day of the account or soon after; in edge mode at times the first or last of the month."""
        opened_on = customer["开户日期"]
        if self.edges and self.rng.random() < 0.05:
            return max(opened_on, self.rng.choice((first_day(self.period), last_day(self.period))))
        later = opened_on + dt.timedelta(days=self.rng.choice((0, 0, 0, 1, 3)))
        return min(later, last_day(self.period))


def weights_of(rng: Random, roster: list[Row], edges: bool, barred: set[str]) -> list[float]:
    """How many customers each person tends to get; zero for the barred and, in edge mode, for some others."""
    by_post = {"客户经理": 1.0, "团队负责人": 0.8, "证券经纪人": 0.8, "兼职": 0.25}
    by_grade = {"见习": 0.35, "初级": 0.7, "中级": 1.0, "高级": 1.3, "资深": 1.7, None: 1.0}
    weights = []
    for row in roster:
        weight = by_post[row["岗位"]] * by_grade[row["级别"]] * rng.uniform(0.7, 1.3)
        nothing = row["工号"] in barred or (edges and rng.random() < 0.08)
        weights.append(0.0 if nothing else weight)
    return weights
