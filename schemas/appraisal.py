"""The tables of grades kept as a ledger, and those that the appraisal of a quarter or a year makes."""

from __future__ import annotations

from dataclasses import replace

from schemas.columns import BY_NAME, columns
from schemas.intake import FOLLOW_UPS, HONOURS, ROSTER, TRAININGS
from schemas.results import HISTORY, PERSONS
from schemas.table import Table

GRADE_HISTORY = Table(
    "grade_history", "级别台账", "一行是一名人员一段时间的级别",
    columns("employee_id", "grade", "grade_since", "grade_until", "grade_origin", "origin_period", "article",
            "approved_by"),
    required=("employee_id", "grade", "grade_since", "grade_origin"),
    key=("employee_id", "grade_since"), article="指引第十七条", stage="credit",
)  # fmt: skip
CLOSING_GRADES = replace(GRADE_HISTORY, name="closing_grades", stage="ledgers")
"""The same as the next month takes it over: with what the appraisals of the month decided."""
GRADE_CHANGES = Table(
    "grade_changes", "级别变动", "一行是一名人员由本期考核定下的级别，自某日起",
    columns("employee_id", "grade", "grade_since", "grade_origin", "origin_period", "article", "approved_by"),
    required=("employee_id", "grade", "grade_since", "grade_origin", "origin_period"),
    key=("employee_id",), article="指引第十七条", stage="grades",
)  # fmt: skip
LEAVE_REVIEW = Table(
    "leave_review", "请假核对", "一行是一名人员本月的休假与批准",
    columns("employee_id", "days_leave_taken", "days_granted", "days_granted_late", "days_not_granted",
            "days_long_leave"),
    required=("employee_id",), key=("employee_id",), article="指引第八条", stage="credit",
)  # fmt: skip
LONG_LEAVE = Table(
    "long_leave", "长假明细", "一行是一名人员的一段长假（首尾相接的请假单合起来）在本月的日数",
    (*columns("employee_id"), replace(BY_NAME["leave_kind"], type="text", choices=()),
     *columns("leave_from", "leave_until", "days_long_leave")),
    required=("employee_id", "leave_kind", "leave_from", "leave_until", "days_long_leave"),
    key=("employee_id", "leave_from"), article="指引第八条", stage="credit",
)  # fmt: skip
OPEN_LEAVE = Table(
    "open_leave", "未完请假", "一行是一张已批准的请假单，它（或与它首尾相接的）休到月末或月末之后；下月接着算",
    columns("leave_id", "employee_id", "leave_kind", "leave_from", "leave_until", "leave_days", "granted_on", "granted",
            "month"),
    required=("employee_id", "leave_kind", "leave_from", "leave_until", "month"), article="指引第八条", stage="ledgers",
)  # fmt: skip
VISIT_LINES = Table(
    "visit_lines", "走访明细", "一行是一名人员走访一名客户一次，注明是否与他人重叠",
    columns("visit_id", "called_on", "employee_id", "customer_id", "customer_name", "visit_way", "companions",
            "opinion", "handled", "follow_up_id", "leader_opinion", "overlaps", "others", "source", "row"),
    required=("called_on", "employee_id", "customer_id", "overlaps"), article="走访规定（V1、V2）", stage="credit",
)  # fmt: skip
MONTH_FIGURES = Table(
    "month_figures", "考核底数", "一行是一名人员本月的一个量，供季度与年度考核取用",
    HISTORY.columns, required=HISTORY.required, key=HISTORY.key, article="指引第十七条", stage="ledgers",
)  # fmt: skip
FIGURES = Table(
    "figures", "考核底数", "一行是一名人员一个月的一个量（本期各月与以前各月）",
    HISTORY.columns, required=HISTORY.required, key=HISTORY.key, article="指引第十七条", stage="collect",
)  # fmt: skip
APPRAISAL_HISTORY = Table(
    "appraisal_history", "考核往期", "一行是一名人员一个量在一个月（或以该月为末月的一期考核）的数，供以后各期取用",
    HISTORY.columns, required=HISTORY.required, key=HISTORY.key, article="指引第十七条", stage="appraise",
)  # fmt: skip
TARGET_SHARES = Table(
    "target_shares", "目标分解", "一行是营业部、一个团队或一名人员一个指标一个月的目标",
    columns("scope", "object_id", "indicator", "month", "target", "target_fraction"),
    required=("scope", "object_id", "indicator", "month", "target"),
    key=("scope", "object_id", "indicator", "month"), article="指引第五条", stage="appraise",
)  # fmt: skip
PROGRESS = Table(
    "progress", "业绩进度", "一行是一名人员、一个团队或营业部一个指标一个期间的实绩与目标",
    columns("scope", "object_id", "object_name", "team", "indicator", "unit_word", "window", "actual", "target",
            "has_target", "rate", "actual_fraction", "target_fraction"),
    required=("scope", "object_id", "indicator", "window"),
    key=("scope", "object_id", "indicator", "window"), article="指引第五条、第十六条", stage="appraise",
)  # fmt: skip
CRITERIA_RESULTS = Table(
    "criteria_results", "达标明细", "一行是一名人员对照一级标准的一个条件",
    columns("appraisal", "employee_id", "person_name", "criterion", "tested_grade", "condition", "measured_words",
            "measured", "comparison", "threshold", "passed", "article"),
    required=("appraisal", "employee_id", "criterion", "condition"), article="指引第十七条", stage="appraise",
)  # fmt: skip
GRADE_PROPOSALS = Table(
    "grade_proposals", "级别调整", "一行是一名被考核人员的级别建议与决定",
    columns("employee_id", "person_name", "team", "post", "grade", "grade_since", "months_in_grade", "proposed_grade",
            "final_grade", "movement_word", "effective_on", "decided_by_hand", "purpose", "approved_by", "conclusion",
            "article"),
    required=("employee_id",), key=("employee_id",), article="指引第十七条", stage="grades",
)  # fmt: skip
NOTICES = Table(
    "notices", "人员提示", "一行是一名人员的一个提示",
    columns("notice_kind", "employee_id", "person_name", "team", "post", "grade", "notice_day", "conclusion",
            "article"),
    required=("notice_kind", "employee_id"), article="指引第十九条、第二十三条", stage="grades",
)  # fmt: skip
CUSTOMER_CLASSES = Table(
    "customer_classes", "客户分级", "一行是一名客户本季的分级（退出的排在最后）",
    columns("place", "customer_id", "volume", "revenue", "weight", "customer_class", "class_before", "class_moved"),
    required=("customer_id", "class_moved"), key=("customer_id",), article="客户分级规定（V3）",
    stage="customers", totals=("volume", "revenue"),
)  # fmt: skip
TOP_CUSTOMERS = Table(
    "top_customers", "前5%客户名单", "一行是一名客户在一个月的名单中（退出的也列出）",
    columns("month", "place", "customer_id", "volume", "revenue", "weight", "listed"),
    required=("month", "customer_id"), key=("month", "customer_id"), article="客户分级规定（V3）", stage="customers",
)  # fmt: skip
VISIT_REPORT = Table(
    "visit_report", "走访与督办", "一行是一名人员本期的走访与督办",
    columns("employee_id", "person_name", "team", "post", "visits", "customers_called", "visits_overlapping",
            "visits_with_opinion", "visits_unreviewed", "follow_ups_raised", "follow_ups_sent", "closed_in_time",
            "closed_late", "still_open", "open_overdue", "told", "not_told"),
    required=("employee_id",), key=("employee_id",), article="走访与督办规定（V1、V2）", stage="appraise",
    totals=("visits", "visits_overlapping", "visits_with_opinion", "visits_unreviewed", "follow_ups_raised",
            "follow_ups_sent", "closed_in_time", "closed_late", "still_open", "open_overdue", "told", "not_told"),
)  # fmt: skip
FOLLOW_UP_LIST = Table(
    "follow_up_list", "督办一览", "一行是一件督办事项到期末的情况（未办结的在前）",
    columns("follow_up_id", "follow_up_state", "days_overdue", "raised_on", "employee_id", "person_name", "team",
            "customer_id", "matter", "sent_to", "sent_on", "due_on", "closed_on", "told_on", "outcome", "registration"),
    required=("follow_up_id", "follow_up_state", "days_overdue"), key=("follow_up_id",), article="督办规定（V2）",
    stage="appraise",
)  # fmt: skip
TEAM_RESULTS = Table(
    "team_results", "团队成绩", "一行是一个团队一个指标本期的实绩与目标，人数与平均得分每行相同",
    columns("team", "headcount", "joined", "left", "mean_score", "indicator", "unit_word", "actual", "target", "rate",
            "best_person"),
    required=("team", "headcount"), key=("team", "indicator"), article="指引第六条、第十六条", stage="appraise",
)  # fmt: skip
MONTH = columns("month")
SPAN_PERSONS = Table(
    "span_persons", "各月人员", "一行是一名人员的一个月（当年至期末各月）",
    (*PERSONS.columns[:-2], *MONTH), required=(*PERSONS.required, "month"), key=("employee_id", "month"),
    article="第一条、第二条", stage="collect",
)  # fmt: skip
NOT_APPRAISED = (
    "id_card", "mobile", "bank", "bank_account", "paper_kind", "nationality", "sex", "born_on", "source", "row",
)  # fmt: skip
"""Columns of the roster that no appraisal has anything to do with."""
SPAN_ROSTER = Table(
    "roster", "期末花名册", "一行是期末月花名册上的一名人员",
    tuple(column for column in ROSTER.columns if column.name not in NOT_APPRAISED),
    required=("employee_id", "person_name", "team", "post", "hired_on"), key=("employee_id",),
    article="第二条", stage="collect",
)  # fmt: skip
MONTH_CUSTOMERS = Table(
    "month_customers", "客户底数", "一行是一名客户本月的业绩，供季度的客户分级取用",
    columns("customer_id", "customer_state", "turnover", "net_commission"),
    required=("customer_id",), key=("customer_id",), article="客户分级规定（V3）", stage="ledgers",
)  # fmt: skip
SPAN_CUSTOMERS = Table(
    "customers", "各月客户", "一行是一名客户一个月的业绩",
    (*MONTH_CUSTOMERS.columns, *MONTH), required=("customer_id", "month"), key=("customer_id", "month"),
    article="客户分级规定（V3）", stage="collect",
)  # fmt: skip
SPAN_VISITS = Table(
    "visit_lines", "各月走访", VISIT_LINES.grain, (*VISIT_LINES.columns, *MONTH),
    required=(*VISIT_LINES.required, "month"), article=VISIT_LINES.article, stage="collect",
)  # fmt: skip
SPAN_LONG_LEAVE = Table(
    "long_leave", "各月长假", LONG_LEAVE.grain, (*LONG_LEAVE.columns, *MONTH),
    required=(*LONG_LEAVE.required, "month"), key=("employee_id", "leave_from", "month"), article=LONG_LEAVE.article,
    stage="collect",
)  # fmt: skip
LEAVE_CUT = Table(
    "leave_cut", "剔除的月份", "一行是一名人员因长假不计入本期考核的一个月",
    (*columns("employee_id", "month", "quantity"),
     *(column for column in LONG_LEAVE.columns if column.name != "employee_id"), *columns("article")),
    required=("employee_id", "month", "quantity", "article"), key=("employee_id", "month", "quantity", "leave_from"),
    article="指引第八条", stage="appraise",
)  # fmt: skip
SPAN_FOLLOW_UPS = Table(
    "follow_ups", "各月督办", "一行是一件督办事项到一个月末的情况", (*FOLLOW_UPS.columns, *MONTH),
    required=("follow_up_id", "month"), key=("follow_up_id", "month"), article=FOLLOW_UPS.article, stage="collect",
)  # fmt: skip
SPAN_HONOURS = Table(
    "honours", "当年奖惩", "一行是一名人员的一次奖励或惩处，照各月交来的样子（当年至期末）",
    (*(column for column in HONOURS.columns if column.name not in ("source", "row")), *MONTH),
    required=("honour_day", "employee_id", "honour_kind", "honour", "month"), article=HONOURS.article, stage="collect",
)  # fmt: skip
SPAN_TRAININGS = Table(
    "trainings", "当年培训", "一行是一名人员的一次培训，照各月交来的样子（当年至期末）",
    (*(column for column in TRAININGS.columns if column.name not in ("source", "row")), *MONTH),
    required=("training_day", "employee_id", "training", "month"), article=TRAININGS.article, stage="collect",
)  # fmt: skip
OPEN_FOLLOW_UPS = Table(
    "open_follow_ups", "未结督办", "一行是一件期末未办结的督办事项，照它最后一次登记的样子",
    tuple(column for column in SPAN_FOLLOW_UPS.columns if column.name not in ("source", "row")),
    required=("follow_up_id", "raised_on", "employee_id", "matter", "month"), key=("follow_up_id",),
    article=FOLLOW_UPS.article, stage="appraise",
)  # fmt: skip
READ_BACK = Table(
    "read_back", "取用的结果", "一行是本期取用的以前结果的一个文件，按运行记录核对过",
    columns("folder", "file", "sha256"), required=("folder", "file", "sha256"), key=("folder", "file"),
    article="指引第十七条", stage="collect",
)  # fmt: skip
