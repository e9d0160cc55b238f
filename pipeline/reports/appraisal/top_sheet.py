"""The sheet 前5%名单, called by the share of the pay standard: the largest customers of each month, who came and went.

Scheme: 客户分级规定（V3）.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from pipeline.reports.appraisal.cells import BAD, GOOD, WHOLE, Field, ListSheet, write_list
from pipeline.reports.appraisal.model import Row, SpanReport
from pipeline.reports.formats import Looks
from pipeline.scheme.describe_terms import share_words

LISTED = {"新进": GOOD, "退出": BAD}


def write_top(book: Any, looks: Looks, report: SpanReport) -> None:
    """Adds the list: one line a customer, months side by side; who entered and who left stand out."""
    rows = report.rows("top_customers")
    months = sorted({row["month"] for row in rows})
    fields = [Field("客户号", "customer_id", width=16)]
    for month in months:
        fields += [
            Field(f"{month}\n名次", f"{month}place", WHOLE, align="centre"),
            Field(f"{month}\n综合占比", f"{month}weight", "0.0000%"),
            Field(f"{month}\n变动", f"{month}listed", colour=_listed_colour(month)),
        ]  # fmt: skip
    classes = report.rules.customer_classes
    top = f"前{share_words(classes, 'top')}" if classes else "大客户"
    note = f"按当月交易量占比与收入占比的平均，{top}的客户；绿：新进，红：退出（与上月名单相比）；按末月名次"
    if first := _first(rows, months):
        note += f"；{first}是首期，没有上月名单可比，变动空白"
    lines = _by_customer(rows, months)
    what = ListSheet(f"{top}名单", f"{top}客户名单" if classes else f"{top}名单", note, fields, lines, frozen=1)
    if classes is None:
        what = replace(what, note="薪酬标准没有规定客户分级（customer_classes）", empty="没有名单")
    write_list(book, looks, report, what)


def _first(rows: Sequence[Row], months: Sequence[str]) -> str:
    """The month whose list was held against none; empty where there is no such month."""
    return next((month for month in months for row in rows if row["month"] == month and row["listed"] is None), "")


def _listed_colour(month: str) -> Callable[[Row], str]:
    return lambda row: LISTED.get(row.get(f"{month}listed") or "", "")


def _by_customer(rows: Sequence[Row], months: Sequence[str]) -> list[Row]:
    """One line a customer with what he was in each month; by his place in the last month, then in those before."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        line = found.setdefault(row["customer_id"], {"customer_id": row["customer_id"]})
        line.update({f"{row['month']}{what}": row[what] for what in ("place", "weight", "listed")})

    def place(line: Row) -> tuple[Any, ...]:
        places = [line.get(f"{month}place") for month in reversed(months)]
        return (*((one is None, one or 0) for one in places), line["customer_id"])

    return sorted(found.values(), key=place)
