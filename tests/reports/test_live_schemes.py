"""Live workbooks of every worked pay standard, and of random ones: LibreOffice computes them to the same fen."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import yaml

from pipeline.period import Period
from pipeline.reports.live.book import write_live_book
from pipeline.scheme_file import load_schemes
from pipeline.trial.cases import MonthCase, read_cases
from pipeline.trial.run import Trial, nothing_carried, run_month
from tests.libreoffice import all_recalculated, needs_libreoffice
from tests.reports.live_trials import SCHEMES, books_of, differing
from tests.reports.random_schemes import MONTHS, Maker

FILES = sorted(path for path in SCHEMES.glob("*.yaml") if not path.name.endswith(".cases.yaml"))
SOME = FILES[::9]
"""What is looked at in every run of the tests; all of them in the long ones."""
FEW, BATCH, MANY, AT_ONCE = 3, 20, 200, 6
SECONDS = float(os.environ.get("XINCHOU_LONG_SECONDS", "150"))
"""So long each of the long tests goes on with another batch."""


def random_books(first: int, last: int, folder: Path) -> Iterator[Path]:
    """Live workbooks of the last month of random standards; one whose months stop has none."""
    for seed in range(first, last):
        maker = Maker(seed)
        path = folder / f"{seed}.yaml"
        text = yaml.safe_dump({"schemes": [maker.scheme()]}, allow_unicode=True, sort_keys=False)
        path.write_text(text, encoding="utf-8")
        file = load_schemes(path)
        standard = file.standard(file.text.schemes[0])
        carried, outcome = nothing_carried(), None
        for month in MONTHS:
            outcome, carried = run_month(MonthCase.model_validate(maker.month(month, "订单")), Trial(standard), carried)
            if outcome.stopped:
                break
        assert outcome is not None
        if not outcome.stopped:
            book = folder / f"{seed}.xlsx"
            write_live_book(book, None, outcome.tables, standard, Period.parse(MONTHS[-1]))
            yield book


def differences(books: list[Path], folder: Path) -> dict[str, object]:
    """Every cell of these workbooks that comes out otherwise when calculated from nothing."""
    folder.mkdir()
    again = all_recalculated(books, folder)
    return {name: both for one, two in zip(books, again, strict=True) for name, both in differing(one, two).items()}


@needs_libreoffice
def test_libreoffice_computes_the_worked_standards_to_the_same_fen(tmp_path: Path) -> None:
    """Of some standards of the examples the last month of the last case."""
    books = []
    for file in SOME:
        count = len(read_cases(file.with_name(f"{file.stem}.cases.yaml")))
        books += list(books_of(file, tmp_path, {count - 1}))
    assert len(books) > len(SOME) // 2
    assert differences(books, tmp_path / "again") == {}


@needs_libreoffice
def test_libreoffice_computes_random_standards_to_the_same_fen(tmp_path: Path) -> None:
    """Tables, facts, records, measures, criteria, ledgers and items of all scopes, over two months."""
    books = list(random_books(0, FEW, tmp_path))
    assert len(books) > FEW // 2
    assert differences(books, tmp_path / "again") == {}


@needs_libreoffice
@pytest.mark.long
def test_libreoffice_computes_every_worked_case(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """All cases of all standards of the examples, as far as the seconds allow; run it with -m long."""
    _only_when_asked_for(request)
    until = time.monotonic() + SECONDS
    for first in range(0, len(FILES), AT_ONCE):
        folder = tmp_path / str(first)
        folder.mkdir()
        books = [book for file in FILES[first : first + AT_ONCE] for book in books_of(file, folder)]
        assert differences(books, folder / "again") == {}
        if time.monotonic() > until:
            break


@needs_libreoffice
@pytest.mark.long
def test_libreoffice_computes_many_random_standards(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """As many of 200 as the seconds allow; run it with -m long."""
    _only_when_asked_for(request)
    until = time.monotonic() + SECONDS
    for first in range(FEW, FEW + MANY, BATCH):
        folder = tmp_path / str(first)
        folder.mkdir()
        books = list(random_books(first, first + BATCH, folder))
        assert differences(books, folder / "again") == {}
        if time.monotonic() > until:
            break


def _only_when_asked_for(request: pytest.FixtureRequest) -> None:
    if "long" not in str(request.config.getoption("-m")):
        pytest.skip("takes minutes: run it with -m long")


def test_nearly_every_figure_of_the_standards_is_a_formula(tmp_path: Path) -> None:
    """What stands as a value says why: only a split by largest remainder, which doubles cannot decide."""
    books = list(random_books(0, 2, tmp_path))
    reasons = set()
    for book in books:
        for sheet in openpyxl.load_workbook(book):
            rows = sheet.iter_rows(values_only=True)
            reasons |= {str(cell).partition("（数值：")[2] for row in rows for cell in row if "（数值：" in str(cell)}
    assert books
    assert reasons <= {"分摊要比较各人余数的大小，电子表格的位数不够）"}


def test_the_same_month_gives_the_same_bytes(tmp_path: Path) -> None:
    """Also with records, helpers and earlier months, the workbook is the same when written again."""
    written = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        written.append([book.read_bytes() for book in random_books(0, 1, tmp_path / name)])
    assert written[0] == written[1]
    assert written[0]


def test_above_the_most_lines_a_sheet_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With more lines than a sheet is given for, what is taken from them stands as values, with the reason."""
    monkeypatch.setattr("pipeline.reports.live.sheets.MOST_LINES", 1)
    seed = next(seed for seed in range(9) if len(_orders(Maker(seed))) > 1)
    book = openpyxl.load_workbook(next(iter(random_books(seed, seed + 1, tmp_path))))
    assert "超过1行，不在本簿逐行列出" in str(book["订单"]["A1"].value)
    headings = {str(cell.value): cell.column for cell in book["计算"][3]}
    assert "不在本簿逐行列出" in str(book["计算"].cell(2, headings["订单4"]).value)
    assert not str(book["计算"].cell(4, headings["订单4"]).value).startswith("=")


def _orders(maker: Maker) -> list[object]:
    """The lines of the record in the last month."""
    maker.scheme()
    return list([maker.month(month, "订单") for month in MONTHS][-1]["given"]["订单"])
