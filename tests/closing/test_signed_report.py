"""The report with the signatures is the report, but for the cells of the sign-off block."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from itertools import chain
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from pipeline.reports import pay_layout
from pipeline.reports.pay_report import write_pay_report
from pipeline.reports.signed_report import SHEET, NoBlock, Signature, signed_report
from tests.closing.months import ROLES
from tests.reports.test_pay_report import make_report

AT = "2026-02-03T10:20:30+08:00"
NAMES = ("赵一", "钱 & <二>", r"孙\1三", "李四\x00")
SIGNED = [
    Signature(role, name, AT, f"{place:016x}") for place, (role, name) in enumerate(zip(ROLES, NAMES, strict=True))
]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The report of twenty people."""
    path = tmp_path_factory.mktemp("report") / "report.xlsx"
    write_pay_report(path, make_report())
    return path.read_bytes()


def parts(book: bytes) -> dict[str, bytes]:
    """Every part with its bytes."""
    with zipfile.ZipFile(BytesIO(book)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def cells(book: bytes) -> dict[tuple[str, str], tuple[object, ...]]:
    """Every cell of every sheet: formula or value, and its look."""
    sheets = openpyxl.load_workbook(BytesIO(book))
    rows = chain.from_iterable(sheet.iter_rows() for sheet in sheets)
    found = chain.from_iterable(rows)
    return {(cell.parent.title, cell.coordinate): (cell.value, cell.style_id) for cell in found}


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_only_the_cells_below_the_roles_change(report: bytes, count: int) -> None:
    """Cell by cell: same formulas, values and looks; name, moment and fingerprint stand below each role that signed."""
    before, after = cells(report), cells(signed_report(report, SIGNED[:count]))
    assert before.keys() == after.keys()
    changed = {place: after[place] for place in before if before[place] != after[place]}
    assert {sheet for sheet, _cell in changed} == {SHEET}
    assert [before[place][1] for place in changed] == [look for _value, look in changed.values()]
    shown = [line.replace("\x00", "�") for one in SIGNED[:count] for line in one.lines]
    assert sorted(str(value) for value, _look in changed.values()) == sorted(shown)
    assert {before[place][0] for place in changed} == {"姓名：", "日期：　　　　年　　月　　日"}
    for (sheet, cell), (value, _look) in changed.items():
        role = _role_above(after, sheet, cell)
        one = next(one for one in SIGNED if one.role == role)
        assert str(value) in [line.replace("\x00", "�") for line in one.lines]


def _role_above(found: dict[tuple[str, str], tuple[object, ...]], sheet: str, cell: str) -> object:
    column, row = re.fullmatch(r"([A-Z]+)([0-9]+)", cell).groups()  # type: ignore[union-attr]
    above = (found[sheet, f"{column}{int(row) - back}"][0] for back in (1, 2))
    return next(value for value in above if value in ROLES)


def test_every_other_part_keeps_its_bytes(report: bytes) -> None:
    """Packed as they were, in the same order; of the sheet only the cells differ."""
    before, after = parts(report), parts(signed_report(report, SIGNED))
    assert list(before) == list(after)
    assert [name for name in before if before[name] != after[name]] == ["xl/worksheets/sheet1.xml"]
    sheet = re.sub(rb' t="inlineStr"><is>.*?</is></c>', b"", after["xl/worksheets/sheet1.xml"])
    wanted = before["xl/worksheets/sheet1.xml"]
    for cell in re.findall(rb'<c r="[A-Z]+[0-9]+" s="[0-9]+"(?=<c |</row>)', sheet):
        wanted = re.sub(re.escape(cell) + rb' t="s"><v>[0-9]+</v></c>', cell, wanted)
    assert sheet == wanted


def test_the_same_signatures_give_the_same_bytes(report: bytes) -> None:
    """Whoever makes it; other signatures give others."""
    assert signed_report(report, SIGNED) == signed_report(report, SIGNED)
    assert signed_report(report, SIGNED) != signed_report(report, SIGNED[:3])


def test_other_programs_read_it(report: bytes) -> None:
    """Names, moments and fingerprints as they stand in the register."""
    rows = CalamineWorkbook.from_filelike(BytesIO(signed_report(report, SIGNED))).get_sheet_by_name(SHEET).to_python()
    words = [word for row in rows for word in row]
    assert "姓名：赵一　　签字指纹：0000000000000000" in words
    assert "日期：2026年02月03日 10:20:30" in words


def test_a_role_without_a_place_is_named(report: bytes) -> None:
    """Also where the workbook is no report at all."""
    with pytest.raises(NoBlock, match="总经理"):
        signed_report(report, [replace(SIGNED[0], role="总经理")])
    book = BytesIO()
    openpyxl.Workbook().save(book)
    with pytest.raises(NoBlock):
        signed_report(book.getvalue(), SIGNED)


@pytest.mark.parametrize("roles", [("经理",), ("制表", "经理"), ROLES, (*ROLES, "复核", "出纳")])
def test_any_number_of_roles_has_its_places(tmp_path: Path, roles: tuple[str, ...]) -> None:
    """A branch may have fewer or more of them; a post of the same name in the table is no role."""
    path = tmp_path / "report.xlsx"
    write_pay_report(path, replace(make_report(), sign_off=roles))
    made = signed_report(path.read_bytes(), [Signature(role, role * 2, AT, "ab") for role in roles])
    words = [value for value, _look in cells(made).values()]
    assert [f"姓名：{role * 2}　　签字指纹：ab" in words for role in roles] == [True] * len(roles)


def test_the_sheet_is_the_one_the_report_writes() -> None:
    """Both go by the same name."""
    assert pay_layout.SHEET == SHEET
