"""Days as Excel reads them; a blank day stays blank."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipeline.period import Period
from pipeline.scheme.evaluate_days import day_of_month, edge

NEVER = "2958466"
"""The number of the day after the last one a workbook knows."""

_PARTS = {"年": "YEAR", "月": "MONTH", "日": "DAY"}


def fixed(function: str, period: Period, numbers: Sequence[int]) -> str:
    """月首 … 年末 and 月内日: a day that follows from the period alone."""
    return written(day_of_month(period, *numbers) if function == "月内日" else edge(function, period, numbers[0]))


def written(day: date) -> str:
    """A day as a formula."""
    return f"DATE({day.year},{day.month},{day.day})"


def part(function: str, day: str) -> str:
    """年, 月, 日."""
    return f"{_PARTS[function]}({day})"


def moved(function: str, day: str, by: str) -> str:
    """加月, 加日, 首个考核月."""
    if function == "加月":
        made = f"EDATE({day},{by})"
    elif function == "加日":
        made = f"({day}+{by})"
    else:
        made = f"DATE(YEAR({day}),MONTH({day})+IF(DAY({day})>{by},1,0),1)"
    return made if day.startswith("DATE(") else f'IF({day}="","",{made})'


def extreme(function: str, parts: Sequence[str]) -> str:
    """取大, 取小 of days: blank ones do not count; blank where all are."""
    far, pick = ("-1", "MAX") if function == "取大" else (NEVER, "MIN")
    filled = [f'IF({part}="",{far},{part})' for part in parts]
    made = f"{pick}({','.join(filled)})"
    return f'IF({made}={far},"",{made})'


def between(function: str, first: str, second: str) -> str:
    """相差天数, 相差月数, 自然月数; an error where a day is blank."""
    filled = f'OR({first}="",{second}="")'
    if function == "相差天数":
        made = f"({first}-{second})"
    elif function == "自然月数":
        made = f"IF({second}<{first},0,{_months(second, first)}+1)"
    else:
        made = f"IF({first}>={second},{_full(first, second)},-{_full(second, first)})"
    return f"IF({filled},NA(),{made})"


def _months(later: str, earlier: str) -> str:
    return f"((YEAR({later})-YEAR({earlier}))*12+MONTH({later})-MONTH({earlier}))"


def _full(later: str, earlier: str) -> str:
    months = _months(later, earlier)
    return f"({months}-IF(EDATE({earlier},{months})>{later},1,0))"
