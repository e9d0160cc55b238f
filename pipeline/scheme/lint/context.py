"""What the checks of a written rule set know: its quantities by scope, its tables, groups and ledgers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pipeline.scheme.criteria import folded, for_grades
from pipeline.scheme.expressions import CRITERION_FUNCTIONS, PERSON_FUNCTIONS, Node, person_names
from pipeline.scheme.formula_check import Tables, calls, formula_problems, nearest
from pipeline.scheme.functions import OVER_PERSONS
from pipeline.scheme.model import LedgerText, RuleSet
from pipeline.scheme.parts import BRANCH_WORDS, CUSTOMER, PERSON, WORDS

Path_ = tuple[str | int, ...]
Problem = tuple[Path_, str]


@dataclass(frozen=True)
class Known:
    """What formulas may name beside the rule set's own quantities, each with its unit or kind.

    ``facts`` by scope; ``lines`` by table and column; ``amounts`` are the columns of customers a credit may split, with
    their types; ``posts`` the posts there are; ``kept`` which facts of persons have earlier values (None: all).
    """

    facts: Mapping[str, Mapping[str, str]]
    lines: Mapping[str, Mapping[str, str]]
    amounts: Mapping[str, str]
    posts: tuple[str, ...]
    kept: frozenset[str] | None = None


@dataclass(frozen=True)
class Lint:
    """One rule set under the checks; ``groups`` and ``ledgers`` include those of the set it builds on."""

    text: RuleSet
    known: Known
    tables: Tables
    line_tables: Tables
    groups: Mapping[str, tuple[str, ...]]
    ledgers: Mapping[str, LedgerText]
    is_law: bool

    def quantities(self, each: str) -> dict[str, str]:
        """Every quantity formulas of this scope may name, with its unit or kind."""
        return {**self.given(each), **self.text.quantities(each)}

    def given(self, each: str) -> dict[str, str]:
        """What a scope has before anything is worked out, with its unit or kind."""
        record = self.text.record(each)
        branch: dict[str, str] = dict.fromkeys(BRANCH_WORDS, WORDS)
        return {**branch, **self.known.facts.get(each, {}), **(record.kinds() if record else {})}

    def made(self, each: str) -> dict[str, str]:
        """The facts, measures and items of a scope with their units: what is worked out or delivered month by month."""
        return {name: unit for name, unit in self.text.quantities(each).items() if name not in self.text.parameters}

    @cached_property
    def people(self) -> Mapping[str, str]:
        """The quantities of persons that rows naming a person may ask for (取自人员)."""
        return {**self.known.facts.get(PERSON, {}), **self.made(PERSON)}

    @cached_property
    def remembered(self) -> frozenset[str]:
        """The quantities of persons whose earlier values are kept."""
        facts, kept = self.known.facts.get(PERSON, {}), self.known.kept
        return frozenset({*self.made(PERSON), *(facts if kept is None else kept)})

    @cached_property
    def criteria(self) -> Mapping[str, bool]:
        """The criteria, and of each whether it is one of grades."""
        return {one.name: for_grades(folded(one.tree)) for one in self.text.criteria}

    def lines(self) -> dict[str, Mapping[str, str]]:
        """The columns of every table a measure may be taken from."""
        records = {record.name: self.quantities(record.name) for record in self.text.records}
        branch: dict[str, str] = dict.fromkeys(BRANCH_WORDS, WORDS)
        constants = {**branch, **{name: parameter.unit for name, parameter in self.text.parameters.items()}}
        known = {**self.known.lines, **records, PERSON: self.quantities(PERSON)}
        return {heading: {**constants, **columns} for heading, columns in known.items()}

    def formula(self, node: Node, each: str, known: Mapping[str, str], kind: str, *, lines: bool = False) -> list[str]:
        """What is wrong in a formula of a scope, or of the table called so (``lines``), over these quantities."""
        return list(self._of_other_rows(node, each)) or formula_problems(
            node, known, self.line_tables if lines else self.tables, kind,
            criteria=self.criteria,
            people=self.people,
            past={name: unit for name, unit in known.items() if name in self.remembered},
            grades=None if self.is_law else self.text.grades,
        )  # fmt: skip

    def _of_other_rows(self, node: Node, each: str) -> Iterator[str]:
        """Functions that look beyond the row, where the rows of this scope (or line table) have nothing to look at."""
        if each == PERSON:
            allowed: tuple[str, ...] = (*OVER_PERSONS, *CRITERION_FUNCTIONS)
        else:
            allowed = () if each == CUSTOMER else PERSON_FUNCTIONS
        where = dict.fromkeys((*OVER_PERSONS, *CRITERION_FUNCTIONS), "人员的项目")
        where |= dict.fromkeys(PERSON_FUNCTIONS, "产品销售、记录与各种明细的行")
        for function in where:
            if function not in allowed and calls(node, function):
                yield f"{function} 只能用于{where[function]}"
        if each in (PERSON, CUSTOMER) or self.text.record(each):
            return
        delivered = self.known.facts.get(PERSON, {})
        for name in sorted(person_names(node) & (self.people.keys() - delivered.keys())):
            yield f"取自人员 在这里只能问花名册上的人员信息，“{name}”是以后才算出的；请改在记录里引用"

    def unknown_people(self, who: str) -> Iterator[str]:
        """The parts of 适用人员 that are neither a post nor a group."""
        known = {*self.known.posts, *self.groups}
        for part in who.split("、"):
            if part and part not in known:
                yield f"的适用人员“{part}”不存在{nearest(part, known)}"

    def posts(self, who: str) -> set[str]:
        """The posts meant by 适用人员."""
        return {post for part in who.split("、") if part for post in self.groups.get(part, (part,))}


def written_twice(what: str, names: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The place of every name that stands there before, and what to say of it."""
    before: set[str] = set()
    for index, name in enumerate(names):
        if name in before:
            yield index, f"{what}“{name}”写了两次，请删去一处或改名"
        before.add(name)


def column_problem(table: str, column: str, columns: Mapping[str, str]) -> str:
    """What to say of a column that should name a person or an object, and is not there or holds no words."""
    if column not in columns:
        return f"表“{table}”没有“{column}”这一列{nearest(column, columns)}"
    return f"表“{table}”的“{column}”不是文字，应是工号、客户号或文字的列"
