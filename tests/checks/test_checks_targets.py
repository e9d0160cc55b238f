"""The plan of the year: targets without a unit, of nobody, of no indicator, below 0, or that do not add up."""

from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest

from pipeline.checks import targets
from pipeline.checks.schema import schema_findings
from pipeline.period import Span
from pipeline.scheme.appraisal_parts import Indicator
from pipeline.target_units import in_unit, units_for
from schemas.intake import MONTH_TARGETS, TARGETS
from schemas.results import PERSONS
from tests.checks.own_standard import STANDARD

NONE = frozenset()
Q3 = Span(2026, 3)
PEOPLE = PERSONS.from_rows([{"employee_id": "1001", "person_name": "张三", "team": "一队"}])
OF_BRANCH = {"target_scope": "营业部", "target_object": None}


def months(*figures):
    """The targets of the first months."""
    return {name: Decimal(figure) for name, figure in zip(MONTH_TARGETS, figures, strict=False) if figure is not None}


@pytest.mark.parametrize(
    ("figure", "written", "unit", "exact"),
    [
        ("1.5", "万元", "元", Fraction(15000)), ("0.000001", "亿元", "元", Fraction(100)),
        ("12345.67", "元", "万元", Fraction(1234567, 1000000)), ("1", "千元", "百元", Fraction(10)),
        ("30", "%", "比例", Fraction(3, 10)), ("0.3", "比例", "%", Fraction(30)), ("5", "户", "户", Fraction(5)),
        ("2", "万 元", "元/月", Fraction(20000)), ("5", "万元", "户", None), ("5", "户", "元", None),
        ("5", "笔", "户", None), ("5", "%", "元", None),
    ],
)  # fmt: skip
def test_a_figure_in_the_unit_of_its_indicator(figure, written, unit, exact):
    """Exactly; None where the units do not fit."""
    assert in_unit(Decimal(figure), written, unit) == exact


def test_the_units_of_an_indicator():
    """Yuan and ratios have a family, anything else only itself."""
    assert units_for("元") == ("元", "万元", "亿元", "千元", "百元")
    assert units_for("户") == ("户",)


def test_a_target_without_unit(build, places, places_without, said):
    """What to write is said; also where there is no such column."""
    rows = build("targets", {"target_unit": None}, {}, {"target_unit": None, "target_total": None})
    found = targets.targets_without_unit(rows, places, NONE)
    assert said(found) == [("Y13", "阻断", "文件1.xlsx [表] 单位2", "工号1001的“净收入”全年目标12没有写单位")]
    assert found[0].remedy == "请在“单位”列写明目标数的单位，如元、万元、户"
    nowhere = targets.targets_without_unit(rows, places_without("target_unit"), NONE)
    assert [item.cell for item in nowhere] == [""]
    assert targets.targets_without_unit(rows, places, frozenset({("文件1.xlsx", "表", "单位2")})) == []


@pytest.mark.parametrize(
    ("indicator", "unit", "expected"),
    [
        ("净收入", "万元", None), ("净收入", "元", None), ("净收入", "户", "元、万元、亿元、千元、百元之一"),
        ("净收入", "万", "元、万元、亿元、千元、百元之一"), ("新增户", "户", None), ("新增户", "万元", "户"),
        ("新增户", "笔", "户"), ("达标率", "%", None), ("没有的", "户", None),
    ],
)  # fmt: skip
def test_a_unit_that_does_not_fit(build, places, indicator, unit, expected):
    """Yuan for accounts, accounts for yuan, a unit nobody knows; an unknown indicator has its own finding."""
    rows = build("targets", {"indicator": indicator, "target_unit": unit})
    found = targets.targets_in_other_units(rows, places, STANDARD)
    assert [(item.code, item.level, item.cell) for item in found] == [("Y14", "阻断", "单位2")] * bool(expected)
    assert [item.expected for item in found] == ([f"{expected}（指引第三条）"] if expected else [])


def test_an_indicator_nobody_has(build, places, said):
    """Once per sheet, with the nearest name."""
    rows = build("targets", {"indicator": "净收人"}, {"indicator": "净收人", "target_object": "1002"}, {})
    found = targets.unknown_indicators(rows, places, STANDARD)
    message = "年度计划有2行的指标“净收人”不在薪酬标准内，是否应为“净收入”？"
    assert said(found) == [("Y17", "阻断", "文件1.xlsx [表] 指标2", message)]
    assert found[0].expected == "净收入、新增户、资产、得分、达标率之一"


@pytest.mark.parametrize(
    ("scope", "name", "problem"),
    [
        ("人员", "1001", None), ("团队", "一队", None), ("营业部", None, None), ("营业部", "示例", None),
        ("人员", "1009", "人员，对象“1009”不是本年人员的工号"),
        ("人员", "张三", "人员，对象“张三”不是本年人员的工号（张三的工号是1001）"),
        ("人员", "01001", "人员，对象“01001”不是本年人员的工号（有1001，可能丢失或多出了前面的0）"),
        ("人员", None, "人员，对象“”没有填写"), ("团队", None, "团队，对象“”没有填写"),
        ("团队", "一对", "团队，对象“一对”不是本年的团队，是否应为“一队”？"),
        ("营业部", "别处", "营业部，对象“别处”不是本营业部"),
    ],
)  # fmt: skip
def test_a_target_of_nobody(build, places, scope, name, problem):
    """Nobody would be measured by it."""
    rows = build("targets", {"target_scope": scope, "target_object": name})
    found = targets.unknown_target_objects(rows, PEOPLE, places, "示例", Q3)
    assert [(item.code, item.level, item.cell) for item in found] == [("Y19", "阻断", "对象名称2")] * bool(problem)
    assert [item.message for item in found] == ([f"“净收入”的目标，对象类别是{problem}"] if problem else [])


@pytest.mark.parametrize(("first", "told"), [(9, True), (10, False)])
def test_a_target_of_somebody_yet_to_come(build, places, first, told):
    """A team that starts in October is in the plan before it is in the third quarter; September is in it."""
    figures = [None] * (first - 1) + ["12"]
    rows = build("targets", {"target_scope": "团队", "target_object": "三队", **months(*figures)})
    assert bool(targets.unknown_target_objects(rows, PEOPLE, places, "示例", Q3)) == told


@pytest.mark.parametrize(
    ("indicator", "figures", "found"),
    [
        ("净收入", ["1"] * 12, None), ("净收入", [None] * 6 + ["2"] * 6, None), ("净收入", [], None),
        ("净收入", ["1"] * 11, "各月目标合计为11万元，而全年目标为12万元，相差1万元"),
        ("净收入", ["1"] * 11 + ["1.01"], "各月目标合计为12.01万元，而全年目标为12万元，相差0.01万元"),
        ("资产", ["10"] * 11 + ["12"], None), ("资产", ["12"], "12月目标为0万元，而全年目标为12万元，相差12万元"),
        ("得分", ["12"] * 12, None), ("得分", ["1"] * 12, "各月目标平均为1万元，而全年目标为12万元，相差11万元"),
        ("没有的", ["1"], None),
    ],
)  # fmt: skip
def test_months_that_do_not_make_the_year(build, places, indicator, figures, found):
    """Sum, mean, or December's, as the indicator gathers its months; all blank is no break-down."""
    rows = build("targets", {"indicator": indicator, **months(*figures)})
    told = targets.targets_not_adding_up(rows, places, STANDARD)
    assert [(item.code, item.level, item.cell) for item in told] == [("Y20", "阻断", "全年目标2")] * bool(found)
    assert [item.message for item in told] == ([f"工号1001的“{indicator}”{found}"] if found else [])


@pytest.mark.parametrize(
    ("indicator", "given", "told"),
    [
        ("净收入", {"target_total": Decimal(-5)}, ("全年目标2", "“全年目标”")),
        ("净收入", {"target_total": Decimal(0)}, None), ("净收入", {"target_total": None}, None),
        ("净收入", months("-1", None, "-2"), ("1月目标2", "“1月目标”、“3月目标”")),
        ("没有的", {"target_total": Decimal(-5)}, None),
    ],
)  # fmt: skip
def test_a_target_below_nothing(build, places, indicator, given, told):
    """Anybody reaches it; nothing and a blank cell are no such target, an unknown indicator has its own finding."""
    found = targets.negative_targets(build("targets", {"indicator": indicator, **given}), places, STANDARD)
    assert [(item.code, item.level, item.cell) for item in found] == [("Q08", "阻断", told[0]) for _ in "1" if told]
    assert [item.message for item in found] == [f"工号1001的“{indicator}”的{told[1]}为负数" for _ in "1" if told]


def test_a_growth_may_be_planned_below_nothing(build, places):
    """Losing five accounts at most is a plan."""
    growth = Indicator(name="净增户", quantity="户数", take="增减", unit="户", source="第三条")
    scheme = SimpleNamespace(scheme=SimpleNamespace(text=SimpleNamespace(indicators=[growth])))
    rows = build("targets", {"indicator": "净增户", "target_unit": "户", "target_total": Decimal(-5)})
    assert targets.negative_targets(rows, places, scheme) == []


def test_the_plan_of_another_year(build, places, said):
    """It would be taken for this year's."""
    rows = build("targets", {"target_year": 2025}, {}, {"target_year": None})
    assert said(targets.targets_of_another_year(rows, places, Q3)) == [
        ("Y21", "阻断", "文件1.xlsx [表] 计划年度2", "工号1001的“净收入”的计划年度为2025，而本次考核的是2026年")
    ]


def test_the_same_target_twice(build, places, said):
    """The schema tells it; the branch with its name and without is told here."""
    found = schema_findings(TARGETS, build("targets", {}, {"target_total": Decimal(13)}), places, NONE)
    assert [(item.code, item.cell) for item in found] == [("X05", "计划年度3")]
    rows = build("targets", OF_BRANCH, {**OF_BRANCH, "target_object": "示例", "target_total": Decimal(13)}, {})
    assert said(targets.targets_of_branch_twice(rows, places)) == [
        (
            "Y22", "阻断", "文件1.xlsx [表] 全年目标3",
            "营业部的“净收入”已在文件1.xlsx [表] 全年目标2写过全年目标12万元，这里又写13万元",
        )
    ]  # fmt: skip
