"""The schema of a table: each bad cell and each repeated record is told once, with its place."""

from datetime import date
from decimal import Decimal

import pytest
from pandera.errors import SchemaErrors

from pipeline.checks.schema import schema_findings
from schemas import intake

NONE = frozenset()


def test_a_good_table_says_nothing(build, places):
    """A typical row of every kind passes its own schema."""
    for table in (*intake.KINDS, intake.ATTENDANCE_DAYS):
        assert schema_findings(table, build(table.name, {}), places, NONE) == []
        assert schema_findings(table, build(table.name), places, NONE) == []


def test_an_adjustment_needs_purpose_and_approval(build, places, said):
    """第十四条: an entry without 事由 or 审批人 stops, each at its empty cell."""
    adjustments = build("adjustments", {"purpose": None}, {"approved_by": None}, {})
    findings = schema_findings(intake.ADJUSTMENTS, adjustments, places, NONE)
    assert said(findings) == [
        ("X01", "阻断", "文件1.xlsx [表] 事由2", "手工调整第2行的“事由”为空"),
        ("X01", "阻断", "文件1.xlsx [表] 审批人3", "手工调整第3行的“审批人”为空"),
    ]
    assert findings[0].expected == "“事由”每行必填（第十四条）"
    assert findings[0].remedy == "请在该单元格补填后重新提交"
    assert findings[0].column == "事由"


def test_a_cell_already_told_is_not_told_again(build, places):
    """A cell that could not be converted arrives empty and has its finding."""
    adjustments = build("adjustments", {"purpose": None})
    assert schema_findings(intake.ADJUSTMENTS, adjustments, places, frozenset({("文件1.xlsx", "表", "事由2")})) == []


def test_a_column_absent_is_one_finding(build, places_without, said):
    """A sheet without the column has no cells to fill: one finding, not one per row."""
    scores = build("scores", {"scored_by": None}, {"scored_by": None, "score_item": "客户服务"})
    assert said(schema_findings(intake.SCORES, scores, places_without("scored_by"), NONE)) == [
        ("X02", "阻断", "文件1.xlsx [表]", "职责考核缺少“评分人”，2行都没有该项内容")
    ]


def test_a_word_outside_the_choices(build, places, said):
    """A choice column takes only its choices; what stood there and what may stand there are told."""
    findings = schema_findings(intake.CUSTOMERS, build("customers", {"customer_state": "冻结"}), places, NONE)
    assert said(findings) == [
        ("X03", "阻断", "文件1.xlsx [表] 客户状态2", "客户业绩的“客户状态”为“冻结”，不在可选范围内")
    ]
    assert findings[0].expected == "正常、休眠、销户、回流之一"


@pytest.mark.parametrize(("score", "told"), [("99.99", False), ("100", False), ("100.01", True)])
def test_a_score_over_its_range(build, places, said, score, told):
    """第十条: 100 is the highest score, and is allowed."""
    findings = schema_findings(intake.SCORES, build("scores", {"score": Decimal(score)}), places, NONE)
    expected = [("X04", "阻断", "文件1.xlsx [表] 得分2", f"职责考核的“得分”为{score}，超出范围")]
    assert said(findings) == (expected if told else [])
    assert [item.expected for item in findings] == (["0至100之间"] if told else [])


@pytest.mark.parametrize(("times", "told"), [(1, False), (0, False), (-1, True)])
def test_a_count_below_its_range(build, places, said, times, told):
    """A count without upper limit is at least 0."""
    findings = schema_findings(intake.ATTENDANCE, build("attendance", {"times_late": times}), places, NONE)
    expected = [("X04", "阻断", "文件1.xlsx [表] 迟到次数2", "考勤的“迟到次数”为-1，超出范围")]
    assert said(findings) == (expected if told else [])
    assert [item.expected for item in findings] == (["不小于0"] if told else [])


def test_a_repeated_record_names_the_first(build, places, said):
    """The later record is told, with the place of the first and whether the rest agrees."""
    customers = build("customers", {}, {}, {"turnover": Decimal(1)}, {"customer_id": "C2"})
    assert said(schema_findings(intake.CUSTOMERS, customers, places, NONE)) == [
        ("X05", "阻断", "文件1.xlsx [表] 客户号3", "客户业绩中客户号C1已在文件1.xlsx [表] 客户号2出现，两行完全相同"),
        ("X05", "阻断", "文件1.xlsx [表] 客户号4", "客户业绩中客户号C1已在文件1.xlsx [表] 客户号2出现，两行内容不同"),
    ]


def test_a_key_of_several_columns_is_told_in_full(build, places, said):
    """An opening without object is the same ledger twice; an empty part of the key is left out of the words."""
    openings = build("openings", {}, {"balance": Decimal(1)}, {"origin": "2026-04"})
    assert said(schema_findings(intake.OPENINGS, openings, places, NONE)) == [
        (
            "X05", "阻断", "文件1.xlsx [表] 工号3",
            "期初中工号1001、台账风险金、来源期间2026-03已在文件1.xlsx [表] 工号2出现，两行内容不同",
        )
    ]  # fmt: skip


def test_an_opening_without_person_is_named_by_its_ledger(build, places, said):
    """已奖有效户 is kept per customer: the first filled column of the key carries the finding."""
    row = {"employee_id": None, "ledger": "已奖有效户", "origin": None, "object": "C1"}
    assert said(schema_findings(intake.OPENINGS, build("openings", row, row), places, NONE)) == [
        (
            "X05", "阻断", "文件1.xlsx [表] 台账3",
            "期初中台账已奖有效户、对象C1已在文件1.xlsx [表] 台账2出现，两行完全相同",
        )
    ]  # fmt: skip


def test_records_without_a_name_do_not_repeat_each_other(build, places):
    """Two rows without 工号 are two empty cells, not one person twice."""
    rows = build("roster", {"employee_id": None}, {"employee_id": None})
    assert [item.code for item in schema_findings(intake.ROSTER, rows, places, NONE)] == ["X01", "X01"]


@pytest.mark.parametrize(("count", "codes"), [(9, ["X05"] * 9), (10, ["X06"]), (11, ["X06"])])
def test_a_sheet_delivered_twice_is_one_finding(build, places, count, codes):
    """From ten repeated records between two sheets on, the sheet is told, not each record."""
    rows = [{"customer_id": f"C{number}"} for number in range(count)]
    customers = build("customers", *rows, *[{**row, "source": 2} for row in rows])
    findings = schema_findings(intake.CUSTOMERS, customers, places, NONE)
    assert [item.code for item in findings] == codes


def test_what_a_sheet_delivered_twice_says(build, places, said):
    """Both sheets are named."""
    rows = [{"customer_id": f"C{number}"} for number in range(10)]
    customers = build("customers", *rows, *[{**row, "source": 2} for row in rows])
    assert said(schema_findings(intake.CUSTOMERS, customers, places, NONE)) == [
        ("X06", "阻断", "文件2.xlsx [表]", "客户业绩有10条记录已在文件1.xlsx [表]出现")
    ]


def test_ten_repeated_records_in_one_sheet_are_ten_findings(build, places):
    """Within one sheet every repeated row must be mended by itself."""
    customers = build("customers", *[{}] * 11)
    assert [item.code for item in schema_findings(intake.CUSTOMERS, customers, places, NONE)] == ["X05"] * 10


def test_a_wrong_type_is_our_own_mistake(build, places):
    """A frame that is not of the table raises: no user can mend it."""
    customers = build("customers", {}).assign(turnover=1.0)
    with pytest.raises(SchemaErrors):
        schema_findings(intake.CUSTOMERS, customers, places, NONE)
    with pytest.raises(SchemaErrors):
        schema_findings(intake.CUSTOMERS, customers.drop(columns="turnover"), places, NONE)


def test_dates_and_shares_are_shown_as_a_clerk_writes_them(build, places):
    """The key of a relation holds a date."""
    relations = build("relations", {"effective_from": date(2025, 1, 1)}, {"share": Decimal("0.5")})
    (finding,) = schema_findings(intake.RELATIONS, relations, places, NONE)
    assert finding.message == (
        "客户关系中客户号C1、工号1001、关系类型开发、生效日期2025-01-01已在文件1.xlsx [表] 客户号2出现，两行内容不同"
    )


def test_a_word_for_nothing_is_shown(build, places_without, said):
    """``NA`` in a required cell is nothing, and the clerk sees that it is meant."""
    where = places_without()
    where = type(where)(nothings={(2, "purpose"): "NA"})
    findings = schema_findings(intake.ADJUSTMENTS, build("adjustments", {"purpose": None}), where, NONE)
    assert said(findings) == [
        ("X01", "阻断", "文件1.xlsx [表] 事由2", "手工调整第2行的“事由”为空（单元格为“NA”，按空处理）")
    ]
    assert findings[0].value == "NA"


def test_a_column_told_at_its_heading_is_not_told_per_cell(build, places):
    """Shares nobody can read are left empty; the heading has the finding. A stop further down does not hide others."""
    relations = build("relations", {"share": None}, {"share": None, "customer_id": "C2"})
    told = frozenset({("文件1.xlsx", "表", "分成比例1")})
    assert schema_findings(intake.RELATIONS, relations, places, told) == []
    below = frozenset({("文件1.xlsx", "表", "分成比例2")})
    assert [found.cell for found in schema_findings(intake.RELATIONS, relations, places, below)] == ["分成比例3"]
    half = build("relations", {}, {"share": None, "customer_id": "C2"})
    assert [found.code for found in schema_findings(intake.RELATIONS, half, places, told)] == ["X01"]
