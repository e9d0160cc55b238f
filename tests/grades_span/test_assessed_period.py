"""A standard that pays the assessed months by the new grade (primitives.md §2 no. 13): sealed months are corrected.

Example: a 中级 from January on, decided 高级 for the first quarter; base pay 3800 and 4800 (第五条).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from pipeline.closing.contents import Place
from pipeline.closing.register import CLOSE, Act, append, last_hash, read_register
from pipeline.correct.asked import Asked
from pipeline.correct.correction import Corrected, correct
from pipeline.grades.judged import Judged
from pipeline.period import Period, Span
from pipeline.reports.appraisal.late_decisions import late_decisions
from pipeline.reports.appraisal.model import SpanReport
from schemas.appraisal import GRADE_PROPOSALS
from tests.appraise.people import appraisal, item, standard
from tests.frame.mini import EMPLOYEE, Mini, deliver
from tests.frame.tables import PROJECT

from .small import proposals
from .small import standard as small_standard

AT = "2026-04-10T08:00:00+08:00"
MONTHS = ("2026-01", "2026-02", "2026-03")
LATER, AT_ONCE = "{proposed: 季度建议级别, after: 1,", "{proposed: 季度建议级别, after: 0,"
DECIDED = {"工号": EMPLOYEE, "原级别": "中级", "决定级别": "高级", "事由": "本季业绩", "审批人": "王经理"}


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Mini:
    """January to March run and sealed, the quarter run: by hand, from the day the standard says."""
    folder = tmp_path_factory.mktemp("branch")
    text = (PROJECT / "config.yaml").read_text(encoding="utf-8")
    assert text.count(LATER) == 1
    (folder / "config.yaml").write_text(text.replace(LATER, AT_ONCE), encoding="utf-8")
    mini = Mini(folder, folder / "config.yaml")
    for month in MONTHS:
        assert mini.deliver(month).run(month)["status"] == "ok"
        acts = read_register(mini.outputs)[0]
        contents = Place(mini.inputs, mini.outputs, month).contents
        append(mini.outputs, Act(len(acts) + 1, month, CLOSE, AT, contents, last_hash(acts)))
    deliver(mini.inputs / "2026Q1", {"级别决定": [DECIDED]})
    answer = mini.command("quarter", "2026Q1")
    assert answer.exit_code == 0, answer.output
    mini.deliver("2026-04")
    return mini


@pytest.fixture(scope="module")
def corrected(branch: Mini) -> Corrected:
    """What the quarter left for January is delivered like any other file that came late."""
    late = branch.outputs / "2026Q1" / "补算"
    return correct(Asked(Period(2026, 1), late, branch.inputs, branch.outputs, branch.config), AT)


def test_april_by_the_new_grade_is_told_that_the_quarter_was_not(branch: Mini) -> None:
    """G06 names January and where the decisions lie; nothing is posted yet."""
    answer = branch.run("2026-04")
    (told,) = [found for found in answer["findings"] if found["code"] == "G06"]
    assert "级别高级自2026-01-01起" in told["message"]
    assert "xinchou correct 2026-01" in told["remedy"]
    assert "4,800.00" in branch.command("explain", "2026-04", EMPLOYEE, "应计底薪").output


def test_the_quarter_leaves_the_decisions_of_january(branch: Mini) -> None:
    """One row under the headings of 级别决定, from the first of January, with reason and approver."""
    (path,) = (branch.outputs / "2026Q1" / "补算").rglob("*.xlsx")
    assert path.relative_to(branch.outputs).as_posix() == "2026Q1/补算/2026-01/级别决定_2026Q1.xlsx"
    head, row = openpyxl.load_workbook(path).active.iter_rows(values_only=True)  # type: ignore[union-attr]
    assert head == ("工号", "原级别", "决定级别", "级别生效日期", "事由", "审批人")
    assert row == (EMPLOYEE, "中级", "高级", "2026-01-01", "2026Q1考核，补算考核期（第二十条）", "王经理")


@pytest.mark.long
def test_the_sealed_months_get_the_difference_in_the_open_one(branch: Mini, corrected: Corrected) -> None:
    """4800 − 3800 for each of the three months, paid in April; the sealed months stay as they are."""
    base = [(one.origin, one.amount) for one in corrected.changed.figures if one.item == "应计底薪"]
    assert base == [(month, Decimal("1000.00")) for month in MONTHS]
    assert {one.employee_id for one in corrected.changed.figures} == {EMPLOYEE}
    assert corrected.basis.posted_to == Period(2026, 4)
    answer = branch.run("2026-04")
    assert answer["status"] == "ok"
    assert [found for found in answer["findings"] if found["code"] in ("G01", "G03", "G06")] == []
    assert "3,800.00" in branch.command("explain", "2026-03", EMPLOYEE, "应计底薪").output
    posted = sum(one.amount for one in corrected.changed.figures)
    assert f"{posted:,.2f}" in branch.command("explain", "2026-04", EMPLOYEE, "前期差错补扣").output


@pytest.mark.parametrize(
    ("every", "since", "first"),
    [
        ("每季", "2025-07-01", "2026-04-01"), ("每半年", "2025-07-01", "2026-01-01"),
        ("每季", "2026-03-31", "2026-04-01"), ("每季", "2026-04-01", "2026-05-01"),
        ("每季", "2026-06-15", "2026-07-01"), ("每半年", "2026-02-10", "2026-03-01"),
    ],
)  # fmt: skip
def test_from_which_day(every: str, since: str, first: str) -> None:
    """The first of the months looked at (by the end of June); after a move or an entry within them the month after."""
    grading = {"proposed": "新级别", "after": 0, "source": "第五条"}
    ready = standard(appraisal([item("新级别", "文字", "级别")], every, grading=grading))
    for grade, begun in (("初级", date.fromisoformat(since)), (None, None)):
        who = {"grade": grade, "grade_from": begun, "hired_on": date.fromisoformat(since)}
        judged = Judged(who, ready.appraisals[0], {"新级别": "中级"}, None, [], ready.scheme.text, Span(2026, 2))
        assert judged.effective_on == date.fromisoformat(first)


def test_what_a_rule_decides_is_approved_with_the_standard() -> None:
    """Only of grades that begin within the span, by the month they begin in."""
    rows = [
        {"employee_id": "007", "grade": "初级", "final_grade": "中级", "effective_on": date(2026, 4, 1)},
        {"employee_id": "2", "grade": "初级", "final_grade": "见习", "effective_on": date(2026, 6, 1)},
        {"employee_id": "3", "grade": "初级", "final_grade": "中级", "effective_on": date(2026, 7, 1)},
        {"employee_id": "4", "grade": "初级", "final_grade": "初级", "effective_on": None},
    ]
    made = proposals(*({**row, "decided_by_hand": False, "article": "第十八条"} for row in rows))
    report = SpanReport(
        "示例营业部", Span(2026, 2), "标准", "2026", "渠管〔2025〕31号", {"grade_proposals": made},
        {"grade_proposals": GRADE_PROPOSALS}, small_standard(),
    )  # fmt: skip
    found = late_decisions(report)
    assert [(str(month), [row["employee_id"] for row in rows]) for month, rows in found.items()] == [
        ("2026-04", ["007"]), ("2026-06", ["2"]),
    ]  # fmt: skip
    (row,) = found[Period(2026, 4)]
    assert (row["purpose"], row["approved_by"]) == ("2026Q2考核，补算考核期（第十八条）", "渠管〔2025〕31号、标准")
