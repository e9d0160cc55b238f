"""How payslips are made: the part ``payout.payslips`` of ``config.yaml``."""

from __future__ import annotations

from pipeline.payout.payslips.password_rule import SECRETS, PasswordRule
from pipeline.scheme.parts import Part


class PayslipText(Part):
    """Payslips: how each is locked, which totals its lines lead to, what is told beside them.

    ``password`` is made of roster columns: ``{身份证号:后6位}``; while it is empty no payslip is written.  Four of its
    characters at least come from ``secrets``, the roster columns others do not know.  ``fines`` are words in the name
    or nature of an item by which it is known for a fine; ``told`` the figures told beside those of the report;
    ``one_per_page`` gives every person a page of the printed book.
    """

    password: PasswordRule = ""
    secrets: tuple[str, ...] = SECRETS
    gross: str = "应发合计"
    net: str = "实发合计"
    fines: tuple[str, ...] = ("扣罚", "罚款", "处罚")
    told: tuple[str, ...] = ()
    one_per_page: bool = True
