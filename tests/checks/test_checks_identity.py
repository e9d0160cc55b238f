"""ID-card and bank-account numbers; the numbers are made up, their check digits worked out by hand."""

from datetime import date

import pytest

from pipeline.checks import identity

NONE = frozenset()
OTHER = {"employee_id": "1002", "person_name": "李四"}


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("11010119900307889X", None),
        ("11010119900307889x", None),
        ("110101199202290017", None),
        ("810000199003078893", None),
        ("110101199003078891", "末位校验码应为X，实为1"),
        ("11010119900307889", "应为18位，实为17位"),
        ("1101011990030788900", "应为18位，实为19位"),
        ("11010119910229889X", "第7至14位“19910229”不是日期"),
        ("11010119900307O89X", "前17位应为数字，末位应为数字或X"),
        ("１10101199003078891", "前17位应为数字，末位应为数字或X"),
    ],
)
def test_id_cards(build, places, said, number, problem):
    """GB 11643: 18 places, a birth date that exists, and the check digit; the place code is not asked."""
    findings = identity.wrong_id_cards(build("roster", {"id_card": number}, {"id_card": None}), places)
    message = f"工号1001（张三）的身份证号有误：{problem}"
    assert said(findings) == ([("X70", "阻断", "文件1.xlsx [表] 身份证号2", message)] if problem else [])


def test_people_without_id_card(build, places, period, said):
    """One notice per sheet: the declaration needs it, the pay does not; an unread number has its finding."""
    rows = build("roster", {"id_card": None}, {**OTHER, "id_card": None}, {"employee_id": "1003"})
    assert said(identity.missing_id_cards(rows, places, period, NONE)) == [
        (
            "X71", "提醒", "文件1.xlsx [表] 身份证号2",
            "2人没有身份证号，个人所得税无法申报：工号1001（张三）、工号1002（李四）",
        )
    ]  # fmt: skip
    told = frozenset({("文件1.xlsx", "表", "身份证号2"), ("文件1.xlsx", "表", "身份证号3")})
    assert identity.missing_id_cards(rows, places, period, told) == []


def test_numbers_used_twice(build, places, said):
    """One ID card under two 工号 stops, one bank account is a notice; a person delivered twice is neither."""
    rows = build("roster", {}, {}, OTHER)
    assert said(identity.repeated_id_cards(rows, places)) == [
        (
            "X72", "阻断", "文件1.xlsx [表] 身份证号4",
            "工号1002（李四）与工号1001（张三）（文件1.xlsx [表] 身份证号2）的身份证号相同，个人所得税会分开计算而少扣",
        )
    ]  # fmt: skip
    assert said(identity.repeated_bank_accounts(rows, places)) == [
        (
            "X74", "提醒", "文件1.xlsx [表] 银行账号4",
            "工号1002（李四）与工号1001（张三）（文件1.xlsx [表] 银行账号2）的银行账号相同",
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "told"), [("110101201009290015", False), ("110101201009300017", False), ("110101201010010017", True)]
)
def test_working_age(build, places, period, said, number, told):
    """劳动法第十五条: 16 by the last day of the month; the birthday itself is enough."""
    findings = identity.people_under_working_age(build("roster", {"id_card": number}), places, period)
    message = "工号1001（张三）按身份证号为2010-10-01出生，到2026-09-30未满16周岁"
    assert said(findings) == ([("X73", "阻断", "文件1.xlsx [表] 身份证号2", message)] if told else [])


def test_an_age_of_long_ago_is_not_asked(build, places, period):
    """Who was under 16 at his entry and is of age now is paid like everybody."""
    rows = build("roster", {"id_card": "11010120100901001X", "hired_on": date(2026, 8, 1)})
    assert identity.people_under_working_age(rows, places, period) == []


def test_bank_cards(build, places, said):
    """The Luhn digit of a card; blanks between the digits do no harm."""
    accounts = ("6222020200112233446", "6222 0202 0011 2233 446", "6222020200112233447")
    rows = build("roster", *[{"bank_account": number} for number in accounts], {"bank_account": None})
    assert said(identity.wrong_bank_accounts(rows, places)) == [
        ("X75", "提醒", "文件1.xlsx [表] 银行账号4", "工号1001（张三）的银行账号6222020200112233447校验位不符")
    ]


@pytest.mark.parametrize(
    ("paper", "told"),
    [(None, True), ("居民身份证", True), ("身份证", True), ("外国护照", False), ("港澳居民来往内地通行证", False)],
)
def test_other_papers_have_other_numbers(build, places, paper, told):
    """E1234567 is no ID card; of a passport nothing is wrong with it, and two of them are still one too many."""
    row = {"id_card": "E1234567", "paper_kind": paper}
    assert [one.code for one in identity.wrong_id_cards(build("roster", row), places)] == ["X70"] * told
    twice = build("roster", row, {**OTHER, **row})
    assert [one.code for one in identity.repeated_id_cards(twice, places)] == ["X72"]
