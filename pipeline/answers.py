"""What a command answers: one JSON object for programs, a few plain lines for people."""

from __future__ import annotations

from typing import Any

from pipeline.month_end import Result
from pipeline.reports.screen import render, to_json

SHOWN = ("应发合计", "三险一金", "增值税", "附加税费", "个人所得税", "实发合计", "营业部自留")


def as_object(result: Result) -> dict[str, Any]:
    """The fixed JSON shape: status, period, totals (decimal strings), files, findings."""
    return {
        "status": result.status,
        "period": result.period,
        "totals": {name: format(amount, "f") for name, amount in result.totals.items()},
        "files": [path.as_posix() for path in result.files],
        "findings": to_json(result.findings),
    }


def as_text(result: Result, *, colour: bool) -> str:
    """The findings grouped, then the totals and where the report lies."""
    lines = []
    if result.findings:
        lines.append(render(result.findings, period=result.period, error_list=result.error_list, colour=colour))
    if result.totals:
        lines += _totals(result)
    elif result.status == "ok":
        lines.append(f"{result.period} 核对完毕，没有阻断错误，可以运行 xinchou run {result.period}")
    else:
        lines.append(f"{result.period} 没有计算：先更正以上“阻断”，再运行一次。已有的结果没有改动。")
    return "\n".join(lines)


def _totals(result: Result) -> list[str]:
    lines = [f"{result.period} 薪酬已算出，共 {result.totals['人数']} 人（单位：元）"]
    lines += [f"  {name}　{result.totals[name]:>16,.2f}" for name in SHOWN if name in result.totals]
    report = next(path for path in result.files if path.name.startswith("营业部客户经理薪酬月报表"))
    lines.append(f"报表：{report}")
    lines.append("中间表与台账在同一文件夹，编号即计算的先后。" if result.changed else "与上一次的结果完全相同，没有改动任何文件。")
    return lines
