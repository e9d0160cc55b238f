"""What replaced the figures of a superseded result is written down."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from python_calamine import CalamineWorkbook

from pipeline.archive.changes import find_changes
from pipeline.archive.publish import heal, open_workspace
from pipeline.archive.record import RunFacts, file_sha256, run_record, write_run_json
from tests.archive.results import PERIOD, REPORT, facts, publish, write_report

OLD = [[1, "0001", "张三", 100.5, 90.5, ""], [2, "0002", "李四", 10, 9, ""], ["", "", "合计", 110.5, 99.5, ""]]
NEW = [[1, "0001", "张三", 120.75, 90.5, "本月新增"], [2, "0003", "王五", 1, 1, ""], ["", "", "合计", 121.75, 91.5, ""]]


def run(outputs: Path, rows: list[list[object]], known: RunFacts) -> None:
    with open_workspace(outputs, PERIOD) as workspace:
        write_report(workspace.folder / REPORT, rows)
        write_run_json(workspace.folder, run_record(known))
        workspace.commit()


def two_runs(outputs: Path) -> Path:
    run(outputs, OLD, facts({"考勤.xlsx": "a" * 64, "旧.xlsx": "b" * 64}))
    run(outputs, NEW, facts({"考勤.xlsx": "e" * 64, "新.xlsx": "f" * 64}, configuration="d" * 64))
    return outputs / "历史版本" / PERIOD


def test_causes_are_inputs_and_settings_that_differ(tmp_path: Path) -> None:
    """Added, removed and changed files and the changed configuration are named."""
    changes = find_changes(two_runs(tmp_path) / "第001版", tmp_path / PERIOD)
    assert changes.causes == (
        ("输入文件增加", "新.xlsx", "", "ffffffffffff"),
        ("输入文件减少", "旧.xlsx", "bbbbbbbbbbbb", ""),
        ("输入文件有改动", "考勤.xlsx", "aaaaaaaaaaaa", "eeeeeeeeeeee"),
        ("配置", "", "cccccccccccc", "dddddddddddd"),
    )


def test_figures_are_compared_person_by_person_and_totals_left_out(tmp_path: Path) -> None:
    """Old and new figure with the difference; people who came or went count from or to nothing."""
    changes = find_changes(two_runs(tmp_path) / "第001版", tmp_path / PERIOD)
    assert changes.figures == (
        ("0001", "张三", "佣金提成", Decimal("100.5"), Decimal("120.75"), Decimal("20.25")),
        ("0001", "张三", "备注", "", "本月新增", ""),
        ("0002", "李四", "姓名", "李四", "", ""),
        ("0002", "李四", "佣金提成", Decimal(10), "", Decimal(-10)),
        ("0002", "李四", "实发合计", Decimal(9), "", Decimal(-9)),
        ("0003", "王五", "姓名", "", "王五", ""),
        ("0003", "王五", "佣金提成", "", Decimal(1), Decimal(1)),
        ("0003", "王五", "实发合计", "", Decimal(1), Decimal(1)),
    )


def test_the_note_lies_beside_the_version(tmp_path: Path) -> None:
    """The workbook has both lists under a head that says what is compared."""
    note = CalamineWorkbook.from_path(two_runs(tmp_path) / "第001版_变更说明.xlsx")
    assert note.sheet_names == ["变更原因", "人员数字变更"]
    rows = note.get_sheet_by_name("人员数字变更").to_python()
    assert rows[0][0] == "2026-09 第001版与取代它的结果相比"
    assert rows[1][0] == "涉及 3 人、8 个数字。"
    assert rows[2] == ["工号", "姓名", "栏目", "原值", "新值", "差额（新－原）"]
    assert rows[3] == ["0001", "张三", "佣金提成", 100.5, 120.75, 20.25]


def test_the_same_change_gives_the_same_bytes(tmp_path: Path) -> None:
    """The note holds no clock."""
    notes = [two_runs(tmp_path / side) / "第001版_变更说明.xlsx" for side in ("甲", "乙")]
    assert notes[0].read_bytes() == notes[1].read_bytes()


def test_a_note_missing_after_a_kill_is_written_at_the_next_start(tmp_path: Path) -> None:
    """Killed between the exchange and the note, the next run of the period writes it."""
    note = two_runs(tmp_path) / "第001版_变更说明.xlsx"
    written = note.read_bytes()
    note.unlink()
    heal(tmp_path, PERIOD)
    assert note.read_bytes() == written


def test_a_record_with_amounts_that_are_none_is_compared_all_the_same(tmp_path: Path) -> None:
    """Whatever someone wrote into the kept run.json."""
    kept = two_runs(tmp_path) / "第001版"
    text = (kept / "run.json").read_text(encoding="utf-8")
    (kept / "run.json").write_text(text.replace("100.10", "一百"), encoding="utf-8")
    assert ("合计", "实发合计", "一百", Decimal("100.10")) in find_changes(kept, tmp_path / PERIOD).causes


def test_altered_and_missing_files_of_the_version_are_causes(tmp_path: Path) -> None:
    """A figure that was changed by hand shows beside the computed one."""
    run(tmp_path, OLD, facts())
    write_report(tmp_path / PERIOD / REPORT, [[1, "0001", "张三", 999, 90.5, ""], OLD[1]])
    sha = file_sha256(tmp_path / PERIOD / REPORT)[:12]
    run(tmp_path, OLD, facts())
    changes = find_changes(tmp_path / "历史版本" / PERIOD / "第001版_有手工改动", tmp_path / PERIOD)
    assert changes.causes == (
        ("结果文件被手工改动", REPORT, sha, file_sha256(tmp_path / PERIOD / REPORT)[:12]),
    )
    assert changes.figures == (("0001", "张三", "佣金提成", Decimal(999), Decimal("100.5"), Decimal("-898.5")),)
    (tmp_path / "历史版本" / PERIOD / "第001版_有手工改动" / REPORT).unlink()
    changes = find_changes(tmp_path / "历史版本" / PERIOD / "第001版_有手工改动", tmp_path / PERIOD)
    assert changes.causes[0][2] == "无"


def test_a_report_that_cannot_be_read_is_said_in_the_note(tmp_path: Path) -> None:
    """A damaged or missing report does not stop the new result."""
    publish(tmp_path, {REPORT: "不是工作簿"})
    run(tmp_path, NEW, facts({"新.xlsx": "f" * 64}))
    changes = find_changes(tmp_path / "历史版本" / PERIOD / "第001版", tmp_path / PERIOD)
    assert changes.remarks == ("第001版的薪酬月报表无法读取，未比较人员数字。",)
    assert changes.figures == ()
