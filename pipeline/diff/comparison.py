"""Lays two results side by side: every person, every figure, what went in differently.

Nothing is computed anew: what both say is what their runs left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.closing.errors import Refused
from pipeline.diff.books import Value
from pipeline.diff.files import file_changes, row_changes
from pipeline.diff.model import CAME, WENT, Cause, Difference, Moved, Shift
from pipeline.diff.roots import INPUT, PERSON, Roots
from pipeline.diff.sides import NOT_FIGURES, Asked, Side, asked, read_side
from pipeline.scheme.describe import changes

YUAN = "元"
HASHES = (("configuration", "设定"), ("previous_ledger", "上期结转台账"), ("code", "程序"))


def asked_sides(outputs: Path, first: str, second: str) -> tuple[Asked, Asked]:
    """What was typed, earlier first; one alone is a month with the month before, or a version with what replaced it."""
    one = asked(outputs, first)
    if second:
        sides = one, asked(outputs, second)
    elif "@" in one.label:
        sides = one, asked(outputs, str(one.period))
    else:
        sides = asked(outputs, str(one.period.shift(-1))), one
    if sides[0].folder == sides[1].folder:
        raise Refused(f"“{first}”与“{second}”是同一个结果，没有什么可比；请写两个不同的月份或版本")
    return sides


def compare(first: Asked, second: Asked) -> Difference:
    """The comparison; Refused where a result is missing, or not what its run left."""
    was, now = read_side(first), read_side(second)
    roots, reported = Roots(was, now), _reported(was, now)
    same_month = first.period == second.period
    return Difference(
        was.label,
        now.label,
        tuple(_facts(was, now)),
        {name: (_total(was, name), _total(now, name)) for name in reported},
        tuple(one for one in _persons(roots, reported) if one.shifts or one.presence),
        tuple(row_changes(was, now)) if same_month else (),
        tuple(dict.fromkeys((*was.remarks, *now.remarks))),
    )


def _reported(was: Side, now: Side) -> tuple[str, ...]:
    """The columns of the report in yuan, of either; all figures in yuan where no configuration is known."""
    units = {**was.units, **now.units}
    wanted = [name for side in (now, was) if side.settings for name in side.settings.text.report.all_columns]
    nobody = {
        name for side in (now, was) if side.settings for name in side.settings.text.report.optional
        if not (_total(was, name) or _total(now, name))
    }  # fmt: skip
    return tuple(name for name in dict.fromkeys(wanted or units) if units.get(name) == YUAN and name not in nobody)


def _persons(roots: Roots, reported: tuple[str, ...]) -> Iterator[Moved]:
    was, now = roots.was.people, roots.now.people
    for employee in sorted({*was, *now}):
        who = now.get(employee) or was[employee]
        presence = CAME if employee not in was else WENT if employee not in now else ""
        shifts = _only_one(roots, employee, reported) if presence else _shifts(roots, employee, reported)
        yield Moved(employee, str(who.get("姓名") or ""), str(who.get("团队") or ""), presence, tuple(shifts))


def _shifts(roots: Roots, employee: str, reported: tuple[str, ...]) -> Iterator[Shift]:
    units = {**roots.was.units, **roots.now.units}
    for name in (*reported, *(name for name in units if name not in reported)):
        if name not in NOT_FIGURES and roots.changed(employee, name):
            values, causes = roots.values(employee, name), roots.causes(employee, name)
            yield Shift(name, units[name], *values, name in reported, causes)


def _only_one(roots: Roots, employee: str, reported: tuple[str, ...]) -> Iterator[Shift]:
    """The figures of the report of a person whom only one of the results has."""
    came = employee in roots.now.people
    row = (roots.now if came else roots.was).people[employee]
    days = (f"{heading}{row[heading]}" for heading in ("入职日期", "离职日期") if row.get(heading))
    cause = Cause(PERSON, CAME if came else WENT, "", None, None, "、".join(days))
    for name in reported:
        if row.get(name):
            values: tuple[Value, Value] = (None, row[name]) if came else (row[name], None)
            yield Shift(name, YUAN, *values, True, (cause,))


def _facts(was: Side, now: Side) -> Iterator[tuple[str, str, str, str]]:
    """What went in differently: versions of standards and law, parts of them, files, hashes."""
    yield "人数", "", str(len(was.people)), str(len(now.people))
    yield from (("标准", *row) for row in _versions(was, now))
    for key, words in HASHES:
        old, new = (_short(side.books.record.get(key)) for side in (was, now))
        if old != new:
            yield "指纹", words, old, new
    if was.asked.period == now.asked.period:
        yield from file_changes(was, now)
    else:
        yield from _records(was, now)


def _versions(was: Side, now: Side) -> Iterator[tuple[str, str, str]]:
    if was.standard is None or now.standard is None:
        return
    for index, kind in enumerate(("薪酬标准", "法定标准")):
        old, new = (side.standard.rule_sets[index] for side in (was, now) if side.standard)
        before, after = (f"{rules.text.name}（{rules.text.version}）" for rules in (old, new))
        yield kind, before, after
        yield from ((f"{kind} {part} {name}", was_, now_) for part, name, was_, now_ in changes(old, new))


def _records(was: Side, now: Side) -> Iterator[tuple[str, str, str, str]]:
    """How many rows of each kind were delivered in each month, where that differs."""
    counts = [_counts(side.books.record) for side in (was, now)]
    headings = _headings()
    for name in sorted({*counts[0], *counts[1]}):
        old, new = (str(count.get(name, 0)) for count in counts)
        if old != new and name in headings:
            yield INPUT, f"{headings[name]}（行数）", old, new


def _counts(record: Mapping[str, Any]) -> Mapping[str, int]:
    found: Mapping[str, int] = record.get("counts", {}).get("records", {})
    return found


def _headings() -> dict[str, str]:
    from schemas.intake import KINDS

    return {table.name: table.heading for table in KINDS}


def _short(value: object) -> str:
    if isinstance(value, Mapping):
        value = value.get("sha256")
    return str(value)[:12] if value else "无"


def _total(side: Side, name: str) -> Decimal:
    values = (row.get(name) for row in side.people.values())
    return sum((value for value in values if isinstance(value, Decimal)), Decimal(0))
