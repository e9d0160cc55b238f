"""The tax the client of the tax office computed against ours: person by person, to the fen.

Law: 国家税务总局公告2018年第61号 第六条: what was withheld too much is not refunded within the year, so that a negative
应补(退)税额 is 0 here.
Reads: the month, the exports 税款计算.  Not covered: what was declared in earlier months (the client knows it).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from pipeline.findings import Finding, finding
from pipeline.payout.model import NOTHING, Payee, PayMonth
from pipeline.payout.tax.checks import who
from pipeline.payout.tax.export import Stated, read_exports
from pipeline.payout.tax.forms import INCOME, Form, forms_of, several
from pipeline.payout.tax.match import Known, matched
from schemas.payout_tax import BONUS, LABOUR, OCCASIONAL, TAX_EXPORT, WAGES

DUE = "tax_due"
TAX = "应补(退)税额"
COMPARED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    WAGES.heading: {
        "本期收入": (INCOME,), "累计收入额": ("累计收入",), "累计减除费用": ("累计减除费用",),
        "累计专项扣除": ("累计专项扣除",), "累计应纳税所得额": ("累计应纳税所得额",),
        "累计应纳税额": ("累计应纳税额",), "累计已缴税额": ("本年已扣税额",), TAX: ("个人所得税",),
    },
    LABOUR.heading: {
        "本期收入": (INCOME,), "累计减除费用": ("累计减除费用",), "累计应纳税所得额": ("累计应纳税所得额",),
        "累计应纳税额": ("累计应纳税额",), "累计已缴税额": ("本年佣金已扣税额", "期初佣金已扣税额"),
        TAX: ("个人所得税",),
    },
    OCCASIONAL.heading: {
        "本期收入": (INCOME,), "累计应纳税所得额": ("劳务应纳税所得额",), TAX: ("个人所得税",),
    },
    BONUS.heading: {"全年一次性奖金额": ("年终奖",), TAX: ("年终奖个人所得税",)},
}  # fmt: skip
"""Per form: column of the export → the quantities that add up to it; 累计收入额 of brokers is less their costs (I)."""

SAME, OTHER_TAX, OTHER_BASIS = "相符", "税额不同", "税额相符，计算依据不同"
NOT_THERE, NOT_OURS, TWICE, NO_TAX = "扣缴端没有", "本系统没有", "扣缴端重复", "扣缴端没有税额"
NOT_COMPARED = "没有核对：导出的表中没有这一类"


@dataclass(frozen=True)
class Differing:
    """One figure of a person that is not the same on both sides, the tax itself included."""

    column: str
    ours: Decimal
    theirs: Decimal
    place: str

    @property
    def words(self) -> str:
        """Both figures, as a message tells them."""
        return f"{self.column}扣缴端{self.theirs:,.2f}、本系统{self.ours:,.2f}"


@dataclass(frozen=True)
class Line:
    """One person and 所得项目: our tax, theirs (None where a side has none), and every figure that differs."""

    employee_id: str
    name: str
    form: str
    ours: Decimal | None
    theirs: Decimal | None
    conclusion: str
    differing: tuple[Differing, ...] = ()
    place: str = ""


Compared = tuple[Line, list[Finding]]


@dataclass(frozen=True)
class TaxComparison:
    """All lines, ours in the order of 薪酬月报表 first, and what there is to say."""

    month: PayMonth
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]

    def count(self, *conclusions: str) -> int:
        """How many lines end so."""
        return sum(1 for line in self.lines if line.conclusion in conclusions)

    @property
    def agrees(self) -> bool:
        """Whether the client withholds what we withheld, from everybody."""
        return not any(found.stops for found in self.findings)


def compare_tax(month: PayMonth, *exports: Path) -> TaxComparison:
    """The comparison of a month with one or several exports of it."""
    passwords = tuple(month.settings.text.intake.passwords)
    export = read_exports(exports, month.period, passwords)
    if not export.rows:
        return TaxComparison(month, (), export.findings)
    pairs = matched(month, export.rows)
    compared = [*_ours(month, pairs.of), *_strangers(pairs.strangers), *_doubles(pairs.doubles)]
    findings = [*export.findings, *pairs.findings, *(found for _, told in compared for found in told)]
    return TaxComparison(month, tuple(line for line, _ in compared), tuple(findings))


def _ours(month: PayMonth, stated: Known) -> Iterator[Compared]:
    """Everybody who stands in a form; a form of which the exports have nobody is told once."""
    for form in forms_of(month):
        columns = _columns(month, form)
        rows = [stated.get((payee.employee_id, form.table.heading)) for payee in form.payees]
        if not any(rows):
            yield from _whole_form(form, columns)
            continue
        for payee, row in zip(form.payees, rows, strict=True):
            ours = fen(payee, columns[TAX])
            yield _missing(payee, form, ours) if row is None else _compared(payee, form, row, columns)


def _columns(month: PayMonth, form: Form) -> dict[str, tuple[str, ...]]:
    """What is held against what: as configured, else as usual."""
    asked = month.text.tax.compare.get(form.table.heading, {})
    return {**COMPARED[form.table.heading], **{column: several(named) for column, named in asked.items()}}


def _whole_form(form: Form, columns: Mapping[str, tuple[str, ...]]) -> Iterator[Compared]:
    taxes = [fen(payee, columns[TAX]) for payee in form.payees]
    item = form.table.heading
    total = _yuan(sum(taxes, NOTHING))
    told = [finding("T31" if any(taxes) else "T29", item=item, count=len(taxes), ours=total)]
    for payee, ours in zip(form.payees, taxes, strict=True):
        yield Line(payee.employee_id, payee.name, item, ours, None, NOT_COMPARED), told
        told = []


def _missing(payee: Payee, form: Form, ours: Decimal) -> Compared:
    income = sum((row["income"] for one, row in zip(form.payees, form.rows, strict=True) if one is payee), NOTHING)
    told = finding("T23", who=who(payee), item=form.table.heading, income=_yuan(income), ours=_yuan(ours))
    return Line(payee.employee_id, payee.name, form.table.heading, ours, None, NOT_THERE), [told]


def _compared(payee: Payee, form: Form, row: Stated, columns: Mapping[str, tuple[str, ...]]) -> Compared:
    """One person: the tax first, then what it was computed from."""
    ours, due = fen(payee, columns[TAX]), row.figures[DUE]
    theirs = None if due is None else max(_rounded(due), NOTHING)
    differing = tuple(_differing(payee, row, columns))
    is_same = theirs == ours
    conclusion = NO_TAX if theirs is None else OTHER_TAX if not is_same else OTHER_BASIS if differing else SAME
    place = {"file": row.file, "sheet": row.sheet, "cell": row.cell(DUE), "column": TAX}
    facts = {"who": who(payee), "item": form.table.heading}
    told = []
    if theirs is None:
        told.append(finding("T30", **place, ours=_yuan(ours), **facts))
    elif not is_same:
        others = "；".join(one.words for one in differing if one.column != TAX)
        more = f"；{others}" if others else ""
        amounts = {"value": _yuan(theirs), "ours": _yuan(ours), "difference": _yuan(theirs - ours)}
        told.append(finding("T21", **place, **amounts, more=more, **facts))
    elif differing:
        more = "；".join(one.words for one in differing)
        told.append(finding("T22", **place, more=more, **facts))
    line = Line(payee.employee_id, payee.name, form.table.heading, ours, theirs, conclusion, differing, row.place(DUE))
    return line, told


def _differing(payee: Payee, row: Stated, columns: Mapping[str, tuple[str, ...]]) -> Iterator[Differing]:
    """The figures the export states and the month knows that are not the same to the fen."""
    names = {column.heading: column.name for column in TAX_EXPORT.columns}
    for heading, quantities in columns.items():
        theirs = row.figures.get(names.get(heading, ""))
        if theirs is None or any(name not in payee.values for name in quantities):
            continue
        shown = max(_rounded(theirs), NOTHING) if names[heading] == DUE else _rounded(theirs)
        if shown != fen(payee, quantities):
            yield Differing(heading, fen(payee, quantities), shown, row.place(names[heading]))


def _strangers(rows: Sequence[Stated]) -> Iterator[Compared]:
    """What the client computes for nobody of the month: no harm where it is 0."""
    for row in rows:
        income = row.figures["income"] or row.figures["bonus"] or NOTHING
        tax = _rounded(row.figures[DUE] or NOTHING)
        place = {"file": row.file, "sheet": row.sheet, "cell": row.cell(DUE), "column": TAX}
        facts = {"who": _named(row), "item": row.item or "所得", "income": _yuan(income)}
        told = finding("T24" if income or tax else "T25", **place, value=_yuan(tax), **facts)
        yield Line(row.employee_id, row.name, row.item or "（空）", None, tax, NOT_OURS, (), row.place(DUE)), [told]


def _doubles(rows: Sequence[tuple[Stated, Stated]]) -> Iterator[Compared]:
    for row, first in rows:
        place = {"file": row.file, "sheet": row.sheet, "cell": row.cell(DUE)}
        told = finding("T26", **place, who=_named(row), item=row.item or "所得", first=first.place(DUE))
        tax = _rounded(row.figures[DUE] or NOTHING)
        yield Line(row.employee_id, row.name, row.item or "（空）", None, tax, TWICE, (), row.place(DUE)), [told]


def fen(payee: Payee, quantities: tuple[str, ...]) -> Decimal:
    """The sum of these quantities of a person to the fen, half up as the client rounds; 0.00 where there are none."""
    values = (payee.values.get(name) for name in quantities)
    return _rounded(sum((value for value in values if isinstance(value, Decimal)), NOTHING))


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(NOTHING, ROUND_HALF_UP)


def _named(row: Stated) -> str:
    return f"工号{row.employee_id}（{row.name}）" if row.employee_id else row.name or f"第{row.row}行"


def _yuan(amount: Decimal) -> str:
    return f"{amount:,.2f}"
