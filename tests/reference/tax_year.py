"""A whole calendar year of one person's tax, month by month, in plain ``Decimal``; written from the law alone.

Law: 国家税务总局公告2018年第61号 (wages, brokers, labour income); 2020年第13号 (first job of the year); 2020年第19号
(the 60,000 rule); 财税〔2018〕164号 art. 3 (brokers); 财政部 税务总局公告2023年第30号 (bonus), 2026年第10号 (VAT).
Reading taken:
- wages and brokers' commission accumulate apart, whatever post lies between; a month counts once there is a row of it;
- the two special deductions stand under "Wages" and are for employees only; 60,000 goes before the first job;
- a bonus taxed apart stays out of what accumulates, a merged one is income of its month; who is no employee has none;
- S = gross ÷ 1.01 is compared unrounded; the halving halves each rate of the surcharges before its one rounding;
- negative income is taken as it is: it lowers what accumulates, never gives a refund.
Not covered: the second bonus taxed apart in a year, which is refused before anything is computed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

NOTHING = Decimal(0)
FEN = Decimal("0.01")
EMPLOYEE, BROKER, PART_TIMER = "客户经理", "证券经纪人", "兼职"
Bands = tuple[tuple[str, str, str], ...]
WITHOUT_END = "Infinity"
CUMULATIVE: Bands = (
    ("36000", "0.03", "0"), ("144000", "0.10", "2520"), ("300000", "0.20", "16920"), ("420000", "0.25", "31920"),
    ("660000", "0.30", "52920"), ("960000", "0.35", "85920"), (WITHOUT_END, "0.45", "181920"),
)  # fmt: skip
"""Ceiling (right-closed), rate, quick deduction. Law: 2018年第61号 附件2."""
LABOUR: Bands = (("20000", "0.20", "0"), ("50000", "0.30", "2000"), (WITHOUT_END, "0.40", "7000"))
BONUS: Bands = (
    ("3000", "0.03", "0"), ("12000", "0.10", "210"), ("25000", "0.20", "1410"), ("35000", "0.25", "2660"),
    ("55000", "0.30", "4410"), ("80000", "0.35", "7160"), (WITHOUT_END, "0.45", "15160"),
)  # fmt: skip
VAT_FROM = {BROKER: Decimal(100_000), PART_TIMER: Decimal(1_000)}
CITY_RATE, EDUCATION_RATES = Decimal("0.07"), (Decimal("0.03"), Decimal("0.02"))
EDUCATION_ABOVE = Decimal(100_000)
PRECISE = Context(prec=60, rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class Delivered:
    """What is known of a person in one month: yuan; ``declared`` is cumulative over the year, the rest of the month."""

    number: int
    post: str
    gross: Decimal
    contributions: Decimal = NOTHING
    declared: Decimal = NOTHING
    bonus: Decimal = NOTHING
    bonus_apart: bool = True
    first_job: bool = False
    low_income: bool = False


@dataclass
class Accumulated:
    """What one kind of income has come to since January."""

    income: Decimal = NOTHING
    contributions: Decimal = NOTHING
    charges: Decimal = NOTHING
    withheld: Decimal = NOTHING
    months: int = 0


@dataclass
class PersonYear:
    """The year of one person so far."""

    wages: Accumulated = field(default_factory=Accumulated)
    broker: Accumulated = field(default_factory=Accumulated)

    def month(self, one: Delivered) -> dict[str, Decimal]:
        """The statutory figures of the next month, which then belong to the year."""
        with localcontext(PRECISE):
            made = {EMPLOYEE: self._employee, BROKER: self._broker, PART_TIMER: self._part_timer}[one.post](one)
            made["实发合计"] = one.gross + _bonus_of(one) - sum(made[name] for name in TAKEN)
            return made

    def _employee(self, one: Delivered) -> dict[str, Decimal]:
        so_far = self.wages
        merged = NOTHING if one.bonus_apart else one.bonus
        so_far.income += one.gross + merged
        so_far.contributions += one.contributions
        so_far.months += 1
        taxable = so_far.income - deduction(one, so_far.months) - so_far.contributions - one.declared
        tax = withheld_now(taxable, so_far.withheld)
        so_far.withheld += tax
        return {**NONE, "本期收入": one.gross + merged, "三险一金": one.contributions, "累计应纳税所得额": taxable,
                "个人所得税": tax, "年终奖个人所得税": bonus_tax(one.bonus - merged)}  # fmt: skip

    def _broker(self, one: Delivered) -> dict[str, Decimal]:
        so_far, vat = self.broker, value_added_tax(one)
        charges = surcharges(one.gross, vat)
        so_far.income += one.gross - vat
        so_far.charges += charges
        so_far.months += 1
        after_fee = so_far.income * Decimal("0.8")
        taxable = after_fee - after_fee * Decimal("0.25") - so_far.charges - 5000 * so_far.months
        tax = withheld_now(taxable, so_far.withheld)
        so_far.withheld += tax
        return {**NONE, "本期收入": one.gross - vat, "增值税": vat, "附加税费": charges, "累计应纳税所得额": taxable,
                "个人所得税": tax}  # fmt: skip

    def _part_timer(self, one: Delivered) -> dict[str, Decimal]:
        vat = value_added_tax(one)
        income = one.gross - vat
        return {**NONE, "本期收入": income, "增值税": vat, "附加税费": surcharges(one.gross, vat),
                "个人所得税": labour_tax(income)}  # fmt: skip


TAKEN = ("三险一金", "增值税", "附加税费", "个人所得税", "年终奖个人所得税")
"""What is taken off what is paid."""
NONE = dict.fromkeys(("本期收入", "累计应纳税所得额", *TAKEN), NOTHING)


def of_year(months: Iterable[Delivered]) -> list[dict[str, Decimal]]:
    """The statutory figures of each month of a year, in the order of the months."""
    year = PersonYear()
    return [year.month(one) for one in months]


def to_fen(amount: Decimal) -> Decimal:
    """Half-up, a tie away from zero."""
    return amount.quantize(FEN, ROUND_HALF_UP)


def by_bands(bands: Bands, taxable: Decimal, chosen_by: Decimal) -> Decimal:
    """Rate × taxable − quick deduction of the first band whose ceiling is not passed."""
    rate, quick = next((rate, quick) for ceiling, rate, quick in bands if chosen_by <= Decimal(ceiling))
    return taxable * Decimal(rate) - Decimal(quick)


def withheld_now(taxable: Decimal, withheld: Decimal) -> Decimal:
    """Tax of the year so far, unrounded, less what was withheld, then rounded; no refund."""
    return max(NOTHING, to_fen(by_bands(CUMULATIVE, taxable, taxable) - withheld))


def deduction(one: Delivered, months: int) -> Decimal:
    """累计减除费用: 5,000 a month here, from January on for a first job of the year, or 60,000 at once."""
    if one.low_income:
        return Decimal(60_000)
    return Decimal(5000) * (one.number if one.first_job else months)


def labour_tax(income: Decimal) -> Decimal:
    """One month's ordinary labour income. Law: 2018年第61号 art. 8."""
    taxable = income - 800 if income <= 4000 else income * Decimal("0.8")
    return max(NOTHING, to_fen(by_bands(LABOUR, taxable, taxable)))


def bonus_tax(bonus: Decimal) -> Decimal:
    """A twelfth of the bonus picks rate and quick deduction. Law: 2023年第30号."""
    return to_fen(by_bands(BONUS, bonus, bonus / 12))


def value_added_tax(one: Delivered) -> Decimal:
    """1% of sales without tax, on the whole amount once they reach what the post is free up to."""
    is_due = one.gross >= VAT_FROM[one.post] * Decimal("1.01")
    return to_fen(one.gross / Decimal("1.01") * Decimal("0.01")) if is_due else NOTHING


def surcharges(gross: Decimal, vat: Decimal) -> Decimal:
    """城建, and of sales above 100,000 also 教育费附加 and 地方教育附加; each halved, then rounded."""
    rates = [CITY_RATE, *(EDUCATION_RATES if gross > EDUCATION_ABOVE * Decimal("1.01") else ())]
    return sum((to_fen(vat * rate / 2) for rate in rates), NOTHING)


def _bonus_of(one: Delivered) -> Decimal:
    return one.bonus if one.post == EMPLOYEE else NOTHING
