"""How a pay standard, and a statute, is written down: the shape of its part of ``config.yaml``.

A rule set is data: tables, how amounts of customers are credited to persons, measures over line tables, items with
formulas, ledgers, remarks; each cites its article.  ``compile.py`` checks and orders it, ``evaluate.py`` runs it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import Field

from pipeline.scheme.appraisal_parts import Appraisal, Indicator
from pipeline.scheme.item_parts import Criterion, Item
from pipeline.scheme.parts import (
    PERSON,
    Approval,
    Day,
    Dimension,
    Fact,
    Figure,
    Formula,
    InForce,
    Parameter,
    Part,
    Record,
    TableText,
)
from pipeline.scheme.terms import CustomerClasses, Terms


class Origins(Part):
    """Months of origin relative to the period, both included; without ``from`` all up to ``until``."""

    from_: int | None = Field(default=None, alias="from")
    until: int


class Credit(Part):
    """How an amount of a customer becomes amounts of persons, over relations of one type."""

    name: str
    amount: str
    relation: Literal["开发", "服务"]
    split: Literal["最大余数到分", "按比例不取整"]
    unit: str = "元"
    source: str


class Measure(Part):
    """One quantity of a person (or a customer, or a record) taken from a table or from a ledger.

    ``person`` is the column that names the person; ``none`` the value of one without a line.  Of a record, the balance
    is that of the object named in column ``object`` (the key of the record, unless said) and, where ``person`` is
    written, of that person alone.
    """

    name: str
    each: str = PERSON
    over: str = ""
    person: str = ""
    object: str = ""
    where: Formula | None = None
    take: Formula
    none: str | None = None
    ledger: str = ""
    origin: int | Origins | None = None
    unit: str = ""
    source: str
    zero: str = ""


class Posting(Part):
    """What an item moves on a ledger: ``+`` or ``-``, for the month so many months away.

    Of a record, ``person`` and ``object`` are the columns that name whose balance and of what; ``to`` the column of the
    successor, to whom the same amount goes with the other sign.
    """

    item: str
    sign: Literal["+", "-"] = "+"
    origin: int | None = None
    who: str = ""
    each: str = PERSON
    person: str = ""
    object: str = ""
    to: str = ""
    kind: str = ""
    as_: Figure | None = Field(default=None, alias="as")


class LedgerText(Part):
    """A balance carried from month to month per person, and per object or month of origin where it says so."""

    name: str
    unit: str = "元"
    by: Literal["人员", "人员与来源期间", "人员与对象", "客户"] = "人员"
    reset: Literal["不清零", "每年一月清零", "每季首月清零"] = "不清零"
    post: list[Posting] = Field(default_factory=list)
    source: str


class Remark(Part):
    """Words that stand in 备注 when a condition holds; ``{…}`` names a quantity."""

    when: Formula
    text: str


class Guard(Part):
    """A floor or a ceiling of pay that is checked, never enforced: a finding for everybody of whom ``when`` holds.

    ``text`` says what is wrong, ``{…}`` names a quantity; ``level`` whether nothing may be paid while it stands.
    """

    name: str
    who: str = ""
    when: Formula
    level: Literal["提醒", "阻断"] = "提醒"
    text: str
    advice: str
    source: str
    note: str = ""


class RuleSet(Part):
    """A pay standard or a statute with everything it sets."""

    name: str
    version: str
    approval: Approval | None = None
    in_force: InForce
    source: str = ""
    expires: Day | None = None
    applies_to: dict[Dimension, list[str]] = Field(default_factory=dict)
    groups: dict[str, list[str]] = Field(default_factory=dict)
    grades: list[str] = Field(default_factory=list)
    parameters: dict[str, Parameter] = Field(default_factory=dict)
    facts: list[Fact] = Field(default_factory=list)
    records: list[Record] = Field(default_factory=list)
    tables: dict[str, TableText] = Field(default_factory=dict)
    credits: list[Credit] = Field(default_factory=list)
    measures: list[Measure] = Field(default_factory=list)
    criteria: list[Criterion] = Field(default_factory=list)
    items: list[Item]
    ledgers: list[LedgerText] = Field(default_factory=list)
    remarks: list[Remark] = Field(default_factory=list)
    guards: list[Guard] = Field(default_factory=list)
    indicators: list[Indicator] = Field(default_factory=list)
    appraisals: list[Appraisal] = Field(default_factory=list)
    customer_classes: CustomerClasses | None = None
    terms: Terms = Field(default_factory=Terms)

    def governs(self, day: date) -> bool:
        """Whether the rule set is in force on the day."""
        return self.in_force.from_ <= day and (self.in_force.until is None or day <= self.in_force.until)

    def fits(self, branch: Mapping[str, str]) -> bool:
        """Whether the version is for a branch of these words; one that names no branch is for all."""
        return all(branch.get(dimension, "") in words for dimension, words in self.applies_to.items())

    def overlaps(self, other: RuleSet) -> bool:
        """Whether there is a day both are in force."""
        return self.governs(max(self.in_force.from_, other.in_force.from_)) and other.governs(
            max(self.in_force.from_, other.in_force.from_)
        )

    def quantities(self, each: str) -> dict[str, str]:
        """The parameters, facts, measures and items formulas of one scope may name, with their units."""
        fits = (each, "营业部") if each == PERSON else (each,)
        return {
            **{name: parameter.unit for name, parameter in self.parameters.items()},
            **{fact.name: fact.unit for fact in self.facts if fact.each in fits},
            **{measure.name: measure.unit for measure in self.measures if measure.each == each},
            **{item.name: item.unit for item in self.items if item.each == each},
        }

    def record(self, name: str) -> Record | None:
        """The record of this name."""
        return next((record for record in self.records if record.name == name), None)
