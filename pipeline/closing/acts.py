"""What people do to a period: sign, refuse to sign, close, reopen; each refused in words where it may not be.

Order of signing: ``sign_off`` of the configuration (指引第十五条: 主办会计 → 副经理(经理助理) → 经理, after 制表).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.archive.lock import period_lock
from pipeline.archive.record import read_record
from pipeline.closing.contents import Place, content_problems
from pipeline.closing.corrections import correction_problems, corrections_folder, heal_corrections, pending, resting_on
from pipeline.closing.errors import Refused
from pipeline.closing.keys import public_key, signed
from pipeline.closing.office import Office, office_of
from pipeline.closing.register import (
    CLOSE,
    FOLDER,
    REFUSE,
    REGISTER,
    REOPEN,
    SIGN,
    Act,
    append,
    chain_problems,
    heal,
    last_hash,
    read_register,
)
from pipeline.closing.signed import copy_beside, copy_problems
from pipeline.closing.states import State, closed_periods, one_person, state_of
from pipeline.period import Period

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

__all__ = ["Hand", "Office", "by_hand", "close", "refuse", "refuse_closed", "register_problems", "reopen", "sign"]

NAMED = 5
HOW_TO_CHANGE = "迟来的更正用 xinchou correct 补到未封存的月份；确要改动的，由经理用 xinchou reopen 重开"


@dataclass(frozen=True)
class Hand:
    """Somebody with his key, acting at a moment (ISO 8601, with its offset)."""

    role: str
    key: Ed25519PrivateKey
    at: str
    reasons: Mapping[str, str] = field(default_factory=dict)


def sign(place: Place, office: Office, hand: Hand) -> Act:
    """Sign the period as it is; Refused out of order, for a second role, over altered files, with the wrong key.

    What the first role signs includes the reasons of the gate; Refused where one is missing.
    """
    from pipeline.closing.gate import required_reasons  # Here: nobody else needs its readers of workbooks.

    key = public_key(hand.key)
    signer = office.signer(hand.role, key)
    with _register_lock(place):
        acts, state = _ready(place)
        _same_office(place, office)
        _intact(place, acts, state)
        missing = state.missing(office.roles)
        if hand.role not in missing:
            raise Refused(f"{place.period}的“{hand.role}”已经签过字，内容没有变化，不用再签")
        if missing[0] != hand.role:
            raise Refused(f"还没轮到“{hand.role}”：{place.period}应先由“{missing[0]}”签字")
        if others := one_person(state, key, signer.name):
            raise Refused(f"{signer.name}已作为“{'、'.join(others)}”签过{place.period}，一个人不能签两个岗位")
        if hand.role == office.roles[0]:
            hand = replace(hand, reasons=required_reasons(place))
        act = _signed(_act(place, acts, SIGN, hand, signer.name), hand)
        append(place.outputs, act, copy_beside(place, [*state.signatures, act]))
        return act


def refuse(place: Place, office: Office, hand: Hand, reason: str) -> Act:
    """Refuse to sign, with the reason: earlier signatures count no more, the work is open again, the act is kept."""
    signer = office.signer(hand.role, public_key(hand.key))
    _given(reason, "拒签")
    with _register_lock(place):
        acts, state = _ready(place)
        if hand.role in {act.role for act in state.signatures}:
            raise Refused(f"“{hand.role}”已经签了{place.period}；请由后面的岗位拒签，或重新运行后再签")
        act = _signed(_act(place, acts, REFUSE, hand, signer.name, reason.strip()), hand)
        append(place.outputs, act, copy_beside(place, []))
        return act


def close(place: Place, office: Office, at: str, hand: Hand | None = None) -> Act:
    """Seal the period, signed where somebody gives a key; Refused with everything it lacks."""
    with _register_lock(place):
        acts, state = _ready(place)
        _same_office(place, office)
        lacking = [
            *_lacking(place, office, acts, state),
            *content_problems(place),
            *_beside_problems(place, acts, state),
        ]
        if lacking:
            raise Refused(f"{place.period}还不能封存：{'；'.join(lacking)}")
        act = Act(len(acts) + 1, place.period, CLOSE, at, place.contents, last_hash(acts))
        append(place.outputs, act := by_hand(act, office, hand), copy_beside(place, state.signatures))
        return act


def by_hand(act: Act, office: Office, hand: Hand | None) -> Act:
    """An act that nobody need sign, signed where somebody gives a key; Refused if the key is not of that role."""
    if hand is None:
        return act
    key = public_key(hand.key)
    return _signed(replace(act, role=hand.role, name=office.signer(hand.role, key).name, key=key), hand)


def reopen(place: Place, office: Office, hand: Hand, reason: str) -> Act:
    """Open a closed period again, by the key of the last role; recorded for ever."""
    if hand.role != office.roles[-1]:
        raise Refused(f"重开须由“{office.roles[-1]}”的密钥")
    signer = office.signer(hand.role, public_key(hand.key))
    _given(reason, "重开")
    with _register_lock(place):
        acts = _acts(place)
        closed = closed_periods(acts)
        if place.period not in closed:
            raise Refused(f"{place.period}没有封存，不用重开")
        if later := [period for period in closed if period > place.period]:
            raise Refused(
                f"{later[-1]}已在{place.period}之后封存；请从最后一个月起依次重开，"
                f"或用 xinchou correct 更正{place.period}"
            )
        if resting := [one.name for one in resting_on(place.outputs, place.period)]:
            raise Refused(
                f"更正{'、'.join(resting)}是照封存的{place.period}算的，已记入登记簿，{place.period}不能再重开；"
                "要改的请再用 xinchou correct 更正"
            )
        act = _signed(_act(place, acts, REOPEN, hand, signer.name, reason.strip()), hand)
        append(place.outputs, act, copy_beside(place, []))
        return act


def refuse_closed(outputs: Path, period: str) -> None:
    """Refused where the period is closed, or the register no longer tells: nothing may compute it anew."""
    if register_problems(outputs):
        with period_lock(outputs, FOLDER):  # Nobody is in the midst of adding to it.
            if problems := register_problems(outputs):
                raise Refused(
                    f"签核登记簿被改动过，不知道哪些月份已经封存：{_some(problems)}。"
                    "请先运行 xinchou verify --all，找回原来的文件。任何文件都没有改动。"
                )
    seal = closed_periods(read_register(outputs)[0]).get(period)
    if seal is not None:
        raise Refused(f"{period}已于{seal.at}封存，不能重新计算；{HOW_TO_CHANGE}。任何文件都没有改动。")


def register_problems(outputs: Path) -> list[str]:
    """In words where the register and the files of its acts are not as they were left; an unfinished last act is."""
    problems = [words for _, words in chain_problems(outputs)]
    if not (outputs / FOLDER / REGISTER).exists() and corrections_folder(outputs).is_dir():
        problems += [words for _, words in correction_problems(outputs, ())]
    return problems


@contextmanager
def _register_lock(place: Place) -> Iterator[None]:
    """One command on the register at a time, and none while the period is being run."""
    with period_lock(place.outputs, FOLDER), period_lock(place.outputs, place.period):
        yield


def _acts(place: Place) -> list[Act]:
    """The register, healed; Refused if it was altered."""
    heal(place.outputs)
    if problems := register_problems(place.outputs):
        raise Refused(f"签核登记簿被改动过，不能继续：{_some(problems)}。请先运行 xinchou verify --all，找回原来的文件")
    heal_corrections(place.outputs)
    return read_register(place.outputs)[0]


def _ready(place: Place) -> tuple[list[Act], State]:
    """The register and the state of a period that has a result and is not closed."""
    acts = _acts(place)
    if not place.contents:
        raise Refused(f"{place.period}还没有结果；请先运行 xinchou run {place.period}")
    state = state_of(place.period, acts, place.contents)
    if state.seal is not None:
        raise Refused(f"{place.period}已于{state.seal.at}封存；{HOW_TO_CHANGE}")
    return acts, state


def _same_office(place: Place, office: Office) -> None:
    """Refused where the period was run by a configuration with other roles or signers than the present one."""
    own = office_of(place.result / f"设定_{place.period}.yaml")
    if own is not None and (own.roles, set(own.signers)) != (office.roles, set(office.signers)):
        raise Refused(
            f"{place.period}运行时的设定里 sign_off 或 signers 与现在的设定不同；"
            f"请重新运行 xinchou run {place.period}，再依次签字"
        )


def _beside_problems(place: Place, acts: list[Act], state: State) -> Iterator[str]:
    """What was signed and stands beside the acts, where it is no longer so: the reasons, the report with signatures."""
    if any(act.reasons for act in state.signatures):
        from pipeline.closing.gate import gate_problems  # Here: without reasons nobody needs its readers.

        yield from gate_problems(place, state.signatures)
    if state.signatures:
        yield from copy_problems(place, state.signatures, acts)


def _intact(place: Place, acts: list[Act], state: State) -> None:
    """Refused where the period is not what its run left."""
    if place.has_stops:
        raise Refused(f"{place.period}最近一次运行有阻断（见“待更正”）；请更正后重新运行，再签字")
    if problems := content_problems(place):
        again = f"请找回原来的文件，或重新运行 xinchou run {place.period}"
        raise Refused(f"{place.period}的文件与运行时不同：{_some(problems)}。{again}")
    if problems := list(_beside_problems(place, acts, state)):
        again = "请找回原来的文件，或由后面的岗位拒签（--refuse）后从头再签"
        raise Refused(f"{place.period}签过的文件与签字时不同：{_some(problems)}。{again}")
    if unpaid := _unpaid(place):
        raise Refused(f"{unpaid}；请重新运行 xinchou run {place.period}，再签字")


def _lacking(place: Place, office: Office, acts: list[Act], state: State) -> list[str]:
    """What a period lacks for its seal."""
    found = [f"“{role}”没有签字" for role in state.missing(office.roles)]
    if place.has_stops:
        found.append("最近一次运行有阻断（见“待更正”）")
    previous = str(Period.parse(place.period).shift(-1))
    is_there = Place(place.inputs, place.outputs, previous).contents or read_record(place.result).get("previous_ledger")
    if is_there and previous not in closed_periods(acts):
        found.append(f"上一个月{previous}还没有封存")
    if unpaid := _unpaid(place):
        found.append(unpaid)
    return found


def _unpaid(place: Place) -> str:
    """The corrections posted to the period that its result does not pay yet, in words."""
    names = [one.name for one in pending(place.outputs) if one.posted_to == place.period]
    return f"{place.period}的结果还没有计入更正{'、'.join(names)}" if names else ""


def _act(place: Place, acts: list[Act], kind: str, hand: Hand, name: str, reason: str = "") -> Act:
    return Act(
        len(acts) + 1, place.period, kind, hand.at, place.contents, last_hash(acts), hand.role, name, reason,
        dict(hand.reasons), public_key(hand.key),
    )  # fmt: skip


def _signed(act: Act, hand: Hand) -> Act:
    return replace(act, signature=signed(hand.key, act.message()))


def _given(reason: str, what: str) -> None:
    if not reason.strip():
        raise Refused(f"{what}须写明理由（--reason）")


def _some(problems: list[str]) -> str:
    more = f" 等{len(problems)}处" if len(problems) > NAMED else ""
    return "；".join(problems[:NAMED]) + more
