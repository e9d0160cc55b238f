"""What ``xinchou diff`` and ``xinchou gate`` answer, as words and as one JSON object."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.diff.books import Value

if TYPE_CHECKING:
    from pipeline.closing.gate_book import Kept
    from pipeline.closing.gate_lines import Gate, Line
    from pipeline.diff.model import Cause, Difference, Moved

SHOWN = ("应发合计", "三险一金", "个人所得税", "实发合计")
MOST_CAUSES = 5
YUAN = "元"
MOST_FACTS = 12


def difference_text(found: Difference, path: Path, top: int) -> str:
    """The comparison as a person reads it: what went in differently, totals, who moved most and why."""
    return "\n".join(_lines(found, path, top))


def difference_object(found: Difference, path: Path) -> dict[str, Any]:
    """The same for programs: amounts are decimal strings."""
    return {
        "status": "ok",
        "first": found.first,
        "second": found.second,
        "facts": [dict(zip(("kind", "name", "first", "second"), row, strict=True)) for row in found.facts],
        "totals": {name: _figures(was, now, now - was) for name, (was, now) in found.totals.items()},
        "persons": [_person(one) for one in found.persons],
        "inputs": [vars(one) for one in found.inputs],
        "remarks": list(found.remarks),
        "files": [path.as_posix()],
    }


def gate_text(gate: Gate, kept: Kept, most: int = 20) -> str:
    """The lines to be explained, and what is left to do."""
    told = [f"{gate.period} 签字前异动：{gate.rule()}"]
    told += [f"  {line.words()}" for line in gate.lines[:most]]
    told += [f"  …… 另有{len(gate.lines) - most}条，见工作簿"] if len(gate.lines) > most else []
    left = kept.lines - kept.given
    told.append(f"清单：{kept.path}")
    told.append(f"还有{left}条没有写“说明”，写好后制表才能签字。" if left else "没有缺说明的条目，制表可以签字。")
    return "\n".join(told)


def gate_object(gate: Gate, kept: Kept) -> dict[str, Any]:
    """The same for programs."""
    return {
        "status": "ok",
        "period": gate.period,
        "before": gate.before,
        "rule": gate.rule(),
        "lines": [_line(line) for line in gate.lines],
        "given": kept.given,
        "missing": kept.lines - kept.given,
        "files": [kept.path.as_posix()],
    }


def _lines(found: Difference, path: Path, top: int) -> Iterator[str]:
    from pipeline.diff.book import cause_words

    yield f"{found.first} 与 {found.second} 相比（读自已有结果，没有重算）"
    for kind, name, before, after in [fact for fact in found.facts if fact[2] != fact[3]][:MOST_FACTS]:
        yield f"  {kind} {name}：{_short(before)} → {_short(after)}"
    yield "合计（单位：元；前者、后者、差额）："
    for name in (one for one in SHOWN if one in found.totals):
        was, now = found.totals[name]
        yield f"  {name}　{was:>16,.2f}{now:>18,.2f}{now - was:>+16,.2f}"
    movers = sorted(found.persons, key=lambda one: (-abs(one.change(SHOWN[-1])), one.employee_id))
    yield f"有差异的{len(movers)}人，实发变动最大的：" if movers else "没有人的数字不同"
    for one in movers[:top]:
        presence = f"（{one.presence}）" if one.presence else ""
        pay = f"实发 {one.change('实发合计'):+,.2f}（应发 {one.change('应发合计'):+,.2f}）"
        yield f"  {one.employee_id} {one.name}{presence}　{pay}"
        causes = one.causes()
        yield from (f"    {cause_words(cause)}" for cause in causes[:MOST_CAUSES])
        if len(causes) > MOST_CAUSES:
            yield f"    …… 另有{len(causes) - MOST_CAUSES}项，见工作簿"
    if found.inputs:
        yield f"交来的数据有{len(found.inputs)}处不同，逐行见工作簿“交来的行”"
    yield from (f"提醒 {remark}" for remark in found.remarks)
    yield f"差异：{path}"


def _person(one: Moved) -> dict[str, Any]:
    return {
        "employee_id": one.employee_id,
        "name": one.name,
        "team": one.team,
        "presence": one.presence,
        "items": [
            {
                "name": shift.name, "unit": shift.unit, "reported": shift.is_reported,
                **_figures(shift.was, shift.now, shift.difference, shift.unit),
                "causes": [_cause(cause) for cause in shift.causes],
            }
            for shift in one.shifts
        ],
    }  # fmt: skip


def _cause(cause: Cause) -> dict[str, Any]:
    return {
        "kind": cause.kind, "name": cause.name, "first": _plain(cause.was, cause.unit),
        "second": _plain(cause.now, cause.unit),
        "message": cause.words,
    }  # fmt: skip


def _line(line: Line) -> dict[str, Any]:
    return {
        "id": line.id, "kind": line.kind, "employee_id": line.employee_id, "name": line.name,
        "first": {item: _plain(figure) for item, figure in line.was.items()},
        "second": {item: _plain(figure) for item, figure in line.now.items()},
        "shown": list(line.shown),
    }  # fmt: skip


def _figures(was: Value, now: Value, difference: Value, unit: str = YUAN) -> dict[str, str | None]:
    return {"first": _plain(was, unit), "second": _plain(now, unit), "difference": _plain(difference, unit)}


def _plain(value: Value, unit: str = YUAN) -> str | None:
    """The value for programs; yuan always with their fen."""
    if not isinstance(value, Decimal):
        return None if value is None else str(value)
    exponent = value.as_tuple().exponent
    return f"{value:.2f}" if unit == YUAN and isinstance(exponent, int) and exponent > -2 else f"{value:f}"


def _short(words: str) -> str:
    first = words.replace("\n", " ")
    return (first if len(first) <= 60 else f"{first[:60]}……") or "（无）"
