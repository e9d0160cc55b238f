"""Results never appear where the delivered files lie."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.archive.apart import FoldersOverlap, verify_apart
from tests.archive.results import PERIOD


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("inputs", "outputs"),
    [
        ("甲", "甲"), ("甲", "甲/../甲"), (".", "."), (f"甲/{PERIOD}", "甲"), ("甲", f"甲/{PERIOD}"),
        ("甲", f"甲/{PERIOD}/结果"), ("甲", "甲/2026-01"), ("甲/2026-01", "甲"), ("甲/历史版本/x", "甲"),
        ("甲/.临时", "甲"), ("甲/.锁", "甲"),
    ],
)  # fmt: skip
def test_folders_that_would_cover_each_other_are_refused(here: Path, inputs: str, outputs: str) -> None:
    """The same folder, or one within what belongs to a month, or to us, in the other; there or not yet there."""
    with pytest.raises(FoldersOverlap):
        verify_apart(Path(inputs), Path(outputs), PERIOD)
    (here / inputs / PERIOD).mkdir(parents=True)
    with pytest.raises(FoldersOverlap) as refusal:
        verify_apart(Path(inputs), Path(outputs), PERIOD)
    assert str(refusal.value) == (
        f"交来的文件（--inputs {Path(inputs)}）和结果（--outputs {Path(outputs)}）不能放在同一个文件夹，"
        "一个的月份文件夹也不能在另一个之中，否则结果会盖住交来的文件。"
        "请给 --outputs 换一个文件夹。任何文件都没有改动。"
    )


@pytest.mark.parametrize(
    ("inputs", "outputs"),
    [("inputs", "outputs"), (".", "outputs"), ("inputs", "."), ("甲/inputs", "甲"), ("甲", "甲/结果"), ("甲", "甲乙")],
)
def test_folders_side_by_side_or_apart_are_fine(here: Path, inputs: str, outputs: str) -> None:
    """One may hold the other under a name that is no month."""
    verify_apart(Path(inputs), Path(outputs), PERIOD)
    (here / inputs / PERIOD).mkdir(parents=True)
    (here / outputs / PERIOD).mkdir(parents=True)
    verify_apart(Path(inputs), Path(outputs), PERIOD)


@pytest.mark.parametrize(("link", "target"), [("outputs", "inputs"), (f"outputs/{PERIOD}", f"inputs/{PERIOD}"),
                                              (f"inputs/{PERIOD}", f"outputs/{PERIOD}")])  # fmt: skip
def test_links_do_not_hide_it(here: Path, link: str, target: str) -> None:
    """What a link leads to counts."""
    (here / target).mkdir(parents=True)
    (here / link).parent.mkdir(parents=True, exist_ok=True)
    try:
        (here / link).symlink_to(here / target, target_is_directory=True)
    except OSError:
        pytest.skip("no symbolic links here")
    with pytest.raises(FoldersOverlap):
        verify_apart(Path("inputs"), Path("outputs"), PERIOD)


def test_a_file_in_the_place_of_the_result_is_refused(here: Path) -> None:
    """It would be lost."""
    (here / "outputs").mkdir()
    (here / "outputs" / PERIOD).write_text("我的")
    with pytest.raises(FoldersOverlap) as refusal:
        verify_apart(Path("inputs"), Path("outputs"), PERIOD)
    place = os.path.join("outputs", PERIOD)
    assert str(refusal.value) == f"“{place}”是文件，结果文件夹放不下；请把它移到别处，再运行。任何文件都没有改动。"
