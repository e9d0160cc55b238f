"""What the pay report holds: its persons in order, their teams, what every column means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from schemas.columns import Column

TITLE = "《营业部客户经理薪酬月报表》"
SIGN_OFF = ("制表", "主办会计", "副经理(经理助理)", "经理")


@dataclass(frozen=True)
class Rule:
    """What one column means: its unit, the article it rests on and its formula in words."""

    heading: str
    unit: str
    article: str
    text: str


@dataclass(frozen=True)
class TeamBlock:
    """The persons of one team, and the number the first of them has in the report."""

    name: str
    first: int
    rows: tuple[Mapping[str, object], ...]


@dataclass(frozen=True)
class PayReport:
    """The report of one branch and month.

    ``rows`` are keyed by heading: Decimal in columns of type money, number and share, text elsewhere, None where there
    is nothing to say; they arrive sorted, persons of a team together. 序号 is numbered here. ``retained`` is what
    the branch keeps of the customers' 净佣金 (营业部自留), in yuan: the credit ``retained_of`` summed over its lines.
    """

    branch: str
    period: str
    scheme: str
    version: str
    approval: str
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, object], ...]
    retained: Decimal
    sign_off: tuple[str, ...] = SIGN_OFF
    rules: tuple[Rule, ...] = field(default=())
    retained_of: str = "归属净佣金"

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The headings, in order."""
        return tuple(column.heading for column in self.columns)

    @cached_property
    def teams(self) -> tuple[TeamBlock, ...]:
        """The rows by team, in the order they came."""
        blocks: list[TeamBlock] = []
        first = 1
        for name, rows in groupby(self.rows, lambda row: str(row.get("团队") or "（无团队）")):
            block = TeamBlock(name, first, tuple(rows))
            blocks.append(block)
            first += len(block.rows)
        return tuple(blocks)


def total(rows: tuple[Mapping[str, object], ...], heading: str) -> Decimal:
    """The exact sum of a money column; empty cells count nothing."""
    values = (row.get(heading) for row in rows)
    return sum((value for value in values if isinstance(value, Decimal)), Decimal("0.00"))
