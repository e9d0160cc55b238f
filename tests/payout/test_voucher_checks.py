"""What must be mended before a voucher is written, and what is told when the configuration is read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from pipeline.findings import Finding
from pipeline.payout.model import PayMonth
from pipeline.payout.text import PayoutText
from pipeline.payout.voucher.checks import voucher_findings
from pipeline.scheme.expressions import parse
from tests.payout.payslip_made import earner, small
from tests.payout.test_voucher_files import booked, own, three
from tests.scheme.rule_sets import item

DEBIT: dict[str, Any] = {"summary": "工资", "debit": "甲", "quantity": "应发合计"}
CREDIT: dict[str, Any] = {"summary": "工资", "credit": "乙", "quantity": "应发合计"}


def one(code: str, *entries: dict[str, Any], **changes: Any) -> Finding:
    """The only finding of a month with these postings, and it has this code."""
    found = voucher_findings(own(*entries, **changes))
    assert [each.code for each in found] == [code], [each.message for each in found]
    assert found[0].stops
    return found[0]


def test_postings_that_do_not_balance() -> None:
    """7,020.00 against 5,000.00: the agent's 2,020.00 is missing on one side."""
    assert one("V01", DEBIT, {**CREDIT, "who": "雇员"}).message == (
        "“账”的凭证“证”借方7,020.00元、贷方5,000.00元，相差2,020.00元：工号1003（王五）2,020.00"
    )


def test_a_sum_that_balances_only_by_chance() -> None:
    """Debit and credit are the same 30.00 in all, but of different people: no department would be right."""
    found = one("V01", {**DEBIT, "quantity": "风险金返还"}, {**CREDIT, "quantity": "增值税 × 1.5"})
    assert "相差0.00元：工号1001（张三）30.00、工号1003（王五）-30.00" in found.message


def test_a_team_without_a_code() -> None:
    """Needed where a posting is by department or person, and only where the columns ask for it."""
    by_team = {**DEBIT, "by": "部门"}, {**CREDIT, "by": "职员"}
    found = one("V02", *by_team, departments={"二队": "02"})
    assert found.message == "团队“一队”（2人）在“账”没有部门编码"
    assert voucher_findings(own(DEBIT, CREDIT, departments={})) == []
    bare = {"科目": "{科目编码}", "借": "{借方金额}", "贷": "{贷方金额}"}
    assert voucher_findings(own(*by_team, departments={}, columns=bare)) == []


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        ("应发合记", "用了“应发合记”，工号1001没有这个数"),
        ("姓名", "用了“姓名”，工号1001的“姓名”不是数"),
        ("取大(应发合计, 0)", "用了“公式”，分录的公式只能用 + − × ÷"),
        ("1 ÷ 增值税", "用了“公式”，工号1001的除数为0"),
    ],
)
def test_a_quantity_nobody_knows(quantity: str, words: str) -> None:
    """Told once for the posting, with the first person it was missed of."""
    found = one("V03", {**DEBIT, "quantity": quantity}, CREDIT)
    assert f"“账”的凭证“证”分录“工资”{words}" in found.message


def test_what_some_months_only_know() -> None:
    """An optional quantity is 0 where the month does not know it."""
    bonus = [{**entry, "quantity": "年终奖", "optional": "true"} for entry in (DEBIT, CREDIT)]
    assert voucher_findings(own(*bonus)) == []
    assert one("V03", *bonus[:1], {**bonus[1], "optional": "false"}).value == "年终奖"


def test_a_post_nobody_has() -> None:
    """The nearest word is shown."""
    found = one("V04", {**DEBIT, "who": "经纪人"}, CREDIT)
    assert "who“经纪人”不是岗位，也不是薪酬标准的 groups；最接近的是“证券经纪人”" in found.message


def test_a_total_nobody_posts_in_full() -> None:
    """Employees alone are 5,000.00 of the report's 7,020.00; balanced as it is, it is not the month."""
    found = one("V05", {**DEBIT, "who": "雇员"}, {**CREDIT, "who": "雇员"}, in_full=["应发合计"])
    assert found.message == "“账”的凭证没有一处记全应发合计：薪酬月报表合计7,020.00元，最多记了5,000.00元"
    agents = {**DEBIT, "who": "证券经纪人、兼职"}, {**CREDIT, "who": "证券经纪人、兼职"}
    whole = own({**DEBIT, "who": "雇员"}, {**CREDIT, "who": "雇员"}, *agents, in_full=["应发合计"])
    assert voucher_findings(whole) == []


def without(*summaries: str, **formulas: str) -> PayMonth:
    """The three with the shipped vouchers less the postings of these summaries of the 计提 voucher.

    ``formulas`` are quantities that replace others: what they were, by the name of the account.
    """
    made = booked(three())
    programs = []
    for program in made.text.vouchers:
        accrued, paid = program.vouchers
        kept = [one for one in accrued.entries if not one.summary.startswith(summaries)]
        entries = tuple(
            one.model_copy(update={"quantity": parse(formulas[one.account])}) if one.account in formulas else one
            for one in kept
        )
        programs.append(
            program.model_copy(update={"vouchers": (accrued.model_copy(update={"entries": entries}), paid)})
        )
    return replace(made, text=PayoutText.model_construct(vouchers=tuple(programs)))


def told(month: PayMonth) -> list[str]:
    """The messages of the first program."""
    return [one.message for one in voucher_findings(month) if "用友" in one.message]


def test_what_is_left_out_on_both_sides_is_not_in_full() -> None:
    """120.00 held back, in neither the cost nor the liability: every voucher balances, the books lack it."""
    less = "应发合计 - 风险金返还 + 上期结欠 - 本期结欠"
    made = without("计提风险金", **{"业务及管理费-工资": less, "手续费及佣金支出": less})
    assert told(made) == [
        "“用友凭证”的凭证没有一处记全风险金计提：薪酬月报表合计120.00元，最多记了0.00元",
    ]  # fmt: skip


def test_what_is_paid_and_never_accrued() -> None:
    """The agent's 2,020.00, accrued by no voucher, leaves the payable debited; so does his 50.00 of last month."""
    made = without("计提佣金", "计提{年}年{月}月佣金", "扣回上期结欠")
    assert told(made) == [
        "“用友凭证”的凭证没有一处记全上期结欠：薪酬月报表合计50.00元，最多记了0.00元",
        "“用友凭证”的科目“应付手续费及佣金”全部凭证记完后不为零，借方减贷方2,020.00元：工号1003（王五）2,020.00",
    ]
    assert {one.code for one in voucher_findings(made)} == {"V05", "V07"}


def test_what_is_withheld_must_be_posted_whatever_the_file_asks() -> None:
    """Without a list, all that lies between 应发合计 and 实发合计: here VAT stands nowhere by itself."""
    made = own({**DEBIT, "quantity": "应发合计"},
               {**CREDIT, "quantity": "实发合计 + 三险一金 + 个人所得税 + (应发合计 × 0 + 附加税费)"},
               {**CREDIT, "quantity": "增值税 × 1"}, in_full=None)  # fmt: skip
    assert [one.message for one in voucher_findings(made)] == [
        "“账”的凭证没有一处记全增值税：薪酬月报表合计20.00元，最多记了0.00元"
    ]


def test_a_clearing_account_may_be_named_and_a_total_nobody_knows_is_told() -> None:
    """Accounts that keep a balance are left out of the list; a name misspelt is no total."""
    made = own(DEBIT, CREDIT, clearing=["甲"])
    assert [one.code for one in voucher_findings(made)] == ["V07"]
    found = voucher_findings(own(DEBIT, CREDIT, also_in_full=["应发合记"]))
    assert [(one.code, one.stops) for one in found] == [("V08", False)]
    assert "写了“应发合记”，本月没有这个量；最接近的是“应发合计”" in found[0].message


def test_a_sum_is_in_full_where_its_parts_are() -> None:
    """扣款合计 of two parts, each posted to an account of its own; a factor is no amount."""
    items = (item("应发合计", "底薪", round="分"), item("扣款合计", "养老 + 税额", round="分"),
             item("系数", "1", unit="系数"), item("实发合计", "(应发合计 - 扣款合计) × 系数", round="分"))  # fmt: skip
    person = earner(底薪="100", 应发合计="100", 养老="8", 税额="2", 扣款合计="10", 系数="1", 实发合计="90", 团队="一队")
    month = small(*items, people=[person])
    taken = {**CREDIT, "quantity": "养老"}, {**CREDIT, "quantity": "税额"}, {**CREDIT, "quantity": "实发合计"}
    assert voucher_findings(own(DEBIT, *taken, people=month, in_full=None)) == []
    found = voucher_findings(own(DEBIT, {**CREDIT, "quantity": "扣款合计 × 1"}, taken[2], people=month, in_full=None))
    assert [one.message for one in found] == ["“账”的凭证没有一处记全扣款合计：薪酬月报表合计10.00元，最多记了0.00元"]


def test_a_quantity_twice_on_one_side_is_not_in_full() -> None:
    """Cost and liability both doubled for the one employee who has it: 5,000.00 stands there as 10,000.00."""
    twice = {**DEBIT, "who": "雇员"}, {**CREDIT, "who": "雇员"}
    found = one("V05", DEBIT, CREDIT, *twice, in_full=["应发合计"])
    assert "薪酬月报表合计7,020.00元，最多记了12,020.00元" in found.message


def test_words_the_file_cannot_hold() -> None:
    """A sign without a code in GBK, a tab in a txt file."""
    found = one("V06", {**DEBIT, "summary": "工资𠮷"}, CREDIT, format="csv", encoding="GBK")
    assert found.message == "“工资𠮷”中的“𠮷”（U+20BB7）写不进“账”的文件（GBK）"
    assert "U+0009" in one("V06", {**DEBIT, "summary": "工\t资"}, CREDIT, format="txt", separator="\t").message


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_words_that_are_a_formula_to_whoever_opens_the_file(format_: str) -> None:
    """Told once for all the lines that have them; an amount in red is none."""
    found = one("V09", {**DEBIT, "summary": "=工资"}, {**CREDIT, "summary": "=工资"}, format=format_)
    assert found.message == "“=工资”以公式的符号开头，打开“账”的文件时会被当作公式计算"


def test_the_shipped_vouchers_are_sound() -> None:
    """Balanced for each of three people, with every team known and both totals in full; a team more is told."""
    assert voucher_findings(booked(three())) == []
    assert {each.code for each in voucher_findings(booked(three(), departments={"一队": "01"}))} == {"V02"}


def test_no_vouchers_nothing_to_mend() -> None:
    """A branch whose books are kept elsewhere."""
    assert voucher_findings(replace(three(), text=PayoutText())) == []


BOOKS: dict[str, Any] = {"program": "用友", "accounts": {"甲": "1001", "乙": "2002"},
                         "vouchers": [{"name": "证", "entries": [DEBIT, CREDIT]}]}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"vouchers": [{"name": "证", "entries": [{**DEBIT, "credit": "乙"}]}]}, "分录“工资”应写 debit（借）或 credit"),
        ({"vouchers": [{"name": "证", "entries": [{"summary": "工资", "quantity": "1"}]}]}, "其中一个"),
        ({"vouchers": [{"name": "证", "entries": [{**DEBIT, "debit": "甲甲"}]}]}, "科目“甲甲”在“用友凭证”的 accounts"),
        ({"vouchers": [{"name": "证", "entries": [{**DEBIT, "summary": "{姓名}"}]}]}, "不认识“{姓名}”"),
        ({"vouchers": [{"name": "证", "entries": [{**DEBIT, "quantity": "应发合计 +"}]}]}, "公式“应发合计 +”写法有误"),
        ({"vouchers": [{"name": "证", "day": "10日", "entries": [DEBIT]}]}, "“10日”不是制单日期的写法"),
        ({"vouchers": [BOOKS["vouchers"][0]] * 2}, "“用友凭证”里有同名的凭证"),
        ({"accounts": {"甲": "10 01", "乙": "2"}}, "“甲”的编码“10 01”应只有数字、字母、点和短横"),
        ({"columns": {"科目": "{科目编码}", "借": "{借方金额}"}}, "“{贷方金额}”应单独占一列"),
        ({"columns": {"科目": "{科目编码}", "借": "{借方金额}", "贷": "{贷方金额}", "部": "{部门}"}}, "不认识“{部门}”"),
        ({"clearing": ["丙"]}, "clearing 的科目“丙”在“用友凭证”的 accounts 里没有编码"),
        ({"file": "{凭证}"}, "不认识“{凭证}”"),
        ({"like": "金蝶凭证"}, "like“金蝶凭证”不是另一个写全了的凭证"),
    ],
)  # fmt: skip
def test_books_written_wrongly(changes: dict[str, Any], words: str) -> None:
    """Each mistake is named when the configuration is read."""
    with pytest.raises(ValidationError) as caught:
        PayoutText.model_validate({"vouchers": [{**BOOKS, **changes}]})
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("second", "words"),
    [({}, "凭证“用友凭证”写了两次"), ({"name": "又", "file": "用友凭证_{期间}"}, "文件名“用友凭证_{期间}”写了两次")],
)
def test_two_programs_that_get_into_each_others_way(second: dict[str, Any], words: str) -> None:
    """Every program has its name and its file."""
    with pytest.raises(ValidationError) as caught:
        PayoutText.model_validate({"vouchers": [BOOKS, {**BOOKS, **second}]})
    assert words in str(caught.value)
