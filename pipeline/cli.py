"""The command ``xinchou``: what a clerk types and what she reads in answer.

Exit codes: 0 done, 1 stopped by findings, 2 wrong usage or configuration, 3 our own mistake.  Nothing heavy is
imported before it is needed, so that ``--help`` answers at once.
"""

from __future__ import annotations

import errno
import json
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from pipeline import chinese_click

if TYPE_CHECKING:
    from pipeline.month import Request
    from pipeline.month_end import Result
    from pipeline.period import Period

Command = TypeVar("Command", bound=Callable[..., Any])

HELP = "证券营业部客户经理薪酬：读入当月工作簿，核对，计薪，生成《营业部客户经理薪酬月报表》。"
RUN_HELP = "计算一个月的薪酬，写出报表；有阻断错误时只写出错误清单和标注副本。"
CHECK_HELP = "只读入和核对，写出错误清单；不计算，不改动已有结果。"
EXPLAIN_HELP = "说明一个数字怎么来的，直到原始文件的单元格；不写项目则逐项列出。"
STAGES_HELP = "按顺序列出计算的各个阶段、步骤和核对。"
SIMULATE_HELP = "试算：换一份薪酬标准，或改参数与表，重算一个月或几个月，与现行逐人对比；不改动任何正式结果。"
SCHEME_HELP = "查看薪酬标准与法定标准。"
TRY_HELP = "把薪酬标准文件旁的用例（同名的 .cases.yaml）逐个算一遍，与写明的数比对，分毫不差才算相符。"
SOUND_HELP = "核对薪酬标准是否合乎稳健薪酬与经纪业务的规定，逐条列出提醒与依据；可核对某月的标准、标准文件或两者。"
SHOW_HELP = (
    "按条列出某月生效的标准：参数、补充数据、业务记录、表、归属、计量、条件树、项目与公式、台账，以及与上一版的变化；"
    "用 --file 则列出一份标准文件里的各版，不必写月份。"
)
JSON_HELP = "只输出一个JSON对象，供程序读取"
REFUSED = {
    errno.EACCES: "没有权限，请检查文件夹的权限，或换一个 --outputs 文件夹",
    errno.EPERM: "没有权限，请检查文件夹的权限，或换一个 --outputs 文件夹",
    errno.EROFS: "文件夹是只读的，请换一个 --outputs 文件夹",
    errno.ENOSPC: "磁盘已满，请腾出空间后再运行",
}
"""What the system may refuse a user, and what to do."""
OWN_MISTAKE = 3
MISTAKEN = "程序内部错误，这不是您的文件或操作有误；已有的结果没有损坏。请把下面的内容发给维护人员。"


class _Month(click.ParamType["Period"]):
    name = "月份"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        from pipeline.period import Period

        try:
            return Period.parse(str(value))
        except ValueError:
            self.fail(f"“{value}”不是月份，应写成 2026-01", param, ctx)


class _Folder(click.ParamType[Path]):
    name = "文件夹"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        folder = Path(value)
        if folder.exists() and not folder.is_dir():
            self.fail(f"“{value}”是文件，不是文件夹", param, ctx)
        return folder


class _Count(click.ParamType[int]):
    name = "数"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if not str(value).isdecimal():
            self.fail(f"“{value}”不是人数，应写成 10", param, ctx)
        return int(value)


class _Xinchou(chinese_click.Group):
    def main(self, args: Sequence[str] | None = None, *more: Any, **extra: Any) -> Any:
        """Run the command line; our own mistake ends in words, the trace and exit code 3."""
        try:
            return super().main(args, *more, **extra)
        except Exception as error:
            if not extra.get("standalone_mode", True):
                raise
            _confess(error, "--json" in (sys.argv[1:] if args is None else args))

    def refuse(self, error: click.UsageError, given: Sequence[str]) -> NoReturn:
        """Wrong usage; asked for JSON, the answer is JSON here, too."""
        if "--json" in given:
            _refuse("", True, [(0, chinese_click.mistake(error))])
        super().refuse(error, given)


@dataclass(frozen=True)
class _Options:
    """The options every command on a month has."""

    config: Path
    inputs: Path
    outputs: Path
    as_json: bool


def _common(command: Command) -> Command:
    """The month and the options of every command on a month."""
    return _on_a_month(command, "月份", required=True)


def _common_without_month(command: Command) -> Command:
    """The same where the month may be left out."""
    return _on_a_month(command, "[月份]", required=False)


def _on_a_month(command: Command, called: str, *, required: bool) -> Command:
    options = [
        click.argument("period", type=_Month(), metavar=called, required=required),
        click.option("--config", default="config.yaml", type=Path, metavar="文件", help="设定文件（默认 config.yaml）"),
        click.option("--inputs", default="inputs", type=_Folder(), metavar="文件夹",
                     help="交来的文件，下面按月分文件夹（默认 inputs）"),
        click.option("--outputs", default="outputs", type=_Folder(), metavar="文件夹", help="结果（默认 outputs）"),
        click.option("--json", "as_json", is_flag=True, help=JSON_HELP),
    ]  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


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
@_common
def run(period: Period, **options: Any) -> None:
    """Compute a month."""
    asked = _Options(**options)
    with _refusing(period, asked):
        from pipeline.month_end import run_month

        _answer(run_month(_request(period, asked)), asked.as_json)


@main.command(help=CHECK_HELP)
@_common
def check(period: Period, **options: Any) -> None:
    """Read and validate a month."""
    asked = _Options(**options)
    with _refusing(period, asked):
        from pipeline.month_end import check_month

        _answer(check_month(_request(period, asked)), asked.as_json)


@main.command(help=EXPLAIN_HELP)
@_common
@click.argument("employee_id", metavar="工号")
@click.argument("item", required=False, metavar="[项目]")
def explain(period: Period, employee_id: str, item: str | None, **options: Any) -> None:
    """Explain one figure of one person, or every column of the report in a line."""
    asked = _Options(**options)
    with _refusing(period, asked):
        from pipeline.month import compute

        computed = compute(_request(period, asked))
        if computed.stopped:
            from pipeline.month_end import stopped_without_files

            _answer(stopped_without_files(computed), asked.as_json)
        from pipeline.answers import explanation_object, explanation_text
        from pipeline.explain import CannotExplain
        from pipeline.explain import explain as explain_figure

        try:
            answer = explain_figure(computed, employee_id, item)
        except CannotExplain as error:
            _refuse(str(period), asked.as_json, [(0, str(error))])
        if asked.as_json:
            _print_json(explanation_object(answer, str(period)))
        else:
            click.echo(explanation_text(answer))


@main.command(help=SIMULATE_HELP)
@_common
@click.argument("last", required=False, type=_Month(), metavar="[末月]")
@click.option("--scheme", "scheme_file", type=Path, metavar="文件",
              help="另一份薪酬标准（最上层为 schemes），不看批准与生效日期")
@click.option("--set", "sets", multiple=True, metavar="名称=值",
              help="改一个参数或表中一处，可写多次：提成档.1=30%、底薪表.中级=4000、提成档.2.起点=2万")
@click.option("--to", type=_Folder(), metavar="文件夹", help="结果放在哪里（默认 outputs/试算/ 下按所改的内容命名）")
@click.option("--top", type=_Count(), default=10, metavar="人数", help="变动最大的，每个方向至多列几人（默认 10）")
def simulate(period: Period, last: Period | None, to: Path | None, top: int, **options: Any) -> None:
    """Compute past months under other rules, beside the present ones."""
    scheme_file, sets = options.pop("scheme_file"), options.pop("sets")
    asked = _Options(**options)
    with _refusing(period, asked):
        from pipeline.simulate.asked import Asked, CannotSimulate
        from pipeline.simulate_command import answer

        places = (asked.config, asked.inputs, asked.outputs)
        trial = Asked(period, last or period, *places, scheme_file, sets, to, top, _say(asked))
        try:
            sys.exit(answer(trial, as_json=asked.as_json))
        except CannotSimulate as error:
            _refuse(str(period), asked.as_json, [(0, words) for words in error.problems])


@main.command(help=STAGES_HELP)
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def stages(as_json: bool) -> None:
    """List the stages of a month."""
    from pipeline.answers import stages_object, stages_text

    if as_json:
        _print_json(stages_object())
    else:
        click.echo(stages_text())


@main.group(cls=chinese_click.Group, help=SCHEME_HELP)
def scheme() -> None:
    """The commands on pay standards."""


@scheme.command(help=SHOW_HELP)
@_common_without_month
@click.option("--law", is_flag=True, help="显示法定标准，而不是薪酬标准")
@click.option("--workbook", type=Path, metavar="文件", help="同时写成工作簿，供审批")
@click.option("--file", "scheme_file", type=Path, metavar="文件",
              help="另一份薪酬标准（最上层为 schemes）；写了月份则只列该月生效的一版")
def show(
    period: Period | None, law: bool, workbook: Path | None, scheme_file: Path | None, **options: Any
) -> None:
    """Print the rule set in force in a month, or every version in a file."""
    asked = _Options(**options)
    if scheme_file is None and period is None:
        raise _wrong("period", "请写月份，如 2026-01，或用 --file 指明标准文件")
    if scheme_file is not None and law:
        raise _wrong("law", "不能与 --file 同时写，文件里只有薪酬标准")
    with _refusing(period, asked):
        from pipeline.scheme_commands import answer, of_file, of_month

        if scheme_file is not None:
            shown = of_file(scheme_file, period)
        else:
            assert period is not None
            shown = [of_month(_request(period, asked).settings, period, law=law)]
        answer(shown, period, workbook=workbook, as_json=asked.as_json)


@scheme.command("try", help=TRY_HELP)
@click.argument("files", nargs=-1, required=True, type=Path, metavar="文件…")
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def try_out(files: tuple[Path, ...], as_json: bool) -> None:
    """Run the worked cases beside files of pay standards."""
    from pipeline.scheme_commands import try_out
    from pipeline.settings import ConfigurationError

    try:
        sys.exit(try_out(files, as_json=as_json))
    except ConfigurationError as error:
        _refuse("", as_json, error.problems, error.file)


@scheme.command("check", help=SOUND_HELP)
@_common_without_month
@click.option("--file", "files", multiple=True, type=Path, metavar="文件", help="核对一份标准文件的全部版本，可写多次")
@click.option("--workbook", type=Path, metavar="文件", help="同时写成工作簿")
@click.option("--strict", is_flag=True, help="有提醒时退出码为1")
def check_standard(
    period: Period | None, files: tuple[Path, ...], workbook: Path | None, strict: bool, **options: Any
) -> None:
    """Tell what of a pay standard a person should look at again."""
    asked = _Options(**options)
    if period is None and not files:
        raise _wrong("period", "请写月份，如 2026-01，或用 --file 指明标准文件")
    with _refusing(period, asked):
        from pipeline.compliance.command import Check, answer
        from pipeline.settings import load

        request = None if period is None else _request(period, asked)
        check = Check(request.settings if request else load(asked.config), request, files)
        sys.exit(answer(check, workbook=workbook, as_json=asked.as_json, strict=strict))


def _wrong(name: str, words: str) -> click.BadParameter:
    """What is wrong with a parameter of the command that was typed."""
    context = click.get_current_context()
    return click.BadParameter(words, context, next(one for one in context.command.params if one.name == name))


def _request(period: Period, asked: _Options) -> Request:
    from pipeline.month import Request
    from pipeline.settings import load

    return Request(period, load(asked.config), asked.inputs, asked.outputs, _say(asked))


@contextmanager
def _refusing(period: Period | None, asked: _Options) -> Iterator[None]:
    """What the user got wrong outside the delivered files ends in words and exit code 2."""
    month = str(period or "")
    from pipeline.archive.apart import FoldersOverlap
    from pipeline.archive.lock import PeriodBusy
    from pipeline.archive.publish import ResultInUse
    from pipeline.settings import ConfigurationError

    try:
        yield
    except ConfigurationError as error:
        _refuse(month, asked.as_json, error.problems, error.file)
    except (FoldersOverlap, PeriodBusy, ResultInUse) as error:
        _refuse(month, asked.as_json, [(0, str(error))])
    except Exception as error:
        # Writers of workbooks wrap what the system said.
        trouble = error if isinstance(error, OSError) else error.__cause__
        if not isinstance(trouble, OSError) or trouble.errno not in REFUSED:
            raise
        where = f"“{trouble.filename}”" if trouble.filename else "结果"
        words = f"无法读写{where}：{REFUSED[trouble.errno]}。已有的结果没有改动。"
        _refuse(month, asked.as_json, [(0, words)])


def _answer(result: Result, as_json: bool) -> NoReturn:
    from pipeline.answers import as_object, as_text

    if as_json:
        _print_json(as_object(result))
    else:
        click.echo(as_text(result, colour=sys.stdout.isatty()))
    sys.exit(0 if result.status == "ok" else 1)


def _say(asked: _Options) -> Callable[[str], None]:
    """Tells the progress where somebody watches."""
    watched = not asked.as_json and sys.stderr.isatty()
    return (lambda words: click.echo(f"… {words}", err=True)) if watched else (lambda words: None)


def _refuse(period: str, as_json: bool, problems: list[tuple[int, str]], file: str = "") -> NoReturn:
    """Wrong usage or configuration: every problem at once, exit code 2."""
    if as_json:
        from pipeline.answers import refusal_object

        _print_json(refusal_object(period, problems, file))
    else:
        for line, words in problems:
            click.echo(f"{file} 第{line}行：{words}" if line else words, err=True)
    sys.exit(chinese_click.WRONG_USAGE)


def _confess(error: Exception, as_json: bool) -> NoReturn:
    """Our own mistake: words for the user, the trace for whoever mends it; nothing of ours is imported any more."""
    if as_json:
        told = dict.fromkeys(("file", "sheet", "cell", "column", "value", "expected"), "")
        told |= {"level": "阻断", "code": "BUG", "title": "程序内部错误", "message": f"{MISTAKEN[:-1]}：{error!r}"}
        told["remedy"] = "请把错误流上的内容发给维护人员"
        _print_json({"status": "error", "period": "", "totals": {}, "files": [], "findings": [told]})
    click.echo(f"{MISTAKEN}\n{''.join(traceback.format_exception(error))}", err=True, nl=False)
    sys.exit(OWN_MISTAKE)


def _print_json(answer: dict[str, Any]) -> None:
    click.echo(json.dumps(answer, ensure_ascii=False))
