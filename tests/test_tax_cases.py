"""The statute of ``config.yaml``, run by the real engine, gives the published cases and meets every band at its seam.

Law: 国家税务总局公告2018年第61号, 2020年第13号, 2020年第19号; 财税〔2018〕164号;
财政部 税务总局公告2023年第30号, 2026年第10号.
Expected figures come from ``tax_cases.json`` or from tax × rate − quick deduction in plain ``Decimal``; the engine
itself goes band by band, so the two can only agree if both are right.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.period import Period
from pipeline.settings import Standard, load
from tests.tax.year import Year, agent, employee, fact

HERE = Path(__file__).parent
CASES: dict[str, Any] = json.loads((HERE / "reference" / "tax_cases.json").read_text(encoding="utf-8"))
FEN, NOTHING = Decimal("0.01"), Decimal(0)
Row = Mapping[str, Any]


@pytest.fixture(scope="module")
def standard() -> Standard:
    """Pay standard and statute as the project ships them."""
    return load(HERE.parent / "config.yaml").standard(Period.parse("2026-01"))


def rows_of(case: Row) -> list[list[Decimal]]:
    """The months of a case."""
    rows = case.get("rows") or [case["row"]] * case["repeat"]
    return [[Decimal(figure) for figure in row] for row in rows]


@pytest.mark.parametrize("case", CASES["wages"], ids=lambda case: case["id"])
def test_wages(case: Row, standard: Standard) -> None:
    """Cumulative withholding, the first job of the year and the sixty thousand at once."""
    first = "首次就业" if case.get("first_in_year") else None
    year = Year(standard, [employee(first_job=first, low_income=case.get("prior_year_within_60000", False))])
    begins, special, taxes = case.get("start_month", 1), Decimal(0), []
    for number, (income, insurance, extra) in enumerate(rows_of(case), start=begins):
        special += extra
        declared = [{"employee_id": "E1", "pension": insurance, "children_education": special}]
        taxes.append(year.month(number, {"E1": income}, declared)["E1"]["个人所得税"])
    assert taxes == [Decimal(tax) for tax in case["tax"]]


@pytest.mark.parametrize("case", CASES["broker"], ids=lambda case: case["id"])
def test_brokers(case: Row, standard: Standard) -> None:
    """Fee and costs off the income without VAT, 5,000 a month, cumulative."""
    year = Year(standard, [agent("证券经纪人")])
    taxes = [
        year.month(number, {"A1": income})["A1"]["个人所得税"]
        for number, (income, _charges) in enumerate(rows_of(case), start=1)
    ]
    assert taxes == [Decimal(tax) for tax in case["tax"]]


@pytest.mark.parametrize(("income", "tax"), CASES["labour"])
def test_labour_income(income: str, tax: str, standard: Standard) -> None:
    """A part-timer's month by itself; the gross is chosen so that this income is left without VAT."""
    net = Decimal(income)
    gross = net if net < 1000 else net * Decimal("1.01")
    row = Year(standard, [agent("兼职")]).month(1, {"A1": gross})["A1"]
    assert (row["本期收入"], row["个人所得税"]) == (net, Decimal(tax))


@pytest.mark.parametrize(("gross", "vat"), CASES["vat_labour_2026"])
def test_vat_of_part_timers(gross: str, vat: str, standard: Standard) -> None:
    """Due from sales of 1,000.00 on."""
    row = Year(standard, [agent("兼职")]).month(1, {"A1": Decimal(gross)})["A1"]
    assert row["增值税"] == Decimal(vat)


@pytest.mark.parametrize(
    ("gross", "vat", "charges"),
    [
        ("100999.99", "0", "0"),
        ("101000.00", "1000", "35"),  # S = 100,000: 城建 7% ÷ 2; the education ones are exempt up to 100,000
        ("101000.01", "1000", "60"),  # S over 100,000: 35 + 15 + 10
        ("202000.00", "2000", "120"),
    ],
)
def test_vat_and_surcharges_of_brokers(gross: str, vat: str, charges: str, standard: Standard) -> None:
    """Due from sales of 100,000.00 on, on the whole amount."""
    row = Year(standard, [agent("证券经纪人")]).month(1, {"A1": Decimal(gross)})["A1"]
    assert (row["增值税"], row["附加税费"]) == (Decimal(vat), Decimal(charges))


# Ceiling (right-closed), rate, quick deduction.  Law: 2018年第61号 附件2; 2023年第30号.
WAGES = [(36000, "0.03", 0), (144000, "0.10", 2520), (300000, "0.20", 16920), (420000, "0.25", 31920),
         (660000, "0.30", 52920), (960000, "0.35", 85920), (10**9, "0.45", 181920)]  # fmt: skip
LABOUR = [(20000, "0.20", 0), (50000, "0.30", 2000), (10**9, "0.40", 7000)]
BONUS = [(3000, "0.03", 0), (12000, "0.10", 210), (25000, "0.20", 1410), (35000, "0.25", 2660),
         (55000, "0.30", 4410), (80000, "0.35", 7160), (10**9, "0.45", 15160)]  # fmt: skip


def quick(bands: list[tuple[int, str, int]], taxable: Decimal, chosen_by: Decimal | None = None) -> Decimal:
    """Tax by rate and quick deduction, to the fen."""
    by = taxable if chosen_by is None else chosen_by
    rate, deduction = next((rate, deduction) for ceiling, rate, deduction in bands if by <= ceiling)
    return max(Decimal(0), (taxable * Decimal(rate) - deduction).quantize(FEN, ROUND_HALF_UP))


def seams(bands: list[tuple[int, str, int]]) -> list[Decimal]:
    """Just below, at and just above every seam, and around nothing."""
    return [Decimal(ceiling) + step for ceiling in (0, *(c for c, _, _ in bands[:-1])) for step in (-FEN, 0, FEN)]


def test_wages_at_the_seams(standard: Standard) -> None:
    """One person per seam: the first month's income is what is taxable and 5,000."""
    taxable = {f"E{place}": amount for place, amount in enumerate(seams(WAGES))}
    rows = Year(standard, [employee(number) for number in taxable]).month(
        1, {number: amount + 5000 for number, amount in taxable.items()}
    )
    assert {number: row["个人所得税"] for number, row in rows.items()} == {
        number: quick(WAGES, amount) for number, amount in taxable.items()
    }


def test_wages_that_cross_every_seam_in_a_year(standard: Standard) -> None:
    """A hundred thousand and a fen a month: what is withheld so far and this month's tax are the year's tax so far."""
    year, withheld = Year(standard, [employee()]), Decimal(0)
    for number in range(1, 13):
        withheld += year.month(number, {"E1": Decimal("100000.01")})["E1"]["个人所得税"]
        assert withheld == quick(WAGES, number * Decimal("95000.01"))


@pytest.mark.parametrize("net", [4000, 25000, 62500])  # 800 or a fifth goes free; 20,000 and 50,000 taxable
def test_labour_income_at_the_seams(net: int, standard: Standard) -> None:
    """Grosses that leave this income without VAT, a fen less and a fen more."""
    grosses = {f"A{place}": net * Decimal("1.01") + step for place, step in enumerate((-FEN, 0, FEN))}
    rows = Year(standard, [agent("兼职", number) for number in grosses]).month(1, grosses)
    for number, gross in grosses.items():
        income = gross - (gross / Decimal("1.01") * Decimal("0.01")).quantize(FEN, ROUND_HALF_UP)
        taxable = income - 800 if income <= 4000 else income * Decimal("0.8")
        row = rows[number]
        assert (row["本期收入"], row["个人所得税"]) == (income, quick(LABOUR, taxable))


def bonus_taxes(bonuses: Sequence[Decimal], standard: Standard) -> list[Decimal]:
    """The tax on each bonus taxed apart, of an employee who earns nothing else that month."""
    people = [employee(f"E{place}") for place in range(len(bonuses))]
    facts = [fact(one["employee_id"], "年终奖", bonus) for one, bonus in zip(people, bonuses, strict=True)]
    rows = Year(standard, people).month(12, dict.fromkeys((one["employee_id"] for one in people), NOTHING), facts=facts)
    return [rows[one["employee_id"]]["年终奖个人所得税"] for one in people]


def test_annual_bonus(standard: Standard) -> None:
    """A twelfth of the bonus chooses rate and quick deduction."""
    bonuses = [Decimal(bonus) for bonus, _ in CASES["bonus"]]
    assert bonus_taxes(bonuses, standard) == [Decimal(tax) for _, tax in CASES["bonus"]]


def test_annual_bonus_at_the_seams(standard: Standard) -> None:
    """Twelve times every ceiling of the monthly table, a fen below and a fen above."""
    bonuses = [12 * Decimal(ceiling) + step for ceiling, _, _ in BONUS[:-1] for step in (-FEN, 0, FEN)]
    assert bonus_taxes(bonuses, standard) == [quick(BONUS, bonus, bonus / 12) for bonus in bonuses]
