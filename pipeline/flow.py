"""Every step of a month, in order.  Read this first; those of a quarter and a year stand in ``span_flow``.

A step is a pure function: its parameter names are the tables it reads, its own name the table it makes.
A check is a function that returns findings and changes nothing.  Besides tables both may ask for what is given
for the whole run: the period, the standard (pay standard and statute), the pay days, the definitions of tables.

intake → checks → credit → measures → pay → statutory → ledgers → reports → archive.
Intake reads the delivered files before the first step; archive makes the result appear after the last.
"""

from __future__ import annotations

from pipeline.checks.guards import guards_broken
from pipeline.checks.of_month import MONTH_CHECKS
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
from pipeline.credit.long_leave import long_leave
from pipeline.credit.persons import persons
from pipeline.credit.visit_lines import visit_lines
from pipeline.grades.grade_changes import grade_changes
from pipeline.grades.grade_checks import proposals_without_grade
from pipeline.grades.grade_history import grade_history
from pipeline.grades.month_grades import closing_grades, grade_proposals
from pipeline.ledgers.balances import ledger_balances, ledger_movements, ledger_openings
from pipeline.ledgers.history import history, month_customers, month_figures
from pipeline.ledgers.open_leave import open_leave
from pipeline.measures.person_measures import person_measures
from pipeline.pay.pay_items import pay_items, record_pay
from pipeline.reports.pay_rows import pay_report
from pipeline.runner import Stage
from pipeline.stages import CHECKS, CREDIT, INTAKE, LEDGERS, MEASURES, PAY, REPORTS, STATUTORY
from pipeline.statutory.statutory_items import statutory_items
from schemas.intake import ATTENDANCE_DAYS, KINDS

DELIVERED = (*(kind.name for kind in KINDS), ATTENDANCE_DAYS.name, "records", "sources")
"""The tables intake makes from the delivered workbooks; ``records`` are the lines of the pay standard's own records."""

GIVEN = (
    "period", "span", "standard", "pay_days", "made_tables", "has_predecessor", "places", "found", "grades", "ledgers",
    "facts", "own_records", "quantities", "asked",
)  # fmt: skip
"""What steps and checks may ask for besides tables."""

AVAILABLE = (
    *DELIVERED, "carried", "carried_history", "carried_grades", "carried_leave", "decided_grades", "correction_lines",
    "correction_ledgers", *GIVEN,
)  # fmt: skip
"""All there is before the first step: ``carried`` are the closing balances of the month before, ``carried_history`` the
quantities of earlier months (rows of ``history``), ``carried_grades`` its ledger of grades (rows of ``grade_history``),
``carried_leave`` its leave that was not over (rows of ``open_leave``), ``decided_grades`` what the last quarter and the
last year that ended decided of grades (rows of ``grade_changes``),
``correction_lines`` and ``correction_ledgers`` what late corrections post to the month."""

LAST_CHECKED = 2
"""The stage after which ``xinchou check`` is done."""

MONTH: tuple[Stage, ...] = (
    Stage(*INTAKE, shows=DELIVERED),
    Stage(*CHECKS, checks=MONTH_CHECKS),
    Stage(
        *CREDIT,
        steps=(
            ledger_openings, grade_history, persons, customer_items, sale_items, record_items, credited_lines,
            leave_review, long_leave, visit_lines,
        ),
        checks=(customers_without_value, sales_without_value, records_without_value),
        shows=(
            "ledger_openings", "persons", "customer_items", "sale_items", "record_items", "credited_lines",
            "leave_review", "long_leave", "visit_lines", "correction_lines", "correction_ledgers",
        ),
    ),
    Stage(*MEASURES, steps=(person_measures,)),
    Stage(*PAY, steps=(pay_items, record_pay), checks=(items_without_value, guards_broken)),
    Stage(*STATUTORY, steps=(statutory_items,), checks=(items_without_value, guards_broken)),
    Stage(
        *LEDGERS,
        steps=(
            ledger_movements, ledger_balances, month_figures, history, month_customers, open_leave, grade_proposals,
            grade_changes, closing_grades,
        ),
        checks=(balances_below_zero, proposals_without_grade),
        shows=("ledger_movements", "ledger_balances", "history", "closing_grades", "month_figures", "month_customers",
               "open_leave"),
    ),
    Stage(*REPORTS, steps=(pay_report,)),
)  # fmt: skip
