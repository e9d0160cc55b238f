"""What holds for every check: it tolerates bad frames, changes nothing, and every code is provoked somewhere."""

import inspect
import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from pipeline.checks.of_month import MONTH_CHECKS
from pipeline.checks.of_span import SPAN_CHECKS
from pipeline.findings import CATALOGUE, Finding
from pipeline.findings.catalogue_checks import ENTRIES
from pipeline.period import Span
from pipeline.record_tables import records_table
from schemas.appraisal import GRADE_CHANGES, GRADE_HISTORY, OPEN_LEAVE, SPAN_PERSONS
from schemas.intake import ATTENDANCE_DAYS, KINDS, TARGETS
from schemas.results import LEDGER_OPENINGS, PERSONS
from tests.checks.own_standard import FACTS, ORDERS, SCHEME, STANDARD, VISITS

HERE = Path(__file__).parent
TABLES = {table.name: table for table in (*KINDS, TARGETS, ATTENDANCE_DAYS, records_table(SCHEME))}
OURS = {
    "carried_grades": GRADE_HISTORY, "grade_history": GRADE_HISTORY, "decided_grades": GRADE_CHANGES,
    "quarter_changes": GRADE_CHANGES,
    "persons": PERSONS, "span_persons": SPAN_PERSONS, "year_persons": SPAN_PERSONS, "carried": LEDGER_OPENINGS,
    "carried_leave": OPEN_LEAVE,
}  # fmt: skip
"""Tables a check reads that nobody delivered, so that no place of theirs is told."""
EVERY = (*MONTH_CHECKS, *(check for check in SPAN_CHECKS if check not in MONTH_CHECKS))
WHOLE_LEDGER = 7
"""The ledger of grades is put together from everything at once."""
LARGER = {"deductions_over_ceiling": 6, "leave_run_out": 7}
"""A ceiling is by the months of the person (roster, period) and by whom he shares the deduction with (supplements);
leave is asked of the days or the month (attendance, attendance_days, pay_days) and of both months' slips."""
OTHERS = {
    "standard", "span", "branch", "period", "places", "found", "grades", "ledgers", "pay_days", "facts", "own_records",
    "quantities", "asked",
}  # fmt: skip


def arguments(check, frames, places, period):
    """What a check asks for, by the names of its parameters."""
    given = {
        **frames, "places": places, "period": period, "found": frozenset(), "grades": ("中级",), "ledgers": ("风险金",),
        "pay_days": (date(2026, 9, 1),), "facts": FACTS, "own_records": (ORDERS, VISITS), "quantities": ("提成",),
        "asked": frozenset({"scores", "attendance"}), "standard": STANDARD, "span": Span(2026, 3), "branch": "示例",
    }  # fmt: skip
    return {name: given[name] for name in inspect.signature(check).parameters}


@pytest.mark.parametrize("check", EVERY, ids=lambda check: check.__name__)
def test_a_check_reads_tables_and_little_else(check):
    """The names of the parameters are the wiring; at most five."""
    names = set(inspect.signature(check).parameters)
    assert names <= set(TABLES) | set(OURS) | OTHERS
    assert len(names) <= (WHOLE_LEDGER if "carried_grades" in names else LARGER.get(check.__name__, 5))


@pytest.mark.parametrize("check", EVERY, ids=lambda check: check.__name__)
def test_a_check_bears_empty_tables_and_empty_cells(check, places, period):
    """All findings are gathered at once, so a check meets tables without rows and rows without content."""
    empty = {name: table.from_rows([]) for name, table in (TABLES | OURS).items()}
    blank = {
        name: table.from_rows([{"source": 1, "row": 2}, {"source": 1, "row": 3}]) for name, table in TABLES.items()
    }
    blank |= {name: table.from_rows([]) for name, table in OURS.items()}
    assert check(**arguments(check, empty, places, period)) == []
    assert all(isinstance(item, Finding) for item in check(**arguments(check, blank, places, period)))


@pytest.mark.parametrize("check", EVERY, ids=lambda check: check.__name__)
def test_a_check_says_nothing_of_a_good_month_and_changes_nothing(check, build, places, period):
    """Typical rows that agree with one another provoke no stop, and the frames stay as they are."""
    frames = {name: build(name, {}) for name in TABLES}
    frames |= {name: table.from_rows([]) for name, table in OURS.items()}
    frames |= {name: table.from_rows([{"employee_id": "1001"}]) for name, table in OURS.items() if "persons" in name}
    frames["scores"] = build("scores", {}, {"score_item": "客户服务"})
    if check not in MONTH_CHECKS:  # For a quarter or a year only figures of earlier months are delivered as 期初.
        frames["openings"] = build("openings", {"ledger": "往期：提成", "origin": "2026-05"})
    before = {name: frame.copy(deep=True) for name, frame in frames.items()}
    assert [item for item in check(**arguments(check, frames, places, period)) if item.stops] == []
    for name, frame in frames.items():
        pd.testing.assert_frame_equal(frame, before[name])


def test_every_check_is_listed():
    """A public function of a module of checks that returns findings is run."""
    modules = {check.__module__ for check in EVERY}
    named = {
        (module, name)
        for module in modules
        for name, member in vars(inspect.getmodule(next(c for c in EVERY if c.__module__ == module))).items()
        if inspect.isfunction(member) and member.__module__ == module and not name.startswith("_")
        if inspect.signature(member).return_annotation == "list[Finding]"
    }
    assert named == {(check.__module__, check.__name__) for check in EVERY}
    assert len(set(MONTH_CHECKS)) == len(MONTH_CHECKS)


def test_every_code_is_provoked_by_a_test():
    """A message nobody has seen is a message nobody has read."""
    words = "".join(
        path.read_text(encoding="utf-8") for path in HERE.glob("test_checks_*.py") if path.name != Path(__file__).name
    )
    assert set(re.findall(r"X\d\d", words)) == set(ENTRIES)


@pytest.mark.parametrize("code", ENTRIES)
def test_every_entry_is_whole(code):
    """Level, title, message, expected and remedy are all said, and the code is nobody else's."""
    level, *words = ENTRIES[code]
    assert level in ("阻断", "提醒")
    assert len(words) == 4
    assert all(words)
    assert CATALOGUE[code] == ENTRIES[code]
