"""Whether what the form of wages deducts is what the month deducted: quantities the statute's own formulas subtract.

Law: 国家税务总局公告2018年第61号 第六条.
Reads: the formulas of the month; 三险一金 is checked by its sum (T06), special additional deductions also by a control.
Not covered: how much of a quantity is deducted, which the comparison with the client tells (taxcheck).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from pipeline.findings import Finding, finding
from pipeline.payout.model import PayMonth
from pipeline.payout.tax.forms import INCOME, Form, amounts, forms_of, plain_heading, sources
from pipeline.scheme.item_parts import Item
from pipeline.scheme.nodes import names
from schemas.columns import Column
from schemas.payout_tax import WAGES

TAXABLE, TAX = "累计应纳税所得额", "个人所得税"
RELIEFS = ("减免税额", "协定减免")
"""Columns that lower the tax and not what is taxed."""
SPECIAL = "累计专项附加扣除"
SPECIAL_COLUMNS = (
    "累计子女教育", "累计继续教育", "累计住房贷款利息", "累计住房租金", "累计赡养老人", "累计3岁以下婴幼儿照护",
)  # fmt: skip
PENSION = "累计个人养老金"


def deductions_astray(month: PayMonth) -> Iterator[Finding]:
    """Columns of 正常工资薪金所得 filled by something the month's own tax does not deduct, or by what another holds."""
    form = next((form for form in forms_of(month) if form.table is WAGES), None)
    if form is None or TAXABLE not in _items(month):
        return
    filled = sources(month, WAGES)
    stated = month.text.tax.columns.get(WAGES.heading, {})
    for column in amounts(WAGES):
        heading = plain_heading(column)
        if heading == INCOME or heading in month.text.tax.contributions:
            continue
        elsewhere = set(chain.from_iterable(named for other, named in filled.items() if other != heading))
        allowed = _deducted(month, TAX if heading in RELIEFS else TAXABLE, elsewhere)
        for name in filled.get(heading, ()):
            if name not in allowed and (heading in stated or _has_any(form, column)):
                yield finding("T11", column=heading, value=name, form=WAGES.heading, taxable=TAXABLE)


def _has_any(form: Form, column: Column) -> bool:
    return any(row[column.name] for row in form.rows)


def _deducted(month: PayMonth, result: str, elsewhere: set[str]) -> set[str]:
    """What the result is made of without the income, without balances, and without what other columns hold."""
    of_income = {INCOME} | _made_of(month, INCOME)
    made = _made_of(month, result) - of_income - elsewhere
    if result == TAX:
        made -= {TAXABLE} | _made_of(month, TAXABLE)
    balances = {measure.name for rules in month.standard.rule_sets for measure in rules.text.measures if measure.ledger}
    return {name for name in made - balances if not _made_of(month, name) & (elsewhere | of_income)}


def _made_of(month: PayMonth, name: str) -> set[str]:
    """Every quantity of this month behind an item, however far."""
    items = _items(month)
    found: set[str] = set()
    ahead = [name]
    while ahead:
        item = items.get(ahead.pop())
        needed = _needs(item) - found if item else set()
        found |= needed
        ahead += needed
    return found


def _needs(item: Item) -> set[str]:
    formulas = (item.formula, item.floor, item.cap, *(case.formula for case in item.cases))
    return set(chain.from_iterable(names(formula) for formula in formulas if formula is not None))


def _items(month: PayMonth) -> dict[str, Item]:
    return {item.name: item for rules in month.standard.rule_sets for item in rules.text.items}
