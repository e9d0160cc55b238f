"""The reasons are asked for when the first one signs, are signed with everything else, and cannot be changed after."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result

from pipeline.closing.gate import BOOK, RULE, gate_path
from pipeline.closing.gate_lines import gate_of
from pipeline.closing.keys import new_key
from pipeline.closing.register import read_register
from tests.frame.mini import Mini
from tests.frame.tables import PROJECT

from .branch import FEBRUARY, JANUARY, run
from .test_gate import MONTH, fill, place_of, said

PASSPHRASE = "一句很长的口令 for tests"
ROLES = ("制表", "主办会计")


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Mini:
    """Both months of the branch with two signers, their keys beside the configuration; nobody may change them."""
    folder = tmp_path_factory.mktemp("office")
    signers = [
        f'  - {{role: {role}, name: {role}某, key: "{new_key(folder / f"{role}.key", PASSPHRASE)}"}}' for role in ROLES
    ]
    config = folder / "config.yaml"
    text = (PROJECT / "config.yaml").read_text(encoding="utf-8")
    config.write_text("\n".join([text, "signers:", *signers, ""]), encoding="utf-8")
    branch = Mini(folder, config)
    run(branch, "2026-01", **JANUARY)
    run(branch, MONTH, **FEBRUARY)
    return branch


@pytest.fixture
def office(furnished: Mini, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mini:
    """The same, to be signed."""
    monkeypatch.setenv("XINCHOU_PASSPHRASE", PASSPHRASE)
    folder = tmp_path / "office"
    shutil.copytree(furnished.folder, folder)
    return Mini(folder, folder / "config.yaml")


def sign(mini: Mini, role: str, period: str = MONTH) -> Result:
    """One signature by the command."""
    return mini.command("sign", period, "--as", role, "--key", str(mini.folder / f"{role}.key"))


def test_the_first_month_is_signed_without_a_list(office: Mini) -> None:
    """And the act says that there was nothing to compare with."""
    assert sign(office, "制表", "2026-01").exit_code == 0
    (act,) = read_register(office.outputs)[0]
    assert dict(act.reasons) == {RULE: "2026-01是系统中的第一个月，没有上月可比，不列异动"}


def test_nobody_signs_before_every_line_has_its_reason(office: Mini) -> None:
    """Refused without the list, with an empty one, with one line left; each time with the next step."""
    assert "请先运行 xinchou gate 2026-02" in sign(office, "制表").stderr
    said(office)
    assert "还有5条没有说明" in sign(office, "制表").stderr
    last = gate_of(place_of(office)).lines[-1]
    fill(office, {last.id: ""})
    assert "还有1条没有说明" in sign(office, "制表").stderr
    assert read_register(office.outputs)[0] == []


def test_the_reasons_stand_in_the_first_signature_only(office: Mini) -> None:
    """What 主办会计 signs after it is bound to it by the chain."""
    said(office)
    fill(office)
    assert [sign(office, role).exit_code for role in ROLES] == [0, 0]
    first, second = read_register(office.outputs)[0]
    assert set(first.reasons) == {RULE, BOOK, *(line.id for line in gate_of(place_of(office)).lines)}
    assert dict(second.reasons) == {}


def test_a_list_changed_after_the_signature_is_found(office: Mini) -> None:
    """``verify`` names it; put back as it was, all is well."""
    said(office)
    path = fill(office)
    signed = path.read_bytes()
    assert sign(office, "制表").exit_code == 0
    assert office.command("verify", MONTH).exit_code == 0
    _reworded(path)
    result = office.command("verify", MONTH)
    assert result.exit_code == 1
    assert "“签字前异动_2026-02.xlsx”被改动" in result.stdout
    path.write_bytes(signed)
    assert office.command("verify", MONTH).exit_code == 0


def test_no_number_of_an_account_reaches_the_register(office: Mini) -> None:
    """The names of the lines hold neither account nor ID card."""
    said(office)
    fill(office)
    sign(office, "制表")
    text = json.dumps([dict(act.reasons) for act in read_register(office.outputs)[0]], ensure_ascii=False)
    assert "银行账号变动-1001" in text
    assert "6222" not in text
    assert "3201" not in text


def _reworded(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    for row in book.active.iter_rows(min_row=6):
        for cell in row:
            if cell.value == "已核对，属实":
                cell.value = "没有核对"
    book.save(path)


def test_the_list_is_where_the_command_says(office: Mini) -> None:
    """Beside the signatures of the month, never in its result."""
    assert str(gate_path(office.outputs, MONTH)) in said(office)
    assert gate_path(office.outputs, MONTH).is_file()
