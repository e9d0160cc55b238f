"""Since when the figures of a person count: his entry, the first month on record, a former employment of the year.

A person is one 工号.  What he reached since entry begins with the entry of now; what he reached in the year is that of
the year, so that persons add up to their branch: months of a former employment are in it, and are told here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.reports.appraisal.model import SpanReport


@dataclass(frozen=True)
class Entries:
    """The words about the entry of each person."""

    report: SpanReport

    @cached_property
    def _months(self) -> Mapping[str, dict[str, date]]:
        """By 工号 every month of the year he was there, oldest first, with the day of entry as that month has it."""
        table, found = self.report.arrow("year_persons"), dict[str, dict[str, date]]()
        if table is not None:
            for row in table.select(["employee_id", "month", "hired_on"]).sort_by("month").to_pylist():
                found.setdefault(row["employee_id"], {})[row["month"]] = row["hired_on"]
        return found

    @cached_property
    def _first(self) -> dict[str, str]:
        """The first month on record of each indicator."""
        table = self.report.arrow("appraisal_history")
        quantities = {one.name: one.quantity for one in self.report.rules.indicators}
        if table is None:
            return {}
        kept = table.filter(pc.is_in(table["quantity"], pa.array(sorted(set(quantities.values())), pa.string())))
        firsts = kept.group_by("quantity").aggregate([("origin", "min")]).to_pylist()
        first = {row["quantity"]: row["origin_min"] for row in firsts}
        return {name: first[quantity] for name, quantity in quantities.items() if quantity in first}

    @cached_property
    def _entered(self) -> dict[str, str]:
        """The month of entry of each person, as the last month of his has it."""
        return {who: _month(months[max(months)]) for who, months in self._months.items()}

    @cached_property
    def _former(self) -> dict[str, str]:
        """Which months of the year were of a former employment, of whom there are any."""
        found = dict[str, str]()
        for who, months in self._months.items():
            if before := [month for month, hired in months.items() if _month(hired) < self._entered[who]]:
                found[who] = f"本年累计含前次在职的{before[0]}至{before[-1]}"
        return found

    def since(self, who: str, indicator: str) -> str:
        """The first month of 入职以来: of entry, or the first on record, said so; empty of whom nothing is known."""
        entered, first = self._entered.get(who, ""), self._first.get(indicator, "")
        return f"自有记录起（{first}）" if entered and entered < first else entered

    def former(self, who: str) -> str:
        """Which months of the year were of a former employment; empty without one."""
        return self._former.get(who, "")


def _month(day: date) -> str:
    return day.isoformat()[:7]
