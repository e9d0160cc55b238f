"""Small months under a pay standard of a few items, whose figures a test gives itself; and what a payslip says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from pipeline.payout.model import Payee, PayMonth
from pipeline.payout.payslips.lines import Slip, Slips
from pipeline.payout.text import PayoutText
from pipeline.settings import Standard
from tests.payout.build import month, payee
from tests.scheme.rule_sets import item, rules

RULE = "{身份证号:后6位}"
NET = item("实发合计", "应发合计", round="分")
FACTS = ("底薪", "提成", "奖金", "借支", "考勤扣罚", "养老", "公积金", "税额")


def small(
    *items: dict[str, Any], people: Sequence[Payee], columns: Sequence[str] = (), told: Sequence[str] = (), **more: Any
) -> PayMonth:
    """A month under these items; the facts of ``FACTS`` may be named in them. 实发合计 is 应发合计 unless written."""
    written = [*items, *([] if any(one["name"] == "实发合计" for one in items) else [NET])]
    facts = [{"name": name, "unit": "元", "blank": "0", "source": "第三条"} for name in FACTS]
    standard = Standard(rules(*written, facts=facts, **more))
    text = PayoutText.model_validate({"payslips": {"password": RULE, "told": list(told)}})
    return replace(month(*people), standard=standard, text=text, report_columns=tuple(columns))


def earner(employee_id: str = "1001", name: str = "张三", **values: object) -> Payee:
    """A payee; facts he is not given are 0.00, 实发合计 is 应发合计 unless given."""
    zeros: dict[str, object] = dict.fromkeys(FACTS, Decimal(0))
    known = {**zeros, **values}
    return payee(employee_id, name, **{"实发合计": known.get("应发合计"), **known})


def slip(made: PayMonth) -> Slip:
    """The payslip of the first person."""
    return Slips.of(made).of_person(made.payees[0])


def figures(one: Slip, *sections: str) -> dict[str, Decimal]:
    """Name → figure of the lines of these sections."""
    return {line.name: line.figure for line in one.lines if line.section in sections}


def reasons(one: Slip) -> Mapping[str, str]:
    """Name → reason of every line."""
    return {line.name: line.reason for line in one.lines}
