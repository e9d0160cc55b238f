"""Functions over the persons of a group, whole columns at once.

A group is everyone with the same words; a person one of whose words has no value is in none, and has no value.
One member without a value leaves none to the group.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

import numpy as np

from pipeline.money import Figures
from pipeline.scheme.cells import Cells, figures_of

Group = tuple[str, ...] | None
"""The words a person is grouped by; None where one of them has no value."""


def groups_of(keys: Sequence[Cells], rows: int) -> list[Group]:
    """The group of each row."""
    spread = [key.rows(rows) for key in keys]
    lost = np.any([key.invalid for key in spread], axis=0) if spread else np.zeros(rows, dtype=bool)
    columns = [key.cells for key in spread]
    return [None if lost[row] else tuple(column[row] for column in columns) for row in range(rows)]


def over_group(function: str, groups: Sequence[Group], figures: Figures, ties: str) -> Figures:
    """组内合计, 组内其他人合计, 组内名次 or 组内并列数 of each row."""
    spread = figures.rows(len(groups))
    values = [None if spread.invalid[row] else spread.at(row) for row in range(len(groups))]
    if function == "组内合计":
        return _total(groups, values)
    if function == "组内其他人合计":
        return _others(groups, values)
    return _placed(groups, values, "并列数" if function == "组内并列数" else ties)


def count(groups: Sequence[Group], flags: Cells) -> Figures:
    """组内计数: how many of the group the condition holds for."""
    spread = flags.rows(len(groups))
    held = [None if lost else Fraction(bool(held)) for held, lost in zip(spread.cells, spread.invalid, strict=True)]
    return _total(groups, held)


def split(totals: Figures, weights: Figures, employees: Sequence[str]) -> Figures:
    """分摊: each person's part of the total, which must be one for all, in whole fen by largest remainder.

    Of equal remainders the smaller 工号 goes first.  No value for anyone where a total or a weight has none, totals
    differ, or a weight is negative.
    """
    rows = len(employees)
    spread, shares = totals.rows(rows), weights.rows(rows)
    asked = {spread.at(row) for row in range(rows)}
    parts = [shares.at(row) for row in range(rows)]
    if np.any(spread.invalid) or np.any(shares.invalid) or len(asked) > 1 or any(part < 0 for part in parts):
        return figures_of([None] * rows)
    whole = sum(parts, Fraction(0))
    if not whole:
        return figures_of([Fraction(0)] * rows)
    fen = totals.rounded(2).rows(rows).at(0) * 100
    exact = [fen * part / whole for part in parts]
    given = [figure.numerator // figure.denominator for figure in exact]
    order = sorted(range(rows), key=lambda row: (given[row] - exact[row], employees[row]))
    for row in order[: int(fen) - sum(given)]:
        given[row] += 1
    return figures_of([Fraction(figure, 100) for figure in given])


def _total(groups: Sequence[Group], values: Sequence[Fraction | None]) -> Figures:
    sums, lost = _sums(groups, values)
    return figures_of([None if group is None or lost[group] else sums[group] for group in groups])


def _others(groups: Sequence[Group], values: Sequence[Fraction | None]) -> Figures:
    sums, lost = _sums(groups, values)
    found: list[Fraction | None] = []
    for group, own in zip(groups, values, strict=True):
        if group is None or lost[group] - (own is None):
            found.append(None)
        else:
            found.append(sums[group] - (own or 0))
    return figures_of(found)


def _sums(
    groups: Sequence[Group], values: Sequence[Fraction | None]
) -> tuple[dict[Group, Fraction], dict[Group, int]]:
    """Per group the sum, and how many members have no value."""
    sums: dict[Group, Fraction] = {}
    lost: dict[Group, int] = {}
    for group, value in zip(groups, values, strict=True):
        sums[group] = sums.get(group, Fraction(0)) + (value or 0)
        lost[group] = lost.get(group, 0) + (value is None)
    return sums, lost


def _placed(groups: Sequence[Group], values: Sequence[Fraction | None], rule: str) -> Figures:
    """The rank, from the largest, or (并列数) how many share it."""
    members: dict[Group, list[Fraction | None]] = {}
    for group, value in zip(groups, values, strict=True):
        members.setdefault(group, []).append(value)
    places = {group: _places(found, rule) for group, found in members.items() if group is not None}
    return figures_of(
        [None if group is None else places[group].get(value) for group, value in zip(groups, values, strict=True)]
    )


def _places(members: Iterable[Fraction | None], rule: str) -> dict[Fraction | None, Fraction]:
    """Each value of a group with its rank or number of holders; nothing where a member has none."""
    counts: dict[Fraction, int] = {}
    for value in members:
        if value is None:
            return {}
        counts[value] = counts.get(value, 0) + 1
    places: dict[Fraction | None, Fraction] = {}
    before = 0
    for value in sorted(counts, reverse=True):
        places[value] = Fraction(counts[value] if rule == "并列数" else before + 1)
        before += 1 if rule == "并列不占位" else counts[value]
    return places
