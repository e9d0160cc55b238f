"""What must be mended before a file for the bank is written, all at once, with the person and the place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.findings import Finding
from pipeline.payout.bank.checks import bank_findings
from pipeline.payout.bank.holder_names import odd_sign
from pipeline.payout.model import Payee
from pipeline.payout.text import PayoutText
from tests.payout.build import month, payee

CARD, OTHER_CARD = "6222020200112233412", "6222020200112233420"
BANK = {"name": "行"}


def told(*people: Payee, checks: dict[str, str] | None = None, **bank: Any) -> list[Finding]:
    """The findings of a month of these people, paid through one bank laid out like this."""
    text = PayoutText.model_validate({"banks": [{**BANK, **bank}], "bank_checks": checks or {}})
    return bank_findings(replace(month(*people), text=text))


def one(code: str, *people: Payee, **bank: Any) -> Finding:
    """The only finding there is, and it has this code."""
    found = told(*people, **bank)
    assert [each.code for each in found] == [code], [each.message for each in found]
    return found[0]


def paid(account: object = CARD, name: str = "张三", employee_id: str = "1001", **values: object) -> Payee:
    """Somebody who is paid 100.00 into this account."""
    return payee(employee_id, name, **{"实发合计": "100.00", "银行账号": account, **values})


def test_nothing_to_mend() -> None:
    """A card with its check digit, a passbook account, and a person with neither who is paid nothing."""
    nobody = paid(None, employee_id="3", 实发合计="0.00", 开户行=None)
    assert told(paid(), paid("0123456789", employee_id="2"), nobody) == []


@pytest.mark.parametrize("empty", [None, "", " "])
@pytest.mark.parametrize("column", ["开户行", "银行账号"])
def test_a_missing_account_or_bank(column: str, empty: str | None) -> None:
    """Who is paid 1 fen needs both."""
    found = one("B01", paid(**{column: empty, "实发合计": "0.01"}))
    assert found.stops
    assert found.message == f"工号1001（张三，花名册第3行）应付0.01元，没有{column}"
    assert (found.file, found.sheet, found.column) == ("花名册.xlsx", "花名册", column)


@pytest.mark.parametrize(
    "account",
    ["6222 0202 0011 2233 412", "622202020011223341X", "1234567", "1" * 33, "１２３４５６７８９", "6222-0202"],
)
def test_what_cannot_be_an_account(account: str) -> None:
    """Spaces, letters, full-width digits, hyphens; fewer than 8 or more than 32 digits."""
    found = one("B02", paid(account))
    assert found.stops
    assert f"“{account}”不是账号" in found.message


@pytest.mark.parametrize("account", ["12345678", "1" * 32])
def test_the_shortest_and_the_longest_account(account: str) -> None:
    """8 and 32 digits are accounts."""
    assert told(paid(account)) == []


@pytest.mark.parametrize("account", ["6222020200112233413", "6222020200112233"])
def test_a_card_with_a_wrong_check_digit(account: str) -> None:
    """A mistyped card stops, or as the installation has it; 3 for 2 at the end of 19 digits, and one of 16."""
    found = one("B03", paid(account))
    assert found.stops
    assert found.message == f"工号1001（张三，花名册第3行）的银行卡号{account}校验位不符"
    assert one("B03", paid(account), checks={"card_number": "提醒"}).level == "提醒"
    assert told(paid(account), checks={"card_number": "不查"}) == []


@pytest.mark.parametrize("account", ["622202020011223", "62220202001122334131", "1222020200112233413"])
def test_what_is_no_card_has_no_check_digit(account: str) -> None:
    """15 and 20 digits, or another beginning: an account of another kind."""
    assert told(paid(account)) == []


def test_one_account_of_two_people() -> None:
    """Told, since the bank returns what does not fit the name; one person under two 工号 is one person."""
    first, second = paid(), paid(employee_id="1002", name="李四", 身份证号="110101199003070230")
    found = one("B04", first, second)
    assert not found.stops
    assert found.message == f"工号1002（李四，花名册第3行）与工号1001（张三）付到同一个账号{CARD}"
    assert one("B04", first, second, checks={"same_account": "阻断"}).stops
    assert told(first, paid(employee_id="1002")) == []
    assert told(first, paid(OTHER_CARD, employee_id="1002", name="李四")) == []


@pytest.mark.parametrize(
    "name", ["张三1", "张三（离职）", "张 三", " 张三", "张三?", "张\ue000", "阿依古丽•买买提", "·张三", "张□"]
)
def test_a_name_that_no_account_is_held_in(name: str) -> None:
    """What is added to tell two people apart, lost characters, private ones, the wrong dot."""
    found = one("B05", paid(name=name))
    assert found.stops
    assert f"的姓名“{name}”第" in found.message


@pytest.mark.parametrize(
    "name", ["张三", "欧阳䶮", "𠮷田", "阿依古丽·买买提", "John Smith", "O'Neil-Brown", "\U0002ebf0三"]
)
def test_names_as_they_are(name: str) -> None:
    """Ideographs of every plane, the middle dot, Latin names."""
    assert odd_sign(name) == ""


def test_a_name_the_encoding_has_no_code_for() -> None:
    """GBK ends with the characters of 1995; the same name goes into GB18030 or UTF-8."""
    found = one("B06", paid(name="张𠮷"), format="csv", encoding="GBK")
    assert found.stops
    assert found.message == "工号1001（张𠮷，花名册第3行）：“张𠮷”中的“𠮷”（U+20BB7）写不进“行”的文件（GBK）"
    assert found.column == "姓名"
    for encoding in ("GB18030", "UTF-8"):
        assert told(paid(name="张𠮷"), format="csv", encoding=encoding) == []


def test_a_separator_inside_a_cell() -> None:
    """A txt file has no quotes: a bank named with a bar would make two cells of one."""
    broken = paid(开户行="中国银行|一支行")
    found = one("B06", broken, format="txt", separator="|")
    assert "“中国银行|一支行”中的“|”（U+007C）写不进" in found.message
    assert told(broken, format="csv", separator="|") == []
    assert one("B06", paid(开户行="中国银行\n一支行"), format="csv").stops


def test_a_heading_the_encoding_has_no_code_for() -> None:
    """Not only people have names."""
    columns = {"户名𠮷": "{户名}", "账号": "{账号}", "金额": "{金额}"}
    found = one("B06", paid(), format="txt", encoding="GBK", columns=columns)
    assert found.message.startswith("文件头、表头：“户名𠮷”")


@pytest.mark.parametrize("format_", ["csv", "txt", "xlsx"])
@pytest.mark.parametrize("bank", ["=1+1", "+8610", "-1", "@SUM(A1)", "\t中国银行", "＝1+1"])
def test_words_that_are_a_formula_to_whoever_opens_the_file(format_: str, bank: str) -> None:
    """Spreadsheets compute them, also from a csv; the bank must have the exact words, so nothing is written."""
    found = told(paid(开户行=bank), format=format_, separator="|")
    assert [(each.code, each.stops, each.column) for each in found] == [("B10", True, "开户行")]
    assert found[0].message.startswith(f"工号1001（张三，花名册第3行）：“{bank}”以公式的符号开头")


def test_a_heading_that_is_a_formula_and_signs_that_are_none() -> None:
    """A heading is told once; a dash alone, a sign inside the words and amounts are no formula."""
    columns = {"=户名": "{户名}", "账号": "{账号}", "金额": "{金额}", "备注": "-", "行": "中国银行=1"}
    found = one("B10", paid(), paid(employee_id="1002", account=OTHER_CARD), columns=columns)
    assert found.message.startswith("文件头、表头：“=户名”")


def test_a_negative_amount() -> None:
    """Nobody can be paid less than nothing."""
    found = one("B07", paid(实发合计="-0.01"))
    assert found.stops
    assert "实发合计为-0.01元" in found.message


def test_a_bank_nobody_pays_through() -> None:
    """Without a file for the rest, everybody's bank must be one of those written."""
    found = one("B08", paid(开户行="村镇银行"), when=["工商银行"])
    assert found.stops
    assert "的开户行“村镇银行”不属于" in found.message


def test_a_column_nobody_knows() -> None:
    """The nearest name is shown; a quantity of the month and a column of the roster are known."""
    columns = {"户名": "{户名}", "账号": "{账号}", "金额": "{金额}"}
    found = one("B09", paid(), columns={**columns, "电话": "{手机好}"})
    assert found.stops
    assert "“行”写了“手机好”" in found.message
    assert "最接近的是“手机号”" in found.message
    assert told(paid(应发合计="120.00"), columns={**columns, "电话": "{手机号}", "应发": "{应发合计}元"}) == []


def test_everything_is_told_at_once() -> None:
    """One run shows the clerk all there is to mend."""
    found = told(paid(None), paid("12", employee_id="2"), paid(employee_id="3", name="王五1", 实发合计="1.00"))
    assert [each.code for each in found] == ["B01", "B02", "B05"]
