"""The batch payment files of a month as they are read back from the disk."""

from __future__ import annotations

from schemas.columns import BY_NAME, Column
from schemas.table import Table

BANK_PAYMENTS = Table(
    "bank_payments", "银行代发", "一行是代发文件中付给一个账号的一笔",
    (Column("payment_file", "文件", "text", meaning="银行代发文件"),
     Column("file_row", "行次", "count", meaning="在该文件中是第几笔"),
     Column("holder_name", "户名", "text", meaning="收款人"), BY_NAME["bank_account"],
     Column("paid", "金额", "money", "元", "实发合计", minimum=0)),
    required=("payment_file", "file_row", "holder_name", "bank_account", "paid"), key=("payment_file", "file_row"),
    article="第十五条", totals=("paid",),
)  # fmt: skip
