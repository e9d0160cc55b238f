"""The quarterly appraisal and the review of the year of the example branch, from the months' plain quantities.

Scheme: 《示例营业部客户经理薪酬标准》 第十八条 (marks of a quarter), 第十九条 (standards of grades), 第二十条 (up and
down, one step), 第二十一条 (months that count), 第二十二条 (warnings), 第二十三条, 第二十四条 (the year).
Reading taken:
- only employees employed on the last day are appraised; who entered after the first day of the quarter, or has no month
  that counts, takes no part: no score, the grade stays, rows of quarters neither count nor break;
- rates are cut to 0…150% and then rounded to 0.01%; an indicator without a target above 0 has no weight, and where no
  indicator has one the business mark is the duty mark;
- a row of quarters starts anew when the grade began in this quarter;
- ranks: the highest first, equals share a rank and leave a gap after it.
"""

from __future__ import annotations

from fractions import Fraction

from . import calendar, people
from .appraisal_grades import months_in_grade, moved
from .appraisal_month import between, rounded

ZERO = Fraction(0)
UNITS = {"一类": 2500, "二类": 2000, "三类": 1500}
MULTIPLES = dict(zip(people.GRADES, ("0.5", "1.5", "3", "6", "12"), strict=True))
ASSETS = {
    "一类": dict(zip(people.GRADES, (0, 1_250_000, 2_500_000, 5_000_000, 10_000_000), strict=True)),
    "二类": dict(zip(people.GRADES, (0, 1_000_000, 2_000_000, 4_000_000, 8_000_000), strict=True)),
    "三类": dict(zip(people.GRADES, (0, 750_000, 1_500_000, 3_000_000, 6_000_000), strict=True)),
}
NEW_CUSTOMERS = dict(zip(people.GRADES, (1, 2, 2, 3, 3), strict=True))
DUTY = dict(zip(people.GRADES, (60, 60, 65, 70, 70), strict=True))
WEIGHTS = {"净佣金": "0.5", "净增户": "0.15", "日均资产": "0.25", "产品销售": "0.1"}

Figures = dict[tuple[str, str, str], Fraction]
"""(quantity, 工号, month) -> figure."""


def quarter(persons: list[dict], months: list[str], figures: Figures, bonus: dict, before: dict, **given) -> dict:
    """工号 -> every item of the quarter's appraisal.

    `persons`: those of the last month {工号, 岗位, 级别, 级别生效日, 入职日期, 月末在职}; `bonus`: 工号 -> 专项加分;
    `before`: 工号 -> items of his last appraisal; `given`: `targets` (指标, 工号) -> target of the quarter or nothing,
    `reached` (指标, 工号) -> what was reached, `region` the class of the region.
    """
    found = {}
    for person in persons:
        if people.is_employee(person) and person["月末在职"]:
            one = _Quarter(person, months, figures, before.get(person["工号"], {}), **given)
            found[person["工号"]] = one.items(Fraction(bonus.get(person["工号"], 0)))
    return found


class _Quarter:
    """One person in one quarter."""

    def __init__(self, person: dict, months: list[str], figures: Figures, before: dict, *, targets, reached, region):
        self.person, self.who, self.before, self.region = person, person["工号"], before, region
        self.months = [month for month in months if ("计入考核月", self.who, month) in figures]
        self.first, self.last = calendar.first_day(months[0]), calendar.last_day(months[-1])
        self.figures, self.targets, self.reached = figures, targets, reached

    def total(self, quantity: str) -> Fraction:
        """The sum over the months on the roster."""
        return sum((self.figures[quantity, self.who, month] for month in self.months), ZERO)

    def items(self, bonus: Fraction) -> dict:
        """Every item."""
        made = {
            "考核月数": self.total("计入考核月"),
            "在册月数": Fraction(len(self.months)),
            "季度净佣金": self.total("计入净佣金"),
            "季度净增户": self.total("计入净增户"),
        }
        made["参加考核"] = self.person["入职日期"] <= self.first and made["考核月数"] > 0
        made["参加季数"] = Fraction(int(made["参加考核"]))
        duty = self.total("计入职责分") / made["考核月数"] if made["考核月数"] else ZERO
        made["季度职责分"] = rounded(duty, 2)
        made |= self.rates(made)
        made["业绩分"] = self.business(made)
        score = made["季度职责分"] * Fraction("0.4") + made["业绩分"] * Fraction("0.6") + bonus
        made["季度得分"] = rounded(between(score, None, 120), 2) if made["参加考核"] else ZERO
        return made | self.grading(made)

    def target(self, indicator: str) -> Fraction:
        """The target of the quarter; 0 where there is none."""
        return self.targets.get((indicator, self.who)) or ZERO

    def rates(self, made: dict) -> dict:
        """The share of each target that was reached."""
        reached = {"净佣金": made["季度净佣金"], "净增户": made["季度净增户"]}
        found = {}
        for name in WEIGHTS:
            target, rate = self.target(name), ZERO
            if made["参加考核"] and target > 0:
                part = Fraction(1) if name == "日均资产" else made["考核月数"] / made["在册月数"]
                rate = reached.get(name, self.reached.get((name, self.who)) or ZERO) / (target * part)
            found[f"{name}完成率"] = rounded(between(rate, 0, "1.5"), 4)
        found["有目标占比"] = sum((Fraction(weight) for name, weight in WEIGHTS.items() if self.target(name) > 0), ZERO)
        return found

    def business(self, made: dict) -> Fraction:
        """业绩分."""
        if not made["有目标占比"]:
            return made["季度职责分"]
        weighed = sum((made[f"{name}完成率"] * Fraction(weight) for name, weight in WEIGHTS.items()), ZERO)
        return rounded(100 * weighed / made["有目标占比"], 2)

    def conditions(self, made: dict, grade: str) -> dict[str, bool]:
        """Each condition of a grade's standard."""
        months, wanted = made["考核月数"], Fraction(MULTIPLES[grade]) * UNITS[self.region]
        assets = self.reached.get(("期末资产", self.who)) or ZERO
        return {
            "净佣金": made["季度净佣金"] >= wanted * months,
            "期末资产": assets >= ASSETS[self.region][grade],
            "净增户": made["季度净增户"] >= NEW_CUSTOMERS[grade] * months,
            "职责分": made["季度职责分"] >= DUTY[grade],
        }

    def meets(self, made: dict, grade: str) -> bool:
        """Whether a grade's standard is met: assets or customers, and both others."""
        held = self.conditions(made, grade)
        return held["净佣金"] and (held["期末资产"] or held["净增户"]) and held["职责分"]

    def grading(self, made: dict) -> dict:
        """Standards met, rows of quarters, the grade proposed."""
        grade, since, takes_part = self.person["级别"], self.person["级别生效日"], made["参加考核"]
        place = people.GRADES.index(grade)
        own = takes_part and self.meets(made, grade)
        above = takes_part and grade != people.GRADES[-1] and self.meets(made, moved(grade, 1))
        is_new = since >= self.first
        risen, failed = (self.before.get(name, ZERO) for name in ("达上级连季", "未达本级连季"))
        if takes_part:
            risen = (ZERO if is_new else risen) + 1 if above else ZERO
            failed = ZERO if own else (ZERO if is_new else failed) + 1
        held = Fraction(months_in_grade(since, self.last))
        may_rise = takes_part and own and risen >= 2 and (place < people.GRADES.index("中级") or held >= 6)
        proposed = grade
        if takes_part and not own:
            proposed = moved(grade, -1)
        if may_rise:
            proposed = moved(grade, 1)
        return {
            "任现级月数": held, "达到本级": own, "达到上级": above, "达上级连季": risen, "未达本级连季": failed,
            "可以晋级": may_rise, "季度建议级别": proposed,
            "条件": {one: self.conditions(made, one) for one in {grade, moved(grade, 1)}},
        }  # fmt: skip


def year(persons: list[dict], months: list[str], figures: Figures, quarters: list[dict]) -> dict:
    """工号 -> every item of the year; `quarters`: the results of `quarter`, oldest first, the last of the year last."""
    found = {}
    for person in persons:
        if people.is_employee(person) and person["月末在职"]:
            own = [one[person["工号"]] for one in quarters if person["工号"] in one]
            found[person["工号"]] = _of_year(person, months, figures, own)
    for own in found.values():
        own["年度名次"] = Fraction(1 + len([one for one in found.values() if one["年度得分"] > own["年度得分"]]))
    for person in persons:
        if person["工号"] in found:
            last = quarters[-1].get(person["工号"], {}).get("季度建议级别")
            found[person["工号"]] |= _of_grade(person["级别"], found[person["工号"]], last)
    return found


def _of_year(person: dict, months: list[str], figures: Figures, quarters: list[dict]) -> dict:
    """Everything of one person's year that asks of nobody else."""
    who = person["工号"]
    there = [month for month in months if ("月度职责分", who, month) in figures]

    def total(quantity: str) -> Fraction:
        return sum((figures[quantity, who, month] for month in there), ZERO)

    took_part = sum((one["参加季数"] for one in quarters), ZERO)
    scores = sum((one["季度得分"] for one in quarters), ZERO)
    made = {
        "全年参加季数": took_part,
        "四季平均分": rounded(scores / took_part, 2) if took_part else ZERO,
        "年度职责分": rounded(total("月度职责分") / len(there), 2),
        "年度学时": total("培训学时"),
        "年度奖惩分": between(total("奖惩分"), -10, 10),
    }
    made["培训分"] = rounded(between(100 * made["年度学时"] / (2 * len(there)), None, 100), 2)
    whole = made["四季平均分"] * Fraction("0.85") + made["培训分"] * Fraction("0.15") + made["年度奖惩分"]
    return made | {"年度得分": rounded(between(whole, 0, None), 2)}


def _of_grade(grade: str, made: dict, last: str | None) -> dict:
    """The class of the year, the grade proposed and whether the contract goes on."""
    score = made["年度得分"]
    steps = ((95, "优秀"), (80, "称职"), (60, "基本称职"))
    word = next((word for least, word in steps if score >= least), "不称职")
    word = "不定等次" if made["全年参加季数"] < 2 else word
    proposed = grade
    if last is not None and last != grade:
        proposed = last
    elif word == "不称职":
        proposed = moved(grade, -1)
    elif word == "优秀" and made["年度名次"] <= 3 and people.GRADES.index(grade) < people.GRADES.index("中级"):
        proposed = moved(grade, 1)
    opinion = {"不称职": "不续聘", "基本称职": "续聘，观察半年"}.get(word, "续聘")
    return {"年度等次": word, "年度建议级别": proposed, "续聘意见": opinion}
