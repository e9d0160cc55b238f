"""People and customers that one table names and the table that defines them does not know.

Scheme: 第三条 (a 工号 the roster does not know is not employed here in 客户关系, and stops everywhere else).
Not covered: an empty roster or an empty 客户业绩 says nothing about the others; that the kind is missing is
intake's finding (S12). 考勤明细 comes from the rows of 考勤 and is asked there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.places import Places, Record, by, cell_finding, records
from pipeline.checks.relations import in_force
from pipeline.checks.strangers import asks_the_roster, counterpart, known_ids, strangers, zeros_hint
from pipeline.checks.wording import listing
from pipeline.findings import Finding
from pipeline.period import Period
from schemas import intake
from schemas.table import Table

if TYPE_CHECKING:
    import pandas as pd

MANY = 10
"""So many relations without a customer, and more than one in so many, are no leavers but a wrong export."""


unknown_employees_in_sales = asks_the_roster(intake.SALES, __name__)  # 第三条、第七条
unknown_employees_in_slips = asks_the_roster(intake.SLIPS, __name__)  # 第三条、第十一条
unknown_employees_in_scores = asks_the_roster(intake.SCORES, __name__)  # 第三条、第十条
unknown_employees_in_conduct = asks_the_roster(intake.CONDUCT, __name__)  # 第三条、第十条
unknown_employees_in_adjustments = asks_the_roster(intake.ADJUSTMENTS, __name__)  # 第三条、第十四条
unknown_employees_in_supplements = asks_the_roster(intake.SUPPLEMENTS, __name__)  # 第三条
unknown_employees_in_attendance = asks_the_roster(intake.ATTENDANCE, __name__)  # 第三条、第十一条
unknown_employees_in_contributions = asks_the_roster(intake.CONTRIBUTION_ROWS, __name__)  # 第三条、第十五条


def unknown_employees_in_relations(
    roster: pd.DataFrame, relations: pd.DataFrame, places: Places, period: Period
) -> list[Finding]:
    """One notice per unknown 工号 with relations in force: the branch keeps its part. Scheme: 第三条.

    A notice, because people leave and the CRM keeps their relations; those not in force pay nobody anyway.
    """
    strange = strangers(roster, relations.loc[in_force(relations, period)])
    known = known_ids(roster["employee_id"])
    strange = [row for row in strange if not counterpart(row["employee_id"], known)]
    return [
        cell_finding("X11", rows[0], "employee_id", places, count=len(rows), kinds=_kinds(rows))
        for rows in by(strange, "employee_id")
    ]


def unknown_employees_in_openings(roster: pd.DataFrame, openings: pd.DataFrame, places: Places) -> list[Finding]:
    """One notice per unknown 工号 with opening balances.

    A notice, because what is held for a person who left stays on the ledger; but it may be a slip of the pen.
    """
    known = known_ids(roster["employee_id"])
    return [
        cell_finding("X12", rows[0], "employee_id", places, count=len(rows), hint=zeros_hint(rows[0], known))
        for rows in by(strangers(roster, openings), "employee_id")
    ]


def relations_without_customer(
    customers: pd.DataFrame, relations: pd.DataFrame, places: Places, period: Period
) -> list[Finding]:
    """One notice per sheet with relations in force to customers who have no row this month.

    A notice: without a row there is neither commission nor assets to credit, so no figure is wrong. Where it is
    one in ten, the export of the customers was cut short or spells them otherwise: a stop.
    """
    current = relations.loc[in_force(relations, period)]
    missing = _withoutcounterpart(_missing(customers, current), customers)
    if len(missing) >= MANY and len(missing) * MANY > len(current):
        return [cell_finding("X16", missing[0], "customer_id", places, count=len(missing), total=len(current),
                             **_customers(missing))]  # fmt: skip
    return [
        cell_finding("X13", rows[0], "customer_id", places, count=len(rows), **_customers(rows))
        for rows in by(missing, "source")
    ]


def sales_without_customer(customers: pd.DataFrame, sales: pd.DataFrame, places: Places) -> list[Finding]:
    """One notice per customer who bought and has no row this month. Scheme: 第七条.

    A notice: the sale is credited to its 工号, whoever the customer is; but the 客户号 may be mistyped.
    """
    missing = _withoutcounterpart(_missing(customers, sales), customers)
    return [cell_finding("X14", rows[0], "customer_id", places, count=len(rows)) for rows in by(missing, "customer_id")]


def customers_with_other_zeros(
    customers: pd.DataFrame, relations: pd.DataFrame, sales: pd.DataFrame, places: Places, period: Period
) -> list[Finding]:
    """客户号 known but for their leading zeros: a stop per sheet; their figures would be lost. Scheme: 第三条."""
    known = known_ids(customers["customer_id"])
    current = relations.loc[in_force(relations, period)]
    return [
        found
        for table, rows in ((intake.RELATIONS, current), (intake.SALES, sales))
        for found in _other_zeros(table, intake.CUSTOMERS, "customer_id", _missing(customers, rows), known, places)
    ]


def employees_with_other_zeros(
    roster: pd.DataFrame, relations: pd.DataFrame, places: Places, period: Period
) -> list[Finding]:
    """工号 of relations known but for their leading zeros: a stop per sheet; the branch would keep their part."""
    strange = strangers(roster, relations.loc[in_force(relations, period)])
    known = known_ids(roster["employee_id"])
    return _other_zeros(intake.RELATIONS, intake.ROSTER, "employee_id", strange, known, places)


def _other_zeros(
    table: Table, other: Table, name: str, rows: list[Record], known: dict[str, str], places: Places
) -> list[Finding]:
    alike = [row for row in rows if counterpart(row[name], known)]
    return [
        cell_finding("X15", group[0], name, places, table=table.heading, other=other.heading, count=len(group),
                     known=counterpart(group[0][name], known))
        for group in by(alike, "source")
    ]  # fmt: skip


def _missing(customers: pd.DataFrame, rows: pd.DataFrame) -> list[Record]:
    """The rows of customers without a row this month; none if no customer was delivered at all."""
    if customers.empty:
        return []
    numbers = rows["customer_id"]
    return list(records(rows.loc[numbers.notna() & ~numbers.isin(customers["customer_id"])]))


def _withoutcounterpart(rows: list[Record], customers: pd.DataFrame) -> list[Record]:
    known = known_ids(customers["customer_id"]) if rows else {}
    return [row for row in rows if not counterpart(row["customer_id"], known)]


def _kinds(rows: list[Record]) -> str:
    return "、".join(
        f"{kind[0]['relation_type'] or '类型不明'}{len(kind)}条"
        for kind in sorted(by(rows, "relation_type"), key=lambda kind: str(kind[0]["relation_type"]))
    )


def _customers(rows: list[Record]) -> dict[str, object]:
    every = sorted({row["customer_id"] for row in rows})
    return {"customers": len(every), "examples": listing(every)}
