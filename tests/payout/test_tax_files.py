"""The forms for the client of the tax office: layouts, rows, controls.  Source: tax.md, Files for the next desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandera.errors import SchemaError

from pipeline.payout.model import Control, PayMonth
from pipeline.payout.tax.books import UnfaithfulFile, read_form, write_form
from pipeline.payout.tax.files import tax_findings, write_tax
from pipeline.payout.tax.people import people_rows
from schemas.payout_tax import BONUS, LABOUR, OCCASIONAL, PEOPLE, WAGES
from schemas.table import Table

from .build import month, payee
from .tax_made import broker, employee, every_kind, id_card, part_timer, person, with_tax

Row = dict[str, object]


def written(made: PayMonth, folder: Path, table: Table) -> list[Row]:
    """The rows of one form as they stand on the disk, by heading."""
    write_tax(made, folder)
    rows = read_form(folder / "报税" / f"{table.heading}_{made.period}.xlsx", table)
    return [{column.heading: row[column.name] for column in table.columns} for row in rows]


def headings(table: Table) -> str:
    """The headings of a form in order."""
    return ", ".join(column.heading for column in table.columns)


def filled(row: Row) -> Row:
    """What is neither blank nor 0."""
    return {heading: value for heading, value in row.items() if value is not None and value != Decimal(0)}


def test_headings_are_those_of_the_client() -> None:
    """The client tells columns by heading: order, ``*`` and brackets as in tax.md."""
    assert headings(WAGES) == (
        "工号, *姓名, *证件类型, *证件号码, 本期收入, 本期免税收入, 基本养老保险费, 基本医疗保险费, 失业保险费, "
        "住房公积金, 累计子女教育, 累计继续教育, 累计住房贷款利息, 累计住房租金, 累计赡养老人, 累计3岁以下婴幼儿照护, "
        "累计个人养老金, 企业(职业)年金, 商业健康保险, 税延养老保险, 公务交通费用, 通讯费用, 律师办案费用, "
        "西藏附加减除费用, 其他, 准予扣除的捐赠额, 减免税额, 协定减免, 备注"
    )
    assert headings(LABOUR) == (
        "工号, *姓名, *证件类型, *证件号码, *所得项目, 本期收入, 本期免税收入, 累计个人养老金, 商业健康保险, "
        "税延养老保险, 其他, 允许扣除的税费, 减免税额, 备注"
    )


def test_wages_of_everybody_employed(tmp_path: Path) -> None:
    """A month of 0 still has its row; 343.52 + 85.88 + 21.47 + 515.28 = 966.15."""
    first, second = written(every_kind(), tmp_path, WAGES)
    assert filled(first) == {
        "工号": "1001", "*姓名": "赵一", "*证件类型": "居民身份证", "*证件号码": id_card(1),
        "本期收入": Decimal("12589.43"), "基本养老保险费": Decimal("343.52"), "基本医疗保险费": Decimal("85.88"),
        "失业保险费": Decimal("21.47"), "住房公积金": Decimal("515.28"), "累计继续教育": Decimal("400.00"),
        "累计住房贷款利息": Decimal("1000.00"),
    }  # fmt: skip
    assert filled(second) == {"工号": "1004", "*姓名": "李四", "*证件类型": "居民身份证", "*证件号码": id_card(4)}


def test_brokers_deduct_surcharges_and_nothing_else(tmp_path: Path) -> None:
    """A declared 个人养老金 is not deducted at withholding; a month without commission counts and has its row."""
    first, second = written(every_kind(), tmp_path, LABOUR)
    assert filled(first) == {
        "工号": "1002", "*姓名": "钱二", "*证件类型": "居民身份证", "*证件号码": id_card(2),
        "*所得项目": "证券经纪人佣金收入", "本期收入": Decimal("108910.89"), "允许扣除的税费": Decimal("65.35"),
    }  # fmt: skip
    assert (second["工号"], second["本期收入"]) == ("1005", Decimal("0.00"))


def test_part_timers_only_with_an_income(tmp_path: Path) -> None:
    """They are taxed by the month, so that a month of 0 is nothing to declare."""
    (row,) = written(every_kind(), tmp_path, OCCASIONAL)
    assert filled(row) == {
        "工号": "1003", "*姓名": "孙三", "*证件类型": "居民身份证", "*证件号码": id_card(3),
        "*所得项目": "一般劳务报酬所得", "*收入": Decimal("4276.30"),
    }  # fmt: skip


def test_part_timers_of_a_branch_that_declares_them_with_the_brokers(tmp_path: Path) -> None:
    """Form and 所得项目 are configuration."""
    labour = {
        "证券经纪人": {"item": "证券经纪人佣金收入", "form": "劳务报酬所得", "zero": True},
        "兼职": {"item": "其他连续劳务报酬", "form": "劳务报酬所得"},
    }
    rows = written(every_kind(text=with_tax(labour=labour)), tmp_path, LABOUR)
    assert [(row["工号"], row["*所得项目"], row["允许扣除的税费"]) for row in rows] == [
        ("1002", "证券经纪人佣金收入", Decimal("65.35")), ("1005", "证券经纪人佣金收入", Decimal("0.00")),
        ("1003", "其他连续劳务报酬", Decimal("0.00")),
    ]  # fmt: skip
    assert not (tmp_path / "报税" / "一般劳务报酬所得_2026-01.xlsx").exists()


def test_a_bonus_taxed_apart_has_its_own_form(tmp_path: Path) -> None:
    """One merged into the wages is in 本期收入 already and must not be declared twice."""
    made = month(
        employee(1, 年终奖="36000.00", 年终奖计税="单独"), employee(2, 年终奖="50000.00", 年终奖计税="合并"),
        employee(3, 年终奖="0.00", 年终奖计税="单独"), employee(4, 年终奖="1200.00"),
    )  # fmt: skip
    rows = written(made, tmp_path, BONUS)
    assert [(row["工号"], row["*全年一次性奖金额"]) for row in rows] == [
        ("1001", Decimal("36000.00")), ("1004", Decimal("1200.00")),
    ]  # fmt: skip
    (control,) = (one for one in write_tax(made, tmp_path) if one.quantity == "年终奖")
    assert control == Control(
        "报税/全年一次性奖金收入_2026-01.xlsx", "年终奖", 2, Decimal("37200.00"), Decimal("37200.00")
    )


def test_cells_are_as_the_client_takes_them(tmp_path: Path) -> None:
    """One sheet, headings in row 1; numbers of people and papers are text cells, amounts 0.00 without separators."""
    write_tax(every_kind(), tmp_path)
    book = openpyxl.load_workbook(tmp_path / "报税" / "正常工资薪金所得_2026-01.xlsx")
    assert book.sheetnames == ["正常工资薪金所得"]
    number, paper, amount = (book.active[place] for place in ("A2", "D2", "E2"))
    assert (number.value, number.number_format) == ("1001", "@")
    assert (paper.value, paper.number_format) == (id_card(1), "@")
    assert (amount.value, amount.number_format) == (12589.43, "0.00")


def test_controls_hold_every_form_against_the_month(tmp_path: Path) -> None:
    """Persons and totals as read back; 12589.43 wages, 108910.89 commission, 4276.30 occasional work, 6 people."""
    assert write_tax(every_kind(), tmp_path) == [
        Control("报税/正常工资薪金所得_2026-01.xlsx", "本期收入", 2, Decimal("12589.43"), Decimal("12589.43")),
        Control("报税/正常工资薪金所得_2026-01.xlsx", "三险一金", 2, Decimal("966.15"), Decimal("966.15")),
        Control("报税/正常工资薪金所得_2026-01.xlsx", "累计专项附加扣除", 2, Decimal("1400.00"), Decimal("1400.00")),
        Control("报税/劳务报酬所得_2026-01.xlsx", "本期收入", 2, Decimal("108910.89"), Decimal("108910.89")),
        Control("报税/劳务报酬所得_2026-01.xlsx", "附加税费", 2, Decimal("65.35"), Decimal("65.35")),
        Control("报税/一般劳务报酬所得_2026-01.xlsx", "本期收入", 1, Decimal("4276.30"), Decimal("4276.30")),
        Control("报税/人员信息采集_2026-01.xlsx", "人数", 6, Decimal(6), Decimal(6)),
    ]  # fmt: skip


def test_a_mapping_that_loses_income_does_not_agree(tmp_path: Path) -> None:
    """The control asks the month, not the form: 本期收入 filled by something else is seen."""
    text = with_tax(columns={"正常工资薪金所得": {"本期收入": "累计继续教育"}})
    (income,) = (one for one in write_tax(month(employee(), text=text), tmp_path) if one.quantity == "本期收入")
    assert (income.total, income.expected, income.agrees) == (Decimal("400.00"), Decimal("12589.43"), False)


@pytest.mark.parametrize(
    ("column", "quantity", "total", "expected"),
    [
        ("累计赡养老人", "累计专项附加扣除", "13989.43", "1400.00"),
        ("累计个人养老金", "累计个人养老金", "12589.43", "500.00"),
    ],
)
def test_a_deduction_filled_by_something_else_does_not_agree(
    tmp_path: Path, column: str, quantity: str, total: str, expected: str
) -> None:
    """1,400.00 of special additional deductions and 500.00 of personal pension; 12,589.43 in one of the columns."""
    text = with_tax(columns={"正常工资薪金所得": {column: "本期收入"}})
    made = month(employee(累计个人养老金="500.00"), text=text)
    (control,) = (one for one in write_tax(made, tmp_path) if one.quantity == quantity)
    assert (control.total, control.expected, control.agrees) == (Decimal(total), Decimal(expected), False)


def test_a_further_contribution_goes_where_the_configuration_says(tmp_path: Path) -> None:
    """长期护理保险费 has no column: 10.00 in 其他 makes 976.15."""
    text = with_tax(
        columns={"正常工资薪金所得": {"其他": ["长期护理保险费"]}},
        contributions=["基本养老保险费", "基本医疗保险费", "失业保险费", "住房公积金", "其他"],
    )
    made = month(employee(长期护理保险费="10.00", 三险一金="976.15"), text=text)
    assert tax_findings(made) == []
    (row,) = written(made, tmp_path, WAGES)
    assert row["其他"] == Decimal("10.00")
    (deducted,) = (one for one in write_tax(made, tmp_path) if one.quantity == "三险一金")
    assert (deducted.total, deducted.agrees) == (Decimal("976.15"), True)


def test_same_month_same_bytes(tmp_path: Path) -> None:
    """Nothing of the clock in a file."""
    for folder in ("a", "b"):
        write_tax(every_kind(), tmp_path / folder)
    for path in (tmp_path / "a" / "报税").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / "报税" / path.name).read_bytes()


@pytest.mark.parametrize(
    ("cell", "value", "error"),
    [
        ("A1", "员工号", UnfaithfulFile), ("E2", "100.00", UnfaithfulFile), ("D2", 1101, UnfaithfulFile),
        ("E2", -1.0, SchemaError), ("B2", None, SchemaError),
    ],
)  # fmt: skip
def test_a_file_that_was_changed_is_no_form(tmp_path: Path, cell: str, value: object, error: type[Exception]) -> None:
    """Another heading, an amount as text, a paper as a number, a negative income, no name."""
    write_tax(month(employee()), tmp_path)
    path = tmp_path / "报税" / "正常工资薪金所得_2026-01.xlsx"
    book = openpyxl.load_workbook(path)
    book.active[cell] = value
    book.save(path)
    with pytest.raises(error):
        read_form(path, WAGES)


def test_what_the_disk_does_not_give_back_is_our_own_mistake(tmp_path: Path) -> None:
    """More digits than a workbook keeps are not quietly cut."""
    row = {"employee_id": "1", "person_name": "赵一", "paper": "居民身份证", "paper_number": id_card(1)}
    zeros = {column.name: Decimal("0.00") for column in WAGES.columns if column.type == "money"}
    with pytest.raises(UnfaithfulFile):
        write_form(tmp_path / "a.xlsx", WAGES, [{**row, **zeros, "income": Decimal("12345678901234.56")}])


def test_particulars_come_from_the_id_card(tmp_path: Path) -> None:
    """Digits 7 to 14 are the birthday, digit 17 is odd for men; a post has its 任职受雇从业类型."""
    woman = person(2, "钱二", 身份证号=id_card(2, "19851231"), 岗位="证券经纪人", 手机号="13900000000")
    rows = written(month(person(1, "赵一"), woman, part_timer(3)), tmp_path, PEOPLE)
    assert filled(rows[1]) == {
        "工号": "1002", "*姓名": "钱二", "*证件类型": "居民身份证", "*证件号码": id_card(2, "19851231"),
        "*国籍(地区)": "中国", "*性别": "女", "*出生日期": "1985-12-31", "*人员状态": "正常",
        "*任职受雇从业类型": "证券经纪人", "手机号码": "13900000000", "任职受雇从业日期": "2020-01-01",
    }  # fmt: skip
    told = [(row["*性别"], row["*出生日期"], row["*任职受雇从业类型"]) for row in rows]
    assert told[::2] == [("男", "1990-03-07", "雇员"), ("男", "1990-03-07", "其他")]


def test_other_papers_bring_their_particulars_along(tmp_path: Path) -> None:
    """A passport says neither sex nor birthday; a name on it may have a space."""
    words = {
        "证件类型": "外国护照",
        "身份证号": "e1234567",
        "国籍(地区)": "新加坡",
        "性别": "女",
        "出生日期": "1991-02-03",
    }
    made = month(person(1, "TAN Mei", **words))
    assert tax_findings(made) == []
    (row,) = written(made, tmp_path, PEOPLE)
    assert list(row.values())[2:7] == ["外国护照", "E1234567", "新加坡", "女", "1991-02-03"]


@pytest.mark.parametrize(
    ("left", "state"),
    [(date(2026, 1, 30), "非正常"), (date(2026, 1, 31), "非正常"), (date(2026, 2, 1), "正常"), (None, "正常")],
)
def test_who_left_within_the_month_is_no_longer_normal(left: date | None, state: str) -> None:
    """By the last day of the month, 2026-01-31."""
    (row,) = people_rows(month(person(1, 离职日期=left)))
    assert (row["state"], row["left_on"]) == (state, None if left is None else left.isoformat())


@pytest.mark.parametrize(
    ("hired", "said", "told"),
    [
        (date(2026, 1, 1), "首次就业", "当年首次入职其他人员"), (date(2025, 12, 31), "首次就业", None),
        (date(2026, 1, 1), None, None),
    ],
)  # fmt: skip
def test_a_first_job_is_told_in_the_year_of_entry(hired: date, said: str | None, told: str | None) -> None:
    """The client asks only those who came this year."""
    (row,) = people_rows(month(person(1, 入职日期=hired, 入职年度就业情形=said)))
    assert row["first_job"] == told


def test_only_the_changed_are_told_again() -> None:
    """New, another telephone, left; not who stayed as he was.  All, where the configuration says so."""
    before = month(person(1), person(2), person(3), period="2026-01")
    now = (person(1), person(2, 手机号="13911111111"), person(3, 离职日期=date(2026, 2, 10)), person(4))
    assert [row["employee_id"] for row in people_rows(month(*now, period="2026-02", before=before))] == [
        "1002", "1003", "1004",
    ]  # fmt: skip
    everybody = month(*now, period="2026-02", before=before, text=with_tax(people="全部"))
    assert len(people_rows(everybody)) == 4


def test_nobody_changed_nothing_is_written(tmp_path: Path) -> None:
    """An empty file would be read in for nothing."""
    before = month(person(1), period="2026-01")
    write_tax(month(person(1), period="2026-02", before=before), tmp_path)
    assert [path.name for path in (tmp_path / "报税").iterdir()] == ["正常工资薪金所得_2026-02.xlsx"]


CENTS = st.integers(0, 99_999_999).map(lambda cents: str(Decimal(cents) / 100))
INSURED = ("基本养老保险费", "基本医疗保险费", "失业保险费", "住房公积金")


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(("客户经理", "团队负责人", "证券经纪人", "兼职")), CENTS,
                          st.tuples(CENTS, CENTS, CENTS, CENTS)), min_size=1, max_size=8))  # fmt: skip
def test_forms_add_up_to_the_month(tmp_path_factory: pytest.TempPathFactory, people: list[tuple]) -> None:
    """Whoever earned what: the incomes of all forms are 本期收入 of the month, the deductions its 三险一金."""
    payees = []
    for number, (post, income, insured) in enumerate(people, 1):
        paid = dict(zip(INSURED, insured, strict=True)) if post in ("客户经理", "团队负责人") else {}
        total = sum(map(Decimal, paid.values()), Decimal("0.00"))
        payees.append(person(number, 岗位=post, 本期收入=income, 三险一金=str(total), **paid))
    made = month(*payees)
    assert tax_findings(made) == []
    controls = write_tax(made, tmp_path_factory.mktemp("forms"))
    assert all(one.agrees for one in controls)
    incomes = sum(one.total for one in controls if one.quantity == "本期收入")
    assert incomes == sum(Decimal(income) for _, income, _ in people)
    deducted = sum(one.total for one in controls if one.quantity == "三险一金")
    assert deducted == sum((Decimal(cents) for post, _, insured in people if post in ("客户经理", "团队负责人")
                            for cents in insured), Decimal(0))  # fmt: skip


def test_order_changes_no_row(tmp_path: Path) -> None:
    """A form follows 薪酬月报表; what it says of a person does not depend on the others."""
    forwards = written(month(employee(1), employee(4), broker(2)), tmp_path / "a", WAGES)
    backwards = written(month(broker(2), employee(4), employee(1)), tmp_path / "b", WAGES)
    assert forwards == backwards[::-1]


def test_a_leading_zero_survives(tmp_path: Path) -> None:
    """工号 0007 is not 7."""
    (row,) = written(month(payee("0007", "赵一", 身份证号=id_card(1))), tmp_path, WAGES)
    assert row["工号"] == "0007"


@pytest.mark.parametrize(("value", "fen"), [("100.004", "100.00"), ("100.005", "100.01"), ("-100.005", "-100.01")])
def test_an_amount_is_rounded_half_up(value: str, fen: str) -> None:
    """As the payslip, the report and the client round; half to even would make 100.00 of 100.005."""
    assert person(1, 应发合计=value).money("应发合计") == Decimal(fen)


def test_the_report_says_what_a_form_must_hold(tmp_path: Path) -> None:
    """The report's 年终奖 of 30,000.00 less the 10,000.00 merged into the wages; a form of 19,999.99 does not agree."""
    merged = employee(1, 年终奖="10000.00", 年终奖计税="合并")
    for paid, agrees in (("20000.00", True), ("19999.99", False)):
        made = month(merged, employee(2, 年终奖=paid))
        made = replace(made, totals={**made.totals, "年终奖": Decimal("30000.00")})
        (control,) = (one for one in write_tax(made, tmp_path) if one.quantity == "年终奖")
        assert (control.expected, control.agrees) == (Decimal("20000.00"), agrees)
