"""Builds, byte by byte, the workbooks that writing libraries refuse to write."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these parts, in this order."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue()


def xlsx(
    rows: str = ONE,
    *,
    before: str = "",
    after: str = "",
    book: str = "",
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A workbook of one sheet ``甲`` with this XML in, before and after its data; ``parts`` are added or replaced."""
    sheet = f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    return zipped(
        {
            "[Content_Types].xml": f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
            f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{BOOK_TYPE}"/></Types>',
            "_rels/.rels": _relations("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{book}<sheets>'
            '<sheet name="甲" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": _relations("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": DECLARATION + sheet,
            **(parts or {}),
        }
    )


def _relations(kind: str, target: str) -> str:
    return (
        f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )


def ods(table: str, mimetype: str = ODS_TYPE, manifest: str = "") -> bytes:
    """An ods of one sheet ``甲`` with this XML inside."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    return zipped(
        {
            "mimetype": mimetype,
            "content.xml": f'{DECLARATION}<office:document-content {names} xmlns:calcext="urn:calcext">'
            f'<office:body><office:spreadsheet><table:table table:name="甲">{table}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
            "META-INF/manifest.xml": DECLARATION
            + '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            + f"{manifest}</manifest:manifest>",
        }
    )


def _record(kind: int, body: bytes = b"") -> bytes:
    """One record of an xlsb."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + bytes([len(body)]) + body


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(cells: bytes, date1904: bool = False) -> bytes:
    """An xlsb of one sheet ``甲`` with these records between its data marks."""
    book = _record(131) + _record(153, struct.pack("<III", int(date1904), 0, 0))
    book += _record(143) + _record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("甲")) + _record(144)
    sheet = _record(129) + _record(148, bytes(16)) + xlsb_hidden_column(2) + _record(145) + cells + _record(146)
    return zipped(
        {
            "[Content_Types].xml": f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types"/>',
            "_rels/.rels": _relations("officeDocument", "xl/workbook.bin"),
            "xl/workbook.bin": book + _record(132),
            "xl/_rels/workbook.bin.rels": _relations("worksheet", "worksheets/sheet1.bin"),
            "xl/worksheets/sheet1.bin": sheet + _record(130),
        }
    )


def xlsb_row(row: int, *cells: bytes, hidden: bool = False) -> bytes:
    """A row of an xlsb and its cells."""
    flags = 0x10 if hidden else 0
    return _record(0, struct.pack("<IIHBBB", row, 0, 300, 0, flags, 0) + struct.pack("<I", 0)) + b"".join(cells)


def xlsb_number(column: int, value: float) -> bytes:
    """A number cell of an xlsb."""
    return _record(5, struct.pack("<IId", column, 0, value))


def xlsb_error(column: int, code: int) -> bytes:
    """An error cell of an xlsb."""
    return _record(3, struct.pack("<IIB", column, 0, code))


def xlsb_text(column: int, text: str) -> bytes:
    """A text cell of an xlsb."""
    return _record(6, struct.pack("<II", column, 0) + _wide(text))


def xlsb_hidden_column(column: int) -> bytes:
    """The definition of one hidden column of an xlsb."""
    return _record(134) + _record(60, struct.pack("<IIIIH", column, column, 2304, 0, 1)) + _record(135)


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file (the container of xls and doc) with these streams at its top, each padded to 4096 bytes."""
    bodies = [body + bytes(max(4096, -(-len(body) // 512) * 512) - len(body)) for body in streams.values()]
    directory_sectors = -(-(len(streams) + 1) // 4)
    chain = [0xFFFFFFFD, *range(2, directory_sectors + 1), 0xFFFFFFFE]
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    for number, (name, body) in enumerate(zip(streams, bodies, strict=True), 1):
        first = len(chain)
        chain += [*range(first + 1, first + len(body) // 512), 0xFFFFFFFE]
        following = number + 1 if number < len(streams) else 0xFFFFFFFF
        entries.append(_entry(name, 2, first, len(body), right=following))
    directory = b"".join(entries).ljust(512 * directory_sectors, b"\0")
    table = b"".join(struct.pack("<I", sector) for sector in chain).ljust(512, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<9I", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0) + b"\xff" * 432
    return head + table + directory + b"".join(bodies)


def _entry(name: str, kind: int, first: int, size: int, *, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    entry = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, 0xFFFFFFFF, right, child)
    return entry + bytes(36) + struct.pack("<IQ", first, size)
