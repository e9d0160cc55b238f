"""What the command answers: exit codes, JSON, words, and which files it touches."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from pipeline.archive.lock import period_lock
from pipeline.chinese_click import show_chinese
from pipeline.cli import main

from .mini import AGENT, EMPLOYEE, Mini
from .tables import PROJECT

KEYS = {"status", "period", "totals", "files", "findings"}
FINDING_KEYS = {"level", "code", "file", "sheet", "cell", "column", "value", "message", "remedy"}
NO_SCORES = {"职责考核": [{"工号": EMPLOYEE, "考核项目": "日常工作", "得分": "95"}]}
"""A stop finding: the score for 客户服务 is missing (第十条)."""


def typed(*words: str) -> Result:
    """The answer to these words."""
    return CliRunner().invoke(main, list(words))


def test_a_month_without_stops_ends_with_0_and_says_where_the_report_lies(mini: Mini) -> None:
    """Totals in yuan, the report's path, nothing on the error stream."""
    result = mini.command("run", "2026-01")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert "2026-01 薪酬已算出，共 2 人（单位：元）" in result.stdout
    assert f"报表：{mini.outputs / '2026-01' / '营业部客户经理薪酬月报表_2026-01.xlsx'}" in result.stdout
    assert "中间表与台账在同一文件夹" in result.stdout


def test_json_is_one_object_and_nothing_else(mini: Mini) -> None:
    """A program reads stdout whole; amounts are decimal strings, paths use forward slashes."""
    result = mini.command("run", "2026-01", "--json")
    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert result.stderr == ""
    assert set(answer) == KEYS
    assert (answer["status"], answer["period"]) == ("ok", "2026-01")
    # 底薪 3800 − 出访 160 + 佣金提成 10000 × 25% = 2500 − 风险金 250 = 5890；
    # 三险一金 500；税 (5890 − 5500) × 3% = 11.70
    assert answer["totals"]["人数"] == "2"
    assert answer["totals"]["应发合计"] == "5890.00"
    assert answer["totals"]["三险一金"] == "500.00"
    assert answer["totals"]["个人所得税"] == "11.70"
    assert answer["totals"]["实发合计"] == "5378.30"
    assert answer["totals"]["营业部自留"] == "0.00"
    assert all(Path(file).is_file() and "\\" not in file for file in answer["files"])
    assert {Path(file).name for file in answer["files"]} >= {"run.json", "结转台账_2026-01.xlsx"}
    assert answer["findings"]
    assert all(set(found) >= FINDING_KEYS for found in answer["findings"])
    assert {found["level"] for found in answer["findings"]} == {"提醒"}


def test_running_again_changes_no_file_and_says_so(january: Mini) -> None:
    """The same inputs give the same bytes; no version is kept of an unchanged result."""
    before = january.written("2026-01")
    assert "与上一次的结果完全相同，没有改动任何文件。" in january.command("run", "2026-01").stdout
    assert january.written("2026-01") == before
    assert not (january.outputs / "历史版本").exists()


def test_a_stop_ends_with_1_and_leaves_the_good_result_alone(january: Mini) -> None:
    """Only 待更正 appears beside the result of the last good run; after the correction it is gone."""
    good = january.written("2026-01")
    january.deliver("2026-01", **NO_SCORES)
    result = january.command("run", "2026-01")
    assert result.exit_code == 1
    assert "没有计算：先更正以上“阻断”，再运行一次。已有的结果没有改动。" in result.stdout
    now = january.written("2026-01")
    assert {name: now[name] for name in good} == good
    assert {name.split("/")[0] for name in set(now) - set(good)} == {"待更正"}
    january.deliver("2026-01")
    assert january.run("2026-01")["status"] == "ok"
    assert january.written("2026-01") == good


def test_a_stopped_answer_as_json(mini: Mini) -> None:
    """Status stopped, no totals, the files are those of the findings."""
    mini.deliver("2026-01", **NO_SCORES)
    result = mini.command("run", "2026-01", "--json")
    answer = json.loads(result.stdout)
    assert result.exit_code == 1
    assert set(answer) == KEYS
    assert (answer["status"], answer["totals"]) == ("stopped", {})
    assert "错误清单_2026-01.xlsx" in {Path(file).name for file in answer["files"]}
    assert [found["code"] for found in answer["findings"] if found["level"] == "阻断"] == ["X45"]


def test_check_writes_only_findings(mini: Mini) -> None:
    """Without a result beside it, there is nothing but 待更正 in the folder of the month."""
    result = mini.command("check", "2026-01")
    assert result.exit_code == 0
    assert "2026-01 核对完毕，没有阻断错误，可以运行 xinchou run 2026-01" in result.stdout
    assert {name.split("/")[0] for name in mini.written("2026-01")} == {"待更正"}


def test_check_finds_stops_and_changes_no_result(january: Mini) -> None:
    """Exit code 1, and the last good result stands."""
    good = january.written("2026-01")
    january.deliver("2026-01", **NO_SCORES)
    assert january.command("check", "2026-01").exit_code == 1
    now = january.written("2026-01")
    assert {name: now[name] for name in good} == good


def test_check_does_not_compute(mini: Mini) -> None:
    """What only the computation finds (net pay below zero) is left to ``run``."""
    mini.deliver("2026-01", 社保及专项=[{"工号": EMPLOYEE, "住房公积金": "9000"}])
    assert mini.check("2026-01")["status"] == "ok"
    assert mini.run("2026-01")["status"] == "stopped"


@pytest.mark.parametrize("command", ["run", "check"])
def test_a_missing_month_folder(mini: Mini, command: str) -> None:
    """Said with the folder's name; nothing about opening balances, as nothing was delivered at all."""
    answer = json.loads(mini.command(command, "2026-05", "--json").stdout)
    assert [(found["code"], found["expected"]) for found in answer["findings"]] == [
        ("S14", f"文件夹“{mini.inputs / '2026-05'}”")
    ]
    assert answer["status"] == "stopped"


def test_without_copies_nobody_is_sent_to_them(mini: Mini) -> None:
    """A folder that is missing has no workbook to mark; a score that is missing has."""
    said = mini.command("run", "2026-05").stdout
    assert "全部列在" in said
    assert "标注" not in said
    said = mini.deliver("2026-01", **NO_SCORES).command("run", "2026-01").stdout
    assert ("标注好的副本在" in said) == (mini.outputs / "2026-01" / "待更正" / "标注").is_dir()


@pytest.mark.parametrize("command", ["run", "check"])
def test_inputs_and_outputs_in_one_folder_are_refused(mini: Mini, command: str) -> None:
    """Exit code 2, and nothing is written or removed."""
    before = {path: path.read_bytes() for path in mini.inputs.rglob("*") if path.is_file()}
    words = (command, "2026-01", "--inputs", str(mini.inputs), "--outputs", str(mini.inputs))
    result = typed(*words, "--config", str(mini.config))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "不能放在同一个文件夹" in result.stderr
    assert {path: path.read_bytes() for path in mini.inputs.rglob("*") if path.is_file()} == before


def test_an_altered_result_is_put_right_kept_and_told(january: Mini) -> None:
    """L06 on screen and as data, but in no file: the result is that of the run before."""
    good = january.written("2026-01")
    report = january.outputs / "2026-01" / "营业部客户经理薪酬月报表_2026-01.xlsx"
    report.write_bytes(b"altered")
    said = january.command("run", "2026-01").stdout
    kept = january.outputs / "历史版本" / "2026-01" / "第001版_有手工改动"
    assert "提醒 L06 结果文件被改动过：1 处\n" in said
    assert f"上次运行之后被改动过、已换成本次算出的：{report.name}；改动过的保存在 {kept.as_posix()}" in said
    assert january.written("2026-01") == good
    assert (kept / report.name).read_bytes() == b"altered"


def test_files_that_are_not_ours_are_kept_and_told(mini: Mini) -> None:
    """L07: whatever lay where the result is to appear."""
    folder = mini.outputs / "2026-01"
    folder.mkdir(parents=True)
    for number in range(7):
        (folder / f"{number}.txt").write_text("我的")
    kept = mini.outputs / "历史版本" / "2026-01" / "第001版_含其他文件"
    assert mini.messages("2026-01", "L07") == [
        "运行记录 run.json 中没有、已移出结果文件夹的：0.txt、1.txt、2.txt、3.txt、4.txt 等7个文件；"
        f"保存在 {kept.as_posix()}"
    ]
    assert len(list(kept.iterdir())) == 7
    assert mini.messages("2026-01", "L07") == []


@pytest.mark.parametrize("left", [(), (".DS_Store", "Thumbs.db", "desktop.ini")])
def test_an_empty_month_folder(mini: Mini, left: tuple[str, ...]) -> None:
    """What the system leaves in a folder is no delivery."""
    (mini.inputs / "2026-05").mkdir()
    for name in left:
        (mini.inputs / "2026-05" / name).write_bytes(b"x")
    answer = mini.run("2026-05")
    assert [found["code"] for found in answer["findings"]] == ["S15"]
    assert answer["status"] == "stopped"


def test_explain_leads_to_the_cell(done: Mini) -> None:
    """From the figure to the formula, the article and the cell of the delivered file."""
    said = done.command("explain", "2026-01", EMPLOYEE, "归属净佣金")
    assert said.exit_code == 0
    assert "1001 张三" in said.stdout
    assert "第三条" in said.stdout
    assert "客户业绩.csv" in said.stdout


def test_explain_without_an_item_lists_the_columns_of_the_report(done: Mini) -> None:
    """Every zero has its reason."""
    lines = done.command("explain", "2026-01", AGENT).stdout.splitlines()
    assert "归属净佣金 = 0.00 元" in lines
    assert "  · 本月没有归属于本人的净佣金" in lines


def test_explain_as_json(done: Mini) -> None:
    """The same tree as data, in the common shape."""
    answer = json.loads(done.command("explain", "2026-01", EMPLOYEE, "应发合计", "--json").stdout)
    assert set(answer) >= KEYS
    assert answer["status"] == "ok"
    assert [figure["name"] for figure in answer["figures"]] == ["应发合计"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("1003",), "2026-01没有工号“1003”；最接近的是“1002”"),
        (("1001", "应发合记"), "没有“应发合记”这个项目；最接近的是“应发合计”"),
    ],
)
def test_explain_of_someone_or_something_unknown(done: Mini, words: tuple[str, ...], said: str) -> None:
    """Wrong usage: exit code 2, with the nearest name there is."""
    result = done.command("explain", "2026-01", *words)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{said}\n")
    answer = json.loads(done.command("explain", "2026-01", *words, "--json").stdout)
    assert set(answer) == KEYS
    assert [found["message"] for found in answer["findings"]] == [said]


def test_explain_of_a_stopped_month_tells_the_stops(mini: Mini) -> None:
    """There is no figure to explain; exit code 1, and no file is written."""
    mini.deliver("2026-01", **NO_SCORES)
    result = mini.command("explain", "2026-01", EMPLOYEE)
    assert result.exit_code == 1
    assert "X45" in result.stdout
    assert not mini.outputs.exists()


def test_explain_says_when_the_files_are_no_longer_those_of_the_result(mini: Mini) -> None:
    """No result yet, the same files, other files."""
    notice = "本月还没有正式结果（未运行 xinchou run）"
    assert notice in mini.command("explain", "2026-01", EMPLOYEE).stdout
    mini.run("2026-01")
    assert notice not in mini.command("explain", "2026-01", EMPLOYEE).stdout
    mini.deliver("2026-01", 手工调整=[{"工号": EMPLOYEE, "金额": "1"}])
    assert "交来的文件在上次运行之后有变化" in mini.command("explain", "2026-01", EMPLOYEE).stdout


def test_stages_are_listed_in_order() -> None:
    """The order of the computation, with the package that does each stage."""
    jobs = [job.splitlines() for job in typed("stages").stdout.split("\n\n")]
    packages = [[line.split("pipeline/")[1].split("）")[0] for line in job if line[:2].isdigit()] for job in jobs]
    assert packages == [
        ["intake", "checks", "credit", "measures", "pay", "statutory", "ledgers", "reports"],
        ["collect", "checks", "appraise", "customers", "grades"],
        ["collect", "checks", "appraise", "grades"],
    ]
    answer = json.loads(typed("stages", "--json").stdout)
    assert [stage["package"] for stage in answer["stages"]] == packages[0]
    assert [[stage["package"] for stage in job] for job in answer["jobs"].values()] == packages
    assert set(answer) >= KEYS


def test_a_period_that_is_being_run_is_refused(mini: Mini) -> None:
    """Clear words, exit code 2, nothing touched; another month is free."""
    with period_lock(mini.outputs, "2026-01"):
        result = mini.command("run", "2026-01")
        assert result.exit_code == 2
        assert result.stderr.startswith("2026-01 正由另一个运行处理，本次未开始，任何文件都没有改动。")
        assert not (mini.outputs / "2026-01").exists()
        assert mini.deliver("2026-02").run("2026-02")["status"] == "ok"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("run",), "用法有误：缺少月份"),
        (("run", "2026-13"), "用法有误：月份：“2026-13”不是月份，应写成 2026-01"),
        (("run", "2026-1"), "用法有误：月份：“2026-1”不是月份，应写成 2026-01"),
        (("run", "九月"), "用法有误：月份：“九月”不是月份，应写成 2026-01"),
        (("run", "2026-01", "--jsn"), "用法有误：没有选项 --jsn，是否想用 --json"),
        (("run", "2026-01", "--zzz"), "用法有误：没有选项 --zzz"),
        (("run", "2026-01", "2026-02"), "用法有误：多写了参数，请对照用法"),
        (("run", "2026-01", "--config"), "用法有误：选项 --config 的写法不对（是否缺少它的值，或不应带值）"),
        (("run", "2026-01", "--json=yes"), "用法有误：选项 --json 的写法不对（是否缺少它的值，或不应带值）"),
        (("rum", "2026-01"),
         "用法有误：没有这个命令；可用的命令："
         "run、check、explain、simulate、stages、quarter、year、scheme、correct、key、sign、close、reopen、verify、status、diff、gate、"
         "payout、taxcheck、statement"),
        (("run", "2026-01", "--inputs", str(PROJECT / "README.md")),
         f"用法有误：--inputs：“{PROJECT / 'README.md'}”是文件，不是文件夹"),
        (("explain", "2026-01"), "用法有误：缺少工号"),
    ],
)  # fmt: skip
def test_wrong_usage_is_told_in_chinese(words: tuple[str, ...], said: str) -> None:
    """Exit code 2; the first line says what is wrong, the last how to learn more."""
    result = typed(*words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.splitlines()[0] == said
    assert "Error" not in result.stderr
    assert "Usage" not in result.stderr


def test_wrong_usage_asked_for_json_is_json() -> None:
    """A program gets an object whatever it did wrong."""
    result = typed("run", "2026-13", "--json")
    answer = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (2, "")
    assert set(answer) == KEYS
    assert answer["status"] == "stopped"
    assert [found["message"] for found in answer["findings"]] == ["月份：“2026-13”不是月份，应写成 2026-01"]
    assert all(set(found) >= FINDING_KEYS for found in answer["findings"])


def test_a_missing_configuration(mini: Mini, tmp_path: Path) -> None:
    """Exit code 2 with the name of the file."""
    other = Mini(mini.folder, tmp_path / "没有.yaml")
    result = other.command("run", "2026-01")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"没有.yaml 第1行：读不到配置文件“{tmp_path / '没有.yaml'}”，请检查路径\n"


def test_every_mistake_of_a_configuration_with_its_line(mini: Mini, tmp_path: Path) -> None:
    """All of them at once, on screen and as JSON."""
    text = (PROJECT / "config.yaml").read_text(encoding="utf-8")
    broken = text.replace("retained: 归属净佣金", "retaned: 归属净佣金", 1)
    config = tmp_path / "坏.yaml"
    config.write_text(broken.replace("  name: 示例营业部\n", "  nam: 示例营业部\n", 1), encoding="utf-8")
    result = Mini(mini.folder, config).command("check", "2026-01")
    assert result.exit_code == 2
    assert "：不认识“nam”" in result.stderr
    assert "：不认识“retaned”" in result.stderr
    assert all(line.startswith("坏.yaml 第") for line in result.stderr.splitlines())
    answer = json.loads(Mini(mini.folder, config).command("check", "2026-01", "--json").stdout)
    assert {found["code"] for found in answer["findings"]} == {"CFG"}
    assert all(found["cell"].startswith("第") for found in answer["findings"])


def test_a_month_before_the_standard(mini: Mini) -> None:
    """No standard in force is a matter of configuration, told before any file is read."""
    result = mini.command("run", "2025-12")
    assert result.exit_code == 2
    assert "2025-12没有生效的薪酬标准" in result.stderr


class _WriterError(Exception):
    """As a writer of workbooks raises it."""


@pytest.mark.parametrize("is_wrapped", [False, True])
@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.EACCES, "没有权限，请检查文件夹的权限，或换一个 --outputs 文件夹"),
        (errno.EROFS, "文件夹是只读的，请换一个 --outputs 文件夹"),
        (errno.ENOSPC, "磁盘已满，请腾出空间后再运行"),
    ],
)
def test_what_the_system_refuses_is_told(
    mini: Mini, monkeypatch: pytest.MonkeyPatch, number: int, said: str, is_wrapped: bool
) -> None:
    """In words, not with a traceback; exit code 2."""

    def refused(request: object) -> None:
        trouble = OSError(number, "no", "结果.xlsx")
        if is_wrapped:
            raise _WriterError from trouble
        raise trouble

    monkeypatch.setattr("pipeline.month_end.run_month", refused)
    result = mini.command("run", "2026-01")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"无法读写“结果.xlsx”：{said}。已有的结果没有改动。\n"


@pytest.mark.parametrize("error", [ValueError("ours"), OSError(errno.EBADF, "ours")])
def test_our_own_mistake_is_confessed(mini: Mini, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Nothing is dressed up as the user's: one line for her, the trace for us, exit code 3; JSON stays one object."""

    def mistaken(request: object) -> None:
        raise error

    monkeypatch.setattr("pipeline.month_end.run_month", mistaken)
    result = mini.command("run", "2026-01")
    assert (result.exit_code, result.stdout) == (3, "")
    line, *trace = result.stderr.splitlines()
    assert line == "程序内部错误，这不是您的文件或操作有误；已有的结果没有损坏。请把下面的内容发给维护人员。"
    assert trace[0] == "Traceback (most recent call last):"
    assert trace[-1] == f"{type(error).__name__}: {error}"
    result = mini.command("run", "2026-01", "--json")
    answer = json.loads(result.stdout)
    assert result.exit_code == 3
    assert (set(answer), answer["status"]) == (KEYS, "error")
    assert all(set(found) >= FINDING_KEYS for found in answer["findings"])
    assert repr(error) in answer["findings"][0]["message"]
    assert trace[-1] in result.stderr


def test_a_caller_that_asked_for_it_gets_the_exception(mini: Mini) -> None:
    """Without click's own ending, errors are left to the caller."""
    with pytest.raises(click.UsageError):
        main(["run", "2026-13"], standalone_mode=False)


def test_an_interrupted_run_says_so(mini: Mini, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C: one line, exit code 130, the last good result stands."""

    def interrupted(request: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.month_end.run_month", interrupted)
    result = mini.command("run", "2026-01")
    assert result.exit_code == 130
    assert result.stderr.strip() == "已中断，已有的结果没有改动。"


def test_help_speaks_chinese() -> None:
    """Every page: usage, options, commands, without a word of click's English."""
    for words in ([], ["run"], ["check"], ["explain"], ["stages"]):
        page = typed(*words, "--help")
        assert page.exit_code == 0
        assert page.stdout.startswith("用法：")
        assert "选项：" in page.stdout
        assert "显示本说明" in page.stdout
        for english in ("Usage", "Options", "Commands", "Show", "default", "PATH", "TEXT"):
            assert english not in page.stdout
    assert "命令：" in typed("--help").stdout


def test_no_words_at_all_gets_the_help_page() -> None:
    """Exit code 2, as nothing was asked for."""
    result = typed()
    assert result.exit_code == 2
    assert result.stderr.startswith("用法：")


def test_version() -> None:
    """Name and number."""
    result = typed("--version")
    assert result.exit_code == 0
    assert result.stdout.startswith("xinchou")


@pytest.mark.parametrize(("encoding", "kept"), [("ascii", False), ("cp1252", False), ("cp437", False), ("gbk", True),
                                                ("gb18030", True), ("utf-8", True)])  # fmt: skip
def test_a_console_that_cannot_show_chinese_gets_utf8(encoding: str, kept: bool) -> None:
    """A Chinese code page is kept; an ASCII or Western one would fail at the first word."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    show_chinese(stream)
    assert stream.encoding == (encoding if kept else "utf-8")
    stream.write("应发合计 薪酬─…\U0001f600")


def test_json_is_utf8_whatever_the_code_page() -> None:
    """A program that reads JSON reads UTF-8."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="gbk")
    show_chinese(stream, always=True)
    assert stream.encoding == "utf-8"


def test_the_command_works_on_an_ascii_console() -> None:
    """The real thing, as Windows or a bare container would start it."""
    said = subprocess.run(
        [sys.executable, "-m", "pipeline", "stages"],
        cwd=PROJECT, capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert "薪酬标准的各个项目" in said.stdout.decode("utf-8")
