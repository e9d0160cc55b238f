"""The only loop: wiring is verified before anything runs, checks may stop a job, a bad table is our own mistake."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from pandera.errors import SchemaError, SchemaErrors

from pipeline import flow, runner
from pipeline.findings import Finding, finding
from pipeline.runner import Stage, WiringError
from schemas.columns import columns
from schemas.table import Table

from .tables import made_tables

SCHEMAS = {
    name: Table(
        name, name, "一行是一名人员", columns("employee_id"), required=("employee_id",), key=("employee_id",)
    )
    for name in ("first", "second", "third")
}  # fmt: skip
ROWS = SCHEMAS["first"].from_rows([{"employee_id": "1"}])
CALLS: list[str] = []


@pytest.fixture(autouse=True)
def _no_calls() -> None:
    CALLS.clear()


def first(roster: pd.DataFrame) -> pd.DataFrame:
    """A step."""
    CALLS.append("first")
    return roster


def second(first: pd.DataFrame, period: str) -> pd.DataFrame:
    """A step that reads what a step made, and something given."""
    CALLS.append(f"second in {period}")
    return first


def third(second: pd.DataFrame) -> pd.DataFrame:
    """A step after the checks."""
    CALLS.append("third")
    return second


def stopping(first: pd.DataFrame) -> list[Finding]:
    """A check that finds what forbids going on."""
    CALLS.append("stopping")
    return [finding("S15")]


def noticing(first: pd.DataFrame) -> list[Finding]:
    """A check that finds what is worth knowing."""
    CALLS.append("noticing")
    return [finding("L03")]


def curious(first: pd.DataFrame, third: pd.DataFrame | None = None) -> list[Finding]:
    """A check that can do without a table."""
    CALLS.append("curious" if third is None else "curious of third")
    return []


def run(*stages: Stage, findings: tuple[Finding, ...] = ()) -> runner.Outcome:
    """The job over one roster."""
    return runner.run(stages, {"roster": ROWS}, {"period": "2026-01"}, SCHEMAS, findings)


@pytest.mark.parametrize(
    ("stages", "words"),
    [
        ([Stage(1, "a", "", "", steps=(second,))], "second reads first, which nothing makes before it"),
        ([Stage(1, "a", "", "", steps=(second, first))], "second reads first, which nothing makes before it"),
        ([Stage(1, "a", "", "", steps=(first, first))], "first is made twice"),
        ([Stage(1, "a", "", "", steps=(first,)), Stage(2, "b", "", "", steps=(first,))], "first is made twice"),
        ([Stage(1, "a", "", "", checks=(stopping,), steps=())], "stopping reads first, which nothing makes before it"),
    ],
)
def test_a_job_that_cannot_run_is_refused(stages: list[Stage], words: str) -> None:
    """A table nobody makes before, or made twice: told by name, and nothing has been called."""
    with pytest.raises(WiringError, match=words):
        runner.verify_wiring(stages, ["roster", "period"], SCHEMAS)
    assert CALLS == []


def test_a_table_without_schema_is_refused() -> None:
    """What cannot be validated is not made."""
    with pytest.raises(WiringError, match="first has no schema"):
        runner.verify_wiring([Stage(1, "a", "", "", steps=(first,))], ["roster"], {})


def test_a_step_must_not_make_what_was_delivered() -> None:
    """A table of intake is made by nobody else."""
    with pytest.raises(WiringError, match="first is made twice"):
        runner.verify_wiring([Stage(1, "a", "", "", steps=(first,))], ["roster", "first"], SCHEMAS)


def test_the_job_of_a_month_is_well_wired() -> None:
    """Every step of the month finds what it reads."""
    runner.verify_wiring(flow.MONTH, flow.AVAILABLE, made_tables())


def test_steps_run_in_order_and_get_what_they_name() -> None:
    """Tables and what is given for the whole run both go by parameter name."""
    outcome = run(Stage(1, "a", "", "", steps=(first, second)), Stage(2, "b", "", "", steps=(third,)))
    assert CALLS == ["first", "second in 2026-01", "third"]
    assert list(outcome.tables) == ["roster", "first", "second", "third"]
    assert not outcome.stopped


def test_a_stop_finding_ends_the_job_after_all_checks_of_its_stage() -> None:
    """The checks of a stage all speak, then nothing further is computed."""
    outcome = run(
        Stage(1, "a", "", "", steps=(first,), checks=(stopping, noticing)),
        Stage(2, "b", "", "", steps=(second,)),
    )
    assert CALLS == ["first", "stopping", "noticing"]
    assert [found.code for found in outcome.findings] == ["S15", "L03"]
    assert outcome.stopped


def test_a_notice_stops_nothing() -> None:
    """What is worth knowing does not forbid paying."""
    outcome = run(Stage(1, "a", "", "", steps=(first,), checks=(noticing,)), Stage(2, "b", "", "", steps=(second,)))
    assert CALLS == ["first", "noticing", "second in 2026-01"]
    assert not outcome.stopped


def test_findings_of_the_reading_let_the_checks_speak_first() -> None:
    """A stop from intake still lets the first checks run, so that all is told at once."""
    outcome = run(
        Stage(1, "a", "", "", steps=(first,)),
        Stage(2, "b", "", "", checks=(noticing,)),
        Stage(3, "c", "", "", steps=(second,)),
        findings=(finding("S15"),),
    )
    assert CALLS == ["first", "noticing"]
    assert outcome.stopped


def test_a_parameter_with_a_default_is_optional() -> None:
    """The same check may run before and after a table exists."""
    run(
        Stage(1, "a", "", "", steps=(first, second), checks=(curious,)),
        Stage(2, "b", "", "", steps=(third,), checks=(curious,)),
    )
    assert CALLS == ["first", "second in 2026-01", "curious", "third", "curious of third"]


@pytest.mark.parametrize(
    "made",
    [
        SCHEMAS["first"].from_rows([{"employee_id": None}]),
        SCHEMAS["first"].from_rows([{"employee_id": "1"}, {"employee_id": "1"}]),
        ROWS.rename(columns={"employee_id": "person"}),
        ROWS.assign(extra=1),
        ROWS.astype({"employee_id": object}),
    ],
    ids=["empty cell", "key twice", "column missing", "column too many", "type"],
)
def test_a_table_that_is_not_what_its_schema_says_is_our_own_mistake(made: pd.DataFrame) -> None:
    """No finding for the clerk, but an exception."""

    def first(roster: Any) -> pd.DataFrame:
        return made

    with pytest.raises((SchemaError, SchemaErrors)):
        run(Stage(1, "a", "", "", steps=(first,)))


def test_progress_is_told_stage_by_stage() -> None:
    """Each stage is named when it begins, also the one whose checks stop the job."""
    told: list[str] = []
    stages = [
        Stage(1, "a", "接收", "", steps=(first,)),
        Stage(2, "b", "核对", "", checks=(stopping,)),
        Stage(3, "c", "归属", ""),
    ]
    runner.run(stages, {"roster": ROWS}, {}, SCHEMAS, (), lambda stage: told.append(stage.heading))
    assert told == ["接收", "核对"]
