"""薪酬计算表: every figure is a formula, and Excel's arithmetic gives what the computation gave, to the fen."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
import python_calamine

from pipeline import settings
from pipeline.month import Request, compute
from pipeline.period import Period
from pipeline.reports.live.book import write_live_book
from pipeline.results import pay_report_of
from tests.branches.layouts import write_branch
from tests.branches.model import make_branch
from tests.libreoffice import needs_libreoffice, recalculated

PROJECT = Path(__file__).resolve().parents[2]


def live_book(folder: Path, inputs: Path, period: str) -> Path:
    """The live workbook of one month of these inputs."""
    request = Request(Period.parse(period), settings.load(PROJECT / "config.yaml"), inputs, folder / "outputs")
    computed = compute(request)
    assert not computed.stopped, computed.findings
    path = folder / "薪酬计算表.xlsx"
    write_live_book(path, pay_report_of(computed), computed.outcome.tables, computed.standard, request.period)
    return path


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return live_book(tmp_path_factory.mktemp("live"), PROJECT / "inputs" / "示例", "2026-01")


def test_every_figure_of_a_person_is_a_formula_that_leads_to_the_calculation(example: Path) -> None:
    """No figure of 薪酬月报表 is typed in: each person's figures point to 计算, sums add up cells."""
    sheet = openpyxl.load_workbook(example)["薪酬月报表"]
    headings = [cell.value for cell in sheet[4]]
    figures = [
        cell
        for row in sheet.iter_rows(min_row=5)
        if row[headings.index("工号")].value and row[headings.index("团队")].value
        for cell in row[headings.index("归属净佣金") : headings.index("备注")]
    ]
    assert len(figures) == 20 * 28
    assert all(re.fullmatch(r"=计算!\$?[A-Z]+\$?\d+", str(cell.value)) for cell in figures)


def test_what_the_branch_keeps_is_a_sum_over_its_lines(example: Path) -> None:
    """营业部自留 adds up the lines whose 归属人 is 营业部."""
    sheet = openpyxl.load_workbook(example)["薪酬月报表"]
    formulas = [str(cell.value) for row in sheet.iter_rows() for cell in row if "SUMIFS" in str(cell.value)]
    assert len(formulas) == 1
    assert re.fullmatch(r'=ROUND\(SUMIFS\(归属明细!\S+,归属明细!\S+,"营业部"\),2\)', formulas[0])


def test_every_item_of_the_calculation_is_a_formula(example: Path) -> None:
    """Facts of persons stand as values; every measure and item behind them is a formula."""
    sheet = openpyxl.load_workbook(example)["计算"]
    headings = [cell.value for cell in sheet[3]]
    start = headings.index("归属净佣金")
    row = [str(cell.value) for cell in sheet[4]]
    assert all(value.startswith("=") for value in row[start:])
    assert len(row[start:]) == len([heading for heading in headings if heading]) - start


def test_the_same_month_gives_the_same_bytes(example: Path, tmp_path: Path) -> None:
    """Written twice, the workbook is byte for byte the same."""
    assert live_book(tmp_path, PROJECT / "inputs" / "示例", "2026-01").read_bytes() == example.read_bytes()


def figures(path: Path) -> dict[tuple[str, int, int], float]:
    """Every number of every sheet by its place."""
    book = python_calamine.load_workbook(str(path))
    return {
        (name, row, column): float(cell)
        for name in book.sheet_names
        for row, cells in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False))
        for column, cell in enumerate(cells)
        if isinstance(cell, int | float) and not isinstance(cell, bool)
    }


def assert_same(computed: Path, again: Path, least: int = 500) -> None:
    """Same cells, at least so many, and none differs by as much as a hundredth of a fen."""
    ours, theirs = figures(computed), figures(again)
    assert ours.keys() <= theirs.keys(), "a formula gave no number (yes/no cells come back as 0 and 1)"
    assert len(ours) > least
    differing = {place: (ours[place], theirs[place]) for place in ours if abs(ours[place] - theirs[place]) > 0.0001}
    assert not differing


@needs_libreoffice
def test_libreoffice_computes_the_example_to_the_same_fen(example: Path, tmp_path: Path) -> None:
    """Recalculated from scratch, not one cell of the example differs by a fen."""
    assert_same(example, recalculated(example, tmp_path))


@needs_libreoffice
@pytest.mark.parametrize("seed", [3, *(pytest.param(seed, marks=pytest.mark.long) for seed in (14, 159))])
def test_libreoffice_computes_random_branches_to_the_same_fen(seed: int, tmp_path: Path) -> None:
    """The same on random branches with edges of every kind."""
    branch = make_branch(seed, "2026-01", people=10, customers=50)
    write_branch(branch, tmp_path / "inputs" / "2026-01", seed=seed, variety="plain")
    path = live_book(tmp_path, tmp_path / "inputs", "2026-01")
    assert_same(path, recalculated(path, tmp_path))
