"""What ``scheme check`` answers: words, data, a workbook, and its exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.frame.mini import Mini
from tests.frame.tables import PROJECT
from tests.simulate.conftest import CONFIG, changed, configured

from .command import checked, everything_below, typed

SCHEMES = PROJECT / "examples" / "schemes"
A20, A04, A07 = (str(SCHEMES / f"{name}.yaml") for name in ("A20", "A04", "A07"))


@pytest.fixture
def nowhere(tmp_path: Path) -> Mini:
    """The shipped configuration, and nothing delivered."""
    return Mini(tmp_path)


def test_each_flag_says_what_why_on_what_and_what_to_consider(nowhere: Mini) -> None:
    """A paragraph each, with the word 提醒, the path and the document; a person decides."""
    said = typed("--file", A20, branch=nowhere)
    assert said.exit_code == 0
    text = said.stdout
    assert "非业务部门人员开发客户奖励办法 示例（A20.yaml）：5条提醒" in text
    assert "提醒 H04 收入直接分成" in text
    assert "路径　应发合计 ← 开发奖励 ← 开发客户·客户奖励" in text
    assert "依据　证券公司建立稳健薪酬制度指引（中证协2022年）第十五条" in text
    assert "考虑　" in text
    assert "共5条提醒，由人判断" in text
    assert "还没有与文件逐条核对" in text


def test_strict_ends_with_1_only_where_there_is_a_flag(nowhere: Mini) -> None:
    """Grading alone has none."""
    assert typed("--strict", "--file", A20, branch=nowhere).exit_code == 1
    graded = typed("--strict", "--file", A04, branch=nowhere)
    assert graded.exit_code == 0
    assert "只有级别或考核" in graded.stdout


def test_every_version_of_every_file_and_the_month_are_checked(nowhere: Mini) -> None:
    """The standard of the month first, then the files in the order typed."""
    answer = checked("2026-01", "--file", A07, "--file", A20, branch=nowhere)
    assert [one["title"] for one in answer["standards"]] == [
        "示例营业部客户经理薪酬标准 2026",
        "客户经理制度 四级",
        "客户经理制度 六级",
        "非业务部门人员开发客户奖励办法 示例",
    ]
    assert answer["status"] == "ok"
    assert answer["period"] == "2026-01"
    assert {flag["level"] for flag in answer["findings"]} == {"提醒"}
    assert all(flag["message"] and flag["expected"] and flag["remedy"] for flag in answer["findings"])


def test_the_workbook_holds_flags_standards_and_rules(nowhere: Mini) -> None:
    """Nothing else is written."""
    book = nowhere.folder / "提醒.xlsx"
    answer = checked("--file", A20, "--workbook", str(book), branch=nowhere)
    assert answer["files"] == [book.as_posix()]
    assert everything_below(nowhere.folder) == [book]
    sheets = load_workbook(book)
    assert sheets.sheetnames == ["提醒", "标准", "规则"]
    assert [row[1].value for row in sheets["提醒"].iter_rows(min_row=4)] == ["H01", "H03", "H04", "H05", "H06"]
    assert sheets["规则"].max_row == 3 + 9


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "请写月份"),
        (("2025-12",), "2025-12没有生效的薪酬标准"),
        (("--file", "没有.yaml"), "读不到配置文件"),
        (("--file", str(PROJECT / "pyproject.toml")), "写法有误"),
    ],
)
def test_what_cannot_be_loaded_ends_with_2(nowhere: Mini, words: tuple[str, ...], told: str) -> None:
    """In words, on the error stream."""
    said = typed(*words, branch=nowhere)
    assert said.exit_code == 2
    assert told in said.stderr


def test_a_configuration_without_rules_is_refused(nowhere: Mini) -> None:
    """It says where to find how they are written."""
    path = nowhere.folder / "config.yaml"
    path.write_text(CONFIG[: CONFIG.index("compliance:\n")], encoding="utf-8")
    said = typed("--file", A20, branch=Mini(nowhere.folder, path))
    assert said.exit_code == 2
    assert "没有 compliance" in said.stderr


def test_a_post_that_does_not_exist_is_refused(nowhere: Mini) -> None:
    """A slip of the pen would ask nobody."""
    own = configured(nowhere, ("who: [团队负责人]\n    years", "who: [团队负责任]\n    years"))
    said = typed("--file", A20, branch=own)
    assert said.exit_code == 2
    assert "“团队负责任”不是岗位，也不是任何标准的 groups" in said.stderr
    assert "团队负责人" in said.stderr


def test_a_rule_left_out_is_not_asked(nowhere: Mini) -> None:
    """The installation keeps what it wants to be told of."""
    start = CONFIG.index("    H06:\n")
    path = nowhere.folder / "config.yaml"
    path.write_text(CONFIG[:start] + CONFIG[CONFIG.index("    H07:\n") :], encoding="utf-8")
    answer = checked("2026-01", branch=Mini(nowhere.folder, path))
    assert {flag["code"] for flag in answer["findings"]} == {"H05"}


def test_groups_of_a_standard_may_be_named_for_deferral(nowhere: Mini) -> None:
    """雇员 are account managers and team heads; three years may be one: then the risk deposit is in order."""
    own = configured(nowhere, ("who: [团队负责人]\n    years: 3 ", "who: [雇员]\n    years: 1 "))
    assert {flag["code"] for flag in checked("2026-01", branch=own)["findings"]} == {"H06"}
    text = changed(CONFIG, ("who: [团队负责人]\n    years: 3 ", "who: [雇员]\n    years: 2 "))
    own.config.write_text(text, encoding="utf-8")
    (deferred,) = (flag for flag in checked("2026-01", branch=own)["findings"] if flag["code"] == "H05")
    assert deferred["who"] == ["客户经理", "团队负责人"]
