"""The figures behind the charts, on a sheet of their own: each a formula that leads to the sheet it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from xlsxwriter.utility import xl_range_abs

from pipeline.reports.appraisal.cells import A4, Live, cell_number, unit_form, write_value
from pipeline.reports.appraisal.model import Row, SpanReport
from pipeline.reports.appraisal.progress_sheet import Progress, rate_of
from pipeline.reports.formats import Looks, set_up_page
from pipeline.scheme.appraisal_parts import Indicator

NAME = "图表数据"
BRANCH, TEAM = "营业部", "团队"


class GradeCells(Protocol):
    """A sheet with everyone's grade before and after."""

    @property
    def report(self) -> SpanReport: ...

    @property
    def rows(self) -> Sequence[Row]: ...

    def sheet_cells(self, heading: str) -> str:
        """The cells under this heading, as a formula on another sheet names them."""
        ...


@dataclass(frozen=True)
class Block:
    """A small table of figures: a name per line and per column; ``unit`` says what the figures are."""

    title: str
    heads: Sequence[str]
    names: Sequence[str]
    figures: Sequence[Sequence[Any]]
    unit: str = ""


@dataclass
class ChartData:
    """The blocks written so far on the sheet 图表数据."""

    sheet: Any
    looks: Looks
    line: int = 2
    places: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, block: Block) -> int:
        """Writes a block; returns the line of its headings."""
        sheet, looks, first = self.sheet, self.looks, self.line
        sheet.write_string(first, 0, block.title, looks("bold"))
        for place, head in enumerate(("", *block.heads)):
            sheet.write_string(first + 1, place, head, looks("heading"))
        for line, (name, figures) in enumerate(zip(block.names, block.figures, strict=True), first + 2):
            sheet.write_string(line, 0, name, looks("box", "left"))
            for place, value in enumerate(figures, 1):
                plain = value.value if isinstance(value, Live) else value
                form = unit_form(block.unit, [plain] if isinstance(plain, int) else [])
                write_value(sheet, (line, place), value, looks("box", num_format=form))
        self.line = first + 3 + len(block.names)
        return first + 1

    def series(self, head: int, count: int, place: int) -> dict[str, str]:
        """Names and values of one column of a block as a chart takes them."""
        last = head + count
        return {
            "name": f"={NAME}!{xl_range_abs(head, place, head, place)}",
            "categories": f"={NAME}!{xl_range_abs(head + 1, 0, last, 0)}",
            "values": f"={NAME}!{xl_range_abs(head + 1, place, last, place)}",
        }


def start(book: Any, looks: Looks) -> ChartData:
    """The sheet of the charts' figures."""
    sheet = book.add_worksheet(NAME)
    sheet.write_string(0, 0, "图表所用的数（公式，取自各表）", looks("title"))
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 14, 17)
    sheet.hide_gridlines(2)
    set_up_page(sheet, paper=A4, repeat=(0, 0))
    sheet.set_portrait()
    return ChartData(sheet, looks)


def window_of(progress: Progress) -> str:
    """The window of the span itself: the quarter, or the year."""
    wanted = ("本年", "本年累计") if progress.report.span.is_year else ("本季",)
    return next((window for window in (*wanted, *progress.windows) if window in progress.windows), "")


def rates(progress: Progress, window: str) -> Block:
    """The rate of every indicator that has a target, for the branch and every team."""
    objects = [(scope, who) for scope in (BRANCH, TEAM) for who in progress.objects(scope)]
    indicators = [name for name in progress.indicators if any(_rate(progress, (*one, name), window) for one in objects)]
    figures = [[_linked_rate(progress, (*one, name), window) for name in indicators] for one in objects]
    return Block(f"完成率（{window}）", indicators, [who for _, who in objects], figures, "比例")


def _rate(progress: Progress, key: tuple[str, str, str], window: str) -> bool:
    row = progress.figures.get((*key, window))
    return row is not None and row["rate"] is not None


def _linked_rate(progress: Progress, key: tuple[str, str, str], window: str) -> Any:
    if not _rate(progress, key, window):
        return None
    rate = rate_of(progress.figures[(*key, window)])
    return Live(f"={progress.cell(key, window, 'rate')}", float(rate or 0))


def against_target(progress: Progress, window: str, indicator: str) -> Block:
    """What each team achieved of one indicator beside its target."""
    teams = progress.objects(TEAM)
    unit = next((row["unit_word"] for row in progress.rows if row["indicator"] == indicator), "")
    heads = {"actual": "实绩", **({"target": "目标"} if (window, "target") in progress.places else {})}
    figures = [[_linked(progress, (TEAM, team, indicator), window, what) for what in heads] for team in teams]
    return Block(f"{indicator}（{unit}）", [*heads.values()], teams, figures, unit)


def _linked(progress: Progress, key: tuple[str, str, str], window: str, what: str) -> Any:
    row = progress.figures.get((*key, window))
    if row is None or row[what] is None:
        return None
    return Live(f"={progress.cell(key, window, what)}", cell_number(row[what]))


def distribution(grades: GradeCells) -> Block:
    """Persons by grade before and after."""
    order = [*grades.report.rules.grades]
    seen = [row.get(name) for row in grades.rows for name in ("grade", "final_grade")]
    names = list(dict.fromkeys([*order, *(name for name in seen if name)]))
    figures = []
    for name in names:
        before = sum(row.get("grade") == name for row in grades.rows)
        after = sum((row.get("final_grade") or row.get("grade")) == name for row in grades.rows)
        figures.append([Live(_count(grades, "原级别", name), before), Live(_count(grades, "最终级别", name), after)])
    return Block("级别分布（人）", ("调整前", "调整后"), names, figures, "人")


def _count(grades: GradeCells, heading: str, name: str) -> str:
    """Counts cells that hold exactly this word: COUNTIF would take * and ? in it for anything.

    Who has no final grade keeps his own.
    """
    word = name.replace('"', '""')
    own = grades.sheet_cells("原级别")
    if heading == "原级别":
        return f'=SUMPRODUCT(--({own}="{word}"))'
    final = grades.sheet_cells(heading)
    return f'=SUMPRODUCT(({final}="{word}")+({final}="")*({own}="{word}"))'


def trend_indicators(progress: Progress) -> list[Indicator]:
    """The first indicator that adds up over months and the first that is a balance, those in yuan before others."""
    known = [one for one in progress.report.rules.indicators if one.name in progress.indicators]
    picked = []
    for takes in (("合计",), ("期末", "平均")):
        fitting = [one for one in known if one.take in takes]
        picked += sorted(fitting, key=lambda one: not one.unit.startswith("元"))[:1]
    return picked


def trend(progress: Progress, indicators: Sequence[Indicator]) -> Block:
    """The branch month by month, as values: the single months of a year stand on no other sheet."""
    reached = [monthly(progress, one) for one in indicators]
    months = sorted({month for one in reached for month in one})
    figures = [[one.get(month) for one in reached] for month in months]
    heads = [f"{one.name}（{one.unit}）" for one in indicators] if months else []
    return Block("营业部逐月", heads, months, figures, "元")


def monthly(progress: Progress, indicator: Indicator) -> dict[str, Decimal]:
    """What the branch reached in each month of the span; where no single months are told, what its persons reached."""
    branch = progress.objects(BRANCH)[:1]
    told = {
        month: progress.figures[key]["actual"]
        for month in progress.months for who in branch
        if (key := (BRANCH, who, indicator.name, month)) in progress.figures
    }  # fmt: skip
    wanted = set(map(str, progress.report.span.months))
    return told or {month: sum_ for month, sum_ in _persons_together(progress, indicator).items() if month in wanted}


def _persons_together(progress: Progress, indicator: Indicator) -> dict[str, Decimal]:
    """The quantity of an indicator, all persons together, by month."""
    import pyarrow.compute as pc

    table = progress.report.arrow("appraisal_history")
    if table is None:
        return {}
    rows = table.filter(pc.equal(table["quantity"], indicator.quantity))
    sums = rows.group_by("origin").aggregate([("figure", "sum")]).to_pylist()
    return {row["origin"]: row["figure_sum"] for row in sums if row["figure_sum"] is not None}
