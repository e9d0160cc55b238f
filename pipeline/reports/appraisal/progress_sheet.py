"""The sheet 业绩进度: what was achieved against the targets, per branch, team and person and indicator.

Scheme: 指引第五条、第十六条.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from pipeline.reports.appraisal.cells import (
    A3,
    A4,
    BAD,
    BODY,
    GOOD,
    PERCENT,
    TOTAL_TINT,
    Field,
    ListSheet,
    unit_form,
    write_list,
)
from pipeline.reports.appraisal.entry_words import Entries
from pipeline.reports.appraisal.model import Row, SpanReport
from pipeline.reports.appraisal.people import people
from pipeline.reports.formats import Looks

NAME = "业绩进度"
MONTH = re.compile(r"\d{4}-\d{2}")
SINCE_ENTRY = "入职以来"
WINDOWS = ("本季", "本半年", "本年", "本年累计", SINCE_ENTRY)
HALF_YEAR = "本半年"
"""Shown only when the half-year is over."""
ACTUAL, TARGET, RATE = FIGURES = ("actual", "target", "rate")
A4_COLUMNS = 9
"""So many columns of figures still read well on A4."""
PERSON = "人员"
SCOPES = ("营业部", "团队", PERSON)
FIXED = 6
"""Columns before the first window."""
RATE_DIGITS = 6
HALF, CLOSE = Decimal("0.5"), Decimal("0.0001")
"""Nearer than this to a rounding edge, in units of the last digit, a cell cannot be trusted to round as we do."""
TRUSTED = 10_000
"""A larger rate has too few digits left behind the point in a cell."""
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Progress:
    """The lines of the sheet and where the figures of each object, indicator and window stand."""

    report: SpanReport

    @cached_property
    def figures(self) -> dict[tuple[str, str, str, str], Row]:
        """Every figure by scope, object, indicator and window."""
        return {
            (row["scope"], row["object_id"], row["indicator"], row["window"]): row
            for row in self.report.rows("progress")
        }

    @cached_property
    def entries(self) -> Entries:
        """Since when each person counts."""
        return Entries(self.report)

    @cached_property
    def indicators(self) -> list[str]:
        """The indicators in the scheme's order."""
        order = {one.name: place for place, one in enumerate(self.report.rules.indicators)}
        return sorted(
            dict.fromkeys(key[2] for key in self.figures), key=lambda name: (order.get(name, len(order)), name)
        )

    @cached_property
    def windows(self) -> list[str]:
        """The windows longer than a month, shortest first."""
        found = dict.fromkeys(key[3] for key in self.figures if not MONTH.fullmatch(key[3]))
        if self.report.span.quarter % 2:
            found.pop(HALF_YEAR, None)
        return sorted(found, key=lambda window: (window not in WINDOWS, (*WINDOWS, window).index(window)))

    @cached_property
    def places(self) -> dict[tuple[str, str], int]:
        """The column of each window's actual, target and rate; the last two only where anybody has a target.

        Before them stands what each month of a quarter brought.
        """
        aimed = {key[3] for key, row in self.figures.items() if row["has_target"]}
        wanted = [] if self.report.span.is_year else [(month, ACTUAL) for month in self.months]
        wanted += [(window, what) for window in self.windows for what in FIGURES if what == ACTUAL or window in aimed]
        return {one: place for place, one in enumerate(wanted, FIXED)}

    @cached_property
    def months(self) -> list[str]:
        """The single months there are figures of."""
        return sorted({key[3] for key in self.figures if MONTH.fullmatch(key[3])})

    @cached_property
    def rows(self) -> list[Row]:
        """One line per object and indicator: branch, teams, then persons in the order of the reports."""
        merged: dict[Key, dict[str, Any]] = {}
        for (scope, who, indicator, window), row in self.figures.items():
            line = merged.setdefault((scope, who, indicator), dict(row))
            line.update({f"{window}{what}": row[what] for what in FIGURES})
        places = {row["employee_id"]: place for place, row in enumerate(people(self.report))}
        indicators = {name: place for place, name in enumerate(self.indicators)}

        def place(key: Key) -> tuple[Any, ...]:
            return SCOPES.index(key[0]), places.get(key[1], len(places)), key[1], indicators[key[2]]

        return [merged[key] for key in sorted(merged, key=place)]

    @cached_property
    def lines(self) -> dict[Key, int]:
        """The line of each object and indicator on the sheet."""
        return {(row["scope"], row["object_id"], row["indicator"]): line for line, row in enumerate(self.rows, BODY)}

    def objects(self, scope: str) -> list[str]:
        """The branch, or the teams, in order."""
        return list(dict.fromkeys(row["object_id"] for row in self.rows if row["scope"] == scope))

    def of(self, who: str, window: str) -> list[Row]:
        """The figures of a person in a window, in the scheme's order."""
        keys = [(PERSON, who, indicator, window) for indicator in self.indicators]
        return [self.figures[key] for key in keys if key in self.figures]

    def cell(self, key: Key, window: str, what: str) -> str:
        """The cell of a figure, as a formula on another sheet names it."""
        return f"{NAME}!{xl_rowcol_to_cell(self.lines[key], self.places[window, what], True, True)}"


def rate_of(row: Row, window: str = "") -> Decimal | None:
    """The exact rate, shown with six places (a ten-thousandth of a percent)."""
    rate = row.get(f"{window}rate")
    return None if rate is None else rate.quantize(Decimal(1).scaleb(-RATE_DIGITS), ROUND_HALF_UP)


def rate_formula(actual: str, target: str) -> str:
    """The formula of a rate from the cells of what was achieved and what was to be."""
    return f'=IF({target}=0,"",ROUND({actual}/{target},{RATE_DIGITS}))'


def is_plain_rate(row: Row, window: str = "") -> bool:
    """Whether a cell that divides the two figures comes to the rate as it was computed."""
    actual, target, rate = (row.get(f"{window}{what}") for what in ("actual", "target", "rate"))
    if actual is None or not target or rate is None or abs(rate) > TRUSTED:
        return False
    scaled = abs(rate).scaleb(RATE_DIGITS)
    past_edge = scaled % 1 - HALF
    divided = abs(float(actual) / float(target)) * 10**RATE_DIGITS
    return abs(past_edge) > CLOSE and int(divided + 0.5) == int(scaled + HALF)


def _live_rate(window: str, first: int) -> Callable[[int, Row], str]:
    def formula(line: int, row: Row) -> str:
        cells = xl_rowcol_to_cell(line, first), xl_rowcol_to_cell(line, first + 1)
        return rate_formula(*cells) if is_plain_rate(row, window) else ""

    return formula


def _rate_colour(window: str) -> Callable[[Row], str]:
    def colour(row: Row) -> str:
        rate = row.get(f"{window}rate")
        return "" if rate is None else GOOD if rate >= 1 else BAD

    return colour


def _form(name: str) -> Callable[[Row], str]:
    """How the figures of the line's unit look."""
    return lambda row: unit_form(row["unit_word"] or "", [row.get(name)])


def fields(progress: Progress) -> list[Field]:
    """The columns: who and what, then those of each window."""
    made = [
        Field("层级", "scope"), Field("团队", "team"),
        Field("工号", _of_person(lambda row: row["object_id"])),
        Field("名称", "object_name"), Field("指标", "indicator"), Field("单位", "unit_word"),
    ]  # fmt: skip
    made += [_figure_field(window, what, place) for (window, what), place in progress.places.items()]
    return made + _entry_fields(progress)


def _entry_fields(progress: Progress) -> list[Field]:
    """Since when 入职以来 counts, what the year holds of a former employment; only where there is anything to say."""
    words: dict[str, Callable[[Row], str]] = {
        f"{SINCE_ENTRY}\n起自": lambda row: (
            "" if row.get(f"{SINCE_ENTRY}{ACTUAL}") is None
            else progress.entries.since(row["object_id"], row["indicator"])
        ),
        "说明": lambda row: progress.entries.former(row["object_id"]),
    }
    persons = [row for row in progress.rows if row["scope"] == PERSON]
    told = {heading: said for heading, said in words.items() if any(map(said, persons))}
    return [Field(heading, _of_person(said)) for heading, said in told.items()]


def _of_person(said: Callable[[Row], str]) -> Callable[[Row], str]:
    return lambda row: said(row) if row["scope"] == PERSON else ""


def _figure_field(window: str, what: str, place: int) -> Field:
    if what == RATE:
        live, colour = _live_rate(window, place - 2), _rate_colour(window)
        return Field(f"{window}\n完成率", lambda row: rate_of(row, window), PERCENT, live, colour=colour)
    heading = {ACTUAL: "实绩", TARGET: "目标"}[what]
    return Field(f"{window}\n{heading}", f"{window}{what}", _form(f"{window}{what}"))


def write_progress(book: Any, looks: Looks, progress: Progress) -> None:
    """Adds the sheet; every rate is a formula over the two cells before it."""
    note = (
        "一行是营业部、团队或人员的一个指标；完成率＝实绩÷目标（公式），没有目标的空白；绿：完成，红：未完成；"
        "入职以来自本次入职的月份算起，早于系统有记录的自有记录起"
    )
    tint = lambda row: TOTAL_TINT if row["scope"] != PERSON else ""  # noqa: E731
    what = ListSheet(
        NAME,
        "业绩进度",
        note,
        fields(progress),
        progress.rows,
        tint,
        frozen=5,
        empty="标准没有写业绩指标",
        paper=A4 if len(progress.places) <= A4_COLUMNS else A3,
    )
    write_list(book, looks, progress.report, what)
