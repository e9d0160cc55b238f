"""Whose row of an export is whose: by 证件号码, else by 工号 and 姓名, else by a 姓名 that only one person has.

A 证件号码 with stars (``320102********4646``) is no other one as long as its visible digits are those of the person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.findings import Finding, finding
from pipeline.payout.model import Payee, PayMonth
from pipeline.payout.tax.checks import who
from pipeline.payout.tax.export import Stated
from pipeline.payout.tax.forms import belongs_to, forms_of, paper_number
from schemas.payout_tax import BONUS, LABOUR, OCCASIONAL, WAGES

Key = tuple[str, str]
"""A person and the form of his income."""
Known = Mapping[Key, Stated]

STARS, MIN_VISIBLE = "*＊", 4
"""What the client hides digits behind, and so many at least must be seen to recognize a number."""
WAGE_WORDS, BONUS_WORDS, LABOUR_WORDS = ("工资", "薪金"), ("奖金",), ("劳务", "佣金", "经纪人")


@dataclass
class Pairs:
    """The rows by person and form, those of nobody, those met a second time (with the first), and what was said."""

    of: dict[Key, Stated] = field(default_factory=dict)
    strangers: list[Stated] = field(default_factory=list)
    doubles: list[tuple[Stated, Stated]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def matched(month: PayMonth, rows: Sequence[Stated]) -> Pairs:
    """Every row with its person; a row of a person whose form is not this one is a stranger."""
    expected = {(payee.employee_id, form.table.heading) for form in forms_of(month) for payee in form.payees}
    pairs = Pairs()
    for row in rows:
        payee, by = _whose(month.payees, row)
        key = (payee.employee_id, _form(month, payee, row)) if payee else None
        if payee is None or key is None or key not in expected:
            pairs.strangers.append(row)
            continue
        if key in pairs.of:
            pairs.doubles.append((row, pairs.of[key]))
            continue
        pairs.of[key] = row
        if by and row.paper_number and not _is_masked(row.paper_number, paper_number(payee)):
            pairs.findings.append(_by_other_means(payee, row, by))
    return pairs


def _whose(payees: Sequence[Payee], row: Stated) -> tuple[Payee | None, str]:
    """The person, and by what he was found if not by his paper."""
    if row.paper_number:
        found = next((payee for payee in payees if paper_number(payee) == row.paper_number), None)
        if found:
            return found, ""
    namesakes = [payee for payee in payees if payee.name == row.name]
    found = next((payee for payee in namesakes if payee.employee_id == row.employee_id), None)
    if found:
        return found, "工号和姓名"
    free = [payee for payee in namesakes if not row.employee_id]
    return (free[0], "姓名") if len(free) == 1 else (None, "")


def _form(month: PayMonth, payee: Payee, row: Stated) -> str:
    """The form a row is of: by the words of 所得项目; without them a bonus by its column, else the form of the post."""
    own = belongs_to(month, payee)
    labour = own if own in (LABOUR, OCCASIONAL) else LABOUR
    tables = ((BONUS_WORDS, BONUS), (WAGE_WORDS, WAGES), (LABOUR_WORDS, labour))
    named = next((table for words, table in tables if any(word in row.item for word in words)), None)
    if named is None and not row.item:
        named = BONUS if row.figures["bonus"] else own
    return named.heading if named else ""


def _is_masked(shown: str, number: str) -> bool:
    """Whether a number is this one with stars over some digits, of which the visible ones are the same."""
    visible = sum(1 for digit in shown if digit not in STARS)
    if not MIN_VISIBLE <= visible < len(shown) == len(number):
        return False
    return all(one in STARS or one == other for one, other in zip(shown, number, strict=True))


def _by_other_means(payee: Payee, row: Stated, by: str) -> Finding:
    place = {"file": row.file, "sheet": row.sheet, "cell": row.cell("paper_number"), "column": "证件号码"}
    return finding("T27", **place, value=row.paper_number, who=who(payee), by=by)
