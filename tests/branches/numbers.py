"""Money helpers and numbers with check digits: ID cards, bank cards, phones."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from random import Random

FEN = Decimal("0.01")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_REGIONS = ("110105", "310104", "320102", "330106", "420106", "440305", "510104", "610113", "370202", "340102")
_BINS = ("622202", "621700", "621483", "621661")


def fen(amount: Decimal) -> Decimal:
    """The amount in yuan, rounded half-up (away from zero) to the fen."""
    return amount.quantize(FEN, rounding=ROUND_HALF_UP)


def yuan(rng: Random, low: float, high: float) -> Decimal:
    """A uniform random amount with two decimals."""
    return Decimal(rng.randint(round(low * 100), round(high * 100))) / 100


def spread(rng: Random, median: float, sigma: float) -> Decimal:
    """A log-normal random amount with two decimals, as trading volumes and assets are."""
    return fen(Decimal(repr(median * rng.lognormvariate(0, sigma))))


def id_card(rng: Random, born_on: dt.date) -> str:
    """An 18-character citizen number with a valid check character (GB 11643)."""
    body = f"{rng.choice(_REGIONS)}{born_on:%Y%m%d}{rng.randint(1, 999):03d}"
    return body + id_check(body)


def id_check(body: str) -> str:
    """The check character of the first 17 digits of a citizen number."""
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11]


def bank_card(rng: Random) -> str:
    """A 19-digit card number that passes Luhn."""
    body = rng.choice(_BINS) + "".join(str(rng.randint(0, 9)) for _ in range(12))
    return body + str(-luhn_sum(body + "0") % 10)


def luhn_sum(number: str) -> int:
    """The Luhn sum of a number; a valid one is divisible by ten."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total


def phone(rng: Random) -> str:
    """An 11-digit mobile number."""
    return rng.choice(("138", "139", "136", "150", "186", "177")) + f"{rng.randint(0, 99999999):08d}"
