"""How figures, people and lists are written in the messages of the checks."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from schemas.columns import BY_NAME

LISTED = 5
"""So many examples stand in one message; the count says how many there are."""


def yuan(amount: Decimal) -> str:
    """An amount with thousands separators and at least two decimals: ``1,234.50``."""
    figure = f"{amount:,f}"
    whole, _, decimals = figure.partition(".")
    return f"{whole}.{decimals.rstrip('0').ljust(2, '0')}"


def percent(share: Decimal) -> str:
    """A share of one as a percentage: ``99.99%``."""
    return f"{plain(share * 100)}%"


def plain(figure: Decimal) -> str:
    """A figure without trailing zeros: ``21.5``."""
    text = f"{figure:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(column: str, value: object) -> str:
    """A value of a column as a clerk would write it; an empty cell is an empty string."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if not isinstance(value, Decimal):
        return str(value)
    known = BY_NAME.get(column)
    if known is None or known.type == "number" or (known.type == "exact" and not known.unit):
        return plain(value)
    return percent(value) if known.type == "share" else yuan(value)


def named(value: object) -> str:
    """What names a record, or that nothing does: ``（空）``."""
    return "（空）" if value is None else str(value)


def person(record: Mapping[str, Any]) -> str:
    """A person of the roster: ``工号1001（张三）``."""
    name = record.get("person_name")
    number = record.get("employee_id")
    return f"工号{named(number or None)}" + (f"（{name}）" if name else "")


def listing(words: Iterable[str], limit: int = LISTED) -> str:
    """The words in a row, cut after so many: ``a、b、c等12项``."""
    every = tuple(words)
    return "、".join(every[:limit]) + (f"等{len(every)}项" if len(every) > limit else "")


def nearest(word: str, words: Sequence[str]) -> str:
    """A question after the name most like this one, or nothing: ``，是否应为“风险金”？``."""
    matches = difflib.get_close_matches(word, words, n=1, cutoff=0.4)
    return f"，是否应为“{matches[0]}”？" if matches else ""


def quoted(words: Iterable[str]) -> str:
    """The accepted words: ``正常、休眠、销户、回流``."""
    return "、".join(words)
