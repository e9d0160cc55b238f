"""``scheme show`` says everything the language can say, and every part that changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.scheme.compile import Rules
from pipeline.scheme.describe import changes, describe
from pipeline.scheme.describe_parts import criterion_rows, item_row, ledger_row, measure_row, tree_lines
from pipeline.scheme.item_parts import Condition, Criterion, Item
from pipeline.scheme.model import LedgerText, Measure
from tests.scheme.rule_sets import item, rules

SCHEMES = Path(__file__).parents[2] / "examples" / "schemes"
WHOLE: dict[str, Any] = {
    "applies_to": {"地区类别": ["一类", "二类"]},
    "grades": ["初级", "中级"],
    "parameters": {
        "抽成": {"value": "30%", "unit": "比例", "min": "0", "max": "50%", "source": "第二条", "note": "试行"},
        "处理": {"value": "按零", "among": ["按零", "结转"], "source": "第二条"},
    },
    "facts": [
        {"name": "客户成本", "unit": "元", "blank": "0", "source": "第三条"},
        {"name": "奖金池", "each": "营业部", "unit": "元", "source": "第三条"},
        {"name": "其他扣款", "unit": "元", "manual": True, "blank": "0", "min": "0", "max": "5000", "who": "兼职",
         "source": "第三条"},
    ],
    "records": [{"name": "订单", "columns": {"订单号": "文字", "经办人": "工号", "佣金": "元", "完成日": "日期"},
                 "key": ["订单号"], "blank": ["完成日"], "source": "第四条"}],
    "tables": {
        "底薪表": {"unit": "元/月", "by": "级别",
                "rows": {"初级": "1000", "中级": {"range": ["1000", "1500"], "chosen": "1200"}},
                "otherwise": "0", "limits": {"min": "0", "max": "9000"}, "source": "第五条", "note": "按月"},
        "形式": {"unit": "文字", "by": "级别", "rows": {"初级": "非全日制", "中级": "劳动合同"}, "source": "第五条"},
        "级差档": {"unit": "比例", "edge": "左开右闭", "by": "级别", "source": "第六条",
                "bands": {"初级": [["0", "1万", "20%"], ["1万", None, "25%"]], "中级": [["0", None, "30%"]]}},
        "打分档": {"unit": "分", "edge": "左闭右开", "outside": "就近", "overlap": "靠后", "gap": "靠前",
                "source": "第七条", "bands": [["0", "60", "1"], ["50", "80", "2"], ["90", "100", "3"]]},
    },
    "measures": [
        {"name": "订单佣金", "over": "订单", "person": "经办人", "take": "合计(佣金)", "unit": "元",
         "source": "第八条"},
    ],
    "criteria": [{"name": "保持", "source": "第九条", "note": "按月", "tree": {"all": [
        {"name": "佣金", "when": "订单佣金 ≥ 1"},
        {"any": [{"name": "一", "when": "日数 ≥ 20"}, {"name": "二", "when": "级别 = “中级”"}]},
        {"at_least": 2, "of": [{"name": "三", "when": "日数 ≥ 1"}, {"name": "四", "when": "日数 ≥ 2"}]},
    ]}}],
}  # fmt: skip
PAY = {"floor": "0", "cap": "日数 × 100", "round": "元", "mode": "舍去", "calendar": "每季", "nature": "提成"}
PAID = item("薪酬", "订单佣金 × 抽成", limits={"min": "0", "max": "10万", "review": "5万"}, note="试行", **PAY)


@pytest.fixture(scope="module")
def whole() -> Rules:
    return rules(PAID, **WHOLE)


def rows(whole: Rules, title: str) -> list[tuple[str, ...]]:
    """The rows of one part."""
    return list(next(section.rows for section in describe(whole, None) if section.title == title))


def test_the_head_says_for_which_branches(whole: Rules) -> None:
    """applies_to in words; without it the version is for all."""
    assert ("适用范围", "地区类别一类、二类") in rows(whole, "标准")
    assert ("适用范围", "全部营业部") in rows(rules(item("甲", "1")), "标准")


def test_parameters_with_what_they_may_be(whole: Rules) -> None:
    """Value as written, unit, range or choices, article, note."""
    assert rows(whole, "参数") == [
        ("抽成", "30%", "比例", "0% 至 50%", "第二条", "试行"), ("处理", "按零", "文字", "按零、结转", "第二条", ""),
    ]  # fmt: skip


def test_facts_with_of_whom_and_what_holds_without(whole: Rules) -> None:
    """Blank or required, of whom, by hand, within which range."""
    assert [row[:5] for row in rows(whole, "补充数据")] == [
        ("客户成本", "全部人员", "元", "按0计", ""),
        ("奖金池", "营业部，全体同一数", "元", "必须交来，缺了停算", ""),
        ("其他扣款", "兼职", "元", "按0计", "手工填报，须写事由与批准人，0 至 5000"),
    ]


def test_records_column_by_column(whole: Rules) -> None:
    """Kind, whether it must be filled, which columns are the key."""
    assert [row[1:4] for row in rows(whole, "业务记录")] == [
        ("订单号", "文字", "必填，主键"), ("经办人", "工号", "必填"), ("佣金", "元", "必填"),
        ("完成日", "日期", "可空"),
    ]  # fmt: skip


def test_tables_with_words_ranges_and_bands_of_words(whole: Rules) -> None:
    """A chosen figure beside its printed range, words, bands per grade; policies once, with the first row."""
    found = {name: [row[1:3] for row in rows(whole, "表") if row[0] == name] for name in whole.tables}
    assert found["底薪表"] == [
        ("初级", "1000"), ("中级", "1200（原文幅度 1000 至 1500，本部取此数）"), ("其余", "0"),
    ]  # fmt: skip
    assert found["形式"] == [("初级", "非全日制"), ("中级", "劳动合同")]
    assert found["级差档"] == [("初级 (0, 10000]", "20%"), ("初级 (10000, ∞)", "25%"), ("中级 (0, ∞)", "30%")]
    notes = {row[0]: row[5] for row in reversed(rows(whole, "表"))}
    assert notes["底薪表"] == "按级别查；数值须在 0 至 9000；按月"
    assert notes["级差档"] == "按级别查；含终点、不含起点；不在任何一档的停算"


def test_bands_that_contradict_each_other_show_both_readings(whole: Rules) -> None:
    """Printed 0–60, 50–80, 90–100: what is printed twice goes to the later, the gap to the earlier band."""
    found = [row for row in rows(whole, "表") if row[0] == "打分档"]
    assert [row[1] for row in found] == ["[0, 50)", "[50, 90)", "[90, 100)"]
    assert found[0][5] == (
        "原文印作 [0, 60)；含起点、不含终点；不在任何一档的取最近的一档；原文档位重叠处归后一档；原文档位缺口处归前一档"
    )
    assert found[1][5] == "原文印作 [50, 80)"
    assert found[2][5] == ""


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (
            {"over": "订单", "person": "经办人", "take": "最大(佣金)", "none": "0"},
            "最大(佣金)，人员看“经办人”一列，没有行的为 0",
        ),
        ({"over": "订单", "where": "佣金 > 0", "take": "计数()"}, "计数()，其中 佣金 > 0"),
        ({"ledger": "风险金", "origin": -12, "take": "余额()"}, "余额()，来源期间为12个月前"),
        (
            {"ledger": "风险金", "origin": {"from": -14, "until": -12}, "take": "余额()"},
            "余额()，来源期间为14个月前至12个月前",
        ),
        ({"ledger": "风险金", "origin": {"until": 0}, "take": "余额()"}, "余额()，来源期间到本月为止"),
    ],
)
def test_measures_with_person_none_and_window(more: dict[str, Any], words: str) -> None:
    """Which column names the person, what one without a line has, which months of origin."""
    measure = Measure.model_validate({"name": "甲", "unit": "元", "source": "第八条", **more})
    assert measure_row(measure)[3] == words


def test_a_criterion_as_an_indented_tree(whole: Rules) -> None:
    """All, any and at least so many, each leaf with its condition; article and note once."""
    assert [text for _, text, _, _ in rows(whole, "条件树")] == [
        "全部成立：", "　　佣金：订单佣金 ≥ 1", "　　任一成立：", "　　　　一：日数 ≥ 20", "　　　　二：级别 = “中级”",
        "　　至少2项成立：", "　　　　三：日数 ≥ 1", "　　　　四：日数 ≥ 2",
    ]  # fmt: skip
    assert rows(whole, "条件树")[0][2:] == ("第九条", "按月")
    named = Condition.model_validate({"name": "组", "any": [{"name": "一", "when": "日数 ≥ 20"}]})
    assert list(tree_lines(named)) == ["组，任一成立：", "　　一：日数 ≥ 20"]
    assert len(list(criterion_rows(Criterion(name="组", tree=named, source="第九条")))) == 2


def test_an_item_with_calendar_bounds_rounding_and_guard_rails() -> None:
    """Everything that is set of it, in words."""
    assert item_row(1, Item.model_validate(PAID))[2:10] == (
        "全部人员", "每季末月计", "订单佣金 × 抽成", "不低于 0，不高于 日数 × 100", "元", "舍去到元",
        "0 至 100000，大于 50000 的提醒复核", "提成",
    )  # fmt: skip


def test_a_ledger_with_kinds_objects_and_a_successor() -> None:
    """Who holds the balance of what, and to whom it goes."""
    ledger = LedgerText.model_validate({
        "name": "移交", "by": "人员与对象", "reset": "每季首月清零", "source": "第十条",
        "post": [
            {"item": "计提", "origin": 0}, {"item": "返还", "sign": "-", "origin": -12, "who": "兼职"},
            {"item": "移交", "each": "订单", "person": "经办人", "object": "订单号", "to": "接手人", "kind": "移交"},
        ],
    })  # fmt: skip
    assert ledger_row(ledger)[2:5] == (
        "人员与对象",
        "+计提（记在本月名下）；-返还（兼职，记在12个月前名下）；"
        "+移交（每条订单，变动写作移交，人员看经办人，对象看订单号，同额转给接手人）",
        "每季首月清零",
    )


CHANGED: dict[str, dict[str, Any]] = {
    "标准": {"applies_to": {"地区类别": ["一类"]}},
    "参数": {"parameters": {**WHOLE["parameters"], "抽成": {**WHOLE["parameters"]["抽成"], "value": "20%"}}},
    "补充数据": {"facts": [{**WHOLE["facts"][0], "blank": "1"}, *WHOLE["facts"][1:]]},
    "业务记录": {"records": [{**WHOLE["records"][0], "blank": []}]},
    "表": {"tables": {**WHOLE["tables"], "打分档": {**WHOLE["tables"]["打分档"], "outside": "按零"}}},
    "计量": {"measures": [{**WHOLE["measures"][0], "where": "佣金 > 0"}]},
    "条件树": {"criteria": [{**WHOLE["criteria"][0], "tree": {"name": "佣金", "when": "订单佣金 ≥ 2"}}]},
    "备注": {"remarks": [{"when": "薪酬 > 0", "text": "有薪酬"}]},
    "台账": {"ledgers": [{"name": "新台账", "source": "第十条"}]},
}


@pytest.mark.parametrize("part", CHANGED)
def test_a_change_of_any_part_is_told(whole: Rules, part: str) -> None:
    """One change in one part is one row of that part, with both wordings."""
    (row,) = changes(whole, rules(PAID, **{**WHOLE, **CHANGED[part]}))
    assert row[0] == part
    assert row[2] != row[3]


OTHERS = [{"calendar": "每月"}, {"floor": "1"}, {"cap": "1"}, {"round": "分"}, {"mode": "进位"}]


@pytest.mark.parametrize("more", OTHERS)
def test_a_change_of_anything_of_an_item_is_told(whole: Rules, more: dict[str, str]) -> None:
    """When it is worked out, its bounds, its rounding."""
    found = list(changes(whole, rules({**PAID, **more}, **WHOLE)))
    assert [row[:2] for row in found] == [("项目", "薪酬")]


def typed(*words: str) -> Result:
    """The answer to these words."""
    return CliRunner().invoke(main, ["scheme", "show", *words])


def test_every_example_can_be_shown_without_a_month() -> None:
    """Each version of each file, every item of it."""
    for path in sorted(SCHEMES.glob("*.yaml")):
        if not path.name.endswith(".cases.yaml"):
            result = typed("--file", str(path), "--json")
            assert result.exit_code == 0, (path, result.output)
            assert json.loads(result.output)["schemes"]


VERSIONS = """schemes:
  - {name: 甲, version: 一, in_force: {from: 2026-01-01, until: 2026-06-30}, items: [{name: 薪酬, unit: 元, round: 分,
     formula: "1", source: 第一条}]}
  - {name: 甲, version: 二, in_force: {from: 2026-07-01}, items: [{name: 薪酬, unit: 元, round: 分, formula: "2",
     source: 第一条}]}
"""


def test_a_file_with_versions_shows_each_against_the_one_before(tmp_path: Path) -> None:
    """Both versions in text and workbook; of a month only the one in force."""
    path, book = tmp_path / "标准.yaml", tmp_path / "标准.xlsx"
    path.write_text(VERSIONS, encoding="utf-8")
    said = typed("--file", str(path), "--workbook", str(book))
    assert said.exit_code == 0, said.output
    assert said.output.index("甲（一）") < said.output.index("没有上一版") < said.output.index("甲（二）")
    assert "项目　薪酬　1，四舍五入到分　2，四舍五入到分" in said.output
    assert {"1·项目", "2·项目"} <= set(openpyxl.load_workbook(book).sheetnames)
    of_august = typed("2026-08", "--file", str(path))
    assert "甲（二）" in of_august.output
    assert "甲（一）" not in of_august.output


def test_what_cannot_be_shown_is_refused_in_words(tmp_path: Path) -> None:
    """No month and no file; the statute of a file that has none; a file that is not there."""
    assert typed().exit_code == 2
    assert "请写月份" in typed().output
    assert "不能与 --file 同时写" in typed("--law", "--file", "标准.yaml").output
    assert typed("--file", str(tmp_path / "没有.yaml")).exit_code == 2
