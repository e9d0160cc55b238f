"""A period that is being run is refused to everyone else, at once and in words."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.archive.lock import period_lock
from pipeline.archive.record import verify_outputs
from tests.agreement.command import digests, finish, start, wait_until
from tests.branches.example import FOLDER

PERIOD = "2026-01"
REFUSED = (
    "2026-01 正由另一个运行处理，本次未开始，任何文件都没有改动。请等它结束后再运行；"
    "若确认没有别的运行，请检查其他电脑是否正在使用同一输出文件夹。"
)


def test_a_second_run_of_the_same_period_is_refused(tmp_path: Path) -> None:
    """While one command runs the month, another one ends at once and says why; the first is not disturbed."""
    first = start(PERIOD, FOLDER, tmp_path)
    wait_until(first, lambda: any((tmp_path / ".临时" / PERIOD).glob("*/结果")))
    second = start(PERIOD, FOLDER, tmp_path)
    code, said, complained = finish(second)
    assert first.poll() is None, "the first run ended before the second was refused"
    assert (code, said, complained) == (2, "", f"{REFUSED}\n")
    assert finish(first)[0] == 0
    assert verify_outputs(tmp_path / PERIOD) == []


def test_the_refusal_can_be_read_by_a_program(tmp_path: Path) -> None:
    """With ``--json`` the refusal is one object, and not a file is written."""
    with period_lock(tmp_path, PERIOD):
        code, said, complained = finish(start(PERIOD, FOLDER, tmp_path, "--json"))
    assert (code, complained) == (2, "")
    answer = json.loads(said)
    assert (answer["status"], answer["files"]) == ("stopped", [])
    assert [found["message"] for found in answer["findings"]] == [REFUSED]
    assert digests(tmp_path) == {}
