"""Customers classed 20/60/20 each quarter, and the top 5% of each month with who entered and who left.

Scheme: 客户分级规定（V3）: by the mean of a customer's share in volume and in revenue.
Reading taken:
- 20% (5%) of n customers is rounded half-up to whole customers; the top list has at least one if there is any customer;
- a customer who is 销户 in the last month he appears in (of the list: in that month) is not ranked, and the shares are
  shares in the total of those ranked; a total of nothing has no shares;
- equal weights: the smaller 客户号, compared as text, first;
- who was classed (listed) before and is not any more is told as 退出.
"""

from __future__ import annotations

from fractions import Fraction

CLASSES = ("小", "中", "大")


def ranked(months: list[list[dict]]) -> list[tuple[str, Fraction, Fraction, Fraction]]:
    """(客户号, volume, revenue, weight), heaviest first; a row of a month has 客户号, 客户状态, 交易额, 净佣金."""
    volume: dict[str, Fraction] = {}
    revenue: dict[str, Fraction] = {}
    state: dict[str, str] = {}
    for row in (row for rows in months for row in rows):
        name = row["客户号"]
        volume[name] = volume.get(name, Fraction(0)) + Fraction(row["交易额"])
        revenue[name] = revenue.get(name, Fraction(0)) + Fraction(row["净佣金"])
        state[name] = row["客户状态"]
    there = [name for name in state if state[name] != "销户"]
    all_volume = sum((volume[name] for name in there), Fraction(0))
    all_revenue = sum((revenue[name] for name in there), Fraction(0))
    found = []
    for name in there:
        mean = (share(volume[name], all_volume) + share(revenue[name], all_revenue)) / 2
        found.append((name, volume[name], revenue[name], mean))
    return sorted(found, key=lambda one: (-one[3], one[0]))


def share(part: Fraction, whole: Fraction) -> Fraction:
    """The part of a whole; of nothing, nothing."""
    return part / whole if whole else Fraction(0)


def part_of(count: int, rate: str) -> int:
    """So much of a number of customers, rounded half-up."""
    exact = count * Fraction(rate)
    whole = exact.numerator // exact.denominator
    return whole + (exact - whole >= Fraction(1, 2))


def classes(months: list[list[dict]], before: dict[str, str]) -> list[tuple]:
    """(place, 客户号, class, class before, moved), places in order, then those who are no longer classed."""
    order = [one[0] for one in ranked(months)]
    outer = part_of(len(order), "0.2")
    rows: list[tuple] = []
    for place, name in enumerate(order, 1):
        now = "大" if place <= outer else "小" if place > len(order) - outer else "中"
        rows.append((place, name, now, before.get(name), movement(before.get(name), now)))
    gone = sorted(before.keys() - set(order))
    return rows + [(None, name, None, before[name], "退出") for name in gone]


def movement(before: str | None, now: str) -> str:
    """Where a customer moved to since the quarter before."""
    if before is None:
        return "新列入"
    steps = CLASSES.index(now) - CLASSES.index(before)
    return "上升" if steps > 0 else "下降" if steps < 0 else "不变"


def top_list(month: list[dict], before: set[str] | None) -> list[tuple]:
    """(place, 客户号, 新进/保留/退出) of a month: the list by place, then those who left it.

    ``before`` is None where there never was a list: then nobody can be said to have come or stayed.
    """
    order = [one[0] for one in ranked([month])]
    size = max(part_of(len(order), "0.05"), 1) if order else 0
    listed = order[:size]
    if before is None:
        return [(at, name, None) for at, name in enumerate(listed, 1)]
    rows: list[tuple] = [(at, name, "保留" if name in before else "新进") for at, name in enumerate(listed, 1)]
    left = sorted(before - set(listed))
    return rows + [(order.index(name) + 1 if name in order else None, name, "退出") for name in left]
