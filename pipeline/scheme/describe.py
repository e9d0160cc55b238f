"""A rule set as people read it: everything it sets, part by part, and what changed against the version before.

What ``xinchou scheme show`` prints for approval and writes as a workbook.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.scheme import describe_appraisals as of_appraisal
from pipeline.scheme import describe_parts as part
from pipeline.scheme import describe_terms as of_terms
from pipeline.scheme.compile import Rules
from pipeline.scheme.describe_tables import table_rows, table_words
from pipeline.scheme.expressions import words
from pipeline.scheme.in_words import formula_of
from pipeline.scheme.model import RuleSet
from pipeline.scheme_versions import scope_words

__all__ = ["Section", "changes", "describe", "formula_of"]

Row = tuple[str, ...]
TABLE = ("表", "行或档位", "数值", "单位", "依据", "说明")
REMARK = ("条件", "备注里写")


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
        _section("参数", part.PARAMETER, (part.parameter_row(*one) for one in text.parameters.items())),
        _section("补充数据", part.FACT, map(part.fact_row, text.facts)),
        _section("业务记录", part.RECORD, (row for one in text.records for row in part.record_rows(one))),
        _section("表", TABLE, _table_rows(rules)),
        _section("归属", part.CREDIT, map(part.credit_row, text.credits)),
        _section("计量", part.MEASURE, map(part.measure_row, text.measures)),
        _section("条件树", part.CRITERION, (row for one in text.criteria for row in part.criterion_rows(one))),
        _section("项目", part.ITEM, (part.item_row(*one) for one in enumerate(text.items, 1))),
        _section("台账", part.LEDGER, map(part.ledger_row, text.ledgers)),
        _section("备注", REMARK, ((words(remark.when), remark.text) for remark in text.remarks)),
        *_guards(text),
        *_terms(text),
        *_appraisals(text),
        Section("与上一版的变化", ("部分", "名称", "上一版", "本版"), tuple(changes(previous, rules))),
    )


def _table_rows(rules: Rules) -> Iterator[Row]:
    for name, table in rules.own_tables.items():
        yield from table_rows(table, rules.text.tables[name])


def _guards(text: RuleSet) -> Iterator[Section]:
    """The floors and ceilings that are checked, where there are any."""
    if text.guards:
        yield _section("底线", part.GUARD, map(part.guard_row, text.guards))


def _terms(text: RuleSet) -> Iterator[Section]:
    """The classes of customers and the terms, where there are any."""
    if rows := tuple(of_terms.term_rows(text)):
        yield _section("分级与期限", of_terms.TERM, rows)


def _appraisals(text: RuleSet) -> Iterator[Section]:
    """The indicators and appraisals, where there are any."""
    if text.indicators:
        yield _section("业绩指标", of_appraisal.INDICATOR, map(of_appraisal.indicator_row, text.indicators))
    if text.appraisals:
        rows = (row for one in text.appraisals for row in of_appraisal.appraisal_rows(one))
        yield _section("考核", of_appraisal.APPRAISAL, rows)
        details = (row for one in text.appraisals for row in of_appraisal.detail_rows(one))
        yield _section("考核细则", of_appraisal.DETAIL, details)


def _section(title: str, headings: Row, rows: Iterable[Row]) -> Section:
    return Section(title, headings, tuple(rows))


def _head(rules: Rules) -> Iterator[Row]:
    text = rules.text
    yield ("名称", text.name)
    yield ("版本", text.version)
    yield ("批准", f"{text.approval.document}（{text.approval.date}）" if text.approval else "未批准，不能据以发薪")
    yield ("生效", f"{text.in_force.from_} 至 {text.in_force.until or '另行修订'}")
    yield ("适用范围", scope_words(text))
    if text.expires:
        yield ("须重新确认", str(text.expires))
    if text.source:
        yield ("出处", text.source)
    if text.grades:
        yield ("级别（由低到高）", "、".join(text.grades))
    for name, members in text.groups.items():
        yield (f"“{name}”指", "、".join(members))


def changes(previous: Rules | None, rules: Rules) -> Iterator[Row]:
    """What differs between two versions, by part and name: part, name, wording before, wording now."""
    if previous is None:
        yield ("", "没有上一版", "", "")
        return
    before, now = _parts(previous), _parts(rules)
    for title, new in now.items():
        old = before[title]
        for name in [*new, *(name for name in old if name not in new)]:
            if old.get(name) != new.get(name):
                yield (title, name, old.get(name, "（无）"), new.get(name, "（删去）"))


def _parts(rules: Rules) -> Mapping[str, Mapping[str, str]]:
    """Per part the wording of everything in it by name: what decides, not the article it stands on."""
    text = rules.text
    parameters = (part.parameter_row(*one)[:4] for one in text.parameters.items())
    return {
        "标准": _sets(rules),
        "参数": {name: _joined(told) for name, *told in parameters},
        "补充数据": {fact.name: _joined(part.fact_row(fact)[1:5]) for fact in text.facts},
        "业务记录": {one.name: "；".join(_joined(row[1:4]) for row in part.record_rows(one)) for one in text.records},
        "表": {name: table_words(table, text.tables[name]) for name, table in rules.own_tables.items()},
        "归属": {credit.name: _joined(part.credit_row(credit)[1:5]) for credit in text.credits},
        "计量": {measure.name: _joined(part.measure_row(measure)[1:5]) for measure in text.measures},
        "条件树": {one.name: "\n".join(part.tree_lines(one.tree)) for one in text.criteria},
        "项目": {item.name: part.item_words(item) for item in text.items},
        "台账": {ledger.name: _joined(part.ledger_row(ledger)[1:5]) for ledger in text.ledgers},
        "备注": {words(remark.when): remark.text for remark in text.remarks},
        "底线": {guard.name: _joined(part.guard_row(guard)[1:6]) for guard in text.guards},
        "分级与期限": of_terms.term_parts(text),
        **of_appraisal.appraisal_parts(text),
    }


def _sets(rules: Rules) -> Mapping[str, str]:
    text = rules.text
    named = {f"“{name}”指": "、".join(members) for name, members in text.groups.items()}
    return {"适用范围": scope_words(text), "级别": "、".join(text.grades), **named}


def _joined(told: Iterable[str]) -> str:
    return "，".join(filter(None, told))
