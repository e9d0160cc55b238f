"""What goes from month to month: earlier values through the real carry, and ledgers of persons and of objects."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.scheme.by_month import Months, months
from tests.scheme.rule_sets import item

GIVEN = [{"name": "数", "unit": "元", "blank": "0", "source": "第三条"}]


def figures(branch: Months, name: str, start: str, *given: Any, **person: Any) -> list[Any]:
    """One quantity of person 1 over months in a row, each with its delivered figure."""
    year, month = map(int, start.split("-"))
    found = []
    for place, figure in enumerate(given):
        index = year * 12 + month - 1 + place
        made = branch.run(f"{index // 12}-{index % 12 + 1:02d}", [{"工号": "1", "数": figure, **person}])
        found.append(made.people["1"][name] if made.people else [message for _, message in made.told()])
    return found


def test_the_month_before() -> None:
    """上期 and 往期 of a figure, a word, a yes/no and of the item itself; before there is any, the default."""
    branch = months(
        item("词", "如果(数 > 1, “多”, “少”)", unit="文字"), item("是多", "数 > 1", unit="是否"),
        item("上数", "上期(数, -1)", round="分"), item("前数", "往期(数, 2, -2)", round="分"),
        item("上词", "上期(词, “无”)", unit="文字"), item("上多", "上期(是多, 是)", unit="是否"),
        item("次数", "上期(次数, 0) + 1", unit="次", round="0"), facts=GIVEN,
    )  # fmt: skip
    found = [branch.run(f"2026-0{month}", [{"工号": "1", "数": month}]).people["1"] for month in (1, 2, 3)]
    assert [one["上数"] for one in found] == [-1, 1, 2]
    assert [one["前数"] for one in found] == [-2, -2, 1]
    assert [one["上词"] for one in found] == ["无", "少", "多"]
    assert [one["上多"] for one in found] == [True, False, True]
    assert [one["次数"] for one in found] == [1, 2, 3]


def test_sums_over_the_year_and_beyond() -> None:
    """From November to February 10, 20, 30, 40: the year starts anew in January, the last three months do not."""
    branch = months(
        item("本年", "累计(数, 年首(0), “缺期略去”)", round="分"), item("三月", "累计(数, 月首(-2), “缺期略去”)",
                                                            round="分"),
        item("均", "期均(数, 月首(-2), “缺期略去”)", round="分"), item("大", "期大(数, 年首(0), “缺期略去”)",
                                                            round="分"),
        item("小", "期小(数, 年首(-1), “缺期略去”)", round="分"), item("月数", "期数(数, 年首(-1), “缺期略去”)",
                                                            unit=""),
        facts=GIVEN,
    )  # fmt: skip
    found = [branch.run(period, [{"工号": "1", "数": figure}]).people["1"]
             for period, figure in (("2025-11", 10), ("2025-12", 20), ("2026-01", 30), ("2026-02", 40))]  # fmt: skip
    assert [one["本年"] for one in found] == [10, 30, 30, 70]
    assert [one["三月"] for one in found] == [10, 30, 60, 90]
    assert [one["均"] for one in found] == [10, 15, 20, 30]
    assert [one["大"] for one in found] == [10, 20, 30, 40]
    assert [one["小"] for one in found] == [10, 10, 10, 10]
    assert [one["月数"] for one in found] == [1, 2, 3, 4]


def test_a_quarterly_item_is_remembered_in_its_months_only() -> None:
    """季度数 is worked out in March and June only: in between the last one is still that of March."""
    branch = months(
        item("季度数", "数 × 10", round="分", calendar="每季"), item("上季", "上期(季度数, -1)", round="分"),
        facts=GIVEN,
    )  # fmt: skip
    assert figures(branch, "上季", "2026-02", 2, 3, 4, 5, 6, 7) == [-1, -1, 30, 30, 30, 60]


def test_an_exact_third_is_carried() -> None:
    """1 ÷ 3 kept as a fraction: three of them are 1 whole yuan, and rounding up to the yuan does not make it 2."""
    branch = months(
        item("三分", "数 ÷ 3"), item("合", "累计(三分, 年首(0), “缺期略去”)", round="元", mode="进位"), facts=GIVEN,
    )  # fmt: skip
    assert figures(branch, "合", "2026-01", 1, 1, 1, 1) == [1, 1, 1, 2]
    history = branch.carried.history
    assert set(history["word"]) == {"1/3"}
    assert figures(branch, "合", "2026-05", "0.3") == [2]  # 4/3 + 1/10 = 1.43…


def test_months_that_are_missing() -> None:
    """Hired in December, first computed in February: January is owed, which stops one policy and is left out of one."""
    formulas = {"停": "累计(数, 年首(0), “缺期停算”)", "略": "累计(数, 年首(0), “缺期略去”)"}
    for name, since, expected in (
        ("停", "2025-12-01", [["1 某人的“停”算不出：2026-01没有“数”的记录（第四条）"]]),
        ("停", "2026-02-10", [7]), ("停", "2026-02-01", [7]), ("略", "2025-12-01", [7]),
    ):  # fmt: skip
        branch = months(item(name, formulas[name], round="分"), facts=GIVEN)
        assert figures(branch, name, "2026-02", 7, 入职日期=since) == expected


def test_in_a_row() -> None:
    """Above 1 in months 1, 2, 4, 5, 6: three in a row in June only."""
    branch = months(
        item("达到", "数 > 1", unit="是否"), item("三连", "连续(达到, 3)", unit="是否"),
        item("连", "连续期数(达到)", unit="月", round="0"), item("共", "期数(达到, 年首(0), “缺期略去”)", unit=""),
        facts=GIVEN,
    )  # fmt: skip
    found = [branch.run(f"2026-0{month}", [{"工号": "1", "数": figure}]).people["1"]
             for month, figure in enumerate((2, 2, 1, 2, 2, 2), start=1)]  # fmt: skip
    assert [one["三连"] for one in found] == [False, False, False, False, False, True]
    assert [one["连"] for one in found] == [1, 2, 0, 1, 2, 3]
    assert [one["共"] for one in found] == [1, 2, 2, 3, 4, 5]


def test_history_delivered_with_the_opening_balances() -> None:
    """往期：数 in 期初 is the value of that month for the first month of all."""
    branch = months(item("合", "累计(数, 年首(0), “缺期停算”)", round="分"), facts=GIVEN)
    made = branch.run("2026-03", [{"工号": "1", "数": 3}], 期初=[
        {"台账": "往期：数", "工号": "1", "来源期间": "2026-01", "余额": 10}, {"台账": "往期：数", "工号": "1",
                                                                 "来源期间": "2026-02", "余额": 20},
    ])  # fmt: skip
    assert made.each("合") == {"1": 33}


ORDERS: dict[str, Any] = {
    "name": "订单", "key": ["订单号"], "blank": ["接手人", "结束日期"], "source": "第八条",
    "columns": {"订单号": "文字", "经办人": "工号", "接手人": "工号", "佣金": "元", "计佣日期": "日期",
                "结束日期": "日期"},
}  # fmt: skip
HELD = {"name": "在账", "each": "订单", "ledger": "风险金", "take": "余额()", "unit": "元", "source": "第八条"}
OF = {"each": "订单", "object": "订单号"}
DEPOSIT = {
    "name": "风险金", "by": "人员与对象", "source": "第八条",
    "post": [
        {**OF, "item": "计提", "person": "经办人", "kind": "计提"},
        {**OF, "item": "移交", "person": "接手人", "to": "经办人", "kind": "移交"},
        {**OF, "item": "返还", "person": "持有人", "sign": "-"},
    ],
}  # fmt: skip


def test_a_ledger_of_orders_with_a_successor() -> None:
    """20% of an order's commission is kept per order; taken over by 2 it is his; at the end it is paid to its holder.

    O1: 1000, so 200, and O2: 500, so 100, both of 1 in March.  In April 2 takes over O1.  In May both end: 200 to 2,
    100 to 1.
    """
    branch = months(
        item("计提", "如果(计佣日期 ≥ 月首(0) 且 计佣日期 ≤ 月末(0), 佣金 × 20%, 0)", each="订单", round="分"),
        item("移交", "如果(接手人 ≠ “” 且 经办人在账 > 0, 经办人在账, 0)", each="订单", round="分"),
        item("持有人", "如果(接手人 = “”, 经办人, 接手人)", each="订单", unit="文字"),
        item("返还", "如果(非 为空(结束日期) 且 结束日期 ≤ 月末(0), 在账, 0)", each="订单", round="分"),
        item("发还", "返还合计", round="分"),
        records=[ORDERS], ledgers=[DEPOSIT],
        measures=[HELD, {**HELD, "name": "经办人在账", "person": "经办人"},
                  {"name": "返还合计", "over": "订单", "person": "持有人", "take": "合计(返还)", "unit": "元",
                   "source": "八"}],
    )  # fmt: skip
    both = [{"工号": "1"}, {"工号": "2"}]

    def orders(heir: str | None, ended: str | None) -> list[dict[str, Any]]:
        dates = {"经办人": "1", "计佣日期": "2026-03-10", "结束日期": ended}
        return [{"订单号": "O1", "接手人": heir, "佣金": 1000, **dates}, {"订单号": "O2", "佣金": 500, **dates}]

    march = branch.run("2026-03", both, 订单=orders(None, None))
    assert march.told() == []
    assert march.balances() == {("风险金", "1", "O1"): 200, ("风险金", "1", "O2"): 100}
    assert march.movements() == [("1", "O1", "计提·计提", 200), ("1", "O2", "计提·计提", 100)]
    april = branch.run("2026-04", both, 订单=orders("2", None))
    assert april.balances() == {("风险金", "1", "O2"): 100, ("风险金", "2", "O1"): 200}
    assert april.movements() == [("1", "O1", "移交·移交", -200), ("2", "O1", "移交·移交", 200)]
    may = branch.run("2026-05", both, 订单=orders("2", "2026-05-20"))
    assert may.balances() == {}
    assert may.each("发还") == {"1": 100, "2": 200}
    assert branch.run("2026-06", both, 订单=orders("2", "2026-05-20")).each("发还") == {"1": 0, "2": 0}


def test_ledgers_that_start_anew() -> None:
    """100 a month from November: never, in January, and at the start of each quarter."""
    resets = {"常年": "不清零", "年度": "每年一月清零", "季度": "每季首月清零"}
    branch = months(
        item("计入", "数", round="分"), facts=GIVEN,
        ledgers=[{"name": name, "reset": reset, "source": "八", "post": [{"item": "计入"}]} for name,
                 reset in resets.items()],
        measures=[{"name": f"期初{name}", "ledger": name, "take": "余额()", "unit": "元",
                   "source": "八"} for name in resets],
    )  # fmt: skip
    found = []
    for period in ("2025-11", "2025-12", "2026-01", "2026-02", "2026-03", "2026-04"):
        person = branch.run(period, [{"工号": "1", "数": 100}]).people["1"]
        found.append(tuple(person[f"期初{name}"] for name in resets))
    assert found == [(0, 0, 0), (100, 100, 100), (200, 0, 0), (300, 100, 100), (400, 200, 200), (500, 300, 0)]


def test_a_deposit_by_month_of_origin() -> None:
    """Kept by month: due is what is twelve months old, or a window of months; another sign takes it off again."""
    window = {"name": "近", "ledger": "风险金", "take": "余额()", "unit": "元", "source": "八"}
    branch = months(
        item("留存", "数", round="分"), item("返还", "到期", round="分"), facts=GIVEN,
        ledgers=[{"name": "风险金", "by": "人员与来源期间", "source": "八",
                  "post": [{"item": "留存", "origin": 0}, {"item": "返还", "origin": -12, "sign": "-"}]}],
        measures=[{**window, "name": "到期", "origin": -12}, {**window, "name": "近两月",
                                                            "origin": {"from": -2, "until": -1}},
                  {**window, "name": "早于", "origin": {"until": -12}}, {**window, "name": "全部"}],
    )  # fmt: skip
    opening = [{"台账": "风险金", "工号": "1", "来源期间": month, "余额": amount}
               for month, amount in (("2025-01", 1), ("2025-03", 2), ("2026-01", 4), ("2026-02", 8))]  # fmt: skip
    made = branch.run("2026-03", [{"工号": "1", "数": 16}], 期初=opening)
    person = made.people["1"]
    assert (person["到期"], person["近两月"], person["早于"], person["全部"]) == (2, 12, 3, 15)
    assert made.balances() == {
        ("风险金", "1", "2025-01"): 1, ("风险金", "1", "2026-01"): 4, ("风险金", "1", "2026-02"): 8, ("风险金", "1",
                                                                                             "2026-03"): 16,
    }  # fmt: skip
    assert Fraction(made.people["1"]["返还"]) == 2
