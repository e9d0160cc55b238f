"""The configuration: every mistake at once, with file, line, words and the nearest known word; what governs a month."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.period import Period
from pipeline.settings import ConfigurationError, load
from tests.settings.small import SMALL, changed, complaints, line_of, loaded, written

PROJECT = Path(__file__).parents[2]
SCHEME = "schemes › 标准 › "

WRONG = [
    # (what is replaced, by what, the piece whose line is told, the words)
    ("branch: {name: 示例营业部}\n", "", "calendar:", "缺少“branch”"),
    ("{name: 示例营业部}", "{}", "branch:", "branch：缺少“name”"),
    ("{name: 示例营业部}", "{name: 甲, cty: 乙}", "branch:", "branch：不认识“cty”；最接近的是“city”，请改正或删去"),
    ("branch:", "标题: 月报\nbranch:", "标题:", "不认识“标题”，请改正或删去"),
    ("in_force: {from: 2026-01-01}", "in_force: {form: 2026-01-01}", "in_force: {form",
     f"{SCHEME}in_force：不认识“form”；最接近的是“from”，请改正或删去", f"{SCHEME}in_force：缺少“from”"),
    *(
        ("in_force: {from: 2026-01-01}", f"in_force: {{from: {text}}}", "in_force:",
         f"{SCHEME}in_force › from：“{text}”不是日期，应写成 2026-01-01")
        for text in ("2026-13-01", "2026/01/01", "20260101", "2026-1-1", "1767225600", "2026-02-29", "元旦")
    ),
    ("date: 2025-12-20", "date: 去年底", "approval:",
     f"{SCHEME}approval › date：“去年底”不是日期，应写成 2026-01-01"),
    ("[2026-01-01, 2026-10-01]", "[2026-01-01, 10-01]", '"2026": [',
     "calendar › statutory_days › 2026 › 第2项：“10-01”不是日期，应写成 2026-01-01"),
    ("[2026-01-01, 2026-10-01]", "2026-01-01", '"2026":', "calendar › statutory_days › 2026：应是一列，如 [甲, 乙]"),
    ("origin: -12", "origin: 去年", "{name: 到期风险金", f"{SCHEME}measures › 到期风险金 › origin：“去年”不是整数"),
    ("origin: -12", "origin: {form: -14, until: -12}", "{name: 到期风险金",
     f"{SCHEME}measures › 到期风险金 › origin：不认识“form”；最接近的是“from”，请改正或删去"),
    ("origin: -12", "origin: 1.5", "{name: 到期风险金", f"{SCHEME}measures › 到期风险金 › origin：“1.5”不是整数"),
    ("branch:", "intake: {limits: {seconds_per_file: 很久}}\nbranch:", "intake:",
     "intake › limits › seconds_per_file：“很久”不是数字"),
    ("{name: 示例营业部}", "{name: [甲, 乙]}", "branch:", "branch › name：应是文字，写成了几项"),
    ("{name: 示例营业部}", "示例营业部", "branch:", "branch：应是若干行“名称: 内容”"),
    ("groups: {雇员: [客户经理, 团队负责人]}", "groups: [雇员]", "groups:",
     f"{SCHEME}groups：应是若干行“名称: 内容”"),
    ("relation: 开发", "relation: 发展", "{name: 归属净佣金, amount",
     f"{SCHEME}credits › 归属净佣金 › relation：“发展”不在可选值之内：开发、服务"),
    ("edge: 左闭右开", "edge: 左闭", "edge:",
     f"{SCHEME}tables › 提成档 › edge：“左闭”不在可选值之内：左闭右开、左开右闭"),
    ("[0, 10000, 25%]", "[0, 10000]", "bands:",
     f"{SCHEME}tables › 提成档 › bands › 第1项：应有三项：[起点, 终点, 数值]，不限的一端写 null"),
    ("formula: 20 × 迟到次数", "formula: 取大(20, 迟到次数)", "{name: 扣罚",
     f"{SCHEME}items › 扣罚 › formula：公式“取大(20”的括号不成对：左括号1个，右括号0个",
     f"{SCHEME}items › 扣罚：不认识“迟到次数)”，请改正或删去；公式里有逗号时整条公式要加引号"),
    ("[0, 10000, 25%]", "[0, 一万, 25%]", "bands:",
     f"{SCHEME}tables › 提成档 › bands › 第1项 › 第2项：“一万”不是数字，应写成 2500、25%、0.2‰ 或 3万"),
    ("20 × 迟到次数", "20 × 迟到次数 +", "{name: 扣罚",
     f"{SCHEME}items › 扣罚 › formula：公式“20 × 迟到次数 +”写法有误：运算符、逗号或括号的前后缺少内容"),
    ("20 × 迟到次数", "[20]", "{name: 扣罚", f"{SCHEME}items › 扣罚 › formula：应是一条公式（文字）"),
    ("formula: 超额累进(提成档, 取大(归属净佣金, 0))", "formula:", "- name: 提成",
     "项目“提成”应有一条 formula，或按岗位写 cases，二者取一"),
    ("取大(归属净佣金, 0)", "取大(归属佣金, 0)", "formula: 超额",
     "项目“提成”：没有“归属佣金”这个量；最接近的是“归属净佣金”"),
    ("取大(归属净佣金, 0)", "取大(归属净佣金, 迟到次数)", "formula: 超额",
     "项目“提成”：“归属净佣金”是元，“迟到次数”是次，不能比较大小"),
    ("rows: {初级: 0.9, 中级: 1.0}", "rows: {初级: 九折, 中级: 1.0}", "级别系数:",
     "表“级别系数”的“初级”：“九折”不是数字，应写成 2500、25%、0.2‰ 或 3万"),
    ("[10000, null, 30%]", "[20000, null, 30%]", "提成档:",
     "表“提成档”的档位有缺口：…到10000，下一档从20000；上一档的终点应等于下一档的起点"),
    ("        edge: 左闭右开\n", "", "提成档:",
     "表“提成档”没有写明边界归属 edge：左闭右开（含起点）或 左开右闭（含终点）"),
    ("over: 考勤", "over: 考勤表", "{name: 迟到次数", "计量“迟到次数”所取的表“考勤表”不存在；最接近的是“考勤”"),
    ("合计(迟到次数)", "合计(迟到)", "{name: 迟到次数",
     "计量“迟到次数”的 take：没有“迟到”这个量；最接近的是“迟到次数”"),
    ("amount: 净佣金", "amount: 净拥金", "{name: 归属净佣金, amount",
     "归属“归属净佣金”的金额“净拥金”不存在；最接近的是“净佣金”"),
    ("{item: 提成, origin: 0}", "{item: 提成额, origin: 0}", "{name: 风险金, by",
     "台账“风险金”记入的项目“提成额”不存在；最接近的是“提成”"),
    ("{迟到次数}次", "{迟到}次", "- {when", "备注“无提成，迟到{迟到}次”里的“迟到”不存在；最接近的是“迟到次数”"),
    ("when: 提成 = 0", "when: 提层 = 0", "- {when",
     "备注“无提成，迟到{迟到次数}次”的条件：没有“提层”这个量；最接近的是“提成”"),
    ("formula: 提成 - 扣罚", "formula: 提成 - 扣法", "{name: 实发", "项目“实发”：没有“扣法”这个量；最接近的是“扣罚”"),
    ("      - {name: 实发", "      - {name: 扣罚, unit: 元, round: 分, formula: 提成, source: 一}\n      - {name: 实发",
     "{name: 扣罚, unit: 元, round: 分, formula: 提成", "项目“扣罚”与已有的量同名，请改名"),
    ("columns: [工号, 姓名", "columns: [工号, 名字", "columns:",
     "报表列“名字”不是任何项目或人员信息；最接近的是“姓名”"),
    ("columns: [工号, 姓名", "columns: [工号, 工号", "columns:", "报表列“工号”写了两次，请删去一处"),
    ("columns: [工号, 姓名", "columns: [工号, 来源", "columns:", "报表列“来源”不是任何项目或人员信息"),
    ("retained: 归属净佣金", "retained: 净佣金", "retained:",
     "营业部自留“净佣金”不是任何分到分的归属；最接近的是“归属净佣金”"),
    ("from: 2026-01-01}", "from: 2026-01-15}", "in_force:",
     "薪酬标准“标准”2026自2026-01-15起生效；按整月执行，from 应是某月1日"),
    ("until: 2026-12-31", "until: 2026-12-30", "in_force: {from: 2026-01-01, until",
     "法定标准“税”2026至2026-12-30止；按整月执行，until 应是某月最后一天"),
    ("until: 2026-12-31", "until: 2025-12-31", "in_force: {from: 2026-01-01, until",
     "法定标准“税”2026的 until 2025-12-31 早于 from 2026-01-01"),
    ("2026-10-01]", "2025-10-01]", '"2026": [', "2025-10-01不在2026年，请移到它自己的年份下"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "at", "words"), [(o, n, a, w) for o, n, a, *w in WRONG])
def test_one_mistake_is_told_with_its_line(tmp_path: Path, old: str, new: str, at: str, words: list[str]) -> None:
    """Where, what was found, what was expected: exactly these words at the line where it is written."""
    text = changed((old, new))
    assert complaints(tmp_path, text) == [(line_of(text, at), said) for said in sorted(words)]


def test_the_small_configuration_is_right(tmp_path: Path) -> None:
    """Without a change there is nothing to complain of."""
    assert complaints(tmp_path, SMALL) == []


def test_the_example_configuration_is_right() -> None:
    """The configuration that is shipped loads, and governs every month from January 2026 on."""
    settings = load(PROJECT / "config.yaml")
    for month in (1, 12):
        assert settings.standard(Period(2026, month)).scheme.text.version == "2026"


def test_every_mistake_is_told_at_once_in_the_order_of_lines(tmp_path: Path) -> None:
    """Wrong words in a table, a measure, an item, a remark, the statute and the report are one list."""
    text = changed(
        ("columns: [工号", "columns: [公号"), ("中级: 1.0", "中级: 一"), ("over: 考勤", "over: 考情"),
        ("20 × 迟到次数", "20 × 迟到"), ("{迟到次数}次", "{迟到}次"), ("提成 - 扣罚", "提成 - 罚扣"),
    )  # fmt: skip
    places = ["columns:", "级别系数:", "{name: 迟到次数", "{name: 扣罚", "- {when", "{name: 实发"]
    assert [line for line, _ in complaints(tmp_path, text)] == [line_of(text, place) for place in places]


def test_an_empty_configuration_lacks_everything_it_must_have(tmp_path: Path) -> None:
    """The keys that cannot be left out are named, each once."""
    words = [(1, f"缺少“{name}”") for name in ("branch", "law", "report", "schemes")]
    assert complaints(tmp_path, "") == words
    assert complaints(tmp_path, "# 只有说明\n") == words
    assert complaints(tmp_path, "- 1\n") == [(1, "应是若干行“名称: 内容”")]
    assert (1, "schemes：至少要写一项") in complaints(tmp_path, "schemes: []\n")


SECOND = """\
  - name: 标准
    version: "2027"
    approval: {document: 渠管〔2026〕9号, date: 2026-12-20}
    in_force: {from: 2027-01-01}
    items:
      - {name: 提成, unit: 元, round: 分, formula: "100", source: 第六条}
      - {name: 扣罚, unit: 元, round: 分, formula: "0", source: 第六条}
    credits:
      - {name: 归属净佣金, amount: 净佣金, relation: 开发, split: 最大余数到分, source: 第三条}
    measures:
      - {name: 归属净佣金, over: 归属明细, take: 合计(归属净佣金), unit: 元, source: 第三条}
law:
"""
ENDED = ("in_force: {from: 2026-01-01}", "in_force: {from: 2026-01-01, until: 2026-12-31}")
OPEN_LAW = ("until: 2026-12-31}\n    expires: 2026-12-31", "until: 2027-12-31}\n    expires: 2027-06-30")


def test_each_month_has_the_version_in_force_on_its_first_day(tmp_path: Path) -> None:
    """December 2026 by the old version, January 2027 by the new one; old months stay as they were."""
    settings = loaded(tmp_path, ENDED, OPEN_LAW, ("law:\n", SECOND))
    assert settings.standard(Period(2026, 12)).scheme.text.version == "2026"
    assert settings.standard(Period(2027, 1)).scheme.text.version == "2027"


def test_versions_that_overlap_are_refused(tmp_path: Path) -> None:
    """Two versions in force on one day are refused when loading, at the later one."""
    text = changed(OPEN_LAW, ("law:\n", SECOND))
    assert complaints(tmp_path, text) == [
        (line_of(text, "in_force: {from: 2027-01-01}"),
         "薪酬标准“标准”2026与“标准”2027的生效日期重叠，请给较早的写明 until"),
    ]  # fmt: skip


def refused(folder: Path, period: Period, *changes: tuple[str, str]) -> str:
    """What is said when a month may not be paid."""
    settings = loaded(folder, *changes)
    with pytest.raises(ConfigurationError) as caught:
        settings.standard(period)
    return str(caught.value)


@pytest.mark.parametrize(
    ("period", "changes", "at", "words"),
    [
        (Period(2025, 12), (), "schemes:", "2025-12没有生效的薪酬标准；请检查 in_force 的起止日期"),
        (Period(2027, 1), (), "law:", "2027-01没有生效的法定标准；请检查 in_force 的起止日期"),
        (Period(2027, 1), (ENDED,), "schemes:", "2027-01没有生效的薪酬标准；请检查 in_force 的起止日期"),
        (Period(2026, 1), (("    approval: {document: 渠管〔2025〕31号, date: 2025-12-20}\n", ""),), "- name: 标准",
         "薪酬标准“标准”没有批准文号（approval），未经渠道管理部批准不得据以发薪（指引第二条）"),
        (Period(2026, 1), (("document: 渠管〔2025〕31号", "document: ''"),), "- name: 标准",
         "薪酬标准“标准”没有批准文号（approval），未经渠道管理部批准不得据以发薪（指引第二条）"),
        (Period(2026, 1), (("date: 2025-12-20", "date: 2026-02-01"),), "approval:",
         "薪酬标准“标准”的批准日期2026-02-01晚于2026-01，批准之前的月份不得据以发薪（指引第二条）；"
         "请核对批准日期，或用当时有效的标准"),
        (Period(2027, 7), (OPEN_LAW,), "expires:",
         "法定标准“税”于2027-06-30到期，不能用到2027-07月底，请确认新的法定数字并更新 law"),
        (Period(2027, 6), (OPEN_LAW, ("expires: 2027-06-30", "expires: 2027-06-29")), "expires:",
         "法定标准“税”于2027-06-29到期，不能用到2027-06月底，请确认新的法定数字并更新 law"),
    ],
)  # fmt: skip
def test_what_may_not_be_paid(tmp_path: Path, period: Period, changes: tuple, at: str, words: str) -> None:
    """No version in force, no approval, an expired statute: a sentence with file and line, and no pay."""
    assert refused(tmp_path, period, *changes) == f"config.yaml 第{line_of(changed(*changes), at)}行：{words}"


def test_a_statute_holds_through_the_month_of_its_last_day(tmp_path: Path) -> None:
    """Expiring on 2027-06-30: June is paid, July is not."""
    assert loaded(tmp_path, OPEN_LAW).standard(Period(2027, 6)).law.text.name == "税"


def test_the_line_is_told_on_the_command_line_and_the_exit_code_is_2(tmp_path: Path) -> None:
    """For people one line a mistake on stderr, for programs the fixed JSON; both exit with 2 and write nothing."""
    text = changed(("20 × 迟到次数", "20 × 迟到"), ("{迟到次数}次", "{迟到}次"))
    config, outputs = written(tmp_path, text), tmp_path / "outputs"
    asked = ["run", "2026-01", "--config", str(config), "--inputs", str(tmp_path), "--outputs", str(outputs)]
    words = [
        (line_of(text, "{name: 扣罚"), "项目“扣罚”：没有“迟到”这个量；最接近的是“迟到次数”"),
        (line_of(text, "- {when"), "备注“无提成，迟到{迟到}次”里的“迟到”不存在；最接近的是“迟到次数”"),
    ]
    answer = CliRunner().invoke(main, asked)
    assert answer.exit_code == 2
    assert answer.stderr.splitlines() == [f"config.yaml 第{line}行：{said}" for line, said in words]
    answer = CliRunner().invoke(main, [*asked, "--json"])
    told = json.loads(answer.stdout)
    assert (answer.exit_code, told["status"], told["files"]) == (2, "stopped", [])
    assert [(one["file"], one["cell"], one["message"]) for one in told["findings"]] == [
        ("config.yaml", f"第{line}行", said) for line, said in words
    ]
    assert not outputs.exists()


@pytest.mark.parametrize("command", [["run", "2026-01"], ["check", "2026-01"], ["explain", "2026-01", "10001"]])
def test_a_missing_configuration_stops_every_command(tmp_path: Path, command: list[str]) -> None:
    """No command starts without its configuration."""
    answer = CliRunner().invoke(main, [*command, "--config", str(tmp_path / "没有.yaml")])
    assert answer.exit_code == 2
    assert answer.stderr == f"没有.yaml 第1行：读不到配置文件“{tmp_path / '没有.yaml'}”，请检查路径\n"


@pytest.mark.parametrize("command", ["run", "check"])
def test_a_month_without_a_standard_stops_with_2(tmp_path: Path, command: str) -> None:
    """A month nobody approved a standard for is a matter of configuration, not of the delivered files."""
    config = written(tmp_path, SMALL)
    asked = [command, "2025-12", "--config", str(config), "--inputs", str(tmp_path), "--outputs", str(tmp_path / "出")]
    answer = CliRunner().invoke(main, asked)
    assert answer.exit_code == 2
    assert answer.stderr.endswith("config.yaml 第8行：2025-12没有生效的薪酬标准；请检查 in_force 的起止日期\n")
