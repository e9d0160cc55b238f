"""The sheet 图表: progress against target, grades before and after, the branch month by month; native charts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.reports.appraisal import chart_data
from pipeline.reports.appraisal.cells import write_head
from pipeline.reports.appraisal.chart_data import Block, ChartData, GradeCells
from pipeline.reports.appraisal.progress_sheet import Progress
from pipeline.reports.formats import FONT, Looks, set_up_page

NAME = "图表"
A4 = 9
COLOURS = ("#2E75B6", "#ED7D31", "#70AD47", "#FFC000", "#7F6AB0", "#5B9BD5", "#A5A5A5", "#C55A11")
TARGET_COLOURS, GRADE_COLOURS = (COLOURS[0], "#BFBFBF"), ("#A9C4E0", COLOURS[0])
WIDTH, HEIGHT = 560, 300
LINES, COLUMNS = 16, 9
"""Lines of 20 pixels and columns of 64 that a chart takes."""
FIRST = 4
AGAINST_TARGET = 4
"""So many indicators get a chart of their own."""


def write_charts(book: Any, looks: Looks, progress: Progress, grades: GradeCells) -> None:
    """Adds 图表 and 图表数据; a chart without figures is left out."""
    sheet = book.add_worksheet(NAME)
    write_head(sheet, looks, progress.report, ("图表", f"数字见《{chart_data.NAME}》，随各表变动"))
    data = chart_data.start(book, looks)
    charts = [one for one in _charts(book, data, progress, grades) if one is not None]
    sheet.set_column(0, COLUMNS * 2, 8.43)
    for number, chart in enumerate(charts):
        sheet.set_default_row(15)
        line, place = divmod(number, 2)
        sheet.insert_chart(FIRST + line * LINES, place * COLUMNS, chart, {"object_position": 2})
    if not charts:
        sheet.write_string(FIRST, 0, "没有可以画图的数", looks("muted"))
    sheet.hide_gridlines(2)
    set_up_page(sheet, paper=A4, repeat=(0, 2))
    sheet.set_portrait()
    sheet.print_area(0, 0, FIRST + -(-len(charts) // 2) * LINES, COLUMNS * 2)
    sheet.fit_to_pages(1, 1)


def _charts(book: Any, data: ChartData, progress: Progress, grades: GradeCells) -> list[Any]:
    window = chart_data.window_of(progress)
    rates = chart_data.rates(progress, window)
    trend_of = chart_data.trend_indicators(progress)
    blocks = [
        chart_data.against_target(progress, window, name)
        for name in (rates.heads or progress.indicators)[:AGAINST_TARGET]
    ]
    grades_said = ("级别分布：调整前与调整后（人）", "0")
    return [
        _columns(book, data, rates, (f"指标完成率（{window}）", "0%")),
        _trend(book, data, chart_data.trend(progress, trend_of)),
        _columns(book, data, chart_data.distribution(grades), grades_said, GRADE_COLOURS),
        *(_columns(book, data, block, (_against_title(block, window), "#,##0"), TARGET_COLOURS) for block in blocks),
    ]


def _against_title(block: Block, window: str) -> str:
    return f"{block.title}：各团队{'与'.join(block.heads)}（{window}）"


def _columns(book: Any, data: ChartData, block: Block, said: tuple[str, str], colours: Sequence[str] = COLOURS) -> Any:
    """Columns side by side, one colour a head of the block; nothing for a block without figures."""
    if not block.heads or not block.names:
        return None
    title, form = said
    head = data.add(block)
    chart = book.add_chart({"type": "column"})
    for place in range(1, len(block.heads) + 1):
        series: dict[str, Any] = {
            **data.series(head, len(block.names), place), "gap": 80, "overlap": -5,
            "fill": {"color": colours[(place - 1) % len(colours)]},
        }  # fmt: skip
        if block.unit == "人":
            series["data_labels"] = {"value": True}
        chart.add_series(series)
    chart.set_y_axis({**_axis(form), "min": 0} if _none_below_zero(block) else _axis(form))
    return finish(chart, title)


def _none_below_zero(block: Block) -> bool:
    values = [getattr(value, "value", value) for row in block.figures for value in row]
    return all(value is None or value >= 0 for value in values)


def _trend(book: Any, data: ChartData, block: Block) -> Any:
    """What adds up over months as columns, what stands at a month's end as a line on an axis of its own."""
    if not block.heads or not block.names:
        return None
    head = data.add(block)
    chart = book.add_chart({"type": "column"})
    chart.add_series({**data.series(head, len(block.names), 1), "fill": {"color": COLOURS[0]}, "gap": 80})
    chart.set_y_axis(_axis("#,##0"))
    if len(block.heads) > 1:
        line = book.add_chart({"type": "line"})
        line.add_series({
            **data.series(head, len(block.names), 2), "y2_axis": True, "line": {"color": COLOURS[1], "width": 2.25},
            "marker": {"type": "circle", "size": 6, "fill": {"color": COLOURS[1]}, "border": {"color": COLOURS[1]}},
        })  # fmt: skip
        line.set_y2_axis({**_axis("#,##0"), "major_gridlines": {"visible": False}})
        chart.combine(line)
    return finish(chart, "营业部逐月：" + "与".join(block.heads) + ("（右轴）" if len(block.heads) > 1 else ""))


def _axis(form: str) -> dict[str, Any]:
    return {
        "num_format": form, "num_font": {"name": FONT, "size": 9}, "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": "#E7E6E6"}},
    }  # fmt: skip


def finish(chart: Any, title: str, *, small: bool = False) -> Any:
    """Gives a chart its title, legend and size; a small one has no frame and smaller letters."""
    letters = 8 if small else 9
    chart.set_title({"name": title, "name_font": {"name": FONT, "size": letters + 2, "bold": True}})
    chart.set_legend({"position": "bottom", "font": {"name": FONT, "size": letters}})
    chart.set_x_axis({"num_font": {"name": FONT, "size": letters}})
    chart.set_chartarea({"border": {"none": True} if small else {"color": "#D9D9D9"}})
    chart.set_size({"width": WIDTH, "height": HEIGHT})
    return chart
