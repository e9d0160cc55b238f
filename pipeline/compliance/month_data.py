"""What only a month can tell: the share of growth items in the pay, and persons without papers in force.

Rules: H02, H07 of ``compliance``.  Reads: a computed month.  Not covered: what ``checks`` finds anyway is taken from
there, not looked for again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pipeline.checks.people import employed
from pipeline.checks.places import records
from pipeline.checks.wording import listing, person
from pipeline.compliance.deferral import percent
from pipeline.compliance.drivers import Pay
from pipeline.compliance.flags import Flag
from pipeline.compliance.growth_rules import growth_items
from pipeline.compliance.text import ComplianceText, Papers, Post
from pipeline.period import Period
from pipeline.simulate.figures import Person, people_of

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.findings import Finding
    from pipeline.month import Computed

EXPIRED, NO_CERTIFICATE = "X65", "X67"
"""The findings that tell of contracts run out, and of brokers without a certificate."""
BROKER: Post = "证券经纪人"


@dataclass(frozen=True)
class Share:
    """What the growth items come to among the pay of everyone, in yuan, and what they are.

    ``unmeasured`` are those that stand in one formula with other pay and so have no figure of their own.
    """

    items: tuple[str, ...]
    unmeasured: tuple[str, ...]
    growth: Fraction
    total: Fraction

    @property
    def ratio(self) -> Fraction | None:
        """The share; none where nothing was paid."""
        return self.growth / self.total if self.total > 0 else None


def share_of(computed: Computed, paid: Sequence[Pay]) -> Share:
    """The share of growth items in the simulated pay of the month."""
    by_post = {pay.post: pay for pay in paid}
    found = {pay.post: growth_items(pay) for pay in paid}
    items = {post: [one.place.name for one in of if one.whole] for post, of in found.items()}
    others = (one.place.name for of in found.values() for one in of if not one.whole)
    people = [one for one in people_of(computed).values() if one.post in by_post]
    growth = sum((_figure(one, name) for one in people for name in items[one.post]), Fraction(0))
    total = sum((_figure(one, by_post[one.post].total.name) for one in people), Fraction(0))
    told = dict.fromkeys(name for names in items.values() for name in names)
    return Share(tuple(told), tuple(dict.fromkeys(others)), growth, total)


def share_too_high(share: Share, text: ComplianceText) -> Iterator[Flag]:
    """H02: growth items come to more of the pay than the limit."""
    if share.ratio is not None and share.ratio > text.share_limit:
        why = f"本月占应发的{percent(share.ratio)}，高于上限{percent(text.share_limit)}"
        yield Flag("H02", "、".join(share.items), why)


def without_papers(computed: Computed, papers: Papers) -> Iterator[Flag]:
    """H07: persons of the month without a contract or a certificate in force, as the roster says."""
    yield from (_found(found) for found in computed.findings if found.code in (EXPIRED, NO_CERTIFICATE))
    if "roster" in computed.outcome.tables:
        yield from _seen(computed.outcome.tables["roster"], computed.request.period, papers)


def _found(found: Finding) -> Flag:
    post = (BROKER,) if found.code == NO_CERTIFICATE else ()
    return Flag("H07", found.column, f"{found.message}（核对 {found.code}）", found.place, post)


def _seen(roster: pd.DataFrame, period: Period, papers: Papers) -> Iterator[Flag]:
    rows = records(roster.loc[employed(roster, period)])
    tested = (
        ("合同起始日", papers.contract, _no_contract, "花名册没有合同起止日"),
        ("合同起始日", papers.contract, lambda row: _before_contract(row, period), "在职时合同尚未开始"),
        ("执业编号", [post for post in papers.certificate if post != BROKER], _no_certificate, "没有执业编号"),
    )  # fmt: skip
    for column, posts, lacks, words in tested:
        for post in posts:
            who = [person(row) for row in rows if row["post"] == post and lacks(row)]
            if who:
                yield Flag("H07", column, f"{len(who)}名{post}{words}：{listing(who)}", who=(post,))


Row = Mapping[str, Any]
Lacks = Callable[[Row], bool]


def _no_contract(row: Row) -> bool:
    return row["contract_from"] is None and row["contract_until"] is None


def _before_contract(row: Row, period: Period) -> bool:
    first = max(day for day in (period.first_day, row["hired_on"]) if day is not None)
    return row["contract_from"] is not None and bool(row["contract_from"] > first)


def _no_certificate(row: Row) -> bool:
    return row["certificate"] is None


def _figure(one: Person, name: str) -> Fraction:
    value = one.values.get(name)
    return Fraction(value) if isinstance(value, Decimal) else Fraction(0)
