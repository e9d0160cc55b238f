"""Small months of pay built by hand: a payee is a few words and amounts, the totals are their sums.

What a payee leaves out is ordinary: a 中级 account manager of 一队 who came long ago and is paid nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from pipeline.payout.model import NOTHING, Payee, PayMonth, Value
from pipeline.period import Period
from tests.frame.tables import settings

ROSTER: Mapping[str, Value] = {
    "团队": "一队", "岗位": "客户经理", "级别": "中级", "入职日期": date(2020, 1, 1), "离职日期": None,
    "身份证号": "11010119900307889X", "手机号": "13800000000", "开户行": "中国工商银行示例市解放路支行",
    "银行账号": "6222020200112233445",
}  # fmt: skip
WORDS = ("序号", "工号", "姓名", "团队", "岗位", "级别", "备注")


def payee(employee_id: str = "1001", name: str = "张三", remarks: str = "", row: int = 3, **values: object) -> Payee:
    """One person; amounts may be written as text (``应发合计="5000.00"``), as may any other figure."""
    given = {heading: _value(heading, value) for heading, value in values.items()}
    known: dict[str, Value] = {**ROSTER, "工号": employee_id, "姓名": name, **given}
    return Payee(employee_id, name, known, remarks, file="花名册.xlsx", sheet="花名册", row=row)


def month(*payees: Payee, period: str = "2026-01", **changes: Any) -> PayMonth:
    """A computed month of these persons under the shipped standard; ``changes`` replace any part of it."""
    when = Period.parse(period)
    columns = ("序号", *settings().text.report.columns, "备注")
    amounts = [heading for heading in columns if heading not in WORDS]
    made = PayMonth(
        period=when, branch="示例营业部", payees=payees, totals=_totals(payees, amounts),
        standard=settings().standard(when), settings=settings(), text=settings().text.payout,
        rests_on={f"{period}/run.json": "0" * 64}, report_columns=columns,
        units=dict.fromkeys([one for one in amounts if not one.endswith("系数")], "元"),
    )  # fmt: skip
    return replace(made, **changes)


def _totals(payees: Sequence[Payee], headings: Sequence[str]) -> dict[str, Decimal]:
    return {
        heading: sum((one.money(heading) for one in payees), NOTHING)
        for heading in headings
        if not heading.endswith("系数")
    }


def _value(heading: str, value: object) -> Value:
    """Text that stands for a figure becomes one; ids, accounts and words stay text."""
    if heading in ROSTER or heading in WORDS or not isinstance(value, str):
        assert value is None or isinstance(value, Decimal | str | bool | date)
        return value
    try:
        return Decimal(value)
    except ArithmeticError:
        return value
