"""What rests on a result that was made anew: the month after, the quarter of a month, the quarter after, the year.

Reads: ``run.json`` of the results, nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pipeline.archive.places import result_folder
from pipeline.archive.record import CARRIED_FILES, read_record
from pipeline.findings import Finding, finding
from pipeline.period import Period, Span

Records = Mapping[str, Mapping[str, Any]]
"""What ``run.json`` of some results says, by the folder of the result."""
NONE: Records = MappingProxyType({})


def quarter_rests_on(outputs: Path, month: Period) -> list[Finding]:
    """Q24 when the quarter of a month was appraised from another result of the month than the present one."""
    return list(run_again(outputs, Span.of(month), month))


def run_again(outputs: Path, quarter: Span, *months: Period, known: Records = NONE) -> Iterator[Finding]:
    """Q24 for each of these months (all of the quarter if none is named) that the quarter used otherwise.

    Of the months in ``known`` no file is opened again.
    """
    used = _results_used(read_record(result_folder(outputs, str(quarter))))
    for month in months or quarter.months:
        if (files := used.get(str(month))) and _differs(outputs, str(month), files, known):
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


def outdated(outputs: Path, span: Span) -> list[Finding]:
    """Q24 and Q25 where a quarter rests on other results than the present ones; of a year, where its quarters do."""
    quarters = [Span(span.year, number) for number in (1, 2, 3, 4)] if span.is_year else [span]
    told = [each for quarter in quarters for each in run_again(outputs, quarter)]
    chain = [(quarter, quarter.shift(-1)) for quarter in quarters] + [(span, quarters[-1])] * span.is_year
    for later, earlier in chain:
        if read_record(result_folder(outputs, str(earlier))):  # the first in the system rests on none
            told += rests_on_other(outputs, later, earlier)
    return told


def months_on_older_ones(records: Records, span: Span) -> list[Finding]:
    """Q29 for every month of the span that was computed from another closing ledger than the month before has now."""
    told = []
    for month in span.months:
        record = records.get(str(month))
        before = records.get(str(month.shift(-1)), {}).get("outputs", {})
        if record and before and not _goes_on(record, before):
            told.append(finding("Q29", span=span, month=month, previous=month.shift(-1)))
    return told


def rests_on_older(outputs: Path, *periods: Period) -> list[Period]:
    """The months to run again, in order, before any of these months says what the present results say.

    Such a month, or one before it in an unbroken row, was computed from another closing ledger than the month before
    has now, or from other changes of grade than the quarter or year has now; so every month from there on counts.
    """
    return sorted({month for period in periods for month in _to_run_again(outputs, period)})


def _to_run_again(outputs: Path, period: Period) -> list[Period]:
    row, again, month = [], 0, period
    record = read_record(result_folder(outputs, str(month)))
    while record:
        row.append(month)
        before = read_record(result_folder(outputs, str(month.shift(-1))))
        decided = _results_used(record).items()
        follows = not before or _goes_on(record, before.get("outputs", {}))
        if not follows or any(_differs(outputs, span, files) for span, files in decided):
            again = len(row)
        month, record = month.shift(-1), before
    return row[:again]


def _goes_on(record: Mapping[str, Any], before: Mapping[str, str]) -> bool:
    """Whether a month took its balances, and what else it carried on, from these files of the month before."""
    taken = [record.get(name) for name in CARRIED_FILES]
    if not isinstance(taken[0], Mapping):
        return False
    return all(before.get(str(file.get("file"))) == file.get("sha256") for file in taken if isinstance(file, Mapping))


def _results_used(record: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The files of other results a span was made from, by the folder of the result: name → sha256."""
    found: dict[str, dict[str, str]] = {}
    for path, sha in record.get("results", {}).items():
        folder, _, name = path.partition("/")
        found.setdefault(folder, {})[name] = sha
    return found


def _differs(outputs: Path, folder: str, files: Mapping[str, str], known: Records = NONE) -> bool:
    """Whether the present result is not the one with these files; to have used none of it is to differ."""
    record = known[folder] if folder in known else read_record(result_folder(outputs, folder))
    now = record.get("outputs", {})
    return not files or any(now.get(name) != sha for name, sha in files.items())
