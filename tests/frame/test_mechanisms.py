"""The list of mechanisms holds: every one is there, and every example it points to exists by that name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.scheme_file import load_schemes

PROJECT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (P\d\d) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)


def _rows() -> dict[str, str]:
    text = (PROJECT / "docs" / "scheme-mechanisms.md").read_text(encoding="utf-8")
    return {number: examples for number, _, _, examples in ROW.findall(text)}


def _names(stem: str) -> set[str]:
    """Everything named in any version of a scheme file."""
    names: set[str] = set()
    for scheme in load_schemes(PROJECT / "examples" / "schemes" / f"{stem}.yaml").text.schemes:
        parts = [scheme.facts, scheme.records, scheme.measures, scheme.criteria, scheme.items, scheme.ledgers]
        parts += [scheme.appraisals, *(one.items for one in scheme.appraisals)]
        names |= {*scheme.tables, *scheme.parameters, *(one.name for part in parts for one in part)}
    return names


def test_every_mechanism_is_listed_once() -> None:
    """P01 to P46, in order."""
    assert list(_rows()) == [f"P{number:02}" for number in range(1, 47)]


@pytest.mark.parametrize("number", [f"P{number:02}" for number in range(1, 47)])
def test_the_examples_exist(number: str) -> None:
    """Each example names a file of examples/schemes and something in it."""
    for example in _rows()[number].split("；"):
        stem, name = example.split("：")
        assert name in _names(stem), example
