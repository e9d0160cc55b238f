"""Random years of people as the tax office sees them, their incomes often a fen below, at or above a seam of a table.

Reads: nothing but a seed.  The slow computation beside this module tells how far a seam is still away.
Not covered: two bonuses taxed apart in one year, which are refused; days within a month.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from random import Random

from .tax_year import (
    BONUS,
    BROKER,
    CUMULATIVE,
    EMPLOYEE,
    FEN,
    NOTHING,
    PART_TIMER,
    Delivered,
    PersonYear,
    deduction,
    surcharges,
    to_fen,
    value_added_tax,
)

SIDES = (-FEN, NOTHING, FEN)
SEAMS = (NOTHING, *(Decimal(ceiling) for ceiling, _, _ in CUMULATIVE[:-1]))
"""Cumulative taxable income at which the tax turns; 0 is where it begins."""
BONUS_SEAMS = tuple(12 * Decimal(ceiling) for ceiling, _, _ in BONUS[:-1])
NET_SEAMS = tuple(map(Decimal, (800, 4000, 25_000, 62_500)))
"""Income of a part-timer at which the tax turns: 20,000 and 50,000 taxable are 25,000 and 62,500 income."""
GROSS_SEAMS = {BROKER: (Decimal(101_000),), PART_TIMER: (Decimal(1010), Decimal(101_000))}
"""Gross pay whose sales are 1,000.00 or 100,000.00."""
SCALES = (1_500, 4_000, 9_000, 20_000, 60_000, 150_000, 400_000)
HIGHEST = Decimal(2_000_000)
KINDS = ("雇员", "雇员有年终奖", "证券经纪人", "兼职", "几个岗位")
Month = tuple[int, int]
"""A year and the number of a month."""


@dataclass(frozen=True)
class Life:
    """A person: what is delivered of each month with a row, and the statutory figures that belong to it."""

    number: str
    kind: str
    delivered: dict[Month, Delivered]
    expected: dict[Month, dict[str, Decimal]]


def lives(seed: int, count: int, years: tuple[int, ...] = (2026,)) -> list[Life]:
    """So many people, each kind as often as the others."""
    return [_life(Random(f"{seed} {place}"), f"P{place:05d}", KINDS[place % len(KINDS)], years)
            for place in range(count)]  # fmt: skip


def at_every_seam() -> list[Life]:
    """People whose one month, January, lies at a seam of what they are taxed by, or a fen to either side of it."""
    ones = [Delivered(1, post, gross) for post in (EMPLOYEE, BROKER, PART_TIMER) for side in SIDES
            for gross in at_seams(side, Delivered(1, post, NOTHING), PersonYear())]  # fmt: skip
    ones += [Delivered(1, EMPLOYEE, NOTHING, bonus=seam + side) for seam in BONUS_SEAMS for side in SIDES]
    return [Life(f"S{place:05d}", one.post, {(2026, 1): one}, {(2026, 1): PersonYear().month(one)})
            for place, one in enumerate(ones)]  # fmt: skip


def _life(rng: Random, number: str, kind: str, years: tuple[int, ...]) -> Life:
    delivered: dict[Month, Delivered] = {}
    expected: dict[Month, dict[str, Decimal]] = {}
    for year in years:
        so_far = PersonYear()
        for one in _year(rng, kind, so_far):
            delivered[year, one.number] = one
            expected[year, one.number] = so_far.month(one)
    return Life(number, kind, delivered, expected)


def _year(rng: Random, kind: str, so_far: PersonYear) -> Iterator[Delivered]:
    """The months of one calendar year; each is worked out before the next is made up."""
    scale, declared, bonuses = rng.choice(SCALES), NOTHING, _bonuses(rng, kind)
    flags = {"first_job": rng.random() < 0.15, "low_income": rng.random() < 0.1}
    for number, post in enumerate(_posts(rng, kind), start=1):
        if post is None:
            continue
        if post == EMPLOYEE:
            declared += rng.choice((0, 0, 1000, 1500, 3000, Decimal("4500.50")))
        contributions = rng.choice((NOTHING, _amount(rng, scale) / 5)).quantize(FEN)
        bonus, apart = bonuses.get(number, (NOTHING, True)) if post == EMPLOYEE else (NOTHING, True)
        one = Delivered(number, post, NOTHING, contributions, declared, bonus, apart, **flags)
        yield _with_gross(rng, one, so_far, scale)


def _posts(rng: Random, kind: str) -> list[str | None]:
    """The post of every month, None where there is no row: before joining, after leaving, between two contracts."""
    first = rng.choice((1, 1, 1, rng.randint(2, 12)))
    last = rng.choice((12, 12, rng.randint(first, 12)))
    if kind == "几个岗位":
        posts: list[str | None] = []
        while len(posts) < 12:
            choices = [one for one in (EMPLOYEE, BROKER, PART_TIMER, None) if not posts or one != posts[-1]]
            posts += [rng.choice(choices)] * rng.randint(1, 5)
    else:
        posts = [EMPLOYEE if kind.startswith("雇员") else kind] * 12
    return [post if first <= number <= last else None for number, post in enumerate(posts[:12], start=1)]


def _bonuses(rng: Random, kind: str) -> dict[int, tuple[Decimal, bool]]:
    """Month to bonus and whether it is taxed apart: at most one apart in a year, and others merged."""
    if kind not in ("雇员有年终奖", "几个岗位"):
        return {}
    months = rng.sample(range(1, 13), rng.randint(1, 3))
    apart = rng.choice((months[0], months[0], months[0], 0))
    return {month: (_bonus(rng), month == apart) for month in months}


def _bonus(rng: Random) -> Decimal:
    if rng.random() < 0.6:
        return rng.choice(BONUS_SEAMS) + rng.choice(SIDES)
    return _amount(rng, rng.choice(SCALES) * rng.choice((1, 12)))


def _with_gross(rng: Random, one: Delivered, so_far: PersonYear, scale: int) -> Delivered:
    """The month with its pay: nothing, less than nothing, at a seam, or any amount."""
    chance = rng.random()
    gross = NOTHING if chance < 0.12 else -_amount(rng, 1500) if chance < 0.16 else _amount(rng, scale)
    if chance > 0.5:
        found = [amount for amount in at_seams(rng.choice(SIDES), one, so_far) if 0 <= amount <= HIGHEST]
        gross = rng.choice(found) if found else gross
    return _paid(one, gross)


def at_seams(side: Decimal, one: Delivered, so_far: PersonYear) -> list[Decimal]:
    """Grosses that bring this month to each of the seams, or a fen to one side of it."""
    if one.post == EMPLOYEE:
        return [_wages_for(seam + side, one, so_far) for seam in SEAMS]
    taxed = [gross + side for gross in GROSS_SEAMS[one.post]]
    if one.post == BROKER:
        return [*taxed, *(_commission_for(seam, one, so_far) + side for seam in SEAMS)]
    nets = [net if net < 1000 else to_fen(net * Decimal("1.01")) for net in NET_SEAMS]
    return [*taxed, *(net + side for net in nets)]


def _wages_for(taxable: Decimal, one: Delivered, so_far: PersonYear) -> Decimal:
    """The gross that makes exactly this cumulative taxable income."""
    year = so_far.wages
    off = deduction(one, year.months + 1) + year.contributions + one.contributions + one.declared
    return taxable + off - year.income - (NOTHING if one.bonus_apart else one.bonus)


def _commission_for(taxable: Decimal, one: Delivered, so_far: PersonYear) -> Decimal:
    """The highest gross whose cumulative taxable income does not pass this one, or a fen off it."""
    year, gross = so_far.broker, NOTHING
    for _ in range(8):  # Tax and charges depend on the gross, less each time.
        vat = value_added_tax(_paid(one, gross))
        charges = year.charges + surcharges(gross, vat)
        income = (taxable + charges + 5000 * (year.months + 1)) / Decimal("0.6")
        gross = (income - year.income + vat).quantize(FEN, ROUND_FLOOR)
    return gross


def _paid(one: Delivered, gross: Decimal) -> Delivered:
    return Delivered(one.number, one.post, gross, one.contributions, one.declared, one.bonus, one.bonus_apart,
                     one.first_job, one.low_income)  # fmt: skip


def _amount(rng: Random, scale: int) -> Decimal:
    """An amount in fen up to twice the scale, now and then a round one."""
    return Decimal(rng.choice((rng.randint(1, 200 * scale), rng.randint(1, 2 * scale) * 100))) / 100
