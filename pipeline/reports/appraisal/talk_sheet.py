"""The page of one person for the talk at the end of the year: who he is, his year in figures, room to write and sign.

Scheme: 指引第十七条.  A4 portrait, exactly one page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_range_abs, xl_rowcol_to_cell

from pipeline.reports.appraisal.banded import across
from pipeline.reports.appraisal.cells import (
    BAD,
    FIGURE,
    GOOD,
    PERCENT,
    WHOLE,
    Live,
    cell_number,
    unit_form,
    write_value,
)
from pipeline.reports.appraisal.charts import COLOURS, finish
from pipeline.reports.appraisal.criteria_rows import NEXT, OWN
from pipeline.reports.appraisal.grade_sheet import conclusion_of
from pipeline.reports.appraisal.merits_sheet import TRAINING, merits_words
from pipeline.reports.appraisal.model import Row
from pipeline.reports.appraisal.people import shown_items
from pipeline.reports.appraisal.progress_sheet import Progress, is_plain_rate, rate_formula, rate_of
from pipeline.reports.appraisal.talk_page import LAST, Page
from pipeline.reports.appraisal.talk_words import conditions_words, grades_words, indicators_words
from pipeline.reports.appraisal.year_data import QUARTERS, YearData
from pipeline.reports.formats import Looks

REACHED, MISSED = "完成", "未完成"
INDICATOR_HEADS = (
    (0, 0, "指标"), (1, 1, "单位"), (2, 3, "实绩"), (4, 5, "目标"), (6, 6, "完成率"), (7, 7, "是否完成"),
)  # fmt: skip
CHART_AT = 5
"""The chart stands to the right of the quarters' table."""


@dataclass(frozen=True)
class Talk:
    """All that the pages of the persons are made from; ``index`` is the sheet that lists them."""

    data: YearData
    progress: Progress
    window: str
    index: str


def write_talk(book: Any, looks: Looks, talk: Talk, person: tuple[str, Row]) -> None:
    """Adds the page of a person."""
    name, row = person
    page = Page(book.add_worksheet(name), looks)
    _write_head(page, talk)
    _write_who(page, talk, row)
    _write_quarters(book, page, talk, (name, row))
    _write_indicators(page, talk, row)
    _write_year(page, talk, row)
    _write_findings(page, talk, row)
    _write_room(page)
    page.finish()


def _write_head(page: Page, talk: Talk) -> None:
    report = talk.data.report
    page.sheet.set_row(0, 30)
    title = f"{report.branch}　{report.span.year}年度考评面谈表"
    across(page.sheet, (0, 0, LAST), title, page.looks("title", "centre", font_size=16))
    scheme = f"考评期间：{report.period_words}　　薪酬标准：{report.scheme}（{report.version}）"
    across(page.sheet, (1, 0, LAST), scheme, page.looks("muted", "centre", font_size=9))
    page.sheet.write_url(0, LAST + 2, f"internal:'{talk.index}'!A1", page.looks("link"), "返回目录")
    page.line = 2


def _write_who(page: Page, talk: Talk, row: Row) -> None:
    known = talk.data.persons.get(row["employee_id"], {})
    rank = row["rank"] and f"{row['rank']} / {len(talk.data.rows)}"
    page.section("一、本人情况")
    page.pairs([
        ("工号", row["employee_id"], WHOLE), ("姓名", row.get("person_name"), WHOLE),
        ("团队", row.get("team"), WHOLE), ("岗位", row.get("post"), WHOLE),
        ("级别", row.get("grade"), WHOLE), ("任现级自", row.get("grade_since"), WHOLE),
        ("任现级月数", row.get("months_in_grade"), WHOLE), ("入职日期", known.get("hired_on"), WHOLE),
        ("合同到期", known.get("contract_until"), WHOLE), ("综合得分", talk.data.score(row), FIGURE),
        ("名次", rank, WHOLE), ("最终级别", row.get("final_grade"), WHOLE),
    ])  # fmt: skip
    history = talk.data.grade_history.get(row["employee_id"], [])
    if history:
        page.words("本年级别", grades_words(history))


def _write_quarters(book: Any, page: Page, talk: Talk, person: tuple[str, Row]) -> None:
    """The scores of the quarters and what the duty score is made of, with a chart beside them."""
    name, row = person
    monthly = any(map(talk.data.is_monthly, talk.data.duty_parts))
    page.section("二、各季得分与职责各项" + ("（缩进的各项为季内各月的平均）" if monthly else ""))
    head = page.line
    for place, word in enumerate(("项目", *QUARTERS)):
        page.sheet.write_string(head, place, word, page.looks("heading", bg_color="#5B7FA6", font_size=9))
    scores, parts = talk.data.quarter_names, talk.data.duty_parts
    for line, quantity in enumerate((*scores, *parts), head + 1):
        style = {} if quantity in scores else {"indent": 1, "font_color": "#7F6000"}
        page.sheet.write_string(line, 0, quantity, page.looks("box", "wrap", "left", font_size=9, **style))
        for place, value in enumerate(talk.data.quarters(row["employee_id"], quantity), 1):
            write_value(page.sheet, (line, place), value, page.figure(value, FIGURE))
    lines = max(len(scores) + len(parts) + 1, 7)
    for line in range(head, head + lines):
        page.sheet.set_row(line, 20)
    page.line = head + lines
    if scores:
        chart = _chart(book, name, (head, len(scores)))
        chart.set_size({"width": 240, "height": 26 * lines - 4})
        page.sheet.insert_chart(head, CHART_AT, chart, {"x_offset": 3, "y_offset": 3, "object_position": 2})


def _chart(book: Any, name: str, table: tuple[int, int]) -> Any:
    """The quarters' scores as columns, one colour a score."""
    head, count = table
    tab = quote_sheetname(name)
    chart = book.add_chart({"type": "column"})
    for number in range(count):
        line = head + 1 + number
        chart.add_series({
            "name": f"={tab}!{xl_rowcol_to_cell(line, 0, True, True)}",
            "categories": f"={tab}!{xl_range_abs(head, 1, head, 4)}",
            "values": f"={tab}!{xl_range_abs(line, 1, line, 4)}",
            "fill": {"color": COLOURS[number % len(COLOURS)]}, "gap": 60,
        })  # fmt: skip
    chart.set_y_axis({"num_format": "0", "num_font": {"size": 8}, "line": {"none": True},
                      "major_gridlines": {"visible": True, "line": {"color": "#E7E6E6"}}})  # fmt: skip
    return finish(chart, "各季得分", small=True)


def _write_indicators(page: Page, talk: Talk, row: Row) -> None:
    """Each indicator: what was achieved, what was to be, the rate as a formula."""
    page.section(f"三、业绩指标（{talk.window or '本年'}）")
    for first, last, word in INDICATOR_HEADS:
        across(page.sheet, (page.line, first, last), word, page.looks("heading", bg_color="#5B7FA6", font_size=9))
    page.line += 1
    for found in talk.progress.of(row["employee_id"], talk.window):
        _write_indicator(page, found)


def _write_indicator(page: Page, row: Row) -> None:
    sheet, line, looks = page.sheet, page.line, page.looks
    sheet.set_row(line, 19)
    sheet.write_string(line, 0, row["indicator"], looks("box", "left", "wrap", font_size=9))
    sheet.write_string(line, 1, row["unit_word"] or "", looks("box", "centre", font_size=9))
    for place, what in ((2, "actual"), (4, "target")):
        look = looks("box", num_format=unit_form(row["unit_word"] or "", [row[what]]), font_size=9)
        sheet.merge_range(line, place, line, place + 1, None, look)
        write_value(sheet, (line, place), row[what], look)
    rate, cells = rate_of(row), (xl_rowcol_to_cell(line, 2), xl_rowcol_to_cell(line, 4))
    value = Live(rate_formula(*cells), float(rate)) if rate is not None and is_plain_rate(row) else rate
    write_value(sheet, (line, 6), value, looks("box", "centre", num_format=PERCENT, font_size=9))
    reached = _reached(row)
    colour = {"bg_color": GOOD if reached == REACHED else BAD} if reached else {}
    done = Live(f'=IF({cells[0]}>={cells[1]},"{REACHED}","{MISSED}")', reached) if _cells_agree(row) else reached
    write_value(sheet, (line, 7), done, looks("box", "centre", font_size=9, **colour))
    page.line += 1


def _reached(row: Row) -> str:
    """Whether the target was reached; nothing where there is none."""
    if row["rate"] is None or row["actual"] is None:
        return ""
    return REACHED if row["actual"] >= row["target"] else MISSED


def _cells_agree(row: Row) -> bool:
    """Whether the cells of the two figures compare as the figures do."""
    if not _reached(row):
        return False
    in_cells = cell_number(row["actual"]) >= cell_number(row["target"])
    return in_cells is (row["actual"] >= row["target"])


def _write_year(page: Page, talk: Talk, row: Row) -> None:
    columns = shown_items(talk.data.report)
    entries = talk.data.merits.get(row["employee_id"], [])
    if columns or entries:
        page.section("四、年度考评（职责、业绩、奖惩、培训）")
        page.pairs([(one.heading, row.get(one.name), unit_form(one.unit, [row.get(one.name)])) for one in columns])
    for label, is_training in (("奖惩记录", False), ("培训记录", True)):
        if found := [one for one in entries if (one["kind"] == TRAINING) is is_training]:
            page.words(label, merits_words(found))


def _write_findings(page: Page, talk: Talk, row: Row) -> None:
    """The standards met and missed, the notices, the conclusion."""
    page.section("五、对照标准与结论")
    criteria = talk.data.criteria
    for label, level in (("本级标准", OWN), ("上一级标准", NEXT)):
        for block in criteria.blocks.get((row["employee_id"], level), []):
            page.words(label, conditions_words(criteria.lines(block)))
    if said := indicators_words(talk.progress.of(row["employee_id"], talk.window)):
        page.words("强项与不足", said)
    if told := talk.data.told(row["employee_id"]):
        page.words("提示", told)
    page.words("结论", conclusion_of(row) or "—")


def _write_room(page: Page) -> None:
    """Room to write what was said, and to sign."""
    page.section("六、面谈")
    page.words("谈话记录", "", 8)
    page.words("本人意见", "", 5)
    page.sheet.set_row(page.line, 34)
    for first, last, words in ((0, 2, "本人签字："), (3, 5, "谈话人签字："), (6, 7, "日期：")):
        across(page.sheet, (page.line, first, last), words, page.looks("box", "left", indent=1))
    page.line += 1
