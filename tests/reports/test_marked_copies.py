"""Every faulty file comes back as a copy of itself, marked; everything else in it is unchanged."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest
import xlsxwriter
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from pipeline.findings import Finding
from pipeline.reports.marked_copies import write_marked_copies
from pipeline.reports.marking import marks as marking_marks
from pipeline.reports.marking import rewritten, workbooks

RED, AMBER = "FFFFB3B3", "FFFFD966"
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f6"
    "45400000000049454e44ae426082"
)
STOPPING = Finding(
    "阻断", "I07", "考勤.xlsx", "9月", "D7", "实出勤", "十二", "不是数字", "“十二”不是数字", "如 21.5", "请改为数字"
)
NOTICE = Finding("提醒", "I09", "考勤.xlsx", "9月", "D7", "实出勤", "十二", "异常", "与上月相差很大", "", "请核对")
COMMENT = "【阻断 I07】“十二”不是数字\n应为：如 21.5\n处理：请改为数字"
REASON = "【阻断】D7 实出勤：“十二”不是数字；应为：如 21.5；请改为数字"

SMALL: list[list[str | float]] = [["工号", "实出勤"], ["000148", "十二"], ["000149", 21.5]]

Mark = Callable[..., Path]


@pytest.fixture
def mark(tmp_path: Path) -> Mark:
    """Marks a file of the inputs and gives the copy."""

    def marked(*findings: Finding, **options: object) -> Path:
        copies = write_marked_copies(tmp_path, findings, tmp_path / "出" / "标注", **options)  # type: ignore[arg-type]
        return tmp_path / "出" / copies[findings[0].file]

    return marked


def attendance(path: Path, **options: object) -> Path:
    """A clerk's workbook: title, headings in row 3, formulas, chart, picture, filter, validation, a comment."""
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet("9月")
        head = book.add_format({"bold": True, "bg_color": "#DDEEFF"})
        sheet.merge_range("A1:G1", "考勤汇总", head)
        sheet.write_row("A3", ["工号", "姓名", "应出勤", "实出勤", "迟到"], head)
        for row in range(3, 20):
            sheet.write_string(row, 0, f"00{row:04d}")
            sheet.write(row, 1, "张三")
            sheet.write_number(row, 2, 22)
            sheet.write_number(row, 3, 21.5, book.add_format({"num_format": "0.0", "bottom": 1}))
            sheet.write_formula(row, 4, f"=C{row + 1}-1", None, 21)
        sheet.write("D7", "十二")
        sheet.set_row(9, None, None, {"hidden": True})
        sheet.set_column("G:XFD", None, None, {"hidden": True})
        sheet.write_comment("A5", "她自己的批注")
        sheet.insert_image("H20", "x.png", {"image_data": io.BytesIO(PICTURE)})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "='9月'!$C$4:$C$10"})
        sheet.insert_chart("H3", chart)
        sheet.autofilter("A3:E20")
        sheet.data_validation("C4:C20", {"validate": "integer", "criteria": ">", "value": 0})
        sheet.conditional_format("C4:C20", {"type": "data_bar", "data_bar_2010": True})
        book.add_worksheet("说明").write_comment("A1", "另一张表的批注")
    return path


def opened(path: Path) -> Worksheet:
    return openpyxl.load_workbook(path)["9月"]


def fill(cell: Cell) -> str:
    return str(cell.fill.fgColor.rgb) if cell.fill.fill_type else ""


def test_bad_cells_are_coloured_and_commented(tmp_path: Path, mark: Mark) -> None:
    """The cell is red for what stops and amber for a notice, and says what to do; its format stays."""
    attendance(tmp_path / "考勤.xlsx")
    sheet = opened(mark(STOPPING, replace(NOTICE, cell="D8")))
    assert sheet["D7"].comment.text == COMMENT
    assert sheet["D8"].comment.text == "【提醒 I09】与上月相差很大\n处理：请核对"
    assert [fill(sheet[cell]) for cell in ("D6", "D7", "D8", "E7")] == ["", RED, AMBER, ""]
    assert (sheet["D8"].value, sheet["D8"].number_format, sheet["D8"].border.bottom.style) == (21.5, "0.0", "thin")


def test_the_reasons_stand_in_a_column_of_their_own(tmp_path: Path, mark: Mark) -> None:
    """Right of everything, headed in the row of the headings, visible although her columns there are hidden."""
    attendance(tmp_path / "考勤.xlsx")
    sheet = opened(mark(STOPPING))
    assert {cell.coordinate: cell.value for cell in sheet["F"] if cell.value} == {"F3": "错误原因", "F7": REASON}
    assert not sheet.column_dimensions["F"].hidden
    assert sheet.column_dimensions["G"].hidden


def test_the_column_does_not_vanish_under_merged_cells(tmp_path: Path, mark: Mark) -> None:
    """A finding in the row of a merged title is written right of the title, and that column is shown."""
    attendance(tmp_path / "考勤.xlsx")
    sheet = opened(mark(replace(STOPPING, cell="A1")))
    assert sheet["H1"].value == f"错误原因 ／ {REASON.replace('D7', 'A1')}"
    assert not sheet.column_dimensions["H"].hidden
    assert (sheet.column_dimensions["G"].hidden, sheet.column_dimensions["I"].hidden) == (True, True)


def test_the_row_of_the_headings_can_be_given(tmp_path: Path, mark: Mark) -> None:
    """Intake knows where the headings are; its word counts."""
    attendance(tmp_path / "考勤.xlsx")
    sheet = opened(mark(STOPPING, heading_rows={("考勤.xlsx", "9月"): 2}))
    assert (sheet["F2"].value, sheet["F3"].value) == ("错误原因", None)


def test_everything_else_is_unchanged(tmp_path: Path, mark: Mark) -> None:
    """Charts, pictures, other sheets and texts keep their bytes; filter, validation, formulas, hidden rows stay."""
    original = attendance(tmp_path / "考勤.xlsx")
    copy = mark(STOPPING)
    before, after = parts(original), parts(copy)
    changed = {name for name in before if before[name] != after.get(name)}
    assert changed == {
        "xl/worksheets/sheet1.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/styles.xml",
    }  # fmt: skip
    assert set(before) == set(after)
    sheet = opened(copy)
    assert sheet.auto_filter.ref == "A3:E20"
    assert sheet.data_validations.count == 1
    assert [str(span) for span in sheet.merged_cells.ranges] == ["A1:G1"]
    assert sheet.row_dimensions[10].hidden
    assert sheet["E7"].value == "=C7-1"
    assert b"x14:dataBar" in after["xl/worksheets/sheet1.xml"]


def test_saved_values_of_formulas_survive(tmp_path: Path, mark: Mark) -> None:
    """A copy that is mended and handed in again still has its computed figures without Excel having opened it."""
    attendance(tmp_path / "考勤.xlsx")
    rows = CalamineWorkbook.from_path(mark(STOPPING)).get_sheet_by_name("9月").to_python()
    assert rows[6][:6] == ["000006", "张三", 22, "十二", 21, REASON]


def test_her_own_comments_are_kept_and_ours_added(tmp_path: Path, mark: Mark) -> None:
    """A cell with a comment gets both; comments elsewhere stay as they were."""
    attendance(tmp_path / "考勤.xlsx")
    book = openpyxl.load_workbook(mark(replace(STOPPING, cell="A5"), STOPPING))
    assert book["9月"]["A5"].comment.text == f"她自己的批注\n————\n{COMMENT}"
    assert book["9月"]["D7"].comment.text == COMMENT
    assert book["说明"]["A1"].comment.text == "另一张表的批注"


def test_every_comment_has_its_box(tmp_path: Path, mark: Mark) -> None:
    """Excel shows a comment only with a shape for it; each shape has a number of its own."""
    attendance(tmp_path / "考勤.xlsx")
    drawing = parts(mark(STOPPING, replace(STOPPING, cell="A5")))["xl/drawings/vmlDrawing1.vml"].decode()
    assert re.findall(r"<x:Row>(\d+)</x:Row>\s*<x:Column>(\d+)</x:Column>", drawing) == [("4", "0"), ("6", "3")]
    numbers = re.findall(r'id="_x0000_s(\d+)"', drawing)
    assert len(set(numbers)) == len(numbers) == 2


def test_two_findings_in_one_cell_share_a_comment(tmp_path: Path, mark: Mark) -> None:
    """One comment with both, what stops first; the cell is red; the row has both reasons."""
    attendance(tmp_path / "考勤.xlsx")
    sheet = opened(mark(NOTICE, STOPPING))
    assert sheet["D7"].comment.text == f"{COMMENT}\n【提醒 I09】与上月相差很大\n处理：请核对"
    assert fill(sheet["D7"]) == RED
    assert sheet["F7"].value == f"{REASON} ／ 【提醒】D7 实出勤：与上月相差很大；请核对"


def test_a_finding_of_a_whole_sheet_is_told_at_its_first_cell(tmp_path: Path, mark: Mark) -> None:
    """Without a cell the comment is on A1."""
    attendance(tmp_path / "考勤.xlsx")
    sheet = opened(mark(replace(STOPPING, cell="", column="")))
    assert sheet["A1"].comment.text == COMMENT
    assert sheet["H1"].value == "错误原因 ／ 【阻断】“十二”不是数字；应为：如 21.5；请改为数字"


def test_empty_cells_and_areas_are_coloured_too(tmp_path: Path, mark: Mark) -> None:
    """A missing value is marked where it should stand; an area is coloured whole and commented once."""
    attendance(tmp_path / "考勤.xlsx")
    sheet = opened(mark(replace(STOPPING, cell="C30"), replace(STOPPING, cell="B4:C5")))
    assert [fill(sheet[cell]) for cell in ("C30", "B4", "C4", "B5", "C5", "B6")] == [RED] * 5 + [""]
    assert [bool(sheet[cell].comment) for cell in ("C30", "B4", "C4")] == [True, True, False]


def test_the_same_findings_give_the_same_bytes(tmp_path: Path, mark: Mark) -> None:
    """No clock in the copy, in place or rewritten."""
    attendance(tmp_path / "考勤.xlsx")
    (tmp_path / "客户.csv").write_text("客户号,净佣金\n1,负\n", encoding="utf-8")
    found = [STOPPING, replace(STOPPING, file="客户.csv", sheet="客户", cell="B2")]
    first = mark(*found).read_bytes(), mark(*reversed(found)).read_bytes()
    assert (mark(*found).read_bytes(), mark(*reversed(found)).read_bytes()) == first


def test_a_workbook_without_styles_comments_or_addresses_is_marked(tmp_path: Path, mark: Mark) -> None:
    """Programs write sparse workbooks: no style sheet, no r attributes, a prefix on every name."""
    bare(tmp_path / "考勤.xlsx")
    sheet = opened(mark(replace(STOPPING, cell="B2"), replace(STOPPING, cell="D3")))
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["工号", "实出勤", None, None, "错误原因"],
        ["1", "十二", None, None, REASON.replace("D7", "B2")],
        [None, None, None, None, REASON.replace("D7", "D3")],
    ]
    assert (fill(sheet["B2"]), fill(sheet["D3"]), fill(sheet["A2"])) == (RED, RED, "")
    assert sheet["B2"].comment.text == COMMENT


def test_macros_are_kept(tmp_path: Path, mark: Mark) -> None:
    """An xlsm stays an xlsm with its macro part."""
    attendance(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx", "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    (tmp_path / "a.xlsx").rename(tmp_path / "考勤.xlsm")
    copy = mark(replace(STOPPING, file="考勤.xlsm"))
    assert copy.name == "考勤.xlsm"
    assert parts(copy)["xl/vbaProject.bin"] == b"macro"


def xls(path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("9月")
    for row, values in enumerate(SMALL):
        for column, value in enumerate(values):
            sheet.write(row, column, value)
    book.save(str(path))


def ods(path: Path) -> None:
    book = OpenDocumentSpreadsheet()
    table = Table(name="9月")
    for values in SMALL:
        row = TableRow()
        for value in values:
            kind = {"valuetype": "string"} if isinstance(value, str) else {"valuetype": "float", "value": value}
            cell = TableCell(**kind)
            cell.addElement(P(text=str(value)))
            row.addElement(cell)
        table.addElement(row)
    book.spreadsheet.addElement(table)
    book.save(str(path))


@pytest.mark.parametrize(("name", "make"), [("考勤.xls", xls), ("考勤.ods", ods)])
def test_other_formats_come_back_as_xlsx(tmp_path: Path, mark: Mark, name: str, make: Callable[[Path], None]) -> None:
    """The same cells at the same addresses, text kept as text, marked alike."""
    make(tmp_path / name)
    copy = mark(replace(STOPPING, file=name, cell="B2"))
    sheet = opened(copy)
    assert copy.name == f"{name}.xlsx"
    assert [list(row) for row in sheet.values] == [
        ["工号", "实出勤", "错误原因"], ["000148", "十二", REASON.replace("D7", "B2")], ["000149", 21.5, None],
    ]  # fmt: skip
    assert (fill(sheet["B2"]), sheet["B2"].comment.text) == (RED, COMMENT)


def test_a_text_file_comes_back_as_xlsx(tmp_path: Path, mark: Mark) -> None:
    """A GB18030 csv: figures stay the text they were, missing cells are marked too, formulas stay text."""
    (tmp_path / "客户.csv").write_bytes("客户号,净佣金\n000148,=1+1\n000149\n".encode("gb18030"))
    found = [replace(STOPPING, file="客户.csv", sheet="客户", cell=cell) for cell in ("B2", "B3")]
    sheet = openpyxl.load_workbook(mark(*found))["客户"]
    assert [list(row)[:2] for row in sheet.values] == [["客户号", "净佣金"], ["000148", "=1+1"], ["000149", None]]
    assert sheet["B2"].data_type == "s"
    assert (fill(sheet["B2"]), fill(sheet["B3"])) == (RED, RED)


@pytest.mark.parametrize("name", ["考勤.xlsx", "考勤.xls"])
def test_a_protected_copy_is_protected_by_the_same_password(tmp_path: Path, mark: Mark, name: str) -> None:
    """What came under a password goes back under it, the same bytes each time; a name that lies does not matter."""
    encrypted(attendance(tmp_path / "开.xlsx"), tmp_path / name)
    found = replace(STOPPING, file=name)
    copy = mark(found, passwords=("错的", "secret"))
    data = copy.read_bytes()
    assert mark(found, passwords=("错的", "secret")).read_bytes() == data
    plain = io.BytesIO()
    file = msoffcrypto.OfficeFile(io.BytesIO(data))
    file.load_key(password="secret", verify_password=True)
    file.decrypt(plain, verify_integrity=True)
    assert openpyxl.load_workbook(plain)["9月"]["D7"].comment.text == COMMENT


def test_the_encryption_differs_between_files_and_passwords(tmp_path: Path) -> None:
    """The drawn keys depend on content and password, and the library draws from chance again afterwards."""
    from pipeline.reports.marking.encryption import lock

    data = attendance(tmp_path / "甲.xlsx").read_bytes()
    assert lock(data, "一") == lock(data, "一") != lock(data, "二")
    by_chance = io.BytesIO(), io.BytesIO()
    for target in by_chance:
        OOXMLFile(io.BytesIO(data)).encrypt("一", target)
    assert by_chance[0].getvalue() != by_chance[1].getvalue()


def test_no_copy_without_the_password(tmp_path: Path) -> None:
    """A file that cannot be opened gets no copy; the others do."""
    encrypted(attendance(tmp_path / "考勤.xlsx"), tmp_path / "密.xlsx")
    found = [STOPPING, replace(STOPPING, file="密.xlsx")]
    assert write_marked_copies(tmp_path, found, tmp_path / "标注", ()) == {"考勤.xlsx": "标注/考勤.xlsx"}


def test_broken_and_missing_files_and_findings_of_no_sheet_give_no_copy(tmp_path: Path) -> None:
    """What cannot be marked costs nothing but its own copy."""
    attendance(tmp_path / "考勤.xlsx")
    (tmp_path / "断.xlsx").write_bytes((tmp_path / "考勤.xlsx").read_bytes()[:3000])
    (tmp_path / "空.csv").write_bytes(b"")
    found = [replace(STOPPING, file=name) for name in ("断.xlsx", "空.csv", "不在.xlsx", "")]
    found += [replace(STOPPING, sheet="没有这张表"), replace(STOPPING, file="考勤.xlsx", sheet="", cell="")]
    assert write_marked_copies(tmp_path, found, tmp_path / "标注", ()) == {}
    assert not (tmp_path / "标注").exists()


def test_copies_lie_in_the_sub_folders_of_their_files(tmp_path: Path) -> None:
    """Two files of the same name in two folders do not meet, nor an xls and an xlsx."""
    for name in ("甲/考勤.xlsx", "乙/考勤.xlsx", "客户.csv.xlsx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        attendance(tmp_path / name)
    (tmp_path / "客户.csv").write_text("客户号,净佣金\n1,负\n", encoding="utf-8")
    found = [replace(STOPPING, file=name) for name in ("甲/考勤.xlsx", "乙/考勤.xlsx", "客户.csv.xlsx")]
    found.append(replace(STOPPING, file="客户.csv", sheet="客户"))
    assert write_marked_copies(tmp_path, found, tmp_path / "标注", ()) == {
        "甲/考勤.xlsx": "标注/甲/考勤.xlsx",
        "乙/考勤.xlsx": "标注/乙/考勤.xlsx",
        "客户.csv": "标注/客户.csv.xlsx",
        "客户.csv.xlsx": "标注/客户.csv.xlsx（2）.xlsx",
    }


def test_a_large_sheet_gives_back_only_headings_and_faulty_rows(
    tmp_path: Path, mark: Mark, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows keep their numbers, the others are left out and hidden, and the heading says so."""
    monkeypatch.setattr(workbooks, "MAX_ROWS", 10)
    monkeypatch.setattr(rewritten, "MAX_ROWS", 10)
    attendance(tmp_path / "考勤.xlsx")
    sheet = opened(mark(STOPPING))
    assert {cell.row for row in sheet.iter_rows() for cell in row if cell.value is not None} == {1, 3, 7}
    assert sheet["D7"].comment.text == COMMENT
    assert (sheet["A7"].value, sheet["H7"].value) == ("000006", REASON)
    assert sheet["H3"].value == "错误原因（原表 20 行，本副本只保留标题和有问题的行（至多 10,000 行），行号与原表相同）"
    assert sheet.sheet_format.zeroHeight


def test_a_mistake_in_every_row_of_a_large_sheet_is_shown_in_part(
    tmp_path: Path, mark: Mark, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy shows the first faulty rows; the error list has them all."""
    monkeypatch.setattr(workbooks, "MAX_ROWS", 10)
    monkeypatch.setattr(rewritten, "MAX_ROWS", 10)
    monkeypatch.setattr(rewritten, "MAX_FAULTY_ROWS", 2)
    attendance(tmp_path / "考勤.xlsx")
    sheet = opened(mark(*(replace(STOPPING, cell=f"D{row}") for row in range(4, 20))))
    assert {cell.row for row in sheet.iter_rows() for cell in row if cell.value is not None} == {1, 3, 4, 5}
    assert [bool(sheet[f"D{row}"].comment) for row in range(4, 7)] == [True, True, False]


def test_too_many_comments_are_left_out_with_a_word(
    tmp_path: Path, mark: Mark, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Excel chokes on very many comments: the colour and the column stay."""
    monkeypatch.setattr(marking_marks, "MAX_COMMENTS", 2)
    attendance(tmp_path / "考勤.xlsx")
    sheet = opened(mark(*(replace(STOPPING, cell=f"D{row}") for row in range(4, 8))))
    assert [bool(sheet[f"D{row}"].comment) for row in range(4, 8)] == [True, True, False, False]
    assert fill(sheet["D7"]) == RED
    assert sheet["F3"].value == "错误原因（批注只加在前 2 处，其余见本列）"


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def encrypted(source: Path, target: Path) -> None:
    with target.open("wb") as file:
        OOXMLFile(io.BytesIO(source.read_bytes())).encrypt("secret", file)


def bare(path: Path) -> None:
    """The least a workbook can be, as some programs write it."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    cells = [["工号", "实出勤"], ["1", "十二"]]
    text = "".join(
        "<x:row>" + "".join(f'<x:c t="inlineStr"><x:is><x:t>{cell}</x:t></x:is></x:c>' for cell in row) + "</x:row>"
        for row in cells
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", (
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/s.xml" ContentType="{kind}.worksheet+xml"/></Types>'))
        archive.writestr("_rels/.rels", (
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{office}/officeDocument" Target="/xl/workbook.xml"/></Relationships>'))
        archive.writestr("xl/workbook.xml", (
            f'<x:workbook xmlns:x="{main}" xmlns:r="{office}"><x:sheets><x:sheet name="9月" sheetId="1" r:id="r1"/>'
            "</x:sheets></x:workbook>"))
        archive.writestr("xl/_rels/workbook.xml.rels", (
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{office}/worksheet" Target="worksheets/s.xml"/></Relationships>'))
        archive.writestr("xl/worksheets/s.xml", (
            f'<x:worksheet xmlns:x="{main}"><x:sheetData>{text}</x:sheetData></x:worksheet>'))  # fmt: skip
