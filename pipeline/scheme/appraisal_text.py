"""An appraisal as a rule set of its own, on top of the pay standard it belongs to.

Its formulas may name the tables, parameters, criteria and grades of the pay standard beside its own, every quantity of
persons the month works out, what appraisals before it make, and how the indicators stand in its window.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from pipeline.scheme.appraisal_parts import Appraisal, Indicator
from pipeline.scheme.lint import Known, Path_
from pipeline.scheme.model import RuleSet
from pipeline.scheme.parts import CUSTOMER, PERSON
from pipeline.scheme.units import DAY, FLAG

Every = Literal["每月", "每季", "每半年", "每年"]
WINDOW: Mapping[Every, str] = {"每月": "本月", "每季": "本季", "每半年": "本半年", "每年": "本年累计"}
"""The window whose figures of the indicators an appraisal has."""
ORDER: tuple[Every, ...] = ("每月", "每季", "每半年", "每年")
"""The more often an appraisal is held, the earlier it is worked out; a later one may name what it makes."""
QUARTERS: Mapping[Every, tuple[int, ...]] = {"每月": (), "每季": (1, 2, 3, 4), "每半年": (2, 4), "每年": (0,)}
"""The quarters an appraisal is held in; 0 is the year, and those of the months are held by none."""
MONTHS: Mapping[Every, int] = {"每月": 1, "每季": 3, "每半年": 6, "每年": 12}
"""How many months an appraisal looks at; it is held in the last of them."""


def in_order(appraisals: Sequence[Appraisal]) -> list[Appraisal]:
    """The appraisals as they are worked out: the frequent ones first, otherwise as written."""
    return sorted(appraisals, key=lambda one: ORDER.index(one.every))


def rule_text(scheme: RuleSet, appraisal: Appraisal) -> RuleSet:
    """The appraisal as a rule set; what it may name of the pay standard stands after its own."""
    own = {criterion.name for criterion in appraisal.criteria}
    items = [
        item if "calendar" in item.model_fields_set else item.model_copy(update={"calendar": appraisal.every})
        for item in appraisal.items
    ]
    return RuleSet.model_construct(
        name=appraisal.name, version=scheme.version, approval=scheme.approval, in_force=scheme.in_force,
        source=appraisal.source, applies_to=scheme.applies_to, groups=scheme.groups, grades=scheme.grades,
        parameters={**scheme.parameters, **appraisal.parameters},
        facts=appraisal.facts,
        tables={**scheme.tables, **appraisal.tables},
        criteria=[*appraisal.criteria, *(one for one in scheme.criteria if one.name not in own)],
        items=items,
    )  # fmt: skip


def is_own(appraisal: Appraisal, path: Path_) -> bool:
    """Whether a place in the rule set of an appraisal was written in the appraisal, not in the pay standard."""
    part, place = path[0], path[1] if len(path) > 1 else ""
    if part in ("parameters", "tables"):
        return place in getattr(appraisal, part)
    if part == "criteria":
        return isinstance(place, int) and place < len(appraisal.criteria)
    return part in ("facts", "items")


def known_to_appraisal(persons: Known, scheme: RuleSet, law: RuleSet | None, appraisal: Appraisal) -> Known:
    """What its formulas may name beside its own: who people are, what months and appraisals before it made."""
    kept = {**month_quantities(scheme, law), **made_before(scheme, appraisal)}
    units = {name: parameter.unit for name, parameter in scheme.parameters.items()}
    facts = {**persons.facts[PERSON], **units, **kept, **indicator_quantities(scheme.indicators)}
    return replace(persons, facts={PERSON: facts}, lines={}, kept=frozenset(kept))


def month_quantities(scheme: RuleSet, law: RuleSet | None) -> dict[str, str]:
    """Every quantity of persons that a month keeps for appraisals, with its unit: all but parameters and days."""
    made: dict[str, str] = {}
    for text in (scheme, *([law] if law else [])):
        made |= {name: unit for name, unit in text.quantities(PERSON).items() if name not in text.parameters}
    return {name: unit for name, unit in made.items() if unit != DAY}


def made_before(scheme: RuleSet, appraisal: Appraisal) -> dict[str, str]:
    """What the appraisals worked out before this one make of persons, with its unit."""
    ordered = in_order(scheme.appraisals)
    before = ordered[: next(place for place, one in enumerate(ordered) if one is appraisal)]
    return {name: unit for one in before for name, unit in made_by(one).items() if unit != DAY}


def made_by(appraisal: Appraisal) -> dict[str, str]:
    """The facts and items of one appraisal with their units."""
    facts = {fact.name: fact.unit for fact in appraisal.facts if fact.each != CUSTOMER}
    return {**facts, **{item.name: item.unit for item in appraisal.items}}


def indicator_quantities(indicators: Sequence[Indicator]) -> dict[str, str]:
    """What formulas may ask of the indicators: ``X实绩``, ``X目标`` and ``X有目标`` of the window of the appraisal."""
    return {name: unit for indicator in indicators for name, unit in _of_indicator(indicator)}


def _of_indicator(indicator: Indicator) -> Iterator[tuple[str, str]]:
    yield f"{indicator.name}实绩", indicator.unit
    yield f"{indicator.name}目标", indicator.unit
    yield f"{indicator.name}有目标", FLAG
