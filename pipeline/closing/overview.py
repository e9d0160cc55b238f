"""Where every period stands at a glance: run, findings open, signatures, closed, corrections pending."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.archive.record import read_record
from pipeline.closing.contents import Place
from pipeline.closing.corrections import pending
from pipeline.closing.register import read_register
from pipeline.closing.states import State, state_of
from pipeline.paid_out import paid_out
from pipeline.period import Period

NOTICES = "提醒"


@dataclass(frozen=True)
class Row:
    """One period: whether it was run, its notices, whether stop findings are open, its signatures and seal.

    ``corrections`` are those posted to it that its result does not pay yet; ``paid`` 已发放 or 发放后结果已变.
    """

    period: str
    is_run: bool
    stops: bool
    notices: int
    missing: tuple[str, ...]
    state: State
    corrections: tuple[str, ...] = ()
    paid: str = ""

    @property
    def signed(self) -> tuple[str, ...]:
        """Who has signed the present contents."""
        return tuple(f"{act.role} {act.name}" for act in self.state.signatures)


def overview(inputs: Path, outputs: Path, roles: Sequence[str], only: str = "") -> list[Row]:
    """Every month that has delivered files, a result, an act or a correction to pay, in order.

    Refused where a correction is not what the register says.
    """
    acts, corrections = read_register(outputs)[0], pending(outputs)
    found = {act.period for act in acts} | _months(inputs) | _months(outputs) | {one.posted_to for one in corrections}
    rows = []
    for period in sorted(found if not only else {only}):
        place = Place(inputs, outputs, period)
        state = state_of(period, acts, place.contents)
        waiting = tuple(one.name for one in corrections if one.posted_to == period)
        missing = tuple(state.missing(roles))
        paid = paid_out(outputs, period)
        rows.append(Row(period, bool(place.contents), place.has_stops, _notices(place), missing, state, waiting, paid))
    return rows


def _notices(place: Place) -> int:
    """How many findings its last run left to look at; none where ``run.json`` does not say."""
    try:
        return int(read_record(place.result)["counts"]["findings"][NOTICES])
    except (KeyError, TypeError, ValueError):
        return 0


def _months(folder: Path) -> set[str]:
    """The months that have a folder there."""
    found = set()
    for path in folder.iterdir() if folder.is_dir() else ():
        try:
            found.add(str(Period.parse(path.name)))
        except ValueError:
            continue
    return found
