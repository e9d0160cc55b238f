"""How a pay standard, and a statute, is written down: the shape of its part of ``config.yaml``.

A rule set is data: tables, how amounts of customers are credited to persons, measures over line tables, items with
formulas, ledgers, remarks; each cites its article.  ``compile.py`` checks and orders it, ``evaluate.py`` runs it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from pipeline.money import RoundingMode
from pipeline.scheme.expressions import FormulaError, Node, number, parse
from pipeline.scheme.tables import Edge

PERSON, CUSTOMER, SALE = "人员", "客户", "产品销售"
WORDS = "文字"
DIGITS = {"分": 2, "角": 1, "元": 0, "百元": -2, "不取整": None}
"""Decimals kept by each way of rounding an item."""

Outside = Literal["停算", "按零", "就近"]
Dimension = Literal["营业部", "城市", "地区类别", "城市类别"]
"""What a version may be bound to: the branch itself, or a class it is in."""
BRANCH_WORDS: tuple[Dimension, ...] = get_args(Dimension)
"""The words every formula may ask about the branch that pays."""

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


class Limits(Part):
    """Guard rails of a parameter, a table or a result, both bounds included; above ``review`` a person looks again."""

    min: Bound = None
    max: Bound = None
    review: Bound = None


class Parameter(Part):
    """A named constant; with ``among``, a choice the text leaves open, made in words."""

    value: str
    unit: str = WORDS
    among: list[str] = []
    min: Bound = None
    max: Bound = None
    source: str
    note: str = ""


BandText = tuple[Bound, Bound, Figure]


class TableText(Part):
    """A table as written: ``by`` with ``rows``; or ``edge`` with ``bands`` of [low, high, value], per word with ``by``.

    ``overlap`` and ``gap`` say which band a doubtful figure belongs to where the printed table contradicts itself.
    """

    unit: str
    source: str
    by: str | list[str] | None = None
    rows: dict[str, Any] | None = None
    otherwise: str | None = None
    edge: Edge | None = None
    bands: list[BandText] | dict[str, Any] | None = None
    outside: Outside = "停算"
    overlap: Literal["靠前", "靠后"] | None = None
    gap: Literal["靠前", "靠后"] | None = None
    limits: Limits = Limits()
    note: str = ""


class Fact(Part):
    """A figure, word, day or yes/no delivered each month in 补充数据; without ``blank`` it must be there.

    ``who`` are the posts it is asked of; others have 0, no word, no day, no.
    """

    name: str
    each: Literal["人员", "客户", "营业部"] = "人员"
    who: str = ""
    unit: str
    blank: str | None = None
    manual: bool = False
    min: Bound = None
    max: Bound = None
    source: str
    note: str = ""


class Record(Part):
    """A line table of the scheme's own: its headings with their kinds (文字 日期 是否 工号 客户号, or a unit)."""

    name: str
    columns: dict[str, str]
    key: list[str]
    blank: list[str] = []
    source: str
    note: str = ""

    def kinds(self) -> dict[str, str]:
        """Its columns with what formulas take them for: words, a day, yes or no, or a unit."""
        return {heading: WORDS if kind in ("工号", "客户号") else kind for heading, kind in self.columns.items()}


class Condition(Part):
    """A tree of conditions: a named leaf, all or any of several, or at least so many of them."""

    name: str = ""
    when: Formula | None = None
    all: list[Condition] | None = None
    any: list[Condition] | None = None
    at_least: int | None = None
    of: list[Condition] | None = None


class Criterion(Part):
    """A named standard; with ``标准级别`` in its conditions it has one reading for every grade."""

    name: str
    tree: Condition
    source: str
    note: str = ""


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


class Case(Part):
    """The formula for one group of posts."""

    who: str
    formula: Formula


class Item(Part):
    """One named figure, word or yes/no of a person, a customer, a sale or a record."""

    name: str
    each: str = PERSON
    unit: str
    formula: Formula | None = None
    cases: list[Case] = []
    who: str = ""
    calendar: Literal["每月", "每季", "每半年", "每年"] | list[int] = "每月"
    floor: Formula | None = None
    cap: Formula | None = None
    round: Literal["分", "角", "元", "百元", "不取整"] | int | None = None
    mode: RoundingMode = "四舍五入"
    limits: Limits = Limits()
    nature: str = ""
    source: str
    note: str = ""
    zero: str = ""
    not_negative: str = ""

    @property
    def digits(self) -> int | None:
        """Decimals kept after rounding (tens, hundreds where negative); None where nothing is rounded."""
        return DIGITS[self.round] if isinstance(self.round, str) else self.round

    @property
    def in_fen(self) -> bool:
        """Whether the figure is whole fen."""
        return self.digits is not None and self.digits <= 2

    def due(self, month: int) -> bool:
        """Whether the item is worked out in this calendar month."""
        if isinstance(self.calendar, list):
            return month in self.calendar
        return month % {"每月": 1, "每季": 3, "每半年": 6, "每年": 12}[self.calendar] == 0


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
    post: list[Posting] = []
    source: str


class Remark(Part):
    """Words that stand in 备注 when a condition holds; ``{…}`` names a quantity."""

    when: Formula
    text: str


class Indicator(Part):
    """A figure of business that has targets (业绩指标): a quantity of persons, gathered over the months of a window.

    合计 adds the months up, 期末 takes the last, 平均 their mean, 增减 the last less that of the month before the
    window.
    """

    name: str
    quantity: str
    take: Literal["合计", "期末", "平均", "增减"]
    unit: str
    source: str


class Notice(Part):
    """Words about a person that stand among 人员提示 when a condition holds; ``{…}`` names a quantity."""

    name: str
    when: Formula
    text: str
    source: str


class Grading(Part):
    """What an appraisal does to grades.

    ``proposed`` is the item with the grade it leads to; ``after`` the months from its last month to the one the grade
    takes effect in (1 or more: months already appraised are paid by the old grade); ``keep`` and ``rise`` the criteria
    of the own grade and of the next one.
    """

    proposed: str
    after: int = 1
    keep: str = ""
    rise: str = ""
    source: str


class Appraisal(Part):
    """An appraisal of persons at the end of a quarter, half-year or year (指引第十六条、第十七条).

    Its formulas name the quantities of the last month, look back over the earlier ones (累计, 期均, 连续 …), and have
    for each indicator ``X实绩``, ``X目标`` and ``X有目标`` of its own window.  ``duty``, ``performance`` and ``score``
    are the items with these marks; ``columns`` what 级别调整表 or 年度考评表 shows of it.
    """

    name: str
    every: Literal["每季", "每半年", "每年"]
    who: str = ""
    source: str
    parameters: dict[str, Parameter] = {}
    facts: list[Fact] = []
    tables: dict[str, TableText] = {}
    criteria: list[Criterion] = []
    items: list[Item]
    duty: str = ""
    performance: str = ""
    score: str = ""
    grading: Grading | None = None
    notices: list[Notice] = []
    columns: list[str] = []


class RuleSet(Part):
    """A pay standard or a statute with everything it sets."""

    name: str
    version: str
    approval: Approval | None = None
    in_force: InForce
    source: str = ""
    expires: Day | None = None
    applies_to: dict[Dimension, list[str]] = {}
    groups: dict[str, list[str]] = {}
    grades: list[str] = []
    parameters: dict[str, Parameter] = {}
    facts: list[Fact] = []
    records: list[Record] = []
    tables: dict[str, TableText] = {}
    credits: list[Credit] = []
    measures: list[Measure] = []
    criteria: list[Criterion] = []
    items: list[Item]
    ledgers: list[LedgerText] = []
    remarks: list[Remark] = []
    indicators: list[Indicator] = []
    appraisals: list[Appraisal] = []

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
