"""Splitting an amount over parties into whole fen by largest remainder.

Scheme: 第三条 — parts add up to the amount exactly; ties go to the smaller 工号, the branch last; a negative amount is
split by its absolute value and negated.
"""

from __future__ import annotations

import numpy as np

SHARE_UNITS = 10**8
"""Shares are whole units of 0.00000001."""


def largest_remainder(amounts: np.ndarray, groups: np.ndarray, shares: np.ndarray, order: np.ndarray) -> np.ndarray:
    """The fen of each party.

    ``amounts`` are whole fen per group; ``groups`` the group of each party (an index into ``amounts``); ``shares`` its
    share in ``SHARE_UNITS`` (the shares of a group add up to one whole); ``order`` breaks ties, smaller first.
    """
    size = np.abs(amounts)
    if len(size) and int(size.max()) * SHARE_UNITS >= 2**63:
        size, shares = size.astype(object), shares.astype(object)
    product = size[groups] * shares
    parts, remainders = product // SHARE_UNITS, (product % SHARE_UNITS).astype(np.int64)
    spare = size - _sums(parts, groups, size)
    ranked = np.lexsort((order, -remainders, groups))
    starts = np.searchsorted(groups[ranked], np.arange(len(amounts)))
    rank = np.empty(len(groups), dtype=np.int64)
    rank[ranked] = np.arange(len(groups)) - starts[groups[ranked]]
    parts = parts + (rank < spare[groups])
    return np.asarray(np.where(amounts[groups] < 0, -parts, parts))


def _sums(parts: np.ndarray, groups: np.ndarray, like: np.ndarray) -> np.ndarray:
    sums = np.zeros(len(like), dtype=like.dtype)
    np.add.at(sums, groups, parts)
    return sums
