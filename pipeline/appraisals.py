"""The appraisals of a pay standard made ready, which of them a quarter or a year holds, and what they ask for.

Scheme: each appraisal's own articles.  Law: 指引第十六条、第十七条.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.period import Span
from pipeline.scheme.appraisal_parts import Appraisal, Indicator
from pipeline.scheme.appraisal_text import (
    QUARTERS,
    WINDOW,
    indicator_quantities,
    is_own,
    known_to_appraisal,
    made_by,
    month_quantities,
    rule_text,
)
from pipeline.scheme.appraisal_text import in_order as in_order
from pipeline.scheme.compile import Rules, compile_rules, tables_of
from pipeline.scheme.duty_parts import duty_parts
from pipeline.scheme.expressions import Node, criterion_names, history_names
from pipeline.scheme.lint import Known, Lint, Problem
from pipeline.scheme.lint.appraisals import appraisal_problems, indicator_problems, together_problems
from pipeline.scheme.model import RuleSet
from pipeline.scheme.order import formulas, named_with_criteria
from pipeline.scheme.parts import Fact
from pipeline.scheme.units import DAY
from pipeline.standard_tables import quantity_column
from schemas.columns import Column
from schemas.results import person_table
from schemas.table import Table

if TYPE_CHECKING:
    from pipeline.settings import Standard


@dataclass(frozen=True)
class AppraisalRules:
    """An appraisal as written, and as rules ready to run; their groups, tables and criteria include the standard's."""

    text: Appraisal
    rules: Rules

    @property
    def window(self) -> str:
        """The window of its indicators: 本月, 本季, 本半年 or 本年累计."""
        return WINDOW[self.text.every]

    def held(self, span: Span) -> bool:
        """Whether it is held at the end of this month, quarter or year."""
        return self.text.every == "每月" if span.month else span.quarter in QUARTERS[self.text.every]

    def formulas(self) -> Iterator[Node]:
        """Every formula of its items and notices."""
        yield from (formula for item in self.text.items for formula in formulas(item))
        yield from (notice.when for notice in self.text.notices)

    def criteria(self) -> tuple[str, ...]:
        """The criteria that are looked at leaf by leaf: its own, then those of its grading."""
        grading = self.text.grading
        named = [criterion.name for criterion in self.text.criteria]
        named += [name for name in (grading.keep, grading.rise) if name] if grading else []
        return tuple(dict.fromkeys(named))

    def all_criteria(self) -> frozenset[str]:
        """Every criterion it looks at, also through others."""
        trees = self.rules.criteria
        found = {name for name in self.criteria() if name in trees}
        found |= {name for node in self.formulas() for name in criterion_names(node) if name in trees}
        waiting = set(found)
        while waiting:
            waiting = {name for one in waiting for name in criterion_names(trees[one]) if name in trees} - found
            found |= waiting
        return frozenset(found)

    def asked(self) -> frozenset[str]:
        """Every quantity its formulas, notices and criteria name, also through the criteria they ask about."""
        found: set[str] = set()
        for node in (*self.formulas(), *(self.rules.criteria[name] for name in self.all_criteria())):
            found |= named_with_criteria(node, self.rules.criteria) | history_names(node)
        for notice in self.text.notices:
            found |= set(re.findall(r"\{([^{}]*)\}", notice.text))
        return frozenset(found)


def compile_appraisals(
    scheme: RuleSet, law: RuleSet | None, known: Known, branch: Mapping[str, str]
) -> tuple[tuple[AppraisalRules, ...], list[Problem]]:
    """Every appraisal made ready, in the order they are worked out; and every problem, with its path in the standard.

    ``known`` is what formulas of persons may name whatever the standard sets.
    """
    months = month_quantities(scheme, law)
    problems = [*indicator_problems(scheme, months), *together_problems(scheme, months)]
    made: list[AppraisalRules] = []
    for appraisal in in_order(scheme.appraisals):
        place = next(place for place, one in enumerate(scheme.appraisals) if one is appraisal)
        rules, found = _compiled(scheme, law, known_to_appraisal(known, scheme, law, appraisal), appraisal, branch)
        made.append(AppraisalRules(appraisal, rules))
        problems += [(("appraisals", place, *path), words) for path, words in found]
    return tuple(made), problems


def _compiled(
    scheme: RuleSet, law: RuleSet | None, known: Known, appraisal: Appraisal, branch: Mapping[str, str]
) -> tuple[Rules, list[Problem]]:
    text = rule_text(scheme, appraisal)
    rules, found = compile_rules(text, known, branch=branch, lent=tables_of(law) if law else None)
    tables = {name: rules.tables.get(name) for name in text.tables}
    lint = Lint(text, known, tables, {}, rules.groups, {}, is_law=False)
    problems = [*(one for one in found if is_own(appraisal, one[0])), *appraisal_problems(lint, scheme, appraisal)]
    asked = AppraisalRules(appraisal, rules).all_criteria()
    for path, words in found:
        if path[0] == "criteria" and not is_own(appraisal, path) and text.criteria[int(path[1])].name in asked:
            problems.append(((), f"考核“{appraisal.name}”用到的{words}"))
    return rules, problems


def appraisals_due(standard: Standard, span: Span) -> tuple[AppraisalRules, ...]:
    """The appraisals held at the end of this month, quarter or year, in the order they are worked out."""
    return tuple(appraisal for appraisal in standard.appraisals if appraisal.held(span))


def indicators_of(standard: Standard) -> tuple[Indicator, ...]:
    """The indicators of the pay standard, in the order written."""
    return tuple(standard.scheme.text.indicators)


def asked_quantities(standard: Standard) -> frozenset[str]:
    """The quantities of persons that the months must keep: those the appraisals and the indicators name.

    What a duty score is made of is kept besides, for the talk at the end of the year.
    """
    asked = {name for appraisal in standard.appraisals for name in appraisal.asked()}
    asked |= {part for one in standard.appraisals for part in duty_parts(standard.scheme.text, one.text)}
    asked |= {indicator.quantity for indicator in indicators_of(standard)}
    return frozenset(asked) & months_of(standard).keys()


def months_of(standard: Standard) -> dict[str, str]:
    """Every quantity of persons a month keeps, with its unit."""
    return month_quantities(standard.scheme.text, standard.law.text if standard.law else None)


def own_quantities(standard: Standard) -> frozenset[str]:
    """The items and facts of the appraisals, whose values later ones may ask for."""
    return frozenset(units_of_own(standard))


def units_of_own(standard: Standard) -> dict[str, str]:
    """The same with their units; days are not kept."""
    units = {name: unit for appraisal in standard.appraisals for name, unit in made_by(appraisal.text).items()}
    return {name: unit for name, unit in units.items() if unit != DAY}


def indicator_units(standard: Standard) -> dict[str, str]:
    """What formulas may ask of the indicators, with its unit."""
    return indicator_quantities(indicators_of(standard))


def made_names(appraisal: AppraisalRules) -> dict[str, str]:
    """The facts and items of one appraisal with their units, in the order written."""
    return made_by(appraisal.text)


def facts_due(standard: Standard, span: Span) -> tuple[Fact, ...]:
    """The delivered facts the appraisals of this span ask for; ``who`` names the posts, no longer their groups."""
    return tuple(
        fact.model_copy(update={"who": "、".join(sorted(posts_asked(appraisal, fact)))})
        for appraisal in appraisals_due(standard, span)
        for fact in appraisal.text.facts
    )


def posts_asked(appraisal: AppraisalRules, fact: Fact) -> frozenset[str]:
    """The posts a fact is asked of: those of the fact among those of the appraisal; empty for all posts."""
    of_fact, of_appraisal = appraisal.rules.posts(fact.who), appraisal.rules.posts(appraisal.text.who)
    return of_fact & of_appraisal if of_fact and of_appraisal else of_fact or of_appraisal


def appraisal_items_table(standard: Standard, span: Span) -> Table:
    """One row per appraised person: who, and every fact and item of the appraisals of this span."""
    made = [column for appraisal in appraisals_due(standard, span) for column in _columns(appraisal.text)]
    return person_table("appraisal_items", "考核项目", "一行是一名被考核人员的补充数据与各个考核项目", made, "appraise")


def _columns(appraisal: Appraisal) -> Iterator[Column]:
    for fact in appraisal.facts:
        yield quantity_column(fact.name, fact.unit, fact.source)
    for item in appraisal.items:
        yield quantity_column(item.name, item.unit, item.source, rounded=item.in_fen)
