"""How the files of the next desk are laid out: the part ``payout`` of ``config.yaml``."""

from __future__ import annotations

from pipeline.payout.bank.text import BankChecks, Banks, BankText
from pipeline.payout.office.text import SummaryText
from pipeline.payout.payslips.text import PayslipText
from pipeline.payout.tax.text import TaxText
from pipeline.payout.voucher.text import Vouchers
from pipeline.scheme.parts import Part


class PayoutText(Part):
    """Everything the files of the next desk are laid out by."""

    payslips: PayslipText = PayslipText()
    tax: TaxText = TaxText()
    banks: Banks = (BankText(),)
    bank_checks: BankChecks = BankChecks()
    vouchers: Vouchers = ()
    summary: SummaryText = SummaryText()
