"""The vouchers of a month as they are read back from the disk."""

from __future__ import annotations

from schemas.columns import BY_NAME, Column
from schemas.table import Table

VOUCHER_LINES = Table(
    "voucher_lines", "凭证分录", "一行是凭证文件中的一条分录",
    (Column("voucher_file", "文件", "text", meaning="凭证文件"),
     Column("file_row", "行次", "count", meaning="在该文件中是第几条"),
     Column("account_code", "科目编码", "text", meaning="会计科目的编码"),
     Column("debit", "借方金额", "money", "元", "红字为负"), Column("credit", "贷方金额", "money", "元", "红字为负"),
     Column("department_code", "部门编码", "text", meaning="按部门或职员记的分录才有"), BY_NAME["employee_id"]),
    required=("voucher_file", "file_row", "account_code", "debit", "credit"), key=("voucher_file", "file_row"),
    totals=("debit", "credit"),
)  # fmt: skip
