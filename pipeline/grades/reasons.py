"""What the formula of a proposal rests on besides standards: streaks, months and scores it counts, what it asks for.

Scheme: the items of the appraisal; their names and units are its own words.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from pipeline.grades.judged import Judged, Row
from pipeline.grades.shortfalls import shortfalls
from pipeline.grades.wording import figure_words
from pipeline.scheme.expressions import names
from pipeline.scheme.item_parts import Item
from pipeline.scheme.units import FLAG, WORDS

SINCE = "级别生效日"
MONTHS = "月"


def counted(judged: Judged) -> Iterator[str]:
    """The figures and words the proposal rests on, in the order written: 连续达标2季, 年度等次：称职.

    Those are the ones its formula names, and those named by the yes-or-no items and the words it names.  Grades are
    left out, and the months in the grade, since the sentence says them anyhow.
    """
    for item in _rested_on(judged, _proposal(judged)):
        made = judged.items[item.name]
        if isinstance(made, Decimal) and not _is_tenure(judged, item, made):
            yield f"{item.name}{figure_words(Fraction(made), item.unit)}{item.unit}"
        elif isinstance(made, str) and made and made not in judged.ladder:
            yield f"{item.name}：{made}"


def refused(judged: Judged) -> Iterator[str]:
    """What the formula of the proposal asks for and the person has not, with the figures that miss what is asked."""
    asked = _asked(judged, _proposal(judged))
    for item in _items(judged):
        if item.unit == FLAG and item.name in asked and judged.items[item.name] is False:
            lacking = "；".join(shortfalls(judged, item))
            yield f"{item.name}：否" + (f"（{lacking}）" if lacking else "")


def left_out(judged: Judged) -> Iterator[str]:
    """The months long leave takes out of the appraisal, with its days, its kinds and the article."""
    if not judged.leave:
        return
    months = sorted({row["month"] for row in judged.leave})
    stretches: dict[date, Row] = {}
    for row in judged.leave:  # of a leave that slips of a later month go on with, the last month knows the end
        if row["leave_from"] is not None:
            stretches[row["leave_from"]] = row
    days = sum({(row["month"], row["leave_from"]): row["days_long_leave"] or 0 for row in judged.leave}.values())
    leave = [f"{row['leave_kind']}{since}至{row['leave_until']}" for since, row in stretches.items()]
    told = "，".join(filter(None, (f"其中长假{days}天" if days else "", *leave, judged.leave[0]["article"])))
    yield f"考核期剔除{len(months)}个月：{'、'.join(months)}（{told}）"


def _proposal(judged: Judged) -> str:
    return judged.grading.proposed if judged.grading is not None else ""


def _rested_on(judged: Judged, name: str) -> list[Item]:
    """The items of the appraisal one item rests on: those it names, and through yes-or-no and words what they name."""
    waiting, seen = [name], frozenset[str]()
    while waiting:
        asked = _asked(judged, waiting.pop()) - seen
        seen |= asked
        waiting += [item.name for item in _items(judged) if item.unit in (FLAG, WORDS) and item.name in asked]
    return [item for item in _items(judged) if item.name in seen]


def _items(judged: Judged) -> list[Item]:
    return judged.appraisal.text.items if judged.appraisal is not None else []


def _asked(judged: Judged, name: str) -> frozenset[str]:
    rules = judged.appraisal.rules if judged.appraisal is not None else None
    item = None if rules is None else rules.item(name)
    formula = None if rules is None or item is None else rules.formula_for(item, judged.person["post"])
    return frozenset() if formula is None else _names(formula)


_names = lru_cache(names)
"""The names of a formula, which is that of many persons."""


def _is_tenure(judged: Judged, item: Item, figure: Decimal) -> bool:
    return item.unit == MONTHS and SINCE in _asked(judged, item.name) and figure == judged.months_in_grade
