"""The table of functions in the guide: up to date, and every example passes the checks."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from pipeline.scheme.expressions import Call, Node, children, parse
from pipeline.scheme.formula_check import formula_problems
from pipeline.scheme.functions import FUNCTIONS, Function
from pipeline.scheme.tables import Band, Bands, BandSets, Lookup, Table
from pipeline.scheme.units import DAY, FLAG, WORDS, Units

PROJECT = Path(__file__).resolve().parents[2]
TOOL = runpy.run_path(str(PROJECT / "tools" / "scheme_reference.py"))
KNOWN = {
    "归属净佣金": "元", "佣金提成": "元", "底薪": "元/月", "奖金": "元", "归属日均资产": "元", "有效户数": "户",
    "级别": WORDS, "团队": WORDS, "工号": WORDS, "入职日期": DAY, "离职日期": DAY, "月末在职": FLAG, "达到底线": FLAG,
}  # fmt: skip
ENDLESS = (Band(None, None, 1),)  # type: ignore[arg-type]
TABLES: dict[str, Table | None] = {
    "底薪表": Lookup("底薪表", ("级别",), {}, "元/月", "第五条"),
    "提成档": Bands("提成档", ENDLESS, "左闭右开", "比例", "第六条"),
    "级差档": BandSets("级差档", ("级别",), {}, "比例", "第六条"),
}


def test_the_guide_lists_every_function_as_it_is() -> None:
    """Run tools/scheme_reference.py after a change of the functions."""
    page = TOOL["TARGET"].read_text(encoding="utf-8")
    assert TOOL["with_reference"](page) == page


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=list(FUNCTIONS))
def test_every_example_passes_the_checks(function: Function) -> None:
    """It parses, speaks of known things, fits in kinds and units, and shows the function it is an example of."""
    node = parse(function.example)
    units = Units(KNOWN, TABLES, KNOWN)
    kind = units.of(node) or ""
    found = formula_problems(
        node, KNOWN, TABLES, kind if kind in (WORDS, DAY, FLAG) else "",
        criteria={"保持标准": True}, people=KNOWN, grades=("见习", "初级", "中级"),
    )  # fmt: skip
    assert (found, units.problems) == ([], [])
    assert function.name in {call.function for call in _calls(node)}


def _calls(node: Node) -> list[Call]:
    inner = [call for part in children(node) for call in _calls(part)]
    return [node, *inner] if isinstance(node, Call) else inner


def test_a_page_without_its_marks_is_refused() -> None:
    """The generator never guesses where the section belongs."""
    with pytest.raises(ValueError, match="needs each of the two marks once"):
        TOOL["with_reference"]("# 薪酬标准怎么写\n")
