"""Single cells: exact numbers, days, numbers of persons, yes and no; what cannot be read is told, never guessed."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake.problem import Problem
from pipeline.intake.raw import CellError
from pipeline.intake.values import Meaning, convert, read_value
from schemas.columns import BY_NAME

D = Decimal


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (12.34, "12.34"),
        (12, "12.00"),
        (0.1 + 0.2, "0.30"),
        (1000000.1 * 3, "3000000.30"),
        ("1,234.50", "1234.50"),
        ("１２．５", "12.50"),
        ("￥12", "12.00"),
        ("¥ 1,000.00", "1000.00"),
        ("12.5元", "12.50"),
        ("（12.00）", "-12.00"),
        ("(1,012.00)", "-1012.00"),
        ("-12", "-12.00"),
        ("−12", "-12.00"),
        ("12-", "-12.00"),
        ("-￥3.10", "-3.10"),
        ("￥-3.10", "-3.10"),
        ("1.5万", "15000.00"),
        (" 7 ", "7.00"),
        ("+7", "7.00"),
        (".5", "0.50"),
        ("'8.20", "8.20"),
        (-0.0, "0.00"),
        (123456789012.34, "123456789012.34"),
        (10.000000001, "10.00"),
    ],
)
def test_money_is_read_exactly(cell: Any, expected: str) -> None:
    """However it is written, a figure is the exact decimal it shows."""
    assert read_value(cell, BY_NAME["turnover"]) == D(expected)
    assert convert([cell], BY_NAME["turnover"]).values.to_pylist() == [D(expected)]


@pytest.mark.parametrize("cell", ["", " ", "--", "-", "—", "无", "N/A", "NA", "/", "\u3000"])
@pytest.mark.parametrize("name", ["turnover", "hired_on", "employee_id", "team", "share", "post", "is_valid", "origin"])
def test_words_for_nothing_are_nothing(cell: str, name: str) -> None:
    """An empty cell and the words people put into one are the same."""
    assert read_value(cell, BY_NAME[name]) is None
    assert convert([cell], BY_NAME[name]).values.to_pylist() == [None]


@pytest.mark.parametrize(
    ("name", "cell", "code"),
    [
        ("turnover", "十二", "C01"),
        ("turnover", "1,23", "C01"),
        ("turnover", "12--", "C01"),
        ("turnover", True, "C01"),
        ("turnover", date(2026, 1, 1), "C01"),
        ("turnover", "50%", "C01"),
        ("turnover", float("nan"), "C01"),
        ("turnover", 12.345, "C02"),
        ("turnover", "12.345", "C02"),
        ("turnover", 10.00000002, "C02"),
        ("share", 1 / 3, "C02"),
        ("turnover", 1e15, "C03"),
        ("turnover", "1" + "0" * 40, "C03"),
        ("hired_on", "昨天", "C04"),
        ("hired_on", 12, "C04"),
        ("hired_on", True, "C04"),
        ("hired_on", "2026-02-30", "C05"),
        ("hired_on", 20261301, "C05"),
        ("hired_on", "26-9-5", "C06"),
        ("hired_on", "5/9/2026", "C06"),
        ("bank_account", 6222021234567890123, "C07"),
        ("id_card", 1.10101199001011e17, "C07"),
        ("customer_id", "1.00001E+17", "C07"),
        ("employee_id", 1001.5, "C08"),
        ("employee_id", date(2026, 1, 1), "C08"),
        ("post", "经理", "C09"),
        ("is_valid", "也许", "C10"),
        ("turnover", CellError("#REF!"), "C11"),
        ("employee_id", "#N/A", "C11"),
        ("turnover", CellError("公式无值"), "C12"),
        ("note", "字" * 32768, "C13"),
        ("times_late", 1.5, "C14"),
        ("origin", "去年", "C20"),
    ],
)
def test_what_cannot_be_read_is_a_problem(name: str, cell: Any, code: str) -> None:
    """Each way of being wrong has its code, one by one and in bulk; the cell stays empty."""
    found = read_value(cell, BY_NAME[name])
    assert isinstance(found, Problem)
    assert found.code == code
    converted = convert(["", cell], BY_NAME[name])
    assert {index: problem.code for index, problem in converted.problems.items()} == {1: code}
    assert converted.values.to_pylist() == [None, None]


@pytest.mark.parametrize(
    "cell",
    [
        date(2026, 9, 5),
        datetime(2026, 9, 5, 8, 30),
        datetime(2026, 9, 4, 23, 59, 59, 999999),
        46270,
        46270.0,
        46269.999999999,
        "2026-09-05",
        "2026/9/5",
        "2026.9.5",
        "2026年9月5日",
        "20260905",
        20260905,
        20260905.0,
        "2026-09-05 08:30:00",
        "2026-09-05T00:00:00",
        "2026/9/5 8:30",
        "２０２６－０９－０５",
        "2026年9月5日 星期六",
        "46270",
        " 2026-9-5 ",
    ],
)
def test_a_day_is_the_same_day_however_it_is_written(cell: Any) -> None:
    """Cells, serial numbers and texts, with a time or without."""
    assert read_value(cell, BY_NAME["hired_on"]) == date(2026, 9, 5)


def test_a_serial_number_of_a_1904_book_counts_from_1904() -> None:
    """46270 less the 1,462 days between the two beginnings."""
    assert read_value(44808.0, BY_NAME["hired_on"], Meaning(date1904=True)) == date(2026, 9, 5)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("000148", "000148"),
        ("1001.0", "1001"),
        (1001.0, "1001"),
        (1001, "1001"),
        (" １００１ ", "1001"),
        ("'0012", "0012"),
        ('="0012"', "0012"),
        ("KH-0001", "KH-0001"),
        ("6222 0212 3456 7890", "6222021234567890"),
        (123456789012345.0, "123456789012345"),
        ("11010119900101123X", "11010119900101123X"),
    ],
)
def test_numbers_of_persons_and_accounts_are_text(cell: Any, expected: str) -> None:
    """Leading zeros stay; what a float adds goes."""
    assert convert([cell], BY_NAME["id_card"]).values.to_pylist() == [expected]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (" 一 部 ", "一部"),
        ("一部\n", "一部"),
        ("张\u3000三", "张三"),
        ("第１团队", "第1团队"),
        (3.0, "3"),
        ("13800000000.0", "13800000000"),
        (time(8, 30), "08:30"),
        (date(2026, 1, 2), "2026-01-02"),
        ("John Smith", "John Smith"),
    ],
)
def test_texts_are_cleaned_of_stray_spaces(cell: Any, expected: str) -> None:
    """White space between Han characters is never meant; between words it is."""
    assert convert([cell], BY_NAME["team"]).values.to_pylist() == [expected]


@pytest.mark.parametrize("cell", ["是", "Y", "y", "true", "TRUE", True, 1, 1.0, "1", "√", "有效"])
def test_yes(cell: Any) -> None:
    """All the ways of saying yes."""
    assert read_value(cell, BY_NAME["is_valid"]) is True


@pytest.mark.parametrize("cell", ["否", "N", "false", False, 0, "0", "×", "无效"])
def test_no(cell: Any) -> None:
    """All the ways of saying no."""
    assert read_value(cell, BY_NAME["is_valid"]) is False


@pytest.mark.parametrize("cell", ["2025-01", "202501", 202501, "2025年1月", "2025/1", date(2025, 1, 1), "2025-01-31"])
def test_a_month_of_origin(cell: Any) -> None:
    """A month however written."""
    assert read_value(cell, BY_NAME["origin"]) == "2025-01"


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2), st.sampled_from([1, 10_000]))
def test_every_fen_survives_the_double_it_is_stored_in(amount: Decimal, scale: int) -> None:
    """A figure of fen written as a double, in yuan or 万元, comes back exactly."""
    cell = float(amount / scale)
    if float(format(cell, ".15g")) == cell and D(format(cell, ".15g")) * scale == amount:
        assert convert([cell], BY_NAME["turnover"], Meaning(D(scale))).values.to_pylist() == [amount]


@given(
    st.lists(st.one_of(st.floats(-1e6, 1e6).map(lambda v: round(v, 2)), st.integers(-999, 999), st.just("1,000.10")))
)
def test_bulk_and_single_reading_agree(cells: list[Any]) -> None:
    """The fast way and the careful way give the same figures."""
    column = BY_NAME["mean_assets"]
    assert convert(cells, column).values.to_pylist() == [read_value(cell, column) for cell in cells]
