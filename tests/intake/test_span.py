"""What is delivered for a quarter or a year: read like a month, nothing required, the plan shared by its quarters."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.intake.month import Month
from pipeline.intake.settings import IntakeSettings
from pipeline.intake.span import read_span
from pipeline.period import Span
from schemas.intake import SOURCES, SPAN_KINDS
from tests.intake.test_duties import write

FACTS: list[Any] = ["工号", "项目", "数值"]
PLAN: list[Any] = ["对象类别", "对象名称", "指标", "单位", "全年目标"]
BRANCH_PLAN: list[Any] = ["营业部", "", "净收入", "万元", 500]


def span_of(inputs: Path, text: str = "2026Q1") -> Month:
    """A quarter or a year below a folder of inputs."""
    return read_span(inputs, Span.parse(text), IntakeSettings())


@pytest.mark.parametrize("text", ["2026Q1", "2026"])
def test_nothing_need_be_there(tmp_path: Path, text: str) -> None:
    """Neither a folder nor a file in it: empty tables of the exact schemas, and no finding."""
    for folder in (tmp_path, tmp_path / "missing"):
        read = span_of(folder, text)
        assert (read.findings, read.files) == ([], {})
        assert {name: table.num_rows for name, table in read.tables.items()} == {
            kind.name: 0 for kind in (*SPAN_KINDS, SOURCES)
        }
    (tmp_path / text).mkdir()
    assert span_of(tmp_path, text).findings == []
    assert all(read.tables[kind.name].schema == kind.arrow_schema for kind in (*SPAN_KINDS, SOURCES))


def test_a_quarter_with_the_plan_of_its_year(tmp_path: Path) -> None:
    """Files and cells by their place below the inputs; of the year's folder only the plan is the quarter's."""
    write(tmp_path / "2026Q1" / "资料" / "补充.xlsx", FACTS, ["1001", "抽查扣分", 5])
    write(tmp_path / "2026Q1" / "定级.xlsx", ["工号", "决定级别", "事由", "审批人"], ["1001", "高级", "破格", "王五"])
    write(tmp_path / "2026Q1" / "期初.xlsx", ["工号", "台账", "余额", "来源期间"],
          ["1001", "往期：净收入", 8000.5, "2025-12"])  # fmt: skip
    write(tmp_path / "2026" / "计划.xlsx", PLAN, BRANCH_PLAN)
    write(tmp_path / "2026" / "年度补充.xlsx", FACTS, ["1001", "年度评议", "九十"])
    read = span_of(tmp_path)
    assert list(read.files) == ["2026Q1/定级.xlsx", "2026Q1/期初.xlsx", "2026Q1/资料/补充.xlsx", "2026/计划.xlsx"]
    assert [read.tables[kind.name].num_rows for kind in SPAN_KINDS] == [1, 1, 1, 1]
    assert read.findings == []
    plan = read.tables["targets"].to_pylist()[0]
    assert (plan["target_year"], plan["target_total"]) == (2026, Decimal(500))
    assert read.places.file(plan["source"]) == "2026/计划.xlsx"
    assert read.places.address(plan["source"], plan["row"], "target_total") == "E2"
    year = span_of(tmp_path, "2026")
    assert [found.place for found in year.findings] == ["2026/年度补充.xlsx [表] C2"]
    assert (year.tables["supplements"].num_rows, year.tables["grade_decisions"].num_rows) == (1, 0)


def test_a_year_that_is_written_stays(tmp_path: Path) -> None:
    """Only a blank one is that of the folder."""
    blank = ["", "团队", "一部", *BRANCH_PLAN[2:]]
    write(tmp_path / "2026" / "计划.xlsx", ["年度", *PLAN], [2025, *BRANCH_PLAN], blank)
    years = span_of(tmp_path, "2026").tables["targets"]["target_year"].to_pylist()
    assert sorted(years) == [2025, 2026]


def test_y16_data_of_a_month_in_the_folder_of_a_quarter(tmp_path: Path) -> None:
    """Known, told, not read."""
    write(tmp_path / "2026Q1" / "考勤.xlsx",
          ["工号", "应出勤天数", "出勤天数", "事假天数", "病假天数", "旷工天数", "迟到次数", "早退次数", "缺卡次数"],
          ["1001", 20, 20, 0, 0, 0, 0, 0, 0])  # fmt: skip
    write(tmp_path / "2026Q1" / "走访.xlsx", ["走访日期", "工号", "客户号"], ["2026-01-05", "1001", "C1"])
    found = span_of(tmp_path).findings
    assert [(item.code, item.level, item.place, item.message) for item in found] == [
        ("Y16", "提醒", "2026Q1/考勤.xlsx [表]", "“考勤”不在此文件夹读取，没有采用"),
        ("Y16", "提醒", "2026Q1/走访.xlsx [表]", "“客户走访日志”不在此文件夹读取，没有采用"),
    ]
    assert found[0].expected == (
        "2026Q1的文件夹里只放补充数据、级别决定、年度计划、期初；每月的数据放在当月的文件夹，如 inputs/2026-03"
    )


def test_a_plan_that_cannot_be_read_stops_its_quarters(tmp_path: Path) -> None:
    """A broken cell of it, a head that is nearly one, a file nobody can open: told with the quarter."""
    write(tmp_path / "2026" / "计划.xlsx", PLAN, ["营业部", "", "净收入", "万元", "五百"])
    (tmp_path / "2026" / "坏.xlsx").write_bytes(b"PK\x03\x04nothing")
    read = span_of(tmp_path, "2026Q2")
    assert {found.file for found in read.findings if found.stops} == {"2026/计划.xlsx", "2026/坏.xlsx"}
    assert set(read.files) == {"2026/计划.xlsx", "2026/坏.xlsx"}


def test_an_open_workbook_and_files_of_the_system(tmp_path: Path) -> None:
    """As in a month."""
    write(tmp_path / "2026Q1" / "补充.xlsx", FACTS, ["1001", "抽查扣分", 5])
    (tmp_path / "2026Q1" / "~$补充.xlsx").write_bytes(b"x")
    (tmp_path / "2026Q1" / ".DS_Store").touch()
    read = span_of(tmp_path)
    assert [(found.code, found.file) for found in read.findings] == [("S17", "2026Q1/~$补充.xlsx")]
    assert list(read.files) == ["2026Q1/补充.xlsx"]
