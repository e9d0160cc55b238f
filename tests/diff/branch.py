"""The two-person branch over two months in which everything happens that a comparison must tell."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.frame.mini import AGENT, BRANCH, EMPLOYEE, Mini
from tests.frame.tables import Rows

GONE, NEW = "1003", "1004"
OLD_ACCOUNT, NEW_ACCOUNT = "6222020200112233445", "6222020200119983445"
"""Their first and last figures are the same: only what is not shown tells them apart."""

BOSS, BROKER = BRANCH["花名册"]
NEW_ID = "320102199807074662"
FEBRUARY_CUSTOMER = {
    "客户号": "C1",
    "毛佣金": "21000",
    "规费": "221.82",
    "净佣金": "20778.18",
    "开户日期": "2020-05-01",
}
JANUARY: Mapping[str, Rows] = {
    "花名册": [
        {**BOSS, "银行账号": OLD_ACCOUNT},
        BROKER,
        {"工号": GONE, "姓名": "王五", "岗位": "证券经纪人", "身份证号": "11010119900307010X", "执业编号": "S3"},
    ],
}
FEBRUARY: Mapping[str, Rows] = {
    "花名册": [
        {**BOSS, "银行账号": NEW_ACCOUNT},
        {**BROKER, "身份证号": NEW_ID},
        {"工号": NEW, "姓名": "赵六", "岗位": "证券经纪人", "身份证号": "110101199003070230", "执业编号": "S4"},
    ],
    "客户业绩": [FEBRUARY_CUSTOMER],
}  # fmt: skip


def run(mini: Mini, period: str, **changes: Rows) -> dict[str, Any]:
    """Deliver and run a month; it must not stop."""
    answer = mini.deliver(period, **changes).run(period)
    assert answer["status"] == "ok", [found for found in answer["findings"] if found["level"] == "阻断"]
    return answer


def two_months(folder: Path) -> Mini:
    """Both months run."""
    mini = Mini(folder)
    run(mini, "2026-01", **JANUARY)
    run(mini, "2026-02", **FEBRUARY)
    return mini


__all__ = ["AGENT", "EMPLOYEE", "FEBRUARY", "GONE", "JANUARY", "NEW", "run", "two_months"]
