"""Who an appraisal leaves out this time: the item it names for that says no, and his marks mean nothing.

Scheme: each appraisal's ``takes_part``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.scheme.appraisal_parts import Appraisal

NOT_APPRAISED = "不考核"
RATE = "比例"
NO = (False, "否")


def takes_part(appraisal: Appraisal, row: Mapping[Any, Any]) -> bool:
    """Whether the person whose items these are is appraised; so is everybody where no item is named."""
    return not appraisal.takes_part or row.get(appraisal.takes_part) not in NO


def marks_shown(appraisal: Appraisal, row: Mapping[Any, Any]) -> dict[str, Any]:
    """What is shown instead of the marks and rates of a person left out: his score is 不考核; nothing for others."""
    if takes_part(appraisal, row):
        return {}
    rates = [item.name for item in appraisal.items if item.unit == RATE]
    shown = dict.fromkeys(name for name in (appraisal.duty, appraisal.performance, *rates) if name)
    return {**shown, **({appraisal.score: NOT_APPRAISED} if appraisal.score else {})}
