"""What a correction changes: the two shadows side by side, person by person, item by item, month by month.

``was`` is the shadow before this correction (the month as it was closed, or after the correction before), ``now`` the
shadow with it.  The sum of a person's amounts of a month is exactly the difference of his total of that month.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pipeline.correct.parts import REST, Parts, parts_of
from pipeline.money import Figures
from pipeline.month import Computed
from pipeline.period import Period
from schemas.corrections import LEDGER_KEY

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]
Whose = tuple[str, str, str, str]
"""工号, name, team, month."""
TABLES = ("person_measures", "pay_items")
HISTORY_KEY = ("quantity", "employee_id", "origin")
NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Figure:
    """One item of one person in one month: what it was, what it should be, what that is to his pay (in fen)."""

    employee_id: str
    person_name: str
    team: str
    origin: str
    item: str
    was: Decimal
    should_be: Decimal
    amount: Decimal


@dataclass(frozen=True)
class Total:
    """The total of one person in one month; ``left`` the day he left, if he has by the end of the last closed month."""

    employee_id: str
    person_name: str
    team: str
    origin: str
    was: Decimal
    should_be: Decimal
    left: str = ""

    @property
    def amount(self) -> Decimal:
        """The difference."""
        return self.should_be - self.was


@dataclass(frozen=True)
class Changed:
    """Everything a correction changes; rows of the last four are as the record of a correction holds them."""

    figures: Sequence[Figure]
    totals: Sequence[Total]
    ledgers: Sequence[Row] = field(default=())
    history: Sequence[Row] = field(default=())
    grades: Mapping[str, list[Row]] = field(default_factory=dict)
    leave: Mapping[str, list[Row]] = field(default_factory=dict)

    @property
    def is_nothing(self) -> bool:
        """Whether nothing changes that anybody is paid by, now or later."""
        return not (self.figures or self.totals or self.ledgers or self.history or self.grades or self.leave)

    @property
    def amount(self) -> Decimal:
        """The sum of all lines."""
        return sum((one.amount for one in self.figures), NOTHING)


def changed(was: Mapping[Period, Computed], now: Mapping[Period, Computed]) -> Changed:
    """The difference of the two shadows over the same months."""
    figures: list[Figure] = []
    totals: list[Total] = []
    last = max(was)
    left = _left(now)
    for month in was:
        parts = parts_of(was[month].request.settings, was[month].standard)
        before, after = values(was[month], parts), values(now[month], parts)
        who = {**_who(was[month]), **_who(now[month])}
        for employee in sorted(before.keys() | after.keys()):
            name, team = who[employee]
            given = (employee, name, team, str(month))
            pair = before.get(employee, {}), after.get(employee, {})
            figures += _figures(given, parts, pair)
            old, new = (one.get(parts.total, NOTHING) for one in pair)
            if old != new:
                totals.append(Total(*given, old, new, left.get(employee, "")))
    return Changed(figures, totals, _ledgers(was[last], now[last]), _history(was[last], now[last]),
                   *(_of_people(was[last], now[last], name) for name in ("closing_grades", "open_leave")))  # fmt: skip


def values(computed: Computed, parts: Parts) -> dict[str, dict[str, Decimal]]:
    """Per person the total and its parts; nothing where an item is not for his post."""
    return values_in({name: computed.outcome.tables[name] for name in TABLES}, parts)


def values_in(tables: Mapping[str, pd.DataFrame], parts: Parts) -> dict[str, dict[str, Decimal]]:
    """The same from the tables of persons."""
    found: dict[str, dict[str, Decimal]] = {}
    for frame in tables.values():
        asked = [name for name in (parts.total, *parts.signs) if name in frame]
        for row in frame[["employee_id", *asked]].to_dict("records"):
            own = found.setdefault(str(row["employee_id"]), {})
            own.update({name: row[name] for name in asked if isinstance(row[name], Decimal)})
    return found


def _figures(given: Whose, parts: Parts, pair: tuple[Mapping[str, Decimal], ...]) -> Iterator[Figure]:
    """The parts that differ, and the rest that makes the sum exactly the difference of the total."""
    before, after = pair
    sums = [NOTHING, NOTHING]
    posted = NOTHING
    for name, sign in parts.signs.items():
        old, new = (one.get(name, NOTHING) for one in pair)
        amount = _fen(sign * (Fraction(new) - Fraction(old)))
        sums = [sums[0] + sign * old, sums[1] + sign * new]
        posted += amount
        if old != new:
            yield Figure(*given, name, old, new, amount)
    old, new = (one.get(parts.total, NOTHING) for one in (before, after))
    rest = new - old - posted
    if rest:
        yield Figure(*given, REST, old - sums[0], new - sums[1], rest.quantize(NOTHING))


def _fen(exact: Fraction) -> Decimal:
    made = Figures(exact.numerator, exact.denominator).rounded(2)
    return Decimal(int(made.num)).scaleb(-2)


def _who(computed: Computed) -> dict[str, tuple[str, str]]:
    rows = computed.outcome.tables["persons"].to_dict("records")
    return {str(row["employee_id"]): (str(row["person_name"]), str(row["team"])) for row in rows}


def _left(now: Mapping[Period, Computed]) -> dict[str, str]:
    """Who is not employed any more at the end of the last closed month, and since when: lines of his find no pay.

    Whoever is missing from its roster without a day has left by its first day.
    """
    last = max(now)
    found: dict[str, str] = {}
    for month in sorted(now):
        rows = now[month].outcome.tables["roster"].to_dict("records")
        gone = found.keys() - {str(row["employee_id"]) for row in rows}
        found |= {who: "" for who in gone if found[who] == "在职"}
        found |= {str(row["employee_id"]): str(row["left_on"]) if _is_by(row["left_on"], last.last_day) else "在职"
                  for row in rows}  # fmt: skip
    return {who: day or f"{last.first_day}前" for who, day in found.items() if day != "在职"}


def _is_by(day: Any, end: date) -> bool:
    return isinstance(day, date) and day <= end


def _ledgers(was: Computed, now: Computed) -> list[Row]:
    """The closing balances of the pay standard's ledgers that differ; tax follows the month of payment."""
    law = was.standard.law
    of_law = {ledger.name for ledger in law.text.ledgers} if law else set()
    before, after = (_balances(one) for one in (was, now))
    found = []
    for key in sorted(before.keys() | after.keys()):
        difference = after.get(key, NOTHING) - before.get(key, NOTHING)
        if difference and key[0] not in of_law:
            found.append({**dict(zip(LEDGER_KEY, key, strict=True)), "difference": format(difference, "f")})
    return found


def _balances(computed: Computed) -> dict[tuple[str, ...], Decimal]:
    rows = computed.outcome.tables["ledger_balances"].to_dict("records")
    return {tuple(str(row[name]) for name in LEDGER_KEY): row["closing"] for row in rows}


def _history(was: Computed, now: Computed) -> list[Row]:
    """The quantities later months look back at that differ, as they now are; those of the statute stay."""
    law = was.standard.law
    of_law = set(law.text.quantities("人员")) if law else set()
    before, after = (_quantities(one) for one in (was, now))
    keys = sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))
    return [
        {**dict(zip(HISTORY_KEY, key, strict=True)), **after.get(key, {"figure": None, "word": None})}
        for key in keys
        if key[0] not in of_law
    ]


def _quantities(computed: Computed) -> dict[tuple[str, ...], Row]:
    return {
        tuple(str(row[name]) for name in HISTORY_KEY): {
            "figure": format(row["figure"], "f") if isinstance(row["figure"], Decimal) else None,
            "word": row["word"] if isinstance(row["word"], str) else None,
        }
        for row in _plain(computed.outcome.tables["history"])
    }


def _of_people(was: Computed, now: Computed, table: str) -> dict[str, list[Row]]:
    """All rows of a table of every person for whom they differ, days in ISO form."""
    before, after = (_by_person(one.outcome.tables[table]) for one in (was, now))
    people = sorted(one for one in before.keys() | after.keys() if before.get(one) != after.get(one))
    return {one: after.get(one, []) for one in people}


def _by_person(frame: pd.DataFrame) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in _plain(frame):
        found.setdefault(str(row["employee_id"]), []).append({name: _shown(cell) for name, cell in row.items()})
    return found


def _shown(cell: Any) -> Any:
    """A cell as a record of JSON holds it."""
    return cell.isoformat() if isinstance(cell, date) else format(cell, "f") if isinstance(cell, Decimal) else cell


def _plain(frame: pd.DataFrame) -> list[Row]:
    """Rows as plain records, empty cells as None."""
    import pyarrow as pa

    rows: list[Row] = pa.Table.from_pandas(frame, preserve_index=False).to_pylist()
    return rows
