"""Findings of a payout as a whole."""

from __future__ import annotations

ENTRIES: dict[str, tuple[str, str, str, str, str]] = {
    # code: (level, title, message, expected, remedy)
    "Z01": (
        "提醒", "月报表尚未签完", "{period}的薪酬月报表还没有签字：{roles}",
        "各角色依次签字后才是发放的依据（指引第十五条）",
        "签完之前不要把文件交银行、税务；签字用 xinchou sign {period} --as 角色",
    ),
    "Z02": (
        "阻断", "年度对账单合计不符", "{year}年各人对账单的“{value}”合计{total}元，各月薪酬月报表合计{expected}元",
        "两者相等",
        "没有写出任何文件；请把这条错误发给维护人员",
    ),
}
