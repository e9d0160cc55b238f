"""``xinchou simulate``: runs both configurations over the months, writes the comparison apart, tells it in short."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from pipeline.findings import STOP
from pipeline.reports.simulation_book import write_simulation_book
from pipeline.reports.simulation_model import GROSS, NET, WARNING, Cause, Mover, Simulation, Value, worded
from pipeline.reports.simulation_overview import key_sentence
from pipeline.settings import load
from pipeline.simulate.asked import Asked, verify_asked
from pipeline.simulate.chain import run_chain
from pipeline.simulate.comparison import Comparison
from pipeline.simulate.trial_settings import trial_settings

SHOWN = ("浮动薪酬", GROSS, "三险一金", "个人所得税", NET)
MOST_SHOWN = 8
SIDES = ("现行", "试算")


def answer(asked: Asked, *, as_json: bool) -> int:
    """Run the trial and tell it; the exit code: 1 where findings of either run stop a month.

    Raises CannotSimulate and ConfigurationError for what the user asked wrongly.
    """
    simulation = simulate(asked)
    path = _written(asked, simulation)
    status = "stopped" if any(level == STOP for _, _, level, _ in simulation.findings) else "ok"
    if as_json:
        click.echo(json.dumps(as_object(simulation, path, status), ensure_ascii=False))
    else:
        click.echo("\n".join(as_lines(simulation, path)))
    return 0 if status == "ok" else 1


def simulate(asked: Asked) -> Simulation:
    """Both runs over the months in a temporary folder, compared; touches no output."""
    verify_asked(asked)
    base = load(asked.config)
    with tempfile.TemporaryDirectory(prefix="xinchou-") as place:
        folders = [Path(place, side) for side in SIDES]
        for folder in folders:
            folder.mkdir()
        trial = trial_settings(base, asked, Path(place))
        asked.say("现行标准")
        now = tuple(run_chain(asked, base, folders[0]))
        asked.say("试算标准")
        runs = now, tuple(run_chain(asked, trial.settings, folders[1]))
        return Comparison(asked, base, trial, runs).simulation()


def _written(asked: Asked, simulation: Simulation) -> Path:
    """The workbook, written beside its place and put there when it is whole."""
    asked.folder.mkdir(parents=True, exist_ok=True)
    path = asked.folder / f"试算对比_{asked.first}_{asked.last}.xlsx"
    unfinished = path.with_name(f"{path.name}.临时")
    write_simulation_book(unfinished, simulation)
    os.replace(unfinished, path)
    return path


def as_object(simulation: Simulation, path: Path, status: str) -> dict[str, Any]:
    """The answer as data: amounts are decimal strings."""
    return {
        "status": status,
        "warning": WARNING,
        "months": [
            {"period": month, "totals": {heading: _pair(one[month].now, one[month].trial)
                                         for heading, one in simulation.totals.items()}}
            for month in simulation.compared
        ],
        "changes": [
            {"kind": change.kind, "name": change.name, "now": change.now, "trial": change.trial,
             "source": change.source}
            for change in simulation.changes
        ],
        "totals": {heading: _pair(*_whole(simulation, heading)) for heading in simulation.totals},
        "movers": [_mover(mover) for mover in (*simulation.rising, *simulation.falling)],
        "files": [path.as_posix()],
        "findings": [
            {"run": run, "period": month, "level": level, "message": words}
            for run, month, level, words in simulation.findings
        ],
        "notices": list(simulation.notices),
    }  # fmt: skip


def as_lines(simulation: Simulation, path: Path) -> Iterator[str]:
    """The answer as a person reads it."""
    first, last = simulation.periods[0], simulation.periods[-1]
    yield f"试算 {first if first == last else f'{first} 至 {last}'}（{WARNING}）"
    yield "改了什么："
    for change in simulation.changes[:MOST_SHOWN]:
        yield f"  {change.kind} {change.name}：{_short(change.now)} → {_short(change.trial)}（{change.source}）"
    if len(simulation.changes) > MOST_SHOWN:
        yield f"  …… 另有 {len(simulation.changes) - MOST_SHOWN} 处，见工作簿“总览”"
    if simulation.compared:
        yield from _totals(simulation)
        yield from _movers("增加最多", simulation.rising)
        yield from _movers("减少最多", simulation.falling)
    for run, month, level, words in simulation.findings:
        yield f"{level}（{run} {month}）{words}"
    yield from (f"提醒 {words}" for words in simulation.notices)
    yield f"对比：{path}"
    yield "正式结果没有任何改动。"


def _totals(simulation: Simulation) -> Iterator[str]:
    yield f"{'、'.join(simulation.compared)} 合计（单位：元；现行、试算、差额）："
    for heading in (heading for heading in SHOWN if heading in simulation.totals):
        now, trial = (figure or Decimal(0) for figure in _whole(simulation, heading))
        yield f"  {heading}　{now:>16,.2f}{trial:>18,.2f}{trial - now:>+16,.2f}{_share(now, trial)}"
    yield f"{key_sentence(simulation)}。"


def _movers(title: str, movers: Sequence[Mover]) -> Iterator[str]:
    if movers:
        yield f"{title}："
    for mover in movers:
        person = mover.person
        yield (
            f"  {person.employee_id} {person.name}　实发 {person.change(NET):+,.2f}"
            f"（应发 {person.change(GROSS):+,.2f}）"
        )
        for cause in mover.causes:
            change = f"{worded(cause.now, cause.unit)} → {worded(cause.trial, cause.unit)}"
            yield f"    {cause.period} {cause.name} {change}：{'；'.join(cause.why) or cause.formula}"


def _mover(mover: Mover) -> dict[str, Any]:
    person = mover.person
    return {
        "employee_id": person.employee_id,
        "name": person.name,
        "team": person.team,
        "differences": {heading: format(person.change(heading), "f") for heading in (GROSS, NET)},
        "causes": [_cause(cause) for cause in mover.causes],
    }


def _cause(cause: Cause) -> Mapping[str, Any]:
    return {
        "period": str(cause.period), "item": cause.name, "unit": cause.unit, "now": _plain(cause.now),
        "trial": _plain(cause.trial), "formula": cause.formula, "why": list(cause.why), "source": cause.source,
    }  # fmt: skip


def _whole(simulation: Simulation, heading: str) -> tuple[Decimal | None, Decimal | None]:
    """The sums over all compared months; None for a column a run does not have."""
    totals = simulation.totals[heading].values()
    sides = [[total.now for total in totals], [total.trial for total in totals]]
    now, trial = (
        sum((figure for figure in side if figure is not None), Decimal("0.00")) if any(f is not None for f in side)
        else None
        for side in sides
    )  # fmt: skip
    return now, trial


def _pair(now: Decimal | None, trial: Decimal | None) -> dict[str, str | None]:
    before, after = (Decimal("0.00") if figure is None else figure for figure in (now, trial))
    return {"now": _plain(now), "trial": _plain(trial), "difference": _plain(after - before)}


def _plain(value: Value) -> str | None:
    return None if value is None else format(value, "f") if isinstance(value, Decimal) else worded(value)


def _share(now: Decimal, trial: Decimal) -> str:
    return f"　{(trial - now) / abs(now) * 100:+.2f}%" if now else ""


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:60]}……"
