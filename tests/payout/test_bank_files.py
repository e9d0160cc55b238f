"""Batch payment files: what lies on the disk, cut at the bank's limit, agrees with 薪酬月报表 to the fen."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.payout.bank import files as bank_files
from pipeline.payout.bank.batches import batches
from pipeline.payout.bank.checks import bank_findings
from pipeline.payout.bank.files import write_bank
from pipeline.payout.model import PayMonth
from pipeline.payout.text import PayoutText
from tests.payout.build import month, payee

ICBC, CMB, VILLAGE = "中国工商银行解放路支行", "招商银行营业部", "示例市农村商业银行"
CARD, LONG_CARD, PASSBOOK = "6222020200112233412", "6222020200112233420", "00012345678"
"""Two cards of 19 digits with their check digit, and an account that begins with zeros."""

SHEET = {"name": "工行", "when": ["工商银行"], "head": [["总笔数", "{笔数}", "总金额", "{总金额}"]]}
TEXT = {"name": "招行", "when": ["招商银行", "招行"], "format": "csv",
        "columns": {"账号": "{账号}", "户名": "{户名}", "金额": "{金额}", "注释": "{年}年{月}月工资"}}  # fmt: skip
BARE = {"name": "他行", "format": "txt", "separator": "|", "headings": "false", "encoding": "UTF-8",
        "head": [["{期间}", "{笔数}", "{总金额}"]],
        "columns": {"1": "{序号}", "2": "{账号}", "3": "{户名}", "4": "{金额}", "5": "{团队}"}}  # fmt: skip


def paid_by(*banks: dict[str, Any], people: PayMonth | None = None) -> PayMonth:
    """A month of three people (or of ``people``) paid through these banks."""
    text = PayoutText.model_validate({"banks": list(banks)})
    made = people or month(
        payee("1001", "张三", 实发合计="4489.50", 开户行=ICBC, 银行账号=CARD),
        payee("1002", "李四", 实发合计="0.01", 开户行=CMB, 银行账号=LONG_CARD),
        payee("1003", "王五", 实发合计="12345678.90", 开户行=VILLAGE, 银行账号=PASSBOOK),
    )
    return replace(made, text=text)


def cells(path: Path, sheet: str | None = None) -> list[list[Any]]:
    """The cells of a workbook, read by a library the program does not read them with."""
    book = openpyxl.load_workbook(path)
    return [list(row) for row in (book[sheet] if sheet else book.worksheets[0]).values]


def test_a_workbook_has_its_head_and_its_accounts_as_text(tmp_path: Path) -> None:
    """Count and total on top; 19 digits and leading zeros stay what they were; amounts are figures."""
    people = month(
        payee("1001", "张三", 实发合计="4489.50", 开户行=ICBC, 银行账号=CARD),
        payee("1002", "李四", 实发合计="510.50", 开户行=ICBC, 银行账号=PASSBOOK),
    )
    write_bank(paid_by(SHEET, people=people), tmp_path)
    assert cells(tmp_path / "银行" / "工行_2026-01.xlsx") == [
        ["总笔数", 2, "总金额", 5000, None, None],
        ["序号", "户名", "账号", "金额", "开户行", "备注"],
        [1, "张三", "6222020200112233412", 4489.5, ICBC, "2026-01工资"],
        [2, "李四", "00012345678", 510.5, ICBC, "2026-01工资"],
    ]


def test_text_files_are_these_bytes(tmp_path: Path) -> None:
    """Amounts have two decimals and no separators; lines end as banks want them; no heading where none is asked."""
    write_bank(paid_by(SHEET, TEXT, BARE), tmp_path)
    assert (tmp_path / "银行" / "招行_2026-01.csv").read_bytes() == (
        "账号,户名,金额,注释\r\n6222020200112233420,李四,0.01,2026年1月工资\r\n".encode("gb18030")
    )
    assert (tmp_path / "银行" / "他行_2026-01.txt").read_bytes() == (
        "2026-01|1|12345678.90\r\n1|00012345678|王五|12345678.90|一队\r\n".encode()
    )


def test_a_utf8_file_may_begin_with_its_mark(tmp_path: Path) -> None:
    """Some programs know UTF-8 by its first three bytes only."""
    write_bank(paid_by({**TEXT, "when": [], "encoding": "UTF-8-BOM"}), tmp_path)
    raw = (tmp_path / "银行" / "招行_2026-01.csv").read_bytes()
    assert raw[:3] == b"\xef\xbb\xbf"
    assert raw[3:].decode("utf-8").splitlines()[0] == "账号,户名,金额,注释"


@pytest.mark.parametrize(
    ("people", "files"),
    [
        (2, {"工行_2026-01.xlsx": (2, "3.00")}),
        (3, {"工行_2026-01.xlsx": (3, "6.00")}),
        (4, {"工行_2026-01_01.xlsx": (3, "6.00"), "工行_2026-01_02.xlsx": (1, "4.00")}),
        (7, {"工行_2026-01_01.xlsx": (3, "6.00"), "工行_2026-01_02.xlsx": (3, "15.00"),
             "工行_2026-01_03.xlsx": (1, "7.00")}),
    ],
)  # fmt: skip
def test_a_bank_with_more_payments_than_its_limit_gets_several_files(
    tmp_path: Path, people: int, files: dict[str, tuple[int, str]]
) -> None:
    """Below, at and above a limit of three: 1, 2, 3 … yuan; each file has its own count, total and numbers from 1."""
    numbers = range(1, people + 1)
    made = month(*(payee(str(place), 实发合计=f"{place}.00", 银行账号=f"{place:08d}") for place in numbers))
    controls = write_bank(paid_by({**SHEET, "limit": "3"}, people=made), tmp_path)
    told = {one.file.removeprefix("银行/"): (one.persons, str(one.total)) for one in controls[: len(files)]}
    assert told == files
    for name, (count, total) in files.items():
        head, _, *lines = cells(tmp_path / "银行" / name)
        assert head[:4] == ["总笔数", count, "总金额", float(total)]
        assert [line[0] for line in lines] == list(range(1, count + 1))


def test_who_is_paid_nothing_is_in_no_file_and_named_in_the_summary(tmp_path: Path) -> None:
    """Two paid 7.00 together, one is not paid: the summary says so and its total is that of the files."""
    made = month(
        payee("1001", "张三", 实发合计="2.00", 银行账号=CARD),
        payee("1002", "李四", 实发合计="0.00", 银行账号=LONG_CARD, remarks="小计为负"),
        payee("1003", "王五", 实发合计="5.00", 银行账号=PASSBOOK),
    )
    controls = write_bank(paid_by(SHEET, people=made), tmp_path)
    assert {(one.file, one.persons, str(one.total)) for one in controls} == {
        ("银行/工行_2026-01.xlsx", 2, "7.00"), ("银行", 2, "7.00"), ("银行/代发汇总_2026-01.xlsx", 2, "7.00"),
    }  # fmt: skip
    summary = tmp_path / "银行" / "代发汇总_2026-01.xlsx"
    assert cells(summary, "不付款人员")[4:] == [["1002", "李四", "一队", 0, 0, "小计为负"]]
    assert [line[2] for line in cells(summary, "明细")[4:]] == ["张三", "王五"]


def test_the_longest_word_of_a_bank_decides(tmp_path: Path) -> None:
    """中国邮政储蓄银行 is not 中国银行, whichever is written first."""
    text = PayoutText.model_validate({"banks": [
        {"name": "中行", "when": ["中国"]}, {"name": "邮储", "when": ["中国邮政储蓄"]}, {"name": "他行"},
    ]}).banks  # fmt: skip
    names = {"1": "中国邮政储蓄银行一支行", "2": "中国银行", "3": "村镇银行"}
    people = [payee(who, 实发合计="1.00", 开户行=name) for who, name in names.items()]
    made = replace(month(*people), text=PayoutText(banks=text))
    assert {batch.bank.name: [one.employee_id for one in batch.payees] for batch in batches(made)} == {
        "中行": ["2"], "邮储": ["1"], "他行": ["3"],
    }  # fmt: skip


def test_a_total_that_is_not_that_of_the_report_is_told(tmp_path: Path) -> None:
    """The control of all files is held against 薪酬月报表, not against the files themselves."""
    made = paid_by(SHEET, TEXT, BARE)
    short = replace(made, totals={**made.totals, "实发合计": made.totals["实发合计"] - Decimal("0.01")})
    assert all(one.agrees for one in write_bank(made, tmp_path / "good"))
    assert [one.file for one in write_bank(short, tmp_path / "short") if not one.agrees] == [
        "银行", "银行/代发汇总_2026-01.xlsx",
    ]  # fmt: skip


@pytest.mark.parametrize("bank", [SHEET, TEXT, BARE], ids=lambda bank: bank["name"])
@pytest.mark.parametrize(
    ("right", "wrong"),
    [("4489.5", "4489.51"), (CARD, CARD[:-1] + "3"), ("张三", "张叁")],
    ids=["amount", "account", "name"],
)
def test_a_file_that_came_out_otherwise_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bank: dict[str, Any], right: str, wrong: str
) -> None:
    """What is on the disk counts: one wrong digit of an amount or an account, or a wrong name, and nothing is paid."""
    write = bank_files.write_lines

    def slip(path: Path, text: Any, lines: Any, headings_at: int) -> None:
        spoilt = [[type(cell)(wrong) if str(cell) in (right, f"{right}0") else cell for cell in line] for line in lines]
        write(path, text, spoilt, headings_at)

    monkeypatch.setattr(bank_files, "write_lines", slip)
    first = payee("1001", "张三", 实发合计="4489.50", 银行账号=CARD)
    made = month(first, payee("1002", "李四", 实发合计="1.00", 银行账号=PASSBOOK))
    with pytest.raises(ValueError, match="does not hold"):
        write_bank(paid_by({**bank, "when": []}, people=made), tmp_path)


@pytest.mark.parametrize("place", [1, 3], ids=["count", "total"])
def test_a_head_that_does_not_fit_its_payments_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    """Count and total on top are checked against the lines below them, as read."""
    write = bank_files.write_lines

    def slip(path: Path, text: Any, lines: Any, headings_at: int) -> None:
        head = [cell + 1 if at == place else cell for at, cell in enumerate(lines[0])]
        write(path, text, [head, *lines[1:]], headings_at)

    monkeypatch.setattr(bank_files, "write_lines", slip)
    with pytest.raises(ValueError, match="its head says"):
        write_bank(paid_by({**SHEET, "when": []}), tmp_path)


@pytest.mark.parametrize("format_", ["xlsx", "csv", "txt"])
def test_rare_characters_survive(tmp_path: Path, format_: str) -> None:
    """GB18030 has every character: 䶮 (extension A), 𠮷 and 𬭎 (beyond the first plane), the middle dot."""
    names = ["张䶮", "𠮷田", "刘𬭎", "阿依古丽·买买提"]
    made = month(*(payee(name, name, 实发合计="1.00", 银行账号=f"1234567{place}") for place, name in enumerate(names)))
    paid = paid_by({"name": "行", "format": format_, "columns": TEXT["columns"]}, people=made)
    assert bank_findings(paid) == []
    assert write_bank(paid, tmp_path)[0].persons == 4
    path = tmp_path / "银行" / f"行_2026-01.{format_}"
    told = ([line[1] for line in cells(path)[1:]] if format_ == "xlsx" else
            [line.split(",")[1] for line in path.read_bytes().decode("gb18030").split("\r\n")[1:-1]])  # fmt: skip
    assert told == names


def test_the_same_month_gives_the_same_bytes(tmp_path: Path) -> None:
    """Nothing in a file depends on when it was written."""
    for folder in ("one", "two"):
        write_bank(paid_by(SHEET, TEXT, BARE), tmp_path / folder)
    files = {path.name for path in (tmp_path / "one" / "银行").iterdir()}
    assert files == {"代发汇总_2026-01.xlsx", "他行_2026-01.txt", "工行_2026-01.xlsx", "招行_2026-01.csv"}
    for name in files:
        assert (tmp_path / "one" / "银行" / name).read_bytes() == (tmp_path / "two" / "银行" / name).read_bytes()


def test_no_banks_no_files(tmp_path: Path) -> None:
    """A branch that pays otherwise writes ``banks: []``; one that writes nothing gets one plain file for all."""
    assert write_bank(paid_by(), tmp_path) == []
    assert list(tmp_path.iterdir()) == []
    assert [batch.file for batch in batches(replace(paid_by(), text=PayoutText()))] == ["银行代发_2026-01.xlsx"]


NETS = st.lists(st.tuples(st.integers(0, 10**9), st.sampled_from([ICBC, CMB, VILLAGE])), max_size=12)


@settings(max_examples=25, deadline=None)
@given(nets=NETS, limits=st.tuples(*[st.integers(1, 5)] * 3))
def test_all_files_together_are_the_report(
    tmp_path_factory: pytest.TempPathFactory, nets: list[tuple[int, str]], limits: tuple[int, ...]
) -> None:
    """Who is paid something stands in one file, once; no file is over its limit; the sums are the report's."""
    made = month(*(payee(str(place), 实发合计=f"{fen // 100}.{fen % 100:02d}", 开户行=bank, 银行账号=f"{place:010d}")
                   for place, (fen, bank) in enumerate(nets)))  # fmt: skip
    banks = [{**bank, "limit": str(limit)} for bank, limit in zip((SHEET, TEXT, BARE), limits, strict=True)]
    paid = paid_by(*banks, people=made)
    *files, together, _ = write_bank(paid, tmp_path_factory.mktemp("payout"))
    assert together.total == sum((one.total for one in files), Decimal(0)) == Decimal(sum(fen for fen, _ in nets)) / 100
    assert together.persons == sum(fen > 0 for fen, _ in nets)
    assert sorted(one.employee_id for batch in batches(paid) for one in batch.payees) == sorted(
        str(place) for place, (fen, _) in enumerate(nets) if fen
    )
    assert all(0 < len(batch.payees) <= (batch.bank.limit or 0) for batch in batches(paid))
