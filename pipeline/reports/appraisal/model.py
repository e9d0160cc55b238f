"""What the workbooks of a quarter or a year show: the tables of the span and the rules they rest on.

Reads: every table of the span by its name; one that is missing reads as one without rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pipeline.scheme.appraisal_text import QUARTERS
from schemas.table import Table

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from pipeline.period import Span
    from pipeline.scheme.appraisal_parts import Appraisal
    from pipeline.scheme.model import RuleSet
    from pipeline.settings import Standard

SIGN_OFF = ("制表", "团队负责人", "副经理(经理助理)", "经理")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class SpanReport:
    """The results of one branch in one quarter or year.

    ``tables`` holds frames by the name of their table, with the columns and Arrow types of the table of that name in
    ``schemas``; either may lack any of them.  ``standard`` is the one in force in the last month.
    """

    branch: str
    span: Span
    scheme: str
    version: str
    approval: str
    tables: Mapping[str, pd.DataFrame]
    schemas: Mapping[str, Table]
    standard: Standard
    sign_off: tuple[str, ...] = SIGN_OFF

    @property
    def rules(self) -> RuleSet:
        """The pay standard as written."""
        return self.standard.scheme.text

    @cached_property
    def appraisals(self) -> tuple[Appraisal, ...]:
        """The appraisals due at the end of the span, those that grade first."""
        due = [text for text in self.rules.appraisals if self.span.quarter in QUARTERS[text.every]]
        return tuple(sorted(due, key=lambda text: text.grading is None))

    @cached_property
    def _rows(self) -> dict[str, tuple[Row, ...]]:
        return {}

    @cached_property
    def _arrow(self) -> dict[str, pa.Table | None]:
        return {}

    def rows(self, name: str) -> tuple[Row, ...]:
        """The rows of a table as plain records, empty cells None; none for a table that is not there."""
        if name not in self._rows:
            table = self.arrow(name)
            self._rows[name] = () if table is None else tuple(table.to_pylist())
        return self._rows[name]

    def arrow(self, name: str) -> pa.Table | None:
        """A table as it is, for one of very many rows; None if it is not there or has none."""
        import pyarrow as pa

        if name not in self._arrow:
            frame = self.tables.get(name)
            empty = frame is None or frame.empty
            self._arrow[name] = None if empty else pa.Table.from_pandas(frame, preserve_index=False)
        return self._arrow[name]

    @property
    def facts(self) -> str:
        """Branch, span and the scheme the figures rest on with its approval, in one line."""
        scheme = f"薪酬标准：{self.scheme}（{self.version}）　批准文号：{self.approval}"
        return f"{self.branch}　　期间：{self.period_words}　　{scheme}"

    @property
    def period_words(self) -> str:
        """The span as people say it, with its first and last month."""
        first, last = self.span.months[0], self.span.last_month
        name = f"{self.span.year}年" + (f"第{'一二三四'[self.span.quarter - 1]}季度" if self.span.quarter else "度")
        return f"{name}（{first} 至 {last}）"
