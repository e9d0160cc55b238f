"""A branch as its year goes: month after month grades, pay and quantities; quarter after quarter the appraisal.

Scheme: 指引第十七条: the pay of an assessed period uses the old grade; a new one begins with the month after.
"""

from __future__ import annotations

from fractions import Fraction

from . import (
    appraisal,
    appraisal_customers,
    appraisal_duties,
    appraisal_grades,
    appraisal_month,
    calendar,
    ledgers,
    people,
)
from .appraisal_targets import progress
from .report import Result, compute_month

INDICATORS = [
    {"名称": "净佣金", "量": "归属净佣金", "取法": "合计", "单位": "元"},
    {"名称": "新增户", "量": "新增户数", "取法": "合计", "单位": "户"},
    {"名称": "有效户", "量": "有效户数", "取法": "期末", "单位": "户"},
    {"名称": "流失户", "量": "流失户数", "取法": "合计", "单位": "户"},
    {"名称": "回流户", "量": "回流户数", "取法": "合计", "单位": "户"},
    {"名称": "净增户", "量": "净增户数", "取法": "合计", "单位": "户"},
    {"名称": "期末资产", "量": "归属期末资产", "取法": "期末", "单位": "元"},
    {"名称": "日均资产", "量": "归属日均资产", "取法": "平均", "单位": "元"},
    {"名称": "净增资产", "量": "归属期末资产", "取法": "增减", "单位": "元"},
    {"名称": "产品销售", "量": "销售额", "取法": "合计", "单位": "元"},
]


class Course:
    """Everything known so far of one branch."""

    def __init__(self, plan: list[dict], region: str = "二类"):
        self.plan, self.region = plan, region
        self.entries: list[dict] = []
        self.figures: dict[tuple[str, str, str], Fraction] = {}
        self.roster: dict[str, list[dict]] = {}
        self.customers: dict[str, list[dict]] = {}
        self.balances: list[dict] | None = None
        self.counted: dict[str, set] = {"lost": set(), "returned": set()}
        self.marks: dict[str, Fraction] = {}
        self.off: list[dict] = []
        self.quarters: list[dict] = []
        self.changes: list[dict] = []
        self.classes: dict[str, str] = {}
        self.listed: set[str] | None = None

    def month(self, branch: dict) -> Result:
        """The pay of a month with the grades in force; what it leaves for later."""
        period = branch["period"]
        by_hand = branch.get("级别决定", [])
        self.entries = appraisal_grades.history(self.entries, self.changes, by_hand, branch["花名册"], period)
        paid = branch | {"花名册": [self._graded(person, period) for person in branch["花名册"]]}
        result = compute_month(paid, branch["期初"] if self.balances is None else self.balances)
        self.balances = result.ledgers
        off = appraisal_duties.known_slips(branch, self.off)
        self.off = appraisal_duties.left_over(off, period)
        made = appraisal_month.of_month(branch | {"请假单": off}, result.report, self.counted, self.marks)
        self.figures |= {(name, who, period): one for who, own in made.items() for name, one in own.items()}
        self.marks |= {who: own["月度职责分"] for who, own in made.items()}
        names = ledgers.counted_customers(branch)
        self.counted["lost"].update(names[ledgers.LOST])
        self.counted["returned"].update(names[ledgers.RETURNED])
        self.roster[period] = [self._member(person, period) for person in paid["花名册"] if person["工号"] in made]
        self.customers[period] = branch["客户业绩"]
        return result

    def _graded(self, person: dict, period: str) -> dict:
        """The person with the grade of the ledger."""
        return person | {"级别": appraisal_grades.paid_grade(self.entries, person, period) or None, "级别生效日": None}

    def _member(self, person: dict, period: str) -> dict:
        asked = appraisal_grades.asked_on(person, period)
        own = [entry for entry in self.entries if entry["工号"] == person["工号"]]
        entry = appraisal_grades.in_force(own, asked)
        return person | {
            "级别生效日": appraisal_grades.began(own, entry) if entry and people.is_employee(person) else None,
            "月末在职": calendar.is_employed(person, calendar.last_day(period)),
            "在职计薪日数": calendar.employed_pay_days(person, period),
            "本月计薪日数": len(calendar.pay_days(period)),
        }

    def quarter(self, months: list[str], bonus: dict, by_hand: list[dict]) -> dict:
        """{进度, 项目, 变动, 分级, 名单} of a quarter that has ended."""
        of_year = {month: rows for month, rows in self.roster.items() if month[:4] == months[0][:4]}
        half = [month for month in of_year if (int(month[5:]) > 6) == (int(months[-1][5:]) > 6)]
        windows = {month: [month] for month in months} | {"本季": months, "本半年": half, "本年累计": list(of_year)}
        reached = progress(INDICATORS, of_year, self.figures, self.plan, {"months": months, "windows": windows})
        of_quarter = {
            (name, who): pair for (scope, who, name, window), pair in reached.items()
            if scope == "人员" and window == "本季"
        }  # fmt: skip
        before: dict[str, dict] = {}
        for one in self.quarters:
            before |= one
        persons = self.roster[months[-1]]
        made = appraisal.quarter(
            persons, months, self.figures, bonus, before, region=self.region,
            targets={key: pair[1] for key, pair in of_quarter.items()},
            reached={key: pair[0] for key, pair in of_quarter.items()},
        )  # fmt: skip
        self.quarters.append(made)
        name = f"{months[0][:4]}Q{int(months[-1][5:]) // 3}"
        proposed = {who: own["季度建议级别"] for who, own in made.items()}
        self.changes = self._changes(persons, proposed, by_hand, name, "季度", months[-1])
        return {"进度": reached, "项目": made, "变动": self.changes, **self._customers(months)}

    def _changes(self, persons, proposed: dict, by_hand: list[dict], span: str, origin: str, last: str) -> list[dict]:
        """Who has another grade from when on, or keeps his by hand; a decision by hand goes before what is proposed."""
        decisions = {row["工号"]: row for row in by_hand}
        following = calendar.first_day(calendar.months_earlier(last, -1))
        found = []
        for person in persons:
            who = person["工号"]
            row = decisions.get(who)
            grade = row["决定级别"] if row else proposed.get(who, person["级别"])
            if grade != person["级别"]:
                since = (row and row.get("级别生效日期")) or following
                found.append({"工号": who, "级别": grade, "自": since, "来源": "人工" if row else origin, "期间": span})
            elif row and grade:
                found.append({"工号": who, "级别": grade, "自": following, "来源": "人工", "期间": span})
        return found

    def _customers(self, months: list[str]) -> dict:
        rows = [self.customers[month] for month in months]
        classes = appraisal_customers.classes(rows, self.classes)
        self.classes = {name: word for _, name, word, _, _ in classes if word}
        lists = {}
        for month in months:
            lists[month] = appraisal_customers.top_list(self.customers[month], self.listed)
            self.listed = {name for _, name, change in lists[month] if change != "退出"}
        return {"分级": classes, "名单": lists}

    def year(self, months: list[str]) -> dict:
        """{项目, 变动} of a year that has ended."""
        persons = self.roster[months[-1]]
        made = appraisal.year(persons, months, self.figures, self.quarters)
        proposed = {who: own["年度建议级别"] for who, own in made.items()}
        return {"项目": made, "变动": self._changes(persons, proposed, [], months[0][:4], "年度", months[-1])}
