"""The workbook of the month's personnel changes, with the head counts they explain.

Scheme: 指引第二十二条.  Writes: ``人员变动_<period>.xlsx``.
"""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from pathlib import Path

from pipeline.payout.model import Control, PayMonth
from pipeline.payout.office.staff_changes import headcounts, staff_changes, still_here
from pipeline.payout.pages import Block, Tab, read_block, write_tabs
from schemas.payout_changes import HEADCOUNTS, STAFF_CHANGES

CHANGES, COUNTS = "人员变动", "人数"
NO_TEAM = "（无团队）"
NO_CHANGE = "本月没有人员变动。"
GAP = "={opening}+{joined}+{moved_in}+{appeared}-{left}-{moved_out}-{vanished}-{closing}"


def changes_book(month: PayMonth) -> str:
    """The name of the workbook."""
    return f"人员变动_{month.period}.xlsx"


def changes_block(month: PayMonth) -> Block:
    """The changes as a table."""
    rows = [asdict(one) for one in staff_changes(month, month.before)]
    return Block(STAFF_CHANGES, rows, note="" if rows else NO_CHANGE)


def headcount_block(month: PayMonth) -> Block:
    """The head counts as a table, their check a live formula."""
    rows = [{**asdict(one), "team": one.team or NO_TEAM, "gap": one.gap} for one in headcounts(month, month.before)]
    return Block(HEADCOUNTS, rows, {"gap": GAP})


def against(month: PayMonth) -> str:
    """What the changes are seen against, in words."""
    if month.before is None:
        earlier = month.period.shift(-1)
        return f"没有{earlier}的结果可比：只按花名册的入职、离职日期列出，团队、岗位、级别的变动无从得知"
    return f"与{month.before.period}的结果相比；本月最后一天离职的算本月离职"


def write_changes(month: PayMonth, folder: Path) -> list[Control]:
    """Write the workbook and read it back; raises Unfaithful if it does not hold what was handed over."""
    path = folder / changes_book(month)
    head = f"{month.branch}　{month.period}", against(month)
    changed, counted = changes_block(month), headcount_block(month)
    write_tabs(path, f"人员变动 {month.period}", [
        Tab(CHANGES, f"人员变动　{month.period}", head, [changed]),
        Tab(COUNTS, f"人数　{month.period}", (*head, HEADCOUNTS.grain), [counted]),
    ])  # fmt: skip
    told, counts = read_block(path, CHANGES, STAFF_CHANGES), read_block(path, COUNTS, HEADCOUNTS)
    closing = int(counts["closing"].sum())
    return [
        Control(path.name, "变动项数", told["employee_id"].nunique(), Decimal(len(told)), Decimal(len(changed.rows))),
        Control(path.name, "月末人数", closing, Decimal(closing), Decimal(len(still_here(month)))),
    ]
