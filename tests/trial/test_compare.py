"""A wrong expectation is reported: figures, words, flags, days, ledgers, records, stops."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from pipeline.trial.compare import same, shown

from .small import said


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("提成: 330.80", "提成: 330.81", "2026-03：工号1的提成应为330.81，算出330.8"),
        ("达到: 是", "达到: 否", "2026-03：工号1的达到应为否，算出是"),
        ("达到: 是", "达到: 好", "2026-03：工号1的达到应为好，算出是"),
        ("评语: 好", "评语: 差", "2026-03：工号1的评语应为差，算出好"),
        ("评语: 好", "评语: ", "2026-03：工号1的评语应为（空），算出好"),
        ('评语: ""', "评语: 好", "2026-04：工号1的评语应为好，算出（空）"),
        ("入职日期: 2000-01-01", "入职日期: 2000-01-02", "2026-03：工号1的入职日期应为2000-01-02，算出2000-01-01"),
        ("级别: ", "级别: 初级", "2026-03：工号1的级别应为初级，算出（空）"),
        ("上月提成: 330.8}", "上月提成: 331}", "2026-04：工号1的上月提成应为331，算出330.8"),
        ("{提成: 330.80", "{提诚: 330.80", "2026-03：工号1没有“提诚”这个量；最接近的是“提成”"),
        ('"1": {提成: 330.80', '"2": {提成: 330.80', "2026-03：expect 里的“2”不是本月的工号、记录或台账余额"),
        ("{订单号=O1: {本单付: 80}", "{订单号=O1: {本单付: 80.01}", "2026-03：订单订单号=O1的本单付应为80.01，算出80"),
        ("{订单号=O1: {", "{订单号=O9: {", "2026-03：“订单”里订单号=O9的有0行，应有1行"),
        ("订单号=O1: {", "工号=1: {", "2026-03：“订单”里工号=1的有2行，应有1行"),
        ("{订单号=O1: {", "{O1: {", "2026-03：“订单”的一行应写成 列=值（几列用、隔开），写的是“O1”"),
        ("日期: }", "日期: 2026-03-05}", "2026-03：订单订单号=O2、工号=1的日期应为2026-03-05，算出（空）"),
        ("期初余额: 0, ", "期初余额: 1, ", "2026-03：台账累计、1的期初余额应为1，算出0"),
        ("本期变动: 330.8", "本期变动: 330", "2026-03：台账累计、1的本期变动应为330，算出330.8"),
        ("{台账: 累计, 期末余额: 360.8}", "{台账: 累计, 期末余额: 360}",
         "2026-04：台账累计的期末余额应为360，算出360.8"),
        ("{台账: 累计, 期末余额: 360.8}", "{台账: 累积, 期末余额: 0}",
         "2026-04：台账余额：没有台账“累积”；最接近的是“累计”"),
        ("{台账: 累计, 期末余额: 360.8}", "{台账: 累计, 余额: 0}",
         "2026-04：台账余额没有“余额”这一列；最接近的是“期末余额”"),
        ("{台账: 累计, 期末余额: 360.8}", "{台账: 累计}",
         "2026-04：台账余额：请写期初余额、本期变动、期末余额中的一项"),
    ],
)  # fmt: skip
def test_a_wrong_expectation_is_reported(tmp_path: Path, old: str, new: str, words: str) -> None:
    """One wrong expectation, one difference: what was expected and what came out."""
    (found,) = said(tmp_path, (old, new))
    assert found.startswith(words)


GUARDED = "2026-03：1 某人的“提成”为30000.00元：30000大于上限10000（第四条）"


def test_a_month_that_stops(tmp_path: Path) -> None:
    """A stop nobody expected is a difference, the one expected is none; one expected that does not come is."""
    much = ("归属净佣金: 1000, 成本: 50}]", "归属净佣金: 99930, 成本: 59.8}]")  # 29979 − 59.80 + 80.80 = 30000
    expecting = ('      expect:\n        "1": {提成: 330', '      stops: {}\n      expect:\n        "1": {提成: 330')

    def told(words: str, *more: tuple[str, str]) -> str:
        return said(tmp_path, *more, (expecting[0], expecting[1].replace("{}", words, 1)))[0]

    assert said(tmp_path, much)[0] == GUARDED
    assert told("大于上限", much).startswith("2026-04：")  # March as expected; April then lacks March's carry
    assert told("小于下限", much) == f"2026-03：应停在“小于下限”，实际{GUARDED.removeprefix('2026-03：')}"
    assert told("大于上限") == "2026-03：应停在“大于上限”，实际没有停"


@pytest.mark.parametrize(
    ("found", "wanted", "equal"),
    [
        (Decimal("1.50"), "1.5", True), (Decimal("0.5"), "50%", True), (Fraction(30000), "3万", True),
        (Fraction(1, 3), "0.33333333333333", False), (Decimal("1.50"), "1.51", False), (Decimal("1"), "一", False),
        (Decimal("0"), "", False), (Decimal("0"), None, False), (3, "3", True),
        (True, "是", True), (True, "否", False), (False, "否", True), (True, "1", False), (True, "True", False),
        ("甲", "甲", True), ("甲", "乙", False), ("", "", True), ("", None, True), (None, "", True), (None, "0", False),
        (date(2026, 3, 1), "2026-03-01", True), (date(2026, 3, 1), "2026-3-1", False), (None, None, True),
    ],
)  # fmt: skip
def test_equal_means_exactly_equal(found: Any, wanted: str | None, equal: bool) -> None:
    """No tolerance; a figure may be written with %, 万; nothing is not 0."""
    assert same(found, wanted) is equal


def test_a_value_in_words() -> None:
    """As a difference shows it."""
    values = (Fraction(1, 3), Decimal("1.50"), True, False, date(2026, 3, 1), "甲", "", None)
    assert [shown(value) for value in values] == [
        "0.3333333333…", "1.5", "是", "否", "2026-03-01", "甲", "（空）", "（空）",
    ]  # fmt: skip


def test_parameters_and_branch_words_of_a_case(tmp_path: Path) -> None:
    """30% of 1000 less 50 and 80.80 is 330.80; with 40% it is 430.80, and 二类 has no praise."""
    changed = said(tmp_path, ("  periods:", "  set: {比例: 40%}\n  branch: {地区类别: 二类}\n  periods:"))
    assert "2026-03：工号1的提成应为330.80，算出430.8" in changed
    assert "2026-03：工号1的评语应为好，算出（空）" in changed
