"""Findings of what the next desk files: personnel changes, the summary, the agreement of all files."""

from __future__ import annotations

ENTRIES: dict[str, tuple[str, str, str, str, str]] = {
    # code: (level, title, message, expected, remedy)
    "U01": (
        "提醒", "人员不再出现", "{who}{before}末在册，{period}的花名册没有此人，也没有离职日期",
        "离职的人员在离职当月仍列在花名册，写明离职日期",
        "已经离职的，请在花名册补上此人和离职日期后重新运行（否则当月的薪酬没有发）；调往别处的，请确认由调入单位接着发",
    ),
    "U02": (
        "提醒", "人员新出现", "第{row}行{who}的入职日期为{value}，早于本月，而{before}的结果里没有此人",
        "新出现的人员入职日期在本月", "由别处调来的请确认从哪个月接着发；入职日期写错的请更正花名册后重新运行",
    ),
    "U03": (
        "阻断", "汇总的项目不存在", "综合室汇总要列“{value}”，{period}没有这个数",
        "payout.summary 中写的都是该月算出的数",
        "请更正设定 payout.summary 中的名称（报表的列、计量或项目的名称）；已不再使用的请删去",
    ),
    "U04": (
        "阻断", "汇总的项目不是金额", "综合室汇总要按团队、岗位合计“{value}”，它的单位是{unit}",
        "payout.summary.headings 中都是单位为元的金额",
        "请从 headings 中删去；其他单位的数写在 payout.summary.business",
    ),
    "U05": (
        "阻断", "文件合计不符", "{file}的“{value}”合计{total}，应为{expected}，差{difference}（文件减应为）",
        "每个文件的合计与薪酬月报表一致到分", "没有写出任何文件；请把这条错误发给维护人员",
    ),
    "U06": (
        "阻断", "各文件合起来不符",
        "“{place}”各文件的“{value}”合起来是{total}，薪酬月报表为{expected}，差{difference}（文件减月报表）",
        "分成几个文件的，合起来与薪酬月报表一致到分",
        "没有写出任何文件；请核对设定 payout 中这些文件收录哪些人，或把这条错误发给维护人员",
    ),
    "U07": (
        "阻断", "文件人数不符", "“{place}”各文件的“{value}”有{persons}人，应有{least}至{most}人",
        "有这项金额的人都在文件里，月报表以外的人不在", "没有写出任何文件；请把这条错误发给维护人员",
    ),
    "U08": (
        "阻断", "月报表合计不符", "薪酬月报表“{value}”的合计为{total}，各人之和为{expected}",
        "月报表的合计等于各人之和", "请重新运行 xinchou run {period}；仍不符的请把这条错误发给维护人员",
    ),
}  # fmt: skip
