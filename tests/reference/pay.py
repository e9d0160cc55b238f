"""The pay items of one person: base pay, commissions, allowance, coefficients, variable pay, team allowance.

Scheme: 第四条 to 第十条, 第十二条, 手工调整 of 第十四条.
Reading taken:
- the product, award and conduct rules hold for everyone; base pay, attendance, visits and 保有津贴 for employees only;
- sales and conduct events count when dated in M; a type of product the scheme does not name stops;
- "the other persons of the team" are all others paid in M, whatever their post.
"""

from fractions import Fraction

from . import calendar, people
from .exact import Stop, band, exact, is_blank, to_fen

MONTHLY = {"见习": 2500, "初级": 3000, "中级": 3800, "高级": 4800, "资深": 6000}
GRADE_COEFFICIENT = {"见习": "0.8", "初级": "0.9", "中级": "1.0", "高级": "1.1", "资深": "1.2"}
STEPS = [("0", "0.25"), ("10000", "0.30"), ("30000", "0.35"), ("80000", "0.40")]
FEE_RATES = {"股票型": "0.4", "混合型": "0.4", "债券型": "0.3", "货币型": "0"}
PLAN_BANDS = [("0", "0.005"), ("1000000", "0.006"), ("3000000", "0.008")]
DUTY_BANDS = [("0", "0.6"), ("70", "0.8"), ("80", "0.9"), ("90", "1.0")]
CONDUCT = ["1", "0.9", "0.7", "0"]


def commission_base(credited: Fraction) -> tuple:
    """(税金及附加, 投资者保护基金, 计提基数). Scheme: 第四条."""
    taxes = to_fen(credited * Fraction("0.0672"))
    fund = to_fen(credited * Fraction("0.005"))
    return taxes, fund, credited - taxes - fund


def base_pay(monthly: Fraction, employed: int, full: int) -> Fraction:
    """The monthly amount when d = D, otherwise min(monthly, monthly ÷ 21.75 × d). Scheme: 第五条."""
    if employed == full:
        return monthly
    return to_fen(min(monthly, monthly / Fraction("21.75") * employed))


def marginal(base: Fraction) -> Fraction:
    """Each slice of the base at the rate of its own band, unrounded. Scheme: 第六条."""
    total = Fraction(0)
    ceilings = [Fraction(floor) for floor, _ in STEPS[1:]] + [max(base, Fraction(0))]
    for (floor, rate), ceiling in zip(STEPS, ceilings, strict=True):
        slice_of_base = min(base, ceiling) - Fraction(floor)
        total += max(Fraction(0), slice_of_base) * Fraction(rate)
    return total


def commission(base: Fraction, post: str, grade: str) -> Fraction:
    """佣金提成; a base ≤ 0 earns 0. Scheme: 第六条."""
    if base <= 0:
        return Fraction(0)
    if post == people.BROKER:
        return to_fen(base * Fraction("0.45"))
    if post == people.PART_TIMER:
        return to_fen(base * Fraction("0.3"))
    return to_fen(marginal(base) * Fraction(GRADE_COEFFICIENT[grade]))


def sale_commission(sale: dict) -> Fraction:
    """One sale, rounded: a share of the fee, or for 资管计划 of the whole amount. Scheme: 第七条."""
    kind = sale["产品类型"]
    if kind == "资管计划":
        amount = exact(sale["认购金额"])
        return to_fen(amount * band(amount, PLAN_BANDS, "认购金额为负"))
    if kind not in FEE_RATES:
        raise Stop("产品类型不明", sale["流水号"])
    return to_fen(exact(sale["手续费收入"]) * Fraction(FEE_RATES[kind]))


def product_commission(branch: dict, person: dict) -> Fraction:
    """产品提成: the sum over the person's sales confirmed in M. Scheme: 第七条."""
    sales = people.rows_of(branch, "产品销售", person)
    return sum(
        (sale_commission(row) for row in sales if calendar.in_month(row["确认日期"], branch["period"])), Fraction(0)
    )


def retention_allowance(assets: Fraction) -> Fraction:
    """Σ credited 日均资产 × 0.02% ÷ 12. Scheme: 第九条."""
    return to_fen(assets * Fraction("0.0002") / 12)


def duty_score(branch: dict, person: dict) -> Fraction:
    """日常工作 × 60% + 客户服务 × 40%, each the exact mean of its scores. Scheme: 第十条."""
    means = []
    for item in ("日常工作", "客户服务"):
        scores = [exact(row["得分"]) for row in people.rows_of(branch, "职责考核", person) if row["考核项目"] == item]
        if not scores:
            raise Stop("缺职责考核", f"{person['工号']} {item}")
        means.append(sum(scores) / len(scores))
    return means[0] * Fraction("0.6") + means[1] * Fraction("0.4")


def duty_coefficient(branch: dict, person: dict) -> Fraction:
    """考核系数; agents and part-timers have 1. Scheme: 第十条."""
    if not people.is_employee(person):
        return Fraction(1)
    return band(duty_score(branch, person), DUTY_BANDS, "职责得分为负")


def conduct_coefficient(branch: dict, person: dict) -> Fraction:
    """合规系数 by the valid events of M, complaints and breaches together. Scheme: 第十条."""
    events = [
        row
        for row in people.rows_of(branch, "违规投诉", person)
        if row["是否有效"] == "是" and calendar.in_month(row["日期"], branch["period"])
    ]
    return Fraction(CONDUCT[min(len(events), 3)])


def team_allowance(leader: dict, rows: list[dict]) -> Fraction:
    """3% × max(0, Σ 计提基数 of the others of the team) × the leader's 合规系数. Scheme: 第十二条."""
    others = [row for row in rows if row["团队"] == leader["团队"] and row["工号"] != leader["工号"]]
    team_base = sum((row["计提基数"] for row in others), Fraction(0))
    return to_fen(Fraction("0.03") * max(Fraction(0), team_base) * leader["合规系数"])


def adjustments(branch: dict, person: dict) -> Fraction:
    """手工调整: the sum of the person's entries. Scheme: 第十四条."""
    return to_fen(sum((exact(row["金额"]) for row in people.rows_of(branch, "手工调整", person)), Fraction(0)))


def check_adjustments(branch: dict) -> None:
    """An entry without 事由 or 审批人 stops. Scheme: 第十四条."""
    for row in branch.get("手工调整") or []:
        if is_blank(row.get("事由")) or is_blank(row.get("审批人")):
            raise Stop("缺事由或审批人", row["工号"])
