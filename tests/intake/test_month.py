"""A whole month: every file once, pieces put together, what is missing told, file names changing nothing."""

from __future__ import annotations

import os
import re
import shutil
import socket
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from pipeline.findings import Finding, catalogue_cells, catalogue_intake
from pipeline.intake.month import Month, list_files, read_month
from pipeline.intake.settings import IntakeSettings
from pipeline.period import Period
from schemas.intake import ATTENDANCE_DAYS, KINDS, PROVENANCE, SOURCES
from tests.branches.layouts import write_branch
from tests.branches.model import make_branch

CONDUCT = ["日期", "工号", "类别", "是否有效"]


def write(path: Path, *rows: list[Any]) -> None:
    """A workbook of one sheet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("表")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)


def conduct(path: Path, number: str = "1001") -> None:
    """A workbook with one event."""
    write(path, CONDUCT, ["2026-01-05", number, "投诉", "是"])


def month_of(folder: Path) -> Month:
    """January 2026 of a folder."""
    return read_month(folder, Period(2026, 1), IntakeSettings())


def one(month: Month, code: str) -> Finding:
    """The one finding of a code."""
    found = [each for each in month.findings if each.code == code]
    assert len(found) == 1, month.findings
    return found[0]


def plain(value: Any) -> Any:
    """A value with its figures as decimals without the zeros behind their point."""
    is_figure = isinstance(value, Decimal | int) and not isinstance(value, bool)
    return Decimal(value).normalize() if is_figure else value


@pytest.mark.parametrize(
    ("seed", "variety"), [(1, "plain"), (2, "realistic"), (3, "realistic"), (4, "wild"), (5, "wild")]
)
def test_every_fact_of_a_branch_comes_back(tmp_path: Path, seed: int, variety: str) -> None:
    """Whatever the layouts and their noise, the facts are those of the model, and nothing stops."""
    branch = make_branch(seed, "2026-01", people=20, customers=60)
    write_branch(branch, tmp_path, seed=seed, variety=variety)
    month = month_of(tmp_path)
    assert [found for found in month.findings if found.stops and found.code != "S12"] == []
    for kind in KINDS:
        names = [column for column in kind.columns if column.name not in PROVENANCE]
        delivered = branch.get(kind.heading, ())
        expected = [tuple(fact(row.get(column.heading), column.name) for column in names) for row in delivered]
        records = month.tables[kind.name].to_pylist()
        found = [tuple(plain(record[column.name]) for column in names) for record in records]
        assert sorted(map(str, found)) == sorted(map(str, expected)), kind.heading


def fact(value: Any, name: str) -> Any:
    """A value of the model as the table holds it."""
    if name == "share" and value is None:
        return Decimal(1)
    if name == "is_valid":
        return value == "是"
    return plain(value)


def test_tables_have_their_exact_schemas(tmp_path: Path) -> None:
    """Every kind is there, empty or not."""
    conduct(tmp_path / "a.xlsx")
    month = month_of(tmp_path)
    for table in (*KINDS, ATTENDANCE_DAYS, SOURCES):
        assert month.tables[table.name].schema == table.arrow_schema
    assert month.tables["conduct"].num_rows == 1


def test_places_lead_back_to_the_cell(tmp_path: Path) -> None:
    """Source, row and column give file, sheet and address."""
    conduct(tmp_path / "下" / "a.xlsx")
    month = month_of(tmp_path)
    record = month.tables["conduct"].to_pylist()[0]
    source = record["source"]
    assert month.places.address(source, record["row"], "conduct_kind") == "C2"
    assert (month.places.file(source), month.places.sheet(source)) == ("下/a.xlsx", "表")
    assert (month.places.address(source, 2, "note"), month.places.address(99, 2, "note")) == ("", "")


def test_file_names_and_order_change_no_record(tmp_path: Path) -> None:
    """The same two files under other names give the same records in the same order."""
    first, second = tmp_path / "one", tmp_path / "two"
    conduct(first / "a.xlsx", "1002")
    conduct(first / "b.xlsx", "1001")
    second.mkdir()
    shutil.copy(first / "a.xlsx", second / "z.xlsx")
    shutil.copy(first / "b.xlsx", second / "c.xlsx")
    names = [name for name in month_of(first).tables["conduct"].column_names if name not in PROVENANCE]
    assert month_of(first).tables["conduct"].select(names) == month_of(second).tables["conduct"].select(names)


def test_the_list_of_sources(tmp_path: Path) -> None:
    """One row per table of a sheet, kinds in Chinese, with the number of records."""
    conduct(tmp_path / "a.xlsx")
    write(tmp_path / "b.xlsx", ["说明"], ["请按时报送"])
    sources = month_of(tmp_path).tables["sources"].to_pylist()
    assert [(each["source"], each["file"], each["kind"], each["records"]) for each in sources] == [
        (1, "a.xlsx", "违规投诉", 1),
        (2, "b.xlsx", "未识别", 0),
    ]


def test_hashes_are_those_of_the_bytes(tmp_path: Path) -> None:
    """By name, sorted."""
    import hashlib

    conduct(tmp_path / "b.xlsx", "2")
    conduct(tmp_path / "a.xlsx", "1")
    files = month_of(tmp_path).files
    assert list(files) == ["a.xlsx", "b.xlsx"]
    assert files["a.xlsx"] == hashlib.sha256((tmp_path / "a.xlsx").read_bytes()).hexdigest()


def test_s12_s13_what_is_missing_is_told(tmp_path: Path) -> None:
    """A stop for what a month needs, a notice for what may not have happened, nothing for opening balances."""
    conduct(tmp_path / "a.xlsx")
    month = month_of(tmp_path)
    needed = [found.message for found in month.findings if found.code == "S12"]
    assert sorted(needed) == sorted(
        f"本月文件中没有“{kind}”的记录" for kind in ("花名册", "客户业绩", "客户关系", "考勤", "职责考核", "社保及专项")
    )
    absent = [found.message for found in month.findings if found.code == "S13"]
    assert sorted(absent) == sorted(
        f"本月文件中没有“{kind}”的记录，按没有发生处理" for kind in ("产品销售", "出访单", "手工调整")
    )
    roster = next(found for found in month.findings if "花名册" in found.message)
    assert roster.expected == "含有以下列的工作表：工号、姓名、团队、岗位、入职日期"
    social = next(found for found in month.findings if "社保及专项" in found.message)
    assert social.expected == ("含有以下列的工作表：工号、基本养老保险费、基本医疗保险费、失业保险费、住房公积金")


def test_s33_a_name_that_is_not_the_one_of_the_roster(tmp_path: Path) -> None:
    """One notice per person and sheet; a remark behind the name is no other name."""
    rest = ["一", "兼职", "2025-01-01"]
    roster = ["工号", "姓名", "团队", "岗位", "入职日期"]
    write(tmp_path / "a.xlsx", roster, ["1001", "张三", *rest], ["1002", "李四", *rest])
    row = ["2026-01-05", "1001", "别人", "投诉", "是"]
    write(tmp_path / "b.xlsx", ["日期", "工号", "姓名", "类别", "是否有效"], row, ["2026-01-06", *row[1:]],
          ["2026-01-05", "1002", "李 四（离职）", "投诉", "是"])  # fmt: skip
    found = one(month_of(tmp_path), "S33")
    assert (found.place, found.message) == (
        "b.xlsx [表] C2", "工号1001的姓名为“别人”，花名册中是“张三”；按工号计算"
    )  # fmt: skip


def test_s41_a_grade_decided_under_another_name(tmp_path: Path) -> None:
    """The 工号 and the name are two persons: a stop, since either may be meant; a remark is no other name."""
    rest = ["一", "客户经理", "2025-01-01"]
    roster = ["工号", "姓名", "团队", "岗位", "入职日期"]
    write(tmp_path / "a.xlsx", roster, ["1001", "张三", *rest], ["1002", "李四", *rest])
    write(tmp_path / "b.xlsx", ["工号", "姓名", "决定级别", "事由", "审批人"], ["1001", "李四", "高级", "考核", "王"],
          ["1002", "李四（代）", "高级", "考核", "王"])  # fmt: skip
    found = one(month_of(tmp_path), "S41")
    assert (found.place, found.stops, found.message) == (
        "b.xlsx [表] B2", True, "工号1001的级别决定写的姓名是“李四”，而这个工号是“张三”：不知道决定的是谁"
    )  # fmt: skip


def test_an_empty_sheet_of_what_may_be_absent_is_told_once(tmp_path: Path) -> None:
    """It says that nothing happened; of what a month needs it is as good as none."""
    write(tmp_path / "a.xlsx", CONDUCT)
    write(tmp_path / "b.xlsx", ["工号", "姓名", "团队", "岗位", "入职日期"])
    month = month_of(tmp_path)
    assert not any(found.code == "S13" and "违规投诉" in found.message for found in month.findings)
    assert any(found.code == "S12" and "花名册" in found.message for found in month.findings)
    assert [found.code for found in month.findings].count("S09") == 2


def test_s14_no_folder(tmp_path: Path) -> None:
    """One clear finding instead of eleven."""
    month = month_of(tmp_path / "2026-01")
    assert one(month, "S14").message == "找不到本月的文件夹"
    assert len(month.findings) == 1
    assert month.findings[0].expected == f"文件夹“{tmp_path / '2026-01'}”"


def test_s15_an_empty_folder(tmp_path: Path) -> None:
    """What the system leaves in a folder is not input."""
    (tmp_path / ".DS_Store").touch()
    (tmp_path / "Thumbs.db").touch()
    month = month_of(tmp_path)
    assert one(month, "S15").message == "本月的文件夹里没有可读的文件"
    assert len(month.findings) == 1


def test_s16_the_same_file_twice_is_one_finding(tmp_path: Path) -> None:
    """Read once, told once, whatever the number of records."""
    conduct(tmp_path / "a.xlsx")
    shutil.copy(tmp_path / "a.xlsx", tmp_path / "b.xlsx")
    month = month_of(tmp_path)
    assert (one(month, "S16").place, one(month, "S16").message) == (
        "b.xlsx",
        "与“a.xlsx”的内容逐字节相同，只读取了“a.xlsx”",
    )
    assert month.tables["conduct"].num_rows == 1
    assert set(month.files) == {"a.xlsx", "b.xlsx"}


def test_s17_an_open_workbook_is_told(tmp_path: Path) -> None:
    """The lock file says that someone has it open."""
    conduct(tmp_path / "考勤.xlsx")
    (tmp_path / "~$考勤.xlsx").write_bytes(b"x")
    assert one(month_of(tmp_path), "S17").message == (
        "发现“~$考勤.xlsx”，说明有人正打开“考勤.xlsx”，读到的是最后一次保存的内容"
    )


def test_s18_links_are_not_followed(tmp_path: Path) -> None:
    """Neither to files nor to folders."""
    conduct(tmp_path / "elsewhere" / "a.xlsx")
    (tmp_path / "month").mkdir()
    try:
        (tmp_path / "month" / "链接.xlsx").symlink_to(tmp_path / "elsewhere" / "a.xlsx")
        (tmp_path / "month" / "文件夹").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    except OSError:
        pytest.skip("no symbolic links here")
    month = month_of(tmp_path / "month")
    assert {found.message for found in month.findings if found.code == "S18"} == {
        "“链接.xlsx”是符号链接，未读取",
        "“文件夹”是符号链接，未读取",
    }
    assert month.files == {}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_s34_pipes_and_sockets_are_not_read(tmp_path: Path) -> None:
    """Reading one would wait for ever."""
    os.mkfifo(tmp_path / "管道.xlsx")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.path.relpath(tmp_path / "s.csv"))
        month = month_of(tmp_path)
    assert [found.message for found in month.findings if found.code == "S34"] == [
        "“s.csv”是管道、套接字或设备，不是普通文件，未读取",
        "“管道.xlsx”是管道、套接字或设备，不是普通文件，未读取",
    ]
    assert (month.files, one(month, "S15").level) == ({}, "阻断")


def test_s19_a_folder_we_may_not_look_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies in it is not silently left out."""
    conduct(tmp_path / "人员" / "a.xlsx")
    look = os.scandir

    def refuse(place: str) -> object:
        if Path(place).name == "人员":
            raise PermissionError(13, "Permission denied", place)
        return look(place)

    monkeypatch.setattr(os, "scandir", refuse)
    assert [(found.code, found.place, found.message) for found in list_files(tmp_path)[1]] == [
        ("S19", "人员", "读取此文件的程序中断：Permission denied"),
        ("S15", "", "本月的文件夹里没有可读的文件"),
    ]


def test_s19_a_reader_that_dies_costs_only_its_file() -> None:
    """The cause stands in the finding."""
    from pipeline.intake.month import died

    tables = died("坏.xlsx", "内存不足")
    assert tables.sheets == ()
    assert tables.findings[0].code == "S19"
    assert tables.findings[0].message == "读取此文件的程序中断：内存不足"


def test_every_code_of_intake_is_provoked_by_a_test() -> None:
    """A code without a test is a promise nobody checked."""
    here = Path(__file__).parent
    tests = "".join(path.read_text(encoding="utf-8") for path in sorted(here.glob("test_*.py")))
    provoked = set(re.findall(r"\b[SC]\d\d\b", tests))
    assert {*catalogue_intake.ENTRIES, *catalogue_cells.ENTRIES} <= provoked
