"""Files of worked cases: what a row leaves out is ordinary, and nothing unknown is passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.settings import ConfigurationError
from pipeline.trial.cases import beside, scheme_of
from pipeline.trial.compare import try_cases

from .small import refused, said, written

GIVEN = '人员: [{工号: "1", 归属净佣金: 1000, 成本: 50}]'
EXPECTED = '"1": {提成: 330.80, 达到: 是'


def test_every_kind_of_expectation_holds(tmp_path: Path) -> None:
    """Figures, yes/no, words, days, blanks, lines of records, balances, carried to the month after."""
    assert said(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (GIVEN, '人员: [{工号: "1", 归属净拥金: 1000, 成本: 50}]', "没有“归属净拥金”这个量；最接近的是“归属净佣金”"),
        (GIVEN, '人员: [{工号: "1", 提成: 1000}]', "“提成”是算出来的，不能给；请给算它要用的数"),
        (GIVEN, '人员: [{工号: "1", 比例: 1}]', "“比例”是参数，请写在用例的 set 里"),
        (GIVEN, '人员: [{工号: "1", 奖金池: 1}]', "“奖金池”按营业部交，请写在“营业部”下"),
        (GIVEN, '人员: [{工号: "1", 营销费: 1}]', "“营销费”按客户交，请写在“补充数据”的行里"),
        (GIVEN, "人员: [{归属净佣金: 1000}]", "“人员”第1行没有工号，或与前面的相同；每名人员一行，各有工号"),
        (GIVEN, '人员: [{工号: "1"}, {工号: "1"}]', "“人员”第2行没有工号，或与前面的相同；每名人员一行，各有工号"),
        (GIVEN, '人员: [{工号: "1", 岗位: 保安}]',
         "“岗位”的“保安”不在可选范围内：客户经理、团队负责人、证券经纪人、兼职"),
        (GIVEN, '人员: [{工号: "1", 入职日期: 今年}]', "“入职日期”的“今年”不是日期，应写成 2026-01-31"),
        (GIVEN, '人员: [{工号: "1", 归属净佣金: 很多}]',
         "“归属净佣金”：“很多”不是数字，应写成 2500、25%、0.2‰ 或 3万"),
        (GIVEN, '人员: [{工号: "1", 归属净佣金: 100000000000000000000}]',
         "“归属净佣金”：“100000000000000000000”太大：一个数应小于一千万亿"),
        (GIVEN, f"营业部: {{奖金: 1}}\n        {GIVEN}", "“营业部”下没有“奖金”这项补充数据；最接近的是“奖金池”"),
        (GIVEN, f"营业部: {{成本: 1}}\n        {GIVEN}", "“成本”按人员交，请写在“人员”的行里"),
        ("        订单: [", "        定单: [", "没有“定单”这张表；最接近的是“订单”"),
        ("佣金: 100, 日期", "用金: 100, 日期", "表“订单”没有“用金”这一列；最接近的是“佣金”"),
        ('{订单号: O2, 工号: "1", 佣金: 1}', '{订单号: O2, 工号: "1"}', "表“订单”第2行没有填“佣金”"),
        (GIVEN, '人员: [{工号: "1", 成本: -1}]', "工号1的“成本”为-1，超出范围"),
        (GIVEN, '人员: [{工号: "1", 证书: 有}]', "工号1的“证书”为“有”，看不出是还是否"),
        ("source: 第四条\n  periods", "source: 第四条\n  set: {比列: 1}\n  periods",
         "set 里的“比列”不是参数；最接近的是“比例”"),
        ("source: 第四条\n  periods", "source: 第四条\n  set: {比例: 60%}\n  periods",
         "标准.yaml 第8行：参数“比例”：0.6大于上限0.5"),
        ("source: 第四条\n  periods", "source: 第四条\n  branch: {省份: 粤}\n  periods", "branch 没有“省份”这个词"),
        ("period: 2026-03", "period: 2025-03",
         "标准.yaml 第2行：2025-03没有生效的薪酬标准；请检查 in_force 的起止日期"),
    ],
)  # fmt: skip
def test_a_case_that_cannot_be_run(tmp_path: Path, old: str, new: str, words: str) -> None:
    """What is given and not known stops the case, with the nearest word."""
    month, _, told = said(tmp_path, (old, new))[0].partition("：")
    assert (month, told) == ("2025-03" if "2025" in new else "2026-03", words)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("- case: 甲", "- caze: 甲", 1, "缺少“case”"),
        ("  promise: 两个月，数都对。\n", "", 1, "缺少“promise”"),
        ("  source: 第四条", "  sorce: 第四条", 3, "用例不认识“sorce”；最接近的是“source”，请改正或删去"),
        ("      given:", "      give:", 6, "用例不认识“give”；最接近的是“given”，请改正或删去"),
        ("period: 2026-03", "period: 2026年3月", 5, "“2026年3月”不是月份，应写成 2026-03"),
        ("period: 2026-04", "period: 2026-03", 13, "用例“甲”的月份2026-03不在2026-03之后，请按先后写"),
        (GIVEN, '人员: {工号: "1"}', 6, "“人员”应写成 [{工号: “1”, …}]，每一项是“名称: 一个值”"),
        (GIVEN, f"营业部: [1]\n        {GIVEN}", 6, "“营业部”应写成 {奖金池: 10000}，每一项是“名称: 一个值”"),
        ('台账余额: [{台账: 累计, 工号: "1", ', '台账余额: {台账: 累计, 工号: "1", ', 12, "写法有误"),
        ("订单: {订单号=O1: {本单付: 80}, 订单号=O2、工号=1: {本单付: 0.80, 日期: }}", "订单: 80", 9,
         "“订单”应写成 {量: 数}；记录写成 {列=值: {量: 数}}"),
    ],
)  # fmt: skip
def test_a_file_of_cases_that_cannot_be_read(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    """Every mistake with its line, before anything is run."""
    assert [place for place, told in refused(tmp_path, (old, new)) if words in told] == [line]


def test_cases_of_one_name_and_cases_that_expect_nothing(tmp_path: Path) -> None:
    """The second of two of one name is told; a case without any expectation would always hold."""
    again = "- case: 甲\n  promise: 又。\n  source: 一\n  periods: [{period: 2026-03, given: {}}]\n- case: 甲\n"
    assert refused(tmp_path, ("- case: 甲\n", again)) == [
        (1, "用例“甲”什么也没有期望，请写 expect 或 stops"), (5, "用例“甲”写了两次，请改名"),
    ]  # fmt: skip


def test_broken_and_missing_files(tmp_path: Path) -> None:
    """Unreadable YAML with its line; no file of cases at all."""
    assert refused(tmp_path, ("periods:\n", "periods: [\n"))[0][1].startswith("写法有误")
    path = written(tmp_path)
    beside(path).unlink()
    with pytest.raises(ConfigurationError, match="没有用例文件"):
        try_cases(path)


def test_a_scheme_and_its_cases_name_one_another() -> None:
    """Either file may be named on the command line."""
    scheme = Path("标准/A01.yaml")
    assert beside(scheme) == Path("标准/A01.cases.yaml")
    assert scheme_of(beside(scheme)) == scheme_of(scheme) == scheme
