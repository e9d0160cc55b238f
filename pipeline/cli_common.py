"""What every command has in common: its parameters and options, and how it answers what went wrong.

Exit codes: 0 done, 1 stopped by findings, 2 wrong usage or configuration, 3 our own mistake.
"""

from __future__ import annotations

import errno
import json
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from pipeline import chinese_click

if TYPE_CHECKING:
    from pipeline.command_result import Result
    from pipeline.month import Request
    from pipeline.period import Period, Span

Command = TypeVar("Command", bound=Callable[..., Any])

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


class Month(click.ParamType["Period"]):
    """A month as typed: 2026-01."""

    name = "月份"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        """The month; wrong usage where it is none."""
        from pipeline.period import Period

        try:
            return Period.parse(str(value))
        except ValueError:
            self.fail(f"“{value}”不是月份，应写成 2026-01", param, ctx)


class QuarterOrYear(click.ParamType["Span"]):
    """A quarter or a year as typed: 2026Q1, 2026."""

    def __init__(self, *, is_year: bool) -> None:
        self.is_year = is_year
        self.name = "年度" if is_year else "季度"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Span:
        """The span; wrong usage where it is none of its kind."""
        from pipeline.period import Span

        example = "2026" if self.is_year else "2026Q1"
        try:
            span = Span.parse(str(value).upper())
        except ValueError:
            self.fail(f"“{value}”不是{self.name}，应写成 {example}", param, ctx)
        if span.is_year != self.is_year:
            self.fail(f"“{value}”不是{self.name}，应写成 {example}", param, ctx)
        return span


class AnyPeriod(click.ParamType["Period | Span"]):
    """A month, a quarter or a year as typed."""

    name = "期间"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Period | Span:
        """The month, quarter or year; wrong usage where it is none of them."""
        from pipeline.period import Period, Span

        try:
            return Period.parse(str(value)) if "-" in str(value) else Span.parse(str(value).upper())
        except ValueError:
            self.fail(f"“{value}”不是月份、季度或年度，应写成 2026-01、2026Q1 或 2026", param, ctx)


class Folder(click.ParamType[Path]):
    """A folder, there or not yet, but no file."""

    name = "文件夹"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The folder; wrong usage where a file stands there."""
        folder = Path(value)
        if folder.exists() and not folder.is_dir():
            self.fail(f"“{value}”是文件，不是文件夹", param, ctx)
        return folder


class Count(click.ParamType[int]):
    """A whole number of persons."""

    name = "数"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; wrong usage where it is none."""
        if not str(value).isdecimal():
            self.fail(f"“{value}”不是人数，应写成 10", param, ctx)
        return int(value)


@dataclass(frozen=True)
class Options:
    """The options every command on a month has."""

    config: Path
    inputs: Path
    outputs: Path
    as_json: bool


def common(command: Command) -> Command:
    """The month and the options of every command on a month."""
    return _on_a_period(command, "period", Month(), "月份", required=True)


def common_without_month(command: Command) -> Command:
    """The same where the month may be left out."""
    return _on_a_period(command, "period", Month(), "[月份]", required=False)


def common_of_any(command: Command) -> Command:
    """A month, quarter or year and the same options."""
    return _on_a_period(command, "period", AnyPeriod(), "期间", required=True)


def common_of_span(*, is_year: bool) -> Callable[[Command], Command]:
    """A quarter or a year and the same options."""
    kind = QuarterOrYear(is_year=is_year)
    return lambda command: _on_a_period(command, "span", kind, kind.name, required=True)


def _on_a_period(command: Command, name: str, kind: click.ParamType[Any], called: str, *, required: bool) -> Command:
    options = [
        click.argument(name, type=kind, metavar=called, required=required),
        click.option("--config", default="config.yaml", type=Path, metavar="文件", help="设定文件（默认 config.yaml）"),
        click.option("--inputs", default="inputs", type=Folder(), metavar="文件夹",
                     help="交来的文件，下面按月（季、年）分文件夹（默认 inputs）"),
        click.option("--outputs", default="outputs", type=Folder(), metavar="文件夹", help="结果（默认 outputs）"),
        click.option("--json", "as_json", is_flag=True, help=JSON_HELP),
    ]  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def wrong(name: str, words: str) -> click.BadParameter:
    """What is wrong with a parameter of the command that was typed."""
    context = click.get_current_context()
    return click.BadParameter(words, context, next(one for one in context.command.params if one.name == name))


def request_of(period: Period, asked: Options) -> Request:
    """What the command asks for, under the configuration it names."""
    from pipeline.month import Request
    from pipeline.settings import load

    return Request(period, load(asked.config), asked.inputs, asked.outputs, say_of(asked))


@contextmanager
def refusing(period: Period | Span | None, asked: Options) -> Iterator[None]:
    """What the user got wrong outside the delivered files ends in words and exit code 2."""
    try:
        yield
    except Exception as error:
        _refuse_known(error, str(period or ""), asked.as_json)
        raise


def _refuse_known(error: Exception, month: str, as_json: bool) -> None:
    """End in words where the error is one a user can mend; what it may be is imported only now that there is one."""
    from pipeline.archive.apart import FoldersOverlap
    from pipeline.archive.lock import PeriodBusy
    from pipeline.archive.publish import ResultInUse
    from pipeline.closing.errors import Refused
    from pipeline.settings import ConfigurationError

    if isinstance(error, ConfigurationError):
        refuse(month, as_json, error.problems, error.file)
    if isinstance(error, FoldersOverlap | PeriodBusy | Refused | ResultInUse):
        refuse(month, as_json, [(0, str(error))])
    # Writers of workbooks wrap what the system said.
    trouble = error if isinstance(error, OSError) else error.__cause__
    if isinstance(trouble, OSError) and trouble.errno in REFUSED:
        where = f"“{trouble.filename}”" if trouble.filename else "结果"
        refuse(month, as_json, [(0, f"无法读写{where}：{REFUSED[trouble.errno]}。已有的结果没有改动。")])


def tell(result: Result, as_json: bool) -> NoReturn:
    """Say how it ended, and end with the exit code for it."""
    from pipeline.answers import as_object, as_text

    if as_json:
        print_json(as_object(result))
    else:
        click.echo(as_text(result, colour=sys.stdout.isatty()))
    sys.exit(0 if result.status == "ok" else 1)


def say_of(asked: Options) -> Callable[[str], None]:
    """Tells the progress where somebody watches."""
    watched = not asked.as_json and sys.stderr.isatty()
    return (lambda words: click.echo(f"… {words}", err=True)) if watched else (lambda words: None)


def refuse(period: str, as_json: bool, problems: list[tuple[int, str]], file: str = "") -> NoReturn:
    """Wrong usage or configuration: every problem at once, exit code 2."""
    if as_json:
        from pipeline.answers import refusal_object

        print_json(refusal_object(period, problems, file))
    else:
        for line, words in problems:
            click.echo(f"{file} 第{line}行：{words}" if line else words, err=True)
    sys.exit(chinese_click.WRONG_USAGE)


def confess(error: Exception, as_json: bool) -> NoReturn:
    """Our own mistake: words for the user, the trace for whoever mends it; nothing of ours is imported any more."""
    if as_json:
        told = dict.fromkeys(("file", "sheet", "cell", "column", "value", "expected"), "")
        told |= {"level": "阻断", "code": "BUG", "title": "程序内部错误", "message": f"{MISTAKEN[:-1]}：{error!r}"}
        told["remedy"] = "请把错误流上的内容发给维护人员"
        print_json({"status": "error", "period": "", "totals": {}, "files": [], "findings": [told]})
    click.echo(f"{MISTAKEN}\n{''.join(traceback.format_exception(error))}", err=True, nl=False)
    sys.exit(OWN_MISTAKE)


def print_json(answer: dict[str, Any]) -> None:
    """One JSON object on stdout."""
    click.echo(json.dumps(answer, ensure_ascii=False))
