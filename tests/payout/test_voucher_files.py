"""Vouchers: debit is credit, for every person, and the totals are those of 薪酬月报表."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.payout.model import Control, Payee, PayMonth
from pipeline.payout.text import PayoutText
from pipeline.payout.voucher import files as voucher_files
from pipeline.payout.voucher.checks import voucher_findings
from pipeline.payout.voucher.files import write_vouchers
from pipeline.payout.voucher.lines import day_of
from pipeline.payout.voucher.text import VoucherText
from pipeline.period import Period
from tests.frame.tables import settings as shipped
from tests.payout.build import month, payee

DEPARTMENTS = {"一队": "01", "二队": "02"}
AMOUNTS = ("应发合计", "风险金计提", "风险金返还", "上期结欠", "本期结欠", "三险一金", "个人所得税", "增值税",
           "附加税费", "实发合计")  # fmt: skip


def person(employee_id: str, name: str, team: str, post: str = "客户经理", **amounts: str) -> Payee:
    """Somebody with these amounts, the others 0."""
    return payee(employee_id, name, 团队=team, 岗位=post, **{**dict.fromkeys(AMOUNTS, "0"), **amounts})


def three(**changes: Any) -> PayMonth:
    """An employee, one who owes more than he earned, and an agent whose VAT is withheld."""
    return month(
        person("1001", "张三", "一队", 应发合计="5000.00", 风险金计提="100.00", 风险金返还="30.00", 三险一金="500.00",
               个人所得税="10.50", 实发合计="4489.50"),
        person("1002", "李四", "二队", 风险金计提="20.00", 本期结欠="200.00"),
        person("1003", "王五", "一队", "证券经纪人", 应发合计="2020.00", 上期结欠="50.00", 增值税="20.00",
               附加税费="0.70", 实发合计="1999.30"),
        **changes,
    )  # fmt: skip


def booked(people: PayMonth, **changes: Any) -> PayMonth:
    """The month with the shipped vouchers, their departments those of these people; ``changes`` for every program."""
    programs = tuple(one.model_copy(update={"departments": DEPARTMENTS, **changes})
                     for one in shipped().text.payout.vouchers)  # fmt: skip
    return replace(people, text=PayoutText.model_construct(vouchers=programs))


def own(*entries: dict[str, Any], people: PayMonth | None = None, **changes: Any) -> PayMonth:
    """The month with one voucher of these postings; accounts 甲 and 乙."""
    program = {"program": "用友", "name": "账", "accounts": {"甲": "1001", "乙": "2002"}, "departments": DEPARTMENTS,
               "in_full": [], "vouchers": [{"name": "证", "entries": list(entries)}], **changes}  # fmt: skip
    return replace(people or three(), text=PayoutText.model_validate({"vouchers": [program]}))


def lines(path: Path) -> list[dict[str, Any]]:
    """The rows of a voucher by heading, read by a library the program does not read them with."""
    headings, *rows = openpyxl.load_workbook(path).worksheets[0].values
    return [dict(zip(headings, row, strict=True)) for row in rows]


def short(path: Path, number: int) -> list[tuple[Any, ...]]:
    """What one voucher posts: 科目, 借, 贷, 部门, 职员."""
    return [tuple(line[name] for name in ("科目编码", "借方金额", "贷方金额", "部门编码", "职员编码"))
            for line in lines(path) if line["凭证编号"] == number]  # fmt: skip


def test_the_month_is_accrued_and_paid(tmp_path: Path) -> None:
    """Worked by hand: expense is what was earned, 5000+100−30 and 0+20−200 (in red), the agent's 2020+50."""
    assert voucher_findings(booked(three())) == []
    write_vouchers(booked(three()), tmp_path)
    path = tmp_path / "凭证" / "用友凭证_2026-01.xlsx"
    assert short(path, 1) == [
        ("660101", 5070, 0, "01", None), ("660101", -180, 0, "02", None), ("642101", 2070, 0, "01", None),
        ("224101", 30, 0, "01", "1001"), ("122101", 200, 0, "02", "1002"),
        ("221101", 0, 5000, "01", None), ("220601", 0, 2020, "01", "1003"),
        ("224101", 0, 100, "01", "1001"), ("224101", 0, 20, "02", "1002"), ("122101", 0, 50, "01", "1003"),
    ]  # fmt: skip
    assert short(path, 2) == [
        ("221101", 5000, 0, "01", None), ("220601", 2020, 0, "01", "1003"),
        ("224102", 0, 500, "01", None), ("222101", 0, 10.5, "01", None), ("222102", 0, 20, "01", None),
        ("222103", 0, 0.7, "01", None), ("100201", 0, 6488.8, None, None),
    ]  # fmt: skip


def test_the_layout_of_yonyou(tmp_path: Path) -> None:
    """The columns in their order; codes are text, the period follows the day the voucher is made on."""
    write_vouchers(booked(three()), tmp_path)
    every = lines(tmp_path / "凭证" / "用友凭证_2026-01.xlsx")
    assert list(every[0]) == [
        "会计期间", "凭证类别字", "凭证编号", "行号", "制单日期", "附单据数", "制单人", "摘要", "科目编码", "借方金额",
        "贷方金额", "部门编码", "职员编码",
    ]  # fmt: skip
    assert list(every[3].values()) == [
        1, "记", 1, 4, datetime(2026, 1, 31), 0, "制表", "返还风险金 张三", "224101", 30, 0, "01", "1001",
    ]  # fmt: skip
    assert list(every[-1].values()) == [
        2, "记", 2, 7, datetime(2026, 2, 10), 0, "制表", "银行代发2026年1月工资", "100201", 0, 6488.8, None, None,
    ]  # fmt: skip


def test_the_layout_of_kingdee(tmp_path: Path) -> None:
    """The same postings under its own codes; department and person are items of the account."""
    write_vouchers(booked(three()), tmp_path)
    line = lines(tmp_path / "凭证" / "金蝶凭证_2026-01.xlsx")[3]
    assert line == {
        "凭证日期": datetime(2026, 1, 31), "会计年度": 2026, "会计期间": 1, "凭证字": "记", "凭证号": 1,
        "科目代码": "2241.01", "科目名称": "其他应付款-风险金", "币别代码": "RMB", "币别名称": "人民币", "原币金额": 30,
        "借方": 30, "贷方": 0, "制单": "制表", "凭证摘要": "返还风险金 张三",
        "业务日期": datetime(2026, 1, 31), "附件数": 0, "序号": 1, "汇率": 1, "分录序号": 3,
        "核算项目": "部门---01---一队,职员---1001---张三",
    }  # fmt: skip


def test_a_negative_amount_may_go_to_the_other_side(tmp_path: Path) -> None:
    """Then nothing is negative, and both sides grow by the same 180."""
    controls = write_vouchers(booked(three(), negative="反向"), tmp_path)
    assert ("660101", 0, 180, "02", None) in short(tmp_path / "凭证" / "用友凭证_2026-01.xlsx", 1)
    assert controls[0].total == controls[0].expected == Decimal("7370.00")
    assert all(one.agrees for one in controls)


def test_every_control_of_the_month(tmp_path: Path) -> None:
    """Both sides, every quantity of the report that is posted, and what clears; sums worked by hand."""
    controls = write_vouchers(booked(three()), tmp_path)
    assert [(one.quantity, one.persons, str(one.total)) for one in controls if "用友" in one.file] == [
        ("计提工资：借方＝贷方", 3, "7190.00"), ("计提工资：风险金返还（借）", 1, "30.00"),
        ("计提工资：本期结欠（借）", 1, "200.00"), ("计提工资：应发合计（贷）", 2, "7020.00"),
        ("计提工资：风险金计提（贷）", 2, "120.00"), ("计提工资：上期结欠（贷）", 1, "50.00"),
        ("发放工资：借方＝贷方", 2, "7020.00"), ("发放工资：应发合计（借）", 2, "7020.00"),
        ("发放工资：三险一金（贷）", 1, "500.00"), ("发放工资：个人所得税（贷）", 1, "10.50"),
        ("发放工资：增值税（贷）", 1, "20.00"), ("发放工资：附加税费（贷）", 1, "0.70"),
        ("发放工资：实发合计（贷）", 2, "6488.80"),
        ("应付职工薪酬-工资：借方＝贷方", 1, "5000.00"), ("应付手续费及佣金：借方＝贷方", 1, "2020.00"),
    ]  # fmt: skip
    assert all(one.agrees for one in controls)


def test_a_total_that_is_not_that_of_the_report_is_told(tmp_path: Path) -> None:
    """Held against 薪酬月报表, not against the persons the lines were made of."""
    made = booked(three())
    wrong = replace(made, totals={**made.totals, "应发合计": Decimal("7020.01")})
    assert {one.quantity for one in write_vouchers(wrong, tmp_path) if not one.agrees} == {
        "计提工资：应发合计（贷）", "发放工资：应发合计（借）",
    }  # fmt: skip


def test_a_bonus_is_accrued_and_its_tax_withheld(tmp_path: Path) -> None:
    """36,000.00 with 1,080.00 tax: paid out is 34,920.00 more; a month that knows no bonus posts none."""
    with_bonus = month(person("1001", "张三", "一队", 应发合计="5000.00", 年终奖="36000.00", 年终奖个人所得税="1080.00",
                              实发合计="39920.00"))  # fmt: skip
    assert voucher_findings(booked(with_bonus)) == []
    write_vouchers(booked(with_bonus), tmp_path)
    path = tmp_path / "凭证" / "用友凭证_2026-01.xlsx"
    assert ("660102", 36000, 0, "01", None) in short(path, 1)
    assert short(path, 2) == [
        ("221101", 5000, 0, "01", None), ("221102", 36000, 0, "01", None), ("222101", 0, 1080, "01", None),
        ("100201", 0, 39920, None, None),
    ]  # fmt: skip


@pytest.mark.parametrize(("format_", "separator"), [("csv", ","), ("txt", "\t")])
def test_text_formats(tmp_path: Path, format_: str, separator: str) -> None:
    """Some programs take text: amounts with two decimals, days as 2026-01-31, no heading where none is asked."""
    columns = {"日期": "{制单日期}", "科目": "{科目编码}", "借": "{借方金额}", "贷": "{贷方金额}"}
    made = own(
        {"summary": "工资", "debit": "甲", "quantity": "实发合计"},
        {"summary": "工资", "credit": "乙", "quantity": "实发合计"},
        format=format_, separator=separator, columns=columns, headings="false",
    )  # fmt: skip
    write_vouchers(made, tmp_path)
    words = (tmp_path / "凭证" / f"账_2026-01.{format_}").read_bytes().decode("gb18030")
    assert words == "2026-01-31,1001,6488.80,0.00\r\n2026-01-31,2002,0.00,6488.80\r\n".replace(",", separator)


def test_a_quantity_may_be_worked_out(tmp_path: Path) -> None:
    """2% of 应发合计, rounded to the fen for each person (100.00 and 40.40), less half of 20.00."""
    formula = "应发合计 × 2% - 增值税 ÷ 2"
    made = own({"summary": "经费", "debit": "甲", "quantity": formula, "by": "部门"},
               {"summary": "经费", "credit": "乙", "quantity": formula})  # fmt: skip
    write_vouchers(made, tmp_path)
    every = lines(tmp_path / "凭证" / "账_2026-01.xlsx")
    told = [(line["科目编码"], line["借方金额"], line["贷方金额"]) for line in every]
    assert told == [("1001", 130.4, 0), ("2002", 0, 130.4)]


@pytest.mark.parametrize(
    ("day", "period", "made_on"),
    [
        ("本月末", "2026-02", date(2026, 2, 28)), ("次月末", "2026-01", date(2026, 2, 28)),
        ("次月10日", "2026-12", date(2027, 1, 10)), ("本月31日", "2028-02", date(2028, 2, 29)),
        ("本月1日", "2026-03", date(2026, 3, 1)),
    ],
)  # fmt: skip
def test_the_day_a_voucher_is_made_on(day: str, period: str, made_on: date) -> None:
    """A day the month does not have is its last."""
    assert day_of(day, Period.parse(period)) == made_on


def test_a_file_that_came_out_otherwise_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One fen more on both sides still balances: every line is held against what it was written from."""
    write = voucher_files.write_lines

    def slip(path: Path, text: Any, table: Any, headings_at: int) -> None:
        write(path, text, [[Decimal("30.01") if cell == 30 else cell for cell in line] for line in table], headings_at)

    monkeypatch.setattr(voucher_files, "write_lines", slip)
    with pytest.raises(ValueError, match="does not hold"):
        write_vouchers(booked(three()), tmp_path)


def test_the_same_month_gives_the_same_bytes(tmp_path: Path) -> None:
    """Nothing in a file depends on when it was written; without vouchers nothing is written."""
    for folder in ("one", "two"):
        write_vouchers(booked(three()), tmp_path / folder)
    for name in ("用友凭证_2026-01.xlsx", "金蝶凭证_2026-01.xlsx"):
        assert (tmp_path / "one" / "凭证" / name).read_bytes() == (tmp_path / "two" / "凭证" / name).read_bytes()
    assert write_vouchers(replace(three(), text=PayoutText()), tmp_path / "none") == []
    assert not (tmp_path / "none").exists()


FEN = st.integers(0, 10**8)
PEOPLE = st.lists(
    st.tuples(st.sampled_from(list(DEPARTMENTS)), st.sampled_from(["客户经理", "团队负责人", "证券经纪人", "兼职"]),
              st.lists(FEN, min_size=9, max_size=9)),
    max_size=10,
)  # fmt: skip


def _random_person(place: int, team: str, post: str, fen: list[int]) -> Payee:
    """Amounts that add up as 第十四条 and 第十五条 say; owing more than was earned leaves 应发合计 0."""
    gross, held, released, owed, *withheld = fen
    subtotal = gross - held + released - owed
    paid = max(0, subtotal) - sum(withheld[:4])
    told = [max(0, subtotal), held, released, owed, max(0, -subtotal), *withheld[:4], paid]
    amounts = {name: f"{Decimal(value) / 100:.2f}" for name, value in zip(AMOUNTS, told, strict=True)}
    return person(str(place), f"人{place}", team, post, **amounts)


@settings(max_examples=8, deadline=None)
@given(people=PEOPLE, turned=st.booleans())
def test_random_months_balance(
    tmp_path_factory: pytest.TempPathFactory, people: list[tuple[str, str, list[int]]], turned: bool
) -> None:
    """Whatever is earned, held back, released or owed, both programs balance and carry the totals of the report."""
    _balances(tmp_path_factory.mktemp("payout"), people, turned=turned)


@pytest.mark.long
@settings(max_examples=150, deadline=None)
@given(people=PEOPLE, turned=st.booleans())
def test_many_random_months_balance(
    tmp_path_factory: pytest.TempPathFactory, people: list[tuple[str, str, list[int]]], turned: bool
) -> None:
    """The same, far more often."""
    _balances(tmp_path_factory.mktemp("payout"), people, turned=turned)


def _balances(folder: Path, people: list[tuple[str, str, list[int]]], *, turned: bool) -> None:
    made = month(*(_random_person(place, *one) for place, one in enumerate(people)))
    paid = booked(made, negative="反向" if turned else "红字")
    assert voucher_findings(paid) == []
    controls = write_vouchers(paid, folder)
    assert all(one.agrees for one in controls)
    assert _totals(controls) == {
        "计提工资：应发合计（贷）": made.total("应发合计"), "发放工资：应发合计（借）": made.total("应发合计"),
        "发放工资：实发合计（贷）": made.total("实发合计"),
    }  # fmt: skip


def _totals(controls: list[Control]) -> dict[str, Decimal]:
    asked = ("计提工资：应发合计（贷）", "发放工资：应发合计（借）", "发放工资：实发合计（贷）")
    return {one.quantity: one.total for one in controls if one.quantity in asked}


def test_what_another_program_is_like_is_taken_over() -> None:
    """Postings, departments and the rest; its own codes stay."""
    first, second = shipped().text.payout.vouchers
    assert isinstance(second, VoucherText)
    assert second.vouchers == first.vouchers
    assert second.departments == first.departments
    assert second.accounts["银行存款"] == "1002.01"
    assert first.accounts["银行存款"] == "100201"
