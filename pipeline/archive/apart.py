"""Results never appear where the delivered files lie: told before anything is written."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.archive.places import lock_file, result_folder, versions_folder, workshop

_PERIOD = re.compile(r"[0-9]{4}(-[0-9]{2}|Q[1-4])?")


class FoldersOverlap(Exception):
    """The folders of inputs and outputs would cover each other; the text is for the user."""


def verify_apart(inputs: Path, outputs: Path, period: str) -> None:
    """Raises FoldersOverlap if a result could cover delivered files, or be read as one of them."""
    result = result_folder(outputs, period)
    if result.exists() and not result.is_dir():
        raise FoldersOverlap(f"“{result}”是文件，结果文件夹放不下；请把它移到别处，再运行。任何文件都没有改动。")
    delivered = inputs.resolve(), (inputs / period).resolve()
    ours = outputs.resolve(), result.resolve()
    if _overlap(*delivered, *ours, period):
        raise FoldersOverlap(
            f"交来的文件（--inputs {inputs}）和结果（--outputs {outputs}）不能放在同一个文件夹，"
            "一个的月份文件夹也不能在另一个之中，否则结果会盖住交来的文件。"
            "请给 --outputs 换一个文件夹。任何文件都没有改动。"
        )


def _overlap(inputs: Path, month: Path, outputs: Path, result: Path, period: str) -> bool:
    if _step(month, result) is not None or _step(result, month) is not None:
        return True
    inward, outward = _step(outputs, inputs), _step(inputs, outputs)
    places = (lock_file, workshop, versions_folder)
    ours = {place(outputs, period).relative_to(outputs).parts[0] for place in places}
    return any(step is not None and (step == "" or _PERIOD.fullmatch(step)) for step in (inward, outward)) or (
        outward in ours
    )


def _step(inner: Path, outer: Path) -> str | None:
    """The name just below ``outer`` on the way to ``inner``; empty if they are one, None if it does not lie there."""
    name = ""
    for folder in (inner, *inner.parents):
        if _same(folder, outer):
            return name
        name = folder.name
    return None


def _same(one: Path, other: Path) -> bool:
    """Also where the disk does not tell capitals apart."""
    try:
        return one.samefile(other)
    except OSError:
        return one == other
