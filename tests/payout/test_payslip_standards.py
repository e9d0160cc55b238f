"""Whatever the pay standard: its totals can be taken apart into lines that add up to them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pipeline.payout.payslips.reasons import Reasons
from pipeline.payout.payslips.terms import Splitter
from pipeline.scheme.known import Known
from pipeline.scheme.rows import row_of
from pipeline.trial.cases import read_cases
from tests.scheme.trials import SCHEMES, months_of

GROSS = "应发合计"
QUICK = ("通行写法-风险金",)
EXAMPLES = [path.name.removesuffix(".cases.yaml") for path in sorted(SCHEMES.glob("*.cases.yaml"))]


@pytest.mark.parametrize(
    "scheme", [one if one in QUICK else pytest.param(one, marks=pytest.mark.long) for one in EXAMPLES]
)
def test_the_total_of_every_worked_case_is_taken_apart(scheme: str) -> None:
    """Every month of every person: the terms add up to 应发合计, and each says why it is what it is."""
    cases = read_cases(SCHEMES / f"{scheme}.cases.yaml")
    for case in (one for one in cases if not any(month.stops for month in one.periods)):
        for standard, behind in months_of(scheme, case.case):
            total = standard.scheme.item(GROSS)
            if total is None:
                pytest.skip(f"{scheme} has no {GROSS}")
            known = Known(standard.rule_sets)
            for place in range(behind.people.rows):
                row = row_of(behind.people, place, standard.scheme.tables)
                terms = Splitter(known, row, frozenset({GROSS})).terms(GROSS)
                paid = row.values.get(GROSS, Fraction(0))
                assert sum((term.amount for term in terms), Fraction(0)) == paid, (case.case, behind.period)
                assert all(Reasons(known, row).of_term(term) for term in terms)
