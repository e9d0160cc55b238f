"""Writes one month of a large branch as plain workbooks: ``python -m benchmarks.make_branch <folder>``.

100,000 customers, about 150,000 relations, 200 people, about 2,000 sales, 12 visit slips a person.  The facts come
from the maker of random branches the tests use (ordinary figures, no edges), so the month is valid; the seed is fixed.
The workbooks are what a CRM exports: headings in the first row, numbers as text, amounts as numbers, days as dates.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
from rustpy_xlsxwriter import write_worksheet

from tests.branches.activity import make_sales, make_slips
from tests.branches.model import make_branch
from tests.branches.table_columns import COLUMNS

PERIOD = "2026-01"
SEED = 20_260_101
PEOPLE, CUSTOMERS, RELATIONS, SALES, SLIPS_EACH = 200, 100_000, 150_000, 2_000, 12
FILES = {
    "花名册": "人员花名册",
    "客户业绩": "CRM客户业绩",
    "客户关系": "CRM客户关系",
    "产品销售": "CRM产品销售",
    "考勤": "考勤汇总",
    "出访单": "出访登记",
    "职责考核": "职责考核",
    "违规投诉": "违规投诉",
    "手工调整": "手工调整",
    "社保及专项": "社保及专项",
    "期初": "期初余额",
}

Row = dict[str, Any]


def large_branch(seed: int = SEED, customers: int = CUSTOMERS) -> dict[str, Any]:
    """The branch-month as rows; relations, sales and slips scale with the number of customers."""
    rng = Random(f"{seed}/benchmark")

    def shape(branch: dict[str, Any]) -> None:
        branch["客户关系"] = _fewer_relations(rng, branch["客户关系"], RELATIONS * customers // CUSTOMERS)
        branch["产品销售"] = _more_sales(rng, branch, SALES * customers // CUSTOMERS)
        branch["出访单"] = _more_slips(rng, branch)

    return make_branch(
        seed, PERIOD, people=PEOPLE, customers=customers, edges=False, blank_slips=False, shape=shape
    )


def large_months(periods: Sequence[str], customers: int, people: int = PEOPLE) -> Iterator[dict[str, Any]]:
    """The same kind of branch over months in a row, each carrying on the one before."""
    previous = None
    for period in periods:
        previous = make_branch(
            SEED, period, previous=previous, people=people, customers=customers, edges=False, blank_slips=False
        )
        yield previous


def write_branch(folder: Path, branch: dict[str, Any]) -> list[Path]:
    """One workbook per kind below ``folder/<period>``."""
    target = folder / branch["period"]
    target.mkdir(parents=True, exist_ok=True)
    files = []
    for kind, name in FILES.items():
        if branch[kind]:
            files.append(target / f"{name}_{branch['period'].replace('-', '')}.xlsx")
            write_worksheet(_table(kind, branch[kind]), str(files[-1]), sheet_name=kind, datetime_format="yyyy-mm-dd")
    return files


def _fewer_relations(rng: Random, relations: list[Row], wanted: int) -> list[Row]:
    """Every 开发 relation, and the 服务 relations of as many customers as it takes."""
    served = sorted({row["客户号"] for row in relations if row["关系类型"] == "服务"})
    rng.shuffle(served)
    develops = [row for row in relations if row["关系类型"] != "服务"]
    by_customer: dict[str, list[Row]] = {}
    for row in relations:
        if row["关系类型"] == "服务":
            by_customer.setdefault(row["客户号"], []).append(row)
    kept = list(develops)
    for customer in served:
        if len(kept) >= wanted:
            break
        kept += by_customer[customer]
    return kept


def _more_sales(rng: Random, branch: dict[str, Any], wanted: int) -> list[Row]:
    rows: list[Row] = []
    while len(rows) < wanted:
        rows += make_sales(rng, branch["period"], branch["花名册"], branch["客户业绩"], edges=False)
    return [row | {"流水号": f"CP202601{number:06d}"} for number, row in enumerate(rows[:wanted], 1)]


def _more_slips(rng: Random, branch: dict[str, Any]) -> list[Row]:
    employees = {row["工号"] for row in branch["考勤"]}
    rows = list(branch["出访单"]) + make_slips(rng, branch["period"], branch["花名册"], edges=False, blanks=False)
    taken: dict[str, int] = {}
    kept: list[Row] = []
    for row in rows:
        taken[row["工号"]] = taken.get(row["工号"], 0) + 1
        if row["工号"] in employees and taken[row["工号"]] <= SLIPS_EACH:
            kept.append(row | {"单号": f"CF202601{len(kept) + 1:06d}"})
    return kept


def _table(kind: str, rows: list[Row]) -> pa.Table:
    headings = list(COLUMNS.get(kind, rows[0]))
    return pa.table({heading: _column([row.get(heading) for row in rows]) for heading in headings})


def _column(cells: list[Any]) -> pa.Array:
    """Days as dates, amounts as the doubles a workbook holds, all else as text."""
    kind = {type(cell) for cell in cells if cell is not None}
    if kind & {Decimal, int, float}:
        return pa.array([None if cell is None else float(cell) for cell in cells], pa.float64())
    return pa.array(cells, pa.date32() if kind == {dt.date} else pa.string())


if __name__ == "__main__":
    for path in write_branch(Path(sys.argv[1]), large_branch()):
        print(path)
