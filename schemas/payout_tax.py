"""The files of the tax office: what its client reads in (扣缴端), what it says it computed, and where we differ.

The headings of the first two forms, their ``*`` and their order are those of the client (V); those of the other forms
were seen in files of others only (S), and the words of an export differ between versions (I), hence the aliases.
"""

from __future__ import annotations

from schemas.columns import BY_NAME, Column
from schemas.table import Table

STATES = ("正常", "非正常")
SEXES = ("男", "女")


def _money(*names: tuple[str, str]) -> tuple[Column, ...]:
    return tuple(Column(name, heading, "money", "元", minimum=0) for name, heading in names)


_NUMBER = Column("employee_id", "工号", "id")
_NAME = Column("person_name", "*姓名", "text", meaning="与证件一致")
_PAPER = Column("paper", "*证件类型", "text", meaning="居民身份证，外籍人员为护照等")
_PAPER_NUMBER = Column("paper_number", "*证件号码", "digits", meaning="文本格式")
_WHO = (_NUMBER, _NAME, _PAPER, _PAPER_NUMBER)
_ITEM = Column("income_item", "*所得项目", "text", meaning="证券经纪人佣金收入、其他连续劳务报酬……")
_NOTE = Column("note", "备注", "text")
_NEEDED = ("person_name", "paper", "paper_number")

WAGES = Table(
    "tax_wages", "正常工资薪金所得", "一行是一名雇员本月的工资薪金，没有发放的月份也有一行",
    (*_WHO, *_money(
        ("income", "本期收入"), ("exempt_income", "本期免税收入"), ("pension", "基本养老保险费"),
        ("medical", "基本医疗保险费"), ("unemployment", "失业保险费"), ("housing_fund", "住房公积金"),
        ("children_education", "累计子女教育"), ("continuing_education", "累计继续教育"),
        ("housing_loan", "累计住房贷款利息"), ("housing_rent", "累计住房租金"), ("elderly_care", "累计赡养老人"),
        ("infant_care", "累计3岁以下婴幼儿照护"), ("private_pension", "累计个人养老金"),
        ("annuity", "企业(职业)年金"), ("health_insurance", "商业健康保险"), ("deferred_pension", "税延养老保险"),
        ("transport", "公务交通费用"), ("telephone", "通讯费用"), ("lawyer_costs", "律师办案费用"),
        ("tibet", "西藏附加减除费用"), ("other_deductions", "其他"), ("donations", "准予扣除的捐赠额"),
        ("tax_relief", "减免税额"), ("treaty_relief", "协定减免"),
    ), _NOTE),
    required=(*_NEEDED, "income"), key=("paper_number",), article="国家税务总局公告2018年第61号", totals=("income",),
)  # fmt: skip
LABOUR = Table(
    "tax_labour", "劳务报酬所得", "一行是一名按累计预扣法扣税的人员（证券经纪人）本月的所得，没有所得的月份也有一行",
    (*_WHO, _ITEM, *_money(
        ("income", "本期收入"), ("exempt_income", "本期免税收入"), ("private_pension", "累计个人养老金"),
        ("health_insurance", "商业健康保险"), ("deferred_pension", "税延养老保险"), ("other_deductions", "其他"),
        ("deductible_taxes", "允许扣除的税费"), ("tax_relief", "减免税额"),
    ), _NOTE),
    required=(*_NEEDED, "income_item", "income"), key=("paper_number",), article="国家税务总局公告2018年第61号",
    totals=("income",),
)  # fmt: skip
OCCASIONAL = Table(
    "tax_occasional", "一般劳务报酬所得", "一行是一名按月、按次扣税的劳务人员（兼职）本月的所得",
    (*_WHO, _ITEM, *_money(
        ("income", "*收入"), ("exempt_income", "免税收入"), ("health_insurance", "商业健康保险"),
        ("deferred_pension", "税延养老保险"), ("other_deductions", "其他"), ("deductible_taxes", "允许扣除的税费"),
        ("tax_relief", "减免税额"), ("treaty_relief", "协定减免"),
    ), _NOTE),
    required=(*_NEEDED, "income_item", "income"), key=("paper_number",),
    article="国家税务总局公告2018年第61号 第八条", totals=("income",),
)  # fmt: skip
"""Read in under a menu of its own: in the form of LABOUR the client would tax the year together (S)."""
BONUS = Table(
    "tax_bonus", "全年一次性奖金收入", "一行是一名单独计税的年终奖",
    (*_WHO, *_money(
        ("income", "*全年一次性奖金额"), ("exempt_income", "免税收入"), ("other_deductions", "其他"),
        ("donations", "准予扣除的捐赠额"), ("tax_relief", "减免税额"),
    ), _NOTE),
    required=(*_NEEDED, "income"), key=("paper_number",), article="财政部 税务总局公告2023年第30号",
    totals=("income",),
)  # fmt: skip
PEOPLE = Table(
    "tax_people", "人员信息采集", "一行是一名新来、离开或信息有变的人员",
    (*_WHO, Column("country", "*国籍(地区)", "text"), Column("sex", "*性别", "choice", choices=SEXES),
     Column("born_on", "*出生日期", "text", meaning="如 1990-03-07"),
     Column("state", "*人员状态", "choice", choices=STATES),
     Column("employment_type", "*任职受雇从业类型", "text", meaning="雇员、证券经纪人、其他"),
     Column("first_job", "入职年度就业情形", "text"), Column("mobile", "手机号码", "digits"),
     Column("hired_on", "任职受雇从业日期", "text"), Column("left_on", "离职日期", "text"),
     Column("disabled", "是否残疾", "text"), Column("martyr_family", "是否烈属", "text"),
     Column("childless_elder", "是否孤老", "text"), _NOTE),
    required=(*_NEEDED, "country", "sex", "born_on", "state", "employment_type"), key=("paper_number",),
)  # fmt: skip

FORMS = (WAGES, LABOUR, OCCASIONAL, BONUS)
"""The forms with amounts, each a file; ``income`` is the column whose total is held against the month."""

_STATED = (
    ("income", "本期收入", ("收入",)),
    ("bonus", "全年一次性奖金额", ()),
    ("income_to_date", "累计收入额", ("累计收入",)),
    ("allowance_to_date", "累计减除费用", ("减除费用",)),
    ("contributions_to_date", "累计专项扣除", ()),
    ("taxable_to_date", "累计应纳税所得额", ("应纳税所得额",)),
    ("quick_deduction", "速算扣除数", ()),
    ("tax_to_date", "累计应纳税额", ("应纳税额",)),
    ("tax_paid", "累计已缴税额", ("累计已预缴税额", "已缴税额", "已扣缴税额", "累计已扣缴税额", "已预缴税额")),
    ("tax_due", "应补(退)税额", (
        "应补退税额", "累计应补(退)税额", "应补/退税额", "本期应补(退)税额", "本期应预扣预缴税额",
    )),
)  # fmt: skip

TAX_EXPORT = Table(
    "tax_export", "税款计算", "一行是扣缴端为一名人员一个所得项目算出的税款",
    (_NUMBER, Column("person_name", "姓名", "text", aliases=("纳税人姓名",)),
     Column("paper", "证件类型", "text", aliases=("证照类型", "身份证件类型")),
     Column("paper_number", "证件号码", "digits", aliases=("证照号码", "身份证件号码", "身份证号")),
     Column("income_item", "所得项目", "text", aliases=("所得项目名称",)),
     Column("taxed_from", "税款所属期起", "text", aliases=("税款所属期", "所属期起")),
     Column("rate", "税率", "text", aliases=("税率/预扣率", "预扣率")),
     *(Column(name, heading, "amount", "元", aliases=aliases) for name, heading, aliases in _STATED),
     BY_NAME["row"]),
    required=("person_name", "tax_due", "row"),
)  # fmt: skip
"""What is read; the client exports many more columns, which are passed over."""

_OF_ITEM = Column("income_item", "所得项目", "text")
_OURS = Column("ours", "本系统", "money", "元")
_THEIRS = Column("theirs", "扣缴端", "money", "元")
_DIFFERENCE = Column("difference", "差额", "money", "元", "扣缴端减本系统")
_PLACE = Column("place", "扣缴端单元格", "text")

TAX_TOTALS = Table(
    "tax_totals", "合计", "一行是一个所得项目：两边的人数与应补(退)税额",
    (_OF_ITEM, Column("our_persons", "本系统人数", "count", "人"), Column("their_persons", "扣缴端人数", "count", "人"),
     _OURS, _THEIRS, _DIFFERENCE),
    required=("income_item", "our_persons", "their_persons", "ours", "theirs", "difference"), key=("income_item",),
    totals=("ours", "theirs", "difference"),
)  # fmt: skip
TAX_PERSONS = Table(
    "tax_persons", "逐人核对", "一行是一名人员一个所得项目的应补(退)税额",
    (_NUMBER, BY_NAME["person_name"], _OF_ITEM, _OURS, _THEIRS, _DIFFERENCE, Column("conclusion", "结论", "text"),
     _PLACE),
    required=("income_item", "conclusion"), totals=("ours", "theirs", "difference"),
)  # fmt: skip
TAX_DIFFERENCES = Table(
    "tax_differences", "逐项差异", "一行是一名人员一个所得项目中不相同的一个数",
    (_NUMBER, BY_NAME["person_name"], _OF_ITEM, Column("figure_name", "比较的数", "text", meaning="扣缴端的列名"),
     _OURS, _THEIRS, _DIFFERENCE, _PLACE),
    required=("income_item", "figure_name", "ours", "theirs", "difference"),
)  # fmt: skip
