"""``xinchou scheme …``: read a pay standard as people approve it, and prove that the configuration can be used."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pipeline.period import Period
    from pipeline.scheme.compile import Rules
    from pipeline.scheme.describe import Section
    from pipeline.scheme.model import RuleSet
    from pipeline.settings import Settings

NOTHING = "（无）"


@dataclass(frozen=True)
class Shown:
    """A rule set as it is shown: its title, and its description part by part."""

    title: str
    sections: tuple[Section, ...]


def of_month(settings: Settings, period: Period, *, law: bool) -> Shown:
    """The rule set that governs the period, compared with the version before it."""
    chosen = _rules(settings, period, law)
    return _shown(chosen, _before(settings, chosen, law))


def of_file(path: Path, period: Period | None) -> list[Shown]:
    """Every version in a file of pay standards, or the one of a month, each compared with the version before it."""
    from pipeline.scheme_file import load_schemes

    file = load_schemes(path)
    chosen = file.text.schemes if period is None else [file.in_force(period)]
    found = []
    for text in chosen:
        before = _last_before(text, file.text.schemes)
        found.append(_shown(file.standard(text).scheme, file.standard(before).scheme if before else None))
    return found


def _shown(rules: Rules, before: Rules | None) -> Shown:
    from pipeline.scheme.describe import describe

    return Shown(f"{rules.text.name}（{rules.text.version}）", describe(rules, before))


def _last_before(text: RuleSet, versions: Sequence[RuleSet]) -> RuleSet | None:
    """The version that was in force last before this one for any branch it is for."""
    from pipeline.scheme_versions import share_a_branch

    earlier = [one for one in versions if one.in_force.from_ < text.in_force.from_ and share_a_branch(one, text)]
    return max(earlier, key=lambda one: one.in_force.from_, default=None)


def as_text(shown: Shown) -> str:
    """The description as plain lines, a line per row."""
    lines = [shown.title]
    for section in shown.sections:
        lines += ["", f"【{section.title}】"]
        lines += ["　".join(cell.replace("\n", "；") for cell in row if cell) for row in section.rows] or [NOTHING]
    return "\n".join(lines)


def as_object(shown: Sequence[Shown], period: Period | None, files: Sequence[Path]) -> dict[str, Any]:
    """The same as data, in the shape of every answer; ``schemes`` holds each, the first also stands by itself."""
    parts = [
        {
            "title": one.title,
            "scheme": {
                section.title: [dict(zip(section.headings, row, strict=True)) for row in section.rows]
                for section in one.sections
            },
        }
        for one in shown
    ]
    return {
        "status": "ok", "period": str(period or ""), "totals": {}, "files": [path.as_posix() for path in files],
        "findings": [], **parts[0], "schemes": parts,
    }  # fmt: skip


def answer(shown: Sequence[Shown], period: Period | None, *, workbook: Path | None, as_json: bool) -> None:
    """Print the descriptions, and write them as a workbook where asked."""
    if workbook is not None:
        from pipeline.reports.scheme_book import write_scheme_book

        write_scheme_book(workbook, [(one.title, one.sections) for one in shown])
    if as_json:
        written = [workbook] if workbook is not None else []
        click.echo(json.dumps(as_object(shown, period, written), ensure_ascii=False))
    else:
        click.echo("\n\n".join(map(as_text, shown)))
        if workbook is not None:
            click.echo(f"\n已写出 {workbook}")


def _rules(settings: Settings, period: Period, law: bool) -> Rules:
    standard = settings.standard(period)
    if not law:
        return standard.scheme
    assert standard.law is not None  # Only a standard that is tried outside an installation has none.
    return standard.law


def _before(settings: Settings, rules: Rules, law: bool) -> Rules | None:
    """The version for this branch that was in force last before this one, if the configuration still holds it."""
    from pipeline.period import Period
    from pipeline.scheme_versions import fits

    branch = settings.text.branch.words()
    versions = [text for text in (settings.text.law if law else settings.text.schemes) if fits(text, branch)]
    last = _last_before(rules.text, versions)
    if last is None:
        return None
    day = last.in_force.until or last.in_force.from_
    return _rules(settings, Period(day.year, day.month), law)


def try_out(files: Sequence[Path], *, as_json: bool) -> int:
    """Run the worked cases beside each file of a pay standard and tell every difference; 1 if there is one."""
    from pipeline.trial.cases import scheme_of
    from pipeline.trial.compare import try_cases

    schemes = list(dict.fromkeys(map(scheme_of, files)))
    verdicts = [(path, verdict) for path in schemes for verdict in try_cases(path)]
    wrong = [(path, verdict) for path, verdict in verdicts if verdict.differences]
    if as_json:
        told = [
            {
                "file": path.name, "case": one.case.case, "promise": one.case.promise,
                "differences": list(one.differences),
            }
            for path, one in verdicts
        ]  # fmt: skip
        whole: dict[str, Any] = {
            "status": "stopped" if wrong else "ok", "period": "", "totals": {},
            "files": [path.as_posix() for path in schemes], "findings": [], "cases": told,
        }  # fmt: skip
        click.echo(json.dumps(whole, ensure_ascii=False))
    else:
        for path, one in wrong:
            click.echo(f"不符 {path.name} {one.case.case}：{one.case.promise}")
            for difference in one.differences:
                click.echo(f"  {difference}")
        click.echo(f"共 {len(verdicts)} 个用例，{len(verdicts) - len(wrong)} 个相符，{len(wrong)} 个不符")
    return 1 if wrong else 0
