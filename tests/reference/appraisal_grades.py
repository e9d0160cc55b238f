"""Grades as a ledger, day by day: what the roster, the quarters, the years and people decided, and what is paid.

Scheme: 指引第十七条; 第二条 (the grade of a month is the one in force on its first day, or on the entry day if later).
Entries are {工号, 级别, 自, 来源, 期间}; where an employment ended, also 至.
Reading taken:
- of decisions for one day 人工 goes before 年度 before 季度, and any before what a roster says of that day;
- the roster is heard once a month, after the decisions: it is believed against an entry that came from a roster, and
  against a decision only when its own 级别生效日 is later than that decision;
- a first entry is in force from 级别生效日 (from the day of entry where that is blank), but at the latest from the day
  the grade is asked for; who comes back after he left begins anew;
- a 级别生效日 that is not later than the entry in force says nothing: the roster's new grade then begins on the first
  day of the month (on the entry day of one hired since);
- what a roster announced for a later day is dropped when a later roster no longer says so;
- a quarter or year that decides by hand to keep the grade it judged by (that of the first day of its last month, or of
  the day of entry) changes nothing: the decision is entered last, where that grade is in force anyway and no other
  entry begins, and the time in the grade goes on from the entry before;
- what would begin after the last day of an employment never begins; what a quarter or year decided that ended before
  the day of (re-)entry belongs to the former employment.
"""

from __future__ import annotations

import datetime

from . import calendar, people
from .exact import Stop, is_blank

RANKS = {"季度": 1, "年度": 2, "人工": 3}
Day = datetime.date


def history(carried: list[dict], decided: list[dict], by_hand: list[dict], roster: list[dict], period: str) -> list:
    """The entries after the month was run, by 工号 and day.

    `carried`: the entries of the month before; `decided`: what ended quarters and years changed; `by_hand`: decisions
    delivered in the month {工号, 决定级别, 级别生效日期}; `roster`: rows of 花名册.
    """
    on_roster = {person["工号"]: person for person in roster}
    decisions = [*decided, *(dated(row, on_roster.get(row["工号"]), period) for row in by_hand)]
    found = []
    for who in sorted({entry["工号"] for entry in [*carried, *decisions]} | on_roster.keys()):
        own = [dict(entry) for entry in carried if entry["工号"] == who]
        new = [entry for entry in decisions if entry["工号"] == who]
        found += of_person(own, new, on_roster.get(who), period, is_first=not carried)
    return found


def dated(row: dict, person: dict | None, period: str) -> dict:
    """A decision by hand as an entry: from its day or the first of the month, never from before the entry day."""
    since = row.get("级别生效日期") or calendar.first_day(period)
    since = max(since, person["入职日期"]) if person else since
    return {"工号": row["工号"], "级别": row["决定级别"], "自": since, "来源": "人工", "期间": period}


def of_person(own: list[dict], new: list[dict], person: dict | None, period: str, *, is_first: bool) -> list[dict]:
    """One person's entries: carried on, decided, heard from the roster, cut where the employment ended."""
    if person is not None:
        new = [one for one in new if one["期间"] == period or person["入职日期"] <= last_day_of(one["期间"])]
    graded = person is not None and people.is_employee(person) and not is_blank(person.get("级别"))
    comes_back = person is not None and any("至" in one and person["入职日期"] > one["至"] for one in own[-1:])
    if person is not None and own and not comes_back:
        own[-1].pop("至", None)
    by_day = {entry["自"]: entry for entry in own}
    if graded and (comes_back or not own):
        first = opening(person, period, is_first=is_first, comes_back=comes_back)
        by_day[first["自"]] = first
    judged = list(by_day.values())
    keeping = [entry for entry in new if keeps(entry, judged, person, period)]
    new = [entry for entry in new if entry not in keeping]
    check_same_day([*own, *new])
    for entry in sorted(new, key=lambda one: RANKS[one["来源"]]):
        between = any(day <= entry["自"] for day in by_day) and in_force(by_day.values(), entry["自"]) is None
        known = by_day.get(entry["自"])
        if not between and (known is None or RANKS.get(known["来源"], 0) < RANKS[entry["来源"]]):
            by_day[entry["自"]] = entry
    for entry in keeping:
        now = in_force(by_day.values(), entry["自"])
        if now and now["级别"] == entry["级别"] and entry["自"] not in by_day:
            by_day[entry["自"]] = entry
    if person is not None:
        by_day = heard(by_day, person, period, graded=graded)
    return ended(by_day, person, period)


def keeps(entry: dict, judged: list[dict], person: dict | None, period: str) -> bool:
    """Whether a decision by hand of a quarter or year leaves the grade it judged by as it was."""
    if entry["来源"] != "人工" or entry["期间"] == period:
        return False
    day = last_day_of(entry["期间"]).replace(day=1)
    before = in_force(judged, max(day, person["入职日期"]) if person else day)
    return before is not None and before["级别"] == entry["级别"]


def began(entries: list[dict], entry: dict) -> Day:
    """The first day of the time in a grade: a decision by hand for the grade one has goes on with the entry before."""
    earlier = [one for one in entries if one["自"] < entry["自"]]
    before = max(earlier, key=lambda one: one["自"]) if earlier else None
    if entry["来源"] != "人工" or before is None or before["级别"] != entry["级别"]:
        return entry["自"]
    is_gap = "至" in before and before["至"] < entry["自"] - datetime.timedelta(days=1)
    return entry["自"] if is_gap else began(earlier, before)


def last_day_of(span: str) -> Day:
    """The last day of a quarter (2026Q1) or a year (2026)."""
    year, _, quarter = span.partition("Q")
    return calendar.last_day(f"{year}-{int(quarter or 4) * 3:02d}")


def check_same_day(entries: list[dict]) -> None:
    """Two decisions of one origin that give one person two grades on one day are a Stop."""
    seen: dict[tuple, str] = {}
    for entry in entries:
        key = (entry["自"], entry["来源"])
        if entry["来源"] in RANKS and seen.setdefault(key, entry["级别"]) != entry["级别"]:
            raise Stop("同日两个级别", (entry["工号"], *key))


def opening(person: dict, period: str, *, is_first: bool, comes_back: bool) -> dict:
    """The first entry of an employment."""
    asked = asked_on(person, period)
    since = min(person.get("级别生效日") or person["入职日期"], asked)
    if comes_back:
        since = max(since, person["入职日期"])
    hired_now = person["入职日期"] >= calendar.first_day(period)
    origin = "入职" if hired_now else "期初" if is_first else "花名册"
    return {"工号": person["工号"], "级别": person["级别"], "自": since, "来源": origin, "期间": period}


def heard(by_day: dict, person: dict, period: str, *, graded: bool) -> dict:
    """The entries after the roster of the month was heard."""
    asked, said, grade = asked_on(person, period), person.get("级别生效日"), person.get("级别")
    kept = {
        day: entry
        for day, entry in by_day.items()
        if entry["来源"] in RANKS or day <= asked or (entry["级别"], day) == (grade, said)
    }
    now = in_force(kept.values(), asked)
    if not graded or now is None or now["级别"] == grade:
        return kept
    is_later = not is_blank(said) and said > now["自"]
    if now["来源"] in RANKS and not is_later:
        return kept
    since = said if is_later else asked
    on_that_day = kept.get(said) if not is_blank(said) else None
    if on_that_day and on_that_day["来源"] in RANKS:
        return kept
    kept[since] = {"工号": person["工号"], "级别": grade, "自": since, "来源": "花名册", "期间": period}
    return kept


def ended(by_day: dict, person: dict | None, period: str) -> list[dict]:
    """In order of days; where the employment ended by the end of the month, nothing begins after it."""
    entries = [by_day[day] for day in sorted(by_day)]
    left = person.get("离职日期") if person else None
    if left is None or left > calendar.last_day(period):
        return entries
    entries = [entry for entry in entries if entry["自"] <= left]
    return [*entries[:-1], *(entry | {"至": left} for entry in entries[-1:])]


def asked_on(person: dict, period: str) -> Day:
    """The day whose grade is paid."""
    return max(calendar.first_day(period), person["入职日期"])


def in_force(entries, day: Day) -> dict | None:
    """The last entry that has begun by the day, unless the employment it belongs to has ended."""
    begun = [entry for entry in entries if entry["自"] <= day]
    last = max(begun, key=lambda entry: entry["自"]) if begun else None
    return None if last is None or ("至" in last and last["至"] < day) else last


def paid_grade(entries: list[dict], person: dict, period: str) -> str:
    """The grade paid in the month: in force on its first day, or on the entry day if later."""
    if not people.is_employee(person):
        return ""
    own = [entry for entry in entries if entry["工号"] == person["工号"]]
    found = in_force(own, asked_on(person, period))
    if found is None:
        raise Stop("级别不明", person["工号"])
    return found["级别"]


def months_in_grade(since: Day, until: Day) -> int:
    """Whole months from a day to the end of another: 2026-01-01 to 2026-03-31 are three."""
    after = until + datetime.timedelta(days=1)
    months = (after.year - since.year) * 12 + after.month - since.month
    return max(0, months - 1 if after.day < since.day else months)


def moved(grade: str, steps: int) -> str:
    """The grade so many steps up (down if negative), as far as there are grades."""
    place = people.GRADES.index(grade) + steps
    return people.GRADES[min(max(place, 0), len(people.GRADES) - 1)]
