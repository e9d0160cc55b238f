"""Every rule that a pay standard alone can be held to, for every post it pays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from pipeline.compliance.drivers import Pay
from pipeline.compliance.flags import Flag, together
from pipeline.compliance.growth_rules import driven_by_growth, new_customers_untested, paid_straight_through
from pipeline.compliance.kinds import Kinds
from pipeline.compliance.quantities import Place, Quantities
from pipeline.compliance.restraint_rules import credited_twice, no_claw_back, no_conduct_deduction, no_sound_deferral
from pipeline.compliance.text import Code, ComplianceText
from pipeline.period import Period
from pipeline.scheme.item_parts import Item
from pipeline.scheme.parts import PERSON
from pipeline.settings import known_to
from schemas.columns import POSTS

if TYPE_CHECKING:
    from pipeline.scheme.compile import Rules

Rule = Callable[[Pay, ComplianceText], Iterator[Flag]]
RULES: dict[Code, Rule] = {
    "H01": driven_by_growth,
    "H03": no_conduct_deduction,
    "H04": paid_straight_through,
    "H05": no_sound_deferral,
    "H06": no_claw_back,
    "H08": credited_twice,
    "H09": new_customers_untested,
}
"""The rules on the standard; H02 and H07 ask for the data of a month."""


def asked(text: ComplianceText, period: Period | None) -> list[Code]:
    """The rules whose documents govern the month; without a month, those in force until revoked."""
    return [
        code
        for code, rule in text.rules.items()
        if (rule.in_force.until is None if period is None else governs(text, code, period))
    ]


def governs(text: ComplianceText, code: Code, period: Period) -> bool:
    """Whether the document of a rule was in force on the last day of the month."""
    days = text.rules[code].in_force
    return days.from_ <= period.last_day and (days.until is None or period.last_day <= days.until)


def pays(rules: Rules, text: ComplianceText) -> list[Pay]:
    """The pay of every post the standard pays; none for a standard that grades only."""
    total = _total(rules, text)
    if total is None:
        return []
    known = known_to(rules.text)
    made = (Pay(Quantities(rules, known, post), Kinds(text.kinds), Place(PERSON, total.name)) for post in POSTS)
    return [pay for pay in made if pay.gains]


def flags_of(paid: list[Pay], text: ComplianceText, codes: list[Code]) -> list[Flag]:
    """What the rules find, posts with the same finding together."""
    return together(flag for code, rule in RULES.items() if code in codes for pay in paid for flag in rule(pay, text))


def _total(rules: Rules, text: ComplianceText) -> Item | None:
    """The item that sums up the pay: by its nature, else by its name."""
    own = [item for item in rules.text.items if item.each == PERSON]
    by_nature = (item for item in own if item.nature in text.total.natures)
    return next(by_nature, None) or next((item for item in own if item.name in text.total.names), None)
