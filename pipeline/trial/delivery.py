"""The tables of intake made from the rows of a case; what a row leaves out is ordinary.

A person's row may also name a delivered fact, a measure, or a day count: that value then stands for what the month would
have found in its files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pipeline.period import Period
from pipeline.record_tables import record_kind, records_table
from pipeline.scheme.expressions import number
from pipeline.scheme.formula_check import nearest
from pipeline.scheme.model import RuleSet
from pipeline.trial.cases import Rows, rows_of
from schemas.columns import Column
from schemas.intake import ATTENDANCE_DAYS, KINDS, SOURCES
from schemas.results import PERSONS
from schemas.table import Table

if TYPE_CHECKING:
    import pandas as pd

PEOPLE, BRANCH_FACTS = "人员", "营业部"
LONG_AGO = "2000-01-01"
ORDINARY: dict[str, dict[str, str]] = {
    "花名册": {"姓名": "某人", "团队": "一队", "岗位": "客户经理", "入职日期": LONG_AGO},
    "客户业绩": {"开户日期": LONG_AGO, "客户状态": "正常", "交易额": "0", "毛佣金": "0", "规费": "0", "净佣金": "0",
             "期末资产": "0", "日均资产": "0"},
    "客户关系": {"关系类型": "开发", "分成比例": "1", "生效日期": LONG_AGO},
    "产品销售": {"客户号": "C1", "产品代码": "P1", "认购金额": "0", "手续费收入": "0"},
    "考勤": {"事假天数": "0", "病假天数": "0", "旷工天数": "0", "迟到次数": "0", "早退次数": "0", "缺卡次数": "0"},
    "职责考核": {"评分人": "负责人"},
    "违规投诉": {"类别": "投诉", "是否有效": "是"},
    "手工调整": {"事由": "补发", "审批人": "经理"},
    "补充数据": {"事由": "见用例", "批准人": "经理"},
}  # fmt: skip
"""What a row is where the case says nothing else."""
DATED = {"产品销售": "确认日期", "违规投诉": "日期", "出访单": "出访日期"}
"""Rows that fall on the 15th of the month where the case says nothing else."""


class CaseError(Exception):
    """A case that cannot be run as written; the text says why, in Chinese."""


@dataclass
class Delivery:
    """What a month of a case delivers: the tables of intake, and the values of persons given directly, by quantity."""

    tables: dict[str, pd.DataFrame]
    direct: dict[str, dict[str, str]] = field(default_factory=dict)


def delivery(given: Mapping[str, Any], scheme: RuleSet, measures: Sequence[str], period: Period) -> Delivery:
    """The tables of a month; ``measures`` are the quantities a person's row may give directly.

    CaseError if a row speaks of something unknown.
    """
    people, supplements, direct = _people(given, scheme, measures)
    records = {record.name: record_kind(record) for record in scheme.records}
    tables = {table.heading: table for table in (*KINDS, ATTENDANCE_DAYS, SOURCES)}
    for heading in given:
        if heading not in (PEOPLE, BRANCH_FACTS, *tables, *records):
            raise CaseError(f"没有“{heading}”这张表{nearest(heading, [PEOPLE, BRANCH_FACTS, *tables, *records])}")
    rows = {heading: rows_of(given, heading) for heading in tables}
    rows["花名册"] += people
    rows["补充数据"] += supplements
    for heading, column in DATED.items():
        rows[heading] = [{column: f"{period}-15", **row} for row in rows[heading]]
    made = {table.name: _frame(table, rows[heading]) for heading, table in tables.items()}
    return Delivery({**made, "records": _records(given, scheme, records)}, direct)


def _people(
    given: Mapping[str, Any], scheme: RuleSet, measures: Sequence[str]
) -> tuple[Rows, Rows, dict[str, dict[str, str]]]:
    """Rows of the roster and of 补充数据, and what is given directly, from the rows of persons."""
    roster = {column.heading for column in KINDS[0].columns}
    facts = {fact.name: fact for fact in scheme.facts}
    directly = {column.heading for column in PERSONS.columns} - roster | set(measures)
    people: Rows = []
    for_all: Mapping[str, str] = given.get(BRANCH_FACTS) or {}
    supplements = [_supplement(facts[name].unit, name, value) for name, value in for_all.items() if _known(name, facts)]
    direct: dict[str, dict[str, str]] = {}
    for row in rows_of(given, PEOPLE):
        people.append({name: value for name, value in row.items() if name in roster})
        for name, value in row.items():
            if name in facts:
                supplements.append({"工号": row["工号"], **_supplement(facts[name].unit, name, value)})
            elif name not in roster and _known(name, [*directly, *roster, *facts], among=directly):
                direct.setdefault(name, {})[row["工号"]] = value
    return people, supplements, direct


def _known(name: str, known: Any, among: Any = None) -> bool:
    if name not in (known if among is None else among):
        raise CaseError(f"没有“{name}”这个量{nearest(name, known)}")
    return True


def _supplement(unit: str, name: str, value: str) -> dict[str, str]:
    return {"项目": name, "内容" if unit in ("文字", "是否", "日期") else "数值": value}


def _records(given: Mapping[str, Any], scheme: RuleSet, kinds: Mapping[str, Table]) -> pd.DataFrame:
    table = records_table(scheme)
    rows: list[dict[str, Any]] = []
    for name, kind in kinds.items():
        rows += [{"record": name, **row} for row in _values(kind, rows_of(given, name))]
    return table.from_rows(rows)


def _frame(table: Table, rows: Rows) -> pd.DataFrame:
    return table.from_rows(_values(table, rows))


def _values(table: Table, rows: Rows) -> list[dict[str, Any]]:
    known = {column.heading: column for column in table.columns}
    made = []
    for place, row in enumerate(rows, start=2):
        whole = {**ORDINARY.get(table.heading, {}), **row}
        for name in whole:
            if name not in known:
                raise CaseError(f"表“{table.heading}”没有“{name}”这一列{nearest(name, known)}")
        values = {known[name].name: cell(known[name], text) for name, text in whole.items()}
        made.append({"source": 1, "row": place, **values} if "source" in table.arrow_schema.names else values)
    return made


def cell(column: Column, text: str | None) -> Any:
    """The value a text stands for in a column of this type."""
    if text is None or text == "":
        return None
    if column.type in ("money", "amount", "exact", "share", "number"):
        figure = number(text)
        return Decimal(figure.numerator) / Decimal(figure.denominator)
    if column.type == "count":
        return int(text)
    if column.type == "date":
        return date.fromisoformat(text[:10])
    return text == "是" if column.type == "flag" else text
