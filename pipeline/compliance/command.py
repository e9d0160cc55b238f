"""``xinchou scheme check``: the compliance lint of the standard of a month, and of files of pay standards."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from pipeline.compliance.month_data import share_of, share_too_high, without_papers
from pipeline.compliance.report import Report, as_object, as_text, sections
from pipeline.compliance.standard_check import asked, flags_of, pays
from pipeline.compliance.text import ComplianceText
from pipeline.month import Request, compute
from pipeline.scheme.formula_check import nearest
from pipeline.scheme_file import load_schemes
from pipeline.settings import Settings
from schemas.columns import POSTS

NO_PAY = "只有级别或考核，没有应发的项目，与薪酬有关的规则不适用"
NO_RULES = "设定里没有 compliance（合规规则），不能核对；请照 docs/scheme-language.md 的“合规提醒”一节补上"


@dataclass(frozen=True)
class Check:
    """What is to be checked: the standard of a month with its data, files of standards, or both."""

    settings: Settings
    request: Request | None
    files: tuple[Path, ...]

    @property
    def period(self) -> str:
        """The month in words; empty without one."""
        return str(self.request.period) if self.request else ""


def answer(check: Check, *, workbook: Path | None, as_json: bool, strict: bool) -> int:
    """Tell every flag, write the workbook where asked; the exit code: 1 for ``strict`` if there is a flag.

    Raises ConfigurationError where a standard cannot be loaded, or the configuration has no rules.
    """
    text = check.settings.text.compliance
    if text is None:
        raise check.settings.refusal((), NO_RULES)
    _verify_posts(check.settings, text)
    reports = list(_reports(check, text))
    if workbook is not None:
        from pipeline.reports.scheme_book import write_scheme_book

        write_scheme_book(workbook, [("合规提醒", sections(reports, text))])
    written = [workbook.as_posix()] if workbook is not None else []
    if as_json:
        click.echo(json.dumps(as_object(check.period, reports, written, text), ensure_ascii=False))
    else:
        click.echo("\n".join([as_text(reports, text), *(f"已写出 {path}" for path in written)]))
    return int(strict and any(report.flags for report in reports))


def _verify_posts(settings: Settings, text: ComplianceText) -> None:
    """Who must have pay deferred are posts or groups of a standard here; a slip of the pen would ask nobody."""
    known = {*POSTS, *(group for scheme in settings.text.schemes for group in scheme.groups)}
    for place, word in enumerate(text.deferral.who):
        if word not in known:
            words = f"“{word}”不是岗位，也不是任何标准的 groups{nearest(word, known)}"
            raise settings.refusal(("compliance", "deferral", "who", place), words)


def _reports(check: Check, text: ComplianceText) -> Iterator[Report]:
    if check.request is not None:
        yield month_report(check.request, text)
    for path in check.files:
        yield from file_reports(path, text)


def file_reports(path: Path, text: ComplianceText) -> Iterator[Report]:
    """One report per version in the file."""
    found = load_schemes(path)
    for version in found.text.schemes:
        paid = pays(found.standard(version).scheme, text)
        flags = flags_of(paid, text, asked(text, None))
        yield Report(f"{version.name} {version.version}", found.file, tuple(flags), notes=_grading_only(paid))


def month_report(request: Request, text: ComplianceText) -> Report:
    """The standard that governs the month, and what the data of the month tell."""
    scheme = request.settings.standard(request.period).scheme
    codes = asked(text, request.period)
    paid = pays(scheme, text)
    flags = flags_of(paid, text, codes)
    title = f"{scheme.text.name} {scheme.text.version}"
    notes = _grading_only(paid)
    if not request.folder.is_dir():
        note = f"{request.folder} 还没有交来的文件，没有算占比，没有查合同与执业编号"
        return Report(title, request.settings.file, tuple(flags), notes=(*notes, note))

    computed = compute(request)
    share = None if computed.stopped else share_of(computed, paid)
    if share is not None and "H02" in codes:
        flags += share_too_high(share, text)
    if "H07" in codes:
        flags += without_papers(computed, text.papers)
    notes = (*notes, *(["本月数据有阻断错误，没有算占比；先运行 xinchou check 更正"] if share is None else []))
    return Report(title, request.settings.file, tuple(sorted(flags, key=lambda flag: flag.code)), share, notes)


def _grading_only(paid: Sequence[object]) -> tuple[str, ...]:
    return () if paid else (NO_PAY,)


