"""What a cell left blank in a record of duty stands for, as the meaning of its column says.

A meeting on the list was held; an honour without points has none; a training was passed with a test of 60 or more.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from schemas.intake import HONOURS, MEETINGS, TRAININGS

if TYPE_CHECKING:
    import pyarrow as pa

PASSED_FROM = Decimal(60)


def with_defaults(name: str, rows: pa.Table) -> pa.Table:
    """The rows of the delivered table of this name, blank cells that stand for something filled."""
    import pyarrow.compute as pc

    if name == MEETINGS.name:
        return _filled(rows, "held", True)
    if name == HONOURS.name:
        return _filled(rows, "honour_points", Decimal(0))
    if name == TRAININGS.name:
        return _filled(rows, "training_passed", pc.greater_equal(rows["training_score"], PASSED_FROM))
    return rows


def _filled(rows: pa.Table, column: str, value: object) -> pa.Table:
    import pyarrow.compute as pc

    place = rows.schema.get_field_index(column)
    return rows.set_column(place, rows.schema.field(column), pc.coalesce(rows[column], value).cast(rows[column].type))
