"""Ledgers from month to month: what is carried on, read back from the workbook, and refused when it does not fit."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow as pa
import pytest

from pipeline.archive.record import write_run_json
from pipeline.carry import carried_into, later_month_rests_on, read_balances
from pipeline.ledgers.balances import ledger_balances, ledger_openings
from pipeline.month import Request, compute
from pipeline.period import Period
from pipeline.reports.stage_books import StageSheet, write_stage_book
from pipeline.settings import load
from pipeline.stages import ledger_stem
from schemas.appraisal import OPEN_LEAVE
from schemas.results import HISTORY, LEDGER_BALANCES, LEDGER_MOVEMENTS, LEDGER_OPENINGS

from .mini import AGENT, EMPLOYEE, Mini, after
from .tables import JANUARY, carried, frame, run_month, standard

FEBRUARY = Period(2026, 2)
Row = dict[str, Any]
RECORDS = {
    "empty": b"", "cut": b'{"outputs": {', "not text": b"\xff\xfe", "null": b"null", "a list": b"[]",
    "no names": b'{"outputs": []}', "no hashes": b'{"outputs": {"a": 1}}', "deep": b"[" * 100_000,
}  # fmt: skip
"""What may have become of a run.json."""


def opening(ledger: str, amount: str, **names: str) -> Row:
    """One row of ledger_openings."""
    return {"ledger": ledger, "employee_id": "", "object": "", "origin": "", "opening": Decimal(amount), **names}


def balance(ledger: str, closing: str, **names: str) -> Row:
    """One row of ledger_balances that has moved from zero."""
    amounts = {"opening": Decimal("0.00"), "movement": Decimal(closing), "closing": Decimal(closing)}
    return {"ledger": ledger, "employee_id": "", "object": "", "origin": "", **amounts, **names}


def write_ledger(
    outputs: Path, period: Period, balances: list[Row], movements: Sequence[Row] = (),
    held: Sequence[Row] | None = (), leave: Sequence[Row] | None = (),
) -> Path:  # fmt: skip
    """A month's result that has its ledger and its run.json; returns the folder.

    ``held`` None: no sheet 往期, ``leave`` None: no sheet 未完请假.
    """
    folder = outputs / str(period)
    folder.mkdir(parents=True)
    sheets = [
        StageSheet(LEDGER_MOVEMENTS, LEDGER_MOVEMENTS.from_rows(list(movements))),
        StageSheet(LEDGER_BALANCES, LEDGER_BALANCES.from_rows(balances)),
    ]
    if held is not None:
        sheets.append(StageSheet(HISTORY, HISTORY.from_rows(list(held))))
    if leave is not None:
        sheets.append(StageSheet(OPEN_LEAVE, OPEN_LEAVE.from_rows(list(leave))))
    path = folder / f"{ledger_stem(period)}.xlsx"
    write_stage_book(path, title="07 台账", note="", sheets=sheets, period=str(period), branch="示例营业部")
    write_run_json(folder, {"period": str(period), "previous_ledger": None})
    return folder


def movements(count: int) -> list[Row]:
    """So many movements of one ledger."""
    return [
        {"ledger": "已奖有效户", "employee_id": "", "object": f"C{number:06}", "origin": "", "item": "有效户奖励",
         "movement": Decimal("1.00"), "article": "第八条"}
        for number in range(count)
    ]  # fmt: skip


def test_the_ledger_reads_back_as_it_was_written(tmp_path: Path) -> None:
    """Names stay text with their zeros, amounts are exact; balances of 0 carry nothing on."""
    write_ledger(
        tmp_path,
        JANUARY,
        [
            balance("风险金", "1234567890.12", employee_id="000148", origin="2025-01"),
            balance("风险金", "0.00", employee_id="000148", origin="2024-12"),
            balance("结欠", "-0.01", employee_id="1E5"),
            balance("已奖有效户", "1.00", object="00912345678901234567"),
            balance("本年累计收入", "9999999999999999.99", employee_id="7"),
        ],
        movements(3),
    )
    read = carried_into(tmp_path, FEBRUARY)
    assert read.findings == []
    assert read.has_predecessor
    assert LEDGER_OPENINGS.from_rows(read.rows).to_dict("records") == [
        opening("风险金", "1234567890.12", employee_id="000148", origin="2025-01"),
        opening("结欠", "-0.01", employee_id="1E5"),
        opening("已奖有效户", "1.00", object="00912345678901234567"),
        opening("本年累计收入", "9999999999999999.99", employee_id="7"),
    ]


@pytest.mark.parametrize("count", [1_999, 2_000, 2_001])
def test_very_many_balances_stand_in_a_file_of_their_own(tmp_path: Path, count: int) -> None:
    """From 2,000 rows on the table leaves the book; nothing is lost, doubled or mixed with the movements."""
    rows = [balance("已奖有效户", "1.00", object=f"C{number:06}") for number in range(count)]
    folder = write_ledger(tmp_path, JANUARY, rows, movements(count))
    detail = f"{ledger_stem(JANUARY)}_明细_台账余额.xlsx"
    assert (folder / detail).exists() == (count >= 2_000)
    read = carried_into(tmp_path, FEBRUARY)
    assert [row["object"] for row in read.rows] == [f"C{number:06}" for number in range(count)]
    assert {row["opening"] for row in read.rows} == {Decimal("1.00")}
    assert read.ledger is not None
    assert read.ledger[0] == (detail if count >= 2_000 else f"{ledger_stem(JANUARY)}.xlsx")


def test_movements_alone_are_many(tmp_path: Path) -> None:
    """The balances stay in the book although the movements have left it."""
    write_ledger(tmp_path, JANUARY, [balance("结欠", "5.00", employee_id="1")], movements(5_000))
    read = carried_into(tmp_path, FEBRUARY)
    assert read.rows == [opening("结欠", "5.00", employee_id="1")]


def test_a_ledger_without_balances_carries_nothing_on(tmp_path: Path) -> None:
    """An empty ledger is a predecessor all the same."""
    write_ledger(tmp_path, JANUARY, [])
    read = carried_into(tmp_path, FEBRUARY)
    assert (read.rows, read.has_predecessor, read.findings) == ([], True, [])


def test_a_large_ledger_is_read_in_seconds(tmp_path: Path) -> None:
    """60,000 awarded customers: reading and opening them does not hold up a month."""
    rows = [balance("已奖有效户", "1.00", object=f"C{number:06}") for number in range(60_000)]
    folder = write_ledger(tmp_path, JANUARY, rows)
    started = time.process_time()
    read = read_balances(folder / f"{ledger_stem(JANUARY)}_明细_台账余额.xlsx")
    opened = ledger_openings(LEDGER_OPENINGS.from_rows(read), frame("期初", []), True, FEBRUARY, standard())
    assert len(opened) == 60_000
    assert time.process_time() - started < 20


def test_a_ledger_without_the_headings_of_one_is_our_own_mistake(tmp_path: Path) -> None:
    """run.json vouches for the file, so the clerk cannot mend it: an exception."""
    book = openpyxl.Workbook()
    book.active.title = "台账余额"  # type: ignore[union-attr]
    book.active.append(["台账", "工号", "期末余额"])  # type: ignore[union-attr]
    book.save(tmp_path / "x.xlsx")
    with pytest.raises(ValueError, match="closing ledger"):
        read_balances(tmp_path / "x.xlsx")


def test_what_tells_of_no_earlier_month(tmp_path: Path) -> None:
    """Other folders, later months, stopped runs, and files that are no result: ledgers start from zero."""
    assert carried_into(tmp_path / "none", FEBRUARY).findings == []
    for name in ("2026-03", "2026-2", "2025-13", "0000-12", "２０２５-12", ".临时"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "run.json").write_text("{}")
    for name in ("2026-01/待更正/错误清单_2026-01.xlsx", "2025-12/我的.xlsx", "历史版本/2025-11/x/run.json"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).touch()
    read = carried_into(tmp_path, FEBRUARY)
    assert (read.findings, read.has_predecessor) == ([], False)


@pytest.mark.parametrize(
    ("left", "code", "said"),
    [
        ("2026-01/结转台账_2026-01.xlsx", "L02", "2026-01的结转台账与其运行记录不符：run.json（缺失或读不出）"),
        ("2026-01/run.json/x", "L02", "2026-01的结转台账与其运行记录不符：run.json（缺失或读不出）"),
        ("2025-11/结转台账_2025-11.xlsx", "L01", "没有2026-01的结果，但有更早的2025-11：台账接不上"),
        ("历史版本/2026-01/第001版/run.json", "L01", "没有2026-01的结果，但历史版本中有2026-01：台账接不上"),
        ("历史版本/2025-07/第002版_有手工改动/x", "L01", "没有2026-01的结果，但历史版本中有2025-07：台账接不上"),
    ],
)
def test_what_tells_of_an_earlier_month_stops(tmp_path: Path, left: str, code: str, said: str) -> None:
    """Nobody starts from zero because a file or a folder was removed."""
    (tmp_path / left).parent.mkdir(parents=True)
    (tmp_path / left).touch()
    read = carried_into(tmp_path, FEBRUARY)
    assert [(found.code, found.message) for found in read.findings] == [(code, said)]
    assert not read.has_predecessor


@pytest.mark.parametrize("place", ["2026-02", "历史版本/2026-02/第003版"])
def test_a_month_that_once_rested_on_a_ledger_does_not_start_from_zero(tmp_path: Path, place: str) -> None:
    """Its own run.json, or that of its last version, names the ledger."""
    (tmp_path / place).mkdir(parents=True)
    write_run_json(tmp_path / place, {"previous_ledger": {"file": "结转台账_2026-01.xlsx", "sha256": "a"}})
    assert [found.message for found in carried_into(tmp_path, FEBRUARY).findings] == [
        "没有2026-01的结果，但2026-02上次是以“结转台账_2026-01.xlsx”为期初算的：台账接不上"
    ]


# Quantities of earlier months.


def past(quantity: str, figure: str | None, word: str | None = None, **names: str) -> Row:
    """One row of history."""
    amount = None if figure is None else Decimal(figure)
    return {"quantity": quantity, "employee_id": "000148", "origin": "2025-12", "figure": amount, "word": word, **names}


HELD = [
    past("达成率", "0.33333333333333"),
    past("达成率", "-0.01", origin="2025-11"),
    past("资产", "123456789012345678.12345678901234"),
    past("提成", "0.00", employee_id="1E5"),
    past("达标", None, "是"),
    past("级别", None, "007"),
    past("备注", None),
]


def test_quantities_of_earlier_months_read_back_as_they_were_written(tmp_path: Path) -> None:
    """Figures to their last decimal, words as text, nothing as nothing; a 0 is a figure like any other."""
    write_ledger(tmp_path, JANUARY, [], held=HELD)
    read = carried_into(tmp_path, FEBRUARY)
    assert HISTORY.from_rows(read.history).to_dict("records") == HISTORY.from_rows(HELD).to_dict("records")
    assert (read.rows, read.history_file) == ([], None)


def test_a_ledger_of_before_there_was_a_past(tmp_path: Path) -> None:
    """A workbook without the sheet carries no past on."""
    write_ledger(tmp_path, JANUARY, [balance("结欠", "5.00", employee_id="1")], held=None)
    read = carried_into(tmp_path, FEBRUARY)
    assert (read.history, len(read.rows), read.findings) == ([], 1, [])


@pytest.mark.parametrize("count", [1_999, 2_000])
def test_very_many_quantities_stand_in_a_file_of_their_own(tmp_path: Path, count: int) -> None:
    """From 2,000 rows on they leave the book, and both files are what the next month rests on."""
    rows = [past("提成", f"{number}.25", employee_id=f"{number:06}") for number in range(count)]
    write_ledger(tmp_path, JANUARY, [balance("结欠", "5.00", employee_id="1")], held=rows)
    read = carried_into(tmp_path, FEBRUARY)
    assert [(row["employee_id"], row["figure"]) for row in read.history] == [
        (row["employee_id"], row["figure"]) for row in rows
    ]
    assert read.ledger is not None
    assert read.ledger[0] == "结转台账_2026-01.xlsx"
    assert (read.history_file is not None) == (count >= 2_000)
    if read.history_file:
        assert read.history_file[0] == "结转台账_2026-01_明细_往期.xlsx"


def test_a_later_month_rests_on_the_past_as_well(tmp_path: Path) -> None:
    """L05 also where only the quantities of earlier months, in a file of their own, are others than those used."""
    rows = [past("提成", f"{number}.25", employee_id=f"{number:06}") for number in range(2_000)]
    folder = write_ledger(tmp_path, JANUARY, [], held=rows)
    read = carried_into(tmp_path, FEBRUARY)
    assert read.ledger
    assert read.history_file
    named = [{"file": file, "sha256": sha} for file, sha in (read.ledger, read.history_file)]
    later = tmp_path / "2026-02"
    later.mkdir()
    write_run_json(later, {"previous_ledger": named[0], "previous_history": named[1]})
    assert later_month_rests_on(tmp_path, JANUARY, folder) == []
    for other in (None, {**named[1], "sha256": "0"}):
        write_run_json(later, {"previous_ledger": named[0], "previous_history": other})
        assert [found.code for found in later_month_rests_on(tmp_path, JANUARY, folder)] == ["L05"]


def test_an_altered_past_is_refused(tmp_path: Path) -> None:
    """L02: what was carried on is proved by hash, in whichever file it stands."""
    rows = [past("提成", f"{number}.25", employee_id=f"{number:06}") for number in range(2_000)]
    folder = write_ledger(tmp_path, JANUARY, [], held=rows)
    (folder / "结转台账_2026-01_明细_往期.xlsx").write_bytes(b"")
    assert [found.code for found in carried_into(tmp_path, FEBRUARY).findings] == ["L02"]


@pytest.mark.parametrize("has_ledger", [False, True])
def test_the_past_of_the_first_month_is_delivered(mini: Mini, has_ledger: bool) -> None:
    """往期：… in 期初 is no balance but the figure of an earlier month; with a month before only its ledger counts."""
    opened = [
        {"工号": EMPLOYEE, "台账": "往期：佣金提成", "余额": "1234.56", "来源期间": "2025-12"},
        {"工号": EMPLOYEE, "台账": "往期:考核系数", "余额": "0.9125", "来源期间": "2025-11"},
        {"工号": EMPLOYEE, "台账": "结欠", "余额": "5"},
    ]
    if has_ledger:
        write_ledger(mini.outputs, Period(2025, 12), [], held=[past("佣金提成", "7.00")])
    request = Request(JANUARY, load(mini.config), mini.deliver("2026-01", 期初=opened).inputs, mini.outputs)
    tables = compute(request, only_checks=True).outcome.tables
    assert [tuple(row.values()) for row in tables["carried_history"].to_dict("records")] == (
        [("佣金提成", "000148", "2025-12", Decimal(7), None)]
        if has_ledger
        else [
            ("考核系数", EMPLOYEE, "2025-11", Decimal("0.9125"), None),
            ("佣金提成", EMPLOYEE, "2025-12", Decimal("1234.56"), None),
        ]
    )
    openings = ledger_openings(carried([]), tables["openings"], False, JANUARY, standard())
    assert openings["ledger"].tolist() == ["结欠"]


# Leave that is not over.


def off(number: str | None, **more: Any) -> Row:
    """A sick note of January to the middle of March."""
    return {
        "leave_id": number, "employee_id": "000148", "leave_kind": "病假", "leave_from": date(2026, 1, 20),
        "leave_until": date(2026, 3, 15), "granted_on": date(2026, 1, 19), "granted": "同意", "month": "2026-01",
        **more,
    }  # fmt: skip


def test_leave_reads_back_as_it_was_written(tmp_path: Path) -> None:
    """Numbers keep their zeros, days are days, half days exact, what is empty is empty."""
    rows = [off("007", leave_days=Decimal("38.5")), off(None, granted=None), off("1E5", granted_on=None)]
    write_ledger(tmp_path, JANUARY, [], leave=rows)
    read = carried_into(tmp_path, FEBRUARY)
    assert OPEN_LEAVE.from_rows(read.leave).equals(OPEN_LEAVE.from_rows(rows))
    assert read.leave_file is None


def test_a_ledger_of_before_leave_was_carried_on(tmp_path: Path) -> None:
    """A workbook without the sheet carries no leave on, and is no mistake."""
    write_ledger(tmp_path, JANUARY, [balance("结欠", "5.00", employee_id="1")], leave=None)
    read = carried_into(tmp_path, FEBRUARY)
    assert (read.leave, len(read.rows), read.findings) == ([], 1, [])


def test_very_many_slips_stand_in_a_file_of_their_own(tmp_path: Path) -> None:
    """Both files are what the next month rests on: L05 where only the slips are others."""
    folder = write_ledger(tmp_path, JANUARY, [], leave=[off(f"{number:06}") for number in range(2_000)])
    read = carried_into(tmp_path, FEBRUARY)
    assert read.ledger
    assert read.leave_file
    assert (len(read.leave), read.leave_file[0]) == (2_000, "结转台账_2026-01_明细_未完请假.xlsx")
    named = [{"file": file, "sha256": sha} for file, sha in (read.ledger, read.leave_file)]
    later = tmp_path / "2026-02"
    later.mkdir()
    write_run_json(later, {"previous_ledger": named[0], "previous_leave": named[1]})
    assert later_month_rests_on(tmp_path, JANUARY, folder) == []
    write_run_json(later, {"previous_ledger": named[0], "previous_leave": {**named[1], "sha256": "0"}})
    assert [found.code for found in later_month_rests_on(tmp_path, JANUARY, folder)] == ["L05"]


@pytest.mark.parametrize(("again", "days"), [((), 28), (("2026-02-10",), 0)], ids=["not again", "cut short"])
def test_a_slip_counts_on_where_the_month_does_not_deliver_it(mini: Mini, again: tuple[str, ...], days: int) -> None:
    """Sick from 20 January to 15 March: all of February is long leave; back on 11 February it was no month."""
    write_ledger(mini.outputs, JANUARY, [], leave=[off("007", employee_id=EMPLOYEE)])
    slip = {"请假单号": "007", "工号": EMPLOYEE, "假别": "病假", "开始日期": "2026-01-20", "审批结果": "同意"}
    slips = [{**slip, "结束日期": last} for last in again]
    mini.deliver("2026-02", **({"请假单": slips} if slips else {}))
    tables = compute(Request(FEBRUARY, load(mini.config), mini.inputs, mini.outputs)).outcome.tables
    found = dict(zip(tables["leave_review"]["employee_id"], tables["leave_review"]["days_long_leave"], strict=True))
    assert found[EMPLOYEE] == days
    assert tables["open_leave"]["leave_id"].tolist() == ([] if again else ["007"])


def test_the_explanation_names_the_slip_carried_on(mini: Mini) -> None:
    """Nobody finds it among the files of February."""
    write_ledger(mini.outputs, JANUARY, [], leave=[off("007", employee_id=EMPLOYEE)])
    told = mini.deliver("2026-02").command("explain", "2026-02", EMPLOYEE, "长假天数").output
    assert "长假天数 = 28 天" in told
    assert "2026-01的请假单 007 病假 2026-01-20 2026-03-15" in told


# Opening balances.


def test_delivered_balances_are_for_the_first_month_only() -> None:
    """With a month before, only its ledger counts, even an empty one."""
    delivered = frame("期初", [{"工号": "1", "台账": "结欠", "余额": "7"}])
    before = carried([{"台账": "结欠", "工号": "1", "期初余额": "3"}])
    openings = ledger_openings(before, delivered, False, FEBRUARY, standard())
    assert openings.to_dict("records") == [opening("结欠", "7.00", employee_id="1")]
    openings = ledger_openings(before, delivered, True, FEBRUARY, standard())
    assert openings.to_dict("records") == [opening("结欠", "3.00", employee_id="1")]
    assert ledger_openings(carried([]), delivered, True, FEBRUARY, standard()).empty


def test_delivered_balances_keep_only_the_names_their_ledger_is_kept_by() -> None:
    """Who brought in an awarded customer, or a month beside a debt, is a remark; such rows add up."""
    delivered = frame(
        "期初",
        [
            {"工号": "1", "台账": "已奖有效户", "余额": "1", "对象": "C1", "来源期间": "2025-03"},
            {"工号": "1", "台账": "结欠", "余额": "2.50", "来源期间": "2025-11"},
            {"工号": "1", "台账": "结欠", "余额": "0.25", "来源期间": "2025-12", "对象": "C9"},
            {"工号": "1", "台账": "风险金", "余额": "10", "来源期间": "2025-11", "对象": "C9"},
            {"工号": "1", "台账": "风险金", "余额": "20", "来源期间": "2025-12"},
        ],
    )
    assert ledger_openings(carried([]), delivered, False, FEBRUARY, standard()).to_dict("records") == [
        opening("已奖有效户", "1.00", object="C1"),
        opening("结欠", "2.75", employee_id="1"),
        opening("风险金", "10.00", employee_id="1", origin="2025-11"),
        opening("风险金", "20.00", employee_id="1", origin="2025-12"),
    ]


@pytest.mark.parametrize(
    ("period", "kept"), [(Period(2025, 12), True), (Period(2026, 1), False), (Period(2026, 2), True)]
)
def test_ledgers_of_the_year_start_anew_in_january(period: Period, kept: bool) -> None:
    """The tax year ends with December; deposits, debts and awards go on."""
    names = ("本年累计收入", "本年累计专项扣除", "本年累计附加税费", "本年已扣税额", "本年任职月数")
    before = carried([{"台账": name, "工号": "1", "期初余额": "9"} for name in (*names, "结欠")])
    found = set(ledger_openings(before, frame("期初", []), True, period, standard())["ledger"])
    assert found == ({*names, "结欠"} if kept else {"结欠"})


def test_a_ledger_the_standard_no_longer_keeps_is_carried_on() -> None:
    """Money does not vanish because a new standard drops a ledger: its balances stay, with all their names."""
    before = carried([{"台账": "旧台账", "工号": "1", "对象": "C1", "来源期间": "2020-01", "期初余额": "5"}])
    openings = ledger_openings(before, frame("期初", []), True, JANUARY, standard())
    assert openings.to_dict("records") == [opening("旧台账", "5.00", employee_id="1", object="C1", origin="2020-01")]


# Balances.


def test_opening_and_movements_are_the_closing() -> None:
    """Per person, object and month of origin; what neither was nor moved has no line."""
    openings = LEDGER_OPENINGS.from_rows(
        [
            opening("结欠", "100.00", employee_id="1"),
            opening("结欠", "0.00", employee_id="2"),
            opening("风险金", "30.00", employee_id="1", origin="2025-01"),
        ]
    )
    moved = LEDGER_MOVEMENTS.from_rows(
        [
            {**_names("结欠", "1"), "item": "上期结欠", "movement": Decimal("-100.00")},
            {**_names("结欠", "1"), "item": "本期结欠", "movement": Decimal("12.34")},
            {**_names("风险金", "1", "2026-01"), "item": "风险金计提", "movement": Decimal("1.00")},
        ]
    )
    found = ledger_balances(openings, moved)
    LEDGER_BALANCES.schema.validate(found)
    shown = [(row["ledger"], row["origin"], row["opening"], row["movement"], row["closing"]) for row in
             found.to_dict("records")]  # fmt: skip
    assert [tuple(map(str, line)) for line in shown] == [
        ("结欠", "", "100.00", "-87.66", "12.34"),
        ("风险金", "2025-01", "30.00", "0.00", "30.00"),
        ("风险金", "2026-01", "0.00", "1.00", "1.00"),
    ]


def _names(ledger: str, person: str, origin: str = "") -> Row:
    return {"ledger": ledger, "employee_id": person, "object": "", "origin": origin}


def test_balances_of_people_who_left_stay() -> None:
    """Who is not on the roster keeps what is his, untouched."""
    outcome = run_month({}, closing_before=[{"台账": "风险金", "工号": "9", "来源期间": "2025-01", "期初余额": "8.00"}])
    found = outcome.tables["ledger_balances"]
    pd.testing.assert_series_equal(
        found["closing"], pd.Series([Decimal("8.00")], dtype=pd.ArrowDtype(pa.decimal128(18, 2)), name="closing")
    )


# Through the command.


def test_three_months_hand_on_their_ledgers(mini: Mini) -> None:
    """The closing of a month is the opening of the next, as its run.json records by name and hash."""
    for months in range(3):
        period = after("2026-01", months)
        assert mini.deliver(period).run(period)["status"] == "ok"
        if months:
            before = after(period, -1)
            record = json.loads(mini.written(period)["run.json"])["previous_ledger"]
            assert record["file"] == f"结转台账_{before}.xlsx"
            assert record["sha256"] == json.loads(mini.written(before)["run.json"])["outputs"][record["file"]]
    rows = carried_into(mini.outputs, Period(2026, 4)).rows
    found = {(row["ledger"], row["employee_id"], row["origin"]): str(row["opening"]) for row in rows}
    # 每月：应发 5890，三险一金 500，(5890 − 500 − 5000) × 3% = 11.70；风险金 250
    assert found == {
        ("本年任职月数", EMPLOYEE, ""): "3.00",
        ("本年从业月数", AGENT, ""): "3.00",
        ("本年累计收入", EMPLOYEE, ""): "17670.00",
        ("本年累计专项扣除", EMPLOYEE, ""): "1500.00",
        ("本年已扣税额", EMPLOYEE, ""): "35.10",
        ("风险金", EMPLOYEE, "2026-01"): "250.00",
        ("风险金", EMPLOYEE, "2026-02"): "250.00",
        ("风险金", EMPLOYEE, "2026-03"): "250.00",
    }


def test_a_missing_month_between_is_refused(january: Mini) -> None:
    """L01: the ledgers would not join."""
    january.deliver("2026-03")
    assert january.messages("2026-03", "L01") == ["没有2026-02的结果，但有更早的2026-01：台账接不上"]
    assert january.run("2026-03")["status"] == "stopped"
    assert january.check("2026-03")["status"] == "stopped"


def test_an_altered_ledger_is_refused(january: Mini) -> None:
    """L02: what was carried on is proved by the hash of the month that made it."""
    ledger = january.outputs / "2026-01" / "结转台账_2026-01.xlsx"
    ledger.write_bytes(ledger.read_bytes() + b"\0")
    answer = january.deliver("2026-02").run("2026-02")
    stops = [(found["code"], found["message"]) for found in answer["findings"] if found["level"] == "阻断"]
    assert stops == [("L02", "2026-01的结转台账与其运行记录不符：结转台账_2026-01.xlsx")]
    assert answer["status"] == "stopped"


@pytest.mark.parametrize("harm", ["ledger", "detail", *RECORDS])
def test_a_ledger_that_is_not_proved_is_refused(tmp_path: Path, harm: str) -> None:
    """L02 also for a file that is gone, for the one beside the ledger, and for a record that cannot be read."""
    rows = [balance("已奖有效户", "1.00", object=f"C{number}") for number in range(5_000)]
    folder = write_ledger(tmp_path, JANUARY, rows)
    stem = ledger_stem(JANUARY)
    name = f"{stem}_明细_台账余额.xlsx" if harm == "detail" else f"{stem}.xlsx"
    if harm in ("ledger", "detail"):
        (folder / name).unlink()
    else:
        (folder / "run.json").write_bytes(RECORDS[harm])
    read = carried_into(tmp_path, FEBRUARY)
    told = name if harm in ("ledger", "detail") else "run.json（缺失或读不出）"
    assert [found.message for found in read.findings] == [f"2026-01的结转台账与其运行记录不符：{told}"]
    assert not read.has_predecessor


def test_a_result_that_never_had_a_ledger_is_refused(tmp_path: Path) -> None:
    """L02 names the workbook that should be there."""
    (tmp_path / "2026-01").mkdir()
    write_run_json(tmp_path / "2026-01", {})
    read = carried_into(tmp_path, FEBRUARY)
    assert [found.message for found in read.findings] == ["2026-01的结转台账与其运行记录不符：结转台账_2026-01.xlsx"]
    assert not read.has_predecessor


def test_a_later_month_whose_record_cannot_be_read_is_told(tmp_path: Path) -> None:
    """Nothing proves what it rests on: L05."""
    folder = write_ledger(tmp_path, JANUARY, [])
    write_ledger(tmp_path, FEBRUARY, [])
    (tmp_path / "2026-02" / "run.json").write_text("{")
    said = [found.message for found in later_month_rests_on(tmp_path, JANUARY, folder)]
    assert said == ["2026-02的期初不是本月这次的结转台账"]


def test_a_first_month_without_opening_balances_is_told(mini: Mini) -> None:
    """L03 is a notice: everything starts from zero."""
    said = mini.messages("2026-01", "L03")
    assert said == ["这是系统中的第一个月，没有交来期初工作簿，全部台账从0开始"]
    mini.deliver("2026-02")
    assert mini.messages("2026-02", "L03") == []


def test_opening_balances_are_taken_in_the_first_month_and_ignored_later(mini: Mini) -> None:
    """L04 is a notice with the number of rows that were not used."""
    debt = [{"工号": EMPLOYEE, "台账": "结欠", "余额": "100"}, {"工号": AGENT, "台账": "结欠", "余额": "1"}]
    mini.deliver("2026-01", 期初=debt)
    first = mini.run("2026-01")
    assert [found["code"] for found in first["findings"] if found["code"].startswith("L")] == []
    assert first["totals"]["上期结欠"] == "101.00"
    mini.deliver("2026-02", 期初=debt)
    said = mini.messages("2026-02", "L04")
    assert said == ["本月已有2026-01的结转台账，交来的期初工作簿没有采用（2行）"]
    # 张三还清了 100.00；李四的 1.00 没有应发可扣，继续欠。
    assert mini.run("2026-02")["totals"]["上期结欠"] == "1.00"


@pytest.mark.long
def test_a_later_month_that_rests_on_an_older_ledger_is_told(january: Mini) -> None:
    """L05 only when the ledger really changed, and until the later month has been run again."""
    january.deliver("2026-02").run("2026-02")
    assert january.messages("2026-01", "L05") == []
    january.deliver("2026-01", 手工调整=[{"工号": EMPLOYEE, "金额": "10"}])
    assert january.messages("2026-01", "L05") == ["2026-02的期初不是本月这次的结转台账"]
    written = january.written("2026-01")
    january.run("2026-02")
    assert january.messages("2026-01", "L05") == []
    assert january.written("2026-01") == written


@pytest.mark.long
def test_later_months_change_no_byte_of_a_result(january: Mini) -> None:
    """L05 is told, on screen too, and not written; no version is made."""
    january.deliver("2026-02").run("2026-02")
    (january.outputs / "2026-02" / "run.json").write_text("{}")
    before = january.written("2026-01")
    said = january.command("run", "2026-01").stdout
    assert "提醒 L05 后续月份需重算：1 处\n" in said
    assert "与上一次的结果完全相同，没有改动任何文件。" in said
    assert january.written("2026-01") == before
    assert not (january.outputs / "历史版本").exists()


@pytest.mark.parametrize("record", list(RECORDS)[:2])
def test_a_month_whose_record_was_spoilt_is_run_again(january: Mini, record: str) -> None:
    """The next month stops with L02; the month itself runs, and then so does the next."""
    good = january.written("2026-01")
    (january.outputs / "2026-01" / "run.json").write_bytes(RECORDS[record])
    assert "L02" in {found["code"] for found in january.deliver("2026-02").run("2026-02")["findings"]}
    assert january.command("explain", "2026-01", EMPLOYEE).exit_code == 0
    again = january.run("2026-01")
    kept = (january.outputs / "历史版本" / "2026-01" / "第001版_有手工改动").as_posix()
    assert [found["message"] for found in again["findings"] if found["code"] in ("L06", "L07")] == [
        f"上次运行之后被改动过、已换成本次算出的：run.json；改动过的保存在 {kept}"
    ]
    assert january.written("2026-01") == good
    assert january.run("2026-02")["status"] == "ok"


@pytest.mark.parametrize("removed", ["2026-01/run.json", "2026-01"])
def test_a_predecessor_that_was_removed_is_missed(january: Mini, removed: str) -> None:
    """The ledger of February does not silently start from zero."""
    january.deliver("2026-02").run("2026-02")
    good = january.written("2026-02")
    path = january.outputs / removed
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    answer = january.run("2026-02")
    assert answer["status"] == "stopped"
    codes = {found["code"] for found in answer["findings"] if found["code"].startswith("L")}
    assert codes == {"L01" if removed == "2026-01" else "L02"}
    assert good.items() <= january.written("2026-02").items()


def test_a_month_put_before_the_first_is_told(mini: Mini) -> None:
    """The later month started from zero, so it does not rest on this ledger at all."""
    mini.deliver("2026-02").run("2026-02")
    assert mini.messages("2026-01", "L05") == ["2026-02的期初不是本月这次的结转台账"]
    assert later_month_rests_on(mini.outputs, Period(2026, 3), mini.outputs / "2026-02") == []
