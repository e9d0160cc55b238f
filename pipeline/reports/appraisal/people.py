"""The persons of an appraisal in the order of the reports, each with all that the tables of the span say of him."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pipeline.reports.appraisal.model import Row, SpanReport
from pipeline.scheme.appraisal_parts import Appraisal
from pipeline.scheme.appraisal_text import WINDOW
from pipeline.scheme.order import needs
from pipeline.scheme.taking_part import RATE, marks_shown
from schemas.columns import Column

LEADER = "团队负责人"
IDENTITY = ("employee_id", "person_name", "team", "post", "grade")


def people(report: SpanReport) -> list[Row]:
    """Everyone on the sheets: what ``appraisal_items`` and ``grade_proposals`` hold of him, by team, leaders first.

    Marks of who takes no part in the appraisal are not shown, nor a rate of 0 for want of a target.
    """
    found: dict[str, dict[str, object]] = {}
    for name in ("appraisal_items", "grade_proposals"):
        for row in report.rows(name):
            found.setdefault(row["employee_id"], {}).update(row)
    for text in report.appraisals:
        rates, aimed = _rates(report, text), _aimed(report, WINDOW[text.every])
        for who, row in found.items():
            row.update({name: None for name, one in rates.items() if row.get(name) == 0 and (who, one) not in aimed})
            row.update(marks_shown(text, row))
    return sorted(found.values(), key=place_in_team)


def _rates(report: SpanReport, text: Appraisal) -> dict[str, str]:
    """The items of an appraisal that are the rate of one indicator, with its name: they ask whether it has a target."""
    asked = {f"{one.name}有目标": one.name for one in report.rules.indicators}
    named = {item.name: needs(item) & asked.keys() for item in text.items if item.unit == RATE}
    return {name: asked[one] for name, found in named.items() if len(found) == 1 for one in found}


def _aimed(report: SpanReport, window: str) -> set[tuple[str, str]]:
    """工号 and indicator wherever a person has a target in the window."""
    rows = report.rows("progress")
    return {(row["object_id"], row["indicator"]) for row in rows if row["window"] == window and row["rate"] is not None}


def place_in_team(row: Row) -> tuple[str, bool, str]:
    """Where a person stands: by team, then the leader first, then by 工号."""
    return (row.get("team") or "", row.get("post") != LEADER, row.get("employee_id") or "")


def by_person(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The rows of each person, in the order they came."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["employee_id"]].append(row)
    return found


def shown_items(report: SpanReport) -> list[Column]:
    """The items that the due appraisals show, each once, as columns of ``appraisal_items``."""
    schema = report.schemas.get("appraisal_items")
    known = {column.heading: column for column in schema.columns} if schema else {}
    names = dict.fromkeys(name for text in report.appraisals for name in text.columns)
    return [known[name] for name in names if name in known and known[name].name not in IDENTITY]
