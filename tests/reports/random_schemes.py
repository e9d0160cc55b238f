"""Whole random pay standards with months to run them on: every kind of part, sensible in kinds and units."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

TEAMS, POSTS = ("一队", "二队"), ("客户经理", "团队负责人", "证券经纪人")
GRADES = ("见习", "初级", "中级", "高级")
KINDS = ("甲类", "乙类", "丙类")
OPEN = ("甲类", "初级")
CLOSED = {"级别": ("初级", "中级"), "岗位": ("客户经理", "团队负责人"), "产品类型": ("股票型", "债券型")}
"""Words a formula may hold against these; any against the others."""
EMPLOYEES = ("001", "A2", "7", "B4", "A10", "12")
MONTHS = ("2026-02", "2026-03")
SOURCE = "第一条"


@dataclass
class Scope:
    """What formulas of one kind of rows may name."""

    figures: list[str]
    words: list[str]
    flags: list[str]
    days: list[str]
    kept: list[str] = field(default_factory=list)
    flat: bool = False


def graded(formula: str, otherwise: str = "0") -> str:
    """A formula about the grade, for persons who have one."""
    return f"如果(级别 = “”, {otherwise}, {formula})"


class Maker:
    """Makes one scheme and its months from a seed."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.person = Scope(
            ["基数", "加数", "奖金池", "线"],
            ["级别", "团队", "岗位", "标签"],
            ["证书", "月末在职"],
            ["入职日期", "到岗日期"],
            flat=True,
        )
        self.order = Scope(["金额", "数量", "线"], ["类别", "标签词"], ["逾期"], ["日期"])
        self.sale = Scope(["认购金额", "手续费收入", "线"], ["产品类型"], [], ["确认日期"])
        self.orders_late: list[str] = []

    def pick(self, *choices: Any) -> Any:
        return self.dice.choice(choices)

    def amount(self) -> str:
        """An amount with ties at half a fen among them."""
        return self.pick(
            "0",
            "0.005",
            "12.345",
            "100",
            "-3.5",
            "999.99",
            str(self.dice.randint(0, 30000) / 100),
            str(self.dice.randint(0, 5000)),
        )

    # formulas -------------------------------------------------------------------------------------------------------

    def figure(self, scope: Scope, depth: int = 2) -> str:
        """A figure in yuan, or bare."""
        if depth == 0 or self.dice.random() < 0.15:
            return self.pick(*scope.figures, *scope.figures, "1", "2.5", "100", "0.03", "0.005")

        def one() -> str:
            return self.figure(scope, depth - 1)

        forms = [
            lambda: f"({one()} + {one()})",
            lambda: f"({one()} - {one()})",
            lambda: (
                f"({one()} × {self.pick('6.72%', '0.5', '3', '占比') if scope is self.person else f'({one()} × 7%)'})"
            ),
            lambda: self.divided(one(), one()),
            lambda: f"取大({one()}, {one()})",
            lambda: f"取小({one()}, {one()}, 100)",
            lambda: f"绝对值({one()})",
            lambda: f"{self.pick('四舍五入', '舍去', '进位')}({one()}, {self.pick(2, 1, 0, -1)})",
            lambda: f"{self.pick('向下取整', '向上取整')}({one()} ÷ 7)",
            lambda: f"如果({self.condition(scope, depth - 1)}, {one()}, {one()})",
            lambda: f"查表(单表, {self.word(scope, 1)})",
            lambda: f"查表(双表, {self.word(scope, 1)}, {self.word(scope, 0)})",
            lambda: f"档值(近档, {one()})",
            lambda: f"档次(零档, {one()}) × 10",
            lambda: f"超额累进(敞档, {one()})",
            lambda: f"超额累进(零档, {one()})",
            lambda: self.blank_aware(scope, "相差天数(月末(0), {}) × 0.1"),
            lambda: self.blank_aware(scope, "自然月数({}, 月末(0)) × 2"),
            lambda: self.blank_aware(scope, f"{self.pick('年', '月', '日')}({{}}) × 1"),
        ]
        if scope is self.order:
            forms += [
                lambda: f"取自人员({self.pick('基数', '加数')}, 经办人)",
                lambda: "如果(为空(上级), 0, 取自人员(基数, 上级))",
            ]
        if scope is self.person:
            forms += self.of_persons(one, depth)
        return str(self.dice.choice(forms)())

    def of_persons(self, one: Any, depth: int) -> list[Any]:
        keys = self.pick("", ", 团队", ", 岗位", ", 团队, 级别")
        kept = self.pick(*self.person.kept, "基数")
        since = self.pick("年首(0)", "月首(-1)", "季首(0)", "入职日期")
        return [
            lambda: graded(f"档值(级差档, {one()}, 级别) × 100"),
            lambda: graded(f"超额累进(级差档, {one()}, 级别)"),
            lambda: graded("级别序(级别) × 5"),
            lambda: f"组内合计({one()}{keys})",
            lambda: f"组内其他人合计({one()}{keys})",
            lambda: f"组内计数({self.condition(self.person, depth - 1)}{keys})",
            lambda: f"组内名次({one()}, {self.pick('“并列占位”', '“并列不占位”')}{keys})",
            lambda: f"组内并列数({one()}{keys})",
            lambda: f"全体合计({one()})",
            lambda: f"团队其他人合计({one()})",
            lambda: f"分摊({self.pick('奖金池', '100.005')}, 取大({one()}, 0))",
            lambda: f"上期({kept}, {one()})",
            lambda: f"往期({kept}, 2, 0)",
            lambda: f"{self.pick('累计', '期均', '期大', '期小')}({kept}, {since}, “缺期略去”)",
            lambda: f"期数({kept}, {since}, “缺期略去”)",
        ]

    def divided(self, one: str, two: str) -> str:
        return f"如果({two} = 0, 0, {one} ÷ ({two}))"

    def blank_aware(self, scope: Scope, form: str) -> str:
        day = self.pick(*scope.days)
        return f"如果(为空({day}), 0, {form.format(day)})"

    def word(self, scope: Scope, depth: int = 1) -> str:
        if depth == 0 or self.dice.random() < 0.3:
            return self.pick(*scope.words)
        forms = [
            lambda: f"查表(词表, {self.word(scope, 0)})",
            lambda: f"如果({self.condition(scope, depth - 1)}, {self.word(scope, 0)}, “{self.pick(*KINDS)}”)",
        ]
        if scope is self.person:
            forms += [
                lambda: graded(f"级别移动(级别, {self.pick(1, -1, 2)})", "“无”"),
                lambda: "最高达标(保持标准)",
                lambda: "上期(标签, “无”)",
            ]
        return str(self.dice.choice(forms)())

    def day(self, scope: Scope, depth: int = 1) -> str:
        if depth == 0:
            return self.pick(*scope.days, "月末(0)", "季首(-1)", "月内日(-1, 31)")
        return self.pick(
            f"加月({self.day(scope, 0)}, {self.pick(1, -1, 13)})",
            f"加日({self.day(scope, 0)}, {self.pick(30, -7)})",
            f"{self.pick('取大', '取小')}({self.day(scope, 0)}, {self.day(scope, 0)})",
            f"如果({self.condition(scope, 0)}, {self.day(scope, 0)}, {self.day(scope, 0)})",
            f"首个考核月({self.pick(*scope.days)}, 15)",
        )

    def compared(self, scope: Scope, word: str) -> str:
        against = self.pick(*(f"“{one}”" for one in CLOSED.get(word, OPEN)), self.pick(*scope.words))
        return f"{word} {self.pick('=', '≠')} {against}"

    def among(self, word: str) -> str:
        listed = CLOSED.get(word, OPEN)
        return f"属于({word}, “{listed[0]}”, “{listed[-1]}”)"

    def condition(self, scope: Scope, depth: int = 1) -> str:
        if scope.flags and (depth == 0 or self.dice.random() < 0.2):
            return self.pick(*scope.flags)
        inner = max(depth - 1, 0)
        forms = [
            lambda: f"{self.figure(scope, inner)} {self.pick('≥', '>', '<', '≤', '=', '≠')} {self.figure(scope, 0)}",
            lambda: self.compared(scope, self.word(scope, inner)),
            lambda: f"{self.day(scope, inner)} {self.pick('≥', '<', '=', '≠')} {self.day(scope, 0)}",
            lambda: self.among(self.word(scope, inner)),
            lambda: f"为空({self.pick(*scope.days)})",
        ]
        if depth > 0:
            forms += [
                lambda: f"({self.condition(scope, inner)} {self.pick('且', '或')} {self.condition(scope, inner)})",
                lambda: f"非 ({self.condition(scope, inner)})",
                lambda: f"至少(1, {self.condition(scope, inner)}, {self.condition(scope, inner)})",
            ]
        if scope is self.person:
            forms += [lambda: "达标(保持标准, 级别)", lambda: "达标(底线)"]
        return str(self.dice.choice(forms)())

    # parts ----------------------------------------------------------------------------------------------------------

    def item(self, name: str, unit: str, formula: str, **more: Any) -> dict[str, Any]:
        rounding = {"round": self.pick("分", "分", "角", "不取整")} if unit == "元" else {}
        return {"name": name, "unit": unit, "formula": formula, "source": SOURCE, **rounding, **more}

    def scheme(self) -> dict[str, Any]:
        """The standard as its file says it."""
        measures = self.measures()
        items = [*self.order_items(), *self.sale_items(), *self.person_items()]
        return {
            "name": "随机标准",
            "version": "1",
            "in_force": {"from": "2025-01-01"},
            "source": SOURCE,
            "grades": list(GRADES),
            "groups": {"雇员": ["客户经理", "团队负责人"]},
            "parameters": {
                "线": {"value": self.pick("100", "12.345", "0"), "unit": "元", "source": SOURCE},
                "占比": {"value": self.pick("30%", "1.5%"), "unit": "比例", "source": SOURCE},
            },
            "facts": [
                {"name": "基数", "unit": "元", "blank": "0", "source": SOURCE},
                {"name": "加数", "unit": "元", "blank": "0", "source": SOURCE, "who": self.pick("", "雇员")},
                {"name": "证书", "unit": "是否", "blank": "否", "source": SOURCE},
                {"name": "标签", "unit": "文字", "blank": "无", "source": SOURCE},
                {"name": "上级工号", "unit": "文字", "blank": "", "source": SOURCE},
                {"name": "到岗日期", "unit": "日期", "blank": "", "source": SOURCE},
                {"name": "奖金池", "each": "营业部", "unit": "元", "blank": "0", "source": SOURCE},
            ],
            "records": [
                {
                    "name": "订单",
                    "key": ["订单号"],
                    "blank": ["上级", "日期"],
                    "source": SOURCE,
                    "columns": {
                        "订单号": "文字",
                        "经办人": "工号",
                        "上级": "工号",
                        "金额": "元",
                        "数量": "元",
                        "类别": "文字",
                        "标签词": "文字",
                        "日期": "日期",
                        "逾期": "是否",
                    },
                }
            ],
            "tables": self.tables(),
            "measures": measures,
            "items": items,
            "criteria": self.criteria(),
            "ledgers": [
                {
                    "name": "风险金",
                    "by": "人员与来源期间",
                    "source": SOURCE,
                    "post": [{"item": "计提", "origin": 0}, {"item": "返还", "sign": "-", "origin": -1}],
                },
                {
                    "name": "押金",
                    "by": "人员与对象",
                    "source": SOURCE,
                    "post": [{"item": "单额", "each": "订单", "person": "经办人", "object": "订单号"}],
                },
            ],
        }

    def tables(self) -> dict[str, Any]:
        edge = self.pick("左闭右开", "左开右闭")
        grades = {grade: str(100 * place + 5) for place, grade in enumerate(GRADES)}
        common = {"edge": edge, "source": SOURCE}
        return {
            "单表": {"unit": "元", "by": "词", "rows": {**grades, "甲类": "7"}, "otherwise": "3", "source": SOURCE},
            "双表": {
                "unit": "元",
                "by": ["一", "二"],
                "rows": {"初级": {"一队": "1", "甲类": "9"}},
                "otherwise": "0",
                "source": SOURCE,
            },
            "词表": {
                "unit": "文字",
                "by": "词",
                "rows": {"初级": "甲类", "甲类": "初级"},
                "otherwise": "丙类",
                "source": SOURCE,
            },
            "标准": {
                "unit": "元",
                "by": "级别",
                "rows": {grade: str(50 * n) for n, grade in enumerate(GRADES)},
                "otherwise": "9",
                "source": SOURCE,
            },
            "近档": {"unit": "元", "bands": [["0", "100", "1"], ["100", "999.99", "20"]], "outside": "就近", **common},
            "零档": {
                "unit": "比例",
                "bands": [["0", "100", "1%"], ["100", "1000", "20%"]],
                "outside": "按零",
                **common,
            },
            "敞档": {
                "unit": "比例",
                "bands": [[None, "0", "10%"], ["0", "12.345", "1%"], ["12.345", None, "20%"]],
                **common,
            },
            "级差档": {
                "unit": "比例",
                "by": "级别",
                **common,
                "bands": {
                    grade: [[None, str(100 * (n + 1)), "5%"], [str(100 * (n + 1)), None, f"{n + 6}%"]]
                    for n, grade in enumerate(GRADES)
                },
            },
        }

    def criteria(self) -> list[dict[str, Any]]:
        def leaf(name: str, when: str) -> dict[str, Any]:
            return {"name": name, "when": when}

        plain = Scope(["基数", "加数"], ["级别", "团队"], ["证书"], ["入职日期"])
        return [
            {
                "name": "保持标准",
                "source": SOURCE,
                "tree": {
                    "all": [
                        leaf("一", "基数 ≥ 查表(标准, 标准级别)"),
                        {"any": [leaf("二", "证书"), leaf("三", "加数 ≥ 0")]},
                    ]
                },
            },
            {
                "name": "底线",
                "source": SOURCE,
                "tree": {
                    "at_least": 2,
                    "of": [leaf("一", "基数 > 线"), leaf("二", "证书"), leaf("三", self.condition(plain))],
                },
            },
        ]

    def measures(self) -> list[dict[str, Any]]:
        """Every take over records, sales and members; ledgers of several months of origin."""
        where = [{}, {"where": self.condition(self.order, 2)}, {"where": self.condition(self.order, 1)}]
        made: list[dict[str, Any]] = []
        for place, take in enumerate(
            ("合计({})", "平均({})", "最大({})", "最小({})", "计数()", "去重计数(类别)", "去重计数(日期, 上级)")
        ):
            given = take.format(self.pick("金额", "单额", self.figure(self.order, 1)))
            none = {"none": self.pick("0", "-1", "5%")} if take[:2] in ("平均", "最大", "最小") else {}
            made.append(
                {
                    "name": f"订单{place}",
                    "over": "订单",
                    "person": self.pick("经办人", "经办人", "上级"),
                    "take": given,
                    "unit": "元",
                    "source": SOURCE,
                    **none,
                    **self.pick(*where),
                }
            )
        made += [
            {
                "name": "单词",
                "over": "订单",
                "person": "经办人",
                "take": "取值(标签词)",
                "none": "无",
                "unit": "文字",
                "source": SOURCE,
            },
            {
                "name": "单逾期",
                "over": "订单",
                "person": "经办人",
                "where": "类别 = “甲类”",
                "take": "取值(单旗)",
                "none": "否",
                "unit": "是否",
                "source": SOURCE,
            },
            {
                "name": "售额",
                "over": "产品销售",
                "take": f"合计({self.pick('认购金额', '售提', self.figure(self.sale, 1))})",
                "unit": "元",
                "source": SOURCE,
                **self.pick({}, {"where": self.condition(self.sale, 1)}),
            },
            {"name": "售类", "over": "产品销售", "take": "去重计数(产品类型)", "unit": "元", "source": SOURCE},
            {
                "name": "投诉",
                "over": "违规投诉",
                "where": "是否有效 且 日期 ≥ 月首(0)",
                "take": "计数()",
                "unit": "元",
                "source": SOURCE,
            },
            {
                "name": "下属",
                "over": "人员",
                "person": "上级工号",
                "take": self.pick("计数()", "合计(基数)", "合计(基数 × 占比)"),
                "unit": "元",
                "source": SOURCE,
                **self.pick({}, {"where": "证书 且 基数 > 0"}),
            },
            {
                "name": "下属最多",
                "over": "人员",
                "person": "上级工号",
                "take": f"{self.pick('最大', '最小', '平均')}(加数 + 基数)",
                "none": "0",
                "unit": "元",
                "source": SOURCE,
            },
            {"name": "风险金余额", "ledger": "风险金", "take": "余额()", "unit": "元", "source": SOURCE},
            {"name": "到期", "ledger": "风险金", "origin": -1, "take": "余额()", "unit": "元", "source": SOURCE},
            {
                "name": "近期",
                "ledger": "风险金",
                "origin": self.pick({"from": -2, "until": -1}, {"until": -1}),
                "take": "余额()",
                "unit": "元",
                "source": SOURCE,
            },
            {
                "name": "在押",
                "each": "订单",
                "ledger": "押金",
                "object": "订单号",
                "take": "余额()",
                "unit": "元",
                "source": SOURCE,
                **self.pick({}, {"person": "经办人"}),
            },
            {"name": "迟单", "over": "订单", "person": "经办人", "take": "合计(迟额)", "unit": "元", "source": SOURCE},
        ]
        self.person.figures += [
            m["name"] for m in made if m["unit"] == "元" and "each" not in m and m["name"] != "迟单"
        ]
        self.person.words.append("单词")
        self.person.flags.append("单逾期")
        return made

    def order_items(self) -> list[dict[str, Any]]:
        early = [
            self.item("单额", "元", f"{self.figure(self.order, 1)} + 金额", each="订单", round="分"),
            self.item("单旗", "是否", "类别 = “甲类”", each="订单"),
            self.item("单词项", "文字", self.word(self.order, 1), each="订单"),
            self.item("单日", "日期", f"取大({self.day(self.order, 1)}, 月首(-9))", each="订单"),
            self.item("单数", "元", f"{self.figure(self.order, 2)} + 在押", each="订单"),
        ]
        late = self.item("迟额", "元", f"取自人员(数零, 经办人) × 3% + {self.figure(self.order, 1)}", each="订单")
        return [*early, late]

    def sale_items(self) -> list[dict[str, Any]]:
        return [self.item("售提", "元", self.figure(self.sale, 2), each="产品销售", round="分")]

    def person_items(self) -> list[dict[str, Any]]:
        made = []
        names = ("零", "一", "二", "三", "四", "五", "六")
        for place, word in enumerate(names):
            more: dict[str, Any] = {}
            if place and self.dice.random() < 0.3:
                more["calendar"] = self.pick("每季", [2, 3])
            if self.dice.random() < 0.3:
                more |= {"floor": "0", "cap": "线 + 5000"}
            if self.dice.random() < 0.3:
                more["who"] = self.pick("雇员", "证券经纪人、团队负责人")
            one = self.item(f"数{word}", "元", self.figure(self.person, 2), **more)
            if self.dice.random() < 0.2:
                first = {"who": "雇员", "formula": one.pop("formula")}
                one |= {"cases": [first, {"who": "证券经纪人", "formula": self.figure(self.person, 1)}]}
                one.pop("who", None)
            made.append(one)
            self.person.figures.append(one["name"])
            if one["round"] != "不取整":
                self.person.kept.append(one["name"])
            if word == "一":
                self.person.figures.append("迟单")
        made += [
            self.item("旗", "是否", self.condition(self.person, 2)),
            self.item("词", "文字", self.word(self.person, 1)),
            self.item("日", "日期", self.day(self.person, 1)),
            self.item("连着", "是否", f"连续(旗, {self.pick(1, 2, 3)})"),
            self.item("几期", "元", "连续期数(旗)", round="分"),
            self.item("计提", "元", f"取大({self.figure(self.person, 1)}, 0) × 10%", round="分"),
            self.item("返还", "元", "到期", round="分"),
        ]
        return made

    # months ---------------------------------------------------------------------------------------------------------

    def month(self, period: str, record: str) -> dict[str, Any]:
        """What is delivered in a month."""
        count = self.dice.randint(3, len(EMPLOYEES))
        staff = EMPLOYEES[:count]
        people = [
            {
                "工号": who,
                "团队": self.pick(*TEAMS),
                "岗位": self.pick(*POSTS),
                "级别": self.pick(*GRADES),
                "入职日期": self.pick("2020-02-29", "2025-12-31", f"{period}-01"),
                "基数": self.amount(),
                "加数": self.amount(),
                "证书": self.pick("是", "否"),
                "标签": self.pick(*KINDS, *GRADES),
                "到岗日期": "2026-02-28",
                **({"上级工号": self.pick(*staff)} if self.dice.random() < 0.7 else {}),
            }
            for who in staff
        ]
        for one in people:
            if one["岗位"] == "证券经纪人":
                one.pop("加数")
        orders = [
            {
                "订单号": f"{self.pick('D', '0')}{number}",
                "经办人": self.pick(*staff),
                "金额": self.amount(),
                "数量": self.amount(),
                "类别": self.pick(*KINDS),
                "标签词": "同词",
                "逾期": self.pick("是", "否"),
                **({"上级": self.pick(*staff)} if self.dice.random() < 0.6 else {}),
                **({"日期": self.pick(f"{period}-05", "2025-12-31")} if self.dice.random() < 0.7 else {}),
            }
            for number in range(self.dice.randint(0, 9))
        ]
        sales = [
            {
                "流水号": f"S{number}",
                "工号": self.pick(*staff),
                "认购金额": str(self.dice.randint(0, 90000) / 100),
                "手续费收入": "12.35",
                "产品类型": self.pick("股票型", "债券型"),
            }
            for number in range(self.dice.randint(0, 6))
        ]
        conduct = [{"工号": self.pick(*staff)} for _ in range(self.dice.randint(0, 2))]
        return {
            "period": period,
            "given": {
                "人员": people,
                record: orders,
                "产品销售": sales,
                "违规投诉": conduct,
                "营业部": {"奖金池": self.pick("1000", "99.99")},
            },
        }
