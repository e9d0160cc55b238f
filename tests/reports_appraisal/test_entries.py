"""What the year's workbook says of single events: rewards, punishments, trainings, entry and re-entry."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import python_calamine

from pipeline.reports.appraisal.entry_words import Entries
from pipeline.reports.appraisal.merits_sheet import merits, merits_words
from pipeline.reports.appraisal.year_book import write_year_book
from tests.reports_appraisal.made_up import number_of, year_report


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The year's workbook, with what each person reached since his entry."""
    path, full = tmp_path_factory.mktemp("year") / "年度考评表_2026.xlsx", year_report()
    since = [
        {**row, "window": "入职以来", "target": None, "has_target": False, "rate": None}
        for row in full.rows("progress") if row["window"] == "本年累计" and row["scope"] == "人员"
    ]  # fmt: skip
    frame = full.schemas["progress"].from_rows([*full.rows("progress"), *since])
    write_year_book(path, replace(full, tables={**full.tables, "progress": frame}))
    return python_calamine.load_workbook(str(path))


def rows(book: Any, sheet: str) -> list[list[Any]]:
    """The cells of a sheet."""
    found: list[list[Any]] = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return found


def test_entries_are_told_with_day_matter_and_figure() -> None:
    """A reward with its sign and who approved it; a course with its hours, its mark and whether it counts."""
    told = merits(year_report())[number_of(0)]
    assert merits_words(one for one in told if one["kind"] != "培训") == (
        "2026-03-05 奖励：客户书面表扬 +2分（审批人王经理）；2026-04-09 惩处：客户资料保管不当 -1.5分"
    )
    assert merits_words(one for one in told if one["kind"] == "培训") == (
        "2026-01-15 反洗钱 2学时（成绩81，合格）；2026-02-15 适当性 2学时（成绩57.5，不合格）；"
        "2026-03-15 投资者教育 2学时"
    )


def test_what_a_register_repeats_of_another_month_is_told_once() -> None:
    """That of April delivers the praise of March again; the month of March counted it."""
    assert [row["figure"] for row in merits(year_report())[number_of(0)] if row["unit"] == "分"] == [
        Decimal(2), Decimal("-1.5"),
    ]  # fmt: skip


def test_of_very_many_the_page_tells_twelve_and_the_sheet_all(year: Any) -> None:
    """The thirteenth stands on the sheet alone."""
    page = next(name for name in year.sheet_names if name.startswith(number_of(1)))
    said = next(row[1] for row in rows(year, page) if row[0] == "培训记录")
    assert said.endswith("2026-06-12 第12课 2学时；等共13次，见《奖惩与培训》")
    listed = [row for row in rows(year, "奖惩与培训") if row[1] == number_of(1)]
    assert [row[5] for row in listed] == [f"第{number}课" for number in range(1, 14)]


def test_the_page_of_a_person_says_what_the_points_are_for(year: Any) -> None:
    """Below the sums of the year."""
    page = rows(year, next(name for name in year.sheet_names if name.startswith(number_of(0))))
    labels = [row[0] for row in page]
    assert labels.index("奖惩记录") < labels.index("培训记录")
    assert "客户书面表扬 +2分" in page[labels.index("奖惩记录")][1]


def test_since_entry_says_since_when(year: Any) -> None:
    """Who came in 2016 since there are records, who came in May since May, who came back in April since April."""
    heads = [str(cell).replace("\n", "") for cell in rows(year, "业绩进度")[3]]
    since, note = heads.index("入职以来起自"), heads.index("说明")
    persons = [row for row in rows(year, "业绩进度") if row[0] == "人员" and row[4] == "净收入"]
    found = {row[2]: (row[since], row[note]) for row in persons}
    told = "本年累计含前次在职的2026-01至2026-02"
    assert [found[number_of(place)] for place in range(4)] == [
        ("自有记录起（2026-03）", ""), ("2026-05", ""), ("2026-04", told), ("", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(("first", "said"), [("2026-03", "2026-03"), ("2026-04", "自有记录起（2026-04）")])
def test_the_month_of_entry_on_record_is_said_as_it_is(first: str, said: str) -> None:
    """Records that begin in the month of entry are no reason to say so; those that begin after it are."""
    full = year_report()
    people = [{**row, "hired_on": row["hired_on"].replace(year=2026)} for row in full.rows("year_persons")[:12]]
    kept = {"quantity": "净收入", "employee_id": number_of(0), "origin": first, "figure": Decimal(1)}
    tables = {
        **full.tables, "year_persons": full.schemas["year_persons"].from_rows(people),
        "appraisal_history": full.schemas["appraisal_history"].from_rows([kept]),
    }  # fmt: skip
    assert Entries(replace(full, tables=tables)).since(number_of(0), "净收入") == said
