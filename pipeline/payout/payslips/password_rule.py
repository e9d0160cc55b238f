"""The rule that makes the password of a payslip from what the roster says: ``{身份证号:后6位}``.

Reads: the rule and one payee.  A password is made when a file is locked and never written down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator

from pipeline.payout.model import Payee
from schemas.intake import ROSTER

HEADINGS = tuple(column.heading for column in ROSTER.columns if column.name not in ("source", "row"))
LEAST = 4
"""A part of fewer characters would open with a handful of guesses."""
_PART = re.compile(r"\{([^{}:：]+)(?:[:：]([前后])(\d+)位)?\}")


def _rule(text: Any) -> str:
    """A rule that can be followed; ValueError says in Chinese what is wrong with it."""
    if not isinstance(text, str):
        raise ValueError("应是一条密码规则（文字），如 {身份证号:后6位}")
    if not text:
        return text
    found = list(_PART.finditer(text))
    if not found or set("{}") & set(_PART.sub("", text)):
        raise ValueError(f"“{text}”不是密码规则，应写成 {{身份证号:后6位}}，列名取自花名册")
    for part in found:
        if part[1] not in HEADINGS:
            raise ValueError(f"密码规则里的“{part[1]}”不是花名册的列；可用：{'、'.join(HEADINGS)}")
    if sum(int(part[3] or LEAST) for part in found) < LEAST:
        raise ValueError(f"密码规则“{text}”太短，取自花名册的至少{LEAST}位")
    return text


PasswordRule = Annotated[str, BeforeValidator(_rule)]


def password(rule: str, payee: Payee) -> str:
    """The password of this person; only for a rule that lacks nothing of him."""
    return _PART.sub(lambda part: _taken(payee.word(part[1]), part), rule)


def lacking(rule: str, payee: Payee) -> Iterator[tuple[str, int]]:
    """The columns the rule needs and this person lacks, each with how many characters it must have."""
    for part in _PART.finditer(rule):
        if len(payee.word(part[1]).strip()) < (needed := int(part[3] or 1)):
            yield part[1], needed


def _taken(word: str, part: re.Match[str]) -> str:
    word = word.strip()
    if part[2] is None:
        return word
    count = int(part[3])
    return word[:count] if part[2] == "前" else word[-count:]
