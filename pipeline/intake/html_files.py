"""Reads the tables of a web page, which many systems export under the name ``.xls``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.findings import finding
from pipeline.intake.facts import Refused, too_large
from pipeline.intake.raw import Span
from pipeline.intake.text_files import without_controls

_BLOCKS = frozenset({"p", "div", "li", "tr"})
_NO_TEXT = frozenset({"script", "style", "head"})
_SPACES = re.compile(r"[ \t\r\n\f]+")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_SHEET_NAMES = re.compile(r"<x:Name>([^<]*)</x:Name>", re.IGNORECASE)
MAX_SPAN = 1000
COPY_TABLE = "请在浏览器中打开，把表格复制到Excel，另存为xlsx再放入"


@dataclass
class HtmlTable:
    """One table of a page, spread over a grid: a merged cell stands in its first place."""

    name: str
    rows: list[list[str]] = field(default_factory=list)
    merged: list[Span] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)


def tables_of_page(text: str, name: str, max_cells: int) -> list[HtmlTable]:
    """The tables of the page that hold no table themselves; refused if there is none or the page is broken off."""
    root = _parsed(text, name)
    found = [table for table in root.iter("table") if _is_innermost(table)]
    if not found:
        raise Refused(finding("F06", file=name, kind="没有表格的网页", action=COPY_TABLE))
    names = _SHEET_NAMES.findall(text)
    titles = names if len(names) == len(found) else [f"表{number}" for number in range(1, len(found) + 1)]
    return [_grid(table, title, name, max_cells) for table, title in zip(found, titles, strict=True)]


def _is_innermost(table: Any) -> bool:
    """Whether the table has rows and no table within: the outer ones only lay out the page."""
    return table.find(".//table") is None and table.find(".//tr") is not None


def _parsed(text: str, name: str) -> Any:
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(_DECLARATION.sub("", text, count=1).replace("\0", "").encode("utf-8", "replace"), parser)
    if root is None or any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise Refused(finding("F04", file=name, detail="网页内容无法解析"))
    return root


def _grid(table: Any, title: str, file: str, max_cells: int) -> HtmlTable:
    grid = HtmlTable(title)
    taken: dict[tuple[int, int], bool] = {}
    width = 0
    for row, line in enumerate(table.iter("tr")):
        cells: list[str] = []
        for element in line:
            if element.tag not in ("td", "th"):
                continue
            while taken.pop((row, len(cells)), False):
                cells.append("")
            down, right = _span(element, "rowspan"), _span(element, "colspan")
            _merge(grid, taken, (row, len(cells), down, right))
            cells.extend([_cell_text(element), *[""] * (right - 1)])
        grid.rows.append(cells)
        if "display:none" in line.get("style", "").replace(" ", "").lower():
            grid.hidden_rows.add(row)
        width = max(width, len(cells))
        if width * len(grid.rows) > max_cells:
            raise too_large(file, title, (len(grid.rows), width), max_cells)
    return _squared(grid, width)


def _merge(grid: HtmlTable, taken: dict[tuple[int, int], bool], area: tuple[int, int, int, int]) -> None:
    """Note a merged area and take its places in the rows below."""
    row, column, down, right = area
    if down == 1 and right == 1:
        return
    grid.merged.append((row, column, row + down - 1, column + right - 1))
    taken.update({(row + below, column + beside): True for below in range(1, down) for beside in range(right)})


def _squared(grid: HtmlTable, width: int) -> HtmlTable:
    """Every row as wide as the widest; merged areas end where the table ends."""
    for cells in grid.rows:
        cells.extend([""] * (width - len(cells)))
    last = len(grid.rows) - 1
    grid.merged = [(top, left, min(bottom, last), right) for top, left, bottom, right in grid.merged]
    return grid


def _span(element: Any, attribute: str) -> int:
    value = element.get(attribute, "").strip()
    return min(MAX_SPAN, max(1, int(value))) if value.isdigit() and len(value) < 9 else 1


def _cell_text(element: Any) -> str:
    """The text as a browser shows it; Excel keeps the exact figure of a rounded display in ``x:num``."""
    exact = element.get("x:num") or element.get("num")
    if exact:
        return str(exact).strip()
    lines = "".join(_pieces(element)).split("\v")
    text = "\n".join(_SPACES.sub(" ", line).replace("\xa0", " ").strip() for line in lines)
    return without_controls(text.strip("\n"))


def _pieces(element: Any) -> Iterator[str]:
    """The texts in order; a vertical tab stands for a line break."""
    if element.tag in _NO_TEXT:
        return
    if element.tag == "br":
        yield "\v"
    yield (element.text or "").replace("\v", "")
    for child in element:
        if child.tag in _BLOCKS:
            yield "\v"
        if isinstance(child.tag, str):
            yield from _pieces(child)
        yield (child.tail or "").replace("\v", "")
