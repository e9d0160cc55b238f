"""The rows of 《营业部客户经理薪酬月报表》: the columns the configuration lists, sorted, with their remarks.

Scheme: "Columns of the report"; 指引第十五条（二）.
Reads: persons, person_measures, pay_items, statutory_items.  Writes: pay_report.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

import numpy as np
import pandas as pd
import pyarrow as pa

from pipeline.money import plain
from pipeline.period import Period
from pipeline.scheme.evaluate import condition
from pipeline.scheme.facts import Facts
from pipeline.settings import Standard
from pipeline.standard_tables import PERSON, person_facts
from schemas.table import Table

LEADER = "团队负责人"


def pay_report(
    persons: pd.DataFrame,
    person_measures: pd.DataFrame,
    pay_items: pd.DataFrame,
    statutory_items: pd.DataFrame,
    period: Period,
    standard: Standard,
    made_tables: dict[str, Table],
) -> pd.DataFrame:
    """One row per person, by team, the leader first, then 工号."""
    table = made_tables["pay_report"]
    made = pd.concat(
        [persons, *(frame.drop(columns=_shared(frame)) for frame in (person_measures, pay_items, statutory_items))],
        axis=1,
    )
    facts = person_facts(persons, [person_measures, pay_items, statutory_items], period)
    words = pd.Series(remarks(facts, standard), index=made.index, dtype=pd.ArrowDtype(pa.string()))
    order = np.lexsort((made["employee_id"].astype(str), made["post"] != LEADER, made["team"].astype(str)))
    return made.assign(remark=words).iloc[order].reset_index(drop=True)[[column.name for column in table.columns]]


def remarks(facts: Facts, standard: Standard) -> list[str]:
    """Per person the words of every remark whose condition holds, in the order written."""
    words: list[list[str]] = [[] for _ in range(facts.rows)]
    for rules in standard.rule_sets:
        for remark in rules.text.remarks:
            for row in np.flatnonzero(condition(remark.when, facts, rules.tables)):
                words[row].append(_filled(remark.text, facts, int(row)))
    return ["；".join(parts) for parts in words]


def _filled(text: str, facts: Facts, row: int) -> str:
    return re.sub(r"\{([^}]+)\}", lambda match: shown(facts.value(match[1], row)), text)


def shown(value: Fraction | str | bool | date | None) -> str:
    """A value in words, as it stands in a remark or an explanation."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Fraction):
        return plain(value, 4)
    return "空" if value is None else str(value)


def _shared(frame: pd.DataFrame) -> list[str]:
    return [name for name in PERSON if name in frame]
