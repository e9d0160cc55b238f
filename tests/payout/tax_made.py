"""Made-up people with right ID cards, a month of every kind of income, and exports as the client writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from pipeline.payout.model import Payee, PayMonth
from pipeline.payout.tax.text import TaxText
from pipeline.payout.text import PayoutText

from .build import month, payee

HEADINGS = (
    "工号", "姓名", "证件类型", "证件号码", "税款所属期起", "税款所属期止", "所得项目", "本期收入", "累计收入额",
    "累计减除费用", "累计专项扣除", "累计应纳税所得额", "税率", "速算扣除数", "累计应纳税额", "累计已缴税额",
    "应补(退)税额",
)  # fmt: skip
"""The columns of an export, two of them unknown to us."""


def id_card(number: int, born: str = "19900307") -> str:
    """An ID card: place, birthday, three digits (the last odd for men), check digit by GB 11643—1999."""
    body = f"110101{born}{number:03d}"
    weighed = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(body))
    return body + "10X98765432"[weighed % 11]


def person(number: int, name: str = "张三", **values: object) -> Payee:
    """A payee with an ID card of his own; 工号 is 1000 and the number, the row of the roster 2 and the number."""
    return payee(str(1000 + number), name, row=2 + number, **{"身份证号": id_card(number), **values})


def with_tax(**parts: Any) -> PayoutText:
    """The shipped configuration with these parts of ``payout.tax``."""
    text = month().text
    return text.model_copy(update={"tax": TaxText(**{**text.tax.model_dump(), **parts})})


def employee(number: int = 1, **values: object) -> Payee:
    """An account manager of 12,589.43 with 966.15 of contributions and 156.70 of tax, as of a January."""
    return person(number, "赵一", **{
        "本期收入": "12589.43", "基本养老保险费": "343.52", "基本医疗保险费": "85.88", "失业保险费": "21.47",
        "住房公积金": "515.28", "三险一金": "966.15", "累计继续教育": "400.00", "累计住房贷款利息": "1000.00",
        "累计专项附加扣除": "1400.00",
        "累计收入": "12589.43", "累计减除费用": "5000.00", "累计专项扣除": "966.15", "累计应纳税所得额": "5223.28",
        "累计应纳税额": "156.6984", "本年已扣税额": "0.00", "个人所得税": "156.70", **values,
    })  # fmt: skip


def broker(number: int = 2, **values: object) -> Payee:
    """A broker: 110,000.00 with VAT is 108,910.89 without; surcharges 38.12 + 16.34 + 10.89 = 65.35."""
    return person(number, "钱二", **{
        "岗位": "证券经纪人", "本期收入": "108910.89", "附加税费": "65.35", "累计个人养老金": "1000.00", **values,
    })  # fmt: skip


def part_timer(number: int = 3, **values: object) -> Payee:
    """A part-timer of 4,276.30: taxable 3,421.04, tax 684.21."""
    return person(number, "孙三", **{
        "岗位": "兼职", "本期收入": "4276.30", "劳务应纳税所得额": "3421.04", "个人所得税": "684.21", **values,
    })  # fmt: skip


def every_kind(**changes: Any) -> PayMonth:
    """Wages, a month of 0, a broker with and one without commission, a part-timer with and one without work."""
    return month(
        employee(), person(4, "李四"), broker(), broker(5, 本期收入="0.00", 附加税费="0.00"), part_timer(),
        part_timer(6, 本期收入="0.00", 劳务应纳税所得额="0.00", 个人所得税="0.00"), **changes,
    )  # fmt: skip


def stated(who: Payee, item: str = "正常工资薪金", **figures: object) -> dict[str, object]:
    """One row of an export of 2026-01."""
    return {
        "工号": who.employee_id, "姓名": who.name, "证件类型": "居民身份证", "证件号码": who.word("身份证号"),
        "税款所属期起": "2026-01-01", "所得项目": item, **figures,
    }  # fmt: skip


def export(path: Path, rows: Sequence[Mapping[str, object]], headings: Sequence[str] = HEADINGS) -> Path:
    """A workbook of these rows; what a row does not say stays blank."""
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False}) as book:
        sheet = book.add_worksheet("税款计算")
        sheet.write_row(0, 0, headings)
        for line, row in enumerate(rows, 1):
            sheet.write_row(line, 0, [row.get(heading, "") for heading in headings])
    return path
