"""What the files of a payout say, read by plain means that share nothing with the modules that wrote them.

Layouts: the forms of the tax client by their headings; the bank and voucher files as ``config.yaml`` lays them out.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import msoffcrypto
import openpyxl

Cells = tuple[Any, ...]
NOTHING = Decimal("0.00")
BANK_ACCOUNTS = ("100201", "1002.01")
STATED, ASIDE = "合计", "参考"


@dataclass(frozen=True)
class Said:
    """Figures by what they are, and the persons (工号, accounts) of each kind of files."""

    figures: Mapping[str, Decimal]
    people: Mapping[str, frozenset[str]]


def read_apart(folder: Path, id_cards: Mapping[str, str]) -> Said:
    """Everything the files below the folder say of gross and net pay, income and bookkeeping.

    ``id_cards`` are the numbers by 工号: their last six digits open the payslips.
    """
    figures, people = _payslips(folder / "工资条", id_cards)
    income, taxed = _income(folder / "报税")
    paid = list(_payments(folder / "银行"))
    figures |= {"报税 本期收入": income, "银行 实发合计": sum((amount for _, amount in paid), NOTHING)}
    figures |= _vouchers(folder / "凭证")
    people |= {"报税": taxed, "银行": frozenset(account for account, _ in paid)}
    return Said(figures, people)


def decimal(cell: Any) -> Decimal:
    """A figure of a cell to the fen, or as written; an empty cell is nothing."""
    return NOTHING if cell in (None, "") else Decimal(repr(cell) if isinstance(cell, float) else str(cell))


def lines(data: Path | BytesIO, tab: str | None = None) -> list[Cells]:
    """The rows of a tab, the first one unless it is named."""
    book = openpyxl.load_workbook(data, data_only=True)
    return list((book[tab] if tab else book.worksheets[0]).iter_rows(values_only=True))


def table(rows: list[Cells], heading: str) -> Iterator[dict[str, Any]]:
    """The rows below the row that has this heading."""
    start = next(number for number, row in enumerate(rows) if heading in row)
    for row in rows[start + 1 :]:
        yield dict(zip(map(str, rows[start]), row, strict=False))


def _payslips(folder: Path, id_cards: Mapping[str, str]) -> tuple[dict[str, Decimal], dict[str, frozenset[str]]]:
    """Gross and net as their lines add up: in the table of all lines, and in the locked workbooks of single persons."""
    (printed,) = folder.glob("工资条打印_*.xlsx")
    every = list(table(lines(printed, "工资条明细"), "行次"))
    alone = []
    for path in sorted(set(folder.glob("*.xlsx")) - {printed}):
        who = path.name.partition("_")[0]
        alone += [{**row, "工号": who} for row in table(lines(unlocked(path, id_cards[who][-6:])), "部分")]
    figures, people = {}, {}
    for name, rows in (("打印", every), ("个人", [row for row in alone if row["项目"]])):
        who = list(dict.fromkeys(str(row["工号"]) for row in rows))
        sums = [_added([row for row in rows if str(row["工号"]) == one]) for one in who]
        for place, total in enumerate(("应发合计", "实发合计")):
            figures[f"工资条（{name}） {total}"] = sum((pair[place] for pair in sums), NOTHING)
        people[f"工资条（{name}）"] = frozenset(who)
    return figures, people


def _added(rows: list[dict[str, Any]]) -> tuple[Decimal, Decimal]:
    """What the lines above the first total add up to, and with those between it and the second."""
    gross = deducted = NOTHING
    section, stated = "", 0
    for row in rows:
        section = row["部分"] or section
        if section == STATED:
            stated += 1
        elif section != ASIDE and stated == 0:
            gross += decimal(row["数额"])
        elif section != ASIDE and stated == 1:
            deducted += decimal(row["数额"])
    return gross, gross + deducted


def unlocked(path: Path, key: str) -> BytesIO:
    opened = BytesIO()
    with path.open("rb") as file:
        office = msoffcrypto.OfficeFile(file)
        office.load_key(password=key)
        office.decrypt(opened)
    return opened


def _income(folder: Path) -> tuple[Decimal, frozenset[str]]:
    """The income of every form but 人员信息采集 and the bonus, and who stands in them."""
    income, people = NOTHING, []
    for name in ("正常工资薪金所得", "劳务报酬所得", "一般劳务报酬所得"):
        for path in folder.glob(f"{name}_*.xlsx"):
            for row in table(lines(path), "*证件号码"):
                income += decimal(row.get("本期收入", row.get("*收入")))
                people.append(str(row["工号"]))
    assert len(set(people)) == len(people), "nobody stands in two forms"
    return income, frozenset(people)


def _payments(folder: Path) -> Iterator[tuple[str, Decimal]]:
    """Every account with what it is paid."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith("代发汇总"):
            continue
        if path.suffix == ".xlsx":
            rows = list(table(lines(path), "账号"))
        elif path.suffix == ".csv":
            rows = list(csv.DictReader(path.read_text(encoding="gb18030").splitlines()))
        else:
            names = ("序号", "账号", "户名", "金额", "摘要")
            written = path.read_text(encoding="gb18030").splitlines()[1:]
            rows = [dict(zip(names, line.split("|"), strict=True)) for line in written]
        yield from ((row["账号"], decimal(row["金额"])) for row in rows)


def _vouchers(folder: Path) -> dict[str, Decimal]:
    """Per program debit, credit, and what leaves the bank."""
    found = {}
    for path, number, debit, credit in (
        (next(folder.glob("用友*")), "科目编码", "借方金额", "贷方金额"),
        (next(folder.glob("金蝶*")), "科目代码", "借方", "贷方"),
    ):  # fmt: skip
        rows = list(table(lines(path), number))
        name = path.name[:2]
        found[f"{name} 借方"] = sum((decimal(row[debit]) for row in rows), NOTHING)
        found[f"{name} 贷方"] = sum((decimal(row[credit]) for row in rows), NOTHING)
        left = (decimal(row[credit]) for row in rows if str(row[number]) in BANK_ACCOUNTS)
        found[f"{name} 实发合计"] = sum(left, NOTHING)
    return found
