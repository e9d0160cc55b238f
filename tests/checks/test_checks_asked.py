"""Supplementary data of posts that are not asked, and words that are none of the choices (D06, D07)."""

from decimal import Decimal

import pytest

from pipeline.checks import asked
from pipeline.scheme.parts import Fact

BONUS = Fact(name="年终奖", who="团队负责人、客户经理", unit="元", blank="0", source="公告")
HOW = Fact(name="年终奖计税", unit="文字", blank="单独", among=["单独", "合并"], source="公告")


@pytest.mark.parametrize(
    ("post", "figure", "told"),
    [("客户经理", 100, False), ("证券经纪人", 100, True), ("兼职", 100, True), ("兼职", 0, False)],
)
def test_a_figure_of_a_post_that_is_not_asked(build, places, said, post, figure, told):
    """It would be lost without a word; 0 loses nothing."""
    rows = build("supplements", {"fact": "年终奖", "figure": Decimal(figure)})
    found = asked.facts_not_asked_of(rows, build("roster", {"post": post}), (BONUS, HOW), places)
    expected = [("D06", "阻断", "文件1.xlsx [表] 项目2",
                 f"工号1001是{post}，不应有“年终奖”：只按团队负责人、客户经理的交")]  # fmt: skip
    assert said(found) == (expected if told else [])


def test_nobody_of_the_roster_has_another_finding(build, places):
    """Unknown persons are asked with the references."""
    rows = build("supplements", {"fact": "年终奖", "employee_id": "9"})
    assert asked.facts_not_asked_of(rows, build("roster", {"post": "兼职"}), (BONUS,), places) == []


def test_a_word_that_is_none_of_the_choices(build, places, said):
    """The choices are told; facts without choices take any word."""
    words = ("单独", "合并", "分开", None)
    rows = build("supplements", *({"fact": "年终奖计税", "figure": None, "word": word} for word in words),
                 {"fact": "年终奖", "word": "分开"})  # fmt: skip
    found = asked.words_not_among(rows, (BONUS, HOW), places)
    assert said(found) == [("D07", "阻断", "文件1.xlsx [表] 内容4", "工号1001的“年终奖计税”写的是“分开”")]
    assert (found[0].expected, found[0].remedy) == ("单独、合并之一（公告）", "请改成其中一个；不写时按“单独”")
