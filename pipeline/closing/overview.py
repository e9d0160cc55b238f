"""Where every period stands at a glance: run, findings open, signatures, closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.archive.record import read_record
from pipeline.closing.contents import Place
from pipeline.closing.register import read_register
from pipeline.closing.states import State, state_of
from pipeline.period import Period


@dataclass(frozen=True)
class Row:
    """One period: whether it was run, its notices, whether stop findings are open, its signatures and seal."""

    period: str
    is_run: bool
    stops: bool
    notices: int
    missing: tuple[str, ...]
    state: State

    @property
    def signed(self) -> tuple[str, ...]:
        """Who has signed the present contents."""
        return tuple(f"{act.role} {act.name}" for act in self.state.signatures)


def overview(inputs: Path, outputs: Path, roles: Sequence[str], only: str = "") -> list[Row]:
    """Every month that has delivered files, a result or an act, in order."""
    acts = read_register(outputs)[0]
    found = {act.period for act in acts} | _months(inputs) | _months(outputs)
    rows = []
    for period in sorted(found if not only else {only}):
        place = Place(inputs, outputs, period)
        state = state_of(period, acts, place.contents)
        counts = read_record(place.result).get("counts", {}).get("findings", {})
        rows.append(
            Row(
                period, bool(place.contents), place.has_stops, counts.get("提醒", 0), tuple(state.missing(roles)), state
            )
        )
    return rows


def _months(folder: Path) -> set[str]:
    """The months that have a folder there."""
    found = set()
    for path in folder.iterdir() if folder.is_dir() else ():
        try:
            found.add(str(Period.parse(path.name)))
        except ValueError:
            continue
    return found
