"""What rests on a result that was just made anew: the quarter of a month, the quarter after, the year.

Reads: ``run.json`` of the results, nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.archive.places import result_folder
from pipeline.archive.record import read_record
from pipeline.findings import Finding, finding
from pipeline.period import Period, Span


def quarter_rests_on(outputs: Path, month: Period) -> list[Finding]:
    """Q24 when the quarter of a month was appraised from another result of the month than the present one."""
    return list(run_again(outputs, Span.of(month), month))


def run_again(outputs: Path, quarter: Span, *months: Period) -> Iterator[Finding]:
    """Q24 for each of these months (all of the quarter if none is named) that the quarter used otherwise."""
    used = _results_used(read_record(result_folder(outputs, str(quarter))))
    for month in months or quarter.months:
        if (files := used.get(str(month))) and _differs(outputs, str(month), files):
            yield finding("Q24", quarter=quarter, month=month)


def later_results_rest_on(outputs: Path, span: Span) -> list[Finding]:
    """Q25 for every later span that rests on another result than the present one."""
    later = [span.shift(1), *([Span(span.year)] if span.quarter == 4 else [])]
    return [told for other in later for told in rests_on_other(outputs, other, span)]


def rests_on_other(outputs: Path, later: Span, earlier: Span) -> Iterator[Finding]:
    """Q25 when ``later`` has a result, made from another result of ``earlier`` than the present one, or from none."""
    record = read_record(result_folder(outputs, str(later)))
    if record and _differs(outputs, str(earlier), _results_used(record).get(str(earlier), {})):
        yield finding("Q25", later=later, earlier=earlier)


def _results_used(record: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The files of other results a span was made from, by the folder of the result: name → sha256."""
    found: dict[str, dict[str, str]] = {}
    for path, sha in record.get("results", {}).items():
        folder, _, name = path.partition("/")
        found.setdefault(folder, {})[name] = sha
    return found


def _differs(outputs: Path, folder: str, files: Mapping[str, str]) -> bool:
    """Whether the present result is not the one with these files; to have used none of it is to differ."""
    now = read_record(result_folder(outputs, folder)).get("outputs", {})
    return not files or any(now.get(name) != sha for name, sha in files.items())
