"""Tables read back from our own workbooks are the tables that were written, to the last digit."""

from __future__ import annotations

import datetime as dt
from decimal import Context, Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.archive.record import write_run_json
from pipeline.collect.workbooks import AlteredResult, Result, read_table
from pipeline.reports.stage_books import LINES_FROM, StageSheet, write_stage_book
from schemas.columns import Column
from schemas.table import Table, arrow_type

KINDS = Table(
    "kinds", "各类数", "一行是各类的一个值",
    (
        Column("name", "名称", "text"), Column("key", "键", "id"), Column("yuan", "金额", "money", "元"),
        Column("fine", "细数", "amount", "元"), Column("exactly", "精确数", "exact", "比例"),
        Column("part", "比例", "share", "比例"), Column("plain", "数", "number", "天"),
        Column("whole", "个数", "count", "户"), Column("day", "日", "date"), Column("yes", "是否", "flag"),
        Column("object", "对象", "text"),
    ),
    required=("key", "object"),
)  # fmt: skip
OTHERS = Table("others", "各类数明细", "一行是另一张表的一行", (Column("name", "名称", "text"),))
DIGITS = Context(prec=40)
TEXTS = ("007", "1E5", "是", "=1+1", "a\nb", " 前后 ", "_x0041_", "<&>", "2026-01-01", "0.10")


def decimals(places: int, digits: int) -> st.SearchStrategy[Decimal]:
    """Decimals of so many places and digits at most."""
    return st.integers(-(10**digits) + 1, 10**digits - 1).map(lambda n: Decimal(n).scaleb(-places, DIGITS))


ROWS = st.fixed_dictionaries(
    {
        "name": st.none() | st.sampled_from(TEXTS),
        "key": st.sampled_from(TEXTS),
        "object": st.sampled_from((*TEXTS, "")),
        "yuan": st.none() | decimals(2, 18),
        "fine": st.none() | decimals(6, 24),
        "exactly": st.none() | decimals(14, 38),
        "part": st.none() | decimals(8, 12),
        "plain": st.none() | decimals(4, 14),
        "whole": st.none() | st.integers(0, 10**9),
        "day": st.none() | st.dates(dt.date(1920, 1, 1), dt.date(2100, 12, 31)),
        "yes": st.none() | st.booleans(),
    }
)


def left(folder: Path, *sheets: tuple[Table, list[dict[str, Any]]]) -> Path:
    """A result with one stage book of these tables; returns the path of the book."""
    folder.mkdir(parents=True)
    path = folder / "09_簿.xlsx"
    made = [StageSheet(table, table.from_rows(rows)) for table, rows in sheets]
    write_stage_book(path, title="簿", note="", sheets=made, period="2026Q1", branch="示例营业部")
    write_run_json(folder, {"period": "2026Q1"})
    return path


@settings(max_examples=25, deadline=None)
@given(rows=st.lists(ROWS, max_size=12))
def test_a_small_table_reads_back_as_it_was_written(rows: list[dict[str, Any]], tmp_path_factory: Any) -> None:
    """Whatever its types hold: long decimals, texts that look like numbers, empty cells, days, yes and no."""
    path = left(tmp_path_factory.mktemp("r") / "2026Q1", (KINDS, rows))
    pd.testing.assert_frame_equal(read_table(path, KINDS), KINDS.from_rows(rows))


def test_a_table_of_very_many_rows_reads_back_from_the_file_beside_the_book(tmp_path: Path) -> None:
    """Also where a column of 15 digits and one that needs more stand side by side."""
    rows: list[dict[str, Any]] = [
        {"name": TEXTS[n % 10], "key": f"{n:05}", "yuan": Decimal(n * n).scaleb(-2), "whole": n, "yes": n % 2 == 0,
         "object": "", "exactly": Decimal(10**30 + n).scaleb(-14, DIGITS), "part": Decimal(n).scaleb(-8),
         "day": dt.date(2026, 1, 1 + n % 28)}
        for n in range(LINES_FROM)
    ]  # fmt: skip
    path = left(tmp_path / "2026Q1", (KINDS, rows), (OTHERS, [{"name": "a"}]))
    result = Result(path.parent)
    assert result.holding("09_簿", KINDS) == "09_簿_明细_各类数.xlsx"
    pd.testing.assert_frame_equal(result.table("09_簿", KINDS), KINDS.from_rows(rows))
    assert result.table("09_簿", OTHERS).to_dict("records") == [{"name": "a"}]
    assert sorted(result.used) == ["09_簿.xlsx", "09_簿_明细_各类数.xlsx"]


def test_only_the_columns_asked_for_are_read_and_only_from_the_tab_of_the_table(tmp_path: Path) -> None:
    """各类数明细 begins like 各类数 but is another table."""
    path = left(tmp_path / "2026Q1", (OTHERS, [{"name": "b"}]), (KINDS, [{"key": "1", "yuan": Decimal("0.10")}]))
    some = Table("some", "各类数", "", (Column("yuan", "金额", "money"), Column("key", "键", "id")))
    assert read_table(path, some).to_dict("records") == [{"yuan": Decimal("0.10"), "key": "1"}]


def test_a_table_of_no_rows_reads_back_with_its_types(tmp_path: Path) -> None:
    """Empty, but still the table; also where the book has no such sheet."""
    path = left(tmp_path / "2026Q1", (OTHERS, []))
    for table in (OTHERS, KINDS):
        read = read_table(path, table)
        assert len(read) == 0
        assert list(read.dtypes) == [pd.ArrowDtype(arrow_type(column.type)) for column in table.columns]


@pytest.mark.parametrize("harm", ["altered", "removed", "no record", "not recorded"])
def test_a_file_that_is_not_as_its_run_left_it_is_refused(tmp_path: Path, harm: str) -> None:
    """By name, before anything in it is believed."""
    path = left(tmp_path / "2026Q1", (OTHERS, [{"name": "a"}]))
    if harm == "altered":
        path.write_bytes(path.read_bytes() + b"\0")
    elif harm == "removed":
        path.unlink()
    elif harm == "no record":
        (path.parent / "run.json").unlink()
    else:
        path = path.rename(path.with_name("另存.xlsx"))
    with pytest.raises(AlteredResult) as refused:
        read_table(path, OTHERS)
    assert refused.value.name == ("run.json" if harm == "no record" else path.name)


def test_arrow_types_of_decimals_are_kept() -> None:
    """A decimal that a double would bend comes back digit for digit (guards the test above against its own types)."""
    assert arrow_type("exact") == pa.decimal128(38, 14)
