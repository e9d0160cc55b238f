"""Says in words what keeps a branch from being valid; an empty list means a run of it must succeed."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from .attendance import sum_days
from .numbers import id_check, luhn_sum
from .people import is_employee
from .workdays import first_day, is_workday, last_day, month_days

Row = dict[str, Any]
Branch = dict[str, Any]


def problems(branch: Branch) -> list[str]:
    """Every broken rule of the scheme's conditions of validity."""
    return [
        *_roster(branch),
        *_customers(branch),
        *_relations(branch),
        *_known_people(branch),
        *_attendance(branch),
        *_scores(branch),
        *_entries(branch),
    ]


def _roster(branch: Branch) -> list[str]:
    rows, first, last = branch["花名册"], first_day(branch["period"]), last_day(branch["period"])
    found = [
        f"{name} 不唯一" for name in ("工号", "身份证号", "银行账号") if len({row[name] for row in rows}) < len(rows)
    ]
    for row in rows:
        left_on = row["离职日期"]
        if (left_on and left_on < max(row["入职日期"], first)) or row["入职日期"] > last:
            found.append(f"{row['工号']} 当月不在职")
        if row["身份证号"][-1] != id_check(row["身份证号"][:17]) or luhn_sum(row["银行账号"]) % 10:
            found.append(f"{row['工号']} 证件号或银行账号校验位不对")
        if is_employee(row) != (row["级别"] is not None):
            found.append(f"{row['工号']} 级别与岗位不符")
    return found


def _customers(branch: Branch) -> list[str]:
    rows = branch["客户业绩"]
    found = ["客户号不唯一"] if len({row["客户号"] for row in rows}) < len(rows) else []
    found += [
        f"{row['客户号']} 净佣金不等于毛佣金减规费" for row in rows if row["净佣金"] != row["毛佣金"] - row["规费"]
    ]
    return found + [f"{row['客户号']} 开户日期在期后" for row in rows if row["开户日期"] > last_day(branch["period"])]


def _relations(branch: Branch) -> list[str]:
    rows, last = branch["客户关系"], last_day(branch["period"])
    customers = {row["客户号"] for row in branch["客户业绩"]}
    keys = [(row["客户号"], row["工号"], row["关系类型"], row["生效日期"]) for row in rows]
    found = ["客户关系重复"] if len(set(keys)) < len(keys) else []
    found += [] if rows else ["没有客户关系"]
    shares: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row["客户号"] not in customers:
            found.append(f"{row['客户号']} 不在客户业绩中")
        if row["失效日期"] and row["失效日期"] < row["生效日期"]:
            found.append(f"{row['客户号']} 关系失效早于生效")
        if row["生效日期"] <= last and (row["失效日期"] is None or row["失效日期"] > last):
            shares[row["客户号"], row["关系类型"]].append(row)
    for (customer, kind), held in shares.items():
        if sum((Decimal(1) if row["分成比例"] is None else row["分成比例"] for row in held), Decimal(0)) > 1:
            found.append(f"{customer} {kind} 分成合计超过100%")
        if len({row["工号"] for row in held}) < len(held):
            found.append(f"{customer} {kind} 同一人两条有效关系")
    return found


def _known_people(branch: Branch) -> list[str]:
    codes = {row["工号"] for row in branch["花名册"]}
    kinds = ("产品销售", "考勤", "考勤明细", "出访单", "职责考核", "违规投诉", "手工调整", "社保及专项", "期初")
    return [
        f"{kind} 有不认识的工号 {row['工号']}" for kind in kinds for row in branch[kind] if row["工号"] not in codes
    ]


def _attendance(branch: Branch) -> list[str]:
    people = {row["工号"]: row for row in branch["花名册"]}
    days: dict[str, list[Row]] = defaultdict(list)
    found = []
    for row in branch["考勤明细"]:
        days[row["工号"]].append(row)
        parts = sum((n for kind, n in row["marks"] if kind not in ("迟到", "早退", "缺卡")), Decimal(0))
        if parts != int(is_workday(row["日期"])):
            found.append(f"{row['工号']} {row['日期']} 考勤份数不对")
    for row in branch["考勤"]:
        if row != sum_days(people[row["工号"]], days[row["工号"]]):
            found.append(f"{row['工号']} 考勤月度与明细不符")
    present = {row["工号"] for row in branch["考勤"]}
    return found + [f"{code} 缺考勤" for code, row in people.items() if is_employee(row) and code not in present]


def _scores(branch: Branch) -> list[str]:
    given = {(row["工号"], row["考核项目"]) for row in branch["职责考核"]}
    contributed = [row["工号"] for row in branch["社保及专项"]]
    found = [
        f"{row['工号']} 缺{item}得分"
        for row in filter(is_employee, branch["花名册"])
        for item in ("日常工作", "客户服务")
        if (row["工号"], item) not in given
    ]
    return found + [
        f"{row['工号']} 社保及专项应有一行"
        for row in filter(is_employee, branch["花名册"])
        if contributed.count(row["工号"]) != 1
    ]


def _entries(branch: Branch) -> list[str]:
    days = set(month_days(branch["period"]))
    dated = (("产品销售", "确认日期"), ("出访单", "出访日期"), ("违规投诉", "日期"))
    found = [f"{kind} 日期不在当月" for kind, name in dated for row in branch[kind] if row[name] not in days]
    for kind in ("出访单", "职责考核", "手工调整", "违规投诉", "产品销售", "期初"):
        rows = [tuple(row.items()) for row in branch[kind]]
        found += [f"{kind} 有重复记录"] if len(set(rows)) < len(rows) else []
    customers = {row["客户号"] for row in branch["客户业绩"]}
    return found + ["产品销售的客户不在客户业绩中" for row in branch["产品销售"] if row["客户号"] not in customers]
