"""A month end: read what was delivered, compute, and let the result (or the findings) appear.

Files are touched only here at the two ends; everything between is :mod:`pipeline.flow`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.carry import Carried, carried_into
from pipeline.decided import Decided, decided_before
from pipeline.duty_defaults import with_defaults
from pipeline.findings import Finding, finding
from pipeline.intake.month import Month, read_month
from pipeline.intake.settings import LEGEND, IntakeSettings
from pipeline.period import Period, Span
from pipeline.posted import Posted, posted_into
from pipeline.record_tables import record_kinds, records_table, records_together
from pipeline.scheme.model import RuleSet
from pipeline.settings import Settings, Standard
from pipeline.standard_tables import asked_duties, asked_facts, asked_tables, fact_columns

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.runner import Outcome, Stage
    from pipeline.scheme.compile import Rules
    from schemas.table import Table

Say = Callable[[str], None]
MAY_NOT_BE_ASKED = ("customers", "relations", "attendance", "scores")
"""Kinds of delivered data that a pay standard may do without."""
NO_FIGURES = ("文字", "日期", "是否")
"""Units of quantities that are no figures."""


@dataclass(frozen=True)
class Request:
    """Which month, under which settings, from where and to where."""

    period: Period
    settings: Settings
    inputs: Path
    outputs: Path
    say: Say = field(default=lambda words: None)

    @property
    def folder(self) -> Path:
        """The folder of the month's delivered workbooks."""
        return self.inputs / str(self.period)


@dataclass(frozen=True)
class Computed:
    """A month as far as it could be computed, with everything needed to write or to explain it.

    ``given`` is what its steps and checks could ask for besides tables; ``decided`` the changes of grade it took,
    ``posted`` the late corrections it pays.
    """

    request: Request
    standard: Standard
    delivered: Month
    carried: Carried
    outcome: Outcome
    schemas: Mapping[str, Table]
    given: Mapping[str, Any]
    decided: Decided
    posted: Posted = field(default_factory=Posted)

    @property
    def findings(self) -> list[Finding]:
        """Every finding so far."""
        return self.outcome.findings

    @property
    def stopped(self) -> bool:
        """Whether nothing may be paid."""
        return self.outcome.stopped


def compute(request: Request, *, only_checks: bool = False) -> Computed:
    """Read the month and run the job on it; touches no output.

    The job is made ready beside the reading, which spends its time in child processes.
    """
    from pipeline.calendar import pay_days

    standard = request.settings.standard(request.period)
    days = pay_days(request.settings, request.period)
    with ThreadPoolExecutor(max_workers=1) as beside:
        ready = beside.submit(_job, request, standard, only_checks)
        request.say("读入交来的文件")
        delivered = read_month(request.folder, request.period, intake_settings(request.settings, standard))
    job, schemas = ready.result()
    given = {**_given(request, standard, delivered), "pay_days": days, "made_tables": schemas}
    return _run(request, standard, delivered, job, given)


def _job(request: Request, standard: Standard, only_checks: bool) -> tuple[list[Stage], dict[str, Table]]:
    """The stages to run, their wiring verified, and what each table they make is."""
    from pipeline import flow, runner
    from pipeline.standard_tables import computed_tables

    schemas = computed_tables(standard, request.settings.text.report.all_columns)
    runner.verify_wiring(flow.MONTH, flow.AVAILABLE, schemas)
    return [stage for stage in flow.MONTH if not only_checks or stage.number <= flow.LAST_CHECKED], schemas


def _run(request: Request, standard: Standard, delivered: Month, job: list[Stage], given: dict[str, Any]) -> Computed:
    from pipeline import runner

    schemas = given["made_tables"]
    carried = carried_into(request.outputs, request.period)
    decided = decided_before(request.outputs, request.period, standard)
    posted = posted_into(request.outputs, request.period)
    tables = {**_frames(delivered, carried, standard, posted), "decided_grades": decided.rows}
    tables |= {"correction_lines": posted.lines(), "correction_ledgers": posted.ledgers(request.period, standard)}
    findings = [
        *delivered.findings,
        *_carry_findings(request.period, carried, delivered),
        *decided.findings,
        *_schema_findings(delivered, tables, standard),
    ]
    whole = {**given, "has_predecessor": carried.has_predecessor}
    outcome = runner.run(job, tables, whole, schemas, findings, lambda stage: request.say(stage.heading))
    if "persons" in outcome.tables:
        outcome.findings += posted.gone(outcome.tables["persons"])
    return Computed(request, standard, delivered, carried, outcome, schemas, whole, decided, posted)


def intake_settings(settings: Settings, standard: Standard) -> IntakeSettings:
    """What intake may be told, from the configuration and the pay standard of the month."""
    text = settings.text.intake
    told = IntakeSettings(
        passwords=tuple(text.passwords),
        legend=text.legend or dict(LEGEND),
        records=record_kinds(standard.scheme.text),
        asks_supplements=bool(standard.scheme.text.facts) or _asks_facts(standard.law),
        asks_duties=asked_duties(standard),
        not_asked=tuple(name for name in MAY_NOT_BE_ASKED if name not in asked_tables(standard)),
        fact_columns=fact_columns(standard),
        manual_facts=tuple(fact.name for fact in asked_facts(standard) if fact.manual),
    )
    return replace(told, **{name: value for name, value in text.limits if value is not None})


def _asks_facts(law: Rules | None) -> bool:
    """Whether the statute has a fact that must come each month; a bonus or a base comes when there is one."""
    return law is not None and any(fact.blank is None for fact in law.text.facts)


def _frames(delivered: Month, carried: Carried, standard: Standard, posted: Posted) -> dict[str, pd.DataFrame]:
    from schemas.appraisal import GRADE_HISTORY, OPEN_LEAVE
    from schemas.intake import ATTENDANCE_DAYS, KINDS, SOURCES
    from schemas.results import HISTORY, LEDGER_OPENINGS

    scheme = standard.scheme.text
    history = carried.history if carried.has_predecessor else _delivered_history(delivered)
    frames = {
        kind.name: kind.frame(with_defaults(kind.name, delivered.tables[kind.name]))
        for kind in (*KINDS, ATTENDANCE_DAYS, SOURCES)
    }
    return {
        **frames,
        "records": records_table(scheme).frame(records_together(scheme, delivered.tables)),
        "carried": LEDGER_OPENINGS.from_rows(carried.rows),
        "carried_history": HISTORY.from_rows(posted.history(history)),
        "carried_grades": GRADE_HISTORY.from_rows(posted.grades(carried.grades)),
        "carried_leave": OPEN_LEAVE.from_rows(posted.leave(carried.leave)),
    }


def _delivered_history(delivered: Month) -> list[dict[str, Any]]:
    """The figures of earlier months among the opening balances, as rows of ``history``."""
    from schemas.intake import past_quantity

    rows = delivered.tables["openings"].to_pylist()
    return [
        {"quantity": name, "employee_id": row["employee_id"], "origin": row["origin"], "figure": row["balance"]}
        for row in rows
        if (name := past_quantity(row["ledger"] or ""))
    ]


def _given(request: Request, standard: Standard, delivered: Month) -> dict[str, Any]:
    from pipeline.ledgers.balances import ledgers_of

    texts = [rules.text for rules in standard.rule_sets]
    return {
        "period": request.period,
        "span": Span.of_month(request.period),
        "standard": standard,
        "places": delivered.places,
        "found": frozenset((f.file, f.sheet, f.cell) for f in delivered.findings if f.stops and f.cell),
        "grades": tuple(standard.scheme.text.grades),
        "ledgers": tuple(ledger.name for _, ledger in ledgers_of(standard)),
        "facts": asked_facts(standard),
        "own_records": tuple(standard.scheme.text.records),
        "quantities": _quantities(texts),
        "asked": asked_tables(standard),
    }


def _quantities(texts: Sequence[RuleSet]) -> tuple[str, ...]:
    """The figures of a person that formulas may ask earlier months for."""
    units = {name: unit for text in texts for name, unit in text.quantities("人员").items()}
    constants = {name for text in texts for name in text.parameters}
    return tuple(name for name, unit in units.items() if unit not in NO_FIGURES and name not in constants)


def _carry_findings(period: Period, carried: Carried, delivered: Month) -> list[Finding]:
    """What is wrong with the opening balances, or to be known of them."""
    count = delivered.tables["openings"].num_rows
    found = list(carried.findings)
    if carried.has_predecessor and count:
        found.append(finding("L04", previous=period.shift(-1), count=count))
    elif delivered.files and not (carried.has_predecessor or count or found):
        found.append(finding("L03"))
    return found


def _schema_findings(delivered: Month, tables: Mapping[str, pd.DataFrame], standard: Standard) -> list[Finding]:
    from pipeline.checks.schema import schema_findings
    from schemas.intake import ATTENDANCE_DAYS, KINDS

    found = frozenset((f.file, f.sheet, f.cell) for f in delivered.findings if f.stops and f.cell)
    own = {kind: kind.frame(delivered.tables[kind.name]) for kind in record_kinds(standard.scheme.text)}
    frames = {**{kind: tables[kind.name] for kind in (*KINDS, ATTENDANCE_DAYS)}, **own}
    return [
        finding for kind, frame in frames.items() for finding in schema_findings(kind, frame, delivered.places, found)
    ]
