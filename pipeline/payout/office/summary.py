"""The month in sums for 经纪业务综合室: by team and post, beside the month before, who leads, who has signed.

Scheme: 指引第十五条（二） (the signed report is filed), 第六条 (analysis of the month), 第二十一条、第二十二条
(monthly package).
Reads: the computed month and the one before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from pipeline.findings import Finding, finding
from pipeline.payout.model import Payee, PayMonth

NO_TEAM = "（无团队）"
RETAINED = "营业部自留"
PERSONS = "人数"
YUAN = "元"
NOT_SIGNED = "未签"


@dataclass(frozen=True)
class GroupSums:
    """One team, post, or post of a team: its persons, and their sum of every heading in yuan."""

    names: tuple[str, ...]
    persons: int
    amounts: tuple[Decimal, ...]


@dataclass(frozen=True)
class Compared:
    """One quantity of the whole branch in this month and the one before; None where there was none."""

    quantity: str
    unit: str
    now: Decimal
    earlier: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """This month less the one before."""
        return None if self.earlier is None else self.now - self.earlier


def amounts_of(month: PayMonth, *others: PayMonth) -> tuple[str, ...]:
    """The amounts the summary shows: as configured, else every amount the report has a total of.

    Optional columns (年终奖 and its tax) that the report of this month or of the others has belong to the configured
    ones, before the column that the report has after them: between gross and net pay nothing may be left out.
    """
    asked = month.text.summary.headings
    if not asked:
        return tuple(one for one in month.report_columns if one in month.totals)
    report = month.settings.text.report
    headings = list(asked)
    for one in report.optional:
        if one not in headings and any(one in known.totals for known in (month, *others)):
            later = report.all_columns[report.all_columns.index(one) :]
            place = next((place for place, name in enumerate(headings) if name in later), len(headings))
            headings.insert(place, one)
    return tuple(headings)


def summary_findings(month: PayMonth) -> list[Finding]:
    """What the configuration asks for and the month does not have."""
    text = month.text.summary
    asked = [*text.headings, *text.business, *([text.ranked] if text.ranked else [])]
    unknown = [name for name in dict.fromkeys(asked) if not month.units.get(name)]
    not_yuan = [name for name in text.headings if name not in unknown and month.units[name] != YUAN]
    return [
        *(finding("U03", value=name, period=month.period) for name in unknown),
        *(finding("U04", value=name, unit=month.units[name]) for name in not_yuan),
    ]


def sums_by(month: PayMonth, key: Callable[[Payee], tuple[str, ...]]) -> list[GroupSums]:
    """The sums of every group, groups in the order in which the report has their first person."""
    headings = amounts_of(month)
    order = {names: place for place, names in enumerate(dict.fromkeys(map(key, month.payees)))}
    ordered = sorted(month.payees, key=lambda one: order[key(one)])
    return [_sums(names, list(people), headings) for names, people in groupby(ordered, key)]


def team(one: Payee) -> tuple[str, ...]:
    """The team of a person."""
    return (one.team or NO_TEAM,)


def post(one: Payee) -> tuple[str, ...]:
    """The post of a person."""
    return (one.post,)


def team_and_post(one: Payee) -> tuple[str, ...]:
    """The team and the post of a person."""
    return (*team(one), *post(one))


def pay_compared(month: PayMonth) -> list[Compared]:
    """Persons and every amount of the summary beside the month before."""
    before = month.before
    persons = Compared(PERSONS, "人", Decimal(len(month.payees)), Decimal(len(before.payees)) if before else None)
    return [persons, *(_compared(month, name) for name in amounts_of(month, *([before] if before else [])))]


def business_compared(month: PayMonth) -> list[Compared]:
    """What the branch keeps, and the sums of the quantities of business, beside the month before."""
    before = month.before
    kept = Compared(RETAINED, YUAN, month.retained, before.retained if before else None)
    return [kept, *(_compared(month, name) for name in month.text.summary.business)]


def leading(month: PayMonth) -> Iterator[tuple[int, Payee, Decimal]]:
    """The first persons by the configured quantity with their ranks; equal figures have one rank, all of it named."""
    heading = month.text.summary.ranked
    figures = sorted(((_figure(one, heading), one) for one in month.payees), key=lambda pair: -pair[0])
    for figure, one in figures if heading else ():
        rank = 1 + sum(other > figure for other, _ in figures)
        if rank <= month.text.summary.leading and figure > 0:
            yield rank, one, figure


def signatures(month: PayMonth) -> list[tuple[str, str, str]]:
    """Every role that has to sign with who signed and when, those who have signed first."""
    done = [(one.role, one.name, one.at) for one in month.signed]
    return [*done, *((role, "", NOT_SIGNED) for role in month.unsigned)]


def _sums(names: tuple[str, ...], people: Sequence[Payee], headings: Sequence[str]) -> GroupSums:
    sums = (sum((one.money(heading) for one in people), Decimal("0.00")) for heading in headings)
    return GroupSums(names, len(people), tuple(sums))


def _compared(month: PayMonth, heading: str) -> Compared:
    """A quantity the month before did not know has no earlier figure."""
    before = month.before
    earlier = _sum(before, heading) if before is not None and heading in before.units else None
    return Compared(heading, month.units.get(heading, ""), _sum(month, heading), earlier)


def _sum(month: PayMonth, heading: str) -> Decimal:
    return sum((_figure(one, heading) for one in month.payees), Decimal(0))


def _figure(one: Payee, heading: str) -> Decimal:
    value = one.values.get(heading)
    return value if isinstance(value, Decimal) else Decimal(0)
