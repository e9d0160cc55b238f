"""Figures so near the edge of a rounding that a cell cannot tell on which side they lie.

A cell snaps a figure to eight decimals before it rounds (see :mod:`pipeline.scheme.to_excel`); the computation rounds
the exact figure once.  Where the two would part, a formula would show another fen, so the figure stands as a value.
"""

from __future__ import annotations

import numpy as np

from pipeline.money import Figures
from pipeline.scheme.compile import Rules
from pipeline.scheme.excel_cells import SNAP
from pipeline.scheme.facts import Facts
from pipeline.scheme.parts import PERSON
from pipeline.scheme.run import unrounded

REASON = "有人的数离取整的界线太近，电子表格的精度分不清"


def near_ties(rules: Rules, people: Facts) -> frozenset[str]:
    """The names of the items of persons that a cell would round otherwise for somebody."""
    found = set()
    for item in rules.items[PERSON]:
        exact = unrounded(rules, item, people)
        if isinstance(exact, Figures) and item.digits is not None:
            once = exact.rounded(item.digits, item.mode)
            twice = exact.rounded(SNAP).rounded(item.digits, item.mode)
            parted = np.logical_and(once.compare(twice, np.not_equal), np.logical_not(exact.invalid))
            if np.any(parted):
                found.add(item.name)
    return frozenset(found)
