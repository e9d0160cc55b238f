"""Mistakes in indicators, and in what an appraisal says beside its parameters, facts, tables, criteria and items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.scheme.appraisal_parts import Appraisal, Grading
from pipeline.scheme.criteria import folded, for_grades
from pipeline.scheme.formula_check import nearest
from pipeline.scheme.item_parts import Item
from pipeline.scheme.lint.context import Lint, Problem, written_twice
from pipeline.scheme.model import RuleSet
from pipeline.scheme.parts import CUSTOMER, PERSON, WORDS
from pipeline.scheme.units import DAY, FLAG

_NAME = re.compile(r"[^\W\d_]\w*")
NO_FIGURE = (WORDS, DAY, FLAG)
ONLY_GRADING = ("name", "every", "who", "source", "grading")
"""All an appraisal of the month may say."""
LATEST = 12
"""A decision takes effect so many months after the end of what was appraised at the latest."""


def indicator_problems(text: RuleSet, months: Mapping[str, str]) -> Iterator[Problem]:
    """Problems of the indicators; ``months`` are the quantities of persons that every month keeps, with their units."""
    for index, words in written_twice("指标", (one.name for one in text.indicators)):
        yield ("indicators", index), words
    calendars = {item.name: item.calendar for item in text.items if item.each == PERSON}
    for index, one in enumerate(text.indicators):
        path = ("indicators", index)
        unit = months.get(one.quantity)
        if unit is None:
            yield path, f"指标“{one.name}”的量“{one.quantity}”不存在{nearest(one.quantity, months)}"
        elif unit in NO_FIGURE:
            yield path, f"指标“{one.name}”的量“{one.quantity}”是{unit}，不是数"
        elif _plain(unit) != _plain(one.unit):
            yield path, f"指标“{one.name}”的单位是{one.unit}，它的量“{one.quantity}”的单位却是{unit}；请改成一样"
        if calendars.get(one.quantity, "每月") != "每月":
            yield path, f"指标“{one.name}”的量“{one.quantity}”不是每月都算，不能作指标"
        if not _NAME.fullmatch(one.name):
            yield path, f"指标“{one.name}”的名字不能用：应以字开头，只有字、数字和下划线"
        if not one.source.strip():
            yield path, f"“{one.name}”的依据 source 是空的，请写明第几条或文件号"


def _plain(unit: str) -> str:
    return "元" if unit == "元/月" else unit


def together_problems(text: RuleSet, months: Mapping[str, str]) -> Iterator[Problem]:
    """Names that two appraisals of one pay standard both give away, or that a quantity of the months has."""
    for index, words in written_twice("考核", (one.name for one in text.appraisals)):
        yield ("appraisals", index), words
    taken: dict[str, str] = {}
    for index, appraisal in enumerate(text.appraisals):
        for part in ("facts", "items"):
            for place, one in enumerate(getattr(appraisal, part)):
                if one.name in taken and taken[one.name] != appraisal.name:
                    words = f"“{one.name}”在考核“{taken[one.name]}”里已有，两个考核的项目不能同名，请改名"
                    yield ("appraisals", index, part, place), words
                taken.setdefault(one.name, appraisal.name)


def appraisal_problems(lint: Lint, scheme: RuleSet, appraisal: Appraisal) -> Iterator[Problem]:
    """Problems of one appraisal, with paths below it."""
    for words in lint.unknown_people(appraisal.who):
        yield ("who",), f"考核“{appraisal.name}”{words}"
    if not appraisal.source.strip():
        yield (), f"考核“{appraisal.name}”的依据 source 是空的，请写明第几条或文件号"
    yield from _monthly(appraisal) if appraisal.every == "每月" else _without_items(appraisal)
    yield from _taken_names(scheme, appraisal)
    yield from _scopes(appraisal)
    yield from _marks(appraisal)
    if appraisal.grading is not None:
        items = [item for item in scheme.items if item.each == PERSON] if appraisal.every == "每月" else appraisal.items
        for words in _grading(lint, items, appraisal.grading):
            yield ("grading",), f"考核“{appraisal.name}”的 grading {words}"
    yield from _notices(lint, appraisal)


def _monthly(appraisal: Appraisal) -> Iterator[Problem]:
    """An appraisal of the month moves grades by an item of the month, and says nothing else."""
    for part in type(appraisal).model_fields:
        if part not in ONLY_GRADING and getattr(appraisal, part):
            words = f"每月的考核只写 who 和 grading，不写 {part}；请写在薪酬标准里，月份自己算"
            yield (part,), f"考核“{appraisal.name}”{words}"
    if appraisal.grading is None:
        yield (), f"考核“{appraisal.name}”是每月的，却没有写 grading"
    elif not appraisal.grading.after:
        yield ("grading",), f"考核“{appraisal.name}”的 grading 的 after 是0，每月的考核应是1以上：本月已按原级别计薪"
    elif appraisal.grading.keep or appraisal.grading.rise:
        yield ("grading",), f"考核“{appraisal.name}”的 grading 不写 keep、rise：逐条对照只在季度、年度的级别调整表里"


def _without_items(appraisal: Appraisal) -> Iterator[Problem]:
    if not appraisal.items:
        yield (), f"考核“{appraisal.name}”没有写 items，什么也不考核"


def _taken_names(scheme: RuleSet, appraisal: Appraisal) -> Iterator[Problem]:
    for name in appraisal.tables:
        if name in scheme.tables:
            yield ("tables", name), f"表“{name}”薪酬标准里已有，考核可以直接用，请删去或改名"
    known = {criterion.name for criterion in scheme.criteria}
    for index, criterion in enumerate(appraisal.criteria):
        if criterion.name in known:
            yield ("criteria", index), f"标准“{criterion.name}”薪酬标准里已有，考核可以直接用，请删去或改名"


def _scopes(appraisal: Appraisal) -> Iterator[Problem]:
    for index, item in enumerate(appraisal.items):
        if item.each != PERSON:
            yield ("items", index), f"项目“{item.name}”写在考核里，只能是人员的项目"
    for index, fact in enumerate(appraisal.facts):
        if fact.each == CUSTOMER:
            yield ("facts", index), f"补充数据“{fact.name}”写在考核里，只能按人员或营业部交"


def _marks(appraisal: Appraisal) -> Iterator[Problem]:
    """The items an appraisal points at."""
    items = {item.name: item for item in appraisal.items}
    figures = [name for name, item in items.items() if item.unit not in NO_FIGURE]
    for mark in ("duty", "performance", "score"):
        name = getattr(appraisal, mark)
        if name and name not in figures:
            yield (mark,), f"考核“{appraisal.name}”的 {mark}“{name}”{_no_item(name, items, figures, '数')}"
    flags = [name for name, item in items.items() if item.unit == FLAG]
    if (name := appraisal.takes_part) and name not in flags:
        yield ("takes_part",), f"考核“{appraisal.name}”的 takes_part“{name}”{_no_item(name, items, flags, '是否')}"
    shown = [*items, *(fact.name for fact in appraisal.facts)]
    for index, words in written_twice("列", appraisal.columns):
        yield ("columns", index), f"考核“{appraisal.name}”的 columns：{words}"
    for index, name in enumerate(appraisal.columns):
        if name not in shown:
            words = f"“{name}”不是它的项目或补充数据{nearest(name, shown)}"
            yield ("columns", index), f"考核“{appraisal.name}”的 columns：{words}"


def _no_item(name: str, items: Mapping[str, Item], fit: Iterable[str], kind: str) -> str:
    if name in items:
        return f"是{items[name].unit if items[name].unit in NO_FIGURE else '数'}，应是{kind}的项目"
    return f"不是它的项目{nearest(name, fit)}"


def _grading(lint: Lint, made: Sequence[Item], grading: Grading) -> Iterator[str]:
    items = {item.name: item for item in made}
    words = [name for name, item in items.items() if item.unit == WORDS]
    if grading.proposed not in words:
        yield f"的 proposed“{grading.proposed}”{_no_item(grading.proposed, items, words, '文字（级别）')}"
    if not lint.text.grades:
        yield "要调整级别，薪酬标准却没有写 grades"
    if not 0 <= grading.after <= LATEST:
        yield (
            f"的 after 是{grading.after}，应是0到{LATEST}：期末后第几个月起用新级别；0 是考核期的第一个月起，"
            "已发薪的月份用更正补算"
        )
    if not grading.source.strip():
        yield "的依据 source 是空的，请写明第几条或文件号"
    trees = {one.name: for_grades(folded(one.tree)) for one in lint.text.criteria}
    for key in ("keep", "rise"):
        name = getattr(grading, key)
        if name and name not in trees:
            yield f"的 {key}“{name}”不是任何标准 criteria{nearest(name, trees)}"
        elif name and not trees[name]:
            yield f"的 {key}“{name}”没有用到标准级别，不是各级的标准；请在条件里用标准级别，或换一个标准"


def _notices(lint: Lint, appraisal: Appraisal) -> Iterator[Problem]:
    known = lint.quantities(PERSON)
    for index, words in written_twice("提示", (notice.name for notice in appraisal.notices)):
        yield ("notices", index), words
    for index, notice in enumerate(appraisal.notices):
        told = [f"的条件：{words}" for words in lint.formula(notice.when, PERSON, known, FLAG)]
        told += _text_problems(notice.text, known)
        if not notice.source.strip():
            told.append("的依据 source 是空的，请写明第几条或文件号")
        yield from ((("notices", index), f"提示“{notice.name}”{words}") for words in told)


def _text_problems(text: str, known: Mapping[str, str]) -> list[str]:
    """Placeholders that name nothing, and brackets without their other half."""
    named: Sequence[str] = re.findall(r"\{([^{}]*)\}", text)
    told = [f"里的“{name}”不存在{nearest(name, known)}" for name in named if name not in known]
    if re.search(r"[{}]", re.sub(r"\{[^{}]*\}", "", text)):
        told.append("的花括号不成对")
    return told
