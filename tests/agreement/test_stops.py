"""Where the scheme says "stop finding", pipeline and reference both refuse to pay; and what only the roster can say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.settings import Settings
from tests.agreement.chains import run, run_figures
from tests.agreement.figures import differences, expected_figures
from tests.branches.layouts import write_branch
from tests.branches.model import make_branch
from tests.branches.people import is_employee
from tests.branches.table_columns import COLUMNS
from tests.reference import Stop, compute_month

Branch = dict[str, Any]
PERIOD = "2026-05"


def _employee(branch: Branch) -> dict[str, Any]:
    return next(row for row in branch["花名册"] if is_employee(row) and row["离职日期"] is None)


def _share_over_one(branch: Branch) -> None:
    row = next(row for row in branch["客户关系"] if row["失效日期"] is None and row["生效日期"] < date(2026, 5, 1))
    others = [one["工号"] for one in branch["花名册"] if one["工号"] != row["工号"]]
    branch["客户关系"].append(row | {"工号": others[0], "分成比例": None, "生效日期": date(2026, 5, 3)})


def _net_is_not_gross_less_fees(branch: Branch) -> None:
    branch["客户业绩"][0]["净佣金"] += Decimal("0.01")


def _no_score(branch: Branch) -> None:
    code = _employee(branch)["工号"]
    kept = [row for row in branch["职责考核"] if (row["工号"], row["考核项目"]) != (code, "客户服务")]
    branch["职责考核"] = kept


def _no_reason(branch: Branch) -> None:
    entry = {
        "工号": _employee(branch)["工号"],
        "金额": Decimal("1.00"),
        "事由": None,
        "审批人": "经理",
        "凭证号": "记-1",
    }
    branch["手工调整"] = [entry]


def _seller_unknown(branch: Branch) -> None:
    branch["产品销售"][0]["工号"] = "999999"


def _taken_more_than_earned(branch: Branch) -> None:
    code = _employee(branch)["工号"]
    row = next(row for row in branch["社保及专项"] if row["工号"] == code)
    row["住房公积金"] = Decimal("900000.00")


def _no_grade(branch: Branch) -> None:
    _employee(branch)["级别"] = None


def _grade_from_the_middle_of_the_month(branch: Branch) -> None:
    person = next(row for row in branch["花名册"] if is_employee(row) and row["入职日期"] < date(2026, 5, 1))
    person["级别生效日"] = date(2026, 5, 15)


@dataclass(frozen=True)
class Broken:
    """A rule broken, what the reference calls it, and the code of our finding."""

    make: Callable[[Branch], None]
    words: str
    code: str


BROKEN = [
    Broken(_share_over_one, "比例超过100%", "X30"),
    Broken(_net_is_not_gross_less_fees, "净佣金不符", "X20"),
    Broken(_no_score, "缺职责考核", "X45"),
    Broken(_no_reason, "缺事由或审批人", "X01"),
    Broken(_seller_unknown, "未知工号", "X10"),
    Broken(_taken_more_than_earned, "实发为负", "P02"),
    Broken(_no_grade, "级别不明", "X62"),
    Broken(_grade_from_the_middle_of_the_month, "级别不明", "X64"),
]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.make.__name__.strip("_"))
def test_both_refuse_to_pay(broken: Broken, settings: Settings, tmp_path: Path) -> None:
    """The valid branch with this one rule broken: the reference stops, and so do we, with this finding and no other."""
    branch = make_branch(3, PERIOD, people=8, customers=20, edges=False)
    broken.make(branch)
    with pytest.raises(Stop, match=broken.words):
        compute_month(branch, branch["期初"])
    write_branch(branch, tmp_path / "inputs" / PERIOD, seed=3, variety="plain")
    result = run(settings, tmp_path, PERIOD)
    assert result.status == "stopped"
    assert {found.code for found in result.findings if found.stops} == {broken.code}
    assert not (tmp_path / "outputs" / PERIOD / "run.json").exists()


@pytest.mark.parametrize("seed", [2, 3])
def test_deductions_the_roster_asks_for(
    seed: int, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """首次就业 counts the months from January, 上年收入不超六万 deducts sixty thousand at once, on real workbooks."""
    asked = {"入职年度就业情形": "text", "上年收入不超六万": "text"}
    monkeypatch.setitem(COLUMNS, "花名册", COLUMNS["花名册"] | asked)
    branch = make_branch(seed, PERIOD, people=12, customers=40)
    for place, person in enumerate(branch["花名册"]):
        person["入职年度就业情形"] = "首次就业" if place % 3 == 0 else None
        may_claim = person["入职日期"] < date(int(PERIOD[:4]) - 1, 2, 1)
        person["上年收入不超六万"] = (None, "是", "否", "是")[place % 4] if may_claim else None
    plain = compute_month(make_branch(seed, PERIOD, people=12, customers=40), branch["期初"])
    expected = compute_month(branch, branch["期初"])
    assert expected.totals["个人所得税"] < plain.totals["个人所得税"]
    write_branch(branch, tmp_path / "inputs" / PERIOD, seed=seed, variety="plain")
    assert differences(run_figures(settings, tmp_path, PERIOD), expected_figures(expected)) == []
