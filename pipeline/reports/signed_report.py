"""The pay report with its signatures: the report's own bytes, only the cells of the sign-off block filled.

No part but that sheet is touched, and of the sheet only those cells; the changed part is stored, not packed, so that
anyone makes the same bytes from the same report and the same signatures.

Scheme: 指引第十五条 (the signatures under 《营业部客户经理薪酬月报表》).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from io import BytesIO

SHEET = "薪酬月报表"
_WORDS = "xl/sharedStrings.xml"
_BOOK = "xl/workbook.xml"
_WORD_CELL = re.compile(rb'<c r="([A-Z]+)[0-9]+"(?: s="[0-9]+")? t="s"><v>([0-9]+)</v></c>')
_MOMENT = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9:]{8})")
_NOT_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


class NoBlock(Exception):
    """The workbook has no place for this signature; the text is the role."""


@dataclass(frozen=True)
class Signature:
    """One signature as the sheet shows it: whose, when (ISO 8601), and the first digits of its fingerprint."""

    role: str
    name: str
    at: str
    fingerprint: str

    @property
    def lines(self) -> tuple[str, str]:
        """What stands in the two cells under the role."""
        found = _MOMENT.match(self.at)
        day = "{}年{}月{}日 {}".format(*found.groups()) if found else self.at
        return f"姓名：{self.name}　　签字指纹：{self.fingerprint}", f"日期：{day}"


def signed_report(report: bytes, signatures: Sequence[Signature]) -> bytes:
    """The report with these signatures; NoBlock where it has no place for one of them."""
    with zipfile.ZipFile(BytesIO(report)) as archive:
        try:
            part = _sheet_part(archive.read(_BOOK))
            sheet, words = archive.read(part), _shared_words(archive.read(_WORDS))
        except KeyError:
            raise NoBlock(SHEET) from None
    return _with_part(report, part, _filled(sheet, words, signatures))


def _sheet_part(book: bytes) -> str:
    """The part of the sheet: our workbooks number their parts in the order of the sheets."""
    names = [unescape(name.decode()) for name in re.findall(rb'<sheet name="([^"]*)"', book)]
    if SHEET not in names:
        raise NoBlock(SHEET)
    return f"xl/worksheets/sheet{names.index(SHEET) + 1}.xml"


def _shared_words(text: bytes) -> list[str]:
    items = re.findall(rb"<si>(.*?)</si>", text, re.DOTALL)
    return [unescape(re.sub(rb"<[^>]*>", b"", item).decode()) for item in items]


def _filled(sheet: bytes, words: Sequence[str], signatures: Sequence[Signature]) -> bytes:
    """The sheet with every signature in the two cells below its role."""
    start, row, columns = _block(sheet, words, [one.role for one in signatures])
    above, block = sheet[:start], sheet[start:]
    for one in signatures:
        for line, text in enumerate(one.lines, 1):
            address = f"{columns[one.role]}{row + line}"
            block, count = _cell(address).subn(_inline(text), block)
            if count != 1:
                raise NoBlock(one.role)
    return above + block


def _block(sheet: bytes, words: Sequence[str], roles: Sequence[str]) -> tuple[int, int, Mapping[str, str]]:
    """Where the row begins that names the roles, the last that does, its number, and the column of each role."""
    for start, row, cells in _rows_from_the_end(sheet):
        columns = {words[place]: column for column, place in cells if place < len(words)}
        if roles and all(role in columns for role in roles):
            return start, row, columns
    raise NoBlock("、".join(roles))


def _rows_from_the_end(sheet: bytes) -> Iterator[tuple[int, int, list[tuple[str, int]]]]:
    """Every row: where it begins, its number, the columns of its words and their places among the shared ones."""
    end = len(sheet)
    while (start := sheet.rfind(b'<row r="', 0, end)) >= 0:
        row = sheet[start:end]
        cells = [(column.decode(), int(place)) for column, place in _WORD_CELL.findall(row)]
        yield start, int(row[8 : row.index(b'"', 8)]), cells
        end = start


def _cell(address: str) -> re.Pattern[bytes]:
    return re.compile(rb'(<c r="%b"(?: s="[0-9]+")?) t="s"><v>[0-9]+</v></c>' % address.encode())


def _inline(text: str) -> bytes:
    """What replaces the cell: its style stays, its word stands in it."""
    words = escape(_NOT_XML.sub("�", text), quote=False).replace("\\", r"\\").encode()
    return rb'\g<1> t="inlineStr"><is><t xml:space="preserve">' + words + b"</t></is></c>"


def _with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The archive with one part replaced; every other keeps its packed bytes and its place."""
    source, target = zipfile.ZipFile(BytesIO(data)), BytesIO()
    parts = sorted(source.infolist(), key=lambda part: part.header_offset)
    ends = [*(part.header_offset for part in parts[1:]), source.start_dir]
    with zipfile.ZipFile(target, "w") as made:
        for part, end in zip(parts, ends, strict=True):
            if part.filename == name:
                made.writestr(_stored(part), content, zipfile.ZIP_STORED)
                continue
            start = made.start_dir
            target.seek(start)
            target.write(data[part.header_offset : end])
            part.header_offset, made.start_dir = start, target.tell()
            made.filelist.append(part)
            made.NameToInfo[part.filename] = part
    return target.getvalue()


def _stored(part: zipfile.ZipInfo) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(part.filename, part.date_time)
    made.create_system, made.external_attr = part.create_system, part.external_attr
    return made
