"""A signature after the payout shows in it: who has signed is part of what the summary says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.closing.acts import sign
from pipeline.closing.contents import Place
from pipeline.payout.office.summary_book import PAY
from pipeline.payout.pages import read_block
from schemas.payout_changes import SIGNATURES
from tests.closing.months import AT, hand, office, signers_text
from tests.frame.mini import AGENT, BRANCH, EMPLOYEE, Mini
from tests.frame.tables import PROJECT

MONTH = "2026-01"
SUMMARY = f"综合室汇总_{MONTH}.xlsx"


@pytest.fixture
def branch(tmp_path: Path) -> Mini:
    """Two persons with accounts, computed under a configuration that knows who signs and the teams' codes."""
    config = tmp_path / "config.yaml"
    text = (PROJECT / "config.yaml").read_text(encoding="utf-8")
    coded = text.replace("departments: {", 'departments: {一队: "01", ', 1)
    config.write_text(signers_text() + coded, encoding="utf-8")
    accounts = {EMPLOYEE: "6222020303804554408", AGENT: "6214839291872434587"}
    people = [{**row, "开户行": "中国工商银行", "银行账号": accounts[row["工号"]], "手机号": "13800000000"}
              for row in BRANCH["花名册"]]  # fmt: skip
    mini = Mini(tmp_path, config).deliver(MONTH, 花名册=people)
    assert mini.run(MONTH)["status"] == "ok"
    return mini


def payout(branch: Mini) -> dict[str, Any]:
    """The answer of the command as data."""
    return branch._json("payout", MONTH)


def roles(branch: Mini) -> list[tuple[Any, ...]]:
    """Role, name and time of every signature the summary shows."""
    frame = read_block(branch.outputs / "发放" / MONTH / SUMMARY, PAY, SIGNATURES)
    return [tuple(None if cell is None else str(cell) for cell in row) for row in frame.astype(object).to_numpy()]


@pytest.mark.long
def test_who_signs_after_the_payout_shows_in_the_next_one(branch: Mini) -> None:
    """Nothing new leaves every byte as it is; a signature is something new."""
    first = payout(branch)
    assert first["status"] == "ok", first["findings"]
    assert [row[2] for row in roles(branch)] == ["未签"] * 4
    files = {path: path.read_bytes() for path in (branch.outputs / "发放" / MONTH).rglob("*") if path.is_file()}
    payout(branch)
    assert {path: path.read_bytes() for path in files} == files
    sign(Place(branch.inputs, branch.outputs, MONTH), office(), hand(0))
    answer = payout(branch)
    assert roles(branch)[0] == ("制表", "赵一", AT)
    assert [row[0] for row in roles(branch) if row[2] == "未签"] == ["主办会计", "副经理(经理助理)", "经理"]
    (told,) = [found for found in answer["findings"] if found["code"] == "Z01"]
    assert "制表" not in told["message"]
