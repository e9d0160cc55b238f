"""The reference computation agrees with cases worked by hand, article by article, boundaries in threes.

Scheme: 第一条 to 第十五条. Every expected number is derived in a comment beside it, or comes from `tax_cases.json`.
Unless a test says otherwise the month is March 2026: it begins on a Sunday and has D = 22 pay days.
"""

import json
from datetime import date
from decimal import Decimal as D
from fractions import Fraction as F
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reference import Stop, attendance, calendar, compute_month, credit, pay, people, tax

CASES = json.loads((Path(__file__).parent / "reference" / "tax_cases.json").read_text(encoding="utf-8"))


# --- the smallest branch that pays, and its parts ---


def person(who="E1", post="客户经理", grade="中级", **other):
    base = {"工号": who, "姓名": "某" + who, "团队": "一队", "岗位": post, "级别": grade}
    return base | {"级别生效日": None, "入职日期": date(2020, 1, 1), "离职日期": None} | other


def agent(who="A1", **other):
    return person(who, "证券经纪人", None, **other)


def customer(name="C1", net="0", **other):
    base = {
        "客户号": name,
        "开户日期": date(2020, 5, 6),
        "客户状态": "正常",
        "交易额": D(1),
        "毛佣金": D(net),
        "规费": D(0),
    }
    return base | {"净佣金": D(net), "期末资产": D(0), "日均资产": D(0)} | other


def relation(name="C1", who="E1", kind="开发", share=None, start=date(2021, 1, 1), end=None):
    part = None if share is None else D(share)
    return {"客户号": name, "工号": who, "关系类型": kind, "分成比例": part, "生效日期": start, "失效日期": end}


def scores(who="E1", daily=("95",), service=("95",)):
    rows = [("日常工作", one) for one in daily] + [("客户服务", one) for one in service]
    return [{"工号": who, "考核项目": item, "得分": D(score), "评分人": "主任"} for item, score in rows]


def slip(who="E1", day=2, visited="甲", result="属实", **other):
    base = {"工号": who, "出访日期": date(2026, 3, day), "目的地": "厂区", "被访人": visited, "联系方式": "555"}
    return base | {"核查结果": result} | other


def slips(who="E1", period="2026-03", count=8):
    return [slip(who, 1) | {"出访日期": calendar.days_of(period)[place]} for place in range(count)]


def adjustment(who, amount, reason="补发", approver="经理"):
    return {"工号": who, "金额": D(amount), "事由": reason, "审批人": approver}


def branch(*roster, period="2026-03", **tables):
    """Employees get scores of 95 and 8 slips unless the test brings its own."""
    staff = [row["工号"] for row in roster if row["岗位"] in people.EMPLOYEE_POSTS]
    filled = {
        "职责考核": [row for who in staff for row in scores(who)],
        "出访单": [row for who in staff for row in slips(who, period)],
        "客户业绩": [],
        "客户关系": [],
    }
    return {"period": period, "花名册": list(roster)} | filled | tables


def row_of(data, who="E1", ledgers=()):
    return {row["工号"]: row for row in compute_month(data, list(ledgers)).report}[who]


def balance(name, who="", amount="1", subject="", origin=""):
    return {"台账": name, "工号": who, "对象": subject, "来源期间": origin, "余额": D(amount)}


def balances(result):
    return {(row["台账"], row["工号"], row["对象"], row["来源期间"]): row["余额"] for row in result.ledgers}


# --- 第一条: rounding and the calendar ---


@pytest.mark.parametrize(
    ("credited", "fund"),
    # × 0.5%: 0.00495, 0.005 (tie, up), 0.00505; a negative tie goes away from zero
    [
        ("0.99", "0"),
        ("1.00", "0.01"),
        ("1.01", "0.01"),
        ("-0.99", "0"),
        ("-1.00", "-0.01"),
        ("2.99", "0.01"),
        ("3", "0.02"),
    ],
)
def test_a_tie_is_rounded_away_from_zero(credited, fund):
    assert pay.commission_base(F(credited))[1] == F(fund)


def test_working_days_are_those_of_the_state_calendar():
    assert [len(calendar.working_days(f"2026-{month:02d}")) for month in range(1, 13)] == CASES["workdays_2026"]


def test_pay_days_add_the_statutory_days_on_weekdays():
    # working days + statutory days on Monday–Friday: Jan 1 (01-01 Thu), Feb 4 (02-16 Mon … 02-19 Thu), Apr 0 (04-05 is
    # a Sunday), May 1 (05-01 Fri; 05-02 is a Saturday), Jun 1 (Fri), Sep 1 (Fri), Oct 2 (Thu, Fri; 10-03 is a Saturday)
    added = [1, 4, 0, 0, 1, 1, 0, 0, 1, 2, 0, 0]
    expected = [days + more for days, more in zip(CASES["workdays_2026"], added, strict=True)]
    assert [len(calendar.pay_days(f"2026-{month:02d}")) for month in range(1, 13)] == expected


def test_a_weekday_off_in_lieu_is_no_pay_day_and_a_make_up_saturday_is_one():
    # February: 2–6, 9–13, make-up Saturday 14, statutory 16–19, off in lieu 20 and 23, 24–27, make-up Saturday 28
    expected = [2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 14, 16, 17, 18, 19, 24, 25, 26, 27, 28]
    assert [day.day for day in calendar.pay_days("2026-02")] == expected


def test_a_year_without_a_calendar_stops():
    with pytest.raises(Stop, match="无工作日历: 2027"):
        compute_month(branch(person(), period="2027-01"), [])


@pytest.mark.parametrize(
    ("earlier", "expected"), [(0, "2026-01"), (1, "2025-12"), (12, "2025-01"), (13, "2024-12"), (-1, "2026-02")]
)
def test_months_earlier(earlier, expected):
    assert calendar.months_earlier("2026-01", earlier) == expected


# --- 第二条: who and which grade ---


@pytest.mark.parametrize(
    ("start", "end", "is_paid"),
    [
        (date(2020, 1, 1), date(2026, 2, 28), False),
        (date(2020, 1, 1), date(2026, 3, 1), True),  # a Sunday: employed one day, no pay day
        (date(2026, 3, 31), None, True),
        (date(2026, 4, 1), None, False),
    ],
)
def test_one_day_in_the_month_is_enough(start, end, is_paid):
    result = compute_month(branch(person(入职日期=start, 离职日期=end)), [])
    assert len(result.report) == is_paid


@pytest.mark.parametrize(
    ("entry", "grade_from", "is_known"),
    [
        (date(2020, 1, 1), None, True),
        (date(2020, 1, 1), date(2026, 3, 1), True),
        (date(2020, 1, 1), date(2026, 3, 2), False),
        (date(2026, 3, 10), date(2026, 3, 10), True),
        (date(2026, 3, 10), date(2026, 3, 11), False),
    ],
)
def test_the_grade_must_be_in_force_on_the_first_day_or_the_entry_day(entry, grade_from, is_known):
    someone = person(入职日期=entry, 级别生效日=grade_from)
    if is_known:
        assert people.grade(someone, "2026-03") == "中级"
    else:
        with pytest.raises(Stop, match="级别不明"):
            people.grade(someone, "2026-03")


def test_rows_are_sorted_by_team_then_leader_then_id():
    roster = [
        person("E3", 团队="乙"),
        person("E9", "团队负责人", 团队="乙"),
        person("E1", 团队="乙"),
        person("E5", 团队="丙"),
    ]
    # 丙 U+4E19 comes before 乙 U+4E59
    assert [row["工号"] for row in compute_month(branch(*roster), []).report] == ["E5", "E9", "E1", "E3"]


# --- 第三条: crediting ---


@pytest.mark.parametrize(
    ("amount", "shares", "expected"),
    [
        # 5000.5 fen each: the odd fen goes to the smaller 工号
        ("100.01", ["0.5", "0.5"], ["50.01", "50.00", "0"]),
        ("-100.01", ["0.5", "0.5"], ["-50.01", "-50.00", "0"]),
        # 0.5 fen each for E1 and the branch: the branch is last
        ("0.01", ["0.5"], ["0.01", "0"]),
        # 33.3, 33.3, 33.4 fen: the largest remainder is the third
        ("1.00", ["0.333", "0.333", "0.334"], ["0.33", "0.33", "0.34", "0"]),
        # 1.5, 1.5, and 2.0 fen for the branch: one fen left, tie between E1 and E2
        ("0.05", ["0.3", "0.3"], ["0.02", "0.01", "0.02"]),
        # 33.33% each of 100.00: 33.33 three times, the branch's rest of 0.01% is 0.01
        ("100.00", ["0.3333", "0.3333", "0.3333"], ["33.33", "33.33", "33.33", "0.01"]),
        # 0.7, 0.7, 0.6 fen of 0.02: E1 and E2 have the larger remainders
        ("0.02", ["0.35", "0.35"], ["0.01", "0.01", "0"]),
        ("7.77", [], ["7.77"]),
        ("0", ["0.4"], ["0", "0"]),
    ],
)
def test_split_by_largest_remainder(amount, shares, expected):
    relations = [(f"E{place}", F(one)) for place, one in enumerate(shares, start=1)]
    assert [part for _, part in credit.split(F(amount), relations)] == [F(one) for one in expected]


@given(st.integers(-(10**9), 10**9), st.lists(st.integers(0, 2500), max_size=4))
@settings(max_examples=60, deadline=None)
def test_the_parts_add_up_and_are_within_a_fen_of_their_share(fen, shares):
    relations = [(f"E{place}", F(one, 10000)) for place, one in enumerate(shares)]
    parts = credit.split(F(fen, 100), relations)
    assert sum(part for _, part in parts) == F(fen, 100)
    wanted = [one for _, one in relations] + [1 - sum(one for _, one in relations)]
    assert all(abs(part - F(fen, 100) * one) < F(1, 100) for (_, part), one in zip(parts, wanted, strict=True))


@pytest.mark.parametrize(
    ("start", "end", "is_credited"),
    [
        (date(2026, 3, 30), None, True),
        (date(2026, 3, 31), None, True),
        (date(2026, 4, 1), None, False),
        (date(2021, 1, 1), date(2026, 3, 30), False),
        (date(2021, 1, 1), date(2026, 3, 31), False),
        (date(2021, 1, 1), date(2026, 4, 1), True),
    ],
)
def test_a_relation_is_in_force_by_the_last_day(start, end, is_credited):
    data = branch(person(), 客户业绩=[customer(net="100")], 客户关系=[relation(start=start, end=end)])
    result = compute_month(data, [])
    assert result.report[0]["归属净佣金"] == (100 if is_credited else 0)
    assert result.branch_retained == (0 if is_credited else 100)


@pytest.mark.parametrize("kind", ["开发", "服务"])
@pytest.mark.parametrize(("second", "is_stop"), [("0.4999", False), ("0.5", False), ("0.5001", True)])
def test_shares_over_one_hundred_percent_stop(kind, second, is_stop):
    relations = [relation(kind=kind, share="0.5"), relation(who="E2", kind=kind, share=second)]
    data = branch(person(), person("E2"), 客户业绩=[customer()], 客户关系=relations)
    if is_stop:
        with pytest.raises(Stop, match="比例超过100%: C1"):
            compute_month(data, [])
    else:
        compute_month(data, [])


@pytest.mark.parametrize(
    ("left_on", "own", "branch_part"),
    # gone on the last day: his 60% joins the branch's 10% before the split; E2 keeps 30%
    [(date(2026, 3, 30), "0.00", "70.00"), (date(2026, 3, 31), "60.00", "10.00"), (date(2026, 4, 1), "60.00", "10.00")],
)
def test_a_person_gone_at_month_end_credits_the_branch(left_on, own, branch_part):
    relations = [relation(share="0.6"), relation(who="E2", share="0.3")]
    data = branch(person(离职日期=left_on), person("E2"), 客户业绩=[customer(net="100")], 客户关系=relations)
    result = compute_month(data, [])
    assert [row["归属净佣金"] for row in result.report] == [D(own), D("30.00")]
    assert result.branch_retained == D(branch_part)
    assert bool(result.relations_to_branch) == (own == "0.00")


def test_an_unknown_person_in_the_relations_credits_the_branch_and_is_listed():
    data = branch(person(), 客户业绩=[customer(net="80")], 客户关系=[relation(who="E7")])
    result = compute_month(data, [])
    assert result.credited == [("C1", "营业部", D("80.00"))]
    assert result.relations_to_branch == [("C1", "E7", "开发")]


@pytest.mark.parametrize("table", people.TABLES_OF_PEOPLE)
def test_an_unknown_person_in_any_other_table_stops(table):
    with pytest.raises(Stop, match=f"未知工号: {table} E7"):
        compute_month(branch(person(), **{table: [{"工号": "E7"}]}), [])


@pytest.mark.parametrize(("net", "is_stop"), [("99.99", True), ("100.00", False), ("100.01", True)])
def test_net_commission_is_gross_minus_fees_to_the_fen(net, is_stop):
    data = branch(person(), 客户业绩=[customer(net=net) | {"毛佣金": D("112.34"), "规费": D("12.34")}])
    if is_stop:
        with pytest.raises(Stop, match="净佣金不符: C1"):
            compute_month(data, [])
    else:
        assert compute_month(data, []).branch_retained == D("100.00")


# --- 第四、六条: base of commission and commission ---


def test_the_base_of_commission_keeps_its_sign():
    # 10000: 672.00 and 50.00; −1000: −67.20 and −5.00, base −1000 + 67.20 + 5.00
    assert pay.commission_base(F(10000)) == (672, 50, 9278)
    assert pay.commission_base(F(-1000)) == (F("-67.2"), -5, F("-927.8"))


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("-0.01", "0"), ("0", "0"), ("0.02", "0.01"),  # 0.005 is a tie
        ("9999.99", "2500"), ("10000", "2500"), ("10000.10", "2500.03"),  # 2499.9975; 2500 + 0.03
        ("29999.90", "8499.97"), ("30000", "8500"), ("30000.10", "8500.04"),  # 2500 + 6000; + 0.035 is a tie
        ("79999.90", "25999.97"), ("80000", "26000"), ("80000.10", "26000.04"),  # 8500 + 17500; − 0.035: 25999.965
    ],
)  # fmt: skip
def test_commission_is_marginal(base, expected):
    assert pay.commission(F(base), "客户经理", "中级") == F(expected)


@pytest.mark.parametrize(
    ("post", "grade", "expected"),
    # 10000 earns 2500 before the coefficient; brokers 45%, part-timers 30% flat
    [("客户经理", "见习", 2000), ("客户经理", "初级", 2250), ("团队负责人", "高级", 2750), ("客户经理", "资深", 3000),
     ("证券经纪人", "", 4500), ("兼职", "", 3000)],
)  # fmt: skip
def test_commission_by_grade_and_post(post, grade, expected):
    assert pay.commission(F(10000), post, grade) == expected


@pytest.mark.parametrize("post", ["证券经纪人", "兼职"])
@pytest.mark.parametrize(("base", "is_earning"), [("-100", False), ("0", False), ("100", True)])
def test_a_base_not_above_zero_earns_nothing_at_a_flat_rate_either(post, base, is_earning):
    assert (pay.commission(F(base), post, "") != 0) is is_earning


# --- 第五条: base pay and absence ---


@pytest.mark.parametrize(
    ("period", "entry", "expected"),
    [
        ("2026-03", date(2026, 3, 1), "3800.00"),  # before the first pay day: d = D
        ("2026-03", date(2026, 3, 2), "3800.00"),
        ("2026-03", date(2026, 3, 3), "3668.97"),  # d = 21: 79800 ÷ 21.75 = 3668.9655
        ("2026-07", date(2026, 7, 2), "3800.00"),  # d = 22 of 23: 3843.68 is over the monthly amount
        ("2026-02", date(2026, 2, 19), "1048.28"),  # d = 6 (19, 24–28): 22800 ÷ 21.75 = 1048.2759
        ("2026-02", date(2026, 2, 20), "873.56"),  # 20 and 23 are off in lieu: d = 5: 19000 ÷ 21.75 = 873.5632
        ("2026-02", date(2026, 2, 24), "873.56"),
        ("2026-02", date(2026, 2, 25), "698.85"),  # d = 4: 15200 ÷ 21.75 = 698.8506
    ],
)
def test_base_pay_of_a_part_month(period, entry, expected):
    assert row_of(branch(person(入职日期=entry), period=period))["应计底薪"] == D(expected)


@pytest.mark.parametrize(
    ("grade", "expected"), [("见习", 2500), ("初级", 3000), ("中级", 3800), ("高级", 4800), ("资深", 6000)]
)
def test_base_pay_by_grade(grade, expected):
    assert row_of(branch(person(grade=grade)))["应计底薪"] == expected


def test_absence_and_sickness_are_deducted_by_the_day():
    # 3800 ÷ 21.75 = 174.71264; × (1 + 0.5) = 262.06897; × 2 × 40% = 139.77011
    days = [{"工号": "E1", "事假天数": D(1), "旷工天数": D("0.5"), "病假天数": D(2)}]
    row = row_of(branch(person(), 考勤=days))
    assert (row["缺勤扣款"], row["病假扣款"]) == (D("262.07"), D("139.77"))


@pytest.mark.parametrize(
    ("absence", "sick", "left"),
    [
        ("599.99", "400", ("599.99", "400")),
        ("600", "400", ("600", "400")),
        ("600.01", "400", ("600.01", "399.99")),  # 缺勤 stands, 病假 gets what is left
        ("1000", "400", ("1000", "0")),
        ("1000.01", "400", ("1000", "0")),  # 缺勤 alone is over the base pay
        ("300", "1200", ("300", "700")),
    ],
)
def test_deductions_over_the_base_pay_are_cut(absence, sick, left):
    assert attendance.cut_to(F(absence), F(sick), F(1000)) == (F(left[0]), F(left[1]))


# --- 第七、八、九条: product commission, award, retention allowance ---


@pytest.mark.parametrize(
    ("kind", "amount", "fee", "expected"),
    [
        ("资管计划", "999998", "0", "4999.99"),  # × 0.5%
        ("资管计划", "1000000", "0", "6000"),  # the whole amount × 0.6%
        ("资管计划", "1000001", "0", "6000.01"),  # 6000.006
        ("资管计划", "2999999", "0", "17999.99"),  # 17999.994
        ("资管计划", "3000000", "0", "24000"),  # × 0.8%
        ("资管计划", "3000001", "0", "24000.01"),  # 24000.008
        ("股票型", "1", "100.01", "40"),  # 40.004
        ("混合型", "1", "100.02", "40.01"),  # 40.008
        ("债券型", "1", "0.05", "0.02"),  # 0.015, a tie
        ("货币型", "9999999", "500", "0"),
    ],
)
def test_one_sale(kind, amount, fee, expected):
    assert pay.sale_commission({"产品类型": kind, "认购金额": D(amount), "手续费收入": D(fee)}) == F(expected)


def test_sales_count_by_the_day_confirmed_and_are_rounded_one_by_one():
    # 28 February and 1 April are outside; 2 × 0.015 rounds to 2 × 0.02
    days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)]
    sales = [
        {"工号": "A1", "确认日期": day, "产品类型": "债券型", "认购金额": D(9), "手续费收入": D("0.05")} for day in days
    ]
    assert row_of(branch(agent(), 产品销售=sales), "A1")["产品提成"] == D("0.04")


@pytest.mark.parametrize(
    ("facts", "is_earned"),
    [
        ({"开户日期": date(2025, 12, 31)}, False),
        ({"开户日期": date(2026, 1, 1)}, True),
        ({"开户日期": date(2026, 3, 31)}, True),
        ({"开户日期": date(2026, 4, 1)}, False),
        ({"期末资产": D("19999.99")}, False),
        ({"期末资产": D("20000")}, True),
        ({"期末资产": D("20000.01")}, True),
        ({"交易额": D(0)}, False),
        ({"交易额": D("0.01")}, True),
        ({"客户状态": "回流"}, False),
        ({"客户状态": "休眠"}, False),
    ],
)
def test_who_earns_the_award(facts, is_earned):
    fresh = customer() | {"开户日期": date(2026, 2, 2), "期末资产": D(30000)} | facts
    data = branch(agent(), 客户业绩=[fresh], 客户关系=[relation(who="A1", share="0.6")])
    result = compute_month(data, [])
    assert result.report[0]["有效户奖"] == (60 if is_earned else 0)
    assert result.branch_award_retained == (40 if is_earned else 0)
    assert (("已奖有效户", "", "C1", "") in balances(result)) == is_earned


def test_the_award_is_earned_once_in_a_life():
    data = branch(agent(), 客户业绩=[customer() | {"开户日期": date(2026, 2, 2), "期末资产": D(30000)}])
    first = compute_month(data, [])
    assert first.branch_award_retained == 100  # no relation: the branch earns it all
    second = compute_month(data | {"period": "2026-04"}, first.ledgers)
    assert second.branch_award_retained == 0
    assert balances(second)["已奖有效户", "", "C1", ""] == 1


@pytest.mark.parametrize(
    ("assets", "share", "expected"),
    # × 0.0002 ÷ 12: 300 gives 0.005, a tie; 600000 gives 10
    [
        ("299.99", None, "0.00"),
        ("300", None, "0.01"),
        ("300.01", None, "0.01"),
        ("600000", None, "10.00"),
        ("600000", "0.5", "5.00"),
    ],
)
def test_retention_allowance(assets, share, expected):
    data = branch(
        person(), 客户业绩=[customer() | {"日均资产": D(assets)}], 客户关系=[relation(kind="服务", share=share)]
    )
    assert row_of(data)["保有津贴"] == D(expected)


def test_agents_have_no_retention_allowance():
    data = branch(agent(), 客户业绩=[customer() | {"日均资产": D(600000)}], 客户关系=[relation(who="A1", kind="服务")])
    assert row_of(data, "A1")["保有津贴"] == 0


# --- 第十条: coefficients ---


@pytest.mark.parametrize(
    ("daily", "service", "expected"),
    [
        (["89.99"], ["89.99"], "0.9"), (["90"], ["90"], "1"), (["90.01"], ["90.01"], "1"),
        (["79.99"], ["79.99"], "0.8"), (["80"], ["80"], "0.9"), (["69.99"], ["69.99"], "0.6"), (["70"], ["70"], "0.8"),
        (["0"], ["0"], "0.6"),
        (["80", "90"], ["97.5"], "1"),  # 85 × 0.6 + 97.5 × 0.4 = 51 + 39 = 90
        (["80", "90"], ["97.49"], "0.9"),  # 89.996 is not rounded up
    ],
)  # fmt: skip
def test_duty_coefficient(daily, service, expected):
    assert row_of(branch(person(), 职责考核=scores("E1", daily, service)))["考核系数"] == D(expected)


@pytest.mark.parametrize(("daily", "service"), [((), ("90",)), (("90",), ()), ((), ())])
def test_an_employee_without_both_scores_stops(daily, service):
    with pytest.raises(Stop, match="缺职责考核: E1"):
        compute_month(branch(person(), 职责考核=scores("E1", daily, service)), [])


def test_agents_and_part_timers_need_no_scores():
    result = compute_month(branch(agent(), person("P1", "兼职", None)), [])
    assert [row["考核系数"] for row in result.report] == [1, 1]


@pytest.mark.parametrize(("count", "expected"), [(0, "1"), (1, "0.9"), (2, "0.7"), (3, "0"), (4, "0")])
def test_conduct_coefficient(count, expected):
    valid = [
        {"工号": "A1", "日期": date(2026, 3, 1 + place), "类别": ("投诉", "违规")[place % 2], "是否有效": "是"}
        for place in range(count)
    ]
    ignored = [
        valid_or | {"工号": "A1", "类别": "投诉"}
        for valid_or in (
            {"日期": date(2026, 3, 5), "是否有效": "否"},
            {"日期": date(2026, 2, 28), "是否有效": "是"},
            {"日期": date(2026, 4, 1), "是否有效": "是"},
        )
    ]
    assert row_of(branch(agent(), 违规投诉=valid + ignored), "A1")["合规系数"] == D(expected)


def test_variable_pay_is_the_rounded_items_times_both_coefficients():
    # C1 10000.00: base 9278.00, commission 2319.50; allowance 10.00; 2329.50 × 0.9 × 0.7 = 1467.585, a tie
    events = [{"工号": "E1", "日期": date(2026, 3, 9), "类别": "投诉", "是否有效": "是"}] * 2
    data = branch(
        person(),
        客户业绩=[customer(net="10000") | {"日均资产": D(600000)}],
        客户关系=[relation(), relation(kind="服务")],
        职责考核=scores("E1", ["85"], ["85"]),
        违规投诉=events,
    )
    row = row_of(data)
    assert row["浮动薪酬"] == D("1467.59")
    assert row["风险金计提"] == D("146.76")  # 146.759


# --- 第十一条: attendance and visits ---


@pytest.mark.parametrize(
    ("late", "early", "missed", "expected"),
    [(2, 0, 0, 0), (2, 1, 0, 0), (2, 2, 0, 20), (3, 2, 0, 40), (0, 0, 1, 20), (4, 0, 2, 60)],
)
def test_attendance_penalty(late, early, missed, expected):
    facts = [{"工号": "E1", "迟到次数": D(late), "早退次数": D(early), "缺卡次数": D(missed)}]
    assert row_of(branch(person(), 考勤=facts))["考勤扣罚"] == expected


@pytest.mark.parametrize(
    ("left_on", "expected"),
    # pay days 2–6, 9–13, 16, …; until 1 d = 0; until 13 d = 10: 80 ÷ 22 = 3.6; until 16 d = 11: 4;
    # until 17 d = 12: 4.4; until 30 d = 21: 7.6; until 31 d = D
    [(1, 0), (13, 3), (16, 4), (17, 4), (30, 7), (31, 8)],
)
def test_required_slips(left_on, expected):
    assert attendance.required_slips(person(离职日期=date(2026, 3, left_on)), "2026-03") == expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ([], 20),  # 7 of 8
        ([slip(day=20)], 0),
        ([slip(day=20), slip(day=21)], 0),
        ([slip(day=1)], 20),  # the same person visited on the same day is one
        ([slip(day=1, visited="乙")], 0),
        ([slip(day=20, 目的地=" ")], 20),
        ([slip(day=20, 被访人=None)], 20),
        ([slip(day=20, 联系方式=None)], 20),
        ([slip(day=20, result=None)], 0),
        ([slip(day=20, result="未核")], 0),
        ([slip(day=20, result="不属实")], 70),  # not counted, and 50
        ([slip(day=20) | {"出访日期": date(2026, 4, 1)}], 20),
        ([slip(day=20, result="不属实") | {"出访日期": date(2026, 2, 28)}], 20),
    ],
)
def test_visit_penalty_of_seven_slips_and_what_is_added(changed, expected):
    assert row_of(branch(person(), 出访单=slips(count=7) + changed))["出访扣罚"] == expected


def test_agents_have_no_attendance_and_visit_penalty():
    facts = [{"工号": "A1", "迟到次数": D(9), "缺卡次数": D(9), "事假天数": D(2)}]
    row = row_of(branch(agent(), 考勤=facts, 出访单=[slip("A1", result="不属实")]), "A1")
    assert [row[name] for name in ("缺勤扣款", "考勤扣罚", "出访扣罚")] == [0, 0, 0]


# --- 第十二条: team allowance ---


@pytest.mark.parametrize(
    ("second", "events", "expected"),
    [
        ("-1000", 0, "250.51"),  # 9278 − 927.80 = 8350.20; × 3% = 250.506
        ("-1000", 1, "225.46"),  # × 0.9 = 225.4554
        ("-10000", 0, "0.00"),  # 9278 − 9278 = 0
        ("-20000", 0, "0.00"),  # below 0
    ],
)
def test_the_leader_earns_from_the_others_of_the_team(second, events, expected):
    roster = [person("L1", "团队负责人"), person("E1"), agent("A1"), person("E8", 团队="二队")]
    customers = [customer("C1", "10000"), customer("C2", second), customer("C3", "5000"), customer("C4", "7000")]
    relations = [relation("C1", "E1"), relation("C2", "A1"), relation("C3", "L1"), relation("C4", "E8")]
    breaches = [{"工号": "L1", "日期": date(2026, 3, 9), "类别": "违规", "是否有效": "是"}] * events
    data = branch(*roster, 客户业绩=customers, 客户关系=relations, 违规投诉=breaches)
    assert row_of(data, "L1")["团队管理津贴"] == D(expected)
    assert row_of(data, "E1")["团队管理津贴"] == 0


# --- 第十三、十四条: risk deposit, 应发, 结欠 ---


@pytest.mark.parametrize(
    ("left_on", "is_returned"),
    [(date(2026, 3, 30), False), (date(2026, 3, 31), True), (date(2026, 4, 1), True)],
)
def test_the_deposit_of_twelve_months_ago_is_returned_to_those_still_there(left_on, is_returned):
    held = [
        balance("风险金", "A1", amount, origin=origin)
        for origin, amount in [("2025-02", "1"), ("2025-03", "88.80"), ("2025-04", "2")]
    ]
    result = compute_month(branch(agent(离职日期=left_on)), held)
    assert result.report[0]["风险金返还"] == (D("88.80") if is_returned else 0)
    assert (("风险金", "A1", "", "2025-03") in balances(result)) is not is_returned
    assert balances(result)["风险金", "A1", "", "2025-02"] == 1


def test_the_deposit_kept_is_on_the_ledger_under_its_month():
    # base 9278.00 × 45% = 4175.10; 10% of it 417.51
    result = compute_month(branch(agent(), 客户业绩=[customer(net="10000")], 客户关系=[relation(who="A1")]), [])
    assert balances(result)["风险金", "A1", "", "2026-03"] == D("417.51")


def test_a_debt_is_carried_until_it_is_paid():
    # −500.00 → owes 500; +300 − 500 → owes 200; +700 − 200 → is paid 500
    ledgers, seen = [], []
    for period, amount in [("2026-03", "-500"), ("2026-04", "300"), ("2026-05", "700")]:
        result = compute_month(branch(agent(), period=period, 手工调整=[adjustment("A1", amount)]), ledgers)
        row, ledgers = result.report[0], result.ledgers
        seen.append((row["上期结欠"], row["应发合计"], row["本期结欠"]))
    assert seen == [(0, 0, 500), (500, 0, 200), (200, 500, 0)]
    assert not any(row["台账"] == "结欠" for row in ledgers)


@pytest.mark.parametrize("missing", [{"事由": None}, {"审批人": " "}])
def test_an_adjustment_without_reason_or_approver_stops(missing):
    with pytest.raises(Stop, match="缺事由或审批人: A1"):
        compute_month(branch(agent(), 手工调整=[adjustment("A1", "1") | missing]), [])


def test_balances_of_people_not_paid_pass_unchanged():
    held = [
        balance("风险金", "E7", "5", origin="2025-03"),
        balance("结欠", "E7", "6"),
        balance("本年累计收入", "E7", "7"),
        balance("已奖有效户", subject="C9"),
    ]
    after = balances(compute_month(branch(agent()), held))
    assert [
        after[key]
        for key in [
            ("风险金", "E7", "", "2025-03"),
            ("结欠", "E7", "", ""),
            ("本年累计收入", "E7", "", ""),
            ("已奖有效户", "", "C9", ""),
        ]
    ] == [5, 6, 7, 1]


# --- 第十五条: tax ---


def months_of(case, width):
    rows = case.get("rows") or [case["row"]] * case["repeat"]
    assert all(len(row) == width for row in rows)
    return [[F(figure) for figure in row] for row in rows]


@pytest.mark.parametrize("case", CASES["wages"], ids=lambda case: case["id"])
def test_wages_of_the_published_cases(case):
    income = contributions = special = withheld = F(0)
    for months, (row, expected) in enumerate(zip(months_of(case, 3), case["tax"], strict=True), start=1):
        income, contributions, special = income + row[0], contributions + row[1], special + row[2]
        month_number = case.get("start_month", 1) + months - 1
        flags = case.get("first_in_year", False), case.get("prior_year_within_60000", False)
        deduction = tax.standard_deduction(months, month_number, *flags)
        amount = tax.cumulative_tax(income - contributions - special - deduction, withheld)
        assert amount == F(expected), months
        withheld += amount


@pytest.mark.parametrize("case", CASES["broker"], ids=lambda case: case["id"])
def test_brokers_of_the_cases(case):
    income = charges = withheld = F(0)
    for months, (row, expected) in enumerate(zip(months_of(case, 2), case["tax"], strict=True), start=1):
        income, charges = income + row[0], charges + row[1]
        amount = tax.cumulative_tax(tax.broker_taxable(income, charges, months), withheld)
        assert amount == F(expected), months
        withheld += amount


# 800 goes free; 4000: 3200 × 20%; 4000.10: 3200.08 × 20% = 640.016; 25000.10: 20000.08 × 30% − 2000 = 4000.024;
# 62500: 50000 × 30% − 2000; 62501: 50000.80 × 40% − 7000
OWN_LABOUR = [
    ["0", "0"],
    ["800.10", "0.02"],
    ["3999.90", "639.98"],
    ["4000.10", "640.02"],
    ["25000.10", "4000.02"],
    ["62500", "13000"],
    ["62501", "13000.32"],
]


@pytest.mark.parametrize(("income", "expected"), CASES["labour"] + OWN_LABOUR)
def test_labour_income(income, expected):
    assert tax.labour_tax(F(income)) == F(expected)


@pytest.mark.parametrize(("bonus", "expected"), CASES["bonus"])
def test_bonus(bonus, expected):
    assert tax.bonus_tax(F(bonus)) == F(expected)


@pytest.mark.parametrize(("gross", "expected"), CASES["vat_labour_2026"])
def test_vat_of_a_part_timer(gross, expected):
    assert tax.value_added_tax(F(gross), "兼职") == F(expected)


@pytest.mark.parametrize(
    ("taxable", "expected"),
    [
        ("-1", "0"), ("0", "0"), ("1", "0.03"),
        ("35999", "1079.97"), ("36000", "1080"), ("36001", "1080.10"),
        ("143999", "11879.90"), ("144000", "11880"), ("144001", "11880.20"),
        ("300000", "43080"), ("300001", "43080.25"),  # 60000 − 16920; 75000.25 − 31920
        ("420000", "73080"), ("420001", "73080.30"),  # 105000 − 31920; 126000.30 − 52920
        ("660000", "145080"), ("660001", "145080.35"),  # 198000 − 52920; 231000.35 − 85920
        ("960000", "250080"), ("960001", "250080.45"),  # 336000 − 85920; 432000.45 − 181920
    ],
)  # fmt: skip
def test_cumulative_bands_are_right_closed(taxable, expected):
    assert tax.cumulative_tax(F(taxable), F(0)) == F(expected)


@pytest.mark.parametrize(
    ("gross", "vat", "charges"),
    [
        ("100999.99", "0", "0"),  # S is under 100,000
        ("101000", "1000", "35"),  # S = 100,000: due, 城建 3.5%; the education ones are exempt
        ("101000.01", "1000", "60"),  # S over 100,000: 35 + 15 + 10
        ("202000", "2000", "120"),  # 70 + 30 + 20
    ],
)
def test_vat_and_surcharges_of_a_broker(gross, vat, charges):
    found = tax.value_added_tax(F(gross), "证券经纪人")
    assert (found, tax.surcharges(F(gross), found)) == (F(vat), F(charges))


def test_a_broker_from_gross_to_pay():
    # S = 100,000: VAT 1000, 城建 35; X = 100000; 60000 − 35 − 5000 = 54965; × 10% − 2520 = 2976.50
    result = compute_month(branch(agent(), 手工调整=[adjustment("A1", "101000")]), [])
    row, after = result.report[0], balances(result)
    assert [row[name] for name in ("增值税", "附加税费", "个人所得税", "实发合计")] == [
        1000,
        35,
        D("2976.50"),
        D("96988.50"),
    ]
    assert after["本年佣金收入", "A1", "", ""] == 100000
    assert after["本年佣金附加税费", "A1", "", ""] == 35
    assert after["本年佣金已扣税额", "A1", "", ""] == D("2976.50")
    assert after["本年从业月数", "A1", "", ""] == 1


def test_a_broker_without_income_still_counts_the_month():
    # month 2: 20000 × 0.6 − 10000 = 2000; × 3% = 60
    first = compute_month(branch(agent()), [])
    assert balances(first) == {("本年从业月数", "A1", "", ""): 1}
    second = branch(agent(), period="2026-04", 手工调整=[adjustment("A1", "20000")])
    assert row_of(second, "A1", first.ledgers)["个人所得税"] == 60


@pytest.mark.parametrize(
    ("gross", "expected"),
    [
        ("1009.99", ["0", "0", "42.00", "967.99"]),  # 209.99 × 20% = 41.998
        ("1010.00", ["10.00", "0.35", "40.00", "959.65"]),  # X = 1000
        ("1010.01", ["10.00", "0.35", "40.00", "959.66"]),  # X = 1000.01: 40.002
    ],
)
def test_a_part_timer_from_gross_to_pay(gross, expected):
    result = compute_month(branch(person("P1", "兼职", None), 手工调整=[adjustment("P1", gross)]), [])
    assert [result.report[0][name] for name in ("增值税", "附加税费", "个人所得税", "实发合计")] == [
        D(one) for one in expected
    ]
    assert result.ledgers == []


def test_contributions_above_the_pay_stop():
    data = branch(
        person(), 社保及专项=[{"工号": "E1", "基本养老保险费": D(500)}], 手工调整=[adjustment("E1", "-3300.01")]
    )
    with pytest.raises(Stop, match="实发为负: E1"):  # 应发 499.99 < 500
        compute_month(data, [])


@pytest.mark.parametrize(
    ("keys", "expected"),
    # March, first month here: 20000 − 5000 → 450; from January 20000 − 15000 → 150; 20000 − 60000 → 0
    [({}, 450), ({"入职年度就业情形": "首次就业"}, 150), ({"上年收入不超六万": "是"}, 0)],
)
def test_the_special_deductions_need_the_roster_to_say_so(keys, expected):
    data = branch(person() | keys, 手工调整=[adjustment("E1", "16200")])  # + 3800
    assert row_of(data)["个人所得税"] == expected


def full_month(period):
    """E1 with 10000 net commission, 600000 assets served, 500 of contributions."""
    return branch(
        person(),
        period=period,
        客户业绩=[customer() | {"毛佣金": D(12000), "规费": D(2000), "净佣金": D(10000), "日均资产": D(600000)}],
        客户关系=[relation(), relation(kind="服务")],
        社保及专项=[{"工号": "E1", "基本养老保险费": D(300), "住房公积金": D(200), "累计子女教育": None}],
    )


def test_an_employee_from_commission_to_pay_over_two_months_and_a_january():
    # 672.00 and 50.00 → 9278.00; × 25% = 2319.50; + 10.00 = 2329.50; deposit 232.95; 3800 + 2329.50 − 232.95 = 5896.55
    # March: (5896.55 − 500 − 5000) × 3% = 11.8965
    first = compute_month(full_month("2026-03"), [])
    row = first.report[0]
    names = (
        "归属净佣金",
        "税金及附加",
        "投资者保护基金",
        "计提基数",
        "应计底薪",
        "佣金提成",
        "保有津贴",
        "浮动薪酬",
        "风险金计提",
        "应发合计",
        "三险一金",
        "个人所得税",
        "实发合计",
    )
    expected = "10000.00 672.00 50.00 9278.00 3800.00 2319.50 10.00 2329.50 232.95 5896.55 500.00 11.90 5384.65"
    assert [str(row[name]) for name in names] == expected.split()
    assert first.totals["实发合计"] == D("5384.65")
    # April: (11793.10 − 1000 − 10000) × 3% = 23.793; − 11.90 = 11.893
    second = compute_month(full_month("2026-04"), first.ledgers)
    assert second.report[0]["个人所得税"] == D("11.89")
    after = balances(second)
    year = ("本年累计收入", "本年累计专项扣除", "本年已扣税额", "本年任职月数")
    assert [after[name, "E1", "", ""] for name in year] == [D("11793.10"), 1000, D("23.79"), 2]
    # a January starts the year's ledgers again: as in March, one month
    january = compute_month(full_month("2026-01"), second.ledgers)
    assert january.report[0]["个人所得税"] == D("11.90")
    assert balances(january)["本年任职月数", "E1", "", ""] == 1


def test_cumulative_deductions_are_taken_as_they_stand():
    # 3800 + 5200 = 9000 − 5000 − 2000 − 1000 (个人养老金) = 1000; × 3% = 30
    declared = [{"工号": "E1", "累计子女教育": D(2000), "累计个人养老金": D(1000)}]
    assert row_of(branch(person(), 社保及专项=declared, 手工调整=[adjustment("E1", "5200")]))["个人所得税"] == 30


@given(st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_the_order_of_rows_changes_nothing(random):
    data = full_month("2026-03")
    data["花名册"] += [person("L1", "团队负责人"), agent("A1")]
    data["职责考核"] += scores("L1")
    data["客户业绩"] += [customer("C2", "333.33"), customer("C3", "-0.01")]
    data["客户关系"] += [
        relation("C2", "A1", share="0.5"),
        relation("C2", "L1", share="0.5"),
        relation("C3", "E1", share="0.5"),
    ]
    mixed = {name: random.sample(rows, len(rows)) if isinstance(rows, list) else rows for name, rows in data.items()}
    assert compute_month(mixed, []) == compute_month(data, [])
