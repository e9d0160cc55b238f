"""Payslips, bank, tax, voucher and 薪酬月报表 agree to the fen: on the example months, random months, random branches.

The files are read apart from the modules that write them, so that a mistake in reading back cannot hide one in writing.
"""

from __future__ import annotations

import shutil
import time
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from pipeline.payout.model import PayMonth
from pipeline.payout.payout_end import PayoutRequest, run_payout
from pipeline.payout.sources import read_month
from pipeline.period import Period
from tests.agreement.chains import Chain, run, stops
from tests.agreement.conftest import budget  # noqa: F401
from tests.branches.layouts import write_branch
from tests.frame.tables import PROJECT, settings

from .random_months import random_month
from .read_apart import decimal, read_apart
from .written import paid_out

EXAMPLE = PROJECT / "inputs" / "示例"
GROSS, NET, INCOME = "应发合计", "实发合计", "本期收入"
BRANCHES = (1, 4, *range(20, 500))
MORE = range(100, 10_000)


def disagreements(month: PayMonth, folder: Path) -> list[str]:
    """Everything in which the files below the folder differ from what the month paid."""
    cards = {one.employee_id: one.word("身份证号") for one in month.payees}
    said = read_apart(folder, cards)
    expected = {GROSS: month.totals[GROSS], NET: month.totals[NET], INCOME: month.total(INCOME)}
    wrong = [f"{name}: {figure} {expected[name.split()[-1]]}" for name, figure in said.figures.items()
             if name.split()[-1] in expected and figure != expected[name.split()[-1]]]  # fmt: skip
    wrong += [f"{name} 借贷" for name in ("用友", "金蝶")
              if said.figures[f"{name} 借方"] != said.figures[f"{name} 贷方"]]  # fmt: skip
    everybody = frozenset(cards)
    accounts = [one.word("银行账号") for one in month.payees if one.money(NET) > 0]
    wrong += [name for name in ("工资条（打印）", "工资条（个人）") if said.people[name] != everybody]
    wrong += ["银行"] if said.people["银行"] != frozenset(accounts) else []
    owing = {one.employee_id for one in month.payees if one.money(INCOME) or one.post != "兼职"}
    return wrong + (["报税"] if said.people["报税"] != owing else [])


def test_a_random_month_agrees(written: tuple[PayMonth, Path]) -> None:
    """Every file says what the report says, and somebody is paid something."""
    month, folder = written
    assert month.totals[NET] > 0
    assert disagreements(month, folder) == []


def test_the_reader_of_this_test_sees_a_fen(written: tuple[PayMonth, Path], tmp_path: Path) -> None:
    """One fen more in a form for the tax office: it is told, and by name."""
    month, folder = written
    shutil.copytree(folder, tmp_path / "altered")
    path = next((tmp_path / "altered" / "报税").glob("*薪金所得_*.xlsx"))
    book = openpyxl.load_workbook(path)
    cell = next(book.worksheets[0].iter_cols(min_row=2, min_col=5, max_col=5))[0]
    cell.value = float(decimal(cell.value) + Decimal("0.01"))
    book.save(path)
    assert [words.partition(":")[0] for words in disagreements(month, tmp_path / "altered")] == ["报税 本期收入"]


@pytest.mark.long
def test_hundreds_of_random_months_agree(tmp_path: Path, budget: float) -> None:  # noqa: F811
    """As many seeds as the budget of seconds lets through; every failing one is told."""
    ends_at, failed, seed = time.monotonic() + budget, {}, MORE.start
    for seed in MORE:
        if time.monotonic() > ends_at:
            break
        month, folder = random_month(seed, people=1 + seed % 5), tmp_path / str(seed)
        found = [told.message for told in paid_out(month, folder) if told.stops]
        if told := found or disagreements(month, folder):
            failed[seed] = told
        shutil.rmtree(folder)
    print(f"{seed - MORE.start} months compared")
    assert failed == {}


@pytest.mark.long
def test_random_branches_agree(tmp_path: Path, budget: float) -> None:  # noqa: F811
    """Two months each of random branches, from delivered workbooks through the commands, while the budget lasts."""
    ends_at = time.monotonic() + budget
    for seed in BRANCHES:
        for branch in Chain.of(seed, months=2).branches():
            write_branch(branch, tmp_path / str(seed) / "inputs" / branch["period"], seed=seed, variety="plain")
            result = run(settings(), tmp_path / str(seed), branch["period"])
            assert list(stops(result.findings)) == []
            _command(Period.parse(branch["period"]), tmp_path / str(seed) / "inputs", tmp_path / str(seed) / "outputs")
        shutil.rmtree(tmp_path / str(seed))
        if time.monotonic() > ends_at:
            break


@pytest.mark.long
def test_the_example_months_agree(tmp_path: Path) -> None:
    """January to March of the shipped example, through the commands."""
    for name in ("2026-01", "2026-02", "2026-03"):
        shutil.copytree(EXAMPLE / name, tmp_path / "inputs" / name)
        result = run(settings(), tmp_path, name)
        assert list(stops(result.findings)) == []
        _command(Period.parse(name), tmp_path / "inputs", tmp_path / "outputs")


def _command(period: Period, inputs: Path, outputs: Path) -> None:
    """Pay out by the command itself, and read what lies in the end."""
    answer = run_payout(PayoutRequest(period, settings(), inputs, outputs))
    assert answer.status == "ok", list(stops(answer.findings))
    month = read_month(period, settings(), inputs, outputs)
    assert disagreements(month, outputs / "发放" / str(period)) == []
