"""Every function of the language in a workbook: LibreOffice computes from the formulas what the evaluator computed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow as pa
import pytest
import python_calamine
import xlsxwriter

from pipeline.money import Figures, to_arrow
from pipeline.period import Period
from pipeline.reports.formats import Looks, paper_options
from pipeline.reports.live.calculation import (
    FIRST_ROW,
    HEADING_ROW,
    SHEET,
    Calculation,
    Quantity,
    Sources,
    write_calculation,
)
from pipeline.reports.live.past_sheet import write_past
from pipeline.reports.live.rule_tables import write_tables
from pipeline.scheme.compile import Rules, compile_rules
from pipeline.scheme.excel_cells import Cells
from pipeline.scheme.expressions import STANDARD_GRADE, parse
from pipeline.scheme.facts import Facts, Past
from pipeline.scheme.functions import ARITY
from pipeline.scheme.lint import Known
from pipeline.scheme.model import RuleSet
from pipeline.scheme.run import make_late, surround
from pipeline.scheme.to_excel import NotLive, excel
from pipeline.scheme.units import DAY, FLAG, WORDS
from schemas.columns import Column
from tests.libreoffice import needs_libreoffice, recalculated
from tests.scheme.both_ways import of
from tests.scheme.trees import PERIOD

GRADES = ["见习", "初级", "中级", "高级"]
PERSONS: dict[str, list[Any]] = {
    "工号": ["001", "A2", "A3", "A4", "A5", "A6"],
    "岗位": ["客户经理"] * 6,
    "团队": ["一队", "一队", "二队", "一队", "二队", "一队"],
    "级别": ["见习", "中级", "高级", "初级", "初级", "中级"],
    "原级别": ["见习", "初级", "", "初级", "中级", "中级"],
    "上级": ["A3", "A3", "A3", "001", "A3", "A2"],
    "入职日期": [
        date(2024, 2, 29),
        date(2026, 1, 16),
        date(2026, 1, 15),
        date(2025, 12, 31),
        date(2026, 3, 31),
        date(2026, 2, 28),
    ],
    "离职日期": [None, date(2026, 3, 15), None, date(2026, 3, 31), None, None],
    "月末在职": [True, False, True, False, True, True],
    "新人": [False, True, True, True, True, False],
    "数": ["100.005", "-0.005", "150", "250", "150", "12.345"],
    "次": ["0", "3", "2", "5", "1", "4"],
}
KINDS = {"离职日期": DAY, "入职日期": DAY, "月末在职": FLAG, "新人": FLAG, "数": "元", "次": "元"}
TABLES = {
    "底薪表": {"unit": "元", "by": "级别", "rows": {"初级": 3000, "中级": 3800}, "otherwise": 10, "source": "一"},
    "双表": {
        "unit": "元",
        "by": ["级别", "团队"],
        "rows": {"初级": {"一队": 1}, "高级": {"二队": 2}},
        "otherwise": 7,
        "source": "一",
    },
    "全表": {"unit": "元", "by": "级别", "rows": {"见习": 1, "初级": 100, "中级": 150, "高级": 250}, "source": "一"},
    "词表": {"unit": WORDS, "by": "级别", "rows": {"见习": "非全日制"}, "otherwise": "劳动合同", "source": "一"},
    "双词": {
        "unit": WORDS,
        "by": ["级别", "团队"],
        "rows": {"见习": {"一队": "甲"}},
        "otherwise": "乙",
        "source": "一",
    },
    "停档": {"unit": "系数", "edge": "左闭右开", "bands": [[-1, 100, 1], [100, 300, 2]], "source": "一"},
    "零档": {
        "unit": "系数",
        "edge": "左开右闭",
        "bands": [[0, 100, 1], [100, 150, 2]],
        "outside": "按零",
        "source": "一",
    },
    "近档": {
        "unit": "系数",
        "edge": "左闭右开",
        "bands": [[0, 100, 1], [100, 150, 2]],
        "outside": "就近",
        "source": "一",
    },
    "敞档": {"unit": "系数", "edge": "左开右闭", "bands": [[None, 0, 3], [0, 100, 1], [100, None, 2]], "source": "一"},
    "级差档": {
        "unit": "系数",
        "edge": "左闭右开",
        "by": "级别",
        "outside": "就近",
        "source": "一",
        "bands": {
            grade: [[0, 100 + 10 * place, place], [100 + 10 * place, None, 9]] for place, grade in enumerate(GRADES)
        },
    },
}
FIGURES = [
    "四舍五入(数, 2)", "四舍五入(数, -2)", "舍去(数, 2)", "进位(数, 2)", "进位(数, -1)", "向下取整(数)", "向上取整(数)",
    "绝对值(数)", "取大(数, 次, 100)", "取小(数, 次)", "如果(次 = 0, 0, 数 ÷ 次)", "数 × 6.72%",
    "查表(底薪表, 级别)", "查表(双表, 级别, 团队)", "档值(停档, 数)", "档值(零档, 数)", "档值(近档, 数)",
    "档值(敞档, 数)",
    "档次(停档, 数)", "档次(零档, 数)", "档次(近档, 数)", "档次(敞档, 数)", "超额累进(停档, 数)", "超额累进(零档, 数)",
    "超额累进(近档, 数)", "超额累进(敞档, 数)", "档值(级差档, 数, 级别)", "档次(级差档, 数, 级别)",
    "超额累进(级差档, 数, 级别)",
    "年(入职日期)", "月(入职日期)", "日(入职日期)", "相差天数(月末(0), 入职日期)", "相差天数(入职日期, 月末(0))",
    "相差月数(月末(-1), 入职日期)", "相差月数(月末(0), 入职日期)", "自然月数(入职日期, 月末(0))",
    "自然月数(入职日期, 月末(-1))",
    "级别序(级别)", "取自人员(数, 上级)", "组内合计(数)", "组内合计(数, 团队)", "组内其他人合计(数, 团队, 级别)",
    "组内计数(月末在职, 团队)", "组内计数(月末在职)", "组内名次(数, “并列占位”)", "组内名次(数, “并列不占位”)",
    "组内名次(数, “并列占位”, 团队)", "组内名次(数, “并列不占位”, 团队)", "组内并列数(数)", "组内并列数(数, 团队)",
    "全体合计(数)", "团队其他人合计(数)", "上期(数, -1)", "往期(数, 2, 次)", "往期(数, 3, 次 + 1)",
    "累计(数, 年首(0), “缺期略去”)", "累计(数, 月首(-1), “缺期略去”)", "期均(数, 年首(0), “缺期略去”)",
    "期大(数, 年首(0), “缺期略去”)", "期小(数, 年首(0), “缺期略去”)", "期数(数, 年首(0), “缺期略去”)",
    "期数(月末在职, 年首(-1), “缺期略去”)", "连续期数(月末在职)", "分摊(100, 次)",
]  # fmt: skip
CONDITIONS = [
    "级别 = 原级别", "级别 ≠ 原级别", "为空(离职日期)", "为空(原级别)", "离职日期 ≠ 月末(0)", "离职日期 = 月末(0)",
    "离职日期 > 入职日期",
    "次 ≠ 0 且 数 ÷ 次 > 40", "次 = 0 或 数 ÷ 次 > 40", "全部(月末在职, 新人)", "任一(月末在职, 新人)",
    "任一(次 = 0, 数 ÷ 次 > 40)",
    "至少(2, 月末在职, 新人, 次 > 2)", "属于(级别, “初级”, “中级”)", "非 新人", "是", "入职日期 ≥ 季首(0)",
    "入职日期 ≤ 季末(-1)",
    "入职日期 ≥ 半年首(0)", "入职日期 ≤ 半年末(-1)",
    "入职日期 ≥ 年首(0)", "入职日期 ≤ 年末(-1)", "入职日期 ≥ 月首(-1)", "入职日期 ≤ 月末(-1)",
    "入职日期 ≥ 月内日(-2, 16)",
    "达标(保持, 级别)", "达标(底线)", "上期(月末在职, 否)", "往期(月末在职, 2, 新人)", "连续(月末在职, 1)",
    "连续(月末在职, 2)",
    "连续(月末在职, 3)", "取自人员(新人, 上级)", "查表(词表, 级别) = “劳动合同”",
]  # fmt: skip
SAID = [
    "查表(词表, 级别)", "查表(双词, 级别, 团队)", "级别移动(级别, 1)", "级别移动(级别, 次 - 3)", "最高达标(保持)",
    "上期(级别, “无”)",
    "往期(级别, 2, 原级别)", "取自人员(原级别, 上级)", "如果(月末在职, 原级别, 级别)",
]  # fmt: skip
DAYS = [
    "取大(入职日期, 离职日期, 月首(-1))", "取小(离职日期, 加月(离职日期, 1))", "取小(入职日期, 离职日期)",
    "取大(离职日期, 离职日期)",
    "加月(入职日期, 1)", "加月(离职日期, -12)", "加日(入职日期, 90)", "加日(离职日期, -1)", "首个考核月(入职日期, 15)",
    "首个考核月(离职日期, 次 × 5)", "如果(月末在职, 离职日期, 入职日期)", "取自人员(离职日期, 上级)", "月内日(-1, 31)",
]  # fmt: skip
FORMULAS = [
    (kind, formula)
    for kind, group in (("个", FIGURES), (FLAG, CONDITIONS), (WORDS, SAID), (DAY, DAYS))
    for formula in group
]
PAST = {
    "数": {
        "001": [("2025-12", Decimal("1.5")), ("2026-01", Decimal(-3)), ("2026-02", Decimal(20))],
        "A2": [("2026-01", Decimal(5))],
        "A4": [("2026-02", Decimal(1000))],
    },
    "月末在职": {
        "001": [("2026-01", True), ("2026-02", True)],
        "A3": [("2026-01", False), ("2026-02", True)],
        "A5": [("2026-02", False)],
    },
    "级别": {"001": [("2026-01", "初级"), ("2026-02", "见习")], "A3": [("2026-02", "中级")]},
}


def standard() -> Rules:
    """A rule set in which every formula is an item."""
    items = [
        {
            "name": f"项{place}",
            "unit": kind,
            "formula": formula,
            "source": "一",
            **({} if kind in (FLAG, WORDS, DAY) else {"round": "不取整"}),
        }
        for place, (kind, formula) in enumerate(FORMULAS)
    ]
    criteria = [
        {"name": "保持", "source": "一", "tree": {"all": [{"name": "线", "when": f"数 ≥ 查表(全表, {STANDARD_GRADE})"},
        {"name": "次", "when": "次 ≥ 0"}]}},
        {"name": "底线", "source": "一", "tree": {"at_least": 2, "of": [
            {"name": "一", "when": "数 > 1"}, {"name": "二", "when": "月末在职"}, {"name": "三", "when": "次 > 2"}]}},
    ]  # fmt: skip
    written = RuleSet.model_validate(
        {
            "name": "标准",
            "version": "1",
            "in_force": {"from": "2026-01-01"},
            "grades": GRADES,
            "items": items,
            "criteria": criteria,
            "tables": {name: {key: _plain(value) for key, value in table.items()} for name, table in TABLES.items()},
        }
    )
    known = {name: KINDS.get(name, WORDS) for name in PERSONS}
    scopes = {"人员": known, "客户": {}, "产品销售": {}}
    made, problems = compile_rules(written, Known(scopes, {}, {}, ("客户经理",)))
    # 取自人员 is for rows that name a person; here the persons' own rows do, in 上级.
    assert [words for _, words in problems if "取自人员 只能用于" not in words] == []
    return made


def _plain(value: Any) -> Any:
    """As the loader gives it: figures as they are written."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return str(value) if isinstance(value, int) else value


def people(rules: Rules) -> Facts:
    """The persons with every item."""
    cells = {
        name: [Decimal(cell) for cell in found] if name in ("数", "次") else found for name, found in PERSONS.items()
    }
    facts = of(**cells)
    past = {
        name: Past(
            {
                who: tuple((Period.parse(month), _stored(value)) for month, value in found)
                for who, found in of_all.items()
            }
        )
        for name, of_all in PAST.items()
    }
    surround(rules, facts, past)
    facts.around = replace(facts.around, people=facts)
    failures = make_late(rules, facts, {})
    assert [(failure.item.formula, failure.reason) for failure in failures] == []
    return facts


def _stored(value: Any) -> Any:
    return Fraction(value) if isinstance(value, Decimal) else value


def history() -> pd.DataFrame:
    """The same as rows of 往期."""
    rows = [
        {"quantity": name, "employee_id": who, "origin": month, **_cells(_stored(value))}
        for name, of_all in PAST.items() for who, found in of_all.items() for month, value in found
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _cells(value: Any) -> dict[str, Any]:
    if isinstance(value, bool | str):
        return {"figure": None, "word": value if isinstance(value, str) else "是" if value else "否"}
    return {"figure": float(value), "word": None}


def workbook(path: Path, rules: Rules, facts: Facts) -> None:
    """The sheet 计算 of these persons with all that its formulas reach for."""
    types = {DAY: "date", FLAG: "flag", WORDS: "text"}
    with xlsxwriter.Workbook(path, paper_options()) as book:
        looks = Looks(book)
        places = write_tables(book, looks, (rules,))[0]
        past = write_past(book, looks, history())
        quantities = [
            Quantity(
                name,
                Column(name, name, types.get(KINDS.get(name, WORDS), "number")),
                _series(facts, name),
                "",
                "人员信息",
            )
            for name in PERSONS
        ]
        quantities += [
            Quantity(item.name, (rules, item, places), _series(facts, item.name), "", "薪酬项目")
            for item in rules.items["人员"]
        ]
        calculation = Calculation(quantities, PERIOD, facts.rows)
        write_calculation(book.add_worksheet(SHEET), looks, calculation, Sources(past=past))


def _series(facts: Facts, name: str) -> pd.Series:
    column = facts.columns[name]
    if isinstance(column, Figures):
        array = to_arrow(column, facts.rows, pa.decimal128(38, 10))
    else:
        array = pa.array([facts.value(name, row) for row in range(facts.rows)])
    return pd.Series(pd.array(array, dtype=pd.ArrowDtype(array.type)))


def shown(cell: Any) -> Any:
    """A cell as both programs mean it: days as numbers, figures to eight decimals, an empty text as nothing."""
    if isinstance(cell, datetime | date):
        return float((date(cell.year, cell.month, cell.day) - date(1899, 12, 30)).days)
    if isinstance(cell, bool | int | float):
        return round(float(cell), 8)
    return cell or ""


def table(path: Path) -> dict[str, list[Any]]:
    """Each column of 计算 below its heading."""
    rows = python_calamine.load_workbook(str(path)).get_sheet_by_name(SHEET).to_python(skip_empty_area=False)
    return {heading: [shown(row[place]) for row in rows[FIRST_ROW:]] for place, heading in enumerate(rows[HEADING_ROW])}


def values_for_formulas(path: Path) -> list[str]:
    """The headings of items that stand as values."""
    rows = list(openpyxl.load_workbook(path)[SHEET].iter_rows(min_row=HEADING_ROW + 1, values_only=True))
    found = dict(zip(rows[0], rows[1], strict=True))
    return [
        FORMULAS[int(str(name)[1:])][1]
        for name, cell in found.items() if str(name).startswith("项") and not str(cell).startswith("=")
    ]  # fmt: skip


def test_every_function_is_among_the_formulas() -> None:
    """None is left out of the comparison below."""
    assert [name for name in ARITY if not any(f"{name}(" in formula for _, formula in FORMULAS)] == []


@needs_libreoffice
def test_libreoffice_computes_every_function_alike(tmp_path: Path) -> None:
    """Without cached values, each formula gives in every row what the evaluator gave."""
    rules = standard()
    facts = people(rules)
    workbook(tmp_path / "book.xlsx", rules, facts)
    assert values_for_formulas(tmp_path / "book.xlsx") == ["分摊(100, 次)"]
    again = table(recalculated(tmp_path / "book.xlsx", tmp_path))
    differing = {}
    for item in rules.items["人员"]:
        expected = [shown(_exact(facts.value(item.name, row))) for row in range(facts.rows)]
        if again[item.name] != expected:
            differing[str(FORMULAS[int(item.name[1:])][1])] = (expected, again[item.name])
    assert differing == {}


def _exact(value: Any) -> Any:
    return float(value) if isinstance(value, Fraction) else value


@pytest.mark.parametrize(
    ("formula", "says"),
    [
        ("组内合计(数 × 2, 团队)", "所取的量“数 × 2”要先算出来，没有自己的列"),
        ("组内名次(数, “并列占位”, 查表(词表, 级别))", "分组的词“查表(词表, 级别)”要先算出来，没有自己的列"),
        ("分摊(数, 次)", "分摊要比较各人余数的大小，电子表格的位数不够"),
        ("组内合计(数)", "本页没有“数”的整列"), ("上期(数, 0)", "往期的数不在本簿"),
    ],
)  # fmt: skip
def test_what_is_not_live_says_why(formula: str, says: str) -> None:
    """Instead of a wrong formula there is a reason, and the sheet holds the value."""
    with pytest.raises(NotLive) as caught:
        excel(parse(formula), Cells(lambda name: "A1", {}, PERIOD))
    assert str(caught.value) == says
