"""What a table is: its grain, its columns, and the pandera schema that proves a frame to be one."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from schemas.columns import Column, Type

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas as pa_schema
    import pyarrow as pa


def arrow_type(kind: Type) -> pa.DataType:
    """The Arrow type that holds a column of this type exactly."""
    import pyarrow as pa

    return {
        "money": pa.decimal128(18, 2),
        "amount": pa.decimal128(24, 6),
        "exact": pa.decimal128(38, 14),
        "share": pa.decimal128(12, 8),
        "number": pa.decimal128(14, 4),
        "count": pa.int64(),
        "date": pa.date32(),
        "flag": pa.bool_(),
    }.get(kind, pa.string())


@dataclass(frozen=True)
class Table:
    """One table handed from stage to stage.

    ``grain`` says what one row is, in Chinese, because it stands over the sheet; ``required`` are the
    columns that must be filled in every row; ``key`` the columns that together name a row.
    """

    name: str
    heading: str
    grain: str
    columns: tuple[Column, ...]
    required: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    article: str = ""
    stage: str = ""
    totals: tuple[str, ...] = field(default=())

    def column(self, name: str) -> Column:
        """The column of this name; an unknown name is our own mistake (StopIteration)."""
        return next(column for column in self.columns if column.name == name)

    @cached_property
    def arrow_schema(self) -> pa.Schema:
        """The Arrow schema, columns in order."""
        import pyarrow as pa

        return pa.schema([(column.name, arrow_type(column.type)) for column in self.columns])

    @cached_property
    def schema(self) -> pa_schema.DataFrameSchema:
        """The pandera schema: exact columns and types, required cells filled, choices and ranges kept, keys unique."""
        import pandas as pd
        import pandera.pandas as pa_schema

        return pa_schema.DataFrameSchema(
            {
                column.name: pa_schema.Column(
                    pd.ArrowDtype(arrow_type(column.type)),
                    nullable=column.name not in self.required,
                    checks=_checks(column),
                )
                for column in self.columns
            },
            strict=True,
            ordered=True,
            unique=list(self.key) or None,
            name=self.name,
            description=self.grain,
        )

    def frame(self, arrow: pa.Table) -> pd.DataFrame:
        """The table as a frame of Arrow-backed columns, in the order of the definition."""
        import pandas as pd

        made: pd.DataFrame = arrow.select(self.arrow_schema.names).cast(self.arrow_schema).to_pandas(
            types_mapper=pd.ArrowDtype
        )
        return made

    def from_rows(self, rows: list[dict[str, Any]]) -> pd.DataFrame:
        """A frame from plain records (missing keys become empty cells)."""
        import pyarrow as pa

        return self.frame(
            pa.Table.from_pydict(
                {
                    column.name: pa.array([row.get(column.name) for row in rows], arrow_type(column.type))
                    for column in self.columns
                }
            )
        )


def _checks(column: Column) -> list[Any]:
    import pandera.pandas as pa_schema

    checks = []
    if column.choices:
        checks.append(pa_schema.Check.isin(list(column.choices)))
    if column.minimum is not None:
        checks.append(pa_schema.Check.ge(column.minimum))
    if column.maximum is not None:
        checks.append(pa_schema.Check.le(column.maximum))
    return checks
