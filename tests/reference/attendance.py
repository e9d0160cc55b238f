"""What absence, lateness and missing visits take from an employee's pay.

Scheme: 第五条 (缺勤扣款, 病假扣款), 第十一条 (考勤扣罚, 出访扣罚).
Reading taken:
- an employee without a row in 考勤 has no absences and no lateness (the scheme does not make it a stop);
- "may not exceed 应计底薪 (first 缺勤, then 病假 is cut)": each deduction is rounded; 缺勤扣款 comes first and is
  capped at the rounded 应计底薪, then 病假扣款 at what 缺勤扣款 leaves of it
  (base 1000, 缺勤 1000, 病假 400: 1000 and 0);
- 不属实 slips are counted when dated in M, each slip, complete or not, twice or not.
"""

from fractions import Fraction

from . import calendar, people
from .exact import exact, is_blank, to_fen

MONTH_DAYS = Fraction("21.75")
REQUIRED_SLIPS = 8


def fact(branch: dict, person: dict, name: str) -> Fraction:
    """One attendance figure of the month."""
    return sum((exact(row.get(name)) for row in people.rows_of(branch, "考勤", person)), Fraction(0))


def absence_deductions(branch: dict, person: dict, monthly: Fraction, base_pay: Fraction) -> tuple:
    """(缺勤扣款, 病假扣款), together at most the base pay. Scheme: 第五条."""
    day_pay = monthly / MONTH_DAYS
    absent = fact(branch, person, "事假天数") + fact(branch, person, "旷工天数")
    absence = to_fen(day_pay * absent)
    sick = to_fen(day_pay * fact(branch, person, "病假天数") * Fraction("0.4"))
    return cut_to(absence, sick, base_pay)


def cut_to(absence: Fraction, sick: Fraction, base_pay: Fraction) -> tuple:
    """Cap the absence deduction at the base pay, then the sick deduction at what is left of it. Scheme: 第五条."""
    taken = min(absence, base_pay)
    return taken, min(sick, base_pay - taken)


def attendance_penalty(branch: dict, person: dict) -> Fraction:
    """20 × max(0, 迟到次数 + 早退次数 − 3) + 20 × 缺卡次数. Scheme: 第十一条."""
    late = fact(branch, person, "迟到次数") + fact(branch, person, "早退次数")
    return to_fen(20 * max(Fraction(0), late - 3) + 20 * fact(branch, person, "缺卡次数"))


def required_slips(person: dict, period: str) -> int:
    """8 for a full month, otherwise ⌊8 × d ÷ D⌋. Scheme: 第十一条."""
    return REQUIRED_SLIPS * calendar.employed_pay_days(person, period) // len(calendar.pay_days(period))


def visit_penalty(branch: dict, person: dict) -> Fraction:
    """20 per slip missing and 50 per slip found 不属实. Scheme: 第十一条."""
    slips = [
        row for row in people.rows_of(branch, "出访单", person) if calendar.in_month(row["出访日期"], branch["period"])
    ]
    untrue = [row for row in slips if row.get("核查结果") == "不属实"]
    counted = {
        (row["出访日期"], row["被访人"])
        for row in slips
        if row.get("核查结果") != "不属实"
        and not any(is_blank(row.get(name)) for name in ("目的地", "被访人", "联系方式"))
    }
    missing = max(0, required_slips(person, branch["period"]) - len(counted))
    return Fraction(20 * missing + 50 * len(untrue))
