"""The rule that makes the password of a payslip from what the roster says: ``{身份证号:后6位}``.

Reads: the rule and one payee.  A password is made when a file is locked and never written down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from pydantic import BeforeValidator

from pipeline.payout.model import Payee
from schemas.intake import ROSTER

HEADINGS = tuple(column.heading for column in ROSTER.columns if column.name not in ("source", "row"))
SECRETS = ("身份证号", "手机号", "银行账号")
"""Columns colleagues do not know of each other."""
KNOWN_BEGINNINGS = {"身份证号": 6, "手机号": 3, "银行账号": 6}
"""So many characters at the front say the district, the network or the bank, which many have in common."""
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
    """The password of this person; only for a rule that lacks nothing of him.

    The X of an ID card is upper case, as in the tax files, however the roster was delivered.
    """
    return _PART.sub(lambda part: _taken(payee.word(part[1]).strip(), part), rule)


def lacking(rule: str, payee: Payee, secrets: Sequence[str] = SECRETS) -> Iterator[tuple[str, int]]:
    """The columns the rule needs and this person lacks, each with how many characters it must have."""
    for part in _PART.finditer(rule):
        needed = int(part[3] or (LEAST if part[1] in secrets else 1))
        if len(payee.word(part[1]).strip()) < needed:
            yield part[1], needed


def secret_signs(rule: str, secrets: Sequence[str]) -> int:
    """How many characters of a password by this rule others cannot know; the same ones taken twice count once."""
    taken: dict[tuple[str, str], int] = {}
    for part in _PART.finditer(rule):
        column, end = part[1], part[2] or "后"
        if column in secrets:
            count = int(part[3] or LEAST) - (KNOWN_BEGINNINGS.get(column, 0) if end == "前" else 0)
            taken[column, end] = max(count, taken.get((column, end), 0))
    return sum(taken.values())


def _taken(word: str, part: re.Match[str]) -> str:
    if part[1] == "身份证号":
        word = word.upper()
    if part[2] is None:
        return word
    count = int(part[3])
    return word[:count] if part[2] == "前" else word[-count:]
