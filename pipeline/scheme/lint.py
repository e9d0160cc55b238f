"""What is wrong in a written rule set: each mistake with the path it was written at and, near a known word, that word.

A rule set with a problem never pays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.scheme.expressions import Call, Name, Node
from pipeline.scheme.formula_check import Tables, calls, formula_problems, nearest
from pipeline.scheme.model import Item, LedgerText, Measure, Posting, RuleSet
from pipeline.scheme.units import DAY, FLAG, WORDS

Path_ = tuple[str | int, ...]
Problem = tuple[Path_, str]


@dataclass(frozen=True)
class Known:
    """What formulas may name beside the rule set's own quantities, each with its unit or kind.

    ``facts`` by scope; ``lines`` by table and column; ``amounts`` are the columns of customers a credit may split, with
    their types; ``posts`` the posts there are.
    """

    facts: Mapping[str, Mapping[str, str]]
    lines: Mapping[str, Mapping[str, str]]
    amounts: Mapping[str, str]
    posts: tuple[str, ...]


@dataclass
class Lint:
    """The mistakes of one rule set; ``groups`` and ``ledgers`` include those of the set it builds on."""

    text: RuleSet
    known: Known
    tables: Tables
    line_tables: Tables
    groups: Mapping[str, tuple[str, ...]]
    ledgers: Mapping[str, LedgerText]
    is_law: bool
    problems: list[Problem] = field(default_factory=list)

    def all(self) -> list[Problem]:
        """Every problem, in the order of the parts of a rule set."""
        self._groups()
        self._credits()
        self._measures()
        for index, item in enumerate(self.text.items):
            self._item(item, ("items", index))
        self._ledgers()
        self._remarks()
        return self.problems

    def quantities(self, each: str) -> dict[str, str]:
        """Every quantity formulas of this scope may name, with its unit or kind."""
        return {**self.known.facts[each], **self.text.quantities(each)}

    def _say(self, path: Path_, words: str) -> None:
        self.problems.append((path, words))

    def _twice(self, path: Path_, what: str, name: str, names: list[str]) -> None:
        if names.index(name) != path[1]:
            self._say(path, f"{what}“{name}”写了两次，请删去一处或改名")

    def _groups(self) -> None:
        for name, members in self.text.groups.items():
            for member in members:
                if member not in self.known.posts:
                    self._say(("groups", name), f"没有岗位“{member}”{nearest(member, self.known.posts)}")

    def _credits(self) -> None:
        kinds = {**self.known.amounts, **{i.name: _kind(i) for i in self.text.items if i.each == "客户"}}
        for index, credit in enumerate(self.text.credits):
            path: Path_ = ("credits", index)
            self._twice(path, "归属", credit.name, [other.name for other in self.text.credits])
            kind = kinds.get(credit.amount)
            if kind is None:
                self._say(path, f"归属“{credit.name}”的金额“{credit.amount}”不存在{nearest(credit.amount, kinds)}")
            elif kind == "exact" or (credit.split == "最大余数到分" and kind != "money"):
                self._say(path, f"归属“{credit.name}”的金额“{credit.amount}”不是到分的，不能按“{credit.split}”分")

    def _measures(self) -> None:
        for index, measure in enumerate(self.text.measures):
            path: Path_ = ("measures", index)
            self._twice(path, "计量", measure.name, [other.name for other in self.text.measures])
            for problem in _measure_problems(self, measure):
                self._say(path, f"计量“{measure.name}”{problem}")

    def _item(self, item: Item, path: Path_) -> None:
        self._twice(path, "项目", item.name, [other.name for other in self.text.items])
        for problem in _item_problems(self, item):
            self._say(path, f"项目“{item.name}”{problem}")
        known = self.quantities(item.each)
        for place, formula in _written(item):
            for problem in formula_problems(formula, known, self.tables):
                self._say((*path, *place), f"项目“{item.name}”：{problem}")
            if item.each != "人员" and calls(formula, "团队其他人合计"):
                self._say((*path, *place), f"项目“{item.name}”：团队其他人合计 只能用于人员的项目")

    def unknown_people(self, who: str) -> Iterator[str]:
        """The parts of 适用人员 that are neither a post nor a group."""
        known = {*self.known.posts, *self.groups}
        for part in who.split("、"):
            if part and part not in known:
                yield f"的适用人员“{part}”不存在{nearest(part, known)}"

    def posts(self, who: str) -> set[str]:
        """The posts meant by 适用人员."""
        return {post for part in who.split("、") if part for post in self.groups.get(part, (part,))}

    def _ledgers(self) -> None:
        for index, ledger in enumerate(self.text.ledgers):
            path: Path_ = ("ledgers", index)
            self._twice(path, "台账", ledger.name, [other.name for other in self.text.ledgers])
            for place, posting in enumerate(ledger.post):
                for problem in _posting_problems(self, ledger, posting):
                    self._say((*path, "post", place), f"台账“{ledger.name}”{problem}")

    def _remarks(self) -> None:
        known = self.quantities("人员")
        for index, remark in enumerate(self.text.remarks):
            path: Path_ = ("remarks", index)
            for problem in formula_problems(remark.when, known, self.tables, FLAG):
                self._say(path, f"备注“{remark.text}”的条件：{problem}")
            for name in re.findall(r"\{([^{}]*)\}", remark.text):
                if name not in known:
                    self._say(path, f"备注“{remark.text}”里的“{name}”不存在{nearest(name, known)}")
            if re.search(r"[{}]", re.sub(r"\{[^{}]*\}", "", remark.text)):
                self._say(path, f"备注“{remark.text}”的花括号不成对")


def _kind(item: Item) -> str:
    return "money" if item.round == "分" else "exact"


def _written(item: Item) -> Iterator[tuple[Path_, Node]]:
    """Each formula of an item with the path below it."""
    if item.formula is not None:
        yield ("formula",), item.formula
    for index, case in enumerate(item.cases):
        yield ("cases", index, "formula"), case.formula


def _item_problems(lint: Lint, item: Item) -> Iterator[str]:
    if item.name in lint.known.facts[item.each] or item.name in {
        measure.name for measure in lint.text.measures if measure.each == item.each
    }:
        yield "与已有的量同名，请改名"
    if lint.is_law and item.each != "人员":
        yield "写在法定标准里，只能是人员的项目"
    if (item.formula is None) == (not item.cases):
        yield "应有一条 formula，或按岗位写 cases，二者取一"
    if item.who and (item.cases or item.each != "人员"):
        yield "的 who 只用于人员的、有一条 formula 的项目，请删去"
    if item.cases and item.each != "人员":
        yield "按岗位写 cases，只能是人员的项目"
    yield from _case_problems(lint, item)


def _case_problems(lint: Lint, item: Item) -> Iterator[str]:
    taken: set[str] = set()
    for who in [item.who] if item.formula is not None else [case.who for case in item.cases]:
        yield from lint.unknown_people(who)
        if item.formula is None and not who:
            yield "有一种情形没有写适用人员 who"
        twice = sorted(taken & lint.posts(who))
        if twice and item.formula is None:
            yield f"的情形重叠：{'、'.join(twice)}有两条公式，请只留一条"
        taken |= lint.posts(who)


def _measure_problems(lint: Lint, measure: Measure) -> Iterator[str]:
    if measure.name in lint.known.facts[measure.each]:
        yield "与已有的量同名，请改名"
    if bool(measure.over) == bool(measure.ledger):
        yield "应写明取自哪张表 over，或哪个台账 ledger，二者取一"
    elif measure.ledger:
        yield from _ledger_measure_problems(lint, measure)
    elif measure.each == "客户":
        yield "按客户计，只能取自台账 ledger"
    elif measure.over not in lint.known.lines:
        yield f"所取的表“{measure.over}”不存在{nearest(measure.over, lint.known.lines)}"
    else:
        yield from _line_measure_problems(measure, lint.known.lines[measure.over], lint.line_tables)


def _ledger_measure_problems(lint: Lint, measure: Measure) -> Iterator[str]:
    ledger = lint.ledgers.get(measure.ledger)
    if ledger is None:
        yield f"所取的台账“{measure.ledger}”不存在{nearest(measure.ledger, lint.ledgers)}"
        return
    if (measure.each == "客户") != (ledger.by == "客户"):
        yield f"按{measure.each}计，台账“{ledger.name}”却按{ledger.by}记"
    if lint.is_law and measure.each == "客户":
        yield "写在法定标准里，只能按人员计"
    if measure.take != Call("计数" if measure.each == "客户" else "余额", ()):
        yield f"取自台账，take 应是 {'计数()' if measure.each == '客户' else '余额()'}"
    if measure.where is not None:
        yield "取自台账，不能写 where"
    if measure.origin is not None and ledger.by != "人员与来源期间":
        yield f"写了 origin，台账“{ledger.name}”却不按来源期间记"


def _line_measure_problems(
    measure: Measure, columns: Mapping[str, str], tables: Tables
) -> Iterator[str]:
    if measure.origin is not None:
        yield "取自表，不能写 origin"
    take = measure.take
    named = [part.name for part in take.arguments if isinstance(part, Name)] if isinstance(take, Call) else []
    least, most = {"合计": (1, 1), "计数": (0, 0), "去重计数": (1, 9)}.get(getattr(take, "function", ""), (1, 0))
    if not (isinstance(take, Call) and len(named) == len(take.arguments) and least <= len(named) <= most):
        yield "取自表，take 应是 合计(列)、计数() 或 去重计数(列, …)"
        return
    for name in named:
        if name not in columns:
            yield f"的 take：表“{measure.over}”没有“{name}”这一列{nearest(name, columns)}"
        elif take.function == "合计" and columns[name] in (WORDS, DAY, FLAG):
            yield f"的 take：“{name}”不是数，不能合计"
    if measure.where is not None:
        for problem in formula_problems(measure.where, columns, tables, FLAG):
            yield f"的 where：{problem}"


def _posting_problems(lint: Lint, ledger: LedgerText, posting: Posting) -> Iterator[str]:
    known = {name: unit for name, unit in lint.quantities(posting.each).items() if unit not in (WORDS, DAY, FLAG)}
    if posting.item not in known:
        yield f"记入的项目“{posting.item}”不存在{nearest(posting.item, known)}"
    if any(item.name == posting.item and item.unit == "元" and item.round != "分" for item in lint.text.items):
        yield f"记入的项目“{posting.item}”没有取整到分，请写 round: 分"
    if (posting.each == "客户") != (ledger.by == "客户"):
        yield f"按{ledger.by}记，项目“{posting.item}”却按{posting.each}"
    if (posting.origin is not None) != (ledger.by == "人员与来源期间"):
        yield f"按{ledger.by}记，项目“{posting.item}”{'不应' if posting.origin is not None else '应'}写来源期间 origin"
    if posting.as_ is not None and posting.each != "客户":
        yield f"的项目“{posting.item}”按人员记，不能写 as"
    for problem in lint.unknown_people(posting.who):
        yield f"的项目“{posting.item}”{problem}"
