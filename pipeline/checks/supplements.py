"""Supplementary data that no fact of the pay standard can be made of.

Scheme: the article named by each fact; a manual figure needs 事由 and 批准人.
Reads: supplements, roster, customers, facts (what the standard asks for).
Not covered: the same fact twice for one object, which is a finding of the schema; figures that are none, which intake
told; unknown 工号, which are asked with those of the other tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.places import Found, Places, Record, by, cell_finding, certainly, records, unreported
from pipeline.checks.wording import listing, nearest, person, plain, quoted
from pipeline.content import NoDay, day_of, yes_or_no
from pipeline.findings import Finding, finding
from pipeline.money import plain as plain_fraction
from pipeline.scheme.parts import CUSTOMER, PERSON, Fact
from pipeline.scheme.units import DAY, FLAG, WORDS

if TYPE_CHECKING:
    import pandas as pd

Facts = tuple[Fact, ...]
NAMED = 20
"""So many persons without a required fact are named."""
IN_WORDS = (WORDS, FLAG, DAY)
"""Units of facts that stand in 内容, not in 数值."""
OBJECTS = {PERSON: "填工号，不填客户号", CUSTOMER: "填客户号，不填工号", "营业部": "工号和客户号都不填"}
NO_DAY = {"C04": "不是日期", "C05": "日历上没有这一天", "C06": "年份只有两位或日月顺序不明"}


def unknown_facts(supplements: pd.DataFrame, facts: Facts, places: Places) -> list[Finding]:
    """One finding per sheet and 项目 that the standard does not ask for: its figures would be lost."""
    names = [fact.name for fact in facts]
    strange = records(supplements.loc[supplements["fact"].notna() & ~supplements["fact"].isin(names)])
    asked = f"{quoted(names)}之一" if names else "本月的薪酬标准没有补充数据项目"
    return [
        cell_finding("X90", rows[0], "fact", places, count=len(rows), hint=nearest(rows[0]["fact"], names), asked=asked)
        for rows in by(strange, "source", "fact")
    ]


def wrong_objects(supplements: pd.DataFrame, facts: Facts, places: Places, found: Found) -> list[Finding]:
    """A fact of a person without 工号, of a customer without 客户号, or with a number that does not belong to it."""
    told = []
    for fact, row in _rows(supplements, facts):
        for name, wanted in (("employee_id", fact.each == PERSON), ("customer_id", fact.each == CUSTOMER)):
            if (row[name] is not None) != wanted and unreported([row], name, places, found):
                wrong = "没有" if wanted else "不应有"
                told.append(cell_finding("X91", row, name, places, fact=fact.name, each=fact.each, wrong=wrong,
                                         asked=OBJECTS[fact.each]))  # fmt: skip
    return told


def missing_facts(
    roster: pd.DataFrame, customers: pd.DataFrame, supplements: pd.DataFrame, facts: Facts, places: Places
) -> list[Finding]:
    """A fact that must be there, with everyone it is missing of; a stop, since nothing may stand for it.

    ``who`` of a fact are the posts it is asked of.
    """
    told = []
    for fact in (fact for fact in facts if fact.blank is None):
        given = supplements.loc[certainly(supplements["fact"] == fact.name)]
        if fact.each == PERSON:
            asked = roster[roster["post"].isin(fact.who.split("、"))] if fact.who else roster
            told += _missing_of(fact, asked, given, "employee_id", places)
        elif fact.each == CUSTOMER:
            told += _missing_of(fact, customers, given, "customer_id", places)
        elif given.empty and not roster.empty:
            told.append(finding("X92", column="项目", fact=fact.name, who="营业部", article=fact.source))
    return told


def manual_without_reason(supplements: pd.DataFrame, facts: Facts, places: Places, found: Found) -> list[Finding]:
    """A manual figure without 事由 or 批准人: nobody could say later why it was paid."""
    return [
        cell_finding("X93", row, name, places, who=_object(fact, row), fact=fact.name, article=fact.source)
        for fact, row in _rows(supplements, facts)
        if fact.manual
        for name in ("purpose", "granted_by")
        if row[name] is None and unreported([row], name, places, found)
    ]


def values_out_of_range(supplements: pd.DataFrame, facts: Facts, places: Places) -> list[Finding]:
    """Figures beyond the guard rails of their fact."""
    return [
        cell_finding("X94", row, "figure", places, who=_object(fact, row), fact=fact.name, figure=plain(row["figure"]),
                     range=_range(fact), article=fact.source)
        for fact, row in _rows(supplements, facts)
        if fact.unit not in IN_WORDS and row["figure"] is not None and _is_outside(fact, Fraction(row["figure"]))
    ]  # fmt: skip


def values_too_fine(supplements: pd.DataFrame, facts: Facts, places: Places) -> list[Finding]:
    """More decimals than the fact may have: half a fen of pay would be rounded by everyone in his own way."""
    return [
        cell_finding("D08", row, "figure", places, who=_object(fact, row), fact=fact.name, figure=plain(row["figure"]),
                     digits=fact.decimals, article=fact.source)
        for fact, row in _rows(supplements, facts)
        if fact.unit not in IN_WORDS and row["figure"] is not None and fact.decimals is not None
        and row["figure"] != round(row["figure"], fact.decimals)
    ]  # fmt: skip


def values_not_given(supplements: pd.DataFrame, facts: Facts, places: Places, found: Found) -> list[Finding]:
    """A row that says nothing, or says it in the other column: 数值 holds figures, 内容 words, days, yes and no."""
    told = []
    for fact, row in _rows(supplements, facts):
        name, other = ("word", "figure") if fact.unit in IN_WORDS else ("figure", "word")
        if row[name] is None and unreported([row], name, places, found) and unreported([row], other, places, found):
            told.append(cell_finding("X95", row, name, places, who=_object(fact, row), fact=fact.name,
                                     instead=_instead(row), unit=fact.unit))  # fmt: skip
    return told


def words_not_yes_or_no(supplements: pd.DataFrame, facts: Facts, places: Places) -> list[Finding]:
    """内容 of a 是否 fact that is neither."""
    return [
        cell_finding("X96", row, "word", places, who=_object(fact, row), fact=fact.name)
        for fact, row in _rows(supplements, facts)
        if fact.unit == FLAG and row["word"] is not None and yes_or_no(row["word"]) is None
    ]


def words_without_day(supplements: pd.DataFrame, facts: Facts, places: Places) -> list[Finding]:
    """内容 of a 日期 fact that names no day."""
    return [
        cell_finding("X97", row, "word", places, who=_object(fact, row), fact=fact.name, problem=problem)
        for fact, row in _rows(supplements, facts)
        if fact.unit == DAY and row["word"] is not None and (problem := _day_problem(row["word"]))
    ]


def unknown_customers_in_supplements(
    customers: pd.DataFrame, supplements: pd.DataFrame, places: Places
) -> list[Finding]:
    """Facts of a customer who has no row this month: a stop, since what they say would be lost."""
    if customers.empty:
        return []
    numbers = supplements["customer_id"]
    strange = records(supplements.loc[numbers.notna() & ~numbers.isin(customers["customer_id"])])
    known = {number.lstrip("0"): number for number in customers["customer_id"].dropna().tolist()} if strange else {}
    return [cell_finding("X17", row, "customer_id", places, hint=_zeros(row, known)) for row in strange]


def _rows(supplements: pd.DataFrame, facts: Facts) -> Iterator[tuple[Fact, Record]]:
    """The rows of known facts, each with its fact."""
    known = {fact.name: fact for fact in facts}
    for row in records(supplements.loc[supplements["fact"].isin(list(known))]):
        yield known[row["fact"]], row


def _missing_of(fact: Fact, people: pd.DataFrame, given: pd.DataFrame, name: str, places: Places) -> list[Finding]:
    """One finding, at the first of those of whom the fact was not delivered."""
    numbers = people[name]
    without = people.loc[numbers.notna() & ~numbers.isin(given[name])].drop_duplicates(name)
    if without.empty:
        return []
    rows = records(without)
    who = listing((_named(name, row) for row in rows), NAMED)
    return [cell_finding("X92", rows[0], name, places, fact=fact.name, who=who, article=fact.source)]


def _named(name: str, row: Record) -> str:
    return person(row) if name == "employee_id" else f"客户{row[name]}"


def _object(fact: Fact, row: Record) -> str:
    """Whom or what a row speaks of."""
    if fact.each == PERSON:
        return person(row)
    return f"客户{row['customer_id']}" if fact.each == CUSTOMER else "营业部"


def _is_outside(fact: Fact, figure: Fraction) -> bool:
    return (fact.min is not None and figure < fact.min) or (fact.max is not None and figure > fact.max)


def _range(fact: Fact) -> str:
    if fact.max is None:
        return f"不小于{_bound(fact.min)}"
    return f"不大于{_bound(fact.max)}" if fact.min is None else f"{_bound(fact.min)}至{_bound(fact.max)}之间"


def _bound(bound: Fraction | None) -> str:
    return "" if bound is None else plain_fraction(bound)


def _instead(row: Record) -> str:
    """What stands in the other column."""
    if row["figure"] is not None:
        return f"，而“数值”为{plain(row['figure'])}"
    return "" if row["word"] is None else f"，而“内容”为“{row['word']}”"


def _day_problem(word: str) -> str:
    try:
        day_of(word)
    except NoDay as wrong:
        return NO_DAY[wrong.code]
    return ""


def _zeros(row: Record, known: dict[str, str]) -> str:
    likely = known.get(row["customer_id"].lstrip("0"), "")
    return f"（客户业绩中有{likely}，可能丢失或多出了前面的0）" if likely else ""
