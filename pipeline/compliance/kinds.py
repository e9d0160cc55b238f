"""Of what kind a quantity is: trading volume, new accounts, assets, product sales, service, conduct.

A line table may be of a kind as a whole; else the name of the quantity tells, by itself or by the longest word in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.compliance.quantities import TABLE, Place, Quantities
from pipeline.compliance.text import KINDS, Kind, KindText


@dataclass(frozen=True)
class Kinds:
    """The meaning the configuration gives to tables, names and natures."""

    texts: dict[Kind, KindText]

    def of_place(self, place: Place, quantities: Quantities) -> Kind | None:
        """The kind of a delivered column, a table, or an item that says its nature; None if it has none."""
        item = quantities.items.get(place)
        if item is not None:
            return self.of_nature(item.nature)
        if place in quantities.measures or place in quantities.credits:
            return None
        return self.of_table(place.scope) or (None if place.name == TABLE else self.of_name(place.name))

    def among(self, places: Iterable[Place], quantities: Quantities) -> frozenset[Kind]:
        """The kinds of several places."""
        found = (self.of_place(place, quantities) for place in places)
        return frozenset(kind for kind in found if kind is not None)

    def of_table(self, table: str) -> Kind | None:
        """The kind of everything in a line table."""
        return next((kind for kind, text in self._ordered() if table in text.tables), None)

    def of_nature(self, nature: str) -> Kind | None:
        """The kind an item says it is of."""
        return next((kind for kind, text in self._ordered() if nature and nature in text.natures), None)

    def of_name(self, name: str) -> Kind | None:
        """The kind a name tells; the longest word decides, then the order of the kinds."""
        exact = next((kind for kind, text in self._ordered() if name in text.names), None)
        if exact is not None:
            return exact
        words = [(len(word), kind) for kind, text in self._ordered() for word in text.words if word in name]
        return max(words, key=lambda found: found[0])[1] if words else None

    def _ordered(self) -> list[tuple[Kind, KindText]]:
        return [(kind, self.texts[kind]) for kind in KINDS if kind in self.texts]
