"""The names of files that are one person's own: no two the same on any disk, none longer than a disk takes.

Reads: payees in the order of the report, so that the same month has the same names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from pipeline.payout.model import Payee

LONGEST = 120
"""Bytes of 工号 and 姓名 in UTF-8: below what disks, archives and mail take, with room for the folders above."""
_NOT_IN_A_NAME = re.compile(r'[\\/:*?"<>|\s\x00-\x1f\x7f]')


def person_files(payees: Iterable[Payee], period: object) -> dict[str, str]:
    """The file of each person by 工号; one that differs from another in letters' case or a replaced sign is numbered.

    Disks that know no upper and lower case, or compose letters, would take two such for one.
    """
    files: dict[str, str] = {}
    used: set[str] = set()
    for payee in payees:
        stem, number = _stem(payee), 1
        name = f"{stem}_{period}.xlsx"
        while _same(name) in used:
            number += 1
            name = f"{stem}_{number}_{period}.xlsx"
        used.add(_same(name))
        files[payee.employee_id] = name
    return files


def person_file(payee: Payee, period: object) -> str:
    """The name of the file of a person whose name nobody else has."""
    return person_files([payee], period)[payee.employee_id]


def _stem(payee: Payee) -> str:
    named = _NOT_IN_A_NAME.sub("_", f"{payee.employee_id}_{payee.name}")
    return named.encode()[:LONGEST].decode(errors="ignore").rstrip(".")


def _same(name: str) -> str:
    """What two names that a disk may take for one have in common."""
    return unicodedata.normalize("NFKC", name).casefold()
