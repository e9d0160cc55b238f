"""The functions of the scheme language: what each is called, what it takes, what it means, and an example.

How they are computed stands in ``evaluate`` (whole columns) and, independently, in ``plainly`` (one row).
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pipeline.scheme.expressions import PAST_FUNCTIONS as PAST_FUNCTIONS

SUM_OF_NATURE = "按性质合计"
"""Written out before a formula is checked or worked out (``natures``), so it is none of the functions below."""


@dataclass(frozen=True)
class Function:
    """One function: how it is written, least and most arguments, what it means, an example."""

    form: str
    least: int
    most: int
    meaning: str
    example: str

    @property
    def name(self) -> str:
        """What it is called."""
        return self.form.partition("(")[0]


CATALOGUE: dict[str, tuple[Function, ...]] = {
    "数": (
        Function(
            "取大(a, b, …)", 2, 9, "几个数中最大的一个；都是日期时取最晚的一天，没填的不算，都没填为空",
            "取大(归属净佣金 - 底薪, 0)",
        ),
        Function(
            "取小(a, b, …)", 2, 9, "几个数中最小的一个；都是日期时取最早的一天，没填的不算，都没填为空",
            "取小(佣金提成, 2万)",
        ),
        Function("绝对值(x)", 1, 1, "去掉正负号", "绝对值(归属净佣金)"),
        Function("四舍五入(x, 位)", 2, 2, "四舍五入到几位小数（-2 即到百），负数对称", "四舍五入(佣金提成, 0)"),
        Function("舍去(x, 位)", 2, 2, "只舍不入到几位小数，负数向0靠", "舍去(佣金提成, 0)"),
        Function("进位(x, 位)", 2, 2, "有余数就进到几位小数，负数离0而去", "进位(佣金提成, 1)"),
        Function("向下取整(x)", 1, 1, "不大于该数的最大整数", "向下取整(归属日均资产 ÷ 100万)"),
        Function("向上取整(x)", 1, 1, "不小于该数的最小整数", "向上取整(有效户数 ÷ 3)"),
    ),
    "条件": (
        Function("如果(条件, 甲, 乙)", 3, 3, "条件成立取第二项，否则取第三项", "如果(有效户数 ≥ 5, 500, 0)"),
        Function("全部(条件, …)", 1, 20, "每一项都成立", "全部(有效户数 ≥ 5, 归属净佣金 ≥ 1万)"),
        Function("任一(条件, …)", 1, 20, "至少一项成立", "任一(有效户数 ≥ 5, 归属净佣金 ≥ 1万)"),
        Function(
            "至少(n, 条件, …)", 2, 21, "后面各项至少有n项成立",
            "至少(2, 有效户数 ≥ 5, 归属净佣金 ≥ 1万, 归属日均资产 ≥ 500万)",
        ),
        Function("为空(x)", 1, 1, "该格没有填", "为空(离职日期)"),
        Function("属于(x, 词, …)", 2, 20, "是后面所列词语之一", "属于(级别, “初级”, “中级”)"),
    ),
    "日期": (
        Function("月首(n)", 1, 1, "本月（加减n个月）的第一天", "入职日期 ≥ 月首(-2)"),
        Function("月末(n)", 1, 1, "本月（加减n个月）的最后一天", "入职日期 ≤ 月末(-1)"),
        Function("季首(n)", 1, 1, "本季（加减n个季度）的第一天", "入职日期 ≥ 季首(0)"),
        Function("季末(n)", 1, 1, "本季（加减n个季度）的最后一天", "入职日期 ≤ 季末(-1)"),
        Function("半年首(n)", 1, 1, "本半年（加减n个半年）的第一天", "入职日期 ≥ 半年首(0)"),
        Function("半年末(n)", 1, 1, "本半年（加减n个半年）的最后一天", "入职日期 ≤ 半年末(-1)"),
        Function("年首(n)", 1, 1, "本年（加减n年）的第一天", "入职日期 ≥ 年首(0)"),
        Function("年末(n)", 1, 1, "本年（加减n年）的最后一天", "入职日期 ≤ 年末(-1)"),
        Function("月内日(n, 日)", 2, 2, "本月（加减n个月）的那一天，超过月底的取月底", "入职日期 ≥ 月内日(-1, 26)"),
        Function("年(日期)", 1, 1, "是哪一年", "年(入职日期) = 2026"),
        Function("月(日期)", 1, 1, "是几月", "月(入职日期) ≤ 6"),
        Function("日(日期)", 1, 1, "是几日", "日(入职日期) ≤ 15"),
        Function(
            "加月(日期, n)", 2, 2, "n个月后（负数为之前）的同一日，没有同一日的取月底",
            "加月(入职日期, 12) > 月末(0)",
        ),
        Function("加日(日期, n)", 2, 2, "n天后（负数为之前）", "加日(入职日期, 90) > 月末(0)"),
        Function(
            "相差天数(后, 前)", 2, 2, "从前到后多少天；反过来为负",
            "相差天数(月末(0), 入职日期) ≥ 90",
        ),
        Function(
            "相差月数(后, 前)", 2, 2, "从前到后满多少个月，月底视为满；反过来为负",
            "相差月数(月末(0), 入职日期) ≥ 6",
        ),
        Function(
            "自然月数(起, 止)", 2, 2, "两头都算在内碰到几个自然月；止在起之前为0",
            "自然月数(入职日期, 月末(0)) ≤ 3",
        ),
        Function(
            "首个考核月(入职日期, 截止日)", 2, 2, "截止日及以前入职的为入职当月1日，之后的为次月1日",
            "自然月数(首个考核月(入职日期, 15), 月末(0)) > 3",
        ),
    ),
    "表": (
        Function("查表(表, 词, …)", 2, 4, "表中对应的数或文字", "查表(底薪表, 级别)"),
        Function(
            "超额累进(档位表, x, 词…)", 2, 5, "按档分段，每段乘以本档的比例后相加",
            "超额累进(提成档, 归属净佣金)",
        ),
        Function(
            "档值(档位表, x, 词…)", 2, 5, "该数所在档的数值（全额）",
            "归属净佣金 × 档值(级差档, 归属净佣金, 级别)",
        ),
        Function("档次(档位表, x, 词…)", 2, 5, "该数在第几档，从1起", "档次(提成档, 归属净佣金) ≥ 2"),
    ),
    "级别与条件树": (
        Function("级别序(级别)", 1, 1, "在 grades 里由低到高第几级，从1起", "级别序(级别) ≥ 级别序(“中级”)"),
        Function("级别移动(级别, n)", 2, 2, "上移n级（负数下移），到头为止", "级别移动(级别, 1)"),
        Function("达标(条件树, 级别)", 1, 2, "条件树是否成立；用到标准级别的树须给出是哪一级", "达标(保持标准, 级别)"),
        Function("最高达标(条件树)", 1, 1, "成立的最高一级；一级也不成立为空", "最高达标(保持标准)"),
    ),
    "别的行": (
        Function("取自人员(量, 工号列)", 2, 2, "该列工号的人员的这个量", "取自人员(级别, 工号)"),
    ),
    "同组人员": (
        Function("组内合计(x, 列…)", 1, 4, "这几列相同的人员该项之和；不写列为全体", "组内合计(归属净佣金, 团队)"),
        Function("组内其他人合计(x, 列…)", 1, 4, "同组其他人员该项之和", "组内其他人合计(归属净佣金, 团队)"),
        Function("组内计数(条件, 列…)", 1, 4, "同组人员中条件成立的人数", "组内计数(月末在职, 团队, 级别)"),
        Function(
            "组内名次(x, 并列规则, 列…)", 2, 5,
            "由大到小第几名；“并列占位”为1、1、3，“并列不占位”为1、1、2",
            "组内名次(归属净佣金, “并列占位”, 团队)",
        ),
        Function("组内并列数(x, 列…)", 1, 4, "同组人员中与本人该项相同的人数，含本人", "组内并列数(归属净佣金, 团队)"),
        Function("全体合计(x)", 1, 1, "全体人员该项之和", "奖金 × 归属净佣金 ÷ 全体合计(归属净佣金)"),
        Function("团队其他人合计(x)", 1, 1, "同一团队其他人员该项之和", "团队其他人合计(归属净佣金)"),
        Function(
            "分摊(总额, 权重)", 2, 2,
            "总额（各人同一个数，先四舍五入到分）按权重分给全体人员，余下的分给余数最大的，同余数工号小的在先，合计分毫不差；"
            "权重都为0则都为0，有负的权重算不出",
            "分摊(奖金, 归属净佣金)",
        ),
    ),
    "以前各期": (
        Function("上期(量, 缺省)", 2, 2, "最近一个有记录的以前月份的数；没有取缺省", "上期(佣金提成, 0)"),
        Function("往期(量, n, 缺省)", 3, 3, "倒数第n个有记录的以前月份的数；没有取缺省", "往期(佣金提成, 2, 0)"),
        Function(
            "累计(量, 日期, 缺期规则)", 3, 3,
            "本月及最后一天不早于该日的以前各月之和；入职后缺月（该项目不计的月份不算缺），“缺期停算”算不出，“缺期略去”不计该月",
            "累计(归属净佣金, 年首(0), “缺期停算”)",
        ),
        Function("期均(量, 日期, 缺期规则)", 3, 3, "同上各月的平均", "期均(归属净佣金, 季首(0), “缺期略去”)"),
        Function("期大(量, 日期, 缺期规则)", 3, 3, "同上各月中最大的", "期大(归属净佣金, 季首(0), “缺期略去”)"),
        Function("期小(量, 日期, 缺期规则)", 3, 3, "同上各月中最小的", "期小(归属净佣金, 季首(0), “缺期略去”)"),
        Function(
            "期数(量, 日期, 缺期规则)", 3, 3, "同上有多少个月；是否的量为其中成立的月数",
            "期数(达到底线, 年首(0), “缺期略去”)",
        ),
        Function("连续(是否的量, n)", 2, 2, "本月及之前有记录的n−1个月都成立；记录不够为否", "连续(达到底线, 3)"),
        Function("连续期数(是否的量)", 1, 1, "到本月为止连着几个月成立", "连续期数(达到底线) ≥ 3"),
    ),
}  # fmt: skip
"""Every function by the group it is explained in."""

FUNCTIONS = {function.name: function for group in CATALOGUE.values() for function in group}
ARITY = {name: (function.least, function.most) for name, function in FUNCTIONS.items()}
MEANING = {name: function.meaning for name, function in FUNCTIONS.items()}

AGGREGATES = ("合计", "计数", "去重计数", "平均", "最大", "最小", "取值", "余额")
"""What the ``take`` of a measure may begin with."""

ROUNDINGS = ("四舍五入", "舍去", "进位")
EDGES = ("月首", "月末", "季首", "季末", "半年首", "半年末", "年首", "年末")
"""The first or last day of a month, quarter, half-year or year so many away."""
GROUP_FUNCTIONS = tuple(function.name for function in CATALOGUE["同组人员"])
"""Functions that look at the other persons of the month."""
OVER_PERSONS = (*GROUP_FUNCTIONS, *PAST_FUNCTIONS)
"""Functions only the formulas of persons may use: the other persons, or the person's earlier periods."""
TIES = ("并列占位", "并列不占位")
GAPS = ("缺期停算", "缺期略去")

COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq, "!=": operator.ne, ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le,
}  # fmt: skip
