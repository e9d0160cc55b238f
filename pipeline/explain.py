"""``xinchou explain``: one figure of one person, followed down to the cells of the delivered workbooks.

The month is computed again from the same files; if they are no longer those of the last run, the answer says so.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from pipeline.archive.places import result_folder
from pipeline.archive.record import read_record
from pipeline.explain_lines.before import Before
from pipeline.explain_lines.behind import Behind
from pipeline.explain_lines.lines import Lines
from pipeline.month import Computed
from pipeline.scheme.explain import Elsewhere, Explained, Explainer, show
from pipeline.scheme.explain_values import is_zero
from pipeline.scheme.known import Known
from pipeline.scheme.rows import row_of
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
    asked = explainer(behind_of(computed), found[0])
    name = f"{employee_id} {tables['persons']['person_name'].iloc[found[0]]}"
    if item is None:
        return Answer(name, tuple(_overview(asked, computed)), _notice(computed))
    if item not in asked.row.values:
        near = difflib.get_close_matches(item, list(asked.row.values), n=1, cutoff=0)
        raise CannotExplain(f"没有“{item}”这个项目{f'；最接近的是“{near[0]}”' if near else ''}")
    return Answer(name, (asked.explain(item),), _notice(computed))


def _overview(asked: Explainer, computed: Computed) -> list[Explained]:
    lines = []
    units = {column.heading: column.unit for column in computed.schemas["pay_report"].columns}
    report = computed.request.settings.text.report
    for heading in report.all_columns:
        current = asked.row.values[heading]
        if heading in report.optional and is_zero(current):
            continue
        notes = (asked.zero_reason(heading),) if is_zero(current) else ()
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


def explainer(behind: Behind, row: int) -> Explainer:
    """What explains the figures of the person in this row of ``persons``."""
    people, standard = behind.people, behind.standard
    lines = Lines(behind, str(people.value("工号", row)))
    meanings = {column.heading: column.meaning for column in PERSONS.columns}
    where = Elsewhere(lines.person, lines.past, Known(standard.rule_sets).unit)
    return Explainer(standard.rule_sets, row_of(people, row, standard.scheme.tables), lines.of, meanings, where)


def behind_of(computed: Computed) -> Behind:
    """What lies behind the figures of a computed month."""
    request = computed.request
    return Behind(
        computed.standard, request.period, computed.outcome.tables, computed.delivered.places, _before(computed)
    )


def _before(computed: Computed) -> Before | None:
    """Where the month before left what this one started from."""
    carried, previous = computed.carried, str(computed.request.period.shift(-1))
    if carried.ledger is None:
        return None
    ledger = carried.ledger[0]
    history = carried.history_file[0] if carried.history_file else ledger
    return Before(result_folder(computed.request.outputs, previous), previous, ledger, history)
