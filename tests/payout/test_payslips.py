"""Payslips as files: locked for each person, printable for all, read back; nothing while something must be mended."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from pydantic import ValidationError

from pipeline.payout.model import PayMonth
from pipeline.payout.payslips import payslips
from pipeline.payout.payslips.books import PAGE_HEIGHT, print_file, slip_files
from pipeline.payout.payslips.file_names import person_files
from pipeline.payout.payslips.password_rule import HEADINGS, lacking, password
from pipeline.payout.payslips.payslips import payslip_findings, write_payslips
from pipeline.payout.payslips.proof import Totals, read_pages, read_table
from pipeline.payout.payslips.text import PayslipText
from pipeline.reports.marking.encryption import unlock
from tests.payout.payslip_made import earner, small
from tests.scheme.rule_sets import item

SOFFICE = shutil.which("soffice")
LOCKED = b"\xd0\xcf\x11\xe0"
ITEMS = (
    item("应发合计", "底薪 + 提成 - 考勤扣罚", round="分"),
    item("三险一金", "养老 + 公积金", round="分"),
    item("实发合计", "应发合计 - 三险一金", round="分"),
)
FIRST_CARD, SECOND_CARD = "11010119900307889X", "320102199807074646"
FIRST = earner(
    "1001", "张三", 身份证号=FIRST_CARD, 底薪="3000", 提成="500.25", 考勤扣罚="40", 应发合计="3460.25",
    养老="300", 公积金="200", 三险一金="500", 实发合计="2960.25",
)  # fmt: skip
SECOND = earner("1002", "李/四", 身份证号=SECOND_CARD, 底薪="0.01", 应发合计="0.01", 三险一金="0", 实发合计="0.01")


def made(*people: object, **text: object) -> PayMonth:
    """The month of these two, or others, with payslips made like this."""
    month = small(*ITEMS, people=people or (FIRST, SECOND))  # type: ignore[arg-type]
    slips = PayslipText.model_validate({"password": "{身份证号:后6位}", **text})
    return replace(month, text=month.text.model_copy(update={"payslips": slips}))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a payout with the payslips of both; every control agrees."""
    folder = tmp_path_factory.mktemp("payout")
    controls = write_payslips(made(), folder)
    assert all(control.agrees for control in controls)
    told = [(control.file, control.quantity, control.persons, control.total) for control in controls]
    assert told == [
        ("工资条/1001_张三_2026-01.xlsx", "应发合计", 1, Decimal("3460.25")),
        ("工资条/1001_张三_2026-01.xlsx", "实发合计", 1, Decimal("2960.25")),
        ("工资条/1002_李_四_2026-01.xlsx", "应发合计", 1, Decimal("0.01")),
        ("工资条/1002_李_四_2026-01.xlsx", "实发合计", 1, Decimal("0.01")),
        *[("工资条/工资条打印_2026-01.xlsx", "应发合计", 2, Decimal("3460.26")),
          ("工资条/工资条打印_2026-01.xlsx", "实发合计", 2, Decimal("2960.26"))] * 2,
    ]  # fmt: skip
    return folder


def test_only_locked_files_of_a_person_lie_on_the_disk(written: Path) -> None:
    """What anyone can open is the workbook for printing alone."""
    files = {path.name: path.read_bytes() for path in (written / "工资条").iterdir()}
    assert {name for name, data in files.items() if not data.startswith(LOCKED)} == {"工资条打印_2026-01.xlsx"}
    assert len(files) == 3


@pytest.mark.skipif(os.name != "posix", reason="modes of files are a matter of these systems")
def test_only_the_owner_may_read_what_is_not_locked(written: Path) -> None:
    """Also where a file others could read lay there before."""
    assert (written / print_file("2026-01")).stat().st_mode & 0o777 == 0o600


def test_a_payslip_opens_with_its_password_and_no_other(written: Path) -> None:
    """The last six characters of the ID card; the letter X as it is on the card."""
    data = (written / slip_files([FIRST], "2026-01")["1001"]).read_bytes()
    for wrong in ("07889x", "074646", "", "11010119900307889X"):
        assert unlock(data, [wrong]) == (data, "")
    opened, used = unlock(data, ["07889X"])
    assert used == "07889X"
    sheet = openpyxl.load_workbook(BytesIO(opened))["工资条"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(max_col=5)]
    assert cells[0][0] == "示例营业部　2026年1月工资条"
    assert cells[1] == ["工号", "1001", "张三", "一队　客户经理　中级", "2026-01"]
    assert cells[3][:4] == ["应发项目", "底薪", 3000, "取自补充数据"]
    assert ["扣罚", "考勤扣罚", -40, "取自补充数据", "第三条"] in cells
    assert ["代扣代缴", "养老", -300, "取自补充数据", "第三条"] in cells
    assert ["合计", "实发合计", 2960.25, "应发合计与以上代扣代缴各行之和", "第四条"] in cells
    assert any(row[0] == "实发（大写）：贰仟玖佰陆拾元贰角伍分" for row in cells)


def test_no_password_is_written_anywhere(written: Path) -> None:
    """Not in the workbook for printing, not in an opened payslip: it is the end of the ID card."""
    for data in ((written / print_file("2026-01")).read_bytes(), unlock(_first(written), ["07889X"])[0]):
        book = openpyxl.load_workbook(BytesIO(data))
        cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
        assert not [cell for cell in cells if "07889X" in cell or "074646" in cell]


def _first(folder: Path) -> bytes:
    return (folder / slip_files([FIRST], "2026-01")["1001"]).read_bytes()


def test_the_same_month_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    """The locked ones, too: their salts are drawn from content and password."""
    write_payslips(made(), tmp_path)
    for path in (written / "工资条").iterdir():
        assert (tmp_path / "工资条" / path.name).read_bytes() == path.read_bytes(), path.name


def test_every_line_stands_in_the_table_of_the_printed_book(written: Path) -> None:
    """The pages and the table say the same of each person."""
    data = (written / print_file("2026-01")).read_bytes()
    pages, table = read_pages(data, "工资条"), read_table(data, "工资条明细")
    told = ("employee_id", "person_name", "line", "section", "line_name", "figure", "why", "article")
    assert [[row[name] for name in told] for row in pages] == [[row[name] for name in told] for row in table]
    assert {row["post"] for row in table} == {"客户经理"}


@pytest.mark.parametrize(("one_per_page", "breaks", "cuts"), [(True, 19, 0), (False, 6, 13)])
def test_pages(one_per_page: bool, breaks: int, cuts: int, tmp_path: Path) -> None:
    """Twenty short slips: a page each, or three on each of seven pages with lines to cut between."""
    people = [replace(FIRST, employee_id=str(number)) for number in range(20)]
    month = made(*people)
    from pipeline.payout.payslips.books import write_print_book
    from pipeline.payout.payslips.lines import Slips

    write_print_book(tmp_path / "all.xlsx", month, Slips.of(month).all(), one_per_page=one_per_page)
    sheet = openpyxl.load_workbook(tmp_path / "all.xlsx")["工资条"]
    assert len(sheet.row_breaks.brk) == breaks
    assert sum(str(row[0].value).startswith("✂") for row in sheet.iter_rows(max_col=1)) == cuts
    assert sheet.page_setup.orientation == "portrait"
    first = sheet.row_breaks.brk[0].id
    assert sum(sheet.row_dimensions[row].height or 15 for row in range(1, first + 1)) <= PAGE_HEIGHT


@pytest.mark.parametrize(("row", "figure"), [("底薪", "2999.99"), ("应发合计", "3460.26"), ("考勤扣罚", "40")])
def test_a_payslip_that_says_something_else_agrees_with_nothing(row: str, figure: str, written: Path) -> None:
    """One line by a fen, the stated total by a fen, the sign of a fine."""
    rows = read_pages((written / print_file("2026-01")).read_bytes(), "工资条")
    for line in rows:
        if (line["employee_id"], line["line_name"]) == ("1001", row):
            line["figure"] = Decimal(figure)
    controls = list(Totals("应发合计", "实发合计", True).controls("f", rows, (FIRST, SECOND)))
    assert [one.quantity for one in controls] == ["应发合计", "实发合计"]
    assert not controls[0].agrees


@pytest.mark.skipif(
    SOFFICE is None and not os.environ.get("XINCHOU_NEEDS_LIBREOFFICE"), reason="LibreOffice is not installed"
)
def test_libreoffice_opens_a_payslip_with_its_password(tmp_path: Path) -> None:
    """LibreOffice tries one well-known password unasked: who has it opens, who has another stays closed."""
    known = replace(FIRST, values={**FIRST.values, "执业编号": "VelvetSweatshop"})
    other = replace(SECOND, values={**SECOND.values, "执业编号": "VelvetSweatshop2"})
    write_payslips(made(known, other, password="{执业编号}"), tmp_path)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [SOFFICE or "soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out")]
    files = [str(tmp_path / name) for name in slip_files((known, other), "2026-01").values()]
    subprocess.run([*command, *reversed(files)], check=False, capture_output=True, timeout=240)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["1001_张三_2026-01.xlsx"]
    sheet = openpyxl.load_workbook(tmp_path / "out" / "1001_张三_2026-01.xlsx")["工资条"]
    assert any(row[1].value == "实发合计" and row[2].value == 2960.25 for row in sheet.iter_rows(max_col=5))


def test_nothing_to_mend() -> None:
    """Both have an ID card, every total is known and adds up."""
    assert payslip_findings(made()) == []


def test_everything_to_mend_at_once() -> None:
    """No ID card, one too short, a total that does not add up, a figure nobody knows."""
    people = (
        replace(FIRST, values={**FIRST.values, "身份证号": None}),
        replace(SECOND, values={**SECOND.values, "身份证号": "12345", "实发合计": Decimal("0.02")}),
    )
    found = payslip_findings(made(*people, told=["考核底数"]))
    assert [one.code for one in found] == ["W06", "W02", "W02", "W01"]
    assert [one.stops for one in found] == [False, True, True, True]
    assert found[0].message.startswith("payout.payslips.told 写了“考核底数”，本月没有这个量")
    assert found[1].message == "工号1001（张三，花名册第3行）的“身份证号”没有填，照密码规则做不出密码"
    assert (found[1].file, found[1].sheet, found[1].column, found[1].value) == ("花名册.xlsx", "花名册", "身份证号", "")
    assert found[2].message == "工号1002（李/四，花名册第3行）的“身份证号”不足6位，照密码规则做不出密码"
    assert "12345" not in "".join((found[2].message, found[2].value, found[2].expected))


def test_without_a_rule_nothing_is_written_open() -> None:
    """An installation that set no rule is told to, once, and not person by person."""
    found = payslip_findings(made(password=""))
    assert [one.code for one in found] == ["W03"]
    assert found[0].message.startswith("config.yaml 没有写 payout.payslips.password")
    assert "如身份证号的后6位；至少4位取自保密的列：身份证号、手机号、银行账号" in found[0].expected


@pytest.mark.parametrize(
    ("rule", "count"),
    [
        ("{姓名}", 0), ("{工号}", 0), ("{团队}xc2026", 0), ("{首次就业}{姓名}", 0), ("{身份证号:前6位}", 0),
        ("{手机号:前6位}{姓名}", 3), ("{身份证号:后2位}{身份证号:后3位}{工号}", 3),
        ("{身份证号:后3位}{手机号:前4位}", 4),
        ("{手机号:前3位}{身份证号:后4位}", 4), ("{银行账号}", 4), ("{身份证号:后6位}", 6),
    ],
)  # fmt: skip
def test_what_colleagues_know_makes_no_password(rule: str, count: int) -> None:
    """Names and flags are known to all, a district and a network to many; the same characters twice are no more."""
    heading = rule.replace("首次就业", next(one for one in HEADINGS if "就业" in one))
    found = [one for one in payslip_findings(made(password=heading)) if one.code == "W03"]
    assert bool(found) == (count < 4)
    assert all(one.stops and f"只有{count}位取自保密的列" in one.message for one in found)


def test_a_branch_names_its_own_secrets() -> None:
    """What only the branch knows to be secret."""
    assert payslip_findings(made(password="{执业编号}"))[0].code == "W03"
    people = [replace(one, values={**one.values, "执业编号": "S0001"}) for one in (FIRST, SECOND)]
    assert payslip_findings(made(*people, password="{执业编号}", secrets=["执业编号"])) == []


def test_the_letter_of_an_id_card_is_upper_case() -> None:
    """However the roster was delivered: the tax files say X, too."""
    person = replace(FIRST, values={**FIRST.values, "身份证号": "11010119900307889x"})
    assert password("{身份证号:后6位}", person) == "07889X"


def test_names_that_a_disk_takes_for_one_are_numbered(tmp_path: Path) -> None:
    """A replaced sign, upper and lower case, composed letters; as many files as people, each its own."""
    people = [replace(FIRST, employee_id=who, name="张三", values={**FIRST.values, "工号": who})
              for who in ("A/1", "A_1", "a_1", "1001", "é", "e\u0301")]  # fmt: skip
    assert list(person_files(people, "2026-01").values()) == [
        "A_1_张三_2026-01.xlsx", "A_1_张三_2_2026-01.xlsx", "a_1_张三_3_2026-01.xlsx", "1001_张三_2026-01.xlsx",
        "é_张三_2026-01.xlsx", "e\u0301_张三_2_2026-01.xlsx",
    ]  # fmt: skip
    controls = write_payslips(made(*people), tmp_path)
    assert all(one.agrees for one in controls)
    assert len(list((tmp_path / "工资条").iterdir())) == len(people) + 1


def test_a_number_does_not_make_another_name_the_same() -> None:
    """Whoever is called so already keeps his name."""
    people = [replace(FIRST, employee_id=who, name=name) for who, name in (("1", "a_2"), ("1 ", "a"), ("1/", "a"))]
    files = person_files(people, 1)
    assert files == {"1": "1_a_2_1.xlsx", "1 ": "1__a_1.xlsx", "1/": "1__a_2_1.xlsx"}
    twice = [replace(FIRST, employee_id=who, name="a") for who in ("1_2", "1", "1/")]
    assert len({name.casefold() for name in person_files(twice, 1).values()}) == 3


@pytest.mark.parametrize("name", ["张" * 130, "x" * 400, "𠮷" * 100, "a" + "张" * 90])
def test_a_name_longer_than_a_disk_takes(name: str, tmp_path: Path) -> None:
    """Cut between characters, whatever they take in bytes; two that are the same then are numbered."""
    people = [replace(FIRST, employee_id="1", name=name), replace(FIRST, employee_id="1" * 200, name=name),
              replace(FIRST, employee_id="1" * 201, name=name)]  # fmt: skip
    files = person_files(people, "2026-01").values()
    assert len(set(files)) == 3
    for file in files:
        assert len(file.encode()) < 160
        assert file.endswith("_2026-01.xlsx")
        (tmp_path / file).write_bytes(b"")


def test_a_file_lost_on_the_way_is_not_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two people, one file: told as our own mistake, and nothing is published."""
    same = {"1001": "工资条/x.xlsx", "1002": "工资条/x.xlsx"}
    monkeypatch.setattr(payslips, "slip_files", lambda payees, period: same)
    with pytest.raises(ValueError, match="1 files for 2 people"):
        write_payslips(made(), tmp_path)


def test_totals_nobody_knows() -> None:
    """A pay standard that calls its totals otherwise; what the lines add up to cannot be asked then."""
    found = payslip_findings(made(gross="应发总额", net="底薪"))
    assert [(one.code, one.column) for one in found] == [("W04", "gross"), ("W04", "net")]
    assert [one.value for one in found] == ["应发总额", "底薪"]
    assert "最接近的是“应发合计”" in found[0].message


@pytest.mark.parametrize(
    ("rule", "made_of"),
    [
        ("{身份证号:后6位}", "07889X"),
        ("{手机号:前3位}{身份证号：后4位}", "138889X"),
        ("xc-{工号}", "xc-1001"),
        ("{身份证号}", FIRST_CARD),
    ],
)
def test_rules(rule: str, made_of: str) -> None:
    """Parts of columns from the front and from the back, whole columns, letters between."""
    assert password(PayslipText(password=rule).password, FIRST) == made_of


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("123456", "不是密码规则"),
        ("{身份证号:后六位}", "不是密码规则"),
        ("{身份证号:后6位", "不是密码规则"),
        ("{身份证:后6位}", "“身份证”不是花名册的列"),
        ("{应发合计}", "“应发合计”不是花名册的列"),
        ("{身份证号:后3位}", "太短"),
    ],
)
def test_rules_that_make_no_password(rule: str, said: str) -> None:
    """Each is refused when the configuration is read, and the message says why."""
    with pytest.raises(ValidationError, match=said):
        PayslipText(password=rule)


@pytest.mark.parametrize(("card", "lacks"), [("12345", True), ("123456", False), ("1234567", False), ("  ", True)])
def test_a_column_must_be_as_long_as_the_rule_takes(card: str, lacks: bool) -> None:
    """One character short, exactly, one more; blanks are nothing."""
    person = replace(FIRST, values={**FIRST.values, "身份证号": card})
    assert [column for column, _ in lacking("{身份证号:后6位}", person)] == (["身份证号"] if lacks else [])
