"""Grades in cases: what months and quarters decide holds in the months after, without being said again."""

from __future__ import annotations

from pathlib import Path

from pipeline.trial.compare import try_cases

SCHEME = """\
schemes:
  - name: 标准
    version: "2026"
    in_force: {from: 2026-01-01}
    grades: [初级, 中级, 高级]
    facts:
      - {name: 户数, unit: 户, blank: 0, source: 第一条}
    tables:
      底薪表: {unit: 元/月, by: 级别, rows: {初级: 1000, 中级: 2000, 高级: 3000}, source: 第二条}
    items:
      - {name: 底薪, unit: 元, round: 分, formula: "查表(底薪表, 级别)", source: 第二条}
      - {name: 下月级别, unit: 文字, formula: "如果(户数 < 1, 级别移动(级别, -1), 级别)", source: 第三条}
    appraisals:
      - {name: 月度定级, every: 每月, source: 第三条, grading: {proposed: 下月级别, after: 1, source: 第三条}}
      - name: 季度定级
        every: 每季
        source: 第四条
        items:
          - {name: 季度级别, unit: 文字, formula: "如果(户数 ≥ 9, \\"高级\\", 级别)", source: 第四条}
        grading: {proposed: 季度级别, after: 1, source: 第四条}
"""
CASES = """\
- case: 甲
  promise: 一户也没有的下月降一级；季末满九户的下月为高级，先于月度。
  source: 第三条、第四条
  periods:
    - period: 2026-01
      given: {人员: [{工号: "1", 级别: 中级}, {工号: "2", 级别: 中级, 户数: 1}, {工号: "3", 级别: 高级, 户数: 1}]}
      expect: {"1": {底薪: 2000}}
    - period: 2026-02
      given: {人员: [{工号: "1", 户数: 1}, {工号: "2", 户数: 1}, {工号: "3", 户数: 1}]}
      expect: {"1": {级别: 初级, 级别生效日: 2026-02-01, 底薪: 1000}, "2": {级别: 中级}}
    - period: 2026-03
      given: {人员: [{工号: "1", 户数: 1}, {工号: "2", 户数: 9}, {工号: "3", 户数: 0}]}
      expect: {"1": {级别: 初级}}
    - period: 2026Q1
      given: {级别决定: [{工号: "1", 决定级别: 中级}]}
      expect: {"2": {季度级别: 高级}, "3": {季度级别: 高级}}
    - period: 2026-04
      given: {人员: [{工号: "1", 户数: 1}, {工号: "2", 户数: 1}, {工号: "3", 户数: 1}]}
      expect: {"1": {级别: 中级}, "2": {级别: 高级, 底薪: 3000}, "3": {级别: 中级}}
    - period: 2026-05
      given:
        人员: [{工号: "1", 户数: 1}, {工号: "2", 户数: 1}]
        级别决定: [{工号: "2", 决定级别: 初级, 级别生效日期: 2026-05-01}]
      expect: {"1": {级别: 中级}, "2": {级别: 初级, 底薪: 1000}}
    - period: 2026-07
      given: {人员: [{工号: "1", 户数: 1}, {工号: "2", 户数: 1}]}
      expect: {"1": {级别: 中级}, "2": {级别: 初级}}
"""


def told(folder: Path, cases: str = CASES, scheme: str = SCHEME) -> list[str]:
    """What is said of the cases."""
    (folder / "标准.yaml").write_text(scheme, encoding="utf-8")
    (folder / "标准.cases.yaml").write_text(cases, encoding="utf-8")
    return [words for verdict in try_cases(folder / "标准.yaml") for words in verdict.differences]


def test_grades_are_carried_from_month_to_month(tmp_path: Path) -> None:
    """By the month, the quarter and by hand; the third goes down by the month, for the quarter keeps what he has."""
    assert told(tmp_path) == []


def test_a_grade_that_did_not_move_is_told(tmp_path: Path) -> None:
    """In the month after, with both grades."""
    moved = '"3": {级别: 中级}}\n    - period: 2026-05'
    assert moved in CASES
    kept = CASES.replace(moved, moved.replace("中级", "高级"))
    assert told(tmp_path, kept) == ["2026-04：工号3的级别应为高级，算出中级"]


def test_a_grade_of_the_assessed_quarter_begins_with_it(tmp_path: Path) -> None:
    """``after: 0``: since January; the first, who moved in February, since March."""
    graded, april = "{proposed: 季度级别, after: 1,", '"2": {级别: 高级, 底薪: 3000}'
    assert graded in SCHEME
    scheme = SCHEME.replace(graded, graded.replace("1", "0"))
    first = '{"1": {级别: 中级}, ' + april
    assert first in CASES
    since = '{"1": {级别: 中级, 级别生效日: 2026-03-01}, "2": {级别: 高级, 级别生效日: 2026-01-01, 底薪: 3000}'
    assert told(tmp_path, CASES.replace(first, since), scheme) == []


def test_a_roster_that_says_otherwise_is_believed_only_where_nobody_decided(tmp_path: Path) -> None:
    """The second still says 中级 in April, after the quarter; the third says 初级, and only a roster ever spoke."""
    april = '{工号: "2", 户数: 1}, {工号: "3", 户数: 1}]}\n      expect: {"1": {级别: 中级}'
    assert april in CASES
    typed = CASES.replace(april, april.replace('"2", ', '"2", 级别: 中级, '))
    assert told(tmp_path, typed) == []
    january = '{工号: "3", 户数: 1}]}\n      expect: {"1": {级别: 初级, 级别生效日'
    assert january in CASES
    moved = CASES.replace(january, january.replace('"3", ', '"3", 级别: 初级, '))
    assert told(tmp_path, moved) == [
        "2026Q1：工号3的季度级别应为高级，算出初级", "2026-04：工号3的级别应为中级，算出初级",
    ]  # fmt: skip
