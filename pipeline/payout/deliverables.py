"""Every deliverable of a payout, in the order they are checked and written.  Read this first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.findings import Finding
from pipeline.payout.agreement import agreement
from pipeline.payout.agreement_book import write_agreement
from pipeline.payout.bank.checks import bank_findings
from pipeline.payout.bank.files import write_bank
from pipeline.payout.model import Control, PayMonth
from pipeline.payout.office.changes_book import write_changes
from pipeline.payout.office.staff_changes import changes_findings
from pipeline.payout.office.summary import summary_findings
from pipeline.payout.office.summary_book import write_summary
from pipeline.payout.payslips.payslips import payslip_findings, write_payslips
from pipeline.payout.tax.files import tax_findings, write_tax
from pipeline.payout.voucher.checks import voucher_findings
from pipeline.payout.voucher.files import write_vouchers

if TYPE_CHECKING:
    from pipeline.payout.payout_end import PayoutRequest


@dataclass(frozen=True)
class Deliverable:
    """One kind of files: what must be mended before any is written, and how they are written and read back."""

    name: str
    findings: Callable[[PayMonth], Sequence[Finding]]
    write: Callable[[PayMonth, Path, PayoutRequest], Sequence[Control]]


@dataclass(frozen=True)
class Agreement:
    """The last word: controls that do not agree, and the sheet that shows them all."""

    findings: Callable[[PayMonth, Sequence[Control]], Sequence[Finding]]
    write: Callable[[PayMonth, Path, Sequence[Control]], None]


DELIVERABLES: tuple[Deliverable, ...] = (
    Deliverable("工资条", payslip_findings, lambda month, folder, request: write_payslips(month, folder, request.say)),
    Deliverable("报税文件", tax_findings, lambda month, folder, request: write_tax(month, folder)),
    Deliverable("银行代发文件", bank_findings, lambda month, folder, request: write_bank(month, folder)),
    Deliverable("记账凭证", voucher_findings, lambda month, folder, request: write_vouchers(month, folder)),
    Deliverable("人员变动", changes_findings, lambda month, folder, request: write_changes(month, folder)),
    Deliverable("综合室汇总", summary_findings, lambda month, folder, request: write_summary(month, folder)),
)
AGREEMENT = Agreement(agreement, write_agreement)
