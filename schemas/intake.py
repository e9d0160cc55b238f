"""The tables that intake makes from the delivered workbooks, one per kind of data."""

from __future__ import annotations

from dataclasses import replace

from schemas.columns import columns
from schemas.table import Table

PROVENANCE = ("source", "row")

CONTRIBUTIONS = ("pension", "medical", "unemployment", "housing_fund")
CUMULATIVE_DEDUCTIONS = (
    "children_education", "continuing_education", "housing_loan", "housing_rent",
    "elderly_care", "infant_care", "private_pension",
)  # fmt: skip

ROSTER = Table(
    "roster", "花名册", "一行是一名本月至少在职一天的人员",
    columns("employee_id", "person_name", "id_card", "mobile", "team", "post", "grade", "grade_from", "hired_on",
            "confirmed_on", "left_on", "employment_form", "contract_from", "contract_until", "certificate", "bank",
            "bank_account", "first_job", "low_income", "paper_kind", "nationality", "sex", "born_on", *PROVENANCE),
    required=("employee_id", "person_name", "team", "post", "hired_on", *PROVENANCE),
    key=("employee_id",), article="第二条", stage="intake",
)  # fmt: skip
CUSTOMERS = Table(
    "customers", "客户业绩", "一行是一名客户本月的业绩",
    columns("customer_id", "customer_name", "fund_account", "opened_on", "customer_state", "turnover",
            "gross_commission", "exchange_fees", "net_commission", "closing_assets", "mean_assets", *PROVENANCE),
    required=("customer_id", "opened_on", "customer_state", "turnover", "gross_commission", "exchange_fees",
              "net_commission", "closing_assets", "mean_assets", *PROVENANCE),
    key=("customer_id",), article="第三条", stage="intake",
    totals=("turnover", "gross_commission", "exchange_fees", "net_commission", "closing_assets", "mean_assets"),
)  # fmt: skip
RELATIONS = Table(
    "relations", "客户关系", "一行是一名客户与一名人员的一段关系",
    columns("customer_id", "employee_id", "relation_type", "share", "effective_from", "effective_until",
            "confirmation_id", *PROVENANCE),
    required=("customer_id", "employee_id", "relation_type", "share", "effective_from", *PROVENANCE),
    key=("customer_id", "employee_id", "relation_type", "effective_from"), article="第三条", stage="intake",
)  # fmt: skip
SALES = Table(
    "sales", "产品销售", "一行是一笔产品销售",
    columns("sale_id", "confirmed_on_sale", "customer_id", "employee_id", "product_code", "product_name",
            "product_type", "subscribed", "fee_income", *PROVENANCE),
    required=("sale_id", "confirmed_on_sale", "customer_id", "employee_id", "product_code", "product_type",
              "subscribed", "fee_income", *PROVENANCE),
    key=("sale_id",), article="第七条", stage="intake", totals=("subscribed", "fee_income"),
)  # fmt: skip
ATTENDANCE = Table(
    "attendance", "考勤", "一行是一名人员本月的考勤",
    columns("employee_id", "days_due", "days_present", "days_personal_leave", "days_sick", "days_absent",
            "days_paid_leave", "times_late", "times_early", "times_no_clock", *PROVENANCE),
    required=("employee_id", "days_personal_leave", "days_sick", "days_absent", "times_late",
              "times_early", "times_no_clock", *PROVENANCE),
    key=("employee_id",), article="第五条、第十一条", stage="intake",
)  # fmt: skip
ATTENDANCE_DAYS = Table(
    "attendance_days", "考勤明细", "一行是一名人员一天的考勤（版式中有逐日结果时）",
    columns("employee_id", "day", "marks", "days_personal_leave", "days_sick", "days_absent", "days_paid_leave",
            "times_late", "times_early", "times_no_clock", *PROVENANCE),
    required=("employee_id", "day", *PROVENANCE),
    key=("employee_id", "day"), article="第十一条", stage="intake",
)  # fmt: skip
SLIPS = Table(
    "slips", "出访单", "一行是一张营销人员出访单",
    columns("slip_id", "employee_id", "visited_on", "destination", "visited_person", "contact", "purpose", "left_at",
            "back_at", "check_mode", "check_result", "checked_by", *PROVENANCE),
    required=("employee_id", "visited_on", *PROVENANCE),
    article="第十一条", stage="intake",
)  # fmt: skip
SCORES = Table(
    "scores", "职责考核", "一行是一名人员一个考核项目的一个得分",
    columns("employee_id", "score_item", "score", "scored_by", "note", *PROVENANCE),
    required=("employee_id", "score_item", "score", "scored_by", *PROVENANCE),
    article="第十条", stage="intake",
)  # fmt: skip
CONDUCT = Table(
    "conduct", "违规投诉", "一行是一次投诉或违规",
    columns("day", "employee_id", "conduct_kind", "is_valid", "note", *PROVENANCE),
    required=("day", "employee_id", "conduct_kind", "is_valid", *PROVENANCE),
    article="第十条", stage="intake",
)  # fmt: skip
ADJUSTMENTS = Table(
    "adjustments", "手工调整", "一行是一笔手工调整",
    columns("employee_id", "adjustment", "purpose", "approved_by", "voucher", *PROVENANCE),
    required=("employee_id", "adjustment", "purpose", "approved_by", *PROVENANCE),
    article="第十四条", stage="intake", totals=("adjustment",),
)  # fmt: skip
CONTRIBUTION_ROWS = Table(
    "contributions", "社保及专项", "一行是一名人员本月的三险一金与本年累计专项附加扣除",
    columns("employee_id", *CONTRIBUTIONS, *CUMULATIVE_DEDUCTIONS, *PROVENANCE),
    required=("employee_id", *PROVENANCE),
    key=("employee_id",), article="第十五条", stage="intake", totals=CONTRIBUTIONS,
)  # fmt: skip
OPENINGS = Table(
    "openings", "期初", "一行是一名人员一个台账的一个期初余额",
    columns("employee_id", "ledger", "balance", "origin", "object", *PROVENANCE),
    required=("ledger", "balance", *PROVENANCE),
    key=("employee_id", "ledger", "origin", "object"), article="第八条、第十三条、第十四条", stage="intake",
)  # fmt: skip
SUPPLEMENTS = Table(
    "supplements", "补充数据", "一行是一名人员、一名客户或营业部的一个补充数据项目",
    columns("employee_id", "customer_id", "fact", "figure", "word", "purpose", "granted_by", *PROVENANCE),
    required=("fact", *PROVENANCE),
    key=("fact", "employee_id", "customer_id"), stage="intake",
)  # fmt: skip
LOG_CHECKS = Table(
    "log_checks", "工作日志抽查", "一行是一名人员一天的工作日志被抽查一次",
    columns("employee_id", "log_day", "checked_on", "log_result", "spot_checked_by", "note", *PROVENANCE),
    required=("employee_id", "log_day", "log_result", *PROVENANCE),
    article="指引第五条", stage="intake",
)  # fmt: skip
MEETINGS = Table(
    "meetings", "会议登记", "一行是一次会议（没有工号），或一名人员一次会议的到会情况",
    columns("meeting_day", "meeting_kind", "team", "held", "employee_id", "attended", "note", *PROVENANCE),
    required=("meeting_day", "meeting_kind", *PROVENANCE),
    article="指引第九条、第十条", stage="intake",
)  # fmt: skip
LEAVE_SLIPS = Table(
    "leave_slips", "请假单", "一行是一张请假单",
    columns("leave_id", "employee_id", "leave_kind", "leave_from", "leave_until", "leave_days", "asked_on",
            "granted_on", "granted", "granted_by", "purpose", *PROVENANCE),
    required=("employee_id", "leave_kind", "leave_from", "leave_until", *PROVENANCE),
    article="指引第八条", stage="intake",
)  # fmt: skip
CUSTOMER_VISITS = Table(
    "customer_visits", "客户走访日志", "一行是一名人员走访一名客户一次",
    columns("visit_id", "called_on", "employee_id", "customer_id", "customer_name", "visit_way", "companions",
            "opinion", "handled", "follow_up_id", "leader_opinion", *PROVENANCE),
    required=("called_on", "employee_id", "customer_id", *PROVENANCE),
    article="走访规定（V1）", stage="intake",
)  # fmt: skip
FOLLOW_UPS = Table(
    "follow_ups", "督办事项", "一行是一件督办事项到本月末的情况",
    columns("follow_up_id", "raised_on", "employee_id", "customer_id", "matter", "sent_to", "sent_on", "due_on",
            "closed_on", "told_on", "outcome", *PROVENANCE),
    required=("follow_up_id", "raised_on", "employee_id", "matter", *PROVENANCE),
    key=("follow_up_id",), article="督办规定（V2）", stage="intake",
)  # fmt: skip
HONOURS = Table(
    "honours", "奖惩", "一行是一名人员的一次奖励或惩处",
    columns("honour_day", "employee_id", "honour_kind", "honour", "honour_points", "approved_by", *PROVENANCE),
    required=("honour_day", "employee_id", "honour_kind", "honour", *PROVENANCE),
    article="指引第二十条", stage="intake",
)  # fmt: skip
TRAININGS = Table(
    "trainings", "培训记录", "一行是一名人员的一次培训",
    columns("training_day", "employee_id", "training", "training_hours", "training_score", "training_passed",
            "entered_by", *PROVENANCE),
    required=("training_day", "employee_id", "training", *PROVENANCE),
    article="指引第二十四条", stage="intake",
)  # fmt: skip
GRADE_DECISIONS = Table(
    "grade_decisions", "级别决定", "一行是一名人员的一次人工定级",
    columns("employee_id", "former_grade", "decided_grade", "effective_on", "purpose", "approved_by", *PROVENANCE),
    required=("employee_id", "decided_grade", "purpose", "approved_by", *PROVENANCE),
    article="指引第十七条", stage="intake",
)  # fmt: skip
MONTH_TARGETS = tuple(f"target_{month:02d}" for month in range(1, 13))
TARGETS = Table(
    "targets", "年度计划", "一行是营业部、一个团队或一名人员一个指标的全年目标",
    columns("target_year", "target_scope", "target_object", "indicator", "target_unit", "target_total", *MONTH_TARGETS,
            *PROVENANCE),
    required=("target_scope", "indicator", "target_total", *PROVENANCE),
    key=("target_year", "target_scope", "target_object", "indicator"), article="指引第三条、第五条", stage="intake",
)  # fmt: skip
QUARTER_TARGETS = tuple(f"target_q{number}" for number in range(1, 5))
SOURCES = Table(
    "sources", "来源清单", "一行是一个文件的一个工作表",
    columns("source", "file", "sheet", "kind", "layout", "records", "remark"),
    required=("source", "file"), key=("source",), stage="intake",
)  # fmt: skip

DUTY_KINDS: tuple[Table, ...] = (
    LOG_CHECKS, MEETINGS, LEAVE_SLIPS, CUSTOMER_VISITS, FOLLOW_UPS, HONOURS, TRAININGS, GRADE_DECISIONS,
)  # fmt: skip
"""Records of duty and grades decided by hand: all may be absent, and are missed only by a standard that reads them."""

KINDS: tuple[Table, ...] = (
    ROSTER, CUSTOMERS, RELATIONS, SALES, ATTENDANCE, SLIPS, SCORES, CONDUCT, ADJUSTMENTS, CONTRIBUTION_ROWS, OPENINGS,
    SUPPLEMENTS, *DUTY_KINDS,
)  # fmt: skip
"""The kinds of a month every installation knows; attendance comes with its days, a pay standard may add records of its
own."""

BESIDES: dict[str, tuple[str, ...]] = {
    "targets": QUARTER_TARGETS, "leave_slips": ("approval_state", "leave_length"),
    "meetings": ("absentees", "leave_takers", "latecomers", "attendees", "due_count", "came_count"),
}  # fmt: skip
"""Columns a sheet of a kind may have besides those of its table, into which intake works them."""


def delivered(kind: Table) -> Table:
    """A kind as it is delivered: with the columns that intake works into the others."""
    beside = columns(*BESIDES.get(kind.name, ()))
    return replace(kind, columns=(*kind.columns[: -len(PROVENANCE)], *beside, *kind.columns[-len(PROVENANCE) :]))


SPAN_KINDS: tuple[Table, ...] = (SUPPLEMENTS, GRADE_DECISIONS, TARGETS, OPENINGS)
"""The kinds delivered for a quarter or a year, in ``inputs/2026Q1`` or ``inputs/2026``; all of them may be absent."""

DUTY_NAMES = tuple(kind.name for kind in DUTY_KINDS)

MAY_BE_ABSENT = ("sales", "slips", "conduct", "adjustments", "supplements", *DUTY_NAMES)

MADE_FROM: dict[str, str] = {"leave_review": "leave_slips", "visit_lines": "customer_visits"}
"""Line tables of a pay standard that are made of a delivered kind, and the name of that kind."""

HISTORY_PREFIXES = ("往期：", "往期:")
"""In 期初, what stands as 台账 before the name of a quantity whose figure of an earlier month is delivered."""


def past_quantity(ledger: str) -> str:
    """The quantity whose figure of an earlier month an opening balance is; empty for the balance of a ledger."""
    return next((ledger.removeprefix(prefix) for prefix in HISTORY_PREFIXES if ledger.startswith(prefix)), "")


RECOGNISED_BY: dict[str, tuple[str, ...]] = {
    "relations": ("customer_id", "employee_id", "relation_type", "effective_from"),
    "slips": ("employee_id", "visited_on", "destination", "visited_person", "contact"),
    "openings": ("employee_id", "ledger", "balance"),
    "supplements": ("fact",),
    "log_checks": ("employee_id", "log_result"),
    "grade_decisions": ("employee_id", "decided_grade"),
    "targets": ("target_scope", "indicator", "target_total"),
}
"""The headings by which a sheet is known for its kind, where they are not simply the required columns."""

KIND_ALIASES: dict[tuple[str, str], tuple[str, ...]] = {
    ("sales", "subscribed"): ("金额", "销售金额"),
    ("sales", "confirmed_on_sale"): ("日期", "交易日期"),
    ("slips", "visited_on"): ("日期", "时间"),
    ("relations", "confirmation_id"): ("流水号",),
    ("conduct", "conduct_kind"): ("类型", "事件"),
    ("openings", "balance"): ("金额",),
    ("openings", "ledger"): ("项目",),
    ("meetings", "meeting_day"): ("日期", "时间"),
    ("leave_slips", "leave_id"): ("审批编号",),
    ("leave_slips", "employee_id"): ("发起人工号", "申请人工号"),
    ("leave_slips", "leave_from"): ("开始时间", "起始时间"),
    ("leave_slips", "leave_until"): ("结束时间", "截止时间"),
    ("leave_slips", "asked_on"): ("发起时间", "申请时间", "提交时间"),
    ("leave_slips", "granted_on"): ("完成时间", "审批时间", "审批完成时间"),
    ("leave_slips", "granted_by"): ("历史审批人姓名", "审批人姓名"),
    ("leave_slips", "purpose"): ("请假事由", "请假原因"),
    ("follow_ups", "due_on"): ("期限",),
    ("honours", "honour_day"): ("日期", "时间"),
    ("honours", "honour_kind"): ("类别", "类型"),
    ("trainings", "training_day"): ("日期", "时间"),
    ("trainings", "training_score"): ("得分", "成绩", "分数"),
    ("grade_decisions", "effective_on"): ("生效日期", "生效日"),
}
"""Spellings that are clear only inside one kind (kind, column): there ``金额`` can be nothing else."""

ONE_OF: dict[str, tuple[str, ...]] = {"supplements": ("figure", "word")}
"""Columns of which a sheet must have at least one to be of this kind."""

MARKED_BY: dict[str, str] = {
    "log_checks": "log_result", "meetings": "meeting_kind", "leave_slips": "leave_kind",
    "customer_visits": "called_on", "follow_ups": "follow_up_id", "honours": "honour", "trainings": "training",
    "grade_decisions": "decided_grade", "targets": "target_total",
}  # fmt: skip
"""The heading without which nothing even looks like a kind: what stands beside it many a list has."""

NAMED_BY: dict[str, tuple[str, ...]] = {
    "log_checks": ("工作日志", "日志抽查"), "meetings": ("例会", "晨会", "会议登记", "会议签到"),
    "leave_slips": ("请假", "休假"), "customer_visits": ("走访", "客户拜访"), "follow_ups": ("督办",),
    "honours": ("奖惩", "奖励", "惩处"), "trainings": ("培训",),
    "grade_decisions": ("级别决定", "级别调整", "定级", "调级"),
    "targets": ("年度计划", "年度目标", "计划分解", "目标分解", "任务分解"),
}  # fmt: skip
"""Words in the name of a file or sheet, or in a title, that say what a list of few columns was meant as."""

MATCHED_AT_LEAST: dict[str, int] = {"contributions": 3, "supplements": 3, "log_checks": 3, "meetings": 3}
"""How many columns a sheet must have to be of this kind, where the needed headings alone say too little."""

def _each(*groups: tuple[str, str]) -> dict[str, str]:
    """The choice of every word; a group is a choice and the words that mean it."""
    return {word: choice for choice, words in groups for word in words.split()}


CHOICE_WORDS: dict[str, dict[str, str]] = {
    "log_result": _each(
        ("合格", "良好 优秀 优 良 及格 通过"), ("不合格", "不及格 未通过"), ("未写", "未填写 未填 没写 没有写"),
    ),
    "meeting_kind": _each(
        ("晨会", "早会 部门晨会 每日晨会 团队晨会"), ("周例会", "周会 每周例会 部门周例会 团队周例会"),
        ("月度总结会", "月总结会 月度总结 月末总结会"),
    ),
    "attended": _each(
        ("出席", "√ ✓ ✔ 已签到 签到 到会 已到 参加 已参加"),
        ("缺席", "× ✗ ✘ X x 未签到 未到 未到会 未参加 未出席 无故缺席"), ("请假", "事假 病假 年假 已请假"),
    ),
    "leave_kind": _each(
        ("年假", "年休假 年休 带薪年假 带薪年休假"), ("调休", "调休假 补休 倒休"),
        ("其他", "探亲假 育儿假 产检假 哺乳假 公假 工伤假"),
    ),
    "granted": _each(
        ("同意", "已同意 通过 已通过 审批通过 批准 已批准 准假"),
        ("不同意", "拒绝 已拒绝 审批拒绝 驳回 已驳回 未通过 审批不通过 不批准 未批准 不予批准"),
        ("不同意", "撤销 已撤销 撤回 已撤回 终止 已终止"),
    ),
    "visit_way": _each(
        ("上门", "上门走访 上门拜访 登门 登门拜访 实地走访"), ("电话", "电话回访 电话走访 电话拜访 电话沟通"),
        ("来访", "客户来访"), ("其他", "微信 QQ 短信 邮件 电子邮件"),
    ),
    "honour_kind": _each(
        ("奖励", "奖 表彰 表扬 通报表扬 嘉奖 记功"), ("惩处", "惩 惩罚 处罚 处分 批评 通报批评 警告 记过 罚款"),
    ),
    "target_scope": _each(("人员", "个人 员工")),
}  # fmt: skip
"""Words that certainly mean one of the choices of a column (column, word → choice)."""

STILL_OPEN: dict[str, tuple[str, ...]] = {
    "closed_on": ("否", "未办结", "未办", "未完成", "未结", "办理中"),
    "told_on": ("否", "未告知", "未回复", "未反馈", "未回访"),
}
"""Words in a column of days that say it has not happened yet."""

FLAG_WORDS: dict[str, dict[str, bool]] = {
    "held": {"召开": True, "已召开": True, "未召开": False, "取消": False},
    "training_passed": {"合格": True, "及格": True, "通过": True, "不合格": False, "不及格": False, "未通过": False},
}
"""Words that say yes or no in one column only (column, word)."""
