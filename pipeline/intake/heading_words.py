"""A heading as it is compared: without white space, brackets and remarks, apart from the unit it states."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from pipeline.intake.raw import Cell, CellError

UNITS = {
    "元": "元", "人民币元": "元", "人民币": "元", "rmb": "元", "cny": "元", "¥": "元", "万元": "万元", "万": "万元",
    "亿元": "亿元", "亿": "亿元", "千元": "千元", "百元": "百元", "%": "%", "百分比": "%", "百分数": "%",
    "天": "天", "日": "天", "次": "次", "小时": "小时", "时": "小时", "分钟": "分钟", "分": "分",
    "户": "户", "笔": "笔", "人": "人", "h": "小时", "min": "分钟",
}  # fmt: skip
REMARKS = ("必填", "选填", "可空", "非必填", "必输", "可选", "*")
_BRACKETS = re.compile(r"[(\[【〔{](?:单位:?)?([^()\[\]【】〔〕{}]*)[)\]】〕}]")
_SLASHED = re.compile(r"[/_](万元|亿元|千元|元|天|次|小时|分钟|%)$")


@dataclass(frozen=True)
class Heading:
    """One heading as compared: its words without white space, brackets and unit, and the unit it stated."""

    text: str
    unit: str = ""


def plain(cell: Cell) -> str:
    """The words of a cell without white space, half width; empty for an error cell."""
    if cell == "" or isinstance(cell, CellError):
        return ""
    return "".join(unicodedata.normalize("NFKC", str(cell)).split()).replace("\u200b", "").replace("\ufeff", "")


def heading(cell: Cell) -> Heading:
    """The heading a cell holds: ``总资产（万元）`` is 总资产 in 万元."""
    return _heading(cell) if type(cell) is str else Heading(plain(cell))


@cache
def _heading(text: str) -> Heading:
    words, unit = plain(text).strip("*:"), ""
    for match in _BRACKETS.finditer(words):
        inner = match[1].lower()
        if inner in UNITS or inner in REMARKS:
            unit = UNITS.get(inner, unit)
            words = words.replace(match[0], "")
    slashed = _SLASHED.search(words)
    if slashed:
        words, unit = words[: slashed.start()], UNITS[slashed[1]]
    return Heading(words.strip("*:"), unit)
