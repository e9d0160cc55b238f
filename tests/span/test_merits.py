"""Rewards and trainings go from the months by the ledgers of quarters to the page of a person, each month read once.

Source: 指引第二十条、第二十四条.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import python_calamine

from pipeline.archive.record import read_record, write_run_json
from pipeline.collect.workbooks import read_table
from schemas.appraisal import SPAN_HONOURS, SPAN_TRAININGS

from .conftest import Appraise
from .months import leave_month
from .test_quarter import QUARTERS, RICH, codes, made, people


def praised(day: dt.date) -> dict[str, Any]:
    """A reward of the person who makes most."""
    return {
        "honour_day": day, "employee_id": RICH, "honour_kind": "奖励", "honour": f"{day.month}月之星",
        "honour_points": Decimal(2), "approved_by": "王经理", "source": 1, "row": 6,
    }  # fmt: skip


def trained(day: dt.date) -> dict[str, Any]:
    """A course of the same person."""
    return {
        "training_day": day, "employee_id": RICH, "training": f"第{day.month}课", "training_hours": Decimal("1.5"),
        "training_passed": True, "source": 2, "row": 6,
    }  # fmt: skip


def leave_year(outputs: Path, appraise: Appraise, *months: int) -> None:
    """Twelve months and four quarters of 2026; these months have a reward and a course, the others no sheet of them."""
    for quarter, of_quarter in QUARTERS.items():
        for month in of_quarter:
            day = dt.date.fromisoformat(f"{month}-05")
            merits = {"honours": [praised(day)], "trainings": [trained(day)]} if day.month in months else {}
            leave_month(outputs, month, people(), made(), **merits)
        answer = appraise(f"2026Q{quarter}")
        assert answer.status == "ok", codes(answer)


def page(outputs: Path, label: str) -> str:
    """What the page of the person says beside this label."""
    book = python_calamine.load_workbook(str(outputs / "2026" / "年度考评表_2026.xlsx"))
    name = next(name for name in book.sheet_names if name.startswith(RICH))
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return next((str(row[1]) for row in rows if row[0] == label), "")


def test_a_year_tells_what_the_months_of_all_its_quarters_delivered(outputs: Path, appraise: Appraise) -> None:
    """February by the ledger of the first quarter, December by that of the fourth."""
    leave_year(outputs, appraise, 2, 12)
    assert appraise("2026").status == "ok"
    told = "2026-02-05 奖励：2月之星 +2分（审批人王经理）；2026-12-05 奖励：12月之星 +2分（审批人王经理）"
    assert page(outputs, "奖惩记录") == told
    assert page(outputs, "培训记录") == "2026-02-05 第2课 1.5学时（合格）；2026-12-05 第12课 1.5学时（合格）"
    used = read_record(outputs / "2026")["results"]
    assert all(name.startswith("2026Q4/") for name in used)


def test_a_new_year_begins_without_the_entries_of_the_old_one(outputs: Path, appraise: Appraise) -> None:
    """The ledger of the first quarter of 2027 has none of December."""
    leave_year(outputs, appraise, 12)
    for month in ("2027-01", "2027-02", "2027-03"):
        leave_month(outputs, month, people(), made())
    answer = appraise("2027Q1")
    assert answer.status == "ok", codes(answer)
    path = outputs / "2027Q1" / "考核台账_2027Q1.xlsx"
    assert [len(read_table(path, table)) for table in (SPAN_HONOURS, SPAN_TRAININGS)] == [0, 0]


def test_a_ledger_of_before_entries_were_kept(outputs: Path, appraise: Appraise) -> None:
    """Without the sheets it still reads; the page tells what later months delivered."""
    leave_year(outputs, appraise, 12)
    path = outputs / "2026Q4" / "考核台账_2026Q4.xlsx"
    book = openpyxl.load_workbook(path)
    for table in (SPAN_HONOURS, SPAN_TRAININGS):
        del book[table.heading]
    book.save(path)
    record = read_record(outputs / "2026Q4")
    write_run_json(outputs / "2026Q4", {name: told for name, told in record.items() if name != "outputs"})
    answer = appraise("2026")
    assert answer.status == "ok", codes(answer)
    assert page(outputs, "奖惩记录") == ""
