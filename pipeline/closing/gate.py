"""The gate before signing: every line of what must be explained has a reason, and the reasons are signed.

Reads: ``签字前异动_<period>.xlsx`` beside the signatures, as the clerk filled it in.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.archive import durable
from pipeline.archive.record import file_sha256
from pipeline.closing.contents import Place
from pipeline.closing.errors import Refused
from pipeline.closing.gate_lines import gate_of
from pipeline.closing.register import FOLDER, Act, read_register
from pipeline.closing.states import state_of

RULE = "规则"
"""Under this name the rule stands among the signed reasons."""

BOOK = "清单"
"""Under this name the SHA-256 of the workbook stands there."""

TAB, ID, REASON, BEFORE = "签字前异动", "编号", "说明", "前次说明"
NAMED = 5


def gate_path(outputs: Path, period: str) -> Path:
    """Where the workbook of the lines stands."""
    return outputs / FOLDER / period / f"签字前异动_{period}.xlsx"


def required_reasons(place: Place) -> dict[str, str]:
    """Line → reason for what 制表 signs, first the rule; Refused while a reason is missing or the workbook is old."""
    gate = gate_of(place)
    told = {RULE: gate.rule()}
    if not gate.lines:
        return told
    path, again = gate_path(place.outputs, place.period), f"xinchou gate {place.period}"
    if not path.is_file():
        raise Refused(f"{place.period}有{len(gate.lines)}条异动须说明；请先运行 {again}，在表中逐条填写“{REASON}”")
    given, wanted = reasons_of(path), {line.id: line for line in gate.lines}
    if given.keys() != wanted.keys():
        new, gone = len(wanted.keys() - given.keys()), len(given.keys() - wanted.keys())
        raise Refused(
            f"“{path.name}”是旧的：结果后来变了，{new}条是新的，{gone}条已不是这样；"
            f"请重新运行 {again}（没有变化的各条，说明会保留），填好后再签字"
        )
    if missing := [line for line in gate.lines if not is_reason(given[line.id])]:
        named = "；".join(line.words() for line in missing[:NAMED])
        more = f" 等{len(missing)}条" if len(missing) > NAMED else ""
        raise Refused(f"“{path.name}”里还有{len(missing)}条没有说明：{named}{more}；请填好“{REASON}”后再签字")
    return told | {BOOK: file_sha256(path)} | {line.id: given[line.id] for line in gate.lines}


def gate_problems(place: Place, signatures: Sequence[Act]) -> Iterator[str]:
    """For ``verify``: the workbook of the reasons where it is no longer the one that was signed."""
    path = gate_path(place.outputs, place.period)
    for act in signatures:
        if (signed := act.reasons.get(BOOK)) is None:
            continue
        if not path.is_file():
            yield f"“{path.name}”被删去（“{act.role}”{act.name}签字时有）"
        elif file_sha256(path) != signed:
            yield f"“{path.name}”被改动，与“{act.role}”{act.name}签字时不同"


def refuse_signed(place: Place) -> None:
    """Refused where a signature stands for the present result: the reasons signed with it may not change."""
    state = state_of(place.period, read_register(place.outputs)[0], place.contents)
    if state.signatures:
        first = state.signatures[0]
        raise Refused(
            f"{place.period}已由“{first.role}”{first.name}签字，异动的说明已一并签过，不能再改；"
            "确要改动的，请后面的岗位拒签（xinchou sign --refuse），或重新运行后再签"
        )


def put_in_place(prepared: Path, path: Path) -> None:
    """Let a workbook written beside its place take it: the old one or the new one, never half of one."""
    durable.sync(prepared)
    os.replace(prepared, path)
    durable.sync(path.parent)


def is_reason(text: str) -> bool:
    """Whether something is said: blanks and dashes say nothing."""
    return any(character.isalnum() for character in text)


def reasons_of(path: Path) -> dict[str, str]:
    """Line → reason as the clerk filled them in, lines without one with an empty reason; Refused if unreadable."""
    return {line: reason for line, (reason, _) in filled_in(path).items()}


def filled_in(path: Path) -> dict[str, tuple[str, str]]:
    """Line → reason, and the earlier reason shown beside it."""
    cells = _cells(path)
    start = next((place for place, row in enumerate(cells) if ID in row and REASON in row), None)
    if start is None:
        raise Refused(
            f"“{path.name}”里找不到“{ID}”和“{REASON}”两栏；请不要改动表头，或删去该文件后重新运行 xinchou gate"
        )
    headings = cells[start]
    found: dict[str, tuple[str, str]] = {}
    for row in cells[start + 1 :]:
        line = dict(zip(headings, row, strict=False))
        told = (line.get(REASON, ""), line.get(BEFORE, ""))
        if line[ID] in found and found[line[ID]] != told:
            raise Refused(f"“{path.name}”里编号{line[ID]}写了两行，说明不同；请只留一行")
        if line[ID]:
            found[line[ID]] = told
    return found


def _cells(path: Path) -> list[list[str]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(path)
        rows = book.get_sheet_by_name(TAB if TAB in book.sheet_names else book.sheet_names[0]).to_python()
    except (CalamineError, ValueError, IndexError) as error:
        raise Refused(f"“{path.name}”打不开；请关闭正在使用它的程序，或移走该文件后重新运行 xinchou gate") from error
    return [["" if cell is None else " ".join(str(cell).split()) for cell in row] for row in rows]
