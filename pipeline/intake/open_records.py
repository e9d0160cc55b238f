"""Records of visits and of follow-up that leave something open: a prospect without 客户号, a matter without a term.

Scheme: 走访规定（V1）, 督办规定（V2）.  Reads: the records of 客户走访日志 and 督办事项.
Not covered: a visit without 客户号 and without a name, which the schema tells.
"""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.content import half_width
from pipeline.intake.places import address, place_of
from pipeline.intake.problem import is_nothing
from pipeline.intake.raw import RawSheet
from pipeline.intake.sheets import Context, Reading, SheetRecords, sheet_finding

PROSPECTS = ("潜在", "潜在客户", "意向客户", "新客户", "未开户", "暂无")
"""Words in 客户号 that say there is none yet."""
BY_NAME = "潜在客户："
"""Before the name that stands for 客户号."""


def prospects_by_name(records: SheetRecords, sheet: RawSheet, _context: Context) -> Reading:
    """The visits, those to a prospect under his name; one notice for all of them."""
    if records.records is None:
        return Reading((records,))
    rows = records.records.to_pylist()
    nameless = [row for row in rows if row["customer_id"] is None or half_width(row["customer_id"]) in PROSPECTS]
    for row in nameless:
        row["customer_id"] = f"{BY_NAME}{row['customer_name']}" if row["customer_name"] else None
    named = [row for row in nameless if row["customer_id"]]
    if not nameless:
        return Reading((records,))
    table = pa.Table.from_pylist(rows, schema=records.records.schema)
    first = {"cell": f"{records.letters['customer_name']}{named[0]['row']}"} if named else {}
    told = (sheet_finding("S43", sheet, column="客户号", count=len(named), **first),) if named else ()
    return Reading((replace(records, records=table),), told)


def matters_without_term(records: SheetRecords, sheet: RawSheet, _context: Context) -> Reading:
    """One notice for the matters that can never be overdue."""
    if records.records is None or not records.records.num_rows:
        return Reading((records,))
    place = place_of(records.letters["due_on"]) if "due_on" in records.letters else None
    rows = records.records["row"].filter(pc.is_null(records.records["due_on"])).to_pylist()
    if place is not None:
        rows = [row for row in rows if place >= len(sheet.rows[row - 1]) or is_nothing(sheet.rows[row - 1][place])]
    if not rows:
        return Reading((records,))
    cell = "" if place is None else address(rows[0] - 1, place)
    return Reading((records,), (sheet_finding("S44", sheet, cell=cell, column="办理期限", count=len(rows)),))
