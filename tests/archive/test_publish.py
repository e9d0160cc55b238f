"""A result appears in one step or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.archive import publish as publishing
from pipeline.archive import versions
from pipeline.archive.exchange import exchange
from pipeline.archive.publish import ResultInUse, clear_findings, heal, open_workspace
from pipeline.archive.record import verify_outputs
from tests.archive.results import PERIOD, publish, stop, tree, write_result


def test_first_result_appears_with_all_its_files(tmp_path: Path) -> None:
    """The first run makes the folder of the period and leaves no temporary files."""
    assert publish(tmp_path, {"1.txt": "一", "附/2.txt": "二"})
    assert sorted(tree(tmp_path / PERIOD)) == ["1.txt", "run.json", "附/2.txt"]
    assert not list((tmp_path / ".临时").iterdir())
    assert not (tmp_path / "历史版本").exists()


def test_a_new_result_replaces_the_old_and_keeps_it_as_a_version(tmp_path: Path) -> None:
    """The superseded result is kept under a number, byte for byte."""
    publish(tmp_path, {"1.txt": "旧", "2.txt": "只在旧结果中"})
    old = tree(tmp_path / PERIOD)
    assert publish(tmp_path, {"1.txt": "新"})
    assert sorted(tree(tmp_path / PERIOD)) == ["1.txt", "run.json"]
    assert tree(tmp_path / "历史版本" / PERIOD / "第001版") == old


def test_versions_are_numbered_onwards(tmp_path: Path) -> None:
    """Each superseded result gets the next number."""
    for text in ("一", "二", "三"):
        publish(tmp_path, {"1.txt": text})
    kept = tmp_path / "历史版本" / PERIOD
    assert [(kept / name / "1.txt").read_text() for name in ("第001版", "第002版")] == ["一", "二"]


def test_the_same_result_again_changes_nothing(tmp_path: Path) -> None:
    """A run with the same bytes makes no version and touches no file."""
    publish(tmp_path, {"1.txt": "一"})
    before = (tmp_path / PERIOD).stat().st_ino
    assert not publish(tmp_path, {"1.txt": "一"})
    assert (tmp_path / PERIOD).stat().st_ino == before
    assert not (tmp_path / "历史版本").exists()


def test_a_damaged_result_is_replaced_by_the_same_run(tmp_path: Path) -> None:
    """If a file of the result was changed by hand, running again puts the right one back."""
    publish(tmp_path, {"1.txt": "一"})
    (tmp_path / PERIOD / "1.txt").write_text("改过")
    assert publish(tmp_path, {"1.txt": "一"})
    assert verify_outputs(tmp_path / PERIOD) == []


def kept(outputs: Path) -> list[str]:
    """What lies in the folder of the kept versions."""
    return sorted(path.name for path in (outputs / "历史版本" / PERIOD).iterdir())


def commit(outputs: Path, text: str) -> versions.Kept | None:
    """One run; what it kept of the folder before."""
    with open_workspace(outputs, PERIOD) as workspace:
        write_result(workspace, {"1.txt": text, "2.txt": "二"})
        return workspace.commit().kept


@pytest.mark.parametrize("text", ["一", "新"])
def test_an_altered_file_is_kept_and_told(tmp_path: Path, text: str) -> None:
    """Whether the run's own figures changed or not; the name of the version says what it is."""
    commit(tmp_path, "一")
    (tmp_path / PERIOD / "1.txt").write_text("改过")
    found = commit(tmp_path, text)
    assert found == versions.Kept(tmp_path / "历史版本" / PERIOD / "第001版_有手工改动", ("1.txt",), ())
    assert (found.folder / "1.txt").read_text() == "改过"
    assert kept(tmp_path) == ["第001版_有手工改动", "第001版_有手工改动_变更说明.xlsx"]


def test_altered_again_it_is_kept_again(tmp_path: Path) -> None:
    """Numbers go on, and the good result between is kept as well when it is superseded."""
    commit(tmp_path, "一")
    for text in ("改", "又改"):
        (tmp_path / PERIOD / "1.txt").write_text(text)
        commit(tmp_path, "一")
    commit(tmp_path, "新")
    names = ["第001版_有手工改动", "第002版_有手工改动", "第003版"]
    assert [name for name in kept(tmp_path) if "变更" not in name] == names
    texts = [(tmp_path / "历史版本" / PERIOD / name / "1.txt").read_text() for name in names]
    assert texts == ["改", "又改", "一"]


def test_a_removed_file_comes_back_and_needs_no_version(tmp_path: Path) -> None:
    """Nothing is lost, so nothing is kept or told; the same for run.json."""
    commit(tmp_path, "一")
    for name in ("1.txt", "run.json"):
        (tmp_path / PERIOD / name).unlink()
        assert commit(tmp_path, "一") is None
        assert verify_outputs(tmp_path / PERIOD) == []
    assert not (tmp_path / "历史版本").exists()


def test_files_of_others_stay_or_are_kept(tmp_path: Path) -> None:
    """Beside an unchanged result they stay where they are; with a superseded one they go among the versions."""
    commit(tmp_path, "一")
    (tmp_path / PERIOD / "签字").mkdir()
    (tmp_path / PERIOD / "签字" / "扫描.pdf").write_text("签字")
    assert commit(tmp_path, "一") is None
    found = commit(tmp_path, "新")
    assert found == versions.Kept(tmp_path / "历史版本" / PERIOD / "第001版_含其他文件", (), ("签字/扫描.pdf",))
    assert (found.folder / "签字" / "扫描.pdf").read_text() == "签字"


def test_a_folder_that_is_no_result_is_kept_whole(tmp_path: Path) -> None:
    """Someone's own files where the result is to appear, without any run.json."""
    (tmp_path / PERIOD / "附").mkdir(parents=True)
    for name in ("花名册.xlsx", "附/1.txt"):
        (tmp_path / PERIOD / name).write_text(name)
    before = tree(tmp_path / PERIOD)
    found = commit(tmp_path, "一")
    assert found is not None
    assert (found.altered, found.others) == ((), ("花名册.xlsx", "附/1.txt"))
    assert tree(found.folder) == before
    assert kept(tmp_path) == ["第001版_含其他文件"]


@pytest.mark.parametrize("text", ["改过", "一"])
def test_altered_files_kept_by_a_killed_attempt_are_not_kept_twice(tmp_path: Path, text: str) -> None:
    """Killed after keeping and before the exchange, the next run uses that version."""
    commit(tmp_path, "一")
    (tmp_path / PERIOD / "1.txt").write_text(text)
    new = tmp_path / "新"
    new.mkdir()
    first = versions.keep(tmp_path, PERIOD, new)
    assert commit(tmp_path, "新") == first
    assert len([name for name in kept(tmp_path) if "变更" not in name]) == 1


def test_a_failing_run_leaves_the_last_result_and_no_debris(tmp_path: Path) -> None:
    """An error before the commit changes nothing."""
    publish(tmp_path, {"1.txt": "一"})

    def fail_half_way() -> None:
        with open_workspace(tmp_path, PERIOD) as workspace:
            write_result(workspace, {"1.txt": "二"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert (tmp_path / PERIOD / "1.txt").read_text() == "一"
    assert not list((tmp_path / ".临时").iterdir())


def test_findings_appear_beside_the_last_good_result(tmp_path: Path) -> None:
    """A stopped run shows its findings and leaves the result as it was."""
    publish(tmp_path, {"1.txt": "一"})
    good = tree(tmp_path / PERIOD)
    assert stop(tmp_path, {"错误清单.txt": "错"})
    assert tree(tmp_path / PERIOD) == good | {"待更正/错误清单.txt": "错".encode()}
    assert verify_outputs(tmp_path / PERIOD) == []


def test_findings_appear_without_any_result(tmp_path: Path) -> None:
    """The first run of a month may stop."""
    assert stop(tmp_path, {"错误清单.txt": "错"})
    assert list(tree(tmp_path / PERIOD)) == ["待更正/错误清单.txt"]


def test_new_findings_replace_the_old_ones_wholly(tmp_path: Path) -> None:
    """A copy of a file that was mended does not stay behind; the same findings change nothing."""
    stop(tmp_path, {"错误清单.txt": "两处", "甲.txt": "标注"})
    assert stop(tmp_path, {"错误清单.txt": "一处"})
    assert not stop(tmp_path, {"错误清单.txt": "一处"})
    assert list(tree(tmp_path / PERIOD)) == ["待更正/错误清单.txt"]


@pytest.mark.parametrize("text", ["一", "二"])
def test_findings_go_with_the_next_good_result(tmp_path: Path, text: str) -> None:
    """A successful run, changed or not, removes the findings; they are not kept in a version."""
    publish(tmp_path, {"1.txt": "一"})
    stop(tmp_path, {"错误清单.txt": "错"})
    publish(tmp_path, {"1.txt": text})
    assert sorted(tree(tmp_path / PERIOD)) == ["1.txt", "run.json"]
    assert not list(tmp_path.rglob("错误清单.txt"))


def test_findings_alone_are_no_version(tmp_path: Path) -> None:
    """After a month that had only findings there is nothing to keep."""
    stop(tmp_path, {"错误清单.txt": "错"})
    publish(tmp_path, {"1.txt": "一"})
    assert not (tmp_path / "历史版本").exists()


def test_clearing_findings_needs_none(tmp_path: Path) -> None:
    """Clearing where nothing is is no mistake."""
    clear_findings(tmp_path, PERIOD)
    assert not tree(tmp_path)


def test_leftovers_of_a_killed_run_are_removed_at_the_next_start(tmp_path: Path) -> None:
    """Temporary folders and half-copied versions go; nothing else does."""
    publish(tmp_path, {"1.txt": "一"})
    for debris in (f".临时/{PERIOD}/4711/结果/x", f"历史版本/{PERIOD}/第001版.临时/x", ".临时/2026-10/1/结果/y"):
        (tmp_path / debris).parent.mkdir(parents=True)
        (tmp_path / debris).write_text("残")
    (tmp_path / "历史版本" / PERIOD / "第001版_变更说明.xlsx.临时").write_text("残")
    heal(tmp_path, PERIOD)
    names = [name for name, content in tree(tmp_path).items() if content == "残".encode()]
    assert names == [".临时/2026-10/1/结果/y"]
    assert verify_outputs(tmp_path / PERIOD) == []


def test_a_version_kept_by_a_killed_attempt_is_not_kept_twice(tmp_path: Path) -> None:
    """Killed after keeping the version and before the exchange, the next run uses that version."""
    publish(tmp_path, {"1.txt": "一"})
    (tmp_path / "新").mkdir()
    versions.keep(tmp_path, PERIOD, tmp_path / "新")
    publish(tmp_path, {"1.txt": "二"})
    assert [path.name for path in sorted((tmp_path / "历史版本" / PERIOD).iterdir())] == [
        "第001版", "第001版_变更说明.xlsx",
    ]  # fmt: skip


def test_without_an_exchange_two_renames_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system cannot exchange folders the result appears all the same, and nothing is left over."""
    monkeypatch.setattr(publishing, "exchange", lambda _one, _other: False)
    publish(tmp_path, {"1.txt": "一"})
    assert publish(tmp_path, {"1.txt": "二"})
    assert (tmp_path / PERIOD / "1.txt").read_text() == "二"
    assert not list((tmp_path / ".临时").iterdir())


def test_killed_between_the_two_renames_the_old_result_comes_back(tmp_path: Path) -> None:
    """The result that was moved away is put back at the next start."""
    publish(tmp_path, {"1.txt": "一"})
    (tmp_path / ".临时" / PERIOD).mkdir(parents=True)
    (tmp_path / PERIOD).rename(tmp_path / ".临时" / PERIOD / "旧")
    with open_workspace(tmp_path, PERIOD):
        assert (tmp_path / PERIOD / "1.txt").read_text() == "一"


def test_second_rename_failing_puts_the_old_result_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the new folder cannot take its place, the old one does again, and the words say why."""
    publish(tmp_path, {"1.txt": "一"})
    monkeypatch.setattr(publishing, "exchange", lambda _one, _other: False)
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name == "结果":
            raise PermissionError
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(ResultInUse) as refusal:
        publish(tmp_path, {"1.txt": "二"})
    assert (tmp_path / PERIOD / "1.txt").read_text() == "一"
    assert str(refusal.value) == (
        "无法更新 2026-09 文件夹：其中有文件正被打开。"
        "请关闭从该文件夹打开的所有工作簿（包括预览），然后再运行；上一次的结果未受影响。"
    )


def test_exchange_swaps_or_says_it_cannot(tmp_path: Path) -> None:
    """Both folders change places at once, or neither moves."""
    for name in ("甲", "乙"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "名").write_text(name)
    swapped = exchange(tmp_path / "甲", tmp_path / "乙")
    assert (tmp_path / "甲" / "名").read_text() == ("乙" if swapped else "甲")


def test_exchange_of_what_is_not_there_is_an_error(tmp_path: Path) -> None:
    """Only a missing ability is answered with no; everything else is raised."""
    (tmp_path / "甲").mkdir()
    with pytest.raises(FileNotFoundError):
        exchange(tmp_path / "甲", tmp_path / "无")
