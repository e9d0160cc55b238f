"""Grades from month to month as a clerk runs them: carried in the closing ledger, taken from quarters, or refused.

Source: 指引第十七条; sample scheme, 第二条 and 第五条.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from pipeline.archive.record import file_sha256, write_run_json
from pipeline.carry import carried_into, later_month_rests_on
from pipeline.collect.spans import changes_stem
from pipeline.decided import decided_before, ended_before, months_paid_otherwise
from pipeline.grade_ledger import Grade, ledger_frame
from pipeline.period import Period, Span
from pipeline.reports.stage_books import StageSheet, write_stage_book
from pipeline.stages import ledger_stem
from schemas.appraisal import GRADE_CHANGES, GRADE_HISTORY
from schemas.results import HISTORY, LEDGER_BALANCES, LEDGER_MOVEMENTS
from tests.frame.mini import BRANCH, EMPLOYEE, Mini
from tests.frame.tables import standard

from .people import day, entry, quarter

FIRST = Span(2026, 1)
MARCH, APRIL, MAY = Period(2026, 3), Period(2026, 4), Period(2026, 5)


def write_span(outputs: Path, changes: Iterable[Grade], span: Span = FIRST, **record: Any) -> Path:
    """A span's result as far as a month reads it."""
    folder = outputs / str(span)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{changes_stem(span)}.xlsx"
    rows = [{name: value for name, value in one.row().items() if name != "grade_until"} for one in changes]
    sheets = [StageSheet(GRADE_CHANGES, GRADE_CHANGES.from_rows(rows))]
    write_stage_book(path, title="级别变动", note="", sheets=sheets, period=str(span), branch="示例营业部")
    write_run_json(folder, {"period": str(span), **record})
    return path


def write_month(outputs: Path, period: Period, grades: Iterable[Grade] | None, **record: Any) -> Path:
    """A month's closing ledger; ``grades`` None: one of before there were grades in it."""
    folder = outputs / str(period)
    folder.mkdir(parents=True, exist_ok=True)
    tables = [LEDGER_MOVEMENTS, LEDGER_BALANCES, HISTORY]
    sheets = [StageSheet(table, table.from_rows([])) for table in tables]
    if grades is not None:
        sheets.append(StageSheet(GRADE_HISTORY, ledger_frame(list(grades))))
    path = folder / f"{ledger_stem(period)}.xlsx"
    write_stage_book(path, title="07 台账", note="", sheets=sheets, period=str(period), branch="示例营业部")
    write_run_json(folder, {"period": str(period), "previous_ledger": None, **record})
    return folder


def test_grades_read_back_as_they_were_written(tmp_path: Path) -> None:
    """Numbers keep their zeros, days are days, what is empty is empty."""
    grades = [
        Grade("000148", "中级", day("01-01"), "期初", "2026-01", until=day("03-31")),
        Grade("000148", "高级", day("04-01"), "季度", "2026Q1", "第十七条", "经理"),
    ]
    write_month(tmp_path, MARCH, grades)
    assert GRADE_HISTORY.from_rows(carried_into(tmp_path, APRIL).grades).equals(ledger_frame(grades))


@pytest.mark.parametrize("count", [1_999, 2_000])
def test_very_many_grades_stand_in_a_file_of_their_own(tmp_path: Path, count: int) -> None:
    """Nothing is lost; the file is proved and remembered like the ledger itself."""
    grades = [Grade(f"{number:06}", "中级", day("01-01"), "期初", "2026-01") for number in range(count)]
    folder = write_month(tmp_path, MARCH, grades)
    read = carried_into(tmp_path, APRIL)
    assert [row["employee_id"] for row in read.grades] == [one.employee_id for one in grades]
    detail = folder / f"{ledger_stem(MARCH)}_明细_级别台账.xlsx"
    assert read.grades_file == ((detail.name, file_sha256(detail)) if count >= 2_000 else None)
    if count >= 2_000:
        ledger = {"file": f"{ledger_stem(MARCH)}.xlsx", "sha256": file_sha256(folder / f"{ledger_stem(MARCH)}.xlsx")}
        apart = {"file": detail.name, "sha256": file_sha256(detail)}
        write_month(tmp_path, APRIL, [], previous_ledger=ledger, previous_grades=apart)
        assert later_month_rests_on(tmp_path, MARCH, folder) == []
        write_month(tmp_path, APRIL, [], previous_ledger=ledger)
        assert [told.code for told in later_month_rests_on(tmp_path, MARCH, folder)] == ["L05"]
        detail.write_bytes(b"")
        assert [told.code for told in carried_into(tmp_path, APRIL).findings] == ["L02"]


def test_a_month_of_before_there_were_grades_carries_none(tmp_path: Path) -> None:
    """Its ledger has no sheet 级别台账: as if nobody had a grade yet."""
    write_month(tmp_path, MARCH, None)
    read = carried_into(tmp_path, APRIL)
    assert (read.grades, read.findings) == ([], [])


@pytest.mark.parametrize(
    ("period", "spans"),
    [("2026-01", "2025 2025Q4"), ("2026-03", "2025 2025Q4"), ("2026-04", "2025 2026Q1"), ("2026-12", "2025 2026Q3")],
)
def test_a_month_takes_the_last_year_and_quarter_that_ended(period: str, spans: str) -> None:
    """Neither the quarter it lies in nor an older one."""
    assert " ".join(map(str, ended_before(Period.parse(period)))) == spans


def test_what_a_quarter_decided_is_read_and_named(tmp_path: Path) -> None:
    """The rows and the sha256 of the file, for ``run.json``."""
    path = write_span(tmp_path, [quarter("高级", who="0007")])
    read = decided_before(tmp_path, APRIL, standard())
    assert read.rows.to_dict("records")[0]["employee_id"] == "0007"
    assert read.files == {f"2026Q1/{path.name}": file_sha256(path)}
    assert read.findings == ()
    assert decided_before(tmp_path, Period(2026, 7), standard()).files == {}


@pytest.mark.parametrize("damage", ["altered", "lost", "record"])
def test_altered_changes_of_grade_stop(tmp_path: Path, damage: str) -> None:
    """G09, as L02 for ledgers: nothing is paid by a file no run left like that."""
    path = write_span(tmp_path, [quarter("高级")])
    if damage == "altered":
        path.write_bytes(path.read_bytes() + b" ")
    elif damage == "lost":
        path.unlink()
    else:
        (path.parent / "run.json").write_text("{", encoding="utf-8")
    (told,) = decided_before(tmp_path, APRIL, standard()).findings
    assert (told.code, told.stops) == ("G09", True)
    assert "xinchou quarter 2026Q1" in told.remedy


def test_a_quarter_that_should_have_been_run_is_told(tmp_path: Path) -> None:
    """G08 when the standard moves grades each quarter, all three months are there, and the quarter is not."""
    graded = standard()
    assert any(one.grading and one.every == "每季" for one in graded.scheme.text.appraisals)
    for month in (Period(2026, 1), Period(2026, 2)):
        write_month(tmp_path, month, [])
    assert decided_before(tmp_path, APRIL, graded).findings == ()
    write_month(tmp_path, MARCH, [])
    (told,) = decided_before(tmp_path, APRIL, graded).findings
    assert (told.code, told.level) == ("G08", "提醒")
    write_span(tmp_path, [])
    assert decided_before(tmp_path, APRIL, graded).findings == ()


def test_a_quarter_made_anew_is_told_by_the_quarter_and_by_the_next_month(tmp_path: Path) -> None:
    """Q26 names the first month paid by other grades; G02 says so again before May is paid."""
    first = write_span(tmp_path, [quarter("高级")])
    taken = {f"2026Q1/{first.name}": file_sha256(first)}
    write_month(tmp_path, APRIL, [], results=taken)
    assert months_paid_otherwise(tmp_path, FIRST) == []
    assert decided_before(tmp_path, MAY, standard()).findings == ()
    write_span(tmp_path, [quarter("中级")])
    (quarterly,) = months_paid_otherwise(tmp_path, FIRST)
    assert (quarterly.code, "xinchou run 2026-04" in quarterly.remedy) == ("Q26", True)
    (monthly,) = decided_before(tmp_path, MAY, standard()).findings
    assert (monthly.code, monthly.level, "xinchou run 2026-04" in monthly.remedy) == ("G02", "提醒", True)


def test_a_quarter_whose_last_run_stopped_is_told_by_every_month_it_pays(tmp_path: Path) -> None:
    """G10 names where the findings lie; the grades of the good run before are taken all the same."""
    write_span(tmp_path, [quarter("高级")])
    (tmp_path / "2026Q1" / "待更正").mkdir()
    for month in (APRIL, MAY, Period(2026, 6)):
        read = decided_before(tmp_path, month, standard())
        assert [(told.code, told.level) for told in read.findings] == [("G10", "提醒")]
        assert ("2026Q1/待更正" in read.findings[0].message, len(read.rows)) == (True, 1)
    assert decided_before(tmp_path, Period(2026, 7), standard()).findings == ()


def test_a_quarter_of_months_run_again_is_told_by_the_month_it_pays(tmp_path: Path) -> None:
    """The quarter took March as it was: once March is another, April says Q24, until the quarter is made anew."""
    ledger = write_month(tmp_path, MARCH, []) / f"{ledger_stem(MARCH)}.xlsx"
    write_span(tmp_path, [quarter("高级")], results={f"2026-03/{ledger.name}": file_sha256(ledger)})
    assert decided_before(tmp_path, APRIL, standard()).findings == ()
    write_month(tmp_path, MARCH, [entry("中级", "01-01")])
    (told,) = decided_before(tmp_path, APRIL, standard()).findings
    assert (told.code, "2026Q1的考核用的不是2026-03现在的结果" in told.message) == ("Q24", True)


def test_a_quarter_on_another_quarter_is_told_by_the_month_it_pays(tmp_path: Path) -> None:
    """The second quarter took the first as it was; of the first nothing is asked, there is none before it."""
    taken = write_span(tmp_path, [quarter("高级")])
    write_span(tmp_path, [], Span(2026, 2), results={f"2026Q1/{taken.name}": file_sha256(taken)})
    july = Period(2026, 7)
    assert decided_before(tmp_path, july, standard()).findings == ()
    write_span(tmp_path, [quarter("中级")])
    assert [told.code for told in decided_before(tmp_path, july, standard()).findings] == ["Q25"]


def test_a_year_on_another_fourth_quarter_is_told_by_the_month_it_pays(tmp_path: Path) -> None:
    """Through its quarters: March run again is told once, by the first quarter."""
    ledger = write_month(tmp_path, MARCH, []) / f"{ledger_stem(MARCH)}.xlsx"
    made = write_span(tmp_path, [], results={f"2026-03/{ledger.name}": file_sha256(ledger)})
    for number in (2, 3, 4):
        before = {f"2026Q{number - 1}/{made.name}": file_sha256(made)}
        made = write_span(tmp_path, [], Span(2026, number), results=before)
    write_span(tmp_path, [], Span(2026), results={f"2026Q4/{made.name}": file_sha256(made)})
    january = Period(2027, 1)
    assert decided_before(tmp_path, january, standard()).findings == ()
    write_month(tmp_path, MARCH, [entry("中级", "01-01")])
    assert [told.code for told in decided_before(tmp_path, january, standard()).findings] == ["Q24"]
    write_span(tmp_path, [quarter("高级")], Span(2026, 4))
    assert "Q25" in [told.code for told in decided_before(tmp_path, january, standard()).findings]


def test_a_month_run_before_the_quarter_is_told_only_if_a_grade_changes(tmp_path: Path) -> None:
    """A quarter that moves nobody asks for nothing."""
    write_month(tmp_path, APRIL, [])
    assert months_paid_otherwise(tmp_path, FIRST) == []
    write_span(tmp_path, [])
    assert months_paid_otherwise(tmp_path, FIRST) == []
    write_span(tmp_path, [quarter("高级")])
    assert [told.code for told in months_paid_otherwise(tmp_path, FIRST)] == ["Q26"]


@pytest.fixture(scope="module")
def run_march(tmp_path_factory: pytest.TempPathFactory) -> Mini:
    """A branch whose March, the first month in the system, has been run: 中级; nobody may change it."""
    branch = Mini(tmp_path_factory.mktemp("march")).deliver("2026-03")
    assert branch.run("2026-03")["status"] == "ok"
    return branch


@pytest.fixture
def march(run_march: Mini, tmp_path: Path) -> Mini:
    """A copy of that branch, to be changed at will."""
    shutil.copytree(run_march.folder, tmp_path / "branch")
    return Mini(tmp_path / "branch")


def _roster(grade: str, begins: str = "") -> list[dict[str, str]]:
    """The roster of the branch with this grade of the employee."""
    changed = {"级别": grade, "级别生效日": begins}
    return [{**row, **changed} if row["工号"] == EMPLOYEE else dict(row) for row in BRANCH["花名册"]]


def _explained(branch: Mini, period: str, item: str) -> str:
    return branch.command("explain", period, EMPLOYEE, item).output


def test_the_quarters_grade_is_paid_in_april_and_remembered_in_may(march: Mini) -> None:
    """底薪 3800 in March, 4800 from April on although the roster still says 中级; ``run.json`` names the file."""
    path = write_span(march.outputs, [quarter("高级", who=EMPLOYEE)])
    march.deliver("2026-04").deliver("2026-05")
    (told,) = march.messages("2026-04", "G04")
    assert "花名册为中级，级别台账为高级（季度考核2026Q1，自2026-04-01）" in told
    record = json.loads((march.outputs / "2026-04/run.json").read_bytes())
    assert record["results"] == {f"2026Q1/{path.name}": file_sha256(path)}
    assert march.run("2026-05")["status"] == "ok"
    assert "3,800.00" in _explained(march, "2026-03", "应计底薪")
    assert "4,800.00" in _explained(march, "2026-04", "应计底薪")
    assert "4,800.00" in _explained(march, "2026-05", "应计底薪")
    assert "级别台账 高级 自2026-04-01（季度考核2026Q1" in _explained(march, "2026-04", "级别").replace("：", " ")


@pytest.mark.long
def test_a_newer_roster_a_decision_by_hand_and_a_grade_within_the_month(march: Mini) -> None:
    """April: the roster alone says 高级 (G03). May: 资深 by hand from the 15th, paid in June (G05)."""
    march.deliver("2026-04", 花名册=_roster("高级"))
    (believed,) = march.messages("2026-04", "G03")
    assert "自2026-04-01起按花名册的高级计薪" in believed
    decided = {"工号": EMPLOYEE, "决定级别": "资深", "原级别": "中级", "级别生效日期": "2026-05-15", "事由": "破格",
               "审批人": "经理"}  # fmt: skip
    march.deliver("2026-05", 花名册=_roster("高级"), 级别决定=[decided])
    (later,) = march.messages("2026-05", "G05")
    assert "级别资深自2026-05-15起（人工决定2026-05），本月按高级计薪" in later
    (former,) = march.messages("2026-05", "G07")
    assert "原级别是中级，级别台账为高级" in former
    march.deliver("2026-06", 花名册=_roster("资深", "2026-05-15"))
    assert march.run("2026-06")["status"] == "ok"
    assert "4,800.00" in _explained(march, "2026-05", "应计底薪")
    assert "6,000.00" in _explained(march, "2026-06", "应计底薪")


@pytest.mark.long
def test_a_grade_from_within_the_month_stops_only_who_has_none_before(march: Mini, tmp_path: Path) -> None:
    """X64 in the first month; with an entry on the ledger the old grade is paid."""
    fresh = Mini(tmp_path / "fresh").deliver("2026-04", 花名册=_roster("高级", "2026-04-15"))
    assert len(fresh.messages("2026-04", "X64")) == 1
    march.deliver("2026-04", 花名册=_roster("高级", "2026-04-15"))
    assert march.messages("2026-04", "X64") == []
    assert "3,800.00" in _explained(march, "2026-04", "应计底薪")


@pytest.mark.long
def test_a_quarter_run_after_its_month_stops_where_two_grades_meet(march: Mini) -> None:
    """April paid 高级; the quarter made anew says 初级: May stops (G01) until April is run again."""
    write_span(march.outputs, [quarter("高级", who=EMPLOYEE)])
    march.deliver("2026-04").deliver("2026-05")
    assert march.run("2026-04")["status"] == "ok"
    write_span(march.outputs, [quarter("初级", who=EMPLOYEE)])
    assert march.run("2026-05")["status"] == "stopped"
    assert len(march.messages("2026-05", "G01")) == 1
    assert march.run("2026-04")["status"] == "ok"
    assert march.run("2026-05")["status"] == "ok"
    assert "3,000.00" in _explained(march, "2026-05", "应计底薪")


@pytest.mark.long
def test_a_late_quarter_tells_the_months_paid_otherwise(march: Mini) -> None:
    """April was run without it: May tells from when (G06)."""
    march.deliver("2026-04").deliver("2026-05")
    assert march.run("2026-04")["status"] == "ok"
    write_span(march.outputs, [quarter("高级", who=EMPLOYEE)])
    (told,) = march.messages("2026-05", "G06")
    assert "2026-04至上月已按中级计薪" in told


def test_entries_are_told_apart_by_day() -> None:
    """What the tests above call an entry is what the ledger holds."""
    assert entry("中级", "01-01").row()["grade_since"] == day("01-01")
