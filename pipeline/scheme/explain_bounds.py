"""One item of one row step by step: what its formula gives, what floor and cap make of it before it is rounded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from pipeline.scheme.explain_values import show, worked
from pipeline.scheme.expressions import Node, Number, words
from pipeline.scheme.in_words import figure_words
from pipeline.scheme.item_parts import Item
from pipeline.scheme.plainly import Row, figure


@dataclass(frozen=True)
class Bounded:
    """What a formula gave (``raw``), what became of it (``figure``), and the bound that was reached, if one was."""

    raw: Fraction
    figure: Fraction
    floor: Node | None = None
    cap: Node | None = None


def bounded(item: Item, formula: Node, row: Row) -> Bounded:
    """The figure of an item before it is rounded: not below its floor, then not above its cap."""
    raw = made = figure(formula, row)
    floor = cap = None
    if item.floor is not None and made < (least := figure(item.floor, row)):
        made, floor = least, item.floor
    if item.cap is not None and made > (most := figure(item.cap, row)):
        made, cap = most, item.cap
    return Bounded(raw, made, floor, cap)


def bound_notes(item: Item, formula: Node, row: Row) -> Iterator[str]:
    """What to say of a floor or a cap that was reached."""
    made = bounded(item, formula, row)
    if made.floor is not None:
        low, raw = show(figure(made.floor, row), item.unit), show(made.raw, item.unit)
        yield f"公式算得 {raw}，低于保底{_bound(made.floor, row, item)}，按 {low} 计"
    if made.cap is not None:
        before = figure(made.floor, row) if made.floor is not None else made.raw
        said = f"{'保底后为' if made.floor is not None else '公式算得'} {show(before, item.unit)}"
        yield f"{said}，高于封顶{_bound(made.cap, row, item)}，按 {show(made.figure, item.unit)} 计"


def _bound(bound: Node, row: Row, item: Item) -> str:
    if isinstance(bound, Number):
        return f" {show(bound.value, item.unit)}"
    return f" {words(bound)}（{worked(bound, row)} = {show(figure(bound, row), item.unit)}）"


def review_note(item: Item, current: Fraction) -> Iterator[str]:
    """A result above what a person looks at again."""
    if item.limits.review is not None and current > item.limits.review:
        yield f"大于复核线 {figure_words(item.limits.review, item.unit)}，请复核"
