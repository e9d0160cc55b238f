"""Mistakes in the parts formulas rest on: groups, grades, parameters, delivered facts, records, sources, credits."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.scheme.expressions import FormulaError, number
from pipeline.scheme.formula_check import nearest
from pipeline.scheme.lint.context import Lint, Path_, Problem, written_twice
from pipeline.scheme.parts import BRANCH_WORDS, CUSTOMER, PERSON, SALE, Fact, Limits, Record
from pipeline.scheme.table_text import bounds_problem, outside
from pipeline.scheme.units import DAY, FLAG, WORDS

RESERVED = (PERSON, CUSTOMER, SALE, "营业部")


def part_problems(lint: Lint) -> Iterator[Problem]:
    """Problems of groups, parameters, facts, records, and of places without a source."""
    yield from _groups(lint)
    yield from ((("grades", index), words) for index, words in written_twice("级别", lint.text.grades))
    yield from _parameters(lint)
    yield from _facts(lint)
    yield from _records(lint)
    yield from _sources(lint)


def _groups(lint: Lint) -> Iterator[Problem]:
    for name, members in lint.text.groups.items():
        for member in members:
            if member not in lint.known.posts:
                yield ("groups", name), f"没有岗位“{member}”{nearest(member, lint.known.posts)}"


def _parameters(lint: Lint) -> Iterator[Problem]:
    columns = (*lint.known.facts.values(), *lint.known.lines.values(), *(r.columns for r in lint.text.records))
    taken = {*BRANCH_WORDS, *(name for of_table in columns for name in of_table)}
    for name, parameter in lint.text.parameters.items():
        if name in taken:
            yield ("parameters", name), f"参数“{name}”与已有的量同名，请改名"
        if parameter.among and parameter.unit != WORDS:
            yield ("parameters", name), f"参数“{name}”写了 among（几种写法里选一种），单位应是文字，可不写 unit"
        if parameter.unit in (FLAG, DAY):
            yield ("parameters", name), f"参数“{name}”应是一个数或一个词，不能是{parameter.unit}"


def _facts(lint: Lint) -> Iterator[Problem]:
    for index, words in written_twice("补充数据", (fact.name for fact in lint.text.facts)):
        yield ("facts", index), words
    for index, fact in enumerate(lint.text.facts):
        each = PERSON if fact.each == "营业部" else fact.each
        if fact.name in lint.given(each) or fact.name in lint.text.parameters:
            yield ("facts", index), f"补充数据“{fact.name}”与已有的量同名，请改名"
        for words in (*_fact_problems(fact), *lint.unknown_people(fact.who)):
            yield ("facts", index), f"补充数据“{fact.name}”{words}"
        if fact.each == CUSTOMER and lint.is_law:
            yield ("facts", index), f"补充数据“{fact.name}”写在法定标准里，只能按人员或营业部交"


def _fact_problems(fact: Fact) -> Iterator[str]:
    """What does not fit between the unit of a fact, its bounds, and the value taken where nothing is delivered."""
    limits = Limits(min=fact.min, max=fact.max)
    if fact.among and fact.unit != WORDS:
        yield "写了 among（几个词里选一个），单位应是文字"
    if fact.among and fact.blank not in (None, *fact.among):
        yield f"的 blank 应是{'、'.join(fact.among)}之一，写的是“{fact.blank}”"
    if fact.who and fact.each == CUSTOMER:
        yield "按客户交，不能写 who"
    if fact.unit in (WORDS, DAY, FLAG):
        if limits != Limits():
            yield f"是{fact.unit}，不是数，请删去 min 与 max"
    elif problem := bounds_problem(limits):
        yield f"的 {problem}"
    if fact.blank is not None:
        yield from _blank_problems(fact, limits)


def _blank_problems(fact: Fact, limits: Limits) -> Iterator[str]:
    if fact.unit == FLAG and fact.blank not in ("是", "否"):
        yield f"的 blank 应是 是 或 否，写的是“{fact.blank}”"
    if fact.unit == DAY and fact.blank:
        yield f"的 blank 写了“{fact.blank}”；没有填的日期就是空的，请写 blank: “”"
    if fact.unit in (WORDS, FLAG, DAY):
        return
    try:
        if problem := outside(limits, number(fact.blank or "")):
            yield f"的 blank：{problem}"
    except FormulaError as error:
        yield f"的 blank：{error}"


def _records(lint: Lint) -> Iterator[Problem]:
    for index, words in written_twice("记录", (record.name for record in lint.text.records)):
        yield ("records", index), words
    kinds: dict[str, tuple[str, str]] = {}
    for index, record in enumerate(lint.text.records):
        if record.name in (*RESERVED, *lint.known.lines):
            yield ("records", index), f"记录“{record.name}”与已有的表同名，请改名"
        for words in _record_problems(record, lint):
            yield ("records", index), f"记录“{record.name}”{words}"
        for heading, kind in record.columns.items():
            other, before = kinds.setdefault(heading, (record.name, kind))
            if before != kind:
                words = f"的“{heading}”是{kind}，在“{other}”里却是{before}；同名的列应是同一种，请改名或改成一种"
                yield ("records", index), f"记录“{record.name}”{words}"


def _record_problems(record: Record, lint: Lint) -> Iterator[str]:
    if not record.key:
        yield "没有写 key：哪些列合起来认出一行，如 key: [订单号]"
    for heading in record.columns:
        if heading in BRANCH_WORDS or heading in lint.text.parameters:
            yield f"的列“{heading}”与已有的量同名，请改名"
    for heading in (*record.key, *record.blank):
        if heading not in record.columns:
            yield f"没有“{heading}”这一列{nearest(heading, record.columns)}"
    for heading in set(record.key) & set(record.blank):
        yield f"的“{heading}”是 key，不能留空"
    if lint.is_law:
        yield "写在法定标准里；只有薪酬标准可以有自己的记录"


def _sources(lint: Lint) -> Iterator[Problem]:
    text = lint.text
    written: list[tuple[Path_, str, str]] = []
    for part in ("credits", "measures", "items", "ledgers", "facts", "records", "criteria", "guards"):
        written += [((part, index), one.name, one.source) for index, one in enumerate(getattr(text, part))]
    for part in ("tables", "parameters"):
        written += [((part, name), name, one.source) for name, one in getattr(text, part).items()]
    for path, name, source in written:
        if not source.strip():
            yield path, f"“{name}”的依据 source 是空的，请写明第几条或文件号"


def credit_problems(lint: Lint) -> Iterator[Problem]:
    """Problems of how amounts of customers are credited to persons."""
    for index, words in written_twice("归属", (credit.name for credit in lint.text.credits)):
        yield ("credits", index), words
    made = {item.name: "money" if item.in_fen else "exact" for item in lint.text.items if item.each == CUSTOMER}
    kinds = {**lint.known.amounts, **made}
    for index, credit in enumerate(lint.text.credits):
        kind = kinds.get(credit.amount)
        if kind is None:
            yield ("credits", index), f"归属“{credit.name}”的金额“{credit.amount}”不存在{nearest(credit.amount, kinds)}"
        elif kind == "exact" or (credit.split == "最大余数到分" and kind != "money"):
            yield ("credits", index), f"归属“{credit.name}”的金额“{credit.amount}”不是到分的，不能按“{credit.split}”分"
