"""Tables of a scheme: look-ups by up to three words, and bands of a figure, each checked when it is made.

One object of bands serves every use (``primitives.md``: whole-amount, marginal, excess); the edge rule is stated,
gaps and overlaps are refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np

from pipeline.money import Figures, Mask, choose, plain

Edge = Literal["左闭右开", "左开右闭"]


class TableError(ValueError):
    """A table that contradicts itself; the text says how, in Chinese."""


@dataclass(frozen=True)
class Lookup:
    """Figures by one to three words, e.g. base pay by grade."""

    name: str
    by: tuple[str, ...]
    entries: Mapping[tuple[str, ...], Fraction]
    unit: str
    source: str

    def values(self, keys: Sequence[np.ndarray], rows: int) -> Figures:
        """The entry of each row; a row whose words have no entry is invalid."""
        columns = [np.broadcast_to(np.asarray(key, dtype=object), rows) for key in keys]
        found = [self.entries.get(words) for words in zip(*columns, strict=True)]
        missing = np.array([entry is None for entry in found], dtype=bool)
        return Figures(
            np.array([0 if entry is None else entry.numerator for entry in found], dtype=object),
            np.array([1 if entry is None else entry.denominator for entry in found], dtype=object),
            missing,
        )


@dataclass(frozen=True)
class Band:
    """One step of a table of bands: from ``low`` to ``high`` (None = without end) the figure ``value``."""

    low: Fraction | None
    high: Fraction | None
    value: Fraction


@dataclass(frozen=True)
class Bands:
    """Bands without gap or overlap; ``edge`` says which bound belongs to a band."""

    name: str
    bands: tuple[Band, ...]
    edge: Edge
    unit: str
    source: str

    def __post_init__(self) -> None:
        if not self.bands:
            raise TableError(f"表“{self.name}”没有档位，至少写一档 [起点, 终点, 数值]")
        for lower, upper in zip(self.bands, self.bands[1:], strict=False):
            if lower.high is None or upper.low is None or lower.high != upper.low:
                found = f"…到{_shown(lower.high)}，下一档从{_shown(upper.low)}"
                kind = "重叠" if lower.high is None or upper.low is None or upper.low < lower.high else "有缺口"
                raise TableError(f"表“{self.name}”的档位{kind}：{found}；上一档的终点应等于下一档的起点")
        for band in self.bands:
            if band.low is not None and band.high is not None and band.low >= band.high:
                raise TableError(f"表“{self.name}”的档位[{_shown(band.low)}, {_shown(band.high)}]起点不小于终点")

    def holds(self, band: Band, figures: Figures) -> Mask:
        """Which rows fall into the band."""
        low, high = (np.greater_equal, np.less) if self.edge == "左闭右开" else (np.greater, np.less_equal)
        inside: Mask = True
        if band.low is not None:
            inside = figures.compare(Figures.constant(band.low), low)
        if band.high is not None:
            inside = np.logical_and(inside, figures.compare(Figures.constant(band.high), high))
        return inside

    def values(self, figures: Figures) -> Figures:
        """The value of the band each figure falls into; outside every band the row is invalid."""
        result = Figures(0, 1, True)
        for band in self.bands:
            result = choose(self.holds(band, figures), Figures.constant(band.value), result)
        return Figures(result.num, result.den, np.logical_or(result.invalid, figures.invalid))

    def slices(self, figures: Figures) -> Figures:
        """Each slice of the figure at the value of its own band, added up (超额累进).

        Below the first band there is no slice yet; above a last band that ends the row is invalid, never cut.
        """
        total = Figures.constant(0)
        for band in self.bands:
            part = figures if band.high is None else figures.smaller(Figures.constant(band.high))
            if band.low is not None:
                part = (part - Figures.constant(band.low)).larger(Figures.constant(0))
            total = total + part * Figures.constant(band.value)
        return Figures(total.num, total.den, np.logical_or(total.invalid, self.beyond(figures)))

    def beyond(self, figures: Figures) -> Mask:
        """Which rows lie above the end of the last band."""
        end = self.bands[-1].high
        if end is None:
            return False
        return figures.compare(Figures.constant(end), np.greater_equal if self.edge == "左闭右开" else np.greater)

    def band_of(self, figure: Fraction) -> Band | None:
        """The band one figure falls into."""
        for band in self.bands:
            above = band.low is None or (figure >= band.low if self.edge == "左闭右开" else figure > band.low)
            below = band.high is None or (figure < band.high if self.edge == "左闭右开" else figure <= band.high)
            if above and below:
                return band
        return None

    def interval(self, band: Band) -> str:
        """The band as it is written: ``[10000, 30000)``."""
        left, right = ("[", ")") if self.edge == "左闭右开" else ("(", "]")
        low = "−∞" if band.low is None else _shown(band.low)
        high = "∞" if band.high is None else _shown(band.high)
        return f"{'(' if band.low is None else left}{low}, {high}{')' if band.high is None else right}"


def _shown(bound: Fraction | None) -> str:
    return "不限" if bound is None else plain(bound)
