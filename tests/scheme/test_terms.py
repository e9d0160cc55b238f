"""The classes of customers and the terms of a pay standard: what may be written, and how it is read out."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from pipeline.scheme.describe_terms import term_parts, term_rows
from pipeline.scheme.model import RuleSet
from pipeline.scheme.terms import Terms, length

BARE: dict[str, Any] = {"name": "标准", "version": "1", "in_force": {"from": "2026-01-01"}, "items": []}
WHOLE: dict[str, Any] = {
    "customer_classes": {"large": "20%", "small": "0.25", "top": "5%", "source": "第一条"},
    "terms": {
        "probation": {"months": "6", "unconfirmed": "8", "source": "第二条"},
        "notice": {"days": "30", "source": "第三条"},
        "decisions": {"months": "12", "source": "第四条"},
        "long_leave": {"months": "2", "kinds": ["病假", "产假"], "source": "第五条"},
    },
}


def test_every_part_is_read_out_with_its_article() -> None:
    """As percentages, months and days; one row each."""
    assert list(term_rows(RuleSet.model_validate({**BARE, **WHOLE}))) == [
        ("客户分级", "按户数，前20%为大，后25%为小，其余为中", "第一条"),
        ("大客户名单", "各月前5%，至少一户", "第一条"),
        ("试用期", "6个月；没有转正日期的，入职8个月以内算仍在试用", "第二条"),
        ("到期提示", "合同、试用到期前30天", "第三条"),
        ("人工决定的级别", "最晚自期末后一年内用起", "第四条"),
        ("长假", "病假、产假，首尾相接的请假单合起来满2个月", "第五条"),
    ]


def test_what_is_not_written_is_not_there() -> None:
    """No section, no values of our own."""
    text = RuleSet.model_validate(BARE)
    assert (text.customer_classes, text.terms) == (None, Terms())
    assert term_parts(text) == {}


@pytest.mark.parametrize(
    "terms",
    [
        {"probation": {"months": 0, "unconfirmed": 1, "source": "一"}}, {"notice": {"days": 0, "source": "一"}},
        {"long_leave": {"months": 1, "kinds": [], "source": "一"}}, {"decisions": {"months": 12}},
        {"probation": {"months": 12, "source": "一"}}, {"notice": {"days": 60, "source": "一", "months": 2}},
    ],
)  # fmt: skip
def test_a_term_is_whole_and_has_its_article(terms: dict[str, Any]) -> None:
    """At least one month or day, some kind of leave, a source; nothing else."""
    with pytest.raises(ValidationError):
        Terms.model_validate(terms)


@pytest.mark.parametrize(("months", "words"), [(11, "11个月"), (12, "一年"), (13, "13个月")])
def test_twelve_months_are_a_year(months: int, words: str) -> None:
    """As people say it."""
    assert length(months) == words
