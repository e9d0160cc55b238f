"""How the files of the next desk are laid out: the part ``payout`` of ``config.yaml``."""

from __future__ import annotations

from pipeline.scheme.model import Part


class PayslipText(Part):
    """Payslips: whom they are for and how they are locked."""


class TaxText(Part):
    """Files for the tax office."""


class BankText(Part):
    """The batch file of one bank."""


class VoucherText(Part):
    """The voucher of one bookkeeping program."""


class PayoutText(Part):
    """Everything the files of the next desk are laid out by."""

    payslips: PayslipText = PayslipText()
    tax: TaxText = TaxText()
    banks: tuple[BankText, ...] = ()
    vouchers: tuple[VoucherText, ...] = ()
