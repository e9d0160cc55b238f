"""The pay report with the signatures on it, beside the acts: made from the report and the register, by anyone.

Reads: the report of the period's result.  Writes: nothing; what it makes appears with the act that is added.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.closing.contents import Place
from pipeline.closing.errors import Refused
from pipeline.closing.register import BESIDE, PREPARED, Act, folder, is_unfinished
from pipeline.closing.states import state_of
from pipeline.reports.signed_report import NoBlock, Signature, signed_report

SHOWN = 16
"""So many digits of a fingerprint stand on the sheet and on the screen."""


def report_name(period: str) -> str:
    """The file name of the pay report of a month."""
    return f"营业部客户经理薪酬月报表_{period}.xlsx"


def copy_name(period: str) -> str:
    """Where the report with the signatures stands, below the folder of the register."""
    return f"{period}/{BESIDE[0].format(period)}"


def copy_beside(place: Place, signatures: Sequence[Act]) -> dict[str, bytes]:
    """The report with these signatures under its name; without a byte, so that it goes, where there are none.

    Refused where the report has no place for one of them.
    """
    if not signatures:
        return {copy_name(place.period): b""}
    if not (place.result / report_name(place.period)).is_file():
        return {}
    try:
        return {copy_name(place.period): _copy(place, signatures)}
    except NoBlock as error:
        raise Refused(
            f"{place.period}的报表的签字栏里没有“{error}”：设定的 sign_off 在运行之后改过；"
            f"请重新运行 xinchou run {place.period}，再依次签字"
        ) from None


def copy_problems(place: Place, signatures: Sequence[Act], acts: Sequence[Act]) -> Iterator[str]:
    """Whether the report with the signatures is what report and register make of it; the report itself is whole.

    Where the last command was killed after its act counted, it may also still be prepared, over the one before.
    """
    if not (place.result / report_name(place.period)).is_file():
        return
    path = folder(place.outputs) / copy_name(place.period)
    prepared = path.with_name(path.name + PREPARED)
    try:
        allowed = [_made(place, signatures)]
        if acts and acts[-1].period == place.period and is_unfinished(place.outputs, acts) and prepared.is_file():
            if prepared.read_bytes() != allowed[0]:
                yield f"“{prepared.name}”不是没有做完的{acts[-1].act}留下的：与报表和登记簿的签字不符"
            before = state_of(place.period, acts[:-1], place.contents)
            if before.broken and not before.signatures:
                return  # The one over the result before, which is gone.
            allowed.append(_made(place, before.signatures))
    except NoBlock as error:
        yield f"报表的签字栏里没有“{error}”，与登记簿的签字不符"
        return
    present = path.read_bytes() if path.is_file() else b""
    if present in allowed:
        return
    if present:
        yield f"带签字的报表“{path.name}”被改动：与报表和登记簿的签字不符"
    else:
        yield f"缺少带签字的报表“{path.name}”"


def _made(place: Place, signatures: Sequence[Act]) -> bytes:
    """The copy with these signatures; without a byte where there are none, so that there is none."""
    return _copy(place, signatures) if signatures else b""


def _copy(place: Place, signatures: Sequence[Act]) -> bytes:
    shown = [Signature(act.role, act.name, act.at, act.sha256()[:SHOWN]) for act in signatures]
    return signed_report((place.result / report_name(place.period)).read_bytes(), shown)
