"""The sheet 达标明细: every condition of the own grade's standard and of the next one, person by person.

Scheme: 指引第十七条.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from pipeline.reports.appraisal.cells import A4, BAD, BODY, FIGURE, PERCENT, WHOLE, Field, ListSheet, write_list
from pipeline.reports.appraisal.model import Row, SpanReport
from pipeline.reports.appraisal.people import by_person, people
from pipeline.reports.formats import Looks

NAME = "达标明细"
OWN, NEXT, NO_GRADE = "本级", "上一级", ""
SIGNS = {
    "不小于": ">=", "大于等于": ">=", "≥": ">=", ">=": ">=", "大于": ">", ">": ">", "小于": "<", "<": "<",
    "不大于": "<=", "小于等于": "<=", "≤": "<=", "<=": "<=", "等于": "=", "=": "=", "==": "=",
    "不等于": "<>", "≠": "<>", "!=": "<>",
}  # fmt: skip
"""How a comparison is written in a cell."""
_NUMBER = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)…?\s*(%|‰)?")
_PARTS = {None: Decimal(1), "%": Decimal(100), "‰": Decimal(1000)}
ACTUAL, SIGN, LIMIT, PASSED = range(6, 10)


@dataclass(frozen=True)
class Criteria:
    """The rows of the sheet in order, and where each person's stand."""

    report: SpanReport

    @cached_property
    def rows(self) -> list[Row]:
        """Person by person in the order of the report: own grade, next grade, then standards without grades."""
        found = by_person(self.report.rows("criteria_results"))
        known = {row["employee_id"]: row for row in people(self.report)}
        made = [
            _shown(row, known.get(who, {}))
            for who in [*known, *(set(found) - set(known))]
            for row in found.get(who, [])
        ]
        order = {row["employee_id"]: place for place, row in enumerate(made)}
        return sorted(made, key=lambda row: (order[row["employee_id"]], (OWN, NEXT, NO_GRADE).index(row["level"])))

    @cached_property
    def blocks(self) -> dict[tuple[str, str], tuple[int, int]]:
        """First and last line of a person's conditions of one level."""
        found: dict[tuple[str, str], tuple[int, int]] = {}
        for line, row in enumerate(self.rows, BODY):
            key = (row["employee_id"], row["level"])
            found[key] = (found.get(key, (line, line))[0], line)
        return found

    @cached_property
    def _by_person(self) -> dict[str, list[Row]]:
        return by_person(self.rows)

    def of(self, who: str) -> list[Row]:
        """The conditions of a person."""
        return self._by_person.get(who, [])

    def tally(self, who: str, level: str) -> tuple[str, str]:
        """How many conditions of how many hold, as the formula that counts them and as ``3/5``; empty if none."""
        if (who, level) not in self.blocks:
            return "", ""
        first, last = self.blocks[who, level]
        rows = self.rows[first - BODY : last - BODY + 1]
        cells = f"{NAME}!{xl_rowcol_to_cell(first, PASSED, True, True)}:{xl_rowcol_to_cell(last, PASSED, True, True)}"
        held = sum(row["passed"] is True for row in rows)
        return f'=COUNTIF({cells},"是")&"/"&ROWS({cells})', f"{held}/{len(rows)}"


def _shown(row: Row, person: Row) -> dict[str, Any]:
    """A condition with its figures as numbers, and whether it is of the own grade or of the next."""
    tested = row["tested_grade"]
    level = NO_GRADE if not tested else OWN if tested == person.get("grade") else NEXT
    who = {"team": person.get("team"), "post": person.get("post"), "level": level}
    figures = {name: figure_in(row[name]) for name in ("measured", "threshold")}
    percent = {f"{name}_percent": "%" in str(row[name]) for name in figures}
    return {**row, **who, **figures, **percent, "live": _agrees(row, figures)}


def figure_in(text: str | None) -> Decimal | str | None:
    """The number that a text is, a percentage as a fraction; else the text."""
    match = _NUMBER.fullmatch(text.strip()) if text else None
    if not match:
        return text
    return Decimal(match[1].replace(",", "")) / _PARTS[match[2]]


def _agrees(row: Row, figures: dict[str, Any]) -> bool:
    """Whether a comparison of the two cells comes to what the computation found, so that it may stand as a formula."""
    left, right = figures["measured"], figures["threshold"]
    if not (isinstance(left, Decimal) and isinstance(right, Decimal)):
        return False
    one, other = float(left), float(right)
    held = {
        ">=": one >= other,
        ">": one > other,
        "<": one < other,
        "<=": one <= other,
        "=": one == other,
        "<>": one != other,
    }
    return held.get(SIGNS.get((row["comparison"] or "").strip(), "")) is row["passed"]


def verdict(line: int, row: Row) -> str:
    """The comparison of the actual figure with the threshold as a formula, where both are numbers."""
    if not row["live"]:
        return ""
    left, right = xl_rowcol_to_cell(line, ACTUAL), xl_rowcol_to_cell(line, LIMIT)
    return f'=IF({left}{SIGNS[row["comparison"].strip()]}{right},"是","否")'


def _form(name: str) -> Callable[[Row], str]:
    """A percentage as it was written, other figures with the places they need."""

    def form(row: Row) -> str:
        figure = row[name]
        if row[f"{name}_percent"]:
            return PERCENT
        return WHOLE if isinstance(figure, Decimal) and figure == int(figure) else FIGURE

    return form


def fields() -> list[Field]:
    """The columns of the sheet."""
    return [
        Field("团队", "team"), Field("工号", "employee_id"), Field("姓名", "person_name"),
        Field("标准", "criterion"), Field("对照级别", _level_words),
        Field("条件", _condition_words, width=38),
        Field("实际", "measured", _form("measured"), align="right"), Field("比较", "comparison"),
        Field("标准数", "threshold", _form("threshold"), align="right"),
        Field("达标", "passed", live=verdict, colour=lambda row: BAD if row["passed"] is False else ""),
        Field("依据", "article", width=24),
    ]  # fmt: skip


def _level_words(row: Row) -> str:
    return f"{row['level']}（{row['tested_grade']}）" if row["tested_grade"] else "不分级"


def _condition_words(row: Row) -> str:
    """The condition's name, and what is measured where that says more."""
    said = row["measured_words"]
    return f"{row['condition']}：{said}" if said and said not in row["condition"] else row["condition"]


def write_criteria(book: Any, looks: Looks, criteria: Criteria) -> None:
    """Adds the sheet; a comparison of two numbers is a live formula, a failed condition stands out."""
    note = "一行是一名人员对照一级标准的一个条件；两边都是数的，达标由公式比较得出；未达标的以红底标出"
    sheet = ListSheet(
        NAME, "达标明细", note, fields(), criteria.rows, frozen=3, paper=A4, empty="本期没有对照标准的条件"
    )
    write_list(book, looks, criteria.report, sheet)
