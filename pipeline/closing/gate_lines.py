"""What must be explained before anybody signs: whose pay moved, who came or went, whose account or ID card changed.

Scheme: 指引第十五条 (what 制表 puts before the others must be explained).
Reads: the results of the month and of the month before, as their runs left them, and the rule (``gate``) of the
configuration the month was computed by.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from pipeline.archive.places import RUN_JSON, result_folder
from pipeline.archive.record import file_sha256
from pipeline.closing.contents import Place
from pipeline.closing.errors import Refused
from pipeline.closing.limits import Limits, limits
from pipeline.diff.books import INTAKE, PAY, STATUTORY, Books, Row, Value
from pipeline.masks import masked
from pipeline.period import Period

MOVED, CAME, WENT = "薪酬变动", "本月新出现", "本月不再出现"
WATCHED = ("银行账号", "身份证号")
"""Columns of the roster whose change needs a reason."""


@dataclass(frozen=True)
class Line:
    """One thing to be explained; figures by item (None: not in that month), masked numbers of an account or ID card."""

    kind: str
    employee_id: str
    name: str
    team: str
    was: Mapping[str, Decimal | None] = field(default_factory=dict)
    now: Mapping[str, Decimal | None] = field(default_factory=dict)
    shown: tuple[str, str] = ("", "")
    mark: str = ""

    @cached_property
    def id(self) -> str:
        """The name of the line; another one as soon as what it says is another."""
        said = [self.kind, self.employee_id, _texts(self.was), _texts(self.now), *self.shown, self.mark]
        digest = hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
        return f"{self.kind}-{self.employee_id}-{digest[:8]}"

    @property
    def subject(self) -> str:
        """What of whom, whatever the figures are."""
        return self.id.rpartition("-")[0]

    def words(self) -> str:
        """The line in words."""
        who = f"{self.employee_id} {self.name} {self.kind}"
        if any(self.shown):
            return f"{who} {self.shown[0] or '（空）'} → {self.shown[1] or '（空）'}"
        both = ((item, _yuan(self.was.get(item)), _yuan(self.now.get(item))) for item in {**self.was, **self.now})
        moves = (f"{item} {was} → {now}" for item, was, now in both)
        return f"{who} {'，'.join(moves)}"


@dataclass(frozen=True)
class Gate:
    """All lines of a month; ``before`` is the month compared with, empty in the first month of the system."""

    period: str
    before: str
    before_contents: str
    limits: Limits
    lines: tuple[Line, ...]

    def rule(self) -> str:
        """What was compared with what, and by which rule."""
        if not self.before:
            return f"{self.period}是系统中的第一个月，没有上月可比，不列异动"
        accounts = "、".join(WATCHED)
        return (
            f"与{self.before}（run.json指纹 {self.before_contents[:16]}）相比：{self.limits.words()}；"
            f"本月新出现或不再出现；{accounts}变动。共{len(self.lines)}条"
        )


@dataclass(frozen=True)
class _Month:
    """What the gate looks at in one month, by 工号."""

    pay: Mapping[str, Mapping[str, Decimal | None]]
    who: Mapping[str, Row]
    roster: Mapping[str, Row]


def gate_of(place: Place) -> Gate:
    """The lines of a month under the rule of its own configuration; Refused where a result is missing or altered."""
    present = Books.of(place.result, place.period)
    rule = _limits(present, place.period)
    previous = str(Period.parse(place.period).shift(-1))
    folder = result_folder(place.outputs, previous)
    if not (folder / RUN_JSON).is_file():
        if earlier := _earlier(place.outputs, place.period):
            raise Refused(f"{previous}没有结果，而{earlier}有：无从与上月相比；请先运行 xinchou run {previous}")
        return Gate(place.period, "", "", rule, ())
    was, now = _month(Books.of(folder, previous), rule), _month(present, rule)
    rule = replace(rule, items=_known(now, rule))
    return Gate(place.period, previous, file_sha256(folder / RUN_JSON), rule, tuple(_lines(was, now, rule)))


def _limits(books: Books, period: str) -> Limits:
    """The rule in the configuration the month was computed by; the usual one where it says nothing."""
    from pipeline import yaml_text

    name = f"设定_{period}.yaml"
    if name not in books.outputs:
        return Limits()
    books.read(name)
    try:
        return limits((yaml_text.read(books.folder / name).data or {}).get("gate"))
    except ValueError as error:
        raise Refused(f"“{name}”的 gate 有误：{error}；请更正设定后重新运行 xinchou run {period}") from error


def _month(books: Books, rule: Limits) -> _Month:
    sheets = [books.sheet(PAY, "薪酬项目"), books.sheet(STATUTORY, "法定项目")]
    who = {str(row["工号"]): row for row in sheets[0].rows}
    pay: dict[str, dict[str, Decimal | None]] = {employee: {} for employee in who}
    for sheet in sheets:
        for row in sheet.rows:
            figures = {item: _figure(row[item]) for item in rule.items if item in row}
            pay.setdefault(str(row["工号"]), {}).update(figures)
    roster = {str(row["工号"]): row for row in books.sheet(INTAKE, "花名册").rows}
    return _Month(pay, who, roster)


def _known(month: _Month, rule: Limits) -> tuple[str, ...]:
    """The items of the rule that the standard of the month has; Refused if it has none of them."""
    found = {item for figures in month.pay.values() for item in figures}
    if not found and month.pay:
        missing = "、".join(rule.items)
        raise Refused(f"该月的薪酬标准没有“{missing}”；请在设定的 gate.items 写明看哪几项，再重新运行该月")
    return tuple(item for item in rule.items if item in found or not month.pay)


def _lines(was: _Month, now: _Month, rule: Limits) -> Iterator[Line]:
    """All lines: by 工号, then pay, account, ID card."""
    for employee in sorted({*was.who, *now.who}):
        who = now.who.get(employee) or was.who[employee]
        name, team = (str(who.get(heading) or "") for heading in ("姓名", "团队"))
        before, after = was.pay.get(employee), now.pay.get(employee)
        if before is None or after is None:
            yield Line(CAME if before is None else WENT, employee, name, team, before or {}, after or {})
            continue
        if any(rule.exceeded(before.get(i) or Decimal(0), after.get(i) or Decimal(0)) for i in rule.items):
            yield Line(MOVED, employee, name, team, before, after)
        rosters = was.roster.get(employee, {}), now.roster.get(employee, {})
        yield from _changed_numbers((employee, name, team), rosters)


def _changed_numbers(who: tuple[str, str, str], rosters: tuple[Row, Row]) -> Iterator[Line]:
    for heading in WATCHED:
        old, new = (_plain(row.get(heading)) for row in rosters)
        if old != new:
            shown = masked(heading, old), masked(heading, new)
            yield Line(f"{heading}变动", *who, shown=shown, mark=_mark(old, new))


def _mark(old: str, new: str) -> str:
    """Tells two numbers apart whose shown figures are the same; too short to find the number by."""
    return hashlib.sha256(f"{old}\0{new}".encode()).hexdigest()[:4]


def _plain(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())


def _figure(value: Value) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def _texts(figures: Mapping[str, Decimal | None]) -> Sequence[tuple[str, str]]:
    return [(item, "" if figure is None else f"{figure:f}") for item, figure in sorted(figures.items())]


def _yuan(figure: Decimal | None) -> str:
    return "（无）" if figure is None else f"{figure:,.2f}"


def _earlier(outputs: Path, period: str) -> str:
    """The last earlier month with a result; empty if there is none."""
    months = []
    for path in outputs.iterdir():
        try:
            month = str(Period.parse(path.name))
        except ValueError:
            continue
        if month < period and (path / RUN_JSON).is_file():
            months.append(month)
    return max(months, default="")
