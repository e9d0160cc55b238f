"""The classes of customers and the terms of a pay standard row by row, as people read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.scheme.in_words import figure_words
from pipeline.scheme.model import RuleSet
from pipeline.scheme.terms import CustomerClasses, length

Row = tuple[str, ...]

TERM = ("分级与期限", "内容", "依据")


def share_words(share: CustomerClasses, name: str) -> str:
    """One of the shares, in percent."""
    return figure_words(getattr(share, name), "比例")


def term_rows(text: RuleSet) -> Iterator[Row]:
    """What the standard sets of them, one row each."""
    terms, classes = text.terms, text.customer_classes
    if classes:
        large, small, top = (share_words(classes, name) for name in ("large", "small", "top"))
        yield ("客户分级", f"按户数，前{large}为大，后{small}为小，其余为中", classes.source)
        yield ("大客户名单", f"各月前{top}，至少一户", classes.source)
    if one := terms.probation:
        told = f"{one.months}个月；没有转正日期的，入职{one.unconfirmed}个月以内算仍在试用"
        yield ("试用期", told, one.source)
    if notice := terms.notice:
        yield ("到期提示", f"合同、试用到期前{notice.days}天", notice.source)
    if decided := terms.decisions:
        yield ("人工决定的级别", f"最晚自期末后{length(decided.months)}内用起", decided.source)
    if leave := terms.long_leave:
        yield ("长假", f"{'、'.join(leave.kinds)}，首尾相接的请假单合起来满{leave.months}个月", leave.source)


def term_parts(text: RuleSet) -> Mapping[str, str]:
    """Their wording by name, to compare two versions."""
    return {name: told for name, told, _ in term_rows(text)}
