"""What click itself says (help pages, wrong usage), said in Chinese; and a console that can show it.

click words its sections, its help option and its errors in English; here is one place for each of the three.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn, TextIO

import click

SECTIONS = {"Options": "选项", "Commands": "命令", "Positional arguments": "参数"}
WRONG_USAGE = 2
INTERRUPTED = 130
SAMPLE = "薪酬…“”—（）　─"


class Formatter(click.HelpFormatter):
    """Help pages with Chinese sections."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The first line of a help page."""
        super().write_usage(prog, args, "用法：" if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """The line over a section."""
        self.write(f"{SECTIONS.get(heading, heading)}：\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Two columns; a Chinese character is as wide as two letters."""
        lines = list(rows)
        widest = max(_width(term) for term, _ in lines)
        for term, meaning in lines:
            gap = " " * (widest - _width(term) + col_spacing)
            self.write(f"{'':{self.current_indent}}{term}{gap}{meaning}\n")


class Context(click.Context):
    """A context whose help pages are Chinese."""

    formatter_class = Formatter


class Command(click.Command):
    """A command with a Chinese help page."""

    context_class = Context

    def __init__(self, *args: Any, **attributes: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[选项]", **attributes})

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``, explained in Chinese."""
        return _in_chinese(super().get_help_option(ctx))


class Group(click.Group):
    """A group of such commands that answers wrong usage in Chinese, with exit code 2."""

    context_class = Context
    command_class = Command

    def __init__(self, *args: Any, **attributes: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[选项]", "subcommand_metavar": "命令 [参数]…", **attributes})

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``, explained in Chinese."""
        return _in_chinese(super().get_help_option(ctx))

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command line; without ``standalone_mode`` errors are left to the caller."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        given = list(sys.argv[1:] if args is None else args)
        for stream in (sys.stdout, sys.stderr):
            show_chinese(stream, always="--json" in given)
        try:
            code = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        except click.UsageError as error:
            self.refuse(error, given)
        except click.Abort:
            click.echo("已中断，已有的结果没有改动。", err=True)
            sys.exit(INTERRUPTED)
        sys.exit(code if isinstance(code, int) else 0)

    def refuse(self, error: click.UsageError, given: Sequence[str]) -> NoReturn:
        """Say on the error stream what is wrong and how to ask for help; ends with exit code 2."""
        click.echo(words(error), err=True)
        sys.exit(WRONG_USAGE)


def words(error: click.UsageError) -> str:
    """What was wrong with the command line, and what to type to learn more, in Chinese."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    said = [f"用法有误：{mistake(error)}"]
    if error.ctx is not None:
        said += [error.ctx.get_usage(), f"详细用法：{error.ctx.command_path} --help"]
    return "\n".join(said)


def mistake(error: click.UsageError) -> str:
    """What was wrong with the command line, in Chinese."""
    match error:
        case click.NoSuchOption(option_name=name):
            near = f"，是否想用 {'、'.join(error.possibilities)}" if error.possibilities else ""
            return f"没有选项 {name}{near}"
        case click.MissingParameter(param=click.Parameter() as parameter):
            return f"缺少{_called(parameter)}"
        case click.BadParameter(param=click.Parameter() as parameter):
            return f"{_called(parameter)}：{error.message}"
        case click.BadOptionUsage(option_name=name):
            return f"选项 {name} 的写法不对（是否缺少它的值，或不应带值）"
    return _of_the_group(error)


def show_chinese(stream: TextIO, *, always: bool = False) -> None:
    """Let the stream write UTF-8 if its own encoding lacks Chinese (or always), and never fail on a character."""
    if not hasattr(stream, "reconfigure"):
        return
    encoding = "utf-8" if always or not _can_show(stream.encoding) else None
    stream.reconfigure(encoding=encoding, errors="replace")


def _can_show(encoding: str) -> bool:
    try:
        SAMPLE.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _in_chinese(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "显示本说明"
    return option


def _called(parameter: click.Parameter) -> str:
    return parameter.opts[0] if isinstance(parameter, click.Option) else parameter.human_readable_name


def _of_the_group(error: click.UsageError) -> str:
    """An unknown command, or more words than the command takes: click has had no class of its own for either."""
    command = error.ctx.command if error.ctx else None
    if isinstance(command, click.Group):
        return f"没有这个命令；可用的命令：{'、'.join(command.commands)}"
    return "多写了参数，请对照用法"
