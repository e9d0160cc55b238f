"""Pay days (计薪日): working days of the State calendar, and statutory holidays that fall on Monday to Friday.

Scheme: 第一条.  Law: 国务院令第795号 and the yearly notice on make-up days.
"""

from __future__ import annotations

from datetime import date, timedelta

from pipeline.period import Period
from pipeline.settings import CalendarText, Settings

SATURDAY = 5


def pay_days(settings: Settings, period: Period) -> tuple[date, ...]:
    """The pay days of the month in order; ConfigurationError when the year's calendar is not known."""
    text = settings.text.calendar
    statutory = text.statutory_days.get(str(period.year))
    if statutory is None:
        words = f"没有{period.year}年的法定节假日，请在 calendar.statutory_days 中按国务院办公厅通知写明"
        raise settings.refusal(("calendar", "statutory_days"), words)
    working = _working_days(settings, text, period)
    extra = {day for day in statutory if day.weekday() < SATURDAY}
    return tuple(day for day in _days(period) if day in working or day in extra)


def _working_days(settings: Settings, text: CalendarText, period: Period) -> set[date]:
    given = text.workdays.get(str(period.year))
    if given is not None:
        return _given(settings, set(given), period)
    import chinese_calendar

    try:
        return {day for day in _days(period) if chinese_calendar.is_workday(day)}
    except NotImplementedError as error:
        words = f"日历库没有{period.year}年的工作日安排，请升级日历库，或在 calendar.workdays 中写明全年工作日"
        raise settings.refusal(("calendar", "workdays"), words) from error


def _given(settings: Settings, working: set[date], period: Period) -> set[date]:
    """The working days written for the year; a month without any was forgotten."""
    if not working & set(_days(period)):
        words = f"calendar.workdays 的{period.year}年没有{period.month}月的工作日，请写明全年工作日"
        raise settings.refusal(("calendar", "workdays", str(period.year)), words)
    return working


def _days(period: Period) -> list[date]:
    count = (period.last_day - period.first_day).days + 1
    return [period.first_day + timedelta(days=index) for index in range(count)]
