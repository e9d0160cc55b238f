"""The workbook of the month's summary for 经纪业务综合室.

Scheme: 指引第十五条（二）、第二十二条.  Writes: ``综合室汇总_<period>.xlsx``, its totals those of 薪酬月报表.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.payout.agreement import amount_of
from pipeline.payout.model import NOTHING, Control, Payee, PayMonth
from pipeline.payout.office.changes_book import COUNTS, against, changes_block, headcount_block
from pipeline.payout.office.summary import (
    Compared,
    amounts_of,
    business_compared,
    leading,
    pay_compared,
    post,
    signatures,
    sums_by,
    team,
    team_and_post,
)
from pipeline.payout.pages import Block, Tab, Unfaithful, read_block, write_tabs
from schemas.payout_changes import COMPARISON, LEADING, SIGNATURES, pay_summary
from schemas.table import Table

PAY, COMPARED, BUSINESS, STAFF = "薪酬汇总", "与上月比较", "业务数据", "人员变动"
GROUPS: tuple[tuple[tuple[str, ...], Callable[[Payee], tuple[str, ...]]], ...] = (
    (("团队",), team), (("岗位",), post), (("团队", "岗位"), team_and_post),
)  # fmt: skip
DIFFERENCE = "={now}-{earlier}"


def summary_book(month: PayMonth) -> str:
    """The name of the workbook."""
    return f"综合室汇总_{month.period}.xlsx"


def write_summary(month: PayMonth, folder: Path) -> list[Control]:
    """Write the workbook and read it back; one control per amount."""
    path = folder / summary_book(month)
    write_tabs(path, f"综合室汇总 {month.period}", _tabs(month))
    shown = [_totals(month, path, by) for by, _ in GROUPS]
    if any(one != shown[0] for one in shown):
        raise Unfaithful(f"{path.name}: {shown}")
    persons, totals = shown[0]
    return [Control(path.name, heading, persons, total, amount_of(month, heading)) for heading, total in totals.items()]


def _tabs(month: PayMonth) -> list[Tab]:
    head = f"{month.branch}　{month.period}"
    said = against(month)
    return [
        Tab(PAY, f"营业部客户经理薪酬汇总　{month.period}",
            (f"{head}　单位：元　合计与《薪酬月报表》一致", _signed(month)),
            [*(_group_block(month, by, key) for by, key in GROUPS), _signature_block(month)]),
        Tab(COMPARED, f"与上月比较　{month.period}", (head, said), [_compared("薪酬", pay_compared(month))]),
        Tab(BUSINESS, f"业务数据　{month.period}", (head, said), _business(month)),
        Tab(STAFF, f"人员变动　{month.period}", (head, said), [changes_block(month)]),
        Tab(COUNTS, f"人数　{month.period}", (head, said), [headcount_block(month)]),
    ]  # fmt: skip


def _group_block(month: PayMonth, by: Sequence[str], key: Callable[[Payee], tuple[str, ...]]) -> Block:
    table = pay_summary(by, amounts_of(month))
    names = [column.name for column in table.columns]
    rows = [dict(zip(names, (*one.names, one.persons, *one.amounts), strict=True)) for one in sums_by(month, key)]
    return Block(table, rows)


def _signature_block(month: PayMonth) -> Block:
    return Block(SIGNATURES, [
        {"role": role, "signer": name, "signed_at": at} for role, name, at in signatures(month)
    ])  # fmt: skip


def _signed(month: PayMonth) -> str:
    """Whether the report is the basis of payment yet."""
    if not month.unsigned:
        return "签核齐全"
    return f"尚未签字：{'、'.join(month.unsigned)}"


def _compared(heading: str, found: Iterable[Compared]) -> Block:
    rows: list[dict[str, Any]] = [
        {"quantity": one.quantity, "unit": one.unit, "now": one.now, "earlier": one.earlier,
         "difference": one.difference} for one in found
    ]  # fmt: skip
    return Block(_named(COMPARISON, heading), rows, {"difference": DIFFERENCE})


def _business(month: PayMonth) -> list[Block]:
    blocks = [_compared(BUSINESS, business_compared(month))]
    ranked = month.text.summary.ranked
    if not ranked:
        return blocks
    rows = [
        {"rank": rank, "employee_id": one.employee_id, "person_name": one.name, "team": one.team, "post": one.post,
         "figure": figure} for rank, one, figure in leading(month)
    ]  # fmt: skip
    unit = month.units.get(ranked, "")
    return [*blocks, Block(_named(LEADING, f"本月前列：{ranked}（{unit}）"), rows)]


def _named(table: Table, heading: str) -> Table:
    """The same table under the heading it has here."""
    return replace(table, heading=heading)


def _totals(month: PayMonth, path: Path, by: Sequence[str]) -> tuple[int, dict[str, Decimal]]:
    """The persons, and by heading the sum, that the groups on the disk add up to."""
    headings = amounts_of(month)
    frame = read_block(path, PAY, pay_summary(by, headings))
    sums = {heading: sum(frame[f"amount_{number}"], NOTHING) for number, heading in enumerate(headings)}
    return int(frame["persons"].sum()), {heading: Decimal(total) for heading, total in sums.items()}
