"""``xinchou scheme …``: the commands on pay standards."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline import chinese_click
from pipeline.cli_common import JSON_HELP, Options, common_without_month, refuse, refusing, request_of, wrong

if TYPE_CHECKING:
    from pipeline.period import Period

SCHEME_HELP = "查看薪酬标准与法定标准。"
TRY_HELP = "把薪酬标准文件旁的用例（同名的 .cases.yaml）逐个算一遍，与写明的数比对，分毫不差才算相符。"
SOUND_HELP = "核对薪酬标准是否合乎稳健薪酬与经纪业务的规定，逐条列出提醒与依据；可核对某月的标准、标准文件或两者。"
SHOW_HELP = (
    "按条列出某月生效的标准：参数、补充数据、业务记录、表、归属、计量、条件树、项目与公式、台账，以及与上一版的变化；"
    "用 --file 则列出一份标准文件里的各版，不必写月份。"
)


@click.group(cls=chinese_click.Group, help=SCHEME_HELP)
def scheme() -> None:
    """The commands on pay standards."""


@scheme.command(help=SHOW_HELP)
@common_without_month
@click.option("--law", is_flag=True, help="显示法定标准，而不是薪酬标准")
@click.option("--workbook", type=Path, metavar="文件", help="同时写成工作簿，供审批")
@click.option("--file", "scheme_file", type=Path, metavar="文件",
              help="另一份薪酬标准（最上层为 schemes）；写了月份则只列该月生效的一版")
def show(
    period: Period | None, law: bool, workbook: Path | None, scheme_file: Path | None, **options: Any
) -> None:
    """Print the rule set in force in a month, or every version in a file."""
    asked = Options(**options)
    if scheme_file is None and period is None:
        raise wrong("period", "请写月份，如 2026-01，或用 --file 指明标准文件")
    if scheme_file is not None and law:
        raise wrong("law", "不能与 --file 同时写，文件里只有薪酬标准")
    with refusing(period, asked):
        from pipeline.scheme_commands import answer, of_file, of_month

        if scheme_file is not None:
            shown = of_file(scheme_file, period)
        else:
            assert period is not None
            shown = [of_month(request_of(period, asked).settings, period, law=law)]
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
        refuse("", as_json, error.problems, error.file)


@scheme.command("check", help=SOUND_HELP)
@common_without_month
@click.option("--file", "files", multiple=True, type=Path, metavar="文件", help="核对一份标准文件的全部版本，可写多次")
@click.option("--workbook", type=Path, metavar="文件", help="同时写成工作簿")
@click.option("--strict", is_flag=True, help="有提醒时退出码为1")
def check_standard(
    period: Period | None, files: tuple[Path, ...], workbook: Path | None, strict: bool, **options: Any
) -> None:
    """Tell what of a pay standard a person should look at again."""
    asked = Options(**options)
    if period is None and not files:
        raise wrong("period", "请写月份，如 2026-01，或用 --file 指明标准文件")
    with refusing(period, asked):
        from pipeline.compliance.command import Check, answer
        from pipeline.settings import load

        request = None if period is None else request_of(period, asked)
        check = Check(request.settings if request else load(asked.config), request, files)
        sys.exit(answer(check, workbook=workbook, as_json=asked.as_json, strict=strict))
