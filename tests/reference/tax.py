"""The statutory part: social contributions, VAT with its surcharges, and income tax by the person's capacity.

Scheme: 第十五条.
Law: 国家税务总局公告2018年第61号 (wages, brokers, labour income); 2020年第13号 and 2020年第19号 (the two special
deductions); 财税〔2018〕164号 art. 3 (brokers); 财政部 税务总局公告2026年第10号 (VAT); 2023年第30号 (annual bonus).
Reading taken:
- the gross of an agent or part-timer is 应发合计, one payment a month; S = gross ÷ 1.01 is compared unrounded;
- 三险一金 is the four contributions the inputs name; an employee without a row pays none; 累计个人养老金 is deducted
  with the cumulative 专项附加扣除 columns;
- the two special deductions stand under "Wages" and are given to employees only; 60,000 wins over 首次就业;
- the halving of the surcharges halves the rate (7% → 3.5%, 3% → 1.5%, 2% → 1%) before the one rounding;
- a part-timer's 4,000 is compared with X;
- wages and commission accumulate on ledgers of their own; nobody here changes his post within a year, so what 期初
  brings of a broker under the names of wages is his commission's.
"""

from fractions import Fraction

from . import calendar, ledgers, people
from .exact import exact, to_fen

ZERO = Fraction(0)
CUMULATIVE = [
    (36000, "0.03", 0),
    (144000, "0.10", 2520),
    (300000, "0.20", 16920),
    (420000, "0.25", 31920),
    (660000, "0.30", 52920),
    (960000, "0.35", 85920),
    (None, "0.45", 181920),
]
LABOUR = [(20000, "0.20", 0), (50000, "0.30", 2000), (None, "0.40", 7000)]
BONUS = [
    (3000, "0.03", 0),
    (12000, "0.10", 210),
    (25000, "0.20", 1410),
    (35000, "0.25", 2660),
    (55000, "0.30", 4410),
    (80000, "0.35", 7160),
    (None, "0.45", 15160),
]
CONTRIBUTIONS = ("基本养老保险费", "基本医疗保险费", "失业保险费", "住房公积金")
CUMULATIVE_DEDUCTIONS = (
    "累计子女教育",
    "累计继续教育",
    "累计住房贷款利息",
    "累计住房租金",
    "累计赡养老人",
    "累计3岁以下婴幼儿照护",
    "累计个人养老金",
)


def row_of(table: list[tuple], amount: Fraction) -> tuple:
    """(rate, quick deduction) of the first row whose ceiling the amount does not exceed (right-closed)."""
    for ceiling, rate, quick in table:
        if ceiling is None or amount <= ceiling:
            return Fraction(rate), Fraction(quick)
    raise AssertionError("the last row has no ceiling")


def cumulative_tax(taxable: Fraction, withheld: Fraction) -> Fraction:
    """Tax of the month: cumulative tax, unrounded, minus what was withheld, rounded once, not below 0."""
    rate, quick = row_of(CUMULATIVE, taxable)
    return max(ZERO, to_fen(taxable * rate - quick - withheld))


def standard_deduction(months: int, month_number: int, first_job: bool, within_60000: bool) -> Fraction:
    """累计减除费用: 5,000 a month here this year; from January for a first job; 60,000 at once."""
    if within_60000:
        return Fraction(60000)
    return Fraction(5000) * (month_number if first_job else months)


def labour_tax(income: Fraction) -> Fraction:
    """Tax on one month's ordinary labour income. Law: 2018年第61号 art. 8."""
    taxable = income - 800 if income <= 4000 else income * Fraction("0.8")
    rate, quick = row_of(LABOUR, taxable)
    return max(ZERO, to_fen(taxable * rate - quick))


def bonus_tax(bonus: Fraction) -> Fraction:
    """Tax on an annual bonus taxed apart: a twelfth picks the rate. Law: 2023年第30号."""
    rate, quick = row_of(BONUS, bonus / 12)
    return to_fen(bonus * rate - quick)


def value_added_tax(gross: Fraction, post: str) -> Fraction:
    """VAT inside the gross: due from S = 100,000 (broker) or 1,000 (part-timer) on the whole amount."""
    sales = gross / Fraction("1.01")
    threshold = 100000 if post == people.BROKER else 1000
    return to_fen(sales * Fraction("0.01")) if sales >= threshold else ZERO


def surcharges(gross: Fraction, vat: Fraction) -> Fraction:
    """附加税费: 城建 7%, and above S = 100,000 also 教育 3% and 地方教育 2%, all halved, each rounded."""
    total = to_fen(vat * Fraction("0.07") / 2)
    if gross / Fraction("1.01") > 100000:
        total += to_fen(vat * Fraction("0.03") / 2) + to_fen(vat * Fraction("0.02") / 2)
    return total


def broker_taxable(income: Fraction, charges: Fraction, months: int) -> Fraction:
    """ΣX × 0.8 − ΣX × 0.8 × 0.25 − Σ surcharges − 5,000 × months. Law: 财税〔2018〕164号 art. 3."""
    return income * Fraction("0.8") - income * Fraction("0.8") * Fraction("0.25") - charges - 5000 * months


def sum_of(rows: list[dict], names: tuple[str, ...]) -> Fraction:
    """The sum of some columns over some rows."""
    return sum((exact(row.get(name)) for row in rows for name in names), ZERO)


def statutory_part(branch: dict, person: dict, gross: Fraction, carried: dict) -> tuple[dict, dict]:
    """(report columns, what the 本年 ledgers gain) of one person; `carried` is ledger name -> opening balance."""
    if people.is_employee(person):
        return of_employee(branch, person, gross, carried)
    if person["岗位"] == people.BROKER:
        return of_broker(gross, carried)
    return of_part_timer(gross)


def of_employee(branch: dict, person: dict, gross: Fraction, carried: dict) -> tuple[dict, dict]:
    """Contributions and cumulative withholding. Law: 2018年第61号."""
    rows = people.rows_of(branch, "社保及专项", person)
    contributions = to_fen(sum_of(rows, CONTRIBUTIONS))
    deduction = standard_deduction(
        int(carried["本年任职月数"]) + 1,
        calendar.first_day(branch["period"]).month,
        person.get("入职年度就业情形") == "首次就业",
        person.get("上年收入不超六万") == "是",
    )
    taxable = (
        carried["本年累计收入"]
        + gross
        - deduction
        - carried["本年累计专项扣除"]
        - contributions
        - sum_of(rows, CUMULATIVE_DEDUCTIONS)
    )
    tax = cumulative_tax(taxable, carried["本年已扣税额"])
    columns = {"三险一金": contributions, "增值税": ZERO, "附加税费": ZERO, "个人所得税": tax}
    gains = {"本年累计收入": gross, "本年累计专项扣除": contributions, "本年已扣税额": tax, "本年任职月数": Fraction(1)}
    return columns, gains


def of_broker(gross: Fraction, carried: dict) -> tuple[dict, dict]:
    """VAT and surcharges when due, and the brokers' cumulative method. Law: 财税〔2018〕164号 art. 3."""
    vat = value_added_tax(gross, people.BROKER)
    charges = surcharges(gross, vat)
    brought = {name: carried[delivered] for name, delivered in ledgers.BROKER_LEDGERS.items()}
    before = {name: carried[name] + amount for name, amount in brought.items()}
    taxable = broker_taxable(
        before["本年佣金收入"] + gross - vat,
        before["本年佣金附加税费"] + charges,
        int(before["本年从业月数"]) + 1,
    )
    tax = cumulative_tax(taxable, before["本年佣金已扣税额"])
    columns = {"三险一金": ZERO, "增值税": vat, "附加税费": charges, "个人所得税": tax}
    earned = dict(zip(ledgers.BROKER_LEDGERS, (gross - vat, charges, tax, Fraction(1)), strict=True))
    gains = {name: brought[name] + earned[name] for name in brought}
    return columns, gains | {delivered: -brought[name] for name, delivered in ledgers.BROKER_LEDGERS.items()}


def of_part_timer(gross: Fraction) -> tuple[dict, dict]:
    """VAT and surcharges when due; each month taxed alone, surcharges not deducted; no 本年 ledgers."""
    vat = value_added_tax(gross, people.PART_TIMER)
    columns = {
        "三险一金": ZERO,
        "增值税": vat,
        "附加税费": surcharges(gross, vat),
        "个人所得税": labour_tax(gross - vat),
    }
    return columns, {}
