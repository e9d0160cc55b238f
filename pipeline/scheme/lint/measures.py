"""Mistakes in measures: where they are taken from, what they take, and for whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.scheme.expressions import Call, FormulaError, Name, number
from pipeline.scheme.formula_check import nearest
from pipeline.scheme.lint.context import Lint, Problem, column_problem, written_twice
from pipeline.scheme.model import Measure, Origins
from pipeline.scheme.parts import CUSTOMER, PERSON
from pipeline.scheme.units import ANY, DAY, FLAG, WORDS

TAKES = {**dict.fromkeys(("合计", "平均", "最大", "最小", "取值"), (1, 1)), "计数": (0, 0), "去重计数": (1, 9)}
"""What a measure may take from lines, with the fewest and most it takes."""
NEED_NONE = ("平均", "最大", "最小", "取值")
"""Takes that say nothing of a person without a line."""


def measure_problems(lint: Lint) -> Iterator[Problem]:
    """Problems of every measure."""
    for index, words in written_twice("计量", (measure.name for measure in lint.text.measures)):
        yield ("measures", index), words
    for index, measure in enumerate(lint.text.measures):
        for words in _of_measure(lint, measure):
            yield ("measures", index), f"计量“{measure.name}”{words}"


def _of_measure(lint: Lint, measure: Measure) -> Iterator[str]:
    lines = lint.lines()
    records = [record.name for record in lint.text.records]
    if measure.each not in (PERSON, CUSTOMER, *records):
        yield f"的 each“{measure.each}”不是{'、'.join((PERSON, CUSTOMER, *records))}之一"
        return
    facts = (fact.name for fact in lint.text.facts if measure.each in (fact.each, PERSON))
    if measure.name in {*lint.given(measure.each), *lint.text.parameters, *facts}:
        yield "与已有的量同名，请改名"
    if bool(measure.over) == bool(measure.ledger):
        yield "应写明取自哪张表 over，或哪个台账 ledger，二者取一"
    elif measure.ledger:
        yield from _from_ledger(lint, measure)
    elif measure.each != PERSON:
        yield f"按{measure.each}计，只能取自台账 ledger"
    elif measure.over not in lines:
        yield f"所取的表“{measure.over}”不存在{nearest(measure.over, lines)}"
    else:
        yield from _from_lines(lint, measure, lines[measure.over])


def _from_ledger(lint: Lint, measure: Measure) -> Iterator[str]:
    ledger = lint.ledgers.get(measure.ledger)
    if ledger is None:
        yield f"所取的台账“{measure.ledger}”不存在{nearest(measure.ledger, lint.ledgers)}"
        return
    fits = {PERSON: ledger.by != CUSTOMER, CUSTOMER: ledger.by == CUSTOMER}.get(measure.each, ledger.by == "人员与对象")
    if not fits:
        yield f"按{measure.each}计，台账“{ledger.name}”却按{ledger.by}记"
    if lint.is_law and measure.each != PERSON:
        yield "写在法定标准里，只能按人员计"
    takes = ("余额", "计数") if measure.each == CUSTOMER else ("余额",)
    if measure.take not in [Call(take, ()) for take in takes]:
        yield f"取自台账，take 应是 {' 或 '.join(f'{take}()' for take in takes)}"
    elif measure.unit in (WORDS, DAY, FLAG):
        yield f"的单位是{measure.unit}，取自台账的是数；请改 unit"
    for word in ("where", "none"):
        if getattr(measure, word) is not None:
            yield f"取自台账，不能写 {word}"
    yield from _of_what(lint, measure)
    if measure.origin is not None and ledger.by != "人员与来源期间":
        yield f"写了 origin，台账“{ledger.name}”却不按来源期间记"
    window = measure.origin
    latest = window.until if isinstance(window, Origins) else window
    if latest is not None and latest > 0:
        yield f"的 origin 是距本月的月数，以前的月份写负数，如 -12，写的是{latest}"
    if isinstance(window, Origins) and window.from_ is not None and window.from_ > window.until:
        yield f"的 origin：from（{window.from_}）应不晚于 until（{window.until}）"


def _of_what(lint: Lint, measure: Measure) -> Iterator[str]:
    """The columns of a record that say whose balance is asked, and of what."""
    if lint.text.record(measure.each) is None:
        if measure.person or measure.object:
            yield f"按{measure.each}计，取自台账，不能写 person 或 object"
        return
    columns = lint.given(measure.each)
    for column in filter(None, (measure.person, measure.object)):
        if columns.get(column) != WORDS:
            yield f"：{column_problem(measure.each, column, columns)}"


def _from_lines(lint: Lint, measure: Measure, columns: Mapping[str, str]) -> Iterator[str]:
    if measure.origin is not None:
        yield "取自表，不能写 origin"
    if measure.object:
        yield "取自表，不能写 object"
    person = measure.person or "工号"
    if columns.get(person) != WORDS:
        yield f"的 person：{column_problem(measure.over, person, columns)}"
    if measure.where is not None:
        for problem in lint.formula(measure.where, measure.over, columns, FLAG, lines=True):
            yield f"的 where：{problem}"
    take = measure.take
    least, most = TAKES.get(getattr(take, "function", ""), (1, 0))
    if not (isinstance(take, Call) and least <= len(take.arguments) <= most):
        yield "取自表，take 应是 合计(式)、计数()、去重计数(列, …)、平均(式)、最大(式)、最小(式) 或 取值(列)"
        return
    yield from _taken(lint, measure, take, columns)
    if take.function in NEED_NONE and measure.none is None:
        yield f"取{take.function}，须用 none 写明没有一行的人取什么，如 none: 0"
    elif take.function not in NEED_NONE and measure.none is not None:
        yield f"取{take.function}，没有一行的人就是0，请删去 none"
    elif measure.none is not None and (problem := _none_problem(measure.unit, measure.none)):
        yield f"的 none：{problem}"


def _none_problem(unit: str, written: str) -> str:
    """What is wrong with the value of a person without a line."""
    if unit == FLAG:
        return "" if written in ("是", "否") else f"应是 是 或 否，写的是“{written}”"
    if unit in (WORDS, DAY):
        return ""
    try:
        number(written)
    except FormulaError as error:
        return str(error)
    return ""


def _taken(lint: Lint, measure: Measure, take: Call, columns: Mapping[str, str]) -> Iterator[str]:
    if take.function != "取值" and measure.unit in (WORDS, DAY, FLAG):
        yield f"的单位是{measure.unit}，取{take.function}得到的却是数；请改 unit 或 take"
    if take.function not in ("取值", "去重计数"):
        for formula in take.arguments:
            for problem in lint.formula(formula, measure.over, columns, ANY, lines=True):
                yield f"的 take：{problem}"
        return
    for part in take.arguments:
        if not isinstance(part, Name):
            yield f"的 take：{take.function} 里应是列名"
        elif part.name not in columns:
            yield f"的 take：表“{measure.over}”没有“{part.name}”这一列{nearest(part.name, columns)}"
        elif take.function == "取值" and columns[part.name] == DAY:
            yield "的 take：不能取日期；请取数、文字或是否"
        elif take.function == "取值" and _kind(columns[part.name]) != _kind(measure.unit):
            found, wanted = _kind(columns[part.name]), _kind(measure.unit)
            yield f"的 take：“{part.name}”是{found}，单位却写成{wanted}；请改 unit"


def _kind(unit: str) -> str:
    return unit if unit in (WORDS, DAY, FLAG) else "数"
