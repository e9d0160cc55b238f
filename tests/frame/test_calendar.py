"""Periods and pay days. Scheme: 第一条; the State calendar of 2026 as the notice of the State Council has it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from pipeline.calendar import pay_days
from pipeline.period import Period
from pipeline.settings import ConfigurationError, load

from .tables import PROJECT, settings

WORKING_DAYS = (21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23)
# Statutory days on Monday to Friday: 01-01; 02-16 … 02-19 (周一至周四); 04-05 is a Sunday; 05-01 (周五); 06-19 (周五);
# 09-25 (周五); 10-01, 10-02 (周四、周五).
HOLIDAYS = (1, 4, 0, 0, 1, 1, 0, 0, 1, 2, 0, 0)


@pytest.mark.parametrize("month", range(1, 13))
def test_pay_days_of_2026(month: int) -> None:
    """Working days, make-up days included, and statutory holidays that fall on Monday to Friday."""
    days = pay_days(settings(), Period(2026, month))
    assert len(days) == WORKING_DAYS[month - 1] + HOLIDAYS[month - 1]
    assert list(days) == sorted(set(days))


def test_make_up_days_count_and_days_off_do_not() -> None:
    """2026-01-04 is a working Sunday, 2026-01-02 a Friday off."""
    days = pay_days(settings(), Period(2026, 1))
    assert date(2026, 1, 4) in days
    assert date(2026, 1, 2) not in days
    assert date(2026, 1, 1) in days


def test_a_year_without_statutory_days_is_a_matter_of_configuration() -> None:
    """Told with what to write where."""
    with pytest.raises(ConfigurationError, match="没有2031年的法定节假日"):
        pay_days(settings(), Period(2031, 1))


def test_a_year_the_library_does_not_know_can_be_written_down(tmp_path: Path) -> None:
    """Without an announced calendar the run stops; with the days in the configuration it goes on."""
    text = (PROJECT / "config.yaml").read_text(encoding="utf-8")
    statutory = text.replace('    "2025": [', '    "2031": [2031-01-01]\n    "2025": [', 1)
    config = tmp_path / "config.yaml"
    config.write_text(statutory, encoding="utf-8")
    with pytest.raises(ConfigurationError, match="日历库没有2031年的工作日安排"):
        pay_days(load(config), Period(2031, 1))
    config.write_text(
        statutory.replace("  workdays: {}", '  workdays: {"2031": [2031-01-02, 2031-01-03, 2031-02-03]}', 1),
        encoding="utf-8",
    )
    # 2031-01-01 is a Wednesday.
    assert pay_days(load(config), Period(2031, 1)) == (date(2031, 1, 1), date(2031, 1, 2), date(2031, 1, 3))


@pytest.mark.parametrize("text", ["2026-1", "2026-13", "2026-00", "26-01", "2026/01", "2026-01-01", "", "0000-01"])
def test_what_is_no_period(text: str) -> None:
    """Only a year of four digits and a month of two."""
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        Period.parse(text)


def test_a_period_knows_its_days_and_neighbours() -> None:
    """Bounds, leap years, and months across the turn of the year."""
    assert str(Period.parse("2024-02")) == "2024-02"
    assert Period(2024, 2).last_day == date(2024, 2, 29)
    assert Period(2026, 12).last_day == date(2026, 12, 31)
    assert Period(2026, 1).first_day == date(2026, 1, 1)
    assert Period(2026, 1).shift(-1) == Period(2025, 12)
    assert Period(2026, 1).shift(-12) == Period(2025, 1)
    assert Period(2025, 12).shift(1) == Period(2026, 1)
    assert Period(2025, 12) < Period(2026, 1)
