"""ID-card and bank-account numbers that cannot be right, are missing or are used twice.

Law: GB 11643—1999 (check digit), 劳动法第十五条 (minimum age 16).
Reads: roster.
Not covered: the place code of an ID card, whose published list lags behind (Hong Kong, Macao and Taiwan residents).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pipeline.checks.people import employed
from pipeline.checks.places import Found, Places, Record, by, cell_finding, records, spot, unreported
from pipeline.checks.wording import listing, person
from pipeline.findings import Finding
from pipeline.period import Period

if TYPE_CHECKING:
    import pandas as pd

WORKING_AGE = 16
ID_CARDS = ("居民身份证", "身份证", "中国居民身份证")
"""Words of 证件类型 for the ID card of residents, the one of the tax office first."""


def wrong_id_cards(roster: pd.DataFrame, places: Places) -> list[Finding]:
    """ID-card numbers with a wrong length, birth date or check digit.

    A stop: income tax is withheld and declared under this number.  Other papers (证件类型) have numbers of their own.
    """
    rows = records(roster.loc[roster["id_card"].notna() & _is_resident(roster)])
    return [
        cell_finding("X70", row, "id_card", places, who=person(row), problem=problem)
        for row in rows
        if (problem := id_card_problem(row["id_card"]))
    ]


def missing_id_cards(roster: pd.DataFrame, places: Places, period: Period, found: Found) -> list[Finding]:
    """People without an ID-card number, one notice per sheet: needed for the declaration, not for the pay."""
    empty = records(roster.loc[employed(roster, period) & roster["id_card"].isna()])
    return [
        cell_finding("X71", rows[0], "id_card", places, count=len(rows), who=listing(map(person, rows)))
        for rows in by(unreported(empty, "id_card", places, found), "source")
    ]


def repeated_id_cards(roster: pd.DataFrame, places: Places) -> list[Finding]:
    """One ID card under two 工号.

    A stop: tax is withheld on the income of a person, and two rows would each take the lower rates.
    """
    return _repeated("X72", "id_card", roster, places)


def people_under_working_age(roster: pd.DataFrame, places: Places, period: Period) -> list[Finding]:
    """People under 16 on the last day of the month by their ID card. Law: 劳动法第十五条.

    A stop: nobody of that age may be employed, so the number or the person is wrong. Asked for the month and not
    for the entry day, because what happened years ago changes no pay.
    """
    rows = records(roster.loc[employed(roster, period) & roster["id_card"].notna()])
    return [
        cell_finding("X73", row, "id_card", places, who=person(row), born=birth, last_day=period.last_day)
        for row in rows
        if not id_card_problem(row["id_card"]) and _is_under_age(birth := _birth_date(row["id_card"]), period.last_day)
    ]


def repeated_bank_accounts(roster: pd.DataFrame, places: Places) -> list[Finding]:
    """One bank account of two people: a notice, since some pay into a family account on request."""
    return _repeated("X74", "bank_account", roster, places)


def wrong_bank_accounts(roster: pd.DataFrame, places: Places) -> list[Finding]:
    """Card numbers that fail the Luhn check: a notice, since passbook accounts have no such digit."""
    from stdnum import luhn

    rows = records(roster.loc[roster["bank_account"].notna()])
    return [
        cell_finding("X75", row, "bank_account", places, who=person(row))
        for row in rows
        if not luhn.is_valid(row["bank_account"].replace(" ", ""))
    ]


def id_card_problem(number: str) -> str:
    """What is wrong with an ID-card number in words; empty when nothing is."""
    from stdnum.cn import ric
    from stdnum.exceptions import InvalidComponent

    if len(number) != 18:
        return f"应为18位，实为{len(number)}位"
    if not (number[:17].isascii() and number[:17].isdigit() and number[17] in "0123456789Xx"):
        return "前17位应为数字，末位应为数字或X"
    try:
        ric.get_birth_date(number)
    except InvalidComponent:
        return f"第7至14位“{number[6:14]}”不是日期"
    check = ric.calc_check_digit(number)
    return "" if number[-1].upper() == check else f"末位校验码应为{check}，实为{number[-1].upper()}"


def _is_resident(roster: pd.DataFrame) -> pd.Series[bool]:
    """Whose paper is the ID card of residents, which needs no word."""
    return roster["paper_kind"].isna() | roster["paper_kind"].isin(ID_CARDS)


def _birth_date(number: str) -> date:
    from stdnum.cn import ric

    return ric.get_birth_date(number)


def _is_under_age(birth: date, day: date) -> bool:
    """Whether the sixteenth birthday is still to come; compared by parts, since 29 February may not return."""
    return (birth.year + WORKING_AGE, birth.month, birth.day) > (day.year, day.month, day.day)


def _repeated(code: str, column: str, roster: pd.DataFrame, places: Places) -> list[Finding]:
    """People with the number of another person; a person delivered twice is a finding of the schema."""
    people = roster.loc[roster[column].notna() & ~roster.duplicated("employee_id")]
    groups = by(records(people.loc[people.duplicated(column, keep=False)]), column)
    return [_second_use(code, column, row, group[0], places) for group in groups for row in group[1:]]


def _second_use(code: str, column: str, row: Record, first: Record, places: Places) -> Finding:
    first_place = spot(places, first, column)
    return cell_finding(code, row, column, places, who=person(row), first=person(first), first_place=first_place)
