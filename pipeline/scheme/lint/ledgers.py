"""Mistakes in ledgers, in what is posted to them, and in remarks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pipeline.scheme.formula_check import nearest
from pipeline.scheme.lint.context import Lint, Problem, column_problem, written_twice
from pipeline.scheme.model import LedgerText, Posting
from pipeline.scheme.parts import CUSTOMER, PERSON
from pipeline.scheme.units import DAY, FLAG, WORDS


def ledger_problems(lint: Lint) -> Iterator[Problem]:
    """Problems of every ledger and posting."""
    for index, words in written_twice("台账", (ledger.name for ledger in lint.text.ledgers)):
        yield ("ledgers", index), words
    for index, ledger in enumerate(lint.text.ledgers):
        for place, posting in enumerate(ledger.post):
            for words in _of_posting(lint, ledger, posting):
                yield ("ledgers", index, "post", place), f"台账“{ledger.name}”{words}"


def _of_posting(lint: Lint, ledger: LedgerText, posting: Posting) -> Iterator[str]:
    scopes = [PERSON, CUSTOMER, *(record.name for record in lint.text.records)]
    if posting.each not in scopes:
        yield f"的 each“{posting.each}”不是{'、'.join(scopes)}之一"
        return
    known = _figures(lint, posting.each)
    if posting.item not in known:
        yield f"记入的项目“{posting.item}”不存在{nearest(posting.item, known)}"
    if any(item.name == posting.item and item.unit == "元" and not item.in_fen for item in lint.text.items):
        yield f"记入的项目“{posting.item}”没有取整到分，请写 round: 分"
    if (posting.each == CUSTOMER) != (ledger.by == CUSTOMER) or (ledger.by == "人员与对象" and posting.each == PERSON):
        yield f"按{ledger.by}记，项目“{posting.item}”却按{posting.each}"
    if (posting.origin is not None) != (ledger.by == "人员与来源期间"):
        yield f"按{ledger.by}记，项目“{posting.item}”{'不应' if posting.origin is not None else '应'}写来源期间 origin"
    if posting.as_ is not None and posting.each != CUSTOMER:
        yield f"的项目“{posting.item}”按{posting.each}记，不能写 as"
    for problem in lint.unknown_people(posting.who):
        yield f"的项目“{posting.item}”{problem}"
    if posting.who and posting.each != PERSON:
        yield f"的项目“{posting.item}”按{posting.each}记，不能写 who"
    yield from _columns(lint, ledger, posting)


def _figures(lint: Lint, each: str) -> set[str]:
    """The figures of a scope that may be posted: what the month works out, not what merely stands in a file."""
    made = lint.quantities(each) if lint.is_law else lint.made(each)
    if each == CUSTOMER:
        made = {name: unit for name, unit in made.items() if name not in {m.name for m in lint.text.measures}}
    return {name for name, unit in made.items() if unit not in (WORDS, DAY, FLAG)} - lint.text.parameters.keys()


def _columns(lint: Lint, ledger: LedgerText, posting: Posting) -> Iterator[str]:
    """The columns of a record a posting speaks of."""
    if posting.each in (PERSON, CUSTOMER):
        if posting.to or posting.object or posting.person:
            yield f"的项目“{posting.item}”按{posting.each}记，不能写 person、object 或 to"
        return
    columns: Mapping[str, str] = lint.quantities(posting.each)
    for column in filter(None, (posting.person or "工号", posting.object, posting.to)):
        if columns.get(column) != WORDS:
            yield f"的项目“{posting.item}”：{column_problem(posting.each, column, columns)}"
    if posting.object and ledger.by != "人员与对象":
        yield f"按{ledger.by}记，项目“{posting.item}”不应写对象 object"


def remark_problems(lint: Lint) -> Iterator[Problem]:
    """Problems of the words that stand in 备注."""
    known = lint.quantities(PERSON)
    for index, remark in enumerate(lint.text.remarks):
        path = ("remarks", index)
        for words in lint.formula(remark.when, PERSON, known, FLAG):
            yield path, f"备注“{remark.text}”的条件：{words}"
        for words in text_problems(remark.text, known):
            yield path, f"备注“{remark.text}”{words}"


def text_problems(text: str, known: Iterable[str]) -> Iterator[str]:
    """What is wrong in words with quantities in braces."""
    for name in re.findall(r"\{([^{}]*)\}", text):
        if name not in known:
            yield f"里的“{name}”不存在{nearest(name, known)}"
    if re.search(r"[{}]", re.sub(r"\{[^{}]*\}", "", text)):
        yield "的花括号不成对"
