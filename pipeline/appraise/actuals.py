"""What an indicator comes to over the months of a window: a sum, the last figure, a mean, or the growth.

Scheme: the indicators of the pay standard.  Reads: figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pipeline.money import total
from pipeline.past import stored_value
from pipeline.period import Period
from pipeline.scheme.appraisal_parts import Indicator


@dataclass(frozen=True)
class Series:
    """One owner's figures by month, the months of which anybody has one, and the month of entry of a person."""

    values: Mapping[str, Fraction]
    held: frozenset[str]
    since: Period | None = None


def monthly(figures: Iterable[Mapping[str, Any]], indicator: Indicator) -> dict[str, dict[str, Fraction]]:
    """The quantity of an indicator by month and 工号, from its rows of ``figures``."""
    found: dict[str, dict[str, Fraction]] = {}
    for row in figures:
        value = stored_value(row, indicator.unit)
        assert isinstance(value, Fraction)
        found.setdefault(str(row["origin"]), {})[str(row["employee_id"])] = value
    return found


def gathered(values: Mapping[str, Fraction], indicator: Indicator, months: Sequence[str]) -> Fraction | None:
    """The figures (or targets) of the months as the indicator takes them; a growth is the sum of its months' targets.

    None where there is none, or none of the last month where that is what is asked.
    """
    if indicator.take == "期末":
        return values.get(months[-1]) if months else None
    found = [values[month] for month in months if month in values]
    if not found:
        return None
    return total(found) / len(found) if indicator.take == "平均" else total(found)


def actual(series: Series, indicator: Indicator, months: Sequence[str]) -> Fraction | None:
    """What was reached over the months; None where nobody knows."""
    if indicator.take != "增减":
        return gathered(series.values, indicator, months)
    if not months or months[-1] not in series.values:
        return None
    before = _before(series, Period.parse(months[0]).shift(-1))
    return None if before is None else series.values[months[-1]] - before


def _before(series: Series, month: Period) -> Fraction | None:
    """The figure of the month before a window: nothing for one who entered since, or had none when others had."""
    if str(month) in series.values:
        return series.values[str(month)]
    entered_since = series.since is not None and series.since > month
    return Fraction(0) if entered_since or str(month) in series.held else None
