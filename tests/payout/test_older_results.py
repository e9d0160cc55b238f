"""What rests on a result that was made anew since is not paid out; the last files are withdrawn."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.archive.publish import open_workspace
from pipeline.archive.record import write_run_json
from pipeline.collect.later import rests_on_older
from pipeline.command_result import Result
from pipeline.findings import finding
from pipeline.payout.answers import payout_text
from pipeline.payout.stopped import on_older_results, withdrawn
from pipeline.period import Period
from tests.frame.mini import EMPLOYEE, Mini
from tests.frame.tables import settings

from .test_commands import answer, branch, files, people

MONTHS = [Period(2026, number) for number in (1, 2, 3, 4)]


def computed(outputs: Path, month: Period, ledger: str, **record: Any) -> None:
    """A month with a closing ledger of this text, computed from the ledger of the month before as it is now."""
    folder, before = outputs / str(month), outputs / str(month.shift(-1)) / "run.json"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"结转台账_{month}.xlsx").write_text(ledger, encoding="utf-8")
    used = json.loads(before.read_text(encoding="utf-8"))["outputs"] if before.exists() else {}
    taken = [{"file": name, "sha256": sha} for name, sha in used.items() if name.startswith("结转台账")]
    write_run_json(folder, {"previous_ledger": taken[0] if taken else None, **record})


def named(outputs: Path, *months: Period) -> list[str]:
    """The months to run again before these are paid."""
    return [str(month) for month in rests_on_older(outputs, *months)]


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    """January to April, each from the one before."""
    for month in MONTHS:
        computed(tmp_path, month, f"{month}")
    return tmp_path


def test_months_that_follow_one_another_may_be_paid(outputs: Path) -> None:
    """Also when a month before was run again to the same ledger."""
    computed(outputs, MONTHS[0], "2026-01")
    assert named(outputs, *MONTHS) == []


def test_every_month_from_the_first_outdated_one_is_to_be_run_again(outputs: Path) -> None:
    """January is another now: February to the month paid, though March and April took what February said."""
    computed(outputs, MONTHS[0], "另一个")
    assert named(outputs, MONTHS[0]) == []
    assert named(outputs, MONTHS[1]) == ["2026-02"]
    assert named(outputs, MONTHS[3]) == ["2026-02", "2026-03", "2026-04"]
    assert named(outputs, *MONTHS) == ["2026-02", "2026-03", "2026-04"]


def test_a_month_run_again_is_no_longer_outdated_but_the_next_one_is(outputs: Path) -> None:
    """One after the other until the ledger stays what it was."""
    computed(outputs, MONTHS[0], "另一个")
    computed(outputs, MONTHS[1], "也是另一个")
    assert named(outputs, MONTHS[1]) == []
    assert named(outputs, MONTHS[2]) == ["2026-03"]
    computed(outputs, MONTHS[2], "2026-03")
    assert named(outputs, *MONTHS) == []


def test_a_month_that_took_other_changes_of_grade_is_outdated(outputs: Path) -> None:
    """April was computed with the changes of the first quarter, which is another now."""
    quarter = outputs / "2026Q1"
    quarter.mkdir()
    (quarter / "考核.xlsx").write_text("旧", encoding="utf-8")
    write_run_json(quarter, {})
    sha = json.loads((quarter / "run.json").read_text(encoding="utf-8"))["outputs"]["考核.xlsx"]
    computed(outputs, MONTHS[3], "2026-04", results={"2026Q1/考核.xlsx": sha})
    assert named(outputs, MONTHS[3]) == []
    (quarter / "考核.xlsx").write_text("新", encoding="utf-8")
    write_run_json(quarter, {})
    assert named(outputs, MONTHS[3]) == ["2026-04"]


def test_a_month_that_began_from_nothing_though_there_is_one_before(outputs: Path) -> None:
    """It was computed first, without any ledger."""
    computed(outputs, MONTHS[1], "2026-02", previous_ledger=None)
    assert named(outputs, MONTHS[1]) == ["2026-02"]


def test_z04_names_what_to_run_in_order(outputs: Path) -> None:
    """For the month and for its year, one finding each that ends with its own command."""
    assert on_older_results(outputs, "2026", MONTHS, "statement") == []
    computed(outputs, MONTHS[1], "另一个")
    (told,) = on_older_results(outputs, "2026", MONTHS, "statement")
    assert (told.code, told.stops) == ("Z04", True)
    assert told.message.startswith("2026依据的是旧的结果：2026-03、2026-04没有按前面月份现在的结转台账")
    assert told.remedy.startswith(
        "请依次运行 xinchou run 2026-03、xinchou run 2026-04，再运行 xinchou statement 2026；"
    )


def test_z05_says_where_the_last_files_are(tmp_path: Path) -> None:
    """Nothing of them in the first stop of a month; kept under its number where there were some."""

    def stop(period: str) -> Result:
        with open_workspace(tmp_path, period) as workspace:
            return withdrawn(settings(), tmp_path / "inputs", workspace, [finding("Z02", value="实发合计", year=2026,
                             total="1.00", expected="2.00")])  # fmt: skip

    assert stop("2026-01").notices == []
    with open_workspace(tmp_path, "2026-02") as workspace:
        (workspace.folder / "银行.txt").write_text("1", encoding="utf-8")
        write_run_json(workspace.folder, {})
        workspace.commit()
    for changed in (True, False):
        result = stop("2026-02")
        kept = tmp_path / "历史版本" / "2026-02" / "第001版"
        assert (result.status, result.changed) == ("stopped", changed)
        assert [told.code for told in result.notices] == ["Z05"]
        assert kept.as_posix() in result.notices[0].message
        assert kept.as_posix() in payout_text(result, colour=False)
        assert (kept / "银行.txt").is_file()
        assert [path.name for path in result.files] == ["错误清单_2026-02.xlsx"]


@pytest.fixture(scope="module")
def outdated(tmp_path_factory: pytest.TempPathFactory) -> Mini:
    """January and February computed, February and the year paid out, then January run again with a fine."""
    mini = branch(tmp_path_factory.mktemp("outdated"))
    mini.deliver("2026-02", 花名册=people())
    assert mini.run("2026-02")["status"] == "ok"
    assert answer(mini, "payout", "2026-02")["status"] == "ok"
    assert answer(mini, "statement", "2026")["status"] == "ok"
    mini.deliver("2026-01", 花名册=people(), 考勤=[{"工号": EMPLOYEE, "迟到次数": "5"}])
    assert len(mini.messages("2026-01", "L05")) == 1
    return mini


@pytest.mark.long
def test_neither_month_nor_year_is_paid_from_what_is_outdated(outdated: Mini) -> None:
    """Z04 stops both and says what to run; the files of the last time are no longer in sight, and Z05 says where."""
    for command, period in (("payout", "2026-02"), ("statement", "2026")):
        folder = outdated.outputs / "发放" / period
        old = files(folder)
        said = outdated.command(command, period)
        assert said.exit_code == 1
        assert "请依次运行 xinchou run 2026-02，再运行" in said.stdout
        assert "2026-02没有按前面月份现在的结转台账" in said.stdout
        assert f"然后再运行：xinchou {command} {period}" in said.stdout
        assert all(name.startswith("待更正/") for name in files(folder))
        kept = outdated.outputs / "发放" / "历史版本" / period / "第001版"
        assert files(kept) == old
        assert kept.as_posix() in said.stdout
        assert "不要再交银行、税务和本人" in said.stdout
        told = answer(outdated, command, period)
        assert [one["code"] for one in told["findings"] if one["code"] in ("Z04", "Z05")] == ["Z04", "Z05"]
    assert "已发放" not in outdated.command("status", "2026-02").stdout
    assert outdated.run("2026-02")["status"] == "ok"
    for command, period in (("payout", "2026-02"), ("statement", "2026")):
        told = answer(outdated, command, period)
        assert told["status"] == "ok"
        assert [one["code"] for one in told["findings"] if one["code"] in ("Z04", "Z05")] == []
        assert not (outdated.outputs / "发放" / period / "待更正").exists()
