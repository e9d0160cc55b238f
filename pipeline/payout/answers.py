"""What the commands of the next desk say: findings, the files by folder, the totals they agree with."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.reports.screen import render, render_groups

if TYPE_CHECKING:
    from pipeline.month_end import Result

SHOWN = ("应发合计", "三险一金", "个人所得税", "实发合计")
FEW = 3
"""So many files of one folder are named; of more, their number."""


def payout_text(result: Result, *, colour: bool) -> str:
    """Findings first, then what lies where."""
    lines = []
    if result.findings:
        lines.append(render(result.findings, period=result.period, error_list=result.error_list,
                            has_copies=result.has_copies, colour=colour))  # fmt: skip
    if result.status != "ok":
        return "\n".join([*lines, f"{result.period} 没有写出任何文件：先更正以上“阻断”，再运行一次。"])
    lines.append(f"{result.period} 的文件都已写出并读回，合计与薪酬月报表一致（单位：元）")
    lines += [f"  {name}　{result.totals[name]:>16,.2f}" for name in SHOWN if name in result.totals]
    lines += _listed(result.files)
    if not result.changed:
        lines.append("与上一次相同，没有改动任何文件。")
    return "\n".join(lines)


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
    if result.status != "ok":
        lines.append("有“阻断”：先查明再申报。")
    return "\n".join([*lines, *(f"核对表：{path}" for path in result.files)])


def statement_text(result: Result, *, colour: bool) -> str:
    """What to know of the statements, the totals of the months in them, where they lie."""
    lines = [render_groups(result.findings, colour=colour)] * bool(result.findings)
    if result.status != "ok":
        return "\n".join([*lines, f"{result.period} 没有写出任何文件：先更正以上“阻断”，再运行一次。"])
    lines.append(f"{result.period} 的年度对账单都已写出并读回，合计与各月薪酬月报表一致（单位：元）")
    lines += [f"  {name}　{amount:>16,.2f}" for name, amount in result.totals.items()]
    return "\n".join([*lines, *_listed(result.files)])
