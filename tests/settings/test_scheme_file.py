"""A pay standard in a file of its own: checked like the configuration, ready without an installation."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.period import Period
from pipeline.scheme_file import SchemeFile, load_schemes
from pipeline.settings import ConfigurationError
from tests.settings.small import SMALL, line_of, loaded

JANUARY = Period(2026, 1)
SCHEMES = SMALL[SMALL.index("schemes:") : SMALL.index("law:")].replace(
    "    approval: {document: 渠管〔2025〕31号, date: 2025-12-20}\n", ""
)
PARAMETER = "    parameters:\n      抽成: {value: 30%, unit: 比例, max: 50%, source: 第六条}\n    groups:"


def file_of(folder: Path, text: str) -> SchemeFile:
    """The schemes in a file of this text."""
    path = folder / "标准.yaml"
    path.write_text(text, encoding="utf-8")
    return load_schemes(path)


def told(folder: Path, text: str) -> list[tuple[int, str]]:
    """What is wrong with it."""
    with pytest.raises(ConfigurationError) as caught:
        file_of(folder, text)
    assert caught.value.file == "标准.yaml"
    return caught.value.problems


def test_a_standard_without_a_statute(tmp_path: Path) -> None:
    """No branch, no report, no approval, no statute: what remains is ready to run."""
    file = file_of(tmp_path, SCHEMES)
    standard = file.standard(file.in_force(JANUARY))
    assert (standard.law, standard.rule_sets) == (None, (standard.scheme,))
    assert [item.name for item in standard.scheme.items["人员"]] == ["提成", "扣罚"]


def test_a_standard_with_the_statute_of_an_installation(tmp_path: Path) -> None:
    """The statute builds on what the file's standard makes."""
    law = loaded(tmp_path).in_force("law", JANUARY)
    file = file_of(tmp_path, SCHEMES)
    standard = file.standard(file.in_force(JANUARY), law)
    assert [rules.text.name for rules in standard.rule_sets] == ["标准", "税"]


def test_a_statute_that_does_not_fit(tmp_path: Path) -> None:
    """It asks for what the standard has not; told at the standard."""
    law = loaded(tmp_path).in_force("law", JANUARY)
    text = SCHEMES.replace("扣罚", "罚款")
    file = file_of(tmp_path, text)
    with pytest.raises(ConfigurationError) as caught:
        file.standard(file.in_force(JANUARY), law)
    words = "法定标准：项目“实发”：没有“扣罚”这个量；最接近的是“罚款”"
    assert caught.value.problems == [(line_of(text, "- name: 标准"), words)]


def test_the_version_for_a_branch(tmp_path: Path) -> None:
    """The words of the file, and over them those of the one who tries it."""
    text = SCHEMES.replace("    groups:", "    applies_to: {地区类别: [一类]}\n    groups:", 1)
    assert file_of(tmp_path, f"branch: {{name: 甲, region_class: 一类}}\n{text}").in_force(JANUARY).name == "标准"
    file = file_of(tmp_path, f"branch: {{name: 甲, city: 南京}}\n{text}")
    assert file.in_force(JANUARY, {"地区类别": "一类"}).name == "标准"
    with pytest.raises(ConfigurationError) as caught:
        file.in_force(JANUARY, {"地区类别": "二类"})
    words = (
        "2026-01生效的薪酬标准都不适用于本营业部（营业部“甲”、城市“南京”、地区类别“二类”）："
        "“标准”2026适用于地区类别一类。请检查 branch 与各版本的 applies_to"
    )
    assert caught.value.problems == [(2, words)]
    assert file.standard(file.text.schemes[0], words={"地区类别": "一类"}).scheme.constants["地区类别"] == "一类"


def test_a_parameter_set_otherwise(tmp_path: Path) -> None:
    """A changed copy of the version is made ready; beyond its limits it is refused at the line of the parameter."""
    text = SCHEMES.replace("    groups:", PARAMETER, 1)
    file = file_of(tmp_path, text)
    scheme = file.in_force(JANUARY)
    for value, problem in (("50%", None), ("50.01%", "参数“抽成”：0.5001大于上限0.5")):
        parameters = {"抽成": scheme.parameters["抽成"].model_copy(update={"value": value})}
        changed = scheme.model_copy(update={"parameters": parameters})
        if problem is None:
            assert file.standard(changed).scheme.constants["抽成"].numerator == 1  # type: ignore[union-attr]
            continue
        with pytest.raises(ConfigurationError) as caught:
            file.standard(changed)
        assert caught.value.problems == [(line_of(text, "抽成: {value"), problem)]


@pytest.mark.parametrize(
    ("old", "new", "piece", "words"),
    [
        ("schemes:", "law: []\nschemes:", "law:", "“law”不写在这里，请移到它该在的地方或删去"),
        ("20 × 迟到次数", "20 × 迟到", "{name: 扣罚", "项目“扣罚”：没有“迟到”这个量；最接近的是“迟到次数”"),
        ("from: 2026-01-01}", "from: 2026-01-15}", "in_force:",
         "薪酬标准“标准”2026自2026-01-15起生效；按整月执行，from 应是某月1日"),
        ("    groups:", "    records: [{name: 单列, columns: {工号: 工号}, key: [工号], source: 一}]\n    groups:",
         "records:", "记录“单列”只有一列，认不出是哪张表；请至少写2列"),
    ],
)  # fmt: skip
def test_mistakes_have_their_lines(tmp_path: Path, old: str, new: str, piece: str, words: str) -> None:
    """The same words as in a configuration."""
    text = SCHEMES.replace(old, new, 1)
    assert told(tmp_path, text) == [(line_of(text, piece), words)]


def test_a_file_without_schemes(tmp_path: Path) -> None:
    """The one thing it must have."""
    assert told(tmp_path, "branch: {name: 甲}\n") == [(1, "缺少“schemes”")]
