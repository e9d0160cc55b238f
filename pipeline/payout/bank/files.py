"""The batch payment files of a month: written, read back from the disk, and held against 薪酬月报表.

Writes: ``银行/`` with a file (or several) per bank and 代发汇总, which also names who is paid nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.payout.bank.batches import ACCOUNT, NET, Batch, batches, head_lines
from pipeline.payout.bank.summary import write_summary
from pipeline.payout.model import NOTHING, Control, PayMonth
from pipeline.payout.placeholders import Cell, is_only, written
from pipeline.payout.plain_files import amount, read_lines, write_lines
from schemas.payout_bank import BANK_PAYMENTS

FOLDER = "银行"
Record = dict[str, Any]


def write_bank(month: PayMonth, folder: Path) -> list[Control]:
    """Every batch file below ``folder``, a control for each and one for all of them together.

    Raises ValueError where a file does not say what was handed over: our own mistake, or a disk's.
    """
    planned = batches(month)
    if not month.text.banks:
        return []
    place = folder / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    for batch in planned:
        write_lines(place / batch.file, batch.bank, batch.lines(month), batch.headings_at)
    read = [_read_back(place, batch, month) for batch in planned]
    _check_schema([record for records in read for record in records])
    controls = [
        Control(f"{FOLDER}/{batch.file}", NET, len(records), _sum(records), batch.total)
        for batch, records in zip(planned, read, strict=True)
    ]
    everything = [record for records in read for record in records]
    expected = month.totals.get(NET, month.total(NET))
    return [
        *controls,
        Control(FOLDER, NET, len(everything), _sum(everything), expected),
        write_summary(month, planned, place, FOLDER),
    ]


def _read_back(place: Path, batch: Batch, month: PayMonth) -> list[Record]:
    """The payments of one file by the columns of ``BANK_PAYMENTS``."""
    lines = read_lines(place / batch.file, batch.bank)
    start = len(batch.bank.head) + batch.bank.headings
    templates = list(batch.bank.columns.values())
    holder, account, paid = (_only(templates, name) for name in ("户名", "账号", "金额"))
    records = [
        {"payment_file": batch.file, "file_row": number, "holder_name": line[holder], "bank_account": line[account],
         "paid": amount(line[paid])}
        for number, line in enumerate(lines[start:], 1)
    ]  # fmt: skip
    _check_people(batch, records)
    _check_head(batch, lines, head_lines(month, batch.bank, len(records), _sum(records)))
    return records


def _only(templates: Sequence[str], name: str) -> int:
    return next(place for place, template in enumerate(templates) if is_only(template, name))


def _check_people(batch: Batch, records: Sequence[Record]) -> None:
    """Every person's name, account and amount, in the order written; an account must have stayed text."""
    said = [(record["holder_name"], record["bank_account"], record["paid"]) for record in records]
    meant = [(payee.name, payee.word(ACCOUNT), payee.money(NET)) for payee in batch.payees]
    if said != meant:
        raise ValueError(f"{batch.file} does not hold the payments it was written from")


def _check_head(batch: Batch, lines: Sequence[Sequence[Any]], meant: Sequence[Sequence[Cell]]) -> None:
    """Count and total above the headings are those of the payments read below them."""
    for line, cells in zip(lines, meant, strict=False):
        for said, cell in zip(line, cells, strict=False):
            is_figure = isinstance(said, float) and isinstance(cell, Decimal | int)
            if (Decimal(repr(said)) != cell) if is_figure else (str(said) != written(cell)):
                raise ValueError(f"{batch.file}: its head says {said!r} where its payments make {cell!r}")


def _sum(records: Sequence[Record]) -> Decimal:
    return sum((record["paid"] for record in records), NOTHING)


def _check_schema(records: list[Record]) -> None:
    BANK_PAYMENTS.schema.validate(BANK_PAYMENTS.from_rows(records))
