"""Supplementary data that no fact of the pay standard can be made of."""

from decimal import Decimal

import pytest

from pipeline.checks import supplements
from pipeline.checks.references import unknown_employees_in_supplements
from pipeline.checks.schema import schema_findings
from pipeline.scheme.parts import Fact
from schemas.intake import SUPPLEMENTS

NONE = frozenset()
PENALTY = Fact(name="其他扣款", unit="元", manual=True, blank="0", min="0", max="5000", source="第九条")
COST = Fact(name="客户成本", each="客户", unit="元", blank="0", source="第五条")
POT = Fact(name="奖金池", each="营业部", unit="元", source="第八条")
RATE = Fact(name="达成率", unit="比例", source="第三条")
CERTIFICATE = Fact(name="证书", unit="是否", blank="否", source="第二条")
PASSED_ON = Fact(name="通过日期", unit="日期", blank="", source="第二条")
FACTS = (PENALTY, COST, POT, RATE, CERTIFICATE, PASSED_ON)
OF_CUSTOMER = {"employee_id": None, "customer_id": "C1", "fact": "客户成本"}
OF_BRANCH = {"employee_id": None, "fact": "奖金池"}


def in_words(fact, word):
    """A row whose 内容 is filled."""
    return {"fact": fact, "figure": None, "word": word}


def test_a_fact_nobody_asks_for(build, places, said):
    """One finding per sheet and name, with the nearest name the standard has."""
    rows = build("supplements", {"fact": "其它扣款"}, {"fact": "其它扣款", "employee_id": "1002"}, {"fact": "其他扣款"})
    findings = supplements.unknown_facts(rows, FACTS, places)
    assert said(findings) == [
        ("X90", "阻断", "文件1.xlsx [表] 项目2", "补充数据有2行的项目“其它扣款”不在薪酬标准内，是否应为“其他扣款”？")
    ]
    assert findings[0].expected == "其他扣款、客户成本、奖金池、达成率、证书、通过日期之一"
    assert supplements.unknown_facts(rows, (), places)[0].expected == "本月的薪酬标准没有补充数据项目"


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        ({"fact": "其他扣款"}, None, None),
        (OF_CUSTOMER, None, None),
        (OF_BRANCH, None, None),
        ({"fact": "其他扣款", "employee_id": None}, "工号2", "“其他扣款”是人员的项目，没有“工号”"),
        ({"fact": "其他扣款", "customer_id": "C1"}, "客户号2", "“其他扣款”是人员的项目，不应有“客户号”"),
        ({**OF_CUSTOMER, "customer_id": None}, "客户号2", "“客户成本”是客户的项目，没有“客户号”"),
        ({**OF_CUSTOMER, "employee_id": "1001"}, "工号2", "“客户成本”是客户的项目，不应有“工号”"),
        ({**OF_BRANCH, "employee_id": "1001"}, "工号2", "“奖金池”是营业部的项目，不应有“工号”"),
    ],
)
def test_whose_a_fact_is(build, places, said, row, column, message):
    """A person's, a customer's or the branch's: the number of the one and of nobody else."""
    findings = supplements.wrong_objects(build("supplements", row), FACTS, places, NONE)
    assert said(findings) == ([("X91", "阻断", f"文件1.xlsx [表] {column}", message)] if message else [])


def test_a_number_that_could_not_be_read_is_told_once(build, places):
    """The cell arrives empty and has its finding."""
    told = frozenset({("文件1.xlsx", "表", "工号2")})
    rows = build("supplements", {"fact": "其他扣款", "employee_id": None})
    assert supplements.wrong_objects(rows, FACTS, places, told) == []


def test_the_same_fact_twice(build, places, said):
    """The schema tells it, also of the branch, whose rows name nobody; other persons and facts repeat nothing."""
    rows = build(
        "supplements", {}, {"figure": Decimal(5)}, OF_BRANCH, OF_BRANCH, OF_CUSTOMER,
        {**OF_CUSTOMER, "customer_id": "C2"}, {"employee_id": "1002"}, {"fact": "其他"},
    )  # fmt: skip
    assert said(schema_findings(SUPPLEMENTS, rows, places, NONE)) == [
        (
            "X05", "阻断", "文件1.xlsx [表] 工号3",
            "补充数据中工号1001、项目补贴已在文件1.xlsx [表] 工号2出现，两行内容不同",
        ),
        ("X05", "阻断", "文件1.xlsx [表] 项目5", "补充数据中项目奖金池已在文件1.xlsx [表] 项目4出现，两行完全相同"),
    ]  # fmt: skip


def test_unknown_people_and_customers(build, places, said):
    """Both stop: what their rows say would be lost."""
    rows = build("supplements", {"employee_id": "9"}, {}, {**OF_CUSTOMER, "customer_id": "C9"}, OF_CUSTOMER)
    assert said(unknown_employees_in_supplements(build("roster", {}), rows, places)) == [
        ("X10", "阻断", "文件1.xlsx [表] 工号2", "补充数据中的工号9不在本月花名册")
    ]
    assert said(supplements.unknown_customers_in_supplements(build("customers", {}), rows, places)) == [
        ("X17", "阻断", "文件1.xlsx [表] 客户号4", "补充数据中的客户号C9没有本月业绩")
    ]
    assert supplements.unknown_customers_in_supplements(build("customers"), rows, places) == []


def test_a_customer_number_that_lost_its_zeros(build, places):
    """The likely number is named."""
    rows = build("supplements", {**OF_CUSTOMER, "customer_id": "148"})
    found = supplements.unknown_customers_in_supplements(build("customers", {"customer_id": "000148"}), rows, places)
    assert found[0].message.endswith("没有本月业绩（客户业绩中有000148，可能丢失或多出了前面的0）")


def test_what_must_be_there(build, places, said):
    """A fact without a value for the blank: everyone without it is named, at the first one's cell in the roster."""
    roster = build("roster", {}, {"employee_id": "1002", "person_name": "李四"}, {"employee_id": "1003"})
    rows = build("supplements", {"fact": "达成率"}, {"fact": "其他扣款", "employee_id": "1002"})
    findings = supplements.missing_facts(roster, build("customers", {}), rows, FACTS, places)
    assert said(findings) == [
        ("X92", "阻断", "", "没有“奖金池”的补充数据：营业部"),
        ("X92", "阻断", "文件1.xlsx [表] 工号3", "没有“达成率”的补充数据：工号1002（李四）、工号1003（张三）"),
    ]
    assert findings[1].expected == "“达成率”每月必交（第三条）"
    whole = build(
        "supplements", OF_BRANCH, *({"fact": "达成率", "employee_id": one} for one in ("1001", "1002", "1003"))
    )
    assert supplements.missing_facts(roster, build("customers", {}), whole, FACTS, places) == []


def test_what_must_be_there_of_every_customer(build, places, said):
    """The same by 客户号; without a roster or customers nothing is missing of anybody."""
    cost = COST.model_copy(update={"blank": None})
    customers = build("customers", {}, {"customer_id": "C2"})
    findings = supplements.missing_facts(
        build("roster", {}), customers, build("supplements", OF_CUSTOMER), (cost,), places
    )
    assert said(findings) == [("X92", "阻断", "文件1.xlsx [表] 客户号3", "没有“客户成本”的补充数据：客户C2")]
    nobody = (build("roster"), build("customers"), build("supplements"))
    assert supplements.missing_facts(*nobody, (cost, POT, RATE), places) == []


def test_a_manual_figure_needs_a_reason_and_an_approval(build, places, said):
    """Each at its empty cell; other facts need neither."""
    full = {"fact": "其他扣款", "purpose": "迟交报表", "granted_by": "王五"}
    rows = build("supplements", full, {**full, "purpose": None}, {**full, "granted_by": None}, {"fact": "达成率"})
    assert said(supplements.manual_without_reason(rows, FACTS, places, NONE)) == [
        ("X93", "阻断", "文件1.xlsx [表] 事由3", "工号1001的“其他扣款”是手工填报的数，“事由”为空"),
        ("X93", "阻断", "文件1.xlsx [表] 批准人4", "工号1001的“其他扣款”是手工填报的数，“批准人”为空"),
    ]


@pytest.mark.parametrize(
    ("figure", "told"),
    [("-0.01", True), ("0", False), ("0.01", False), ("4999.99", False), ("5000", False), ("5000.01", True)],
)
def test_figures_beyond_their_limits(build, places, said, figure, told):
    """Both limits belong to the range."""
    rows = build("supplements", {"fact": "其他扣款", "figure": Decimal(figure)})
    findings = supplements.values_out_of_range(rows, FACTS, places)
    message = f"工号1001的“其他扣款”为{figure}，超出范围"
    assert said(findings) == ([("X94", "阻断", "文件1.xlsx [表] 数值2", message)] if told else [])
    assert [found.expected for found in findings] == ["0至5000之间（第九条）"] * told


@pytest.mark.parametrize(
    ("limits", "words"), [({"min": "1"}, "不小于1（第三条）"), ({"max": "50%"}, "不大于0.5（第三条）")]
)
def test_a_limit_on_one_side(build, places, limits, words):
    """Only the one there is, is named."""
    fact = Fact(name="达成率", unit="比例", source="第三条", **limits)
    rows = build("supplements", {"fact": "达成率", "figure": Decimal("0.75")})
    assert [found.expected for found in supplements.values_out_of_range(rows, (fact,), places)] == [words]


def test_nothing_given_or_in_the_other_column(build, places, said):
    """A figure stands in 数值; words, days, yes and no in 内容."""
    rows = build(
        "supplements", {"fact": "达成率", "figure": None}, {**in_words("达成率", "八成"), "employee_id": "1002"},
        {"fact": "证书", "figure": Decimal(1)}, in_words("证书", "是"), {**OF_BRANCH, "figure": None},
    )  # fmt: skip
    findings = supplements.values_not_given(rows, FACTS, places, NONE)
    assert said(findings) == [
        ("X95", "阻断", "文件1.xlsx [表] 数值2", "工号1001的“达成率”没有填“数值”"),
        ("X95", "阻断", "文件1.xlsx [表] 数值3", "工号1002的“达成率”没有填“数值”，而“内容”为“八成”"),
        ("X95", "阻断", "文件1.xlsx [表] 内容4", "工号1001的“证书”没有填“内容”，而“数值”为1"),
        ("X95", "阻断", "文件1.xlsx [表] 数值6", "营业部的“奖金池”没有填“数值”"),
    ]
    told = frozenset({("文件1.xlsx", "表", "数值2"), ("文件1.xlsx", "表", "数值4")})
    assert [found.cell for found in supplements.values_not_given(rows, FACTS, places, told)] == ["数值3", "数值6"]


@pytest.mark.parametrize(("word", "told"), [("是", False), ("否", False), ("√", False), ("有", True), ("可能", True)])
def test_neither_yes_nor_no(build, places, said, word, told):
    """Yes and no are understood as everywhere; anything else stops."""
    findings = supplements.words_not_yes_or_no(build("supplements", in_words("证书", word)), FACTS, places)
    expected = [("X96", "阻断", "文件1.xlsx [表] 内容2", f"工号1001的“证书”为“{word}”，看不出是还是否")]
    assert said(findings) == (expected if told else [])


@pytest.mark.parametrize(
    ("word", "problem"),
    [
        ("2026-09-05", ""), ("2026年9月5日", ""), ("46270", ""), ("20260905", ""), ("九月", "不是日期"),
        ("2026-02-30", "日历上没有这一天"), ("5/9/2026", "年份只有两位或日月顺序不明"),
    ],
)  # fmt: skip
def test_no_day(build, places, said, word, problem):
    """Days are read as in every other column of days."""
    findings = supplements.words_without_day(build("supplements", in_words("通过日期", word)), FACTS, places)
    expected = [("X97", "阻断", "文件1.xlsx [表] 内容2", f"工号1001的“通过日期”为“{word}”，{problem}")]
    assert said(findings) == (expected if problem else [])


def test_a_fact_is_asked_only_of_its_posts(build, places, said):
    """提成系数 of the account managers: a leader without one is not asked."""
    factor = Fact(name="提成系数", who="客户经理", unit="系数", source="第七条")
    roster = build("roster", {"post": "客户经理"}, {"employee_id": "1002", "post": "团队负责人"})
    nobody = build("customers")
    findings = supplements.missing_facts(roster, nobody, build("supplements"), (factor,), places)
    told = [(code, "1001" in message, "1002" in message) for code, _, _, message in said(findings)]
    assert told == [("X92", True, False)]


@pytest.mark.parametrize(
    ("figure", "told"), [("100", False), ("100.01", False), ("100.005", True), ("0.001", True), ("-0.001", True)]
)
def test_money_of_half_a_fen(build, places, said, figure, told):
    """Yuan are delivered to the fen, as a manual adjustment is: the payslip and the tax form would round apart."""
    bonus = Fact(name="年终奖", unit="元", blank="0", source="公告")
    rows = build("supplements", {"fact": "年终奖", "figure": Decimal(figure)})
    found = supplements.values_too_fine(rows, (bonus,), places)
    message = f"工号1001的“年终奖”为{figure}，多于2位小数"
    assert said(found) == ([("D08", "阻断", "文件1.xlsx [表] 数值2", message)] if told else [])


@pytest.mark.parametrize(("unit", "digits", "told"), [("元", 3, 0), ("元", 0, 1), ("系数", None, 0), ("系数", 2, 1)])
def test_the_decimals_a_fact_may_have(build, places, unit, digits, told):
    """1.234: as the standard says; of what is no money any."""
    fact = Fact(name="提成系数", unit=unit, digits=digits, source="第七条")
    rows = build("supplements", {"fact": "提成系数", "figure": Decimal("1.234")})
    assert len(supplements.values_too_fine(rows, (fact,), places)) == told
