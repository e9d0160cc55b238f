"""Results of months written directly: what a quarter reads of them, and nothing that it does not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline import flow
from pipeline.archive.record import read_record, write_run_json
from pipeline.period import Period
from pipeline.reports.stage_books import StageSheet, write_stage_book
from pipeline.stages import book_stem
from schemas.appraisal import CLOSING_GRADES, LONG_LEAVE, MONTH_CUSTOMERS, MONTH_FIGURES, VISIT_LINES
from schemas.intake import FOLLOW_UPS, HONOURS, ROSTER, TRAININGS
from schemas.results import PERSONS
from schemas.table import Table

Row = dict[str, Any]
ENTRY = dt.date(2024, 1, 1)


def person(employee_id: str, grade: str = "中级", **others: Any) -> Row:
    """One person of a month, in the columns of the roster and of 本月人员."""
    return {
        "employee_id": employee_id, "person_name": f"员工{employee_id}", "team": "一队", "post": "客户经理",
        "grade": grade, "grade_from": ENTRY, "hired_on": ENTRY, "contract_until": dt.date(2027, 12, 31),
        "month_number": 1, "days_month": 20, "days_employed": 20, "employed_at_end": True, "hired_in_month": False,
        "left_in_month": False, "source": 1, "row": 6, **others,
    }  # fmt: skip


def customer(customer_id: str, turnover: str, net: str = "1.00", state: str = "正常") -> Row:
    """One customer of a month."""
    return {
        "customer_id": customer_id, "customer_state": state, "turnover": Decimal(turnover),
        "net_commission": Decimal(net),
    }  # fmt: skip


def figures(month: str, of: Mapping[str, Mapping[str, str | int]]) -> list[Row]:
    """Rows of 考核底数: 工号 → quantity → figure."""
    return [
        {"quantity": quantity, "employee_id": who, "origin": month, "figure": Decimal(figure)}
        for who, made in of.items()
        for quantity, figure in made.items()
    ]


def leave_month(
    outputs: Path,
    month: str,
    people: Sequence[Row],
    of: Mapping[str, Mapping[str, str | int]],
    **tables: list[Row],
) -> Path:
    """A month's result with these persons and figures; ``tables`` adds customers, visits and others by name.

    Honours, trainings and long leave have no sheet unless handed over, as in a result of before they were kept.
    """
    grades = [
        {"employee_id": row["employee_id"], "grade": row["grade"], "grade_since": ENTRY, "grade_origin": "期初",
         "origin_period": "2026-01"} for row in people
    ]  # fmt: skip
    sheets: dict[Table, list[Row]] = {
        ROSTER: list(people), FOLLOW_UPS: tables.get("follow_ups", []), PERSONS: list(people),
        MONTH_CUSTOMERS: tables.get("customers", []), VISIT_LINES: tables.get("visit_lines", []),
        CLOSING_GRADES: grades, MONTH_FIGURES: figures(month, of),
        **{table: tables[table.name] for table in (HONOURS, TRAININGS, LONG_LEAVE) if table.name in tables},
    }  # fmt: skip
    folder = outputs / month
    folder.mkdir(parents=True)
    for stage in flow.MONTH:
        made = [StageSheet(table, table.from_rows(rows)) for table, rows in sheets.items() if table.name in stage.makes]
        if made:
            path = folder / f"{book_stem(stage.head, Period.parse(month))}.xlsx"
            write_stage_book(path, title="", note="", sheets=made, period=month, branch="示例营业部")
    record = {"period": month, "inputs": {}, "totals": {}, "previous_ledger": ledger_before(outputs, month)}
    write_run_json(folder, record)
    return folder


def ledger_before(outputs: Path, month: str) -> dict[str, str] | None:
    """The closing ledger of the month before as ``run.json`` names it; None for a first month."""
    before = Period.parse(month).shift(-1)
    name = f"结转台账_{before}.xlsx"
    sha = read_record(outputs / str(before)).get("outputs", {}).get(name)
    return {"file": name, "sha256": sha} if sha else None
