"""Random histories put straight into the steps of a quarter and of the year: scores, standards and grades agree.

Whole files are not read or written here, so that hundreds of years of people are compared in seconds.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pandas as pd
import pytest

from pipeline.appraise.appraisal_history import appraisal_history
from pipeline.appraise.appraisal_items import appraisal_items
from pipeline.appraise.criteria_results import criteria_results
from pipeline.appraise.progress import progress
from pipeline.appraise.target_shares import target_shares
from pipeline.grades.grade_changes import grade_changes
from pipeline.grades.grade_proposals import grade_proposals
from pipeline.past import kept_value
from pipeline.period import Span
from pipeline.settings import Settings, Standard
from schemas.appraisal import FIGURES, SPAN_PERSONS
from schemas.intake import GRADE_DECISIONS, SUPPLEMENTS, TARGETS
from schemas.results import PERSONS
from tests.agreement.courses import Setting, conditions_of, differing, items_of, make_plan, progress_of
from tests.branches.duties import decision
from tests.reference import calendar
from tests.reference.appraisal_course import Course
from tests.reference.people import GRADES, is_employee

Row = dict[str, Any]
SEEDS = range(8)
MORE_SEEDS = range(8, 1_000_000)
QUARTERS = [Span(2026, number) for number in (1, 2, 3, 4)]
POSTS = ("客户经理", "客户经理", "客户经理", "团队负责人", "证券经纪人")
MULTIPLES = dict(zip(GRADES, (1000, 3000, 6000, 12000, 24000), strict=True))
"""Monthly 净佣金 of each grade in a branch of 二类, to be just below, at and above."""
PERSON = {
    "工号": "employee_id",
    "姓名": "person_name",
    "团队": "team",
    "岗位": "post",
    "级别": "grade",
    "级别生效日": "grade_from",
    "入职日期": "hired_on",
    "离职日期": "left_on",
    "在职计薪日数": "days_employed",
    "本月计薪日数": "days_month",
    "月末在职": "employed_at_end",
}


class People:
    """Some people over a year: who is there, in which team and grade, and what each month leaves of them."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(f"{seed}/histories")
        self.people = [self._person(number) for number in range(self.rng.randint(2, 7))]
        always = {"入职日期": dt.date(2020, 2, 3), "离职日期": None}  # no branch is without anybody
        self.people[0] |= always | ({"级别生效日": dt.date(2025, 7, 1)} if self.people[0]["级别"] else {})

    def _person(self, number: int) -> Row:
        rng = self.rng
        hired = rng.choice([dt.date(2020, 2, 3), dt.date(2025, 11, 20), self._day(), dt.date(2026, 4, 1)])
        post, is_old = rng.choice(POSTS), hired.year < 2026
        since = rng.choice([hired, dt.date(2025, 7, 1), dt.date(2026, 1, 1)]) if is_old else hired
        return {
            "工号": f"2000{number}", "姓名": f"甲{number}", "团队": rng.choice(("一部", "二部")), "岗位": post,
            "级别": rng.choice(GRADES) if is_employee({"岗位": post}) else None, "入职日期": hired,
            "级别生效日": max(since, hired) if is_employee({"岗位": post}) else None,
            "离职日期": self._day() if rng.random() < 0.15 else None, "水平": rng.choice((0.5, 0.9, 1, 1, 1.2, 2)),
        }  # fmt: skip

    def _day(self) -> dt.date:
        return dt.date(2026, 1, 1) + dt.timedelta(self.rng.randint(0, 364))

    def of(self, month: str) -> list[Row]:
        """The persons of a month; now and then one has moved to the other team."""
        found = []
        for person in self.people:
            if self.rng.random() < 0.03:
                person["团队"] = self.rng.choice(("一部", "二部", "三部"))
            if calendar.is_in_month(person, month):
                found.append(
                    person
                    | {
                        "月末在职": calendar.is_employed(person, calendar.last_day(month)),
                        "在职计薪日数": calendar.employed_pay_days(person, month),
                        "本月计薪日数": len(calendar.pay_days(month)),
                    }
                )
        return found

    def figures(self, person: Row, month: str) -> dict[str, Fraction]:
        """What the month leaves: figures around the standards, marks around theirs, months of long leave."""
        rng, about = self.rng, MULTIPLES[person["级别"] or "见习"] * person["水平"]
        net = Fraction(rng.choice((int(about), int(about), rng.randint(0, 30000))))
        net += Fraction(rng.choice((0, 0, -1, 1)), 100)
        new = Fraction(rng.randint(-200, 500), 100) if rng.random() < 0.3 else Fraction(rng.randint(-1, 4))
        counts = Fraction(0 if rng.random() < 0.12 else 1)
        duty = Fraction(rng.choice((6000, 6500, 7000, 5999, rng.randint(-2000, 11000), 9000)), 100)
        sold = Fraction(rng.choice((0, rng.randint(0, 900_000))))
        assets = rng.choice((0, 1_000_000, 2_000_000, 3_999_999, 4_000_000, rng.randint(0, 10_000_000)))
        made = {
            "归属净佣金": net, "净增户数": new, "归属期末资产": Fraction(assets),
            "归属日均资产": Fraction(assets * rng.randint(90, 110), 100 * rng.choice((1, 3))),
            "销售额": sold, "计入销售额": sold * counts, "月度职责分": duty,
            "奖惩分": Fraction(rng.choice((0, 0, 2, -3, 15))), "培训学时": Fraction(rng.randint(0, 8), 2),
            "计入考核月": counts, "计入净佣金": net * counts, "计入净增户": new * counts, "计入职责分": duty * counts,
        }  # fmt: skip
        own = ("月度职责分", "计入考核月", "计入净佣金", "计入净增户", "计入销售额", "计入职责分")
        return made if is_employee(person) else made | dict.fromkeys(own, Fraction(0))


def _persons(rows: list[Row], month: str = "") -> pd.DataFrame:
    table = SPAN_PERSONS if month else PERSONS
    extra = {"month": month} if month else {"source": 1, "row": 2}
    made = [{name: row[heading] for heading, name in PERSON.items()} | extra for row in rows]
    names = {column.name for column in table.columns}
    return table.from_rows([{name: cell for name, cell in row.items() if name in names} for row in made])


def _targets(plan: list[Row]) -> pd.DataFrame:
    return TARGETS.from_rows(
        [
            {"target_year": 2026, "target_scope": row["对象类别"], "target_object": row["对象名称"],
             "indicator": row["指标"], "target_unit": row["单位"], "target_total": row["全年目标"], "source": 1,
             "row": 2}
            | {f"target_{month:02d}": figure for month, figure in row["月目标"].items()}
            for row in plan
        ]
    )  # fmt: skip


def _supplements(bonus: dict[str, int]) -> pd.DataFrame:
    return SUPPLEMENTS.from_rows(
        [
            {"employee_id": who, "fact": "专项加分", "figure": Decimal(points), "purpose": "专项", "granted_by": "经理",
             "source": 1, "row": 2}
            for who, points in bonus.items()
        ]
    )  # fmt: skip


def _decisions(rows: list[Row]) -> pd.DataFrame:
    return GRADE_DECISIONS.from_rows(
        [
            {"employee_id": row["工号"], "decided_grade": row["决定级别"], "effective_on": row["级别生效日期"],
             "purpose": row["事由"], "approved_by": row["审批人"], "source": 1, "row": 2}
            for row in rows
        ]
    )  # fmt: skip


class _Year:
    """One year by both: the course of the reference, and the tables the steps read."""

    def __init__(self, seed: int, standard: Standard) -> None:
        self.people, self.standard = People(seed), standard
        self.rng = Random(f"{seed}/asked")
        self.course = Course(make_plan(Setting(seed, 0, 0, True, 12), self.people.people))
        self.history = FIGURES.from_rows([])
        self.of_months: list[pd.DataFrame] = []

    def month(self, month: str) -> None:
        """What both know of a month."""
        course = self.course
        course.roster[month], course.customers[month] = self.people.of(month), []
        rows = []
        for person in course.roster[month]:
            made = self.people.figures(person, month)
            course.figures |= {(name, person["工号"], month): figure for name, figure in made.items()}
            rows += [
                {"quantity": name, "employee_id": person["工号"], "origin": month, **kept_value(figure)}
                for name, figure in made.items()
            ]
        self.history = pd.concat([self.history, FIGURES.from_rows(rows)], ignore_index=True)
        self.of_months.append(_persons(course.roster[month], month))

    def run(self, span: Span, bonus: dict[str, int], by_hand: list[Row]) -> dict[str, pd.DataFrame]:
        """The tables the steps make of a span."""
        given: dict[str, Any] = {"span": span, "standard": self.standard}
        year_persons = pd.concat(self.of_months, ignore_index=True)
        within = year_persons[year_persons["month"].isin([str(month) for month in span.months])]
        persons = _persons(self.course.roster[str(span.last_month)])
        plan, asked = _targets(self.course.plan), _supplements(bonus)
        shares = target_shares(plan, within, self.history, branch="示例营业部", **given)
        reached = progress(self.history, shares, year_persons, branch="示例营业部", **given)
        known = (persons, self.history, reached, asked)
        items = appraisal_items(*known, **given)
        results = criteria_results(*known, **given)
        proposals = grade_proposals(persons, items, results, _decisions(by_hand), **given)
        self.history = appraisal_history(*known, shares, **given)
        return {"progress": reached, "results": results, "changes": grade_changes(proposals, span)}

    def quarter(self, span: Span) -> Iterator[str]:
        """A quarter by both, and where they differ; the grades then move."""
        months = [str(month) for month in span.months]
        for month in months:
            self.month(month)
        staff = [one for one in self.course.roster[months[-1]] if is_employee(one) and one["月末在职"]]
        bonus = {one["工号"]: self.rng.randint(-5, 5) for one in staff if self.rng.random() < 0.3}
        by_hand = [decision(one, self.rng.choice(GRADES), None) for one in staff if self.rng.random() < 0.05]
        made = self.run(span, bonus, by_hand)
        expected = self.course.quarter(months, bonus, by_hand)
        yield from differing("业绩进度", progress_of(made["progress"]), expected["进度"])
        yield from items_of(self.history, months[-1], expected["项目"])
        yield from conditions_of(made["results"], expected["项目"])
        yield from self._changes(made["changes"], expected["变动"])
        for change in expected["变动"]:
            person = next(one for one in self.people.people if one["工号"] == change["工号"])
            person["级别"], person["级别生效日"] = change["级别"], change["自"]

    def year(self) -> Iterator[str]:
        """The year by both, and where they differ."""
        made = self.run(Span(2026), {}, [])
        expected = self.course.year([str(month) for month in Span(2026).months])
        yield from items_of(self.history, "2026-12", expected["项目"])
        yield from self._changes(made["changes"], expected["变动"])

    @staticmethod
    def _changes(found: pd.DataFrame, expected: list[Row]) -> Iterator[str]:
        rows = {row["employee_id"]: (row["grade"], row["grade_since"]) for row in found.to_dict("records")}
        yield from differing("级别变动", rows, {one["工号"]: (one["级别"], one["自"]) for one in expected})


def _compare(seed: int, standard: Standard) -> list[str]:
    course = _Year(seed, standard)
    found = [f"{span} {words}" for span in QUARTERS for words in course.quarter(span)]
    return [*found, *(f"2026 {words}" for words in course.year())]


@pytest.fixture(scope="module")
def standard(settings: Settings) -> Standard:
    """The example's standard."""
    return settings.standard(QUARTERS[0].last_month)


@pytest.mark.parametrize("seed", SEEDS)
def test_years_of_random_people(seed: int, standard: Standard) -> None:
    """Four quarters on each other and the year: progress, items, conditions and changes of grade, exact."""
    assert _compare(seed, standard) == []


@pytest.mark.long
def test_hundreds_of_years(standard: Standard, budget: float) -> None:
    """As many as a fifth of the budget of seconds lets through; every failing seed is told."""
    ends_at = time.monotonic() + budget / 5
    failed: dict[int, list[str]] = {}
    for seed in MORE_SEEDS:
        if time.monotonic() > ends_at:
            break
        if found := _compare(seed, standard):
            failed[seed] = found[:5]
    print(f"{seed - MORE_SEEDS.start} years compared")
    assert failed == {}
