"""A measure of a person, or the balance behind a line of a record, as Excel reads it.

Only functions Excel 2016 and LibreOffice share: SUMIFS, COUNTIFS, MATCH; where a condition of theirs does not tell
words apart, or they have no such function, SUMPRODUCT.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from pipeline.period import Period
from pipeline.reports.live.lines import FINEST, Lines, is_coarse
from pipeline.reports.live.places import ROW, told_apart
from pipeline.scheme.excel_cells import NotLive
from pipeline.scheme.excel_others import FAR
from pipeline.scheme.expressions import Call, Name, Number, number
from pipeline.scheme.model import Measure, Origins
from pipeline.scheme.parts import Record
from pipeline.scheme.to_excel import excel
from pipeline.scheme.units import DAY, FLAG, WORDS


@dataclass(frozen=True)
class _Own:
    """The lines that name one person (or object): the columns, the cells they must equal, whether SUMIFS tells them."""

    pairs: tuple[tuple[str, str], ...]
    plain: bool

    def mask(self) -> str:
        """1 in the lines, else 0, as part of an array."""
        return "*".join(f"({a}={b})" if self.plain else f"EXACT({a},{b})" for a, b in self.pairs)

    def count(self, mark: str) -> str:
        """How many lines there are, of those marked."""
        if not self.plain:
            return f"SUMPRODUCT({self.mask()}*{mark or '1'})"
        if mark:
            return f"SUMIFS({mark},{self._tests()})"
        return f"COUNTIFS({self._tests()})"

    def total(self, values: str, mark: str) -> str:
        """The sum over the lines, of those marked."""
        if not self.plain:
            return f"SUMPRODUCT({self.mask()}*{mark or '1'},{values})"
        return f"SUMIFS({values},{self._tests()}{f',{mark},1' if mark else ''})"

    def _tests(self) -> str:
        return ",".join(f"{column},{cell}" for column, cell in self.pairs)


def over_lines(measure: Measure, lines: Lines, person: str, people: Sequence[object]) -> str:
    """A measure taken from lines; ``person`` is the cell of the 工号, ``people`` every 工号 there is."""
    if measure.name in lines.unsaid:
        raise NotLive(lines.unsaid[measure.name])
    take, named = cast(Call, measure.take), measure.person or "工号"
    own = _Own(((lines.column(named), person),), told_apart([*lines.words(named), *people]))
    mark = lines.whole(lines.marks[measure.name].letter) if measure.name in lines.marks else ""
    if take.function in ("计数", "去重计数"):
        return own.count(mark)
    values, coarse = _values(measure, take, lines)
    if take.function == "取值":
        return _the_one(measure, lines, own, (values, mark))
    total = own.total(values, "" if measure.name in lines.takes else mark)
    total = f"ROUND({total},{FINEST})" if coarse else total
    if take.function == "合计":
        return total
    if take.function == "平均":
        found = f"{total}/{own.count(mark)}"
    else:
        inside = own.mask() + (f"*({mark}=1)" if mark else "")
        pick, sign = ("MAX", "-") if take.function == "最大" else ("MIN", "+")
        found = f"SUMPRODUCT({pick}({values}{sign}{FAR}*(1-{inside})))"
    return f"IF({own.count(mark)}=0,{_none(measure, lines)},{found})"


def _values(measure: Measure, take: Call, lines: Lines) -> tuple[str, bool]:
    """The column that is taken, and whether its figures may be rounded once added up."""
    if measure.name in lines.takes:
        helper = lines.takes[measure.name]
        return lines.whole(helper.letter), is_coarse(helper.values)
    name = cast(Name, take.arguments[0]).name
    if take.function == "取值":
        return lines.column(name), False
    column = lines.facts.columns[name]
    return lines.column(name), bool(((getattr(column, "num", 0) * 10**FINEST) % getattr(column, "den", 1) == 0).all())


def _the_one(measure: Measure, lines: Lines, own: _Own, at: tuple[str, str]) -> str:
    values, mark = at
    inside = own.mask() + (f"*({mark}=1)" if mark else "")
    (column, cell), *_ = own.pairs
    if own.plain and not mark:
        place = f"MATCH({cell},{column},0)"
    else:
        place = f"SUMPRODUCT(MIN(ROW({column})+{FAR}*(1-{inside})))-{lines.first - 1}"
    found = f"INDEX({values},{place})"
    found = f'({found}&"")' if measure.unit == WORDS else found
    return f"IF({own.count(mark)}=0,{_none(measure, lines)},{found})"


def _none(measure: Measure, lines: Lines) -> str:
    """What a person without a line has."""
    written = measure.none or ""
    if measure.unit == FLAG:
        return "TRUE" if written == "是" else "FALSE"
    if measure.unit in (WORDS, DAY):
        return '"' + written.replace('"', '""') + '"'
    return excel(Number(number(written or "0"), written), lines.cells)


def of_person(measure: Measure, ledger: Lines, person: str, people: Sequence[object], period: Period) -> str:
    """The balance a ledger has of a person at the beginning of the month, of these months of origin."""
    amounts = ledger.column("期初余额")
    pairs: tuple[tuple[str, str], ...] = (
        (ledger.column("台账"), f'"{measure.ledger}"'), (ledger.column("工号"), person),
    )  # fmt: skip
    plain = told_apart([*ledger.words("工号"), *people]) and told_apart(ledger.words("台账"))
    months = ledger.column("来源期间")
    if isinstance(measure.origin, Origins):
        tests = [f'({months}<>"")', f'({months}<="{period.shift(measure.origin.until)}")']
        if measure.origin.from_ is not None:
            tests.append(f'({months}>="{period.shift(measure.origin.from_)}")')
        return f"ROUND(SUMPRODUCT({_Own(pairs, plain).mask()}*{'*'.join(tests)},{amounts}),2)"
    if measure.origin is not None:
        pairs = (*pairs, (months, f'"{period.shift(measure.origin)}"'))
    return f"ROUND({_Own(pairs, plain).total(amounts, '')},2)"


def of_record(measure: Measure, record: Record, ledger: Lines, lines: Lines) -> str:
    """The balance of the object a line of a record names, and of the person where the measure says so."""
    headings = [measure.object] if measure.object else record.key
    kinds = [record.kinds().get(heading, WORDS) for heading in headings]
    if any(kind != WORDS for kind in kinds):
        raise NotLive("台账按由数或日期写成的对象记，公式里写不出同样的文字")
    cells = [f"{lines.letters[heading]}{ROW}" for heading in headings]
    thing = '&"、"&'.join(cells)
    words = ["、".join(map(str, key)) for key in zip(*(lines.words(heading) for heading in headings), strict=True)]
    plain = told_apart([*ledger.words("对象"), *words]) and told_apart(ledger.words("台账"))
    pairs = [(ledger.column("台账"), f'"{measure.ledger}"'), (ledger.column("对象"), thing)]
    if measure.person:
        pairs.append((ledger.column("工号"), f"{lines.letters[measure.person]}{ROW}"))
        plain = plain and told_apart([*ledger.words("工号"), *lines.words(measure.person)])
    return f"ROUND({_Own(tuple(pairs), plain).total(ledger.column('期初余额'), '')},2)"
