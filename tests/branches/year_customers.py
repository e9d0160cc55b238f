"""Customers and relations of the example year: every person's customers together bring in what the plan says.

Scheme: 第三条 (net = gross − fees, relations in force), 第十七条 (new, lost and returned accounts).
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from random import Random
from typing import Any

from . import customers
from .numbers import fen
from .workdays import first_day, month_days
from .year_plan import BY_CODE, NOBODY, PARTNERS, PERIODS, SUCCESSORS, Planned, roster_of

Row = dict[str, Any]
FEES = Decimal("0.0000641")
OF_NOBODY = Planned(NOBODY, "", "", "", (), (2500,) * 4, 80, 9, dt.date(2016, 1, 1))


class Book:
    """The customers of a month, who holds each, and how large each is beside the holder's other customers."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.holder: dict[str, str] = {}
        self.size: dict[str, Decimal] = {}
        self.relations: list[Row] = []
        self.number = 700001

    def month(self, seed: int, period: str) -> tuple[list[Row], list[Row]]:
        """Customers and relations of the month that follows the one before."""
        rng = Random(f"{seed}/{period}/customers")
        self._leave(period)
        if period == PERIODS[0]:
            for person in (*roster_of(period), OF_NOBODY):
                for _ in range(person.customers):
                    self._open(rng, person.code, period, fresh=False)
        else:
            self._move(rng, period)
        present = [person for person in (*roster_of(period), OF_NOBODY) if self._held(person.code)]
        for person in present:
            self._figures(rng, person, period)
        return [dict(row) for row in self.rows], [dict(row) for row in self.relations]

    def _held(self, code: str) -> list[Row]:
        return [row for row in self.rows if self.holder[row["客户号"]] == code]

    def _leave(self, period: str) -> None:
        """Drop closed accounts of last month; give the customers of those who left to their successors."""
        closed = {row["客户号"] for row in self.rows if row["客户状态"] == "销户"}
        self.rows = [row for row in self.rows if row["客户号"] not in closed]
        self.relations = [row for row in self.relations if row["客户号"] not in closed]
        for code, successor in SUCCESSORS.items():
            left_on = BY_CODE[code].left_on
            if left_on and f"{left_on:%Y-%m}" == period:
                self._hand_over(code, successor, left_on + dt.timedelta(days=1))

    def _hand_over(self, code: str, successor: str, day: dt.date) -> None:
        for old in [row for row in self.relations if row["工号"] == code]:
            old["失效日期"] = day
            self.relations.append(old | {"工号": successor, "生效日期": day, "失效日期": None, "确认单流水号": None})
            self.holder[old["客户号"]] = successor

    def _move(self, rng: Random, period: str) -> None:
        """Some open, one closes, one falls asleep, one sleeper comes back."""
        for row in self.rows:
            if row["客户状态"] == "回流":
                row["客户状态"] = "正常"
        here = [person for person in roster_of(period) if person.left_on is None]
        for person in here:
            wanted = min(person.customers, 5) if not self._held(person.code) else int(rng.random() < 0.35)
            for _ in range(wanted):
                self._open(rng, person.code, period, fresh=True)
        awake = [row for row in self.rows if row["客户状态"] == "正常" and row["开户日期"] < first_day(period)]
        for row, state in zip(rng.sample(awake, 2), ("销户", "休眠"), strict=True):
            row["客户状态"] = state
        asleep = [row for row in self.rows if row["客户状态"] == "休眠"]
        if len(asleep) > 6:
            rng.choice(asleep)["客户状态"] = "回流"

    def _open(self, rng: Random, code: str, period: str, *, fresh: bool) -> None:
        """One more customer of a person, served and developed by him; a few shared with a partner."""
        row = customers.new_customer(rng, self.number, period, False, fresh=False)
        if fresh:
            hired = BY_CODE[code].hired_on
            row["开户日期"] = rng.choice([day for day in month_days(period) if day >= hired])
            row["客户状态"] = "正常"
        self.number += 1
        self.rows.append(row)
        self.holder[row["客户号"]] = code
        self.size[row["客户号"]] = Decimal(rng.randint(40, 300))
        if code == NOBODY:
            return
        shared = code in PARTNERS and self.number % 6 == 0
        parts = zip(PARTNERS, ("0.6", "0.4"), strict=True) if shared else [(code, None)]
        begins = max(row["开户日期"], BY_CODE[code].hired_on)
        for holder, share in parts:
            for kind in ("开发", "服务"):
                self.relations.append(_relation(row, holder, kind, share, begins))

    def _figures(self, rng: Random, person: Planned, period: str) -> None:
        """Spread what the person brings in, and the assets, over his customers that trade."""
        held = self._held(person.code)
        trading = [row for row in held if row["客户状态"] in ("正常", "回流")]
        whole = sum((self.size[row["客户号"]] for row in trading), Decimal(0))
        months = PERIODS.index(period)
        assets = Decimal(person.assets * 10000) * (100 + months) / 100
        for row in held:
            part = self.size[row["客户号"]] / whole if row in trading else Decimal(0)
            rate = Decimal(40 + int(row["客户号"][-2:]) % 30) / 100_000
            varied = Decimal(rng.randint(95, 105)) / 100
            row |= _trade(person.brings(period) * part * varied, rate)
            idle = Decimal(rng.randint(5, 900)) if row["客户状态"] == "休眠" else Decimal(0)
            row["期末资产"] = fen(assets * part * Decimal(rng.randint(98, 103)) / 100 + idle)
            row["日均资产"] = fen(row["期末资产"] * Decimal(rng.randint(96, 103)) / 100)


def _trade(net: Decimal, rate: Decimal) -> Row:
    """Turnover at which a customer of this rate leaves about this 净佣金, and the exact figures that follow."""
    turnover = fen(net / (rate - FEES))
    gross, fees = fen(turnover * rate), fen(turnover * FEES)
    return {"交易额": turnover, "毛佣金": gross, "规费": fees, "净佣金": gross - fees}


def _relation(customer: Row, code: str, kind: str, share: str | None, begins: dt.date) -> Row:
    return {
        "客户号": customer["客户号"],
        "工号": code,
        "关系类型": kind,
        "分成比例": None if share is None else Decimal(share),
        "生效日期": begins,
        "失效日期": None,
        "确认单流水号": f"QR{begins:%Y%m}{customer['客户号'][-5:]}{code[-2:]}",
    }
