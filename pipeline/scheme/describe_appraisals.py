"""The indicators and appraisals of a pay standard row by row, as people read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.scheme import describe_parts as part
from pipeline.scheme.appraisal_parts import Appraisal, Grading, Indicator
from pipeline.scheme.describe_tables import table_rows, table_words
from pipeline.scheme.expressions import words as written
from pipeline.scheme.model import RuleSet
from pipeline.scheme.table_text import built

Row = tuple[str, ...]

INDICATOR = ("指标", "量", "取法", "单位", "依据")
APPRAISAL = ("考核", "项", "内容", "依据")
DETAIL = ("考核", "部分", "名称", "内容", "单位", "依据", "说明")


def indicator_row(one: Indicator) -> Row:
    """A figure of business that has targets."""
    return (one.name, one.quantity, one.take, one.unit, one.source)


def appraisal_rows(one: Appraisal) -> Iterator[Row]:
    """When an appraisal is held, of whom, which items are its scores, what it does to grades."""
    told = [("何时", one.every), ("参加的人", f"{one.who or '全部人员'}，期末在职")]
    told += [("工作职责得分", one.duty), ("业绩得分", one.performance), ("总分", one.score)]
    told += [("是否参加看", one.takes_part), ("列示", "、".join(one.columns))]
    yield from ((one.name, heading, words, one.source) for heading, words in told if words)
    if one.grading:
        yield (one.name, "级别调整", grading_words(one.grading), one.grading.source)


def grading_words(grading: Grading) -> str:
    """What an appraisal does to grades, in one line."""
    standards = (("本级标准", grading.keep), ("上一级标准", grading.rise))
    begins = f"自期末后第{grading.after}个月起" if grading.after else "自考核期的第一个月起，已发薪的月份更正补算"
    told = [f"按“{grading.proposed}”", begins]
    return "，".join([*told, *(f"{heading}看“{name}”" for heading, name in standards if name)])


def detail_rows(one: Appraisal) -> Iterator[Row]:
    """Everything else an appraisal sets, in the order of its parts."""
    for name, parameter in one.parameters.items():
        value, allowed = part.parameter_row(name, parameter)[1], part.allowed(parameter)
        told = value + (f"（可取{allowed}）" if allowed else "")
        yield (one.name, "参数", name, told, parameter.unit, parameter.source, parameter.note)
    for fact in one.facts:
        name, whom, unit, blank, asked, source, note = part.fact_row(fact)
        yield (one.name, "补充数据", name, "，".join(filter(None, (whom, blank, asked))), unit, source, note)
    for name, text in one.tables.items():
        for _, entry, value, unit, source, note in table_rows(built(name, text), text):
            yield (one.name, "表", name, f"{entry}：{value}", unit, source, note)
    for criterion in one.criteria:
        for _, told, source, note in part.criterion_rows(criterion):
            yield (one.name, "条件树", criterion.name, told, "", source, note)
    for item in one.items:
        yield (one.name, "项目", item.name, part.item_words(item), item.unit, item.source, item.note)
    for notice in one.notices:
        yield (one.name, "提示", notice.name, f"{written(notice.when)} 时：{notice.text}", "", notice.source, "")


def appraisal_parts(text: RuleSet) -> Mapping[str, Mapping[str, str]]:
    """The wording of indicators and appraisals by part and name, to compare two versions."""
    parts: dict[str, dict[str, str]] = {"业绩指标": {}, "考核": {}}
    for indicator in text.indicators:
        parts["业绩指标"][indicator.name] = "，".join(indicator_row(indicator)[1:4])
    for one in text.appraisals:
        for name, heading, told, _ in appraisal_rows(one):
            parts["考核"][f"{name}·{heading}"] = told
        for name, key, told in _wordings(one):
            parts["考核"][f"{name}·{key}"] = told
    return parts


def _wordings(one: Appraisal) -> Iterator[tuple[str, str, str]]:
    """What decides in each part of an appraisal, by its name."""
    for name, parameter in one.parameters.items():
        yield one.name, name, "，".join(filter(None, part.parameter_row(name, parameter)[1:4]))
    for fact in one.facts:
        yield one.name, fact.name, "，".join(filter(None, part.fact_row(fact)[1:5]))
    for name, text in one.tables.items():
        yield one.name, name, table_words(built(name, text), text)
    for criterion in one.criteria:
        yield one.name, criterion.name, "\n".join(part.tree_lines(criterion.tree))
    for item in one.items:
        yield one.name, item.name, part.item_words(item)
    for notice in one.notices:
        yield one.name, notice.name, f"{written(notice.when)}：{notice.text}"
