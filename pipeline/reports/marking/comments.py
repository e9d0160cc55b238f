"""The comments of a worksheet: added to those that are there, with the boxes Excel draws for them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from pipeline.reports.marking.grid import Grid, column_letters, without_control_characters
from pipeline.reports.marking.marks import LAST_COLUMN, Position
from pipeline.reports.marking.package import Element, Package

AUTHOR = "薪酬核算"
_AFTER_LEGACY = (
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
    "AlternateContent",
)  # fmt: skip
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_VML_NAMES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_EMPTY_DRAWING = (
    f'<xml {_VML_NAMES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
)
_SHAPE_TYPE = (
    f'<v:shapetype {_VML_NAMES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape {names} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;'
    'margin-top:2pt;width:260pt;height:90pt;z-index:{order};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


def add_comments(package: Package, part: str, grid: Grid, comments: Sequence[tuple[Position, str]]) -> None:
    """Add the comments to the worksheet ``part``; a cell that has a comment keeps it, ours comes after it."""
    name, root = _comments_part(package, part, grid)
    author = _author(root, grid)
    listed = root.find(grid.tag("commentList"))
    present = {comment.get("ref"): comment for comment in listed}
    boxes: list[tuple[Position, str]] = []
    for place, words in comments:
        address = f"{column_letters(place[1])}{place[0] + 1}"
        if address in present:
            _append_words(present[address].find(grid.tag("text")), grid, f"\n————\n{words}")
            continue
        comment = etree.SubElement(listed, grid.tag("comment"), ref=address, authorId=str(author))
        _append_words(etree.SubElement(comment, grid.tag("text")), grid, words)
        boxes.append((place, words))
    package.write_tree(name, root)
    _draw_boxes(package, part, grid, boxes)


def _comments_part(package: Package, part: str, grid: Grid) -> tuple[str, Element]:
    name = package.related(part, "comments")
    if name is not None:
        return name, package.tree(name)
    name = _new_name(package, "xl/commentsXC{}.xml")
    root = etree.Element(grid.tag("comments"), nsmap={None: grid.namespace})
    etree.SubElement(root, grid.tag("authors"))
    etree.SubElement(root, grid.tag("commentList"))
    package.write_tree(name, root)
    package.relate(part, "comments", name, _is_strict(grid))
    package.declare("PartName", f"/{name}", _COMMENTS_TYPE)
    return name, root


def _author(root: Element, grid: Grid) -> int:
    authors = root.find(grid.tag("authors"))
    names = [author.text for author in authors]
    if AUTHOR not in names:
        etree.SubElement(authors, grid.tag("author")).text = AUTHOR
        names.append(AUTHOR)
    return names.index(AUTHOR)


def _append_words(text: Element, grid: Grid, words: str) -> None:
    run = etree.Element(grid.tag("r"))
    properties = etree.SubElement(run, grid.tag("rPr"))
    etree.SubElement(properties, grid.tag("sz"), val="9")
    letters = etree.SubElement(run, grid.tag("t"))
    letters.text = without_control_characters(words)
    letters.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    after = {grid.tag("t"), grid.tag("r")}
    text.insert(sum(child.tag in after for child in text), run)


def _draw_boxes(package: Package, part: str, grid: Grid, boxes: Sequence[tuple[Position, str]]) -> None:
    """Add a hidden box for each new comment to the drawing of old that Excel wants for comments."""
    name = _drawing_part(package, part, grid)
    drawing = package.read(name)
    numbers = [int(number) for number in re.findall(rb"_x0000_s(\d+)", drawing)]
    first = max(numbers, default=1024) + 1
    shapes = "" if b'id="_x0000_t202"' in drawing else _SHAPE_TYPE
    shapes += "".join(_shape(place, words, first + index) for index, (place, words) in enumerate(boxes))
    head, close, tail = drawing.rpartition(b"</xml>")
    package.write(name, head + shapes.encode() + close + tail)


def _drawing_part(package: Package, part: str, grid: Grid) -> str:
    legacy = grid.root.find(grid.tag("legacyDrawing"))
    name = package.related(part, "vmlDrawing") if legacy is not None else None
    if name is not None:
        return name
    name = _new_name(package, "xl/drawings/vmlDrawingXC{}.vml")
    package.write(name, _EMPTY_DRAWING.encode())
    package.declare("Extension", "vml", _VML_TYPE)
    strict = _is_strict(grid)
    identity = package.relate(part, "vmlDrawing", name, strict)
    office = "http://purl.oclc.org/ooxml/officeDocument/relationships" if strict else (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships")  # fmt: skip
    drawing = etree.Element(grid.tag("legacyDrawing"), {f"{{{office}}}id": identity}, nsmap={"r": office})
    after = [child for child in grid.root if isinstance(child.tag, str)
             and etree.QName(child).localname in _AFTER_LEGACY]  # fmt: skip
    grid.root.insert(grid.root.index(after[0]) if after else len(grid.root), drawing)
    return name


def _shape(place: Position, words: str, number: int) -> str:
    row, column = place
    height = 2 + sum(1 + len(line) // 24 for line in words.split("\n"))
    left = min(column + 1, LAST_COLUMN - 4)
    anchor = f"{left}, 15, {max(row - 1, 0)}, 4, {left + 4}, 15, {max(row - 1, 0) + min(height, 30)}, 4"
    return _SHAPE.format(names=_VML_NAMES, number=number, order=number, anchor=anchor, row=row, column=column)


def _new_name(package: Package, pattern: str) -> str:
    number = 1
    while pattern.format(number) in package.names:
        number += 1
    return pattern.format(number)


def _is_strict(grid: Grid) -> bool:
    return "purl.oclc.org" in grid.namespace
