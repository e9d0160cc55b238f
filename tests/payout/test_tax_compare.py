"""The client's 税款计算 against ours.  Source: issue 6, read back and compared person by person, to the fen."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from pipeline.payout.model import PayMonth
from pipeline.payout.tax.compare import NOT_COMPARED, TaxComparison, compare_tax
from pipeline.payout.tax.compare_book import write_comparison

from .build import month
from .tax_made import HEADINGS, broker, employee, every_kind, export, part_timer, person, stated, with_tax

WAGES_AGREE = {
    "本期收入": 12589.43, "累计收入额": 12589.43, "累计减除费用": 5000, "累计专项扣除": 966.15,
    "累计应纳税所得额": 5223.28, "累计应纳税额": 156.70, "累计已缴税额": 0, "应补(退)税额": 156.70,
}  # fmt: skip
"""What the client makes of ``employee``: 5223.28 × 3% = 156.6984."""


def compared(made: PayMonth, folder: Path, *rows: dict[str, object]) -> TaxComparison:
    """The month against an export of these rows."""
    return compare_tax(made, export(folder / "税款计算.xlsx", rows))


def codes(found: TaxComparison) -> list[str]:
    """What was said, in order."""
    return [one.code for one in found.findings]


def test_everybody_agrees(tmp_path: Path) -> None:
    """Wages, commission and occasional work in one export; months of 0 too; ours are rounded half up to the fen."""
    made = every_kind()
    wages, zero, commission, none, occasional, _ = made.payees
    found = compared(
        made, tmp_path, stated(wages, **WAGES_AGREE), stated(zero, **{"本期收入": 0, "应补(退)税额": 0}),
        stated(commission, "证券经纪人佣金收入", **{"本期收入": 108910.89, "应补(退)税额": 0}),
        stated(none, "证券经纪人佣金收入", **{"本期收入": 0, "应补(退)税额": 0}),
        stated(occasional, "一般劳务报酬所得", **{"累计应纳税所得额": 3421.04, "应补(退)税额": 684.21}),
    )  # fmt: skip
    assert (codes(found), found.agrees) == ([], True)
    assert [(line.employee_id, line.conclusion) for line in found.lines] == [
        ("1001", "相符"), ("1004", "相符"), ("1002", "相符"), ("1005", "相符"), ("1003", "相符"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("theirs", "code", "difference"),
    [(156.69, "T21", "-0.01"), (156.70, None, "0.00"), (156.71, "T21", "0.01")],
)
def test_a_fen_is_a_difference(tmp_path: Path, theirs: float, code: str | None, difference: str) -> None:
    """A fen below, the same, a fen above 156.70."""
    who = employee()
    found = compared(month(who), tmp_path, stated(who, **{**WAGES_AGREE, "应补(退)税额": theirs}))
    assert codes(found) == ([code] if code else [])
    assert found.lines[0].theirs - found.lines[0].ours == Decimal(difference)


def test_another_tax_tells_why(tmp_path: Path) -> None:
    """Both figures, the difference, and whatever else is not the same; at the cell of the export."""
    who = employee()
    other = {
        **WAGES_AGREE,
        "累计专项扣除": 0,
        "累计应纳税所得额": 6189.43,
        "累计应纳税额": 185.68,
        "应补(退)税额": 185.68,
    }
    found = compared(month(who), tmp_path, stated(who, **other))
    (told,) = found.findings
    assert (told.code, told.place, told.stops) == ("T21", "税款计算.xlsx [税款计算] Q2", True)
    assert told.message == (
        "工号1001（赵一）的正常工资薪金所得：扣缴端应补(退)税额185.68元，本系统156.70元，相差28.98元；"
        "累计专项扣除扣缴端0.00、本系统966.15；累计应纳税所得额扣缴端6,189.43、本系统5,223.28；"
        "累计应纳税额扣缴端185.68、本系统156.70"
    )


def test_the_same_tax_by_another_way_is_a_notice(tmp_path: Path) -> None:
    """A later month would differ."""
    who = employee()
    found = compared(month(who), tmp_path, stated(who, **{**WAGES_AGREE, "累计收入额": 12589.44}))
    assert (codes(found), found.agrees, found.lines[0].conclusion) == (["T22"], True, "税额相符，计算依据不同")


def test_a_tax_below_0_is_0(tmp_path: Path) -> None:
    """第六条: not refunded within the year."""
    who = person(1)
    assert codes(compared(month(who), tmp_path, stated(who, **{"应补(退)税额": -3.25}))) == []


def test_a_blank_tax_is_no_0(tmp_path: Path) -> None:
    """A row the client has not computed yet."""
    who = person(1)
    found = compared(month(who), tmp_path, stated(who))
    assert (codes(found), found.lines[0].conclusion) == (["T30"], "扣缴端没有税额")
    assert found.findings[0].message == "工号1001（张三）的正常工资薪金所得在扣缴端没有应补(退)税额，本系统为0.00元"


def test_commission_of_a_year_begun_elsewhere(tmp_path: Path) -> None:
    """What was paid is what this system withheld and what came over at its beginning: 10.00 + 5.50."""
    who = broker(本年佣金已扣税额="10.00", 期初佣金已扣税额="5.50")
    row = stated(who, "证券经纪人佣金收入", **{"累计已缴税额": 15.50, "应补(退)税额": 0})
    assert codes(compared(month(who), tmp_path, row)) == []


def test_missing_on_either_side(tmp_path: Path) -> None:
    """Ours the export has not; theirs we have not, with money or with nothing."""
    here, gone = employee(1), person(2, "李四", 本期收入="800.00")
    stranger, left = person(8, "周八"), person(9, "吴九")
    one, nothing = {"本期收入": 1, "应补(退)税额": 0}, {"本期收入": 0, "应补(退)税额": 0}
    rows = [stated(here, **WAGES_AGREE), stated(stranger, **one), stated(left, **nothing)]
    found = compared(month(here, gone), tmp_path, *rows)
    assert [(one.code, one.stops) for one in found.findings] == [("T23", True), ("T24", True), ("T25", False)]
    assert "工号1002（李四）的正常工资薪金所得应报800.00元、税0.00元" in found.findings[0].message
    assert "工号1008（周八）的正常工资薪金，收入1.00元、税0.00元" in found.findings[1].message
    assert [(line.name, line.conclusion) for line in found.lines] == [
        ("赵一", "相符"), ("李四", "扣缴端没有"), ("周八", "本系统没有"), ("吴九", "本系统没有"),
    ]  # fmt: skip


def test_one_person_twice(tmp_path: Path) -> None:
    """The tax would be paid twice."""
    who = employee()
    found = compared(month(who), tmp_path, stated(who, **WAGES_AGREE), stated(who, **WAGES_AGREE))
    assert codes(found) == ["T26"]
    assert found.findings[0].message.endswith("前一行在税款计算.xlsx [税款计算] Q2")


def test_income_of_another_kind_is_nobody_s(tmp_path: Path) -> None:
    """An employee's commission is not his wages: both sides are told."""
    who = employee()
    row = stated(who, "证券经纪人佣金收入", **{"本期收入": 5, "应补(退)税额": 0})
    assert codes(compared(month(who), tmp_path, stated(who, **WAGES_AGREE), row)) == ["T24"]


def test_a_bonus_beside_the_wages(tmp_path: Path) -> None:
    """36,000 ÷ 12 = 3,000: 3%, 1,080.00; a row of its own by 所得项目, or by its column where that is not exported."""
    who = employee(年终奖="36000.00", 年终奖计税="单独", 年终奖个人所得税="1080.00")
    wages = stated(who, **WAGES_AGREE)
    bonus = {"全年一次性奖金额": 36000, "应补(退)税额": 1080}
    headings = (*HEADINGS, "全年一次性奖金额")
    for item in ("全年一次性奖金收入", ""):
        path = export(tmp_path / "税款计算.xlsx", [wages, stated(who, item, **bonus)], headings)
        assert codes(compare_tax(month(who), path)) == []
    wrong = export(tmp_path / "税款计算.xlsx", [wages, stated(who, "全年一次性奖金收入", **{"应补(退)税额": 1081})])
    (told,) = compare_tax(month(who), wrong).findings
    assert "全年一次性奖金收入：扣缴端应补(退)税额1,081.00元，本系统1,080.00元，相差1.00元" in told.message


def test_a_kind_of_income_that_was_not_exported(tmp_path: Path) -> None:
    """The client exports each menu for itself: said once, and not once per person; with both files all is compared."""
    made = month(employee(), broker(), broker(5))
    wages = export(tmp_path / "工资.xlsx", [stated(made.payees[0], **WAGES_AGREE)])
    labour = export(
        tmp_path / "劳务.xlsx",
        [stated(who, "证券经纪人佣金收入", **{"本期收入": 108910.89, "应补(退)税额": 0}) for who in made.payees[1:]],
    )
    found = compare_tax(made, wages)
    assert codes(found) == ["T29"]
    assert found.findings[0].message == "导出的表中没有劳务报酬所得，本系统有2人、税0.00元没有核对"
    assert [line.conclusion for line in found.lines][1:] == ["没有核对：导出的表中没有这一类"] * 2
    assert codes(compare_tax(made, wages, labour)) == []


def test_a_kind_with_tax_that_was_not_exported_stops(tmp_path: Path) -> None:
    """684.21 of a part-timer nobody looked at: wages alone are not the month; 0.00 of brokers is only told."""
    made = month(employee(), part_timer(), broker())
    found = compared(made, tmp_path, stated(made.payees[0], **WAGES_AGREE))
    assert [(one.code, one.stops) for one in found.findings] == [("T29", False), ("T31", True)]
    assert found.findings[1].message == "导出的表中没有一般劳务报酬所得，本系统有1人、税684.21元没有核对"
    assert found.agrees is False
    assert (found.count("相符"), found.count(NOT_COMPARED)) == (1, 2)


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ("{0}********{1}", []), ("{0}＊＊＊＊＊＊＊＊{1}", []), ("{0}*******{1}", ["T27"]),
        ("999999********{1}", ["T27"]), ("{0}********0000", ["T27"]), ("*" * 18, ["T27"]),
    ],
)  # fmt: skip
def test_papers_behind_stars(tmp_path: Path, shown: str, told: list[str]) -> None:
    """Found by 工号 and 姓名; the digits that are seen must be those of the roster, and there must be some."""
    who = employee()
    paper = who.word("身份证号")
    row = {**stated(who, **WAGES_AGREE), "证件号码": shown.format(paper[:6], paper[-4:])}
    assert codes(compared(month(who), tmp_path, row)) == told


def test_the_tax_under_another_heading(tmp_path: Path) -> None:
    """本期应预扣预缴税额 of the import for wages is what is withheld this month."""
    who = employee()
    headings = ("工号", "姓名", "证件号码", "所得项目", "本期应预扣预缴税额")
    for theirs, told in ((156.70, []), (156.71, ["T21"])):
        row = {**stated(who), "本期应预扣预缴税额": theirs}
        assert codes(compare_tax(month(who), export(tmp_path / "税款计算.xlsx", [row], headings))) == told


def test_found_by_number_and_name(tmp_path: Path) -> None:
    """Another paper under the same 工号 and 姓名 is the same person, and the tax would go to a stranger: a stop."""
    who = employee()
    row = {**stated(who, **WAGES_AGREE), "证件号码": person(7).word("身份证号")}
    (told,) = compared(month(who), tmp_path, row).findings
    assert (told.code, told.stops, told.place) == ("T27", True, "税款计算.xlsx [税款计算] D2")


def test_an_export_without_papers(tmp_path: Path) -> None:
    """工号 and 姓名 will do; without 工号 a 姓名 only one person has; of two of that name nobody is guessed."""
    who, other = employee(), person(2, "李四")
    zero = {"应补(退)税额": 0}
    row = {**stated(who, **WAGES_AGREE), "证件号码": ""}
    alone = {**row, "工号": ""}
    assert codes(compared(month(who, other), tmp_path, row, stated(other, **zero))) == []
    assert codes(compared(month(who, other), tmp_path, alone, stated(other, **zero))) == []
    namesake = person(3, "赵一")
    assert codes(compared(month(who, namesake), tmp_path, alone, stated(namesake, **zero))) == ["T23", "T24"]


def test_another_month(tmp_path: Path) -> None:
    """Said once for the file; 2025-01 is not 2026-01 either."""
    who = employee()
    for when in ("2026-02-01", "2025年1月", "202512"):
        row = {**stated(who, **WAGES_AGREE), "税款所属期起": when}
        assert codes(compared(month(who), tmp_path, row, stated(person(9)))).count("T28") == 1
    right = {**stated(who, **WAGES_AGREE), "税款所属期起": "202601"}
    assert codes(compared(month(who), tmp_path, right)) == []


def test_a_file_that_is_no_export(tmp_path: Path) -> None:
    """No head, or a head and nobody under it: nothing is compared, and nobody is called missing."""
    path = export(tmp_path / "别的.xlsx", [{"甲": 1}], ["甲", "乙"])
    assert [(one.code, one.file) for one in compare_tax(month(employee()), path).findings] == [("T20", "别的.xlsx")]
    assert codes(compared(month(employee()), tmp_path)) == ["T20"]


def test_figures_as_text_under_other_headings_and_a_total(tmp_path: Path) -> None:
    """An export in GB18030 with separators, a title above and 合计 below; 身份证号 and 已缴税额 are known too."""
    who = employee()
    text = (
        "综合所得税款计算,,,,,\n姓名,身份证号,所得项目,收入,已缴税额,应补退税额\n"
        f'赵一,{who.word("身份证号")},正常工资薪金,"12,589.43",0.00,156.70\n合计,,,"12,589.43",0.00,156.70\n'
    )
    path = tmp_path / "税款计算.csv"
    path.write_bytes(text.encode("gb18030"))
    found = compare_tax(month(who), path)
    assert codes(found) == []
    assert found.lines[0].theirs == Decimal("156.70")


def test_a_figure_nobody_can_read_is_told(tmp_path: Path) -> None:
    """By the words of intake, at its cell."""
    who = employee()
    found = compared(month(who), tmp_path, stated(who, **{**WAGES_AGREE, "应补(退)税额": "待算"}))
    assert [(one.code, one.cell) for one in found.findings] == [("C01", "Q2"), ("T30", "Q2")]


def test_what_is_compared_is_configuration(tmp_path: Path) -> None:
    """Another quantity under a column of the client, added up of two."""
    text = with_tax(compare={"正常工资薪金所得": {"累计已缴税额": ["本年已扣税额", "他处已扣税额"]}})
    who = employee(他处已扣税额="7.00")
    row = stated(who, **{**WAGES_AGREE, "累计已缴税额": 7})
    assert codes(compared(month(who, text=text), tmp_path, row)) == []
    assert codes(compared(month(who), tmp_path, row)) == ["T22"]


def test_the_book_of_the_comparison(tmp_path: Path) -> None:
    """Totals of both sides, every person, every figure that differs; the same comparison gives the same bytes."""
    who, work = employee(), part_timer()
    found = compared(
        month(who, work), tmp_path, stated(who, **{**WAGES_AGREE, "应补(退)税额": 160}),
        stated(work, "一般劳务报酬所得", **{"应补(退)税额": 684.21}),
    )  # fmt: skip
    path = write_comparison(found, tmp_path)
    assert path.name == "报税核对_2026-01.xlsx"
    book = openpyxl.load_workbook(path)
    assert [[cell.value for cell in row] for row in book["合计"].iter_rows(min_row=6)] == [
        ["正常工资薪金所得", 1, 1, 156.7, 160, 3.3], ["一般劳务报酬所得", 1, 1, 684.21, 684.21, 0],
    ]  # fmt: skip
    assert [[cell.value for cell in row][1:7] for row in book["逐人核对"].iter_rows(min_row=6)] == [
        ["赵一", "正常工资薪金所得", 156.7, 160, 3.3, "税额不同"],
        ["孙三", "一般劳务报酬所得", 684.21, 684.21, 0, "相符"],
    ]
    assert [[cell.value for cell in row][3:7] for row in book["逐项差异"].iter_rows(min_row=6)] == [
        ["应补(退)税额", 156.7, 160, 3.3]
    ]
    first = path.read_bytes()
    assert write_comparison(found, tmp_path).read_bytes() == first
