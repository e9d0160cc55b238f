"""Mistakes in guards: floors and ceilings of pay that are checked of every person."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.scheme.lint.context import Lint, Path_, Problem, written_twice
from pipeline.scheme.lint.ledgers import text_problems
from pipeline.scheme.parts import PERSON
from pipeline.scheme.units import FLAG


def guard_problems(lint: Lint) -> Iterator[Problem]:
    """Problems of every guard: its name, for whom it is, its condition, what it says and advises."""
    known = lint.quantities(PERSON)
    for index, words in written_twice("底线", (guard.name for guard in lint.text.guards)):
        yield ("guards", index), words
    for index, guard in enumerate(lint.text.guards):
        path: Path_ = ("guards", index)
        for words in lint.unknown_people(guard.who):
            yield path, f"底线“{guard.name}”{words}"
        for words in lint.formula(guard.when, PERSON, known, FLAG):
            yield (*path, "when"), f"底线“{guard.name}”：{words}"
        for words in text_problems(guard.text, known):
            yield (*path, "text"), f"底线“{guard.name}”的 text {words}"
        for name, written in (("text", guard.text), ("advice", guard.advice)):
            if not written.strip():
                yield path, f"底线“{guard.name}”的 {name} 是空的，请写明"
