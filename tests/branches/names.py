"""Chinese words the branch maker draws from: names, places, products, reasons."""

from __future__ import annotations

from random import Random

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红健俊帆雪琳晨宇浩轩梓涵欣怡佳琪建国志成海燕晓东"
    "春梅立新文博思远嘉懿若曦子墨雅婷振宇国庆永康少峰慧颖书瑶景行"
)
COMPOUND = ("欧阳", "司马", "上官", "诸葛", "慕容")
TEAMS = ("营销一部", "营销二部", "营销三部", "营销四部", "营销五部", "营销六部")
GRADES = ("见习", "初级", "中级", "高级", "资深")
BANKS = (
    "中国工商银行示例市解放路支行",
    "中国建设银行示例市人民路支行",
    "招商银行示例市分行营业部",
    "中国银行示例市新区支行",
)
PLACES = (
    "和平路中国工商银行网点",
    "城西科技园A座",
    "滨江花园小区",
    "示例大学家属院",
    "东风汽车4S店",
    "新世纪商场三楼",
    "人民医院住院部",
    "高新区创业大厦",
    "建材市场",
    "老年大学活动室",
    "解放路建设银行网点",
    "客户办公室（金桥大厦1208）",
)
VISIT_PURPOSES = ("新客户开发", "存量客户维护", "产品推介", "融资融券业务介绍", "银行网点驻点沟通", "休眠客户激活")
ADJUSTMENTS = (
    "上年度优秀员工奖励",
    "投顾大赛奖励",
    "补发差旅补助",
    "多发奖励追回",
    "误计提成更正",
    "工会福利补差",
    "考试费报销",
)
CONDUCT = (
    "客户投诉回访不及时",
    "代客操作线索经核实",
    "未按规定双录",
    "宣传材料未报备",
    "客户误解收费标准",
    "微信群不当表述",
)
PRODUCTS = (
    ("000148", "示例沪深300指数A", "股票型"),
    ("519066", "示例蓝筹优选混合", "混合型"),
    ("110017", "示例增强债券A", "债券型"),
    ("003003", "示例现金增利货币", "货币型"),
    ("C30021", "示例安享1号集合资管计划", "资管计划"),
    ("161725", "示例白酒指数", "股票型"),
)
APPROVERS = ("钱永年", "孔令仪", "贺知行")
CHECKERS = ("周明德", "沈若兰", "合规专员")


def person_name(rng: Random) -> str:
    """A plausible personal name of two to four characters."""
    surname = rng.choice(COMPOUND) if rng.random() < 0.01 else rng.choice(SURNAMES)
    return surname + "".join(rng.choice(GIVEN) for _ in range(rng.choice((1, 2, 2))))


def company_name(rng: Random) -> str:
    """A plausible name of a corporate customer."""
    trade = rng.choice(("商贸", "科技", "建材", "医药", "投资", "物流"))
    return f"示例市{rng.choice(GIVEN)}{rng.choice(GIVEN)}{trade}有限公司"
