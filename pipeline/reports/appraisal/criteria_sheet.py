"""The sheet 达标明细: the own grade's standard and the next one's as trees, condition by condition, person by person.

Scheme: 指引第十七条.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from pipeline.reports.appraisal.cells import (
    A4,
    BAD,
    FIGURE,
    GOOD,
    OPEN,
    PERCENT,
    TOTAL_TINT,
    Field,
    ListSheet,
    unit_form,
    write_list,
)
from pipeline.reports.appraisal.criteria_rows import CONDITION, SIGNS, Block, Criteria
from pipeline.reports.appraisal.model import Row
from pipeline.reports.formats import Looks

NAME = "达标明细"
NEEDS, CONDITIONS, ACTUAL, SIGN, LIMIT, PASSED = range(5, 11)
REACHED, MISSED = "达到", "未达到"


def tally(criteria: Criteria, who: str, level: str) -> tuple[str, str]:
    """Whether the standard of a level is met and how many conditions of how many hold.

    As the formula that asks the sheet and as its words, 达到 3/4; each standard by its name where there are several.
    """
    if not (blocks := criteria.blocks.get((who, level), [])):
        return "", ""
    named = [(f"{block.criterion}：" if len(blocks) > 1 else "", block) for block in blocks]
    formulas = [f'"{name}"&{_counted(block)}' if name else _counted(block) for name, block in named]
    words = [f"{name}{_count_words(criteria.lines(block))}" for name, block in named]
    return "=" + '&"；"&'.join(formulas), "；".join(words)


def _counted(block: Block) -> str:
    passed, needs = (
        f"{NAME}!{xl_rowcol_to_cell(block.first, place, True, True)}:{xl_rowcol_to_cell(block.last, place, True, True)}"
        for place in (PASSED, NEEDS)
    )
    head = f"{NAME}!{xl_rowcol_to_cell(block.first, PASSED, True, True)}"
    counts = f'COUNTIFS({passed},"是",{needs},"{CONDITION}")&"/"&COUNTIF({needs},"{CONDITION}")'
    return f'IF({head}="是","{REACHED} ","{MISSED} ")&{counts}'


def _count_words(lines: Any) -> str:
    conditions = [row for row in lines if row["needs"] == CONDITION]
    held = sum(row["passed"] is True for row in conditions)
    return f"{REACHED if lines[0]['passed'] is True else MISSED} {held}/{len(conditions)}"


def verdict(line: int, row: Row) -> str:
    """Whether a line holds, as a formula: a condition by its two figures, a group by the lines of its parts."""
    if row["needs"] != CONDITION:
        held = [f'{xl_rowcol_to_cell(line + below, PASSED)}="是"' for below in row["parts"]]
        asked = f"({')+('.join(held)})>={row['least']}" if row["least"] else f"AND({','.join(held)})"
        return f'=IF({asked},"是","否")'
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
        return unit_form("", [figure]) if isinstance(figure, Decimal) else FIGURE

    return form


def fields() -> list[Field]:
    """The columns of the sheet."""
    return [
        Field("团队", "team"), Field("工号", "employee_id"), Field("姓名", "person_name"),
        Field("标准", "criterion"), Field("对照级别", _level_words), Field("须", "needs"),
        Field("条件", _condition_words, width=34, align="left"),
        Field("实际", "measured", _form("measured"), align="right"), Field("比较", "comparison"),
        Field("标准数", "threshold", _form("threshold"), align="right"),
        Field("达标", "passed", live=verdict, colour=_passed_colour),
        Field("依据", "article", width=44),
    ]  # fmt: skip


def _passed_colour(row: Row) -> str:
    """Red for what keeps a standard from being met; yellow for a miss that another condition makes up for."""
    if row["passed"] is False:
        return BAD if row["matters"] else OPEN
    return GOOD if "asked" in row else ""


def _tint(row: Row) -> str:
    return TOTAL_TINT if "asked" in row else ""


def _level_words(row: Row) -> str:
    return f"{row['level']}（{row['tested_grade']}）" if row["tested_grade"] else "不分级"


def _condition_words(row: Row) -> str:
    """What a group asks; a condition's name, and what is measured where that says more."""
    said, name = row["measured_words"], row["condition"]
    return f"{row['branch']}{name}：{said}" if said and said not in name else f"{row['branch']}{name}"


def write_criteria(book: Any, looks: Looks, criteria: Criteria) -> None:
    """Adds the sheet; a comparison of two numbers is a live formula, and so is what the conditions come to."""
    note = (
        "蓝底行是一名人员对照一级的整个标准，以下逐条；全部成立、任一成立由公式汇总；"
        "红：未达标；黄：本条未达标，但不影响（同组另有成立的）"
    )
    sheet = ListSheet(
        NAME, "达标明细", note, fields(), criteria.rows, _tint, frozen=3, paper=A4, empty="本期没有对照标准的条件"
    )
    write_list(book, looks, criteria.report, sheet)
