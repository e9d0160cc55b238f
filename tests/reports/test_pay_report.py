"""The pay report: layout, live totals, exact figures, capital figures, the same bytes twice."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.reports.capitals import capitals
from pipeline.reports.formats import printed_figure_width
from pipeline.reports.pay_layout import PayLayout
from pipeline.reports.pay_report import PayReport, Rule, write_pay_report
from pipeline.reports.pay_sheet import sign_off_blocks
from schemas.columns import Column, Type

HEADINGS = (
    "序号", "工号", "姓名", "团队", "岗位", "级别",
    "归属净佣金", "税金及附加", "投资者保护基金", "计提基数",
    "应计底薪", "缺勤扣款", "病假扣款", "考勤扣罚", "出访扣罚",
    "佣金提成", "产品提成", "有效户奖", "保有津贴", "考核系数", "合规系数", "浮动薪酬",
    "团队管理津贴", "手工调整", "风险金计提", "风险金返还", "上期结欠", "应发合计", "本期结欠",
    "三险一金", "增值税", "附加税费", "个人所得税", "实发合计", "备注",
)  # fmt: skip
TEXTS = ("姓名", "团队", "岗位", "级别", "备注")
COEFFICIENTS = ("考核系数", "合规系数")
FIGURES = tuple(heading for heading in HEADINGS[6:-1] if heading not in COEFFICIENTS)
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
REMARKS = {
    2: "本月有效投诉2次、违规1次，合规系数为0，浮动薪酬为0；应发不足抵扣，结欠转下月",
    7: "证券经纪人，无底薪；本月无归属客户",
    9: "2026-01-12入职，在职计薪日15天（本月22天），底薪按天折算；级别见习；本月未满，出访单应交5张",
    17: "=1+1",
    18: "https://example.com/说明",
}


def _type(heading: str) -> Type:
    if heading == "序号":
        return "count"
    if heading == "工号":
        return "id"
    if heading in TEXTS:
        return "text"
    return "number" if heading in COEFFICIENTS else "money"


def _person(number: int) -> dict[str, object]:
    row: dict[str, object] = {
        heading: Decimal(number * 7919 % 1234567 * (place + 3) % 2345678) / 100 if number % 5 else Decimal("0.00")
        for place, heading in enumerate(FIGURES)
    }
    return row | {
        "工号": f"{number:06d}",
        "姓名": SURNAMES[number % 20] + "小明"[: 1 + number % 2],
        "团队": ("城东团队", "城西团队", "机构与产品团队")[number * 3 // 20],
        "岗位": "团队负责人" if number in (0, 7, 14) else "证券经纪人" if number % 6 == 5 else "客户经理",
        "级别": ("见习", "初级", "中级", "高级", "资深")[number % 5] if number % 6 != 5 else None,
        "归属净佣金": Decimal("-1234.56")
        if number == 4
        else Decimal("98765432.10")
        if number == 1
        else row["归属净佣金"],
        "考核系数": Decimal("0.9"),
        "合规系数": Decimal("0") if number == 2 else Decimal("1"),
        "备注": REMARKS.get(number, "" if number % 3 else None),
    }


def make_report(persons: int = 20) -> PayReport:
    """A made-up report of three teams."""
    return PayReport(
        branch="示例营业部",
        period="2026-01",
        scheme="示例营业部客户经理薪酬标准",
        version="2026版",
        approval="渠管〔2025〕31号",
        columns=tuple(Column(f"c{place}", heading, _type(heading)) for place, heading in enumerate(HEADINGS)),
        rows=tuple(_person(number) for number in range(persons)),
        retained=Decimal("345678.91"),
        rules=tuple(
            Rule(heading, "元", "第六条", f"{heading}：按计提基数超额累进乘以级别系数。" * 3) for heading in HEADINGS
        ),
    )


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The report of twenty people, written."""
    path = tmp_path / "营业部客户经理薪酬月报表_2026-01.xlsx"
    write_pay_report(path, make_report())
    return path


def cells(path: Path, sheet: str = "薪酬月报表", *, formulas: bool = False) -> list[tuple[Any, ...]]:
    """The cells of a sheet: cached values, or formulas."""
    book = openpyxl.load_workbook(path, data_only=not formulas)
    return list(book[sheet].iter_rows(values_only=True))


def heading_row(rows: list[tuple[Any, ...]]) -> int:
    """The one row in which all headings stand."""
    return next(number for number, row in enumerate(rows) if row[: len(HEADINGS)] == HEADINGS)


def persons(rows: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
    """The rows that carry a 工号, by heading."""
    start = heading_row(rows) + 1
    return [dict(zip(HEADINGS, row, strict=False)) for row in rows[start:] if row[1]]


def money(value: Any) -> Decimal:
    """A figure as read back, which must be the shortest writing of the exact decimal."""
    return Decimal(repr(value))


def test_the_headings_stand_in_one_row_exactly_as_spelt(book: Path) -> None:
    """A machine finds the 35 headings in one row of the first sheet."""
    workbook = openpyxl.load_workbook(book)
    assert workbook.sheetnames == ["薪酬月报表", "团队汇总", "说明"]
    rows = cells(book)
    assert rows[0][0] == "《营业部客户经理薪酬月报表》"
    assert rows[1][0] == (
        "示例营业部　　月份：2026-01　　单位：元　　"
        "薪酬标准：示例营业部客户经理薪酬标准（2026版）　批准文号：渠管〔2025〕31号"
    )
    assert len(rows[heading_row(rows)]) == 35


def test_every_figure_reads_back_as_the_exact_decimal(book: Path) -> None:
    """Not one figure differs from its decimal, in any digit of its shortest writing."""
    read = persons(cells(book))
    for row, expected in zip(read, make_report().rows, strict=True):
        for heading in (*FIGURES, *COEFFICIENTS):
            assert money(row[heading]) == expected[heading], heading


def test_ids_and_names_stay_text(book: Path) -> None:
    """Leading zeros survive, and text that looks like a formula or an address does nothing."""
    read = persons(cells(book, formulas=True))
    assert [row["工号"] for row in read] == [f"{number:06d}" for number in range(20)]
    assert [row["序号"] for row in read] == list(range(1, 21))
    assert (read[17]["备注"], read[18]["备注"]) == ("=1+1", "https://example.com/说明")
    sheet = openpyxl.load_workbook(book).worksheets[0]
    remarks = [cell for row in sheet.iter_rows() for cell in row if cell.value in ("=1+1", "https://example.com/说明")]
    assert {cell.data_type for cell in remarks} == {"s"}
    assert not any(cell.hyperlink for cell in remarks)


def test_subtotals_and_total_are_live_and_add_up(book: Path) -> None:
    """Each team's 小计 is a formula whose cached value is the sum of its persons; the 合计 counts everybody once."""
    values, formulas = cells(book), cells(book, formulas=True)
    name, place = HEADINGS.index("姓名"), HEADINGS.index("应发合计")
    sums = [number for number, row in enumerate(values) if row[name] in ("小计", "合计")]
    assert [values[number][name] for number in sums] == ["小计", "小计", "小计", "合计"]
    assert all(values[number][1] is None for number in sums)
    assert formulas[sums[0]][place] == "=SUBTOTAL(9,AB5:AB11)"
    assert formulas[sums[3]][place] == "=SUBTOTAL(9,AB5:AB27)"
    everybody = [money(row["应发合计"]) for row in persons(values)]
    parts = [money(values[number][place]) for number in sums]
    assert parts[:3] == [sum(everybody[:7]), sum(everybody[7:14]), sum(everybody[14:])]
    assert parts[3] == sum(everybody) == sum(parts[:3])
    assert [values[number][HEADINGS.index("考核系数")] for number in sums] == [None] * 4


def test_the_foot_states_capitals_retained_and_signatures(book: Path) -> None:
    """Below the 合计: 实发合计 in capital figures, what the branch keeps, four places to sign."""
    rows = cells(book)
    total_row = next(number for number, row in enumerate(rows) if row[2] == "合计")
    net = sum(money(row["实发合计"]) for row in persons(rows))
    assert net == Decimal("167116.96")
    words = "实发合计（大写）：人民币壹拾陆万柒仟壹佰壹拾陆元玖角陆分　　（小写）￥167,116.96"
    assert rows[total_row + 1][0] == words
    assert rows[total_row + 2][HEADINGS.index("归属净佣金")] == 345678.91
    signs = [value for value in rows[total_row + 4] if value]
    assert signs == ["制表", "主办会计", "副经理(经理助理)", "经理"]
    assert [value for value in rows[total_row + 5] if value] == ["姓名："] * 4
    assert [value for value in rows[total_row + 6] if value] == ["日期：　　　　年　　月　　日"] * 4


def test_it_prints_on_a3_one_page_wide(book: Path) -> None:
    """A3 landscape, one page wide, headings repeated, pages numbered, names frozen."""
    sheet = openpyxl.load_workbook(book).worksheets[0]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$3:$4"
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert sheet.freeze_panes == "D5"


def test_columns_are_as_narrow_as_their_figures_allow() -> None:
    """Seven digits before the point fit; totals such as a branch of twenty has leave six points on A3."""
    for figure in ("9,999,999.99", "-99,999.99", "0.00"):
        pixels = sum(7.41 if character.isdigit() else 4.44 if character == "-" else 3.71 for character in figure)
        assert printed_figure_width(figure) * 7 > pixels + 3.71
    report = make_report()
    figures = {heading: Decimal(("17235.37", "735.37", "35.37")[place % 3]) for place, heading in enumerate(FIGURES)}
    modest = tuple({**row, **figures, "备注": None} for row in report.rows)
    widths = PayLayout(replace(report, rows=modest)).widths
    printable = (420 / 25.4 - 0.4) * 96
    assert 10 * printable / sum(width * 7 + 5 for width in widths) >= 6


def test_a_long_remark_gets_a_row_high_enough(book: Path) -> None:
    """The 备注 is wrapped and its row is higher than the others."""
    sheet = openpyxl.load_workbook(book).worksheets[0]
    assert sheet.cell(7, 35).alignment.wrap_text
    assert sheet.row_dimensions[7].height > sheet.row_dimensions[6].height


def test_the_team_sheet_links_to_the_subtotals(book: Path) -> None:
    """团队汇总 shows each team's sums as links with cached values, and one chart."""
    values, formulas = cells(book, "团队汇总"), cells(book, "团队汇总", formulas=True)
    place = values[3].index("应发合计")
    assert formulas[4][place] == "=薪酬月报表!AB12"
    assert [row[0] for row in values[4:8]] == ["城东团队", "城西团队", "机构与产品团队", "合计"]
    assert [row[1] for row in values[4:8]] == [7, 7, 6, 20]
    assert sum(money(row[place]) for row in values[4:7]) == money(values[7][place])
    assert len(openpyxl.load_workbook(book)["团队汇总"]._charts) == 1


def test_the_rules_sheet_explains_every_column(book: Path) -> None:
    """说明 has a line for each heading."""
    rows = cells(book, "说明")
    assert rows[3][:4] == ("列", "单位", "依据", "含义与算法")
    assert tuple(row[0] for row in rows[4:]) == HEADINGS


def test_two_writes_give_the_same_bytes(tmp_path: Path) -> None:
    """Nothing of the hour of writing is in the file."""
    digests = set()
    for name in ("a.xlsx", "b.xlsx"):
        write_pay_report(tmp_path / name, make_report())
        digests.add(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert len(digests) == 1


def test_a_month_without_persons_is_a_report_too(tmp_path: Path) -> None:
    """No persons: headings, a 合计 of zero, 零元整."""
    write_pay_report(tmp_path / "empty.xlsx", make_report(0))
    rows = cells(tmp_path / "empty.xlsx")
    assert rows[4][2] == "合计"
    assert rows[5][0] == "实发合计（大写）：人民币零元整　　（小写）￥0.00"


def test_sign_off_blocks_cover_the_page() -> None:
    """Blocks follow each other without a gap, whatever the number of roles, each two columns at least."""
    widths = tuple(10.0 for _ in HEADINGS)
    for count in (1, 3, 4, 6):
        blocks = sign_off_blocks(widths, count)
        assert len(blocks) == count
        assert blocks[0][0] == 0
        assert blocks[-1][1] == 34
        assert all(later[0] == earlier[1] + 1 for earlier, later in pairwise(blocks))
        assert all(last > first for first, last in blocks)


@pytest.mark.parametrize("count", [1, 4, 6])
@pytest.mark.parametrize("columns", [4, 6, 9, 13, 35])
def test_sign_off_blocks_of_few_or_uneven_columns(columns: int, count: int) -> None:
    """A wide last column takes no block away: every role has at least one column of its own."""
    widths = (*(10.0 for _ in range(columns - 1)), 60.0)
    blocks = sign_off_blocks(widths, count)
    assert len(blocks) == count
    assert all(last >= first for first, last in blocks)
    assert all(later[0] == earlier[1] + 1 for earlier, later in pairwise(blocks))


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0.00", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("0.99", "玖角玖分"),
        ("1.05", "壹元零伍分"),
        ("10.00", "壹拾元整"),
        ("10.10", "壹拾元壹角整"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("10010.05", "壹万零壹拾元零伍分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("100100.00", "壹拾万零壹佰元整"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("123456789.01", "壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖元零壹分"),
        ("100000000.00", "壹亿元整"),
        ("100001000.00", "壹亿零壹仟元整"),
        ("100010000.00", "壹亿零壹万元整"),
        ("10000000000.01", "壹佰亿元零壹分"),
        ("1000000000000.00", "壹万亿元整"),
        ("1000100000000.00", "壹万零壹亿元整"),
    ],
)
def test_capital_figures(amount: str, words: str) -> None:
    """As the rules for vouchers write them; where they leave a choice, 整 after 角 and no 零 before a filled place."""
    assert capitals(Decimal(amount)) == words


@pytest.mark.parametrize("amount", ["-0.01", "0.005", "10000000000000000"])
def test_capital_figures_refuse_what_no_voucher_holds(amount: str) -> None:
    """Below zero, a fraction of a fen, beyond the last place: an error, never wrong words."""
    with pytest.raises(ValueError, match="no capital figures"):
        capitals(Decimal(amount))
