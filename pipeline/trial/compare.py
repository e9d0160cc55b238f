"""What a case expected against what the stages made of it, exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.money import plain
from pipeline.period import Period
from pipeline.scheme.expressions import FormulaError, number
from pipeline.scheme.formula_check import nearest
from pipeline.scheme.model import BRANCH_WORDS
from pipeline.scheme_file import SchemeFile, load_schemes
from pipeline.trial.cases import MonthCase, WorkedCase, beside, read_cases
from pipeline.trial.delivery import CaseError
from pipeline.trial.run import nothing_carried, people_of, run_month
from schemas.results import LEDGER_BALANCES

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.runner import Outcome
    from pipeline.settings import Standard

BALANCES = "台账余额"


@dataclass(frozen=True)
class Verdict:
    """One case and everything in it that is not as expected, in words."""

    case: WorkedCase
    differences: tuple[str, ...]


def try_cases(scheme: Path) -> list[Verdict]:
    """Every case beside the file of a scheme; ConfigurationError where either file cannot be read."""
    file = load_schemes(scheme)
    return [Verdict(case, tuple(_differences(case, file))) for case in read_cases(beside(scheme))]


def _differences(case: WorkedCase, file: SchemeFile) -> Iterator[str]:
    carried = nothing_carried()
    for month in case.periods:
        try:
            standard = _standard(file, case, Period.parse(month.period))
            outcome, carried = run_month(month, standard, carried)
            for words in _of_month(month, outcome):
                yield f"{month.period}：{words}"
        except (CaseError, FormulaError) as error:
            yield f"{month.period}：{error}"
            return


def _standard(file: SchemeFile, case: WorkedCase, period: Period) -> Standard:
    """The version of the month with the branch words and parameters the case sets."""
    if unknown := next((word for word in case.branch if word not in BRANCH_WORDS), ""):
        raise CaseError(f"branch 没有“{unknown}”这个词{nearest(unknown, BRANCH_WORDS)}")
    scheme = file.in_force(period, case.branch)
    changed = dict(scheme.parameters)
    for name, value in case.set_.items():
        if name not in changed:
            raise CaseError(f"set 里的“{name}”不是参数{nearest(name, changed)}")
        changed[name] = changed[name].model_copy(update={"value": value})
    return file.standard(scheme.model_copy(update={"parameters": changed}), None, case.branch)


def _of_month(month: MonthCase, outcome: Outcome) -> Iterator[str]:
    told = [finding.message for finding in outcome.findings if finding.stops]
    if month.stops:
        if not any(month.stops in words for words in told):
            yield f"应停在“{month.stops}”，实际{'；'.join(told) or '没有停'}"
        return
    yield from told
    if outcome.stopped:
        return
    people = people_of(outcome, Period.parse(month.period))
    for key, expected in month.expect.items():
        if key in people:
            yield from _row(f"工号{key}", people[key], expected)
        elif key == BALANCES:
            yield from _balances(outcome.tables["ledger_balances"], expected)
        else:
            yield from _lines(key, outcome, expected)


def _row(who: str, found: Mapping[str, Any], expected: Mapping[str, str]) -> Iterator[str]:
    for name, wanted in expected.items():
        if name not in found:
            yield f"{who}没有“{name}”这个量"
        elif not same(found[name], wanted):
            yield f"{who}的{name}应为{wanted}，算出{shown(found[name])}"


def _lines(key: str, outcome: Outcome, expected: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Lines of a record, each named by 列=值 (several joined by 、)."""
    tables = [outcome.tables[name] for name in ("record_items", "record_pay")]
    early, late = (table[table["record"] == key].to_dict("records") for table in tables)
    lines = [{str(name): value for name, value in {**one, **other}.items()} for one, other in zip(early, late, strict=True)]
    for named, wanted in expected.items():
        if not all("=" in part for part in named.split("、")):
            raise CaseError(f"“{key}”没有这名人员；记录的一行应写成 列=值（几列用、隔开），写的是“{named}”")
        asked = dict(part.split("=", 1) for part in named.split("、"))
        fits = [line for line in lines if all(name in line and same(line[name], value) for name, value in asked.items())]
        if len(fits) != 1:
            yield f"“{key}”里{named}的有{len(fits)}行，应有1行"
            continue
        yield from _row(f"{key}{named}", fits[0], wanted)


def _balances(balances: pd.DataFrame, expected: list[Mapping[str, str]]) -> Iterator[str]:
    known = {column.heading: column.name for column in LEDGER_BALANCES.columns}
    lines = balances.to_dict("records")
    for wanted in expected:
        if unknown := [heading for heading in wanted if heading not in known]:
            yield f"台账余额没有{'、'.join(unknown)}这一列"
            continue
        names = {heading: text for heading, text in wanted.items() if known[heading] not in ("opening", "movement", "closing")}
        figures = {heading: text for heading, text in wanted.items() if heading not in names}
        fits = [line for line in lines if all(same(line[known[heading]], text) for heading, text in names.items())]
        for heading, text in figures.items():
            total = sum((Fraction(line[known[heading]]) for line in fits), Fraction(0))
            if total != number(text):
                yield f"台账{'、'.join(names.values())}的{heading}应为{text}，算出{plain(total)}"


def same(found: Any, wanted: str) -> bool:
    """Exactly equal: figures as figures, a day as written, 是 or 否, words as words."""
    if isinstance(found, bool):
        return wanted == ("是" if found else "否")
    if isinstance(found, (Decimal, Fraction, int)):
        try:
            return Fraction(found) == number(wanted)
        except FormulaError:
            return False
    return shown(found) == wanted


def shown(found: Any) -> str:
    """A value in words."""
    if isinstance(found, bool):
        return "是" if found else "否"
    if isinstance(found, (Decimal, Fraction, int)):
        return plain(Fraction(found))
    return found.isoformat() if isinstance(found, date) else found if isinstance(found, str) else "（空）"
