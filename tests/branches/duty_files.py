"""The workbooks in which duty records and the plan of a year arrive: one file per kind, or several together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from .duty_columns import COLUMNS, TITLES
from .formats import TEXT_STYLES, write_book
from .grid import Book, Sheet
from .noise import choose_noise
from .tables import lay_out

Row = dict[str, Any]
STYLES = {
    "plain": ("xlsx",),
    "realistic": ("xlsx", "xlsx", "openpyxl", "xls", "ods", "csv-gb18030", "html-xls"),
    "wild": ("xlsx", "openpyxl", "xlsm", "xls", "ods", "csv", "csv-bom", "tsv", "tab-xls", "html-xls", "html-gb"),
}
SHEETS = ("xlsx", "openpyxl", "ods", "xls")


def duty_files(
    rows: Mapping[str, Sequence[Row]], period: str, *, seed: int, variety: str
) -> list[tuple[str, Book, str]]:
    """Name, book and style of each file of the kinds that have rows; an own stream of chance."""
    rng = Random(f"{seed}/{period}/{variety}/duties")
    planned: list[tuple[str, Book, str]] = []
    together: list[Sheet] = []
    for kind in COLUMNS:
        if not rows.get(kind):
            continue
        style = rng.choice(STYLES[variety])
        joins = variety != "plain" and rng.random() < 0.4
        is_text = style in TEXT_STYLES and not joins
        noise = choose_noise(rng, kind, list(rows[kind]), variety, is_text)
        sheet = lay_out(rng, kind, list(rows[kind]), period, noise)
        if joins:
            together.append(sheet)
        else:
            planned.append((f"{TITLES[kind]}_{period.replace('-', '')}", Book([sheet]), style))
    if together:
        planned.append((f"日常工作登记_{period.replace('-', '')}", Book(together), rng.choice(SHEETS)))
    return planned


def write_duties(
    rows: Mapping[str, Sequence[Row]], folder: Path, period: str, *, seed: int, variety: str = "realistic"
) -> list[Path]:
    """Write these kinds into the folder; returns the files."""
    return [
        write_book(book, folder / name, style)
        for name, book, style in duty_files(rows, period, seed=seed, variety=variety)
    ]
