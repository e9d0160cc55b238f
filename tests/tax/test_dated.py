"""The operator and the threshold of VAT belong to a version: until 2025 sales had to exceed it, since 2026 to reach it.

Law: VAT Law in force 2026-01-01; 财政部 税务总局公告2026年第10号.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.period import Period
from pipeline.settings import ConfigurationError, Settings, load
from tests.tax.year import CONFIG, Year, agent

REACHED, EXCEEDED = "如果(不含税销售额 ≥ 查表(增值税起征点", "如果(不含税销售额 > 查表(增值税起征点"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The project's configuration in force from 2025 on, with the statute of 2025 before that of 2026."""
    text = CONFIG.read_text(encoding="utf-8").replace("in_force: {from: 2026-01-01}", "in_force: {from: 2025-01-01}")
    text = text.replace("date: 2025-12-20", "date: 2024-12-20")
    start = text.index("  - name: 个人所得税与增值税")
    end = text.index("  - name: 示例市社会保险与住房公积金")
    now = text[start:end]
    assert now.count(REACHED) == 1
    before = now.replace(REACHED, EXCEEDED).replace('version: "2026"', 'version: "2025"')
    before = before.replace("{from: 2026-01-01, until: 2027-12-31}", "{from: 2025-01-01, until: 2025-12-31}")
    path = tmp_path_factory.mktemp("dated") / "config.yaml"
    path.write_text(text[:start] + before + text[start:], encoding="utf-8")
    return load(path)


@pytest.mark.parametrize(
    ("calendar_year", "gross", "vat"),
    [
        (2025, "100999.99", "0"), (2025, "101000.00", "0"), (2025, "101000.01", "1000"),
        (2026, "100999.99", "0"), (2026, "101000.00", "1000"), (2026, "101000.01", "1000"),
    ],
)  # fmt: skip
def test_reached_or_exceeded(calendar_year: int, gross: str, vat: str, settings: Settings) -> None:
    """Below, at and above sales of 100,000.00 of a broker, in December 2025 and in January 2026."""
    period = Period(calendar_year, 12 if calendar_year == 2025 else 1)
    year = Year(settings.standard(period), [agent("证券经纪人")], calendar_year)
    assert year.month(period.month, {"A1": Decimal(gross)})["A1"]["增值税"] == Decimal(vat)


def test_the_statute_ends_with_2027() -> None:
    """The bonus apart, the 1% rate and the halved surcharges end together; nobody is taxed by them after that day."""
    with pytest.raises(ConfigurationError, match="个人所得税与增值税"):
        load(CONFIG).standard(Period(2028, 1))
