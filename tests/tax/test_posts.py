"""Several posts in one year: wages and commission accumulate apart, part-time months not at all.

Law: 国家税务总局公告2018年第61号; 财税〔2018〕164号 art. 3.  Expected figures are worked out by hand beside them.
"""

from __future__ import annotations

from decimal import Decimal

from pipeline.settings import Standard
from tests.tax.year import Year, agent, brought, employee

GROSS = {"E1": Decimal(20000)}


def _tax(year: Year, number: int, post: str) -> Decimal:
    year.people = [employee() if post == "客户经理" else agent(post, "E1")]
    tax: Decimal = year.month(number, GROSS)["E1"]["个人所得税"]
    return tax


def test_an_employee_becomes_an_agent_and_comes_back(standard: Standard) -> None:
    """Each kind of income continues where it stopped, with its own months and its own tax."""
    year = Year(standard, [])
    course = [
        (1, "客户经理", "450"),  # 15000 × 3%
        (2, "客户经理", "450"),  # 30000 × 3% − 450
        (3, "证券经纪人", "210"),  # 20000 × 60% − 5000 = 7000 × 3%
        (4, "证券经纪人", "210"),  # 14000 × 3% − 210
        (5, "兼职", "3168.32"),  # VAT 198.02, 19801.98 × 80% = 15841.584 × 20%
        (6, "客户经理", "1080"),  # 60000 − 15000 = 45000 × 10% − 2520 − 900
        (7, "证券经纪人", "210"),  # 60000 × 60% − 15000 = 21000 × 3% − 420
    ]
    assert [_tax(year, number, post) for number, post, _ in course] == [Decimal(tax) for *_, tax in course]
    ledgers = ("本年累计收入", "本年任职月数", "本年已扣税额", "本年佣金收入", "本年从业月数", "本年佣金已扣税额")
    assert [year.balance(name, "E1") for name in ledgers] == [60000, 3, 1980, 60000, 3, 630]


def test_what_is_brought_of_an_agent_is_his_commission(standard: Standard) -> None:
    """期初 has one set of names; in the first month in the system they belong to the post of that month."""
    before = brought(("本年累计收入", "E1", "40000"), ("本年已扣税额", "E1", "420"), ("本年任职月数", "E1", "2"),
                     ("本年累计附加税费", "E1", "100"))  # fmt: skip
    year = Year(standard, [], openings=before)
    assert _tax(year, 3, "证券经纪人") == Decimal("207.00")  # 60000 × 60% − 100 − 15000 = 20900 × 3% − 420
    wages = ("本年累计收入", "本年已扣税额", "本年任职月数", "本年累计附加税费")
    commission = ("本年佣金收入", "本年从业月数", "本年佣金附加税费")
    assert [year.balance(name, "E1") for name in (*wages, *commission)] == [0, 0, 0, 0, 60000, 3, 100]
    assert _tax(year, 4, "客户经理") == 450  # his first month as an employee
    assert _tax(year, 5, "证券经纪人") == Decimal("210.00")  # 80000 × 60% − 100 − 20000 = 27900 × 3% − 627


def test_what_is_brought_of_an_employee_stays_wages(standard: Standard) -> None:
    """Also when he becomes an agent in a later month."""
    before = brought(("本年累计收入", "E1", "40000"), ("本年已扣税额", "E1", "900"), ("本年任职月数", "E1", "2"))
    year = Year(standard, [], openings=before)
    assert _tax(year, 3, "客户经理") == 1080  # 60000 − 15000 = 45000 × 10% − 2520 − 900
    assert _tax(year, 4, "证券经纪人") == 210
    assert year.balance("本年累计收入", "E1") == 60000


def test_months_without_income_count_and_months_away_do_not(standard: Standard) -> None:
    """A row of 0 takes its 5,000; who is on no roster has no row; a refund is never made, a loss is carried."""
    year, taxes = Year(standard, [employee()]), []
    for number, gross in ((1, 20000), (2, 0), (5, -1000), (6, 30000)):  # away in March and April
        row = year.month(number, {"E1": Decimal(gross)})["E1"]
        taxes.append((row["个人所得税"], row["累计减除费用"]))
        assert [name for name, _ in year.refused] == (["实发合计"] if gross < 0 else [])
    # 15000 × 3%; 10000 × 3% is less than was withheld; 19000 − 15000; 49000 − 20000 = 29000 × 3% − 450
    assert taxes == [(450, 5000), (0, 10000), (0, 15000), (420, 20000)]
    assert year.balance("本年累计收入", "E1") == 49000
