"""What drives the money of a flow, and whether service or conduct has a say in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from pipeline.compliance.flags import names, way
from pipeline.compliance.flows import Flow, Flows, Part
from pipeline.compliance.kinds import Kinds
from pipeline.compliance.quantities import LEDGER, Place, Quantities
from pipeline.compliance.text import GROWTH, PROTECTIVE, Kind
from pipeline.scheme.parts import PERSON
from pipeline.scheme.units import DAY, FLAG, WORDS

NO_FIGURES = (WORDS, DAY, FLAG)


@dataclass(frozen=True)
class Pay:
    """The pay of one post under a standard: its total, and every flow into it."""

    quantities: Quantities
    kinds: Kinds
    total: Place

    @cached_property
    def flows(self) -> list[Flow]:
        """Every flow into the pay."""
        return Flows(self.quantities).into(self.total)

    @cached_property
    def gains(self) -> list[Flow]:
        """The flows that raise the pay."""
        return [flow for flow in self.flows if flow.is_gain]

    @property
    def post(self) -> str:
        """The post that is paid."""
        return self.quantities.post

    def amount_kinds(self, flow: Flow) -> frozenset[Kind]:
        """What the amount hangs on: its end and its factors; of a bare price, the conditions of paying it."""
        factors = self.kinds_of(flow.factors) - PROTECTIVE
        if flow.end is not None:
            end = self.end_kind(flow)
            return factors | {end} if end else factors
        if factors:
            return factors
        named = {kind for place in flow.path[1:] if (kind := self.kinds.of_name(place.name))}
        return (self.kinds_of(self._conditions(flow)) | named) - PROTECTIVE

    def end_kind(self, flow: Flow) -> Kind | None:
        """The kind of what was delivered; where its own name says nothing, the nearest name above that does."""
        if flow.end is None or flow.end.scope == LEDGER:
            return None
        own = self.kinds.of_place(flow.end, self.quantities)
        above = (self.kinds.of_name(place.name) for place in reversed(flow.path[1:-1]))
        return own or next((kind for kind in above if kind is not None), None)

    def is_growth(self, flow: Flow) -> bool:
        """Whether trading volume or new accounts alone drive the flow; a price paid for a new account is for that."""
        kinds = self.amount_kinds(flow)
        if flow.end is None and not self.kinds_of(flow.factors) - PROTECTIVE:
            return "新开户" in kinds or kinds == {"交易量"}
        has_end = flow.end is None or self.end_kind(flow) is not None
        return has_end and bool(kinds) and kinds <= GROWTH

    def is_protected(self, flow: Flow) -> bool:
        """Whether a coefficient or a condition of service or conduct stands between the amount and the pay."""
        return bool(self.kinds_of((*flow.factors, *self._conditions(flow))) & PROTECTIVE)

    def kinds_of(self, parts: Iterable[Part], *, through_ledgers: bool = False) -> frozenset[Kind]:
        """The kinds of everything these formulas need."""
        return self.kinds.among(self.reached(parts, through_ledgers=through_ledgers), self.quantities)

    def reached(self, parts: Iterable[Part], *, through_ledgers: bool = False) -> frozenset[Place]:
        """Everything these formulas need."""
        found = (self.quantities.reached(*part, through_ledgers=through_ledgers) for part in parts)
        return frozenset().union(*found)

    def needed(self, place: Place, *, through_ledgers: bool = False) -> frozenset[Place]:
        """Everything an item needs, for whatever it needs it."""
        nodes = [*self.quantities.formulas(place), *self.quantities.bounds(place)]
        return self.reached((Part(place.scope, node) for node in nodes), through_ledgers=through_ledgers)

    def is_measured_person_by_person(self, place: Place) -> bool:
        """Whether this is a figure of persons that is delivered each month: someone sets it for each of them."""
        facts = (fact for fact in self.quantities.rules.text.facts if fact.each == PERSON)
        return place.scope == PERSON and any(f.name == place.name and f.unit not in NO_FIGURES for f in facts)

    def way(self, flow: Flow) -> str:
        """The path of a flow in words; below a price stands what it is chosen or multiplied by."""
        if flow.end is not None:
            return way(flow)
        asked = self.reached(flow.factors) or self.reached(self._conditions(flow))
        told = [place for place in sorted(asked) if self.kinds.of_place(place, self.quantities) and place.name]
        return " ← ".join((way(flow), *(["、".join(names(told))] if told else [])))

    @staticmethod
    def _conditions(flow: Flow) -> list[Part]:
        return [guard.part for guard in flow.guards if guard.part is not None]
