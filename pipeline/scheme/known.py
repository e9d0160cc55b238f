"""What the quantities of persons are, over the rule sets of a month: items, measures, facts, parameters, criteria."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.scheme.compile import Rules
from pipeline.scheme.item_parts import Criterion, Item
from pipeline.scheme.model import Measure
from pipeline.scheme.parts import CUSTOMER, PERSON, Fact, Parameter

Defined = Item | Measure | Fact


@dataclass(frozen=True)
class Known:
    """The rule sets of a month: the pay standard first, then the statute that builds on it."""

    rule_sets: Sequence[Rules]

    def find(self, name: str) -> tuple[Defined, Rules] | None:
        """The item, measure or fact of persons (or of the branch) of this name, and whose it is."""
        for rules in self.rule_sets:
            text = rules.text
            of_persons: list[Defined] = [item for item in text.items if item.each == PERSON]
            of_persons += (measure for measure in text.measures if measure.each == PERSON)
            of_persons += (fact for fact in text.facts if fact.each != CUSTOMER)
            if found := next((part for part in of_persons if part.name == name), None):
                return found, rules
        return None

    def parameter(self, name: str) -> Parameter | None:
        """The named constant."""
        found = (rules.text.parameters[name] for rules in self.rule_sets if name in rules.text.parameters)
        return next(found, None)

    def criterion(self, name: str) -> Criterion:
        """The criterion of this name; formulas name no other."""
        return next(one for rules in self.rule_sets for one in rules.text.criteria if one.name == name)

    def unit(self, name: str) -> str:
        """The unit of a quantity of persons; empty where it has none."""
        found = self.find(name)
        parameter = self.parameter(name)
        return found[0].unit if found else parameter.unit if parameter else ""
