"""What a case expected against what the stages made of it, exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipeline.money import plain
from pipeline.scheme.expressions import FormulaError, number
from pipeline.scheme.formula_check import nearest
from pipeline.scheme.parts import BRANCH_WORDS
from pipeline.scheme_file import SchemeFile, load_schemes
from pipeline.settings import ConfigurationError
from pipeline.trial.cases import BALANCES, CaseError, MonthCase, Row, WorkedCase, beside, read_cases
from pipeline.trial.run import Trial, nothing_carried, people_of, run_month
from pipeline.trial.spans import run_span
from schemas.results import LEDGER_BALANCES

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.runner import Outcome

LEDGER = "台账"
FIGURES = tuple(LEDGER_BALANCES.column(name).heading for name in ("opening", "movement", "closing"))


@dataclass(frozen=True)
class Verdict:
    """One case and everything in it that is not as expected, in words."""

    case: WorkedCase
    differences: tuple[str, ...]


@dataclass
class Trials:
    """The versions in a file of pay standards, each made ready once for the words and parameters a case sets."""

    file: SchemeFile
    ready: dict[object, Trial] = field(default_factory=dict)

    def differences(self, case: WorkedCase) -> tuple[str, ...]:
        """Everything in the case that is not as expected, month by month, in words."""
        return tuple(self._told(case))

    def _told(self, case: WorkedCase) -> Iterator[str]:
        carried = nothing_carried()
        for month in case.periods:
            try:
                trial = self._trial(case, month)
                outcome, carried = (run_month if month.span is None else run_span)(month, trial, carried)
                for words in _of_month(month, trial, outcome):
                    yield f"{month.named}：{words}"
            except (CaseError, FormulaError, ConfigurationError) as error:
                yield f"{month.named}：{error}"
                return
            except (pa.ArrowInvalid, OverflowError):
                yield f"{month.named}：有一个数太大或小数位太多，表里放不下；请核对用例里的数"
                return

    def _trial(self, case: WorkedCase, month: MonthCase) -> Trial:
        """The version of the month with the branch words and parameters the case sets."""
        if unknown := next((word for word in case.branch if word not in BRANCH_WORDS), ""):
            raise CaseError(f"branch 没有“{unknown}”这个词{nearest(unknown, BRANCH_WORDS)}")
        scheme = self.file.in_force(month.period, case.branch)
        key = (scheme.name, scheme.version, *sorted(case.branch.items()), "", *sorted(case.set_.items()))
        if key not in self.ready:
            changed = dict(scheme.parameters)
            for name, value in case.set_.items():
                if name not in changed:
                    raise CaseError(f"set 里的“{name}”不是参数{nearest(name, changed)}")
                changed[name] = changed[name].model_copy(update={"value": value})
            text = scheme.model_copy(update={"parameters": changed})
            self.ready[key] = Trial(self.file.standard(text, None, case.branch))
        return self.ready[key]


def try_cases(scheme: Path) -> list[Verdict]:
    """Every case beside the file of a scheme; ConfigurationError where either file cannot be read."""
    trials = Trials(load_schemes(scheme))
    return [Verdict(case, trials.differences(case)) for case in read_cases(beside(scheme))]


def _of_month(month: MonthCase, trial: Trial, outcome: Outcome) -> Iterator[str]:
    told = [finding.message for finding in outcome.findings if finding.stops]
    if month.stops:
        if not any(month.stops in words for words in told):
            yield f"应停在“{month.stops}”，实际{'；'.join(told) or '没有停'}"
        return
    yield from told
    if outcome.stopped:
        return
    people = people_of(outcome, month.period)
    records = [record.name for record in trial.standard.scheme.text.records]
    for key, expected in month.expect.items():
        if key in people:
            yield from _row(f"工号{key}", people[key], expected)
        elif key == BALANCES and month.span is None:
            ledgers = {ledger.name for ledger in trial.standard.scheme.text.ledgers}
            for wanted in expected:
                yield from _balance(outcome.tables["ledger_balances"], wanted, ledgers)
        elif key in records and month.span is None:
            yield from _lines(key, outcome, expected)
        else:
            known = [*people, *records, BALANCES]
            words = "被考核人员的工号" if month.span else f"本月的工号、记录或{BALANCES}"
            yield f"expect 里的“{key}”不是{words}{nearest(key, known)}"


def _row(who: str, found: Mapping[str, Any], expected: Row) -> Iterator[str]:
    for name, wanted in expected.items():
        if name not in found:
            yield f"{who}没有“{name}”这个量{nearest(name, found)}"
        elif not same(found[name], wanted):
            yield f"{who}的{name}应为{wanted or '（空）'}，算出{shown(found[name])}"


def _lines(key: str, outcome: Outcome, expected: Mapping[str, Row]) -> Iterator[str]:
    """Lines of a record, each named by 列=值 (several joined by 、)."""
    tables = [outcome.tables[name] for name in ("record_items", "record_pay")]
    early, late = (table[table["record"] == key].to_dict("records") for table in tables)
    pairs = zip(early, late, strict=True)
    lines = [{str(name): value for name, value in {**one, **other}.items()} for one, other in pairs]
    for named, wanted in expected.items():
        if not all("=" in part for part in named.split("、")):
            yield f"“{key}”的一行应写成 列=值（几列用、隔开），写的是“{named}”"
            continue
        asked = dict(part.split("=", 1) for part in named.split("、"))
        fits = [line for line in lines if all(same(line.get(name), value) for name, value in asked.items())]
        if len(fits) != 1:
            yield f"“{key}”里{named}的有{len(fits)}行，应有1行"
        else:
            yield from _row(f"{key}{named}", fits[0], wanted)


def _balance(balances: pd.DataFrame, wanted: Row, ledgers: set[str]) -> Iterator[str]:
    """A balance, or the sum of those the names fit."""
    known = {column.heading: column.name for column in LEDGER_BALANCES.columns}
    names = {heading: text or "" for heading, text in wanted.items() if heading not in FIGURES}
    figures = {heading: text or "" for heading, text in wanted.items() if heading in FIGURES}
    if unknown := [heading for heading in wanted if heading not in known]:
        yield f"{BALANCES}没有“{unknown[0]}”这一列{nearest(unknown[0], known)}"
        return
    if names.get(LEDGER) not in ledgers:
        yield f"{BALANCES}：没有台账“{names.get(LEDGER, '')}”{nearest(names.get(LEDGER, ''), ledgers)}"
        return
    if not figures:
        yield f"{BALANCES}：请写{'、'.join(FIGURES)}中的一项"
    lines = balances.to_dict("records")
    fits = [line for line in lines if all(same(line[known[heading]], text) for heading, text in names.items())]
    for heading, text in figures.items():
        total = sum((Fraction(line[known[heading]]) for line in fits), Fraction(0))
        if total != number(text):
            yield f"台账{'、'.join(names.values())}的{heading}应为{text}，算出{plain(total)}"


def same(found: Any, wanted: str | None) -> bool:
    """Exactly equal: figures as figures, a day as written, 是 or 否, words as words; nothing as nothing."""
    if isinstance(found, bool):
        return wanted == ("是" if found else "否")
    if isinstance(found, (Decimal, Fraction, int)):
        try:
            return Fraction(found) == number(wanted or "")
        except FormulaError:
            return False
    return (_words(found) or "") == (wanted or "")


def shown(found: Any) -> str:
    """A value in words."""
    if isinstance(found, bool):
        return "是" if found else "否"
    if isinstance(found, (Decimal, Fraction, int)):
        return plain(Fraction(found))
    return _words(found) or "（空）"


def _words(found: Any) -> str | None:
    """A word, or a day as it is written; None for an empty cell."""
    if isinstance(found, date):
        return found.isoformat()
    return found if isinstance(found, str) else None
