"""A paid month as the next desk sees it, and the control figures every file of it must agree with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from pipeline.period import Period

if TYPE_CHECKING:
    from pipeline.payout.text import PayoutText
    from pipeline.settings import Settings, Standard

Value = Decimal | str | bool | date | None
NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Payee:
    """One person of the month, in the order of 薪酬月报表; ``values`` are all quantities and roster columns by heading.

    ``file``, ``sheet`` and ``row`` say where the roster has this person.
    """

    employee_id: str
    name: str
    values: Mapping[str, Value]
    remarks: str = ""
    file: str = ""
    sheet: str = ""
    row: int = 0

    def money(self, heading: str) -> Decimal:
        """An amount of yuan to the fen, half up as everywhere; 0.00 where the person has none."""
        value = self.values.get(heading)
        return value.quantize(NOTHING, ROUND_HALF_UP) if isinstance(value, Decimal) else NOTHING

    def word(self, heading: str) -> str:
        """A word, a number of an account or card, a day; empty where there is none."""
        value = self.values.get(heading)
        return "" if value is None else str(value)

    @property
    def post(self) -> str:
        """岗位 of the month."""
        return self.word("岗位")

    @property
    def team(self) -> str:
        """团队 of the month."""
        return self.word("团队")


@dataclass(frozen=True)
class Signature:
    """Who signed the month as what, at which moment (ISO 8601)."""

    role: str
    name: str
    at: str


@dataclass(frozen=True)
class PayMonth:
    """A month that was computed: its payees, what it was computed by, and the totals of its report.

    ``standard`` is the pay standard and statute the month was computed with; ``settings`` those of today, which say
    how files are laid out.  ``totals`` are the 合计 of 薪酬月报表 by heading; ``rests_on`` the files
    read (``2026-01/run.json`` → sha256), those of the month before included; ``unsigned`` the roles whose signature is
    missing; ``before`` the month before, if it was computed; ``signed`` the signatures that count, in order;
    ``retained`` 营业部自留; ``grade_reasons`` by 工号 since when and why a person has the grade of the month.
    """

    period: Period
    branch: str
    payees: Sequence[Payee]
    totals: Mapping[str, Decimal]
    standard: Standard
    settings: Settings
    text: PayoutText
    rests_on: Mapping[str, str]
    before: PayMonth | None = None
    report_columns: Sequence[str] = ()
    unsigned: Sequence[str] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    signed: Sequence[Signature] = ()
    retained: Decimal = NOTHING
    grade_reasons: Mapping[str, str] = field(default_factory=dict)

    def total(self, heading: str) -> Decimal:
        """The sum of an amount over all payees."""
        return sum((payee.money(heading) for payee in self.payees), NOTHING)

    def posts(self, who: str) -> frozenset[str]:
        """The posts a word of the pay standard means: 雇员 or a post."""
        return frozenset(self.standard.scheme.posts(who))


@dataclass(frozen=True)
class Control:
    """What a written file says when it is read back: how many persons, and the total of one quantity of the month.

    ``file`` is the path below the folder of the payout; ``expected`` the total the month says it must be.
    """

    file: str
    quantity: str
    persons: int
    total: Decimal
    expected: Decimal

    @property
    def agrees(self) -> bool:
        """Whether the file says what the month says, to the fen."""
        return self.total == self.expected
