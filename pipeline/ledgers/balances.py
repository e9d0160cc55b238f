"""Ledgers of the month: what was brought forward, what the items moved, what is carried on.

Scheme: 第八条 (accounts already awarded), 第十三条 (deposit by month of origin), 第十四条 (debt).
Law: cumulative withholding (国家税务总局公告2018年第61号) keeps the year's figures on ledgers.
Late corrections (指引第十五条) put opening balances right: formulas ask the balances put right, the closing ledger
shows the correction as a movement of its own, so that every opening is the closing of the month before.
Reads: carried, openings, pay_items, statutory_items, customer_items, record_items, record_pay, person_measures,
correction_ledgers.
Writes: ledger_openings, ledger_movements, ledger_balances.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.period import Period
from pipeline.scheme.compile import Rules
from pipeline.scheme.model import LedgerText, Posting
from pipeline.scheme.parts import CUSTOMER, PERSON
from pipeline.settings import Standard
from pipeline.standard_tables import object_names, record_facts
from schemas.intake import past_quantity
from schemas.results import LEDGER_BALANCES, LEDGER_MOVEMENTS, LEDGER_OPENINGS

KEY = LEDGER_BALANCES.key  # ledger, 工号, object, month of origin
NAMED_BY = {
    "人员": ("employee_id",), "人员与来源期间": ("employee_id", "origin"), "人员与对象": ("employee_id", "object"),
    "客户": ("object",),
}  # fmt: skip
RESET_IN = {"不清零": (), "每年一月清零": (1,), "每季首月清零": (1, 4, 7, 10)}
"""The months in which a ledger starts anew."""
CORRECTED = "前期差错"
"""The item of a movement that a late correction makes."""
ZERO = pa.scalar(Decimal("0.00"), pa.decimal128(18, 2))


def ledger_openings(
    carried: pd.DataFrame,
    openings: pd.DataFrame,
    has_predecessor: bool,
    period: Period,
    standard: Standard,
    correction_ledgers: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The balances the month starts from: carried on by the month before, or delivered for the first month (期初).

    Ledgers of the year start anew in January; a delivered balance keeps only the names its ledger is kept by.
    A balance of a ledger this standard does not keep is carried on untouched; quantities of earlier months (往期) are
    no balances.  Differences that late corrections post are added.
    """
    given = carried if has_predecessor else openings.rename(columns={"balance": "opening"})
    known = pa.table({name: given[name].array.__arrow_array__() for name in (*KEY, "opening")})
    keeping = {ledger.name: ledger for _, ledger in ledgers_of(standard)}
    parts = [LEDGER_OPENINGS.arrow_schema.empty_table()]
    for name in pc.unique(known["ledger"]).to_pylist():
        if past_quantity(name):
            continue
        ledger = keeping.get(name)
        if ledger is None or period.month not in RESET_IN[ledger.reset]:
            parts.append(_named(known.filter(pc.field("ledger") == name), ledger))
    put_right = _posted(correction_ledgers)
    summed = _summed(pa.concat_tables([*parts, put_right]), ["opening"])
    # A balance that a correction takes away is none: nobody is to find it there with 0.
    return LEDGER_OPENINGS.frame(summed.filter(pc.not_equal(summed["opening"], ZERO)) if len(put_right) else summed)


def _posted(correction_ledgers: pd.DataFrame | None) -> pa.Table:
    """What corrections change of opening balances, as ``ledger_openings``."""
    if correction_ledgers is None or correction_ledgers.empty:
        return LEDGER_OPENINGS.arrow_schema.empty_table()
    rows = correction_ledgers.rename(columns={"ledger_difference": "opening"})
    lines = pa.table({name: rows[name].array.__arrow_array__() for name in (*KEY, "opening")})
    return _named(lines, None)


def _named(part: pa.Table, ledger: LedgerText | None) -> pa.Table:
    """The balances of one ledger with the names it is kept by; the other names empty."""
    names = KEY if ledger is None else ("ledger", *NAMED_BY[ledger.by])
    columns = {
        name: pc.fill_null(part[name], "") if name in names else pa.array([""] * part.num_rows, pa.string())
        for name in KEY
    }
    return pa.table({**columns, "opening": part["opening"].cast(ZERO.type)})


def ledgers_of(standard: Standard) -> Iterator[tuple[Rules, LedgerText]]:
    """Every ledger with the rule set that keeps it."""
    for rules in standard.rule_sets:
        for ledger in rules.text.ledgers:
            yield rules, ledger


def ledger_movements(
    customer_items: pd.DataFrame,
    record_items: pd.DataFrame,
    record_pay: pd.DataFrame,
    person_measures: pd.DataFrame,
    pay_items: pd.DataFrame,
    period: Period,
    standard: Standard,
    statutory_items: pd.DataFrame | None = None,
    correction_ledgers: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row per item and person (customer, line of a record) that moves a ledger; items of 0 move nothing."""
    rows: list[dict[str, Any]] = list(_corrected(correction_ledgers))
    of_persons = [frame for frame in (statutory_items, pay_items, person_measures) if frame is not None]
    for rules, ledger in ledgers_of(standard):
        for posting in ledger.post:
            if posting.each == CUSTOMER:
                rows += _customer_rows(ledger, posting, customer_items)
            elif posting.each == PERSON:
                holding = (frame for frame in of_persons if posting.item in frame)
                rows += _person_rows(rules, ledger, posting, next(holding), period)
            else:
                rows += _record_rows(rules, ledger, posting, (record_items, record_pay), period)
    return LEDGER_MOVEMENTS.from_rows(sorted(rows, key=lambda row: (*(row[name] for name in KEY), row["item"])))


def _corrected(correction_ledgers: pd.DataFrame | None) -> Iterator[dict[str, Any]]:
    """A row per balance that a late correction puts right."""
    for row in [] if correction_ledgers is None else correction_ledgers.to_dict("records"):
        names = {name: row[name] if isinstance(row[name], str) else "" for name in KEY}
        item = f"{CORRECTED}·{row['correction']}"
        yield {**names, "item": item, "movement": row["ledger_difference"], "article": "指引第十五条"}


def ledger_balances(
    ledger_openings: pd.DataFrame, ledger_movements: pd.DataFrame, correction_ledgers: pd.DataFrame | None = None
) -> pd.DataFrame:
    """One row per balance that existed or moved: opening + movements = closing.

    The opening is the closing of the month before; what corrections put right stands among the movements.
    """
    opening = pa.Table.from_pandas(ledger_openings, preserve_index=False)
    if len(put_right := _posted(correction_ledgers)):
        undone = put_right.set_column(len(KEY), "opening", pc.negate(put_right["opening"]).cast(ZERO.type))
        opening = _summed(pa.concat_tables([opening.select([*KEY, "opening"]), undone]), ["opening"])
    moved = pa.Table.from_pandas(ledger_movements, preserve_index=False).select([*KEY, "movement"])
    # Each line brings the one figure and 0 for the other, so that one sum per balance gives both.
    lines = [
        opening.append_column("movement", _zeros(opening)),
        moved.append_column("opening", _zeros(moved)).select([*KEY, "opening", "movement"]),
    ]
    summed = _summed(pa.concat_tables(lines), ["opening", "movement"])
    closing = pc.add(summed["opening"], summed["movement"])
    untouched = pc.and_(pc.equal(summed["opening"], ZERO), pc.equal(summed["movement"], ZERO))
    return LEDGER_BALANCES.frame(summed.append_column("closing", closing).filter(pc.invert(untouched)))


def _summed(lines: pa.Table, figures: Sequence[str]) -> pa.Table:
    """One line per balance, by its names, with the sum of each figure."""
    summed = lines.group_by(list(KEY)).aggregate([(figure, "sum") for figure in figures])
    sums = {figure: summed[f"{figure}_sum"].cast(ZERO.type) for figure in figures}
    whole = pa.table({**{name: summed[name] for name in KEY}, **sums})
    return whole.sort_by([(name, "ascending") for name in KEY])


def _zeros(lines: pa.Table) -> pa.Array:
    return pa.array([Decimal("0.00")] * lines.num_rows, ZERO.type)


def _person_rows(
    rules: Rules, ledger: LedgerText, posting: Posting, frame: pd.DataFrame, period: Period
) -> Iterator[dict[str, Any]]:
    posts = rules.posts(posting.who)
    origin = "" if posting.origin is None else str(period.shift(posting.origin))
    for person, post, amount in zip(frame["employee_id"], frame["post"], frame[posting.item], strict=True):
        if amount and (not posts or post in posts):
            moved = amount if posting.sign == "+" else -amount
            yield _row(ledger, posting, moved.quantize(Decimal("0.01")), employee_id=person, origin=origin)


def _customer_rows(ledger: LedgerText, posting: Posting, customers: pd.DataFrame) -> Iterator[dict[str, Any]]:
    moved = customers[customers[posting.item] != Decimal(0)]
    for customer, amount in zip(moved["customer_id"], moved[posting.item], strict=True):
        counted = amount if posting.as_ is None else Decimal(posting.as_.numerator) / posting.as_.denominator
        yield _row(ledger, posting, counted, object=customer)


def _record_rows(
    rules: Rules, ledger: LedgerText, posting: Posting, frames: tuple[pd.DataFrame, pd.DataFrame], period: Period
) -> Iterator[dict[str, Any]]:
    """One row per line whose item is not 0; a second one, with the other sign, where the amount goes to a successor."""
    record = rules.text.record(posting.each)
    assert record is not None
    early, late = (frame[frame["record"] == posting.each] for frame in frames)
    facts = record_facts(early, rules, period)[posting.each]
    names = object_names(record, posting.object, facts) if ledger.by == "人员与对象" else [""] * facts.rows
    origin = "" if posting.origin is None else str(period.shift(posting.origin))
    amounts = (late if posting.item in late else early)[posting.item]
    for row, amount in enumerate(amounts):
        if not amount:
            continue
        moved = (amount if posting.sign == "+" else -amount).quantize(Decimal("0.01"))
        holder = str(facts.value(posting.person or "工号", row))
        yield _row(ledger, posting, moved, employee_id=holder, object=names[row], origin=origin)
        if posting.to and (heir := facts.value(posting.to, row)):
            yield _row(ledger, posting, -moved, employee_id=str(heir), object=names[row], origin=origin)


def _row(ledger: LedgerText, posting: Posting, movement: Decimal, **names: str) -> dict[str, Any]:
    item = f"{posting.kind}·{posting.item}" if posting.kind else posting.item
    return {
        **dict.fromkeys(KEY, ""), **names,
        "ledger": ledger.name, "item": item, "movement": movement, "article": ledger.source,
    }  # fmt: skip
