"""A case run month by month through the real stages after intake, its ledgers and history carried on."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa

from pipeline import flow, runner
from pipeline.checks import supplements
from pipeline.decided import ended_before
from pipeline.past import delivered_history
from pipeline.period import Period, Span
from pipeline.scheme.expressions import FormulaError, number
from pipeline.standard_tables import asked_facts, computed_tables, person_facts
from pipeline.trial.cases import CaseError, MonthCase
from pipeline.trial.delivery import delivery
from schemas.appraisal import GRADE_CHANGES, GRADE_HISTORY, OPEN_LEAVE
from schemas.results import HISTORY, LEDGER_OPENINGS, PERSONS
from schemas.table import Table

if TYPE_CHECKING:
    from pipeline.runner import Outcome
    from pipeline.settings import Standard

LAST_STAGE = 7
STATUTORY = 6
SATURDAY = 5
GIVEN_DIRECTLY = ("persons", "person_measures")
"""The steps whose columns a case may set for a person."""
CHECKED = runner.Stage(
    flow.LAST_CHECKED, "checks", "核对", "补充数据写得对不对",
    checks=(
        supplements.unknown_facts, supplements.wrong_objects, supplements.values_out_of_range,
        supplements.values_not_given, supplements.words_not_yes_or_no, supplements.words_without_day,
    ),
)  # fmt: skip
"""Of the checks of a month those that say whether 补充数据 can be understood; the others ask for whole files."""


@dataclass(frozen=True)
class Carried:
    """What one month of a case hands to the next.

    ``grades`` is its ledger of grades, ``decided`` what the quarters and years so far decided of grades; ``months`` are
    its months so far with their persons and the quantities kept of each, ``appraised`` what the last appraisal kept.
    """

    balances: pd.DataFrame
    history: pd.DataFrame
    leave: pd.DataFrame
    grades: pd.DataFrame
    has_predecessor: bool
    decided: Mapping[Span, pd.DataFrame] = field(default_factory=dict)
    months: tuple[tuple[Period, pd.DataFrame, pd.DataFrame], ...] = ()
    appraised: pd.DataFrame | None = None


@dataclass(frozen=True)
class NoPlaces:
    """Stands for the workbooks a case does not have."""

    def address(self, source: int, row: int, column: str) -> str:
        """No cell."""
        return ""

    def nothing(self, source: int, row: int, column: str) -> str:
        """No cell was read as nothing."""
        return ""

    def file(self, source: int) -> str:
        """The case itself."""
        return "用例"

    def sheet(self, source: int) -> str:
        """No sheet."""
        return ""


@dataclass(frozen=True)
class Trial:
    """A standard made ready to run months of cases by it."""

    standard: Standard

    @functools.cached_property
    def schemas(self) -> dict[str, Table]:
        """What each table of a month is."""
        return computed_tables(self.standard, ())

    @functools.cached_property
    def measures(self) -> frozenset[str]:
        """The quantities a person's row may give directly."""
        return frozenset(column.name for column in self.schemas["person_measures"].columns)


def nothing_carried() -> Carried:
    """Before the first month."""
    balances, history, leave, grades = (
        table.from_rows([]) for table in (LEDGER_OPENINGS, HISTORY, OPEN_LEAVE, GRADE_HISTORY)
    )
    return Carried(balances, history, leave, grades, has_predecessor=False)


def run_month(month: MonthCase, trial: Trial, before: Carried) -> tuple[Outcome, Carried]:
    """The month computed, and what it carries on; CaseError where the case speaks of something unknown."""
    given = delivery(month.given, trial.standard.scheme.text, trial.measures, month.period)
    history = before.history
    if not before.has_predecessor:
        history = HISTORY.from_rows(delivered_history(given.tables["openings"]))
    tables = {**given.tables, "carried": before.balances, "carried_history": history, "carried_leave": before.leave}
    tables |= {"carried_grades": before.grades, "decided_grades": _decided(month.period, before)}
    asked = asked_for(month.period, trial, before)
    outcome = runner.run(list(_job(given.direct)), tables, asked, trial.schemas)
    return outcome, before if outcome.stopped else _carried(outcome, month.period, before)


def _decided(period: Period, before: Carried) -> pd.DataFrame:
    """What the last quarter and year that ended before the month decided of grades."""
    spans = [span for span in ended_before(period) if span in before.decided]
    return pd.concat([GRADE_CHANGES.from_rows([]), *(before.decided[span] for span in spans)], ignore_index=True)


def _carried(outcome: Outcome, period: Period, before: Carried) -> Carried:
    balances = outcome.tables["ledger_balances"]
    closing = balances.drop(columns=["opening", "movement"]).rename(columns={"closing": "opening"})
    kept = (period, outcome.tables["persons"], outcome.tables["month_figures"])
    open_ = closing[closing["opening"] != 0]
    history, leave, grades = (outcome.tables[name] for name in ("history", "open_leave", "closing_grades"))
    return Carried(open_, history, leave, grades, True, before.decided, (*before.months, kept), before.appraised)


def _job(direct: Mapping[str, Mapping[str, str]]) -> Iterator[runner.Stage]:
    """The stages of a month without intake, statute and reports; persons have what the case gives directly."""
    yield CHECKED
    for stage in flow.MONTH:
        if flow.LAST_CHECKED < stage.number <= LAST_STAGE and stage.number != STATUTORY:
            steps = (_with(step, direct) if step.__name__ in GIVEN_DIRECTLY else step for step in stage.steps)
            yield replace(stage, steps=tuple(steps))


def _with(step: Callable[..., pd.DataFrame], direct: Mapping[str, Mapping[str, str]]) -> Callable[..., pd.DataFrame]:
    """The step, its columns changed for the persons whose value the case gives."""

    @functools.wraps(step)
    def changed(**tables: Any) -> pd.DataFrame:
        frame = step(**tables)
        for name, values in direct.items():
            heading = next((column.name for column in PERSONS.columns if column.heading == name), name)
            if heading in frame:
                kind = frame[heading].array.__arrow_array__().type
                pairs = zip(frame["employee_id"], frame[heading], strict=True)
                kept = [_value(name, values[who], kind) if who in values else old for who, old in pairs]
                frame[heading] = pd.Series(kept, dtype=frame[heading].dtype, index=frame.index)
        return frame

    return changed


def _value(name: str, text: str | None, kind: pa.DataType) -> Any:
    """What a text of a case stands for in a column of this kind; CaseError if it stands for nothing there."""
    if text is None or pa.types.is_string(kind):
        return text
    if pa.types.is_boolean(kind):
        if text not in ("是", "否"):
            raise CaseError(f"“{name}”应是 是 或 否，写的是“{text}”")
        return text == "是"
    try:
        if pa.types.is_date(kind):
            return date.fromisoformat(text)
        figure = number(text)
    except FormulaError as error:
        raise CaseError(f"“{name}”：{error}") from error
    except ValueError as error:
        raise CaseError(f"“{name}”的“{text}”不是日期，应写成 2026-01-31") from error
    return int(figure) if pa.types.is_integer(kind) else Decimal(figure.numerator) / Decimal(figure.denominator)


def asked_for(period: Period, trial: Trial, before: Carried) -> dict[str, Any]:
    """What steps and checks may ask for besides tables."""
    text = trial.standard.scheme.text
    return {
        "period": period, "span": Span.of_month(period), "standard": trial.standard,
        "pay_days": _weekdays(period), "made_tables": trial.schemas,
        "has_predecessor": before.has_predecessor, "places": NoPlaces(), "found": frozenset(),
        "grades": tuple(text.grades), "facts": asked_facts(trial.standard), "own_records": tuple(text.records),
        "quantities": (), "asked": frozenset(), "ledgers": tuple(ledger.name for ledger in text.ledgers),
    }  # fmt: skip


def _weekdays(period: Period) -> list[date]:
    """Monday to Friday: cases do not depend on the holidays of their year."""
    count = (period.last_day - period.first_day).days + 1
    days = [period.first_day + timedelta(days=place) for place in range(count)]
    return [day for day in days if day.weekday() < SATURDAY]


def people_of(outcome: Outcome, period: Period) -> dict[str, dict[str, Any]]:
    """Per 工号 every quantity of the person by its heading."""
    tables = outcome.tables
    if "appraisal_items" in tables:
        made = tables["appraisal_items"]
        persons = tables["persons"][tables["persons"]["employee_id"].isin(made["employee_id"].tolist())]
        facts = person_facts(persons.reset_index(drop=True), [made], period)
        return {str(facts.value("工号", row)): facts.one(row) for row in range(facts.rows)}
    facts = person_facts(tables["persons"], [tables["person_measures"], tables["pay_items"]], period)
    return {str(facts.value("工号", row)): facts.one(row) for row in range(facts.rows)}
