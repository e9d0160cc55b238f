"""How long the evaluation itself takes on 100,000 customers: rates per customer, bands, look-ups, rounding per line.

Compared in one run with the least that any evaluation must do: one multiplication and one rounding per line.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable
from fractions import Fraction

import numpy as np

from pipeline.money import Figures
from pipeline.period import Period
from pipeline.scheme.compile import Rules, compile_rules
from pipeline.scheme.facts import Facts
from pipeline.scheme.model import RuleSet
from pipeline.scheme.parts import BRANCH_WORDS, CUSTOMER
from pipeline.scheme.run import make_items, surround
from pipeline.settings import known_to

SCHEME = {
    "name": "按客户计提", "version": "1", "in_force": {"from": "2026-01-01"},
    "parameters": {"起算费率": {"value": "1.3‰", "unit": "比例", "source": "基准"}},
    "tables": {
        "费率档": {"unit": "比例", "edge": "左闭右开", "source": "基准",
                "bands": [[None, "0.3‰", "10%"], ["0.3‰", "0.8‰", "15%"], ["0.8‰", "1.5‰", "20%"],
                          ["1.5‰", None, "25%"]]},
        "交易档": {"unit": "比例", "edge": "左闭右开", "source": "基准",
                "bands": [[None, "10万", "0"], ["10万", "100万", "0.01‰"], ["100万", None, "0.02‰"]]},
        "状态系数": {"unit": "系数", "by": "客户状态", "source": "基准",
                 "rows": {"正常": "1", "休眠": "0.5", "销户": "0"}},
    },
    "items": [
        {"name": "佣金率", "each": CUSTOMER, "unit": "比例", "source": "基准",
         "formula": "如果(交易额 > 0, 净佣金 ÷ 交易额, 0)"},
        {"name": "提成率", "each": CUSTOMER, "unit": "比例", "formula": "档值(费率档, 佣金率)", "source": "基准"},
        {"name": "客户提成", "each": CUSTOMER, "unit": "元", "round": "分", "source": "基准",
         "formula": "取大(0, 净佣金) × 提成率 × 查表(状态系数, 客户状态)"},
        {"name": "增量佣金", "each": CUSTOMER, "unit": "元", "round": "分", "source": "基准",
         "formula": "取大(0, 净佣金 - 交易额 × 起算费率)"},
        {"name": "交易奖励", "each": CUSTOMER, "unit": "元", "round": "分", "source": "基准",
         "formula": "超额累进(交易档, 交易额)"},
        {"name": "新户奖励", "each": CUSTOMER, "unit": "元", "round": "分", "source": "基准",
         "formula": "如果(开户日期 ≥ 月首(-2) 且 期末资产 ≥ 2万 且 客户状态 = \"正常\", 100, 0)"},
    ],
}  # fmt: skip
"""Six items of a customer, each resting on the ones before or on the delivered columns."""


def rules() -> Rules:
    """The scheme ready to run."""
    text = RuleSet.model_validate(SCHEME)
    made, problems = compile_rules(text, known_to(text), branch=dict.fromkeys(BRANCH_WORDS, ""))
    assert problems == [], problems
    return made


def customers(count: int) -> Facts:
    """So many customers with amounts to the fen."""
    dice = random.Random(20260101)
    facts = Facts(Period(2026, 1), count)
    turnover = [dice.randrange(0, 500_000_000) if dice.random() > 0.3 else 0 for _ in range(count)]
    commission = [int(traded * Fraction(dice.randrange(1, 25), 10_000)) - dice.randrange(0, 200) for traded in turnover]
    assets = [dice.randrange(0, 10**9) for _ in turnover]
    for name, fen in (("交易额", turnover), ("净佣金", commission), ("期末资产", assets)):
        facts.columns[name] = Figures(np.array(fen, dtype=object), 100)
    facts.columns["客户状态"] = np.array(dice.choices(["正常", "休眠", "销户"], [90, 8, 2], k=count), dtype=object)
    first = np.datetime64("2015-01-01")
    after = np.array([dice.randrange(0, 4000) for _ in range(count)], dtype="timedelta64[D]")
    facts.columns["开户日期"] = first + after
    return facts


def least(facts: Facts) -> None:
    """One multiplication and one rounding per line."""
    made = facts.columns["净佣金"]
    assert isinstance(made, Figures)
    (made * Figures.constant(Fraction(1, 4))).rounded(2)


def seconds(work: Callable[[], object], rounds: int) -> float:
    """The median time of the work."""
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def main() -> None:
    """Print the median seconds, and the ratio to the least there is."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--lines", type=int, default=100_000)
    reader.add_argument("--rounds", type=int, default=3)
    asked = reader.parse_args()
    ready, facts = rules(), customers(asked.lines)

    def whole() -> None:
        fresh = Facts(facts.period, facts.rows, dict(facts.columns))
        make_items(ready, ready.items[CUSTOMER], surround(ready, fresh))

    floor, taken = seconds(lambda: least(facts), asked.rounds), seconds(whole, asked.rounds)
    items = len(ready.items[CUSTOMER])
    print(f"{asked.lines} lines, {items} items: {taken:.2f} s; least {floor:.3f} s; ratio {taken / floor:.1f}")


if __name__ == "__main__":
    main()
