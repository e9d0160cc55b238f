"""Every column of every table, defined once.

Headings of workbooks, aliases met in the wild, names in scheme formulas and the data dictionary
all come from here.  A name is the English identifier, a heading the word a clerk reads.

Types: ``id`` and ``text`` are strings; ``digits`` are long numbers that must arrive as text;
``money`` is yuan with 2 decimals; ``amount`` yuan with up to 6; ``exact`` any figure with up to 14 (a product, or one
delivered with up to 6); ``share`` a fraction of one; ``number`` a plain figure with up to 4 decimals; ``count`` a whole number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Type = Literal["id", "text", "digits", "choice", "money", "amount", "exact", "share", "number", "count", "date", "flag"]


@dataclass(frozen=True)
class Column:
    """One column: what it is called in code and on paper, what it holds and how it may be spelt."""

    name: str
    heading: str
    type: Type
    unit: str = ""
    meaning: str = ""
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None


POSTS = ("客户经理", "团队负责人", "证券经纪人", "兼职")
CUSTOMER_STATES = ("正常", "休眠", "销户", "回流")
RELATION_TYPES = ("开发", "服务")
PRODUCT_TYPES = ("股票型", "混合型", "债券型", "货币型", "资管计划")
CHECK_MODES = ("抽查", "全查", "未查")
CHECK_RESULTS = ("属实", "不属实", "未核")
SCORE_ITEMS = ("日常工作", "客户服务")
CONDUCT_KINDS = ("投诉", "违规")
LOG_RESULTS = ("合格", "不合格", "未写")
MEETING_KINDS = ("晨会", "周例会", "月度总结会")
ATTENDED = ("出席", "迟到", "请假", "缺席")
LEAVE_KINDS = ("事假", "病假", "年假", "婚假", "产假", "陪产假", "丧假", "调休", "其他")
LEAVE_ANSWERS = ("同意", "不同意")
VISIT_WAYS = ("上门", "电话", "来访", "其他")
HONOUR_KINDS = ("奖励", "惩处")
TARGET_SCOPES = ("营业部", "团队", "人员")
GRADE_ORIGINS = ("期初", "入职", "花名册", "人工", "月度", "季度", "年度")

CATALOGUE: tuple[Column, ...] = (
    # Provenance, carried by every record read from a workbook.
    Column("source", "来源", "count", meaning="来源清单中的序号：哪个文件的哪个工作表"),
    Column("row", "行号", "count", meaning="在原工作表中的行号"),
    # Persons.
    Column("employee_id", "工号", "id", meaning="人员在本公司的编号", aliases=("员工编号", "员工号", "营销人员工号", "客户经理工号", "人员编号", "职工编号")),
    Column("person_name", "姓名", "text", meaning="人员姓名", aliases=("员工姓名", "人员姓名", "营销人员姓名", "客户经理姓名", "客户经理")),
    Column("id_card", "身份证号", "digits", meaning="居民身份证号码", aliases=("证件号码", "身份证", "身份证号码", "身份证件号码")),
    Column("mobile", "手机号", "digits", meaning="手机号码", aliases=("手机", "手机号码", "联系手机", "移动电话")),
    Column("team", "团队", "text", meaning="所属团队", aliases=("所属团队", "营销团队", "团队名称")),
    Column("post", "岗位", "choice", meaning="岗位", aliases=("岗位名称", "岗位类别"), choices=POSTS),
    Column("grade", "级别", "text", meaning="职级", aliases=("职级", "等级", "客户经理级别", "岗位级别")),
    Column("grade_from", "级别生效日", "date", meaning="现级别开始的日期", aliases=("级别生效日期", "定级日期")),
    Column("hired_on", "入职日期", "date", meaning="在职第一天", aliases=("入职时间", "入司日期", "到岗日期")),
    Column("confirmed_on", "转正日期", "date", meaning="转正日期", aliases=("转正时间",)),
    Column("left_on", "离职日期", "date", meaning="在职最后一天", aliases=("离职时间", "离司日期")),
    Column("employment_form", "用工形式", "text", meaning="劳动合同、委托代理或劳务", aliases=("用工性质", "合同性质")),
    Column("contract_from", "合同起始日", "date", meaning="合同起始日", aliases=("合同起始日期", "合同开始日期")),
    Column("contract_until", "合同到期日", "date", meaning="合同到期日", aliases=("合同到期日期", "合同终止日期")),
    Column("certificate", "执业编号", "text", meaning="证券从业执业编号", aliases=("执业证书编号", "从业资格编号", "执业证编号")),
    Column("bank", "开户行", "text", meaning="工资卡开户行", aliases=("开户银行", "银行名称")),
    Column("bank_account", "银行账号", "digits", meaning="工资卡号", aliases=("银行卡号", "工资卡号", "银行帐号", "账号")),
    Column("first_job", "入职年度就业情形", "text", meaning="本年首次取得工资薪金的填“首次就业”（国家税务总局公告2020年第13号）", aliases=("就业情形",)),
    Column("low_income", "上年收入不超六万", "flag", meaning="上年各月均在本单位且收入不超过6万元的填“是”（国家税务总局公告2020年第19号）", aliases=("上年收入不超6万", "上年度收入不超过6万元")),
    # Customers.
    Column("customer_id", "客户号", "id", meaning="客户在CRM中的编号", aliases=("客户编号", "经纪客户号", "客户代码")),
    Column("customer_name", "客户姓名", "text", meaning="客户姓名", aliases=("客户名称",)),
    Column("fund_account", "资金账号", "digits", meaning="资金账号", aliases=("资产账号", "资金帐号", "资金账户")),
    Column("opened_on", "开户日期", "date", meaning="开户日期", aliases=("开户时间", "开户日")),
    Column("customer_state", "客户状态", "choice", meaning="客户状态", aliases=("状态", "账户状态"), choices=CUSTOMER_STATES),
    Column("turnover", "交易额", "money", "元", "本月成交金额", ("成交金额", "成交额", "交易金额", "交易量")),
    Column("gross_commission", "毛佣金", "money", "元", "本月佣金收入", ("佣金收入", "佣金", "毛佣金收入")),
    Column("exchange_fees", "规费", "money", "元", "代收的规费", ("代收规费", "交易规费")),
    Column("net_commission", "净佣金", "money", "元", "毛佣金减规费", ("净佣金收入", "佣金净收入")),
    Column("closing_assets", "期末资产", "amount", "元", "月末总资产", ("总资产", "期末总资产", "月末资产", "资产总值")),
    Column("mean_assets", "日均资产", "amount", "元", "本月日均总资产", ("日均总资产", "月日均资产")),
    # Relations.
    Column("relation_type", "关系类型", "choice", meaning="开发关系计佣金，服务关系计资产", aliases=("客户关系", "关系", "营销关系"), choices=RELATION_TYPES),
    Column("share", "分成比例", "share", "比例", "空白为100%", ("分成", "分配比例", "分成比率", "比例")),
    Column("effective_from", "生效日期", "date", meaning="关系开始的日期", aliases=("生效日", "关系生效日期", "开始日期")),
    Column("effective_until", "失效日期", "date", meaning="自该日起关系不再有效", aliases=("失效日", "关系失效日期", "结束日期")),
    Column("confirmation_id", "确认单流水号", "id", meaning="客户经理营销客户确认单的流水号", aliases=("确认单号", "确认单编号")),
    # Product sales.
    Column("sale_id", "流水号", "id", meaning="销售流水号", aliases=("销售流水号", "业务流水号", "委托流水号")),
    Column("confirmed_on_sale", "确认日期", "date", meaning="份额确认日期", aliases=("确认日", "成交确认日期")),
    Column("product_code", "产品代码", "id", meaning="产品代码", aliases=("基金代码",)),
    Column("product_name", "产品名称", "text", meaning="产品名称", aliases=("基金名称",)),
    Column("product_type", "产品类型", "choice", meaning="产品类型", aliases=("基金类型", "产品类别"), choices=PRODUCT_TYPES),
    Column("subscribed", "认购金额", "money", "元", "确认的认购金额", ("确认金额", "申购金额", "认申购金额")),
    Column("fee_income", "手续费收入", "money", "元", "销售手续费收入", ("手续费", "销售手续费")),
    # Attendance, month and day.
    Column("days_due", "应出勤天数", "number", "天", "本月应出勤天数", ("应出勤", "应出勤天", "应打卡天数"), minimum=0, maximum=31),
    Column("days_present", "出勤天数", "number", "天", "实际出勤天数", ("实际出勤天数", "出勤", "正常出勤天数"), minimum=0, maximum=31),
    Column("days_personal_leave", "事假天数", "number", "天", "事假天数", ("事假",), minimum=0, maximum=31),
    Column("days_sick", "病假天数", "number", "天", "病假天数", ("病假",), minimum=0, maximum=31),
    Column("days_absent", "旷工天数", "number", "天", "旷工天数", ("旷工",), minimum=0, maximum=31),
    Column("days_paid_leave", "带薪假天数", "number", "天", "年假、调休等带薪假天数", ("带薪假", "年假"), minimum=0, maximum=31),
    Column("times_late", "迟到次数", "count", "次", "迟到次数", ("迟到",), minimum=0),
    Column("times_early", "早退次数", "count", "次", "早退次数", ("早退",), minimum=0),
    Column("times_no_clock", "缺卡次数", "count", "次", "上下班缺卡次数", ("缺卡", "未打卡次数"), minimum=0),
    Column("day", "日期", "date", meaning="日期", aliases=("发生日期", "考勤日期", "时间")),
    Column("marks", "考勤结果", "text", meaning="当日考勤标记", aliases=("考勤标记",)),
    # Visit slips.
    Column("slip_id", "单号", "id", meaning="出访单号", aliases=("出访单号", "编号", "出访单编号")),
    Column("visited_on", "出访日期", "date", meaning="出访日期", aliases=("外出日期", "出访时间")),
    Column("destination", "目的地", "text", meaning="出访目的地", aliases=("出访地点", "地点")),
    Column("visited_person", "被访人", "text", meaning="被访人", aliases=("被访人姓名", "拜访对象", "被访客户")),
    Column("contact", "联系方式", "text", meaning="被访人联系方式", aliases=("联系电话", "被访人电话", "电话")),
    Column("purpose", "事由", "text", meaning="出访、调整或补充数据的事由", aliases=("出访事由", "调整事由", "原因")),
    Column("left_at", "出发时间", "text", meaning="出发时间", aliases=("外出时间",)),
    Column("back_at", "返回时间", "text", meaning="返回时间", aliases=("回岗时间",)),
    Column("check_mode", "核查方式", "choice", meaning="核查方式", aliases=("核查形式",), choices=CHECK_MODES),
    Column("check_result", "核查结果", "choice", meaning="核查结果", aliases=("负责人核查", "核实结果"), choices=CHECK_RESULTS),
    Column("checked_by", "核查人", "text", meaning="核查人", aliases=("核查人员", "核实人")),
    # Scores, conduct, adjustments.
    Column("score_item", "考核项目", "choice", meaning="考核项目", aliases=("项目", "考核内容"), choices=SCORE_ITEMS),
    Column("score", "得分", "number", "分", "0至100分", ("考核得分", "分数", "评分"), minimum=0, maximum=100),
    Column("scored_by", "评分人", "text", meaning="评分人", aliases=("考核人", "打分人")),
    Column("note", "说明", "text", meaning="说明", aliases=("备注", "情况说明")),
    Column("conduct_kind", "类别", "choice", meaning="投诉或违规", aliases=("事件类别", "事件类型"), choices=CONDUCT_KINDS),
    Column("is_valid", "是否有效", "flag", meaning="经核实是否有效", aliases=("有效", "是否属实", "是否成立")),
    Column("adjustment", "金额", "money", "元", "手工调整金额，可为负", ("调整金额", "补扣金额")),
    Column("approved_by", "审批人", "text", meaning="审批人", aliases=("批准人", "审核人")),
    Column("voucher", "凭证号", "text", meaning="凭证号", aliases=("凭证编号",)),
    # Supplementary data of a pay standard, and what quantities were in earlier months.
    Column("fact", "项目", "text", meaning="薪酬标准 facts 中的名称", aliases=("指标", "指标名称", "项目名称", "补充项目", "数据项目")),
    Column("figure", "数值", "exact", meaning="数，单位按薪酬标准；交来的至多6位小数，可写30%", aliases=("数额", "数据", "指标值")),
    Column("word", "内容", "text", meaning="文字、是或否、日期", aliases=("文字内容", "具体内容")),
    Column("granted_by", "批准人", "text", meaning="批准该数的人", aliases=("审批人", "审核人")),
    Column("quantity", "量", "text", meaning="量的名称：计量、项目或补充数据"),
    Column("record", "记录", "text", meaning="薪酬标准 records 中的名称"),
    # Duty records (R05, R08-R10, V1, V2): work-log checks, meetings, leave, customer visits, follow-up.
    Column("log_day", "日志日期", "date", meaning="所查工作日志是哪一天的", aliases=("工作日志日期", "日志时间")),
    Column("checked_on", "抽查日期", "date", meaning="抽查的日期", aliases=("检查日期", "抽查时间")),
    Column("log_result", "抽查结果", "choice", meaning="工作日志抽查的结果", aliases=("检查结果", "日志抽查结果", "检查情况", "抽查情况"), choices=LOG_RESULTS),
    Column("spot_checked_by", "抽查人", "text", meaning="抽查人", aliases=("检查人", "团队负责人签字")),
    Column("meeting_day", "会议日期", "date", meaning="会议日期", aliases=("例会日期", "晨会日期", "开会日期", "会议时间", "开会时间", "召开日期", "召开时间")),
    Column("meeting_kind", "会议类别", "choice", meaning="晨会（第十条）、周例会与月度总结会（第九条）", aliases=("会议类型", "会议名称", "例会类别", "例会名称"), choices=MEETING_KINDS),
    Column("held", "是否召开", "flag", meaning="会议是否召开；空白为已召开", aliases=("召开情况", "是否开会")),
    Column("attended", "到会情况", "choice", meaning="到会情况", aliases=("出席情况", "参会情况", "签到情况", "到会", "签到", "签到结果"), choices=ATTENDED),
    Column("absentees", "缺席人员", "text", meaning="按会议登记的：没有到会的人员，姓名或工号，顿号隔开", aliases=("缺席名单", "缺席人", "缺勤人员", "未到人员", "未到会人员")),
    Column("leave_takers", "请假人员", "text", meaning="按会议登记的：请假的人员", aliases=("请假名单", "请假人")),
    Column("latecomers", "迟到人员", "text", meaning="按会议登记的：迟到的人员", aliases=("迟到名单",)),
    Column("attendees", "出席人员", "text", meaning="按会议登记的：到会的人员", aliases=("参会人员", "到会人员", "参加人员", "出席名单")),
    Column("due_count", "应到人数", "count", "人", "按会议登记的：应到会几人", ("应到",), minimum=0),
    Column("came_count", "实到人数", "count", "人", "按会议登记的：到会几人", ("实到", "到会人数", "出席人数"), minimum=0),
    Column("leave_id", "请假单号", "id", meaning="请假单号", aliases=("假单号", "请假单编号")),
    Column("leave_kind", "假别", "choice", meaning="请的什么假", aliases=("请假类型", "请假类别", "假期类型"), choices=LEAVE_KINDS),
    Column("leave_from", "开始日期", "date", meaning="请假第一天", aliases=("请假开始日期", "请假起始日", "起始日期")),
    Column("leave_until", "结束日期", "date", meaning="请假最后一天", aliases=("请假结束日期", "请假截止日", "截止日期")),
    Column("leave_days", "请假天数", "number", "天", "请假天数；空白的按起止日期的计薪日数", ("天数", "请假天数合计"), minimum=0),
    Column("asked_on", "申请日期", "date", meaning="申请日期", aliases=("请假申请日期", "提交日期")),
    Column("granted_on", "批准日期", "date", meaning="批准日期", aliases=("审批日期", "批准时间")),
    Column("granted", "审批结果", "choice", meaning="是否批准", aliases=("批准结果", "审批意见"), choices=LEAVE_ANSWERS),
    Column("approval_state", "审批状态", "text", meaning="审批系统中的状态；没有审批结果的按此看是否批准，已撤销的不算批准", aliases=("审批进度",)),
    Column("leave_length", "时长", "number", "天", "请假时长；没有写单位的，起止写到几点的看不出是天还是小时", ("请假时长",), minimum=0),
    Column("leave_period", "请假时间", "text", meaning="请假单表单上起止写在一格的"),
    Column("visit_id", "走访编号", "id", meaning="走访日志编号", aliases=("走访日志编号", "日志编号")),
    Column("called_on", "走访日期", "date", meaning="走访日期", aliases=("走访时间", "拜访日期")),
    Column("visit_way", "走访方式", "choice", meaning="走访方式", aliases=("拜访方式", "走访形式", "拜访形式"), choices=VISIT_WAYS),
    Column("companions", "同行人", "text", meaning="一同走访的人员，工号或姓名，顿号隔开", aliases=("同行人员", "陪同人", "共同走访人")),
    Column("opinion", "客户意见", "text", meaning="客户的意见或问题", aliases=("客户意见和建议", "意见建议", "客户反映问题", "客户反馈")),
    Column("handled", "处理情况", "text", meaning="当场或事后如何处理", aliases=("处理结果", "落实情况", "跟进情况")),
    Column("leader_opinion", "负责人意见", "text", meaning="月末负责人核对处理情况后写的意见", aliases=("团队负责人意见", "领导意见")),
    Column("follow_up_id", "督办编号", "id", meaning="督办事项的编号", aliases=("督办单号", "事项编号", "督办事项编号")),
    Column("raised_on", "提出日期", "date", meaning="客户提出的日期", aliases=("登记日期", "立项日期", "督办日期")),
    Column("matter", "事项", "text", meaning="要办的事", aliases=("督办事项", "督办内容", "事项内容")),
    Column("sent_to", "承办部门", "text", meaning="转给哪个部门", aliases=("转办部门", "责任部门")),
    Column("sent_on", "转办日期", "date", meaning="转办的日期", aliases=("转交日期", "送达日期")),
    Column("due_on", "办理期限", "date", meaning="应办结的最后一天", aliases=("办结期限", "限办日期", "到期日", "办理时限", "办结时限", "完成时限", "完成期限")),
    Column("closed_on", "办结日期", "date", meaning="办结的日期；空白为未办结", aliases=("完成日期", "办结时间")),
    Column("told_on", "告知客户日期", "date", meaning="把结果告知客户的日期；空白为未告知", aliases=("回复客户日期", "反馈客户日期", "回访日期")),
    Column("outcome", "办理结果", "text", meaning="办理结果", aliases=("办结情况", "完成情况")),
    # Rewards, training, grades decided by hand, the plan of the year (R03, R05, R24).
    Column("honour_day", "奖惩日期", "date", meaning="奖励或惩处的日期", aliases=("奖惩时间",)),
    Column("honour_kind", "奖惩类别", "choice", meaning="奖励或惩处", aliases=("奖惩", "奖惩种类", "奖惩类型"), choices=HONOUR_KINDS),
    Column("honour", "奖惩事项", "text", meaning="因何事奖惩", aliases=("奖惩内容", "奖惩名称")),
    Column("honour_points", "奖惩分值", "number", "分", "加几分为正，扣几分为负；空白为0", ("加减分", "奖惩分", "分值")),
    Column("training_day", "培训日期", "date", meaning="培训日期", aliases=("培训时间",)),
    Column("training", "培训内容", "text", meaning="培训内容", aliases=("培训主题", "课程名称", "培训名称")),
    Column("training_hours", "学时", "number", "学时", "学时", ("培训学时", "课时"), minimum=0),
    Column("training_score", "测试成绩", "number", "分", "0至100分；没有测试的空白", ("考试成绩", "测验成绩", "培训成绩"), minimum=0, maximum=100),
    Column("training_passed", "是否合格", "flag", meaning="测试是否合格；空白的看测试成绩是否达到60分", aliases=("合格与否", "测试结果")),
    Column("entered_by", "登记人", "text", meaning="登记人", aliases=("填写人", "记录人")),
    Column("decided_grade", "决定级别", "text", meaning="人工决定的级别", aliases=("调整后级别", "核定级别", "新级别", "拟定级别", "拟调级别")),
    Column("former_grade", "原级别", "text", meaning="决定之前的级别", aliases=("调整前级别", "现级别")),
    Column("effective_on", "级别生效日期", "date", meaning="自哪一天起", aliases=("调整生效日期", "执行日期")),
    Column("target_year", "计划年度", "count", "年", "哪一年的计划；空白为所在文件夹的年度", ("年度", "目标年度"), minimum=2000, maximum=2100),
    Column("target_scope", "对象类别", "choice", meaning="目标是谁的：营业部、团队或人员", aliases=("目标类别", "对象类型", "层级"), choices=TARGET_SCOPES),
    Column("target_object", "对象名称", "text", meaning="团队名称或工号；营业部的可空白", aliases=("目标对象", "考核对象", "责任人")),
    Column("indicator", "指标", "text", meaning="薪酬标准 indicators 中的名称", aliases=("考核指标", "计划指标", "指标名称")),
    Column("target_unit", "单位", "text", meaning="目标数的单位，如元、万元、户；必填", aliases=("计量单位", "目标单位")),
    Column("target_total", "全年目标", "exact", meaning="全年目标，单位见“单位”列", aliases=("年度目标", "全年计划", "目标值", "年度计划数")),
    *(Column(f"target_{month:02d}", f"{month}月目标", "exact", meaning=f"{month}月的目标；各月都空白的按全年目标平均", aliases=(f"{month}月计划", f"{month}月份目标")) for month in range(1, 13)),
    *(
        Column(f"target_q{number}", f"{word}季度目标", "exact", meaning=f"{word}季度的目标；该季各月都空白的分解到各月", aliases=(
            f"第{word}季度目标", f"{number}季度目标", f"{word}季度计划", f"第{word}季度计划", f"{word}季度", f"第{word}季度", f"Q{number}目标", f"Q{number}",
            f"{word}季度小计", f"{word}季度合计",
        ))
        for number, word in enumerate("一二三四", start=1)
    ),
    # Grades as a ledger.
    Column("grade_since", "自", "date", meaning="该级别的第一天"),
    Column("grade_until", "至", "date", meaning="该级别的最后一天；空白为现在仍是"),
    Column("grade_origin", "定级来源", "choice", meaning="因何定为该级别", choices=GRADE_ORIGINS),
    Column("origin_period", "依据期间", "text", meaning="作出决定的月、季或年"),
    # What records of duty come to.
    Column("days_leave_taken", "休假天数", "number", "天", "考勤中的事假与病假天数"),
    Column("days_granted", "事先批准天数", "number", "天", "其中事先批准的请假单覆盖的天数"),
    Column("days_granted_late", "事后补批天数", "number", "天", "其中事后才批准的天数"),
    Column("days_not_granted", "未批准天数", "number", "天", "其中没有批准的请假单的天数"),
    Column("days_long_leave", "长假天数", "count", "天", "本月在长假之内的自然日数：已批准、首尾相接的病假、产假合起来超过一个月的"),
    Column("overlaps", "是否重叠", "flag", meaning="同月另有人走访同一客户，且双方的日志都没有写是同行"),
    Column("others", "其他走访人", "text", meaning="同月走访同一客户的其他人员"),
    # Appraisal of a quarter or a year.
    Column("appraisal", "考核", "text", meaning="薪酬标准 appraisals 中的名称"),
    Column("scope", "层级", "choice", meaning="人员、团队或营业部", choices=TARGET_SCOPES),
    Column("object_id", "对象编号", "text", meaning="工号、团队名称或营业部名称"),
    Column("object_name", "名称", "text", meaning="姓名、团队名称或营业部名称"),
    Column("unit_word", "计量单位", "text", meaning="数的单位"),
    Column("window", "期间", "text", meaning="某月、本季、本半年、本年累计、入职以来"),
    Column("actual", "实绩", "exact", meaning="实际完成数，单位见“计量单位”"),
    Column("target", "目标", "exact", meaning="按在职日折算后的目标，单位见“计量单位”"),
    Column("has_target", "有目标", "flag", meaning="该期间有没有目标"),
    Column("actual_fraction", "实绩分数", "text", meaning="实绩化不成有限小数时的分数写法；其余空白"),
    Column("target_fraction", "目标分数", "text", meaning="目标化不成有限小数时的分数写法；其余空白"),
    Column("rate", "完成率", "exact", "比例", "实绩除以目标；没有目标或目标为0的空白"),
    Column("criterion", "标准", "text", meaning="条件树的名称"),
    Column("tested_grade", "标准级别", "text", meaning="对照的是哪一级的标准；不分级的空白"),
    Column("condition", "条件", "text", meaning="条件的名称"),
    Column("measured_words", "所比的量", "text", meaning="条件左边写的是什么"),
    Column("measured", "实际", "text", meaning="本人的数"),
    Column("comparison", "比较", "text", meaning="大于、不小于、等于……"),
    Column("threshold", "标准数", "text", meaning="适用的标准数（已按地区类别、本地单位、考核月数折算）"),
    Column("passed", "是否达标", "flag", meaning="条件是否成立"),
    Column("proposed_grade", "建议级别", "text", meaning="按标准算出的级别"),
    Column("final_grade", "最终级别", "text", meaning="建议级别，或人工决定的级别"),
    Column("decided_by_hand", "人工决定", "flag", meaning="最终级别是否由人工决定"),
    Column("months_in_grade", "任现级月数", "count", "月", "到期末任现级别满几个月"),
    Column("movement_word", "变动", "text", meaning="晋级、降级、不变、初次定级"),
    Column("conclusion", "结论", "text", meaning="用一句话写明怎样调整、依据哪一条、差在哪里"),
    Column("notice_kind", "提示类别", "text", meaning="试用期满、不续聘警示、劝退警示、合同到期……"),
    Column("notice_day", "提示日期", "date", meaning="到期日或期末日"),
    Column("volume", "交易量", "exact", "元", "本期成交金额"),
    Column("revenue", "收入", "exact", "元", "本期净佣金"),
    Column("weight", "综合占比", "exact", "比例", "交易量占比与收入占比的平均"),
    Column("place", "名次", "count", meaning="按综合占比由大到小的名次，占比相同的客户号小的在前"),
    Column("customer_class", "客户分级", "text", meaning="大、中、小；退出的空白"),
    Column("class_before", "上期分级", "text", meaning="上一季度的分级；上季没有的空白"),
    Column("class_moved", "分级变动", "text", meaning="上升、下降、不变、新列入；上期有分级、本期不再列入的为退出"),
    Column("listed", "名单变动", "text", meaning="新进、保留、退出（与上月名单相比）；空白：首期，没有上月名单"),
    Column("month", "月度", "text", meaning="哪一个月"),
    # The quarterly report of visits and follow-up (V1, V2), and what teams reached.
    Column("visits", "走访次数", "count", "次", "本期走访客户的次数"),
    Column("customers_called", "走访客户数", "count", "户", "本期走访了几名不同的客户"),
    Column("visits_overlapping", "重叠走访次数", "count", "次", "其中与他人重叠的次数"),
    Column("visits_with_opinion", "有客户意见次数", "count", "次", "其中记有客户意见的次数；写“无”“无意见”的不算"),
    Column("visits_unreviewed", "缺负责人意见次数", "count", "次", "其中月末没有负责人意见的次数"),
    Column("follow_ups_raised", "提出督办件数", "count", "件", "本期提出的督办事项"),
    Column("follow_ups_sent", "转办件数", "count", "件", "本期转给部门的督办事项"),
    Column("closed_in_time", "按期办结件数", "count", "件", "本期办结、不晚于办理期限的督办事项"),
    Column("closed_late", "超期办结件数", "count", "件", "本期办结、晚于办理期限的督办事项"),
    Column("still_open", "未办结件数", "count", "件", "期末还没有办结的督办事项"),
    Column("open_overdue", "超期未办结件数", "count", "件", "未办结件数中办理期限早于期末的"),
    Column("told", "已告知件数", "count", "件", "本期把结果告知客户的督办事项"),
    Column("not_told", "办结未告知件数", "count", "件", "本期办结而期末还没有告知客户的督办事项"),
    Column("follow_up_state", "督办状态", "text", meaning="超期未办结、未办结、办结未告知、办结已告知"),
    Column("registration", "登记情况", "text", meaning="期末未办结、而期末月没有再登记的：未再登记，及最后登记的月份；其余空白"),
    Column("days_overdue", "超期天数", "count", "天", "办结日（未办结的为期末日）晚于办理期限几天；没有超期的为0"),
    Column("headcount", "期末人数", "count", "人", "期末在职人数"),
    Column("joined", "入职人数", "count", "人", "本期入职的人数"),
    Column("left", "离职人数", "count", "人", "本期离职的人数"),
    Column("best_person", "实绩最高者", "text", meaning="团队中该指标实绩最高的人员；相同的工号小的"),
    Column("mean_score", "平均得分", "exact", "分", "团队中被考核人员得分的平均，得0分的也算"),
    # Contributions: the list itself is configuration, these are the ones in use.
    Column("pension", "基本养老保险费", "money", "元", "个人缴纳部分", ("养老保险", "基本养老保险")),
    Column("medical", "基本医疗保险费", "money", "元", "个人缴纳部分", ("医疗保险", "基本医疗保险")),
    Column("unemployment", "失业保险费", "money", "元", "个人缴纳部分", ("失业保险",)),
    Column("housing_fund", "住房公积金", "money", "元", "个人缴存部分", ("公积金",)),
    Column("children_education", "累计子女教育", "money", "元", "本年累计专项附加扣除", ("累计子女教育支出",)),
    Column("continuing_education", "累计继续教育", "money", "元", "本年累计专项附加扣除", ("累计继续教育支出",)),
    Column("housing_loan", "累计住房贷款利息", "money", "元", "本年累计专项附加扣除", ("累计住房贷款利息支出",)),
    Column("housing_rent", "累计住房租金", "money", "元", "本年累计专项附加扣除", ("累计住房租金支出",)),
    Column("elderly_care", "累计赡养老人", "money", "元", "本年累计专项附加扣除", ("累计赡养老人支出",)),
    Column("infant_care", "累计3岁以下婴幼儿照护", "money", "元", "本年累计专项附加扣除", ("累计婴幼儿照护", "累计3岁以下婴幼儿照护支出")),
    Column("private_pension", "累计个人养老金", "money", "元", "本年累计个人养老金扣除", ()),
    # Ledgers.
    Column("ledger", "台账", "text", meaning="台账名称", aliases=("台账名称",)),
    Column("object", "对象", "text", meaning="台账对象，如客户号", aliases=("台账对象",)),
    Column("origin", "来源期间", "text", meaning="形成该余额的月份", aliases=("形成期间", "来源月份")),
    Column("balance", "余额", "exact", "元", "期初余额，到分；台账为“往期：量名”的是该量在来源期间的数，至多6位小数，单位按标准", ("期初余额",)),
    Column("ledger_unit", "单位", "text", meaning="台账的计量单位，如元、户、月；标准中已没有的台账为空"),
    Column("opening", "期初余额", "money", meaning="本月期初余额，单位见“单位”列"),
    Column("movement", "本期变动", "money", meaning="本月变动合计，单位见“单位”列"),
    Column("closing", "期末余额", "money", meaning="本月期末余额，单位见“单位”列"),
    Column("item", "项目", "text", meaning="形成变动的项目"),
    Column("article", "依据", "text", meaning="条款或文件号"),
    # Crediting.
    Column("holder", "归属人", "text", meaning="工号，或“营业部”"),
    Column("reason", "原因", "text", meaning="归属于营业部的原因"),
    Column("customer", "客户", "text", meaning="客户号"),
    # Dates of a person in the month.
    Column("days_month", "本月计薪日数", "count", "天", "D：国家日历的工作日加落在周一至周五的法定节假日"),
    Column("days_employed", "在职计薪日数", "count", "天", "d：其中在职的日数"),
    Column("employed_at_end", "月末在职", "flag", meaning="本月最后一天是否在职"),
    Column("hired_in_month", "本月入职", "flag", meaning="入职日期在本月"),
    Column("left_in_month", "本月离职", "flag", meaning="离职日期在本月"),
    Column("month_number", "月份", "count", "月", "本月是当年第几个月"),
    # Sources.
    Column("folder", "文件夹", "text", meaning="结果文件夹：月、季或年"),
    Column("file", "文件", "text", meaning="文件（含子文件夹）"),
    Column("sha256", "校验值", "text", meaning="文件内容的 SHA-256"),
    Column("sheet", "工作表", "text", meaning="工作表"),
    Column("kind", "种类", "text", meaning="识别为哪一种数据"),
    Column("layout", "版式", "text", meaning="识别为哪一种版式"),
    Column("records", "记录数", "count", "条", "读入的记录数"),
    Column("remark", "备注", "text", meaning="备注"),
    # Papers of persons without an ID card of residents.
    Column("paper_kind", "证件类型", "text", meaning="不写为居民身份证；护照等照扣缴端的写法，号码填在身份证号一列", aliases=("证照类型", "身份证件类型")),
    Column("nationality", "国籍(地区)", "text", meaning="不是居民身份证的必填", aliases=("国籍", "国籍/地区")),
    Column("sex", "性别", "choice", meaning="不是居民身份证的必填", choices=("男", "女")),
    Column("born_on", "出生日期", "date", meaning="不是居民身份证的必填"),
)

BY_NAME: dict[str, Column] = {column.name: column for column in CATALOGUE}


def columns(*names: str) -> tuple[Column, ...]:
    """The columns of these names, in this order; an unknown name is our own mistake (KeyError)."""
    return tuple(BY_NAME[name] for name in names)
