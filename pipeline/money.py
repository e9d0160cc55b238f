"""Exact columns of figures: rationals as whole numerators over whole denominators, rounded in one place only.

A quotient such as 2500 ÷ 21.75 has no finite decimal, so a column keeps numerator and denominator apart and
digits vanish only where a rule says "round" (conventions, 第一条: half away from zero, to the fen, once).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

if TYPE_CHECKING:
    import pyarrow as pa

Whole = Any  # a Python int, or a numpy object array of Python ints
Mask = Any  # a numpy bool array, or a bool
RoundingMode = Literal["四舍五入", "舍去", "进位"]


@dataclass(frozen=True)
class Figures:
    """A column (or, with plain ints inside, a constant) of exact rationals ``num / den``, ``den`` always positive.

    ``invalid`` marks the rows that have no value: a division by zero, an entry missing in a table, an empty cell.
    """

    num: Whole
    den: Whole = 1
    invalid: Mask = False

    @classmethod
    def constant(cls, value: Fraction | int) -> Figures:
        """The same figure in every row."""
        fraction = Fraction(value)
        return cls(fraction.numerator, fraction.denominator)

    def __add__(self, other: Figures) -> Figures:
        left, right, den = self._common(other)
        return Figures(left + right, den, _spoilt(self, other))

    def __sub__(self, other: Figures) -> Figures:
        left, right, den = self._common(other)
        return Figures(left - right, den, _spoilt(self, other))

    def __mul__(self, other: Figures) -> Figures:
        return Figures(self.num * other.num, self.den * other.den, _spoilt(self, other))

    def __neg__(self) -> Figures:
        return Figures(-self.num, self.den, self.invalid)

    def __truediv__(self, other: Figures) -> Figures:
        zero = np.equal(other.num, 0)
        divisor = _where(zero, 1, other.num)
        sign = _where(np.less(divisor, 0), -1, 1)
        spoilt = np.logical_or(_spoilt(self, other), zero)
        return Figures(self.num * other.den * sign, self.den * divisor * sign, spoilt)

    def compare(self, other: Figures, relation: Callable[[Whole, Whole], Mask]) -> Mask:
        """Row by row ``relation(self, other)``, exactly."""
        left, right, _ = self._common(other)
        return relation(left, right)

    def larger(self, other: Figures) -> Figures:
        """The larger of the two, row by row."""
        return choose(self.compare(other, np.greater_equal), self, other, keep_both=True)

    def smaller(self, other: Figures) -> Figures:
        """The smaller of the two, row by row."""
        return choose(self.compare(other, np.less_equal), self, other, keep_both=True)

    def rounded(self, digits: int, mode: RoundingMode = "四舍五入") -> Figures:
        """Each figure at so many decimals (tens, hundreds where negative): half away from zero, toward it, or away."""
        scale, step = 10 ** max(digits, 0), 10 ** max(-digits, 0)
        if step == 1 and isinstance(self.den, int) and not scale % self.den:  # no figure is finer
            return Figures(self.num * (scale // self.den), scale, self.invalid)
        size, den = abs(self.num) * scale, self.den * step
        if mode == "四舍五入":
            whole = (2 * size + den) // (2 * den)
        elif mode == "舍去":
            whole = size // den
        else:
            whole = -(-size // den)
        return Figures(whole * step * _where(np.less(self.num, 0), -1, 1), scale, self.invalid)

    def rows(self, count: int) -> Figures:
        """The same figures with every part spread over ``count`` rows."""
        return Figures(_spread(self.num, count), _spread(self.den, count), np.broadcast_to(self.invalid, count))

    def cell(self, row: int) -> Fraction | None:
        """The figure of one row, None where it has no value; nothing is spread for it."""
        if in_row(self.invalid, row):
            return None
        return Fraction(int(in_row(self.num, row)), int(in_row(self.den, row)))

    def plain(self, count: int) -> list[Fraction | None]:
        """The figures of ``count`` rows, None where a row has no value."""
        spread = self.rows(count)
        return [
            None if lost else Fraction(int(num), int(den))
            for num, den, lost in zip(spread.num.tolist(), spread.den.tolist(), spread.invalid.tolist(), strict=True)
        ]

    def at(self, row: int) -> Fraction:
        """The figure of one row of a spread column."""
        return Fraction(int(self.num[row]), int(self.den[row]))

    def scaled(self, digits: int) -> Whole:
        """Whole units of ``10**-digits``; ArithmeticError if some figure is finer: our own mistake."""
        scaled = self.num * 10**digits
        whole = scaled // self.den
        if np.any(whole * self.den != scaled):
            raise ArithmeticError(f"figure finer than {digits} decimals")
        return whole

    def _common(self, other: Figures) -> tuple[Whole, Whole, Whole]:
        if isinstance(self.den, int) and isinstance(other.den, int):
            den = math.lcm(self.den, other.den)
            return self.num * (den // self.den), other.num * (den // other.den), den
        return self.num * other.den, other.num * self.den, self.den * other.den


def in_row(value: Any, row: int) -> Any:
    """What a column has in a row; a single value is that of every row."""
    if _single(value):
        return value
    return value[row] if len(value) > 1 else value[0]


def _single(value: Any) -> bool:
    """Whether it is one value, not one per row."""
    return not isinstance(value, np.ndarray) or not value.ndim


def choose(condition: Mask, yes: Figures, no: Figures, *, keep_both: bool = False) -> Figures:
    """``yes`` where the condition holds, ``no`` elsewhere; a row is invalid only if its chosen side is
    (with ``keep_both``: if either side is, as the comparison itself needed both)."""
    left, right, den = yes._common(no)
    spoilt = _spoilt(yes, no) if keep_both else np.where(condition, yes.invalid, no.invalid)
    return Figures(_where(condition, left, right), den, spoilt)


def from_arrow(column: pa.ChunkedArray | pa.Array) -> Figures:
    """The figures of an Arrow decimal or integer column; a row whose cell is empty has no value."""
    import pyarrow as pa

    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    empty: Mask = False
    if column.null_count:
        empty = column.is_null().to_numpy(zero_copy_only=False)
        column = column.fill_null(pa.scalar(0, column.type))
    if pa.types.is_decimal(column.type):
        return Figures(units(column).astype(object), 10**column.type.scale, empty)
    return Figures(column.to_numpy(zero_copy_only=False).astype(object), 1, empty)


def to_arrow(figures: Figures, rows: int, kind: pa.Decimal128Type) -> pa.Array:
    """An Arrow decimal column, empty where a row has no value; figures finer than ``kind`` are rounded for showing."""
    import pyarrow as pa
    import pyarrow.compute as pc

    spread = figures.rounded(kind.scale).rows(rows)
    if not np.any(spread.invalid):
        return from_units(spread.num, kind)
    without = np.asarray(spread.invalid, dtype=bool)  # such a row may hold anything, also what kind has no room for
    return pc.if_else(pa.array(without), pa.scalar(None, kind), from_units(np.where(without, 0, spread.num), kind))


def units(column: pa.ChunkedArray | pa.Array) -> np.ndarray:
    """The whole units of the last decimal of an Arrow decimal column: int64 where they fit, Python ints otherwise.

    ValueError if a cell is empty: an amount that is missing is not 0.
    """
    import pyarrow as pa

    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    if column.null_count:
        raise ValueError("empty cell in a column of amounts")
    words = np.frombuffer(column.buffers()[1] or b"", dtype=np.int64).reshape(-1, 2)
    words = words[column.offset : column.offset + len(column)]
    low, high = words[:, 0], words[:, 1]
    if np.array_equal(high, low >> 63):
        return np.asarray(low)
    return np.asarray(low.astype(np.uint64).astype(object) + (high.astype(object) << 64))


def from_units(whole: np.ndarray, kind: pa.Decimal128Type) -> pa.Array:
    """An Arrow decimal column from whole units of its last decimal; OverflowError where ``kind`` has no room."""
    import pyarrow as pa

    largest = _largest(whole)
    if largest >= 10**kind.precision:
        raise OverflowError(f"{largest} does not fit {kind}")
    words = np.empty((len(whole), 2), dtype=np.int64)
    if largest < 2**63:
        words[:, 0] = whole.astype(np.int64)
        words[:, 1] = words[:, 0] >> 63
    else:
        words[:, 0] = (whole & (2**64 - 1)).astype(np.uint64).view(np.int64)
        words[:, 1] = (whole >> 64).astype(np.int64)
    return pa.Array.from_buffers(kind, len(whole), [None, pa.py_buffer(words)])


def summed(whole: np.ndarray, codes: np.ndarray, count: int) -> np.ndarray:
    """Whole units added up by the code of each row, as Python ints."""
    if _largest(whole) * len(whole) >= 2**63:
        whole = whole.astype(object)
    sums = np.zeros(count, dtype=whole.dtype)
    np.add.at(sums, codes, whole)
    return sums.astype(object)


def _largest(whole: np.ndarray) -> int:
    """The size of the largest of them."""
    return max(-int(whole.min()), int(whole.max())) if len(whole) else 0


def plain(figure: Fraction, digits: int = 10) -> str:
    """The figure in digits, without trailing zeros; one without a finite decimal is cut at ``digits`` and ends in …"""
    scale = 10**digits
    whole, more = divmod(abs(figure.numerator) * scale, figure.denominator)
    integral, rest = divmod(whole, scale)
    text = f"{integral}.{rest:0{digits}d}".rstrip("0").rstrip(".")
    return f"{'-' if figure.numerator < 0 else ''}{text}{'…' if more else ''}"


def total(figures: Iterable[Fraction]) -> Fraction:
    """The sum of exact figures; those over one denominator, as most are, add up as whole numbers."""
    sums: dict[int, int] = {}
    for figure in figures:
        num, den = figure.as_integer_ratio()
        sums[den] = sums.get(den, 0) + num
    parts = [Fraction(num, den) for den, num in sums.items()] or [Fraction(0)]
    return sum(parts[1:], parts[0])


def yuan(figure: Fraction) -> Decimal:
    """A figure rounded to the fen (half away from zero) as a decimal with two places."""
    cents = Figures(figure.numerator, figure.denominator).rounded(2).num
    return Decimal(f"{cents}E-2")


def _spoilt(left: Figures, right: Figures) -> Mask:
    return np.logical_or(left.invalid, right.invalid)


def _where(condition: Mask, yes: Whole, no: Whole) -> Whole:
    if _single(condition) and _single(yes) and _single(no):
        return yes if condition else no
    return np.where(condition, np.asarray(yes, dtype=object), np.asarray(no, dtype=object))


def _spread(value: Whole, count: int) -> Whole:
    if isinstance(value, np.ndarray) and value.shape == (count,):
        return value
    return np.full(count, value, dtype=object)
