"""Where the figures a quarter or a year rests on stand: in the ledgers of its months, and of the quarter before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.collect.months import has_result
from pipeline.collect.spans import ledger_stem
from pipeline.collect.workbooks import Result
from pipeline.explain_lines.before import Key, places_in
from pipeline.period import Period, Span
from pipeline.stages import LEDGERS, book_stem
from schemas.appraisal import APPRAISAL_HISTORY, MONTH_FIGURES
from schemas.table import Table


@dataclass(frozen=True)
class SpanPlaces:
    """The results below ``outputs``; ``folder_of`` is the folder of one of them.  Each workbook is read once."""

    span: Span
    outputs: Path
    folder_of: Callable[[str], Path]
    read: dict[str, dict[Key, list[str]]] = field(default_factory=dict)

    def of(self, quantity: str, employee: str, month: Period) -> tuple[str, ...]:
        """Where a quantity of a person of this month stands; nothing where no result holds it."""
        source = self._source(month)
        if source is None:
            return ()
        period, stem, table = source
        if period not in self.read:
            folder = self.folder_of(period)
            file = Result(folder).holding(stem, table)
            self.read[period] = places_in(folder / file, f"{period}/{file}", table, ("figure", "word"))
        return tuple(self.read[period].get((quantity, employee, str(month)), ()))

    def _source(self, month: Period) -> tuple[str, str, Table] | None:
        """The result a month's figure was read from: of a quarter its own months, else the last quarter's ledger."""
        if not self.span.is_year and month in self.span.months:
            return str(month), book_stem(LEDGERS, month), MONTH_FIGURES
        before = Span(self.span.year, 4) if self.span.is_year else self.span.shift(-1)
        held = has_result(self.outputs, before)
        return (str(before), ledger_stem(before), APPRAISAL_HISTORY) if held else None
