"""What must be mended before a file for the tax office is written: configuration, papers, names, amounts.

Law: GB 11643—1999 (check digit of an ID card).  The client refuses a row it cannot read, or takes it for somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from pipeline.checks.identity import id_card_problem
from pipeline.checks.wording import listing
from pipeline.findings import Finding, finding
from pipeline.payout.model import NOTHING, Payee, PayMonth
from pipeline.payout.tax.deducted import deductions_astray
from pipeline.payout.tax.forms import (
    CONTRIBUTIONS,
    PAPER_NUMBER,
    amounts,
    belongs_to,
    contributions_of,
    forms_of,
    paper_number,
    paper_of,
    plain_heading,
    several,
)
from pipeline.payout.tax.people import OF_OTHER_PAPERS, employment_type, gone_without_a_date, is_resident
from schemas.payout_tax import FORMS, TAX_EXPORT, WAGES
from schemas.table import Table

Asked = Mapping[str, Mapping[str, str | tuple[str, ...]]]
NAME = "姓名"
_NOT_IN_A_NAME = ((re.compile(r"\s"), "空格"), (re.compile(r"\d"), "数字"), (re.compile(r"[^\w·]|_"), "标点或特殊字符"))


def tax_findings(month: PayMonth) -> list[Finding]:
    """Everything at once, the configuration first; what only follows from a mistake in it is not told as well."""
    strange = list(_strange_columns(month))
    return [
        *strange,
        *_posts_left_out(month),
        *_papers(month.payees, month),
        *_same_papers(month.payees),
        *(found for payee in month.payees if is_resident(month, payee) for found in _names(payee)),
        *_negative_amounts(month),
        *(() if strange else _contributions_astray(month)),
        *(() if strange else deductions_astray(month)),
        *(_of("T10", payee, NAME, at=False) for payee in gone_without_a_date(month)),
    ]


def who(payee: Payee) -> str:
    """A person as the messages name him."""
    return f"工号{payee.employee_id}（{payee.name}）"


def _of(code: str, payee: Payee, column: str, value: object = "", *, at: bool = True, **facts: object) -> Finding:
    """The finding about a person, at his row of the roster; ``at`` is false where that is of another month."""
    file, sheet = (payee.file, payee.sheet) if at else ("", "")
    told = {"who": who(payee), "row": payee.row or "？", **facts}
    return finding(code, file=file, sheet=sheet, cell="", column=column, value=value, **told)


def _strange_columns(month: PayMonth) -> Iterator[Finding]:
    """Forms, columns and quantities of the configuration that do not exist."""
    tax, stated = month.text.tax, [column.heading for column in TAX_EXPORT.columns if column.type == "amount"]
    yield from _strange(month, "columns", tax.columns, {table.heading: _headings(table) for table in FORMS})
    yield from _strange(month, "compare", tax.compare, {table.heading: stated for table in FORMS})
    for column in tax.contributions:
        if column not in _headings(WAGES):
            yield _setting("contributions", column, f"不是{WAGES.heading}的列", _headings(WAGES))


def _strange(month: PayMonth, part: str, asked: Asked, columns: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    known = {name for payee in month.payees for name in payee.values} | set(month.units)
    for form, named in asked.items():
        if form not in columns:
            yield _setting(part, form, "不是一张报税表", columns)
            continue
        for column, quantities in named.items():
            if column not in columns[form]:
                yield _setting(f"{part}.{form}", column, "不是这张表的金额列", columns[form])
            for name in several(quantities):
                if name not in known:
                    yield _setting(f"{part}.{form}.{column}", name, "不是本月的数", ())


def _headings(table: Table) -> list[str]:
    return [plain_heading(column) for column in amounts(table)]


def _setting(part: str, value: str, problem: str, choices: Iterable[str]) -> Finding:
    expected = "、".join(choices) or "薪酬标准或法定标准中的数、花名册的列"
    return finding("T08", part=part, value=value, problem=problem, choices=expected)


def _posts_left_out(month: PayMonth) -> Iterator[Finding]:
    """Posts nobody said the form of, or the 任职受雇从业类型."""
    for part, named in (("labour", lambda payee: belongs_to(month, payee)),
                        ("employment", lambda payee: employment_type(month, payee))):  # fmt: skip
        missed: dict[str, list[Payee]] = {}
        for payee in month.payees:
            if not named(payee):
                missed.setdefault(payee.post, []).append(payee)
        for post, payees in missed.items():
            yield finding("T07", column="岗位", value=post, part=part, count=len(payees), who=listing(map(who, payees)))


def _papers(payees: Iterable[Payee], month: PayMonth) -> Iterator[Finding]:
    for payee in payees:
        number = paper_number(payee)
        if not number:
            yield _of("T01", payee, PAPER_NUMBER)
        elif is_resident(month, payee) and (problem := id_card_problem(number)):
            yield _of("T02", payee, PAPER_NUMBER, problem=problem)
        missing = [name for name in OF_OTHER_PAPERS if not payee.word(name)]
        if missing and not is_resident(month, payee):
            yield _of("T09", payee, missing[0], paper=paper_of(month, payee), missing="、".join(missing))


def _same_papers(payees: Iterable[Payee]) -> Iterator[Finding]:
    first: dict[str, Payee] = {}
    for payee in payees:
        number = paper_number(payee)
        other = first.setdefault(number, payee) if number else payee
        if other is not payee:
            yield _of("T03", payee, PAPER_NUMBER, first=who(other))


def _names(payee: Payee) -> Iterator[Finding]:
    """What no name on an ID card has; names on other papers have spaces."""
    problem = next((word for pattern, word in _NOT_IN_A_NAME if pattern.search(payee.name)), "")
    if problem:
        yield _of("T04", payee, NAME, payee.name, problem=problem)


def _negative_amounts(month: PayMonth) -> Iterator[Finding]:
    for form in forms_of(month):
        for payee, row in zip(form.payees, form.rows, strict=True):
            for column in amounts(form.table):
                if row[column.name] < 0:
                    yield _of("T05", payee, plain_heading(column), _yuan(row[column.name]), form=form.table.heading)


def _contributions_astray(month: PayMonth) -> Iterator[Finding]:
    """Whoever's columns do not add up to 三险一金: the client would compute another tax."""
    deducted: dict[str, Decimal] = {}
    for form in forms_of(month):
        if form.table is WAGES:
            whom = [payee.employee_id for payee in form.payees]
            deducted = dict(zip(whom, contributions_of(month, form), strict=True))
    for payee in month.payees:
        withheld, columns_sum = payee.money(CONTRIBUTIONS), deducted.get(payee.employee_id, NOTHING)
        if withheld != columns_sum:
            facts = {"columns": "、".join(month.text.tax.contributions), "columns_sum": _yuan(columns_sum)}
            difference = _yuan(columns_sum - withheld)
            yield _of("T06", payee, CONTRIBUTIONS, _yuan(withheld), at=False, difference=difference, **facts)


def _yuan(amount: Decimal) -> str:
    return f"{amount:,.2f}"
