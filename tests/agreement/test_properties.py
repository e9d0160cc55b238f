"""What must hold of any month: nothing is lost in crediting, order and names change nothing, ledgers add up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from pipeline.archive.record import file_sha256
from pipeline.settings import Settings, load
from tests.agreement.chains import CONFIG, Chain, run, run_figures
from tests.agreement.deliveries import deliver_scattered, is_stranger, with_stranger
from tests.agreement.figures import BALANCE, BRANCH, Figures, differences, ledger_movements, ledger_rows
from tests.branches.layouts import write_branch
from tests.branches.model import make_branch

Branch = dict[str, Any]
SEEDS = (0, pytest.param(1, marks=pytest.mark.long))
CHAINS = [Chain(seed, variety, 8, 30, True, ("2026-01", "2026-02")) for seed, variety in enumerate(("plain", "wild"))]


@dataclass(frozen=True)
class Run:
    """Two months of a branch, delivered and run."""

    branches: dict[str, Branch]
    folder: Path
    figures: dict[str, Figures]


@pytest.fixture(
    scope="module",
    params=[pytest.param(CHAINS[0], marks=pytest.mark.long), CHAINS[1]],
    ids=lambda chain: f"{chain.seed}-{chain.variety}",
)
def done(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """One of the chains, run once for all properties."""
    chain: Chain = request.param
    folder = tmp_path_factory.mktemp("chain")
    branches = {branch["period"]: branch for branch in chain.branches()}
    figures = {}
    for period, branch in branches.items():
        write_branch(branch, folder / "inputs" / period, seed=chain.seed, variety=chain.variety)
        figures[period] = run_figures(load(CONFIG), folder, period)
    return Run(branches, folder, figures)


def test_every_fen_of_net_commission_is_credited(done: Run) -> None:
    """Customer by customer, and in the sum, credited parts and 营业部自留 are the CRM's 净佣金."""
    for period, branch in done.branches.items():
        figures = done.figures[period]
        parts: defaultdict[str, Decimal] = defaultdict(Decimal)
        for name, amount in figures.items():
            if name[0] == "归属净佣金":
                parts[name[1]] += Decimal(amount)
        assert parts == {row["客户号"]: row["净佣金"] for row in branch["客户业绩"] if row["净佣金"]}
        paid = sum(Decimal(v) for name, v in figures.items() if name[0] == "报表" and name[2] == "归属净佣金")
        retained = Decimal(figures["营业部自留",])
        assert paid + retained == sum(row["净佣金"] for row in branch["客户业绩"])
        assert retained == sum(
            Decimal(v) for name, v in figures.items() if name[0] == "归属净佣金" and name[2] == BRANCH
        )


def test_every_award_is_credited_whole(done: Run) -> None:
    """A rewarded customer's 100.00 is split without rest, and puts him on the ledger for good."""
    for figures in done.figures.values():
        parts: defaultdict[str, Decimal] = defaultdict(Decimal)
        for name, amount in figures.items():
            if name[0] == "有效户奖":
                parts[name[1]] += Decimal(amount)
        assert set(parts.values()) <= {Decimal(100)}
        assert {customer for _, ledger, _, customer, _ in _balances(figures) if ledger == "已奖有效户"} >= set(parts)


def test_opening_and_movements_are_closing(done: Run) -> None:
    """In every row; the movements are those listed, the opening is the closing of the month before."""
    before: dict[tuple[str, ...], Decimal] = {}
    for period in done.branches:
        folder = done.folder / "outputs" / period
        moved: defaultdict[tuple[str, ...], Decimal] = defaultdict(Decimal)
        for row in ledger_movements(folder, period):
            moved[tuple(row[name] for name in BALANCE)] += row["本期变动"]
        rows = {tuple(row[name] for name in BALANCE): row for row in ledger_rows(folder, period)}
        assert rows
        assert {key for key, amount in moved.items() if amount} <= rows.keys()
        for key, row in rows.items():
            assert row["期初余额"] + row["本期变动"] == row["期末余额"]
            assert row["本期变动"] == moved[key]
            assert not before or row["期初余额"] == before.get(key, 0)
        assert {key for key, amount in before.items() if amount} <= rows.keys()
        before = {key: row["期末余额"] for key, row in rows.items()}


@pytest.mark.parametrize("seed", SEEDS)
def test_order_and_names_change_nothing(seed: int, settings: Settings, tmp_path: Path) -> None:
    """Rows shuffled, kinds split over files, files renamed and put into folders: the same figures."""
    branch = make_branch(seed, "2026-03", people=9, customers=40)
    write_branch(branch, tmp_path / "orderly" / "inputs" / "2026-03", seed=seed, variety="plain")
    orderly = run_figures(settings, tmp_path / "orderly", "2026-03")
    deliver_scattered(branch, tmp_path / "scattered" / "inputs" / "2026-03", Random(seed))
    assert differences(run_figures(settings, tmp_path / "scattered", "2026-03"), orderly) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_a_stranger_changes_nobody_elses_figures(seed: int, settings: Settings, tmp_path: Path) -> None:
    """One person more, in another team, with customers of his own: all other people, lines and balances stand."""
    branch = make_branch(seed, "2026-04", people=9, customers=40)
    more = with_stranger(branch, seed + 500)
    write_branch(branch, tmp_path / "alone" / "inputs" / "2026-04", seed=seed, variety="plain")
    write_branch(more, tmp_path / "both" / "inputs" / "2026-04", seed=seed, variety="plain")
    alone = _of_people(run_figures(settings, tmp_path / "alone", "2026-04"))
    both = _of_people(run_figures(settings, tmp_path / "both", "2026-04"))
    assert both.keys() - alone.keys()
    assert all(any(is_stranger(part) for part in name) for name in both.keys() - alone.keys())
    assert differences({name: both[name] for name in alone if name in both}, alone) == []


def test_running_twice_gives_the_same_bytes(settings: Settings, tmp_path: Path, done: Run) -> None:
    """Into an empty folder every file has the same bytes again; over the result nothing changes and nothing is kept."""
    (tmp_path / "inputs").symlink_to(done.folder / "inputs")
    period = min(done.branches)
    written = _digests(done.folder / "outputs" / period)
    assert run(settings, tmp_path, period).changed
    assert _digests(tmp_path / "outputs" / period) == written
    everything = _digests(tmp_path / "outputs")
    assert not run(settings, tmp_path, period).changed
    assert _digests(tmp_path / "outputs") == everything


def _of_people(figures: Figures) -> Figures:
    """The figures that are somebody's: all but totals, the branch's part and the list of people."""
    return {name: figure for name, figure in figures.items() if len(name) > 2}


def _balances(figures: Figures) -> list[tuple[str, ...]]:
    return [name for name in figures if name[0] == "台账"]


def _digests(outputs: Path) -> dict[str, str]:
    """The sha256 of every file of the results by its place, locks left aside."""
    paths = (path for path in outputs.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {path.relative_to(outputs).as_posix(): file_sha256(path) for path in paths}
