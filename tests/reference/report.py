"""The month's report, made person by person in the order of the articles.

Scheme: 第三条 to 第十五条, Columns of the report.
Reading taken:
- the report has one row per person paid in M, nobody else; someone on the roster but not employed in M has no row,
  and what is entered for him in M is not paid;
- 风险金 is kept back from everyone's 浮动薪酬, agents and part-timers too;
- 出访扣罚 and the other items keep their sign as positive deductions.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from . import attendance, calendar, credit, ledgers, pay, people, tax
from .exact import Stop, as_decimal, as_money, to_fen

TEXTS = ("工号", "姓名", "团队", "岗位", "级别")
COEFFICIENTS = ("考核系数", "合规系数")
COLUMNS = (
    *TEXTS,
    *("归属净佣金", "税金及附加", "投资者保护基金", "计提基数"),
    *("应计底薪", "缺勤扣款", "病假扣款", "考勤扣罚", "出访扣罚"),
    *("佣金提成", "产品提成", "有效户奖", "保有津贴", *COEFFICIENTS, "浮动薪酬", "团队管理津贴", "手工调整"),
    *("风险金计提", "风险金返还", "上期结欠", "应发合计", "本期结欠"),
    *("三险一金", "增值税", "附加税费", "个人所得税", "实发合计"),
)
MONEY = [name for name in COLUMNS if name not in TEXTS and name not in COEFFICIENTS]


@dataclass(frozen=True)
class Result:
    """One month of one branch.

    `report`: one dict per person paid, in report order. `branch_retained`, `branch_award_retained`: what the branch
    keeps of 净佣金 and of 有效户奖. `credited`, `awarded`: (客户号, 工号 or 营业部, amount), parts of nothing left
    out. `relations_to_branch`: (客户号, 工号, 关系类型) whose person is gone. `ledgers`: closing balances, zeros
    dropped. `totals`: money column -> sum.
    """

    report: list[dict]
    branch_retained: Decimal
    branch_award_retained: Decimal
    credited: list[tuple[str, str, Decimal]]
    awarded: list[tuple[str, str, Decimal]]
    relations_to_branch: list[tuple[str, str, str]]
    ledgers: list[dict]
    totals: dict[str, Decimal]


def compute_month(branch: dict, opening: list[dict]) -> Result:
    """The whole computation for one month; raises Stop where the scheme says "stop finding"."""
    period = branch["period"]
    people.check_known(branch)
    pay.check_adjustments(branch)
    credit.check_shares(branch, "开发")
    credit.check_shares(branch, "服务")
    balances = ledgers.opened(opening, period)
    commissions = credit.split_all(branch, credit.net_commissions(branch))
    earned = credit.awards(branch, ledgers.awarded_customers(balances))
    awards = credit.split_all(branch, earned)

    paid = people.paid_people(branch)
    assets = credit.credited_assets(branch)
    rows = [own_items(branch, person, commissions, awards, assets) for person in paid]
    gains = {}
    for person, row in zip(paid, rows, strict=True):
        row["团队管理津贴"] = pay.team_allowance(row, rows) if row["岗位"] == people.LEADER else Fraction(0)
        carried = ledgers.carried(balances, person["工号"])
        settle(row, carried["结欠"], ledgers.deposit_to_return(balances, person, period))
        columns, gains[person["工号"]] = tax.statutory_part(branch, person, row["应发合计"], carried)
        row.update(columns)
        pay_out(row)

    return Result(
        report=[shown(row) for row in rows],
        branch_retained=as_money(credit.of_party(commissions, credit.BRANCH)),
        branch_award_retained=as_money(credit.of_party(awards, credit.BRANCH)),
        credited=listed(commissions),
        awarded=listed(awards),
        relations_to_branch=credit.relations_to_branch(branch),
        ledgers=ledgers.closed(
            balances, period, rows, gains, {ledgers.AWARDED: list(earned)} | ledgers.counted_customers(branch)
        ),
        totals={name: as_money(sum((row[name] for row in rows), Fraction(0))) for name in MONEY},
    )


def own_items(branch: dict, person: dict, commissions: dict, awards: dict, assets: dict) -> dict:
    """The items that depend on the person alone. Scheme: 第三条 to 第十一条, 手工调整."""
    grade = people.grade(person, branch["period"])
    row = {name: person[name] for name in TEXTS[:-1]} | {"级别": grade}
    row["归属净佣金"] = credit.of_party(commissions, person["工号"])
    row["税金及附加"], row["投资者保护基金"], row["计提基数"] = pay.commission_base(row["归属净佣金"])
    row["佣金提成"] = pay.commission(row["计提基数"], person["岗位"], grade)
    row["产品提成"] = pay.product_commission(branch, person)
    row["有效户奖"] = credit.of_party(awards, person["工号"])
    row["考核系数"] = pay.duty_coefficient(branch, person)
    row["合规系数"] = pay.conduct_coefficient(branch, person)
    row["手工调整"] = pay.adjustments(branch, person)
    row.update(employee_items(branch, person, grade, assets.get(person["工号"], Fraction(0))))
    variable = row["佣金提成"] + row["产品提成"] + row["有效户奖"] + row["保有津贴"]
    row["浮动薪酬"] = to_fen(variable * row["考核系数"] * row["合规系数"])
    return row


def employee_items(branch: dict, person: dict, grade: str, assets: Fraction) -> dict:
    """What only employees have: base pay and its deductions, penalties, 保有津贴. Scheme: 第五、九、十一条."""
    names = ("应计底薪", "缺勤扣款", "病假扣款", "考勤扣罚", "出访扣罚", "保有津贴")
    if not people.is_employee(person):
        return dict.fromkeys(names, Fraction(0))
    period = branch["period"]
    monthly = Fraction(pay.MONTHLY[grade])
    full = len(calendar.pay_days(period))
    base = pay.base_pay(monthly, calendar.employed_pay_days(person, period), full)
    absence, sick = attendance.absence_deductions(branch, person, monthly, base)
    late = attendance.attendance_penalty(branch, person)
    visits = attendance.visit_penalty(branch, person)
    allowance = pay.retention_allowance(assets)
    return dict(zip(names, (base, absence, sick, late, visits, allowance), strict=True))


def settle(row: dict, owed: Fraction, returned: Fraction) -> None:
    """风险金, 上期结欠, 应发合计 and 本期结欠. Scheme: 第十三条, 第十四条."""
    row["风险金计提"] = max(Fraction(0), to_fen(row["浮动薪酬"] * Fraction("0.1")))
    row["风险金返还"] = returned
    row["上期结欠"] = owed
    added = ("应计底薪", "浮动薪酬", "团队管理津贴", "手工调整", "风险金返还")
    taken = ("缺勤扣款", "病假扣款", "考勤扣罚", "出访扣罚", "风险金计提", "上期结欠")
    subtotal = sum(row[name] for name in added) - sum(row[name] for name in taken)
    row["应发合计"] = max(Fraction(0), subtotal)
    row["本期结欠"] = max(Fraction(0), -subtotal)


def pay_out(row: dict) -> None:
    """实发合计, which may not be negative. Scheme: 第十五条."""
    taken = ("三险一金", "增值税", "附加税费", "个人所得税")
    row["实发合计"] = row["应发合计"] - sum(row[name] for name in taken)
    if row["实发合计"] < 0:
        raise Stop("实发为负", row["工号"])


def listed(credited: dict) -> list[tuple[str, str, Decimal]]:
    """(客户号, party, amount), by customer, the branch last."""
    keys = sorted(credited, key=lambda key: (key[0], key[1] == credit.BRANCH, key[1]))
    return [(customer, party, as_money(credited[customer, party])) for customer, party in keys]


def shown(row: dict) -> dict:
    """The row with the report's columns in order, amounts with two places."""
    shown_as = dict.fromkeys(TEXTS, str) | dict.fromkeys(COEFFICIENTS, as_decimal) | dict.fromkeys(MONEY, as_money)
    return {name: shown_as[name](row[name]) for name in COLUMNS}
