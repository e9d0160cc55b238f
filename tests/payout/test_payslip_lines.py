"""The lines of a payslip are the terms of the month's own formulas, and add up to its totals to the fen."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.money import yuan
from pipeline.payout.payslips.lines import ADDED, BESIDE, FINES, GROSS_PARTS, TAKEN, TOLD, TOTAL, WITHHELD, Slip
from pipeline.payout.payslips.payslips import payslip_findings
from tests.payout.payslip_made import earner, figures, reasons, slip, small
from tests.scheme.rule_sets import item

SUM = item("应发合计", "底薪 + 提成 - 借支 - 考勤扣罚", round="分")


def above(one: Slip) -> Decimal:
    """What the lines of 应发合计 add up to."""
    return sum(figures(one, *GROSS_PARTS).values(), Decimal(0))


def test_a_sum_stands_line_by_line_with_fines_apart() -> None:
    """What is added, what comes off and what is a fine: 3,000 + 1,200.50 - 200 - 40 = 3,960.50."""
    one = slip(small(SUM, people=[earner(底薪="3000", 提成="1200.50", 借支="200", 考勤扣罚="40", 应发合计="3960.50")]))
    assert figures(one, ADDED) == {"底薪": 3000, "提成": Decimal("1200.50")}
    assert figures(one, TAKEN) == {"借支": -200}
    assert figures(one, FINES) == {"考勤扣罚": -40}
    assert figures(one, TOTAL) == {"应发合计": Decimal("3960.50"), "实发合计": Decimal("3960.50")}
    assert one.problems == ()


def test_an_item_is_a_fine_by_its_nature_too() -> None:
    """The name need not say so."""
    fine = item("迟到款", "20", nature="扣罚", round="分")
    total = item("应发合计", "底薪 - 迟到款", round="分")
    one = slip(small(fine, total, people=[earner(底薪="100", 迟到款="20", 应发合计="80")]))
    assert figures(one, FINES) == {"迟到款": -20}


@pytest.mark.parametrize(
    ("advance", "carried"),
    [("999.99", None), ("1000", None), ("1000.01", "0.01"), ("1250", "250")],
)
def test_what_a_bound_of_zero_leaves_out_is_a_line_of_its_own(advance: str, carried: str | None) -> None:
    """小计 above, at and below 0: what is carried on makes the lines add up to the 0 that is paid."""
    items = (
        item("小计", "底薪 - 借支", round="分"),
        item("应发合计", "取大(0, 小计)", round="分"),
        item("本期结欠", "取大(0, -小计)", round="分"),
    )
    rest = Decimal(1000) - Decimal(advance)
    paid = max(rest, Decimal(0))
    person = earner(底薪="1000", 借支=advance, 小计=str(rest), 应发合计=str(paid), 本期结欠=str(paid - rest))
    one = slip(small(*items, people=[person]))
    assert figures(one, ADDED).get("本期结欠") == (Decimal(carried) if carried else None)
    assert above(one) == paid
    assert one.problems == ()


@pytest.mark.parametrize(
    ("bounds", "paid", "line", "settled"),
    [
        ({"floor": "1500"}, "1500", "应发合计不低于1500", "500"),
        ({"cap": "800"}, "800", "应发合计不高于800", "-200"),
        ({"round": "百元", "mode": "进位"}, "1000", "", "0"),
        ({"floor": "1000", "cap": "1000"}, "1000", "", "0"),
    ],
)
def test_what_floor_and_cap_settle_is_a_line(bounds: dict[str, str], paid: str, line: str, settled: str) -> None:
    """700 + 300 under a floor of 1,500, a cap of 800, and where neither is reached."""
    total = item("应发合计", "底薪 + 提成", **{"round": "分", **bounds})
    one = slip(small(total, people=[earner(底薪="700", 提成="300", 应发合计=paid)]))
    lines = figures(one, ADDED)
    assert lines.pop(line, Decimal(0)) == Decimal(settled)
    assert lines == {"底薪": 700, "提成": 300}
    assert one.problems == ()


def test_what_is_dropped_in_rounding_is_a_line() -> None:
    """1,234.56 paid in whole yuan, the rest dropped: -0.56."""
    total = item("应发合计", "底薪 + 提成", round="元", mode="舍去")
    one = slip(small(total, people=[earner(底薪="1000", 提成="234.56", 应发合计="1234")]))
    assert figures(one, ADDED)["应发合计取整"] == Decimal("-0.56")
    assert reasons(one)["应发合计取整"] == "应发合计舍去到元"


def test_lines_rounded_each_leave_a_rest_that_is_told() -> None:
    """0.335 three times is 1.005, paid as 1.01; as lines it is 0.34 three times: 0.01 too much."""
    thirds = [item(name, "底薪 × 33.5%", round="不取整") for name in ("甲", "乙", "丙")]
    total = item("应发合计", "甲 + 乙 + 丙", round="分")
    person = earner(底薪="1", 甲="0.335", 乙="0.335", 丙="0.335", 应发合计="1.01")
    one = slip(small(*thirds, total, people=[person]))
    assert figures(one, ADDED) == dict.fromkeys(("甲", "乙", "丙"), Decimal("0.34")) | {"尾差": Decimal("-0.01")}
    assert above(one) == Decimal("1.01")


def test_a_product_is_one_line() -> None:
    """A total that adds nothing up stands for itself."""
    total = item("应发合计", "(底薪 + 提成) × 0.9", round="分")
    one = slip(small(total, people=[earner(底薪="1000", 提成="500", 应发合计="1350")]))
    assert figures(one, ADDED) == {"应发合计": 1350}
    assert one.lines[0].reason == "（底薪1,000.00加提成500.00），乘0.9"


def test_a_total_that_looks_back_is_one_line() -> None:
    """Earlier months are not on the payslip, so what was made of them is not taken apart."""
    total = item("应发合计", "底薪 + 上期(提成, 0)", round="分")
    one = slip(small(total, people=[earner(底薪="1000", 提成="70", 应发合计="1050")]))
    assert figures(one, ADDED) == {"应发合计": 1050}
    assert one.problems == ()


def test_contributions_stand_each_apart_and_the_tax_whole() -> None:
    """三险一金 is opened; a tax made of unrounded figures is not. 5,000 - 400 - 600 - 45.60 + 1,000 = 4,954.40."""
    items = (
        item("应发合计", "底薪", round="分"),
        item("三险一金", "养老 + 公积金", round="分"),
        item("应纳税额", "底薪 × 0.912%", round="不取整"),
        item("个人所得税", "取大(0, 应纳税额 - 税额)", round="分"),
        item("实发合计", "应发合计 - 三险一金 - 个人所得税 + 奖金", round="分"),
    )
    made = {"应发合计": "5000", "三险一金": "1000", "应纳税额": "45.6", "个人所得税": "45.60", "实发合计": "4954.40"}
    person = earner(底薪="5000", 养老="400", 公积金="600", 奖金="1000", **made)
    one = slip(small(*items, people=[person], columns=["三险一金"]))
    assert figures(one, WITHHELD) == {"养老": -400, "公积金": -600, "个人所得税": Decimal("-45.60")}
    assert figures(one, BESIDE) == {"奖金": 1000}
    assert figures(one, TOLD) == {"三险一金": 1000}
    assert one.problems == ()


def test_what_is_not_for_the_post_is_no_line() -> None:
    """An agent has no 底薪 under a standard that gives it to account managers."""
    base = item("月底薪", "2000", who="客户经理", round="分")
    total = item("应发合计", "月底薪 + 提成", round="分")
    agent = earner(岗位="证券经纪人", 提成="10", 月底薪="0", 应发合计="10")
    assert figures(slip(small(base, total, people=[agent])), ADDED) == {"提成": 10}
    manager = earner(提成="10", 月底薪="2000", 应发合计="2010")
    assert figures(slip(small(base, total, people=[manager])), ADDED) == {"月底薪": 2000, "提成": 10}


def test_a_condition_shows_the_branch_taken() -> None:
    """The sum of the branch that holds, not of the other."""
    total = item("应发合计", "如果(底薪 > 1000, 底薪 + 奖金, 提成)", round="分")
    one = slip(small(total, people=[earner(底薪="2000", 奖金="1", 提成="9", 应发合计="2001")]))
    assert figures(one, ADDED) == {"底薪": 2000, "奖金": 1}


def test_lines_that_do_not_add_up_stop_everything() -> None:
    """A report of 3,000.01 for lines of 3,000.00: nobody gets a payslip, and both figures are told."""
    found = payslip_findings(small(SUM, people=[earner(底薪="3000", 应发合计="3000.01")]))
    assert [told.code for told in found] == ["W01"]
    assert found[0].message == "工号1001（张三，花名册第3行）的“应发合计”各行相加为3,000.00，月报表为3,000.01"
    assert found[0].stops


def test_a_figure_that_is_missing_stops_everything() -> None:
    """A term without a value is not nothing."""
    person = earner(底薪="3000", 应发合计="3000")
    values = {name: value for name, value in person.values.items() if name != "提成"}
    found = payslip_findings(small(SUM, people=[type(person)(person.employee_id, person.name, values)]))
    assert [told.message for told in found] == ["工号1001（张三）的“应发合计”各行相加为没有值，月报表为3,000.00"]


@given(
    parts=st.lists(st.tuples(st.sampled_from("+-"), st.integers(-10_000_000, 10_000_000)), min_size=2, max_size=8),
    keeps=st.booleans(),
    whole=st.sampled_from(["分", "角", "元"]),
)
def test_lines_add_up_whatever_the_standard(parts: list[tuple[str, int]], keeps: bool, whole: str) -> None:
    """Any sum of amounts in fen, with or without a bound of zero, rounded to fen, jiao or yuan half away from zero."""
    facts = ("底薪", "提成", "奖金", "借支", "考勤扣罚", "养老", "公积金", "税额")
    used = facts[: len(parts)]
    formula = " ".join(f"{sign} {name}" for (sign, _), name in zip(parts, used, strict=True)).removeprefix("+ ")
    fen = sum(amount if sign == "+" else -amount for sign, amount in parts)
    fen = max(fen, 0) if keeps else fen
    step = {"分": 1, "角": 10, "元": 100}[whole]
    size = (2 * abs(fen) + step) // (2 * step) * step
    paid = yuan(Fraction(size if fen >= 0 else -size, 100))
    items = (item("小计", formula, round="分"), item("应发合计", "取大(0, 小计)" if keeps else "小计", round=whole))
    raw = sum(amount if sign == "+" else -amount for sign, amount in parts)
    given_ = {name: str(Decimal(amount) / 100) for (_, amount), name in zip(parts, used, strict=True)}
    one = slip(small(*items, people=[earner(**given_, 小计=str(Decimal(raw) / 100), 应发合计=str(paid))]))
    assert one.problems == ()
    assert above(one) == paid
    assert len(figures(one, *GROSS_PARTS)) >= len(parts)
