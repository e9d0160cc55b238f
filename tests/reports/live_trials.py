"""Months of pay standards in files of their own as live workbooks, and whether LibreOffice computes them alike."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import python_calamine

from pipeline.reports.live.book import write_live_book
from pipeline.runner import Outcome
from pipeline.scheme.model import RuleSet
from pipeline.scheme.parts import PERSON, Fact
from pipeline.scheme_file import SchemeFile, load_schemes
from pipeline.settings import Standard
from pipeline.trial.cases import WorkedCase, beside, read_cases
from pipeline.trial.run import Trial, nothing_carried, run_month
from tests.reports.test_live_functions import HEADING_ROW, shown

SCHEMES = Path(__file__).parents[2] / "examples" / "schemes"
NEGLIGIBLE = 1e-6
"""What a double may be off, of an amount in yuan a ten-thousandth of a fen."""


def books_of(scheme: Path, folder: Path, places: Collection[int] | None = None) -> Iterator[Path]:
    """A live workbook of the last month of each case beside a scheme (or of those at these places), if computed."""
    file = load_schemes(scheme)
    for number, case in enumerate(read_cases(beside(scheme))):
        last = _last_month(file, case) if places is None or number in places else None
        if last is not None:
            standard, outcome = last
            path = folder / f"{scheme.stem}-{number}.xlsx"
            months = [month.period for month in case.periods if month.span is None]
            write_live_book(path, None, outcome.tables, standard, months[-1])
            yield path


def _last_month(file: SchemeFile, case: WorkedCase) -> tuple[Standard, Outcome] | None:
    """The standard and the outcome of the last month (quarters and years are no months); None if it stops."""
    carried = nothing_carried()
    found = None
    for month in (one for one in case.periods if one.span is None):
        text = file.in_force(month.period, case.branch)
        chosen = {k: p.model_copy(update={"value": case.set_.get(k, p.value)}) for k, p in text.parameters.items()}
        text = text.model_copy(update={"parameters": chosen})
        outcome, carried = run_month(month, Trial(file.standard(text, None, case.branch)), carried)
        given = {name for row in month.given.get(PERSON) or () for name in row}
        written = _as_facts(text, given)
        found = None if outcome.stopped else (file.standard(written, None, case.branch), outcome)
    return found


def _as_facts(text: RuleSet, given: set[str]) -> RuleSet:
    """The standard with the measures a case gives directly as delivered facts: no lines lead to them."""
    direct = [measure for measure in text.measures if measure.each == PERSON and measure.name in given]
    facts = [Fact(name=one.name, unit=one.unit or "元", blank="0", source=one.source) for one in direct]
    kept = [measure for measure in text.measures if measure not in direct]
    return text.model_copy(update={"facts": [*text.facts, *facts], "measures": kept})


def cells(path: Path) -> dict[tuple[str, int, int], Any]:
    """Every filled cell of every sheet by its place, as both programs mean it."""
    book = python_calamine.load_workbook(str(path))
    return {
        (name, row, column): shown(cell)
        for name in book.sheet_names
        for row, found in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False))
        for column, cell in enumerate(found)
        if shown(cell) != ""
    }


def differing(computed: Path, again: Path) -> dict[str, tuple[Any, Any]]:
    """The cells that are not the same, with both values and under their heading."""
    ours, theirs = cells(computed), cells(again)
    return {
        f"{computed.name} {place[0]} {_heading(ours, place)} 第{place[1] + 1}行": (ours.get(place), theirs.get(place))
        for place in sorted(ours.keys() | theirs.keys())
        if not _same(ours.get(place), theirs.get(place))
    }


def _heading(ours: dict[tuple[str, int, int], Any], place: tuple[str, int, int]) -> Any:
    return ours.get((place[0], HEADING_ROW, place[2]), place)


def _same(one: Any, two: Any) -> bool:
    if isinstance(one, float) and isinstance(two, float):
        return abs(one - two) <= NEGLIGIBLE * max(1.0, abs(one) / 1e6)
    return bool(one == two)
