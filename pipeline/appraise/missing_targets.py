"""Targets an appraisal asks for and nobody gave: without them a person is scored as if the indicator were not his.

Scheme: each appraisal's own articles.  Law: 指引第三条 (a plan of the year), 第五条 (broken down to persons).
A standard that asks ``X有目标`` says itself how who has none is scored, which is told; one that takes ``X目标`` without
asking would score him by a 0 that nobody planned, which stops.
Reads: persons, figures, progress, supplements, target_shares.
Not covered: who takes no part in the appraisal; single months left blank beside filled ones, which ask for nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import pandas as pd

from pipeline.appraisal_facts import Appraised, appraised
from pipeline.appraisals import indicators_of
from pipeline.appraise.target_shares import PERSON
from pipeline.findings import Finding, finding
from pipeline.period import Span
from pipeline.scheme.taking_part import takes_part
from pipeline.settings import Standard

NAMED = 10
"""So many persons are named in one message; the count says how many there are."""


def missing_targets(
    persons: pd.DataFrame,
    figures: pd.DataFrame,
    progress: pd.DataFrame,
    supplements: pd.DataFrame,
    target_shares: pd.DataFrame,
    span: Span,
    standard: Standard,
) -> list[Finding]:
    """One finding per appraisal and indicator whose target it asks for and some persons do not have.

    That is no target in the window of the appraisal, or none in the span itself: those of an earlier quarter are not
    the whole of a half-year.
    """
    of_span = target_shares[target_shares["month"].isin([str(month) for month in span.months])]
    given = set(of_span.loc[of_span["scope"] == PERSON, ["indicator", "object_id"]].itertuples(index=False, name=None))
    return [
        told
        for one in appraised(persons, figures, progress, supplements, span, standard)
        for indicator in indicators_of(standard)
        if f"{indicator.name}目标" in one.rules.asked()
        for told in _told(one, indicator.name, {who for name, who in given if name == indicator.name})
    ]


def _told(one: Appraised, indicator: str, given: Collection[str]) -> Iterator[Finding]:
    people, text, flag = one.people, one.rules.text, f"{indicator}有目标"
    part = [row for row in range(people.rows) if takes_part(text, _answer(one, row))]
    lacking = [row for row in part if not people.value(flag, row) or people.value("工号", row) not in given]
    if lacking:
        names = [f"{people.value('工号', row)} {people.value('姓名', row)}" for row in lacking]
        who = f"全部{len(part)}名被考核人员" if len(lacking) == len(part) > 1 else _named(names)
        yield finding(
            "Q10" if flag in one.rules.asked() else "Q09", column="指标", value=indicator, appraisal=text.name,
            indicator=indicator, who=who, article=text.source,
        )  # fmt: skip


def _answer(one: Appraised, row: int) -> dict[str, object]:
    """Whether he takes part, as the item the appraisal names for that says."""
    name = one.rules.text.takes_part
    return {name: one.people.value(name, row)} if name else {}


def _named(names: Sequence[str]) -> str:
    return "、".join(names[:NAMED]) + (f"等{len(names)}人" if len(names) > NAMED else "")
