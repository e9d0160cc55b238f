"""The smallest parts of a rule set: kinds of values, parameters, tables as written, facts and records."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from pipeline.scheme.expressions import FormulaError, Node, number, parse
from pipeline.scheme.tables import Edge

PERSON, CUSTOMER, SALE = "人员", "客户", "产品销售"
WORDS, YUAN = "文字", "元"
FEN_DIGITS = 2

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

    ``who`` are the posts it is asked of; others have 0, no word, no day, no.  ``among`` are the words a choice has.
    ``digits`` are the decimals it may have; money is to the fen unless the standard says otherwise.
    """

    name: str
    each: Literal["人员", "客户", "营业部"] = "人员"
    who: str = ""
    unit: str
    blank: str | None = None
    among: list[str] = []
    manual: bool = False
    min: Bound = None
    max: Bound = None
    digits: int | None = Field(default=None, ge=0, le=6)
    source: str
    note: str = ""

    @property
    def decimals(self) -> int | None:
        """The decimals a figure may have; None if any."""
        return FEN_DIGITS if self.digits is None and self.unit == YUAN else self.digits


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
