"""A correction from beginning to end: verify, work out both shadows, write it all aside, let it count in one step."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.archive import durable
from pipeline.archive.lock import period_lock
from pipeline.archive.places import RUN_JSON, result_folder, workshop
from pipeline.archive.record import file_sha256
from pipeline.closing.corrections import (
    DELIVERED,
    RECORD,
    commit,
    correction_name,
    corrections_folder,
    heal_corrections,
)
from pipeline.closing.errors import Refused
from pipeline.closing.register import CORRECT, FOLDER, Act, heal
from pipeline.correct.asked import Asked, Basis, basis_of
from pipeline.correct.book import differences_book, write_books
from pipeline.correct.differences import Changed, changed
from pipeline.correct.parts import is_paid_in
from pipeline.correct.recognised import verify_recognised
from pipeline.correct.sealed import verify_shadow
from pipeline.correct.shadow import Overlays, Shadow
from pipeline.period import Period
from pipeline.settings import load

BEFORE, AFTER = "更正前", "更正后"
Row = dict[str, Any]


@dataclass(frozen=True)
class Corrected:
    """A correction that counts: its act, what it rests on, what it changes, its folder."""

    asked: Asked
    basis: Basis
    changed: Changed
    act: Act
    folder: Path

    @property
    def book(self) -> Path:
        """The workbook with was, should be and difference."""
        return self.folder / differences_book(self.asked.period)

    @property
    def to_be_run_again(self) -> bool:
        """Whether the open month has a result already, which does not pay this correction."""
        return (result_folder(self.asked.outputs, str(self.basis.posted_to)) / RUN_JSON).exists()


def correct(asked: Asked, at: str, sign: Callable[[Act], Act] = lambda act: act) -> Corrected:
    """Post the difference that the late files make; Refused in words where that may not be, and nothing is changed.

    ``sign`` puts the signature on its act where somebody gives a key.
    """
    with period_lock(asked.outputs, FOLDER), _workshop(asked.outputs) as place:
        heal(asked.outputs)
        heal_corrections(asked.outputs)
        basis = basis_of(asked)
        _verify_paid(asked, basis)
        prepared = place / correction_name(basis.number, str(asked.period))
        _deliver(prepared / DELIVERED, asked, basis)
        found = _difference(asked, basis, prepared / DELIVERED)
        if found.is_nothing:
            raise Refused(f"{asked.period}更正后各人各项、各台账都没有变化，没有什么可补扣；没有记下更正")
        _write(prepared, asked, basis, found)
        with period_lock(asked.outputs, str(basis.posted_to)):
            act = commit(asked.outputs, prepared, str(asked.period), at, sign)
    return Corrected(asked, basis, found, act, corrections_folder(asked.outputs) / prepared.name)


def _verify_paid(asked: Asked, basis: Basis) -> None:
    """Refused where the open month's pay standard would not pay what is posted."""
    settings = load(asked.config)
    standard = settings.standard(basis.posted_to)
    if not is_paid_in(settings, standard):
        raise Refused(
            f"{basis.posted_to}的薪酬标准“{standard.scheme.text.name}”没有补扣前期差错：请在 measures 加一项"
            "（over: 前期差错, take: 合计(金额)），并加进应发的合计，如 小计 = … + 前期差错补扣"
        )


def _deliver(folder: Path, asked: Asked, basis: Basis) -> None:
    """The late files as the correction keeps them; they are read from here and nowhere else."""
    for name in (*basis.replaced, *basis.added):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(asked.folder / name, folder / name)


def _difference(asked: Asked, basis: Basis, delivered: Path) -> Changed:
    """Both shadows from the first month they can differ in, compared."""
    with tempfile.TemporaryDirectory(prefix="xinchou-") as root:
        shadow = Shadow(asked, Path(root))
        late: dict[Period, list[Path]] = {}
        for one in basis.earlier:
            late.setdefault(Period.parse(one.period), []).append(one.overlays)
        was = shadow.chain(BEFORE, basis.months, late)
        verify_shadow(asked.outputs, was, basis)
        own: Overlays = {**late, asked.period: [*late.get(asked.period, []), delivered]}
        months = [month for month in basis.months if month >= asked.period]
        now = shadow.chain(AFTER, months, own, BEFORE if basis.first < asked.period else "")
        verify_recognised(now[asked.period].delivered, [*basis.replaced, *basis.added])
        return changed({month: was[month] for month in months}, now)


def _write(folder: Path, asked: Asked, basis: Basis, found: Changed) -> None:
    """Everything of the correction, ``更正.json`` with the hashes of the others last."""
    lines = list(_lines(asked, basis, found))
    branch = load(asked.config).text.branch.name
    write_books(folder, branch, asked, basis, found, lines)
    files = {name: file_sha256(folder / name) for name in durable.files_of(folder)}
    record = {
        "number": basis.number, "period": str(asked.period), "posted_to": str(basis.posted_to),
        "sealed": {str(month): sha256 for month, sha256 in basis.sealed.items()},
        "earlier": {one.name: one.sha256 for one in basis.earlier},
        "replaced": list(basis.replaced), "added": list(basis.added), "reason": asked.reason, "files": files,
        "lines": lines, "ledgers": list(found.ledgers), "history": list(found.history), "grades": dict(found.grades),
        "leave": dict(found.leave),
    }  # fmt: skip
    text = json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True)
    (folder / RECORD).write_bytes((text + "\n").encode())


def _lines(asked: Asked, basis: Basis, found: Changed) -> Iterator[Row]:
    """What is posted, as the open month reads it: lines of nothing are none."""
    late = [f"替换{name}" for name in basis.replaced] + [f"新增{name}" for name in basis.added]
    cause = "，".join([f"更正{asked.period}：{'、'.join(late)}", *([asked.reason] if asked.reason else [])])
    for one in found.figures:
        if one.amount:
            yield {
                "employee_id": one.employee_id, "corrected_item": one.item, "origin": one.origin,
                "amount": format(one.amount, "f"), "cause": cause,
            }  # fmt: skip


@contextmanager
def _workshop(outputs: Path) -> Iterator[Path]:
    """A temporary folder beside the results, so that a finished correction can be moved into its place."""
    place = workshop(outputs, CORRECT) / str(os.getpid())
    durable.remove(workshop(outputs, CORRECT))
    place.mkdir(parents=True)
    try:
        yield place
    finally:
        durable.remove(workshop(outputs, CORRECT))
