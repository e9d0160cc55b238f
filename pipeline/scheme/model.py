"""How a pay standard, and a statute, is written down: the shape of its part of ``config.yaml``.

A rule set is data: tables, how amounts of customers are credited to persons, measures over line tables, items with
formulas, ledgers, remarks; each cites its article.  ``compile.py`` checks and orders it, ``evaluate.py`` runs it.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from pipeline.money import RoundingMode
from pipeline.scheme.expressions import FormulaError, Node, number, parse
from pipeline.scheme.tables import Edge


def _formula(text: Any) -> Any:
    if not isinstance(text, str):
        raise ValueError("应是一条公式（文字）")
    try:
        return parse(text)
    except FormulaError as error:
        raise ValueError(str(error)) from error


def _number(text: Any) -> Any:
    if text is None or isinstance(text, Fraction):
        return text
    try:
        return number(text)
    except FormulaError as error:
        raise ValueError(str(error)) from error


def _day(text: Any) -> Any:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", str(text), re.ASCII):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError(f"“{text}”不是日期，应写成 2026-01-01")


Day = Annotated[date, BeforeValidator(_day)]
Formula = Annotated[Node, BeforeValidator(_formula)]
Figure = Annotated[Fraction, BeforeValidator(_number)]
Bound = Annotated[Fraction | None, BeforeValidator(_number)]


class Part(BaseModel):
    """Base of all parts of the configuration: unknown keys are refused, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Approval(Part):
    """Who approved the standard, and when (第二条: none may pay without)."""

    document: str
    date: Day


class InForce(Part):
    """The days a rule set governs, both included; without ``until`` it is open."""

    from_: Day = Field(alias="from")
    until: Day | None = None


class TableText(Part):
    """A table as written: either ``by`` with ``rows``, or ``edge`` with ``bands`` of [low, high, value]."""

    unit: str
    source: str
    by: str | list[str] | None = None
    rows: dict[str, Any] | None = None
    edge: Edge | None = None
    bands: list[tuple[Bound, Bound, Figure]] | None = None
    note: str = ""


class Credit(Part):
    """How an amount of a customer becomes amounts of persons, over relations of one type."""

    name: str
    amount: str
    relation: Literal["开发", "服务"]
    split: Literal["最大余数到分", "按比例不取整"]
    unit: str = "元"
    source: str


class Measure(Part):
    """One quantity of a person (or, ``each: 客户``, of a customer) taken from a table or from a ledger."""

    name: str
    each: Literal["人员", "客户"] = "人员"
    over: str = ""
    where: Formula | None = None
    take: Formula
    ledger: str = ""
    origin: int | None = None
    unit: str = ""
    source: str
    zero: str = ""


class Case(Part):
    """The formula for one group of posts."""

    who: str
    formula: Formula


class Item(Part):
    """One named figure of a person, a customer or a sale."""

    name: str
    each: Literal["人员", "客户", "产品销售"] = "人员"
    unit: str
    formula: Formula | None = None
    cases: list[Case] = []
    who: str = ""
    round: Literal["分", "不取整"] = "不取整"
    mode: RoundingMode = "四舍五入"
    source: str
    note: str = ""
    zero: str = ""
    not_negative: str = ""


class Posting(Part):
    """What an item moves on a ledger: ``+`` or ``-``, for the month so many months away."""

    item: str
    sign: Literal["+", "-"] = "+"
    origin: int | None = None
    who: str = ""
    each: Literal["人员", "客户"] = "人员"
    as_: Figure | None = Field(default=None, alias="as")


class LedgerText(Part):
    """A balance carried from month to month per person, and per object or month of origin where it says so."""

    name: str
    unit: str = "元"
    by: Literal["人员", "人员与来源期间", "客户"] = "人员"
    reset: Literal["不清零", "每年一月清零"] = "不清零"
    post: list[Posting] = []
    source: str


class Remark(Part):
    """Words that stand in 备注 when a condition holds; ``{…}`` names a quantity."""

    when: Formula
    text: str


class RuleSet(Part):
    """A pay standard or a statute with everything it sets."""

    name: str
    version: str
    approval: Approval | None = None
    in_force: InForce
    source: str = ""
    expires: Day | None = None
    groups: dict[str, list[str]] = {}
    grades: list[str] = []
    tables: dict[str, TableText] = {}
    credits: list[Credit] = []
    measures: list[Measure] = []
    items: list[Item]
    ledgers: list[LedgerText] = []
    remarks: list[Remark] = []

    def governs(self, day: date) -> bool:
        """Whether the rule set is in force on the day."""
        return self.in_force.from_ <= day and (self.in_force.until is None or day <= self.in_force.until)

    def overlaps(self, other: RuleSet) -> bool:
        """Whether there is a day both are in force."""
        return self.governs(max(self.in_force.from_, other.in_force.from_)) and other.governs(
            max(self.in_force.from_, other.in_force.from_)
        )

    def quantities(self, each: str) -> dict[str, str]:
        """The measures and items of one scope with their units."""
        made = {measure.name: measure.unit for measure in self.measures if measure.each == each}
        return {**made, **{item.name: item.unit for item in self.items if item.each == each}}
