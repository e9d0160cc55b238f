"""The two-person branch of the frame's tests, and trials run on it as a user would."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from pipeline.cli_common import OWN_MISTAKE
from tests.frame.mini import Mini
from tests.frame.tables import PROJECT

CONFIG = (PROJECT / "config.yaml").read_text(encoding="utf-8")


@pytest.fixture
def mini(tmp_path: Path) -> Mini:
    """A branch that has delivered January and has no result yet."""
    return Mini(tmp_path).deliver("2026-01")


def trial(branch: Mini, first: str, *words: str) -> dict[str, Any]:
    """The answer of ``simulate`` as data."""
    result = said(branch, first, *words, "--json")
    assert result.exit_code != OWN_MISTAKE, result.stderr
    answer: dict[str, Any] = json.loads(result.stdout)
    answer["exit_code"] = result.exit_code
    return answer


def said(branch: Mini, first: str, *words: str) -> Result:
    """What ``simulate`` answers."""
    result = branch.command("simulate", first, *words)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def configured(branch: Mini, *changes: tuple[str, str]) -> Mini:
    """The branch with a configuration of its own: pieces of the shipped one replaced; each must stand there."""
    path = branch.folder / "config.yaml"
    path.write_text(changed(CONFIG, *changes), encoding="utf-8")
    return Mini(branch.folder, path)


def standard_file(folder: Path, *changes: tuple[str, str]) -> Path:
    """The shipped pay standard alone in a file, with pieces replaced."""
    path = folder / "新标准.yaml"
    path.write_text(changed(CONFIG[CONFIG.index("schemes:") : CONFIG.index("law:")], *changes), encoding="utf-8")
    return path


def changed(text: str, *changes: tuple[str, str]) -> str:
    """The text with pieces replaced."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def real_files(branch: Mini) -> dict[str, str]:
    """The hash of everything below the outputs but the trials."""
    return {
        path.relative_to(branch.outputs).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(branch.outputs.rglob("*"))
        if path.is_file() and path.relative_to(branch.outputs).parts[0] != "试算"
    }


def totals(answer: dict[str, Any], heading: str) -> tuple[str, str, str]:
    """Now, trial and difference of one column of the report."""
    pair = answer["totals"][heading]
    return pair["now"], pair["trial"], pair["difference"]


def causes(answer: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    """Month, item, now and trial of every cause of the first mover."""
    found = answer["movers"][0]["causes"]
    return [(one["period"], one["item"], one["now"], one["trial"]) for one in found]
