"""The two WeCom attendance exports: 月报 (a row per person) and 日报 (a row per person and day)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from random import Random
from typing import Any

from .attendance import number_of
from .dingtalk import minutes_of
from .grid import Sheet
from .workdays import last_day

Row = dict[str, Any]
LEAVES = ("年假", "事假", "病假", "调休")
_MONTH_GROUPS = (
    ("基础信息", ("姓名", "账号", "部门", "职务", "工号")),
    ("考勤概况", ("应出勤天数(天)", "出勤天数(天)", "休息天数(天)", "标准工作时长(小时)", "实际工作时长(小时)")),
    ("异常统计", ("迟到次数(次)", "迟到时长(分钟)", "早退次数(次)", "早退时长(分钟)", "旷工天数(天)", "缺卡次数(次)")),
    ("假勤统计", ("年假(天)", "事假(天)", "病假(天)", "调休(天)", "出差(天)")),
)
_DAY_GROUPS = (
    ("基础信息", ("日期", "姓名", "账号", "部门", "职务", "工号", "所属规则", "班次")),
    ("考勤概况", ("最早", "最晚", "打卡次数(次)", "考勤结果")),
    ("异常统计", _MONTH_GROUPS[2][1]),
    ("假勤统计", _MONTH_GROUPS[3][1]),
)


def month_report(rng: Random, period: str, people: list[Row], days: dict[str, list[Row]]) -> Sheet:
    """月报: title, 统计时间, headings in rows 3 and 4, ``--`` for nothing."""
    sheet = _head(period, "上下班打卡_月报", _MONTH_GROUPS)
    for person in people:
        rows = days[person["工号"]]
        due = sum(1 for row in rows if row["marks"])
        present = _total(rows, "正常") + _total(rows, "出差")
        resting = sum(1 for row in rows if not row["marks"])
        numbers = [_or_dashes(each) for each in [resting, due * 8, present * 8, *_irregular(rows), *_leave(rows)]]
        sheet.rows.append([*_basics(person), due, present, *numbers])
    return sheet


def day_report(rng: Random, period: str, people: list[Row], days: dict[str, list[Row]], with_weekday: bool) -> Sheet:
    """日报: the same head, one row per person and day; `with_weekday` writes days as ``2026/01/05 星期一``."""
    sheet = _head(period, "上下班打卡_日报", _DAY_GROUPS)
    written_dates = with_weekday or rng.random() < 0.5
    for person in people:
        for row in days[person["工号"]]:
            day = row["日期"]
            weekday = f" 星期{'一二三四五六日'[day.weekday()]}" if with_weekday else ""
            shown = f"{day:%Y/%m/%d}{weekday}" if written_dates else day
            sheet.rows.append(
                [
                    shown,
                    *_basics(person),
                    "营业部打卡规则" if row["marks"] else "--",
                    "09:00-18:00" if row["marks"] else "休息",
                    *_punches(row),
                    _result(row),
                    *[_or_dashes(each) for each in [*_irregular([row]), *_leave([row])]],
                ]
            )
    return sheet


def _head(period: str, title: str, groups: tuple[tuple[str, tuple[str, ...]], ...]) -> Sheet:
    last = last_day(period)
    width = sum(len(headings) for _, headings in groups)
    sheet = Sheet(title)
    sheet.rows = [
        [title] + [None] * (width - 1),
        [f"统计时间:{period}-01 至 {last.isoformat()}  制表时间:{(last + dt.timedelta(days=1)).isoformat()} 10:02"]
        + [None] * (width - 1),
        [],
        [],
    ]
    sheet.merge(0, 0, 0, width - 1)
    sheet.merge(1, 0, 1, width - 1)
    for group, headings in groups:
        left = len(sheet.rows[2])
        sheet.merge(2, left, 2, left + len(headings) - 1)
        sheet.rows[2] += [group, *[None] * (len(headings) - 1)]
        sheet.rows[3] += headings
    return sheet


def _basics(person: Row) -> list[Any]:
    return [person["姓名"], f"wx{person['工号']}", f"示例营业部/{person['团队']}", person["岗位"], person["工号"]]


def _total(rows: list[Row], kind: str) -> Decimal:
    return sum((number_of(row, kind) for row in rows), Decimal(0))


def _irregular(rows: list[Row]) -> list[Any]:
    """迟到, 早退 with minutes, 旷工, 缺卡."""
    minutes = {
        kind: sum(int(number_of(row, kind)) * minutes_of(row["日期"]) for row in rows) for kind in ("迟到", "早退")
    }
    return [
        _total(rows, "迟到"),
        minutes["迟到"],
        _total(rows, "早退"),
        minutes["早退"],
        _total(rows, "旷工"),
        _total(rows, "缺卡"),
    ]


def _leave(rows: list[Row]) -> list[Any]:
    return [_total(rows, kind) for kind in (*LEAVES, "出差")]


def _or_dashes(number: Any) -> Any:
    return number if number else "--"


def _punches(row: Row) -> list[Any]:
    """Earliest and latest punch, number of punches."""
    kinds = {kind for kind, _ in row["marks"]}
    if "正常" not in kinds:
        return ["--", "--", "--"]
    first = f"09:{minutes_of(row['日期']):02d}" if "迟到" in kinds else "08:51"
    if "缺卡" in kinds:
        return [first, "--", 1]
    return [first, f"17:{60 - minutes_of(row['日期']):02d}" if "早退" in kinds else "18:07", 2]


def _result(row: Row) -> str:
    """The words of 考勤结果."""
    if not row["marks"]:
        return "休息"
    words = [kind for kind, _ in row["marks"] if kind in ("迟到", "早退", "旷工", "缺卡")]
    kinds = [kind for kind, _ in row["marks"]]
    if not words and "正常" not in kinds:
        return "出差" if "出差" in kinds else "请假"
    return "；".join(words) or "正常"
