"""How records that stand twice are told: each by itself, or a sheet delivered twice by one finding."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.checks.places import Places, Record, Spot
from pipeline.findings import Finding, finding

Pair = tuple[Record, Record]
"""A record and the earlier one it repeats."""

TWICE_DELIVERED = 10
"""From so many repeated records between two sheets on, it is one sheet delivered twice: one finding, not thousands."""


def told_pairs(
    heading: str, pairs: Sequence[Pair], places: Places, tell: Callable[[Record, Record], Finding]
) -> list[Finding]:
    """A finding per repetition; from ten between two sheets on one for the sheet."""
    groups: dict[tuple[int, int], list[Pair]] = {}
    for row, first in pairs:
        groups.setdefault((row["source"], first["source"]), []).append((row, first))
    found = []
    for (here, there), group in groups.items():
        if here != there and len(group) >= TWICE_DELIVERED:
            found.append(delivered_twice(heading, len(group), places, here, there))
        else:
            found += [tell(row, first) for row, first in group]
    return found


def delivered_twice(heading: str, count: int, places: Places, here: int, there: int) -> Finding:
    """So many records of one source that stand in another: one finding for the sheet."""
    first = Spot(places.file(there), places.sheet(there), "")
    return finding("X06", file=places.file(here), sheet=places.sheet(here), table=heading, count=count, there=first)
