"""``xinchou scheme …``: read a pay standard as people approve it, and prove that the configuration can be used."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pipeline.period import Period
    from pipeline.scheme.compile import Rules
    from pipeline.scheme.describe import Section
    from pipeline.settings import Settings


def show(settings: Settings, period: Period, *, law: bool) -> tuple[str, tuple[Section, ...]]:
    """The title and the description of the rule set that governs the period, compared with the version before it."""
    from pipeline.scheme.describe import describe

    chosen = _rules(settings, period, law)
    title = f"{chosen.text.name}（{chosen.text.version}）"
    return title, describe(chosen, _before(settings, chosen, law))


def as_text(title: str, sections: Sequence[Section]) -> str:
    """The description as plain lines, a line per row."""
    lines = [title]
    for section in sections:
        lines += ["", f"【{section.title}】"]
        lines += ["　".join(cell.replace("\n", "；") for cell in row if cell) for row in section.rows]
    return "\n".join(lines)


def as_object(title: str, period: Period, files: Sequence[Path], sections: Sequence[Section]) -> dict[str, Any]:
    """The same as data, in the shape of every answer."""
    parts = {
        section.title: [dict(zip(section.headings, row, strict=True)) for row in section.rows] for section in sections
    }
    return {
        "status": "ok", "period": str(period), "totals": {}, "files": [path.as_posix() for path in files],
        "findings": [], "title": title, "scheme": parts,
    }  # fmt: skip


def answer(settings: Settings, period: Period, *, law: bool, workbook: Path | None, as_json: bool) -> None:
    """Print the description, and write it as a workbook where asked."""
    title, sections = show(settings, period, law=law)
    if workbook is not None:
        from pipeline.reports.scheme_book import write_scheme_book

        write_scheme_book(workbook, title, sections)
    if as_json:
        written = [workbook] if workbook is not None else []
        click.echo(json.dumps(as_object(title, period, written, sections), ensure_ascii=False))
    else:
        click.echo(as_text(title, sections))
        if workbook is not None:
            click.echo(f"\n已写出 {workbook}")


def _rules(settings: Settings, period: Period, law: bool) -> Rules:
    standard = settings.standard(period)
    return standard.law if law else standard.scheme


def _before(settings: Settings, rules: Rules, law: bool) -> Rules | None:
    """The version that was in force last before this one, if the configuration still holds it."""
    versions = settings.text.law if law else settings.text.schemes
    earlier = [text for text in versions if text.in_force.from_ < rules.text.in_force.from_]
    if not earlier:
        return None
    from pipeline.period import Period

    last = max(earlier, key=lambda text: text.in_force.from_)
    day = last.in_force.until or last.in_force.from_
    return _rules(settings, Period(day.year, day.month), law)
