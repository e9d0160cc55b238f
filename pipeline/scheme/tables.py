"""Tables of a scheme: look-ups by up to three words, and bands of a figure, each checked when it is made.

One object of bands serves every use (whole-amount, marginal, the number of the band); the edge rule is stated, gaps and
overlaps are refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

import numpy as np

from pipeline.money import Figures, Mask, choose, plain
from pipeline.scheme.cells import Cells, figures_of, words_of

Edge = Literal["左闭右开", "左开右闭"]
Side = Literal["靠前", "靠后"]
"""To the earlier or the later of two neighbouring bands."""
Outside = Literal["停算", "按零", "就近"]
"""A figure outside every band: no value, zero, or the value of the nearest band."""
WORDS = "文字"
"""The unit of a look-up whose entries are words."""


class TableError(ValueError):
    """A table that contradicts itself; the text says how, in Chinese."""


@dataclass(frozen=True)
class Lookup:
    """Figures, or (of the unit 文字) words, by one to three words, e.g. base pay by grade.

    ``otherwise`` is the entry of words the table does not list; without it they have none.
    """

    name: str
    by: tuple[str, ...]
    entries: Mapping[tuple[str, ...], Fraction | str]
    unit: str
    source: str
    otherwise: Fraction | str | None = None

    def __post_init__(self) -> None:
        for words, entry in self.entries.items():
            self._fits(entry, "、".join(words))
        if self.otherwise is not None:
            self._fits(self.otherwise, "otherwise")

    def _fits(self, entry: Fraction | str, place: str) -> None:
        if isinstance(entry, str) != self.holds_words:
            wanted = "文字" if self.holds_words else "数"
            raise TableError(f"表“{self.name}”的单位是{self.unit}，“{place}”应是{wanted}")

    @property
    def holds_words(self) -> bool:
        """Whether the entries are words."""
        return self.unit == WORDS

    def entry(self, words: tuple[str, ...]) -> Fraction | str | None:
        """The entry of these words; None if there is none."""
        return self.entries.get(words, self.otherwise)

    def values(self, keys: Sequence[np.ndarray], rows: int) -> Figures | Cells:
        """The entry of each row; a row whose words have no entry has no value."""
        columns = [np.broadcast_to(np.asarray(key, dtype=object), rows) for key in keys]
        found = [self.entry(words) for words in zip(*columns, strict=True)]
        made = words_of if self.holds_words else figures_of
        return made(found)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Band:
    """One step of a table of bands: from ``low`` to ``high`` (None = without end) the figure ``value``."""

    low: Fraction | None
    high: Fraction | None
    value: Fraction


@dataclass(frozen=True)
class Bands:
    """Bands without gap or overlap; ``edge`` says which bound belongs to a band, ``outside`` what lies in none."""

    name: str
    bands: tuple[Band, ...]
    edge: Edge
    unit: str
    source: str
    outside: Outside = "停算"

    def __post_init__(self) -> None:
        if not self.bands:
            raise TableError(f"表“{self.name}”没有档位，至少写一档 [起点, 终点, 数值]")
        for lower, upper in pairwise(self.bands):
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
        """The value of the band each figure falls into (档值); outside every band as ``outside`` says."""
        return self._picked(figures, [band.value for band in self.bands])

    def numbers(self, figures: Figures) -> Figures:
        """The number of the band each figure falls into, from 1 (档次); outside every band as ``outside`` says."""
        return self._picked(figures, [Fraction(place) for place in range(1, len(self.bands) + 1)])

    def _picked(self, figures: Figures, of_band: Sequence[Fraction]) -> Figures:
        result = Figures(0, 1, self.outside == "停算")
        if self.outside == "就近":
            low, high = Figures.constant(of_band[0]), Figures.constant(of_band[-1])
            result = choose(self.beyond(figures), high, low)
        for band, value in zip(self.bands, of_band, strict=True):
            result = choose(self.holds(band, figures), Figures.constant(value), result)
        return Figures(result.num, result.den, np.logical_or(result.invalid, figures.invalid))

    def slices(self, figures: Figures) -> Figures:
        """Each slice of the figure at the value of its own band, added up (超额累进).

        Below the first band there is no slice yet.  What lies above a last band that ends makes the row one without
        value, earns nothing (按零), or earns what the last band gives (就近).
        """
        total = Figures.constant(0)
        for place, band in enumerate(self.bands, 1):
            high = None if place == len(self.bands) and self.outside == "就近" else band.high
            part = figures if high is None else figures.smaller(Figures.constant(high))
            if band.low is not None:
                part = (part - Figures.constant(band.low)).larger(Figures.constant(0))
            total = total + part * Figures.constant(band.value)
        if self.outside != "停算":
            return total
        return Figures(total.num, total.den, np.logical_or(total.invalid, self.beyond(figures)))

    def beyond(self, figures: Figures) -> Mask:
        """Which rows lie above the end of the last band."""
        end = self.bands[-1].high
        if end is None:
            return False
        return figures.compare(Figures.constant(end), np.greater_equal if self.edge == "左闭右开" else np.greater)

    def band_of(self, figure: Fraction) -> Band | None:
        """The band one figure falls into, or the nearest where ``outside`` says so."""
        for band in self.bands:
            above = band.low is None or (figure >= band.low if self.edge == "左闭右开" else figure > band.low)
            below = band.high is None or (figure < band.high if self.edge == "左闭右开" else figure <= band.high)
            if above and below:
                return band
        if self.outside != "就近":
            return None
        first = self.bands[0]
        return first if first.low is not None and figure <= first.low else self.bands[-1]

    def interval(self, band: Band) -> str:
        """The band as it is written: ``[10000, 30000)``."""
        left, right = ("[", ")") if self.edge == "左闭右开" else ("(", "]")
        low = "−∞" if band.low is None else _shown(band.low)
        high = "∞" if band.high is None else _shown(band.high)
        return f"{'(' if band.low is None else left}{low}, {high}{')' if band.high is None else right}"


@dataclass(frozen=True)
class BandSets:
    """Bands of their own for each of several words, e.g. by grade."""

    name: str
    by: tuple[str, ...]
    sets: Mapping[tuple[str, ...], Bands]
    unit: str
    source: str

    def values(self, figures: Figures, keys: Sequence[np.ndarray], rows: int) -> Figures:
        """档值, each row in the bands of its words; a row whose words have none has no value."""
        return self._each(figures, keys, rows, Bands.values)

    def numbers(self, figures: Figures, keys: Sequence[np.ndarray], rows: int) -> Figures:
        """档次, likewise."""
        return self._each(figures, keys, rows, Bands.numbers)

    def slices(self, figures: Figures, keys: Sequence[np.ndarray], rows: int) -> Figures:
        """超额累进, likewise."""
        return self._each(figures, keys, rows, Bands.slices)

    def _each(
        self, figures: Figures, keys: Sequence[np.ndarray], rows: int, read: Callable[[Bands, Figures], Figures]
    ) -> Figures:
        columns = [np.broadcast_to(np.asarray(key, dtype=object), rows) for key in keys]
        asked = list(zip(*columns, strict=True))
        result = Figures(0, 1, True)
        for words, bands in self.sets.items():
            here = np.array([found == words for found in asked], dtype=bool)
            result = choose(here, read(bands, figures), result)
        return result


Table = Bands | BandSets | Lookup


def _shown(bound: Fraction | None) -> str:
    return "不限" if bound is None else plain(bound)
