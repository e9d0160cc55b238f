"""The balances that go from month to month.

Scheme: 第八条 (已奖有效户), 第十三条 (风险金), 第十四条 (结欠), 第十五条 (the 本年 ledgers), 第十七条
(customers counted once as lost, once as returned).
Reading taken:
- 来源期间 matters to 风险金 only and 对象 to the ledgers of customers only; elsewhere they are emptied and the balances
  added;
- in January every 本年 ledger starts at 0, also for people who are not paid in that month, and in the first month too;
- balances of people who are not paid in M pass unchanged; a 风险金 older than M−12 is never released by itself.
"""

from collections import defaultdict
from fractions import Fraction

from . import calendar
from .exact import as_money, exact

RISK, OWED, AWARDED, LOST, RETURNED = "风险金", "结欠", "已奖有效户", "已计流失户", "已计回流户"
OF_CUSTOMERS = (AWARDED, LOST, RETURNED)
WAGE_LEDGERS = ("本年累计收入", "本年累计专项扣除", "本年累计附加税费", "本年已扣税额", "本年任职月数")
BROKER_LEDGERS = {
    "本年佣金收入": "本年累计收入", "本年佣金附加税费": "本年累计附加税费", "本年佣金已扣税额": "本年已扣税额",
    "本年从业月数": "本年任职月数",
}  # fmt: skip
"""What a broker's commission accumulates on, and under which name 期初 brings it."""
YEAR_LEDGERS = (*WAGE_LEDGERS, *BROKER_LEDGERS)
Balances = dict[tuple[str, str, str, str], Fraction]  # (台账, 工号, 对象, 来源期间)


def opened(rows: list[dict], period: str) -> Balances:
    """The opening balances by (台账, 工号, 对象, 来源期间), without the 本年 ledgers in January."""
    balances: Balances = defaultdict(Fraction)
    is_january = calendar.first_day(period).month == 1
    for row in rows:
        name, person = row["台账"], row["工号"] or ""
        if name in YEAR_LEDGERS and is_january:
            continue
        amount = exact(row["余额"])
        if name == RISK:
            balances[name, person, "", str(row["来源期间"])] += amount
        elif name in OF_CUSTOMERS and amount != 0:
            balances[name, "", str(row["对象"]), ""] = Fraction(1)
        elif name not in OF_CUSTOMERS:
            balances[name, person, "", ""] += amount
    return balances


def awarded_customers(balances: Balances) -> set[str]:
    """客户号 of everyone who has had the award. Scheme: 第八条."""
    return {subject for name, _, subject, _ in balances if name == AWARDED}


def counted_customers(branch: dict) -> dict[str, list[str]]:
    """ledger name -> 客户号 that the month puts on it, or leaves there: lost and returned ones. Scheme: 第十七条."""
    began, rows = calendar.first_day(branch["period"]), branch["客户业绩"]
    return {
        LOST: [row["客户号"] for row in rows if row["客户状态"] == "销户" and row["开户日期"] < began],
        RETURNED: [row["客户号"] for row in rows if row["客户状态"] == "回流"],
    }


def carried(balances: Balances, person_id: str) -> dict[str, Fraction]:
    """ledger name -> the person's opening balance of 结欠 and the 本年 ledgers."""
    return {name: balances.get((name, person_id, "", ""), Fraction(0)) for name in (OWED, *YEAR_LEDGERS)}


def deposit_to_return(balances: Balances, person: dict, period: str) -> Fraction:
    """What is held for M−12, if the person is employed on the last day of M. Scheme: 第十三条."""
    if not calendar.is_employed(person, calendar.last_day(period)):
        return Fraction(0)
    return balances.get((RISK, person["工号"], "", calendar.months_earlier(period, 12)), Fraction(0))


def closed(
    balances: Balances, period: str, rows: list[dict], gains: dict[str, dict], customers: dict[str, list[str]]
) -> list[dict]:
    """The closing balances: opening ones, with what the month's report rows, tax gains and customers do to them."""
    after: Balances = defaultdict(Fraction, balances)
    for row in rows:
        person = row["工号"]
        after[RISK, person, "", calendar.months_earlier(period, 12)] -= row["风险金返还"]
        after[RISK, person, "", period] += row["风险金计提"]
        after[OWED, person, "", ""] = row["本期结欠"]
        for name, gain in gains[person].items():
            after[name, person, "", ""] += gain
    for name, entered in customers.items():
        after.update({(name, "", customer, ""): Fraction(1) for customer in entered})
    return [
        {"台账": name, "工号": person, "对象": subject, "来源期间": origin, "余额": as_money(amount)}
        for (name, person, subject, origin), amount in sorted(after.items())
        if amount != 0
    ]
