"""Versions for branches of certain words: which one governs, and which could not be told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.period import Period
from pipeline.settings import ConfigurationError
from tests.settings.small import SMALL, changed, complaints, line_of, loaded

JANUARY = Period(2026, 1)
IN_FORCE = "in_force: {from: 2026-01-01}"
SECOND = (
    SMALL[SMALL.index("  - name: 标准") : SMALL.index("law:")]
    .replace("name: 标准", "name: 二类标准")
    .replace(IN_FORCE, f"{IN_FORCE}\n    applies_to: {{地区类别: [二类, 三类]}}")
)
FIRST_CLASS = (IN_FORCE, f"{IN_FORCE}\n    applies_to: {{地区类别: [一类]}}")
BOTH = (FIRST_CLASS, ("law:\n", f"{SECOND}law:\n"))
OF_CLASS = "{name: 示例营业部, city: 南京, region_class: %s, city_class: 省会}"


def of_class(word: str) -> tuple[str, str]:
    """The branch in this 地区类别."""
    return "{name: 示例营业部}", OF_CLASS % word


@pytest.mark.parametrize(("word", "name"), [("一类", "标准"), ("二类", "二类标准"), ("三类", "二类标准")])
def test_a_branch_has_the_version_of_its_class(tmp_path: Path, word: str, name: str) -> None:
    """Two versions of one day for two classes: each branch has its own."""
    assert loaded(tmp_path, of_class(word), *BOTH).standard(JANUARY).scheme.text.name == name


def test_a_month_no_version_is_for(tmp_path: Path) -> None:
    """The branch's words and the versions there are stand in the refusal."""
    settings = loaded(tmp_path, of_class("四类"), *BOTH)
    with pytest.raises(ConfigurationError) as caught:
        settings.standard(JANUARY)
    line = line_of(changed(of_class("四类"), *BOTH), "schemes:")
    assert str(caught.value) == (
        f"config.yaml 第{line}行：2026-01生效的薪酬标准都不适用于本营业部"
        "（营业部“示例营业部”、城市“南京”、地区类别“四类”、城市类别“省会”）："
        "“标准”2026适用于地区类别一类；“二类标准”2026适用于地区类别二类、三类。请检查 branch 与各版本的 applies_to"
    )


def test_a_branch_of_no_class_has_no_version_for_classes(tmp_path: Path) -> None:
    """Nothing is guessed where the configuration does not say what the branch is."""
    with pytest.raises(ConfigurationError, match="营业部“示例营业部”）："):
        loaded(tmp_path, *BOTH).standard(JANUARY)


@pytest.mark.parametrize(
    ("first", "second", "meet"),
    [
        ("地区类别: [一类]", "地区类别: [二类]", False),
        ("地区类别: [一类, 二类]", "地区类别: [二类]", True),
        ("地区类别: [一类]", "城市: [南京]", True),
        ("地区类别: [一类], 城市: [南京]", "地区类别: [一类], 城市: [无锡]", False),
        ("地区类别: [一类]", "", True),
    ],
)
def test_versions_overlap_where_a_branch_could_have_both(tmp_path: Path, first: str, second: str, meet: bool) -> None:
    """Days and every word both speak of must have something in common."""
    changes = (
        (IN_FORCE, f"{IN_FORCE}\n    applies_to: {{{first}}}"),
        ("law:\n", SECOND.replace("applies_to: {地区类别: [二类, 三类]}", f"applies_to: {{{second}}}") + "law:\n"),
    )
    text = changed(*changes)
    at = text[: text.index("name: 二类标准")].count("\n") + line_of(text[text.index("name: 二类标准") :], "in_force")
    words = "薪酬标准“标准”2026与“二类标准”2026的生效日期重叠，请给较早的写明 until"
    assert complaints(tmp_path, text) == ([(at, words)] if meet else [])


def test_one_version_written_twice(tmp_path: Path) -> None:
    """The same name, version and branches: nobody could tell which one paid; other branches may share both."""
    ended = (IN_FORCE, "in_force: {from: 2026-01-01, until: 2026-06-30}")
    again = SMALL[SMALL.index("  - name: 标准") : SMALL.index("law:")].replace("from: 2026-01-01", "from: 2026-07-01")
    text = changed(ended, ("law:\n", f"{again}law:\n"))
    twice = text.rindex("  - name: 标准")
    words = "薪酬标准“标准”2026写了两次：名称、版本和适用范围都相同，请改版本号"
    assert complaints(tmp_path, text) == [(text[:twice].count("\n") + 1, words)]
    scoped = again.replace("    groups:", "    applies_to: {城市: [南京]}\n    groups:")
    assert complaints(tmp_path, changed(ended, ("law:\n", f"{scoped}law:\n"))) == []


@pytest.mark.parametrize(
    ("scope", "piece", "words"),
    [
        (
            "{地区: [一类]}",
            "applies_to:",
            "schemes › 标准 › applies_to：“地区”不在可选值之内：营业部、城市、地区类别、城市类别",
        ),
        ("{城市: 南京}", "applies_to:", "schemes › 标准 › applies_to › 城市：应是一列，如 [甲, 乙]"),
        (
            "{城市: []}",
            "applies_to:",
            "薪酬标准“标准”2026的 applies_to 没有写是哪些城市；适用于全部的请删去这一项",
        ),
    ],
)
def test_a_scope_that_says_nothing(tmp_path: Path, scope: str, piece: str, words: str) -> None:
    """An unknown dimension, a word that is no list, a list of nothing."""
    text = changed((IN_FORCE, f"{IN_FORCE}\n    applies_to: {scope}"))
    assert complaints(tmp_path, text) == [(line_of(text, piece), words)]


def test_the_report_is_asked_of_the_branch_s_own_versions_only(tmp_path: Path) -> None:
    """What a version for other branches does not make need not be in this branch's report."""
    other = SECOND.replace("name: 提成\n", "name: 佣金\n").replace("提成", "佣金").replace("佣金档", "提成档")
    changes = [
        of_class("一类"),
        FIRST_CLASS,
        ("law:\n", f"{other}law:\n"),
        ("formula: 提成 - 扣罚", "formula: 100 - 扣罚"),
    ]
    assert complaints(tmp_path, changed(*changes)) == []
    changes[0] = of_class("二类")
    assert [words for _, words in complaints(tmp_path, changed(*changes))] == ["报表列“提成”不是任何项目或人员信息"]


def test_formulas_know_the_branch_by_its_words(tmp_path: Path) -> None:
    """Each word of the configuration stands for itself in every formula."""
    rules = loaded(tmp_path, of_class("一类"), *BOTH).standard(JANUARY).scheme
    assert {name: rules.constants[name] for name in ("营业部", "城市", "地区类别", "城市类别")} == {
        "营业部": "示例营业部",
        "城市": "南京",
        "地区类别": "一类",
        "城市类别": "省会",
    }
