"""Findings of the vouchers."""

from __future__ import annotations

ENTRIES: dict[str, tuple[str, str, str, str, str]] = {
    # code: (level, title, message, expected, remedy)
    "V01": (
        "阻断", "凭证借贷不平", "“{program}”的凭证“{voucher}”借方{debit}元、贷方{credit}元，相差{value}元：{people}",
        "逐人借方等于贷方", "请在 payout.vouchers 改正分录：每个量在借方和贷方各记一次，记的人员相同",
    ),
    "V02": (
        "阻断", "团队没有部门编码", "团队“{value}”（{count}人）在“{program}”没有部门编码", "每个团队都有部门编码",
        "请在 payout.vouchers 的 departments 补一行“{value}: 编码”",
    ),
    "V03": (
        "阻断", "分录的量不认识", "“{program}”的凭证“{voucher}”分录“{entry}”用了“{value}”，{problem}",
        "本月每人都有的数，用 + − × ÷ 连接", "请在 payout.vouchers 改正；有的月份才有的量，给分录加 optional: true",
    ),
    "V04": (
        "阻断", "分录的人员范围不认识",
        "“{program}”的凭证“{voucher}”分录“{entry}”的 who“{value}”不是岗位，也不是薪酬标准的 groups{hint}",
        "岗位或 groups 里的名字，多个用“、”隔开", "请在 payout.vouchers 改正",
    ),
    "V05": (
        "阻断", "凭证没有记全",
        "“{program}”的凭证没有一处记全{column}：薪酬月报表合计{expected_total}元，最多记了{value}元",
        "凭证与薪酬月报表的合计一致", "请在 payout.vouchers 给没有记到的人员加分录；不要求时改 in_full、also_in_full",
    ),
    "V06": (
        "阻断", "文字写不进凭证文件", "“{value}”中的{sign}写不进“{program}”的文件（{encoding}）",
        "文件的编码有这个字，且不是分隔符", "请改写摘要、名称里的这个字，或在 payout.vouchers 换一种编码、格式或分隔符",
    ),
    "V07": (
        "阻断", "往来科目没有结平",
        "“{program}”的科目“{account}”全部凭证记完后不为零，借方减贷方{value}元：{people}",
        "计提与发放的凭证逐人冲平（应付职工薪酬、应付手续费及佣金等）",
        "请在 payout.vouchers 补上漏记的分录；本来就留有余额的科目，在 clearing 里只写应当冲平的",
    ),
    "V08": (
        "提醒", "要记全的项目不认识", "“{program}”的 in_full、also_in_full 写了“{value}”，本月没有这个量{hint}",
        "本月的一个项目", "写错的请在 config.yaml 改正；本月的标准确实没有的不必理会",
    ),
    "V09": (
        "阻断", "文字会被当作公式", "“{value}”以公式的符号开头，打开“{program}”的文件时会被当作公式计算",
        "文字不以 = + - @ 或制表符开头", "请在花名册或 payout.vouchers 改正这段文字",
    ),
}
