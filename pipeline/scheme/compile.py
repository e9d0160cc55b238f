"""From the written rule set to one that can run: tables built, quantities in the order they need each other.

Every mistake is gathered with the path of the place it was written at, so the loader can name the line; a rule set
with a problem never pays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from pipeline.scheme.criteria import folded
from pipeline.scheme.expressions import FormulaError, Node, history_names, number
from pipeline.scheme.item_parts import Item
from pipeline.scheme.lint import Known, Lint, Problem, all_problems
from pipeline.scheme.model import LedgerText, Measure, RuleSet
from pipeline.scheme.order import cases, formulas, ordered
from pipeline.scheme.parts import PERSON, WORDS, Limits, Parameter
from pipeline.scheme.table_text import Tables, built, outside
from pipeline.scheme.tables import Bands, BandSets, Lookup, TableError
from pipeline.scheme.units import DAY, FLAG


@dataclass(frozen=True)
class Rules:
    """A rule set ready to run.

    ``items`` per scope in the order they need each other; ``late`` the quantities worked out together once the first
    measures are known: the items of persons, and whatever of records or members builds on them.  ``remembered`` are the
    quantities whose earlier values formulas ask for.  Groups, ledgers, criteria and constants include those of the rule
    set this one builds on; the tables of a pay standard those of the law.
    """

    text: RuleSet
    tables: Tables
    groups: Mapping[str, tuple[str, ...]]
    items: Mapping[str, tuple[Item, ...]]
    late: tuple[Item | Measure, ...]
    ledgers: Mapping[str, LedgerText] = field(default_factory=dict)
    criteria: Mapping[str, Node] = field(default_factory=dict)
    constants: Mapping[str, Fraction | str] = field(default_factory=dict)
    grades: tuple[str, ...] = ()
    remembered: tuple[str, ...] = ()

    @property
    def own_tables(self) -> Tables:
        """The tables this rule set writes itself."""
        return {name: self.tables[name] for name in self.text.tables if name in self.tables}

    def item(self, name: str) -> Item | None:
        """The item of this name, of whatever scope."""
        return next((item for item in self.text.items if item.name == name), None)

    def early(self, each: str) -> tuple[Item, ...]:
        """The items of a scope that need nothing of persons but who they are."""
        return tuple(item for item in self.items[each] if item not in self.late)

    def first_measures(self) -> tuple[Measure, ...]:
        """The measures of persons that need no item of theirs."""
        return tuple(m for m in self.text.measures if m.each == PERSON and m not in self.late)

    def posted(self, item: Item) -> bool:
        """Whether a ledger of this rule set keeps the figure of the item itself, so that it must be whole fen."""
        posts = (posting for ledger in self.text.ledgers for posting in ledger.post)
        return any(posting.item == item.name and posting.each == item.each and posting.as_ is None for posting in posts)

    def posts(self, who: str) -> frozenset[str]:
        """The posts meant by ``雇员`` or ``客户经理、兼职``; empty means everyone."""
        return frozenset(post for part in who.split("、") if part for post in self.groups.get(part, (part,)))

    def formula_for(self, item: Item, post: object) -> Node | None:
        """The formula of an item for this post; None when the item is not for it."""
        return next((formula for who, formula in cases(item) if not who or post in self.posts(who)), None)


def compile_rules(
    text: RuleSet,
    known: Known,
    base: Rules | None = None,
    branch: Mapping[str, str] | None = None,
    lent: Tables | None = None,
) -> tuple[Rules, list[Problem]]:
    """The rule set made ready, and every problem in it.

    ``base`` is the rule set this one builds on: the statute reads the quantities and groups of the pay standard, and
    ``known.facts`` holds them.  ``branch`` are the words that say which branch pays; ``lent`` the tables of the law,
    which a pay standard may look up beside its own.
    """
    above = base or Rules(text, {}, {}, {}, (), constants=branch or {})
    groups = {**above.groups, **{name: tuple(members) for name, members in text.groups.items()}}
    ledgers = {**above.ledgers, **{ledger.name: ledger for ledger in text.ledgers}}
    tables, problems = _tables(text)
    constants, found = _constants(text)
    problems += found
    named = {**(lent or {}), **{name: tables.get(name) for name in text.tables}}
    of_lines = base.tables if base else named
    problems += all_problems(Lint(text, known, named, of_lines, groups, ledgers, base is not None))
    criteria = {**above.criteria, **{one.name: folded(one.tree) for one in text.criteria}}
    order = ordered(text, criteria)
    problems += order.problems
    rules = Rules(
        text, {**(lent or {}), **tables}, groups, order.items, order.late, ledgers, criteria,
        {**above.constants, **constants}, tuple(text.grades) or above.grades, _remembered(text, criteria),
    )  # fmt: skip
    return rules, problems


def tables_of(text: RuleSet) -> Tables:
    """The tables of a rule set, without those that cannot be built, which are complained of elsewhere."""
    return _tables(text)[0]


def _tables(text: RuleSet) -> tuple[dict[str, Bands | BandSets | Lookup], list[Problem]]:
    tables: dict[str, Bands | BandSets | Lookup] = {}
    problems: list[Problem] = []
    for name, table in text.tables.items():
        try:
            tables[name] = built(name, table)
        except (TableError, FormulaError) as error:
            problems.append((("tables", name), str(error)))
    return tables, problems


def _constants(text: RuleSet) -> tuple[dict[str, Fraction | str], list[Problem]]:
    """The value of every parameter; a problem for each that is no figure, none of its choices or beyond its limits."""
    constants: dict[str, Fraction | str] = {}
    problems: list[Problem] = []
    for name, parameter in text.parameters.items():
        try:
            constants[name] = constant(parameter)
        except FormulaError as error:
            problems.append((("parameters", name), f"参数“{name}”：{error}"))
    return constants, problems


def constant(parameter: Parameter) -> Fraction | str:
    """What a parameter stands for; FormulaError says why it may not."""
    if parameter.among:
        if parameter.value not in parameter.among:
            raise FormulaError(f"“{parameter.value}”不在可选的{'、'.join(parameter.among)}之中")
        return parameter.value
    if parameter.unit in (WORDS, DAY, FLAG):  # The last two are refused by the checks.
        return parameter.value
    figure = number(parameter.value)
    if problem := outside(Limits(min=parameter.min, max=parameter.max), figure):
        raise FormulaError(problem)
    return figure


def _remembered(text: RuleSet, criteria: Mapping[str, Node]) -> tuple[str, ...]:
    """The quantities whose earlier values any formula of persons asks for, in a fixed order."""
    nodes = [formula for item in text.items for formula in formulas(item)]
    nodes += [guard.when for guard in text.guards]
    return tuple(sorted(frozenset().union(*(history_names(node) for node in (*nodes, *criteria.values())))))
