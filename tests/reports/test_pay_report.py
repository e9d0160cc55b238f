"""The pay report: layout, live totals, exact figures, capital figures, the same bytes twice."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.reports.pay_report import PayReport, Rule, write_pay_report
from schemas.columns import Column, Type

HEADINGS = (
    "序号", "工号", "姓名", "团队", "岗位", "级别", "归属净佣金", "税金及附加", "投资者保护基金", "计提基数", "应计底薪",
    "缺勤扣款", "病假扣款", "考勤扣罚", "出访扣罚", "佣金提成", "产品提成", "有效户奖", "保有津贴", "考核系数", "合规系数",
    "浮动薪酬", "团队管理津贴", "手工调整", "风险金计提", "风险金返还", "上期结欠", "应发合计", "本期结欠", "三险一金",
    "增值税", "附加税费", "个人所得税", "实发合计", "备注",
)  # fmt: skip
TEXTS = ("姓名", "团队", "岗位", "级别", "备注")
COEFFICIENTS = ("考核系数", "合规系数")
FIGURES = tuple(heading for heading in HEADINGS[6:-1] if heading not in COEFFICIENTS)
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
REMARKS = {
    2: "本月有效投诉2次、违规1次，合规系数为0，浮动薪酬为0；应发不足抵扣，结欠转下月",
    7: "证券经纪人，无底薪；本月无归属客户",
    9: "2026-01-12入职，在职计薪日15天（本月22天），底薪按天折算；级别见习；本月未满，出访单应交5张",
    17: "=1+1",
    18: "https://example.com/说明",
}


def _type(heading: str) -> Type:
    if heading == "序号":
        return "count"
    if heading == "工号":
        return "id"
    if heading in TEXTS:
        return "text"
    return "number" if heading in COEFFICIENTS else "money"


def _person(number: int) -> dict[str, object]:
    row: dict[str, object] = {
        heading: Decimal(number * 7919 % 1234567 * (place + 3) % 2345678) / 100 if number % 5 else Decimal("0.00")
        for place, heading in enumerate(FIGURES)
    }
    return row | {
        "工号": f"{number:06d}",
        "姓名": SURNAMES[number % 20] + "小明"[: 1 + number % 2],
        "团队": ("城东团队", "城西团队", "机构与产品团队")[number * 3 // 20],
        "岗位": "团队负责人" if number in (0, 7, 14) else "证券经纪人" if number % 6 == 5 else "客户经理",
        "级别": ("见习", "初级", "中级", "高级", "资深")[number % 5] if number % 6 != 5 else None,
        "归属净佣金": Decimal("-1234.56")
        if number == 4
        else Decimal("98765432.10")
        if number == 1
        else row["归属净佣金"],
        "考核系数": Decimal("0.9"),
        "合规系数": Decimal("0") if number == 2 else Decimal("1"),
        "备注": REMARKS.get(number, "" if number % 3 else None),
    }


def make_report(persons: int = 20) -> PayReport:
    """A made-up report of three teams."""
    return PayReport(
        branch="示例营业部",
        period="2026-01",
        scheme="示例营业部客户经理薪酬标准",
        version="2026版",
        approval="渠管〔2025〕31号",
        columns=tuple(Column(f"c{place}", heading, _type(heading)) for place, heading in enumerate(HEADINGS)),
        rows=tuple(_person(number) for number in range(persons)),
        retained=Decimal("345678.91"),
        rules=tuple(
            Rule(heading, "元", "第六条", f"{heading}：按计提基数超额累进乘以级别系数。" * 3) for heading in HEADINGS
        ),
    )


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The report of twenty people, written."""
    path = tmp_path / "营业部客户经理薪酬月报表_2026-01.xlsx"
    write_pay_report(path, make_report())
    return path
