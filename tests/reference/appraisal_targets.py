"""Targets broken down to persons and months, and what was reached of them in each window.

Scheme: 指引第三条 (plan of the year), 第五条 (broken down to teams and persons, progress checked), 第十六条.
Plain values: a person of a month is {工号, 团队, 在职计薪日数, 本月计薪日数, 入职日期}; an indicator
{名称, 量, 取法, 单位}; a target {对象类别, 对象名称, 指标, 单位, 全年目标, 月目标: {number of the month: figure}}.
Reading taken:
- a target with any figure of a month has none in its blank months; without, a sum or a growth takes a twelfth each
  month, a level (期末, 平均) the figure of the year;
- a person's own target counts by the pay days employed; a team's, less those of its members who have one (never below
  nothing), goes to its other members by pay days employed; the branch's goes the same way to everyone without an own
  one where no team has a target;
- a team or branch without a target of its own has the sum of what its persons have; a branch without one, where teams
  have: the teams' and those of people outside these teams.
"""

from __future__ import annotations

from fractions import Fraction

from . import calendar

FACTORS = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
SUMS = ("合计", "增减")


def of_month(target: dict, indicator: dict, month: str) -> Fraction | None:
    """What a plan row asks for in a month, in the unit of its indicator; None where it asks for nothing."""
    factor = Fraction(FACTORS.get(target["单位"], 1), FACTORS.get(indicator["单位"], 1))
    said = {number: figure for number, figure in target["月目标"].items() if figure is not None}
    if said:
        figure = said.get(int(month[5:]))
        return None if figure is None else Fraction(figure) * factor
    whole = Fraction(target["全年目标"]) * factor
    return whole / 12 if indicator["取法"] in SUMS else whole


def shares(targets: list[dict], indicator: dict, month: str, people: list[dict]) -> dict[tuple, Fraction]:
    """(层级, 对象) -> target of one indicator in one month."""
    rows = [row for row in targets if row["指标"] == indicator["名称"]]
    asked = {(row["对象类别"], row["对象名称"] or ""): of_month(row, indicator, month) for row in rows}
    asked = {key: figure for key, figure in asked.items() if figure is not None}
    own = {
        person["工号"]: asked["人员", person["工号"]] * person["在职计薪日数"] / person["本月计薪日数"]
        for person in people
        if ("人员", person["工号"]) in asked
    }
    teams = {name: figure for (scope, name), figure in asked.items() if scope == "团队"}
    branch = next((figure for (scope, _), figure in asked.items() if scope == "营业部"), None)
    of_person = dict(own)
    for team, figure in teams.items():
        of_person.update(spread(figure, [one for one in people if one["团队"] == team], own))
    if branch is not None and not teams:
        of_person.update(spread(branch, people, own))
    return together(people, of_person, teams, branch)


def spread(figure: Fraction, members: list[dict], own: dict[str, Fraction]) -> dict[str, Fraction]:
    """What is left of a group's target, over the members without their own, by pay days employed."""
    rest = max(Fraction(0), figure - sum((own[one["工号"]] for one in members if one["工号"] in own), Fraction(0)))
    others = [one for one in members if one["工号"] not in own]
    days = sum(one["在职计薪日数"] for one in others)
    return {one["工号"]: rest * one["在职计薪日数"] / days for one in others} if days else {}


def together(people: list[dict], of_person: dict, teams: dict, branch: Fraction | None) -> dict[tuple, Fraction]:
    """The targets of persons, teams and the branch."""
    found: dict[tuple, Fraction] = {("人员", who): figure for who, figure in of_person.items()}
    for team in {one["团队"] for one in people} | set(teams):
        had = [of_person[one["工号"]] for one in people if one["团队"] == team and one["工号"] in of_person]
        if team in teams or had:
            found["团队", team] = teams.get(team, sum(had, Fraction(0)))
    outside = [of_person[one["工号"]] for one in people if one["团队"] not in teams and one["工号"] in of_person]
    if branch is not None or teams or outside:
        whole = sum(teams.values(), Fraction(0)) + sum(outside, Fraction(0))
        found["营业部", ""] = branch if branch is not None else whole
    return found


def window_target(indicator: dict, by_month: dict[str, Fraction], months: list[str]) -> Fraction | None:
    """The target of a window out of those of its months; None where it has none."""
    had = [by_month[month] for month in months if month in by_month]
    if indicator["取法"] in SUMS:
        return sum(had, Fraction(0)) if had else None
    if indicator["取法"] == "期末":
        return by_month.get(months[-1])
    return sum(had, Fraction(0)) / len(had) if had else None


def window_actual(
    indicator: dict, by_month: dict[str, Fraction], months: list[str], held: set[str], entered: str
) -> Fraction | None:
    """What was reached in a window; ``by_month`` holds the months with a record, ``held`` those with anybody's.

    ``entered`` is the month of entry of a person. A growth is counted from the month before the window: from nothing
    for one who had no record then, but not where nobody had.
    """
    had = [by_month[month] for month in months if month in by_month]
    take = indicator["取法"]
    if take == "合计":
        return sum(had, Fraction(0)) if had else None
    if take == "平均":
        return sum(had, Fraction(0)) / len(had) if had else None
    last = by_month.get(months[-1]) if months else None
    if take == "期末" or last is None:
        return last
    before = calendar.months_earlier(months[0], 1)
    if before not in by_month and before not in held and not (entered and entered > before):
        return None
    return last - by_month.get(before, Fraction(0))


def progress(indicators: list, roster: dict[str, list], figures: dict, plan: list[dict], span: dict) -> dict:
    """(层级, 对象, 指标, window) -> (reached, target), for the branch "", teams and persons of the span.

    `roster`: month -> the persons of every month of the year up to the span; `figures`: (量, 工号, month) -> figure;
    `span`: {months: of the span, windows: name -> months}.
    """
    found: dict[tuple, tuple] = {}
    for indicator in indicators:
        by_owner: dict[tuple, dict[str, Fraction]] = {}
        for (quantity, who, month), figure in figures.items():
            if quantity == indicator["量"]:
                team = next((one["团队"] for one in roster.get(month, []) if one["工号"] == who), None)
                for owner in (("人员", who), ("团队", team), ("营业部", "")):
                    sums = by_owner.setdefault(owner, {})
                    sums[month] = sums.get(month, Fraction(0)) + figure
        held = set(by_owner.get(("营业部", ""), {}))
        asked = {month: shares(plan, indicator, month, people) for month, people in roster.items()}
        for owner, (there, entered) in owners(roster, span["months"]).items():
            of_owner = by_owner.get(owner, {})
            targets = {month: asked[month][owner] for month in asked if owner in asked[month]}
            for window, months in span["windows"].items():
                if there & set(months):
                    reached = window_actual(indicator, of_owner, months, held, entered)
                    found[*owner, indicator["名称"], window] = (reached, window_target(indicator, targets, months))
            if owner[0] == "人员":
                since = [month for month in sorted(held) if month >= entered and month <= span["months"][-1]]
                of_entry = {**indicator, "取法": "期末"} if indicator["取法"] == "增减" else indicator
                found[*owner, indicator["名称"], "入职以来"] = (
                    window_actual(of_entry, of_owner, since, held, entered),
                    None,
                )
    return found


def owners(roster: dict[str, list[dict]], months: list[str]) -> dict[tuple, tuple]:
    """(层级, 对象) -> (months in which it was there, month of entry of a person), of those of the span."""
    found: dict[tuple, tuple] = {("营业部", ""): (set(roster), "")}
    for month, people in roster.items():
        for one in people:
            entered = one["入职日期"].strftime("%Y-%m")
            for owner, since in ((("人员", one["工号"]), entered), (("团队", one["团队"]), "")):
                known = found.get(owner, (set(), since))[0]
                found[owner] = ({*known, month}, since)
    return {owner: kept for owner, kept in found.items() if kept[0] & set(months)}
