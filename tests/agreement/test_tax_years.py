"""Thousands of random years of employees, brokers and part-timers: the engine under ``config.yaml`` agrees to the fen
with the slow computation written from the law (:mod:`tests.reference.tax_year`).

Law: the documents named there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.period import Period
from pipeline.settings import Settings, load
from tests.agreement.tax_books import Books
from tests.reference.tax_year import BROKER, EMPLOYEE, FEN, NOTHING, PART_TIMER, Delivered, of_year
from tests.reference.tax_year_lives import BONUS_SEAMS, GROSS_SEAMS, NET_SEAMS, SEAMS, Life, Month, at_every_seam, lives

ROOT = Path(__file__).parents[2]
CASES: dict[str, Any] = json.loads((ROOT / "tests" / "reference" / "tax_cases.json").read_text(encoding="utf-8"))
FIGURES = (
    "本期收入", "三险一金", "累计应纳税所得额", "个人所得税", "增值税", "附加税费", "年终奖个人所得税", "实发合计",
)  # fmt: skip
Figures = dict[str, Decimal]


@pytest.fixture(scope="module")
def settings() -> Settings:
    """The settings as the project ships them."""
    return load(ROOT / "config.yaml")


def computed(people: Sequence[Life], settings: Settings) -> dict[tuple[str, Month], Figures]:
    """What the engine makes of every month of everyone; each month in one call, its ledgers carried to the next."""
    found: dict[tuple[str, Month], Figures] = {}
    books = Books()
    for month in sorted({month for life in people for month in life.delivered}):
        rows = {life.number: life.delivered[month] for life in people if month in life.delivered}
        period = Period(*month)
        made = books.month(rows, period, settings.standard(period))
        found |= {(number, month): {name: each[name] for name in FIGURES} for number, each in made.items()}
    return found


def shown(figures: Figures) -> Figures:
    """The figures as the configuration shows them: 累计应纳税所得额 not below 0, since no tax depends on it there."""
    return {**figures, "累计应纳税所得额": max(NOTHING, figures["累计应纳税所得额"])}


def disagreements(people: Sequence[Life], settings: Settings) -> list[str]:
    """Every figure of the engine that is not the one of the slow computation, in words."""
    found = computed(people, settings)
    return [
        f"{life.kind} {life.number} {month} {name}: engine {found[life.number, month][name]}, law {figure}\n"
        f"    {life.delivered[month]}"
        for life in people
        for month, expected in life.expected.items()
        for name, figure in shown(expected).items()
        if found[life.number, month][name] != figure
    ]


def sides_met(people: Sequence[Life]) -> set[tuple[str, Decimal, int]]:
    """Where months ended less than two fen below (-1), at (0) or above (1) a seam of what they are taxed by."""
    met: set[tuple[str, Decimal, int]] = set()
    for life in people:
        for month, one in life.delivered.items():
            made = life.expected[month]
            amounts = {one.post: made["累计应纳税所得额"], f"{one.post}增值税": one.gross, "年终奖": one.bonus}
            amounts |= {PART_TIMER: made["本期收入"]} if one.post == PART_TIMER else {}
            for table, amount in amounts.items():
                near = [seam for seam in SEAMS_OF.get(table, ()) if abs(amount - seam) < 2 * FEN]
                met |= {(table, seam, (amount > seam) - (amount < seam)) for seam in near}
    return met


SEAMS_OF = {EMPLOYEE: SEAMS, BROKER: SEAMS, PART_TIMER: NET_SEAMS, "年终奖": BONUS_SEAMS,
            **{f"{post}增值税": seams for post, seams in GROSS_SEAMS.items()}}  # fmt: skip
EVERY_SIDE = {(table, seam, side) for table, seams in SEAMS_OF.items() for seam in seams for side in (-1, 0, 1)}


# --- the slow computation itself ---


@pytest.mark.parametrize("case", CASES["wages"], ids=lambda case: case["id"])
def test_published_wages(case: Mapping[str, Any]) -> None:
    """The computation the engine is held against gives the published cases."""
    begins, declared, months = case.get("start_month", 1), NOTHING, []
    rows = case.get("rows") or [case["row"]] * case["repeat"]
    for number, (income, insurance, special) in enumerate(rows, start=begins):
        declared += Decimal(special)
        months.append(
            Delivered(number, EMPLOYEE, Decimal(income), Decimal(insurance), declared,
                      first_job=case.get("first_in_year", False), low_income=case.get("prior_year_within_60000", False))
        )  # fmt: skip
    assert [made["个人所得税"] for made in of_year(months)] == [Decimal(tax) for tax in case["tax"]]


@pytest.mark.parametrize("case", CASES["broker"], ids=lambda case: case["id"])
def test_published_commission(case: Mapping[str, Any]) -> None:
    """The same for brokers."""
    made = of_year(Delivered(n, BROKER, Decimal(case["row"][0])) for n in range(1, case["repeat"] + 1))
    assert [one["个人所得税"] for one in made] == [Decimal(tax) for tax in case["tax"]]


def test_published_labour_vat_and_bonus() -> None:
    """The same for one month's labour income, its VAT, and a bonus taxed apart."""
    for income, tax in CASES["labour"]:
        gross = Decimal(income) * (1 if Decimal(income) < 1000 else Decimal("1.01"))
        assert of_year([Delivered(1, PART_TIMER, gross)])[0]["个人所得税"] == Decimal(tax)
    for gross, vat in CASES["vat_labour_2026"]:
        assert of_year([Delivered(1, PART_TIMER, Decimal(gross))])[0]["增值税"] == Decimal(vat)
    for bonus, tax in CASES["bonus"]:
        made = of_year([Delivered(1, EMPLOYEE, NOTHING, bonus=Decimal(bonus))])
        assert made[0]["年终奖个人所得税"] == Decimal(tax)


def test_each_post_accumulates_apart() -> None:
    """Employee, broker, employee again.

    Wages of 45,000: after the first month 40,000 are taxable, 36,000 × 3% + 4,000 × 10% = 1,480.00; two months of
    commission of 20,000 make 7,000 and 14,000 taxable, 210.00 each; the fourth month is the second of wages:
    80,000 taxable, 8,000 − 2,520 − 1,480 = 4,000.00.
    """
    posts = [(EMPLOYEE, 45_000), (BROKER, 20_000), (BROKER, 20_000), (EMPLOYEE, 45_000)]
    made = of_year(Delivered(n, post, Decimal(gross)) for n, (post, gross) in enumerate(posts, start=1))
    assert [one["个人所得税"] for one in made] == [Decimal(tax) for tax in (1480, 210, 210, 4000)]


# --- the engine ---


def test_every_seam_in_january(settings: Settings) -> None:
    """A month from below, at and above every seam of every table."""
    assert disagreements(at_every_seam(), settings) == []


def test_sixty_years(settings: Settings) -> None:
    """Every kind of life twelve times."""
    assert disagreements(lives(seed=1, count=60), settings) == []


@pytest.mark.long
def test_a_new_year_begins_with_nothing(tmp_path: Path) -> None:
    """What accumulates does not pass the turn of the year; no figure of the law is to expire on the way."""
    shipped = (ROOT / "config.yaml").read_text(encoding="utf-8")
    config = tmp_path / "config.yaml"
    config.write_text(re.sub(r"expires: \d{4}-\d\d-\d\d", "expires: 2027-12-31", shipped), encoding="utf-8")
    people = lives(seed=2, count=20, years=(2026, 2027))
    assert any(month[0] == 2027 for life in people for month in life.delivered)
    assert disagreements(people, load(config)) == []


SEEDS = range(3, 8)


@pytest.mark.long
@pytest.mark.parametrize("seed", SEEDS)
def test_thousands_of_years(seed: int, settings: Settings) -> None:
    """A thousand years a time."""
    assert disagreements(lives(seed, count=1000), settings) == []


@pytest.mark.long
def test_every_seam_is_met() -> None:
    """Those years meet every seam of every table from below, at and above."""
    met = set().union(*(sides_met(lives(seed, count=1000)) for seed in SEEDS))
    assert EVERY_SIDE - met == set()
