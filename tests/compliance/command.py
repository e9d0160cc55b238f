"""``scheme check`` as a clerk types it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.cli_common import OWN_MISTAKE
from tests.frame.mini import Mini


def typed(*words: str, branch: Mini) -> Result:
    """What the command answers."""
    places = ("--config", str(branch.config), "--inputs", str(branch.inputs), "--outputs", str(branch.outputs))
    result = CliRunner().invoke(main, ["scheme", "check", *words, *places])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code != OWN_MISTAKE, result.stderr
    return result


def checked(*words: str, branch: Mini) -> dict[str, Any]:
    """The answer as data."""
    answer: dict[str, Any] = json.loads(typed(*words, "--json", branch=branch).stdout)
    return answer


def everything_below(folder: Path) -> list[Path]:
    """Every file there is."""
    return sorted(path for path in folder.rglob("*") if path.is_file())
