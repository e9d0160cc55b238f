"""The sheet 客户分级: how many customers of each class, how they moved, who moved.

Scheme: 客户分级规定（V3）.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from itertools import product
from typing import Any

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from pipeline.reports.appraisal.cells import (
    A4,
    BAD,
    GOOD,
    PERCENT,
    TOTAL_TINT,
    WHOLE,
    Field,
    ListSheet,
    Live,
    write_body,
    write_head,
    write_headings,
    write_value,
)
from pipeline.reports.appraisal.model import Row, SpanReport
from pipeline.reports.formats import CALM_MONEY, Looks, set_up_page
from pipeline.scheme.describe_terms import share_words
from pipeline.scheme.in_words import figure_words
from pipeline.scheme.terms import CustomerClasses

NAME = "客户分级"
CLASSES = ("大", "中", "小")
NOT_BEFORE = "（上季没有）"
GONE = "（不再列入）"
BEFORE_CLASSES, NOW_CLASSES = (*CLASSES, NOT_BEFORE), (*CLASSES, GONE)
MOVES = {"上升": GOOD, "下降": BAD}
WHOLE_LIST = 2_000
"""Up to so many customers all of them are listed."""
MOVED_LIST = 1_000
"""Of more customers only those that moved are listed, and of those so many."""
MATRIX, SUMS, LIST_FIRST = 4, 12, 20
"""The lines where the matrix, the sums and the list begin."""
BEFORE, NOW = 6, 5
"""The columns of the list that hold the class before and now."""


@dataclass(frozen=True)
class Classes:
    """The customers of the quarter by class, and those that the sheet lists."""

    report: SpanReport

    @cached_property
    def customers(self) -> int:
        """How many customers there are."""
        table = self.report.arrow("customer_classes")
        return 0 if table is None else int(table.num_rows)

    @property
    def is_whole(self) -> bool:
        """Whether the sheet lists every customer."""
        return self.customers <= WHOLE_LIST

    @cached_property
    def listed(self) -> list[Row]:
        """What the sheet lists: those that moved, up before down, then the others if there is room for all."""
        import pyarrow as pa
        import pyarrow.compute as pc

        table = self.report.arrow("customer_classes")
        if table is None:
            return []
        if not self.is_whole:
            table = table.filter(pc.is_in(table["class_moved"], pa.array([*MOVES])))
        order = {word: number for number, word in enumerate(MOVES)}
        rows = sorted(table.to_pylist(), key=lambda row: order.get(row["class_moved"], len(order)))
        return rows if self.is_whole else rows[:MOVED_LIST]

    @property
    def classed(self) -> int:
        """How many customers have a class now."""
        return sum(self.count(now=word) for word in CLASSES)

    @cached_property
    def moved(self) -> int:
        """How many customers moved up or down."""
        return sum(
            count
            for (before, now), (count, *_) in self.groups.items()
            if not {before, now} & {NOT_BEFORE, GONE} and before != now
        )

    @cached_property
    def groups(self) -> dict[tuple[str, str], tuple[int, Decimal, Decimal]]:
        """Customers, volume and revenue by class before and class now."""
        import pyarrow.compute as pc

        table = self.report.arrow("customer_classes")
        if table is None:
            return {}
        figures = table.select(["volume", "revenue"])
        before, now = (pc.fill_null(table[name], "") for name in ("class_before", "customer_class"))
        found = {}
        for was, is_ in product(before.unique().to_pylist(), now.unique().to_pylist()):
            rows = figures.filter(pc.and_(pc.equal(before, was), pc.equal(now, is_)))
            if rows.num_rows:
                volume, revenue = (pc.sum(column).as_py() or Decimal(0) for column in rows.columns)
                found[was or NOT_BEFORE, is_ or GONE] = (rows.num_rows, volume, revenue)
        return found

    def count(self, before: str = "", now: str = "") -> int:
        """Customers that were of this class and are of that one; of any where none is named."""
        return sum(group[0] for key, group in self.groups.items() if before in ("", key[0]) and now in ("", key[1]))

    def total(self, place: int, now: str) -> Decimal:
        """The volume (1) or revenue (2) of the customers that are of this class."""
        return sum((Decimal(group[place]) for key, group in self.groups.items() if key[1] == now), Decimal(0))

    @property
    def note(self) -> str:
        """What the list holds."""
        if self.is_whole:
            return "名单：全部客户，升降的在前（绿：上升，红：下降）"
        cut = f"，此处列前 {MOVED_LIST} 名" if self.moved > MOVED_LIST else ""
        return f"名单：分级有升降的 {self.moved} 名{cut}；全部 {self.classed} 名客户见客户阶段簿的明细"


def write_classes(book: Any, looks: Looks, report: SpanReport) -> None:
    """Adds 客户分级: classes and movements as formulas over the list where it is whole, then the list."""
    classes = Classes(report)
    sheet = book.add_worksheet(NAME)
    write_head(sheet, looks, report, ("客户分级", _classes_note(report.rules.customer_classes)))
    _write_matrix(sheet, looks, classes)
    _write_sums(sheet, looks, classes)
    sheet.write_string(LIST_FIRST - 2, 0, classes.note, looks("bold"))
    fields = class_fields()
    write_headings(sheet, looks, LIST_FIRST - 1, fields)
    tint = lambda row: MOVES.get(row["class_moved"] or "", "")  # noqa: E731
    write_body(sheet, looks, LIST_FIRST, ListSheet(NAME, NAME, "", fields, classes.listed, tint))
    sheet.hide_gridlines(2)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    set_up_page(sheet, paper=A4, repeat=(LIST_FIRST - 1, LIST_FIRST - 1))
    sheet.set_portrait()


def _classes_note(classes: CustomerClasses | None) -> str:
    if classes is None:
        return "薪酬标准没有规定客户分级（customer_classes）"
    large, medium = share_words(classes, "large"), figure_words(1 - classes.large - classes.small, "比例")
    return f"按交易量占比与收入占比的平均由大到小：前{large}为大，中间{medium}为中，其余为小"


def class_fields() -> list[Field]:
    """The columns of the list of customers."""
    return [
        Field("名次", "place", WHOLE, width=14, align="centre"), Field("客户号", "customer_id", width=15),
        Field("交易量（元）", "volume", CALM_MONEY, width=20), Field("收入（元）", "revenue", CALM_MONEY, width=17),
        Field("综合占比", "weight", "0.0000%", width=11), Field("本期分级", "customer_class", width=10),
        Field("上期分级", "class_before", width=11), Field("变动", "class_moved", width=10),
    ]  # fmt: skip


def _write_matrix(sheet: Any, looks: Looks, classes: Classes) -> None:
    """Rows: the class before; columns: the class now; sums of both."""
    sheet.write_string(MATRIX - 1, 0, "一、升降矩阵（户）", looks("bold"))
    for place, word in enumerate(("上期＼本期", *NOW_CLASSES, "合计")):
        sheet.write_string(MATRIX, place, word, looks("heading"))
    for line, before in enumerate(BEFORE_CLASSES, MATRIX + 1):
        _write_before(sheet, looks, classes, (line, before))
    last = MATRIX + 1 + len(BEFORE_CLASSES)
    sheet.write_string(last, 0, "合计", looks("box", "bold", "centre", bg_color=TOTAL_TINT))
    for place, word in enumerate((*NOW_CLASSES, ""), 1):
        formula = f"=SUM({xl_rowcol_to_cell(MATRIX + 1, place)}:{xl_rowcol_to_cell(last - 1, place)})"
        write_value(sheet, (last, place), Live(formula, classes.count(now=word)), _total_look(looks))


def _write_before(sheet: Any, looks: Looks, classes: Classes, at: tuple[int, str]) -> None:
    """One line of the matrix."""
    line, before = at
    sheet.write_string(line, 0, before, looks("box", "centre"))
    for place, now in enumerate(NOW_CLASSES, 1):
        count, formula = classes.count(before, now), _count_formula(classes, before, now)
        look = looks("box", "centre", num_format=WHOLE, **_moved_tint(before, now))
        write_value(sheet, (line, place), Live(formula, count) if formula else count, look)
    formula = f"=SUM({xl_rowcol_to_cell(line, 1)}:{xl_rowcol_to_cell(line, len(NOW_CLASSES))})"
    write_value(sheet, (line, len(NOW_CLASSES) + 1), Live(formula, classes.count(before)), _total_look(looks))


def _moved_tint(before: str, now: str) -> dict[str, str]:
    if not {before, now} <= {*CLASSES} or before == now:
        return {}
    return {"bg_color": GOOD if CLASSES.index(now) < CLASSES.index(before) else BAD}


def _total_look(looks: Looks) -> Any:
    return looks("box", "bold", "centre", bg_color=TOTAL_TINT, num_format=WHOLE)


def _count_formula(classes: Classes, before: str, now: str) -> str:
    """Counts the list, where it holds every customer."""
    if not classes.is_whole or not classes.customers:
        return ""
    last = LIST_FIRST + len(classes.listed) - 1
    was, is_ = (xl_range_abs(LIST_FIRST, place, last, place) for place in (BEFORE, NOW))
    return f'=COUNTIFS({was},"{"" if before == NOT_BEFORE else before}",{is_},"{"" if now == GONE else now}")'


def _write_sums(sheet: Any, looks: Looks, classes: Classes) -> None:
    """Customers, volume and revenue by class with their shares, and the totals."""
    sheet.write_string(SUMS - 1, 0, "二、各级客户", looks("bold"))
    for place, word in enumerate(("分级", "户数", "交易量（元）", "收入（元）", "收入占比")):
        sheet.write_string(SUMS, place, word, looks("heading"))
    for line, word in enumerate(CLASSES, SUMS + 1):
        _write_class(sheet, looks, classes, (line, word))
    total = SUMS + 1 + len(CLASSES)
    sheet.write_string(total, 0, "合计", looks("box", "bold", "centre", bg_color=TOTAL_TINT))
    figures = (
        classes.classed,
        *(sum(classes.total(place, word) for word in CLASSES) for place in (1, 2)),
    )
    for place, (figure, form) in enumerate(zip(figures, (WHOLE, CALM_MONEY, CALM_MONEY), strict=True), 1):
        span = f"{xl_rowcol_to_cell(SUMS + 1, place)}:{xl_rowcol_to_cell(total - 1, place)}"
        centre = ("centre",) if place == 1 else ()
        look = looks("box", "bold", *centre, bg_color=TOTAL_TINT, num_format=form)
        write_value(sheet, (total, place), Live(f"=SUM({span})", float(figure)), look)


def _write_class(sheet: Any, looks: Looks, classes: Classes, at: tuple[int, str]) -> None:
    """One class: how many, their volume and revenue, their part of the revenue."""
    line, word = at
    sheet.write_string(line, 0, word, looks("box", "centre"))
    counted = xl_rowcol_to_cell(MATRIX + 2 + len(CLASSES), 1 + CLASSES.index(word))
    look = looks("box", "centre", num_format=WHOLE)
    write_value(sheet, (line, 1), Live(f"={counted}", classes.count(now=word)), look)
    for place in (1, 2):
        write_value(sheet, (line, 1 + place), classes.total(place, word), looks("box", num_format=CALM_MONEY))
    part, whole = xl_rowcol_to_cell(line, 3), xl_rowcol_to_cell(SUMS + 1 + len(CLASSES), 3, True, True)
    revenue = sum((classes.total(2, one) for one in CLASSES), Decimal(0))
    share = float(rounded_share(classes.total(2, word), revenue)) if revenue else ""
    formula = f'=IF({whole}=0,"",ROUND({part}/{whole},6))'
    write_value(sheet, (line, 4), Live(formula, share), looks("box", num_format=PERCENT))


def rounded_share(part: Decimal, whole: Decimal) -> Decimal:
    """The part as a fraction of the whole with six places, halves away from zero."""
    return (part / whole).quantize(Decimal("0.000001"), ROUND_HALF_UP)
