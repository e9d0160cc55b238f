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
    "Z03": (
        "提醒", "发放以后重新算过", "{period}已经发放，现在的结果与发放时的不同", "发放的文件与薪酬月报表同出一个结果",
        "还没有付款的，运行 xinchou payout {period} 重新写出；"
        "已经付款、报税的，用 xinchou diff 查明差额，下月补扣（指引第十五条）",
    ),
    "Z04": (
        "阻断", "前面的月份重新算过",
        "{period}依据的是旧的结果：{months}没有按前面月份现在的结转台账（季度、年度现在的级别变动）重新算",
        "每个月都以上月现在的结转台账、已定的级别算出",
        "请依次运行 {commands}，再运行 {then}；已封存的月份先由经理用 xinchou reopen 重开",
    ),
    "Z05": (
        "提醒", "上一次写出的文件已撤下", "{period}上一次写出的文件已从发放文件夹撤下，保存在 {kept}",
        "发放文件夹里只有没有阻断、合计相符的文件",
        "那里的文件不要再交银行、税务和本人；已经交出的，请马上核对是否须停止处理",
    ),
}
