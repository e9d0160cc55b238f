"""会议登记 by meeting with lists of names, and as the sign-in sheet of persons and days."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.intake.month import Month
from pipeline.intake.sheets import FileTables
from tests.intake.raw_sheets import only, read, records, said
from tests.intake.test_duties import month_of, write

REGISTER = ["日期", "会议类型", "团队", "应到人数", "实到人数", "缺席人员", "请假人员"]


def listed(tables: FileTables) -> list[tuple[Any, ...]]:
    """Who is named how, and where, in the tables of names."""
    return [
        (row["meeting_day"].day, row["meeting_kind"], row["employee_id"], row["attended"], sheet.letters["employee_id"])
        for at, sheet in enumerate(tables.sheets)
        if sheet.is_by_name
        for row in records(tables, at)
    ]


def test_those_who_are_listed_have_a_record_each() -> None:
    """Beside the meeting itself; separators and spaces as people write them, 全勤 is nobody."""
    tables = read(
        [
            REGISTER,
            ["2026-01-05", "周例会", "一部", 6, 5, "汪海", ""],
            ["2026-01-12", "周会", "一部", "6人", 6, "全勤", "无"],
            ["2026-01-19", "周例会", "一部", 6, 2, "汪海、李 四\n王小五", "赵六"],
            ["2026-01-26", "周例会", "一部", 6, 4, "汪海 李四", ""],
        ]
    )
    assert tables.findings == ()
    assert [row["employee_id"] for row in records(tables)] == [None] * 4
    assert listed(tables) == [
        (5, "周例会", "汪海", "缺席", "F"),
        (19, "周例会", "汪海", "缺席", "F"),
        (19, "周例会", "李四", "缺席", "F"),
        (19, "周例会", "王小五", "缺席", "F"),
        (26, "周例会", "汪海", "缺席", "F"),
        (26, "周例会", "李四", "缺席", "F"),
        (19, "周例会", "赵六", "请假", "G"),
    ]


def test_a_remark_behind_a_name_says_why_he_was_away() -> None:
    """On leave, or late; a journey is neither absence nor leave, and its name finds nobody."""
    rows = [
        ["日期", "会议类型", "缺席人员", "迟到人员"],
        ["2026-01-05", "晨会", "汪海（病假），李四(出差)", "王五(迟到)；赵六"],
    ]
    assert [(name, attended) for _, _, name, attended, _ in listed(read(rows))] == [
        ("汪海", "请假"),
        ("李四(出差)", "缺席"),
        ("王五", "迟到"),
        ("赵六", "迟到"),
    ]


@pytest.mark.parametrize(
    ("due", "came", "absent", "leave", "stops"),
    [
        (6, 5, "汪海", "", False),
        (6, 4, "汪海", "李四", False),
        (6, 5, "", "", True),
        (6, 5, "汪海", "李四", True),
        (6, 6, "汪海", "", True),
        ("", 5, "汪海", "", False),
    ],
)
def test_s45_the_numbers_and_the_names_must_agree(due: Any, came: Any, absent: str, leave: str, stops: bool) -> None:
    """Due less came is those named as absent or on leave."""
    tables = read([REGISTER, ["2026-01-05", "周例会", "一部", due, came, absent, leave]])
    assert [found.code for found in tables.findings] == (["S45"] if stops else [])


def test_s45_who_came_does_not_say_who_was_to_come() -> None:
    """Unless their number does; nobody need be named where all came, nor where the meeting was not held."""
    bare = ["日期", "会议类型", "出席人员"]
    found = only(read([bare, ["2026-01-05", "周例会", "张三、李四"]]), "S45")
    assert said(found) == ("甲.xlsx [表] C2", "2026-01-05的周例会只写了到会的，没有写缺席的，看不出谁没有到")
    counted = [[*bare, "应到人数"], ["2026-01-05", "周例会", "张三、李四", 2], ["2026-01-12", "周例会", "张三", 2]]
    tables = read(counted)
    assert only(tables, "S45").message == "2026-01-12的周例会应到2人、到会1人，而缺席和请假的写了0人，看不出谁没有到"
    assert [attended for *_, attended, _ in listed(tables)] == ["出席"] * 3
    numbers = [
        ["日期", "会议类型", "是否召开", "应到", "实到"],
        ["2026-01-05", "晨会", "是", 3, 3],
        ["2026-01-06", "晨会", "取消", 3, 0],
    ]
    assert read(numbers).findings == ()


def test_a_row_with_a_number_is_about_that_person_alone() -> None:
    """参会人员 is his name then."""
    tables = read([["日期", "会议名称", "工号", "参会人员", "签到情况"], ["2026-01-05", "晨会", "1001", "张三", "√"]])
    assert tables.findings == ()
    assert [(row["employee_id"], row["attended"]) for row in records(tables)] == [("1001", "出席")]
    assert len(tables.sheets) == 1


ROSTER = ["工号", "姓名", "团队", "岗位", "入职日期"]


def meetings_of(folder: Path, *rows: list[Any]) -> Month:
    """A month with four persons, two of one name, and this register."""
    people = [["1001", "张三"], ["1002", "李四"], ["1003", "李四"], ["1004", "王 五（代）"]]
    write(folder / "花名册.xlsx", ROSTER, *[[*person, "一部", "客户经理", "2025-01-01"] for person in people])
    write(folder / "例会.xlsx", *rows)
    return month_of(folder)


def test_c23_names_are_the_persons_of_the_roster(tmp_path: Path) -> None:
    """By name or by number; a name of two, or of nobody, is told at its cell."""
    month = meetings_of(
        tmp_path,
        ["日期", "会议类型", "缺席人员"],
        ["2026-01-05", "周例会", "张三、1003、王五"],
        ["2026-01-12", "周例会", "李四、赵六"],
    )
    named = [row for row in month.tables["meetings"].to_pylist() if row["attended"] is not None]
    assert sorted((row["meeting_day"].day, row["employee_id"] or "") for row in named) == [
        (5, "1001"),
        (5, "1003"),
        (5, "1004"),
        (12, ""),
        (12, ""),
    ]
    assert {month.places.address(row["source"], row["row"], "employee_id") for row in named} == {"C2", "C3"}
    told = [found for found in month.findings if found.code == "C23"]
    assert [said(found) for found in told] == [
        ("例会.xlsx [表] C3", "“李四”在花名册中对不上一个人（同名的有1002、1003）"),
        ("例会.xlsx [表] C3", "“赵六”在花名册中对不上一个人"),
    ]
    assert all(found.stops for found in told)


SIGNED: list[list[Any]] = [
    ["2026年1月部门晨会签到表"],
    ["序号", "工号", "姓名", "团队", datetime(2026, 1, 5), "1月6日", 7.0, "1/8", "9日(五)"],
    [1, "1001", "张三", "一部", "√", "×", "", "/", "迟到"],
    [2, "1002", "李四", "一部", "✓", "事假", "", "√", "出席"],
    ["备注：√出席 ×缺席"],
]


def test_a_sign_in_sheet_has_a_record_per_person_and_day() -> None:
    """A day nobody signed had no meeting; who need not come has no record; every value has its cell."""
    tables = read(SIGNED)
    assert tables.findings == ()
    assert {(sheet.kind, sheet.layout) for sheet in tables.sheets} == {("meetings", "会议签到表")}
    made = [
        (row["meeting_day"].day, row["employee_id"], row["attended"], sheet.letters["attended"])
        for at, sheet in enumerate(tables.sheets)
        for row in records(tables, at)
    ]
    assert made == [
        (5, "1001", "出席", "E"),
        (5, "1002", "出席", "E"),
        (6, "1001", "缺席", "F"),
        (6, "1002", "请假", "F"),
        (8, "1002", "出席", "H"),
        (9, "1001", "迟到", "I"),
        (9, "1002", "出席", "I"),
    ]
    first = records(tables)[0]
    assert (first["meeting_day"], first["meeting_kind"], first["team"]) == (date(2026, 1, 5), "晨会", "一部")
    assert tables.sheets[0].places[(3, "meeting_day")] == "E2"
    assert [(each.name, each.cell) for each in tables.sheets[0].names] == [("张三", "C3"), ("李四", "C4")]


def test_days_under_a_merged_heading_and_persons_by_name(tmp_path: Path) -> None:
    """The days stand in the second row; the roster gives the numbers."""
    month = meetings_of(tmp_path, ["周例会签到"], ["姓名", "签到情况", ""], ["", "5日", "12日"], ["张三", "√", "×"])
    assert [
        (row["meeting_day"].day, row["employee_id"], row["attended"], row["meeting_kind"])
        for row in month.tables["meetings"].to_pylist()
    ] == [
        (5, "1001", "出席", "周例会"),
        (12, "1001", "缺席", "周例会"),
    ]


def test_c24_c09_c19_cells_of_a_sign_in_sheet_nobody_can_read() -> None:
    """A blank where others signed, a mark without a meaning, a day of another month."""
    rows: list[list[Any]] = [
        ["晨会"],
        ["工号", "姓名", "5日", "6日", "2月2日"],
        ["1001", "张三", "", "√", "√"],
        ["1002", "李四", "√", "△", ""],
    ]
    found = {each.code: said(each) for each in read(rows).findings}
    assert found == {
        "C24": ("甲.xlsx [表] C3", "2026-01-05有人签到，而这一格是空的，看不出是否到会"),
        "C09": ("甲.xlsx [表] D4", "“到会情况”为“△”，不在可选项中"),
        "C19": ("甲.xlsx [表] E2", "“会议日期”为“2月2日”，不在2026-01之内"),
    }


@pytest.mark.parametrize("title", ["例会签到表", "晨会、周例会签到表"])
def test_s46_a_sign_in_sheet_of_no_one_kind_of_meeting(title: str) -> None:
    """The name says that it is of meetings, and not of which."""
    found = only(read([[title], ["工号", "姓名", "5日"], ["1001", "张三", "√"]]), "S46")
    assert found.message == f"“{title}”的签到表没有写明是哪一种会议，未读取"


def test_a_register_of_persons_and_dates_is_no_sign_in_sheet() -> None:
    """Whatever its name: the dates stand in its rows, not over them, also where a heading is wrong."""
    rows = [
        ["会议登记"],
        ["工号", "姓名", "会议日期", "会议类别", "到会情况"],
        ["1001", "张三", "2026-01-05", "晨会", "出席"],
    ]
    assert [(row["employee_id"], row["meeting_day"]) for row in records(read(rows))] == [("1001", date(2026, 1, 5))]
    wrong = [rows[0], ["工号", "姓名", "会议日期", "会议类", "到会情况"], rows[2]]
    assert only(read(wrong), "S01").message.startswith("第2行像是“会议登记”的标题，但缺少：会议类别")


def test_attendance_stays_attendance() -> None:
    """The same marks under a title of attendance, or under none."""
    days = list(range(1, 32))
    for title in ("2026年1月考勤表（含晨会）", "一部"):
        rows = [[title], ["工号", "姓名", *days], ["1001", "张三", *["√"] * 31]]
        assert read(rows).sheets[0].kind == "attendance"
    rows = [["2026年1月晨会"], ["工号", "姓名", *days], ["1001", "张三", *["√"] * 31]]
    assert {sheet.kind for sheet in read(rows).sheets} == {"meetings"}
