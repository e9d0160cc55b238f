"""人员信息采集: who is new, has left or whose particulars changed, as the client of the tax office takes them in.

Sex and birthday are read from the ID card (GB 11643—1999); of other papers they stand in the roster.  Who leaves within
the month is 非正常 with 离职日期: the client still takes the wages of that month (I).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pipeline.checks.identity import id_card_problem
from pipeline.payout.model import Payee, PayMonth
from pipeline.payout.tax.forms import RESIDENT, Row, paper_number, paper_of

COUNTRY, SEX, BORN = "国籍(地区)", "性别", "出生日期"
MOBILE, HIRED, LEFT, FIRST_JOB = "手机号", "入职日期", "离职日期", "入职年度就业情形"
OF_OTHER_PAPERS = (COUNTRY, SEX, BORN)
"""What the roster must say of people without an ID card."""
NOT_A_CHANGE = ("first_job",)
"""What passes with the year is nothing to report again."""


def people_rows(month: PayMonth) -> list[Row]:
    """The rows of the month: all persons, or those that are not what they were the month before."""
    known = _known(month)
    return [row for row in (person_row(month, payee) for payee in month.payees) if _compared(row) not in known]


def gone_without_a_date(month: PayMonth) -> Iterator[Payee]:
    """Persons of the month before who are no longer there, though nobody said when they left."""
    present = {payee.employee_id for payee in month.payees}
    for payee in month.before.payees if month.before else ():
        if payee.employee_id not in present and not payee.word(LEFT):
            yield payee


def person_row(month: PayMonth, payee: Payee) -> Row:
    """One person as of the last day of the month."""
    sex, born = _sex_and_birthday(month, payee)
    left, hired = payee.values.get(LEFT), payee.values.get(HIRED)
    return {
        "employee_id": payee.employee_id,
        "person_name": payee.name,
        "paper": paper_of(month, payee),
        "paper_number": paper_number(payee) or None,
        "country": payee.word(COUNTRY) or (month.text.tax.country if is_resident(month, payee) else None),
        "sex": sex or None,
        "born_on": born or None,
        "state": "非正常" if isinstance(left, date) and left <= month.period.last_day else "正常",
        "employment_type": employment_type(month, payee) or None,
        "first_job": _first_job(month, payee) if isinstance(hired, date) else None,
        "mobile": payee.word(MOBILE) or None,
        "hired_on": payee.word(HIRED) or None,
        "left_on": payee.word(LEFT) or None,
    }


def is_resident(month: PayMonth, payee: Payee) -> bool:
    """Whether the paper is the ID card of residents."""
    return paper_of(month, payee) == RESIDENT


def employment_type(month: PayMonth, payee: Payee) -> str:
    """任职受雇从业类型 of the post, itself named before its group; empty if the configuration has none."""
    types = month.text.tax.employment
    group = next((kind for who, kind in types.items() if payee.post in month.posts(who)), "")
    return types.get(payee.post, group)


def _sex_and_birthday(month: PayMonth, payee: Payee) -> tuple[str, str]:
    from stdnum.cn import ric

    number = paper_number(payee)
    if not is_resident(month, payee):
        return payee.word(SEX), payee.word(BORN)
    if not number or id_card_problem(number):
        return "", ""
    return "男" if int(number[16]) % 2 else "女", ric.get_birth_date(number).isoformat()


def _first_job(month: PayMonth, payee: Payee) -> str | None:
    """The client asks only those who came within the year."""
    hired = payee.values.get(HIRED)
    came = isinstance(hired, date) and hired.year == month.period.year
    return month.text.tax.first_job.get(payee.word(FIRST_JOB)) if came else None


def _known(month: PayMonth) -> set[tuple[object, ...]]:
    """What was reported the month before; nothing if all are to be told again."""
    before = month.before if month.text.tax.people == "变动" else None
    return {_compared(person_row(before, payee)) for payee in before.payees} if before else set()


def _compared(row: Row) -> tuple[object, ...]:
    return tuple(value for name, value in row.items() if name not in NOT_A_CHANGE)
