"""What the page of a person says in words: his grades of the year, the conditions he met and missed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from pipeline.reports.appraisal.criteria_rows import CONDITION
from pipeline.reports.appraisal.model import Row
from pipeline.reports.shown_figures import percent, shown

MOST = 6
"""So many failed conditions are told one by one."""


def grades_words(history: Sequence[Row]) -> str:
    """The grades in force in the year, each since when and why."""
    return "；".join(f"{row['grade_since']} 起 {row['grade']}（{_origin(row)}）" for row in history)


def _origin(row: Row) -> str:
    return f"{row['grade_origin']} {row['origin_period'] or ''}".strip()


def conditions_words(lines: Sequence[Row]) -> str:
    """Whether a standard is met, what it asks, which conditions hold, those that do not with their figures.

    ``lines`` are those of the standard on 达标明细, the first for the whole of it.
    """
    head, rows = lines[0], [row for row in lines if row["needs"] == CONDITION]
    held = [row for row in rows if row["passed"] is True]
    grade = f"{head['tested_grade']}：" if head["tested_grade"] else ""
    met = "达到" if head["passed"] is True else "未达到"
    said = [f"{grade}{met}（须{head['asked']}），{len(rows)} 个条件中 {len(held)} 个成立"]
    said += [f"成立：{'、'.join(row['condition'] for row in held)}"] if held else []
    for matters, words in ((True, "未达标"), (False, "未达标但不影响")):
        failed = [row for row in rows if row["passed"] is not True and row["matters"] is matters]
        more = f"；等 {len(failed)} 个" if len(failed) > MOST else ""
        said += [f"{words}：{'；'.join(map(_failed, failed[:MOST]))}{more}"] if failed else []
    return "。".join(said)


def indicators_words(rows: Sequence[Row]) -> str:
    """Which indicators reached their targets, the best first, and which did not; nothing where none has a target."""
    aimed = sorted((row for row in rows if row["rate"] is not None), key=lambda row: -row["rate"])
    told = {"完成的指标": [row for row in aimed if row["actual"] >= row["target"]],
            "未完成的指标": [row for row in aimed if row["actual"] < row["target"]]}  # fmt: skip
    said = [f"{words}：{'、'.join(_rated(row) for row in found)}" for words, found in told.items() if found]
    return "；".join(said)


def _rated(row: Row) -> str:
    return f"{row['indicator']}（{percent(row['rate'])}）"


def _failed(row: Row) -> str:
    figures = [_shown(row, name) for name in ("measured", "threshold")]
    return f"{row['condition']}（实际 {figures[0]}，应{row['comparison'] or '为'} {figures[1]}）"


def _shown(row: Row, name: str) -> str:
    value: Any = row[name]
    if not isinstance(value, Decimal):
        return str(value if value is not None else "—")
    if row[f"{name}_percent"]:
        return percent(value)
    return shown(value, 2).removesuffix(".00")
