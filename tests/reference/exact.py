"""Exact numbers: how a value becomes a fraction, and the one place where anything is rounded.

Scheme: 第一条 (exact amounts; each named item is rounded half-up, away from zero on a tie, to the fen, once).
Reading taken:
- an empty amount (None or blank text) is 0;
- a value outside every band (a negative 认购金额, a negative 职责得分) is not in the scheme: Stop.
"""

from decimal import Decimal
from fractions import Fraction


class Stop(Exception):
    """The scheme says "stop finding": no pay is computed. Carries the code words and what they are about."""

    def __init__(self, code_words: str, about: object = ""):
        super().__init__(f"{code_words}: {about}")
        self.code_words = code_words
        self.about = about


def is_blank(value) -> bool:
    """True for None and for text without a visible character."""
    return value is None or (isinstance(value, str) and value.strip() == "")


def exact(value) -> Fraction:
    """The value as an exact fraction; a blank is 0."""
    return Fraction(0) if is_blank(value) else Fraction(value)


def to_fen(value: Fraction) -> Fraction:
    """Round half-up to 0.01, a tie going away from zero. Scheme: 第一条."""
    hundredths = abs(value) * 100
    whole = hundredths.numerator // hundredths.denominator
    if hundredths - whole >= Fraction(1, 2):
        whole += 1
    return Fraction(whole if value >= 0 else -whole, 100)


def as_money(value: Fraction) -> Decimal:
    """An amount that is already in whole fen, as a Decimal with two places."""
    hundredths = value * 100
    assert hundredths.denominator == 1, f"{value} is not in whole fen"
    return Decimal(int(hundredths)).scaleb(-2)


def as_decimal(value: Fraction) -> Decimal:
    """A terminating fraction (a coefficient, a count) as a Decimal."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def band(value: Fraction, floors: list[tuple[str, str]], code_words: str) -> Fraction:
    """The figure of the band [floor, next floor) that holds the value; floors ascend."""
    found = None
    for floor, figure in floors:
        if value >= Fraction(floor):
            found = Fraction(figure)
    if found is None:
        raise Stop(code_words, value)
    return found
