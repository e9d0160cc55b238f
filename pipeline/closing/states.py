"""Where a period stands: computed, signed by whom, closed, and what it lacks for the next step (指引第十五条)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.closing.register import CLOSE, REFUSE, REOPEN, SIGN, Act

_ENDS = (REFUSE, REOPEN)
"""Acts after which earlier signatures count no more."""


@dataclass(frozen=True)
class State:
    """One period by its acts: the signatures that count for the present contents, and the seal if it is closed.

    ``broken`` are signatures over other contents than the present ones: something was changed after them.
    """

    period: str
    signatures: tuple[Act, ...]
    broken: tuple[Act, ...]
    seal: Act | None
    refusal: Act | None = None
    reopened: int = 0

    @property
    def is_closed(self) -> bool:
        """Whether nothing of the period may change any more."""
        return self.seal is not None

    def missing(self, roles: Sequence[str]) -> list[str]:
        """The roles that have not signed, in the order of signing."""
        have = {act.role for act in self.signatures}
        return [role for role in roles if role not in have]


def state_of(period: str, acts: Sequence[Act], contents: str) -> State:
    """The state of a period from all acts on it, given the hash of its present contents."""
    own = [act for act in acts if act.period == period]
    last = max((place for place, act in enumerate(own) if act.act in _ENDS), default=-1)
    since = own[last + 1 :]
    signed = [act for act in since if act.act == SIGN]
    return State(
        period,
        tuple(act for act in signed if act.contents == contents),
        tuple(act for act in signed if act.contents != contents),
        next((act for act in since if act.act == CLOSE), None),
        own[last] if last >= 0 and own[last].act == REFUSE else None,
        sum(act.act == REOPEN for act in own),
    )


def closed_periods(acts: Sequence[Act]) -> dict[str, Act]:
    """Every closed period with its seal, in the order of the periods."""
    found: dict[str, Act] = {}
    for act in acts:
        if act.act == CLOSE:
            found[act.period] = act
        elif act.act == REOPEN:
            found.pop(act.period, None)
    return dict(sorted(found.items()))


def one_person(state: State, key: str, name: str) -> Mapping[str, str]:
    """The roles this person (by key or name) has signed for already."""
    return {act.role: act.name for act in state.signatures if key == act.key or plain(name) == plain(act.name)}


def plain(name: str) -> str:
    """A name without blanks and in one width: the same person, however it was typed."""
    return "".join(unicodedata.normalize("NFKC", name).split())
