"""What changed between a superseded result and the one that replaced it: inputs, settings, and every figure.

Reads: ``run.json`` of both results and their 薪酬月报表 (of a quarter or year 考核项目 and 级别调整).
Writes: ``第NNN版_变更说明.xlsx``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from pipeline.archive.figures import Figure, Figures, read_figures
from pipeline.archive.record import file_sha256, read_record, verify_outputs

Row = tuple[Figure, ...]


@dataclass(frozen=True)
class Changes:
    """Causes (what went in differently) and effects (figures of persons), old beside new.

    ``causes`` rows: kind, name, old, new. ``figures`` rows: 工号, 姓名, column, old, new, difference.
    """

    period: str
    version: str
    causes: tuple[Row, ...]
    figures: tuple[Row, ...]
    remarks: tuple[str, ...]


def find_changes(version: Path, present: Path) -> Changes:
    """Compare a kept version with the result that replaced it."""
    old, new = read_record(version), read_record(present)
    old_figures, new_figures = read_figures(version), read_figures(present)
    report = "薪酬月报表" if "-" in str(new.get("period", "-")) else "考核结果"
    unread = [f"{name}的{report}无法读取，未比较人员数字。" for name, figures in
              ((version.name, old_figures), ("现行结果", new_figures)) if figures is None]  # fmt: skip
    return Changes(
        period=str(new.get("period", "")),
        version=version.name,
        causes=(*_by_hand(version, old), *_causes(old, new)),
        figures=() if unread else tuple(_figure_rows(old_figures or {}, new_figures or {})),
        remarks=tuple(unread),
    )


def _by_hand(version: Path, record: Mapping[str, Any]) -> Iterator[Row]:
    """The files of the version that were altered or removed after its run."""
    for name in verify_outputs(version):
        now = file_sha256(version / name)[:12] if (version / name).is_file() else "无"
        yield "结果文件被手工改动", name, now, record["outputs"][name][:12]


def _causes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Row]:
    for key, words in (("inputs", "输入文件"), ("results", "所用的结果")):
        yield from _file_rows(words, old.get(key, {}), new.get(key, {}))
    for key, words in (("configuration", "配置"), ("previous_ledger", "上期结转台账"), ("code", "程序版本")):
        if old.get(key) != new.get(key):
            yield words, "", *(_short(record.get(key)) for record in (old, new))
    old_totals, new_totals = old.get("totals", {}), new.get("totals", {})
    for name in sorted({*old_totals, *new_totals}):
        if old_totals.get(name) != new_totals.get(name):
            yield "合计", name, *(_amount(totals.get(name)) for totals in (old_totals, new_totals))


def _file_rows(words: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Row]:
    for name in sorted({*old, *new}):
        if name not in new:
            yield f"{words}减少", name, old[name][:12], ""
        elif name not in old:
            yield f"{words}增加", name, "", new[name][:12]
        elif old[name] != new[name]:
            yield f"{words}有改动", name, old[name][:12], new[name][:12]


def _short(value: object) -> str:
    """The first figures of a hash, with the name of what it is the hash of."""
    if isinstance(value, Mapping):
        return " ".join(str(part)[:12] if name == "sha256" else str(part) for name, part in sorted(value.items()))
    return str(value)[:12] if value else "无"


def _amount(text: str | None) -> Figure:
    try:
        return "" if text is None else Decimal(text)
    except InvalidOperation:
        return str(text)


def _figure_rows(old: Figures, new: Figures) -> Iterator[Row]:
    for employee in sorted({*old, *new}):
        before, after = old.get(employee, {}), new.get(employee, {})
        name = after.get("姓名", before.get("姓名", ""))
        for column in dict.fromkeys([*after, *before]):
            was, now = before.get(column, ""), after.get(column, "")
            if was != now:
                yield employee, name, column, was, now, _difference(was, now)


def _difference(was: Figure, now: Figure) -> Figure:
    """New less old where either is a figure; a person who was or is not in the report counts as nothing."""
    amounts = [Decimal(0) if value == "" else value for value in (was, now)]
    before, after = amounts
    return after - before if isinstance(before, Decimal) and isinstance(after, Decimal) else ""
