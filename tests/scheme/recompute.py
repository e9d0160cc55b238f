"""What an explanation shows, computed again from nothing but what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

from pipeline.scheme.explain import MET, NOT_MET, Explained, Explainer
from pipeline.scheme.expressions import Node, parse
from pipeline.scheme.item_parts import Item
from pipeline.scheme.known import Known
from pipeline.scheme.plainly import Plain, Row, rounded, value

LEAF = (MET, NOT_MET, "没有值")
WHO = ("工号", "团队", "入职日期")
"""Who the person is: whose earlier months, whose mates."""


def nodes(figure: Explained) -> Iterator[Explained]:
    """A figure and everything below it."""
    yield figure
    for part in figure.parts:
        yield from nodes(part)


def plainly(shown: str) -> Plain:
    """A shown value as a value again."""
    if shown in ("是", "否"):
        return shown == "是"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", shown):
        return date.fromisoformat(shown)
    if re.fullmatch(r"-?[\d,]+(\.\d+)?%?", shown):
        figure = Fraction(shown.replace(",", "").rstrip("%"))
        return figure / 100 if shown.endswith("%") else figure
    return "" if shown == "（空）" else shown


def recomputed(tree: Explained, explainer: Explainer) -> int:
    """Asserts that every formula of the tree gives the value shown, taking only values the tree shows.

    Returns how many there were.  Left out is what is shown with digits cut off (…), and what builds on it.
    """
    given = {node.name: node for node in nodes(tree) if node.value not in LEAF}
    known = {name: explainer.row.values[name] for name in WHO if name in explainer.row.values}
    shown = {**known, **{name: plainly(node.value) for name, node in given.items() if "…" not in node.value}}
    for name in shown:
        if explainer.row.values.get(name, "") is None:
            shown[name] = None  # A blank day is shown like a blank word.
    checked = 0
    for node in nodes(tree):
        cut = any("…" in text for text in (node.worked, node.value, *(part.value for part in node.parts)))
        if not node.worked or cut or node.value == "没有值":
            continue
        rules = next((r for r in explainer.rule_sets if r.item(node.name)), explainer.rule_sets[0])
        row = replace(explainer.row, values=shown, tables=rules.tables)
        found = value(parse(node.formula), row)
        if node.value in LEAF:
            assert node.value == (MET if found else NOT_MET), node
        else:
            assert plainly(node.value) == _made(node.name, found, row, explainer), node
        checked += 1
    return checked


def _made(name: str, found: Plain, row: Row, explainer: Explainer) -> Plain:
    """What the item makes of what its formula gave: its floor, its cap, its rounding."""
    item, _ = Known(explainer.rule_sets).find(name) or (None, None)
    assert isinstance(item, Item)
    if not isinstance(found, Fraction):
        return found
    for bound, better in ((item.floor, max), (item.cap, min)):
        found = better(found, _figure(bound, row)) if bound is not None else found
    return found if item.digits is None else rounded(found, item.digits, item.mode)


def _figure(bound: Node, row: Row) -> Fraction:
    found = value(bound, row)
    assert isinstance(found, Fraction)
    return found
