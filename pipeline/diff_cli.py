"""Commands that lay results side by side: diff, and the gate before signing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli_common import JSON_HELP, Count, Folder, Options, common, print_json, refusing

if TYPE_CHECKING:
    from pipeline.period import Period

DIFF_HELP = (
    "比较两个月，或一个月的两个版本：谁、哪一项、差多少、为什么。写成 2026-01 2026-02，或 2026-01@第001版；"
    "只写一个月，与上一个月比；只写一个旧版本，与现行结果比。"
)
GATE_HELP = "签字前异动：薪酬变动大的、新出现或不再出现的、换了账号或证号的人，逐条写明原因后制表才能签字。"
COMPARED = "比较"
"""The folder of the workbooks, below the outputs folder: never that of a month."""


@click.command(help=DIFF_HELP)
@click.argument("first", metavar="前者")
@click.argument("second", required=False, default="", metavar="[后者]")
@click.option("--config", default="config.yaml", type=Path, metavar="文件", help="设定文件（默认 config.yaml）")
@click.option("--inputs", default="inputs", type=Folder(), metavar="文件夹", help="交来的文件（默认 inputs）")
@click.option("--outputs", default="outputs", type=Folder(), metavar="文件夹", help="结果（默认 outputs）")
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.option("--to", type=Folder(), metavar="文件夹", help="工作簿放在哪里（默认 outputs/比较）")
@click.option("--top", type=Count(), default=10, metavar="人数", help="屏幕上至多列几人（默认 10）")
def diff(first: str, second: str, to: Path | None, top: int, **options: Any) -> None:
    """Compare two results; what both say stays as it is."""
    asked = Options(**options)
    with refusing(None, asked):
        from pipeline.diff.answers import difference_object, difference_text
        from pipeline.diff.book import write_difference
        from pipeline.diff.comparison import asked_sides, compare

        found = compare(*asked_sides(asked.outputs, first, second))
        folder = to or asked.outputs / COMPARED
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"差异_{_name(found.first)}_{_name(found.second)}.xlsx"
        unfinished = path.with_name(f"{path.name}.临时")
        write_difference(unfinished, found)
        os.replace(unfinished, path)
        if asked.as_json:
            print_json(difference_object(found, path))
        else:
            click.echo(difference_text(found, path, top))


@click.command(help=GATE_HELP)
@common
def gate(period: Period, **options: Any) -> None:
    """Write the list of what must be explained before signing; reasons given before are kept."""
    asked = Options(**options)
    with refusing(period, asked):
        from pipeline.archive.lock import period_lock
        from pipeline.closing.acts import refuse_closed
        from pipeline.closing.contents import Place
        from pipeline.closing.gate import gate_path, refuse_signed
        from pipeline.closing.gate_book import write_gate
        from pipeline.closing.gate_lines import gate_of
        from pipeline.closing.register import FOLDER
        from pipeline.diff.answers import gate_object, gate_text

        month = str(period)
        with period_lock(asked.outputs, FOLDER), period_lock(asked.outputs, month):
            refuse_closed(asked.outputs, month)
            place = Place(asked.inputs, asked.outputs, month)
            refuse_signed(place)
            found = gate_of(place)
            kept = write_gate(gate_path(asked.outputs, month), found)
        if asked.as_json:
            print_json(gate_object(found, kept))
        else:
            click.echo(gate_text(found, kept))


COMMANDS = (diff, gate)


def _name(label: str) -> str:
    return label.replace("@", "_")
