"""Every step of a quarter and of a year, in order; they read back what months and quarters have left.

A quarter: collect → checks → appraise → customers → grades; a year: the same without customers.  What steps and checks
are is told in :mod:`pipeline.flow`.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.appraise.appraisal_checks import APPRAISAL_CHECKS, appraisal_items_without_value
from pipeline.appraise.appraisal_history import appraisal_history
from pipeline.appraise.appraisal_items import appraisal_items
from pipeline.appraise.criteria_results import criteria_results
from pipeline.appraise.follow_up_list import follow_up_list
from pipeline.appraise.leave_cut import leave_cut
from pipeline.appraise.missing_targets import missing_targets
from pipeline.appraise.open_follow_ups import open_follow_ups, unregistered_follow_ups
from pipeline.appraise.progress import progress
from pipeline.appraise.target_shares import target_shares
from pipeline.appraise.team_results import team_results
from pipeline.appraise.visit_report import visit_report
from pipeline.checks.of_span import SPAN_CHECKS
from pipeline.customers.customer_classes import customer_classes
from pipeline.customers.top_customers import top_customers
from pipeline.grades.grade_changes import grade_changes
from pipeline.grades.grade_checks import proposals_without_grade
from pipeline.grades.grade_proposals import grade_proposals
from pipeline.grades.notices import notices
from pipeline.runner import Stage
from schemas.intake import SPAN_KINDS

SPAN_DELIVERED = (*(kind.name for kind in SPAN_KINDS), "sources")
"""The tables intake makes of what is delivered for a quarter or a year."""

SPAN_GIVEN = (
    "span", "period", "standard", "branch", "pay_days_of", "made_tables", "places", "found", "facts", "grades",
    "quantities",
)  # fmt: skip
"""What steps and checks of a quarter or a year may ask for besides tables."""

YEAR_AVAILABLE = (
    *SPAN_DELIVERED, "read_back", "persons", "span_persons", "year_persons", "roster", "grade_history", "figures",
    "honours", "trainings", *SPAN_GIVEN,
)  # fmt: skip
"""All there is before the first step of a year: ``persons`` of the last month, ``span_persons`` and ``year_persons`` of
every month of the span and of the calendar year so far, ``figures`` of all months and earlier appraisals; ``honours``
and ``trainings`` of the calendar year so far stand in the reports."""

QUARTER_AVAILABLE = (*YEAR_AVAILABLE, "customers", "classes_before", "top_before", "visit_lines", "follow_ups",
                     "open_before", "long_leave")  # fmt: skip
"""The same of a quarter, which also has what its months hold of customers, visits and follow-ups; ``open_before`` are
the follow-ups that were open when the quarter before ended."""

_SPAN_START = (
    Stage(
        1, "collect", "汇集", "取用了哪些结果，本期交来了什么；以前的结果按运行记录核对过，每个文件只读一次",
        shows=("read_back", *SPAN_DELIVERED),
    ),
    Stage(2, "checks", "核对", "本期交来的数据的核对；有阻断时到此为止", checks=(*SPAN_CHECKS, *APPRAISAL_CHECKS)),
)  # fmt: skip
_APPRAISAL = (target_shares, progress, appraisal_items, criteria_results, appraisal_history, team_results)
_APPRAISAL_CHECKS = (appraisal_items_without_value, missing_targets)
_APPRAISED = "目标分解、业绩进度、考核项目、达标明细"
_GRADING = Stage(
    5, "grades", "级别", "级别建议、人工决定、级别变动与人员提示", steps=(grade_proposals, grade_changes, notices),
    checks=(proposals_without_grade,),
)  # fmt: skip

QUARTER: tuple[Stage, ...] = (
    *_SPAN_START,
    Stage(
        3, "appraise", "考核", _APPRAISED,
        steps=(*_APPRAISAL, leave_cut, visit_report, follow_up_list, open_follow_ups),
        checks=(*_APPRAISAL_CHECKS, unregistered_follow_ups),
    ),
    Stage(4, "customers", "客户", "客户分级与前5%名单，在考核台账里", steps=(customer_classes, top_customers)),
    _GRADING,
)
"""A quarter: collect → checks → appraise → customers → grades; then the reports are written."""

YEAR: tuple[Stage, ...] = (
    *_SPAN_START,
    Stage(3, "appraise", "考核", _APPRAISED, steps=_APPRAISAL, checks=_APPRAISAL_CHECKS),
    replace(_GRADING, number=4),
)
"""A year: the same without customers, visits and follow-ups, which are the quarters'."""
