"""``xinchou explain``: one figure of one person, followed down to the cells of the delivered workbooks.

The month is computed again from the same files; if they are no longer those of the last run, the answer says so.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from fractions import Fraction

from pipeline.archive.places import result_folder
from pipeline.archive.record import read_record
from pipeline.explain_lines import Lines
from pipeline.month import Computed
from pipeline.scheme.explain import Explained, Explainer, Line, show
from pipeline.scheme.expressions import Node, words
from pipeline.scheme.facts import Facts
from pipeline.scheme.plainly import figure
from pipeline.scheme.rows import row_of, team_mates
from pipeline.scheme.run import make_items
from pipeline.standard_tables import person_facts
from schemas.results import PERSONS


class CannotExplain(Exception):
    """There is no such person or item, or the month has no figures; the text is for the user."""


@dataclass(frozen=True)
class Answer:
    """What is explained of whom, and whether the files are still those of the last run."""

    person: str
    figures: tuple[Explained, ...]
    notice: str


def explain(computed: Computed, employee_id: str, item: str | None) -> Answer:
    """The tree of one item, or one line for every column of the report; CannotExplain for anything unknown."""
    if computed.stopped:
        raise CannotExplain("本月有阻断错误，还没有算出数字；请先运行 xinchou check 并更正")
    tables = computed.outcome.tables
    found = [index for index, one in enumerate(tables["persons"]["employee_id"]) if one == employee_id]
    if not found:
        near = difflib.get_close_matches(employee_id, list(tables["persons"]["employee_id"]), n=1, cutoff=0)
        nearest = f"；最接近的是“{near[0]}”" if near else ""
        raise CannotExplain(f"{computed.request.period}没有工号“{employee_id}”{nearest}")
    explainer = _explainer(computed, found[0])
    name = f"{employee_id} {tables['persons']['person_name'].iloc[found[0]]}"
    if item is None:
        return Answer(name, tuple(_overview(explainer, computed)), _notice(computed))
    if item not in explainer.row.values:
        near = difflib.get_close_matches(item, list(explainer.row.values), n=1, cutoff=0)
        raise CannotExplain(f"没有“{item}”这个项目{f'；最接近的是“{near[0]}”' if near else ''}")
    return Answer(name, (explainer.explain(item),), _notice(computed))


def _overview(explainer: Explainer, computed: Computed) -> list[Explained]:
    lines = []
    units = {column.heading: column.unit for column in computed.schemas["pay_report"].columns}
    for heading in computed.request.settings.text.report.columns:
        current = explainer.row.values[heading]
        notes = (explainer.zero_reason(heading),) if isinstance(current, Fraction) and current == 0 else ()
        unit = units.get(heading, "")
        lines.append(Explained(heading, show(current, unit), unit, notes=notes))
    return lines


def _notice(computed: Computed) -> str:
    record = read_record(result_folder(computed.request.outputs, str(computed.request.period)))
    if not record:
        return "本月还没有正式结果（未运行 xinchou run），以下按现有文件计算。"
    if record.get("inputs") != computed.delivered.files:
        return "注意：交来的文件在上次运行之后有变化，以下按现有文件计算，可能与已有报表不同。"
    return ""


def _explainer(computed: Computed, row: int) -> Explainer:
    tables = computed.outcome.tables
    known = [tables["person_measures"], tables["pay_items"], tables["statutory_items"]]
    facts = person_facts(tables["persons"], known[:1], computed.request.period)
    for rules in computed.standard.rule_sets:
        make_items(rules, "人员", facts)
    whole = row_of(facts, row, computed.standard.scheme.tables)
    meanings = {column.heading: column.meaning for column in PERSONS.columns}

    def team(node: Node) -> tuple[Line, ...]:
        return tuple(_team_line(facts, other, node, computed) for other in team_mates(facts, row))

    return Explainer(computed.standard.rule_sets, whole, Lines(computed, row).of, meanings, team)


def _team_line(facts: Facts, other: int, node: Node, computed: Computed) -> Line:
    """What one team mate has of a figure, and where the roster names him; his own tree explains it further."""
    who, name = facts.value("工号", other), facts.value("姓名", other)
    amount = figure(node, row_of(facts, other, computed.standard.scheme.tables))
    places = tuple(place for line in Lines(computed, other).of("工号") for place in line.places)
    return Line(f"{who} {name} {words(node)}", show(amount, "元"), places)
