"""Supplementary data of somebody it is not asked of, and words that are none of the choices: both would be lost.

Scheme and law: the article named by each fact.
Reads: supplements, roster, facts (what the standard asks for; ``who`` names the posts).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.places import Places, Record, cell_finding, records
from pipeline.checks.wording import person, quoted
from pipeline.findings import Finding
from pipeline.scheme.parts import PERSON, Fact

if TYPE_CHECKING:
    import pandas as pd

Facts = tuple[Fact, ...]


def facts_not_asked_of(supplements: pd.DataFrame, roster: pd.DataFrame, facts: Facts, places: Places) -> list[Finding]:
    """A figure or word of a person whose post the fact is not asked of: nothing would be made of it."""
    posts = dict(zip(roster["employee_id"], roster["post"], strict=True))
    return [
        cell_finding("D06", row, "fact", places, who=person(row), post=post, fact=fact.name,
                     asked=fact.who, article=fact.source)
        for fact in facts
        if fact.who and fact.each == PERSON
        for row in _rows(supplements, fact)
        if isinstance(post := posts.get(row["employee_id"]), str) and post not in fact.who.split("、")
        and (row["figure"] or row["word"])
    ]  # fmt: skip


def words_not_among(supplements: pd.DataFrame, facts: Facts, places: Places) -> list[Finding]:
    """内容 of a fact that has choices, and is none of them."""
    return [
        cell_finding("D07", row, "word", places, who=person(row), fact=fact.name, choices=quoted(fact.among),
                     blank=fact.blank or "", article=fact.source)
        for fact in facts
        if fact.among
        for row in _rows(supplements, fact)
        if row["word"] is not None and row["word"] not in fact.among
    ]  # fmt: skip


def _rows(supplements: pd.DataFrame, fact: Fact) -> list[Record]:
    return list(records(supplements.loc[supplements["fact"] == fact.name]))
