"""What a sheet without a head we know was evidently meant as, so that its records are not lost with a mere notice.

A list of duty has two or three needed headings only, so that one wrong word leaves almost none: its other headings, the
name of the file or sheet, and words that differ by a slip of the pen speak for it, too.

Reads: the first rows of a raw sheet, the headings and names of ``schemas``.
Not covered: a sheet that has of a kind no more than headings many a list has; it is foreign.
"""

from __future__ import annotations

import difflib
from collections import Counter
from functools import cache

from pipeline.intake.headings import EVERYWHERE, Head, Vocabulary, heads_of, recognised_by, required
from pipeline.intake.names import ALSO_OF_CUSTOMERS, OF_EMPLOYEES
from pipeline.intake.raw import RawSheet
from pipeline.intake.titles import titles
from schemas.columns import Column
from schemas.intake import MARKED_BY, NAMED_BY, TARGETS

LEAST_FOUND = 3
LEAST_PART = 0.6
CLOSE = 0.75
"""So alike are two headings of which one is a slip of the pen: one character of four."""
ALIKE = 0.55
"""So alike that a heading may have been meant: half of the characters are alike, ``日期`` for ``走访日期``."""


def near_head(sheet: RawSheet, spelt: Vocabulary = EVERYWHERE, *, unmarked: bool = False) -> Head | None:
    """The head that comes nearest to a kind the sheet was evidently meant as; None if there is none.

    ``unmarked`` takes a kind that one heading tells from many other lists even where that heading is missing: of all
    the columns it must have, not only those it is recognised by, so many must then be there.
    """
    best: tuple[tuple[float, int, int], Head] | None = None
    for head in heads_of(sheet, 0, spelt):
        needed = required(head.kind) if unmarked else recognised_by(head.kind)
        found = head.places.keys() & set(needed)
        rank = (len(found) / len(needed), len(head.places), head.first - head.last)
        is_other = not unmarked and head.kind.name in MARKED_BY and not head.is_marked
        is_near = not is_other and len(found) >= LEAST_FOUND and rank[0] >= LEAST_PART
        if (is_near or _is_evident(head, sheet)) and (best is None or rank > best[0]):
            best = (rank, head)
    return best[1] if best else None


def lacking(head: Head) -> tuple[str, ...]:
    """The columns by which the kind is recognised, or else must have, or else could have, and which are not there."""
    others = tuple(name for name in required(head.kind) if name not in head.places)
    return head.missing or others or tuple(each.name for each in head.kind.columns if each.name not in head.places)[:1]


def nearest(column: Column, others: list[str]) -> str:
    """The heading found that looks most like one that is missing, however this may be spelt; empty if none does."""
    spelt = (column.heading, *column.aliases)
    return next((close[0] for word in spelt if (close := difflib.get_close_matches(word, others, 1, ALIKE))), "")


def _is_evident(head: Head, sheet: RawSheet) -> bool:
    """Whether a kind known by one heading was meant, although it cannot be told by its needed headings."""
    name = head.kind.name
    if name not in MARKED_BY or len(head.places) < 2:
        return False
    slips = _slips_of_the_pen(head)
    needed, must = set(recognised_by(head.kind)), set(required(head.kind))
    absent = needed - head.places.keys()
    return (
        len(_told(head) | slips.keys() & _telling_columns(name)) >= LEAST_FOUND
        or (head.is_marked and len(must - head.places.keys()) == 1 and _has_person(head))
        or (len(absent) == 1 and absent <= slips.keys())
        or (_is_named(sheet, head) and 2 * len(needed - (absent - slips.keys())) >= len(needed))
    )


def _has_person(head: Head) -> bool:
    """Whether a column of persons stands there, by 工号 or by name; a list of courses or meetings has none."""
    strange = {text for _, text in head.unknown}
    return (
        "employee_id" in head.places
        or head.kind.name == TARGETS.name
        or bool(strange & {*OF_EMPLOYEES, ALSO_OF_CUSTOMERS})
    )


def _told(head: Head) -> set[str]:
    """The columns that stand under a heading no other kind has."""
    known = EVERYWHERE.of_kind.get(head.kind.name, {})
    return {known[text] for text in head.texts if text in known and text in _telling()} & head.places.keys()


def _telling_columns(kind: str) -> set[str]:
    return {name for text, name in EVERYWHERE.of_kind.get(kind, {}).items() if text in _telling()}


@cache
def _telling() -> frozenset[str]:
    """The spellings that only one kind has."""
    counts = Counter(text for spelt in EVERYWHERE.of_kind.values() for text in spelt)
    return frozenset(text for text, count in counts.items() if count == 1)


def _slips_of_the_pen(head: Head) -> dict[str, str]:
    """The missing columns that a heading unknown to every kind nearly spells, with that heading."""
    strange = [text for _, text in head.unknown if text not in EVERYWHERE.known]
    found: dict[str, str] = {}
    for text, name in EVERYWHERE.of_kind.get(head.kind.name, {}).items():
        close = difflib.get_close_matches(text, strange, n=1, cutoff=CLOSE) if name not in head.places else []
        if close:
            found.setdefault(name, close[0])
    return found


def _is_named(sheet: RawSheet, head: Head) -> bool:
    """Whether the file, the sheet or the title above the headings is called after the kind."""
    return any(word in text for text in titles(sheet, head.first) for word in NAMED_BY[head.kind.name])
