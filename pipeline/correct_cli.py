"""The command ``correct``: what comes late for a closed month is paid openly in the open one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli_common import Folder, Options, common, print_json, refusing, say_of
from pipeline.closing_cli import hand_if_any, may_sign

if TYPE_CHECKING:
    from pipeline.correct.correction import Corrected
    from pipeline.period import Period

CORRECT_HELP = (
    "更正一个封存的月份：--inputs 的文件夹里放 2026-01/，其中只有更正过的和迟来的文件；封存的月份不动，"
    "差额作为前期差错补扣记入未封存的第一个月。"
)


@click.command(help=CORRECT_HELP)
@common
@click.option("--delivered", default="inputs", type=Folder(), metavar="文件夹", help="各月原来交来的（默认 inputs）")
@click.option("--reason", default="", metavar="事由", help="为什么更正，写在每一行里")
@may_sign
def correct(period: Period, delivered: Path, reason: str, role: str, key_file: Path | None, **options: Any) -> None:
    """Correct a closed month."""
    asked = Options(**options)
    with refusing(period, asked):
        from datetime import datetime

        from pipeline.closing.acts import by_hand
        from pipeline.closing.keys import public_key
        from pipeline.closing.office import read_office
        from pipeline.correct.asked import Asked
        from pipeline.correct.correction import correct as post

        at = datetime.now().astimezone().isoformat(timespec="seconds")
        late = Asked(period, asked.inputs, delivered, asked.outputs, asked.config, reason.strip(), say_of(asked))
        hand = hand_if_any(role, key_file)
        office = read_office(asked.config)
        if hand is not None:
            office.signer(hand.role, public_key(hand.key))  # Before anything is worked out.
        done = post(late, at, lambda act: by_hand(act, office, hand))
        if asked.as_json:
            print_json(_object(done))
        else:
            click.echo(_text(done))


def _text(done: Corrected) -> str:
    basis, found = done.basis, done.changed
    lines = [f"更正{basis.number:03d}：{done.asked.period}，重算{basis.months[0]}至{basis.months[-1]}"]
    lines += [f"  替换 {name}" for name in basis.replaced] + [f"  新增 {name}" for name in basis.added]
    people = len({one.employee_id for one in found.totals})
    lines.append(
        f"{people}人应发有变，共补扣{found.amount:+,.2f}元，由{basis.posted_to}补扣；台账{len(found.ledgers)}处跟着改"
    )
    lines += [
        f"  {one.employee_id} {one.person_name}　{one.origin} {one.item} {one.was:,f} → {one.should_be:,f}，"
        f"补扣{one.amount:+,.2f}"
        for one in found.figures[:10]
    ]
    more = len(found.figures) - 10
    lines += [f"  …… 另有 {more} 行，见差异表"] if more > 0 else []
    lines += [
        f"提醒 {one.employee_id} {one.person_name}{one.left}离职，{one.origin}的{one.amount:+,.2f}元须另行支付或追回"
        for one in found.totals
        if one.left
    ]
    lines.append(f"差异表：{done.book}")
    again = "重新" if done.to_be_run_again else ""
    lines.append(f"请{again}运行 xinchou run {basis.posted_to}；封存的月份没有任何改动。登记簿第{done.act.number}行")
    return "\n".join(lines)


def _object(done: Corrected) -> dict[str, Any]:
    basis, found = done.basis, done.changed
    return {
        "status": "ok", "period": str(done.asked.period), "number": basis.number,
        "posted_to": str(basis.posted_to), "months": [str(month) for month in basis.months],
        "replaced": list(basis.replaced), "added": list(basis.added), "amount": format(found.amount, "f"),
        "lines": [
            {"employee_id": one.employee_id, "name": one.person_name, "origin": one.origin, "item": one.item,
             "was": format(one.was, "f"), "should_be": format(one.should_be, "f"), "amount": format(one.amount, "f")}
            for one in found.figures
        ],
        "left": [{"employee_id": one.employee_id, "left_on": one.left, "origin": one.origin,
                  "amount": format(one.amount, "f")} for one in found.totals if one.left],
        "ledgers": list(found.ledgers), "files": [done.book.as_posix()], "sha256": done.act.sha256(),
    }  # fmt: skip
