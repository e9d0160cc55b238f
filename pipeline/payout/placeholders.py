"""Templates of the configuration: words with ``{名称}`` in them, filled with what is known of a file or a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from pipeline.payout.model import PayMonth

Cell = str | int | Decimal | date
"""What a cell holds; a figure or a day stays one where a template is nothing but its name."""

_PLACE = re.compile(r"\{([^{}]*)\}")
PERIOD_WORDS = ("营业部", "期间", "年月", "年", "月")
"""What every template may name: ``2026-01``, ``202601``, ``2026``, ``1``."""


def names_in(templates: Iterable[str]) -> list[str]:
    """Every name the templates ask for, once each, in their order."""
    return list(dict.fromkeys(name for template in templates for name in _PLACE.findall(template)))


def is_only(template: str, name: str) -> bool:
    """Whether the template is this name and nothing else."""
    return template == f"{{{name}}}"


def period_words(month: PayMonth) -> dict[str, Cell]:
    """The values of ``PERIOD_WORDS``."""
    period = month.period
    year = f"{period.year:04d}"
    values: tuple[Cell, ...] = (
        month.branch, str(period), f"{year}{period.month:02d}", year, str(period.month),
    )  # fmt: skip
    return dict(zip(PERIOD_WORDS, values, strict=True))


def filled(template: str, known: Mapping[str, Cell]) -> Cell:
    """The template with its names replaced; KeyError for one that is not known: to be found out before."""
    match = _PLACE.fullmatch(template)
    if match:
        return known[match[1]]
    return _PLACE.sub(lambda place: written(known[place[1]]), template)


def written(cell: Cell) -> str:
    """A cell as plain text: amounts without thousands separators, days as ``2026-01-31``."""
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
