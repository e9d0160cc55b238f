"""What the words of attendance mean: which fact a heading, a leave or a mark counts towards."""

from __future__ import annotations

import re

EVENTS = ("times_late", "times_early", "times_no_clock")
PARTS = ("days_personal_leave", "days_sick", "days_absent", "days_paid_leave")
DAY_FACTS = (*PARTS, *EVENTS)
MONTH_FACTS = ("days_due", "days_present", *DAY_FACTS)

COUNTED: dict[str, tuple[str, tuple[str, ...]]] = {
    "应出勤天数": ("days_due", ("应打卡天数", "应出勤")),
    "出勤天数": ("days_present", ("实际出勤天数", "正常出勤天数", "出勤")),
    "旷工天数": ("days_absent", ("旷工", "旷工时长")),
    "旷工迟到天数": ("days_absent", ("旷工迟到",)),
    "迟到次数": ("times_late", ("迟到",)),
    "严重迟到次数": ("times_late", ("严重迟到",)),
    "早退次数": ("times_early", ("早退",)),
    "缺卡次数": ("times_no_clock", ("缺卡", "未打卡次数")),
    "上班缺卡次数": ("times_no_clock", ("上班缺卡",)),
    "下班缺卡次数": ("times_no_clock", ("下班缺卡",)),
    "带薪假天数": ("days_paid_leave", ("带薪假",)),
}
"""What a column counts → the fact it adds to, and its other spellings; two columns of one count are one too many."""
SUMS = {"缺卡次数": "times_no_clock", "带薪假天数": "days_paid_leave"}
"""Counts that are already the sum of the others of their fact: where they stand, the others are not added."""
_SPELLINGS = {word: count for count, (_, others) in COUNTED.items() for word in (count, *others)}
OF_THE_EXPORT = re.compile(
    r"序号|行号|考勤组|部门|团队|所属团队|职位|职务|岗位|UserId|账号|休息天数|正常天数|节假日天数|.*(?:时长|时间)|出差|外出|外勤|加班.*|标准工时"
    r"|所属规则|班次|最早|最晚|打卡次数|.*打卡.*|.*合计.*|.*异常.*|实际工作天数|workDate|[一二三四五六日]"
)
"""Columns these exports always have and that count nothing here: in the remark of the source, not worth a notice."""
PRESENT = ("出勤", "正常", "出差", "外勤", "外出", "公出", "培训", "加班")
REST = ("休息", "公休", "节假日", "法定假", "放假", "未排班", "周末")
NOT_LEAVE = (*REST, "请假", "休假", "假期")
ABSENT = ("旷工", "旷工迟到")
EVENT_WORDS = {
    "迟到": "times_late", "严重迟到": "times_late", "早退": "times_early",
    "缺卡": "times_no_clock", "上班缺卡": "times_no_clock", "下班缺卡": "times_no_clock", "未打卡": "times_no_clock",
}  # fmt: skip


def leave(word: str) -> str | None:
    """The fact a kind of leave counts towards: 事假 and 病假 have their own, every other leave is paid."""
    if word in ("事假", "病假"):
        return "days_personal_leave" if word == "事假" else "days_sick"
    if word in NOT_LEAVE:
        return None
    return "days_paid_leave" if word.endswith("假") or word in ("调休", "年休", "补休") else None


def counted(text: str, group: str) -> tuple[str, str] | None:
    """What a column counts and the fact this adds to, by its heading and the one over it; None for any other column."""
    if text in _SPELLINGS:
        return _SPELLINGS[text], COUNTED[_SPELLINGS[text]][0]
    word = text.removeprefix("请假-").removesuffix("天数").removesuffix("时长")
    is_leave = group.startswith("请假") and group != text and word and word not in (*PRESENT, *NOT_LEAVE)
    fact = leave(word) or ("days_paid_leave" if is_leave else None)
    return (word, fact) if fact else None
