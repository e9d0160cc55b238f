"""The persons of an appraisal in the order of the reports, each with all that the tables of the span say of him."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pipeline.reports.appraisal.model import Row, SpanReport
from schemas.columns import Column

LEADER = "团队负责人"
IDENTITY = ("employee_id", "person_name", "team", "post", "grade")


def people(report: SpanReport) -> list[Row]:
    """Everyone appraised: what ``appraisal_items`` and ``grade_proposals`` hold of him, by team, leaders first."""
    found: dict[str, dict[str, object]] = {}
    for name in ("appraisal_items", "grade_proposals"):
        for row in report.rows(name):
            found.setdefault(row["employee_id"], {}).update(row)
    return sorted(found.values(), key=place_in_team)


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
