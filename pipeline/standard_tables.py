"""The tables whose columns a pay standard names, built from it; and frames made from the facts of an evaluation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.money import plain
from pipeline.period import Period
from pipeline.record_tables import record_column, records_table
from pipeline.scheme.expressions import Call, Name
from pipeline.scheme.item_parts import Item
from pipeline.scheme.model import Measure, RuleSet
from pipeline.scheme.parts import CUSTOMER, SALE, Fact, Record
from pipeline.scheme.parts import PERSON as PERSON_SCOPE
from pipeline.scheme.units import DAY, FLAG, WORDS
from schemas import appraisal, corrections, intake, results
from schemas.columns import BY_NAME, Column, Type
from schemas.table import Table, arrow_type

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from pipeline.scheme.compile import Rules
    from pipeline.scheme.facts import Facts, Value
    from pipeline.settings import Standard

PERSON = ("employee_id", "person_name", "team", "post", "grade")
"""The columns that say who, first in every table of persons."""

DUTY_LINES = (
    intake.LOG_CHECKS, intake.MEETINGS, appraisal.LEAVE_REVIEW, appraisal.VISIT_LINES, intake.FOLLOW_UPS,
    intake.HONOURS, intake.TRAININGS,
)  # fmt: skip
"""Line tables of duty, which few pay standards ask for."""


def computed_tables(standard: Standard, report_columns: tuple[str, ...]) -> dict[str, Table]:
    """Every table the stages after intake make under this standard, by name."""
    tables = [
        results.PERSONS,
        results.LEDGER_OPENINGS,
        appraisal.GRADE_HISTORY,
        appraisal.GRADE_PROPOSALS,
        appraisal.GRADE_CHANGES,
        appraisal.CLOSING_GRADES,
        appraisal.LEAVE_REVIEW,
        appraisal.LONG_LEAVE,
        appraisal.OPEN_LEAVE,
        appraisal.VISIT_LINES,
        appraisal.MONTH_FIGURES,
        appraisal.MONTH_CUSTOMERS,
        results.customer_items([*_fact_columns(standard.scheme, CUSTOMER), *item_columns(standard.scheme, CUSTOMER)]),
        results.sale_items(item_columns(standard.scheme, SALE)),
        results.credited_lines(credit_columns(standard)),
        record_items_table(standard.scheme),
        person_measures_table(standard),
        _persons("pay_items", "薪酬项目", "按薪酬标准算出的各个项目", late_columns(standard.scheme)),
        _record_pay_table(standard.scheme),
        results.LEDGER_MOVEMENTS,
        results.LEDGER_BALANCES,
        results.HISTORY,
    ]
    if standard.law is not None:
        tables.append(_persons("statutory_items", "法定项目", "的法定扣缴项目", late_columns(standard.law)))
    made = {table.name: table for table in tables}
    made["pay_report"] = _pay_report_table(made, report_columns)
    return made


def item_columns(rules: Rules, each: str) -> tuple[Column, ...]:
    """The columns of a rule set's items of one scope, in the order written."""
    return _item_columns(rules.text, each)


def late_columns(rules: Rules) -> tuple[Column, ...]:
    """The columns of what is worked out among the items of persons: the items as written, then measures over members
    and records that build on them."""
    measures = [one for one in rules.late if isinstance(one, Measure)]
    return (*item_columns(rules, PERSON_SCOPE), *(quantity_column(m.name, m.unit, m.source) for m in measures))


def record_items_table(rules: Rules) -> Table:
    """The lines of all records with what the scheme makes of each that needs nothing of persons."""
    given = records_table(rules.text)
    made = [item for record in rules.text.records for item in rules.early(record.name)]
    measures = [m for m in rules.text.measures if rules.text.record(m.each)]
    own = (*(quantity_column(m.name, m.unit, m.source) for m in measures), *map(_item_column, made))
    columns = (given.columns[0], *given.columns[1:-2], *_once(own), *given.columns[-2:])
    return Table("record_items", "记录项目", "一行是一条业务记录与按标准算出的项目", columns, required=given.required,
                 stage="credit")  # fmt: skip


def _record_pay_table(rules: Rules) -> Table:
    """The lines of all records with what the scheme makes of each from items of persons."""
    late = [item for item in rules.late if isinstance(item, Item) and item.each != PERSON_SCOPE]
    given = records_table(rules.text)
    keys = {heading for record in rules.text.records for heading in record.key}
    named = [column for column in given.columns[1:-2] if column.name in keys]
    columns = (given.columns[0], *named, *_once(map(_item_column, late)), *given.columns[-2:])
    return Table("record_pay", "记录计薪", "一行是一条业务记录与引用人员项目的数", columns, required=given.required,
                 stage="pay")  # fmt: skip


def _once(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Each column of a name once: two records may have items of one name."""
    return tuple({column.name: column for column in columns}.values())


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
        results.sale_items(_item_columns(scheme, SALE)),
        intake.SCORES, intake.CONDUCT, intake.SLIPS, intake.ADJUSTMENTS, intake.ATTENDANCE, intake.CONTRIBUTION_ROWS,
        *DUTY_LINES, corrections.CORRECTION_LINES,
    ]  # fmt: skip
    return {table.heading: table for table in tables}


def asked_facts(standard: Standard) -> tuple[Fact, ...]:
    """The delivered facts any rule of the month asks for; ``who`` names the posts, no longer their groups."""
    return tuple(
        fact.model_copy(update={"who": "、".join(sorted(rules.posts(fact.who)))})
        for rules in standard.rule_sets
        for fact in rules.text.facts
    )


def fact_columns(standard: Standard) -> tuple[Column, ...]:
    """How each fact of persons is read where it is delivered as a column: a day, a word, or a figure of its unit."""
    asked = {fact.name: fact.unit for fact in asked_facts(standard) if fact.each == PERSON_SCOPE}
    said: dict[str, Type] = {DAY: "date", FLAG: "text", WORDS: "text"}
    return tuple(
        Column(name, name, said[unit])
        if unit in said
        else Column(name, name, "exact", unit, aliases=(f"{name}({unit})",))
        for name, unit in asked.items()
    )


def asked_tables(standard: Standard) -> frozenset[str]:
    """The names of the delivered tables any rule of the month reads; without credits, customers are not asked for.

    Leave is reviewed against attendance.
    """
    headings = {measure.over for rules in standard.rule_sets for measure in rules.text.measures}
    tables = {table.name for heading, table in line_tables(standard).items() if heading in headings}
    tables |= {"attendance"} if appraisal.LEAVE_REVIEW.name in tables else set()
    scheme = standard.scheme
    customers = {"customers", "relations"} if scheme.text.credits or scheme.items[CUSTOMER] else set()
    return frozenset(tables | customers)


def asked_duties(standard: Standard) -> tuple[str, ...]:
    """The names of the delivered kinds of duty records any rule of the month reads, itself or in what is made of it."""
    asked = {intake.MADE_FROM.get(name, name) for name in asked_tables(standard)}
    return tuple(name for name in intake.DUTY_NAMES if name in asked)


def _item_columns(rules: RuleSet, each: str) -> tuple[Column, ...]:
    return tuple(_item_column(item) for item in rules.items if item.each == each)


def _item_column(item: Item) -> Column:
    return quantity_column(item.name, item.unit, item.source, rounded=item.in_fen)


def _fact_columns(rules: Rules, *each: str) -> tuple[Column, ...]:
    """The columns of delivered facts of these scopes."""
    return tuple(quantity_column(fact.name, fact.unit, fact.source) for fact in rules.text.facts if fact.each in each)


def quantity_column(name: str, unit: str, meaning: str, *, rounded: bool = False) -> Column:
    """The column of a quantity: words, a day, yes or no by its unit; yuan in fen; or an exact figure."""
    kinds: dict[str, Type] = {"文字": "text", "日期": "date", "是否": "flag"}
    if unit in kinds:
        return Column(name, name, kinds[unit], "", meaning)
    return results.item_column(name, unit, rounded=rounded, meaning=meaning)


def _credit_columns(scheme: RuleSet) -> tuple[Column, ...]:
    return tuple(
        results.item_column(credit.name, credit.unit, rounded=credit.split == "最大余数到分", meaning=credit.source)
        for credit in scheme.credits
    )


def measures_of(standard: Standard) -> Iterator[Measure]:
    """The measures of persons that need no item of theirs, the pay standard's first."""
    for rules in standard.rule_sets:
        yield from rules.first_measures()


def person_measures_table(standard: Standard) -> Table:
    """The table of delivered facts and of measures that this standard makes."""
    lines = line_tables(standard)
    columns = [
        *(column for rules in standard.rule_sets for column in _fact_columns(rules, PERSON_SCOPE, "营业部")),
        *(_measure_column(measure, lines) for measure in measures_of(standard)),
    ]
    return _persons("person_measures", "人员计量", "本月的补充数据与各项计量", columns)


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
    """What formulas may ask about persons: who they are, and every quantity made so far."""
    from pipeline.scheme.facts import Facts

    facts = Facts.of(persons, results.PERSONS.columns[:-2], period)
    for frame in known:
        facts.columns.update(_made_facts(frame, [name for name in frame.columns if name not in PERSON], period))
    return facts


def record_facts(frame: pd.DataFrame, rules: Rules, period: Period) -> dict[str, Facts]:
    """The lines of each record by its name, with every quantity made so far, from a :func:`record_items_table`."""
    from pipeline.scheme.facts import Facts

    found: dict[str, Facts] = {}
    for record in rules.text.records:
        lines = frame[frame["record"] == record.name]
        measures = [m.name for m in rules.text.measures if m.each == record.name]
        facts = Facts.of(lines, [record_column(*column) for column in record.columns.items()], period)
        made = [*measures, *(item.name for item in rules.early(record.name))]
        facts.columns.update(_made_facts(lines, [name for name in made if name in frame], period))
        found[record.name] = facts
    return found


def _made_facts(frame: pd.DataFrame, headings: Sequence[str], period: Period) -> Mapping[str, Value]:
    """Quantities worked out before, by their headings; one that has no value is marked, not taken for blank."""
    from pipeline.scheme.cells import Cells
    from pipeline.scheme.facts import Facts

    columns = {name: Column(name, name, _type(frame[name])) for name in headings}
    made = dict(Facts.of(frame, columns.values(), period).columns)
    for name in (name for name, column in columns.items() if column.type in ("text", "flag")):
        empty, value = frame[name].isna().to_numpy(dtype=bool), made[name]
        if empty.any() and isinstance(value, np.ndarray):
            made[name] = Cells(value, empty)
    return made


def _type(series: pd.Series[Any]) -> Type:
    """What kind of column holds these Arrow values."""
    import pyarrow as pa

    kind = series.array.__arrow_array__().type
    if pa.types.is_boolean(kind):
        return "flag"
    if pa.types.is_string(kind):
        return "text"
    return "date" if pa.types.is_date(kind) else "exact"


def object_names(record: Record, column: str, facts: Facts) -> list[str]:
    """What a ledger calls the object of each line: the words in a column, or the key of the record."""
    headings = [column] if column else record.key
    return ["、".join(_shown(facts.value(heading, row)) for heading in headings) for row in range(facts.rows)]


def _shown(value: object) -> str:
    return plain(value) if isinstance(value, Fraction) else str(value)


def framed(given: pd.DataFrame, facts: Facts, table: Table, *, partly: bool = False) -> pd.DataFrame:
    """The table from the columns already given and the quantities made; empty where a row has no value.

    ``partly`` leaves a column empty that these facts do not have.
    """
    import pyarrow as pa

    columns: dict[str, pa.Array] = {}
    for column in table.columns:
        if column.name in given.columns:
            columns[column.name] = given[column.name].array.__arrow_array__()
        elif partly and column.name not in facts.columns:
            columns[column.name] = pa.nulls(facts.rows, arrow_type(column.type))
        else:
            columns[column.name] = _arrow(facts.columns[column.name], facts.rows, arrow_type(column.type))
    return table.frame(pa.table(columns))


def _arrow(value: Value, rows: int, kind: pa.DataType) -> pa.Array:
    import pyarrow as pa

    from pipeline.money import Figures, to_arrow
    from pipeline.scheme.cells import Cells

    if isinstance(value, Figures):
        return to_arrow(value, rows, kind)
    spread = (value if isinstance(value, Cells) else Cells(value)).rows(rows)
    # With a mask Arrow takes a day left blank for 1970-01-01.
    blank = np.isnat(spread.cells) if spread.cells.dtype.kind == "M" else np.zeros(rows, dtype=bool)
    return pa.array(spread.cells, kind, mask=blank | spread.invalid, from_pandas=True)


def _measure_column(measure: Measure, lines: Mapping[str, Table]) -> Column:
    """Fen where a column of fen is summed or a ledger read, an exact figure otherwise."""
    source = summed_column(measure, lines[measure.over]) if measure.over in lines else None
    rounded = bool(measure.ledger) or (source is not None and source.type == "money")
    return quantity_column(measure.name, measure.unit, measure.source, rounded=rounded)


def _persons(name: str, heading: str, what: str, columns: Sequence[Column]) -> Table:
    stage = {"person_measures": "measures", "pay_items": "pay"}.get(name, "statutory")
    return results.person_table(name, heading, f"一行是一名人员{what}", columns, stage)


def _pay_report_table(tables: Mapping[str, Table], headings: Sequence[str]) -> Table:
    known: dict[str, Column] = {}
    for name in ("persons", "person_measures", "pay_items", "statutory_items"):
        if name not in tables:
            continue
        known.update({column.heading: column for column in tables[name].columns if column.heading not in known})
    columns = (*(known[heading] for heading in headings), BY_NAME["remark"])
    totals = tuple(column.name for column in columns if column.type == "money")
    return Table("pay_report", "薪酬月报表", "一行是一名人员本月的薪酬", columns, required=("employee_id",),
                 key=("employee_id",), article="第十四条、第十五条", stage="reports", totals=totals)  # fmt: skip
