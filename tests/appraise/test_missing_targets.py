"""Who has no target of an indicator his appraisal asks for is told by name: nobody is scored without it in silence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from pipeline.findings import Finding
from pipeline.period import Span
from pipeline.settings import Standard

from .people import appraisal, by_month, held, indicator, item, person, standard, target

INDICATORS = [indicator("业绩", "净收入", "元"), indicator("户数", "有效户", "户", "期末")]
ASKED_FIRST = item("完成率", "比例", "如果(业绩有目标, 业绩实绩 ÷ 业绩目标, 1)")
NOT_ASKED = item("完成率", "比例", "如果(业绩目标 > 0, 业绩实绩 ÷ 业绩目标, 1)")
PEOPLE = [person("1"), person("2"), person("3", team="二组")]
Q2 = Span.parse("2026Q2")


def told(ready: Standard, targets: Sequence[dict[str, Any]], people: Any = PEOPLE) -> list[Finding]:
    """What the first quarter says of targets."""
    rows = [row for who in "123" for name in ("净收入", "有效户") for row in by_month(name, who, "2026-01", 1, 1, 1)]
    return [one for one in held(ready, people, rows, targets=targets).findings if one.code in ("Q09", "Q10")]


@pytest.mark.parametrize(("formula", "code", "stops"), [(ASKED_FIRST, "Q10", False), (NOT_ASKED, "Q09", True)])
def test_no_plan_at_all(formula: dict[str, Any], code: str, stops: bool) -> None:
    """Told where the standard says how one without a target is scored, by 业绩有目标; a stop where it does not."""
    (one,) = told(standard(appraisal([formula]), indicators=INDICATORS), [])
    assert (one.code, one.stops, one.value) == (code, stops, "业绩")
    assert one.message.startswith("“每季考核”要用“业绩”的目标，而全部3名被考核人员没有目标")


def test_who_has_none_is_named() -> None:
    """The first team's target goes to its two persons, the third person has none; a target of 0 is one."""
    ready = standard(appraisal([ASKED_FIRST]), indicators=INDICATORS)
    (one,) = told(ready, [target("团队", "一组", "业绩", "元", 1200)])
    assert "，而3 姓名3没有目标；" in one.message
    assert told(ready, [target("营业部", "", "业绩", "元", 0)]) == []


def test_a_target_no_formula_takes_is_not_missed() -> None:
    """Only what was reached is asked of 户数, and of 业绩 by nobody whose appraisal this is."""
    ready = standard(appraisal([item("数", "户", "户数实绩"), ASKED_FIRST], who="团队负责人"), indicators=INDICATORS)
    assert told(ready, []) == []
    (one,) = told(ready, [], [*PEOPLE, person("4", post="团队负责人")])
    assert (one.value, "而4 姓名4没有目标" in one.message) == ("业绩", True)


def test_who_takes_no_part_needs_none() -> None:
    """Who came in March is not appraised this quarter; the others are all without."""
    part = item("参加", "是否", "入职日期 ≤ 季首(0)")
    ready = standard(appraisal([part, ASKED_FIRST], takes_part="参加"), indicators=INDICATORS)
    people = [person("1"), person("2"), person("3", hired=date(2026, 3, 2))]
    (one,) = told(ready, [], people)
    assert "全部2名被考核人员" in one.message


def test_many_are_counted() -> None:
    """Ten names, and how many there are; the twelfth has a target."""
    people = [person(f"{number:02d}") for number in range(1, 13)]
    ready = standard(appraisal([ASKED_FIRST]), indicators=INDICATORS)
    rows = [row for one in people for row in by_month("净收入", one["employee_id"], "2026-01", 1, 1, 1)]
    rows += [row for one in people for row in by_month("有效户", one["employee_id"], "2026-01", 1, 1, 1)]
    made = held(ready, people, rows, targets=[target("人员", "12", "业绩", "元", 12)])
    (one,) = [found for found in made.findings if found.code == "Q10"]
    assert "、10 姓名10等11人没有目标" in one.message


def test_targets_of_the_quarter_before_are_not_those_of_the_half_year() -> None:
    """The plan is gone in the second quarter: what the first one kept is half of what the half-year asks for."""
    ready = standard(appraisal([ASKED_FIRST], "每半年"), indicators=INDICATORS)
    kept = [("业绩目标（人员）", "1", f"2026-0{month}", 100) for month in (1, 2, 3)]
    rows = [row for name in ("净收入", "有效户") for row in by_month(name, "1", "2026-01", 1, 1, 1, 1, 1, 1)]
    made = held(ready, [person("1")], [*rows, *kept], Q2)
    assert made.progress("人员", "1", "业绩", "本半年")["target"] == 300
    assert made.codes() == ["Q10"]
