"""Findings of a month that pays late corrections."""

from __future__ import annotations

ENTRIES: dict[str, tuple[str, str, str, str, str]] = {
    # code: (level, title, message, expected, remedy)
    "R01": (
        "提醒", "前期差错无处补扣", "更正{correction}应补扣{employee}共{amount}元，此人本月不计薪，没有计入本月报表",
        "补扣的人员本月计薪",
        "为正的请另行支付，为负的请另行追回，依据见该次更正的差异表；此人本月应计薪的请补花名册后重新运行",
    ),
}
