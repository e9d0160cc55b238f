"""The real command in processes of its own: started, killed, and what it leaves behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.archive.record import file_sha256
from tests.agreement.chains import CONFIG, PROJECT

SECONDS = 300


def start(period: str, inputs: Path, outputs: Path, *options: str) -> subprocess.Popen[str]:
    """``python -m pipeline run`` in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline", "run", period, "--config", str(CONFIG), "--inputs", str(inputs),
         "--outputs", str(outputs), *options],
        cwd=PROJECT, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a run left alone."""
    said, complained = process.communicate(timeout=SECONDS)
    return process.returncode, said, complained


def kill(process: subprocess.Popen[str]) -> None:
    """SIGKILL to the run and its reading children at once; nobody can catch it."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=SECONDS)


def wait_until(process: subprocess.Popen[str], moment: Callable[[], bool]) -> None:
    """Return as soon as the moment has come or the run has ended."""
    while process.poll() is None and not moment():
        time.sleep(0.002)


def digests(outputs: Path) -> dict[str, str]:
    """The sha256 of everything a user sees below the outputs folder; locks and temporary folders are hidden."""
    seen = (path for path in outputs.rglob("*") if path.is_file())
    names = {path.relative_to(outputs).as_posix(): path for path in seen}
    return {name: file_sha256(path) for name, path in names.items() if not name.startswith(".")}
