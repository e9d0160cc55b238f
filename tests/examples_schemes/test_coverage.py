"""Every example pay standard has its worked cases, each says what it shows and where that is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.trial.cases import ENDING, beside

from .files import FILES, FOLDER, cases_of, names_in

PROMISED = (
    "A01-1", "A01-2", "A01-3", "A02-1", "A02-3", "A04-1", "A04-2", "A04-3", "A04-4", "A10", "A12-1", "A13-1", "A15-1",
    "A15-2", "A20-1", "B01-1", "B01-2", "B01-3", "B03", "C03-1", "C03-2", "C07-1", "D02-1", "D02-2", "D03-1", "D03-2",
    "D04-1", "D06-1",
)  # fmt: skip
"""The worked cases of the catalogue of primitives: there is at least one case whose name begins so."""


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_standard_has_cases(path: Path) -> None:
    """A standard nobody tried is a guess; a promise is a sentence."""
    cases = cases_of(path)
    assert list(cases) == names_in(path)
    for case in cases.values():
        assert case.promise.endswith("。"), case.case
        assert case.source.strip(), case.case


def test_no_cases_without_a_standard() -> None:
    """A file of cases whose standard was renamed would never be run."""
    assert sorted(FOLDER.glob(f"*{ENDING}")) == sorted(beside(path) for path in FILES)


@pytest.mark.parametrize("name", PROMISED)
def test_a_promised_case_is_there(name: str) -> None:
    """By the beginning of its name, followed by nothing or by what makes it another: ``A01-2 两次扣罚合并``."""
    names = [found for path in FILES for found in names_in(path)]
    assert any(one == name or one.startswith(f"{name} ") for one in names)
