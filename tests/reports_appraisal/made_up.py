"""A made-up branch for the workbooks of a quarter and of a year: every table by hand, no rule of ours computes them."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from types import SimpleNamespace
from typing import Any

from pipeline.period import Span
from pipeline.reports.appraisal.model import SpanReport
from pipeline.scheme.item_parts import Condition, Item
from pipeline.scheme.terms import CustomerClasses
from schemas import appraisal as tables
from schemas.columns import Column
from schemas.results import PERSONS, person_table

TEAMS = ("城东团队", "城西团队", "机构与产品团队")
GRADES = ("见习", "初级", "中级", "高级", "资深")
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
INDICATORS = (
    ("净收入", "合计", "元"),
    ("期末资产", "期末", "元"),
    ("新增有效户", "合计", "户"),
    ("净新增户", "合计", "户"),
)
QUARTER_ITEMS = ("季度得分", "季度职责得分", "季度业绩得分", "日志扣分", "会议扣分", "净收入完成率")
YEAR_ITEMS = ("年度得分", "年度职责得分", "年度业绩得分", "奖惩分", "培训学时", "续聘意见")


def number_of(place: int) -> str:
    """The 工号 of a person."""
    return f"{10001 + place:06d}"


def made_items(names: tuple[str, ...]) -> list[Item]:
    """The items of an appraisal; only the duty score of the quarter is made of others."""
    formulas = {"季度职责得分": "100 - 日志扣分 - 会议扣分"}
    return [
        Item.model_validate({"name": name, "unit": "分", "formula": formulas.get(name, "0"), "source": "第十六条"})
        for name in names
    ]


TREE = Condition.model_validate({"all": [
    {"name": "净收入", "when": "净收入 ≥ 0"},
    {"any": [{"name": "客户资产", "when": "期末资产 ≥ 0"}, {"name": "新增有效户", "when": "新增有效户 ≥ 0"}]},
    {"name": "完成率", "when": "净收入完成率 ≥ 80%"}, {"name": "没有有效投诉", "when": "有无投诉 = 否"},
]})  # fmt: skip
"""The standard of each grade; which conditions hold is made up below."""


def rules() -> Any:
    """As much of a pay standard as the workbooks look at."""
    grading = SimpleNamespace(proposed="建议", after=1, keep="级别标准", rise="级别标准", source="第十六条")
    quarter = SimpleNamespace(
        name="季度考核", every="每季", grading=grading, columns=[*QUARTER_ITEMS[:3], "净收入完成率"],
        score="季度得分", duty="季度职责得分", performance="季度业绩得分", takes_part="",
        items=made_items(QUARTER_ITEMS), criteria=[SimpleNamespace(name="级别标准", tree=TREE)],
    )  # fmt: skip
    year = SimpleNamespace(
        name="年度考评", every="每年", grading=grading, columns=list(YEAR_ITEMS),
        score="年度得分", duty="年度职责得分", performance="年度业绩得分", takes_part="",
        items=made_items(YEAR_ITEMS), criteria=[],
    )  # fmt: skip
    indicators = [
        SimpleNamespace(name=name, quantity=name, take=take, unit=unit, source="") for name, take, unit in INDICATORS
    ]
    classes = CustomerClasses.model_validate({"large": "20%", "small": "20%", "top": "5%", "source": "客户分级规定"})
    return SimpleNamespace(
        appraisals=[quarter, year], indicators=indicators, grades=list(GRADES), items=[], criteria=[],
        customer_classes=classes,
    )  # fmt: skip


def who(place: int, persons: int) -> dict[str, Any]:
    """Who a person is."""
    post = "团队负责人" if place * 3 // persons != (place - 1) * 3 // persons or place == 0 else "客户经理"
    return {
        "employee_id": number_of(place), "person_name": SURNAMES[place % 20] + "小明"[: 1 + place % 2],
        "team": TEAMS[place * 3 // persons], "post": post, "grade": GRADES[place % 5],
    }  # fmt: skip


def score(place: int, shift: int = 0) -> Decimal:
    """A score of some sort, some of them repeating decimals."""
    return (Decimal(6000 + (place * 7919 + shift * 977) % 4000) / 99).quantize(Decimal(1).scaleb(-14))


def items_table(names: tuple[str, ...]) -> Any:
    """The table of the appraisal's items."""
    made = [
        Column(name, name, "text", "")
        if name == "续聘意见"
        else Column(name, name, "exact", "比例" if "率" in name else "分")
        for name in names
    ]
    return person_table("appraisal_items", "考核项目", "一行是一名被考核人员", made, "appraise")


def items(names: tuple[str, ...], persons: int) -> list[dict[str, Any]]:
    """The items of everyone."""
    made = []
    for place in range(persons):
        row = who(place, persons)
        for shift, name in enumerate(names):
            row[name] = "续聘" if name == "续聘意见" else score(place, shift) / (100 if "率" in name else 1)
            if isinstance(row[name], Decimal):
                row[name] = row[name].quantize(Decimal(1).scaleb(-14))
        if place in (3, 4) and "年度得分" in row:
            row["年度得分"] = Decimal("88.5")
        made.append(row)
    return made


def ratio(actual: Decimal, target: Decimal) -> Decimal | None:
    """The quotient with fourteen places, nothing for no target."""
    return (actual / target).quantize(Decimal(1).scaleb(-14), ROUND_HALF_UP) if target else None


def progress(persons: int, windows: tuple[str, ...]) -> list[dict[str, Any]]:
    """Progress of the branch, the teams and everyone."""
    objects = [("营业部", "示例营业部", "示例营业部", "")]
    objects += [("团队", team, team, team) for team in TEAMS]
    people = [who(place, persons) for place in range(persons)]
    objects += [("人员", one["employee_id"], one["person_name"], one["team"]) for one in people]
    rows = []
    for number, (scope, key, name, team) in enumerate(objects):
        size = {"营业部": 60, "团队": 20, "人员": 1}[scope]
        for place, (indicator, _, unit) in enumerate(INDICATORS):
            for shift, window in enumerate(windows):
                actual = Decimal(size * (number * 733 + place * 431 + shift * 97 + 500) % 7000 + 300 * size)
                actual = actual * 1000 + Decimal("0.37") if unit == "元" else actual // 100
                if indicator == "期末资产":
                    actual = (actual / 3).quantize(Decimal(1).scaleb(-14))
                target = actual if number % 9 == 5 else Decimal(size * 400 * (1000 if unit == "元" else 1))
                target = target if unit == "元" else target // 90 + 1
                if indicator == "净新增户" and scope == "人员":
                    target = Decimal(0)
                rows.append({
                    "scope": scope, "object_id": key, "object_name": name, "team": team, "indicator": indicator,
                    "unit_word": unit, "window": window, "actual": actual, "target": target, "has_target": bool(target),
                    "rate": ratio(actual, target),
                })  # fmt: skip
    return rows


def criteria(persons: int) -> list[dict[str, Any]]:
    """Two levels with five conditions each; figures, percentages, words."""
    made = []
    for place in range(persons):
        person = who(place, persons)
        above = GRADES[min(GRADES.index(person["grade"]) + 1, 4)]
        for tested in dict.fromkeys((person["grade"], above)):
            level = GRADES.index(tested)
            tests = [
                ("净收入", "累计(归属净佣金, 3)", str(place * 10007 % 400_000), "不小于", str(50_000 * level)),
                ("客户资产", "期末资产", f"{place * 7_654_321 % 90_000_000}.5", "不小于", str(10_000_000 * level)),
                ("新增有效户", "新增有效户实绩", str(place % 9), "不小于", str(2 * level)),
                ("完成率", "净收入完成率", f"{place * 13 % 150}%", "不小于", "80%"),
            ]
            for name, said, measured, sign, limit in tests:
                left, right = (Decimal(text.rstrip("%")) for text in (measured, limit))
                made.append({
                    "appraisal": "季度考核", "employee_id": person["employee_id"],
                    "person_name": person["person_name"], "criterion": "级别标准", "tested_grade": tested,
                    "condition": name, "measured_words": said, "measured": measured, "comparison": sign,
                    "threshold": limit, "passed": left >= right, "article": "第十六条（一）",
                })  # fmt: skip
            made.append({
                "appraisal": "季度考核", "employee_id": person["employee_id"], "person_name": person["person_name"],
                "criterion": "级别标准", "tested_grade": tested,
                "condition": "没有有效投诉",
                "measured_words": "有无投诉", "measured": "否" if place % 7 else "是", "comparison": "等于",
                "threshold": "否", "passed": bool(place % 7), "article": "第十六条（二）",
            })  # fmt: skip
    return made


def proposals(persons: int) -> list[dict[str, Any]]:
    """Ups, downs, stays and decisions by hand."""
    made = []
    for place in range(persons):
        person = who(place, persons)
        level = GRADES.index(person["grade"])
        step = (1, 0, 0, -1, 0)[place * 3 % 5]
        proposed = GRADES[max(0, min(4, level + step))]
        by_hand = place % 11 == 4
        final = GRADES[max(0, level - 1)] if by_hand else proposed
        moved = GRADES.index(final) - level
        made.append({
            **person, "grade_since": date(2025, 1 + place % 12, 1), "months_in_grade": 3 + place % 12,
            "proposed_grade": proposed, "final_grade": final,
            "movement_word": "晋级" if moved > 0 else "降级" if moved < 0 else "不变",
            "effective_on": date(2026, 4, 1) if moved else None, "decided_by_hand": by_hand,
            "purpose": "本季因病请假，经营业部经理会议讨论" if by_hand else None,
            "approved_by": "王经理" if by_hand else None,
            "conclusion": f"未达到{proposed}标准（净收入 45000.00 元，低于 60000.00 元；新增有效户 1 户，低于 3 户），"
            f"任现级{3 + place % 12}个月，{'调整为' if moved else '保持'}{final}（第十六条）",
            "article": "第十六条",
        })  # fmt: skip
    return made


def notices(persons: int) -> list[dict[str, Any]]:
    """One notice for every fifth person."""
    kinds = ("合同到期", "试用期满", "不续聘警示")
    return [
        {"notice_kind": kinds[place // 5 % 3], **who(place, persons), "notice_day": date(2026, 5, 1 + place % 28),
         "conclusion": "合同2026-05-20到期，距期末50天，请在到期前决定是否续签", "article": "指引第十九条"}
        for place in range(0, persons, 5)
    ]  # fmt: skip


def classes(customers: int) -> list[dict[str, Any]]:
    """Customers in order of weight with their class now and before."""
    made, order = [], ("大", "中", "小")
    for place in range(customers):
        now = order[(place * 5 >= customers) + (place * 5 >= customers * 4)]
        before = None if place % 17 == 3 else order[1 - order.index(now)] if place % 13 == 2 and now != "小" else now
        moved = "新列入" if before is None else ("不变", "上升", "下降")[order.index(before) - order.index(now)]
        made.append({
            "place": place + 1, "customer_id": f"{880000 + place:08d}", "volume": Decimal(10_000_000 - place * 37) / 4,
            "revenue": Decimal(500_000 - place * 11) / 100, "weight": Decimal(1 + customers - place) / 10**8,
            "customer_class": now, "class_before": before, "class_moved": moved,
        })  # fmt: skip
    made.append({"customer_id": "00000001", "class_before": "小", "class_moved": "退出"})
    return made


def top(customers: int) -> list[dict[str, Any]]:
    """Three monthly lists; some enter, some leave."""
    made = []
    size = max(customers * 5 // 100, 1)
    for number, month in enumerate(("2026-01", "2026-02", "2026-03")):
        for place in range(size):
            listed = "新进" if number and place >= size - 2 else "保留"
            made.append({"month": month, "place": place + 1, "customer_id": f"{880000 + place + 2 * number:08d}",
                         "volume": Decimal(1000), "revenue": Decimal(10), "weight": Decimal(size - place) / 10**5,
                         "listed": listed})  # fmt: skip
        if number:
            made += [{"month": month, "place": None, "customer_id": f"{880000 + one + 2 * number - 2:08d}",
                      "listed": "退出"} for one in range(2)]  # fmt: skip
    return made


def follow_ups(count: int) -> list[dict[str, Any]]:
    """Closed, open and overdue."""
    made = []
    for place in range(count):
        closed = place % 3 == 0
        due = date(2026, 2 + place % 4, 10)
        made.append({
            "follow_up_id": f"DB{place:04d}", "follow_up_state": "办结已告知" if closed else "未办结",
            "days_overdue": 0 if closed else max(0, (date(2026, 3, 31) - due).days), "raised_on": date(2026, 1, 15),
            **{k: v for k, v in who(place % 9, 9).items() if k in ("employee_id", "person_name", "team")},
            "customer_id": f"{880000 + place:08d}",
            "matter": "客户反映手机交易软件行情延迟，要求说明原因并给出改进的时间",
            "sent_to": "信息技术部", "sent_on": date(2026, 1, 16), "due_on": due,
            "closed_on": date(2026, 2, 1) if closed else None, "told_on": date(2026, 2, 2) if closed else None,
            "outcome": "已更换线路" if closed else None,
        })  # fmt: skip
    return made


def visit_report(persons: int) -> list[dict[str, Any]]:
    """One row a person."""
    counts = [
        name for name in tables.VISIT_REPORT.arrow_schema.names if tables.VISIT_REPORT.column(name).type == "count"
    ]
    return [
        {
            **{k: v for k, v in who(place, persons).items() if k != "grade"},
            **{name: (place + n) % 13 for n, name in enumerate(counts)},
        }
        for place in range(persons)
    ]


def team_results() -> list[dict[str, Any]]:
    """One row a team and indicator."""
    made = []
    for row in progress(3, ("本季",)):
        if row["scope"] == "团队":
            kept = {key: row[key] for key in ("team", "indicator", "unit_word", "actual", "target", "rate")}
            made.append({**kept, "headcount": 7, "joined": 1, "left": 0, "mean_score": score(5), "best_person": "赵小"})
    return made


def history(persons: int) -> list[dict[str, Any]]:
    """The scores of the quarters."""
    return [
        {"quantity": name, "employee_id": number_of(place), "origin": origin,
         "figure": score(place, shift + 3 * int(origin[-2:]))}
        for place in range(persons) for origin in ("2026-03", "2026-06", "2026-09", "2026-12")
        for shift, name in enumerate((*QUARTER_ITEMS, "净收入")) if not (place == 1 and origin == "2026-03")
    ]  # fmt: skip


def grade_history(persons: int) -> list[dict[str, Any]]:
    """Two grades a person."""
    made = []
    for place in range(persons):
        grade = GRADES.index(who(place, persons)["grade"])
        number = number_of(place)
        made.append({"employee_id": number, "grade": GRADES[max(0, grade - 1)], "grade_since": date(2024, 3, 1),
                     "grade_until": date(2026, 6, 30), "grade_origin": "期初"})  # fmt: skip
        made.append({"employee_id": number, "grade": GRADES[grade], "grade_since": date(2026, 7, 1),
                     "grade_origin": "季度", "origin_period": "2026Q2", "article": "第十六条"})  # fmt: skip
    return made


def persons_rows(persons: int) -> list[dict[str, Any]]:
    """The persons of the last month."""
    return [
        {**who(place, persons), "hired_on": date(2023, 1 + place % 12, 8), "contract_until": date(2026, 12, 31),
         "days_month": 22, "days_employed": 22, "employed_at_end": True}
        for place in range(persons)
    ]  # fmt: skip


def year_persons() -> list[dict[str, Any]]:
    """Three persons: with us since 2016, since May, and back in April after he left in February."""
    months = {0: (*range(1, 13),), 1: (*range(5, 13),), 2: (1, 2, *range(4, 13))}
    hired = {0: lambda month: date(2016, 3, 2), 1: lambda month: date(2026, 5, 6),
             2: lambda month: date(2021, 6, 1) if month < 4 else date(2026, 4, 1)}  # fmt: skip
    return [
        {**who(place, 9), "hired_on": hired[place](month), "days_month": 22, "days_employed": 22,
         "employed_at_end": True, "month": f"2026-{month:02d}"}
        for place, of_person in months.items() for month in of_person
    ]  # fmt: skip


def honours() -> list[dict[str, Any]]:
    """A reward and a punishment of the first person; the register of April has that of March once more."""
    praised = {"honour_day": date(2026, 3, 5), "employee_id": number_of(0), "honour_kind": "奖励",
               "honour": "客户书面表扬", "honour_points": Decimal(2), "approved_by": "王经理"}  # fmt: skip
    blamed = {"honour_day": date(2026, 4, 9), "employee_id": number_of(0), "honour_kind": "惩处",
              "honour": "客户资料保管不当", "honour_points": Decimal("-1.5"), "approved_by": None}  # fmt: skip
    return [{**praised, "month": "2026-03"}, {**praised, "month": "2026-04"}, {**blamed, "month": "2026-04"}]


def trainings() -> list[dict[str, Any]]:
    """A course passed, one failed and one without a test, of the first person; thirteen of the second."""
    def course(place: int, day: date, name: str, **more: Any) -> dict[str, Any]:
        return {"training_day": day, "employee_id": number_of(place), "training": name,
                "training_hours": Decimal(2), "month": f"{day:%Y-%m}", **more}  # fmt: skip

    return [
        course(0, date(2026, 1, 15), "反洗钱", training_score=Decimal(81), training_passed=True),
        course(0, date(2026, 2, 15), "适当性", training_score=Decimal("57.5"), training_passed=False),
        course(0, date(2026, 3, 15), "投资者教育"),
        *(course(1, date(2026, 6, day), f"第{day}课") for day in range(1, 14)),
    ]


def report(span: Span, made: dict[str, tuple[Any, list[dict[str, Any]]]]) -> SpanReport:
    """The report of these tables."""
    return SpanReport(
        branch="示例营业部", span=span, scheme="示例营业部客户经理薪酬标准",
        version="2026版", approval="渠管〔2025〕31号",
        tables={name: table.from_rows(rows) for name, (table, rows) in made.items()},
        schemas={name: table for name, (table, _) in made.items()},
        standard=SimpleNamespace(scheme=SimpleNamespace(text=rules())),  # type: ignore[arg-type]
    )  # fmt: skip


def quarter_report(persons: int = 21, customers: int = 200) -> SpanReport:
    """A quarter."""
    windows = ("2026-01", "2026-02", "2026-03", "本季", "本年累计")
    return report(Span(2026, 1), {
        "appraisal_items": (items_table(QUARTER_ITEMS), items(QUARTER_ITEMS, persons)),
        "criteria_results": (tables.CRITERIA_RESULTS, criteria(persons)),
        "grade_proposals": (tables.GRADE_PROPOSALS, proposals(persons)),
        "progress": (tables.PROGRESS, progress(persons, windows)),
        "notices": (tables.NOTICES, notices(persons)),
        "customer_classes": (tables.CUSTOMER_CLASSES, classes(customers)),
        "top_customers": (tables.TOP_CUSTOMERS, top(customers)),
        "visit_report": (tables.VISIT_REPORT, visit_report(persons)),
        "follow_up_list": (tables.FOLLOW_UP_LIST, follow_ups(14)),
        "team_results": (tables.TEAM_RESULTS, team_results()),
        "appraisal_history": (tables.APPRAISAL_HISTORY, history(persons)),
        "persons": (PERSONS, persons_rows(persons)),
    })  # fmt: skip


def year_report(persons: int = 9) -> SpanReport:
    """A year."""
    windows = (*(f"2026-{month:02d}" for month in range(1, 13)), "本年累计")
    return report(Span(2026), {
        "appraisal_items": (items_table(YEAR_ITEMS), items(YEAR_ITEMS, persons)),
        "criteria_results": (tables.CRITERIA_RESULTS, criteria(persons)),
        "grade_proposals": (tables.GRADE_PROPOSALS, proposals(persons)),
        "progress": (tables.PROGRESS, progress(persons, windows)),
        "notices": (tables.NOTICES, notices(persons)),
        "team_results": (tables.TEAM_RESULTS, team_results()),
        "appraisal_history": (tables.APPRAISAL_HISTORY, history(persons)),
        "grade_history": (tables.GRADE_HISTORY, grade_history(persons)),
        "year_persons": (tables.SPAN_PERSONS, year_persons()),
        "honours": (tables.SPAN_HONOURS, honours()),
        "trainings": (tables.SPAN_TRAININGS, trainings()),
        "persons": (PERSONS, persons_rows(persons)),
    })  # fmt: skip
