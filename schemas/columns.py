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
    Column("file", "文件", "text", meaning="文件（含子文件夹）"),
    Column("sheet", "工作表", "text", meaning="工作表"),
    Column("kind", "种类", "text", meaning="识别为哪一种数据"),
    Column("layout", "版式", "text", meaning="识别为哪一种版式"),
    Column("records", "记录数", "count", "条", "读入的记录数"),
    Column("remark", "备注", "text", meaning="备注"),
)

BY_NAME: dict[str, Column] = {column.name: column for column in CATALOGUE}


def columns(*names: str) -> tuple[Column, ...]:
    """The columns of these names, in this order; an unknown name is our own mistake (KeyError)."""
    return tuple(BY_NAME[name] for name in names)
