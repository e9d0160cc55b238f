"""What the configuration refuses of what the statute brought: choices of a fact, optional columns of the report."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.settings import ConfigurationError, load
from tests.tax.year import CONFIG

CHOICE = "blank: 单独, among: [单独, 合并]"
OPTIONAL = "optional: [年终奖, 年终奖个人所得税]"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (CHOICE, "blank: 分开, among: [单独, 合并]", "的 blank 应是单独、合并之一，写的是“分开”"),
        ("who: 雇员, unit: 文字, " + CHOICE, "who: 雇员, unit: 元, blank: 0, among: [单独]", "单位应是文字"),
        (OPTIONAL, "optional: [年终将]", "报表列“年终将”不是任何项目或人员信息"),
        (OPTIONAL, "optional: [年终奖, 年终奖]", "报表列“年终奖”写了两次"),
        (OPTIONAL, "optional: [实发合计]", "报表列“实发合计”写了两次"),
    ],
)
def test_what_is_refused(tmp_path: Path, old: str, new: str, words: str) -> None:
    """With the line it stands in."""
    text = CONFIG.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path = tmp_path / "config.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    with pytest.raises(ConfigurationError) as refused:
        load(path)
    told = [told for at, told in refused.value.problems if at == line]
    assert any(words in one for one in told), refused.value.problems
