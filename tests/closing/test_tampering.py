"""Whatever is done to a closed year, ``verify`` finds it and names it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.closing import acts as commands
from pipeline.closing.acts import Hand, refuse, reopen
from pipeline.closing.contents import Place
from pipeline.closing.keys import public_key
from pipeline.closing.register import CLOSE, REOPEN, SIGN, Act, append, last_hash, read_register
from pipeline.closing.signed import copy_beside, copy_name
from pipeline.closing.verify import verify
from tests.closing.months import AT, NAMES, ROLES, Year, close_month, hand, key_of, office, run, sign_all, signers_text
from tests.closing.tampering import MONTHS, REAL, SMALL, TAMPERINGS, cut_the_end_everywhere

SEED = 20_260_915
EACH, FEW = 300 // len(TAMPERINGS) + 1, 3
"""So many random places of each kind in the long test, at least 300 in all; and whenever the tests run."""
EXAMPLE = Path(__file__).resolve().parents[2] / "inputs" / "示例"


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Year, dict[str, bytes]]:
    """A closed year of small months, each run twice, and before it the real month of the example."""
    year = Year(tmp_path_factory.mktemp("year"))
    for period in SMALL:
        for version in (1, 2):
            run(year.month(period), version)
        close_month(year.month(period))
    _run_example(year)
    close_month(year.month(REAL))
    return year, year.tree()


def _run_example(year: Year) -> None:
    """The first month of the example, delivered and run as a user does."""
    shutil.copytree(EXAMPLE / REAL, year.inputs / REAL)
    config = year.root.with_name("config.yaml")
    config.write_text(
        (EXAMPLE.parents[1] / "config.yaml").read_text(encoding="utf-8") + signers_text(), encoding="utf-8"
    )
    places = ("--config", str(config), "--inputs", str(year.inputs), "--outputs", str(year.outputs))
    assert CliRunner().invoke(main, ["run", REAL, *places]).exit_code == 0


def test_an_untouched_year_verifies(closed: tuple[Year, dict[str, bytes]]) -> None:
    """All months closed, nothing wrong, the fingerprint of the last seal told."""
    year, _tree = closed
    found = year.verify()
    assert found.problems == ()
    assert found.closed == found.signed == MONTHS
    acts = read_register(year.outputs)[0]
    assert found.seal == next(act.sha256() for act in reversed(acts) if act.act == CLOSE)
    assert year.verify(expect=found.seal).problems == year.verify(expect=found.seal[:16]).problems == ()
    assert all(year.verify(expect=act.sha256()).problems == () for act in acts)


@pytest.mark.parametrize("kind", sorted(TAMPERINGS))
@pytest.mark.parametrize("turns", [range(FEW), pytest.param(range(FEW, EACH), marks=pytest.mark.long)], ids=str)
def test_every_tampering_is_found_and_named(
    closed: tuple[Year, dict[str, bytes]], kind: str, turns: range
) -> None:
    """Each kind at random places."""
    year, tree = closed
    for turn in turns:
        wanted = TAMPERINGS[kind](year, Random(f"{SEED}/{kind}/{turn}"))
        words = year.words()
        missing = [word for word in wanted if word not in words]
        year.restore(tree)
        assert words, (kind, turn)
        assert not missing, (kind, turn, missing, words)
    assert year.words() == ""


@pytest.mark.parametrize("turn", range(4))
def test_the_end_cut_off_everywhere_is_found_by_a_fingerprint(closed: tuple[Year, dict[str, bytes]], turn: int) -> None:
    """What cannot be seen from the files alone is found with a fingerprint written down elsewhere."""
    year, tree = closed
    dropped = list(cut_the_end_everywhere(year, Random(f"{SEED}/{turn}")))
    told = [year.words(expect=one) for one in (dropped[0], dropped[0][:16])]
    year.restore(tree)
    assert all("登记簿的末尾被截短" in words for words in told)


def test_one_month_is_proved_on_firm_ground_only(closed: tuple[Year, dict[str, bytes]]) -> None:
    """A broken register shows for every month asked; what is wrong in another month does not."""
    year, tree = closed
    (year.month("2027-05").delivered / "考勤.xlsx").write_bytes(b"x")
    assert verify(year.inputs, year.outputs, office(), "2027-04").problems == ()
    assert [period for period, _words in verify(year.inputs, year.outputs, office(), "2027-05").problems] == ["2027-05"]
    lines = (year.acts / "登记簿.jsonl").read_bytes().splitlines(keepends=True)
    (year.acts / "登记簿.jsonl").write_bytes(b"".join(lines[:6] + lines[7:]))
    assert verify(year.inputs, year.outputs, office(), "2027-04").problems
    year.restore(tree)


def test_a_reopening_forged_by_an_insider_is_found(tmp_path: Path) -> None:
    """Who has a key and writes the register by hand cannot reopen in another's place."""
    year = Year(tmp_path)
    place = year.month("2026-01")
    run(place)
    seal = close_month(place)
    act = Act(6, "2026-01", REOPEN, AT, place.contents, seal.sha256(), ROLES[0], NAMES[0], "无", {}, _key(0))
    append(year.outputs, commands._signed(act, hand(0)))
    assert "不是“经理”的" in year.words()


@pytest.mark.parametrize(
    ("signers", "words"),
    [
        ((0, 1, 2, 3), ""),
        ((0, 1, 2), "没有“经理”对同一内容的签字"),
        ((1, 0, 2, 3), "不是按制表、主办会计、副经理(经理助理)、经理的顺序"),
        ((0, 0, 2, 3), "有人签了两个岗位"),
    ],
)
def test_a_seal_over_forged_signatures_is_found(tmp_path: Path, signers: tuple[int, ...], words: str) -> None:
    """Each signature is valid in itself; what is wrong is who signed, for what, in which order."""
    year = Year(tmp_path)
    place = year.month("2026-01")
    run(place)
    known = office()
    both = replace(known, signers=(*known.signers, replace(known.signers[0], role=ROLES[1])))
    acts: list[Act] = []
    for turn, person in enumerate(signers):
        role = ROLES[turn] if signers[0] == 0 else ROLES[person]
        act = Act(turn + 1, "2026-01", SIGN, AT, place.contents, last_hash(acts), role, NAMES[person], key=_key(person))
        acts.append(commands._signed(act, hand(person)))
        append(year.outputs, acts[-1], copy_beside(place, acts))
    append(year.outputs, Act(len(acts) + 1, "2026-01", CLOSE, AT, place.contents, last_hash(acts)))
    told = [said for _period, said in verify(year.inputs, year.outputs, both).problems]
    assert [words in said for said in told] == ([True] if words else [])


def _key(place: int) -> str:
    return public_key(key_of(place))


def test_a_month_never_signed_is_not_called_proved(tmp_path: Path) -> None:
    """Nothing to prove is no success."""
    year = Year(tmp_path)
    assert "没有任何签字" in year.words()
    run(year.month("2026-01"))
    assert "没有任何签字" in year.words()


def test_a_result_run_anew_breaks_the_signatures_visibly(tmp_path: Path) -> None:
    """And who signed must sign again."""
    year = Year(tmp_path)
    place = year.month("2026-01")
    run(place)
    sign_all(place, 2)
    assert year.words() == ""
    run(place, 2)
    assert "“主办会计”钱二签字之后结果变了，签字已失效" in year.words()
    close_month(place)
    assert year.words() == ""


def test_refused_or_reopened_the_report_with_signatures_goes(tmp_path: Path) -> None:
    """It would show signatures that do not count; the acts stay in the register, and the year verifies."""
    year = Year(tmp_path)
    place: Place = year.month("2026-01")
    run(place)
    sign_all(place, 2)
    copy = year.acts / copy_name("2026-01")
    assert copy.is_file()
    refuse(place, office(), hand(2), "底薪有误")
    assert not copy.exists()
    close_month(place)
    assert copy.is_file()
    reopen(place, office(), Hand(ROLES[3], key_of(3), AT), "漏了一张出访单")
    assert not copy.exists()
    assert year.words() == ""
    close_month(place)
    assert [act.act for act in read_register(year.outputs)[0]].count(CLOSE) == 2
    assert year.words() == ""
