"""Links from the error list to a cell of a marked copy."""

from __future__ import annotations

import re
from urllib.parse import quote

_SAFE = "/!$&'()*+,;=@-._~：（）【】《》、，"


def link(copy: str, sheet: str, cell: str = "") -> str:
    """An xlsxwriter address: relative file, sheet, first cell of the place (A1 where there is none)."""
    first = cell.split(":")[0] or "A1"
    name = sheet_title(sheet).replace("'", "''")
    return f"external:{_escaped(copy)}#'{name}'!{first}"


def file_link(copy: str) -> str:
    """An xlsxwriter address of the file as a whole."""
    return f"external:{_escaped(copy)}"


def sheet_title(name: str) -> str:
    """A sheet name that Excel takes; only names that are not from Excel (of a csv file) ever change."""
    title = re.sub(r"[\[\]:*?/\\\x00-\x1f]", "_", name)[:31].strip("'")
    return title if title and title.lower() != "history" else f"{title}_"


def _escaped(copy: str) -> str:
    """Percent signs, blanks and what else an address may not hold escaped; Chinese characters stay legible."""
    return re.sub(r"[\x00-\x7f]+", lambda part: quote(part[0], safe=_SAFE), copy)
