"""The order in which findings are told: what stops first, then by place as a person counts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.findings import Finding

SortKey = tuple[object, ...]


def sorted_findings(findings: Iterable[Finding]) -> list[Finding]:
    """阻断 before 提醒, then file, sheet and cell in natural order, then code and words; repeats only once."""
    return sorted(dict.fromkeys(findings), key=_key)


def natural(text: str) -> tuple[tuple[bool, int, str], ...]:
    """A key that puts 第2页 before 第10页, and 9月 before both."""
    parts = re.findall(r"\d+|\D+", text)
    return tuple((not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts)


def cell_position(cell: str) -> tuple[int, int] | None:
    """Zero-based row and column of an A1 address (the first cell of a range); None for anything else."""
    match = re.match(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})(?!\d)", cell)
    if not match:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    return (row - 1, column - 1) if column <= 16_384 and row <= 1_048_576 else None


def _key(finding: Finding) -> SortKey:
    position = cell_position(finding.cell) or (-1, -1)
    words = (finding.code, finding.column, finding.value, finding.message)
    return (not finding.stops, natural(finding.file), natural(finding.sheet), position, finding.cell, *words)
