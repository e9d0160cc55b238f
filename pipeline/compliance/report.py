"""The answer of the check: one report per standard, as lines, as data and as the sheets of a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.compliance.deferral import percent
from pipeline.compliance.flags import LEVEL, Flag, posts_words
from pipeline.compliance.month_data import Share
from pipeline.compliance.text import ComplianceText
from pipeline.scheme.describe import Section

HEADINGS = ("标准", "规则", "事项", "项目", "岗位", "原因", "路径", "依据", "考虑")


@dataclass(frozen=True)
class Report:
    """One standard that was checked: what it is called, where it stands, the flags, and what could not be asked."""

    title: str
    file: str
    flags: tuple[Flag, ...]
    share: Share | None = None
    notes: tuple[str, ...] = ()


def as_text(reports: Sequence[Report], text: ComplianceText) -> str:
    """Plain lines: a paragraph per flag, the share, and how many there are."""
    lines: list[str] = []
    for report in reports:
        lines += [f"{report.title}（{report.file}）：{len(report.flags)}条提醒"]
        for flag in report.flags:
            lines += _paragraph(flag, text)
        if report.share is not None:
            lines.append(f"  {share_words(report.share, text)}")
        lines += [*(f"  {note}" for note in report.notes), ""]
    told = f"最近与文件核对于{text.confirmed}" if text.confirmed else "还没有与文件逐条核对（compliance.confirmed）"
    lines.append(f"共{sum(len(report.flags) for report in reports)}条提醒，由人判断；规则{told}")
    return "\n".join(lines)


def _paragraph(flag: Flag, text: ComplianceText) -> list[str]:
    rule = text.rules[flag.code]
    told = [
        ("项目", f"{flag.item}（{posts_words(flag.who)}）" if flag.item else posts_words(flag.who)),
        ("原因", flag.why), ("路径", flag.path), ("依据", rule.document), ("考虑", rule.advice),
    ]  # fmt: skip
    return [f"  {LEVEL} {flag.code} {rule.title}", *(f"    {name}　{words}" for name, words in told if words)]


def share_words(share: Share, text: ComplianceText) -> str:
    """The share and the limit in words."""
    if share.ratio is None:
        return "本月没有应发，没有算只看新开户或交易量的项目占比"
    items = "、".join(share.items) or "没有"
    told = f"只看新开户或交易量的项目（{items}）占应发{percent(share.ratio)}，上限{percent(text.share_limit)}"
    if share.unmeasured:
        told += f"；{'、'.join(share.unmeasured)}里的一部分与别的收入写在一个公式里，分不开，没有计入"
    return told


def as_object(period: str, reports: Sequence[Report], files: Sequence[str], text: ComplianceText) -> dict[str, Any]:
    """The same as data, in the shape of every answer; a finding per flag, an entry per standard."""
    return {
        "status": "ok", "period": period, "totals": {}, "files": list(files),
        "findings": [_finding(report, flag, text) for report in reports for flag in report.flags],
        "standards": [_standard(report, text) for report in reports],
    }  # fmt: skip


def _finding(report: Report, flag: Flag, text: ComplianceText) -> dict[str, Any]:
    rule = text.rules[flag.code]
    return {
        "level": LEVEL, "code": flag.code, "title": rule.title, "file": report.file, "sheet": "", "cell": "",
        "column": flag.item, "value": "", "message": flag.why, "expected": rule.document, "remedy": rule.advice,
        "scheme": report.title, "who": list(flag.who), "path": flag.path,
    }  # fmt: skip


def _standard(report: Report, text: ComplianceText) -> dict[str, Any]:
    share = None
    if report.share is not None and report.share.ratio is not None:
        share = {
            "items": list(report.share.items), "unmeasured": list(report.share.unmeasured),
            "share": percent(report.share.ratio), "limit": percent(text.share_limit),
        }  # fmt: skip
    codes = sorted({flag.code for flag in report.flags})
    return {"title": report.title, "file": report.file, "codes": codes, "share": share, "notes": list(report.notes)}


def sections(reports: Sequence[Report], text: ComplianceText) -> tuple[Section, ...]:
    """The sheets of the workbook: the flags, the standards with their share, and the rules with their documents."""
    flags = tuple(
        (report.title, flag.code, text.rules[flag.code].title, flag.item, posts_words(flag.who), flag.why, flag.path,
         text.rules[flag.code].document, text.rules[flag.code].advice)
        for report in reports for flag in report.flags
    )  # fmt: skip
    checked = tuple(
        (report.title, report.file, str(len(report.flags)), share_words(report.share, text) if report.share else "",
         "；".join(report.notes))
        for report in reports
    )  # fmt: skip
    rules = tuple((code, rule.title, rule.document, rule.advice) for code, rule in text.rules.items())
    return (
        Section("提醒", HEADINGS, flags),
        Section("标准", ("标准", "文件", "提醒数", "占比", "说明"), checked),
        Section("规则", ("规则", "事项", "依据", "考虑"), rules),
    )
