"""One correction from the late file to the pay of the open month: refused, posted, paid, explained, proved."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from pipeline.archive.record import file_sha256, read_record
from pipeline.closing.corrections import correction_problems, corrections, pending, resting_on
from pipeline.closing.errors import Refused
from pipeline.closing.register import CLOSE, REGISTER, Act, append, last_hash, read_register
from pipeline.correct.correction import Corrected, correct
from pipeline.explain import explain
from pipeline.month import Request, compute
from pipeline.period import Period
from tests.agreement.command import digests
from tests.correct.changes import MONTH, commission, late_slip
from tests.correct.world import AT, NOTHING, TAX, World, disagreements

OPEN = "2026-04"
CLOSED = ("2026-01", "2026-02", "2026-03")


def _closed_bytes(world: World) -> dict[str, str]:
    return {name: sha for name, sha in digests(world.outputs).items() if name.startswith(CLOSED)}


@pytest.mark.parametrize("slip", [False, pytest.param(True, marks=pytest.mark.long)])
def test_a_corrected_export_and_a_late_slip_are_paid_by_the_open_month(
    closed: World, corrected: tuple[World, Corrected], slip: bool
) -> None:
    """Posted, the closed months untouched; months and corrections are the months from scratch; tax is April's."""
    world, first = corrected
    done = [first]
    if slip:
        done.append(world.correct("2026-02", late_slip(world, "2026-02")))
    assert _closed_bytes(world) == _closed_bytes(closed)
    assert first.basis.replaced == ("客户业绩.xlsx",)
    assert [one.name for one in pending(world.outputs)] == ["001_2026-01", "002_2026-02"][: len(done)]
    world.run(OPEN)
    assert pending(world.outputs) == []
    assert read_record(world.outputs / OPEN)["corrections"] == {
        one.name: one.sha256 for one in corrections(world.outputs)
    }
    assert list(disagreements(world, done)) == []
    _is_paid_and_taxed_in_april(world, done)


def _is_paid_and_taxed_in_april(world: World, done: list) -> None:  # type: ignore[type-arg]
    figures = world.figures(world.outputs, OPEN)
    posted: dict[str, Decimal] = {}
    for one in done:
        for figure in one.changed.figures:
            posted[figure.employee_id] = posted.get(figure.employee_id, NOTHING) + figure.amount
    paid = {who: figure for (who, name), figure in figures.items() if name == "前期差错补扣"}
    assert {who: amount for who, amount in paid.items() if amount} == {
        who: amount for who, amount in posted.items() if amount and who in paid
    }
    assert any(paid.values())
    march, april = (world.balances(world.outputs, month) for month in ("2026-03", OPEN))
    for who in paid:
        key = (TAX[0], who, "", "")
        if (who, "本期收入") in figures and key in april:
            assert april[key] - march.get(key, NOTHING) == figures[who, "本期收入"]


def test_the_open_month_explains_the_line(corrected: tuple[World, Corrected]) -> None:
    """`explain` names correction, month and item, and the file of the line; the ledger shows its own movement."""
    world, done = corrected
    one = next(figure for figure in done.changed.figures if figure.item == "浮动薪酬")
    computed = compute(Request(Period.parse(OPEN), world.settings, world.inputs, world.outputs))
    told = str(explain(computed, one.employee_id, "前期差错补扣"))
    assert "更正001 2026-01 浮动薪酬：更正2026-01：替换客户业绩.xlsx" in told
    assert "更正/001_2026-01/前期差错_001.xlsx" in told
    moved = computed.outcome.tables["ledger_movements"]
    rows = moved[moved["item"] == "前期差错·001"].to_dict("records")
    assert {(row["ledger"], row["origin"]) for row in rows} >= {("风险金", "2026-01")}
    balances = computed.outcome.tables["ledger_balances"].to_dict("records")
    march = world.balances(world.outputs, "2026-03")
    for row in balances:
        key = tuple(
            row[name] if isinstance(row[name], str) else "" for name in ("ledger", "employee_id", "object", "origin")
        )
        assert row["opening"] == march.get(key, NOTHING)


def test_what_is_altered_in_a_correction_is_told(corrected: tuple[World, Corrected]) -> None:
    """A file altered, added or removed is named, and no month is run on it."""
    world, _ = corrected
    acts = read_register(world.outputs)[0]
    assert list(correction_problems(world.outputs, acts)) == []
    folder = corrections(world.outputs)[0].folder
    (folder / "另外.txt").write_text("x")
    (folder / "差异表_2026-01.xlsx").write_bytes(b"x")
    (folder / "交来" / "客户业绩.xlsx").unlink()
    told = " ".join(words for _, words in correction_problems(world.outputs, acts))
    assert all(name in told for name in ("另外.txt", "差异表_2026-01.xlsx", "交来/客户业绩.xlsx"))
    with pytest.raises(Refused, match="与登记簿不符"):
        world.run(OPEN)


def test_a_forged_line_is_named(corrected: tuple[World, Corrected]) -> None:
    """A line of the record altered together with the register: the workbooks of the correction say otherwise."""
    world, _ = corrected
    *before, act = read_register(world.outputs)[0]
    path = corrections(world.outputs)[0].folder / "更正.json"
    record = json.loads(path.read_bytes())
    record["lines"][0]["amount"] = "9999.00"
    path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    forged = replace(act, contents=file_sha256(path))
    told = " ".join(words for _, words in correction_problems(world.outputs, [*before, forged]))
    who = record["lines"][0]["employee_id"]
    assert f"所记的补扣与“前期差错_001.xlsx”不符（{who}" in told
    assert f"所记的补扣与“差异表_2026-01.xlsx”不符（{who}" in told


def test_originals_elsewhere_are_asked_for(world: World) -> None:
    """First of all where they are, not that files are missing one by one."""
    asked = replace(world.asked(MONTH, commission(world)), inputs=world.folder / "无")
    with pytest.raises(Refused, match="请用 --delivered 指明交来的原件的文件夹"):
        correct(asked, AT)


def test_a_correction_not_in_the_register_is_told_and_does_not_count(
    closed: World, corrected: tuple[World, Corrected]
) -> None:
    """The register cut back by one act: the folder of the correction betrays it."""
    world, _ = corrected
    before = (closed.outputs / "签核" / REGISTER).read_bytes()
    register = world.outputs / "签核" / REGISTER
    assert register.read_bytes().startswith(before)
    register.write_bytes(before)
    assert corrections(world.outputs) == []
    told = list(correction_problems(world.outputs, read_register(world.outputs)[0]))
    assert "001_2026-01" in str(told)


def test_a_month_a_correction_rests_on_is_named(world: World) -> None:
    """Opening it again would take the ground from under the correction, here of a slip that came late."""
    basis = world.correct("2026-02", late_slip(world, "2026-02")).basis
    assert (basis.replaced, basis.added) == ((), ("迟来的出访单.xlsx",))
    assert resting_on(world.outputs, "2026-01") == []
    assert [one.name for one in resting_on(world.outputs, "2026-03")] == ["001_2026-02"]


class TestRefusals:
    """Each with the reason and the next step, and nothing changed."""

    def refused(self, world: World, period: str, late: Path, match: str) -> None:
        """The words, and that every byte is as before."""
        before = digests(world.outputs)
        with pytest.raises(Refused, match=match):
            world.correct(period, late)
        assert digests(world.outputs) == before

    def test_an_open_month(self, world: World) -> None:
        """It is run again instead."""
        self.refused(world, OPEN, world.inputs, "没有封存.*xinchou run 2026-04")

    def test_nothing_delivered(self, world: World) -> None:
        """No folder of the month among what came late."""
        self.refused(world, MONTH, world.folder / "没有", "里没有文件")

    def test_the_same_files(self, world: World) -> None:
        """The files of the month itself."""
        self.refused(world, MONTH, world.inputs, "与2026-01原来的一样")

    def test_a_file_that_changes_nothing(self, world: World) -> None:
        """The same facts in other bytes."""
        late = commission(world, "0")
        path = next((late / MONTH).iterdir())
        path.rename(late / MONTH / "社保及专项.xlsx")
        (late / MONTH / "社保及专项.xlsx").write_bytes(_resaved(world.inputs / MONTH / "社保及专项.xlsx"))
        self.refused(world, MONTH, late, "没有变化")

    def test_a_file_of_no_known_kind(self, world: World) -> None:
        """It is named, also beside one that would change the pay; a sheet of notes beside a known one is none."""
        late = commission(world)
        book = openpyxl.load_workbook(next((late / MONTH).iterdir()))
        book.create_sheet("说明").append(["更正说明", "见邮件"])
        book.save(next((late / MONTH).iterdir()))
        strange = openpyxl.Workbook()
        strange.worksheets[0].append(["客户", "补记佣金"])
        strange.worksheets[0].append(["C1", 100])
        strange.save(late / MONTH / "补记.xlsx")
        self.refused(world, MONTH, late, "^“补记.xlsx”认不出是哪一种数据，没有读取")

    def test_files_that_stop(self, world: World) -> None:
        """A second export beside the first: every customer twice."""
        late = commission(world)
        next((late / MONTH).iterdir()).rename(late / MONTH / "又一份.xlsx")
        self.refused(world, MONTH, late, "有阻断")

    def test_a_closed_month_altered(self, world: World) -> None:
        """Delivered files are not those that were sealed."""
        late = commission(world)
        with (world.inputs / "2026-02" / "客户业绩.xlsx").open("ab") as file:
            file.write(b" ")
        self.refused(world, MONTH, late, "2026-02与封存时不同")

    def test_a_standard_that_would_not_pay_it(self, world: World) -> None:
        """前期差错补扣 is in no sum: the difference would be lost."""
        text = (Path(__file__).parents[2] / "config.yaml").read_text(encoding="utf-8")
        config = world.folder / "设定.yaml"
        config.write_text(text.replace("手工调整 + 前期差错补扣", "手工调整"), encoding="utf-8")
        asked = world.asked(MONTH, commission(world))
        from dataclasses import replace

        from pipeline.correct.correction import correct

        with pytest.raises(Refused, match="没有补扣前期差错"):
            correct(replace(asked, config=config), AT)


def _resaved(path: Path) -> bytes:
    """A workbook with other bytes and the same facts."""
    book = openpyxl.load_workbook(path)
    book.properties.title = "另存"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_a_code_that_computes_otherwise_is_told(world: World) -> None:
    """A sealed month that the program no longer gives: the difference would not be the correction's alone."""
    path = world.outputs / "2026-03" / "设定_2026-03.yaml"
    record = world.outputs / "2026-03" / "run.json"
    text = path.read_text(encoding="utf-8").replace("查表(底薪表, 级别)", "查表(底薪表, 级别) + 1")
    path.write_text(text, encoding="utf-8")
    from pipeline.archive.record import file_sha256

    told = json.loads(record.read_bytes())
    told["outputs"][path.name] = file_sha256(path)
    record.write_text(json.dumps(told), encoding="utf-8")
    acts = read_register(world.outputs)[0]
    append(world.outputs, Act(len(acts) + 1, "2026-03", CLOSE, AT, file_sha256(record), last_hash(acts)))
    with pytest.raises(Refused, match=r"2026-03按封存的文件与设定重算，与封存的结果不同：.*底薪"):
        world.correct(MONTH, commission(world))
