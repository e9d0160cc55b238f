"""Mistakes in criteria: their shape, the conditions at their ends, and criteria that ask for one another in a ring."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.scheme.criteria import folded, leaves, ring, shape_problems
from pipeline.scheme.expressions import STANDARD_GRADE
from pipeline.scheme.lint.context import Lint, Problem, written_twice
from pipeline.scheme.parts import PERSON
from pipeline.scheme.units import FLAG, WORDS


def criterion_problems(lint: Lint) -> Iterator[Problem]:
    """Problems of every criterion."""
    names = [criterion.name for criterion in lint.text.criteria]
    for index, words in written_twice("标准", names):
        yield ("criteria", index), words
    known = {**lint.quantities(PERSON), STANDARD_GRADE: WORDS}
    for index, criterion in enumerate(lint.text.criteria):
        shape = list(shape_problems(criterion.tree))
        for words in shape:
            yield ("criteria", index), f"标准“{criterion.name}”{words}"
        ends = [] if shape else list(leaves(criterion.tree))
        for _, words in written_twice("条件", (end.name for end in ends)):
            yield ("criteria", index), f"标准“{criterion.name}”的{words}"
        for end in ends:
            assert end.when is not None
            for words in lint.formula(end.when, PERSON, known, FLAG):
                yield ("criteria", index), f"标准“{criterion.name}”的条件“{end.name}”：{words}"
    if walk := ring({criterion.name: folded(criterion.tree) for criterion in lint.text.criteria}):
        words = f"标准互相引用成环：{' → '.join(walk)}；请改去其中一处引用"
        yield ("criteria", names.index(walk[0])), words
