"""``xinchou scheme try``: text and JSON, exit codes 0, 1 and 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.trial.cases import beside

from .small import SCHEME, written


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Exit code, output and error output of the command."""
    with pytest.raises(SystemExit) as stop:
        main(["scheme", "try", *map(str, arguments)])
    told = capsys.readouterr()
    assert isinstance(stop.value.code, int)
    return stop.value.code, told.out, told.err


WRONG = ("提成: 330.80", "提成: 330.81")


def test_all_as_expected(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """0, and how many cases there were; the file of the cases may be named as well, and counts once."""
    path = written(tmp_path)
    assert run(capsys, path, beside(path)) == (0, "共 1 个用例，1 个相符，0 个不符\n", "")


def test_a_difference(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """1, the case with its promise, and each difference."""
    code, out, _ = run(capsys, written(tmp_path, WRONG))
    assert code == 1
    assert out.splitlines() == [
        "不符 标准.yaml 甲：两个月，数都对。",
        "  2026-03：工号1的提成应为330.81，算出330.8",
        "共 1 个用例，0 个相符，1 个不符",
    ]


@pytest.mark.parametrize(("changes", "status"), [((), "ok"), ((WRONG,), "stopped")])
def test_as_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], changes: tuple[tuple[str, str], ...], status: str
) -> None:
    """One JSON object in the shape of every answer, with the cases."""
    path = written(tmp_path, *changes)
    code, out, _ = run(capsys, path, "--json")
    told = json.loads(out)
    differences = ["2026-03：工号1的提成应为330.81，算出330.8"] if changes else []
    assert (code, told["status"]) == (len(changes), status)
    assert told["files"] == [path.as_posix()]
    assert (told["period"], told["totals"], told["findings"]) == ("", {}, [])
    assert told["cases"] == [
        {"file": "标准.yaml", "case": "甲", "promise": "两个月，数都对。", "differences": differences}
    ]


@pytest.mark.parametrize("as_json", [False, True])
def test_what_cannot_be_tried(tmp_path: Path, capsys: pytest.CaptureFixture[str], as_json: bool) -> None:
    """2 for a missing file of cases, a missing scheme, broken YAML, and a scheme that contradicts itself."""
    options = ["--json"] if as_json else []

    def refusal(path: Path) -> str:
        code, out, err = run(capsys, path, *options)
        assert code == 2
        assert (json.loads(out)["status"] == "stopped") if as_json else not out
        return out if as_json else err

    path = written(tmp_path)
    beside(path).unlink()
    assert "没有用例文件" in refusal(path)
    assert "读不到" in refusal(tmp_path / "没有.yaml")
    beside(written(tmp_path)).write_text("- case: [", encoding="utf-8")
    assert "写法有误" in refusal(path)
    assert "没有“归属净拥金”这个量" in refusal(
        written(tmp_path, scheme=SCHEME.replace("归属净佣金 × 比例", "归属净拥金 × 比例"))
    )
