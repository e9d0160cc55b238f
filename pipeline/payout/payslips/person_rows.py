"""The payees of a month as rows a formula can be walked in, so that a payslip can tell how a figure came about.

Reads: the values of each payee, the rule sets of the month.  Not covered: earlier months; who tells a formula that
looks back must hold its result against the figure that was paid.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from pipeline.payout.model import Payee, PayMonth, Value
from pipeline.scheme.facts import Around
from pipeline.scheme.in_words import NO_FIGURES
from pipeline.scheme.known import Known
from pipeline.scheme.parts import PERSON, WORDS
from pipeline.scheme.plainly import Plain, Row
from pipeline.scheme.units import FLAG
from schemas.results import PERSONS

YES, NO = "是", "否"


@dataclass(frozen=True)
class People:
    """The payees of a month, each with the row of his figures."""

    month: PayMonth

    @cached_property
    def known(self) -> Known:
        """What each quantity of the month is."""
        return Known(self.month.standard.rule_sets)

    def row(self, payee: Payee) -> Row:
        """The row of one payee."""
        return self._rows[payee.employee_id]

    def is_figure(self, name: str) -> bool:
        """Whether the name is a quantity of persons that is a figure."""
        found = self.known.find(name)
        return found is not None and found[0].unit not in NO_FIGURES

    @cached_property
    def _rows(self) -> Mapping[str, Row]:
        scheme = self.month.standard.scheme
        around = Around(tuple(scheme.grades), scheme.criteria)
        rows: dict[str, Row] = {}

        def row(payee: Payee) -> Row:
            who = payee.employee_id
            others = [rows[one.employee_id] for one in self.month.payees if one.employee_id != who]
            return Row(self._values(payee), self.month.period, scheme.tables, lambda: others, around, rows.get)

        for payee in self.month.payees:  # First alone, so that every row can be among the others of each.
            rows[payee.employee_id] = Row(self._values(payee), self.month.period, scheme.tables, around=around)
        return {payee.employee_id: row(payee) for payee in self.month.payees}

    def _values(self, payee: Payee) -> dict[str, Plain]:
        constants = {name: value for rules in self.month.standard.rule_sets for name, value in rules.constants.items()}
        values: dict[str, Plain] = dict(constants)
        for name, value in payee.values.items():
            if (plain := _plain(value, self._kinds.get(name, ""))) is not None or name in self._may_be_blank:
                values[name] = plain
        return values

    @cached_property
    def _kinds(self) -> Mapping[str, str]:
        """The unit of each quantity, or what kind of column of persons it is, by heading."""
        kinds = {column.heading: {"flag": FLAG, "date": "日期"}.get(column.type, WORDS) for column in PERSONS.columns}
        for rules in self.month.standard.rule_sets:
            kinds |= rules.text.quantities(PERSON)
        return kinds

    @cached_property
    def _may_be_blank(self) -> frozenset[str]:
        return frozenset(name for name, kind in self._kinds.items() if kind == "日期")


def _plain(value: Value, kind: str) -> Plain:
    """A value as formulas know it; None where there is none."""
    if isinstance(value, Decimal):
        return Fraction(value)
    if kind == FLAG:
        return value == YES if isinstance(value, str) or value is None else bool(value)
    if kind == WORDS:
        return "" if value is None else str(value)
    return value if isinstance(value, date | str) else None
