"""A formula computed both ways, whole columns and row by row, over facts written as plain lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np

from pipeline.money import Figures
from pipeline.scheme.cells import Cells, figures_of
from pipeline.scheme.evaluate import evaluate
from pipeline.scheme.expressions import Node, parse
from pipeline.scheme.facts import Around, Facts
from pipeline.scheme.plainly import NoValue, value
from pipeline.scheme.rows import row_of
from pipeline.scheme.tables import Table
from tests.scheme import trees

Tables = Mapping[str, Table]


def vectorised(node: Node, facts: Facts, tables: Tables) -> list[Any]:
    """What the evaluator says in every row; the word 无值 where it has no value."""
    found = evaluate(node, facts, tables)
    if isinstance(found, Figures):
        spread = found.rows(facts.rows)
        return ["无值" if spread.invalid[row] else spread.at(row) for row in range(facts.rows)]
    assert isinstance(found, Cells)
    cells, invalid = np.broadcast_to(found.cells, facts.rows), np.broadcast_to(found.invalid, facts.rows)
    return ["无值" if spoilt else _plain(cell) for cell, spoilt in zip(cells, invalid, strict=True)]


def _plain(cell: Any) -> Any:
    if isinstance(cell, np.datetime64):
        return None if np.isnat(cell) else cell.astype(date)
    return bool(cell) if isinstance(cell, np.bool_) else cell


def walked(node: Node, facts: Facts, tables: Tables) -> list[Any]:
    """What the walk of each row says."""
    found: list[Any] = []
    for row in range(facts.rows):
        try:
            found.append(value(node, row_of(facts, row, tables)))
        except NoValue:
            found.append("无值")
    return found


def of(rows: int = 0, **columns: list[Any]) -> Facts:
    """Facts from plain lists: figures, words, days (or None) or yes/no."""
    made = Facts(trees.PERIOD, rows or len(next(iter(columns.values()))))
    for name, cells in columns.items():
        if isinstance(cells[0], bool):
            made.columns[name] = np.array(cells, dtype=bool)
        elif isinstance(cells[0], date) or cells[0] is None:
            made.columns[name] = np.array(cells, dtype="datetime64[D]")
        elif isinstance(cells[0], str):
            made.columns[name] = np.array(cells, dtype=object)
        else:
            made.columns[name] = figures_of([None if cell is None else Fraction(cell) for cell in cells])
    return made


def both(formula: str, facts: Facts, tables: Tables | None = None, around: Around | None = None) -> list[Any]:
    """The rows of a formula, on which both ways of computing agree."""
    if around is not None:
        facts.around = around
    found = vectorised(parse(formula), facts, tables or {})
    assert found == walked(parse(formula), facts, tables or {})
    return found
