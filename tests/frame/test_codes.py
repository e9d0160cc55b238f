"""Every finding code is used by the pipeline and provoked by a test; none is left over."""

from __future__ import annotations

import re

import pytest

from pipeline.findings import CATALOGUE, finding

from .tables import PROJECT

CODE = re.compile(r"\b[A-Z]\d\d\b")


def _literals(folder: str, without: str) -> set[str]:
    """Codes in quotes, or as words, in the sources below a folder."""
    found: set[str] = set()
    for path in (PROJECT / folder).rglob("*.py"):
        if without not in path.name:
            found |= set(CODE.findall(path.read_text(encoding="utf-8")))
    return found


def test_every_code_is_used() -> None:
    """An entry nobody uses is a promise nobody keeps; a code without an entry would be a crash."""
    used = _literals("pipeline", without="catalogue_")
    assert set(CATALOGUE) - used == set()


def test_every_code_is_provoked_by_a_test() -> None:
    """A message nobody has seen is a message nobody has read."""
    tested = _literals("tests", without="test_codes")
    assert set(CATALOGUE) - tested == set()


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_entry_can_be_filled(code: str) -> None:
    """Level, title and three texts; a finding made with every fact the templates ask for leaves no brace."""
    level, title, *texts = CATALOGUE[code]
    assert level in ("阻断", "提醒")
    assert title
    assert all(texts)
    facts = {name: "〇" for text in texts for name in re.findall(r"\{(\w+)", text)}
    places = {name: facts.pop(name) for name in ("file", "sheet", "cell", "column", "value") if name in facts}
    made = finding(code, **places, **facts)
    assert "{" not in made.message + made.expected + made.remedy


def test_a_fact_that_is_missing_is_our_own_mistake() -> None:
    """No message goes out with a hole in it."""
    with pytest.raises(KeyError):
        finding("L01", previous="2026-02")
    with pytest.raises(KeyError):
        finding("Z99")
