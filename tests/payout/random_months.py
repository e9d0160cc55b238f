"""Random months of a small branch, computed by the real steps from random deliveries, as the next desk reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import count
from random import Random
from typing import Any

import pandas as pd

from pipeline.payout.model import NOTHING, Payee, PayMonth, Value
from pipeline.period import Period
from pipeline.runner import Outcome
from tests.branches.numbers import bank_card, id_card
from tests.frame.tables import Rows, made_tables, people_of, run_month, settings

BANKS = ("中国工商银行示例市解放路支行", "招商银行示例市分行营业部", "中国建设银行示例市支行", "中国银行示例市新区支行")
TEAMS = ("营销一部", "营销二部", "营销三部")
POSTS = ("团队负责人", "客户经理", "客户经理", "证券经纪人", "兼职")
GRADES = ("见习", "初级", "中级", "高级", "资深")
EMPLOYED = ("团队负责人", "客户经理")


def random_month(seed: int, people: int = 3) -> PayMonth:
    """A month of so many persons; the same seed gives the same month."""
    period, roster, outcome = next(found for found in _computed(seed, people) if "pay_report" in found[2].tables)
    known = people_of(outcome)
    tables = made_tables(period)
    report = outcome.tables["pay_report"]
    amounts = [one for one in tables["pay_report"].columns if one.type == "money"]
    order = [str(who) for who in report["employee_id"]]
    named = {row["工号"]: row for row in roster}
    return PayMonth(
        period=period, branch=settings().text.branch.name,
        payees=tuple(_payee(known[who], named[who], place) for place, who in enumerate(order, 3)),
        totals={one.heading: sum(report[one.name].dropna(), NOTHING) for one in amounts},
        standard=settings().standard(period), settings=settings(), text=settings().text.payout,
        rests_on={f"{period}/run.json": "0" * 64},
        report_columns=("序号", *settings().text.report.columns, "备注"),
        units={one.heading: one.unit for table in tables.values() for one in table.columns},
    )  # fmt: skip


def _computed(seed: int, people: int) -> Iterator[tuple[Period, list[dict[str, str]], Outcome]]:
    """Months until one can be paid: contributions above gross pay rightly stop the run."""
    for attempt in count():
        rng = Random(f"{seed}/{attempt}/payout")
        period = Period(2026, rng.randint(1, 12))
        roster = [_person(rng, number, period) for number in range(people)]
        given, before = _deliveries(rng, roster), _ledgers(rng, roster, period)
        yield period, roster, run_month(given, period, closing_before=before)


def _person(rng: Random, number: int, period: Period) -> dict[str, str]:
    """A row of the roster with a sound ID card and account; now and then somebody who joined or left in the month."""
    post = rng.choice(POSTS)
    hired, left = "2020-01-01", ""
    if rng.random() < 0.2:
        hired = str(period.first_day.replace(day=rng.randint(1, 28)))
    elif rng.random() < 0.2:
        left = str(period.first_day.replace(day=rng.randint(1, 28)))
    return {
        "工号": f"{1001 + number}", "姓名": f"员工{'甲乙丙丁戊己庚辛壬癸'[number % 10]}", "团队": rng.choice(TEAMS),
        "岗位": post, "级别": rng.choice(GRADES) if post in EMPLOYED else "", "入职日期": hired, "离职日期": left,
        "身份证号": id_card(rng, date(1980 + number, rng.randint(1, 12), rng.randint(1, 28))),
        "手机号": f"138{rng.randint(0, 99999999):08d}", "开户行": rng.choice(BANKS),
        "银行账号": bank_card(rng), "执业编号": f"S{number}",
    }  # fmt: skip


def _deliveries(rng: Random, roster: list[dict[str, str]]) -> Mapping[str, Rows]:
    """A customer each with a random commission, contributions of employees, adjustments both ways, conduct, sales."""
    customers, relations = [], []
    for number, person in enumerate(roster):
        net = Decimal(rng.choice((0, 1, rng.randint(1, 9_000_000), rng.randint(1, 90_000_000)))) / 100
        customers.append({"客户号": f"C{number}", "毛佣金": f"{net}", "净佣金": f"{net}", "日均资产": "1000000"})
        relations.append({"客户号": f"C{number}", "工号": person["工号"]})
    employees = [person for person in roster if person["岗位"] in EMPLOYED]
    return {
        "花名册": roster, "客户业绩": customers, "客户关系": relations,
        "考勤": [{"工号": one["工号"], "事假天数": f"{rng.choice((0, 0, 1, 3))}", "迟到次数": f"{rng.randint(0, 6)}"}
                for one in employees],
        "社保及专项": [{"工号": one["工号"], "基本养老保险费": _fen(rng, 50_000), "住房公积金": _fen(rng, 90_000),
                        "累计子女教育": f"{rng.choice((0, 1000, 2000))}"} for one in employees],
        "手工调整": [{"工号": one["工号"], "金额": rng.choice(("", "-")) + _fen(rng, 900_000)}
                     for one in roster if rng.random() < 0.4],
    }  # fmt: skip


def _ledgers(rng: Random, roster: list[dict[str, str]], period: Period) -> Rows:
    """Debts and deposits of earlier months, and the year's income so far where the month is not January."""
    rows = []
    origin = str(period.shift(-12))
    for one in roster:
        if rng.random() < 0.3:
            rows.append({"台账": "结欠", "工号": one["工号"], "期初余额": _fen(rng, 200_000)})
        if rng.random() < 0.5:
            rows.append({"台账": "风险金", "工号": one["工号"], "来源期间": origin, "期初余额": _fen(rng, 200_000)})
        if period.month > 1 and one["岗位"] in EMPLOYED and one["入职日期"] < str(period.first_day):
            rows.append({"台账": "本年累计收入", "工号": one["工号"], "期初余额": _fen(rng, 40_000_000)})
            rows.append({"台账": "本年任职月数", "工号": one["工号"], "期初余额": f"{period.month - 1}"})
    return rows


def _fen(rng: Random, most: int) -> str:
    return f"{Decimal(rng.randint(0, most)) / 100:.2f}"


def _payee(figures: Mapping[str, Any], row: Mapping[str, str], place: int) -> Payee:
    values = {heading: _value(value) for heading, value in {**row, **figures}.items()}
    return Payee(row["工号"], row["姓名"], values, str(values.get("备注") or ""), "花名册.xlsx", "花名册", place)


def _value(value: Any) -> Value:
    """A cell as it is read back from the stage books: figures are decimals, flags words, nothing is None."""
    if value is None or value is pd.NA or value == "":
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date | str | Decimal):
        return value
    return None if pd.isna(value) else Decimal(str(value))
