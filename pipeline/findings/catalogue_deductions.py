"""Findings of what is deducted before tax, and of delivered figures the law asks for."""

from __future__ import annotations

ENTRIES: dict[str, tuple[str, str, str, str, str]] = {
    # code: (level, title, message, expected, remedy)
    "D01": (
        "阻断", "房贷利息与租金同时扣除", "{who}本年同时申报了住房贷款利息（累计{loan}元）和住房租金（累计{rent}元）",
        "一个纳税年度内只扣其中一项（国发〔2018〕41号）", "请与本人核实后只留一项，把另一项删去",
    ),
    "D02": (
        "阻断", "专项附加扣除超过上限", "{who}的{heading}为{amount}元，截至{period}至多{ceiling}元（{computation}）",
        "不超过{ceiling}元（{article}）",
        "请核对填的是不是本年截至本月的累计数；超过的部分不得扣除",
    ),
    "D03": (
        "提醒", "专项附加扣除不是整份", "{who}的{heading}为{amount}元，不是每份{step}元的整数倍",
        "每名子女每月两份，父母各扣一份或一方扣两份（{article}）", "请与本人核实；确属无误的无需处理",
    ),
    "D04": (
        "阻断", "不符合一次扣除的条件",
        "{who}的“上年收入不超六万”写“是”，而{previous}的台账中全年任职{months}个月，工资薪金{income}元",
        "上年在本单位任职满{full}个月，工资薪金不超过{limit}元（{article}）", "请把花名册的“上年收入不超六万”改为“否”",
    ),
    "D05": (
        "提醒", "可以一次扣除而没有写",
        "{who}上年任职满{full}个月，工资薪金{income}元，可以自一月起一次扣除{limit}元，花名册没有写",
        "花名册的“上年收入不超六万”写明“是”或“否”（{article}）", "请问本人：愿意的填“是”，不愿意的填“否”",
    ),
    "D06": (
        "阻断", "不该有的补充数据", "{who}是{post}，不应有“{fact}”：只按{asked}的交",
        "只有{asked}才有“{fact}”（{article}）", "请核对工号；不该发的请删除这一行，改走该岗位的项目",
    ),
    "D07": (
        "阻断", "不在可选之内", "{who}的“{fact}”写的是“{value}”",
        "{choices}之一（{article}）", "请改成其中一个；不写时按“{blank}”",
    ),
    "D08": (
        "阻断", "补充数据小数位数过多", "{who}的“{fact}”为{figure}，多于{digits}位小数",
        "至多{digits}位小数（{article}）", "请核对金额，改到{digits}位小数",
    ),
    "D09": (
        "阻断", "入职不满一年却一次扣除",
        "{who}的“上年收入不超六万”写“是”，而入职日期是{hired_on}，{year}年没有在本单位任职满{full}个月",
        "上年{full}个月都在本单位（{article}）", "请把花名册的“上年收入不超六万”改为“否”；入职日期有误的请改正",
    ),
}
