"""People and customers that one table names and the table that defines them does not know.

Scheme: 第三条 (a 工号 the roster does not know is not employed here in 客户关系, and stops everywhere else).
Not covered: an empty roster or an empty 客户业绩 says nothing about the others; that the kind is missing is
intake's finding (S12). 考勤明细 comes from the rows of 考勤 and is asked there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.places import Places, Record, by, cell_finding, records
from pipeline.checks.relations import in_force
from pipeline.checks.wording import listing
from pipeline.findings import Finding
from pipeline.period import Period
from schemas import intake

if TYPE_CHECKING:
    import pandas as pd


def unknown_employees_in_sales(roster: pd.DataFrame, sales: pd.DataFrame, places: Places) -> list[Finding]:
    """Sales of a 工号 that the roster does not know. Scheme: 第三条, 第七条."""
    return _unknown_employees(roster, sales, intake.SALES.heading, places)


def unknown_employees_in_slips(roster: pd.DataFrame, slips: pd.DataFrame, places: Places) -> list[Finding]:
    """Visit slips of a 工号 that the roster does not know. Scheme: 第三条, 第十一条."""
    return _unknown_employees(roster, slips, intake.SLIPS.heading, places)


def unknown_employees_in_scores(roster: pd.DataFrame, scores: pd.DataFrame, places: Places) -> list[Finding]:
    """Duty scores of a 工号 that the roster does not know. Scheme: 第三条, 第十条."""
    return _unknown_employees(roster, scores, intake.SCORES.heading, places)


def unknown_employees_in_conduct(roster: pd.DataFrame, conduct: pd.DataFrame, places: Places) -> list[Finding]:
    """Conduct events of a 工号 that the roster does not know. Scheme: 第三条, 第十条."""
    return _unknown_employees(roster, conduct, intake.CONDUCT.heading, places)


def unknown_employees_in_adjustments(roster: pd.DataFrame, adjustments: pd.DataFrame, places: Places) -> list[Finding]:
    """Adjustments of a 工号 that the roster does not know. Scheme: 第三条, 第十四条."""
    return _unknown_employees(roster, adjustments, intake.ADJUSTMENTS.heading, places)


def unknown_employees_in_attendance(roster: pd.DataFrame, attendance: pd.DataFrame, places: Places) -> list[Finding]:
    """Attendance of a 工号 that the roster does not know. Scheme: 第三条, 第十一条."""
    return _unknown_employees(roster, attendance, intake.ATTENDANCE.heading, places)


def unknown_employees_in_contributions(
    roster: pd.DataFrame, contributions: pd.DataFrame, places: Places
) -> list[Finding]:
    """Contributions of a 工号 that the roster does not know. Scheme: 第三条, 第十五条."""
    return _unknown_employees(roster, contributions, intake.CONTRIBUTION_ROWS.heading, places)


def unknown_employees_in_relations(
    roster: pd.DataFrame, relations: pd.DataFrame, places: Places, period: Period
) -> list[Finding]:
    """One notice per unknown 工号 with relations in force: the branch keeps its part. Scheme: 第三条.

    A notice, because people leave and the CRM keeps their relations; those not in force pay nobody anyway.
    """
    strange = _strangers(roster, relations.loc[in_force(relations, period)])
    return [
        cell_finding("X11", rows[0], "employee_id", places, count=len(rows), kinds=_kinds(rows))
        for rows in by(strange, "employee_id")
    ]


def unknown_employees_in_openings(roster: pd.DataFrame, openings: pd.DataFrame, places: Places) -> list[Finding]:
    """One notice per unknown 工号 with opening balances.

    A notice, because what is held for a person who left stays on the ledger; but it may be a slip of the pen.
    """
    return [
        cell_finding("X12", rows[0], "employee_id", places, count=len(rows), hint=_hint(rows[0], _ids(roster)))
        for rows in by(_strangers(roster, openings), "employee_id")
    ]


def relations_without_customer(
    customers: pd.DataFrame, relations: pd.DataFrame, places: Places, period: Period
) -> list[Finding]:
    """One notice per sheet with relations in force to customers who have no row this month.

    A notice: without a row there is neither commission nor assets to credit, so no figure is wrong; but the
    export of the customers may be cut short.
    """
    if customers.empty:
        return []
    current = relations.loc[in_force(relations, period) & relations["customer_id"].notna()]
    missing = records(current.loc[~current["customer_id"].isin(customers["customer_id"])])
    return [
        cell_finding("X13", rows[0], "customer_id", places, count=len(rows), **_customers(rows))
        for rows in by(missing, "source")
    ]


def sales_without_customer(customers: pd.DataFrame, sales: pd.DataFrame, places: Places) -> list[Finding]:
    """One notice per customer who bought and has no row this month. Scheme: 第七条.

    A notice: the sale is credited to its 工号, whoever the customer is; but the 客户号 may be mistyped.
    """
    if customers.empty:
        return []
    missing = records(sales.loc[sales["customer_id"].notna() & ~sales["customer_id"].isin(customers["customer_id"])])
    return [cell_finding("X14", rows[0], "customer_id", places, count=len(rows)) for rows in by(missing, "customer_id")]


def _unknown_employees(roster: pd.DataFrame, rows: pd.DataFrame, heading: str, places: Places) -> list[Finding]:
    known = _ids(roster)
    return [
        cell_finding("X10", row, "employee_id", places, table=heading, hint=_hint(row, known))
        for row in _strangers(roster, rows)
    ]


def _strangers(roster: pd.DataFrame, rows: pd.DataFrame) -> list[Record]:
    if roster.empty:
        return []
    numbers = rows["employee_id"]
    return list(records(rows.loc[numbers.notna() & ~numbers.isin(roster["employee_id"])]))


def _ids(roster: pd.DataFrame) -> dict[str, str]:
    """工号 without its leading zeros → 工号, since a workbook that took it for a number lost them."""
    return {number.lstrip("0"): number for number in roster["employee_id"].dropna().tolist()}


def _hint(row: Record, known: dict[str, str]) -> str:
    likely = known.get(row["employee_id"].lstrip("0"))
    return f"（花名册中有{likely}，可能丢失或多出了前面的0）" if likely else ""


def _kinds(rows: list[Record]) -> str:
    return "、".join(
        f"{kind[0]['relation_type'] or '类型不明'}{len(kind)}条"
        for kind in sorted(by(rows, "relation_type"), key=lambda kind: str(kind[0]["relation_type"]))
    )


def _customers(rows: list[Record]) -> dict[str, object]:
    every = sorted({row["customer_id"] for row in rows})
    return {"customers": len(every), "examples": listing(every)}
