"""The README's guide to a whole month holds: its files are those that are written, and following it works."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.payout.model import PayMonth
from pipeline.payout.sources import read_month
from pipeline.period import Period
from tests.frame.tables import PROJECT, settings

from .tax_made import HEADINGS

README = (PROJECT / "README.md").read_text(encoding="utf-8")
CHAPTER = README.split("\n## 发放\n")[1].split("\n## ")[0]
GUIDE = CHAPTER.split("### 照着做一遍")[1]
COMMAND = ".venv/bin/xinchou "
ITEMS = {"证券经纪人": "证券经纪人佣金收入", "兼职": "一般劳务报酬所得"}


def test_every_file_of_the_chapter_is_written_and_every_written_file_is_in_it(written: tuple[PayMonth, Path]) -> None:
    """The table names each kind of files, with the month; forms and banks that nobody belongs to have no file."""
    month, folder = written
    rows = re.findall(r"^\| (`.+?) \|", CHAPTER, re.MULTILINE)
    named = [name for row in rows[1:] for name in re.findall(r"`([^`]+)`", row)]
    patterns = [re.sub(r"工号_姓名|…", "*", name).replace("2026-09", str(month.period)) for name in named]
    made = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    of_some = ("报税/", "银行/*")
    assert [one for one in patterns if not any(folder.glob(one)) and not one.startswith(of_some)] == []
    banks = [f"银行/*代发_*.{kind}" for kind in ("xlsx", "csv", "txt")]
    told = {path.relative_to(folder).as_posix() for one in (*patterns, *banks) for path in folder.glob(one)}
    assert made - told == set()


def test_the_chapter_names_every_part_of_the_configuration() -> None:
    """Each part of ``payout`` but what only qualifies another one."""
    from pipeline.payout.office.text import SummaryText
    from pipeline.payout.text import PayoutText

    asked = {*PayoutText.model_fields, *SummaryText.model_fields} - {"bank_checks"}
    assert {name for name in asked if f"`{name}`" not in CHAPTER} == set()


@pytest.mark.long
def test_a_whole_month_by_the_guide_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its shell lines as printed, its one planted mistake, its figures: stopped, corrected, paid out, compared."""
    shutil.copytree(PROJECT / "inputs" / "示例" / "2026-01", tmp_path / "inputs" / "示例" / "2026-01")
    shutil.copy(PROJECT / "config.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    copies, first, second, payout, taxcheck, statement = _blocks()
    subprocess.run(["sh", "-ec", "\n".join(copies)], check=True, cwd=tmp_path)
    found = re.search(r"打开 `(\S+?)`，把 (\w+) 格的“(.+?)”改成“(.+?)”", GUIDE)
    assert found is not None
    file, cell, right, wrong = found.groups()

    _put(Path(file), cell, right, wrong)
    stopped = _typed(first[0])
    assert stopped.exit_code == 1
    assert "阻断 X63" in stopped.output
    assert f"{cell} " in stopped.output
    assert "是否应为“高级”" in stopped.output
    assert _named("错误清单").is_file()
    assert not Path("outputs/练习/2026-01/run.json").exists(), "nothing was computed"

    _put(Path(file), cell, wrong, right)
    run, explained = map(_typed, second)
    assert run.exit_code == explained.exit_code == 0
    told = re.search(r"实发合计是 ([\d,.]+) 元，(\d+)人", GUIDE)
    assert told is not None
    month = read_month(Period(2026, 1), settings(), Path("inputs/练习"), Path("outputs/练习"))
    assert (f"{month.totals['实发合计']:,.2f}", str(len(month.payees))) == told.groups()

    paid = _typed(payout[0])
    assert paid.exit_code == 0
    assert "Z01" in paid.output, "nobody has signed"
    _all_differences_are_zero(_named("核对表"))
    _opens_with_the_password_told()

    _as_the_client_would(month, Path("税款计算.xlsx"))
    assert _typed(taxcheck[0]).exit_code == 0
    assert Path("outputs/练习/报税核对/报税核对_2026-01.xlsx").is_file()
    _as_the_client_would(month, Path("税款计算.xlsx"), more=Decimal("0.01"))
    compared = _typed(taxcheck[0])
    assert compared.exit_code == 1
    assert "T21" in compared.output

    assert _typed(statement[0]).exit_code == 0
    assert len(list(Path("outputs/练习/发放/2026").rglob("*.xlsx"))) == len(month.payees)


def _blocks() -> Iterator[list[str]]:
    """The lines of every shell block of the guide."""
    for block in re.findall(r"^ *```sh\n(.*?)^ *```$", GUIDE, re.MULTILINE | re.DOTALL):
        yield [line.strip() for line in block.strip().splitlines()]


def _typed(line: str) -> Result:
    """What the command answers, typed as the guide prints it."""
    assert line.startswith(COMMAND)
    return CliRunner().invoke(main, line.removeprefix(COMMAND).split())


def _named(kind: str) -> Path:
    """The workbook the guide says to open."""
    found = re.search(rf"打开 `(\S*{kind}\S*)`", GUIDE)
    assert found is not None
    return Path(found[1])


def _put(path: Path, cell: str, was: str, now: str) -> None:
    """As a clerk would: one cell of the workbook."""
    book = openpyxl.load_workbook(path)
    assert book.worksheets[0][cell].value == was
    book.worksheets[0][cell].value = now
    book.save(path)


def _all_differences_are_zero(path: Path) -> None:
    for sheet in openpyxl.load_workbook(path, data_only=True).worksheets:
        rows = list(sheet.iter_rows(values_only=True))
        head = next(number for number, row in enumerate(rows) if row[0] == "文件")
        differences = [row[5] for row in rows[head + 1 :] if row[0]]
        assert differences
        assert set(differences) == {0}


def _opens_with_the_password_told() -> None:
    from .read_apart import lines, unlocked

    found = re.search(r"工资条 `(\S+)` 的密码是她身份证号的后6位 `(\d+)`", GUIDE)
    assert found is not None
    path = Path("outputs/练习/发放/2026-01") / found[1]
    assert any("实发合计" in row for row in lines(unlocked(path, found[2])))


def _as_the_client_would(month: PayMonth, path: Path, more: Decimal = Decimal(0)) -> None:
    """The export of the tax client: everybody's tax as we have it, one person's a fen more where ``more`` says so."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(HEADINGS)
    for place, one in enumerate(month.payees):
        tax = one.money("个人所得税") + (more if place == 0 else 0)
        row = {
            "工号": one.employee_id, "姓名": one.name, "证件号码": one.word("身份证号"), "税款所属期起": "2026-01-01",
            "所得项目": ITEMS.get(one.post, "正常工资薪金"), "本期收入": float(one.money("本期收入")),
            "应补(退)税额": float(tax),
        }  # fmt: skip
        sheet.append([row.get(heading) for heading in HEADINGS])
    book.save(path)
