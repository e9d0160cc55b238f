"""Tells what a file is by its bytes; its name says nothing reliable."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

EXPORT_TABLE = "请打开后把其中的表格复制到Excel，另存为xlsx再放入；不是数据的，请移走"
TYPE_IN = "请向提供人索取表格文件，或照此录入Excel；不是数据的，请移走"
REMOVE = "请移走该文件；如应为数据，请向提供人重新索取"

FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "PDF文件", TYPE_IN),
    (b"\x89PNG", "图片", TYPE_IN),
    (b"\xff\xd8\xff", "图片", TYPE_IN),
    (b"GIF8", "图片", TYPE_IN),
    (b"BM", "图片", TYPE_IN),
    (b"II*\0", "图片", TYPE_IN),
    (b"MM\0*", "图片", TYPE_IN),
    (b"{\\rtf", "RTF文档", EXPORT_TABLE),
    (b"MZ", "程序", REMOVE),
    (b"\x7fELF", "程序", REMOVE),
    (b"SQLite format 3", "数据库", EXPORT_TABLE),
    (b"\0\x01\0\0Standard Jet DB", "Access数据库", EXPORT_TABLE),
    (b"\0\x01\0\0Standard ACE DB", "Access数据库", EXPORT_TABLE),
    (b"PAR1", "Parquet数据文件", EXPORT_TABLE),
)
"""First bytes, what the file is, what to do."""

ARCHIVES: tuple[tuple[bytes, str], ...] = (
    (b"Rar!\x1a\x07", "RAR"), (b"7z\xbc\xaf\x27\x1c", "7z"), (b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
)  # fmt: skip
OLD_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")

OFFICE_FOLDERS = (
    ("word/", "Word文档", EXPORT_TABLE), ("ppt/", "演示文稿", TYPE_IN), ("visio/", "Visio图", TYPE_IN),
    ("ofd.xml", "OFD版式文件", TYPE_IN),
)  # fmt: skip
OLE_STREAMS = (
    ("worddocument", "Word文档", EXPORT_TABLE), ("powerpoint document", "演示文稿", TYPE_IN),
    ("__properties_version1.0", "Outlook邮件", "请打开邮件，把附件中的表格文件另存到本文件夹"),
    ("visiodocument", "Visio图", TYPE_IN),
)  # fmt: skip

_SYSTEM_NAMES = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"})
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta|style|div|script|title|center|font)\b", re.I)


def is_system_file(name: str) -> bool:
    """Whether the operating system left the file (``.DS_Store``, ``Thumbs.db``): listed, read by nobody, no finding."""
    path = PurePosixPath(name)
    return path.name.lower() in _SYSTEM_NAMES or any(
        step.startswith(".") or step == "__MACOSX" for step in path.parts if step not in (".", "..")
    )


def is_lock_file(name: str, size: int) -> bool:
    """Whether Excel or WPS left the file while a workbook is open: ``~$考勤.xlsx``, far below a kilobyte."""
    return PurePosixPath(name).name.startswith(("~$", ".~")) and size < 4096


def foreign(head: bytes) -> tuple[str, str] | None:
    """What a file that is no table is, and what to do with it."""
    for start, kind, action in FOREIGN:
        if head.startswith(start):
            return kind, action
    if head[4:8] == b"ftyp":
        return "图片或视频", TYPE_IN
    if head[:4] == b"RIFF":
        return "图片或音视频", TYPE_IN
    return None


def archive_kind(head: bytes) -> str:
    """The kind of an archive other than zip, or ""."""
    return next((kind for start, kind in ARCHIVES if head.startswith(start)), "")


def text_format(text: str) -> tuple[str, str]:
    """What a text holds: ("csv", ""), ("html", ""), ("other", its name) or ("table", name of a format to convert)."""
    head = text[:4096].lstrip("\ufeff \t\r\n")
    if "urn:schemas-microsoft-com:office:spreadsheet" in head and not _HTML.search(head):
        return "table", "XML电子表格2003"
    if head.startswith("ID;P"):
        return "table", "SYLK"
    if head.startswith(("MIME-Version:", "From: <Saved by")):
        return "table", "单个文件网页（MHTML）"
    if "urn:oasis:names:tc:opendocument" in head and head.startswith("<?xml"):
        return "table", "单文件OpenDocument"
    if head.startswith("<") and _HTML.search(head):
        return "html", ""
    if head.startswith("<?xml"):
        return "other", "XML文件"
    if head.startswith(("{", "[")) and re.match(r"[\[{]\s*[\"{\[]", head):
        return "other", "JSON文件"
    return "csv", ""
