"""What holds for every step and for the credit and measures stages as a whole."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import flow
from pipeline.period import Period
from pipeline.scheme.model import Measure

from .tables import carried, delivered, given_for, made_tables, nothing_before, people_of, run_month, standard

BRANCH: dict[str, list[dict[str, str]]] = {
    "花名册": [{"工号": "1", "岗位": "团队负责人"}, {"工号": "2"}, {"工号": "3", "岗位": "兼职", "团队": "二队"}],
    "客户业绩": [
        {"客户号": "A", "净佣金": "1234.57", "日均资产": "100", "开户日期": "2026-01-02", "交易额": "1",
         "期末资产": "20000"},
        {"客户号": "B", "净佣金": "-0.05"},
        {"客户号": "C", "净佣金": "77.77"},
    ],
    "客户关系": [
        {"客户号": "A", "工号": "1", "分成比例": "33%"},
        {"客户号": "A", "工号": "2", "分成比例": "33%"},
        {"客户号": "A", "工号": "3", "关系类型": "服务"},
        {"客户号": "B", "工号": "2", "分成比例": "50%"},
        {"客户号": "C", "工号": "404"},
    ],
    "产品销售": [{"流水号": "S1", "工号": "3", "产品类型": "股票型", "手续费收入": "10"}],
    "出访单": [{"工号": "2", "出访日期": "2026-01-05"}],
    "违规投诉": [{"工号": "1"}],
    "手工调整": [{"工号": "3", "金额": "-1"}],
}  # fmt: skip
STEPS = [step for stage in flow.MONTH for step in stage.steps]


@cache
def _empty() -> Mapping[str, pd.DataFrame]:
    """The tables of a month without rows."""
    return run_month({}).tables


@cache
def _tables() -> Mapping[str, pd.DataFrame]:
    """The tables of the branch's month; a test takes copies."""
    return run_month(BRANCH).tables


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_a_step_changes_nothing_it_reads(step: Any) -> None:
    """A step is a pure function: the tables handed to it are afterwards what they were."""
    known: dict[str, Any] = {
        **delivered(BRANCH), **nothing_before(), "carried": carried(()), **given_for(Period(2026, 1)),
    }  # fmt: skip
    known.update({name: table.copy(deep=True) for name, table in _tables().items()})
    asked = {name: known[name] for name in inspect.signature(step).parameters}
    before = {name: table.copy(deep=True) for name, table in asked.items() if isinstance(table, pd.DataFrame)}
    first = step(**asked)
    for name, table in before.items():
        pd.testing.assert_frame_equal(asked[name], table)
    pd.testing.assert_frame_equal(step(**asked), first)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_a_step_bears_a_month_without_rows(step: Any) -> None:
    """No person, no customer, no line: every table is made, and is empty."""
    assert _empty()[step.__name__].empty


def test_nothing_is_lost_between_customers_and_holders() -> None:
    """Credited parts and the branch's rest are the 净佣金 of the CRM, customer by customer, to the fen."""
    lines = run_month(BRANCH).tables["credited_lines"]
    found = lines.groupby("customer_id")["归属净佣金"].sum().to_dict()
    assert found == {"A": Decimal("1234.57"), "B": Decimal("-0.05"), "C": Decimal("77.77")}


@settings(max_examples=5, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nobodys_pay(random: Any) -> None:
    """Rows come as files come; the figures do not depend on it."""
    shuffled = {heading: random.sample(rows, len(rows)) for heading, rows in BRANCH.items()}
    assert _pay(shuffled) == _paid()


@cache
def _paid() -> dict[str, dict[str, str]]:
    """Every figure of every person of the branch as it stands."""
    return _pay(BRANCH)


def test_an_unrelated_person_changes_nobodys_pay() -> None:
    """One more person of another team with customers of his own leaves the others as they are."""
    more = {
        **BRANCH,
        "花名册": [*BRANCH["花名册"], {"工号": "9", "团队": "三队"}],
        "客户业绩": [*BRANCH["客户业绩"], {"客户号": "Z", "净佣金": "5000"}],
        "客户关系": [*BRANCH["客户关系"], {"客户号": "Z", "工号": "9"}],
    }
    with_more = _pay(more)
    del with_more["9"]
    assert with_more == _paid()


def _pay(branch: dict[str, list[dict[str, str]]]) -> dict[str, dict[str, str]]:
    """Every figure of every person as text; where the row stood does not count."""
    people = people_of(run_month(branch))
    return {
        person: {name: str(value) for name, value in facts.items() if name != "行号"}
        for person, facts in people.items()
    }


@pytest.mark.parametrize(
    ("hired", "left", "paid", "at_end"),
    [
        ("2026-01-31", "", True, True),
        ("2026-02-01", "", False, False),
        ("2020-01-01", "2025-12-31", False, False),
        ("2020-01-01", "2026-01-01", True, False),
        ("2020-01-01", "2026-01-30", True, False),
        ("2020-01-01", "2026-01-31", True, True),
        ("2020-01-01", "2026-02-01", True, True),
    ],
)
def test_who_is_paid_and_who_is_there_at_the_end(hired: str, left: str, paid: bool, at_end: bool) -> None:
    """Employed on one day of the month is paid; 入职 and 离职 days both count. Scheme: 第二条."""
    people = people_of(run_month({"花名册": [{"工号": "1", "入职日期": hired, "离职日期": left}]}))
    assert list(people) == ["1"] * paid
    if paid:
        assert people["1"]["月末在职"] == at_end
        assert people["1"]["本月入职"] == (hired >= "2026-01-01")
        assert people["1"]["本月离职"] == ("2026-01-01" <= left <= "2026-01-31")


def test_every_declared_quantity_is_computed_somewhere() -> None:
    """Each credit, measure and item of the rule sets is a column of a computed table."""
    columns = {column.heading for table in made_tables().values() for column in table.columns}
    for rules in standard().rule_sets:
        declared = [*rules.text.credits, *rules.text.items, *(m for m in rules.text.measures if _of_person(m))]
        assert {part.name for part in declared} <= columns


def _of_person(measure: Measure) -> bool:
    return measure.each == "人员"
