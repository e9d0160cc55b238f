"""Rules on what pay hangs on: items of volume or new accounts alone, straight shares, new accounts that are not new.

Rules: H01, H04, H09 of ``compliance``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.compliance.deferral import deferral_ledgers
from pipeline.compliance.drivers import Pay
from pipeline.compliance.flags import Flag
from pipeline.compliance.flows import Flow
from pipeline.compliance.quantities import LEDGER, Place
from pipeline.compliance.text import GROWTH, ComplianceText, Kind
from pipeline.scheme.parts import CUSTOMER, PERSON

INCOME: frozenset[Kind] = frozenset({"交易量", "产品销售"})
"""What a share paid straight through is a share of."""


def growth_flows(pay: Pay) -> list[Flow]:
    """The gains driven by volume or new accounts alone in which neither service nor conduct has a say."""
    return [flow for flow in pay.gains if pay.is_growth(flow) and not pay.is_protected(flow)]


@dataclass(frozen=True)
class GrowthItem:
    """A quantity such gains come from, with one of its flows; ``whole`` unless there is other pay in it, too."""

    place: Place
    flow: Flow
    whole: bool


def growth_items(pay: Pay) -> list[GrowthItem]:
    """The quantities of persons such gains come from.

    Named is the highest one below the total that is such a gain as a whole, else the total if it is one, else the one
    whose formula mixes it with other pay.
    """
    growing = growth_flows(pay)
    mixed = {place for flow in pay.gains if flow not in growing for place in flow.path}
    found: dict[Place, GrowthItem] = {}
    for flow in growing:
        own = [place for place in flow.of_pay if place.scope == PERSON]
        pure = next((place for place in (*own[1:], pay.total) if place not in mixed), None)
        place = pure or own[-1]
        found.setdefault(place, GrowthItem(place, flow, whole=pure is not None))
    return list(found.values())


def driven_by_growth(pay: Pay, text: ComplianceText) -> Iterator[Flag]:
    """H01: an item of volume or new accounts alone, without a coefficient of service or conduct."""
    for item in growth_items(pay):
        kinds = "、".join(sorted(pay.amount_kinds(item.flow) & GROWTH))
        named = f"“{item.place.name}”{'' if item.whole else '里有一部分'}"
        why = f"{named}只看{kinds}，到应发为止没有乘服务、考核或合规的系数，也没有这样的条件"
        yield Flag("H01", item.place.name, why, pay.way(item.flow), (pay.post,))


def paid_straight_through(pay: Pay, text: ComplianceText) -> Iterator[Flag]:
    """H04: nothing but a fixed share of what was earned: no base, no coefficient, no deduction, no deferral."""
    straight = all(_is_share(pay, flow) for flow in pay.gains)
    if not pay.gains or not straight or any(flow.deduction for flow in pay.flows):
        return
    if any(True for _ in deferral_ledgers(pay, text)):
        return
    why = "应发只是收入乘固定比例，没有底薪、考核系数、扣罚或递延（包干、直接分成）"
    yield Flag("H04", pay.total.name, why, pay.way(pay.gains[0]), (pay.post,))


def new_customers_untested(pay: Pay, text: ComplianceText) -> Iterator[Flag]:
    """H09: a reward for new accounts that asks neither for the day or state of the account nor whether paid before."""
    for flow in pay.gains:
        if "新开户" in pay.amount_kinds(flow) and not _tells_new_customers(pay, flow, text):
            place = next((place for place in flow.path[1:] if place.scope == PERSON), flow.path[0])
            told = "、".join(text.new_customer.columns)
            seen = f"“{place.name}”奖励新户，但看不到{told}的条件，也没有记一次为限的客户台账"
            why = f"{seen}，休眠户、老客户可能当新户计"
            yield Flag("H09", place.name, why, pay.way(flow), (pay.post,))


def _is_share(pay: Pay, flow: Flow) -> bool:
    """A fixed rate on income: nothing that someone sets person by person, no service, no conduct."""
    asked = pay.reached(flow.factors)
    set_by_hand = any(pay.is_measured_person_by_person(place) for place in asked)
    kinds = pay.amount_kinds(flow)
    return (
        flow.end is not None and bool(kinds) and kinds <= INCOME and not pay.is_protected(flow) and not set_by_hand
    )


def _tells_new_customers(pay: Pay, flow: Flow, text: ComplianceText) -> bool:
    """Whether a condition on the way asks for those columns, or for a ledger kept per customer."""
    conditions = [guard.part for guard in flow.guards if guard.part is not None]
    by_customer = {one.name for one in pay.quantities.rules.text.ledgers if one.by in (CUSTOMER, "人员与对象")}
    return any(
        place.name in (by_customer if place.scope == LEDGER else text.new_customer.columns)
        for place in pay.reached((*conditions, *flow.factors))
    )
