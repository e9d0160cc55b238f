"""Which days of a month are pay days, and on which of them a person is employed.

Scheme: 第一条 (计薪日, D and d), 第二条 (employed, both ends included).
Law: 全国年节及纪念日放假办法 (国务院令第795号): the 13 statutory days. Working days, make-up days included, are those
the State Council announced for the year, as `chinesecalendar` has them.
Reading taken:
- "statutory holiday" means the 13 days of the decree only; a weekday off in lieu (调休) is neither a working day nor a
  pay day;
- a year other than 2026 has no table here and stops.
"""

import datetime

import chinese_calendar

from .exact import Stop

Day = datetime.date

STATUTORY_HOLIDAYS = {
    2026: {
        Day(2026, 1, 1),  # 元旦, Thursday
        Day(2026, 2, 16),  # 除夕, Monday
        Day(2026, 2, 17),  # 春节
        Day(2026, 2, 18),
        Day(2026, 2, 19),
        Day(2026, 4, 5),  # 清明节, Sunday
        Day(2026, 5, 1),  # 劳动节, Friday
        Day(2026, 5, 2),  # Saturday
        Day(2026, 6, 19),  # 端午节, Friday
        Day(2026, 9, 25),  # 中秋节, Friday
        Day(2026, 10, 1),  # 国庆节, Thursday
        Day(2026, 10, 2),
        Day(2026, 10, 3),  # Saturday
    }
}


def first_day(period: str) -> Day:
    """The first day of a month written 2026-01."""
    year, month = period.split("-")
    return Day(int(year), int(month), 1)


def months_earlier(period: str, count: int) -> str:
    """The month that lies `count` months before the period."""
    start = first_day(period)
    number = start.year * 12 + start.month - 1 - count
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def last_day(period: str) -> Day:
    """The last day of the month."""
    return first_day(months_earlier(period, -1)) - datetime.timedelta(days=1)


def days_of(period: str) -> list[Day]:
    """Every calendar day of the month."""
    return [first_day(period).replace(day=number) for number in range(1, last_day(period).day + 1)]


def in_month(day: Day, period: str) -> bool:
    """True when the day lies in the month."""
    return first_day(period) <= day <= last_day(period)


def working_days(period: str) -> list[Day]:
    """The working days of the State calendar, make-up days included."""
    year = first_day(period).year
    if year not in STATUTORY_HOLIDAYS:
        raise Stop("无工作日历", year)
    return [day for day in days_of(period) if chinese_calendar.is_workday(day)]


def pay_days(period: str) -> list[Day]:
    """Working days, and statutory holidays that fall on Monday to Friday. Scheme: 第一条."""
    working = working_days(period)
    statutory = STATUTORY_HOLIDAYS[first_day(period).year]
    return [day for day in days_of(period) if day in working or (day in statutory and day.isoweekday() <= 5)]


def is_employed(person: dict, day: Day) -> bool:
    """入职日期 ≤ day ≤ 离职日期, an empty 离职日期 meaning still employed."""
    left_on = person.get("离职日期")
    return person["入职日期"] <= day and (left_on is None or day <= left_on)


def is_in_month(person: dict, period: str) -> bool:
    """Employed on at least one calendar day of the month. Scheme: 第二条."""
    return any(is_employed(person, day) for day in days_of(period))


def employed_pay_days(person: dict, period: str) -> int:
    """d: the pay days of the month on which the person is employed."""
    return len([day for day in pay_days(period) if is_employed(person, day)])
