"""Findings of the ledger of grades: decisions, the roster beside them, results of quarters and years."""

from __future__ import annotations

ENTRIES: dict[str, tuple[str, str, str, str, str]] = {
    # code: (level, title, message, expected, remedy)
    "G01": (
        "阻断", "同日两个级别", "{who}自{since}起有两个级别：{first}，又有{second}",
        "一人一天只有一个级别",
        "两个都是人工决定的，请核对后只留一个；出自考核的，是考核重算后月份没有重算，请从生效的月份起依次重新运行",
    ),
    "G02": (
        "提醒", "级别变动已重算", "{span}的级别变动在{previous}计算之后重新算过，{previous}用的还是旧的",
        "各月用同一次的级别变动", "请从{month}起依次重新运行：xinchou run {month}",
    ),
    "G03": (
        "提醒", "级别变动没有依据",
        "{who}的级别：花名册为{roster}，级别台账为{ledger}（{origin}，自{since}），没有变动的决定；自{begins}起按花名册的{roster}计薪",
        "花名册与级别台账一致", "确已调整的，请交“级别决定”写明事由和审批人；花名册有误的，请更正后重新运行",
    ),
    "G04": (
        "提醒", "花名册级别与台账不符",
        "{who}的级别：花名册为{roster}，级别台账为{ledger}（{origin}，自{since}）；按级别台账的{ledger}计薪",
        "花名册与级别台账一致", "请更正花名册；确要改回的，请交“级别决定”写明事由和审批人",
    ),
    "G05": (
        "提醒", "级别以后才生效", "{who}的级别{ledger}自{since}起（{origin}），本月按{paid}计薪",
        "月初（或入职日）在效的级别", "无需处理；日期有误的请更正后重新运行",
    ),
    "G06": (
        "提醒", "级别追溯到以前月份", "{who}的级别{ledger}自{since}起（{origin}），而{month}至上月已按{paid}计薪",
        "级别在生效的月份计薪之前定下",
        "要补算的，请交{month}的“级别决定”，从{month}起依次重新运行；已封存的另放一个文件夹（考核定下的在该期结果的“补算”里），"
        "用 xinchou correct {month} 更正；不补算的无需处理",
    ),
    "G07": (
        "提醒", "原级别不符", "{who}的级别决定写的原级别是{former}，级别台账为{ledger}（{origin}，自{since}）",
        "原级别与级别台账一致", "请核对级别决定；只是原级别写错的无需处理",
    ),
    "G08": (
        "提醒", "考核结果未出", "{span}已结束，标准的考核要调整级别，还没有{span}的结果；本月按原来的级别计薪",
        "{span}的考核结果", "请运行 xinchou {command} {span}，再重新运行本月；该期不考核的无需处理",
    ),
    "G09": (
        "阻断", "级别变动被改动", "{span}的级别变动与其运行记录不符：{file}",
        "与 run.json 中的校验值一致", "请不要修改结果文件；重新运行 xinchou {command} {span} 后再运行本月",
    ),
    "G10": (
        "提醒", "考核最近一次没有算成",
        "{span}最近一次运行因阻断停下了，错误清单在 {folder}；本月用的是它以前定下的级别变动",
        "{span}最近一次运行的级别变动", "请按错误清单更正，重新运行 xinchou {command} {span}，再重新运行本月",
    ),
}
