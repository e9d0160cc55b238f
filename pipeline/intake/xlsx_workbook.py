"""Reads in the directory of an xlsx which sheets it has, where they lie and how its dates count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree


@dataclass(frozen=True)
class SheetPart:
    """A sheet as the workbook part names it, and the part that holds it."""

    name: str
    part: str


def relation_targets(relations: bytes) -> dict[str, str]:
    """Relation id → target, as the relations of the workbook part give them."""
    elements = ElementTree.fromstring(relations).iter() if relations else iter(())
    return {
        element.get("Id", ""): element.get("Target", "")
        for element in elements
        if _local(element.tag) == "Relationship"
    }


def sheet_parts(workbook: bytes, relations: bytes, folder: str) -> list[SheetPart]:
    """The sheets in the order of the workbook; ``folder`` is where the workbook part lies (``xl``)."""
    targets = relation_targets(relations)
    parts = []
    for element in ElementTree.fromstring(workbook).iter():
        if _local(element.tag) == "sheet":
            relation = next((value for key, value in element.items() if _local(key) == "id" and "}" in key), "")
            parts.append(SheetPart(element.get("name", ""), part_path(folder, targets.get(relation, ""))))
    return parts


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def part_path(folder: str, target: str) -> str:
    """The name in the archive of a relation's target."""
    if target.startswith("/"):
        return target.lstrip("/")
    steps: list[str] = []
    for step in f"{folder}/{target}".replace("\\", "/").split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


def uses_1904(workbook: bytes) -> bool:
    """Whether serial dates count from 1904-01-01."""
    return bool(re.search(rb"""<(?:\w+:)?workbookPr\b[^>]*\sdate1904=["'](?:1|true)["']""", workbook))
