"""The tables of intake made from the rows of a case; what a row leaves out is ordinary.

A person's row may also name a delivered fact, a measure, or a day count: that value then stands for what the month
would have found in its files.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.period import Period
from pipeline.record_tables import record_kind, records_table
from pipeline.scheme.expressions import FormulaError, number
from pipeline.scheme.formula_check import nearest
from pipeline.scheme.model import RuleSet
from pipeline.scheme.parts import PERSON, Fact
from pipeline.trial.cases import BRANCH_FACTS, CaseError, Row, Rows, rows_of
from schemas.columns import Column
from schemas.intake import ATTENDANCE_DAYS, KINDS, PROVENANCE, SOURCES, TARGETS
from schemas.results import PERSONS
from schemas.table import Table

if TYPE_CHECKING:
    import pandas as pd

PEOPLE = "人员"
LONG_AGO = "2000-01-01"
NUMBER = "工号"
FIGURES = ("money", "amount", "exact", "share", "number")
ORDINARY: dict[str, dict[str, str]] = {
    "花名册": {"姓名": "某人", "团队": "一队", "岗位": "客户经理", "入职日期": LONG_AGO},
    "客户业绩": {"开户日期": LONG_AGO, "客户状态": "正常", "交易额": "0", "毛佣金": "0", "规费": "0", "净佣金": "0",
             "期末资产": "0", "日均资产": "0"},
    "客户关系": {"关系类型": "开发", "分成比例": "1", "生效日期": LONG_AGO},
    "产品销售": {"客户号": "C1", "产品代码": "P1", "产品类型": "股票型", "认购金额": "0", "手续费收入": "0"},
    "考勤": {"事假天数": "0", "病假天数": "0", "旷工天数": "0", "迟到次数": "0", "早退次数": "0", "缺卡次数": "0"},
    "职责考核": {"评分人": "负责人"},
    "违规投诉": {"类别": "投诉", "是否有效": "是"},
    "手工调整": {"事由": "补发", "审批人": "经理"},
    "补充数据": {"事由": "见用例", "批准人": "经理"},
    "工作日志抽查": {"抽查结果": "合格"},
    "会议登记": {"会议类别": "周例会", "是否召开": "是"},
    "奖惩": {"奖惩分值": "0"},
    "请假单": {"假别": "事假", "审批结果": "同意"},
    "客户走访日志": {"客户号": "C1"},
    "督办事项": {"事项": "见用例"},
    "级别决定": {"事由": "见用例", "审批人": "经理"},
}  # fmt: skip
"""What a row is where the case says nothing else."""
DATED = {
    "产品销售": "确认日期", "违规投诉": "日期", "出访单": "出访日期", "工作日志抽查": "日志日期",
    "会议登记": "会议日期", "客户走访日志": "走访日期", "督办事项": "提出日期", "奖惩": "奖惩日期",
    "培训记录": "培训日期",
}  # fmt: skip
"""Rows that fall on the 15th of the month where the case says nothing else."""
STANDARD_TABLES = {table.heading: table for table in (*KINDS, TARGETS, ATTENDANCE_DAYS, SOURCES)}
ROSTER = {column.heading for column in STANDARD_TABLES["花名册"].columns}


@dataclass
class Delivery:
    """What a month of a case delivers: the tables of intake, and the values of persons given directly, by quantity."""

    tables: dict[str, pd.DataFrame]
    direct: dict[str, dict[str, str]] = field(default_factory=dict)


def delivery(given: Mapping[str, Any], scheme: RuleSet, measures: Collection[str], period: Period) -> Delivery:
    """The tables of a month; ``measures`` are the quantities a person's row may give directly.

    CaseError if a row speaks of something unknown.
    """
    records = {record.name: record_kind(record) for record in scheme.records}
    known = (PEOPLE, BRANCH_FACTS, *STANDARD_TABLES, *records)
    if unknown := next((heading for heading in given if heading not in known), ""):
        raise CaseError(f"没有“{unknown}”这张表{nearest(unknown, known)}")
    people = _people(rows_of(given, PEOPLE), scheme, measures)
    rows = {heading: rows_of(given, heading) for heading in STANDARD_TABLES}
    rows["花名册"] += people.roster
    rows["补充数据"] += [*_of_branch(given.get(BRANCH_FACTS) or {}, scheme), *people.supplements]
    for heading, column in DATED.items():
        rows[heading] = [{column: f"{period}-15", **row} for row in rows[heading]]
    made = {table.name: _frame(table, rows[heading]) for heading, table in STANDARD_TABLES.items()}
    return Delivery({**made, "records": _records(given, scheme, records)}, people.direct)


@dataclass
class _People:
    """What the rows of persons say: rows of the roster and of 补充数据, and values given directly."""

    roster: Rows = field(default_factory=list)
    supplements: Rows = field(default_factory=list)
    direct: dict[str, dict[str, str]] = field(default_factory=dict)


def _people(rows: Rows, scheme: RuleSet, measures: Collection[str]) -> _People:
    facts = {fact.name: fact for fact in scheme.facts}
    directly = ({column.heading for column in PERSONS.columns} - ROSTER) | set(measures)
    found = _People()
    for place, row in enumerate(rows, start=1):
        who = row.get(NUMBER)
        if not who or any(who == other[NUMBER] for other in found.roster):
            raise CaseError(f"“{PEOPLE}”第{place}行没有工号，或与前面的相同；每名人员一行，各有工号")
        found.roster.append({name: value for name, value in row.items() if name in ROSTER})
        for name, value in row.items():
            if name in facts:
                found.supplements.append({NUMBER: who, **_supplement(facts[name], PERSON, value)})
            elif name in directly:
                found.direct.setdefault(name, {})[who] = value
            elif name not in ROSTER:
                raise CaseError(_not_given(name, scheme, [*directly, *ROSTER, *facts]))
    return found


def _not_given(name: str, scheme: RuleSet, known: Collection[str]) -> str:
    """Why a person's row may not give this."""
    if name in scheme.parameters:
        return f"“{name}”是参数，请写在用例的 set 里"
    if name in {*(item.name for item in scheme.items), *(measure.name for measure in scheme.measures)}:
        return f"“{name}”是算出来的，不能给；请给算它要用的数"
    return f"没有“{name}”这个量{nearest(name, known)}"


def _of_branch(given: Row, scheme: RuleSet) -> Rows:
    facts = {fact.name: fact for fact in scheme.facts}
    if unknown := next((name for name in given if name not in facts), ""):
        raise CaseError(f"“{BRANCH_FACTS}”下没有“{unknown}”这项补充数据{nearest(unknown, facts)}")
    return [_supplement(facts[name], BRANCH_FACTS, value) for name, value in given.items()]


def _supplement(fact: Fact, each: str, value: str | None) -> dict[str, str | None]:
    if fact.each != each:
        place = {PERSON: f"“{PEOPLE}”的行里", BRANCH_FACTS: f"“{BRANCH_FACTS}”下"}.get(fact.each, "“补充数据”的行里")
        raise CaseError(f"“{fact.name}”按{fact.each}交，请写在{place}")
    return {"项目": fact.name, "内容" if fact.unit in ("文字", "是否", "日期") else "数值": value}


def _records(given: Mapping[str, Any], scheme: RuleSet, kinds: Mapping[str, Table]) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    for name, kind in kinds.items():
        rows += [{"record": name, **row} for row in _values(kind, rows_of(given, name))]
    return records_table(scheme).from_rows(rows)


def _frame(table: Table, rows: Rows) -> pd.DataFrame:
    return table.from_rows(_values(table, rows)) if rows else _empty(table).copy()


@cache
def _empty(table: Table) -> pd.DataFrame:
    return table.from_rows([])


def _values(table: Table, rows: Rows) -> list[dict[str, Any]]:
    """The rows by the names of their columns; CaseError where one is unknown, missing or not what it should be."""
    known = {column.heading: column for column in table.columns if column.name not in PROVENANCE}
    made = []
    for place, row in enumerate(rows, start=2):
        whole = {**ORDINARY.get(table.heading, {}), **row}
        if unknown := next((name for name in whole if name not in known), ""):
            raise CaseError(f"表“{table.heading}”没有“{unknown}”这一列{nearest(unknown, known)}")
        missing = [name for name, column in known.items() if column.name in table.required and not whole.get(name)]
        if missing:
            raise CaseError(f"表“{table.heading}”第{place - 1}行没有填“{missing[0]}”")
        made.append({"source": 1, "row": place, **{known[name].name: cell(known[name], whole[name]) for name in whole}})
    return made


def cell(column: Column, text: str | None) -> Any:
    """The value a text stands for in a column of this type; CaseError if it stands for none."""
    if text is None or text == "":
        return None
    if column.choices and text not in column.choices:
        raise CaseError(f"“{column.heading}”的“{text}”不在可选范围内：{'、'.join(column.choices)}")
    try:
        if column.type in FIGURES:
            figure = number(text)
            return Decimal(figure.numerator) / Decimal(figure.denominator)
        if column.type == "count":
            return int(text)
        if column.type == "date":
            return date.fromisoformat(text)
    except FormulaError as error:
        raise CaseError(f"“{column.heading}”：{error}") from error
    except ValueError as error:
        wanted = "日期，应写成 2026-01-31" if column.type == "date" else "整数"
        raise CaseError(f"“{column.heading}”的“{text}”不是{wanted}") from error
    if column.type == "flag" and text not in ("是", "否"):
        raise CaseError(f"“{column.heading}”应是 是 或 否，写的是“{text}”")
    return text == "是" if column.type == "flag" else text
