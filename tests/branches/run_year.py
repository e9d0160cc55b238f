"""Makes the example year and works it out: ``python -m tests.branches.run_year <folder>``.

Twelve months, each quarter after its last month, the year last; what a step finds is told as the commands tell it.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from .year import write_year
from .year_plan import PERIODS

PROJECT = Path(__file__).parents[2]


def jobs(months: int = 12) -> Iterator[tuple[str, str]]:
    """The commands in order, each with its period."""
    for index, period in enumerate(PERIODS[:months], start=1):
        yield "run", period
        if index % 3 == 0:
            yield "quarter", f"{period[:4]}Q{index // 3}"
    if months == len(PERIODS):
        yield "year", PERIODS[0][:4]


def main(folder: Path) -> int:
    """Write the inputs, run every command; the exit code of the first that does not succeed."""
    write_year(folder / "inputs")
    for command, period in jobs():
        places = ("--inputs", str(folder / "inputs"), "--outputs", str(folder / "outputs"))
        config = ("--config", str(PROJECT / "config.yaml"))
        done = subprocess.run([sys.executable, "-m", "pipeline", command, period, *config, *places], check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
