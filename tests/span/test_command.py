"""The commands quarter and year as typed: answers on screen and as JSON, exit codes, wrong usage, a kill in between."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from click.testing import Result as Said

from pipeline.archive.lock import period_lock
from pipeline.archive.record import verify_outputs
from pipeline.cli import main
from tests.archive.results import tree

from .months import leave_month
from .small import configuration
from .test_quarter import leave_months, made, people

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def options(inputs: Path, outputs: Path, tmp_path: Path) -> list[str]:
    """What every command is given."""
    config = configuration(tmp_path / "config.yaml")
    return ["--config", str(config), "--inputs", str(inputs), "--outputs", str(outputs)]


def said(*words: str) -> Said:
    """What the command answers."""
    return CliRunner().invoke(main, list(words))


def test_json_and_screen_say_the_same(outputs: Path, options: list[str]) -> None:
    """Status, period, counts and figures, files, findings; exit code 0."""
    leave_months(outputs, 1)
    on_screen = said("quarter", "2026Q1", *options)
    answer: dict[str, Any] = json.loads(said("quarter", "2026q1", *options, "--json").stdout)
    assert on_screen.exit_code == 0
    assert (answer["status"], answer["period"], answer["findings"]) == ("ok", "2026Q1", [])
    assert answer["totals"]["考核人数"] == "3"
    assert answer["totals"]["净收入（元）"].startswith("162000.")
    assert "2026Q1 考核已算出：考核人数 3 人，晋级 1 人，降级 1 人，不变 1 人" in on_screen.stdout
    assert "162,000.00" in on_screen.stdout
    assert any(file.endswith("级别调整表_2026Q1.xlsx") for file in answer["files"])
    assert "级别调整表_2026Q1.xlsx" in on_screen.stdout


def test_a_stop_ends_with_exit_code_1_and_the_command_to_type(outputs: Path, options: list[str]) -> None:
    """On screen and as JSON; the command is that of the quarter."""
    leave_months(outputs, 2)
    stopped = said("quarter", "2026Q1", *options)
    assert stopped.exit_code == 1
    assert "2026Q1 没有考核" in stopped.stdout
    assert "xinchou run 2026-02" in stopped.stdout
    assert "然后再运行：xinchou quarter 2026Q1" in stopped.stdout
    answer = json.loads(said("quarter", "2026Q1", *options, "--json").stdout)
    assert answer["status"] == "stopped"
    assert [told["code"] for told in answer["findings"]] == ["Q20"] * 3


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("quarter", "2026"), "“2026”不是季度，应写成 2026Q1"), (("quarter", "2026Q5"), "不是季度"),
        (("year", "2026Q1"), "“2026Q1”不是年度，应写成 2026"), (("year", "26"), "不是年度"),
        (("quarter", "2026-01"), "不是季度"), (("year",), "缺少"),
    ],
)
def test_wrong_usage_is_exit_code_2(words: tuple[str, ...], told: str) -> None:
    """In words that show how it is written."""
    wrong = said(*words)
    assert wrong.exit_code == 2
    assert told in wrong.output


def test_a_period_that_is_being_run_is_refused(outputs: Path, options: list[str]) -> None:
    """Exit code 2, nothing touched."""
    leave_months(outputs, 1)
    with period_lock(outputs, "2026Q1"):
        refused = said("quarter", "2026Q1", *options)
    assert refused.exit_code == 2
    assert "正由另一个运行处理" in refused.output
    assert not (outputs / "2026Q1").exists()


def test_results_never_cover_deliveries(inputs: Path, tmp_path: Path) -> None:
    """The folder of the quarter or of the year's plan below inputs cannot be where results go."""
    config = configuration(tmp_path / "config.yaml")
    for where in (inputs, inputs / "2026Q1", inputs / "2026"):
        refused = said("quarter", "2026Q1", "--config", str(config), "--inputs", str(inputs), "--outputs", str(where))
        assert refused.exit_code == 2
        assert "不能放在同一个文件夹" in refused.output


def test_stages_lists_every_job() -> None:
    """Month, quarter and year, on screen and as data."""
    listed = said("stages").stdout
    for words in ("一个月（xinchou run）", "一个季度（xinchou quarter）", "一个年度（xinchou year）", "01 汇集"):
        assert words in listed
    answer = json.loads(said("stages", "--json").stdout)
    assert answer["stages"] == answer["jobs"]["run"]
    for job in answer["jobs"].values():
        assert [stage["number"] for stage in job] == list(range(1, len(job) + 1))


@pytest.mark.parametrize("command", ["quarter", "year"])
def test_help_loads_nothing_heavy(command: str) -> None:
    """It answers at once."""
    script = (
        "import sys, json\nfrom pipeline.cli import main\n"
        f"try:\n    main(['{command}', '--help'])\nexcept SystemExit:\n    pass\n"
        "print(json.dumps([name for name in ('pandas', 'pyarrow', 'pydantic', 'yaml') if name in sys.modules]))\n"
    )
    shown = subprocess.run([sys.executable, "-c", script], cwd=PROJECT, capture_output=True, check=True)
    assert json.loads(shown.stdout.splitlines()[-1]) == []


@pytest.mark.long
def test_killed_at_any_moment_a_complete_result_stands(outputs: Path, options: list[str]) -> None:
    """The former result or the new one, never half of either; the next run clears up and succeeds."""
    leave_months(outputs, 1)
    assert said("quarter", "2026Q1", *options).exit_code == 0
    before = tree(outputs / "2026Q1")
    for path in sorted((outputs / "2026-03").iterdir()):
        path.unlink()
    (outputs / "2026-03").rmdir()
    leave_month(outputs, "2026-03", people(), made(poor="40000"))
    chance = random.Random(20_260_331)
    command = [sys.executable, "-m", "pipeline", "quarter", "2026Q1", *options]
    for _ in range(4):
        running = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.5, 5.0))
        running.kill()
        running.wait()
        assert verify_outputs(outputs / "2026Q1") == []
    assert said("quarter", "2026Q1", *options).exit_code == 0
    assert verify_outputs(outputs / "2026Q1") == []
    assert tree(outputs / "2026Q1") != before
    assert not list((outputs / ".临时").iterdir())
