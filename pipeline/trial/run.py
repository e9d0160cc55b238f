"""A case run month by month through the real stages after intake, its ledgers and history carried on."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from pipeline import flow, runner
from pipeline.ledgers.balances import ledgers_of
from pipeline.past import delivered_history
from pipeline.period import Period
from pipeline.scheme.expressions import number
from pipeline.standard_tables import computed_tables, person_facts
from pipeline.trial.cases import MonthCase
from pipeline.trial.delivery import delivery
from schemas.results import HISTORY, LEDGER_OPENINGS, PERSONS
from schemas.table import Table

if TYPE_CHECKING:
    from pipeline.runner import Outcome
    from pipeline.settings import Standard

LAST_STAGE = 7
STATUTORY = 6
WORKING_DAYS = 5
GIVEN_DIRECTLY = ("persons", "person_measures")
"""The steps whose columns a case may set for a person."""


@dataclass(frozen=True)
class Carried:
    """What one month of a case hands to the next."""

    balances: pd.DataFrame
    history: pd.DataFrame
    has_predecessor: bool


@dataclass(frozen=True)
class NoPlaces:
    """Stands for the workbooks a case does not have."""

    def address(self, source: int, row: int, column: str) -> str:
        """No cell."""
        return ""

    def file(self, source: int) -> str:
        """The case itself."""
        return "用例"

    def sheet(self, source: int) -> str:
        """No sheet."""
        return ""


def nothing_carried() -> Carried:
    """Before the first month."""
    return Carried(LEDGER_OPENINGS.from_rows([]), HISTORY.from_rows([]), False)


def run_month(month: MonthCase, standard: Standard, before: Carried) -> tuple[Outcome, Carried]:
    """The month computed, and what it carries on; CaseError where the case speaks of something unknown."""
    period = Period.parse(month.period)
    schemas = computed_tables(standard, ())
    measures = [column.name for column in schemas["person_measures"].columns]
    given = delivery(month.given, standard.scheme.text, measures, period)
    history = before.history if before.has_predecessor else HISTORY.from_rows(delivered_history(given.tables["openings"]))
    tables = {**given.tables, "carried": before.balances, "carried_history": history}
    outcome = runner.run(_job(given.direct), tables, _asked(period, standard, schemas, before), schemas)
    return outcome, before if outcome.stopped else _carried(outcome)


def _carried(outcome: Outcome) -> Carried:
    closing = outcome.tables["ledger_balances"].drop(columns=["opening", "movement"]).rename(columns={"closing": "opening"})
    return Carried(closing[closing["opening"] != 0], outcome.tables["history"], True)


def _job(direct: Mapping[str, Mapping[str, str]]) -> list[runner.Stage]:
    """The stages of a month without intake, checks, statute and reports; persons have what the case gives directly."""
    stages = [s for s in flow.MONTH if flow.LAST_CHECKED < s.number <= LAST_STAGE and s.number != STATUTORY]
    return [
        replace(stage, steps=tuple(_with(step, direct) if step.__name__ in GIVEN_DIRECTLY else step for step in stage.steps))
        for stage in stages
    ]


def _with(step: Callable[..., pd.DataFrame], direct: Mapping[str, Mapping[str, str]]) -> Callable[..., pd.DataFrame]:
    """The step, its columns changed for the persons whose value the case gives."""

    @functools.wraps(step)
    def changed(**tables: Any) -> pd.DataFrame:
        frame = step(**tables)
        for name, values in direct.items():
            heading = next((column.name for column in PERSONS.columns if column.heading == name), name)
            if heading in frame:
                pairs = zip(frame["employee_id"], frame[heading], strict=True)
                kept = [_value(values[who], old) if who in values else old for who, old in pairs]
                frame[heading] = pd.Series(kept, dtype=frame[heading].dtype, index=frame.index)
        return frame

    return changed


def _value(text: str, old: object) -> Any:
    """What a text of a case stands for in a column that held ``old``."""
    if isinstance(old, (bool, np.bool_)) or text in ("是", "否"):
        return text == "是"
    if isinstance(old, str):
        return text
    figure = number(text)
    return int(figure) if isinstance(old, (int, np.integer)) else Decimal(figure.numerator) / Decimal(figure.denominator)


def _asked(period: Period, standard: Standard, schemas: Mapping[str, Table], before: Carried) -> dict[str, Any]:
    return {
        "period": period, "standard": standard, "pay_days": _weekdays(period), "made_tables": schemas,
        "has_predecessor": before.has_predecessor, "places": NoPlaces(), "found": frozenset(),
        "grades": tuple(standard.scheme.text.grades), "facts": tuple(standard.scheme.text.facts),
        "own_records": tuple(standard.scheme.text.records), "quantities": (),
        "ledgers": tuple(ledger.name for _, ledger in ledgers_of(standard)),
    }  # fmt: skip


def _weekdays(period: Period) -> list[date]:
    """Monday to Friday: cases do not depend on the holidays of their year."""
    count = (period.last_day - period.first_day).days + 1
    days = [period.first_day + timedelta(days=place) for place in range(count)]
    return [day for day in days if day.weekday() < WORKING_DAYS]


def people_of(outcome: Outcome, period: Period) -> dict[str, dict[str, Any]]:
    """Per 工号 every quantity of the person by its heading."""
    tables = outcome.tables
    frames = [tables[name] for name in ("person_measures", "pay_items") if name in tables]
    facts = person_facts(tables["persons"], frames, period)
    return {str(facts.value("工号", row)): facts.one(row) for row in range(facts.rows)}
