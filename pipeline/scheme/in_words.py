"""Parts of a rule set in words: for whom and when an item is, how it is rounded, where a measure comes from."""

from __future__ import annotations

from fractions import Fraction

from pipeline.money import plain
from pipeline.scheme.expressions import words
from pipeline.scheme.item_parts import Item
from pipeline.scheme.model import Measure, Origins
from pipeline.scheme.parts import CUSTOMER, PERSON, SALE, WORDS, Limits

NO_FIGURES = (WORDS, "是否", "日期")
"""Units of quantities that are no figures."""

_EVERY = {PERSON: "全部人员", CUSTOMER: "每名客户", SALE: "每笔销售"}
_YUAN = {4: "毫", 3: "厘", 2: "分", 1: "角", 0: "元", -1: "十元", -2: "百元", -3: "千元", -4: "万元"}
_WHOLE = {0: "整数", -1: "十", -2: "百", -3: "千", -4: "万"}
_MONTHS = {"每季": "每季末月计", "每半年": "每半年末月计", "每年": "每年12月计"}


def figure_words(figure: Fraction | str, unit: str) -> str:
    """A figure of a rule set as people read it: a ratio in percent, a word as it is."""
    if isinstance(figure, str):
        return figure
    return f"{plain(figure * 100)}%" if unit == "比例" else plain(figure)


def formula_of(item: Item) -> str:
    """The formula of an item, case by case."""
    if item.formula is not None:
        return words(item.formula)
    return "\n".join(f"{case.who}：{words(case.formula)}" for case in item.cases)


def every(each: str) -> str:
    """The rows of one scope: ``全部人员``, ``每条订单``."""
    return _EVERY.get(each, f"每条{each}")


def who_words(item: Item) -> str:
    """For whom, or for what, an item is."""
    return item.who or ("按岗位" if item.cases else every(item.each))


def calendar_words(item: Item) -> str:
    """In which months an item is worked out; empty for every month."""
    if isinstance(item.calendar, list):
        return f"每年{'、'.join(map(str, sorted(item.calendar)))}月计"
    return _MONTHS.get(item.calendar, "")


def rounding_words(item: Item) -> str:
    """How an item is rounded: ``四舍五入到分``, ``舍去到整数``; empty where the scheme says nothing of it."""
    if item.digits is None:
        return str(item.round or "")
    return f"{item.mode}到{_place(item)}"


def _place(item: Item) -> str:
    """The decimal an item is rounded to; of yuan by its name."""
    assert item.digits is not None
    places = _YUAN if item.unit.split("/")[0] == "元" else _WHOLE
    if item.digits in places:
        return places[item.digits]
    return f"{item.digits}位小数" if item.digits > 0 else f"10的{-item.digits}次方"


def bounds_words(item: Item) -> str:
    """The least and the most an item may come to, as formulas."""
    bounds = (("不低于", item.floor), ("不高于", item.cap))
    return "，".join(f"{name} {words(bound)}" for name, bound in bounds if bound is not None)


def range_words(low: Fraction | None, high: Fraction | None, unit: str) -> str:
    """A range of figures, both ends included; empty where there is none."""
    if low is not None and high is not None:
        return f"{figure_words(low, unit)} 至 {figure_words(high, unit)}"
    if low is not None:
        return f"不小于 {figure_words(low, unit)}"
    return "" if high is None else f"不大于 {figure_words(high, unit)}"


def limits_words(limits: Limits, unit: str) -> str:
    """The guard rails of a result or a table, and above what a person looks again."""
    review = "" if limits.review is None else f"大于 {figure_words(limits.review, unit)} 的提醒复核"
    return "，".join(filter(None, (range_words(limits.min, limits.max, unit), review)))


def measure_place(measure: Measure) -> str:
    """The table or ledger a measure is taken from."""
    return f"台账“{measure.ledger}”" if measure.ledger else f"“{measure.over}”"


def measure_words(measure: Measure) -> str:
    """Where a measure comes from, as it is read aloud."""
    return f"{measure_place(measure)}的 {take_words(measure)}"


def take_words(measure: Measure) -> str:
    """What a measure takes, of which lines or months of origin, and what one without a line has."""
    parts = [words(measure.take)]
    if measure.person:
        parts.append(f"人员看“{measure.person}”一列")
    if measure.object:
        parts.append(f"对象看“{measure.object}”一列")
    if measure.origin is not None:
        parts.append(_origin_words(measure.origin))
    if measure.where is not None:
        parts.append(f"其中 {words(measure.where)}")
    if measure.none is not None:
        parts.append(f"没有行的为 {measure.none or '（空）'}")
    return "，".join(parts)


def _origin_words(origin: int | Origins) -> str:
    if isinstance(origin, int):
        return f"来源期间为{_month(origin)}"
    if origin.from_ is None:
        return f"来源期间到{_month(origin.until)}为止"
    return f"来源期间为{_month(origin.from_)}至{_month(origin.until)}"


def _month(away: int) -> str:
    if away == 0:
        return "本月"
    return f"{-away}个月前" if away < 0 else f"{away}个月后"
