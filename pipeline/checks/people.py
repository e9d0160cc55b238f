"""Who of the roster is asked for what: employees, and employment within the month.

Scheme: 第二条 (客户经理 and 团队负责人 are employees, paid when employed on at least one day of the month).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.places import Record, certainly, records
from pipeline.period import Period

if TYPE_CHECKING:
    import pandas as pd

EMPLOYEE_POSTS = ("客户经理", "团队负责人")
LEADER = "团队负责人"
AGENT = "证券经纪人"


def employed(roster: pd.DataFrame, period: Period) -> pd.Series[bool]:
    """Rows not known to lie outside the month; an empty date has its own finding and excludes nobody."""
    return ~(certainly(roster["hired_on"] > period.last_day) | certainly(roster["left_on"] < period.first_day))


def employees(roster: pd.DataFrame, period: Period) -> pd.DataFrame:
    """The employees of the month with a 工号, each once."""
    asked = employed(roster, period) & roster["post"].isin(EMPLOYEE_POSTS) & roster["employee_id"].notna()
    return roster.loc[asked].drop_duplicates("employee_id")


def absent_from(rows: pd.DataFrame, people: pd.DataFrame) -> list[Record]:
    """The people without any row in a table."""
    return list(records(people.loc[~people["employee_id"].isin(rows["employee_id"])]))
