"""A rule set as people read it: head, tables, credits, measures, items in order, ledgers, and what changed.

What ``xinchou scheme show`` prints for approval and writes as a workbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from pipeline.money import plain
from pipeline.scheme.compile import Rules
from pipeline.scheme.expressions import words
from pipeline.scheme.model import Credit, Item, LedgerText, Measure
from pipeline.scheme.tables import Bands, Lookup

Row = tuple[str, ...]
ITEM_HEADINGS = ("次序", "项目", "适用", "公式", "单位", "取整", "依据", "说明")
_EVERY = {"人员": "全部人员", "客户": "每名客户", "产品销售": "每笔销售"}


@dataclass(frozen=True)
class Section:
    """One part of the description: a title, the headings of its columns, its rows."""

    title: str
    headings: Row
    rows: tuple[Row, ...]


def describe(rules: Rules, previous: Rules | None) -> tuple[Section, ...]:
    """The whole rule set; ``previous`` is the version before, if there was one."""
    text = rules.text
    return (
        Section("标准", ("项", "内容"), tuple(_head(rules))),
        Section("表", ("表", "行或档位", "数值", "单位", "依据", "说明"), tuple(_tables(rules))),
        Section("归属", ("项目", "金额取自", "关系", "分法", "依据"), tuple(map(_credit, text.credits))),
        Section("计量", ("计量", "取自", "取法与条件", "单位", "依据"), tuple(map(_measure, text.measures))),
        Section("项目", ITEM_HEADINGS, tuple(_items(rules))),
        Section("台账", ("台账", "按什么记", "记入", "清零", "依据"), tuple(map(_ledger, text.ledgers))),
        Section("备注", ("条件", "备注里写"), tuple((words(r.when), r.text) for r in text.remarks)),
        Section("与上一版的变化", ("部分", "名称", "上一版", "本版"), tuple(changes(previous, rules))),
    )


def formula_of(item: Item) -> str:
    """The formula of an item, case by case."""
    if item.formula is not None:
        return words(item.formula)
    return "\n".join(f"{case.who}：{words(case.formula)}" for case in item.cases)


def changes(previous: Rules | None, rules: Rules) -> Iterator[Row]:
    """What differs between two versions, by part and name."""
    if previous is None:
        yield ("", "没有上一版", "", "")
        return
    for part, old, new in zip(("表", "归属", "计量", "项目", "台账"), _parts(previous), _parts(rules), strict=True):
        for name in [*new, *(name for name in old if name not in new)]:
            if old.get(name) != new.get(name):
                yield (part, name, old.get(name, "（无）"), new.get(name, "（删去）"))


def _parts(rules: Rules) -> Iterator[Mapping[str, str]]:
    """Per part the wording of everything in it by name."""
    text = rules.text
    yield {name: "；".join(f"{row[1]} {row[2]}" for row in _table(table)) for name, table in rules.tables.items()}
    yield {credit.name: "，".join(_credit(credit)[1:]) for credit in text.credits}
    yield {measure.name: "，".join(_measure(measure)[1:]) for measure in text.measures}
    yield {i.name: "，".join(filter(None, (i.who, formula_of(i), i.round, i.note))) for i in text.items}
    yield {ledger.name: "，".join(_ledger(ledger)[1:]) for ledger in text.ledgers}


def _head(rules: Rules) -> Iterator[Row]:
    text = rules.text
    yield ("名称", text.name)
    yield ("版本", text.version)
    yield ("批准", f"{text.approval.document}（{text.approval.date}）" if text.approval else "未批准，不能据以发薪")
    yield ("生效", f"{text.in_force.from_} 至 {text.in_force.until or '另行修订'}")
    if text.expires:
        yield ("须重新确认", str(text.expires))
    if text.source:
        yield ("出处", text.source)
    if text.grades:
        yield ("级别（由低到高）", "、".join(text.grades))
    for name, members in text.groups.items():
        yield (f"“{name}”指", "、".join(members))


def _tables(rules: Rules) -> Iterator[Row]:
    for table in rules.tables.values():
        yield from _table(table, rules.text.tables[table.name].note)


def _table(table: Bands | Lookup, note: str = "") -> Iterator[Row]:
    ratio = table.unit == "比例"
    if isinstance(table, Bands):
        for band in table.bands:
            yield (table.name, table.interval(band), _figure(band.value, ratio), table.unit, table.source, note)
    else:
        for keys, value in table.entries.items():
            yield (table.name, "、".join(keys), _figure(value, ratio), table.unit, table.source, note)


def _figure(value: Fraction, ratio: bool) -> str:
    return f"{plain(value * 100)}%" if ratio else plain(value)


def _credit(credit: Credit) -> Row:
    return (credit.name, credit.amount, f"{credit.relation}关系", credit.split, credit.source)


def _measure(measure: Measure) -> Row:
    place = f"台账“{measure.ledger}”" if measure.ledger else f"“{measure.over}”"
    origin = f"，来源期间为{-measure.origin}个月前" if measure.origin else ""
    where = f"，其中 {words(measure.where)}" if measure.where is not None else ""
    return (measure.name, place, f"{words(measure.take)}{origin}{where}", measure.unit, measure.source)


def _items(rules: Rules) -> Iterator[Row]:
    for number, item in enumerate(rules.text.items, 1):
        who = item.who or ("按岗位" if item.cases else _EVERY[item.each])
        rounding = f"{item.mode}到分" if item.round == "分" else item.round
        yield (str(number), item.name, who, formula_of(item), item.unit, rounding, item.source, item.note)


def _ledger(ledger: LedgerText) -> Row:
    posts = "；".join(
        f"{posting.sign}{posting.item}{f'（{posting.who}）' if posting.who else ''}"
        f"{f'记在{-posting.origin}个月前名下' if posting.origin else ''}"
        for posting in ledger.post
    )
    return (ledger.name, ledger.by, posts, ledger.reset, ledger.source)
