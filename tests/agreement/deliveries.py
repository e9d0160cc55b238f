"""The same month delivered otherwise: rows shuffled, a kind split over files, files renamed, a stranger added."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

from tests.branches.attendance_files import attendance_files
from tests.branches.formats import write_book
from tests.branches.grid import Book
from tests.branches.layouts import TABLES
from tests.branches.model import KINDS, make_branch
from tests.branches.noise import choose_noise
from tests.branches.tables import lay_out

Branch = dict[str, Any]
Row = dict[str, Any]
STRANGERS_TEAM = "外聘一部"
_NUMBERS = ("工号", "客户号", "流水号", "单号", "凭证号", "对象")


def deliver_scattered(branch: Branch, folder: Path, rng: Random) -> None:
    """Clean workbooks whose rows, files, sheets and names come in any order."""
    for kind in TABLES:
        for part in _parts(rng, branch[kind]):
            sheet = lay_out(rng, kind, part, branch["period"], choose_noise(rng, kind, part, "plain", False))
            write_book(Book([sheet]), folder / _any_name(rng), "xlsx")
    for people in _parts(rng, branch["花名册"]):
        for _name, book, style in attendance_files(rng, branch | {"花名册": people}, "plain"):
            write_book(book, folder / _any_name(rng), style)


def with_stranger(branch: Branch, seed: int) -> Branch:
    """The branch and one more person, of another team, whose customers are nobody else's."""
    other = make_branch(seed, branch["period"], people=1, customers=6)
    return branch | {kind: branch[kind] + [_renumbered(row) for row in other[kind]] for kind in KINDS}


def is_stranger(number: str) -> bool:
    """Whether a 工号 or 客户号 is the stranger's."""
    return number.startswith("X")


def _renumbered(row: Row) -> Row:
    own = deepcopy(row)
    for name in _NUMBERS:
        if own.get(name):
            own[name] = f"X{own[name]}"
    return own | ({"团队": STRANGERS_TEAM} if "团队" in own else {})


def _parts(rng: Random, rows: list[Row]) -> list[list[Row]]:
    """The rows in any order, over one to three files; none where there are none."""
    shuffled = rng.sample(rows, len(rows))
    count = rng.randint(1, 3)
    return [part for part in (shuffled[at::count] for at in range(count)) if part]


def _any_name(rng: Random) -> str:
    return f"{rng.choice(('', '甲/', '乙/丙/'))}{rng.getrandbits(40):010x}"
