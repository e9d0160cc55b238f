"""The tables of late corrections: what is posted to an open month, and how it came about."""

from __future__ import annotations

from schemas.columns import BY_NAME, Column, columns
from schemas.table import Table

LEDGER_KEY = ("ledger", "employee_id", "object", "origin")

_CORRECTION = Column("correction", "更正号", "id", meaning="第几次更正，如 001")
_ITEM = Column("corrected_item", "项目", "text", meaning="差额所在的项目")
_PAID = Column("amount", "金额", "money", "元", "补发为正，扣回为负")
_REASON = Column("cause", "原因", "text", meaning="更正了哪个月的什么")

CORRECTION_LINES = Table(
    "correction_lines", "前期差错", "一行是一名人员一个项目一个来源期间的一笔补扣",
    (BY_NAME["employee_id"], _ITEM, BY_NAME["origin"], _PAID, _REASON, _CORRECTION,
     Column("place", "出处", "text", meaning="更正文件夹中的文件与行")),
    required=("employee_id", "corrected_item", "origin", "amount", "cause", "correction", "place"),
    key=("correction", "employee_id", "origin", "corrected_item"), article="指引第十五条", stage="measures",
    totals=("amount",),
)  # fmt: skip
"""What a pay standard takes 前期差错补扣 from."""

CORRECTION_LEDGERS = Table(
    "correction_ledgers", "前期差错台账", "一行是更正使一个台账余额改变的数",
    (*columns(*LEDGER_KEY), Column("ledger_difference", "差额", "money", "元", "更正后的余额减原余额"), _CORRECTION),
    required=("ledger", "ledger_difference", "correction"), key=("correction", *LEDGER_KEY), stage="ledgers",
)  # fmt: skip

CORRECTION_DIFFERENCES = Table(
    "correction_differences", "差异表", "一行是一名人员一个月一个项目：原数、应为、差额、补扣",
    (*columns("employee_id", "person_name", "team"), BY_NAME["origin"], _ITEM,
     Column("was", "原数", "exact", "元", "更正前的数；以前更正过的，是上次更正后的数"),
     Column("should_be", "应为", "exact", "元", "更正后的数"),
     Column("difference", "差额", "exact", "元", "应为减原数"),
     Column("amount", "补扣", "money", "元", "对应发的影响：补发为正，扣回为负")),
    required=("employee_id", "origin", "corrected_item", "was", "should_be", "difference", "amount"),
    key=("employee_id", "origin", "corrected_item"), article="指引第十五条", totals=("amount",),
)  # fmt: skip

CORRECTION_TOTALS = Table(
    "correction_totals", "各人合计", "一行是一名人员一个月应发合计的原数、应为与差额",
    (*columns("employee_id", "person_name", "team"), BY_NAME["origin"],
     Column("was", "原数", "money", "元", "更正前的应发合计"),
     Column("should_be", "应为", "money", "元", "更正后的应发合计"),
     Column("amount", "差额", "money", "元", "等于该人该月各行补扣之和"),
     Column("advice", "办理", "text", meaning="已经离职的怎么办")),
    required=("employee_id", "origin", "was", "should_be", "amount"), key=("employee_id", "origin"),
    article="指引第十五条", totals=("was", "should_be", "amount"),
)  # fmt: skip
