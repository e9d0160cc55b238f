"""Whether a name can be the name an account is held in."""

from __future__ import annotations

import re
import unicodedata

MIDDLE_DOT = "·"
OTHER_DOTS = "•‧∙⋅・．﹒･."
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]+(?:[ '’\-][A-Za-zÀ-ɏ]+)*")


def odd_sign(name: str) -> str:
    """What of the name cannot be part of one, in words; empty when nothing is.

    Good are ideographs and other letters, the middle dot between two of them, and Latin names with single spaces,
    hyphens or apostrophes inside.
    """
    if _LATIN.fullmatch(name):
        return ""
    for place, sign in enumerate(name):
        if problem := _problem(name, place, sign):
            return f"第{place + 1}个字{problem}"
    return ""


def _problem(name: str, place: int, sign: str) -> str:
    if sign == MIDDLE_DOT:
        return "" if 0 < place < len(name) - 1 else f"“{MIDDLE_DOT}”不在两个字之间"
    if sign.isspace():
        return "是空格"
    if sign in OTHER_DOTS:
        return f"“{sign}”应写成间隔号“{MIDDLE_DOT}”（U+00B7）"
    kind = unicodedata.category(sign)
    if kind == "Co":
        return f"是自造字（U+{ord(sign):04X}），各机器显示不同"
    if kind in ("Lo", "Lu", "Ll") or (kind == "Cn" and 0x20000 <= ord(sign) < 0x40000):
        return ""  # planes 2 and 3 hold ideographs alone, also those younger than our tables
    shown = f"“{sign}”" if sign.isprintable() else ""
    return f"{shown}（U+{ord(sign):04X}）不是姓名用字"
