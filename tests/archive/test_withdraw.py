"""A stop of the next desk: the last files go out of sight, whole, and are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.archive import publish as publishing
from pipeline.archive.publish import open_workspace
from pipeline.archive.record import verify_outputs
from tests.archive.results import PERIOD, publish, tree


def withdraw(outputs: Path, text: str = "错误") -> bool:
    """One stop with an error list of this text."""
    with open_workspace(outputs, PERIOD) as workspace:
        (workspace.folder / "未完.txt").write_text("写了一半", encoding="utf-8")
        (workspace.findings / "错误清单.txt").write_text(text, encoding="utf-8")
        return workspace.withdraw()


def test_only_the_findings_stay_in_sight(tmp_path: Path) -> None:
    """The files of the last time lie among the versions byte for byte; of what was half written nothing is left."""
    publish(tmp_path, {"1.txt": "旧", "附/2.txt": "二"})
    old = tree(tmp_path / PERIOD)
    assert withdraw(tmp_path)
    assert tree(tmp_path / PERIOD) == {"待更正/错误清单.txt": "错误".encode()}
    assert tree(tmp_path / "历史版本" / PERIOD / "第001版") == old
    assert not list((tmp_path / ".临时").iterdir())


def test_the_same_stop_again_changes_nothing_and_another_makes_no_version(tmp_path: Path) -> None:
    """There is nothing more to withdraw; the findings are those of the last stop."""
    publish(tmp_path, {"1.txt": "旧"})
    withdraw(tmp_path)
    assert not withdraw(tmp_path)
    assert withdraw(tmp_path, "别的错误")
    assert tree(tmp_path / PERIOD) == {"待更正/错误清单.txt": "别的错误".encode()}
    assert [path.name for path in (tmp_path / "历史版本" / PERIOD).iterdir()] == ["第001版"]


def test_without_earlier_files_there_are_only_findings(tmp_path: Path) -> None:
    """The first payout of a month that stops."""
    assert withdraw(tmp_path)
    assert tree(tmp_path / PERIOD) == {"待更正/错误清单.txt": "错误".encode()}
    assert not (tmp_path / "历史版本").exists()


def test_after_the_mending_the_new_files_lie_alone(tmp_path: Path) -> None:
    """The findings are gone, and the version withdrawn is the one the new files follow."""
    publish(tmp_path, {"1.txt": "旧"})
    withdraw(tmp_path)
    assert publish(tmp_path, {"1.txt": "新"})
    assert sorted(tree(tmp_path / PERIOD)) == ["1.txt", "run.json"]
    assert [path.name for path in (tmp_path / "历史版本" / PERIOD).iterdir() if path.is_dir()] == ["第001版"]


@pytest.mark.parametrize("killed_in", ["_appear", "keep", "make_durable"])
def test_killed_in_between_the_old_files_stand_and_the_next_stop_withdraws_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, killed_in: str
) -> None:
    """Old or new, never half; one version only, though the first stop may have kept it already."""
    publish(tmp_path, {"1.txt": "旧"})
    old = tree(tmp_path / PERIOD)
    place = {"_appear": publishing, "keep": publishing.versions, "make_durable": publishing.durable}[killed_in]

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(place, killed_in, dies)
        with pytest.raises(KeyboardInterrupt):
            withdraw(tmp_path)
    assert tree(tmp_path / PERIOD) == old
    assert verify_outputs(tmp_path / PERIOD) == []
    assert withdraw(tmp_path)
    assert list(tree(tmp_path / PERIOD)) == ["待更正/错误清单.txt"]
    assert [path.name for path in (tmp_path / "历史版本" / PERIOD).iterdir()] == ["第001版"]
