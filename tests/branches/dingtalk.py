"""The two DingTalk attendance exports: 月度汇总 with a cell per day, and 每日统计 with a row per person and day.

A day without any punch is 旷工, a day with one punch missing is 缺卡, as DingTalk itself reports them.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from random import Random
from typing import Any

from .attendance import number_of
from .grid import Sheet
from .workdays import last_day, month_days

Row = dict[str, Any]
LEAVES = ("事假", "病假", "年假", "调休")
MONTH_BASICS = ("姓名", "考勤组", "部门", "工号", "职位", "UserId")
DAY_COUNTS = (
    "出勤天数",
    "休息天数",
    "工作时长(分钟)",
    "迟到次数",
    "迟到时长(分钟)",
    "严重迟到次数",
    "旷工迟到天数",
    "早退次数",
    "早退时长(分钟)",
    "上班缺卡次数",
    "下班缺卡次数",
    "旷工天数",
    "出差时长",
    "外出时长",
)
_HOURS_PER_DAY = 8


def month_summary(rng: Random, period: str, people: list[Row], days: dict[str, list[Row]], with_due: bool) -> Sheet:
    """月度汇总: title, time of making, headings in rows 3 and 4, data from row 5; `with_due` adds 应出勤天数."""
    counts = ("应出勤天数", *DAY_COUNTS) if with_due else DAY_COUNTS
    fixed = [*MONTH_BASICS, *counts]
    dates = month_days(period)
    sheet = _head(period, "月度汇总", len(fixed) + len(LEAVES) + len(dates))
    upper = [*fixed, "请假", *[None] * (len(LEAVES) - 1), "考勤结果", *[None] * (len(dates) - 1)]
    lower = [None] * len(fixed) + [f"{leave}(天)" for leave in LEAVES] + [_day_heading(day) for day in dates]
    _merge_heads(sheet, len(fixed), (len(LEAVES), len(dates)))
    sheet.rows += [upper, lower]
    for person in people:
        by_day = {row["日期"]: row for row in days[person["工号"]]}
        totals = _counts(list(by_day.values()))
        cells = [totals[name] for name in counts] + [totals[leave] for leave in LEAVES]
        results = [_result(rng, by_day[day]) if day in by_day else None for day in dates]
        sheet.rows.append(_basics(person) + cells + results)
    return sheet


def daily_statistics(rng: Random, period: str, people: list[Row], days: dict[str, list[Row]]) -> Sheet:
    """每日统计: the same head, one row per person and day."""
    fixed = [
        *MONTH_BASICS,
        "日期",
        "班次",
        "上班1打卡时间",
        "上班1打卡结果",
        "下班1打卡时间",
        "下班1打卡结果",
        "关联的审批单",
        *DAY_COUNTS,
    ]
    sheet = _head(period, "每日统计", len(fixed) + len(LEAVES))
    _merge_heads(sheet, len(fixed), (len(LEAVES),))
    sheet.rows += [
        [*fixed, "请假", *[None] * (len(LEAVES) - 1)],
        [None] * len(fixed) + [f"{leave}(天)" for leave in LEAVES],
    ]
    for person in people:
        for row in days[person["工号"]]:
            totals = _counts([row])
            sheet.rows.append(
                [
                    *_basics(person),
                    row["日期"],
                    *_punches(rng, row),
                    *[totals[name] for name in DAY_COUNTS],
                    *[totals[leave] for leave in LEAVES],
                ]
            )
    return sheet


def _head(period: str, title: str, width: int) -> Sheet:
    last = last_day(period)
    sheet = Sheet(title)
    sheet.rows = [
        [f"{title} 统计日期：{period}-01 至 {last.isoformat()}"] + [None] * (width - 1),
        [f"报表生成时间：{(last + dt.timedelta(days=2)).isoformat()} 09:05"] + [None] * (width - 1),
    ]
    sheet.merge(0, 0, 0, width - 1)
    sheet.merge(1, 0, 1, width - 1)
    return sheet


def _merge_heads(sheet: Sheet, fixed: int, groups: tuple[int, ...]) -> None:
    for left in range(fixed):
        sheet.merge(2, left, 3, left)
    for width in groups:
        sheet.merge(2, fixed, 2, fixed + width - 1)
        fixed += width


def _day_heading(day: dt.date) -> str:
    return {5: "六", 6: "日"}.get(day.weekday(), str(day.day))


def _basics(person: Row) -> list[Any]:
    return [
        person["姓名"],
        f"{person['团队']}考勤组",
        person["团队"],
        person["工号"],
        person["岗位"],
        f"manager{person['工号']}",
    ]


def minutes_of(day: dt.date) -> int:
    """Minutes late or early on a day: made from the date, so that cells and sums agree."""
    return 2 + day.day % 25


def misses_morning(day: dt.date) -> bool:
    """Whether a missing punch of that day is the morning one."""
    return day.day % 2 == 0


def _counts(rows: list[Row]) -> dict[str, Any]:
    """The counting columns over some days of one person."""

    def total(kind: str) -> Decimal:
        return sum((number_of(row, kind) for row in rows), Decimal(0))

    present = total("正常") + total("出差")
    morning = sum((number_of(row, "缺卡") for row in rows if misses_morning(row["日期"])), Decimal(0))
    minutes = {
        kind: sum(int(number_of(row, kind)) * minutes_of(row["日期"]) for row in rows) for kind in ("迟到", "早退")
    }
    return {
        "应出勤天数": sum(1 for row in rows if row["marks"]),
        "出勤天数": present,
        "休息天数": sum(1 for row in rows if not row["marks"]),
        "工作时长(分钟)": int(present * _HOURS_PER_DAY * 60),
        "迟到次数": int(total("迟到")),
        "迟到时长(分钟)": minutes["迟到"],
        "严重迟到次数": 0,
        "旷工迟到天数": 0,
        "早退次数": int(total("早退")),
        "早退时长(分钟)": minutes["早退"],
        "上班缺卡次数": int(morning),
        "下班缺卡次数": int(total("缺卡") - morning),
        "旷工天数": total("旷工"),
        "出差时长": total("出差"),
        "外出时长": 0,
    } | {leave: total(leave) for leave in LEAVES}


def _result(rng: Random, row: Row) -> str:
    """The words of one day cell."""
    if not row["marks"]:
        return "休息并打卡" if rng.random() < 0.04 else "休息"
    words = []
    for kind, number in row["marks"]:
        if kind == "迟到":
            words.append(f"上班迟到{minutes_of(row['日期'])}分钟")
        elif kind == "早退":
            words.append(f"下班早退{minutes_of(row['日期'])}分钟")
        elif kind == "缺卡":
            words.append("上班缺卡" if misses_morning(row["日期"]) else "下班缺卡")
        elif kind == "旷工":
            words.append("旷工")
        elif kind != "正常":
            words.append(approval(rng, kind, row["日期"], number))
    if words:
        return ",".join(words)
    return rng.choice(("正常", "正常", f"正常班:正常\n(08:{17 + row['日期'].day},18:3{row['日期'].day % 10})", "外勤"))


def approval(rng: Random, kind: str, day: dt.date, number: Decimal) -> str:
    """The words of an approved leave or journey, e.g. ``事假09-17 09:00到09-17 13:00 4小时``."""
    begins, ends = ("09:00", "18:00") if number == 1 else rng.choice((("09:00", "13:00"), ("14:00", "18:00")))
    length = "1天" if number == 1 and rng.random() < 0.7 else f"{(number * _HOURS_PER_DAY).normalize():f}小时"
    return f"{kind}{day:%m-%d} {begins}到{day:%m-%d} {ends} {length}"


def _punches(rng: Random, row: Row) -> list[Any]:
    """班次, times and results of both punches, approvals."""
    kinds = [kind for kind, _ in row["marks"]]
    if not kinds:
        return ["休息", None, None, None, None, None]
    approvals = [approval(rng, kind, row["日期"], number) for kind, number in row["marks"] if kind in (*LEAVES, "出差")]
    times = [f"08:{30 + row['日期'].day % 29}", f"18:{row['日期'].day % 29:02d}"]
    results = ["正常", "正常"]
    if "迟到" in kinds:
        times[0], results[0] = f"09:{minutes_of(row['日期']):02d}", "迟到"
    if "早退" in kinds:
        times[1], results[1] = f"17:{60 - minutes_of(row['日期']):02d}", "早退"
    if "缺卡" in kinds:
        at = 0 if misses_morning(row["日期"]) else 1
        times[at], results[at] = "", "未打卡"
    if "旷工" in kinds:
        times, results = ["", ""], ["未打卡", "未打卡"]
    if "正常" not in kinds and approvals:
        times, results = ["", ""], ["", ""]
    shift = "正常班 09:00-18:00"
    return [
        shift,
        times[0] or None,
        results[0] or None,
        times[1] or None,
        results[1] or None,
        "\n".join(approvals) or None,
    ]
