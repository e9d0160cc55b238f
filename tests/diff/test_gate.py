"""Before anybody signs, what moved has a reason, and the reasons are part of what is signed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from pipeline.closing.contents import Place
from pipeline.closing.errors import Refused
from pipeline.closing.gate import BOOK, RULE, gate_path, gate_problems, reasons_of, required_reasons
from pipeline.closing.gate_lines import CAME, MOVED, WENT, Gate, gate_of
from pipeline.closing.register import SIGN, Act, append
from tests.frame.mini import Mini
from tests.frame.tables import PROJECT

from .branch import AGENT, EMPLOYEE, FEBRUARY, GONE, NEW, run

MONTH = "2026-02"
CONFIG = (PROJECT / "config.yaml").read_text(encoding="utf-8")


def place_of(mini: Mini, period: str = MONTH) -> Place:
    """Where the branch keeps a month."""
    return Place(mini.inputs, mini.outputs, period)


def gate_of_month(mini: Mini) -> Gate:
    """The lines of February."""
    return gate_of(place_of(mini))


def said(mini: Mini, *words: str) -> str:
    """What ``xinchou gate`` answers when it does not refuse."""
    result = mini.command("gate", MONTH, *words)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def fill(mini: Mini, reasons: Mapping[str, str] | None = None, default: str = "已核对，属实") -> Path:
    """Write reasons as a clerk does: in Excel, line by line; others get the default."""
    path = gate_path(mini.outputs, MONTH)
    book = openpyxl.load_workbook(path)
    rows = list(book.active.iter_rows(min_row=5))
    headings = [cell.value for cell in rows[0]]
    for row in rows[1:]:
        line = row[headings.index("编号")].value
        row[headings.index("说明")].value = (reasons or {}).get(line, default)
    book.save(path)
    return path


def with_gate(mini: Mini, written: str) -> Mini:
    """The same branch under a configuration with this rule."""
    config = mini.folder / "config.yaml"
    (line,) = re.findall(r"^gate: .*$", CONFIG, re.MULTILINE)
    config.write_text(CONFIG.replace(line, f"gate: {written}"), encoding="utf-8")
    return replace(mini, config=config)


def test_who_moved_came_went_or_changed_a_number_is_listed(done: Mini) -> None:
    """Each once, by 工号; 净佣金 10778.18 → 20778.18 moves gross pay by 2,783.40 − 278.34 = 2,505.06 yuan."""
    lines = {(line.employee_id, line.kind): line for line in gate_of_month(done).lines}
    assert set(lines) == {
        (EMPLOYEE, MOVED), (EMPLOYEE, "银行账号变动"), (AGENT, "身份证号变动"), (GONE, WENT), (NEW, CAME),
    }  # fmt: skip
    moved = lines[(EMPLOYEE, MOVED)]
    # 2500 + (20778.18 − 1396.29 − 103.89 − 10000) × 30% = 5283.40；风险金 528.34；5890 + 2783.40 − 278.34
    assert (moved.was["应发合计"], moved.now["应发合计"]) == (Decimal(5890), Decimal("8395.06"))
    assert lines[(GONE, WENT)].now == {}
    assert lines[(NEW, CAME)].was == {}


def test_numbers_are_masked_everywhere(months: Mini) -> None:
    """Neither the screen, nor the JSON, nor the workbook shows an account or an ID card whole."""
    text = said(months) + said(months, "--json")
    book = openpyxl.load_workbook(gate_path(months.outputs, MONTH))
    text += " ".join(str(cell.value) for row in book.active.iter_rows() for cell in row)
    for row in FEBRUARY["花名册"]:
        assert row["身份证号"] not in text
    assert "6222020200119983445" not in text
    assert "***************3445 → ***************3445" in text


def test_a_change_in_the_hidden_figures_makes_another_line(months: Mini) -> None:
    """Both accounts look the same when masked; a third one is told from the second all the same."""
    before = {line.id for line in gate_of_month(months).lines if line.kind == "银行账号变动"}
    boss, *others = FEBRUARY["花名册"]
    run(months, MONTH, **{**FEBRUARY, "花名册": [{**boss, "银行账号": "6222020200117773445"}, *others]})
    assert {line.id for line in gate_of_month(months).lines if line.kind == "银行账号变动"}.isdisjoint(before)


def test_the_first_month_has_no_lines_and_says_so(done: Mini) -> None:
    """There is nothing to compare it with; that is signed as well."""
    gate = gate_of(place_of(done, "2026-01"))
    assert gate.lines == ()
    assert required_reasons(place_of(done, "2026-01")) == {RULE: "2026-01是系统中的第一个月，没有上月可比，不列异动"}


def test_a_gap_before_the_month_is_refused(months: Mini) -> None:
    """Without the month before nothing can be said; the first month of the system is another thing."""
    (months.outputs / "2026-01").rename(months.outputs / "2025-11")
    with pytest.raises(Refused, match=r"2026-01没有结果，而2025-11有.*xinchou run 2026-01"):
        gate_of_month(months)


def test_without_the_list_nobody_signs(months: Mini) -> None:
    """The next step is named."""
    with pytest.raises(Refused, match=r"2026-02有5条异动须说明；请先运行 xinchou gate 2026-02"):
        required_reasons(place_of(months))


def test_a_missing_reason_is_named(months: Mini) -> None:
    """Blanks and dashes say nothing."""
    said(months)
    first, *_ = gate_of_month(months).lines
    fill(months, {first.id: " —— "})
    with pytest.raises(Refused, match=rf"还有1条没有说明：{first.employee_id} 张三 {first.kind}"):
        required_reasons(place_of(months))


def test_every_reason_is_handed_over_for_signing(months: Mini) -> None:
    """With the rule, what was compared, and the fingerprint of the workbook."""
    said(months)
    lines = gate_of_month(months).lines
    fill(months, {line.id: f"原因{number}" for number, line in enumerate(lines)})
    given = required_reasons(place_of(months))
    assert [given[line.id] for line in lines] == [f"原因{number}" for number in range(len(lines))]
    assert set(given) == {RULE, BOOK, *(line.id for line in lines)}
    assert "超过30%或超过2,000.00元" in given[RULE]
    assert "与2026-01（run.json指纹" in given[RULE]


def test_an_old_list_is_refused_and_renewed_with_the_reasons_that_still_fit(months: Mini) -> None:
    """The month was run again with other figures for one person: only his reason must be given anew."""
    said(months)
    fill(months)
    customer = {**FEBRUARY["客户业绩"][0], "毛佣金": "31000", "净佣金": "30778.18"}
    run(months, MONTH, **{**FEBRUARY, "客户业绩": [customer]})
    with pytest.raises(
        Refused, match=r"是旧的：结果后来变了，1条是新的，1条已不是这样；请重新运行 xinchou gate 2026-02"
    ):
        required_reasons(place_of(months))
    assert "还有1条没有写“说明”" in said(months)
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(gate_path(months.outputs, MONTH)).active]
    moved = next(row for row in rows if row[1] == MOVED)
    assert moved[-2:] == [None, "已核对，属实"]
    assert sorted(reason for reason in reasons_of(gate_path(months.outputs, MONTH)).values()) == [
        "", *["已核对，属实"] * 4,
    ]  # fmt: skip


def test_writing_the_list_again_keeps_every_reason(months: Mini) -> None:
    """Nothing changed: the same reasons, and the same bytes from then on."""
    said(months)
    fill(months)
    assert "制表可以签字" in said(months)
    once = gate_path(months.outputs, MONTH).read_bytes()
    said(months)
    assert gate_path(months.outputs, MONTH).read_bytes() == once


def test_a_list_without_its_headings_or_that_is_no_workbook_is_refused(months: Mini) -> None:
    """Never written over: the reasons in it may be lost otherwise."""
    path = gate_path(months.outputs, MONTH)
    said(months)
    book = openpyxl.load_workbook(path)
    book.active.delete_rows(5)
    book.save(path)
    assert "请不要改动表头" in months.command("gate", MONTH).stderr
    path.write_bytes(b"x")
    result = months.command("gate", MONTH)
    assert (result.exit_code, path.read_bytes()) == (2, b"x")
    assert "打不开" in result.stderr


def test_two_rows_of_one_line_must_say_the_same(months: Mini) -> None:
    """A copied row with another reason leaves open which one is meant."""
    said(months)
    path = fill(months)
    book = openpyxl.load_workbook(path)
    row = [cell.value for cell in book.active[6]]
    book.active.append([*row[:-2], "另一个原因", row[-1]])
    book.save(path)
    with pytest.raises(Refused, match="写了两行，说明不同"):
        required_reasons(place_of(months))


def test_an_altered_result_is_refused(months: Mini) -> None:
    """What is compared is what the runs left, of both months."""
    book = months.outputs / "2026-01" / "05_pay_计薪.xlsx"
    book.write_bytes(book.read_bytes() + b"x")
    with pytest.raises(Refused, match=r"2026-01的“05_pay_计薪.xlsx”与运行时不同"):
        gate_of_month(months)


def test_the_rule_is_that_of_the_configuration_the_month_was_run_by(months: Mini) -> None:
    """Run again under another rule, another list; changing the configuration alone changes nothing."""
    other = with_gate(months, "{share: null, amount: 5000, items: [实发合计]}")
    assert MOVED in {line.kind for line in gate_of_month(other).lines}
    run(other, MONTH, **FEBRUARY)
    gate = gate_of_month(other)
    assert MOVED not in {line.kind for line in gate.lines}
    assert "实发合计中有一项比上月变动超过5,000.00元" in gate.rule()


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("{share: 0.3}", "gate › share：share 写的是“0.3”，应写成 30%"),
        ("{amount: 很多}", "应写成 2000"),
        ("{when: 或者}", "应是 任一 或 同时"),
        ("{items: [应发总计]}", "“应发总计”不是任何项目或人员信息；最接近的是“应发合计”"),
        ("{shares: 30%}", "不认识“shares”"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_with_its_line(months: Mini, written: str, words: str) -> None:
    """Before anything is computed."""
    result = with_gate(months, written).command("run", MONTH)
    assert result.exit_code == 2
    assert words in result.stderr


def signed(mini: Mini) -> Act:
    """A first signature over February with its reasons, as the register keeps it."""
    place = place_of(mini)
    act = Act(1, MONTH, SIGN, "2026-03-05T09:00:00+08:00", place.contents, "0" * 64, "制表", "甲",
              reasons=required_reasons(place))  # fmt: skip
    append(mini.outputs, act)
    return act


def test_after_the_signature_the_list_stays_as_it_is(months: Mini) -> None:
    """``gate`` refuses, and a later change is found."""
    said(months)
    path = fill(months)
    act, place = signed(months), place_of(months)
    assert list(gate_problems(place, [act])) == []
    result = months.command("gate", MONTH)
    assert result.exit_code == 2
    assert "已由“制表”甲签字" in result.stderr
    fill(months, default="另有说法")
    assert list(gate_problems(place, [act])) == ["“签字前异动_2026-02.xlsx”被改动，与“制表”甲签字时不同"]
    path.unlink()
    assert list(gate_problems(place, [act])) == ["“签字前异动_2026-02.xlsx”被删去（“制表”甲签字时有）"]


def test_json_says_what_is_left(months: Mini) -> None:
    """One object: the rule, every line, how many lack a reason."""
    answer = json.loads(said(months, "--json"))
    assert (answer["status"], answer["period"], answer["before"]) == ("ok", MONTH, "2026-01")
    assert (len(answer["lines"]), answer["given"], answer["missing"]) == (5, 0, 5)
    assert answer["files"] == [gate_path(months.outputs, MONTH).as_posix()]


def test_the_gate_loads_nothing_heavy(months: Mini) -> None:
    """Signing answers at once: no tables library and no model library is needed for the reasons."""
    said(months)
    fill(months)
    script = (
        "import sys, json\nfrom pathlib import Path\nfrom pipeline.closing.contents import Place\n"
        "from pipeline.closing.gate import required_reasons\n"
        f"required_reasons(Place(Path({str(months.inputs)!r}), Path({str(months.outputs)!r}), '{MONTH}'))\n"
        "heavy = ['numpy', 'pandas', 'pyarrow', 'pydantic', 'pandera', 'openpyxl', 'xlsxwriter']\n"
        "print(json.dumps([name for name in heavy if name in sys.modules]))\n"
    )
    answer = subprocess.run([sys.executable, "-c", script], cwd=PROJECT, capture_output=True, check=True, text=True)
    assert json.loads(answer.stdout) == []
