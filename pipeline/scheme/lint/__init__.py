"""What is wrong in a written rule set: each mistake with the path it was written at and, near a known word, that word.

A rule set with a problem never pays.
"""

from __future__ import annotations

from pipeline.scheme.lint.context import Known, Lint, Path_, Problem
from pipeline.scheme.lint.criteria import criterion_problems
from pipeline.scheme.lint.guards import guard_problems
from pipeline.scheme.lint.items import item_problems
from pipeline.scheme.lint.ledgers import ledger_problems, remark_problems
from pipeline.scheme.lint.measures import measure_problems
from pipeline.scheme.lint.parts import credit_problems, part_problems
from pipeline.scheme.lint.words import word_problems

__all__ = ["Known", "Lint", "Path_", "Problem", "all_problems"]

_PARTS = (
    part_problems, credit_problems, measure_problems, criterion_problems, item_problems, ledger_problems,
    remark_problems, guard_problems, word_problems,
)  # fmt: skip


def all_problems(lint: Lint) -> list[Problem]:
    """Every problem, in the order of the parts of a rule set."""
    return [problem for part in _PARTS for problem in part(lint)]
