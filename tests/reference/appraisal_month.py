"""What a month leaves for the appraisal of each person: counts from its records, figures of customers, duty marks.

Scheme: 《示例营业部客户经理薪酬标准》 第十六条 (work duties), 第十七条 (business), 第二十一条 (months that count).
Reading taken:
- an event belongs to the month it is dated in; a matter is overdue in a month when its term ended before the month's
  last day and it is still open, or was closed late in this month or later;
- a customer counts once in his life as lost and once as returned; parts of customers follow the shares of relations,
  not rounded;
- a training counts with its hours when it was passed; with no word of that, from 60 marks;
- marks are cut to their bounds before they are rounded; who is no employee has 0 in every mark.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from . import attendance, calendar, credit, people
from .appraisal_duties import leave, overlaps
from .exact import exact, is_blank

WEIGHTS = {"考勤": "0.3", "例会与日志": "0.25", "出访与走访": "0.25", "督办": "0.2"}


def rounded(value: Fraction, places: int) -> Fraction:
    """Half-up, a tie going away from zero."""
    scaled = abs(value) * 10**places
    whole = scaled.numerator // scaled.denominator
    whole += scaled - whole >= Fraction(1, 2)
    return Fraction(whole if value >= 0 else -whole, 10**places)


def between(value: Fraction, low, high) -> Fraction:
    """The value, no lower and no higher than these (None: no bound)."""
    value = value if low is None else max(value, Fraction(low))
    return value if high is None else min(value, Fraction(high))


def of_month(branch: dict, report: list[dict], carried: dict[str, set], before: dict[str, Fraction]) -> dict:
    """工号 -> {quantity: Fraction} of everyone paid in the month.

    `report`: rows of the month's pay; `carried`: {lost, returned} customers counted earlier; `before`: 工号 -> the last
    月度职责分.
    """
    of_customers = customers(branch, carried)
    visits = overlaps(branch)
    found = {}
    for row in report:
        person = next(one for one in branch["花名册"] if one["工号"] == row["工号"])
        counted = counts(branch, person, visits) | {
            name: of_customers[name].get(row["工号"], Fraction(0)) for name in of_customers
        }
        counted["归属净佣金"] = Fraction(row["归属净佣金"])
        counted["净增户数"] = counted["新增户数"] + counted["回流户数"] - counted["流失户数"]
        own = marks(branch, person, counted, before.get(row["工号"], Fraction(0)))
        if not people.is_employee(person):
            own = dict.fromkeys(own, Fraction(0))
        found[row["工号"]] = counted | own
    return found


def customers(branch: dict, carried: dict[str, set]) -> dict[str, dict[str, Fraction]]:
    """quantity -> 工号 -> what the customers of the month bring, by the shares of the relations in force."""
    first, last = calendar.first_day(branch["period"]), calendar.last_day(branch["period"])
    found: dict[str, dict[str, Fraction]] = {
        name: defaultdict(Fraction)
        for name in ("新增户数", "有效户数", "流失户数", "回流户数", "归属期末资产", "归属日均资产")
    }
    developers, servers = (credit.earning_relations(branch, kind) for kind in ("开发", "服务"))
    for row in branch["客户业绩"]:
        name, state = row["客户号"], row["客户状态"]
        is_there = {
            "新增户数": first <= row["开户日期"] <= last and state != "销户",
            "有效户数": state in ("正常", "回流") and exact(row["期末资产"]) >= 20000,
            "流失户数": state == "销户" and row["开户日期"] < first and name not in carried["lost"],
            "回流户数": state == "回流" and name not in carried["returned"],
        }
        for who, share in developers.get(name, []):
            for quantity, holds in is_there.items():
                found[quantity][who] += share if holds else 0
        for who, share in servers.get(name, []):
            found["归属期末资产"][who] += exact(row["期末资产"]) * share
            found["归属日均资产"][who] += exact(row["日均资产"]) * share
    return found


def counts(branch: dict, person: dict, visits: list[tuple]) -> dict[str, Fraction]:
    """What the month's records count of one person."""
    period = branch["period"]
    last = calendar.last_day(period)

    def mine(table: str, day: str = "") -> list[dict]:
        rows = people.rows_of(branch, table, person)
        return [row for row in rows if not day or calendar.in_month(row[day], period)]

    logs, meetings, events = mine("工作日志抽查", "日志日期"), mine("会议登记", "会议日期"), mine("违规投诉", "日期")
    valid = [row for row in events if row["是否有效"] == "是"]
    matters = mine("督办事项")
    off = leave(branch, person)
    own = [(place, crossed) for place, crossed, _ in visits if branch["客户走访日志"][place]["工号"] == person["工号"]]
    found = {
        "迟到早退": attendance.fact(branch, person, "迟到次数") + attendance.fact(branch, person, "早退次数"),
        "缺卡": attendance.fact(branch, person, "缺卡次数"),
        "旷工": attendance.fact(branch, person, "旷工天数"),
        "未批准天数": off["未批准天数"],
        "补批天数": off["事后补批天数"],
        "长假天数": off["长假天数"],
        "会议缺席次数": len([row for row in meetings if row["到会情况"] == "缺席"]),
        "会议迟到次数": len([row for row in meetings if row["到会情况"] == "迟到"]),
        "日志未写次数": len([row for row in logs if row["抽查结果"] == "未写"]),
        "日志不合格次数": len([row for row in logs if row["抽查结果"] == "不合格"]),
        "走访客户次数": len(own),
        "走访重叠次数": len([1 for _, crossed in own if crossed]),
        "督办逾期件数": len([row for row in matters if is_overdue(row, period)]),
        "未告知客户件数": len(
            [row for row in matters if not is_blank(row["办结日期"]) and row["办结日期"] <= last
             and is_blank(row["告知客户日期"])]
        ),
        "有效投诉次数": len([row for row in valid if row["类别"] == "投诉"]),
        "有效违规次数": len(valid),
        "奖惩分": sum((exact(row["奖惩分值"]) for row in mine("奖惩", "奖惩日期")), Fraction(0)),
        "培训学时": sum((exact(row["学时"]) for row in mine("培训记录", "培训日期") if is_passed(row)), Fraction(0)),
        "销售额": sum((exact(row["认购金额"]) for row in mine("产品销售")), Fraction(0)),
    }  # fmt: skip
    return {name: Fraction(figure) for name, figure in found.items()}


def is_overdue(matter: dict, period: str) -> bool:
    """Whether a follow-up matter counts as overdue in the month."""
    if is_blank(matter["办理期限"]) or matter["办理期限"] >= calendar.last_day(period):
        return False
    closed = matter["办结日期"]
    return is_blank(closed) or (closed >= calendar.first_day(period) and closed > matter["办理期限"])


def is_passed(training: dict) -> bool:
    """Whether a training was passed."""
    said = training.get("是否合格")
    if not is_blank(said):
        return said == "是"
    return not is_blank(training.get("测试成绩")) and exact(training["测试成绩"]) >= 60


def marks(branch: dict, person: dict, counted: dict, before: Fraction) -> dict[str, Fraction]:
    """The duty marks of the month, and what of it counts for the quarter."""
    points = {
        "考勤": attendance_mark(counted),
        "例会与日志": between(
            100 - 10 * counted["会议缺席次数"] - 3 * counted["会议迟到次数"] - 15 * counted["日志未写次数"]
            - 8 * counted["日志不合格次数"], 0, None
        ),
        "出访与走访": visit_mark(branch, person, counted["走访重叠次数"]),
        "督办": between(100 - 20 * counted["督办逾期件数"] - 10 * counted["未告知客户件数"], 0, None),
    }  # fmt: skip
    taken = 15 * counted["有效投诉次数"] + 30 * (counted["有效违规次数"] - counted["有效投诉次数"])
    honours = between(counted["奖惩分"], -10, 10)
    carried = min(Fraction(0), before)
    whole = sum((points[name] * Fraction(weight) for name, weight in WEIGHTS.items()), Fraction(0))
    whole = rounded(between(whole + honours - taken + carried, None, 110), 2)
    counts_month = Fraction(0 if counted["长假天数"] > 15 else 1)
    return {f"{name}分": mark for name, mark in points.items()} | {
        "投诉违规扣分": taken,
        "奖惩加减分": honours,
        "结转负分": carried,
        "月度职责分": whole,
        "计入考核月": counts_month,
        "计入净佣金": counted["归属净佣金"] * counts_month,
        "计入净增户": counted["净增户数"] * counts_month,
        "计入销售额": counted["销售额"] * counts_month,
        "计入职责分": whole * counts_month,
    }


def attendance_mark(counted: dict) -> Fraction:
    """考勤分."""
    taken = 2 * counted["迟到早退"] + 2 * counted["缺卡"] + 20 * counted["旷工"]
    return between(100 - taken - 10 * counted["未批准天数"] - 2 * counted["补批天数"], 0, None)


def visit_mark(branch: dict, person: dict, crossed: Fraction) -> Fraction:
    """出访与走访分."""
    wanted = attendance.required_slips(person, branch["period"])
    slips = [
        row for row in people.rows_of(branch, "出访单", person) if calendar.in_month(row["出访日期"], branch["period"])
    ]
    untrue = [row for row in slips if row.get("核查结果") == "不属实"]
    good = {
        (row["出访日期"], row["被访人"])
        for row in slips
        if row not in untrue and not any(is_blank(row.get(name)) for name in ("目的地", "被访人", "联系方式"))
    }
    reached = min(Fraction(100), Fraction(100 * len(good), wanted)) if wanted else Fraction(100)
    return rounded(between(reached - 20 * len(untrue) - 5 * crossed, 0, 100), 2)
