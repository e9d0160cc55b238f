"""Over random branches and corrections, months and corrections together are the months from scratch, to the fen."""

from __future__ import annotations

import copy
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from pipeline.closing.errors import Refused
from pipeline.correct.correction import Corrected
from tests.branches.workdays import last_day
from tests.correct.world import Branch, World, disagreements


def _commission(rng: Random, branch: Branch) -> tuple[str, ...]:
    for row in rng.sample(branch["客户业绩"], max(1, len(branch["客户业绩"]) // 4)):
        more = Decimal(rng.randint(-2_000_000, 5_000_000)) / 100
        row["毛佣金"] += more
        row["净佣金"] += more
    return ("客户业绩",)


def _scores(rng: Random, branch: Branch) -> tuple[str, ...]:
    for row in rng.sample(branch["职责考核"], max(1, len(branch["职责考核"]) // 3)):
        row["得分"] = Decimal(rng.randint(40, 100))
    return ("职责考核",)


def _slips(rng: Random, branch: Branch) -> tuple[str, ...]:
    """Late slips of somebody, or all taken back where there are none to copy."""
    if not branch["出访单"]:
        return _scores(rng, branch)
    for number in range(len(branch["出访单"]), len(branch["出访单"]) + rng.randint(1, 4)):
        row = copy.deepcopy(rng.choice(branch["出访单"]))
        row["单号"] = f"迟{number:03d}" if row.get("单号") else row.get("单号")
        row["被访人"] = f"迟来客户{number}"
        branch["出访单"].append(row)
    return ("出访单",)


def _relation(rng: Random, branch: Branch) -> tuple[str, ...]:
    """Customers of one go to another who is there the whole month."""
    end = last_day(branch["period"])
    there = [row for row in branch["花名册"] if row["离职日期"] is None and row["入职日期"] < end.replace(day=1)]
    staff = [row["工号"] for row in there]
    if len(staff) < 2:
        return _commission(rng, branch)
    old, new = rng.sample(staff, 2)
    taken = {row["客户号"] for row in branch["客户关系"] if row["工号"] == new}
    for row in branch["客户关系"]:
        if row["工号"] == old and row["客户号"] not in taken:
            row["工号"] = new
    return ("客户关系",)


def _sale(rng: Random, branch: Branch) -> tuple[str, ...]:
    if not branch["产品销售"]:
        return _commission(rng, branch)
    row = copy.deepcopy(rng.choice(branch["产品销售"]))
    row["流水号"] = f"{row['流水号']}9"
    row["确认日期"] = last_day(branch["period"])
    branch["产品销售"].append(row)
    return ("产品销售",)


CHANGES = (_commission, _scores, _slips, _relation, _sale)


def change(rng: Random, world: World, month: str) -> tuple[Branch, tuple[str, ...]]:
    """The month as it should have been, and the kinds of its files that change."""
    branch = copy.deepcopy(world.corrected.get(month, world.branches[month]))
    kinds: tuple[str, ...] = ()
    for way in rng.sample(CHANGES, rng.randint(1, 2)):
        kinds += way(rng, branch)
    return branch, kinds


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1, 5))
def test_months_and_corrections_are_the_months_from_scratch(seed: int, tmp_path: Path) -> None:
    """Three closed months, two corrections, a further closed month, a third correction, an open month that pays it."""
    rng = Random(f"{seed}/correct")
    world = World(tmp_path, seed=seed, people=rng.choice((4, 6)), customers=rng.choice((12, 25)))
    world.deliver(5)
    months = list(world.branches)
    for month in months[:3]:
        world.run(month)
        world.close(month)
    done = [_post(rng, world, months[:3]) for _ in range(2)]
    world.run(months[3])
    world.close(months[3])
    done.append(_post(rng, world, months[:4]))
    world.run(months[4])
    assert list(disagreements(world, done)) == []


def _post(rng: Random, world: World, months: list[str]) -> Corrected:
    """A correction that changes something: a score in the same band, say, changes nothing and is refused."""
    while True:
        month = rng.choice(months)
        branch, kinds = change(rng, world, month)
        late = world.late(month, branch, *kinds)
        try:
            return world.correct(month, late)
        except Refused as refused:
            if "没有什么可" not in str(refused):
                raise
