"""Contributions worked out from a base where no amount is delivered, and a further one by configuration alone.

Law: 社会保险法; 住房公积金管理条例.  The figures of the example city are made up: social insurance 4,500 to 22,500, 8%,
2% and 0.5%; housing fund 2,000 to 25,000, 7%.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.period import Period
from pipeline.settings import Standard, load
from tests.tax.year import CONFIG, Year, employee, fact

NAMES = ("基本养老保险费", "基本医疗保险费", "失业保险费", "住房公积金")


@pytest.mark.parametrize(
    ("base", "fund_base", "amounts"),
    [
        ("4499.99", "1999.99", ("360", "90", "22.50", "140")),
        ("4500", "2000", ("360", "90", "22.50", "140")),
        ("4500.20", "2000.10", ("360.02", "90", "22.50", "140.01")),  # 360.016, 90.004, 22.501, 140.007
        ("5555", "0", ("444.40", "111.10", "27.78", "0")),  # 27.775 goes up
        ("22499.90", "25000", ("1799.99", "450", "112.50", "1750")),  # 1799.992, 449.998, 112.4995
        ("22500.01", "25000.01", ("1800", "450", "112.50", "1750")),
        ("0", "30000", ("0", "0", "0", "1750")),
    ],
)
def test_a_base_within_floor_and_ceiling(
    base: str, fund_base: str, amounts: tuple[str, ...], standard: Standard
) -> None:
    """Each contribution is rounded by itself; their sum is what is withheld and deducted."""
    facts = [fact("E1", "社保缴费基数", Decimal(base)), fact("E1", "公积金缴存基数", Decimal(fund_base))]
    row = Year(standard, [employee()]).month(1, {"E1": Decimal(10000)}, facts=facts)["E1"]
    expected = [Decimal(amount) for amount in amounts]
    assert [row[name] for name in NAMES] == expected
    assert row["三险一金"] == row["累计专项扣除"] == sum(expected)


def test_a_delivered_amount_goes_before_the_base(standard: Standard) -> None:
    """Contribution by contribution: what came is taken as it is, what is empty is worked out."""
    declared = [{"employee_id": "E1", "pension": Decimal("123.45"), "housing_fund": Decimal("50")}]
    facts = [fact("E1", "社保缴费基数", Decimal(5000)), fact("E1", "公积金缴存基数", Decimal(5000))]
    row = Year(standard, [employee()]).month(1, {"E1": Decimal(10000)}, declared, facts)["E1"]
    assert [row[name] for name in NAMES] == [Decimal("123.45"), 100, 25, 50]


def test_a_further_contribution_is_configuration(tmp_path: Path) -> None:
    """长期护理保险费: a fact, and its name in 三险一金; it is withheld and deducted like the others."""
    text = CONFIG.read_text(encoding="utf-8")
    old = "formula: 基本养老保险费 + 基本医疗保险费 + 失业保险费 + 住房公积金}"
    new = old.replace("}", " + 长期护理保险费}")
    first = "      - {name: 社保缴费基数,"
    asked = "      - {name: 长期护理保险费, who: 雇员, unit: 元, blank: 0, min: 0, source: 当地文件}\n"
    assert text.count(old) == text.count(first) == 1
    path = tmp_path / "config.yaml"
    path.write_text(text.replace(old, new).replace(first, asked + first), encoding="utf-8")
    year = Year(load(path).standard(Period(2026, 1)), [employee()])
    declared, facts = [{"employee_id": "E1", "pension": Decimal(400)}], [fact("E1", "长期护理保险费", Decimal("10.50"))]
    row = year.month(1, {"E1": Decimal(10000)}, declared, facts)["E1"]
    assert (row["三险一金"], row["累计专项扣除"]) == (Decimal("410.50"), Decimal("410.50"))
    assert row["个人所得税"] == Decimal("137.69")  # (10000 − 5000 − 410.50) × 3% = 137.685
