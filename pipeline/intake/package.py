"""The archive behind xlsx, xlsb and ods: bounded before anything is unpacked, packed anew if a part must change."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.findings import finding
from pipeline.intake.facts import Refused
from pipeline.intake.settings import IntakeSettings

MAX_ENTRIES = 10_000
SMALL_MB = 32
"""Below this size unpacked no ratio is suspicious: a sheet of equal cells compresses very well."""
_PIECE = 262_144
_NOT_READ = re.compile(
    r"(^|/)(docProps|customXml|theme|drawings|media|embeddings|charts|pivotCache|pivotTables|externalLinks|tables"
    r"|printerSettings|ctrlProps|activeX|queryTables|Pictures|Thumbnails|Configurations2|Object [^/]*)/"
    r"|(^|/)(vbaProject\.bin|settings\.xml|manifest\.rdf)$",
    re.IGNORECASE,
)
_PROLOG_END = re.compile(rb"<[A-Za-z_]")


@dataclass(frozen=True)
class Package:
    """An archive within the limits: its bytes, and its entries by name with forward slashes and no leading one."""

    data: bytes
    archive: zipfile.ZipFile
    entries: dict[str, zipfile.ZipInfo]
    name: str

    def part(self, part: str) -> bytes:
        """The bytes of a part, found regardless of case; empty if there is none."""
        entry = self.entries.get(part) or next(
            (entry for name, entry in self.entries.items() if name.lower() == part.lower()), None
        )
        return b"".join(self._pieces(part, entry)) if entry else b""

    def under(self, folder: str) -> list[str]:
        """The names of the parts of a folder."""
        return [name for name in self.entries if name.lower().startswith(folder.lower()) and not name.endswith("/")]

    def inspected(self, change: Callable[[str, Iterator[bytes]], bytes | None]) -> bytes:
        """The archive for the reader, every part looked through by ``change(name, pieces)``.

        ``change`` gives the part as it must be, or None if it may stay.
        """
        changed: dict[str, bytes] = {}
        for name, entry in self.entries.items():
            if name.endswith("/"):
                continue
            pieces = self._pieces(name, entry)
            if _NOT_READ.search(name):
                next(pieces, b"")
            elif (new := change(name, pieces)) is not None:
                changed[name] = new
        return self._repacked(changed) if changed else self.data

    def _repacked(self, changed: dict[str, bytes]) -> bytes:
        """A fresh archive with the changed parts; parts nobody reads stay out."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
            for name in self.entries:
                if not name.endswith("/") and not _NOT_READ.search(name):
                    copy.writestr(name, changed.pop(name) if name in changed else self.part(name))
        return target.getvalue()

    def _pieces(self, part: str, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """The bytes of a part as they are inflated; the first piece is looked through for declarations."""
        try:
            with self.archive.open(entry) as source:
                piece = source.read(_PIECE)
                self._refuse_declarations(part, piece)
                while piece:
                    yield piece
                    piece = source.read(_PIECE)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
            raise Refused(finding("F04", file=self.name, detail=f"部件“{entry.filename}”无法解压")) from None

    def _refuse_declarations(self, part: str, head: bytes) -> None:
        """Refuses document types and entities: they stand before the first element, and no workbook has any."""
        if not part.lower().endswith((".xml", ".rels", ".vml", ".rdf")) or not head:
            return
        if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head[:4]:
            raise Refused(finding("F09", file=self.name, part=part, detail="不是UTF-8编码"))
        start = _PROLOG_END.search(head)
        prolog = head[: start.start() if start else len(head)].upper()
        if b"<!DOCTYPE" in prolog or b"<!ENTITY" in prolog or (start is None and len(head) == _PIECE):
            raise Refused(finding("F09", file=self.name, part=part, detail="含有DTD或实体声明"))


def look_through(part: str, pieces: Iterator[bytes]) -> None:
    """For :meth:`Package.inspected`: inflating proves a part whole and free of declarations; nothing is changed."""
    for _ in pieces:
        pass


def open_package(data: bytes, name: str, settings: IntakeSettings) -> Package:
    """The archive, if it is whole and within the limits; nothing is unpacked for that."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, UnicodeDecodeError):
        raise Refused(finding("F04", file=name, detail="压缩结构不完整，多为下载、拷贝中断")) from None
    entries = archive.infolist()
    _refuse_size(entries, len(data), name, settings)
    named: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        part = entry.filename.replace("\\", "/").lstrip("/")
        if ".." in part.split("/") or ":" in part.split("/")[0]:
            raise Refused(finding("F13", file=name, part=entry.filename, detail="指向文件之外"))
        if part in named:
            raise Refused(finding("F13", file=name, part=entry.filename, detail="重复出现"))
        named[part] = entry
    return Package(data, archive, named, name)


def _refuse_size(entries: list[zipfile.ZipInfo], packed: int, name: str, settings: IntakeSettings) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    ratio = unpacked // max(1, packed)
    is_large = unpacked > settings.max_unpacked_mb << 20
    is_dense = unpacked > SMALL_MB << 20 and ratio > settings.max_ratio
    if is_large or is_dense or len(entries) > MAX_ENTRIES:
        raise Refused(
            finding(
                "F08",
                file=name,
                size=unpacked >> 20,
                ratio=ratio,
                entries=len(entries),
                limit=settings.max_unpacked_mb,
                max_ratio=settings.max_ratio,
                max_entries=MAX_ENTRIES,
            )
        )
