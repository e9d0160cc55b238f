"""Relations between customers and people that would credit too much, twice or never.

Scheme: 第三条 (relations in force, shares of at most 100%).
Reads: relations, customers.
Not covered: a relation delivered twice counts once here; the repetition itself is a finding of the schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.checks.places import Places, Record, by, cell_finding, certainly, records, spot
from pipeline.checks.wording import listing, named, percent
from pipeline.findings import Finding
from pipeline.period import Period
from schemas.intake import RELATIONS

if TYPE_CHECKING:
    import pandas as pd

HISTORY = ["customer_id", "employee_id", "relation_type"]
"""The relations of one customer and person of one type must follow one another."""
EARLY = ["customer_id", "effective_from", "source", "row"]
LISTED_PARTS = 10


def in_force(relations: pd.DataFrame, period: Period) -> pd.Series[bool]:
    """生效日期 ≤ last day and (失效日期 empty or > last day). Scheme: 第三条."""
    until = relations["effective_until"]
    started = certainly(relations["effective_from"] <= period.last_day)
    return started & (until.isna() | certainly(until > period.last_day))


def shares_over_whole(relations: pd.DataFrame, places: Places, period: Period) -> list[Finding]:
    """Customers whose shares in force of one type exceed 100%. Scheme: 第三条.

    Shares that are out of range by themselves are left out: they have a finding of their own.
    """
    group = ["customer_id", "relation_type"]
    usable = in_force(relations, period) & _in_range(relations) & relations[group].notna().all(axis=1)
    rows = relations.loc[usable & _first_of_key(relations), [*group, "share"]]
    rows = rows.loc[rows.duplicated(group, keep=False)]
    over = rows.loc[certainly(rows.groupby(group)["share"].transform("sum") > 1)]
    return [_over_whole(parts, places) for parts in by(records(relations.loc[over.index]), *group)]


def shares_out_of_range(relations: pd.DataFrame, places: Places) -> list[Finding]:
    """Shares of 0, below 0 or over 100%. Scheme: 第三条."""
    wrong = records(relations.loc[relations["share"].notna() & ~_in_range(relations)])
    return [cell_finding("X31", row, "share", places, customer=named(row["customer_id"])) for row in wrong]


def overlapping_relations(relations: pd.DataFrame, places: Places, period: Period) -> list[Finding]:
    """Two relations of the same customer, person and type at the same time.

    Both in force for the month, the person would be credited twice: a stop. Otherwise no figure of the month
    depends on it: one notice per sheet.
    """
    both, other = _overlaps(relations, period)
    return [_overlap(row, places) for row in both] + [
        cell_finding("X33", rows[0], "effective_from", places, count=len(rows), examples=_overlap_examples(rows))
        for rows in by(other, "source")
    ]


def ends_before_start(relations: pd.DataFrame, places: Places) -> list[Finding]:
    """失效日期 before 生效日期: such a relation is never in force, and somebody goes unpaid. Scheme: 第三条.

    Both on the same day is how a CRM voids a relation, and is accepted.
    """
    wrong = records(relations.loc[certainly(relations["effective_until"] < relations["effective_from"])])
    return [
        cell_finding(
            "X34", row, "effective_until", places, customer=named(row["customer_id"]), start=row["effective_from"]
        )
        for row in wrong
    ]


def effective_before_opening(
    customers: pd.DataFrame, relations: pd.DataFrame, places: Places, period: Period
) -> list[Finding]:
    """One notice per sheet with relations in force that begin before the customer's account was opened.

    A notice: a customer is often won before his account is open, and the month's figures do not depend on it.
    """
    opened = customers[["customer_id", "opened_on"]].drop_duplicates("customer_id")
    current = relations.loc[in_force(relations, period) & relations["customer_id"].notna(), EARLY]
    rows = current.merge(opened, on="customer_id", how="inner", validate="many_to_one")
    early = records(rows.loc[certainly(rows["effective_from"] < rows["opened_on"])])
    return [
        cell_finding("X35", group[0], "effective_from", places, count=len(group), examples=_early_examples(group))
        for group in by(early, "source")
    ]


def _in_range(relations: pd.DataFrame) -> pd.Series[bool]:
    return certainly(relations["share"] > 0) & certainly(relations["share"] <= 1)


def _first_of_key(relations: pd.DataFrame) -> pd.Series[bool]:
    return ~relations.duplicated(list(RELATIONS.key))


def _over_whole(parts: list[Record], places: Places) -> Finding:
    facts = {
        "customer": parts[0]["customer_id"],
        "type": parts[0]["relation_type"],
        "total": percent(sum(part["share"] for part in parts)),
        "parts": listing((_part(part, places) for part in parts), LISTED_PARTS),
    }
    return cell_finding("X30", parts[0], "share", places, **facts)


def _part(part: Record, places: Places) -> str:
    return f"工号{part['employee_id']} {percent(part['share'])}（{spot(places, part, 'share')}）"


def _overlaps(relations: pd.DataFrame, period: Period) -> tuple[list[Record], list[Record]]:
    """The later rows of overlapping pairs, with the earlier one: (both in force, any other)."""
    import pandas as pd

    later, earlier = _overlapping_pairs(relations)
    both = in_force(later, period).to_numpy() & in_force(earlier, period).to_numpy()
    pairs = pd.concat([later, earlier.add_prefix("earlier_")], axis=1)
    return list(records(pairs.loc[both])), list(records(pairs.loc[~both]))


def _overlapping_pairs(relations: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows that start before an earlier row of the same history has ended, and the earlier rows, aligned.

    Sorted by start, a row overlaps an earlier one exactly when it starts before the latest end so far.
    Offsetting the days by the number of the history lets one running maximum serve all histories.
    """
    import numpy as np

    rows = _histories(relations)
    history = rows.groupby(HISTORY, sort=False).ngroup().to_numpy(dtype="int64")
    starts = _days(rows["effective_from"]) + history * 10**7
    ends = _days(rows["effective_until"]) + history * 10**7
    latest = np.maximum.accumulate(ends)
    holder = np.maximum.accumulate(np.where(ends == latest, np.arange(len(rows)), 0))
    later = np.flatnonzero((history[1:] == history[:-1]) & (starts[1:] < latest[:-1])) + 1
    return rows.iloc[later].reset_index(drop=True), rows.iloc[holder[later - 1]].reset_index(drop=True)


def _histories(relations: pd.DataFrame) -> pd.DataFrame:
    """Relations that last at least a day, each once, only where a history has more than one, in order of start."""
    lasting = relations["effective_until"].isna() | certainly(
        relations["effective_until"] > relations["effective_from"]
    )
    complete = relations[[*HISTORY, "effective_from"]].notna().all(axis=1)
    rows = relations.loc[lasting & complete & _first_of_key(relations)]
    several = rows.loc[rows.duplicated(HISTORY, keep=False)]
    return several.sort_values([*HISTORY, "effective_from"]).reset_index(drop=True)


def _days(dates: pd.Series[Any]) -> Any:
    """Day numbers; an open end is after every date."""
    return dates.astype("int32[pyarrow]").fillna(5 * 10**6).to_numpy(dtype="int64")


def _overlap(row: Record, places: Places) -> Finding:
    facts = {**_pair(row), "earlier_place": spot(places, _earlier(row), "effective_from")}
    return cell_finding("X32", row, "effective_from", places, **facts)


def _pair(row: Record) -> dict[str, object]:
    return {
        "customer": row["customer_id"],
        "employee": row["employee_id"],
        "type": row["relation_type"],
        "later": _span(row),
        "earlier": _span(_earlier(row)),
    }


def _earlier(row: Record) -> Record:
    return {name.removeprefix("earlier_"): value for name, value in row.items() if name.startswith("earlier_")}


def _span(row: Record) -> str:
    return f"{row['effective_from']}至{row['effective_until'] or '未失效'}"


def _overlap_examples(rows: list[Record]) -> str:
    return listing(f"客户{row['customer_id']}（工号{row['employee_id']}，{row['relation_type']}）" for row in rows)


def _early_examples(rows: list[Record]) -> str:
    return listing(f"客户{row['customer_id']}（{row['effective_from']}生效，{row['opened_on']}开户）" for row in rows)
