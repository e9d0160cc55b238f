"""The tables whose columns a pay standard names, built from it; and frames made from the facts of an evaluation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.period import Period
from pipeline.scheme.expressions import Call, Name
from pipeline.scheme.model import Measure, RuleSet
from schemas import intake, results
from schemas.columns import BY_NAME, Column
from schemas.table import Table, arrow_type

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from pipeline.scheme.compile import Rules
    from pipeline.scheme.facts import Facts
    from pipeline.settings import Standard

PERSON = ("employee_id", "person_name", "team", "post", "grade")
"""The columns that say who, first in every table of persons."""


def computed_tables(standard: Standard, report_columns: tuple[str, ...]) -> dict[str, Table]:
    """Every table the stages after intake make under this standard, by name."""
    tables = [
        results.PERSONS,
        results.LEDGER_OPENINGS,
        results.customer_items(item_columns(standard.scheme, "客户")),
        results.sale_items(item_columns(standard.scheme, "产品销售")),
        results.credited_lines(credit_columns(standard)),
        person_measures_table(standard),
        _persons("pay_items", "薪酬项目", "按薪酬标准算出的各个项目", item_columns(standard.scheme, "人员")),
        _persons("statutory_items", "法定项目", "的法定扣缴项目", item_columns(standard.law, "人员")),
        results.LEDGER_MOVEMENTS,
        results.LEDGER_BALANCES,
    ]
    made = {table.name: table for table in tables}
    made["pay_report"] = _pay_report_table(made, report_columns)
    return made


def item_columns(rules: Rules, each: str) -> tuple[Column, ...]:
    """The columns of a rule set's items of one scope, in the order written."""
    return _item_columns(rules.text, each)


def credit_columns(standard: Standard) -> tuple[Column, ...]:
    """The columns the scheme's credits make: fen where they are split, exact products where they are not."""
    return _credit_columns(standard.scheme.text)


def line_tables(standard: Standard) -> dict[str, Table]:
    """The line tables measures may be taken from, by the heading they are called by."""
    return line_tables_of(standard.scheme.text)


def line_tables_of(scheme: RuleSet) -> dict[str, Table]:
    """The same from a pay standard as written."""
    tables = [
        results.credited_lines(_credit_columns(scheme)),
        results.sale_items(_item_columns(scheme, "产品销售")),
        intake.SCORES, intake.CONDUCT, intake.SLIPS, intake.ADJUSTMENTS, intake.ATTENDANCE, intake.CONTRIBUTION_ROWS,
    ]  # fmt: skip
    return {table.heading: table for table in tables}


def _item_columns(rules: RuleSet, each: str) -> tuple[Column, ...]:
    return tuple(
        results.item_column(item.name, item.unit, rounded=item.round == "分", meaning=item.source)
        for item in rules.items
        if item.each == each
    )


def _credit_columns(scheme: RuleSet) -> tuple[Column, ...]:
    return tuple(
        results.item_column(credit.name, credit.unit, rounded=credit.split == "最大余数到分", meaning=credit.source)
        for credit in scheme.credits
    )


def measures_of(standard: Standard) -> Iterator[Measure]:
    """The measures of persons, the pay standard's first."""
    for rules in standard.rule_sets:
        yield from (measure for measure in rules.text.measures if measure.each == "人员")


def person_measures_table(standard: Standard) -> Table:
    """The table of measures that this standard makes."""
    lines = line_tables(standard)
    return _persons(
        "person_measures", "人员计量", "本月的各项计量", [_measure_column(m, lines) for m in measures_of(standard)]
    )


def summed_column(measure: Measure, table: Table) -> Column | None:
    """The column a measure adds up, if it adds one up."""
    take = measure.take
    if isinstance(take, Call) and take.function == "合计" and isinstance(take.arguments[0], Name):
        return named_column(table, take.arguments[0].name)
    return None


def named_column(table: Table, heading: str) -> Column:
    """The column of a table with this heading."""
    return next(column for column in table.columns if column.heading == heading)


def person_facts(persons: pd.DataFrame, known: Sequence[pd.DataFrame], period: Period) -> Facts:
    """What formulas may ask about persons: who they are, and every figure made so far."""
    from pipeline.scheme.facts import Facts

    facts = Facts.of(persons, results.PERSONS.columns[:-2], period)
    for frame in known:
        made = [Column(name, name, "exact") for name in frame.columns if name not in PERSON]
        facts.columns.update(Facts.of(frame, made, period).columns)
    return facts


def framed(given: pd.DataFrame, facts: Facts, table: Table) -> pd.DataFrame:
    """The table from the columns already given and the figures made; empty where a row has no value."""
    import pyarrow as pa

    from pipeline.money import Figures, to_arrow

    columns: dict[str, pa.Array] = {}
    for column in table.columns:
        if column.name in given.columns:
            columns[column.name] = given[column.name].array.__arrow_array__()
        else:
            made = facts.columns[column.name]
            assert isinstance(made, Figures)
            columns[column.name] = to_arrow(made, facts.rows, arrow_type(column.type))
    return table.frame(pa.table(columns))


def _measure_column(measure: Measure, lines: Mapping[str, Table]) -> Column:
    """Fen where a column of fen is summed or a ledger read, an exact figure otherwise."""
    source = summed_column(measure, lines[measure.over]) if measure.over else None
    rounded = bool(measure.ledger) or (source is not None and source.type == "money")
    return results.item_column(measure.name, measure.unit, rounded=rounded, meaning=measure.source)


def _persons(name: str, heading: str, what: str, columns: Sequence[Column]) -> Table:
    stage = {"person_measures": "measures", "pay_items": "pay"}.get(name, "statutory")
    return results.person_table(name, heading, f"一行是一名人员{what}", columns, stage)


def _pay_report_table(tables: Mapping[str, Table], headings: Sequence[str]) -> Table:
    known: dict[str, Column] = {}
    for name in ("persons", "person_measures", "pay_items", "statutory_items"):
        known.update({column.heading: column for column in tables[name].columns if column.heading not in known})
    columns = (*(known[heading] for heading in headings), BY_NAME["remark"])
    totals = tuple(column.name for column in columns if column.type == "money")
    return Table("pay_report", "薪酬月报表", "一行是一名人员本月的薪酬", columns, required=("employee_id",),
                 key=("employee_id",), article="第十四条、第十五条", stage="reports", totals=totals)  # fmt: skip
