"""The command ``xinchou``: what a clerk types and what she reads in answer.

Exit codes: 0 done, 1 stopped by findings, 2 wrong usage or configuration, 3 our own mistake.  Nothing heavy is
imported before it is needed, so that ``--help`` answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from pipeline import chinese_click
from pipeline.cli_common import (
    JSON_HELP,
    Count,
    Folder,
    Month,
    Options,
    common,
    common_of_any,
    confess,
    print_json,
    refuse,
    refusing,
    request_of,
    say_of,
    tell,
)
from pipeline.closing_cli import COMMANDS
from pipeline.correct_cli import correct
from pipeline.diff_cli import COMMANDS as DIFF_COMMANDS
from pipeline.payout_cli import COMMANDS as PAYOUT_COMMANDS
from pipeline.scheme_cli import scheme
from pipeline.span_cli import quarter, year

if TYPE_CHECKING:
    from pipeline.explain import Answer
    from pipeline.period import Period, Span

HELP = "证券营业部客户经理薪酬：读入当月工作簿，核对，计薪，生成《营业部客户经理薪酬月报表》。"
RUN_HELP = "计算一个月的薪酬，写出报表；有阻断错误时只写出错误清单和标注副本。"
CHECK_HELP = "只读入和核对，写出错误清单；不计算，不改动已有结果。"
EXPLAIN_HELP = (
    "说明一个数字怎么来的，直到原始文件的单元格；不写项目则逐项列出。"
    "季度、年度的（2026Q1、2026）说明级别与得分，直到各月结果的单元格。"
)
STAGES_HELP = "按顺序列出月、季、年各个阶段、步骤和核对。"
SIMULATE_HELP = "试算：换一份薪酬标准，或改参数与表，重算一个月或几个月，与现行逐人对比；不改动任何正式结果。"


class _Xinchou(chinese_click.Group):
    def main(self, args: Sequence[str] | None = None, *more: Any, **extra: Any) -> Any:
        """Run the command line; our own mistake ends in words, the trace and exit code 3."""
        try:
            return super().main(args, *more, **extra)
        except Exception as error:
            if not extra.get("standalone_mode", True):
                raise
            confess(error, "--json" in (sys.argv[1:] if args is None else args))

    def refuse(self, error: click.UsageError, given: Sequence[str]) -> NoReturn:
        """Wrong usage; asked for JSON, the answer is JSON here, too."""
        if "--json" in given:
            refuse("", True, [(0, chinese_click.mistake(error))])
        super().refuse(error, given)


def _show_version(context: click.Context, parameter: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        from importlib.metadata import PackageNotFoundError, version

        try:
            click.echo(f"xinchou {version('xinchou')}")
        except PackageNotFoundError:
            click.echo("xinchou（未安装，从源码运行）")
        context.exit()


@click.group(cls=_Xinchou, context_settings={"help_option_names": ["-h", "--help"]}, help=HELP)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="显示版本")
def main() -> None:
    """The group of all commands."""


@main.command(help=RUN_HELP)
@common
def run(period: Period, **options: Any) -> None:
    """Compute a month."""
    asked = Options(**options)
    with refusing(period, asked):
        from pipeline.month_end import run_month

        tell(run_month(request_of(period, asked)), asked.as_json)


@main.command(help=CHECK_HELP)
@common
def check(period: Period, **options: Any) -> None:
    """Read and validate a month."""
    asked = Options(**options)
    with refusing(period, asked):
        from pipeline.month_end import check_month

        tell(check_month(request_of(period, asked)), asked.as_json)


@main.command(help=EXPLAIN_HELP)
@common_of_any
@click.argument("employee_id", metavar="工号")
@click.argument("item", required=False, metavar="[项目]")
def explain(period: Period | Span, employee_id: str, item: str | None, **options: Any) -> None:
    """Explain one figure of one person; without an item every column of the report, or the grade and the score."""
    asked = Options(**options)
    with refusing(period, asked):
        from pipeline.answers import explanation_object, explanation_text
        from pipeline.explain import CannotExplain
        from pipeline.period import Period

        explained = _of_month if isinstance(period, Period) else _of_span
        try:
            answer = explained(period, asked, (employee_id, item))
        except CannotExplain as error:
            refuse(str(period), asked.as_json, [(0, str(error))])
        if asked.as_json:
            print_json(explanation_object(answer, str(period)))
        else:
            click.echo(explanation_text(answer))


def _of_month(month: Any, asked: Options, what: tuple[str, str | None]) -> Answer:
    """The explanation of a figure of a month; its stop findings where it has any."""
    from pipeline.explain import explain as explain_figure
    from pipeline.month import compute

    computed = compute(request_of(month, asked))
    if computed.stopped:
        from pipeline.month_end import stopped_without_files

        tell(stopped_without_files(computed), asked.as_json)
    return explain_figure(computed, *what)


def _of_span(span: Any, asked: Options, what: tuple[str, str | None]) -> Answer:
    """The explanation of a grade, a score or an item of a quarter or year."""
    from pipeline.explain_span import explain_span
    from pipeline.settings import load
    from pipeline.span_job import SpanRequest, compute_span

    request = SpanRequest(span, load(asked.config), asked.inputs, asked.outputs, say_of(asked))
    return explain_span(compute_span(request), *what)


@main.command(help=SIMULATE_HELP)
@common
@click.argument("last", required=False, type=Month(), metavar="[末月]")
@click.option("--scheme", "scheme_file", type=Path, metavar="文件",
              help="另一份薪酬标准（最上层为 schemes），不看批准与生效日期")
@click.option("--set", "sets", multiple=True, metavar="名称=值",
              help="改一个参数或表中一处，可写多次：提成档.1=30%、底薪表.中级=4000、提成档.2.起点=2万")
@click.option("--to", type=Folder(), metavar="文件夹", help="结果放在哪里（默认 outputs/试算/ 下按所改的内容命名）")
@click.option("--top", type=Count(), default=10, metavar="人数", help="变动最大的，每个方向至多列几人（默认 10）")
def simulate(period: Period, last: Period | None, to: Path | None, top: int, **options: Any) -> None:
    """Compute past months under other rules, beside the present ones."""
    scheme_file, sets = options.pop("scheme_file"), options.pop("sets")
    asked = Options(**options)
    with refusing(period, asked):
        from pipeline.simulate.asked import Asked, CannotSimulate
        from pipeline.simulate_command import answer

        places = (asked.config, asked.inputs, asked.outputs)
        trial = Asked(period, last or period, *places, scheme_file, sets, to, top, say_of(asked))
        try:
            sys.exit(answer(trial, as_json=asked.as_json))
        except CannotSimulate as error:
            refuse(str(period), asked.as_json, [(0, words) for words in error.problems])


@main.command(help=STAGES_HELP)
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def stages(as_json: bool) -> None:
    """List the stages of every job."""
    from pipeline.answers import stages_object, stages_text

    if as_json:
        print_json(stages_object())
    else:
        click.echo(stages_text())


main.add_command(quarter)
main.add_command(year)
main.add_command(scheme)
main.add_command(correct)
for command in (*COMMANDS, *DIFF_COMMANDS, *PAYOUT_COMMANDS):
    main.add_command(command)
