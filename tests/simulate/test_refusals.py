"""What is refused before anything is computed: all mistakes at once, exit code 2; and nothing real is touched."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.simulate.assignments import SetError, places_of, read_assignments
from tests.frame.mini import Mini

from .conftest import real_files, said, trial

RULES: dict[str, Any] = {
    "parameters": {
        "抽成比例": {"value": "30%", "unit": "比例", "min": "0", "max": "50%", "source": "第三条"},
        "负提成处理": {"value": "按零", "among": ["按零", "结转"], "source": "第四条"},
    },
    "tables": {
        "底薪表": {"unit": "元/月", "by": "级别", "source": "第五条", "otherwise": "0",
                "rows": {"初级": "2000", "中级": {"range": ["1000", "1500"], "chosen": "1200"}}},
        "两层": {"unit": "元", "by": ["城市", "级别"], "rows": {"甲": {"A.1": "1"}}, "source": "第五条"},
        "级差档": {"unit": "比例", "edge": "左闭右开", "by": "级别", "source": "第六条",
                "limits": {"min": "0", "max": "40%"}, "bands": {"初级": [["0", "10", "20%"], ["10", None, "25%"]]}},
    },
    "items": [{"name": "佣金提成"}],
}  # fmt: skip


def places(text: str) -> list[tuple[tuple[str | int, ...], str | None, str | None]]:
    """Path below the rule set, old and new value of what an assignment changes."""
    (assignment,), problems = read_assignments([text])
    assert problems == []
    return [(place.path[2:], place.old, place.new) for place in places_of(assignment, {("schemes", 0): RULES})]


@pytest.mark.parametrize(
    ("text", "path", "old", "new"),
    [
        ("抽成比例=50%", ("parameters", "抽成比例", "value"), "30%", "50%"),
        ("负提成处理=结转", ("parameters", "负提成处理", "value"), "按零", "结转"),
        ("底薪表.初级=2500", ("tables", "底薪表", "rows", "初级"), "2000", "2500"),
        ("底薪表.中级＝1500", ("tables", "底薪表", "rows", "中级", "chosen"), "1200", "1500"),
        ("底薪表.其余=100", ("tables", "底薪表", "otherwise"), "0", "100"),
        ("两层.甲.A.1 = 2", ("tables", "两层", "rows", "甲", "A.1"), "1", "2"),
        ("级差档.初级.2=40%", ("tables", "级差档", "bands", "初级", 1, 2), "25%", "40%"),
        ("级差档.初级.2.终点=30", ("tables", "级差档", "bands", "初级", 1, 1), None, "30"),
    ],
)
def test_what_an_assignment_means(text: str, path: tuple[str | int, ...], old: str | None, new: str) -> None:
    """Parameters, entries of any depth, a figure chosen in a range, bands per word; guard rails included."""
    assert places(text) == [(path, old, new)]


def test_a_bound_is_moved_on_both_sides() -> None:
    """The end of the first band is the start of the second."""
    assert [place[0][3:] for place in places("级差档.初级.1.终点=12")] == [("初级", 0, 1), ("初级", 1, 0)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("抽成比例=50.01%", "超出允许的范围：0 至 50%"),
        ("抽成比例=-1%", "超出允许的范围：0 至 50%"),
        ("抽成比例=很多", "“很多”不是数字"),
        ("抽成比列=1%", "没有“抽成比列”这个参数或表；最接近的是“抽成比例”"),
        ("负提成处理=其他", "“负提成处理”只能是：按零、结转"),
        ("底薪表.中级=1501", "超出允许的范围：1000 至 1500"),
        ("底薪表.初极=1", "表“底薪表”没有“初极”这一行；最接近的是“初级”"),
        ("底薪表=1", "“底薪表”是表，要写明改哪一处，如 底薪表.初级=值"),
        ("底薪表.初级.高=1", "表“底薪表”按级别查，写法如 底薪表.初级=值"),
        ("两层.甲=1", "表“两层”按城市、级别查，写法如 两层.甲.A.1=值"),
        ("级差档.1=1%", "表“级差档”没有“1”这一行"),
        ("级差档.初级=1%", "第一档写 1"),
        ("级差档.初级.3=1%", "表“级差档”有2档，没有第“3”档；第一档写 1"),
        ("级差档.初级.1.高=1%", "一档里可以改的是：起点、终点、数值；没有“高”"),
        ("级差档.初级.1=41%", "超出允许的范围：0 至 40%"),
        ("佣金提成=1", "“佣金提成”是项目，不能用 --set 改"),
        ("佣金提成.formula=1", "“佣金提成”是项目，不能用 --set 改"),
    ],
)
def test_what_an_assignment_may_not_mean(text: str, words: str) -> None:
    """The limit or the nearest known name is told."""
    with pytest.raises(SetError) as refusal:
        places(text)
    assert words in str(refusal.value)


def test_all_mistakes_are_told_at_once(mini: Mini) -> None:
    """Of the way it is written, of the name, and what only shows once the configuration is put together."""
    sets = ["提成档", "提成当.1=30%", "提成档.2.起点=90000", "佣金提成=5", "考核系数表.1=0.5", "考核系数表.1=0.4"]
    words = [word for text in sets for word in ("--set", text)]
    result = said(mini, "2026-01", *words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "--set “提成档”：应写成 名称=值" in result.stderr
    assert "--set “提成当.1=30%”：没有“提成当”这个参数或表；最接近的是“提成档”" in result.stderr
    assert "--set “提成档.2.起点=90000”：表“提成档”的档位[90000, 30000]起点不小于终点" in result.stderr
    assert "--set “佣金提成=5”：“佣金提成”是项目" in result.stderr
    assert "“考核系数表.1”写了两次" in result.stderr


@pytest.mark.parametrize(
    ("words", "said_"),
    [
        (["2026-01"], "没有写试算什么"),
        (["2026-02", "2026-01", "--set", "提成档.1=30%"], "末月2026-01早于首月2026-02"),
        (["2026-01", "--set", "提成档.1=30%", "--top", "x"], "“x”不是人数"),
        (["2025-12", "--set", "提成档.1=30%"], "2025-12没有生效的"),
    ],
)
def test_what_else_is_refused(mini: Mini, words: list[str], said_: str) -> None:
    """Months and options."""
    result = said(mini, *words)
    assert result.exit_code == 2
    assert said_ in result.stderr


@pytest.mark.parametrize(
    "place",
    ["outputs/2026-01", "outputs/2026-01/试算", "outputs", "outputs/历史版本/2026-01", "outputs/.临时",
     "inputs/2026-01", "inputs/2026-01/试算", "别处/里面", "文件"],
)  # fmt: skip
def test_no_place_of_results_or_of_deliveries_is_written_to(mini: Mini, place: str) -> None:
    """Also where a result was copied to, and where a file stands."""
    (mini.folder / "别处").mkdir()
    (mini.folder / "别处" / "run.json").write_text("{}", encoding="utf-8")
    (mini.folder / "文件").write_text("", encoding="utf-8")
    result = said(mini, "2026-01", "--set", "提成档.1=30%", "--to", str(mini.folder / place))
    assert result.exit_code == 2
    assert "文件夹" in result.stderr
    assert not mini.outputs.exists()


def test_json_refuses_as_every_command_does(mini: Mini) -> None:
    """One object on stdout, a finding per mistake."""
    result = said(mini, "2026-01", "--set", "提成当.1=1", "--set", "x", "--json")
    answer = json.loads(result.stdout)
    assert result.exit_code == 2
    assert len(answer["findings"]) == 2
    assert answer["files"] == []


@pytest.mark.long
def test_nothing_real_is_touched(mini: Mini) -> None:
    """Not over a month that was paid and one that was not; the same trial gives the same bytes."""
    mini.deliver("2026-02")
    assert mini.command("run", "2026-01").exit_code == 0
    before = real_files(mini)
    first = trial(mini, "2026-01", "2026-02", "--set", "提成档.1=30%")
    written = Path(first["files"][0]).read_bytes()
    again = trial(mini, "2026-01", "2026-02", "--set", "提成档.1=30%")
    assert first == again
    assert Path(again["files"][0]).read_bytes() == written
    assert real_files(mini) == before
    assert [path.name for path in (mini.outputs / "试算").rglob("*") if path.is_file()] == [
        "试算对比_2026-01_2026-02.xlsx"
    ]


def test_the_first_month_starts_from_the_real_ledger(mini: Mini) -> None:
    """February alone, after January was paid: cumulative tax goes on from January's ledger.

    (5890 + 6340 − 1000 − 10000) × 3% − 11.70 = 25.20; without January's income it would be (6340 − 500 − 10000) → 0.
    """
    mini.deliver("2026-02")
    assert mini.command("run", "2026-01").exit_code == 0
    answer = trial(mini, "2026-02", "--set", "提成档.1=30%")
    assert (answer["totals"]["个人所得税"]["now"], answer["totals"]["个人所得税"]["trial"]) == ("11.70", "25.20")


def test_a_month_without_figures_is_told(mini: Mini) -> None:
    """Nothing was delivered for February: January is compared, February is not, exit code 1."""
    answer = trial(mini, "2026-01", "2026-02", "--set", "提成档.1=30%")
    assert answer["exit_code"] == 1
    assert [month["period"] for month in answer["months"]] == ["2026-01"]
    assert any("2026-02没有对比：现行有阻断" in words for words in answer["notices"])
    assert {found["period"] for found in answer["findings"] if found["level"] == "阻断"} == {"2026-02"}


def test_without_any_figures_the_findings_are_told(mini: Mini) -> None:
    """A month nobody delivered: no figures, the workbook still says why."""
    result = said(mini, "2026-03", "--set", "提成档.1=30%")
    assert result.exit_code == 1
    assert "阻断（现行 2026-03）" in result.stdout
