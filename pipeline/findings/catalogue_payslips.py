"""Findings of payslips."""

from __future__ import annotations

ENTRIES: dict[str, tuple[str, str, str, str, str]] = {
    # code: (level, title, message, expected, remedy)
    "W01": (
        "阻断", "工资条加不拢", "{who}的“{total}”各行相加为{found}，月报表为{paid}", "工资条各行之和等于月报表，到分",
        "请重新运行 xinchou run {period}；仍然如此的，核对薪酬标准中“{total}”的公式",
    ),
    "W02": (
        "阻断", "工资条无法加密", "{who}的“{column}”{problem}，照密码规则做不出密码", "密码规则用到的列都填写完整",
        "请在花名册补填“{column}”，重新运行本月后再发放；或改 payout.payslips.password",
    ),
    "W03": (
        "阻断", "没有保密的工资条密码规则", "{problem}，每人的工资条须用只有本人知道的密码发出",
        "由花名册的列写成的规则，如身份证号的后6位；至少4位取自保密的列：{columns}（区划、号段这些开头的位数不算）",
        "请在 config.yaml 的 payout.payslips 写明 password（写法见 README 的“发放”）；另有保密的列，写在 secrets",
    ),
    "W04": (
        "阻断", "工资条的合计不认识", "payout.payslips.{part} 写了“{value}”，本月的标准没有这个项目{hint}",
        "薪酬标准或法定标准的一个项目", "请在 config.yaml 改正",
    ),
    "W05": (
        "提醒", "年度对账单缺月份", "{year}年到{last}为止，没有结果的月份：{months}", "当年各月都有结果",
        "对账单照写，缺的月份注明没有结果；补算以后重新出一次",
    ),
    "W06": (
        "提醒", "工资条要说明的数没有", "payout.payslips.told 写了“{value}”，本月没有这个量{hint}，工资条上没有这一行",
        "本月的一个项目、计量或补充数据", "写错的请在 config.yaml 改正；本月的标准确实没有的不必理会",
    ),
}
