"""Every step of every job, in order.  Read this first: it is the only place that knows all steps.

A step is a pure function: its parameter names are the tables it reads, its own name the table it makes.
A check is a function that returns findings and changes nothing.  Besides tables both may ask for what is given
for the whole run: the period, the standard (pay standard and statute), the pay days, the definitions of tables.

A month: intake → checks → credit → measures → pay → statutory → ledgers → reports → archive.
Intake reads the delivered files before the first step; archive makes the result appear after the last.
"""

from __future__ import annotations

from pipeline.checks import CHECKS
from pipeline.checks.results import (
    balances_below_zero,
    customers_without_value,
    items_without_value,
    records_without_value,
    sales_without_value,
)
from pipeline.credit.credited_lines import credited_lines
from pipeline.credit.line_items import customer_items, record_items, sale_items
from pipeline.credit.persons import persons
from pipeline.ledgers.balances import ledger_balances, ledger_movements, ledger_openings
from pipeline.ledgers.history import history
from pipeline.measures.person_measures import person_measures
from pipeline.pay.pay_items import pay_items, record_pay
from pipeline.reports.pay_rows import pay_report
from pipeline.runner import Stage
from pipeline.statutory.statutory_items import statutory_items
from schemas.intake import ATTENDANCE_DAYS, KINDS

DELIVERED = (*(kind.name for kind in KINDS), ATTENDANCE_DAYS.name, "records", "sources")
"""The tables intake makes from the delivered workbooks; ``records`` are the lines of the pay standard's own records."""

GIVEN = (
    "period", "standard", "pay_days", "made_tables", "has_predecessor", "places", "found", "grades", "ledgers",
    "facts", "own_records", "quantities", "asked",
)  # fmt: skip
"""What steps and checks may ask for besides tables."""

AVAILABLE = (*DELIVERED, "carried", "carried_history", *GIVEN)
"""All there is before the first step: ``carried`` are the closing balances of the month before, ``carried_history`` the
quantities of earlier months (rows of ``history``)."""

LAST_CHECKED = 2
"""The stage after which ``xinchou check`` is done."""

MONTH: tuple[Stage, ...] = (
    Stage(
        1, "intake", "接收", "交来的文件逐行读入后的样子；每行注明出自哪个文件、工作表和行", shows=DELIVERED,
    ),
    Stage(2, "checks", "核对", "跨行、跨表的核对；有阻断时到此为止", checks=CHECKS),
    Stage(
        3, "credit", "归属", "客户的业绩归属到人，其余为营业部自留",
        steps=(ledger_openings, persons, customer_items, sale_items, record_items, credited_lines),
        checks=(customers_without_value, sales_without_value, records_without_value),
    ),
    Stage(4, "measures", "计量", "每人本月的各项计量，公式只问这里的数", steps=(person_measures,)),
    Stage(5, "pay", "计薪", "薪酬标准的各个项目", steps=(pay_items, record_pay), checks=(items_without_value,)),
    Stage(
        6, "statutory", "法定", "三险一金、增值税及附加、个人所得税",
        steps=(statutory_items,), checks=(items_without_value,),
    ),
    Stage(
        7, "ledgers", "台账", "期初、变动、期末；期末是下月的期初",
        steps=(ledger_movements, ledger_balances, history), checks=(balances_below_zero,),
    ),
    Stage(8, "reports", "报表", "营业部客户经理薪酬月报表", steps=(pay_report,)),
)  # fmt: skip
