"""An edge random branches do not reach: absence and sickness together beyond 应计底薪.

Scheme: 第五条.  A month is 21.75 days; only one with 22 or 23 working days lets deductions pass the base pay.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.settings import Settings
from tests.agreement.chains import run_figures
from tests.agreement.figures import differences, expected_figures
from tests.branches.attendance import sum_days
from tests.branches.layouts import write_branch
from tests.branches.model import make_branch
from tests.branches.people import is_employee
from tests.branches.validity import problems
from tests.reference import compute_month

PERIOD = "2026-07"  # 23 working days
SICK_DAYS = (0, 1, 2, 3, 4)


def _all_absent(branch: dict[str, Any]) -> None:
    """Every employee is away all month, one more day sick than the one before, else on 事假 or 旷工."""
    staff = [row for row in branch["花名册"] if is_employee(row)]
    for place, person in enumerate(staff):
        days = [row for row in branch["考勤明细"] if row["工号"] == person["工号"]]
        working = [row for row in days if row["marks"]]
        sick = SICK_DAYS[place % len(SICK_DAYS)]
        for number, row in enumerate(working):
            row["marks"] = [("病假" if number < sick else ("事假", "旷工")[number % 2], Decimal(1))]
        facts = sum_days(person, days)
        branch["考勤"] = [facts if row["工号"] == person["工号"] else row for row in branch["考勤"]]


@pytest.mark.parametrize("variety", ["plain", "wild"])
def test_absence_comes_first_and_sickness_takes_what_is_left(variety: str, settings: Settings, tmp_path: Path) -> None:
    """缺勤扣款 stops at 应计底薪, 病假扣款 at what is left of it: nothing, a part, or all of the sickness."""
    branch = make_branch(11, PERIOD, people=12, customers=20, edges=False, shape=_all_absent)
    assert problems(branch) == []
    expected = expected_figures(compute_month(branch, branch["期初"]))
    cut = {_cut(expected, row["工号"]) for row in branch["花名册"] if is_employee(row)}
    assert cut == {"absence", "sickness", "neither"}
    write_branch(branch, tmp_path / "inputs" / PERIOD, seed=1, variety=variety)
    assert differences(run_figures(settings, tmp_path, PERIOD), expected) == []


def _cut(figures: dict[tuple[str, ...], Any], person: str) -> str:
    """Which deduction the base pay cuts."""
    base, absence, sick = (figures["报表", person, name] for name in ("应计底薪", "缺勤扣款", "病假扣款"))
    return "absence" if absence == base else "sickness" if absence + sick == base else "neither"
