"""A year on its four quarters: what it takes from them, what stops it, what is told."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.archive.record import verify_outputs
from pipeline.collect.workbooks import read_table
from pipeline.period import Span
from pipeline.settings import Settings
from pipeline.span_end import run_span
from pipeline.span_job import SpanRequest
from schemas.appraisal import APPRAISAL_HISTORY, SPAN_PERSONS
from tests.archive.results import tree

from .conftest import Appraise
from .months import leave_month
from .test_quarter import POOR, RICH, codes, grades, leave_months, made, people

QUARTERS = ("2026Q1", "2026Q2", "2026Q3", "2026Q4")


@pytest.fixture(scope="session")
def whole_year(small_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of twelve months and four quarters, made once; nobody may change them."""
    folder = tmp_path_factory.mktemp("whole_year")
    (folder / "inputs").mkdir()
    leave_months(folder / "outputs", 1, 2, 3, 4)
    for quarter in QUARTERS:
        request = SpanRequest(Span.parse(quarter), small_settings, folder / "inputs", folder / "outputs")
        assert run_span(request).status == "ok"
    return folder / "outputs"


@pytest.fixture
def quarters(whole_year: Path, outputs: Path) -> Path:
    """The same where the results of the test lie."""
    shutil.copytree(whole_year, outputs)
    return outputs


def test_the_year_rests_on_its_quarters_alone(quarters: Path, appraise: Appraise) -> None:
    """No month is needed any more; the scores of the quarters make that of the year."""
    for month in Span(2026).months:
        (quarters / str(month)).rename(quarters / f"移走{month}")
    answer = appraise("2026")
    assert answer.status == "ok"
    assert verify_outputs(quarters / "2026") == []
    assert [path.name for path in answer.files] == [
        "01_collect_汇集.xlsx", "03_appraise_考核.xlsx", "04_grades_级别.xlsx", "run.json", "年度考评表_2026.xlsx",
        "级别变动_2026.xlsx", "考核台账_2026.xlsx", "错误清单_2026.xlsx",
    ]  # fmt: skip
    history = read_table(quarters / "2026" / "考核台账_2026.xlsx", APPRAISAL_HISTORY)
    scores = history[(history["employee_id"] == RICH) & history["quantity"].isin(["季度得分", "年度得分"])]
    assert scores[["origin", "figure"]].values.tolist() == [
        # 90 of duty and 80 typed in, half each: 85 in every quarter.
        ["2026-03", Decimal(85)], ["2026-06", Decimal(85)], ["2026-09", Decimal(85)], ["2026-12", Decimal(85)],
        ["2026-12", Decimal(85)],
    ]  # fmt: skip
    assert len(read_table(quarters / "2026" / "考核台账_2026.xlsx", SPAN_PERSONS)) == 36
    used = json.loads((quarters / "2026" / "run.json").read_bytes())["results"]
    assert list(used) == ["2026Q4/级别变动_2026Q4.xlsx", "2026Q4/考核台账_2026Q4.xlsx"]


def test_the_year_counts_twelve_months(quarters: Path, appraise: Appraise) -> None:
    """162,000 a quarter of all three together."""
    answer = appraise("2026")
    assert answer.totals["净收入（元）"] == 4 * 162_000
    assert answer.totals["考核人数"] == 3
    assert grades(quarters, "2026") == {}


@pytest.mark.parametrize("quarter", ["2026Q1", "2026Q4"])
def test_a_missing_quarter_stops(quarters: Path, appraise: Appraise, quarter: str) -> None:
    """Q23 with the command; the last good result stays."""
    appraise("2026")
    before = tree(quarters / "2026")
    shutil.rmtree(quarters / quarter)
    answer = appraise("2026")
    assert codes(answer) == ["Q23"]
    assert f"xinchou quarter {quarter}" in answer.findings[0].remedy
    after = tree(quarters / "2026")
    assert {name: data for name, data in after.items() if not name.startswith("待更正/")} == before


def test_a_quarter_or_month_run_again_since_is_told(quarters: Path, appraise: Appraise) -> None:
    """Q24 for the month, Q25 for the quarter that was not appraised on the present result of the one before."""
    shutil.rmtree(quarters / "2026-02")
    leave_month(quarters, "2026-02", people(), made(rich="1"))
    assert "Q24" in codes(appraise("2026"))
    appraise("2026Q1")
    told = [told for told in appraise("2026").findings if told.code in ("Q24", "Q25")]
    assert [(told.code, "2026Q2" in told.message) for told in told] == [("Q25", True)]
    for quarter in QUARTERS[1:]:
        appraise(quarter)
    assert not {"Q24", "Q25"} & set(codes(appraise("2026")))


def test_the_fourth_quarter_run_again_tells_of_the_year(quarters: Path, appraise: Appraise) -> None:
    """Q25: the year was made from another ledger."""
    appraise("2026")
    assert "Q25" not in codes(appraise("2026Q4"))
    shutil.rmtree(quarters / "2026-12")
    leave_month(quarters, "2026-12", people(), made(rich="1"))
    assert "Q25" in codes(appraise("2026Q4"))


def test_an_altered_ledger_of_the_fourth_quarter_stops(quarters: Path, appraise: Appraise) -> None:
    """Q21 with the command of the quarter."""
    book = quarters / "2026Q4" / "考核台账_2026Q4.xlsx"
    book.write_bytes(book.read_bytes() + b"\0")
    answer = appraise("2026")
    assert codes(answer) == ["Q21"]
    assert "xinchou quarter 2026Q4" in answer.findings[0].remedy


def test_who_left_during_the_year_is_not_appraised_but_known(outputs: Path, appraise: Appraise) -> None:
    """The persons of every month stand in the ledger; appraised is who is there at the end."""
    leave_months(outputs, 1)
    for quarter in (2, 3, 4):
        for month in Span(2026, quarter).months:
            staying = [row for row in people() if row["employee_id"] != POOR]
            leave_month(outputs, str(month), staying, made())
    for quarter in QUARTERS:
        appraise(quarter)
    assert appraise("2026").totals["考核人数"] == 2
    kept = read_table(outputs / "2026" / "考核台账_2026.xlsx", SPAN_PERSONS)
    assert (kept["employee_id"] == POOR).sum() == 3


def test_the_year_after_knows_the_score_of_this_one(quarters: Path, appraise: Appraise) -> None:
    """Its own ledger is read for what only a year works out."""
    appraise("2026")
    for number in (1, 2, 3, 4):
        for month in Span(2027, number).months:
            leave_month(quarters, str(month), people(), made())
        assert appraise(f"2027Q{number}").status == "ok"
    appraise("2027")
    history = read_table(quarters / "2027" / "考核台账_2027.xlsx", APPRAISAL_HISTORY)
    scores = history[(history["employee_id"] == RICH) & (history["quantity"] == "年度得分")]
    assert scores["origin"].tolist() == ["2026-12", "2027-12"]
