"""Pay days: working days of the State calendar and statutory holidays on Monday to Friday."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.calendar import pay_days
from pipeline.period import Period
from pipeline.settings import ConfigurationError, load
from tests.settings.small import changed, line_of, loaded

PROJECT = Path(__file__).parents[2]
YEAR = (22, 20, 22, 21, 20, 22, 23, 21, 23, 20, 21, 23)
"""2026: 258 pay days.  January has 22 weekdays, loses the bridged 2nd and gains the make-up Sunday, the 4th; so on by
the notice of the State Council's office."""


@pytest.mark.parametrize(("month", "days"), list(enumerate(YEAR, 1)))
def test_the_pay_days_of_2026(month: int, days: int) -> None:
    """Every month of 2026 has its number of pay days, in order, each once and all in the month."""
    found = pay_days(load(PROJECT / "config.yaml"), Period(2026, month))
    assert len(found) == days
    assert list(found) == sorted(set(found))
    assert {day.month for day in found} == {month}


@pytest.mark.parametrize(
    ("day", "is_pay_day"),
    [
        (date(2026, 1, 1), True), (date(2026, 1, 2), False), (date(2026, 1, 3), False), (date(2026, 1, 4), True),
        (date(2026, 1, 5), True), (date(2026, 2, 15), False), (date(2026, 2, 16), True), (date(2026, 2, 14), True),
        (date(2026, 4, 5), False), (date(2026, 4, 6), False), (date(2026, 4, 7), True), (date(2026, 10, 3), False),
    ],
)  # fmt: skip
def test_holidays_and_make_up_days(day: date, is_pay_day: bool) -> None:
    """A statutory holiday on a weekday is paid, on a weekend it is not; a bridged day is not, a make-up Sunday is."""
    days = pay_days(load(PROJECT / "config.yaml"), Period(day.year, day.month))
    assert (day in days) == is_pay_day


def refused(folder: Path, period: Period, *changes: tuple[str, str]) -> str:
    """What is said when the calendar of a month is not known."""
    with pytest.raises(ConfigurationError) as caught:
        pay_days(loaded(folder, *changes), period)
    return str(caught.value)


def test_a_year_without_statutory_days_is_refused(tmp_path: Path) -> None:
    """The message says where they are to be written."""
    assert refused(tmp_path, Period(2027, 1)) == (
        f"config.yaml 第{line_of(changed(), 'statutory_days:')}行："
        "没有2027年的法定节假日，请在 calendar.statutory_days 中按国务院办公厅通知写明"
    )


FAR = ('    "2026": [2026-01-01, 2026-10-01]\n', '    "2099": [2099-01-01]\n')


def test_a_year_the_library_does_not_know_is_refused(tmp_path: Path) -> None:
    """With statutory days but without working days the year stays unknown, and both ways out are named."""
    assert refused(tmp_path, Period(2099, 1), FAR) == (
        f"config.yaml 第{line_of(changed(FAR), 'calendar:')}行："
        "日历库没有2099年的工作日安排，请升级日历库，或在 calendar.workdays 中写明全年工作日"
    )


GIVEN = (FAR[0], f'{FAR[1]}  workdays:\n    "2099": [2099-01-02, 2099-01-04, 2099-02-02]\n')


def test_working_days_may_be_given(tmp_path: Path) -> None:
    """2099-01-01 is a Thursday: statutory and on a weekday, it joins the two working days written for January."""
    settings = loaded(tmp_path, GIVEN)
    assert pay_days(settings, Period(2099, 1)) == (date(2099, 1, 1), date(2099, 1, 2), date(2099, 1, 4))
    assert pay_days(settings, Period(2099, 2)) == (date(2099, 2, 2),)


def test_a_month_forgotten_among_the_given_days_is_refused(tmp_path: Path) -> None:
    """A month without a single working day was forgotten; nobody's pay is divided by 0 days."""
    assert refused(tmp_path, Period(2099, 3), GIVEN) == (
        f"config.yaml 第{line_of(changed(GIVEN), '2099-02-02]')}行："
        "calendar.workdays 的2099年没有3月的工作日，请写明全年工作日"
    )
