"""Payslips and the statement of the year, as they are read back from the disk."""

from __future__ import annotations

from schemas.columns import Column, columns
from schemas.table import Table

SECTIONS = ("应发项目", "应发减项", "扣罚", "代扣代缴", "应发以外", "合计", "参考")

PAYSLIP_LINES = Table(
    "payslip_lines", "工资条明细", "一行是一名人员工资条的一行；合计与参考两部分不再相加",
    (*columns("employee_id", "person_name", "team", "post"),
     Column("line", "行次", "count", meaning="在该人工资条中是第几行", minimum=1),
     Column("section", "部分", "choice", meaning="加在哪个合计里：前三种加成应发合计，再加代扣代缴与应发以外成实发合计",
            choices=SECTIONS),
     Column("line_name", "项目", "text", meaning="薪酬标准或法定标准中的项目"),
     Column("figure", "数额", "exact", meaning="带正负号，减项为负"), Column("line_unit", "单位", "text"),
     Column("why", "怎么算的", "text", meaning="本人的数怎样算得"), *columns("article")),
    required=("employee_id", "person_name", "line", "section", "line_name", "figure"), key=("employee_id", "line"),
    article="指引第十五条", stage="payout",
)  # fmt: skip

STATEMENT_MONTHS = Table(
    "statement_months", "年度对账单", "一行是一名人员一个月的一项金额",
    (*columns("employee_id"), Column("month", "月份", "text", meaning="如 2026-01"),
     Column("line_name", "项目", "text"), Column("amount", "金额", "money", "元")),
    required=("employee_id", "month", "line_name", "amount"), key=("employee_id", "month", "line_name"),
    article="指引第十五条", stage="payout",
)  # fmt: skip
