"""Times our whole month against bare reading and writing and against a plain script, in one run on one machine.

``python -m benchmarks.compare [--rounds 3] [--plain 1] [--folder build/benchmark]`` makes the branch if it is not
there, then takes turns: in every round our month, the bare read, the bare write, the example month, ``--help``.
What is printed are medians, as seconds that passed and as seconds of processor time (user + system, with children),
since only the latter hold on a busy machine.  A ratio is the median of the ratios of the rounds, so that both sides of
it met the same load.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from pathlib import Path
from statistics import median

import psutil

PROJECT = Path(__file__).resolve().parents[1]
PERIOD = "2026-01"
CLI = (sys.executable, "-m", "pipeline")


@dataclass(frozen=True)
class Cost:
    """Seconds passed, seconds of processor time, and the most memory all processes held together, in MB."""

    passed: float
    processor: float
    peak: float = 0.0
    said: str = ""


@dataclass(frozen=True)
class Target:
    """A figure, what it may be, and whether it must be at most or at least that."""

    name: str
    found: float
    limit: float
    at_least: bool = False
    unit: str = "×"

    def line(self) -> str:
        """The target in one line of the answer."""
        met = self.found >= self.limit if self.at_least else self.found <= self.limit
        sign = "≥" if self.at_least else "≤"
        verdict = "met" if met else "MISSED"
        return f"{self.name:<44} {self.found:8.2f} {self.unit:<2} (target {sign} {self.limit:g} {self.unit}) {verdict}"


def run(command: Sequence[str | Path]) -> Cost:
    """Run a command to its end, its modules compiled as an installed program's are; CalledProcessError if it fails."""
    before = os.times()
    start = time.perf_counter()
    words = [str(part) for part in command]
    with subprocess.Popen(words, cwd=PROJECT, env=_as_installed(), stdout=subprocess.PIPE, text=True) as process:
        peak = _Peak(process.pid)
        said = process.stdout.read() if process.stdout else ""
        process.wait()
        most = peak.stop()
    passed = time.perf_counter() - start
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args, said)
    after = os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(passed, processor, most, said)


def _as_installed() -> dict[str, str]:
    """The environment without the wish to compile every module anew at every start."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class _Peak:
    """Looks twenty times a second at what a process and its children hold in memory."""

    def __init__(self, pid: int) -> None:
        self.most = 0.0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, args=(psutil.Process(pid),))
        self._thread.start()

    def _watch(self, process: psutil.Process) -> None:
        while not self._done.wait(0.05):
            try:
                family = [process, *process.children(recursive=True)]
                self.most = max(self.most, sum(member.memory_info().rss for member in family) / 2**20)
            except psutil.NoSuchProcess:
                continue

    def stop(self) -> float:
        self._done.set()
        self._thread.join()
        return self.most


def bare(work: Callable[[], None]) -> Cost:
    """What a piece of work costs in this process."""
    start, used = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - start, time.process_time() - used)


def bare_read(folder: Path) -> None:
    """Every sheet of every workbook as Python cells, by python-calamine."""
    from python_calamine import load_workbook

    for path in sorted(folder.glob("*.xlsx")):
        book = load_workbook(str(path))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()


def bare_write(result: Path, target: Path) -> Cost:
    """The line-level sheets of a result written again by rustpy-xlsxwriter and nothing else; only writing is timed."""
    from rustpy_xlsxwriter import write_worksheet

    total = Cost(0, 0)
    for path in sorted(result.glob("*_明细_*.xlsx")):
        cost = bare(partial(write_worksheet, _lines(path), str(target), datetime_format="yyyy-mm-dd"))
        total = Cost(total.passed + cost.passed, total.processor + cost.processor)
    return total


def _lines(path: Path) -> object:
    """The rows of a line-level sheet as an Arrow table: the headings are the first row with every cell filled."""
    import pyarrow as pa
    from python_calamine import load_workbook

    rows = load_workbook(str(path)).get_sheet_by_index(0).to_python()
    head = next(index for index, row in enumerate(rows) if all(cell != "" for cell in row))
    columns = zip(*rows[head + 1 :], strict=True)
    cells = [[None if cell == "" else cell for cell in column] for column in columns]
    return pa.table([pa.array(column) for column in cells], [str(name) for name in rows[head]])


def ours(inputs: Path, outputs: Path) -> Cost:
    """Our whole month as a process, into an empty folder."""
    shutil.rmtree(outputs, ignore_errors=True)
    return run([*CLI, "run", PERIOD, "--inputs", inputs, "--outputs", outputs, "--json"])


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each figure; the highest peak."""
    passed, processor = median(c.passed for c in costs), median(c.processor for c in costs)
    return Cost(passed, processor, max(c.peak for c in costs), costs[-1].said)


def compare(folder: Path, rounds: int, plain_rounds: int) -> list[str]:
    """Run everything; the lines to print."""
    inputs, outputs = folder / "inputs", folder / "outputs"
    if not (inputs / PERIOD).is_dir():
        run([sys.executable, "-m", "benchmarks.make_branch", inputs])
    months, reads, writes, examples, helps, plains = [], [], [], [], [], []
    for number in range(rounds):
        months.append(ours(inputs, outputs))
        reads.append(bare(partial(bare_read, inputs / PERIOD)))
        writes.append(bare_write(outputs / PERIOD, folder / "bare.xlsx"))
        examples.append(ours(PROJECT / "inputs" / "示例", folder / "example"))
        helps.append(run([*CLI, "--help"]))
        if number < plain_rounds:
            plains.append(run([sys.executable, "-m", "benchmarks.plain_script", inputs, folder / "plain"]))
        print(f"round {number + 1} of {rounds} done", file=sys.stderr)
    named = {"our whole month": months, "bare read": reads, "bare write": writes, "plain script": plains,
             "example month": examples, "--help": helps}  # fmt: skip
    done = {name: measured for name, measured in named.items() if measured}
    costs = {name: middle(measured) for name, measured in done.items()}
    return [*_table(costs), "", *_ratios(done), *_limits(costs), *_totals(costs)]


def _table(costs: dict[str, Cost]) -> list[str]:
    lines = [f"{'':<18} {'passed s':>9} {'processor s':>12} {'peak MB':>8}"]
    for name, cost in costs.items():
        peak = f"{cost.peak:8.0f}" if cost.peak else ""
        lines.append(f"{name:<18} {cost.passed:9.2f} {cost.processor:12.2f} {peak}")
    return lines


def _ratios(done: dict[str, list[Cost]]) -> list[str]:
    months, plains = done["our whole month"], done.get("plain script", [])
    targets = []
    for name, figure in (("passed", attrgetter("passed")), ("processor", attrgetter("processor"))):
        rounds = zip(months, done["bare read"], done["bare write"], strict=True)
        bares = [figure(month) / (figure(read) + figure(write)) for month, read, write in rounds]
        targets.append(Target(f"ours / (bare read + bare write), {name}", median(bares), 2.5))
        if plains:
            times = [figure(plain) / figure(month) for plain, month in zip(plains, months, strict=False)]
            targets.append(Target(f"plain script / ours, {name}", median(times), 6, at_least=True))
    return [target.line() for target in targets]


def _limits(costs: dict[str, Cost]) -> list[str]:
    targets = [
        Target("peak memory of ours", costs["our whole month"].peak, 1536, unit="MB"),
        Target("example month, cold start", costs["example month"].passed, 4, unit="s"),
        Target("--help", costs["--help"].passed, 0.3, unit="s"),
    ]
    return [target.line() for target in targets]


def _totals(costs: dict[str, Cost]) -> list[str]:
    """实发合计 of both, which must agree to within a yuan: the plain script computes in floats."""
    total = json.loads(costs["our whole month"].said)["totals"]["实发合计"]
    said = costs["plain script"].said.strip() if "plain script" in costs else "not run"
    return ["", f"实发合计: ours {total}, plain script {said}"]


def main() -> None:
    """Read the options, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--plain", type=int, default=1, help="rounds in which the plain script runs too")
    parser.add_argument("--folder", type=Path, default=PROJECT / "build" / "benchmark")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    print("\n".join(compare(options.folder.resolve(), options.rounds, options.plain)))


if __name__ == "__main__":
    main()
