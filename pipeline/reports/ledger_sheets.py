"""Ledger tables as they stand on a sheet: each row says in which unit its balance is counted (元, 户, 月)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.reports.sheet_plan import StageSheet
from schemas.columns import BY_NAME
from schemas.results import LEDGER_BALANCES, LEDGER_MOVEMENTS, LEDGER_OPENINGS

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.settings import Standard
    from schemas.table import Table

LEDGER_TABLES = (LEDGER_OPENINGS, LEDGER_MOVEMENTS, LEDGER_BALANCES)
UNIT = BY_NAME["ledger_unit"]


def stage_sheet(table: Table, frame: pd.DataFrame, standard: Standard) -> StageSheet:
    """The table as it is left in a stage book; a ledger table with the unit of each row before its figures."""
    if table not in LEDGER_TABLES:
        return StageSheet(table, frame)
    names = [column.name for column in table.columns]
    place = next(names.index(column.name) for column in table.columns if column.type == "money")
    shown = replace(table, columns=(*table.columns[:place], UNIT, *table.columns[place:]))
    units = {ledger.name: ledger.unit for rules in standard.rule_sets for ledger in rules.text.ledgers}
    return StageSheet(shown, frame.assign(ledger_unit=[units.get(name, "") for name in frame["ledger"]]))
