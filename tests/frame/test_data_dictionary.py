"""The data dictionary is what its tool makes of the definitions, and says something of every kind of delivered data."""

from __future__ import annotations

import runpy

from schemas.intake import ATTENDANCE_DAYS, KINDS

from .tables import PROJECT

TOOL = runpy.run_path(str(PROJECT / "tools" / "data_dictionary.py"))


def test_the_page_is_up_to_date() -> None:
    """After a change of a table or a column the tool is run again."""
    assert TOOL["TARGET"].read_text(encoding="utf-8") == TOOL["dictionary"]()


def test_every_kind_has_its_table() -> None:
    """Its name in code and every heading stand on the page."""
    page = TOOL["dictionary"]()
    for table in (*KINDS, ATTENDANCE_DAYS):
        part = page.partition(f"表名 `{table.name}`")[2].partition("\n## ")[0]
        assert all(f"| {column.heading}" in part for column in table.columns if column.name not in ("source", "row"))
