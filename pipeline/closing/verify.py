"""Proves offline that closed periods are what was signed: inputs, outputs, signatures, and the chain of seals.

Not covered: a register cut short at its very end together with the files of those acts; whoever wrote down the
fingerprint of an act elsewhere finds that, too (``expect``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.archive.places import FINDINGS_FOLDER
from pipeline.closing.contents import Place, content_problems
from pipeline.closing.corrections import correction_problems
from pipeline.closing.keys import fingerprint, is_signed
from pipeline.closing.office import Office
from pipeline.closing.register import (
    CLOSE,
    REOPEN,
    SIGN,
    UNSIGNED_ACTS,
    Act,
    chain_problems,
    is_unfinished,
    read_register,
)
from pipeline.closing.signed import copy_problems, report_name
from pipeline.closing.states import closed_periods, state_of

Problem = tuple[str, str]
"""A period, empty for the register itself, and in words what is wrong."""


@dataclass(frozen=True)
class Verified:
    """What was looked at and what is wrong.

    ``seal`` and ``last`` are the hashes of the last seal and of the last act: whoever wrote one down elsewhere can
    tell a register cut short as a whole.  ``unfinished``: the last command was killed after its act counted.
    """

    closed: tuple[str, ...]
    signed: tuple[str, ...]
    problems: tuple[Problem, ...]
    seal: str
    last: str = ""
    unfinished: str = ""


def verify(inputs: Path, outputs: Path, office: Office, only: str = "", expect: str = "") -> Verified:
    """Look at one period, or (``only`` empty) at all that the register speaks of.

    ``expect`` is the fingerprint of an act, or its first digits, that must still stand in the register.
    """
    acts = read_register(outputs)[0]
    asked = [only] if only else sorted({act.period for act in acts})
    problems = [*chain_problems(outputs), *_act_problems(acts, office), *correction_problems(outputs, acts)]
    problems += [*_seal_problems(acts, office), *_expected_problems(acts, expect)]
    if only:
        problems = [one for one in problems if one[0] in ("", only)]
    for period in asked:
        problems += _period_problems(Place(inputs, outputs, period), acts)
    signed = tuple(period for period in asked if any(act.period == period and act.act == SIGN for act in acts))
    if not signed:
        problems.append((only, "没有任何签字，无从核验"))
    closed, seals = closed_periods(acts), [act.sha256() for act in acts if act.act == CLOSE]
    return Verified(
        tuple(period for period in asked if period in closed), signed, tuple(dict.fromkeys(problems)),
        seals[-1] if seals else "", acts[-1].sha256() if acts else "",
        f"{acts[-1].period} {acts[-1].act}" if acts and is_unfinished(outputs, acts) else "",
    )  # fmt: skip


def _act_problems(acts: Sequence[Act], office: Office) -> Iterator[Problem]:
    """Acts whose signature is not of their key, or whose key is not one of the configuration's for that role."""
    known = {(one.role, one.key) for one in office.signers}
    for act in acts:
        if act.act in UNSIGNED_ACTS:
            continue
        what = f"登记簿第{act.number}行“{act.role}”{act.name}的{act.act}"
        if not is_signed(act.key, act.signature, act.message()):
            yield act.period, f"{what}与签名不符：内容或签名被改动过"
        elif (act.role, act.key) not in known:
            yield act.period, f"{what}所用的密钥（指纹{fingerprint(act.key)}）不在设定的 signers 中"
        elif act.act == REOPEN and act.role != office.roles[-1]:
            yield act.period, f"{what}不是“{office.roles[-1]}”的：谁都不能代他重开"


def _seal_problems(acts: Sequence[Act], office: Office) -> Iterator[Problem]:
    """Seals that stand without every signature before them over the same contents, in order, each by another person."""
    for place, act in enumerate(acts):
        if act.act != CLOSE:
            continue
        before = state_of(act.period, acts[:place], act.contents)
        what = f"登记簿第{act.number}行的封存之前"
        for role in before.missing(office.roles):
            yield act.period, f"{what}没有“{role}”对同一内容的签字"
        order = [one.role for one in before.signatures if one.role in office.roles]
        if order != sorted(order, key=office.roles.index):
            yield act.period, f"{what}的签字不是按{'、'.join(office.roles)}的顺序"
        if any(len({getattr(one, part) for one in before.signatures}) < len(order) for part in ("key", "name")):
            yield act.period, f"{what}有人签了两个岗位"


def _expected_problems(acts: Sequence[Act], expect: str) -> Iterator[Problem]:
    if expect and not any(act.sha256().startswith(expect.lower()) for act in acts):
        yield "", f"登记簿里没有指纹为{expect}的一行：登记簿的末尾被截短，或整本换成了别的"


def _period_problems(place: Place, acts: Sequence[Act]) -> Iterator[Problem]:
    contents = place.contents
    state = state_of(place.period, acts, contents)
    if state.seal is None and not state.signatures and not state.broken:
        return
    if state.seal is not None and state.seal.contents != contents:
        words = "被换成了别的结果" if contents else "缺失"
        yield place.period, f"结果的run.json{words}，与封存时不同"
    if state.seal is None:
        for act in state.broken:
            yield place.period, f"“{act.role}”{act.name}签字之后结果变了，签字已失效"
    elif place.has_stops:
        yield place.period, f"结果里的“{FINDINGS_FOLDER}”是封存之后添加的"
    found = content_problems(place)
    yield from ((place.period, words) for words in found)
    if any(act.reasons for act in state.signatures):
        from pipeline.closing.gate import gate_problems  # Here: without reasons nobody needs its readers.

        yield from ((place.period, words) for words in gate_problems(place, state.signatures))
    if not any(report_name(place.period) in words for words in found) and (state.is_closed or not state.broken):
        yield from ((place.period, words) for words in copy_problems(place, state.signatures, acts))
