"""Times ``xinchou verify --all`` on a closed year: ``python -m benchmarks.verify [--rounds 5]``.

200 people, 20,000 customers: one month is delivered and run for real when it is not there, then stands as twelve, each
with its own ``run.json``, signed by four and sealed.  In every round: the proof as a process, ``sha256sum`` over the
same files, Python with nothing to do.  What is printed are medians and the ratio within the rounds.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.command import answer, cost_table
from benchmarks.compare import CLI, PROJECT, Cost, Target, run
from benchmarks.make_branch import large_branch, write_branch
from pipeline.archive.record import read_record, write_run_json
from pipeline.closing.acts import Hand, close, sign
from pipeline.closing.contents import Place
from pipeline.closing.keys import public_key
from pipeline.closing.office import Office, Signer

FIRST = "2026-01"
PERIODS = tuple(f"2026-{month:02d}" for month in range(1, 13))
ROLES = ("制表", "主办会计", "副经理(经理助理)", "经理")
CUSTOMERS = 20_000
AT = "2026-02-03T10:20:30+08:00"
TIMES_SHA256SUM = 2


@dataclass(frozen=True)
class Round:
    """What one round took."""

    verify: Cost
    hashes: Cost
    start: Cost

    @property
    def ratio(self) -> float:
        """How many times ``sha256sum`` the proof took, the start of Python apart."""
        return (self.verify.passed - self.start.passed) / self.hashes.passed


def make_year(folder: Path) -> None:
    """The closed year below the folder and its configuration, if they are not there."""
    if (folder / "config.yaml").exists():
        return
    month = folder / "month"
    write_branch(month / "inputs", large_branch(customers=CUSTOMERS))
    cost = run([*CLI, "run", FIRST, "--inputs", month / "inputs", "--outputs", month / "outputs", "--json"])
    print(f"{FIRST} run in {cost.passed:.1f} s", file=sys.stderr)
    keys = [Ed25519PrivateKey.generate() for _ in ROLES]
    signers = [
        Signer(role, f"签字人{place}", public_key(key))
        for place, (role, key) in enumerate(zip(ROLES, keys, strict=True))
    ]
    for period in PERIODS:
        place = _copied(month, folder, period)
        for key, role in zip(keys, ROLES, strict=True):
            sign(place, Office(ROLES, tuple(signers)), Hand(role, key, AT))
        close(place, Office(ROLES, tuple(signers)), AT)
    lines = [f'  - {{role: {one.role}, name: {one.name}, key: "{one.key}"}}' for one in signers]
    settings = (PROJECT / "config.yaml").read_text(encoding="utf-8")
    (folder / "config.yaml").write_text("\n".join([settings, "signers:", *lines]) + "\n", encoding="utf-8")


def _copied(month: Path, folder: Path, period: str) -> Place:
    """The month as another one: its files under the names of that month, its own ``run.json``."""
    place = Place(folder / "inputs", folder / "outputs", period)
    shutil.copytree(month / "inputs" / FIRST, place.delivered)
    shutil.copytree(month / "outputs" / FIRST, place.result)
    for path in list(place.result.iterdir()):
        path.rename(path.with_name(path.name.replace(FIRST, period)))
    record = {**read_record(place.result), "period": period}
    write_run_json(place.result, {name: value for name, value in record.items() if name != "outputs"})
    return place


def files_of_year(folder: Path) -> list[Path]:
    """Every delivered file and every file of the results."""
    places = [Place(folder / "inputs", folder / "outputs", period) for period in PERIODS]
    below = [path for place in places for path in (place.delivered, place.result)]
    return [path for one in below for path in sorted(one.rglob("*")) if path.is_file()]


def measure(folder: Path, rounds: int) -> list[str]:
    """Run everything; the lines to print."""
    make_year(folder)
    files = files_of_year(folder)
    config, inputs, outputs = (folder / name for name in ("config.yaml", "inputs", "outputs"))
    places: list[str | Path] = ["--config", config, "--inputs", inputs, "--outputs", outputs]
    done = []
    for number in range(rounds):
        start = run([sys.executable, "-c", "pass"])
        hashes = run(["sha256sum", *files])
        proof = run([*CLI, "verify", "--all", "--json", *places])
        assert json.loads(proof.said)["closed"] == list(PERIODS)
        done.append(Round(proof, hashes, start))
        print(f"round {number + 1} of {rounds} done", file=sys.stderr)
    size = sum(path.stat().st_size for path in files) / 2**20
    return [f"{len(files)} files, {size:,.0f} MB", "", *_table(done), "", _target(done)]


def _table(done: Sequence[Round]) -> list[str]:
    return cost_table(
        {
            "xinchou verify --all": [one.verify for one in done],
            "sha256sum over the same files": [one.hashes for one in done],
            "Python with nothing to do": [one.start for one in done],
        }
    )


def _target(done: Sequence[Round]) -> str:
    ratio = median(one.ratio for one in done)
    return Target("(verify − start of Python) / sha256sum", ratio, TIMES_SHA256SUM).line()


if __name__ == "__main__":
    answer(__doc__, "closed_year", measure)
