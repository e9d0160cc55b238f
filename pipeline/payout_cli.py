"""Commands of the next desk: ``payout`` (all its files), ``taxcheck`` (the tax office's figures), ``statement``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from pipeline import chinese_click
from pipeline.cli_common import Options, common, common_of_span, refuse, refusing, say_of, tell

if TYPE_CHECKING:
    from pipeline.command_result import Result
    from pipeline.period import Period, Span

PAYOUT_HELP = (
    "发放：由已算出的一个月写出工资条、报税文件、银行代发文件、记账凭证、人员变动与综合室汇总；"
    "合计与薪酬月报表有一分不符，或有阻断，什么都不写出。"
)
TAXCHECK_HELP = "报税核对：读回扣缴端算税后导出的文件，与本月的个人所得税逐人核对，差到分。"
STATEMENT_HELP = "年度对账单：一人一个加密工作簿，每月一行，与各月薪酬月报表一致。"


@click.command(cls=chinese_click.Command, help=PAYOUT_HELP)
@common
def payout(period: Period, **options: Any) -> None:
    """Write every file of the next desk."""
    asked = Options(**options)
    with refusing(period, asked):
        from pipeline.payout.answers import payout_text
        from pipeline.payout.payout_end import PayoutRequest, run_payout
        from pipeline.settings import load

        request = PayoutRequest(period, load(asked.config), asked.inputs, asked.outputs, say_of(asked))
        _tell(run_payout(request), asked.as_json, payout_text)


@click.command(cls=chinese_click.Command, help=TAXCHECK_HELP)
@common
@click.argument("exports", nargs=-1, required=True, type=Path, metavar="文件...")
def taxcheck(period: Period, exports: tuple[Path, ...], **options: Any) -> None:
    """Compare the tax office's computation with ours."""
    asked = Options(**options)
    with refusing(period, asked):
        from pipeline.payout.answers import tax_check_text
        from pipeline.payout.tax_check_end import run_tax_check
        from pipeline.settings import load

        missing = [(0, f"没有文件“{path}”，请写扣缴端导出的工作簿") for path in exports if not path.is_file()]
        if missing:
            refuse(str(period), asked.as_json, missing)
        result = run_tax_check(period, load(asked.config), asked.inputs, asked.outputs, exports)
        _tell(result, asked.as_json, tax_check_text)


@click.command(cls=chinese_click.Command, help=STATEMENT_HELP)
@common_of_span(is_year=True)
def statement(span: Span, **options: Any) -> None:
    """Write the statement of the year of every person."""
    asked = Options(**options)
    with refusing(span, asked):
        from pipeline.payout.answers import statement_text
        from pipeline.payout.statement_end import run_statement
        from pipeline.settings import load

        result = run_statement(span, load(asked.config), asked.inputs, asked.outputs, say_of(asked))
        _tell(result, asked.as_json, statement_text)


def _tell(result: Result, as_json: bool, text: Callable[..., str]) -> NoReturn:
    """Say how it ended, and end with the exit code for it."""
    if as_json:
        tell(result, as_json)
    click.echo(text(result, colour=sys.stdout.isatty()))
    sys.exit(0 if result.status == "ok" else 1)


COMMANDS = (payout, taxcheck, statement)
