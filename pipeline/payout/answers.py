"""What the commands of the next desk say: findings, the files by folder, the totals they agree with."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.answers import SHOWN
from pipeline.reports.screen import render, render_groups

if TYPE_CHECKING:
    from pipeline.command_result import Result

CHANGED = "改了交来的文件或薪酬、法定标准的"
"""What a month has to be computed again for."""
FEW = 3
"""So many files of one folder are named; of more, their number."""


def payout_text(result: Result, *, colour: bool) -> str:
    """Findings first, then what lies where."""
    lines = []
    if result.findings:
        lines.append(_findings(result, "payout", colour))
    if result.status != "ok":
        return _stopped(result, lines, colour)
    lines.append(f"{result.period} 的文件都已写出并读回，合计与薪酬月报表一致（单位：元）")
    lines += [f"  {name}　{result.totals[name]:>16,.2f}" for name in SHOWN if name in result.totals]
    lines += _listed(result.files)
    if not result.changed:
        lines.append("与上一次相同，没有改动任何文件。")
    return "\n".join(lines)


def _findings(result: Result, command: str, colour: bool) -> str:
    """What was found, and how to go on after mending it: a month is computed again only for a delivered file."""
    run = f"xinchou run {result.period if '-' in result.period else '月份'}"
    then = f"请更正原文件或设定文件中所有“阻断”；{CHANGED}，先运行 {run}；然后再运行：xinchou {command} {result.period}"
    return render(result.findings, period=result.period, error_list=result.error_list, has_copies=result.has_copies,
                  colour=colour, then=then)  # fmt: skip


def _stopped(result: Result, lines: Sequence[str], colour: bool) -> str:
    """Nothing was written, and where the files of an earlier time are."""
    kept = [render_groups(result.notices, colour=colour)] * bool(result.notices)
    return "\n".join([*lines, *kept, f"{result.period} 没有写出任何文件：先更正以上“阻断”，再运行一次。"])


def _listed(files: list[Path]) -> list[str]:
    lines = []
    for folder, group in groupby(sorted(files, key=lambda path: (path.parent.as_posix(), path.name)),
                                 key=lambda path: path.parent):  # fmt: skip
        names = [path.name for path in group]
        told = "、".join(names) if len(names) <= FEW else f"{'、'.join(names[:FEW])} 等{len(names)}个文件"
        lines.append(f"{folder}：{told}")
    return lines


def tax_check_text(result: Result, *, colour: bool) -> str:
    """What differs from the client of the tax office, then the counts of rows and the workbook."""
    lines = []
    if result.findings:
        lines.append(render_groups(result.findings, colour=colour))
    counts = "，".join(f"{name} {count} 行" for name, count in result.totals.items())
    lines.append(f"{result.period} 报税核对：{counts}")
    if result.totals.get("没有核对"):
        lines.append("没有核对的各类所得：把扣缴端的这几类也导出，写在同一条命令里。")
    if result.status != "ok":
        lines.append(
            "有“阻断”：先查明再申报。我方有误的，更正原文件或设定文件；"
            f"{CHANGED}，先运行 xinchou run {result.period}；"
            f"然后运行 xinchou payout {result.period}，用新的报税文件重新算税、导出，再核对一次。"
        )
    return "\n".join([*lines, *(f"核对表：{path}" for path in result.files)])


def statement_text(result: Result, *, colour: bool) -> str:
    """What to know of the statements, the totals of the months in them, where they lie."""
    lines = [_findings(result, "statement", colour)] * bool(result.findings)
    if result.status != "ok":
        return _stopped(result, lines, colour)
    lines.append(f"{result.period} 的年度对账单都已写出并读回，合计与各月薪酬月报表一致（单位：元）")
    lines += [f"  {name}　{amount:>16,.2f}" for name, amount in result.totals.items()]
    return "\n".join([*lines, *_listed(result.files)])
