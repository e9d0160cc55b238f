"""Amounts of customers credited to persons over relations, the rest to the branch.

Scheme: 第三条 (relations in force, shares, the branch's rest, persons no longer employed), 第八条 (the award is split
the same way).  Reads: customer_items, relations, persons.  Writes: credited_lines.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.credit.splitting import SHARE_UNITS, largest_remainder
from pipeline.money import from_units, units
from pipeline.period import Period
from pipeline.scheme.model import Credit
from pipeline.settings import Standard
from schemas.columns import RELATION_TYPES
from schemas.intake import CUSTOMERS
from schemas.table import Table

BRANCH = "营业部"
_SHARE = pa.decimal128(12, 8)


def credited_lines(
    customer_items: pd.DataFrame,
    relations: pd.DataFrame,
    persons: pd.DataFrame,
    period: Period,
    standard: Standard,
    made_tables: dict[str, Table],
) -> pd.DataFrame:
    """One row per customer and holder (a person, or the branch for its rest), by relation type, customer and holder."""
    current = relations_in_force(relations, period)
    parts = []
    for relation_type in RELATION_TYPES:
        credits = [credit for credit in standard.scheme.text.credits if credit.relation == relation_type]
        if credits:
            of_type = current[current["relation_type"] == relation_type]
            parties = _parties(customer_items, of_type, persons, all_customers=relation_type == "开发")
            parts.append(_lines(customer_items, parties, relation_type, credits))
    schema = made_tables["credited_lines"].arrow_schema
    completed = [_completed(part, schema) for part in parts]
    return made_tables["credited_lines"].frame(pa.concat_tables([schema.empty_table(), *completed]))


def relations_in_force(relations: pd.DataFrame, period: Period) -> pd.DataFrame:
    """The relations with 生效日期 ≤ last day of the month and 失效日期 empty or later than it."""
    until = relations["effective_until"]
    return relations[
        (relations["effective_from"] <= period.last_day) & (until.isna() | (until > period.last_day)).astype(bool)
    ]


def _parties(
    customers: pd.DataFrame, relations: pd.DataFrame, persons: pd.DataFrame, *, all_customers: bool
) -> dict[str, Any]:
    """Parallel arrays, one entry per party: customer index, 工号 (empty = branch), share units, reason, provenance."""
    index = pd.Index(customers["customer_id"]).get_indexer(relations["customer_id"])
    known = index >= 0
    index, relations = index[known], relations[known]
    at_end = dict(zip(persons["employee_id"], persons["employed_at_end"], strict=True))
    state = relations["employee_id"].map(at_end).astype(object)
    employed = (state == True).to_numpy(dtype=bool)  # noqa: E712 - unknown persons are neither True nor False
    shares = units(relations["share"].array.__arrow_array__().cast(_SHARE))
    own = np.zeros(len(customers), dtype=np.int64)
    np.add.at(own, index[employed], shares[employed])
    touched = np.ones(len(customers), dtype=bool) if all_customers else np.isin(np.arange(len(customers)), index)
    rest = np.flatnonzero(touched & (own < SHARE_UNITS))
    reasons = _reasons(len(customers), index, relations["employee_id"][~employed], state[~employed], index[~employed])
    return {
        "customer": np.concatenate([index[employed], rest]),
        "employee_id": np.concatenate(
            [relations["employee_id"].to_numpy(dtype=object)[employed], np.full(len(rest), "", dtype=object)]
        ),
        "share": np.concatenate([shares[employed], SHARE_UNITS - own[rest]]),
        "reason": np.concatenate([np.full(int(employed.sum()), "", dtype=object), reasons[rest]]),
        "source": np.concatenate([_whole(relations, "source")[employed], _whole(customers, "source")[rest]]),
        "row": np.concatenate([_whole(relations, "row")[employed], _whole(customers, "row")[rest]]),
    }


def _reasons(
    count: int, index: np.ndarray, absent: pd.Series[Any], state: pd.Series[Any], places: np.ndarray
) -> np.ndarray:
    """Per customer why the branch holds a part: no relation, shares under 100 %, or persons no longer employed.

    ``index`` are the customers with a relation; ``absent`` the 工号 not employed at the end of the month, ``state``
    whether the roster knows them, ``places`` their customers.
    """
    words = np.full(count, "没有在效的关系", dtype=object)
    words[index] = "分成比例合计不足100%"
    gone: dict[int, list[str]] = {}
    for place, employee, employed in zip(places, absent, state, strict=True):
        gone.setdefault(int(place), []).append(f"{employee}{'不在花名册' if pd.isna(employed) else '月末不在职'}")
    for place, people in gone.items():
        words[place] = "、".join(sorted(people))
    return words


def _whole(frame: pd.DataFrame, name: str) -> np.ndarray:
    return frame[name].to_numpy(dtype=np.int64)


def _lines(customers: pd.DataFrame, parties: dict[str, Any], relation_type: str, credits: list[Credit]) -> pa.Table:
    employee = parties["employee_id"]
    branch = employee == ""
    ranks = np.unique(np.append(employee.astype(str), ""), return_inverse=True)[1][:-1]
    order = np.where(branch, len(employee) + 1, ranks)
    position = np.lexsort((order, parties["customer"]))
    customer = parties["customer"][position]
    columns: dict[str, Any] = {
        "customer_id": customers["customer_id"].array.__arrow_array__().take(pa.array(customer)),
        "relation_type": pa.array(np.full(len(customer), relation_type, dtype=object), pa.string()),
        "holder": pa.array(np.where(branch, BRANCH, employee)[position], pa.string()),
        "employee_id": pa.array(np.where(branch, None, employee)[position], pa.string()),
        "share": from_units(parties["share"][position], _SHARE),
        "reason": pa.array(np.where(parties["reason"] == "", None, parties["reason"])[position], pa.string()),
        "source": pa.array(parties["source"][position]),
        "row": pa.array(parties["row"][position]),
    }
    for credit in credits:
        # An item without a value splits nothing here: the check after this stage stops the month and names it.
        whole = customers[_amount_column(credit)].array.__arrow_array__()
        amounts = pc.fill_null(whole, pa.scalar(Decimal(0), whole.type))
        if credit.split == "按比例不取整":
            made = pc.multiply(amounts.take(pa.array(customer)), columns["share"])
        else:
            fen = units(amounts)
            made = from_units(
                largest_remainder(fen, customer, parties["share"][position], order[position]), pa.decimal128(18, 2)
            )
        columns[credit.name] = made
    return pa.table(columns)


def _amount_column(credit: Credit) -> str:
    headings = {column.heading: column.name for column in CUSTOMERS.columns}
    return headings.get(credit.amount, credit.amount)


def _completed(part: pa.Table, schema: pa.Schema) -> pa.Table:
    """The part with every column of the table; a credit of another relation type is 0 on these lines."""
    columns = []
    for field in schema:
        if field.name in part.column_names:
            columns.append(part[field.name].cast(field.type))
        else:
            columns.append(from_units(np.zeros(len(part), dtype=np.int64), field.type))
    return pa.table(columns, schema=schema)
