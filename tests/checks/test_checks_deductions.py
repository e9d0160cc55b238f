"""Special additional deductions beyond the tables of the law, and last year's 60,000 (D01 to D05)."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from pipeline.checks import deductions, low_income
from pipeline.period import Period
from pipeline.settings import load
from schemas.results import LEDGER_OPENINGS
from tests.tax.year import CONFIG

MARCH = Period(2026, 3)
SHARED = {"fact": "赡养老人分摊", "figure": None, "word": "是"}


@pytest.fixture(scope="module")
def standard():
    """The project's own: 省会, so that a rent of 1,500 a month is allowed."""
    return load(CONFIG).standard(MARCH)


@pytest.mark.parametrize(("loan", "rent", "told"), [(1000, 1500, True), (1000, 0, False), (None, 1500, False)])
def test_loan_or_rent(build, places, said, loan, rent, told):
    """国发〔2018〕41号: one of them in a year."""
    rows = build("contributions", {"housing_loan": loan and Decimal(loan), "housing_rent": Decimal(rent)})
    expected = [("D01", "阻断", "文件1.xlsx [表] 累计住房租金2",
                 "工号1001本年同时申报了住房贷款利息（累计1,000.00元）和住房租金（累计1,500.00元）")]  # fmt: skip
    assert said(deductions.loans_beside_rents(rows, places)) == (expected if told else [])


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("housing_rent", "4500"),  # 1,500 × 3
        ("housing_loan", "3000"),  # 1,000 × 3
        ("elderly_care", "9000"),  # 3,000 × 3
        ("continuing_education", "4800"),  # 400 × 3 + 3,600
        ("private_pension", "12000"),  # a year
    ],
)
def test_ceilings_by_march(build, places, said, standard, name, most):
    """Below and at the ceiling nothing is said; a fen above stops."""
    amounts = [Decimal(most) + step for step in (Decimal("-0.01"), Decimal(0), Decimal("0.01"))]
    rows = build("contributions", *({"employee_id": f"{n}", name: amount} for n, amount in enumerate(amounts)))
    found = deductions.deductions_over_ceiling(build("roster", {}), rows, build("supplements"), MARCH, standard, places)
    assert [(item.code, item.level, item.message.split("的")[0]) for item in found] == [("D02", "阻断", "工号2")]


def test_the_message_says_how_the_ceiling_is_reckoned(build, places, said, standard):
    """Months, and what a year adds."""
    rows = build("contributions", {"continuing_education": Decimal("4800.01")})
    found = deductions.deductions_over_ceiling(build("roster", {}), rows, build("supplements"), MARCH, standard, places)
    assert said(found) == [
        ("D02", "阻断", "文件1.xlsx [表] 累计继续教育2",
         "工号1001的累计继续教育为4,800.01元，截至2026-03至多4,800.00元（每月400.00元×3个月，加全年3,600.00元）")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "who", "told"), [("4500", "1001", False), ("4500.01", "1001", True), ("4500.01", "1002", False)]
)
def test_who_shares_the_care_of_parents(build, places, standard, amount, who, told):
    """1,500 a month where the fact says so, of that person alone."""
    rows = build("contributions", {"elderly_care": Decimal(amount)})
    supplements = build("supplements", {**SHARED, "employee_id": who})
    found = deductions.deductions_over_ceiling(build("roster", {}), rows, supplements, MARCH, standard, places)
    assert bool(found) == told


@pytest.mark.parametrize(("city_class", "most"), [("省会", 1500), ("大城市", 1100), ("其他", 800), ("", 1500)])
def test_rents_by_the_class_of_the_city(build, places, standard, city_class, most):
    """A branch that does not say its class is held to the highest."""
    here = SimpleNamespace(law=standard.law, scheme=SimpleNamespace(constants={"城市类别": city_class}))
    rows = build("contributions", {"housing_rent": Decimal(most)}, {"housing_rent": most + Decimal("0.01")})
    nothing, january = build("supplements"), Period(2026, 1)
    found = deductions.deductions_over_ceiling(build("roster", {}), rows, nothing, january, here, places)
    assert [item.cell for item in found] == ["累计住房租金3"]


def test_children_in_whole_portions(build, places, said, standard):
    """2,000 for each child, or half of it for each parent; anything else is a notice."""
    rows = build("contributions", *({"children_education": Decimal(amount)} for amount in ("3000", "500", "999.99")),
                 {"infant_care": Decimal(1500)})  # fmt: skip
    assert said(deductions.deductions_in_odd_portions(rows, standard, places)) == [
        ("D03", "提醒", "文件1.xlsx [表] 累计子女教育3",
         "工号1001的累计子女教育为500.00元，不是每份1,000.00元的整数倍"),
        ("D03", "提醒", "文件1.xlsx [表] 累计子女教育4",
         "工号1001的累计子女教育为999.99元，不是每份1,000.00元的整数倍"),
        ("D03", "提醒", "文件1.xlsx [表] 累计3岁以下婴幼儿照护5",
         "工号1001的累计3岁以下婴幼儿照护为1,500.00元，不是每份1,000.00元的整数倍"),
    ]  # fmt: skip


def _december(*balances):
    return LEDGER_OPENINGS.from_rows(
        [{"ledger": name, "employee_id": "1001", "object": "", "origin": "", "opening": Decimal(amount)}
         for name, amount in balances]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said_so", "income", "bonus", "months", "code"),
    [
        (True, "59999.99", "0", "12", ""), (True, "60000", "0", "12", ""), (True, "60000.01", "0", "12", "D04"),
        (True, "50000", "10000.01", "12", "D04"),  # a bonus taxed apart is wages too
        (True, "50000", "0", "11", "D04"),
        (None, "60000", "0", "12", "D05"), (None, "60000.01", "0", "12", ""), (None, "50000", "0", "11", ""),
        (False, "60000", "0", "12", ""),  # declined
    ],
)  # fmt: skip
def test_last_years_sixty_thousand(build, places, said, standard, said_so, income, bonus, months, code):
    """国家税务总局公告2020年第19号: a claim the ledgers contradict stops; one left blank is a notice."""
    carried = _december(("本年累计收入", income), ("本年单独计税年终奖", bonus), ("本年任职月数", months))
    january = Period(2027, 1)
    found = low_income.low_income_claims(build("roster", {"low_income": said_so}), carried, january, standard, places)
    assert [item.code for item in found] == ([code] if code else [])
    if income == "60000.01" and code:
        assert said(found) == [
            ("D04", "阻断", "文件1.xlsx [表] 上年收入不超六万2",
             "工号1001（张三）的“上年收入不超六万”写“是”，而2026-12的台账中全年任职12个月，工资薪金60,000.01元")
        ]  # fmt: skip
    if code == "D05":
        assert said(found)[0][1:] == (
            "提醒", "文件1.xlsx [表] 上年收入不超六万2",
            "工号1001（张三）上年任职满12个月，工资薪金60,000.00元，可以自一月起一次扣除60,000.00元，花名册没有写",
        )  # fmt: skip


def test_only_january_with_a_december_behind_it_is_asked(build, places, standard):
    """In other months the ledgers hold this year; without a month before there is nothing to compare with."""
    roster, carried = build("roster", {"low_income": True}), _december(("本年累计收入", "70000"))
    assert low_income.low_income_claims(roster, carried, Period(2027, 2), standard, places) == []
    assert low_income.low_income_claims(roster, _december(), Period(2027, 1), standard, places) == []


@pytest.mark.parametrize(
    ("hired", "amount", "told"),
    [
        ("2026-03-20", "3000", False), ("2026-03-20", "3000.01", True), ("2026-03-01", "9000", True),
        ("2026-02-28", "6000", False), ("2026-02-28", "6000.01", True), ("2026-01-31", "9000", False),
        ("2025-12-31", "9000", False), ("2025-12-31", "9000.01", True),
    ],
)  # fmt: skip
def test_months_count_from_the_entry_of_who_came_this_year(build, places, standard, hired, amount, told):
    """3,000 a month in March, from the month of entry on; who came last year has the whole year."""
    roster = build("roster", {"hired_on": date.fromisoformat(hired)}, {"employee_id": "1002"})
    rows = build("contributions", {"elderly_care": Decimal(amount)}, {"employee_id": "1002", "elderly_care": 9000})
    found = deductions.deductions_over_ceiling(roster, rows, build("supplements"), MARCH, standard, places)
    assert [item.code for item in found] == ["D02"] * told


def test_the_month_of_entry_is_told(build, places, said, standard):
    """One month here: what the employer may deduct is 3,000."""
    roster = build("roster", {"hired_on": date(2026, 3, 20)})
    rows = build("contributions", {"elderly_care": Decimal(9000)})
    found = deductions.deductions_over_ceiling(roster, rows, build("supplements"), MARCH, standard, places)
    assert said(found)[0][3] == (
        "工号1001的累计赡养老人为9,000.00元，截至2026-03至多3,000.00元（每月3,000.00元×1个月，3月入职）"
    )


@pytest.mark.parametrize(
    ("hired", "said_so", "post", "told"),
    [
        ("2025-01-31", True, "客户经理", False), ("2025-02-01", True, "客户经理", True),
        ("2026-03-01", True, "团队负责人", True), ("2026-03-01", False, "客户经理", False),
        ("2026-03-01", None, "客户经理", False), ("2026-03-01", True, "兼职", False),
    ],
)  # fmt: skip
def test_sixty_thousand_of_who_came_later(build, places, standard, hired, said_so, post, told):
    """2020年第19号: withheld from here in each month of last year; any month asks, not January alone."""
    roster = build("roster", {"hired_on": date.fromisoformat(hired), "low_income": said_so, "post": post})
    assert [item.code for item in low_income.low_income_newcomers(roster, MARCH, standard, places)] == ["D09"] * told


def test_a_newcomer_is_told_once(build, places, standard):
    """In January the ledgers say the same of him; the reason is his entry."""
    roster, january = build("roster", {"hired_on": date(2026, 5, 1), "low_income": True}), Period(2027, 1)
    carried = _december(("本年任职月数", "8"))
    assert low_income.low_income_claims(roster, carried, january, standard, places) == []
    assert len(low_income.low_income_newcomers(roster, january, standard, places)) == 1


def test_the_newcomer_is_told_at_his_cell(build, places, said, standard):
    """Where to mend it, and why."""
    roster = build("roster", {"hired_on": date(2026, 3, 2), "low_income": True})
    assert said(low_income.low_income_newcomers(roster, MARCH, standard, places)) == [
        ("D09", "阻断", "文件1.xlsx [表] 上年收入不超六万2",
         "工号1001（张三）的“上年收入不超六万”写“是”，而入职日期是2026-03-02，2025年没有在本单位任职满12个月")
    ]  # fmt: skip
