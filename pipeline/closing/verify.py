"""Proves offline that closed periods are what was signed: inputs, outputs, signatures, and the chain of seals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.closing.acts import Office
from pipeline.closing.contents import Place, content_problems
from pipeline.closing.keys import fingerprint, is_signed
from pipeline.closing.register import CLOSE, SIGN, Act, chain_problems, read_register
from pipeline.closing.states import closed_periods, state_of


@dataclass(frozen=True)
class Verified:
    """What was looked at and what is wrong: ``problems`` are (period, words), period empty for the register itself."""

    closed: tuple[str, ...]
    signed: tuple[str, ...]
    problems: tuple[tuple[str, str], ...]
    seal: str
    """The hash of the last seal: whoever wrote it down elsewhere can tell a register cut short as a whole."""


def verify(inputs: Path, outputs: Path, office: Office, only: str = "") -> Verified:
    """Look at one period, or (``only`` empty) at all that the register or a signature speaks of."""
    acts = read_register(outputs)[0]
    closed = closed_periods(acts)
    periods = sorted({act.period for act in acts})
    asked = [only] if only else periods
    problems = [*chain_problems(outputs), *_signature_problems(acts, office), *_seal_problems(acts, office)]
    if only:
        problems = [one for one in problems if one[0] in ("", only)]
    for period in asked:
        problems += _period_problems(Place(inputs, outputs, period), acts)
    signed = tuple(period for period in asked if any(act.period == period and act.act == SIGN for act in acts))
    seals = [act for act in acts if act.act == CLOSE]
    return Verified(
        tuple(period for period in asked if period in closed), signed, tuple(dict.fromkeys(problems)),
        seals[-1].sha256() if seals else "",
    )  # fmt: skip


def _signature_problems(acts: Sequence[Act], office: Office) -> Iterator[tuple[str, str]]:
    """Acts whose signature is not of their key, or whose key is not one of the configuration's for that role."""
    known = {(one.role, one.key) for one in office.signers}
    for act in acts:
        if act.act == CLOSE:
            continue
        what = f"登记簿第{act.number}行“{act.role}”{act.name}的{act.act}"
        if not is_signed(act.key, act.signature, act.message()):
            yield act.period, f"{what}与签名不符：内容或签名被改动过"
        elif (act.role, act.key) not in known:
            yield act.period, f"{what}所用的密钥（指纹{fingerprint(act.key)}）不在设定的 signers 中"


def _period_problems(place: Place, acts: Sequence[Act]) -> Iterator[tuple[str, str]]:
    state = state_of(place.period, acts, place.contents)
    if state.seal is not None and state.seal.contents != place.contents:
        words = "被换成了别的结果" if place.contents else "缺失"
        yield place.period, f"结果的run.json{words}，与封存时不同"
    elif state.seal is None and not state.signatures and not state.broken:
        return
    if state.seal is None:
        for act in state.broken:
            yield place.period, f"“{act.role}”{act.name}签字之后结果变了，签字已失效"
    for words in content_problems(place):
        yield place.period, words


def _seal_problems(acts: Sequence[Act], office: Office) -> Iterator[tuple[str, str]]:
    """Seals that stand without every signature before them over the same contents."""
    for act in acts:
        if act.act == CLOSE:
            before = state_of(act.period, [one for one in acts if one.number < act.number], act.contents)
            for role in before.missing(office.roles):
                yield act.period, f"登记簿第{act.number}行的封存之前没有“{role}”对同一内容的签字"
