"""Every step of every job, in order.  Read this first: it is the only place that knows all steps.

A step is a pure function: its parameter names are the tables it reads, its own name the table it makes.
A check is a function that returns findings and changes nothing.  Besides tables both may ask for what is given
for the whole run: the period, the standard (pay standard and statute), the pay days, the definitions of tables.

A quarter and a year read back what months and quarters have left (``collect``) instead of delivered months.
A month: intake → checks → credit → measures → pay → statutory → ledgers → reports → archive.
Intake reads the delivered files before the first step; archive makes the result appear after the last.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.appraise.appraisal_checks import APPRAISAL_CHECKS, appraisal_items_without_value
from pipeline.appraise.appraisal_history import appraisal_history
from pipeline.appraise.appraisal_items import appraisal_items
from pipeline.appraise.criteria_results import criteria_results
from pipeline.appraise.follow_up_list import follow_up_list
from pipeline.appraise.progress import progress
from pipeline.appraise.target_shares import target_shares
from pipeline.appraise.team_results import team_results
from pipeline.appraise.visit_report import visit_report
from pipeline.checks import CHECKS, SPAN_CHECKS
from pipeline.checks.guards import guards_broken
from pipeline.checks.results import (
    balances_below_zero,
    customers_without_value,
    items_without_value,
    records_without_value,
    sales_without_value,
)
from pipeline.credit.credited_lines import credited_lines
from pipeline.credit.leave_review import leave_review
from pipeline.credit.line_items import customer_items, record_items, sale_items
from pipeline.credit.persons import persons
from pipeline.credit.visit_lines import visit_lines
from pipeline.customers.customer_classes import customer_classes
from pipeline.customers.top_customers import top_customers
from pipeline.grades.grade_changes import grade_changes
from pipeline.grades.grade_checks import proposals_without_grade
from pipeline.grades.grade_history import grade_history
from pipeline.grades.grade_proposals import grade_proposals
from pipeline.grades.notices import notices
from pipeline.ledgers.balances import ledger_balances, ledger_movements, ledger_openings
from pipeline.ledgers.history import history, month_customers, month_figures
from pipeline.measures.person_measures import person_measures
from pipeline.pay.pay_items import pay_items, record_pay
from pipeline.reports.pay_rows import pay_report
from pipeline.runner import Stage
from pipeline.statutory.statutory_items import statutory_items
from schemas.intake import ATTENDANCE_DAYS, KINDS, SPAN_KINDS

DELIVERED = (*(kind.name for kind in KINDS), ATTENDANCE_DAYS.name, "records", "sources")
"""The tables intake makes from the delivered workbooks; ``records`` are the lines of the pay standard's own records."""

GIVEN = (
    "period", "standard", "pay_days", "made_tables", "has_predecessor", "places", "found", "grades", "ledgers",
    "facts", "own_records", "quantities", "asked",
)  # fmt: skip
"""What steps and checks may ask for besides tables."""

AVAILABLE = (
    *DELIVERED, "carried", "carried_history", "carried_grades", "decided_grades", "correction_lines",
    "correction_ledgers", *GIVEN,
)  # fmt: skip
"""All there is before the first step: ``carried`` are the closing balances of the month before, ``carried_history`` the
quantities of earlier months (rows of ``history``), ``carried_grades`` its ledger of grades (rows of ``grade_history``),
``decided_grades`` what the last quarter and the last year that ended decided of grades (rows of ``grade_changes``),
``correction_lines`` and ``correction_ledgers`` what late corrections post to the month."""

LAST_CHECKED = 2
"""The stage after which ``xinchou check`` is done."""

MONTH: tuple[Stage, ...] = (
    Stage(
        1, "intake", "接收", "交来的文件逐行读入后的样子；每行注明出自哪个文件、工作表和行", shows=DELIVERED,
    ),
    Stage(2, "checks", "核对", "跨行、跨表的核对；有阻断时到此为止", checks=CHECKS),
    Stage(
        3, "credit", "归属", "客户的业绩归属到人，其余为营业部自留",
        steps=(
            ledger_openings, grade_history, persons, customer_items, sale_items, record_items, credited_lines,
            leave_review, visit_lines,
        ),
        checks=(customers_without_value, sales_without_value, records_without_value),
        shows=(
            "ledger_openings", "persons", "customer_items", "sale_items", "record_items", "credited_lines",
            "leave_review", "visit_lines", "correction_lines", "correction_ledgers",
        ),
    ),
    Stage(4, "measures", "计量", "每人本月的各项计量，公式只问这里的数", steps=(person_measures,)),
    Stage(
        5, "pay", "计薪", "薪酬标准的各个项目", steps=(pay_items, record_pay),
        checks=(items_without_value, guards_broken),
    ),
    Stage(
        6, "statutory", "法定", "三险一金、增值税及附加、个人所得税",
        steps=(statutory_items,), checks=(items_without_value, guards_broken),
    ),
    Stage(
        7, "ledgers", "台账", "期初、变动、期末；期末是下月的期初",
        steps=(ledger_movements, ledger_balances, month_figures, history, month_customers),
        checks=(balances_below_zero,),
        shows=("ledger_movements", "ledger_balances", "history", "grade_history", "month_figures", "month_customers"),
    ),
    Stage(8, "reports", "报表", "营业部客户经理薪酬月报表", steps=(pay_report,)),
)  # fmt: skip

SPAN_DELIVERED = (*(kind.name for kind in SPAN_KINDS), "sources")
"""The tables intake makes of what is delivered for a quarter or a year."""

SPAN_GIVEN = (
    "span", "period", "standard", "branch", "pay_days_of", "made_tables", "places", "found", "facts", "grades",
    "quantities",
)  # fmt: skip
"""What steps and checks of a quarter or a year may ask for besides tables."""

YEAR_AVAILABLE = (
    *SPAN_DELIVERED, "read_back", "persons", "span_persons", "year_persons", "roster", "grade_history", "figures",
    *SPAN_GIVEN,
)  # fmt: skip
"""All there is before the first step of a year: ``persons`` of the last month, ``span_persons`` and ``year_persons`` of
every month of the span and of the calendar year so far, ``figures`` of all months and earlier appraisals."""

QUARTER_AVAILABLE = (*YEAR_AVAILABLE, "customers", "classes_before", "top_before", "visit_lines", "follow_ups")
"""The same of a quarter, which also has what its months hold of customers, visits and follow-ups."""

_SPAN_START = (
    Stage(
        1, "collect", "汇集", "取用了哪些结果，本期交来了什么；以前的结果按运行记录核对过，每个文件只读一次",
        shows=("read_back", *SPAN_DELIVERED),
    ),
    Stage(2, "checks", "核对", "本期交来的数据的核对；有阻断时到此为止", checks=(*SPAN_CHECKS, *APPRAISAL_CHECKS)),
)  # fmt: skip
_APPRAISAL = (target_shares, progress, appraisal_items, criteria_results, appraisal_history, team_results)
_APPRAISED = "目标分解、业绩进度、考核项目、达标明细"
_GRADING = Stage(
    5, "grades", "级别", "级别建议、人工决定、级别变动与人员提示", steps=(grade_proposals, grade_changes, notices),
    checks=(proposals_without_grade,),
)  # fmt: skip

QUARTER: tuple[Stage, ...] = (
    *_SPAN_START,
    Stage(
        3, "appraise", "考核", _APPRAISED, steps=(*_APPRAISAL, visit_report, follow_up_list),
        checks=(appraisal_items_without_value,),
    ),
    Stage(4, "customers", "客户", "客户分级与前5%名单，在考核台账里", steps=(customer_classes, top_customers)),
    _GRADING,
)
"""A quarter: collect → checks → appraise → customers → grades; then the reports are written."""

YEAR: tuple[Stage, ...] = (
    *_SPAN_START,
    Stage(3, "appraise", "考核", _APPRAISED, steps=_APPRAISAL, checks=(appraisal_items_without_value,)),
    replace(_GRADING, number=4),
)
"""A year: the same without customers, visits and follow-ups, which are the quarters'."""

JOBS = {"run": MONTH, "quarter": QUARTER, "year": YEAR}
"""The jobs by the name of their command."""
