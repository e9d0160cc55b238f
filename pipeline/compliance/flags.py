"""A flag: one place of a pay standard, or one fact of a month, that a person should look at again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.compliance.flows import Flow
from pipeline.compliance.quantities import LEDGER, TABLE, Place
from pipeline.compliance.text import Code
from pipeline.scheme.parts import CUSTOMER, PERSON

LEVEL = "提醒"
EVERYONE = "全部岗位"


@dataclass(frozen=True)
class Flag:
    """What was seen: the rule, the item (empty for the whole standard), why in words, and the way money takes to it.

    ``who`` are the posts it concerns.
    """

    code: Code
    item: str
    why: str
    path: str = ""
    who: tuple[str, ...] = ()


def together(flags: Iterable[Flag]) -> list[Flag]:
    """Flags that differ in the post alone as one, in the order of the rules."""
    posts: dict[Flag, list[str]] = {}
    for flag in flags:
        known = posts.setdefault(replace(flag, who=()), [])
        known += [post for post in flag.who if post not in known]
    return sorted((replace(flag, who=tuple(who)) for flag, who in posts.items()), key=lambda flag: flag.code)


def way(flow: Flow) -> str:
    """The path of a flow in words, from the pay down to what was delivered."""
    steps = [place.name if place.scope == PERSON else _of_scope(place) for place in flow.path]
    if flow.end is not None and flow.end.scope == LEDGER:
        steps.append(f"{LEDGER}·{flow.end.name}")
    if flow.relation:
        steps[-1] += f"（{flow.relation}关系）"
    return " ← ".join(dict.fromkeys(steps))


def names(places: Iterable[Place]) -> Iterator[str]:
    """Quantities in words."""
    return (place.name if place.scope in (PERSON, CUSTOMER) else _of_scope(place) for place in places)


def posts_words(who: Sequence[str]) -> str:
    """The posts of a flag in words."""
    return "、".join(who) or EVERYONE


def _of_scope(place: Place) -> str:
    return place.scope if place.name == TABLE else f"{place.scope}·{place.name}"
