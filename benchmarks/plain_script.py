"""The same month as an ordinary user's script: pandas and openpyxl, ``python -m benchmarks.plain_script <in> <out>``.

It stands for what a user would do instead: read the workbooks with ``pd.read_excel``, merge and group, write with
``DataFrame.to_excel``.  It computes the pay standard in floats rounded to the fen, trusts its inputs (one file per
kind, one layout, no checks) and leaves the same line-level sheets and the same report, without marks, links, print
set-up or ledgers of the year.  Nothing in it is slower than it has to be: the splitting is vectorised.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd

MONTH = pd.Period("2026-01")
FIRST, LAST = MONTH.start_time.normalize(), MONTH.end_time.normalize()
AWARD_FROM = (MONTH - 2).start_time
PAY_DAYS = pd.bdate_range(FIRST, LAST).drop("2026-01-02").append(pd.DatetimeIndex(["2026-01-04"])).sort_values()
EMPLOYEES = ("客户经理", "团队负责人")
BASE = {"见习": 2500, "初级": 3000, "中级": 3800, "高级": 4800, "资深": 6000}
GRADE = {"见习": 0.8, "初级": 0.9, "中级": 1.0, "高级": 1.1, "资深": 1.2}
BANDS = ((0, 10_000, 0.25), (10_000, 30_000, 0.30), (30_000, 80_000, 0.35), (80_000, np.inf, 0.40))
TAX = (
    (36_000, 0.03, 0), (144_000, 0.10, 2_520), (300_000, 0.20, 16_920), (420_000, 0.25, 31_920),
    (660_000, 0.30, 52_920), (960_000, 0.35, 85_920), (np.inf, 0.45, 181_920),
)  # fmt: skip
LABOUR_TAX = ((20_000, 0.20, 0), (50_000, 0.30, 2_000), (np.inf, 0.40, 7_000))
IDS = ("工号", "客户号", "流水号", "产品代码", "资金账号", "手机号", "身份证号", "银行账号", "对象")


def read(folder: Path, name: str) -> pd.DataFrame:
    """One workbook of the month, ids as text, days as days."""
    rows = pd.read_excel(next(folder.glob(f"{name}_*.xlsx")), engine="openpyxl", dtype=dict.fromkeys(IDS, str))
    days = [column for column in rows.columns if column.endswith("日期")]
    return rows.assign(**{day: pd.to_datetime(rows[day]) for day in days})


def fen(values: pd.Series) -> pd.Series:
    """Rounded half away from zero to the fen."""
    return np.sign(values) * np.floor(np.abs(values) * 100 + 0.5 + 1e-6) / 100


def split(lines: pd.DataFrame, amount: str) -> pd.Series:
    """The amount of each customer over his lines in whole fen by largest remainder; lines are sorted by holder."""
    whole = (lines[amount].abs() * 100).round()
    exact = whole * lines["分成比例"]
    floor = np.floor(exact + 1e-6)
    spare = whole - floor.groupby(lines["客户号"]).transform("sum")
    rank = (exact - floor).round(6).groupby(lines["客户号"]).rank(method="first", ascending=False)
    return np.sign(lines[amount]) * (floor + (rank <= spare)) / 100


def credited_lines(customers: pd.DataFrame, relations: pd.DataFrame, roster: pd.DataFrame) -> pd.DataFrame:
    """One line per customer and holder, by type of relation; what nobody holds is the branch's."""
    ends = relations["失效日期"]
    current = relations[(relations["生效日期"] <= LAST) & (ends.isna() | (ends > LAST))].copy()
    current["分成比例"] = current["分成比例"].fillna(1)
    present = roster.loc[roster["离职日期"].isna() | (roster["离职日期"] >= LAST), "工号"]
    current = current[current["工号"].isin(present)]
    parts = []
    for kind, amounts in (("开发", ["净佣金", "有效户奖励"]), ("服务", ["日均资产"])):
        own = current.loc[current["关系类型"] == kind, ["客户号", "工号", "分成比例"]]
        held = own.groupby("客户号")["分成比例"].sum().reindex(customers["客户号"]).fillna(0)
        rest = held[held < 1 - 1e-9]
        if kind == "服务":
            rest = rest[rest.index.isin(relations.loc[relations["关系类型"] == "服务", "客户号"])]
        branch = pd.DataFrame({"客户号": rest.index, "工号": "~营业部", "分成比例": 1 - rest.to_numpy()})
        lines = pd.concat([own, branch]).merge(customers[["客户号", *amounts]], on="客户号", how="inner")
        parts.append(lines.sort_values(["客户号", "工号"]).assign(关系类型=kind))
    develops, serves = parts
    develops["归属净佣金"], develops["有效户奖"] = split(develops, "净佣金"), split(develops, "有效户奖励")
    serves["归属日均资产"] = serves["日均资产"] * serves["分成比例"]
    return pd.concat([develops, serves]).drop(columns=["净佣金", "有效户奖励", "日均资产"])


def customer_items(customers: pd.DataFrame, openings: pd.DataFrame) -> pd.DataFrame:
    """Customers with the award each earns."""
    awarded = openings.loc[openings["台账"] == "已奖有效户", "对象"]
    earns = (
        (customers["客户状态"] == "正常")
        & customers["开户日期"].between(AWARD_FROM, LAST)
        & (customers["期末资产"] >= 20_000)
        & (customers["交易额"] > 0)
        & ~customers["客户号"].isin(awarded)
    )
    return customers.assign(有效户奖励=np.where(earns, 100.0, 0.0))


def sale_items(sales: pd.DataFrame) -> pd.DataFrame:
    """Sales with the commission of each."""
    rate = sales["产品类型"].map({"股票型": 0.4, "混合型": 0.4, "债券型": 0.3}).fillna(0)
    plan = np.select([sales["认购金额"] < 1_000_000, sales["认购金额"] < 3_000_000], [0.005, 0.006], 0.008)
    made = np.where(sales["产品类型"] == "资管计划", sales["认购金额"] * plan, sales["手续费收入"] * rate)
    return sales.assign(单笔产品提成=fen(pd.Series(made, sales.index)))


def sums(people: pd.DataFrame, rows: pd.DataFrame, column: str) -> pd.Series:
    """The sum of a column per person, 0 for those without a row."""
    return people["工号"].map(rows.groupby("工号")[column].sum()).fillna(0)


def counts(people: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    """The number of rows per person."""
    return people["工号"].map(rows["工号"].value_counts()).fillna(0)


def pay(people: pd.DataFrame, month: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The items of the pay standard, one row per person."""
    is_employee = people["岗位"].isin(EMPLOYEES)
    lines = month["归属明细"]
    people["归属净佣金"], people["有效户奖"] = sums(people, lines, "归属净佣金"), sums(people, lines, "有效户奖")
    people["税金及附加"] = fen(people["归属净佣金"] * 0.0672)
    people["投资者保护基金"] = fen(people["归属净佣金"] * 0.005)
    people["计提基数"] = fen(people["归属净佣金"] - people["税金及附加"] - people["投资者保护基金"])
    base_pay(people, month["考勤汇总"], is_employee)
    fines(people, month, is_employee)
    base, grade = people["计提基数"].clip(lower=0), people["级别"].map(GRADE)
    slices = sum((base.clip(upper=high) - low).clip(lower=0) * rate for low, high, rate in BANDS)
    people["佣金提成"] = fen(
        pd.Series(np.where(is_employee, slices * grade, base * np.where(people["岗位"] == "兼职", 0.3, 0.45)))
    )
    people["产品提成"] = fen(sums(people, month["产品销售"], "单笔产品提成"))
    assets = sums(people, lines, "归属日均资产")
    people["保有津贴"] = fen(pd.Series(np.where(is_employee, assets * 0.0002 / 12, 0)))
    coefficients(people, month, is_employee)
    earned = people["佣金提成"] + people["产品提成"] + people["有效户奖"] + people["保有津贴"]
    people["浮动薪酬"] = fen(earned * people["考核系数"] * people["合规系数"])
    others = people.groupby("团队")["计提基数"].transform("sum") - people["计提基数"]
    leads = (people["岗位"] == "团队负责人") * people["合规系数"]
    people["团队管理津贴"] = fen(others.clip(lower=0) * 0.03 * leads)
    people["手工调整"] = sums(people, month["手工调整"], "金额")
    return people


def base_pay(people: pd.DataFrame, attendance: pd.DataFrame, is_employee: pd.Series) -> None:
    """应计底薪 and what absence and sickness take of it."""
    monthly = people["级别"].map(BASE).where(is_employee, 0).fillna(0)
    until = people["离职日期"].fillna(LAST)
    spans = zip(people["入职日期"], until, strict=True)
    people["在职计薪日数"] = [len(PAY_DAYS[PAY_DAYS.slice_indexer(hired, left)]) for hired, left in spans]
    part = np.minimum(monthly, monthly / 21.75 * people["在职计薪日数"])
    people["应计底薪"] = fen(monthly.where(people["在职计薪日数"] == len(PAY_DAYS), part))
    absent = sums(people, attendance, "事假天数") + sums(people, attendance, "旷工天数")
    people["缺勤扣款"] = fen(np.minimum(people["应计底薪"], monthly / 21.75 * absent))
    sick = monthly / 21.75 * sums(people, attendance, "病假天数") * 0.4
    people["病假扣款"] = fen(np.minimum(people["应计底薪"] - people["缺勤扣款"], sick))


def fines(people: pd.DataFrame, month: dict[str, pd.DataFrame], is_employee: pd.Series) -> None:
    """考勤扣罚 and 出访扣罚."""
    attendance, slips = month["考勤汇总"], month["出访登记"]
    late = sums(people, attendance, "迟到次数") + sums(people, attendance, "早退次数")
    people["考勤扣罚"] = 20 * (late - 3).clip(lower=0) + 20 * sums(people, attendance, "缺卡次数")
    slips = slips[slips["出访日期"].between(FIRST, LAST)]
    untrue = slips["核查结果"] == "不属实"
    filled = slips[["目的地", "被访人", "联系方式"]].notna().all(axis=1)
    counted = counts(people, slips[filled & ~untrue].drop_duplicates(["工号", "出访日期", "被访人"]))
    required = np.floor(8 * people["在职计薪日数"] / len(PAY_DAYS))
    people["出访扣罚"] = 20 * (required - counted).clip(lower=0) + 50 * counts(people, slips[untrue])
    people.loc[~is_employee, ["考勤扣罚", "出访扣罚"]] = 0


def coefficients(people: pd.DataFrame, month: dict[str, pd.DataFrame], is_employee: pd.Series) -> None:
    """考核系数 and 合规系数."""
    means = month["职责考核"].groupby(["工号", "考核项目"])["得分"].mean().unstack()
    score = people["工号"].map(means["日常工作"] * 0.6 + means["客户服务"] * 0.4)
    graded = np.select([score >= 90, score >= 80, score >= 70], [1.0, 0.9, 0.8], 0.6)
    people["考核系数"] = np.where(is_employee, graded, 1.0)
    valid = counts(people, month["违规投诉"][month["违规投诉"]["是否有效"] == "是"])
    people["合规系数"] = np.select([valid == 0, valid == 1, valid == 2], [1.0, 0.9, 0.7], 0.0)


def settle(people: pd.DataFrame, openings: pd.DataFrame) -> pd.DataFrame:
    """风险金, 应发合计 and 本期结欠."""
    held = openings[(openings["台账"] == "风险金") & (openings["来源期间"].astype(str) == str(MONTH - 12))]
    people["风险金计提"] = fen((people["浮动薪酬"] * 0.1).clip(lower=0))
    stays = people["离职日期"].isna() | (people["离职日期"] >= LAST)
    people["风险金返还"] = sums(people, held, "余额").where(stays, 0)
    people["上期结欠"] = sums(people, openings[openings["台账"] == "结欠"], "余额")
    due = people["应计底薪"] + people["浮动薪酬"] + people["团队管理津贴"] + people["手工调整"] + people["风险金返还"]
    for name in ("缺勤扣款", "病假扣款", "考勤扣罚", "出访扣罚", "风险金计提", "上期结欠"):
        due = due - people[name]
    people["应发合计"], people["本期结欠"] = fen(due.clip(lower=0)), fen((-due).clip(lower=0))
    return people


def taxed(people: pd.DataFrame, contributions: pd.DataFrame) -> pd.DataFrame:
    """三险一金, 增值税, 附加税费, 个人所得税 and 实发合计; January, so nothing has been earned or withheld before."""
    people = people.merge(contributions, on="工号", how="left").fillna(dict.fromkeys(contributions.columns[1:], 0))
    people["三险一金"] = people[["基本养老保险费", "基本医疗保险费", "失业保险费", "住房公积金"]].sum(axis=1)
    figures = people.apply(taxes, axis=1, result_type="expand")
    people[["增值税", "附加税费", "个人所得税"]] = figures
    withheld = people["三险一金"] + people["增值税"] + people["附加税费"] + people["个人所得税"]
    people["实发合计"] = fen(people["应发合计"] - withheld)
    return people


def taxes(person: pd.Series) -> tuple[float, float, float]:
    """VAT, surcharges and income tax of one person."""
    gross = person["应发合计"]
    if person["岗位"] in EMPLOYEES:
        special = sum(person[name] for name in person.index if name.startswith("累计"))
        return 0.0, 0.0, banded(max(0.0, gross - 5_000 - person["三险一金"] - special), TAX)
    net = gross / 1.01
    due = net >= (1_000 if person["岗位"] == "兼职" else 100_000)
    vat = round_fen(net * 0.01) if due else 0.0
    more = sum(round_fen(vat * rate / 2) for rate in ((0.07, 0.03, 0.02) if net > 100_000 else (0.07,)))
    income = gross - vat
    if person["岗位"] == "兼职":
        taxable = max(0.0, income - 800) if income <= 4_000 else income * 0.8
        return vat, more, banded(taxable, LABOUR_TAX)
    return vat, more, banded(max(0.0, income * 0.6 - more - 5_000), TAX)


def banded(taxable: float, bands: tuple[tuple[float, float, float], ...]) -> float:
    """The tax by rate and quick deduction, right-closed bands."""
    rate, quick = next((rate, quick) for high, rate, quick in bands if taxable <= high)
    return round_fen(taxable * rate - quick)


def round_fen(amount: float) -> float:
    """One figure rounded half up to the fen."""
    return float(np.floor(amount * 100 + 0.5 + 1e-6) / 100)


def with_totals(people: pd.DataFrame) -> pd.DataFrame:
    """The report: sorted by team, leader first, subtotal per team and 合计."""
    people = people.assign(_first=people["岗位"] != "团队负责人").sort_values(["团队", "_first", "工号"])
    numbers = people.select_dtypes("number").columns.difference(["考核系数", "合规系数"], sort=False)
    parts = []
    for team, members in people.groupby("团队"):
        parts += [members, members[numbers].sum().to_frame().T.assign(姓名=f"{team}小计")]
    parts.append(people[numbers].sum().to_frame().T.assign(姓名="合计"))
    return pd.concat(parts).drop(columns="_first")


def main(source: Path, target: Path) -> None:
    """Read, compute, write."""
    names = ("人员花名册", "CRM客户业绩", "CRM客户关系", "CRM产品销售", "考勤汇总", "出访登记", "职责考核", "违规投诉",
             "手工调整", "社保及专项", "期初余额")  # fmt: skip
    given = {name: read(source / str(MONTH), name) for name in names}
    customers = customer_items(given["CRM客户业绩"], given["期初余额"])
    lines = credited_lines(customers, given["CRM客户关系"], given["人员花名册"])
    month = {**given, "归属明细": lines, "产品销售": sale_items(given["CRM产品销售"])}
    people = settle(pay(given["人员花名册"].copy(), month), given["期初余额"])
    people = taxed(people, given["社保及专项"])
    target.mkdir(parents=True, exist_ok=True)
    awards = customers.loc[customers["有效户奖励"] > 0, ["客户号", "有效户奖励"]].rename(columns={"客户号": "对象"})
    ledger = given["期初余额"].merge(awards, on="对象", how="outer")
    sheets = {"客户业绩": given["CRM客户业绩"], "客户关系": given["CRM客户关系"], "客户项目": customers[
        ["客户号", "开户日期", "客户状态", "交易额", "净佣金", "期末资产", "日均资产", "有效户奖励"]],
        "归属明细": lines, "产品销售": month["产品销售"], "台账": ledger, "人员": people}  # fmt: skip
    for name, sheet in sheets.items():
        sheet.to_excel(target / f"{name}.xlsx", engine="openpyxl", index=False, sheet_name=name)
    with_totals(people).to_excel(target / "薪酬月报表.xlsx", engine="openpyxl", index=False, sheet_name="薪酬月报表")
    print(f"{people['实发合计'].sum():.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
