"""A worked case of a pay standard run month by month, and the explanation of what came out."""

from __future__ import annotations

from pathlib import Path

from pipeline.explain import explainer
from pipeline.explain_lines.behind import Behind
from pipeline.scheme.explain import Explainer
from pipeline.scheme_file import load_schemes
from pipeline.settings import Standard
from pipeline.trial.cases import beside, read_cases
from pipeline.trial.run import NoPlaces, Trial, nothing_carried, run_month

SCHEMES = Path(__file__).parents[2] / "examples" / "schemes"


def months_of(scheme: str, name: str) -> list[tuple[Standard, Behind]]:
    """Every month of a case, in order; its quarters and years are no months."""
    file = load_schemes(SCHEMES / f"{scheme}.yaml")
    case = next(one for one in read_cases(beside(SCHEMES / f"{scheme}.yaml")) if one.case == name)
    carried, found = nothing_carried(), []
    for month in (one for one in case.periods if one.span is None):
        text = file.in_force(month.period, case.branch)
        chosen = {k: p.model_copy(update={"value": case.set_.get(k, p.value)}) for k, p in text.parameters.items()}
        standard = file.standard(text.model_copy(update={"parameters": chosen}), None, case.branch)
        outcome, carried = run_month(month, Trial(standard), carried)
        assert not outcome.stopped, outcome.findings
        found.append((standard, Behind(standard, month.period, outcome.tables, NoPlaces())))
    return found


def explained_by(behind: Behind, employee: str) -> Explainer:
    """What explains the figures of a person of the month."""
    return explainer(behind, list(behind.tables["persons"]["employee_id"]).index(employee))
