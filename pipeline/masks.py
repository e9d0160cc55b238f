"""Numbers that identify a person or an account, shown so that they can be told apart but not read off."""

from __future__ import annotations

LAST = 4
_FIRST = {"身份证号": 3, "证件号码": 3, "手机号": 3, "联系方式": 3}
MASKED = (*_FIRST, "银行账号", "资金账号")
"""The headings of the columns that are never shown whole."""


def masked(heading: str, text: str) -> str:
    """The text as it may be shown under this heading; other columns and empty cells stay as they are."""
    if heading not in MASKED or not text:
        return text
    first = _FIRST.get(heading, 0)
    hidden = max(len(text) - first - LAST, 0)
    if not hidden:
        return "*" * len(text)
    return f"{text[:first]}{'*' * hidden}{text[-LAST:]}"
