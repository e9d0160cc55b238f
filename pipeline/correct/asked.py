"""What a correction asks for, and whether it may: the month closed, sealed months whole, something new delivered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.archive.durable import files_of
from pipeline.archive.record import file_sha256, read_record
from pipeline.closing.contents import Place, content_problems, is_left_by_system
from pipeline.closing.corrections import Correction, corrections
from pipeline.closing.errors import Refused
from pipeline.closing.register import chain_problems, read_register
from pipeline.closing.states import closed_periods
from pipeline.period import Period

NAMED = 3


@dataclass(frozen=True)
class Asked:
    """Which closed month, the folder with what came late, where everything lies, and why (in the clerk's words)."""

    period: Period
    late: Path
    inputs: Path
    outputs: Path
    config: Path
    reason: str = ""
    say: Callable[[str], None] = field(default=lambda words: None)

    @property
    def folder(self) -> Path:
        """Where what came late for the month lies."""
        return self.late / str(self.period)


@dataclass(frozen=True)
class Basis:
    """What a correction builds on: the closed months it works out again, the corrections before it, its own files.

    ``sealed`` are the hashes of ``run.json`` of those months; ``replaced`` and ``added`` the files delivered late.
    """

    first: Period
    last: Period
    sealed: dict[Period, str]
    earlier: Sequence[Correction]
    replaced: tuple[str, ...]
    added: tuple[str, ...]

    @property
    def months(self) -> list[Period]:
        """The months worked out again, in order."""
        return list(self.sealed)

    @property
    def posted_to(self) -> Period:
        """The open month that pays the difference."""
        return self.last.shift(1)

    @property
    def number(self) -> int:
        """The number of this correction."""
        return len(self.earlier) + 1


def basis_of(asked: Asked) -> Basis:
    """Everything verified before anything is worked out; Refused in words with the next step."""
    if problems := [words for _, words in chain_problems(asked.outputs)]:
        raise Refused(f"签核登记簿被改动过，不能更正：{problems[0]}。请先运行 xinchou verify --all，找回原来的文件")
    acts = read_register(asked.outputs)[0]
    seals = {Period.parse(period): act for period, act in closed_periods(acts).items()}
    if asked.period not in seals:
        raise Refused(
            f"{asked.period}没有封存，不用更正：请把更正后的文件放进 {asked.inputs / str(asked.period)}，"
            f"重新运行 xinchou run {asked.period}"
        )
    earlier = corrections(asked.outputs)
    replaced, added = _delivered(asked, earlier)
    first = min([asked.period, *(Period.parse(one.period) for one in earlier)])
    last = max(seals)
    for month in (months := _months(first, last)):
        _whole(asked, month, seals[month].contents if month in seals else "")
    return Basis(first, last, {month: seals[month].contents for month in months}, earlier, replaced, added)


def _months(first: Period, last: Period) -> list[Period]:
    months = [first]
    while months[-1] < last:
        months.append(months[-1].shift(1))
    return months


def _whole(asked: Asked, month: Period, sealed: str) -> None:
    """Refused unless the month is closed and is what was sealed."""
    place = Place(asked.inputs, asked.outputs, str(month))
    if not sealed:
        raise Refused(f"{month}在{asked.period}之后、却没有封存；请先依次封存各月：xinchou close {month}")
    if not place.delivered.is_dir():
        raise Refused(f"找不到{month}原来交来的文件（“{place.delivered}”）：请用 --delivered 指明交来的原件的文件夹")
    problems = content_problems(place) if place.contents == sealed else ["结果的run.json与封存时不同"]
    if problems:
        more = f" 等{len(problems)}处" if len(problems) > NAMED else ""
        raise Refused(
            f"{month}与封存时不同，不能据以更正：{'；'.join(problems[:NAMED])}{more}。"
            "请找回原来的文件，更正的文件另放一个文件夹，用 --inputs 指明"
        )


def _delivered(asked: Asked, earlier: Sequence[Correction]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The files that replace one of the month, and those that are new; Refused if nothing is."""
    names = delivered_files(asked.folder)
    if not names:
        raise Refused(f"“{asked.folder}”里没有文件：请把{asked.period}更正过的（和迟来的）文件放在那里，没有变的不用放")
    present = present_files(asked, asked.period, earlier)
    changed = [name for name in names if name in present and present[name] != file_sha256(asked.folder / name)]
    added = [name for name in names if name not in present]
    if not changed and not added:
        raise Refused(f"“{asked.folder}”里的文件与{asked.period}原来的一样，没有什么可更正")
    return tuple(changed), tuple(added)


def delivered_files(folder: Path) -> list[str]:
    """The files below a folder but those the system leaves there."""
    names = files_of(folder)
    return [name for name in names if not is_left_by_system(Path(name).name) and not (folder / name).is_symlink()]


def present_files(asked: Asked, month: Period, earlier: Sequence[Correction]) -> dict[str, str]:
    """The files of a month by hash: as sealed, with what earlier corrections delivered."""
    files: dict[str, str] = dict(read_record(Place(asked.inputs, asked.outputs, str(month)).result).get("inputs", {}))
    for one in earlier:
        if one.period == str(month):
            files |= {name: file_sha256(one.overlays / name) for name in files_of(one.overlays)}
    return files
