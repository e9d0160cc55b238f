"""The findings of a run on a screen, grouped by code with five examples each, and as data for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.findings import Finding
from pipeline.masks import LAST, masked
from pipeline.period import command_of
from pipeline.reports.finding_order import sorted_findings

EXAMPLES = 5
MAX_VALUE = 40
_RED, _AMBER, _BOLD, _PLAIN = "\033[1;31m", "\033[33m", "\033[1m", "\033[0m"


def render(
    findings: Sequence[Finding], *, period: str, error_list: str = "", has_copies: bool = False, colour: bool = False,
    then: str = "",
) -> str:  # fmt: skip
    """The findings as text, ending with what to do next.

    ``error_list`` says where the whole list lies, ``has_copies`` whether there are marked copies beside it; ``then``
    what to do about stops, if it is not to correct the delivered files and run the period again.
    """
    lines = [render_groups(findings, colour=colour), _closing(findings, colour)]
    if findings and error_list:
        copies = "；标注好的副本在同一文件夹的“标注”中" if has_copies else ""
        lines.append(f"全部列在 {error_list}{copies}。")
    if any(item.stops for item in findings):
        lines.append(then or f"请在原文件中更正所有“阻断”，放回原处，然后再运行：{command_of(period)}")
    return "\n".join(line for line in lines if line)


def render_groups(findings: Sequence[Finding], *, colour: bool = False) -> str:
    """One paragraph per code, stops first."""
    ordered = sorted(sorted_findings(findings), key=lambda item: (not item.stops, item.code))
    groups = [_group(list(group), colour) for _code, group in groupby(ordered, key=lambda item: item.code)]
    return "\n".join(groups)


def to_json(findings: Iterable[Finding]) -> list[dict[str, str]]:
    """The findings as plain data in the order of the error list."""
    return [
        {
            "level": item.level, "code": item.code, "title": item.title, "file": item.file, "sheet": item.sheet,
            "cell": item.cell, "column": item.column, "value": item.value, "message": item.message,
            "expected": item.expected, "remedy": item.remedy,
        }
        for item in map(_without_numbers, sorted_findings(findings))
    ]  # fmt: skip


def _without_numbers(item: Finding) -> Finding:
    """The finding with a number of a person or an account masked; whoever mends it finds it whole in the error list."""
    hidden = masked(item.column, item.value)
    if hidden == item.value:
        return item
    # So short a number says nothing, and stands in other words by chance.
    message = item.message.replace(item.value, hidden) if len(item.value) > LAST else item.message
    return replace(item, value=hidden, message=message)


def _group(group: Sequence[Finding], colour: bool) -> str:
    """One code: its head, up to five examples, how many more, and the remedy once if it is the same for all."""
    first = group[0]
    head = f"{first.level} {first.code} {first.title}：{len(group):,} 处"
    shared = first.remedy if all(item.remedy == first.remedy for item in group) else ""
    lines = [_painted(head, _RED if first.stops else _AMBER, colour)]
    for item in map(_without_numbers, group[:EXAMPLES]):
        lines += _example(item, shared, colour)
    if len(group) > EXAMPLES:
        lines.append(f"  …… 另有 {len(group) - EXAMPLES:,} 处，见错误清单")
    if shared:
        lines.append(f"  处理：{shared}")
    return "\n".join([*lines, ""])


def _example(item: Finding, shared: str, colour: bool) -> list[str]:
    value = item.value if len(item.value) <= MAX_VALUE else f"{item.value[:MAX_VALUE]}……"
    subject = f"  {item.column}" if item.column else ""
    found = f"“{value}”" if value else ""
    lines = [f"  {_painted(item.place or '全部文件', _BOLD, colour)}{subject}{found}"]
    lines += [f"    {words}：{text}" for words, text in (("发现", item.message), ("应为", item.expected)) if text]
    if item.remedy and not shared:
        lines.append(f"    处理：{item.remedy}")
    return [line.replace("\r", " ").replace("\n", " ") for line in lines]


def _closing(findings: Sequence[Finding], colour: bool) -> str:
    stops = sum(item.stops for item in findings)
    files = len({item.file for item in findings if item.file})
    if not findings:
        return "没有发现错误。"
    count = f"共 阻断 {stops:,} 处、提醒 {len(findings) - stops:,} 处，涉及 {files:,} 个文件。"
    return _painted(count, _RED if stops else _AMBER, colour)


def _painted(text: str, paint: str, colour: bool) -> str:
    return f"{paint}{text}{_PLAIN}" if colour else text
