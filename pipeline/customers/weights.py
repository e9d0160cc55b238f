"""How much of the branch's business each customer is: the mean of his share in volume and in revenue.

Scheme: 客户分级规定（V3）.  Shares are of all customers that are ranked together; a total of zero has no shares, so
that every customer's share in it is 0.  Weights are whole numbers over one denominator, so that no two are mixed up by
rounding; where they are equal, the smaller 客户号 (character by character) goes first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from pipeline.money import Figures, summed, to_arrow, units
from schemas.columns import columns
from schemas.table import Table, arrow_type

CLOSED = "销户"
RANKED = Table(
    "ranked", "客户名次", "一行是一名客户的名次", columns("place", "customer_id", "volume", "revenue", "weight")
)


@dataclass(frozen=True)
class Ranking:
    """Customers, the heaviest first: their numbers, what each traded and brought in, and the weights."""

    customer_ids: np.ndarray
    volume: Figures
    revenue: Figures
    weight: Figures

    def frame(self, chosen: np.ndarray) -> pd.DataFrame:
        """The chosen customers (numbers counted from 0) with their places, as a table ``RANKED``."""
        import pyarrow as pa

        shown = {name: _taken(getattr(self, name), chosen) for name in ("volume", "revenue", "weight")}
        arrays = {name: to_arrow(figures, len(chosen), arrow_type("exact")) for name, figures in shown.items()}
        ids = pa.array(self.customer_ids[chosen], pa.string())
        return RANKED.frame(pa.table({"place": chosen + 1, "customer_id": ids, **arrays}))


def ranking(customers: pd.DataFrame) -> Ranking:
    """The customers of these months, summed up over them; who was 销户 when last seen is left out."""
    codes, names = _numbered(customers["customer_id"])
    volume, revenue = (_summed(customers[name], codes, len(names)) for name in ("turnover", "net_commission"))
    kept = np.flatnonzero(np.logical_not(_closed(customers, codes, len(names))))
    volume, revenue = _taken(volume, kept), _taken(revenue, kept)
    weight = _weights(volume.num, revenue.num)
    heaviest = sorted(range(len(kept)), key=weight.num.tolist().__getitem__, reverse=True)
    order = np.array(heaviest, dtype=np.int64)  # the names are in order, so equal weights keep it
    return Ranking(names[kept][order], *(_taken(figures, order) for figures in (volume, revenue, weight)))


def part_of(count: int, share: Fraction) -> int:
    """This share of so many customers, rounded half up to whole ones."""
    return int(count * share + Fraction(1, 2))


def worded(frame: pd.DataFrame, words: Mapping[str, Sequence[str | None]]) -> pd.DataFrame:
    """The frame with further columns of words."""
    import pyarrow as pa

    made = {name: pd.arrays.ArrowExtensionArray(pa.array(cells, pa.string())) for name, cells in words.items()}
    return frame.assign(**made)


def _weights(volume: np.ndarray, revenue: np.ndarray) -> Figures:
    """Half of ``v/V + r/R``, over the one denominator ``2·V·R``."""
    (volume, whole_volume), (revenue, whole_revenue) = _of_whole(volume), _of_whole(revenue)
    if whole_volume * whole_revenue < 0:
        volume, whole_volume = -volume, -whole_volume
    return Figures(volume * whole_revenue + revenue * whole_volume, 2 * whole_volume * whole_revenue)


def _of_whole(parts: np.ndarray) -> tuple[np.ndarray, int]:
    """The parts and what they are parts of; of a total of zero every part is nothing."""
    whole = sum(parts.tolist())
    return (parts, whole) if whole else (parts * 0, 1)


def _summed(amounts: pd.Series[Any], codes: np.ndarray, count: int) -> Figures:
    column = amounts.array.__arrow_array__()
    return Figures(summed(units(column), codes, count), 10**column.type.scale)


def _closed(customers: pd.DataFrame, codes: np.ndarray, count: int) -> np.ndarray:
    """Whether each customer was 销户 in the last month he is in."""
    months, _ = _numbered(customers["month"])
    by_month = np.argsort(months, kind="stable")
    last = np.zeros(count, dtype=np.int64)
    last[codes[by_month]] = by_month  # of several months the last one stays
    closed = (customers["customer_state"] == CLOSED).to_numpy(dtype=bool)
    return np.asarray(closed[last])


def _numbered(words: pd.Series[Any]) -> tuple[np.ndarray, np.ndarray]:
    """The place of each word among the different ones, and those in order, character by character."""
    import pyarrow as pa
    import pyarrow.compute as pc

    coded = pa.chunked_array(words.array.__arrow_array__()).combine_chunks().dictionary_encode()
    order = pc.sort_indices(coded.dictionary)
    places = np.empty(len(order), dtype=np.int64)
    places[order.to_numpy()] = np.arange(len(order))
    return places[coded.indices.to_numpy()], coded.dictionary.take(order).to_numpy(zero_copy_only=False)


def _taken(figures: Figures, rows: np.ndarray) -> Figures:
    return Figures(figures.num[rows], figures.den)
