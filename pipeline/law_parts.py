"""The documents of the law that govern a month together, as one rule set.

Versions of one document have one name; documents of several names govern side by side: the national tax law, the
contributions of a city, its minimum wage.  Each has its own days, its own branches and its own day to be confirmed by.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from typing import Any

from pipeline.period import Period
from pipeline.scheme.lint import Path_, Problem
from pipeline.scheme.model import RuleSet
from pipeline.scheme.parts import Dimension, InForce
from pipeline.scheme_versions import Words, fits, titled

Documents = tuple[RuleSet, ...]

LISTS = (
    "facts", "records", "credits", "measures", "criteria", "items", "ledgers", "remarks", "guards", "indicators",
    "appraisals",
)  # fmt: skip
"""Parts of a rule set whose members stand in a row."""
NAMED = {"groups": "合称", "parameters": "参数", "tables": "表"}
"""Parts of a rule set whose members stand under their names."""
ONCE = {
    "facts": "补充数据", "measures": "计量", "criteria": "条件树", "items": "项目", "ledgers": "台账", "guards": "底线",
}  # fmt: skip
"""Rows whose members have names that may not stand in two documents."""


def governing_documents(versions: Sequence[RuleSet], day: date, branch: Words) -> Documents:
    """Every document in force on the day for this branch, in the order written."""
    return tuple(law for law in versions if law.governs(day) and fits(law, branch))


def lacking(versions: Sequence[RuleSet], day: date, branch: Words) -> list[RuleSet]:
    """Of every document there is for this branch but not on this day, the version that begins last."""
    there = {law.name for law in governing_documents(versions, day, branch)}
    gone: dict[str, RuleSet] = {}
    for law in versions:
        if fits(law, branch) and law.name not in there:
            before = gone.get(law.name, law)
            gone[law.name] = max(before, law, key=lambda one: one.in_force.from_)
    return list(gone.values())


def lacking_words(law: RuleSet, period: Period) -> str:
    """What to say of a document that no version of is in force in the month."""
    until = f"{law.in_force.until}止" if law.in_force.until else "另行修订"
    return (
        f"{period}没有生效的法定标准“{law.name}”（最后一版{law.version}自{law.in_force.from_}起，{until}）；"
        "请补上这个月的版本；那时还没有这项规定的，写一个没有项目的版本"
    )


def together(documents: Documents) -> RuleSet:
    """One rule set with everything these documents set, in the order written; a single one is itself."""
    first, *more = documents
    if not more:
        return first
    ends = [law.in_force.until for law in documents if law.in_force.until]
    confirmed = [law.expires for law in documents if law.expires]
    parts: dict[str, Any] = {part: [one for law in documents for one in getattr(law, part)] for part in LISTS}
    for part in NAMED:
        parts[part] = {key: one for law in documents for key, one in getattr(law, part).items()}
    return RuleSet.model_construct(
        name="、".join(law.name for law in documents),
        version="、".join(dict.fromkeys(law.version for law in documents)),
        in_force=InForce.model_construct(
            from_=max(law.in_force.from_ for law in documents), until=min(ends, default=None)
        ),
        source="；".join(f"{titled(law)}：{law.source}" for law in documents),
        expires=min(confirmed, default=None),
        applies_to=_scope(documents),
        grades=[grade for law in documents for grade in law.grades],
        **parts,
    )


def _scope(documents: Documents) -> dict[Dimension, list[str]]:
    """The branches all documents are for."""
    scope: dict[Dimension, list[str]] = {}
    for law in documents:
        for dimension, words in law.applies_to.items():
            scope[dimension] = [word for word in scope.get(dimension, words) if word in words]
    return scope


def origin(documents: Documents, path: Path_) -> tuple[RuleSet, Path_]:
    """The document a place of the rule set of all was written in, and the place there."""
    part, place = path[0] if path else "", path[1] if len(path) > 1 else None
    if part in LISTS and isinstance(place, int):
        for law in documents:
            count = len(getattr(law, str(part)))
            if place < count:
                return law, (part, place, *path[2:])
            place -= count
    for law in reversed(documents):
        if part in NAMED and place in getattr(law, str(part)):
            return law, path
    return documents[0], path


def named_twice(documents: Documents) -> Iterator[tuple[RuleSet, Problem]]:
    """What two documents call by one name: the later one, the place there and what to say of it."""
    before: dict[tuple[str, str], RuleSet] = {}
    for law in documents:
        for part, place, name, kind in _names(law):
            other = before.setdefault((part, name), law)
            if other is not law:
                words = f"{kind}“{name}”在{titled(other)}里已经有了；同时生效的法定标准不能有同名的，请改名"
                yield law, ((part, place), words)


def _names(law: RuleSet) -> Iterator[tuple[str, str | int, str, str]]:
    """Part, place, name and kind of all that has a name in a document; once, if it stands there twice."""
    for part, kind in NAMED.items():
        yield from ((part, name, name, kind) for name in getattr(law, part))
    for part, kind in ONCE.items():
        yield from ((part, place, one.name, kind) for place, one in enumerate(getattr(law, part)))


def possible(scheme: RuleSet, versions: Sequence[RuleSet], branch: Words) -> list[Documents]:
    """Every set of documents that may govern a month together with this pay standard, for this branch or for another.

    Months that lack a document are never paid, so they do not count where there are others.
    """
    found: dict[tuple[int, ...], tuple[Documents, bool]] = {}
    for words in _branches(scheme, versions, branch):
        days = {scheme.in_force.from_, *(law.in_force.from_ for law in versions if fits(law, words))}
        for day in sorted(day for day in days if scheme.governs(day)):
            documents = governing_documents(versions, day, words)
            if documents:
                found[tuple(map(id, documents))] = documents, not lacking(versions, day, words)
    whole = [documents for documents, is_whole in found.values() if is_whole]
    return whole or [documents for documents, _ in found.values()]


def _branches(scheme: RuleSet, versions: Sequence[RuleSet], branch: Words) -> Iterator[Words]:
    """This branch and, for every document, one it is for, as far as the pay standard is for them."""
    strange = {part: words for part, words in scheme.applies_to.items() if words and branch.get(part) not in words}
    own = {**branch, **{str(part): words[0] for part, words in strange.items()}}
    yield own
    for law in versions:
        for words in _each(law.applies_to):
            if fits(scheme, other := {**own, **words}):
                yield other


def _each(applies_to: Mapping[Dimension, Sequence[str]]) -> Iterator[Mapping[str, str]]:
    """Every combination of the words a document is for."""
    for words in product(*applies_to.values()):
        yield {str(part): word for part, word in zip(applies_to, words, strict=True)}
