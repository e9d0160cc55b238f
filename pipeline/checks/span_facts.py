"""Whether the further data an appraisal asks for was delivered, and whether figures of earlier months can be used.

Reads: persons, supplements, openings.  Law: 指引第十七条.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.checks.openings import wrong_history, wrong_origins
from pipeline.checks.places import Found, Places, cell_finding, certainly, records
from pipeline.checks.wording import listing, person
from pipeline.findings import Finding, finding
from pipeline.period import Span
from pipeline.scheme.parts import PERSON, Fact
from schemas.intake import past_quantity

if TYPE_CHECKING:
    import pandas as pd

NAMED = 5


def facts_missing_of_span(persons: pd.DataFrame, supplements: pd.DataFrame, facts: tuple[Fact, ...]) -> list[Finding]:
    """A fact that must be there, with everyone appraised it is missing of; ``who`` of a fact are the posts asked."""
    told = []
    for fact in (fact for fact in facts if fact.blank is None):
        given = supplements.loc[certainly(supplements["fact"] == fact.name)]
        without = _without(fact, persons, given)
        if without:
            told.append(finding("X92", column="项目", fact=fact.name, who=listing(without, NAMED), article=fact.source))
    return told


def _without(fact: Fact, persons: pd.DataFrame, given: pd.DataFrame) -> list[str]:
    if fact.each != PERSON:
        return ["营业部"] if given.empty else []
    asked: Any = persons[persons["employed_at_end"] & ~persons["employee_id"].isin(given["employee_id"])]
    asked = asked[asked["post"].isin(fact.who.split("、"))] if fact.who else asked
    return [person(row) for row in records(asked)]


def openings_of_span(
    openings: pd.DataFrame, places: Places, span: Span, quantities: tuple[str, ...], found: Found
) -> list[Finding]:
    """Figures of months before the span that are none of the standard's; and balances of ledgers."""
    first = span.months[0]
    rows = records(openings.loc[openings["ledger"].notna()])
    balances = [row for row in rows if not past_quantity(row["ledger"])]
    return [
        *(cell_finding("X80", row, "ledger", places, hint="", ledgers="“往期：”加量的名称") for row in balances),
        *wrong_origins(openings, places, first),
        *wrong_history(openings, places, first, quantities, found),
    ]
