"""What may stand in a cell as a number: decimals that a double gives back digit for digit.

A workbook keeps numbers as doubles and Excel shows 15 significant digits, so a decimal of more
digits is written as text.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

DIGITS = 15


def plain(value: Decimal) -> str:
    """The decimal in full, without exponent and trailing zeros; two decimals at least."""
    text = f"{value:f}"
    whole, _, fraction = text.partition(".")
    return f"{whole}.{fraction.rstrip('0'):0<2}"


def fits_a_number(value: Decimal) -> bool:
    """Whether at most 15 significant digits say it all."""
    return len(f"{value:f}".replace(".", "").lstrip("-").strip("0")) <= DIGITS


def exact_doubles(values: pa.Array) -> np.ndarray[Any, np.dtype[np.float64]] | None:
    """The decimals as the doubles nearest to them, NaN where empty; None if one needs more than 15 digits.

    Arrow's own cast multiplies by a power of ten and so misses the nearest double now and then (686849.44 becomes
    686849.4400000001); whole number divided by an exact power of ten, both below 2^53, is correctly rounded.
    """
    import numpy as np

    low, high = _words(values)
    fits_a_word = high == low >> 63
    low, scale = _narrow(np.where(fits_a_word, low, 0), values.type.scale)
    if not fits_a_word.all():
        values = _rescaled(values, scale)
        low, high = _words(values)
        fits_a_word, scale = high == low >> 63, values.type.scale
    small = fits_a_word & (low > -(10**DIGITS)) & (low < 10**DIGITS)
    doubles: np.ndarray[Any, np.dtype[np.float64]] = np.where(small, low, 0) / float(10**scale)
    for place in np.flatnonzero(~small):
        value = values[int(place)].as_py()
        if not fits_a_number(value):
            return None
        doubles[place] = float(value)
    doubles[values.is_null().to_numpy(zero_copy_only=False)] = np.nan
    return doubles


def _rescaled(values: pa.Array, least: int) -> pa.Array:
    """The same decimals with as few places as hold them all, but no fewer than these."""
    import pyarrow as pa

    for scale in range(least, values.type.scale, 2):
        try:
            return values.cast(pa.decimal128(38, scale))
        except pa.ArrowInvalid:
            continue
    return values


def _narrow(unscaled: Any, scale: int) -> tuple[Any, int]:
    """The same decimals without the zeros that all of them end in."""
    while scale > 2 and not (unscaled % 100).any():
        unscaled, scale = unscaled // 100, scale - 2
    return unscaled, scale


def _words(values: pa.Array) -> tuple[Any, Any]:
    """The low and high 64 bits of each unscaled decimal, zero where empty."""
    import numpy as np
    import pyarrow as pa

    filled = values.fill_null(pa.scalar(Decimal(0), values.type)) if values.null_count else values
    pairs = np.frombuffer(filled.buffers()[1], np.int64).reshape(-1, 2)[filled.offset : filled.offset + len(filled)]
    return pairs[:, 0], pairs[:, 1]
