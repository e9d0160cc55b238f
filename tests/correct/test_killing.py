"""Killed at any moment of being posted, a correction counts whole or not at all, and the next command tidies up."""

from __future__ import annotations

import json
import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from pipeline.archive import durable
from pipeline.archive.record import file_sha256
from pipeline.closing.corrections import (
    RECORD,
    commit,
    correction_problems,
    corrections,
    heal_corrections,
)
from pipeline.closing.register import chain_problems, heal, read_register
from tests.agreement.command import digests
from tests.correct.world import AT

MONTH = "2026-01"
TOUCHING = ((os, "replace"), (os, "fsync"), (durable, "sync"), (Path, "write_bytes"), (Path, "mkdir"))


class Killed(BaseException):
    """The process is gone."""


def _book(path: Path, tab: str, headings: tuple[str, ...]) -> None:
    """A workbook of a correction that posts no line."""
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})
        book.add_worksheet(tab).write_row(4, 0, headings)


def _prepared(folder: Path) -> Path:
    """A correction made ready aside."""
    place = folder / "准备好"
    (place / "交来").mkdir(parents=True)
    (place / "交来" / "客户业绩.xlsx").write_bytes(b"late")
    _book(place / "前期差错_001.xlsx", "前期差错", ("工号", "项目", "来源期间", "金额", "原因"))
    _book(place / f"差异表_{MONTH}.xlsx", "差异表", ("工号", "项目", "来源期间", "补扣"))
    files = {path.relative_to(place).as_posix(): file_sha256(path) for path in place.rglob("*.xlsx")}
    record = {"number": 1, "period": MONTH, "posted_to": "2026-04", "sealed": {MONTH: "x"}, "files": files, "lines": []}
    (place / RECORD).write_text(json.dumps(record), encoding="utf-8")
    return place


def _die_at(patch: pytest.MonkeyPatch, moment: int) -> list[int]:
    """From now on the call of this number to the file system never happens, nor any after it; the count of calls."""
    calls = [0]

    def counted(call: Any) -> Any:
        def made(*given: Any, **named: Any) -> Any:
            calls[0] += 1
            if calls[0] >= moment:
                raise Killed
            return call(*given, **named)

        return made

    for owner, name in TOUCHING:
        patch.setattr(owner, name, counted(getattr(owner, name)))
    return calls


def test_killed_at_every_call_the_state_is_before_or_after(tmp_path: Path) -> None:
    """Every call of the commit: nothing is told as altered, one correction counts or none, and posting again works."""
    outputs = tmp_path / "outputs"
    outputs.mkdir()
    whole = _prepared(tmp_path / "whole")
    with pytest.MonkeyPatch.context() as patch:
        calls = _die_at(patch, 10_000)
        commit(outputs, whole, MONTH, AT)
    after = digests(outputs)
    assert calls[0] > 10
    for moment in range(1, calls[0] + 1):
        shutil.rmtree(outputs)
        outputs.mkdir()
        _killed(outputs, _prepared(tmp_path / str(moment)), moment)
        counted = len(corrections(outputs))
        assert list(correction_problems(outputs, read_register(outputs)[0])) == []
        assert list(chain_problems(outputs)) == []
        heal(outputs)
        heal_corrections(outputs)
        assert len(corrections(outputs)) == counted
        if not counted:
            assert digests(outputs) == {}
            commit(outputs, _prepared(tmp_path / f"{moment}x"), MONTH, AT)
        assert digests(outputs) == after


def _killed(outputs: Path, prepared: Path, moment: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        _die_at(patch, moment)
        with pytest.raises(Killed):
            commit(outputs, prepared, MONTH, AT)
