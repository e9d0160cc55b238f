"""Rules on what holds pay back: conduct, deferral, claw-back; and on one customer paid for twice.

Rules: H03, H05, H06, H08 of ``compliance``.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from pipeline.compliance.deferral import WHOLE, deferral_ledgers, instalments, percent, releases, too_fast
from pipeline.compliance.drivers import Pay
from pipeline.compliance.flags import Flag, way
from pipeline.compliance.flows import Flow
from pipeline.compliance.quantities import Place
from pipeline.compliance.text import ComplianceText
from pipeline.scheme.model import LedgerText
from pipeline.scheme.parts import CUSTOMER, SALE

CUSTOMER_NUMBER = "客户号"


def no_conduct_deduction(pay: Pay, text: ComplianceText) -> Iterator[Flag]:
    """H03: nothing of complaints or breaches reaches the pay."""
    asked = pay.needed(pay.total, through_ledgers=True)
    if "合规" not in pay.kinds.among(asked, pay.quantities):
        why = "没有一个投诉、违规或合规的量进入应发的计算，出了违规投诉，薪酬不会减少"
        yield Flag("H03", pay.total.name, why, who=(pay.post,))


def no_sound_deferral(pay: Pay, text: ComplianceText) -> Iterator[Flag]:
    """H05: nothing is deferred of those who must be, or it is paid out faster than in equal instalments."""
    if pay.post not in pay.quantities.rules.posts("、".join(text.deferral.who)):
        return
    ledgers = list(deferral_ledgers(pay, text))
    if not ledgers:
        yield Flag("H05", pay.total.name, f"{pay.post}的薪酬全部当期发放，没有递延的台账", who=(pay.post,))
    for ledger in ledgers:
        why = _speed(pay, ledger, text)
        if why:
            yield Flag("H05", f"台账“{ledger.name}”", why, _posted(ledger), (pay.post,))


def no_claw_back(pay: Pay, text: ComplianceText) -> Iterator[Flag]:
    """H06: nothing takes back pay that is deferred or paid, whatever comes out later."""
    if _takes_back(pay, text) or any(_forfeits(pay, ledger) for ledger in deferral_ledgers(pay, text)):
        return
    why = "没有追索扣回的项目或台账，递延的发放也不看合规情况；事后发现违规，已发和未发的薪酬都收不回来"
    yield Flag("H06", pay.total.name, why, who=(pay.post,))


def credited_twice(pay: Pay, text: ComplianceText) -> Iterator[Flag]:
    """H08: one amount of a customer reaches the pay of one person by two ways that may both pay."""
    by_end: dict[tuple[Place, str], list[Flow]] = {}
    for flow in pay.gains:
        if flow.end is not None and not flow.of_others and _is_of_customer(pay, flow.end):
            by_end.setdefault((flow.end, flow.relation), []).append(flow)
    for (end, _), flows in by_end.items():
        twice = next((pair for pair in combinations(flows, 2) if not pair[0].excludes(pair[1])), None)
        if twice is not None:
            items = "、".join(dict.fromkeys(_parting(*twice)))
            why = f"同一客户的“{end.name}”经两条路进入同一人的应发，可能重复计酬"
            yield Flag("H08", items, why, "；".join(map(way, twice)), (pay.post,))


def _speed(pay: Pay, ledger: LedgerText, text: ComplianceText) -> str:
    if not releases(pay, ledger):
        return "台账只记入，看不到怎样发放，请人核对发放的年限与速度"
    paid = instalments(pay, ledger)
    if paid is None:
        return "看不出分几期、每期发多少，请人核对是否不快于等分"
    fast = too_fast(paid, text.deferral.years)
    plan = "、".join(f"第{one.months}个月发{_share(one.share)}" for one in paid)
    return f"递延部分{plan}；{fast}" if fast else ""


def _share(share: Fraction) -> str:
    return "全部" if share == WHOLE else percent(share)


def _posted(ledger: LedgerText) -> str:
    return "；".join(f"{ledger.name} {posting.sign} {posting.item}" for posting in ledger.post)


def _takes_back(pay: Pay, text: ComplianceText) -> bool:
    """An item of that nature or name among what the pay is made of."""
    known = text.claw_back
    for place in pay.needed(pay.total):
        item = pay.quantities.items.get(place)
        if (item and item.nature in known.natures) or any(word in place.name for word in known.words):
            return True
    return False


def _forfeits(pay: Pay, ledger: LedgerText) -> bool:
    """A release that asks how the person conducted himself."""
    places = [Place(posting.each, posting.item) for posting in releases(pay, ledger)]
    asked = [found for place in places if place in pay.quantities.items for found in pay.needed(place)]
    return "合规" in pay.kinds.among(asked, pay.quantities)


def _is_of_customer(pay: Pay, end: Place) -> bool:
    record = pay.quantities.rules.text.record(end.scope)
    return end.scope in (CUSTOMER, SALE) or (record is not None and CUSTOMER_NUMBER in record.columns.values())


def _parting(one: Flow, other: Flow) -> Iterator[str]:
    """Where two flows part: the first quantity of each that the other does not pass, or what both come through."""
    for flow, beside in ((one, other), (other, one)):
        yield next((place.name for place in flow.path if place not in beside.path), flow.path[-1].name)
