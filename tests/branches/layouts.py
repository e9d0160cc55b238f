"""Writes a branch-month as the folder of workbooks in which it would arrive.

`plain`: one clean xlsx per kind. `realistic`: the exports of an ordinary month. `wild`: every noise at once.
"""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

from .attendance_files import attendance_files
from .duty_files import duty_files
from .formats import TEXT_STYLES, write_book
from .grid import Book, Sheet
from .noise import choose_noise
from .slip_forms import slip_files
from .tables import lay_out

Branch = dict[str, Any]
Planned = tuple[str, Book, str]
TABLES = (
    "花名册",
    "客户业绩",
    "客户关系",
    "产品销售",
    "出访单",
    "职责考核",
    "违规投诉",
    "手工调整",
    "社保及专项",
    "期初",
)
NEEDED = ("花名册", "客户业绩", "客户关系", "职责考核", "社保及专项")
STYLES_FOR = {
    "plain": ("xlsx",),
    "realistic": ("xlsx", "xlsx", "xlsx", "openpyxl", "xls", "ods", "csv-gb18030", "csv-bom", "html-xls"),
    "wild": (
        "xlsx",
        "openpyxl",
        "xlsm",
        "xls",
        "ods",
        "csv",
        "csv-bom",
        "csv-gb18030",
        "tsv",
        "tab-xls",
        "html-xls",
        "html-gb",
    ),
}
NAMES = {
    "花名册": "人员花名册",
    "客户业绩": "CRM客户业绩",
    "客户关系": "CRM客户关系",
    "产品销售": "CRM产品销售",
    "出访单": "出访登记",
    "职责考核": "职责考核评分",
    "违规投诉": "违规投诉登记",
    "手工调整": "手工调整",
    "社保及专项": "社保及专项附加",
    "期初": "期初余额",
}
JOINABLE = ("产品销售", "职责考核", "违规投诉", "手工调整", "社保及专项", "期初")


def write_branch(branch: Branch, folder: Path, *, seed: int, variety: str = "realistic") -> list[Path]:
    """Write every kind the branch has into the folder; returns the files, in the order written."""
    rng = Random(f"{seed}/{branch['period']}/{variety}/layouts")
    planned = [*_table_files(rng, branch, variety), *attendance_files(rng, branch, variety)]
    planned += duty_files(branch, branch["period"], seed=seed, variety=variety)
    return [write_book(book, folder / name, style) for name, book, style in planned]


def _table_files(rng: Random, branch: Branch, variety: str) -> list[Planned]:
    """The plain kinds: one file each, some split over files, some together in one workbook."""
    stamp = branch["period"].replace("-", "")
    planned: list[Planned] = []
    together: list[Sheet] = []
    for kind in TABLES:
        rows = branch[kind]
        if not rows and kind not in NEEDED and (variety != "wild" or rng.random() < 0.5):
            continue
        if kind == "出访单" and variety != "plain":
            forms, rows = slip_files(rng, rows, branch, variety)
            planned += forms
            if not rows:
                continue
        parts = _parts(rng, rows, variety)
        for number, part in enumerate(parts, start=1):
            style = rng.choice(STYLES_FOR[variety])
            joins = kind in JOINABLE and variety != "plain" and len(parts) == 1 and rng.random() < 0.35
            is_text = style in TEXT_STYLES and not joins
            sheet = lay_out(rng, kind, part, branch["period"], choose_noise(rng, kind, part, variety, is_text))
            if joins:
                together.append(sheet)
            else:
                planned.append(
                    (
                        _name(rng, kind, stamp, number if len(parts) > 1 else 0, variety),
                        _book(rng, [sheet], variety),
                        style,
                    )
                )
    if together:
        together[0].is_hidden = variety == "wild" and len(together) > 1 and rng.random() < 0.4
        style = rng.choice(
            ("xlsx", "openpyxl", "ods", "xls") if variety == "realistic" else ("xlsx", "xlsm", "xls", "ods", "html-xls")
        )
        planned.append((f"综合部报送_{stamp}", _book(rng, together[::-1], variety), style))
    return planned


def _parts(rng: Random, rows: list[Any], variety: str) -> list[list[Any]]:
    """The rows of a kind, now and then cut over two or three files."""
    likely = {"plain": 0.0, "realistic": 0.12, "wild": 0.35}[variety]
    if len(rows) < 6 or rng.random() >= likely:
        return [rows]
    count = rng.choice((2, 2, 3))
    return [rows[at::count] for at in range(count)]


def _name(rng: Random, kind: str, stamp: str, number: int, variety: str) -> str:
    """A file name as people give it, sometimes in a sub-folder."""
    suffix = f"_{number}" if number else ""
    if variety == "plain":
        return f"{kind}{suffix}"
    stem = rng.choice((f"{NAMES[kind]}_{stamp}", f"{stamp}{NAMES[kind]}", f"{NAMES[kind]}（{int(stamp[4:])}月）"))
    folder = rng.choice(("CRM导出/", "各部门报送/")) if variety == "wild" and rng.random() < 0.25 else ""
    return f"{folder}{stem}{suffix}"


def _book(rng: Random, sheets: list[Sheet], variety: str) -> Book:
    """A book around sheets; a wild one may count its days from 1904 or bring an empty sheet."""
    note = Sheet("填表说明", [["填表说明"], ["1. 请勿改动表头。"], ["2. 金额单位见表头，日期请按年月日填写。"]])
    if variety == "wild" and rng.random() < 0.1:
        note.is_hidden = rng.random() < 0.5
        sheets = [*sheets, note]
    extra = [Sheet("Sheet2")] if variety != "plain" and rng.random() < 0.15 else []
    return Book(sheets + extra, is_1904=variety == "wild" and rng.random() < 0.15)
