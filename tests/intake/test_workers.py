"""A file that kills, hangs or starves its reader costs only itself."""

from __future__ import annotations

import os
import time
from pathlib import Path

import broken_files as files
import pytest

from pipeline.intake.open import open_book
from pipeline.intake.raw import RawBook
from pipeline.intake.settings import IntakeSettings
from pipeline.intake.workers import read_files

SLOW = IntakeSettings(seconds_per_file=1.0, memory_mb=2048)


def behave(path: Path, name: str, settings: IntakeSettings) -> str:
    """Does what the file says."""
    order = path.read_text(encoding="utf-8")
    if order == "exit":
        os._exit(3)
    if order == "abort":
        os.abort()
    if order == "hang":
        time.sleep(600)
    if order == "devour":
        hoard = []
        while True:
            hoard.append(bytearray(64 << 20))
    if order == "mistake":
        raise LookupError("ours")
    return f"{order} {os.getpid()}"


def cause(name: str, reason: str) -> str:
    return f"{name}: {reason}"


def read_all(folder: Path, orders: dict[str, str]) -> dict[str, str]:
    for name, order in orders.items():
        (folder / name).write_text(order, encoding="utf-8")
    return read_files(folder, list(orders), SLOW, behave, cause)


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ("exit", "读取程序意外退出（代码3）"),
        ("abort", "读取程序被中止（SIGABRT）"),
        ("devour", "读取所需内存超过2048MB"),
    ],
)
def test_a_death_costs_only_its_file(tmp_path: Path, order: str, reason: str) -> None:
    """Ten good files around a deadly one, wherever it stands."""
    orders = {f"{number:02d}": "good" if number != 4 else order for number in range(11)}
    results = read_all(tmp_path, orders)
    assert list(results) == list(orders)
    assert results.pop("04") == f"04: {reason}"
    assert all(result.startswith("good ") for result in results.values())


def test_a_file_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the limit, and without a second try."""
    monkeypatch.setattr("pipeline.intake.workers.START_SECONDS", 3.0)
    began = time.monotonic()
    results = read_all(tmp_path, {"a": "hang", "b": "good", "c": "good"})
    assert results.pop("a") == "a: 读取超过1秒"
    assert all(result.startswith("good ") for result in results.values())
    assert time.monotonic() - began < 15


def test_several_deaths_in_a_row(tmp_path: Path) -> None:
    """Every deadly file is named, and no other."""
    orders = {f"{number}": "exit" if number % 2 else "good" for number in range(8)}
    results = read_all(tmp_path, orders)
    assert [name for name, result in results.items() if result.endswith("（代码3）")] == ["1", "3", "5", "7"]


def test_two_children_share_the_files(tmp_path: Path) -> None:
    """And no more than two."""
    results = read_all(tmp_path, {f"{number}": "good" for number in range(40)})
    assert 1 <= len(set(results.values())) <= 2


def test_our_own_mistake_is_raised_with_its_trace(tmp_path: Path) -> None:
    """A mistake of the code must not look like a fault of the file."""
    with pytest.raises(LookupError, match="ours") as raised:
        read_all(tmp_path, {"a": "mistake"})
    assert "test_workers.py" in raised.value.__notes__[0]


def test_no_files_need_no_child(tmp_path: Path) -> None:
    """An empty month."""
    assert read_all(tmp_path, {}) == {}


def unguarded(path: Path, name: str, settings: IntakeSettings) -> int:
    """Reads past the gate, as a flaw of the gate would."""
    from python_calamine import CalamineWorkbook

    return len(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())


def test_a_reader_that_aborts_is_survived(tmp_path: Path) -> None:
    """A1 and XFD1048576 in 1.4 KB: the allocation fails and takes the process along."""
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    (tmp_path / "a.xlsx").write_bytes(files.xlsx(far))
    (tmp_path / "b.xlsx").write_bytes(files.xlsx())
    results = read_files(tmp_path, ["a.xlsx", "b.xlsx"], SLOW, unguarded, lambda name, reason: reason)
    assert results == {"a.xlsx": "读取程序被中止（SIGABRT）", "b.xlsx": 1}


def modules(path: Path, name: str, settings: IntakeSettings) -> list[str]:
    """What a child has loaded after reading a file."""
    import sys

    open_book(path, name, settings)
    heavy = ("pandas", "pandera", "openpyxl", "lxml", "msoffcrypto", "olefile", "numpy")
    return [module for module in heavy if module in sys.modules]


def test_children_load_only_what_the_file_needs(tmp_path: Path) -> None:
    """Starting two children must stay cheap."""
    (tmp_path / "a.xlsx").write_bytes(files.xlsx())
    assert read_files(tmp_path, ["a.xlsx"], SLOW, modules, lambda name, reason: [reason]) == {"a.xlsx": []}


def test_hundreds_of_slips_are_cheap(tmp_path: Path) -> None:
    """300 files of one slip each, start of the children included."""
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>姓名：</t></is></c></row>' for row in range(1, 20)
    )
    data = files.xlsx(rows)
    for number in range(300):
        (tmp_path / f"{number}.xlsx").write_bytes(data)
    began = time.monotonic()
    books = read_files(tmp_path, [f"{number}.xlsx" for number in range(300)], IntakeSettings(), open_book, fail)
    assert time.monotonic() - began < 5
    assert all(len(book.sheets) == 1 for book in books.values())


def fail(name: str, reason: str) -> RawBook:
    raise AssertionError(reason)
