"""Formulas: every way of writing one, its words, and what is refused with which words."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.scheme.expressions import (
    MAX_DEPTH,
    Call,
    FormulaError,
    Name,
    Node,
    Number,
    Operation,
    Text,
    criterion_names,
    history_names,
    names,
    number,
    parse,
    past_names,
    person_names,
    substituted,
    whole,
    words,
)
from tests.scheme.trees import any_tree, bare


def op(sign: str, left: Node | None, right: Node) -> Operation:
    """An operation."""
    return Operation(sign, left, right)


A, B, C = Name("甲"), Name("乙"), Name("丙")
GROUPED = "看不出是一个数还是两个数：数字不写千分位逗号，两项之间的逗号后留空格"
ONE, TWO, THREE = (Number(Fraction(digit), str(digit)) for digit in (1, 2, 3))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0), ("2500", 2500), ("21.75", Fraction(87, 4)), ("007", 7),
        ("6.72%", Fraction(672, 10000)), ("25％", Fraction(1, 4)), ("0.2‰", Fraction(2, 10000)),
        ("3万", 30000), ("1.5万", 15000), ("2亿", 200000000), ("0.1", Fraction(1, 10)), ("１２", 12),
    ],
)  # fmt: skip
def test_numbers_are_exact_and_may_carry_a_multiple(text: str, value: Fraction) -> None:
    """%, ‰, 万 and 亿 belong to the number; no binary float comes in between."""
    found = parse(text)
    assert isinstance(found, Number)
    assert found.value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("-12.5", Fraction(-25, 2)), ("1,234.56", Fraction(123456, 100)), (" 3 万 ", 30000), ("40%", Fraction(2, 5))],
)
def test_figures_of_a_table_may_be_negative_and_grouped(text: str, value: Fraction) -> None:
    """In a table, where a figure stands alone, a sign and thousands separators are clear."""
    assert number(text) == value


@pytest.mark.parametrize("text", ["", "abc", "1e5", "1.2.3", "--1", "百分之五", "5%%", "None"])
def test_what_is_no_figure_is_refused(text: str) -> None:
    """The message shows how a figure is written."""
    with pytest.raises(FormulaError) as caught:
        number(text)
    assert str(caught.value) == f"“{text}”不是数字，应写成 2500、25%、0.2‰ 或 3万"


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("甲 + 乙 - 丙", op("-", op("+", A, B), C)),
        ("甲 - (乙 - 丙)", op("-", A, op("-", B, C))),
        ("甲＋乙－丙", op("-", op("+", A, B), C)),
        ("甲 − 乙", op("-", A, B)),
        ("甲 × 乙 ÷ 丙", op("/", op("*", A, B), C)),
        ("甲*乙/丙", op("/", op("*", A, B), C)),
        ("甲＊乙／丙", op("/", op("*", A, B), C)),
        ("-甲 × 乙", op("*", op("-", None, A), B)),
        ("（甲＋乙）×丙", op("*", op("+", A, B), C)),
        ("甲 ≥ 1", op(">=", A, ONE)), ("甲 >= 1", op(">=", A, ONE)),
        ("甲 ≤ 1", op("<=", A, ONE)), ("甲 ≠ 1", op("!=", A, ONE)), ("甲 != 1", op("!=", A, ONE)),
        ("甲 = 1", op("==", A, ONE)), ("甲 == 1", op("==", A, ONE)), ("甲＝1", op("==", A, ONE)),
        ("甲＞1", op(">", A, ONE)), ("甲＜1", op("<", A, ONE)),
        ("1 ≤ 甲 < 3", op("且", op("<=", ONE, A), op("<", A, THREE))),
        ("(1 ≤ 甲) = 乙", op("==", op("<=", ONE, A), B)),
        ("甲 且 乙 或 非 丙", op("或", op("且", A, B), op("非", None, C))),
        ("甲 或 乙 且 丙", op("或", A, op("且", B, C))),
        ("甲 且 乙 且 丙", op("且", op("且", A, B), C)),
        ("非 甲 = 1", op("非", None, op("==", A, ONE))),
        ("取大(甲, 取小(乙，2))", Call("取大", (A, Call("取小", (B, TWO))))),
        ("取大(0,100)", Call("取大", (Number(Fraction(0), "0"), Number(Fraction(100), "100")))),
        ("计数()", Call("计数", ())),
        ('甲 = "正常"', op("==", A, Text("正常"))),
        ("甲 = “正常”", op("==", A, Text("正常"))), ("甲 = '正常'", op("==", A, Text("正常"))),
        ("甲 = ‘正常’", op("==", A, Text("正常"))), ('甲 = ""', op("==", A, Text(""))),
        ("甲\n  + 乙", op("+", A, B)), ("甲　+　乙", op("+", A, B)),
        ("累计3岁以下婴幼儿照护", Name("累计3岁以下婴幼儿照护")),
        ("查表(底薪表, 级别)", Call("查表", (Name("底薪表"), Name("级别")))),
    ],
)  # fmt: skip
def test_every_spelling_makes_its_tree(text: str, tree: Node) -> None:
    """Half-width and full-width signs, × ÷ ≥ ≤ ≠, 且 或 非, chains and calls are read as a person reads them."""
    assert bare(parse(text)) == bare(tree)


@pytest.mark.parametrize("text", ["资管（计划）", "a\\n", "100%", "x，y", "甲　乙", "‘内’", "ｆｕｌｌ"])
def test_text_in_quotes_stays_as_written(text: str) -> None:
    """Full-width signs and backslashes inside quotes are part of the word."""
    assert parse(f'"{text}"') == Text(text)


def test_names_stay_as_written() -> None:
    """A name is not normalised: full-width letters in a heading stay full-width, and Python's words are only names."""
    assert parse("Ａ类 + None") == op("+", Name("Ａ类"), Name("None"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "公式是空的"),
        ("   ", "公式是空的"),
        ("甲.乙", "公式“甲.乙”里有不认识的符号“.”"),
        ("lambda: 1", "公式“lambda: 1”里有不认识的符号“:”"),
        ("甲 % 乙", "公式“甲 % 乙”里有不认识的符号“%”"),
        ("_甲", "公式“_甲”里有不认识的符号“_”"),
        ("[1]", "公式“[1]”里有不认识的符号“[”"),
        ("甲；乙", "公式“甲；乙”里有不认识的符号“；”"),
        ('甲 = "正常', "公式“甲 = \"正常”里有不认识的符号“\"”"),
        ("import os", "公式“import os”里“import”与“os”之间缺少运算符"),
        ("甲 in 乙", "公式“甲 in 乙”里“甲”与“in”之间缺少运算符"),
        ("5%计提基数", "公式“5%计提基数”里“5%”与“计提基数”之间缺少运算符"),
        ("3万元", "公式“3万元”里“3万”与“元”之间缺少运算符"),
        ("1e5", "公式“1e5”里“1”与“e5”之间缺少运算符"),
        ('"甲" "乙"', "公式“\"甲\" \"乙\"”里“\"甲\"”与“\"乙\"”之间缺少运算符"),
        ("甲 and 乙", "公式“甲 and 乙”里的“and”应写成 且"),
        ("甲 or 乙", "公式“甲 or 乙”里的“or”应写成 或"),
        ("not 甲", "公式“not 甲”里的“not”应写成 非"),
        ("1 if 甲 else 2", "公式“1 if 甲 else 2”里的“if”应写成 如果(条件, 是, 否)"),
        ("(甲 + 1", "公式“(甲 + 1”的括号不成对：左括号1个，右括号0个"),
        ("甲 + 1)", "公式“甲 + 1)”的括号不成对：左括号0个，右括号1个"),
        (")甲(", "公式“)甲(”写法有误：运算符、逗号或括号的前后缺少内容"),
        ("甲 +", "公式“甲 +”写法有误：运算符、逗号或括号的前后缺少内容"),
        ("且 甲", "公式“且 甲”写法有误：运算符、逗号或括号的前后缺少内容"),
        ("取大(, 甲)", "公式“取大(, 甲)”写法有误：运算符、逗号或括号的前后缺少内容"),
        ("甲 <> 乙", "公式“甲 <> 乙”写法有误：运算符、逗号或括号的前后缺少内容"),
        ("甲 ** 乙", "公式“甲 ** 乙”里有本语言没有的写法"),
        ("甲 // 乙", "公式“甲 // 乙”里有本语言没有的写法"),
        ("+甲", "公式“+甲”里有本语言没有的写法"),
        ("甲, 乙", "公式“甲, 乙”里有本语言没有的写法"),
        ("()", "公式“()”里有本语言没有的写法"),
        ("取大(*甲)", "公式“取大(*甲)”里有本语言没有的写法"),
        ("取大(**甲)", "公式“取大(**甲)”里有本语言没有的写法"),
        ("3(4)", "公式“3(4)”里有本语言没有的写法"),
        ('"甲"(1)', "公式“\"甲\"(1)”里有本语言没有的写法"),
        ("取大(甲)(1)", "公式“取大(甲)(1)”里有本语言没有的写法"),
        ("取大(1,000, 甲)", f"公式“取大(1,000, 甲)”里的“1,000”{GROUPED}"),
        ("取大(12，345)", f"公式“取大(12，345)”里的“12,345”{GROUPED}"),
    ],
)  # fmt: skip
def test_what_the_language_does_not_have_is_refused_in_words(text: str, says: str) -> None:
    """The message quotes the formula and names the sign, the word or the bracket."""
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert str(caught.value) == says


def test_a_keyword_argument_is_read_as_a_comparison() -> None:
    """``=`` compares, wherever it stands; units refuse it as an argument that should be a figure."""
    assert bare(parse("取大(甲=1, 2)")) == bare(Call("取大", (op("==", A, ONE), TWO)))


@pytest.mark.parametrize(
    "text",
    [
        "+".join(["甲"] * 5000), "(" * 90 + "1" + ")" * 90, "(" * 3000 + "1" + ")" * 3000, "-" * 3000 + "1",
        " 且 ".join(["甲"] * 61), "取大(" * 100 + "1" + ", 1)" * 100, " < ".join(["1"] * 70), "非 " * 500 + "甲",
    ],
)  # fmt: skip
def test_a_formula_too_deep_to_read_is_refused(text: str) -> None:
    """However it is nested, the answer is a sentence, never a crash; plain brackets alone are not depth."""
    if text.startswith("(" * 90 + "1"):
        assert parse(text) == ONE
        return
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert str(caught.value) == f"公式“{text[:40]}…”太长或嵌套太深（至多{MAX_DEPTH}层），请拆成几个项目"


@pytest.mark.parametrize(("terms", "fine"), [(MAX_DEPTH - 1, True), (MAX_DEPTH, True), (MAX_DEPTH + 1, False)])
def test_a_sum_of_sixty_terms_is_still_read(terms: int, fine: bool) -> None:
    """The bound lies where it is said to lie."""
    text = " + ".join(["甲"] * terms)
    if fine:
        assert words(parse(text)) == text
    else:
        with pytest.raises(FormulaError, match="太长或嵌套太深"):
            parse(text)


@pytest.mark.parametrize(
    ("tree", "shown"),
    [
        (op("-", A, op("-", B, C)), "甲 - (乙 - 丙)"),
        (op("-", op("-", A, B), C), "甲 - 乙 - 丙"),
        (op("*", op("+", A, B), C), "(甲 + 乙) × 丙"),
        (op("/", A, op("*", B, C)), "甲 ÷ (乙 × 丙)"),
        (op("*", op("-", None, A), B), "(-甲) × 乙"),
        (op("-", None, op("*", A, B)), "-(甲 × 乙)"),
        (op("-", None, op("-", None, A)), "-(-甲)"),
        (op("<", op("<", A, B), C), "(甲 < 乙) < 丙"),
        (op("且", op("<=", ONE, A), op("<", A, THREE)), "1 ≤ 甲 且 甲 < 3"),
        (op("且", A, op("或", B, C)), "甲 且 (乙 或 丙)"),
        (op("非", None, op("==", A, B)), "非 (甲 = 乙)"),
        (op("==", op("非", None, A), B), "(非 甲) = 乙"),
        (Call("取大", (op("+", A, B), Text("丙"))), "取大(甲 + 乙, “丙”)"),
        (Text("说“是”"), "‘说“是”’"),
    ],
)
def test_words_need_as_few_brackets_as_the_reader(tree: Node, shown: str) -> None:
    """A formula is shown with × ÷ ≥ ≤ ≠ and only the brackets that change its meaning."""
    assert words(tree) == shown
    assert parse(shown) == tree


@settings(max_examples=800, deadline=None)
@given(any_tree)
def test_words_read_back_to_the_same_tree(tree: Node) -> None:
    """Whatever the tree, parsing its words gives it again (numbers by value, however spelt)."""
    assert bare(parse(words(tree))) == bare(tree)


TYPED = st.sampled_from("甲乙x1.5%‰万 +-×÷/*()（），,=<>≥≠且或非\"“”'‘’_:[]{}.\\@if and取大如果月首\n")


@settings(max_examples=600, deadline=None)
@given(st.text(TYPED, max_size=30))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    """No text a person could type makes anything but a tree or a FormulaError, and a tree reads back from its words."""
    try:
        tree = parse(text)
    except FormulaError:
        return
    assert bare(parse(words(tree))) == bare(tree)


def test_names_leave_out_tables() -> None:
    """The quantities a formula needs are those it names, not the tables it looks into."""
    tree = parse("超额累进(提成档, 取大(甲, 0)) × 查表(级别系数, 级别) + 团队其他人合计(乙)")
    assert names(tree) == {"甲", "级别", "乙"}


def test_names_leave_out_criteria_other_rows_and_earlier_periods() -> None:
    """上期 does not need this period's value, 累计 does; 是 and 否 are no quantities."""
    tree = parse(
        "如果(达标(保持, 级别) 且 是, 上期(甲, 乙), 累计(丙, 入职日期, “缺期停算”))"
        " + 取自人员(丁, 经办人) + 往期(戊, 2, 0)"
    )
    assert names(tree) == {"级别", "乙", "丙", "入职日期", "经办人"}
    assert past_names(tree) == {"甲", "戊"}
    assert history_names(tree) == {"甲", "丙", "戊"}
    assert person_names(tree) == {"丁"}
    assert criterion_names(parse("达标(保持, 最高达标(晋级))")) == {"保持", "晋级"}


def test_substitution_leaves_names_of_tables_and_earlier_quantities_alone() -> None:
    """Only the quantity of that name in its own row is replaced."""
    tree = parse("查表(甲, 甲) + 上期(甲, 甲) + (-甲)")
    assert words(substituted(tree, "甲", parse("乙 + 1"))) == "查表(甲, 乙 + 1) + 上期(甲, 乙 + 1) + (-(乙 + 1))"


@pytest.mark.parametrize(
    ("text", "found"), [("3", 3), ("-2", -2), ("0", 0), ("1.5", None), ("2万", 20000), ("甲", None), ("1 + 1", None)]
)
def test_whole_numbers_as_written(text: str, found: int | None) -> None:
    """A whole number with or without a minus; nothing that would have to be computed."""
    assert whole(parse(text)) == found
