"""What a command answers: one JSON object for programs, a few plain lines for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pipeline.findings import STOP
from pipeline.reports.screen import render, render_groups, to_json

if TYPE_CHECKING:
    from pipeline.command_result import Result
    from pipeline.explain import Answer
    from pipeline.runner import Stage
    from pipeline.scheme.explain import Explained

JOB_WORDS = {"run": "一个月", "quarter": "一个季度", "year": "一个年度"}
SHOWN = (
    "应发合计", "年终奖", "三险一金", "增值税", "附加税费", "个人所得税", "年终奖个人所得税", "实发合计", "营业部自留",
)  # fmt: skip
"""Totals as far as the month has them: what is paid, what is withheld, what is left."""
COUNTED = ("考核人数", "晋级", "降级", "不变", "初次定级", "未考核而人工定级")
UNCHANGED = "与上一次的结果完全相同，没有改动任何文件。"


def as_object(result: Result) -> dict[str, Any]:
    """The fixed JSON shape: status, period, totals (decimal strings), files, findings."""
    return {
        "status": result.status,
        "period": result.period,
        "totals": {name: format(amount, "f") for name, amount in result.totals.items()},
        "files": [path.as_posix() for path in result.files],
        "findings": to_json([*result.findings, *result.notices]),
    }


def refusal_object(period: str, problems: Sequence[tuple[int, str]], file: str) -> dict[str, Any]:
    """The same shape for wrong usage or configuration: one finding per problem (line, words)."""
    findings = [
        {
            "level": STOP, "code": "CFG" if file else "USE", "title": "设定有误" if file else "不能运行", "file": file,
            "sheet": "", "cell": f"第{line}行" if line else "", "column": "", "value": "", "message": words,
            "expected": "", "remedy": "请更正后重新运行",
        }
        for line, words in problems
    ]  # fmt: skip
    return {"status": "stopped", "period": period, "totals": {}, "files": [], "findings": findings}


def as_text(result: Result, *, colour: bool) -> str:
    """The findings grouped, then the totals and where the report lies."""
    lines = []
    if result.findings:
        lines.append(_findings(result, colour))
    if result.notices:
        lines.append(render_groups(result.notices, colour=colour))
    if result.totals:
        lines += _totals(result)
    elif result.status == "ok":
        lines.append(f"{result.period} 核对完毕，没有阻断错误，可以运行 xinchou run {result.period}")
    else:
        lines.append(f"{result.period} 没有计算：先更正以上“阻断”，再运行一次。已有的结果没有改动。")
    return "\n".join(lines)


def _findings(result: Result, colour: bool) -> str:
    return render(
        result.findings,
        period=result.period, error_list=result.error_list, has_copies=result.has_copies, colour=colour,
    )  # fmt: skip


def _totals(result: Result) -> list[str]:
    lines = [f"{result.period} 薪酬已算出，共 {result.totals['人数']} 人（单位：元）"]
    lines += [f"  {name}　{result.totals[name]:>16,.2f}" for name in SHOWN if name in result.totals]
    report = next(path for path in result.files if path.name.startswith("营业部客户经理薪酬月报表"))
    lines.append(f"报表：{report}")
    lines.append("中间表与台账在同一文件夹，编号即计算的先后。" if result.changed else UNCHANGED)
    return lines


def span_text(result: Result, *, colour: bool) -> str:
    """The same of a quarter or year: findings, persons by what became of their grade, what the branch reached."""
    lines = [_findings(result, colour)] * bool(result.findings)
    lines += [render_groups(result.notices, colour=colour)] * bool(result.notices)
    if result.status != "ok":
        return "\n".join([*lines, f"{result.period} 没有考核：先更正以上“阻断”，再运行一次。已有的结果没有改动。"])
    counts, figures = _split(result)
    counts = counts if result.totals["考核人数"] else ["没有考核任何人", *counts]
    lines.append(f"{result.period} 考核已算出：{'，'.join(counts)}")
    lines += [f"  {name}　{amount:>16,.2f}" for name, amount in figures.items()]
    reports = [path for path in result.files if path.name.startswith(("级别调整表", "年度考评表"))]
    lines += [f"报表：{path}" for path in reports]
    lines.append("中间表与考核台账在同一文件夹，编号即计算的先后。" if result.changed else UNCHANGED)
    return "\n".join(lines)


def _split(result: Result) -> tuple[list[str], dict[str, Decimal]]:
    """The counts of persons in words, and the figures of the indicators."""
    counts = [f"{name} {result.totals[name]} 人" for name in COUNTED if result.totals.get(name)]
    return counts, {name: amount for name, amount in result.totals.items() if name not in COUNTED}


def explanation_text(answer: Answer) -> str:
    """An explanation as an indented tree."""
    lines = [answer.person]
    if answer.notice:
        lines.append(answer.notice)
    for figure in answer.figures:
        lines += _tree(figure, 0)
    return "\n".join(lines)


def explanation_object(answer: Answer, period: str) -> dict[str, Any]:
    """The same as data."""
    return {
        "status": "ok", "period": period, "person": answer.person, "notice": answer.notice, "totals": {}, "files": [],
        "findings": [], "figures": [asdict(figure) for figure in answer.figures],
    }  # fmt: skip


def _tree(figure: Explained, depth: int) -> list[str]:
    pad = "  " * depth
    article = f"（{figure.article}）" if figure.article else ""
    unit = f" {figure.unit}" if figure.unit and figure.value != "（空）" else ""
    lines = [f"{pad}{figure.name} = {figure.value}{unit}{article}"]
    lines += [f"{pad}  公式：{figure.formula}"] if figure.formula else []
    lines += [f"{pad}  代入：{figure.worked}"] if figure.worked else []
    lines += [f"{pad}  · {note}" for note in figure.notes]
    for part in figure.parts:
        lines += _tree(part, depth + 1)
    for line in figure.lines:
        lines.append(f"{pad}  ─ {line.text} {line.amount}".rstrip())
        lines += [f"{pad}      {place}" for place in line.places]
    return lines


def stages_object() -> dict[str, Any]:
    """The stages of every job as data: of a month as ``stages``, of all by the name of their command as ``jobs``."""
    from pipeline.jobs import JOBS

    jobs = {name: [_stage_object(stage) for stage in job] for name, job in JOBS.items()}
    answer = {"status": "ok", "period": "", "totals": {}, "files": [], "findings": []}
    return {**answer, "stages": jobs["run"], "jobs": jobs}


def _stage_object(stage: Stage) -> dict[str, Any]:
    return {
        "number": stage.number, "package": stage.package, "heading": stage.heading, "note": stage.note,
        "tables": list(stage.makes), "steps": [step.__name__ for step in stage.steps],
        "checks": [check.__name__ for check in stage.checks],
    }  # fmt: skip


def stages_text() -> str:
    """The stages of every job, one paragraph each."""
    from pipeline.jobs import JOBS

    jobs = [
        "\n".join([f"{JOB_WORDS[name]}（xinchou {name}）", *(line for stage in job for line in _stage_lines(stage))])
        for name, job in JOBS.items()
    ]
    return "\n\n".join(jobs)


def _stage_lines(stage: Stage) -> list[str]:
    lines = [f"{stage.number:02d} {stage.heading}（pipeline/{stage.package}）：{stage.note}"]
    lines += [f"   表：{'、'.join(stage.makes)}"] * bool(stage.makes)
    return [*lines, *[f"   核对：{len(stage.checks)} 项"] * bool(stage.checks)]
