"""Exactly which rules find something in the shipped standard and in those of ``examples/schemes``, and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.compliance.command import file_reports
from pipeline.compliance.standard_check import asked, flags_of, pays
from pipeline.period import Period
from tests.frame.tables import PROJECT, settings

from .standards import rules

SCHEMES = PROJECT / "examples" / "schemes"
NO_RESTRAINT = {"H03", "H05", "H06"}
"""No conduct, no deferral for team heads, no claw-back: most published texts show none of the three."""

EXPECTED: dict[str, list[set[str]]] = {
    # Commission of customers less base pay and costs, by a rate; the missed-duty deduction and the base pay keep it
    # from being a straight share (no H04), and neither asks for service or conduct (H01).
    "A01": [{"H01"} | NO_RESTRAINT],
    # 30% × a coefficient nobody explains (the table is cut off): a person must say what it depends on (H01).
    "A02": [{"H01"} | NO_RESTRAINT],
    # Grading only: no pay.
    "A04": [set()],
    # Shares of commission and of product income and nothing else (H04); the six grades are grading only.
    "A07": [{"H01", "H04"} | NO_RESTRAINT, set()],
    # Prizes for accounts opened (H01), counted without a word on when they were opened (H09); assets and products are
    # other things.
    "A10": [{"H01", "H09"} | NO_RESTRAINT],
    # Brokers only, so nobody must be deferred (no H05); the management appraisal multiplies everything (no H01).
    "A11": [{"H03", "H06"}],
    # Own and signed customers exclude each other (no H08); base pay (no H04).
    "A12": [{"H01"} | NO_RESTRAINT],
    "A13": [set()],
    "A13b": [set()],
    "A15": [set()],
    # The override hangs on the commission of the brokers (H01).
    "A18": [{"H01"} | NO_RESTRAINT],
    # 15% or 5% of net fees and nothing else (H04).
    "A20": [{"H01", "H04"} | NO_RESTRAINT],
    # Deferred, but no text says in what instalments (H05); unit profit is no commission; the third is grading only.
    "A22": [NO_RESTRAINT, NO_RESTRAINT, set()],
    # A rate on the team's commission and nothing else, before and after the new rule (H04).
    "A23": [{"H01", "H04"} | NO_RESTRAINT] * 2,
    # Commission on products sold, not on trading volume.
    "B01": [NO_RESTRAINT],
    "B03": [NO_RESTRAINT],
    "C01": [NO_RESTRAINT],
    "C03": [NO_RESTRAINT],
    # Deferred, but three fifths of it after one year and all of it after two (H05).
    "C04": [NO_RESTRAINT],
    "C06-农信社": [set()],
    "C06-绩效池": [NO_RESTRAINT],
    # Deferred for twelve months only (H05).
    "C06-计价": [NO_RESTRAINT],
    "C06-贷款": [set()],
    # The margin is void when the loan is overdue: that is conduct and claw-back (no H03, no H06), at a date that
    # depends on the project (H05).
    "C07": [{"H01", "H05"}],
    # First-year commission, and shares of it by generation (H01).
    "D02": [{"H01"} | NO_RESTRAINT],
    # Leaders' commission is discounted by their appraisal, that of others by nothing (H01, H04).
    "D03": [{"H01", "H04"} | NO_RESTRAINT],
    "D04": [set()],
    # Newcomers have an allowance besides; everyone else, as written, the commission alone (H04).
    "D06": [{"H01", "H04"} | NO_RESTRAINT],
    "D07": [set()],
    "通行写法-分地区版本": [NO_RESTRAINT] * 2,
    # The award for new accounts asks for the day of opening and is paid once (no H09); nothing else has a say (H01).
    "通行写法-客户状态": [{"H01"} | NO_RESTRAINT],
    "通行写法-团队与奖金池": [{"H01"} | NO_RESTRAINT],
    "通行写法-尾随佣金": [NO_RESTRAINT],
    "通行写法-底薪": [NO_RESTRAINT],
    # Complaints, service and conduct multiply everything (no H01, no H03).
    "通行写法-档位": [{"H05", "H06"}],
    # Cumulative commission and an excess bonus on the same sales (H08).
    "通行写法-累计与超额": [{"H08"} | NO_RESTRAINT],
    # The amounts of pay are delivered; only what the law asks of them is written down.
    "通行写法-最低工资补足": [NO_RESTRAINT],
    "通行写法-赔偿结转": [NO_RESTRAINT],
    "通行写法-风险金": [NO_RESTRAINT],
}
FILES = sorted(path for path in SCHEMES.glob("*.yaml") if not path.name.endswith(".cases.yaml"))


@pytest.mark.parametrize("name", EXPECTED)
def test_each_example_gets_exactly_these_flags(name: str) -> None:
    """Per version in the file."""
    found = [{flag.code for flag in report.flags} for report in file_reports(SCHEMES / f"{name}.yaml", rules())]
    assert found == EXPECTED[name]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_example_can_be_checked(path: Path) -> None:
    """Also one that has not been judged above: each flag has an item and a reason, and concerns a post that is paid."""
    for report in file_reports(path, rules()):
        assert all(flag.item and flag.why and flag.who for flag in report.flags)
        assert bool(report.notes) >= (not report.flags)


def test_the_shipped_standard_lacks_instalments_and_a_claw_back() -> None:
    """The risk deposit comes back whole after twelve months (第十三条), and nothing asks why one left it or how.

    Everything else holds: 考核系数 and 合规系数 multiply all variable pay (第十条), the award is for accounts opened
    within three months, once in a life (第八条), every commission is credited once (第三条).
    """
    scheme = settings().standard(Period(2026, 1)).scheme
    found = flags_of(pays(scheme, rules()), rules(), asked(rules(), Period(2026, 1)))
    assert [(flag.code, flag.item) for flag in found] == [("H05", "台账“风险金”"), ("H06", "应发合计")]
    assert found[0].why == "递延部分第12个月发全部；最后一期在第12个月，不足3年"


def test_a_rule_is_asked_while_its_document_governs() -> None:
    """令第204号 is in force from 2023-02-28; a year before, only the guide of 2022 and older ones were not yet."""
    assert "H01" in asked(rules(), Period(2023, 2))
    assert "H01" not in asked(rules(), Period(2023, 1))
    assert asked(rules(), Period(2022, 4)) == ["H07"]
    assert asked(rules(), None) == [f"H0{number}" for number in range(1, 10)]
