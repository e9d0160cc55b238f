"""Decides whether a file may reach a reader, and what it is: by its bytes, within limits, before anything opens it.

Readers of workbooks abort the process on some files and read others wrongly without a word; the gate keeps the first
away and learns what the second would lose (error cells, formulas without value, hidden areas).
"""

from __future__ import annotations

import io
import struct
from dataclasses import replace
from pathlib import Path, PurePosixPath
from xml.parsers import expat

from pipeline.findings import Finding, finding
from pipeline.intake import ods_parts, sniff, text_files, xls_records
from pipeline.intake.facts import BookFacts, Refused, too_large
from pipeline.intake.package import Package, look_through, open_package
from pipeline.intake.passwords import decrypted
from pipeline.intake.settings import IntakeSettings
from pipeline.intake.xlsx_book import inspect_xlsb, inspect_xlsx

SYSTEM_FILE = "系统文件"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def inspect(path: Path, name: str, settings: IntakeSettings) -> list[Finding]:
    """What there is to say about the file before it is read."""
    try:
        return list(admit(path, name, settings).notices)
    except Refused as refused:
        return [refused.finding]


def admit(path: Path, name: str, settings: IntakeSettings) -> BookFacts:
    """The facts of a file that may be read (``format`` says how); Refused for every other."""
    if sniff.is_system_file(name) and not sniff.is_lock_file(name, 0):
        return BookFacts(SYSTEM_FILE, b"")
    data = _bytes(path, name, settings)
    try:
        facts = _known(data, name, settings)
    except (ValueError, IndexError, struct.error):
        raise Refused(finding("F04", file=name, detail="内部记录有误")) from None
    for sheet in facts.sheets:
        if sheet.height * sheet.width > settings.max_cells:
            raise too_large(name, sheet.name, (sheet.height, sheet.width), settings.max_cells)
    return facts


def _bytes(path: Path, name: str, settings: IntakeSettings) -> bytes:
    try:
        size = path.stat().st_size
        if sniff.is_lock_file(name, size):
            book = PurePosixPath(name).name.removeprefix("~$").removeprefix(".~")
            raise Refused(finding("F02", file=name, book=book))
        if size > settings.max_file_mb << 20:
            raise Refused(finding("F03", file=name, size=-(-size >> 20), limit=settings.max_file_mb))
        return path.read_bytes()
    except OSError as error:
        raise Refused(finding("F19", file=name, detail=_reason(error))) from None


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "没有权限或被占用"
    return "文件已不在原处" if isinstance(error, FileNotFoundError) else "读取出错"


def _known(data: bytes, name: str, settings: IntakeSettings) -> BookFacts:
    """The facts by the kind of the first bytes."""
    if not data:
        raise Refused(finding("F01", file=name))
    if data.startswith((sniff.ZIP, sniff.EMPTY_ZIP)):
        return _zip_facts(data, name, settings)
    if data.startswith(sniff.OLE):
        return _ole_facts(data, name, settings)
    if kind := sniff.archive_kind(data[:16]):
        raise Refused(finding("F07", file=name, kind=kind))
    if data.startswith(sniff.OLD_EXCEL):
        raise Refused(finding("F16", file=name, kind="Excel 4.0及更早版本", program="Excel"))
    if strange := sniff.foreign(data[:64]):
        raise Refused(finding("F06", file=name, kind=strange[0], action=strange[1]))
    return _text_facts(data, name)


def _zip_facts(data: bytes, name: str, settings: IntakeSettings) -> BookFacts:
    package = open_package(data, name, settings)
    spelt = {part.lower() for part in package.entries}
    if any(entry.flag_bits & 1 for entry in package.entries.values()):
        raise Refused(finding("F07", file=name, kind="加密的zip"))
    if "xl/workbook.xml" in spelt:
        return inspect_xlsx(package, settings)
    if "xl/workbook.bin" in spelt:
        return inspect_xlsb(package, settings)
    if "content.xml" in spelt and package.part("mimetype").decode("latin-1").startswith(ODS_TYPE):
        return _ods_facts(package)
    raise Refused(_strange_zip(spelt, name))


def _strange_zip(spelt: set[str], name: str) -> Finding:
    for folder, kind, action in sniff.OFFICE_FOLDERS:
        if any(part.startswith(folder) for part in spelt):
            return finding("F06", file=name, kind=kind, action=action)
    if any(part.endswith(".iwa") or part == "index.zip" for part in spelt):
        return finding("F16", file=name, kind="苹果Numbers", program="Numbers")
    if {"content.xml", "mimetype"} <= spelt:
        return finding("F06", file=name, kind="OpenDocument文档", action=sniff.EXPORT_TABLE)
    return finding("F07", file=name, kind="zip")


def _ods_facts(package: Package) -> BookFacts:
    if b"encryption-data" in package.part("META-INF/manifest.xml"):
        raise Refused(finding("F05", file=package.name, tried="ods文件的密码无法配置"))
    data = package.inspected(look_through)
    content = package.part("content.xml")
    _refuse_broken_xml(content, package.name)
    notices = []
    if package.under("Basic/") or package.under("Scripts/"):
        notices.append(finding("F12", file=package.name))
    sheets = ods_parts.sheets_facts(content)
    return BookFacts("ods", data, tuple(sheets), notices=tuple(notices))


def _refuse_broken_xml(content: bytes, name: str) -> None:
    """The reader of ods never comes back from some broken XML."""
    try:
        expat.ParserCreate().Parse(content, True)
    except expat.ExpatError:
        raise Refused(finding("F04", file=name, detail="部件“content.xml”无法解析")) from None


def _ole_facts(data: bytes, name: str, settings: IntakeSettings) -> BookFacts:
    streams, book = _ole_streams(data, name)
    if "encryptedpackage" in streams:
        return _known(decrypted(data, name, settings), name, settings)
    for stream, kind, action in sniff.OLE_STREAMS:
        if stream in streams:
            raise Refused(finding("F06", file=name, kind=kind, action=action))
    if not book:
        raise Refused(finding("F06", file=name, kind="无法识别的Office文件", action=sniff.EXPORT_TABLE))
    facts = xls_records.book_facts(book)
    if facts.is_encrypted:
        return _ole_facts(decrypted(data, name, settings), name, settings)
    has_macros = facts.has_macro_sheets or "_vba_project_cur" in streams
    notices = (finding("F12", file=name),) if has_macros else ()
    return BookFacts("xls", data, facts.sheets, facts.date1904, notices)


def _ole_streams(data: bytes, name: str) -> tuple[set[str], bytes]:
    """The names at the top of a compound file in small letters, and the bytes of its workbook if it has one."""
    import olefile  # type: ignore[import-untyped]

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as compound:
            names = {path[0].lower(): path for path in compound.listdir()}
            path = names.get("workbook") or names.get("book")
            return set(names), compound.openstream(path).read() if path else b""
    except Exception:  # olefile raises whatever a broken chain of sectors makes it stumble over.
        raise Refused(finding("F04", file=name, detail="复合文档结构不完整，多为下载、拷贝中断")) from None


def _text_facts(data: bytes, name: str) -> BookFacts:
    text = text_files.decoded(data)
    if text is None:
        raise Refused(finding("F06", file=name, kind="无法识别的文件", action=sniff.REMOVE))
    kind, label = sniff.text_format(text)
    if kind == "table":
        raise Refused(finding("F16", file=name, kind=label, program="Excel"))
    if kind == "other":
        raise Refused(finding("F06", file=name, kind=label, action=sniff.EXPORT_TABLE))
    notices = tuple(text_files.garbled(text, name))
    return replace(BookFacts(kind, text.encode("utf-8", "replace")), notices=notices)
