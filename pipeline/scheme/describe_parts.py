"""The parts of a rule set row by row: what is asked for, how it is credited and measured, standards, items, ledgers."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.scheme.criteria import group_words, parts_of
from pipeline.scheme.expressions import words
from pipeline.scheme.in_words import (
    bounds_words,
    calendar_words,
    every,
    figure_words,
    formula_of,
    limits_words,
    measure_place,
    range_words,
    rounding_words,
    take_words,
    who_words,
)
from pipeline.scheme.item_parts import Condition, Criterion, Item
from pipeline.scheme.model import Credit, Guard, LedgerText, Measure, Posting
from pipeline.scheme.parts import PERSON, Fact, Limits, Parameter, Record

Row = tuple[str, ...]
INDENT = "　　"

PARAMETER = ("参数", "数值", "单位", "可取", "依据", "说明")
FACT = ("补充数据", "问谁", "单位", "没有交来时", "交来的要求", "依据", "说明")
RECORD = ("业务记录", "列", "内容", "填写", "依据", "说明")
CREDIT = ("项目", "金额取自", "关系", "分法", "单位", "依据")
MEASURE = ("计量", "对什么", "取自", "取法与条件", "单位", "依据", "说明")
CRITERION = ("条件树", "条件", "依据", "说明")
ITEM = ("次序", "项目", "适用", "何时计", "公式", "界限", "单位", "取整", "护栏", "性质", "依据", "说明")
GUARD = ("底线", "适用", "成立即为不符", "级别", "写明", "怎么办", "依据", "说明")
LEDGER = ("台账", "单位", "按什么记", "记入", "清零", "依据")


def parameter_row(name: str, parameter: Parameter) -> Row:
    """A named constant: its value as written, and what it may be."""
    return (name, parameter.value, parameter.unit, allowed(parameter), parameter.source, parameter.note)


def allowed(parameter: Parameter) -> str:
    """The choices or the range of a parameter; empty where it is free."""
    return "、".join(parameter.among) or range_words(parameter.min, parameter.max, parameter.unit)


def fact_row(fact: Fact) -> Row:
    """What is asked for in 补充数据, of whom, and what holds where it does not come."""
    of_whom = fact.who or {"营业部": "营业部，全体同一数"}.get(fact.each) or every(fact.each)
    asked = limits_words(Limits(min=fact.min, max=fact.max), fact.unit)
    choices = f"{'、'.join(fact.among)}中的一个" if fact.among else ""
    told = "，".join(filter(None, ("手工填报，须写事由与批准人" if fact.manual else "", asked, choices)))
    return (fact.name, of_whom, fact.unit, blank_words(fact), told, fact.source, fact.note)


def blank_words(fact: Fact) -> str:
    """What holds where a fact does not come."""
    if fact.blank is None:
        return "必须交来，缺了停算"
    return f"按{fact.blank}计" if fact.blank else "按没有填"


def record_rows(record: Record) -> Iterator[Row]:
    """One row per column of a line table of the scheme's own; the note stands in the first."""
    for place, (heading, kind) in enumerate(record.columns.items()):
        filled = "可空" if heading in record.blank else "必填"
        told = f"{filled}，主键" if heading in record.key else filled
        yield (record.name, heading, kind, told, record.source, "" if place else record.note)


def credit_row(credit: Credit) -> Row:
    """How an amount of customers becomes amounts of persons."""
    return (credit.name, credit.amount, f"{credit.relation}关系", credit.split, credit.unit, credit.source)


def measure_row(measure: Measure) -> Row:
    """Where a measure comes from and what it takes."""
    each, place = every(measure.each), measure_place(measure)
    return (measure.name, each, place, take_words(measure), measure.unit, measure.source, measure.zero)


def criterion_rows(criterion: Criterion) -> Iterator[Row]:
    """The tree line by line, indented by its depth; article and note stand in the first."""
    for place, text in enumerate(tree_lines(criterion.tree)):
        yield (criterion.name, text, *(("", "") if place else (criterion.source, criterion.note)))


def tree_lines(tree: Condition, depth: int = 0) -> Iterator[str]:
    """The tree in words: a group says how many of its parts must hold, a leaf says its condition."""
    pad = INDENT * depth
    if tree.when is not None:
        yield f"{pad}{tree.name}：{words(tree.when)}"
        return
    name = f"{tree.name}，" if tree.name else ""
    yield f"{pad}{name}{group_words(tree)}："
    for part in parts_of(tree):
        yield from tree_lines(part, depth + 1)


def item_row(number: int, item: Item) -> Row:
    """Everything that is set of an item."""
    never = f"不得为负：{item.not_negative}" if item.not_negative else ""
    guard = "；".join(filter(None, (limits_words(item.limits, item.unit), never)))
    return (
        str(number), item.name, _who(item), calendar_words(item) or "每月", formula_of(item), bounds_words(item),
        item.unit, rounding_words(item), guard, item.nature, item.source, item.note,
    )  # fmt: skip


def _who(item: Item) -> str:
    """For whom an item is; of lines, of which."""
    if item.each == PERSON or not item.who:
        return who_words(item)
    return f"{every(item.each)}，{item.who}"


def item_words(item: Item) -> str:
    """All that an item decides, in one line, to compare two versions."""
    parts = (
        item.who, every(item.each) if item.each != PERSON else "", calendar_words(item), formula_of(item),
        bounds_words(item), rounding_words(item), limits_words(item.limits, item.unit), item.note,
    )  # fmt: skip
    return "，".join(filter(None, parts))


def guard_row(guard: Guard) -> Row:
    """What is checked of whom, how grave it is, and what is said."""
    whose = guard.who or every(PERSON)
    return (guard.name, whose, words(guard.when), guard.level, guard.text, guard.advice, guard.source, guard.note)


def ledger_row(ledger: LedgerText) -> Row:
    """A balance carried on: what moves it, by which names it is kept, when it starts anew."""
    posts = "；".join(map(_posting, ledger.post))
    return (ledger.name, ledger.unit, ledger.by, posts, ledger.reset, ledger.source)


def _posting(posting: Posting) -> str:
    told = [
        posting.who,
        every(posting.each) if posting.each != PERSON else "",
        f"变动写作{posting.kind}" if posting.kind else "",
        f"人员看{posting.person}" if posting.person else "",
        f"对象看{posting.object}" if posting.object else "",
        f"同额转给{posting.to}" if posting.to else "",
        _month_of(posting.origin),
        f"每个记{figure_words(posting.as_, '')}" if posting.as_ is not None else "",
    ]
    notes = "，".join(filter(None, told))
    return f"{posting.sign}{posting.item}{f'（{notes}）' if notes else ''}"


def _month_of(origin: int | None) -> str:
    if origin is None:
        return ""
    if origin == 0:
        return "记在本月名下"
    return f"记在{abs(origin)}个月{'前' if origin < 0 else '后'}名下"
