"""One change of one month, the same in every test: a customer's commission, and a slip that came late."""

from __future__ import annotations

import copy
from decimal import Decimal
from pathlib import Path

from tests.branches.layouts import write_branch
from tests.correct.world import World

MONTH = "2026-01"


def commission(world: World, more: str = "12345.67", month: str = MONTH) -> Path:
    """The folder of a corrected CRM export: every customer brought so much more."""
    branch = copy.deepcopy(world.corrected.get(month, world.branches[month]))
    for row in branch["客户业绩"]:
        row["毛佣金"] += Decimal(more)
        row["净佣金"] += Decimal(more)
    return world.late(month, branch, "客户业绩")


def late_slip(world: World, month: str = MONTH) -> Path:
    """The folder of one slip that came late, in a file of its own: of the one with the fewest."""
    branch = copy.deepcopy(world.branches[month])
    staff = [row["工号"] for row in branch["花名册"] if row["岗位"] in ("客户经理", "团队负责人")]
    slips = [row["工号"] for row in branch["出访单"]]
    row = copy.deepcopy(next(row for row in branch["出访单"] if row["核查结果"] != "不属实"))
    row |= {"工号": min(staff, key=slips.count), "被访人": "迟来的客户"}
    row |= {"单号": "迟来01"} if row.get("单号") else {}
    whole = world.folder / "一张"
    write_branch(branch | {"出访单": [row]}, whole, seed=world.seed, variety="plain")
    place = world.folder / f"迟来{len(list(world.folder.glob('迟来*')))}" / month
    place.mkdir(parents=True)
    (whole / "出访单.xlsx").rename(place / "迟来的出访单.xlsx")
    return place.parent
