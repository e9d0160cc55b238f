"""Cell styles of a marked workbook: each style in use once more with the fill of its level."""

from __future__ import annotations

import copy

from lxml import etree

from pipeline.reports.finding_formats import NOTICE_FILL, STOP_FILL
from pipeline.reports.marking.package import Element, parse

_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs")
_MINIMAL = (
    '<styleSheet xmlns="{ns}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf xfId="0"/></cellXfs></styleSheet>'
)


class Styles:
    """The style sheet; hands out the index of a coloured twin of any style."""

    def __init__(self, data: bytes | None, namespace: str) -> None:
        self.root: Element = parse(data if data is not None else _MINIMAL.format(ns=namespace).encode())
        self._ns = namespace
        self._formats = self._section("cellXfs")
        if not len(self._formats):
            etree.SubElement(self._formats, self._tag("xf"))
        self._fills = {True: self._add_fill(STOP_FILL), False: self._add_fill(NOTICE_FILL)}
        self._twins: dict[tuple[int, bool], int] = {}

    def coloured(self, style: int, stops: bool) -> int:
        """The style with the fill of the level and everything else as it was."""
        if (style, stops) not in self._twins:
            twin = self._copy(style)
            self._fill(twin, stops)
            self._twins[style, stops] = self._append(twin)
        return self._twins[style, stops]

    def reason(self) -> int:
        """The style of the 错误原因 column: plain text."""
        return self._append(self._text())

    def heading(self) -> int:
        """The style of the heading of the 错误原因 column."""
        style = self._text()
        self._fill(style, stops=True)
        return self._append(style)

    def _text(self) -> Element:
        style = etree.Element(self._tag("xf"), numFmtId="49", fontId="0", fillId="0", borderId="0")
        style.set("applyNumberFormat", "1")
        return style

    def _fill(self, style: Element, stops: bool) -> None:
        style.set("fillId", str(self._fills[stops]))
        style.set("applyFill", "1")

    def _copy(self, style: int) -> Element:
        return copy.deepcopy(self._formats[style if style < len(self._formats) else 0])

    def _append(self, style: Element) -> int:
        self._formats.append(style)
        self._formats.set("count", str(len(self._formats)))
        return len(self._formats) - 1

    def _add_fill(self, colour: str) -> int:
        fills = self._section("fills")
        pattern = etree.SubElement(etree.SubElement(fills, self._tag("fill")), self._tag("patternFill"))
        pattern.set("patternType", "solid")
        etree.SubElement(pattern, self._tag("fgColor"), rgb=f"FF{colour}")
        etree.SubElement(pattern, self._tag("bgColor"), indexed="64")
        fills.set("count", str(len(fills)))
        return len(fills) - 1

    def _section(self, name: str) -> Element:
        """The section of the style sheet, made at its place if it is missing."""
        found = self.root.find(self._tag(name))
        if found is not None:
            return found
        before = {self._tag(other) for other in _ORDER[: _ORDER.index(name)]}
        place = sum(child.tag in before for child in self.root)
        section = etree.Element(self._tag(name))
        self.root.insert(place, section)
        return section

    def _tag(self, name: str) -> str:
        return f"{{{self._ns}}}{name}"
