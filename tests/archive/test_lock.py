"""One run of a period at a time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.archive.lock import PeriodBusy, period_lock

HOLDER = """
import sys
from pathlib import Path
from pipeline.archive.lock import period_lock
with period_lock(Path(sys.argv[1]), "2026-09"):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_second_run_of_the_period_is_refused_at_once_in_words(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    """While another process holds the period, a run is refused and told what to do."""
    with pytest.raises(PeriodBusy) as refusal, period_lock(tmp_path, "2026-09"):
        pytest.fail("entered")
    holder.communicate("")
    assert str(refusal.value) == (
        "2026-09 正由另一个运行处理，本次未开始，任何文件都没有改动。请等它结束后再运行；"
        "若确认没有别的运行，请检查其他电脑是否正在使用同一输出文件夹。"
    )


def test_other_periods_are_free(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    """A run of September does not hinder a run of October."""
    with period_lock(tmp_path, "2026-10"):
        holder.communicate("")


def test_the_lock_ends_with_its_process_however_that_ends(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    """A killed run leaves no lock behind."""
    holder.kill()
    holder.wait()
    with period_lock(tmp_path, "2026-09"):
        pass


def test_the_lock_is_released_after_the_block(tmp_path: Path) -> None:
    """The same process can take the period again, also after an error in between."""
    with pytest.raises(ZeroDivisionError), period_lock(tmp_path, "2026-09"):
        _ = 1 / 0
    with period_lock(tmp_path, "2026-09"):
        pass
