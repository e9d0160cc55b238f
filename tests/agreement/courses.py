"""Random branches over quarters in a row, run through the real jobs and through the reference, figure by figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd

from pipeline.collect.workbooks import Result as Written
from pipeline.command_result import Result
from pipeline.period import Period, Span
from pipeline.settings import Settings
from pipeline.span_end import run_span
from pipeline.span_job import SpanRequest
from schemas.appraisal import (
    APPRAISAL_HISTORY,
    CRITERIA_RESULTS,
    CUSTOMER_CLASSES,
    GRADE_CHANGES,
    GRADE_HISTORY,
    MONTH_FIGURES,
    PROGRESS,
    TOP_CUSTOMERS,
)
from tests.agreement.chains import run, stops
from tests.agreement.figures import differences, expected_figures, written_figures
from tests.branches.duties import decision, make_duties
from tests.branches.duty_leave import make_sick_notes
from tests.branches.formats import write_book
from tests.branches.grid import Book, Sheet
from tests.branches.layouts import write_branch
from tests.branches.model import make_branch
from tests.branches.people import is_employee
from tests.branches.validity import problems
from tests.reference.appraisal_course import INDICATORS, Course
from tests.reference.exact import Stop
from tests.reference.people import GRADES

Row = dict[str, Any]
Branch = dict[str, Any]
COUNTED_TOGETHER = ("迟到早退", "缺卡", "旷工")
"""What the reference counts under one name and a month's figures hold under others."""
ABOUT = {"净佣金": 9000, "新增户": 3, "有效户": 20, "流失户": 1, "回流户": 1, "净增户": 2, "期末资产": 4_000_000,
         "日均资产": 3_000_000, "净增资产": 200_000, "产品销售": 300_000}  # fmt: skip
PLAN_HEADINGS = ["计划年度", "对象类别", "对象名称", "指标", "单位", "全年目标", *(f"{n}月目标" for n in range(1, 13))]


@dataclass(frozen=True)
class Setting:
    """What a seed asks for."""

    seed: int
    people: int
    customers: int
    edges: bool
    months: int

    @classmethod
    def of(cls, seed: int, months: int) -> Setting:
        """The setting of a seed; small."""
        rng = Random(f"{seed}/course")
        return cls(seed, rng.choice((4, 7, 10)), rng.choice((15, 30, 50)), rng.random() < 0.7, months)

    @property
    def periods(self) -> list[str]:
        """The months from January."""
        return [f"2026-{month:02d}" for month in range(1, self.months + 1)]


def branches(setting: Setting) -> Iterator[Branch]:
    """The months with their records of duty, and now and then a grade decided by hand."""
    previous, duties = None, None
    notes: list[Row] = []
    for period in setting.periods:
        rng = Random(f"{setting.seed}/{period}/duties")
        previous = make_branch(
            setting.seed, period, previous=previous, people=setting.people, customers=setting.customers,
            edges=setting.edges,
        )  # fmt: skip
        if problems(previous):
            return  # the maker's numbers of customers may run into each other after many months
        duties = make_duties(rng, previous, previous=duties, edges=setting.edges)
        staff = [person for person in previous["花名册"] if is_employee(person) and person["离职日期"] is None]
        decided = [_by_hand(rng, person, period) for person in staff if rng.random() < 0.03]
        notes += make_sick_notes(Random(f"{setting.seed}/{period}/notes"), previous)
        known = {person["工号"] for person in previous["花名册"]}
        own = [row for row in notes if f"{row['开始日期']:%Y-%m}" == period and row["工号"] in known]
        contributions = [row | {name: Decimal(0) for name in row if name != "工号"} for row in previous["社保及专项"]]
        slips = duties["请假单"] + own
        yield previous | duties | {"级别决定": decided, "社保及专项": contributions, "请假单": slips}


def _by_hand(rng: Random, person: Row, period: str) -> Row:
    first = dt.date.fromisoformat(f"{period}-01")
    since = rng.choice([None, first, Period.parse(period).shift(1).first_day])
    return decision(person, rng.choice(GRADES), since)


def make_plan(setting: Setting, roster: list[Row]) -> list[Row]:
    """Targets of some persons, some teams or the branch: of the year, or of some months; 元 now and then in 万元."""
    rng = Random(f"{setting.seed}/plan")
    rows: list[Row] = []
    teams = sorted({person["团队"] for person in roster})
    for indicator in INDICATORS:
        owners = [("人员", person["工号"]) for person in roster if rng.random() < 0.5]
        owners += [("团队", team) for team in teams if rng.random() < 0.4]
        owners += [("营业部", None)] if rng.random() < 0.5 else []
        rows += [_target(rng, indicator, *owner) for owner in owners if rng.random() < 0.9]
    return rows


def _target(rng: Random, indicator: Row, scope: str, name: str | None) -> Row:
    sums = indicator["取法"] in ("合计", "增减")
    scale = 10_000 if indicator["单位"] == "元" and rng.random() < 0.4 else 1
    about = ABOUT[indicator["名称"]] * {"人员": 1, "团队": 4, "营业部": 12}[scope]
    months: dict[int, Decimal | None] = dict.fromkeys(range(1, 13))
    if rng.random() < 0.5:
        for month in rng.sample(range(1, 13), 12 if indicator["取法"] == "平均" else rng.choice((12, 12, 9))):
            months[month] = Decimal(about * rng.randint(5, 15) // 10) / scale
    written = [figure for figure in months.values() if figure is not None]
    total = Decimal(about * (12 if sums else 1)) / scale
    if written:
        last = months[12] if months[12] is not None else Decimal(0)
        total = sum(written) if sums else last if indicator["取法"] == "期末" else sum(written) / len(written)
    unit = indicator["单位"] if scale == 1 else "万元"
    return {"对象类别": scope, "对象名称": name, "指标": indicator["名称"], "单位": unit, "全年目标": total,
            "月目标": months}  # fmt: skip


def write_plan(plan: list[Row], folder: Path) -> None:
    """The plan as 年度计划 of the year's folder."""
    rows = [
        [2026, *(row[name] for name in PLAN_HEADINGS[1:5]), _shown(row["全年目标"]),
         *(_shown(row["月目标"][month]) for month in range(1, 13))]
        for row in plan
    ]  # fmt: skip
    write_book(Book([Sheet("年度计划", [list(PLAN_HEADINGS), *rows])]), folder / "2026" / "年度计划", "xlsx")


def _shown(figure: Decimal | None) -> Decimal | None:
    return None if figure is None else figure.quantize(Decimal("0.000001")).normalize() + 0


def disagreements(setting: Setting, settings: Settings, folder: Path) -> Iterator[str]:
    """Everything in which the months, quarters and the year written differ from the reference."""
    course: Course | None = None
    for branch in branches(setting):
        period = branch["period"]
        if course is None:
            course = Course(make_plan(setting, branch["花名册"]))
            write_plan(course.plan, folder / "inputs")
        write_branch(branch, folder / "inputs" / period, seed=setting.seed, variety="plain")
        expected = _expected(course, branch)
        result = run(settings, folder, period)
        if isinstance(expected, Stop):
            yield from [] if result.status == "stopped" else [f"{period}: only the reference stops: {expected}"]
            return
        if result.status != "ok":
            yield from (f"{period} {words}" for words in stops(result.findings))
            return
        found = written_figures(folder / "outputs" / period, period)
        yield from (f"{period} {words}" for words in differences(found, expected_figures(expected)))
        yield from (f"{period} {words}" for words in of_month(folder / "outputs" / period, course, period))
        if period[5:] in ("03", "06", "09", "12"):
            yield from _quarter(setting, settings, folder, course, branch)
        if period[5:] == "12":
            yield from _year(settings, folder, course)


def _expected(course: Course, branch: Branch) -> Any:
    """What the reference says of the month, or why it refuses."""
    try:
        return course.month(branch)
    except Stop as stop:
        return stop


def differing(what: str, found: dict[Any, Any], expected: dict[Any, Any]) -> Iterator[str]:
    """In words, where two tables by the same keys are not alike."""
    for key in sorted(found.keys() | expected.keys(), key=str):
        if found.get(key, "无") != expected.get(key, "无"):
            yield f"{what} {key}：结果 {found.get(key, '无')}，对照 {expected.get(key, '无')}"


def of_month(folder: Path, course: Course, period: str) -> Iterator[str]:
    """The ledger of grades and the figures kept for the appraisal."""
    book, stem = Written(folder), f"结转台账_{period}"
    ledger = book.table(stem, GRADE_HISTORY).to_dict("records")
    entries = {(row["employee_id"], row["grade_since"]): (row["grade"], row["grade_origin"]) for row in ledger}
    yield from differing(
        "级别台账", entries, {(one["工号"], one["自"]): (one["级别"], one["来源"]) for one in course.entries}
    )
    expected = {
        (name, who): figure
        for (name, who, month), figure in course.figures.items()
        if month == period and name not in COUNTED_TOGETHER
    }
    kept = {
        (row["quantity"], row["employee_id"]): _figure(row["figure"], row["word"])
        for row in book.table(stem, MONTH_FIGURES).to_dict("records")
        if (row["quantity"], row["employee_id"]) in expected
    }
    yield from differing("考核底数", kept, expected)


def _figure(figure: Any, word: Any) -> Fraction | None:
    if isinstance(word, str):
        return Fraction(word)
    return Fraction(figure) if isinstance(figure, Decimal) else None


def _span(settings: Settings, folder: Path, span: str) -> Result:
    return run_span(SpanRequest(Span.parse(span), settings, folder / "inputs", folder / "outputs", lambda words: None))


def _quarter(setting: Setting, settings: Settings, folder: Path, course: Course, branch: Branch) -> Iterator[str]:
    months = [str(month) for month in Span.of(Period.parse(branch["period"])).months]
    span = str(Span.of(Period.parse(branch["period"])))
    rng = Random(f"{setting.seed}/{span}")
    staff = [person for person in course.roster[months[-1]] if is_employee(person) and person["月末在职"]]
    bonus = {person["工号"]: rng.randint(-5, 5) for person in staff if rng.random() < 0.2}
    by_hand = [decision(person, rng.choice(GRADES), None) for person in staff if rng.random() < 0.06]
    _write_span(folder / "inputs" / span, bonus, by_hand)
    expected = course.quarter(months, bonus, by_hand)
    result = _span(settings, folder, span)
    if result.status != "ok":
        yield from (f"{span} {words}" for words in stops(result.findings))
        return
    written = Written(folder / "outputs" / span)
    yield from (f"{span} {words}" for words in of_quarter(written, expected, span))


def _write_span(folder: Path, bonus: dict[str, int], by_hand: list[Row]) -> None:
    sheets = []
    if bonus:
        rows = [[who, "专项加分", points, "专项工作", "孔令仪"] for who, points in bonus.items()]
        sheets.append(Sheet("补充数据", [["工号", "项目", "数值", "事由", "批准人"], *rows]))
    if by_hand:
        headings = ["工号", "原级别", "决定级别", "级别生效日期", "事由", "审批人"]
        sheets.append(Sheet("级别决定", [headings, *([row[name] for name in headings] for row in by_hand)]))
    if sheets:
        write_book(Book(sheets), folder / "季度补充", "xlsx")


def of_quarter(written: Written, expected: Row, span: str) -> Iterator[str]:
    """Progress, items, conditions, changes of grade, classes and lists of a quarter."""
    month = str(Span.parse(span).last_month)
    yield from differing("业绩进度", progress_of(written.table("03_appraise_考核", PROGRESS)), expected["进度"])
    yield from items_of(written.table(f"考核台账_{span}", APPRAISAL_HISTORY), month, expected["项目"])
    yield from conditions_of(written.table("03_appraise_考核", CRITERIA_RESULTS), expected["项目"])
    yield from differing("级别变动", *_changes(written, span, expected["变动"]))
    rows = written.table(f"考核台账_{span}", CUSTOMER_CLASSES).to_dict("records")
    classes = {row["customer_id"]: (_text(row["customer_class"]), row["class_moved"]) for row in rows}
    yield from differing("客户分级", classes, {name: (now, moved) for _, name, now, _, moved in expected["分级"]})
    rows = written.table(f"考核台账_{span}", TOP_CUSTOMERS).to_dict("records")
    yield from differing(
        "前5%", {(row["month"], row["customer_id"]): _text(row["listed"]) for row in rows},
        {(month, name): change for month, listed in expected["名单"].items() for _, name, change in listed},
    )  # fmt: skip


def _text(cell: Any) -> str | None:
    return cell if isinstance(cell, str) else None


def progress_of(table: pd.DataFrame) -> dict[tuple[str, ...], tuple[Fraction | None, ...]]:
    """(层级, 对象, 指标, window) -> (reached, target)."""
    found = {}
    for row in table.to_dict("records"):
        owner = "" if row["scope"] == "营业部" else row["object_id"]
        pair = tuple(_figure(row[name], row[f"{name}_fraction"]) for name in ("actual", "target"))
        found[row["scope"], owner, row["indicator"], row["window"]] = pair
    return found


def items_of(history: pd.DataFrame, month: str, expected: dict[str, Row]) -> Iterator[str]:
    """Where the items of an appraisal, as kept for later, differ."""
    wanted = {(name, who): value for who, own in expected.items() for name, value in own.items() if name != "条件"}
    names = {name for name, _ in wanted}
    rows = history[(history["origin"] == month) & history["quantity"].isin(sorted(names))].to_dict("records")
    yield from differing("考核项目", {(row["quantity"], row["employee_id"]): _value(row) for row in rows}, wanted)


def _value(row: Row) -> Any:
    word = _text(row["word"])
    if isinstance(row["figure"], Decimal):
        return Fraction(word) if word else Fraction(row["figure"])
    return {"是": True, "否": False}.get(word or "", word)


def conditions_of(results: pd.DataFrame, expected: dict[str, Row]) -> Iterator[str]:
    """Where the conditions of the own grade's standard and of the next one's differ."""
    rows = results.to_dict("records")
    found = {(row["employee_id"], row["tested_grade"], row["condition"]): bool(row["passed"]) for row in rows}
    wanted = {
        (who, grade, name): held
        for who, own in expected.items()
        for grade, conditions in own["条件"].items()
        for name, held in conditions.items()
    }
    yield from differing("达标明细", found, wanted)


def _changes(written: Written, span: str, expected: list[Row]) -> tuple[dict[str, Any], dict[str, Any]]:
    rows = written.table(f"级别变动_{span}", GRADE_CHANGES).to_dict("records")
    return (
        {row["employee_id"]: (row["grade"], row["grade_since"], row["grade_origin"]) for row in rows},
        {one["工号"]: (one["级别"], one["自"], one["来源"]) for one in expected},
    )


def _year(settings: Settings, folder: Path, course: Course) -> Iterator[str]:
    expected = course.year([f"2026-{month:02d}" for month in range(1, 13)])
    result = _span(settings, folder, "2026")
    if result.status != "ok":
        yield from (f"2026 {words}" for words in stops(result.findings))
        return
    written = Written(folder / "outputs" / "2026")
    kept = written.table("考核台账_2026", APPRAISAL_HISTORY)
    yield from (f"2026 {words}" for words in items_of(kept, "2026-12", expected["项目"]))
    yield from (f"2026 {words}" for words in differing("级别变动", *_changes(written, "2026", expected["变动"])))
