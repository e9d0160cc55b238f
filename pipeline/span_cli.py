"""The commands ``quarter`` and ``year``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NoReturn

import click

from pipeline import chinese_click
from pipeline.cli_common import Options, common_of_span, print_json, refusing, say_of

if TYPE_CHECKING:
    from pipeline.command_result import Result
    from pipeline.period import Span

QUARTER_HELP = "季度考核：从本季各月的结果算出考核与级别变动，写出级别调整表；有阻断错误时只写出错误清单。"
YEAR_HELP = "年度考评：从四个季度的结果算出综合得分、名次与级别变动，写出年度考评表。"


@click.command(cls=chinese_click.Command, help=QUARTER_HELP)
@common_of_span(is_year=False)
def quarter(span: Span, **options: Any) -> None:
    """Appraise a quarter."""
    _appraise(span, Options(**options))


@click.command(cls=chinese_click.Command, help=YEAR_HELP)
@common_of_span(is_year=True)
def year(span: Span, **options: Any) -> None:
    """Appraise a year."""
    _appraise(span, Options(**options))


def _appraise(span: Span, asked: Options) -> None:
    with refusing(span, asked):
        from pipeline.collect.months import begin_reading

        # The reader of workbooks lets go of the interpreter: all else is imported and the settings are read meanwhile.
        reading = begin_reading(asked.outputs, span)
        from pipeline.settings import load
        from pipeline.span_end import run_span
        from pipeline.span_job import SpanRequest

        request = SpanRequest(span, load(asked.config), asked.inputs, asked.outputs, say_of(asked), reading)
        _tell(run_span(request), asked.as_json)


def _tell(result: Result, as_json: bool) -> NoReturn:
    """Say how it ended, and end with the exit code for it."""
    from pipeline.answers import as_object, span_text

    if as_json:
        print_json(as_object(result))
    else:
        click.echo(span_text(result, colour=sys.stdout.isatty()))
    sys.exit(0 if result.status == "ok" else 1)
