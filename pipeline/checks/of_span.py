"""Every check of what is delivered for a quarter or a year, in the order their findings are read."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.checks import (
    asked,
    decisions,
    span_facts,
    supplements,
    targets,
)
from pipeline.findings import Finding

SPAN_CHECKS: tuple[Callable[..., list[Finding]], ...] = (
    decisions.strangers_in_span_decisions,
    decisions.strangers_in_span_supplements,
    decisions.unknown_grades_of_span,
    decisions.several_decisions_in_span,
    decisions.days_of_span_decisions,
    decisions.former_grades_of_span,
    decisions.span_decisions_on_posts_without_grades,
    decisions.span_decisions_after_leaving,
    targets.unknown_indicators,
    targets.unknown_target_objects,
    targets.targets_without_unit,
    targets.targets_in_other_units,
    targets.targets_not_adding_up,
    targets.negative_targets,
    targets.targets_of_another_year,
    targets.targets_of_branch_twice,
    supplements.unknown_facts,
    supplements.wrong_objects,
    span_facts.facts_missing_of_span,
    supplements.manual_without_reason,
    supplements.values_not_given,
    supplements.values_out_of_range,
    supplements.values_too_fine,
    supplements.words_not_yes_or_no,
    supplements.words_without_day,
    asked.words_not_among,
    span_facts.openings_of_span,
)
