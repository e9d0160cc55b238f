"""An xlsx file as its parts: read, changed part by part, written again with fixed dates."""

from __future__ import annotations

import posixpath
import zipfile
from io import BytesIO
from typing import Any

from lxml import etree

Element = Any
"""An lxml element (the library has no types)."""

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_DATE = (1980, 1, 1, 0, 0, 0)
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class NotMarkable(Exception):
    """The file is built in a way that cannot be marked; it gets no copy."""


class Package:
    """The parts of one workbook; parts not touched keep their bytes."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(BytesIO(data))
        self._changed: dict[str, bytes] = {}
        self.names = [info.filename for info in self._archive.infolist()]

    def read(self, name: str) -> bytes:
        """The bytes of a part; raises KeyError if there is none."""
        return self._changed[name] if name in self._changed else self._archive.read(name)

    def size(self, name: str) -> int:
        """The unpacked size of a part."""
        return self._archive.getinfo(name).file_size

    def write(self, name: str, data: bytes) -> None:
        """Replace or add a part."""
        if name not in self.names:
            self.names.append(name)
        self._changed[name] = data

    def tree(self, name: str) -> Element:
        """A part as an element tree; entities are never resolved."""
        return parse(self.read(name))

    def write_tree(self, name: str, root: Element) -> None:
        """Replace or add a part from an element tree."""
        self.write(name, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))

    def to_bytes(self) -> bytes:
        """The whole file; the same parts give the same bytes."""
        target = BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in dict.fromkeys(self.names):
                info = zipfile.ZipInfo(name, _DATE)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, self.read(name))
        return target.getvalue()

    def related(self, part: str, kind: str) -> str | None:
        """The first part that ``part`` relates to by this kind (``comments``, ``styles`` …)."""
        for relation in self.relations(part):
            if relation.get("Type", "").endswith(f"/{kind}"):
                return resolve(part, relation.get("Target"))
        return None

    def relations(self, part: str) -> Element:
        """The relations of a part as a tree; an empty one if it has none."""
        name = relations_name(part)
        return self.tree(name) if name in self.names else etree.Element(f"{{{RELATIONSHIPS}}}Relationships")

    def relate(self, part: str, kind: str, target: str, strict: bool) -> str:
        """Add a relation to another part; returns its id."""
        root = self.relations(part)
        taken = {relation.get("Id") for relation in root}
        number = next(number for number in range(1, len(taken) + 2) if f"rIdXC{number}" not in taken)
        relation = etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship")
        relation.set("Id", f"rIdXC{number}")
        relation.set("Type", f"{_STRICT if strict else _TRANSITIONAL}/{kind}")
        relation.set("Target", f"/{target}")
        self.write_tree(relations_name(part), root)
        return f"rIdXC{number}"

    def declare(self, attribute: str, value: str, content_type: str) -> None:
        """Add a content type for a part (``PartName``) or an extension (``Extension``), if it has none."""
        root = self.tree("[Content_Types].xml")
        if any(entry.get(attribute, "").lower() == value.lower() for entry in root):
            return
        tag = "Override" if attribute == "PartName" else "Default"
        entry = etree.Element(f"{{{CONTENT_TYPES}}}{tag}")
        entry.set(attribute, value)
        entry.set("ContentType", content_type)
        root.insert(len(root) if tag == "Override" else 0, entry)
        self.write_tree("[Content_Types].xml", root)


def parse(data: bytes) -> Element:
    """An element tree, without resolving entities or reaching for other documents."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    return etree.fromstring(data, parser)


def relations_name(part: str) -> str:
    """Where the relations of a part stand."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def resolve(part: str, target: str) -> str:
    """The name of the part that a relation of ``part`` points to."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
