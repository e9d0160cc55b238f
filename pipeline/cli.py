"""The command ``xinchou``: what a clerk types and what she reads in answer.

Exit codes: 0 done, 1 stopped by findings, 2 wrong usage or configuration.  Nothing heavy is imported before it is
needed, so that ``--help`` answers at once.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from pipeline.month import Request
    from pipeline.month_end import Result
    from pipeline.period import Period

Command = TypeVar("Command", bound=Callable[..., Any])

CONTEXT = {"help_option_names": ["-h", "--help"]}


class _Month(click.ParamType["Period"]):
    name = "月份"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        from pipeline.period import Period

        try:
            return Period.parse(str(value))
        except ValueError:
            self.fail(f"“{value}”不是月份，应写成 2026-01", param, ctx)


def _common(command: Command) -> Command:
    """The options every command has."""
    options = [
        click.option("--config", default="config.yaml", show_default=True, type=click.Path(path_type=Path), help="设定文件"),
        click.option("--inputs", default="inputs", show_default=True, type=click.Path(path_type=Path), help="交来文件的文件夹，下面按月分文件夹"),
        click.option("--outputs", default="outputs", show_default=True, type=click.Path(path_type=Path), help="结果的文件夹"),
        click.option("--json", "as_json", is_flag=True, help="只输出一个JSON对象，供程序读取"),
    ]  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


@click.group(context_settings=CONTEXT, help="证券营业部客户经理薪酬：读入当月工作簿，核对，计薪，生成《营业部客户经理薪酬月报表》。")
@click.version_option(package_name="xinchou", message="%(prog)s %(version)s", help="显示版本")
def main() -> None:
    """The group of all commands."""


@main.command(help="计算一个月的薪酬，写出报表；有阻断错误时只写出错误清单和标注副本。")
@click.argument("period", type=_Month(), metavar="月份")
@_common
def run(period: Period, config: Path, inputs: Path, outputs: Path, as_json: bool) -> None:
    """Compute a month."""
    from pipeline.month_end import run_month

    _answer(run_month, _request(period, config, inputs, outputs, as_json), as_json)


@main.command(help="只读入和核对，写出错误清单；不计算，不改动已有结果。")
@click.argument("period", type=_Month(), metavar="月份")
@_common
def check(period: Period, config: Path, inputs: Path, outputs: Path, as_json: bool) -> None:
    """Read and validate a month."""
    from pipeline.month_end import check_month

    _answer(check_month, _request(period, config, inputs, outputs, as_json), as_json)


@main.command(help="说明一个人的一个数字怎么来的：公式、所用的数、档位、条款，直到原始文件的单元格；不写项目则逐项列出。")
@click.argument("period", type=_Month(), metavar="月份")
@click.argument("employee_id", metavar="工号")
@click.argument("item", required=False, metavar="[项目]")
@_common
def explain(
    period: Period, employee_id: str, item: str | None, config: Path, inputs: Path, outputs: Path, as_json: bool
) -> None:
    """Explain one figure of one person."""
    from pipeline.month import compute
    from pipeline.settings import ConfigurationError

    request = _request(period, config, inputs, outputs, as_json)
    try:
        computed = compute(request)
    except ConfigurationError as error:
        _refuse(str(period), as_json, error.problems, error.file)
    from pipeline.answers import explanation_object, explanation_text
    from pipeline.explain import CannotExplain
    from pipeline.explain import explain as explain_figure

    try:
        answer = explain_figure(computed, employee_id, item)
    except CannotExplain as error:
        _refuse(str(period), as_json, [(0, str(error))], "")
    if as_json:
        click.echo(json.dumps(explanation_object(answer, str(period)), ensure_ascii=False))
    else:
        click.echo(explanation_text(answer))


@main.command(help="按顺序列出计算的各个阶段、步骤和核对。")
@click.option("--json", "as_json", is_flag=True, help="只输出一个JSON对象，供程序读取")
def stages(as_json: bool) -> None:
    """List the stages of a month."""
    from pipeline.answers import stages_object, stages_text

    click.echo(json.dumps(stages_object(), ensure_ascii=False) if as_json else stages_text())


def _request(period: Period, config: Path, inputs: Path, outputs: Path, as_json: bool) -> Request:
    from pipeline.month import Request
    from pipeline.settings import ConfigurationError, load

    try:
        settings = load(config)
    except ConfigurationError as error:
        _refuse(str(period), as_json, error.problems, error.file)
    say = _progress() if not as_json and sys.stderr.isatty() else (lambda words: None)
    return Request(period, settings, inputs, outputs, say)


def _answer(command: Callable[[Request], Result], request: Request, as_json: bool) -> None:
    from pipeline.archive.lock import PeriodBusy
    from pipeline.archive.publish import ResultInUse
    from pipeline.settings import ConfigurationError

    try:
        result = command(request)
    except ConfigurationError as error:
        _refuse(str(request.period), as_json, error.problems, error.file)
    except (PeriodBusy, ResultInUse) as error:
        _refuse(str(request.period), as_json, [(0, str(error))], "")
    from pipeline.answers import as_object, as_text

    if as_json:
        click.echo(json.dumps(as_object(result), ensure_ascii=False))
    else:
        click.echo(as_text(result, colour=sys.stdout.isatty()))
    sys.exit(0 if result.status == "ok" else 1)


def _progress() -> Callable[[str], None]:
    return lambda words: click.echo(f"… {words}", err=True)


def _refuse(period: str, as_json: bool, problems: list[tuple[int, str]], file: str) -> Any:
    """Wrong usage or configuration: every problem at once, exit code 2."""
    if as_json:
        findings = [
            {"level": "阻断", "code": "CFG", "file": file, "sheet": "", "cell": f"第{line}行" if line else "", "column": "",
             "value": "", "message": words, "remedy": "请更正后重新运行"}
            for line, words in problems
        ]  # fmt: skip
        answer = {"status": "stopped", "period": period, "totals": {}, "files": [], "findings": findings}
        click.echo(json.dumps(answer, ensure_ascii=False))
    else:
        for line, words in problems:
            click.echo(f"{file} 第{line}行：{words}" if line else words, err=True)
    sys.exit(2)
