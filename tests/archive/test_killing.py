"""Whatever kills a run, a complete result stands and the next run works."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from pipeline.archive.lock import period_lock
from pipeline.archive.record import verify_outputs
from tests.archive.results import PERIOD, publish, tree

ROUNDS = 30
LOOP = """
import sys
from pathlib import Path
from pipeline.archive.lock import period_lock
from tests.archive.results import PERIOD, publish, stop
outputs, start = Path(sys.argv[1]), int(sys.argv[2])
print("ready", flush=True)
for count in range(start, start + 100_000):
    text = str(count)
    with period_lock(outputs, PERIOD):
        publish(outputs, {f"{name}.txt": text * 500 for name in range(6)} | {f"只有{text}.txt": text})
    with period_lock(outputs, PERIOD):
        stop(outputs, {"错误清单.txt": text})
"""


def test_killed_at_thirty_random_moments_a_complete_result_stands(tmp_path: Path) -> None:
    """After every kill the result is one whole result, and at the end the next run succeeds without debris."""
    chance = random.Random(20260901)
    publish(tmp_path, {"0.txt": "最初"})
    for turn in range(ROUNDS):
        _run_and_kill(tmp_path, turn * 100_000, chance.uniform(0.0, 0.12))
        assert verify_outputs(tmp_path / PERIOD) == []
        listed = {name for name in tree(tmp_path / PERIOD) if not name.startswith("待更正/")}
        assert len([name for name in listed if name.startswith("只有")]) == (1 if "1.txt" in listed else 0)
    with period_lock(tmp_path, PERIOD):
        assert publish(tmp_path, {"1.txt": "最后"})
    assert sorted(tree(tmp_path / PERIOD)) == ["1.txt", "run.json"]
    assert not list((tmp_path / ".临时").iterdir())
    kept = [path for path in (tmp_path / "历史版本" / PERIOD).iterdir() if path.is_dir()]
    assert all(verify_outputs(version) == [] for version in kept)


def _run_and_kill(outputs: Path, start: int, after: float) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", LOOP, str(outputs), str(start)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(after)
    assert process.poll() is None
    process.kill()
    process.communicate()
