"""Explanations of the example's three months: every figure recomputes, every zero has a reason, every line its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from pipeline.explain import Answer, CannotExplain, behind_of, explain, explainer
from pipeline.month import Computed
from pipeline.period import Period
from pipeline.scheme.explain import Explained, show
from pipeline.standard_tables import measures_of
from tests.example_months import MONTHS, ExampleMonths

from .recompute import nodes, plainly, recomputed

PROJECT = Path(__file__).parents[2]
FINAL, GROSS = "实发合计", "应发合计"


@pytest.fixture(scope="module")
def months(example_months: ExampleMonths) -> Mapping[Period, Computed]:
    """The three months as they were computed when run one after the other."""
    assert [result.status for result in example_months.results.values()] == ["ok"] * 3
    return example_months.computed


@pytest.fixture(scope="module")
def trees(months: Mapping[Period, Computed]) -> dict[tuple[Period, str], Answer]:
    """The whole tree under 实发合计 of every person of January, and of every other one of the later months."""
    return {
        (period, employee): explain(computed, employee, FINAL)
        for period, computed in months.items()
        for employee in computed.outcome.tables["persons"]["employee_id"][:: 1 if period.month == 1 else 2]
    }


def all_nodes(trees: dict[tuple[Period, str], Answer]) -> Iterator[tuple[Period, str, Explained]]:
    """Every node of every tree."""
    for (period, employee), answer in trees.items():
        for node in nodes(answer.figures[0]):
            yield period, employee, node


@pytest.mark.parametrize("period", MONTHS, ids=str)
def test_every_column_is_explained_with_the_value_of_the_report(
    months: Mapping[Period, Computed], period: Period
) -> None:
    """For every person and column, the value shown is the value the report has, and a zero says why."""
    computed = months[period]
    optional = computed.request.settings.text.report.optional  # nobody in the example has an annual bonus
    shown = [column for column in computed.schemas["pay_report"].columns if column.heading not in optional]
    columns = [column for column in shown if column.name != "remark"]
    rows = computed.outcome.tables["pay_report"].to_dict("records")
    assert len(rows) == 20
    for row in rows:
        figures = explain(computed, row["employee_id"], None).figures
        assert [figure.name for figure in figures] == [column.heading for column in columns]
        for column, figure in zip(columns, figures, strict=True):
            cell = row[column.name]
            reported = Fraction(cell) if isinstance(cell, Decimal) else "" if pd.isna(cell) else str(cell)
            assert figure.value == show(reported, column.unit)
            assert (reported == 0) == bool(figure.notes), (row["employee_id"], figure)
            assert all(note.strip() and "无值" not in note for note in figure.notes)


def test_every_formula_recomputes_from_the_parts_shown(
    months: Mapping[Period, Computed], trees: dict[tuple[Period, str], Answer]
) -> None:
    """Taking only what the tree shows, the formula of each node gives the value shown: by hand one gets the same."""
    behind = {period: behind_of(computed) for period, computed in months.items()}
    checked = 0
    for (period, employee), answer in trees.items():
        row = list(behind[period].tables["persons"]["employee_id"]).index(employee)
        checked += recomputed(answer.figures[0], explainer(behind[period], row))
    assert checked > 40 * 15


def test_every_zero_has_its_reason(trees: dict[tuple[Period, str], Answer]) -> None:
    """A figure of 0 says why in words, wherever it stands; one that is not 0 does not excuse itself."""
    for _, _, node in all_nodes(trees):
        reasons = [note.removeprefix("为0的原因：") for note in node.notes if note.startswith("为0的原因：")]
        is_zero = plainly(node.value) == 0 and not isinstance(plainly(node.value), bool)
        if is_zero and not (node.notes and node.notes[-1] == "见上"):
            assert reasons, node
            assert len(reasons[0]) > 4, node
        elif not is_zero:
            assert not reasons, node


def first_nodes(answer: Answer) -> dict[str, Explained]:
    """Every name of a tree where it is explained first, with its lines."""
    found: dict[str, Explained] = {}
    for node in nodes(answer.figures[0]):
        found.setdefault(node.name, node)
    return found


def amount_of(line: str) -> Fraction:
    """The figure an amount ends in."""
    match = re.search(r"-?[\d.]+$", line)
    assert match, line
    return Fraction(match[0])


def test_the_lines_of_a_measure_add_up_to_it(
    months: Mapping[Period, Computed], trees: dict[tuple[Period, str], Answer]
) -> None:
    """Sums: the amounts of the lines; counts: their number; a measure that is not 0 has lines."""
    seen: set[str] = set()
    for (period, employee), answer in trees.items():
        found = first_nodes(answer)
        for measure in measures_of(months[period].standard):
            node = found.get(measure.name)
            if node is None or plainly(node.value) == 0:
                continue
            summed = bool(measure.ledger) or "合计" in node.formula
            total = sum((amount_of(line.amount) for line in node.lines), Fraction(0)) if summed else len(node.lines)
            assert total == plainly(node.value), (period, employee, node)
            seen.add(measure.name)
    assert seen >= {
        "归属净佣金", "归属日均资产", "产品提成", "有效户奖", "有效出访单数", "到期风险金", "本年累计收入", "事假天数",
    }  # fmt: skip


PLACE = re.compile(r"(.+) \[(.*)\] ([A-Z]+\d+|第\d+行)")


@cache
def sheet_of(path: Path, sheet: str) -> Any:
    """A sheet of a workbook, as values."""
    return openpyxl.load_workbook(path, data_only=True)[sheet]


def file_of(months: Mapping[Period, Computed], period: Period, name: str) -> Path:
    """A delivered file of the month, or the closing ledger of the month before."""
    request = months[period].request
    return request.outputs / name if re.match(r"\d{4}-\d\d/结转台账", name) else request.folder / name


def test_every_line_names_a_file_that_is_there(
    months: Mapping[Period, Computed], trees: dict[tuple[Period, str], Answer]
) -> None:
    """Each place is a file, a sheet and a cell; the file exists, and a workbook has that sheet."""
    places = {
        (period, place) for period, _, node in all_nodes(trees) for line in node.lines for place in line.places
    }
    assert len(places) > 1000
    for period, place in places:
        match = PLACE.fullmatch(place)
        assert match, place
        path = file_of(months, period, match[1])
        assert path.is_file(), place
        if path.suffix == ".xlsx":
            assert sheet_of(path, match[2]) is not None


def test_the_cell_of_a_line_holds_what_the_line_claims(
    months: Mapping[Period, Computed], trees: dict[tuple[Period, str], Answer]
) -> None:
    """In every xlsx workbook the cell named has the amount, the share, the balance or the person claimed."""
    compared = dict.fromkeys(("净佣金", "分成", "余额", "金额", "工号", "考勤"), 0)
    for period, employee, node in all_nodes(trees):
        for line in node.lines:
            for kind, place, claimed in claims(node, line.text, line.amount, line.places, employee):
                match = PLACE.fullmatch(place)
                assert match, place
                path = file_of(months, period, match[1])
                if path.suffix == ".xlsx" and not match[3].startswith("第"):
                    cell = sheet_of(path, match[2])[match[3]].value
                    assert figure(cell) == claimed, (period, employee, node.name, line, cell)
                    compared[kind] += 1
    assert all(compared.values()), compared


def claims(
    node: Explained, text: str, amount: str, places: tuple[str, ...], employee: str
) -> Iterator[tuple[str, str, Any]]:
    """What each place of a line should hold."""
    if node.name in ("归属净佣金", "归属日均资产"):
        match = re.search(r" (\S+) (\S+) × 分成 (\S+)%$", text)
        assert match, text
        yield "净佣金", places[0], Fraction(match[2])
        if places[1].startswith("CRM客户关系") and "[" in places[1]:
            yield "分成", places[1], Fraction(match[3]) / 100
    elif text.startswith("台账"):
        yield from (("余额", place, amount_of(amount)) for place in places[:1] if len(places) == 1)
    elif node.name in ("手工调整", "基本养老保险费", "累计子女教育"):
        yield "金额", places[0], amount_of(amount)
    elif node.name.endswith(("天数", "迟到次数")) and "月度汇总" in places[0] and not re.match(r"\d{4}-", text):
        yield "考勤", places[0], amount_of(amount)
    elif node.name in ("有效出访单数", "有效违规次数"):
        yield "工号", places[0], employee


def figure(cell: Any) -> Any:
    """What a cell says, however it was typed: 1,234.50, 40%, blank for a whole share, or a 工号."""
    if cell is None:
        return Fraction(1)
    text = re.sub(r"[\s,，¥￥]|元$", "", str(cell))
    if re.fullmatch(r"-?[\d.]+%", text):
        return Fraction(text[:-1]) / 100
    if re.fullmatch(r"1\d{4}", text) and not isinstance(cell, float):
        return text
    return Fraction(text) if re.fullmatch(r"-?[\d.]+", text) else text


def test_an_unknown_person_or_item_is_refused_with_the_nearest(months: Mapping[Period, Computed]) -> None:
    """The answer to a typing slip is the word that was meant."""
    computed = months[MONTHS[0]]
    with pytest.raises(CannotExplain) as caught:
        explain(computed, "1000l", None)
    assert str(caught.value).startswith("2026-01没有工号“1000l”；最接近的是“100")
    with pytest.raises(CannotExplain) as caught:
        explain(computed, "10001", "实发合记")
    assert str(caught.value) == "没有“实发合记”这个项目；最接近的是“实发合计”"
