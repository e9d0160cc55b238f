"""Writes the example year: ``python -m tests.branches.year <folder>`` makes the inputs of 2026, a folder per month.

Small on purpose: sixteen people and about 250 customers. What is to happen stands in ``year_plan``, what happens to
the records of duty in ``year_duties``, the plan of the year and what the quarters are asked for in ``year_spans``.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from . import activity, attendance, contributions, opening
from .layouts import write_branch
from .model import KINDS
from .names import BANKS
from .numbers import bank_card, id_card, phone
from .people import CONTRACTS, is_employee
from .workdays import is_workday
from .year_customers import Book
from .year_duties import Duties, is_ill, year_duties
from .year_plan import BREACHES_IN, FALLS_BY_DUTY, PERIODS, Planned, roster_of
from .year_spans import write_spans

Row = dict[str, Any]
Branch = dict[str, Any]
SEED = 2026
BREACHES = (
    (4, "违规", "代客操作线索经核实"),
    (11, "违规", "宣传材料未报备"),
    (12, "投诉", "客户投诉回访不及时"),
    (19, "违规", "未按规定双录"),
    (25, "投诉", "微信群不当表述"),
)


def make_year(seed: int = SEED, months: int = 12) -> Iterator[Branch]:
    """The branch of each month, each carrying on the one before."""
    book, previous = Book(), None
    duties: Duties = {}
    for period in PERIODS[:months]:
        branch: Branch = {"period": period} | {kind: [] for kind in KINDS}
        branch["花名册"] = [_roster_row(seed, person, period) for person in roster_of(period)]
        branch["客户业绩"], branch["客户关系"] = book.month(seed, period)
        _attendance(seed, branch)
        _activities(seed, branch)
        _balances(seed, branch, previous)
        duties, shown = year_duties(_stream(seed, branch, "duties"), branch, duties)
        previous = branch | shown
        yield previous


def write_year(folder: Path, seed: int = SEED, months: int = 12) -> list[Path]:
    """The workbooks of each month, of the quarters and of the year below the folder; returns the files."""
    written = [
        path
        for branch in make_year(seed, months)
        for path in write_branch(branch, folder / branch["period"], seed=seed, variety="realistic")
    ]
    return [*written, *write_spans(folder)]


def _roster_row(seed: int, person: Planned, period: str) -> Row:
    """What the roster says of a person this month; his own numbers are the same every month."""
    rng = Random(f"{seed}/{person.code}")
    grade = person.grade(period)
    confirmed = any(name != "见习" and f"{since:%Y-%m}" <= period for name, since in person.grades)
    return {
        "工号": person.code,
        "姓名": person.name,
        "身份证号": id_card(rng, dt.date(rng.randint(1974, 1998), rng.randint(1, 12), rng.randint(1, 28))),
        "手机号": phone(rng),
        "团队": person.team,
        "岗位": person.post,
        "级别": grade[0] if grade else None,
        "级别生效日": grade[1] if grade else None,
        "入职日期": person.hired_on,
        "转正日期": person.hired_on + dt.timedelta(days=180) if confirmed else None,
        "离职日期": person.left_on,
        "用工形式": CONTRACTS[person.post],
        "合同起始日": person.hired_on,
        "合同到期日": person.contract_until,
        "执业编号": f"S{rng.randint(10**12, 10**13 - 1)}",
        "开户行": rng.choice(BANKS),
        "银行账号": bank_card(rng),
    }


def _stream(seed: int, branch: Branch, purpose: str) -> Random:
    return Random(f"{seed}/{branch['period']}/{purpose}")


def _attendance(seed: int, branch: Branch) -> None:
    """Ordinary attendance of employees; the sick one is away from the first to the last day of his illness."""
    for person in filter(is_employee, branch["花名册"]):
        rng = _stream(seed, branch, f"attendance/{person['工号']}")
        days = attendance.make_days(rng, branch["period"], person, False)
        for day in days:
            if is_ill(person["工号"], day["日期"]) and is_workday(day["日期"]):
                day["marks"] = [("病假", Decimal(1))]
        branch["考勤明细"] += days
        branch["考勤"].append(attendance.sum_days(person, days))


def _activities(seed: int, branch: Branch) -> None:
    """Sales, slips, scores, conduct and adjustments, with what the plan adds to them."""
    period, roster = branch["period"], branch["花名册"]
    here = [row for row in roster if row["离职日期"] is None]
    branch["产品销售"] = activity.make_sales(_stream(seed, branch, "sales"), period, here, branch["客户业绩"], False)
    slips = activity.make_slips(_stream(seed, branch, "slips"), period, roster, False, False)
    branch["出访单"] = [row for row in slips if not is_ill(row["工号"], row["出访日期"])]
    branch["职责考核"] = activity.make_scores(_stream(seed, branch, "scores"), roster, False)
    branch["违规投诉"] = activity.make_conduct(_stream(seed, branch, "conduct"), period, roster, False, {FALLS_BY_DUTY})
    if period == BREACHES_IN:
        branch["违规投诉"] += [_breach(period, *breach) for breach in BREACHES]
    branch["手工调整"] = activity.make_adjustments(_stream(seed, branch, "adjustments"), period, here, False, set())


def _breach(period: str, day: int, kind: str, reason: str) -> Row:
    on = dt.date.fromisoformat(f"{period}-{day:02d}")
    return {"日期": on, "工号": FALLS_BY_DUTY, "类别": kind, "是否有效": "是", "说明": reason}


def _balances(seed: int, branch: Branch, previous: Branch | None) -> None:
    """Contributions; in January the opening balances."""
    rng = _stream(seed, branch, "balances")
    before: list[Row] = previous["社保及专项"] if previous else []
    if previous is None:
        branch["期初"] = opening.make_opening(rng, branch, False, set())
    branch["社保及专项"] = contributions.make_contributions(rng, branch, before, {})


if __name__ == "__main__":
    for file in write_year(Path(sys.argv[1])):
        print(file)
