"""``run.json`` says what a result was made from and consists of."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.archive.record import (
    RunFacts,
    code_version,
    read_record,
    run_record,
    sources_sha256,
    verify_outputs,
    write_run_json,
)
from pipeline.findings import Finding

FINDING = Finding("提醒", "C01", "甲.xlsx", "9月", "A1", "工号", "1", "标题", "说明", "应为", "办法")
FACTS = RunFacts(
    period="2026-09",
    inputs={"考勤.xlsx": "b" * 64, "人员/花名册.xlsx": "a" * 64},
    configuration="c" * 64,
    previous_ledger=("结转台账_2026-08.xlsx", "d" * 64),
    records={"roster": 3, "customers": 20},
    findings=[FINDING],
    totals={"实发合计": Decimal("1234567.10"), "留存": Decimal("0E-2")},
)


def test_the_record_holds_everything_that_decides_the_result() -> None:
    """Inputs, configuration, ledger, code, counts and totals, as plain data."""
    assert run_record(FACTS) == {
        "period": "2026-09",
        "inputs": {"考勤.xlsx": "b" * 64, "人员/花名册.xlsx": "a" * 64},
        "configuration": "c" * 64,
        "previous_ledger": {"file": "结转台账_2026-08.xlsx", "sha256": "d" * 64},
        "code": code_version(),
        "counts": {"records": {"roster": 3, "customers": 20}, "findings": {"阻断": 0, "提醒": 1}},
        "totals": {"实发合计": "1234567.10", "留存": "0.00"},
    }


def test_every_other_file_of_the_folder_is_named_by_its_hash(tmp_path: Path) -> None:
    """Files in sub-folders too; the record itself and the findings of a stopped run not."""
    for name in ("甲.txt", "附/乙.txt", "待更正/错误清单.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    written = json.loads(write_run_json(tmp_path, run_record(FACTS)).read_text(encoding="utf-8"))
    names = ("甲.txt", "附/乙.txt")
    assert written["outputs"] == {name: hashlib.sha256(name.encode()).hexdigest() for name in names}


def test_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    """Writing again, with the facts in another order, gives the same file, and Chinese stays legible."""
    first = write_run_json(tmp_path, run_record(FACTS)).read_bytes()
    turned = RunFacts(**{**vars(FACTS), "inputs": dict(sorted(FACTS.inputs.items()))})
    assert write_run_json(tmp_path, run_record(turned)).read_bytes() == first
    assert "考勤.xlsx" in first.decode()


def test_changed_and_missing_files_are_named(tmp_path: Path) -> None:
    """A file changed by hand or deleted is found; a file added by hand is not ours to judge."""
    for name in ("一.txt", "三.txt", "二.txt"):
        (tmp_path / name).write_text(name)
    write_run_json(tmp_path, run_record(FACTS))
    assert verify_outputs(tmp_path) == []
    (tmp_path / "一.txt").write_text("改")
    (tmp_path / "二.txt").unlink()
    (tmp_path / "四.txt").write_text("加")
    assert verify_outputs(tmp_path) == ["一.txt", "二.txt"]


@pytest.mark.parametrize("text", ["", "{", "null", "[]", '{"outputs": []}', '{"inputs": {"a": 1}}', "[" * 100_000])
def test_a_spoilt_record_says_nothing(tmp_path: Path, text: str) -> None:
    """Whatever became of it, reading it raises nothing."""
    (tmp_path / "run.json").write_text(text)
    assert read_record(tmp_path) == {}
    assert verify_outputs(tmp_path) == ["run.json"]


def test_a_folder_without_record_matches_nothing(tmp_path: Path) -> None:
    """Without ``run.json`` nothing can be verified."""
    assert verify_outputs(tmp_path) == ["run.json"]


def test_the_code_version_follows_the_sources_and_not_their_line_endings(tmp_path: Path) -> None:
    """A changed module changes the hash; a checkout with other line endings does not."""
    (tmp_path / "pipeline").mkdir()
    module = tmp_path / "pipeline" / "甲.py"
    module.write_bytes(b"a = 1\n")
    first = sources_sha256(tmp_path)
    module.write_bytes(b"a = 1\r\n")
    assert sources_sha256(tmp_path) == first
    module.write_bytes(b"a = 2\n")
    assert sources_sha256(tmp_path) != first
