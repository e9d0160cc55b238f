"""Times ``xinchou quarter 2026Q1`` of a large branch: ``python -m benchmarks.quarter [--rounds 5]``.

200 people, 20,000 customers, three months.  The months are delivered and run once, for real, when they are not there;
then, in every round: the quarter as a process, into no earlier result; Python with the libraries the quarter needs and
nothing to do; the same files read bare.  What is printed are medians and ratios within the rounds, and how often each
file of the months was opened.
"""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.command import answer, cost_table
from benchmarks.compare import CLI, Cost, Target, bare, run
from benchmarks.make_branch import large_months, write_branch
from benchmarks.opens import CAN_COUNT, counted_opens

SPAN = "2026Q1"
PERIODS = ("2026-01", "2026-02", "2026-03")
CUSTOMERS = 20_000
LIBRARIES = "import pandas, pandera.pandas, pyarrow, python_calamine, pydantic, xlsxwriter"
SECONDS = 3


@dataclass(frozen=True)
class Round:
    """What one round took."""

    quarter: Cost
    imports: Cost
    read: Cost


def make_months(folder: Path) -> None:
    """The three months delivered below ``folder/inputs`` and run into ``folder/outputs``, those that are missing."""
    inputs, outputs = folder / "inputs", folder / "outputs"
    if not all((inputs / period).is_dir() for period in PERIODS):
        for branch in large_months(PERIODS, CUSTOMERS):
            write_branch(inputs, branch)
    for period in PERIODS:
        if not (outputs / period / "run.json").exists():
            cost = run([*CLI, "run", period, "--inputs", inputs, "--outputs", outputs, "--json"])
            print(f"{period} run in {cost.passed:.1f} s", file=sys.stderr)


def quarter(folder: Path) -> Cost:
    """The quarter as a process, where there is no result of it yet."""
    shutil.rmtree(folder / "outputs" / SPAN, ignore_errors=True)
    return run([*CLI, "quarter", SPAN, "--inputs", folder / "inputs", "--outputs", folder / "outputs", "--json"])


def opened(folder: Path) -> Counter[str]:
    """How often the quarter opens each file of the months' results."""
    with counted_opens(folder / "outputs") as found:
        quarter(folder)
    return Counter({name: count for name, count in found.items() if name.split("/")[0] in PERIODS})


def bare_read(paths: Sequence[Path]) -> None:
    """Every sheet of these workbooks as Python cells, by python-calamine."""
    from python_calamine import load_workbook

    for path in paths:
        book = load_workbook(str(path))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()


def measure(folder: Path, rounds: int) -> list[str]:
    """Run everything; the lines to print."""
    make_months(folder)
    quarter(folder)
    opens = opened(folder) if CAN_COUNT else Counter[str]()
    files = [folder / "outputs" / name for name in sorted(opens) if name.endswith(".xlsx")]
    done = []
    for number in range(rounds):
        imports = run([sys.executable, "-c", LIBRARIES])
        done.append(Round(quarter(folder), imports, bare(partial(bare_read, files))))
        print(f"round {number + 1} of {rounds} done", file=sys.stderr)
    return [*_table(done), "", *_targets(done, opens), "", *_opens(folder, opens)]


def _table(done: Sequence[Round]) -> list[str]:
    return cost_table(
        {
            f"xinchou quarter {SPAN}": [one.quarter for one in done],
            "Python with its libraries": [one.imports for one in done],
            "bare read of the files": [one.read for one in done],
        }
    )


def _targets(done: Sequence[Round], opens: Counter[str]) -> list[str]:
    ratio = median(one.quarter.passed / (one.imports.passed + one.read.passed) for one in done)
    targets = [
        Target("quarter, cold start", median(one.quarter.passed for one in done), SECONDS, unit="s"),
        Target("quarter / (Python with libraries + bare read)", ratio, 4),
    ]
    if opens:
        targets.append(Target("opens of one file of a month, at most", max(opens.values()), 1, unit=""))
    return [target.line() for target in targets]


def _opens(folder: Path, opens: Counter[str]) -> list[str]:
    """Each file of the months that was opened, how often, and its size."""
    return [
        f"{count} × {name} ({(folder / 'outputs' / name).stat().st_size / 1024:,.0f} KB)"
        for name, count in sorted(opens.items())
    ] or ["opens can be counted on Linux only"]


if __name__ == "__main__":
    answer(__doc__, "quarter", measure)
