"""Tiny branches from a few cells: rows under their Chinese headings become the tables of intake, and a month is run.

What a row leaves out is ordinary: a 中级 account manager of 一队 who came long ago, full scores, no absence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline import flow, runner
from pipeline.calendar import pay_days
from pipeline.ledgers.balances import ledgers_of
from pipeline.period import Period, Span
from pipeline.record_tables import records_table
from pipeline.settings import Settings, Standard, load
from pipeline.standard_tables import computed_tables
from schemas.appraisal import GRADE_CHANGES, GRADE_HISTORY, OPEN_LEAVE
from schemas.columns import Column
from schemas.corrections import CORRECTION_LEDGERS, CORRECTION_LINES
from schemas.intake import ATTENDANCE_DAYS, KINDS, SOURCES
from schemas.results import HISTORY, LEDGER_OPENINGS
from schemas.table import Table

PROJECT = Path(__file__).parents[2]
JANUARY = Period(2026, 1)
EMPLOYEES = ("客户经理", "团队负责人")
NO_MONEY = dict.fromkeys(("交易额", "毛佣金", "规费", "净佣金", "期末资产", "日均资产"), "0")
NO_ABSENCE = dict.fromkeys(("事假天数", "病假天数", "旷工天数", "迟到次数", "早退次数", "缺卡次数"), "0")
ORDINARY: dict[str, dict[str, str]] = {
    "花名册": {"姓名": "某人", "团队": "一队", "岗位": "客户经理", "入职日期": "2020-01-01"},
    "客户业绩": {"开户日期": "2020-01-01", "客户状态": "正常", **NO_MONEY},
    "客户关系": {"关系类型": "开发", "分成比例": "1", "生效日期": "2020-01-01"},
    "产品销售": {"确认日期": "2026-01-15", "客户号": "C1", "产品代码": "P1", "认购金额": "0", "手续费收入": "0"},
    "考勤": NO_ABSENCE,
    "出访单": {"目的地": "城南", "被访人": "客户甲", "联系方式": "13800000000", "核查结果": "未核"},
    "职责考核": {"评分人": "负责人"},
    "违规投诉": {"日期": "2026-01-15", "类别": "投诉", "是否有效": "是"},
    "手工调整": {"事由": "补发", "审批人": "经理"},
}
TABLES: dict[str, Table] = {table.heading: table for table in (*KINDS, ATTENDANCE_DAYS, SOURCES)}
Rows = Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class NoPlaces:
    """Stands for the workbooks the rows would have come from."""

    def address(self, source: int, row: int, column: str) -> str:
        return f"{column}{row}"

    def file(self, source: int) -> str:
        return "交来.xlsx"

    def sheet(self, source: int) -> str:
        return "表"


@cache
def settings() -> Settings:
    """The shipped configuration."""
    return load(PROJECT / "config.yaml")


@cache
def standard(period: Period = JANUARY) -> Standard:
    """The shipped pay standard and statute of a month."""
    return settings().standard(period)


@cache
def made_tables(period: Period = JANUARY) -> dict[str, Table]:
    """What each computed table is."""
    return computed_tables(standard(period), tuple(settings().text.report.columns))


def cell(column: Column, text: str | None) -> Any:
    """The value a text stands for in a column of this type."""
    if text is None or text == "":
        return None
    if column.type in ("money", "amount", "exact", "share", "number"):
        return Decimal(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    if column.type == "count":
        return int(text)
    if column.type == "date":
        return date.fromisoformat(text)
    return text == "是" if column.type == "flag" else text


def frame(heading: str, rows: Rows) -> pd.DataFrame:
    """Rows under Chinese headings as the table of that heading; an unknown heading is a mistake in the test."""
    table = TABLES[heading]
    known = {column.heading: column for column in table.columns}
    made = []
    for number, row in enumerate(rows, start=2):
        whole = {**ORDINARY.get(heading, {}), **row}
        record = {known[name].name: cell(known[name], text) for name, text in whole.items()}
        made.append({"source": 1, "row": number, **record})
    return table.from_rows(made)


def delivered(given: Mapping[str, Rows]) -> dict[str, pd.DataFrame]:
    """Every table of intake; employees get a grade, and full scores unless scores are given."""
    people = [{**({"级别": "中级"} if _employed(row) else {}), **row} for row in given.get("花名册", ())]
    scored = {row["工号"] for row in given.get("职责考核", ())}
    scores = [
        {"工号": row["工号"], "考核项目": item, "得分": "100"}
        for row in people
        for item in ("日常工作", "客户服务")
        if _employed(row) and row["工号"] not in scored
    ]
    whole = {**given, "花名册": people, "职责考核": [*given.get("职责考核", ()), *scores]}
    made = {table.name: frame(heading, whole.get(heading, ())) for heading, table in TABLES.items()}
    return {**made, "records": records_table(standard().scheme.text).from_rows([])}


def _employed(row: Mapping[str, str]) -> bool:
    return row.get("岗位", "客户经理") in EMPLOYEES


def carried(rows: Rows) -> pd.DataFrame:
    """Closing balances of the month before."""
    known = {column.heading: column for column in LEDGER_OPENINGS.columns}
    empty = {"工号": "", "对象": "", "来源期间": ""}
    names = [{**empty, **row} for row in rows]
    return LEDGER_OPENINGS.from_rows(
        [{known[name].name: cell(known[name], text) or text for name, text in row.items()} for row in names]
    )


def nothing_before() -> dict[str, pd.DataFrame]:
    """No quantities and no grades of earlier months, and no quarter or year that decided any."""
    return {
        "carried_history": HISTORY.from_rows([]), "carried_grades": GRADE_HISTORY.from_rows([]),
        "carried_leave": OPEN_LEAVE.from_rows([]),
        "decided_grades": GRADE_CHANGES.from_rows([]),
        "correction_lines": CORRECTION_LINES.from_rows([]), "correction_ledgers": CORRECTION_LEDGERS.from_rows([]),
    }  # fmt: skip


def given_for(period: Period, *, has_predecessor: bool = False) -> dict[str, Any]:
    """Everything a step may ask for besides tables."""
    of_month = standard(period)
    return {
        "period": period, "span": Span.of_month(period), "standard": of_month,
        "pay_days": pay_days(settings(), period),
        "made_tables": made_tables(period), "has_predecessor": has_predecessor, "places": NoPlaces(),
        "found": frozenset(), "grades": tuple(of_month.scheme.text.grades),
        "ledgers": tuple(ledger.name for _, ledger in ledgers_of(of_month)), "facts": (), "own_records": (),
        "quantities": (), "asked": frozenset({"scores", "attendance"}),
    }  # fmt: skip


def run_month(
    given: Mapping[str, Rows], period: Period = JANUARY, *, closing_before: Rows | None = None
) -> runner.Outcome:
    """The month computed by the real steps, after checks across tables; ``closing_before`` is last month's ledger."""
    tables = {**delivered(given), **nothing_before(), "carried": carried(closing_before or ())}
    asked = given_for(period, has_predecessor=closing_before is not None)
    job = [stage for stage in flow.MONTH if stage.number > flow.LAST_CHECKED]
    return runner.run(job, tables, asked, made_tables(period))


def people_of(outcome: runner.Outcome) -> dict[str, dict[str, Any]]:
    """Per 工号 every figure and word known of the person, by heading."""
    people: dict[str, dict[str, Any]] = {}
    headings = {column.name: column.heading for table in made_tables().values() for column in table.columns}
    for name in ("persons", "person_measures", "pay_items", "statutory_items", "pay_report"):
        for record in outcome.tables[name].to_dict("records"):
            named = {headings.get(key, key): value for key, value in record.items()}
            people.setdefault(record["employee_id"], {}).update(named)
    return people
