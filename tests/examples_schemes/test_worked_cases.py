"""Every worked case beside every example pay standard, each as a test of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from .files import FILES, cases_of, names_in, trials_of

FEW = 2
"""So many cases of each standard are always tried; the others are long tests."""
CASES = [
    pytest.param(path, name, id=f"{path.stem}: {name}", marks=[pytest.mark.long] * (place >= FEW))
    for path in FILES
    for place, name in enumerate(names_in(path))
]


@pytest.mark.parametrize(("path", "name"), CASES)
def test_a_worked_case(path: Path, name: str) -> None:
    """What the article promises, worked by hand, is what the stages make of it, to the fen."""
    assert trials_of(path).differences(cases_of(path)[name]) == ()
