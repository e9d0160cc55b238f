"""Whoever tampers with the register, what is signed, or the office, is stopped before anybody builds on it."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.archive.places import RUN_JSON
from pipeline.closing.acts import by_hand, close, refuse, refuse_closed, sign
from pipeline.closing.errors import Refused
from pipeline.closing.office import Office, Signer
from pipeline.closing.register import PREPARED, REGISTER, read_register
from pipeline.closing.signed import copy_name
from pipeline.closing.states import plain
from pipeline.closing.verify import verify
from tests.closing.months import AT, ROLES, Year, close_month, hand, office, run, sign_all, signers_text

MONTH = "2026-01"


@pytest.fixture
def year(tmp_path: Path) -> Year:
    """One month, run."""
    made = Year(tmp_path)
    run(made.month(MONTH))
    return made


@pytest.mark.parametrize("lines", [0, 2, None])
def test_a_register_shortened_or_gone_opens_no_sealed_month(year: Year, lines: int | None) -> None:
    """The files of the acts betray it; nothing is computed."""
    close_month(year.month(MONTH))
    register = year.acts / REGISTER
    kept = register.read_bytes().splitlines(keepends=True)
    register.unlink()
    if lines is not None:
        register.write_bytes(b"".join(kept[:lines]))
    with pytest.raises(Refused, match=r"登记簿被改动过.*xinchou verify --all"):
        refuse_closed(year.outputs, MONTH)


def test_without_a_register_or_with_an_unfinished_act_months_are_run(year: Year) -> None:
    """A first month needs none; a killed signature is no tampering."""
    refuse_closed(year.outputs, MONTH)
    sign_all(year.month(MONTH), 1)
    own = year.acts / read_register(year.outputs)[0][-1].file
    own.rename(own.with_name(own.name + PREPARED))
    refuse_closed(year.outputs, MONTH)


@pytest.mark.parametrize("content", [b"x", None])
def test_nobody_goes_on_over_an_altered_signed_report(year: Year, content: bytes | None) -> None:
    """Neither the next signer nor the seal."""
    place = year.month(MONTH)
    sign_all(place, 3)
    copy = year.acts / copy_name(MONTH)
    whole = copy.read_bytes()
    _put(copy, content)
    with pytest.raises(Refused, match="带签字的报表"):
        sign(place, office(), hand(3))
    copy.write_bytes(whole)
    sign(place, office(), hand(3))
    _put(copy, content)
    with pytest.raises(Refused, match="带签字的报表"):
        close(place, office(), AT)


def _put(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)


@pytest.mark.parametrize("where", ["present", "gone", "prepared"])
def test_a_last_act_made_to_look_unfinished_hides_no_forged_report(year: Year, where: str) -> None:
    """Prepared or in its place, the report is the one of before or after the act."""
    close_month(year.month(MONTH))
    own = year.acts / read_register(year.outputs)[0][-1].file
    own.rename(own.with_name(own.name + PREPARED))
    copy = year.acts / copy_name(MONTH)
    if where == "prepared":
        copy.with_name(copy.name + PREPARED).write_bytes(b"x")
    else:
        _put(copy, b"x" if where == "present" else None)
    assert copy.name in year.words()


@pytest.mark.parametrize(
    "name",
    [
        "签核/2026-01/x.准备",
        "签核/2026-01/0001_签字_制表.json.准备",
        "签核/.x",
        "2026-01/.x",
        "2026-01/x.准备",
        "签核/x/y",
    ],
)
def test_what_nobody_reads_is_named_all_the_same(year: Year, name: str) -> None:
    """Dot files and prepared files of no command; what systems leave is no finding."""
    close_month(year.month(MONTH))
    for left in ("desktop.ini", ".DS_Store", "~$考勤.xlsx", "Thumbs.db"):
        (year.outputs / MONTH / left).write_bytes(b"x")
        (year.acts / left).write_bytes(b"x")
    assert year.words() == ""
    path = year.outputs / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"x")
    assert name.rpartition("/")[2] in year.words()


def test_links_and_empty_folders_are_named(year: Year) -> None:
    """In the results, with the register, and links among what was delivered."""
    close_month(year.month(MONTH))
    for place in (year.outputs / MONTH, year.acts, year.inputs / MONTH):
        os.symlink(year.outputs, place / "链接")
        assert "“链接”是链接" in year.words(), place
        (place / "链接").unlink()
    for place in (year.outputs / MONTH, year.acts):
        (place / "空").mkdir()
        assert "“空”是后来添加的空文件夹" in year.words(), place
        (place / "空").rmdir()
    assert year.words() == ""


def test_a_seal_is_signed_where_a_key_is_given(year: Year) -> None:
    """And proved like a signature; without one ``verify`` says what cannot be proved."""
    place = year.month(MONTH)
    sign_all(place)
    act = close(place, office(), AT, hand(3))
    assert (act.role, act.name) == ("经理", "李四")
    assert (year.words(), year.verify().unsigned) == ("", "")
    forged = replace(act, at="2027-01-01T00:00:00+08:00")
    register = year.acts / REGISTER
    register.write_bytes(b"".join([*register.read_bytes().splitlines(keepends=True)[:-1], forged.line() + b"\n"]))
    (year.acts / forged.file).write_bytes(forged.line() + b"\n")
    assert "的封存与签名不符" in year.words()


def test_an_unsigned_last_act_is_told(year: Year) -> None:
    """Only a fingerprint written down proves it."""
    act = close_month(year.month(MONTH))
    assert year.verify().unsigned == "2026-01 封存"
    assert by_hand(act, office(), None) is act


def _with_signers(year: Year, text: str) -> None:
    """The configuration kept beside the result names these signers."""
    place = year.month(MONTH)
    settings = place.result / f"设定_{MONTH}.yaml"
    settings.write_text(text, encoding="utf-8")
    record = json.loads((place.result / RUN_JSON).read_bytes())
    from pipeline.archive.record import file_sha256

    record["outputs"][settings.name] = file_sha256(settings)
    (place.result / RUN_JSON).write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


OFFICE_TEXT = "sign_off: [制表, 主办会计, 副经理(经理助理), 经理]\n"


def test_roles_or_signers_changed_since_the_run_are_refused(year: Year) -> None:
    """The month is run again first."""
    _with_signers(year, OFFICE_TEXT + signers_text())
    place, own = year.month(MONTH), office()
    fewer = replace(own, roles=("制表",))
    with pytest.raises(Refused, match="请重新运行 xinchou run 2026-01"):
        sign(place, fewer, hand(0))
    sign_all(place)
    with pytest.raises(Refused, match="请重新运行 xinchou run 2026-01"):
        close(place, fewer, AT)


def test_a_later_change_of_the_office_leaves_the_past_proved(year: Year) -> None:
    """By the configuration of its time; keys that only it names are told."""
    _with_signers(year, OFFICE_TEXT + signers_text())
    close_month(year.month(MONTH))
    later = Office((*ROLES, "复核"), (Signer("制表", "新人", "0" * 64),))
    found = verify(year.inputs, year.outputs, later)
    assert found.problems == ()
    assert len(found.former) == len(ROLES)


def test_one_person_under_two_spellings_is_one() -> None:
    """Width and blanks make nobody another."""
    assert plain(" 赵　一Ａ") == plain("赵一A")


def test_an_altered_record_of_an_open_month_is_named(year: Year) -> None:
    """Also where no signature counts; a month run anew is no tampering."""
    place = year.month(MONTH)
    sign_all(place, 1)
    refuse(place, office(), hand(1), "底薪有误")
    run(place, 2)
    assert year.words() == ""
    sign_all(place, 1)
    refuse(place, office(), hand(1), "底薪有误")
    record = place.result / RUN_JSON
    whole = record.read_bytes()
    record.write_bytes(whole + b"\n")
    assert "run.json被改动" in year.words()
    record.write_bytes(b"{")
    assert "run.json缺失或读不出" in year.words()
