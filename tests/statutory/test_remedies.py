"""A remedy a pay standard states (补足, 结转) is applied only there, and stands in the remarks of the report."""

from __future__ import annotations

import pytest

from pipeline.reports.pay_rows import remarks
from tests.frame.tables import people_of, run_month
from tests.scheme.trials import months_of


@pytest.mark.parametrize(
    ("scheme", "case", "told"),
    [
        ("通行写法-最低工资补足", "补足到最低工资",
         [["应发低于最低工资2000元，补足0.01元", "", "", "应发低于最低工资2000元，补足100元", ""]]),
        ("通行写法-赔偿结转", "分月扣清",
         [["本月扣赔偿600元，余400元结转下月"], ["本月扣赔偿300元，余100元结转下月"],
          ["本月扣赔偿0元，余100元结转下月"],
          [""], [""]]),
    ],
)  # fmt: skip
def test_a_remedy_shows_in_the_remarks(scheme: str, case: str, told: list[list[str]]) -> None:
    """Who got it and how much, who has something carried on, and nothing for the others."""
    found = [remarks(behind.people, standard) for standard, behind in months_of(scheme, case)]
    assert found == told


def test_without_a_remedy_pay_below_the_minimum_stays_what_it_is() -> None:
    """The shipped standard says nothing of topping up: 1,849.99 is told of and paid."""
    outcome = run_month(
        {"花名册": [{"工号": "1"}], "手工调整": [{"工号": "1", "金额": "-1790.01", "事由": "追回"}]}
    )
    assert [found.code for found in outcome.findings if found.code == "N01"] == ["N01"]
    assert str(people_of(outcome)["1"]["应发合计"]) == "1849.99"
