"""Whether the shadow before a correction gives what was really paid, read back from the books of closed months."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import flow
from pipeline.archive.places import result_folder
from pipeline.closing.errors import Refused
from pipeline.collect.workbooks import Result
from pipeline.correct.asked import Basis
from pipeline.correct.differences import NOTHING, TABLES, values_in
from pipeline.correct.parts import Parts, parts_of
from pipeline.month import Computed
from pipeline.period import Period
from pipeline.stages import book_stem

if TYPE_CHECKING:
    import pandas as pd

NAMED = 3
Signed = dict[tuple[str, str], Decimal]
"""What each item of a person is to his pay."""


def verify_shadow(outputs: Path, was: Mapping[Period, Computed], basis: Basis) -> None:
    """Refused where a closed month, with what earlier corrections posted of it, comes out otherwise in the shadow.

    Then the program is another one, and a difference would not be the correction's alone.  Months that paid a
    correction themselves are not compared: what they paid of it is no figure of their own.
    """
    paid = {one.posted_to for one in basis.earlier}
    for month, computed in was.items():
        if str(month) in paid:
            return
        if problems := list(_otherwise(outputs, computed, basis)):
            more = f" 等{len(problems)}处" if len(problems) > NAMED else ""
            raise Refused(
                f"{month}按封存的文件与设定重算，与封存的结果不同：{'；'.join(problems[:NAMED])}{more}。"
                "程序在封存之后变过，差额会混进程序的变化；请用当时的程序更正（run.json 的 code 写明版本）"
            )


def _otherwise(outputs: Path, computed: Computed, basis: Basis) -> Iterator[str]:
    parts = parts_of(computed.request.settings, computed.standard)
    month = str(computed.request.period)
    paid = _signed(parts, _sealed(outputs, computed))
    for one in basis.earlier:
        for line in one.record["lines"]:
            if line["origin"] == month and line["corrected_item"] in parts.signs:
                key = (line["employee_id"], line["corrected_item"])
                paid[key] = paid.get(key, NOTHING) + Decimal(line["amount"])
    now = _signed(parts, {name: computed.outcome.tables[name] for name in TABLES})
    for key in sorted(paid.keys() | now.keys()):
        old, new = paid.get(key, NOTHING), now.get(key, NOTHING)
        if old != new:
            yield f"{key[0]}的{key[1]}封存为{old:f}，重算为{new:f}"


def _signed(parts: Parts, tables: Mapping[str, pd.DataFrame]) -> Signed:
    found = values_in(tables, parts)
    return {(who, name): sign * own[name] for who, own in found.items() for name, sign in parts.signs.items()
            if name in own}  # fmt: skip


def _sealed(outputs: Path, computed: Computed) -> dict[str, pd.DataFrame]:
    """The figures of every person in the stage books of the closed month, proved by its ``run.json``."""
    period = computed.request.period
    result = Result(result_folder(outputs, str(period)))
    stems = {name: book_stem(stage.head, period) for stage in flow.MONTH for name in stage.makes}
    return {name: result.table(stems[name], computed.schemas[name]) for name in TABLES}
