"""``payout``, ``taxcheck`` and ``statement`` as a clerk types them, on a branch of two people."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.answers import as_text
from pipeline.command_result import Result
from pipeline.findings import finding
from pipeline.payout.answers import payout_text, statement_text, tax_check_text
from pipeline.payout.model import Control
from pipeline.payout.statement_end import not_in_full
from pipeline.payout.tax.books import read_form
from schemas.payout_tax import PEOPLE, WAGES
from tests.frame.mini import AGENT, BRANCH, EMPLOYEE, Mini
from tests.frame.tables import PROJECT, Rows

from .build import month, payee
from .tax_made import export

MONTH = "2026-01"
ACCOUNTS = {EMPLOYEE: "6222020303804554408", AGENT: "6214839291872434587"}


def people(**changes: str) -> Rows:
    """The roster with accounts and phones; ``changes`` are of the employee."""
    made = [{**row, "开户行": "中国工商银行", "银行账号": ACCOUNTS[row["工号"]], "手机号": "13800000000"}
            for row in BRANCH["花名册"]]  # fmt: skip
    return [{**made[0], **changes}, *made[1:]]


def branch(folder: Path, **changes: str) -> Mini:
    """The branch under a configuration that knows the code of its team, its month computed."""
    config = folder / "config.yaml"
    text = (PROJECT / "config.yaml").read_text(encoding="utf-8")
    config.write_text(text.replace("departments: {", 'departments: {一队: "01", ', 1), encoding="utf-8")
    mini = Mini(folder, config).deliver(MONTH, 花名册=people(**changes))
    assert mini.run(MONTH)["status"] == "ok"
    return mini


@pytest.fixture(scope="module")
def paid(tmp_path_factory: pytest.TempPathFactory) -> Mini:
    """A branch whose month was paid out."""
    mini = branch(tmp_path_factory.mktemp("paid"))
    result = mini.command("payout", MONTH)
    assert (result.exit_code, result.exception) == (0, None)
    assert "合计与薪酬月报表一致" in result.stdout
    assert "Z01" in result.stdout
    return mini


def files(folder: Path) -> dict[str, bytes]:
    """Every file below the folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def answer(mini: Mini, *words: str) -> dict[str, Any]:
    """What a command says as data."""
    told: dict[str, Any] = json.loads(mini.command(words[0], words[1], *words[2:], "--json").stdout)
    return told


def test_all_files_lie_in_one_folder_of_their_own(paid: Mini) -> None:
    """Issue 6: payslips, tax files, bank files, vouchers, personnel changes, summary, and what they agree with."""
    names = set(files(paid.outputs / "发放" / MONTH))
    assert {f"工资条/1001_张三_{MONTH}.xlsx", f"工资条/1002_李四_{MONTH}.xlsx", f"报税/正常工资薪金所得_{MONTH}.xlsx",
            f"报税/劳务报酬所得_{MONTH}.xlsx", "银行/工商银行代发_202601.xlsx", f"凭证/用友凭证_{MONTH}.xlsx",
            f"凭证/金蝶凭证_{MONTH}.xlsx", f"人员变动_{MONTH}.xlsx", f"综合室汇总_{MONTH}.xlsx",
            f"核对表_{MONTH}.xlsx"} <= names  # fmt: skip


def test_a_second_payout_of_the_same_month_changes_nothing(paid: Mini) -> None:
    """Also the locked files stay the same bytes."""
    before = files(paid.outputs)
    result = paid.command("payout", MONTH)
    assert "没有改动任何文件" in result.stdout
    assert files(paid.outputs) == before


def test_results_of_the_month_are_not_touched(paid: Mini) -> None:
    """What was signed stays as it is, and is still what a run would leave."""
    before = paid.written(MONTH)
    assert paid.run(MONTH)["status"] == "ok"
    assert paid.written(MONTH) == before


def test_a_month_without_result_is_refused(tmp_path: Path) -> None:
    """Exit code 2, in words."""
    result = Mini(tmp_path).command("payout", MONTH)
    assert result.exit_code == 2
    assert "没有结果" in result.stderr


def test_an_altered_result_is_refused(tmp_path: Path) -> None:
    """Nothing is paid from a workbook somebody changed after the run."""
    mini = branch(tmp_path)
    book = next((mini.outputs / MONTH).glob("06_*.xlsx"))
    book.write_bytes(book.read_bytes() + b"0")
    result = mini.command("payout", MONTH)
    assert result.exit_code == 2
    assert book.name in result.stderr
    assert "不能再用它比较、发放或汇总" in result.stderr
    assert not (mini.outputs / "发放" / MONTH).exists()


def test_without_an_account_nothing_is_written_but_the_error_list(tmp_path: Path) -> None:
    """Issue 6: a missing bank account is a finding before anything is paid."""
    mini = branch(tmp_path, 银行账号="")
    told = answer(mini, "payout", MONTH)
    assert told["status"] == "stopped"
    assert [found["file"] for found in told["findings"] if found["level"] == "阻断"] == ["花名册.csv"]
    left = files(mini.outputs / "发放" / MONTH)
    assert all(name.startswith("待更正/") for name in left)
    assert f"待更正/错误清单_{MONTH}.xlsx" in left


def test_the_client_of_the_tax_office_agrees_or_not(paid: Mini, tmp_path: Path) -> None:
    """The tax of the month as explained, then a fen more of it."""
    told = answer(paid, "explain", MONTH, EMPLOYEE, "个人所得税")
    tax = Decimal(told["figures"][0]["value"].replace(",", ""))
    card = BRANCH["花名册"][0]["身份证号"]
    rows = [
        {"工号": EMPLOYEE, "姓名": "张三", "证件号码": card, "所得项目": "正常工资薪金", "应补(退)税额": str(tax)},
        {"工号": AGENT, "姓名": "李四", "证件号码": BRANCH["花名册"][1]["身份证号"], "所得项目": "证券经纪人佣金收入",
         "应补(退)税额": "0"},
    ]  # fmt: skip
    good = paid.command("taxcheck", MONTH, str(export(tmp_path / "税款计算.xlsx", rows)))
    assert good.exit_code == 0, good.stdout
    assert "核对 2 行，相符 2 行，不符 0 行，没有核对 0 行" in good.stdout
    rows[0]["应补(退)税额"] = str(tax + Decimal("0.01"))
    bad = paid.command("taxcheck", MONTH, str(export(tmp_path / "税款计算2.xlsx", rows)))
    assert bad.exit_code == 1
    assert "不符 1 行" in bad.stdout
    assert (paid.outputs / "报税核对" / f"报税核对_{MONTH}.xlsx").is_file()


def test_a_person_with_a_passport_is_paid(tmp_path: Path) -> None:
    """Four columns of the roster bring him into 人员信息采集 and the form of wages; no ID card is asked of him."""
    of_passport = {"姓名": "TAN Mei", "身份证号": "E1234567", "证件类型": "外国护照"}
    mini = branch(tmp_path, **of_passport, **{"国籍(地区)": "新加坡", "性别": "女", "出生日期": "1991-02-03"})
    assert answer(mini, "payout", MONTH)["status"] == "ok"
    folder = mini.outputs / "发放" / MONTH / "报税"
    row = read_form(folder / f"人员信息采集_{MONTH}.xlsx", PEOPLE)[0]
    particulars = ("paper", "paper_number", "country", "sex", "born_on")
    assert [row[name] for name in particulars] == ["外国护照", "E1234567", "新加坡", "女", "1991-02-03"]
    assert read_form(folder / f"正常工资薪金所得_{MONTH}.xlsx", WAGES)[0]["paper"] == "外国护照"


def test_an_export_that_is_not_there_is_refused(paid: Mini, tmp_path: Path) -> None:
    """Every missing file at once, exit code 2."""
    result = paid.command("taxcheck", MONTH, str(tmp_path / "甲.xlsx"), str(tmp_path / "乙.xlsx"))
    assert result.exit_code == 2
    assert "甲.xlsx" in result.stderr
    assert "乙.xlsx" in result.stderr


def test_statements_of_the_year(paid: Mini) -> None:
    """One locked workbook per person, beside the months paid out."""
    told = answer(paid, "statement", "2026")
    assert told["status"] == "ok"
    assert {Path(name).name for name in told["files"]} == {"1001_张三_2026.xlsx", "1002_李四_2026.xlsx"}


def test_a_year_without_months_has_no_statement(tmp_path: Path) -> None:
    """Exit code 2, in words."""
    result = Mini(tmp_path).command("statement", "2026")
    assert result.exit_code == 2
    assert "没有算出任何一个月" in result.stderr


def test_statements_together_are_all_that_was_paid() -> None:
    """Z02: 100.00 in the statements, 100.01 in the reports; what is withheld stands with its sign."""
    january = month(payee(实发合计="60.01", 三险一金="5.00"))
    february = month(payee(实发合计="40.00", 三险一金="5.00"), period="2026-02")
    february = replace(february, units={"实发合计": "元", "三险一金": "元"})
    controls = [
        Control("1001.xlsx", "实发合计", 1, Decimal("100.00"), Decimal("100.00")),
        Control("1001.xlsx", "三险一金", 1, Decimal("-10.00"), Decimal("-10.00")),
        Control("1001.xlsx", "实发合计取整", 1, Decimal("3.00"), Decimal("3.00")),
    ]
    told = list(not_in_full([january, february], controls, "2026"))
    assert [(found.code, found.value) for found in told] == [("Z02", "实发合计")]
    assert "100.00" in told[0].message
    assert "100.01" in told[0].message


def test_the_totals_on_screen_add_up_in_a_month_with_a_bonus(tmp_path: Path) -> None:
    """What is paid and withheld beside the wages stands there too, in ``run`` as in ``payout``; nothing where none."""
    totals = {
        "人数": "1", "应发合计": "5000.00", "三险一金": "500.00", "增值税": "0.00", "附加税费": "0.00",
        "个人所得税": "20.00", "年终奖": "1000.00", "年终奖个人所得税": "30.00", "实发合计": "5450.00",
    }  # fmt: skip
    report = tmp_path / f"营业部客户经理薪酬月报表_{MONTH}.xlsx"
    made = {name: Decimal(amount) for name, amount in totals.items()}
    result = Result("ok", MONTH, made, [report], [], changed=True, error_list="")
    for text in (as_text(result, colour=False), payout_text(result, colour=False)):
        shown = {words[0]: Decimal(words[1].replace(",", "")) for line in text.splitlines()
                 if line.startswith("  ") and len(words := line.split()) == 2}  # fmt: skip
        assert shown == {name: Decimal(amount) for name, amount in totals.items() if name != "人数"}
        assert shown.pop("应发合计") + shown.pop("年终奖") - shown.pop("实发合计") == sum(shown.values())
    without = {name: amount for name, amount in made.items() if "年终奖" not in name}
    assert "年终奖" not in payout_text(replace(result, totals=without), colour=False)


def test_a_stopped_payout_says_how_to_go_on(tmp_path: Path) -> None:
    """Correct, run again what changed, then pay out: each with its own command; so does the comparison of the tax."""
    told = finding("Z02", value="实发合计", year="2026", total="1.00", expected="2.00")
    stopped = Result("stopped", MONTH, {}, [], [told], changed=True, error_list="错误清单.xlsx")
    said = payout_text(stopped, colour=False)
    assert "请更正原文件或设定文件中所有“阻断”；改了交来的文件或薪酬、法定标准的，先运行 xinchou run 2026-01；" in said
    assert "然后再运行：xinchou payout 2026-01" in said
    of_year = statement_text(replace(stopped, period="2026"), colour=False)
    assert "先运行 xinchou run 月份；然后再运行：xinchou statement 2026" in of_year
    of_tax = tax_check_text(replace(stopped, files=[tmp_path]), colour=False)
    assert "先运行 xinchou run 2026-01；然后运行 xinchou payout 2026-01" in of_tax


def test_a_month_run_again_after_its_payout_is_told(tmp_path: Path) -> None:
    """Z03: the bank has other figures than the report now; ``status`` says so until it is paid out again."""
    mini = branch(tmp_path)
    assert "发放" not in mini.command("status", MONTH).stdout
    assert answer(mini, "payout", MONTH)["status"] == "ok"
    assert "已发放" in mini.command("status", MONTH).stdout
    assert mini.messages(MONTH, "Z03") == []
    mini.deliver(MONTH, 花名册=people(), 考勤=[{"工号": EMPLOYEE, "迟到次数": "5"}])
    assert len(mini.messages(MONTH, "Z03")) == 1
    assert "发放后结果已变" in mini.command("status", MONTH).stdout
    assert answer(mini, "payout", MONTH)["status"] == "ok"
    assert mini.messages(MONTH, "Z03") == []
