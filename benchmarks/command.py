"""What the benchmarks share in their command lines and answers: rounds and folder asked for, costs as a table."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.compare import PROJECT, Cost, middle


def cost_table(named: Mapping[str, Sequence[Cost]]) -> list[str]:
    """One line per name: the medians of its rounds, and the peak where one was looked for."""
    width = max(map(len, named))
    lines = [f"{'':<{width}} {'passed s':>9} {'processor s':>12} {'peak MB':>8}"]
    for name, costs in named.items():
        cost = middle(costs)
        peak = f"{cost.peak:8.0f}" if cost.peak else ""
        lines.append(f"{name:<{width}} {cost.passed:9.2f} {cost.processor:12.2f} {peak}".rstrip())
    return lines


def answer(about: str | None, folder: str, measure: Callable[[Path, int], Sequence[str]]) -> None:
    """Read ``--rounds`` and ``--folder`` (by default this one below ``build``), measure, print."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=PROJECT / "build" / folder)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    print("\n".join(measure(options.folder.resolve(), options.rounds)))
