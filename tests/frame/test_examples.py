"""The worked cases of ``tests/examples``: each states its promise and its source, and its figures are worked by hand.

The given rows go through the real steps; what a row leaves out is ordinary (see ``tables.py``).
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from pipeline.period import Period
from schemas.columns import CATALOGUE

from .tables import made_tables, people_of, run_month

FOLDER = Path(__file__).parents[1] / "examples"
KEYS = {"promise", "source", "period", "given", "closing_before", "expected"}


def _cases() -> list[Any]:
    cases = []
    for path in sorted(FOLDER.glob("*.yaml")):
        for case in yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader):
            cases.append(pytest.param(case, id=f"{path.stem}: {case['promise']}"))
    return cases


def _same(found: Any, expected: str) -> bool:
    """Exactly equal: figures as decimals, everything else as text, an empty cell as nothing."""
    if found is None or pd.isna(found):
        return expected == ""
    if isinstance(found, (Decimal, int)) and not isinstance(found, bool):
        return found == Decimal(expected)
    return str(found) == expected


@pytest.mark.parametrize("case", _cases())
def test_worked_case(case: dict[str, Any]) -> None:
    """What an auditor works out by hand is what the pipeline pays."""
    outcome = run_month(
        case.get("given", {}), Period.parse(case.get("period", "2026-01")), closing_before=case.get("closing_before")
    )
    # Some cases pay next to nothing on purpose; that the minimum wage is then told of is tested by itself.
    assert [finding.message for finding in outcome.findings if finding.code != "N01"] == []
    people = people_of(outcome)
    for key, wanted in case["expected"].items():
        if isinstance(wanted, dict):
            found = {name: people[key][name] for name in wanted}
            wrong = {name: (found[name], wanted[name]) for name in wanted if not _same(found[name], wanted[name])}
            assert wrong == {}, f"{key}: (found, expected)"
        else:
            _compare_rows(outcome.tables, key, wanted)


def _compare_rows(tables: dict[str, pd.DataFrame], heading: str, wanted: list[dict[str, str]]) -> None:
    """All rows of a table, in order, in the columns the example speaks of."""
    table = next(table for table in made_tables().values() if table.heading == heading)
    names = {column.heading: column.name for column in (*CATALOGUE, *table.columns)}
    found = tables[table.name].to_dict("records")
    shown = [{name: str(row[names[name]]) for name in wanted[0]} for row in found]
    assert len(found) == len(wanted), shown
    for row, expected in zip(found, wanted, strict=True):
        assert all(_same(row[names[name]], text) for name, text in expected.items()), (shown, expected)


def test_every_example_says_what_it_promises_and_why() -> None:
    """A promise is a whole sentence, a source an article or a document; keys are the known ones."""
    for path in sorted(FOLDER.glob("*.yaml")):
        for case in yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader):
            assert set(case) <= KEYS, (path.name, set(case))
            assert case["promise"].endswith("。"), (path.name, case["promise"])
            assert case["source"]
            assert case["expected"]
