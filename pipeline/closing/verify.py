"""Proves offline that closed periods are what was signed: inputs, outputs, signatures, and the chain of seals.

Not covered: a register cut short at its very end together with the files of those acts, and last acts that nobody
signed (封存, 更正) rewritten in both; whoever wrote down the fingerprint of an act elsewhere finds that (``expect``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.archive.places import FINDINGS_FOLDER, RUN_JSON, versions_folder
from pipeline.archive.record import file_sha256, read_record
from pipeline.closing.contents import Place, content_problems
from pipeline.closing.corrections import correction_problems
from pipeline.closing.keys import fingerprint, is_key, is_signed
from pipeline.closing.office import Office, Offices
from pipeline.closing.register import (
    CLOSE,
    CORRECT,
    REFUSE,
    REOPEN,
    SIGN,
    Act,
    chain_problems,
    is_unfinished,
    read_register,
)
from pipeline.closing.signed import copy_problems, report_name
from pipeline.closing.states import closed_periods, plain, state_of

Problem = tuple[str, str]
"""A period, empty for the register itself, and in words what is wrong."""


@dataclass(frozen=True)
class Verified:
    """What was looked at and what is wrong.

    ``seal`` and ``last`` are the hashes of the last seal and of the last act: whoever wrote one down elsewhere can
    tell a register cut short as a whole.  ``unfinished``: the last command was killed after its act counted;
    ``unsigned``: nobody signed the last act.  ``former`` are keys only the configuration of their time names.
    """

    closed: tuple[str, ...]
    signed: tuple[str, ...]
    problems: tuple[Problem, ...]
    seal: str
    last: str = ""
    unfinished: str = ""
    unsigned: str = ""
    former: tuple[str, ...] = ()


def verify(inputs: Path, outputs: Path, office: Office, only: str = "", expect: str = "") -> Verified:
    """Look at one period, or (``only`` empty) at all that the register speaks of.

    ``expect`` is the fingerprint of an act, or its first digits, that must still stand in the register.
    """
    acts = read_register(outputs)[0]
    asked = [only] if only else sorted({act.period for act in acts})
    offices = Offices(outputs, office)
    problems = [*chain_problems(outputs), *_act_problems(acts, offices), *correction_problems(outputs, acts)]
    problems += [*_seal_problems(acts, offices), *_expected_problems(acts, expect)]
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
        f"{acts[-1].period} {acts[-1].act}" if acts and acts[-1].is_unsigned else "", tuple(_former(acts, office)),
    )  # fmt: skip


def _former(acts: Sequence[Act], office: Office) -> Iterator[str]:
    """Who signed with a key that the present configuration does not name for that role."""
    known = {(one.role, one.key) for one in office.signers}
    found = {(act.role, act.key): act for act in acts if not act.is_unsigned and (act.role, act.key) not in known}
    yield from (
        f"“{act.role}”{act.name}（密钥指纹{fingerprint(act.key)}）" for act in found.values() if is_key(act.key)
    )


def _act_problems(acts: Sequence[Act], offices: Offices) -> Iterator[Problem]:
    """Acts whose signature is not of their key, or whose key no configuration names for that role."""
    for act in acts:
        if act.is_unsigned:
            continue
        office = offices.at(act.period, act.contents)
        signers = office.signers if act.act in (SIGN, REFUSE) else (*office.signers, *offices.present.signers)
        known = {(one.role, one.key) for one in signers}
        what = f"登记簿第{act.number}行“{act.role}”{act.name}的{act.act}"
        if not is_signed(act.key, act.signature, act.message()):
            yield act.period, f"{what}与签名不符：内容或签名被改动过"
        elif (act.role, act.key) not in known:
            yield act.period, f"{what}所用的密钥（指纹{fingerprint(act.key)}）不在设定的 signers 中"
        elif act.act == REOPEN and act.role not in (office.roles[-1], offices.present.roles[-1]):
            yield act.period, f"{what}不是“{office.roles[-1]}”的：谁都不能代他重开"


def _seal_problems(acts: Sequence[Act], offices: Offices) -> Iterator[Problem]:
    """Seals that stand without every signature before them over the same contents, in order, each by another person."""
    for place, act in enumerate(acts):
        if act.act != CLOSE:
            continue
        office = offices.at(act.period, act.contents)
        before = state_of(act.period, acts[:place], act.contents)
        what = f"登记簿第{act.number}行的封存之前"
        for role in before.missing(office.roles):
            yield act.period, f"{what}没有“{role}”对同一内容的签字"
        order = [one.role for one in before.signatures if one.role in office.roles]
        if order != sorted(order, key=office.roles.index):
            yield act.period, f"{what}的签字不是按{'、'.join(office.roles)}的顺序"
        people = {one.key for one in before.signatures}, {plain(one.name) for one in before.signatures}
        if any(len(one) < len(order) for one in people):
            yield act.period, f"{what}有人签了两个岗位"


def _expected_problems(acts: Sequence[Act], expect: str) -> Iterator[Problem]:
    if expect and not any(act.sha256().startswith(expect.lower()) for act in acts):
        yield "", f"登记簿里没有指纹为{expect}的一行：登记簿的末尾被截短，或整本换成了别的"


def _record_problems(place: Place, acts: Sequence[Act]) -> Iterator[str]:
    """Where the record of an open month can no longer be read, or was altered instead of the month being run anew.

    A run keeps what it supersedes, so what an act was about is the present result or one of the kept versions.
    """
    own = [act for act in acts if act.period == place.period and act.act != CORRECT]
    if not own:
        return
    kept = versions_folder(place.outputs, place.period).glob(f"第*版*/{RUN_JSON}")
    if not read_record(place.result):
        yield f"结果的{RUN_JSON}缺失或读不出"
    elif own[-1].contents != place.contents and not any(file_sha256(one) == own[-1].contents for one in kept):
        yield f"结果的{RUN_JSON}被改动：不是{own[-1].act}时的，历史版本里也没有那时的结果"


def _period_problems(place: Place, acts: Sequence[Act]) -> Iterator[Problem]:
    contents = place.contents
    state = state_of(place.period, acts, contents)
    if state.seal is None:
        yield from ((place.period, words) for words in _record_problems(place, acts))
    if state.seal is None and not state.signatures and not state.broken:
        if read_record(place.result):
            yield from ((place.period, words) for words in copy_problems(place, (), acts))
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
    is_whole = not any(report_name(place.period) in words for words in found)
    if is_whole and (state.signatures or not state.broken):
        yield from ((place.period, words) for words in copy_problems(place, state.signatures, acts))
