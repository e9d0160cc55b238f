"""Every format arrives as the same cells: nothing lost, nothing made up, errors in their places."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

import broken_files as files
import openpyxl
import pytest
import xlsxwriter
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from pipeline.intake import xls_records, xlsx_parts
from pipeline.intake.open import open_book
from pipeline.intake.raw import NO_VALUE, CellError, RawBook, RawSheet
from pipeline.intake.settings import IntakeSettings


def opened(folder: Path, data: bytes | str, name: str = "数据.xlsx") -> RawBook:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return open_book(path, name, IntakeSettings())


def only_sheet(folder: Path, data: bytes | str, name: str = "数据.xlsx") -> RawSheet:
    book = opened(folder, data, name)
    assert book.findings == ()
    (sheet,) = book.sheets
    return sheet


def saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


ERRORS = (
    '<row r="2"><c r="A2" t="e"><v>#REF!</v></c><c r="B2" s="1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    '<c r="C2"><f>A1</f></c><c r="D2"><f>A1</f><v/></c><c r="E2"><f>A1</f><v></v></c>'
    '<c r="F2"><f t="shared" si="0"/></c>'
    '<c r="G2" t="str"><f>""</f><v></v></c><c r="H2"><f>1+1</f><v>2</v></c><c r="I2" t="e"><v>#SPILL!</v></c></row>'
)
ERROR_CELLS = [
    CellError("#REF!"), CellError("#DIV/0!"), NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, "", 2.0, CellError("#SPILL!"),
]  # fmt: skip


def spelt_otherwise(rows: str) -> str:
    """The same cells with the address behind the style, which only the walk through every cell reads."""
    return rows.replace('<c r="A2" t="e">', '<c t="e" r="A2">').replace("</f></c>", "</f>\n</c>")


@pytest.mark.parametrize("rows", [ERRORS, spelt_otherwise(ERRORS)])
def test_errors_and_formulas_without_value_stand_in_their_cells(tmp_path: Path, rows: str) -> None:
    """Every reader makes them blank; the empty text as a result is a blank, and a newer error ends no reading."""
    sheet = only_sheet(tmp_path, files.xlsx(rows))
    assert sheet.rows == [[""] * 9, ERROR_CELLS]
    assert [type(cell) for cell in sheet.rows[1]] == [type(cell) for cell in ERROR_CELLS]


def test_both_ways_of_searching_a_sheet_agree() -> None:
    """The fast patterns and the walk through every cell."""
    data = f"<worksheet><sheetData>{ERRORS}</sheetData></worksheet>".encode()
    fast, exact = xlsx_parts._facts_fast(data), xlsx_parts._facts_exact(data)
    assert fast is not None
    assert sorted(fast.errors) == sorted(exact.errors)
    assert (exact.height, exact.width) == (2, 9)


def test_an_error_beyond_the_last_filled_cell_widens_the_sheet(tmp_path: Path) -> None:
    """The reader does not count what it takes for a blank."""
    sheet = only_sheet(tmp_path, files.xlsx(f'{files.ONE}<row r="3"><c r="C3"><f>A1</f></c></row>'))
    assert sheet.rows == [[1.0, "", ""], ["", "", ""], ["", "", NO_VALUE]]


def test_an_error_in_a_long_sheet_is_found(tmp_path: Path) -> None:
    """A sheet long enough for the quick look, the error in its middle, at the border of two pieces or not."""
    rows = [f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 50_001)]
    rows[31_234] = '<row r="31235"><c r="A31235" t="e"><v>#N/A</v></c></row>'
    sheet = only_sheet(tmp_path, files.xlsx("".join(rows)))
    assert sheet.rows[31_234] == [CellError("#N/A")]
    assert sum(isinstance(row[0], CellError) for row in sheet.rows) == 1


def test_an_error_written_in_a_text_file_is_text(tmp_path: Path) -> None:
    """A csv knows no errors."""
    sheet = only_sheet(tmp_path, "工号,金额\n1001,#N/A\n", "数据.csv")
    assert sheet.rows[1] == ["1001", "#N/A"]
    assert not isinstance(sheet.rows[1][1], CellError)


def test_errors_of_an_xls(tmp_path: Path) -> None:
    """As a cell, and as the stored result of a formula; with hidden row and column, and a merged heading."""
    sheet = only_sheet(tmp_path, xls_bytes(), "数据.xls")
    assert sheet.rows[1][:3] == ["000148", CellError("#N/A"), datetime(2026, 9, 5, 8, 30)]
    assert (set(sheet.hidden_rows), set(sheet.hidden_columns)) == ({1}, {2})
    assert sheet.merged == ((3, 0, 3, 2),)


def xls_bytes(date1904: bool = False) -> bytes:
    book = xlwt.Workbook()
    book.dates_1904 = date1904
    sheet = book.add_sheet("甲")
    sheet.write(0, 0, "客户号")
    sheet.write(1, 0, "000148")
    sheet.row(1).set_cell_error(1, 0x2A)
    sheet.write(1, 2, datetime(2026, 9, 5, 8, 30), xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm"))
    sheet.write_merge(3, 3, 0, 2, "合计")
    sheet.row(1).hidden = True
    sheet.col(2).hidden = True
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(("code", "error"), [(0x07, "#DIV/0!"), (0x17, "#REF!"), (0x2A, "#N/A"), (0x99, "#错误!")])
def test_the_stored_result_of_a_formula_of_an_xls(code: int, error: str) -> None:
    """[MS-XLS] 2.5.133: type 2, the code in the third byte, two bytes of ones at the end."""
    formula = bytes([4, 0, 1, 0, 0, 0, 2, 0, code, 0, 0, 0, 0xFF, 0xFF]) + bytes(8)
    end = b"\x0a\0\0\0"
    stream = b"\x06\0" + len(formula).to_bytes(2, "little") + formula + end
    facts = xls_records._sheet_facts(stream, 0)
    assert facts.errors == ((4, 1, CellError(error)),)
    assert (facts.height, facts.width) == (5, 2)


def test_an_xlsb(tmp_path: Path) -> None:
    """Texts, numbers, errors, hidden row and column, and the 1904 mark."""
    cells = files.xlsb_row(0, files.xlsb_text(0, "客户号"), files.xlsb_text(1, "金额"))
    values = files.xlsb_text(0, "000148"), files.xlsb_error(1, 0x2A), files.xlsb_number(2, 12.5)
    cells += files.xlsb_row(2, *values, hidden=True)
    book = opened(tmp_path, files.xlsb(cells, date1904=True), "数据.xlsb")
    assert (book.format, book.findings) == ("xlsb", ())
    (sheet,) = book.sheets
    assert sheet.rows == [["客户号", "金额", ""], ["", "", ""], ["000148", CellError("#N/A"), 12.5]]
    assert isinstance(sheet.rows[2][1], CellError)
    assert (set(sheet.hidden_rows), set(sheet.hidden_columns)) == ({2}, {2})
    assert (sheet.sheet, sheet.date1904) == ("甲", True)


def test_an_ods(tmp_path: Path) -> None:
    """As LibreOffice writes it: errors, a formula never computed, merged and hidden areas, repetitions."""
    table = (
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        '<table:table-row><table:table-cell office:value-type="string" table:number-columns-spanned="2" '
        'table:number-rows-spanned="1"><text:p>客户&amp;号</text:p></table:table-cell><table:covered-table-cell/>'
        "</table:table-row>"
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        '<table:table-row table:visibility="filter"><table:table-cell table:formula="of:=IF([.A1]>0;1/0)" '
        'office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p>'
        '</table:table-cell><table:table-cell table:formula="of:=1"/>'
        '<table:table-cell table:number-columns-repeated="2" '
        'office:value-type="float" office:value="7"><text:p>7</text:p></table:table-cell></table:table-row>'
    )
    sheet = only_sheet(tmp_path, files.ods(table), "数据.ods")
    assert sheet.rows[0] == ["客户&号", "", "", ""]
    assert sheet.rows[3] == [CellError("#DIV/0!"), NO_VALUE, 7.0, 7.0]
    assert (set(sheet.hidden_rows), set(sheet.hidden_columns)) == ({3}, {1})
    assert sheet.merged == ((0, 0, 0, 1),)


def test_row_and_column_numbers_are_those_of_the_sheet(tmp_path: Path) -> None:
    """A table that begins at C4 keeps its place."""
    sheet = only_sheet(tmp_path, files.xlsx('<row r="4"><c r="C4"><v>5</v></c></row>'))
    assert sheet.rows == [["", "", ""]] * 3 + [["", "", 5.0]]


def test_types_of_cells_of_an_xlsx(tmp_path: Path) -> None:
    """Texts keep their zeros, numbers stay numbers, dates are dates."""
    book = openpyxl.Workbook()
    book.active.append(["000148", 1001, 12.5, True, date(2026, 9, 5), datetime(2026, 9, 5, 8, 30), 123456789012345678])
    ((*row, long),) = only_sheet(tmp_path, saved(book)).rows
    assert row == ["000148", 1001.0, 12.5, True, date(2026, 9, 5), datetime(2026, 9, 5, 8, 30)]
    assert isinstance(long, float)
    assert long > 1e17


def test_hidden_and_merged_areas_of_an_xlsx(tmp_path: Path) -> None:
    """Read like all others, and reported; columns hidden to the right of the table do not count."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in ("甲", "乙", "丙"):
        sheet.append([row, 1, 2])
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.column_dimensions.group("D", "XFD", hidden=True)
    sheet.merge_cells("A3:C3")
    book.create_sheet("藏").sheet_state = "hidden"
    book.create_sheet("深藏").sheet_state = "veryHidden"
    first, second, third = opened(tmp_path, saved(book)).sheets
    assert (set(first.hidden_rows), set(first.hidden_columns)) == ({1}, {1})
    assert first.merged == ((2, 0, 2, 2),)
    assert [first.visible, second.visible, third.visible] == [True, False, False]


def test_books_that_count_from_1904(tmp_path: Path) -> None:
    """Dates arrive right; a serial number in an ordinary cell stays one, so the book's way of counting goes along."""
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append([date(2026, 9, 5), 44808])
    sheet = only_sheet(tmp_path, saved(book))
    assert (sheet.rows, sheet.date1904) == ([[date(2026, 9, 5), 44808.0]], True)
    assert only_sheet(tmp_path, xls_bytes(date1904=True), "数据.xls").date1904
    assert not only_sheet(tmp_path, xls_bytes(), "数据.xls").date1904


def test_control_characters_are_removed(tmp_path: Path) -> None:
    """Raw, escaped by Excel, escaped by XML; tabs and line feeds stay."""
    own = '<row r="1"><c r="A1" t="inlineStr"><is><t>张\x0b三_x000D_\n李&#7;四\t_x0007_王</t></is></c></row>'
    assert only_sheet(tmp_path, files.xlsx(own)).rows == [["张三\n李四\t王"]]
    shared = f'<sst xmlns="{files.MAIN}" count="1"><si><t>张\x01三_x000D_</t></si></sst>'
    data = files.xlsx('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', parts={"xl/sharedStrings.xml": shared})
    assert only_sheet(tmp_path, data).rows == [["张三"]]
    assert only_sheet(tmp_path, "姓名,备注\n张\x01三,a_x000D_b\n", "数据.csv").rows[1] == ["张三", "ab"]


def test_a_long_sheet_of_its_own_texts_is_cleaned(tmp_path: Path) -> None:
    """The quick look sees control characters as well."""
    rows = [f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>张{n}</t></is></c></row>' for n in range(1, 30_001)]
    rows[20_000] = rows[20_000].replace("张", "张_x000D_")
    assert only_sheet(tmp_path, files.xlsx("".join(rows))).rows[20_000] == ["张20001"]


TEXT = "工号,姓名\n000148,张三\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_of_text(tmp_path: Path, encoding: str) -> None:
    """With and without mark; every cell a text."""
    sheet = only_sheet(tmp_path, TEXT.encode(encoding), "名单.xls")
    assert (sheet.rows, sheet.is_text, sheet.sheet) == ([["工号", "姓名"], ["000148", "张三"]], True, "名单")


@pytest.mark.parametrize("delimiter", list(",\t;|"))
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    """A title above, thousands separators within: the delimiter is the one that cuts the lines evenly."""
    text = f"客户业绩表\n客户号{delimiter}交易额\n000148{delimiter}“1，234”\n" + "".join(
        f'{n}{delimiter}"1,23{n}.00"\n' for n in range(9)
    )
    rows = only_sheet(tmp_path, text, "数据.txt").rows
    assert rows[0] == ["客户业绩表", ""]
    assert rows[1] == ["客户号", "交易额"]
    assert rows[3] == ["0", "1,230.00"]


def test_text_guarded_against_excel(tmp_path: Path) -> None:
    """``="000148"`` keeps the zeros; ``sep=`` is an order, not a row; a quoted line feed belongs to its cell."""
    sheet = only_sheet(tmp_path, 'sep=;\n工号;说明\n="000148";"一\n二"\n', "数据.csv")
    assert sheet.rows == [["工号", "说明"], ["000148", "一\n二"]]


def test_a_page_under_the_name_xls(tmp_path: Path) -> None:
    """Spans, line breaks, hidden rows, the exact figure behind a rounded display, and the layout table left out."""
    page = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="gbk"></head><body><table><tr><td>'
        '<table><tr><th rowspan="2">工号</th><th colspan=2>请假</th></tr><tr><th>事假<br>(天)</th><th>病假</th></tr>'
        '<tr style="display: none"><td>000148</td><td x:num="1.255">1.26</td><td>&nbsp;2 <b>3</b>\n</td></tr></table>'
        "</td></tr></table></body></html>"
    )
    book = opened(tmp_path, page.encode("gbk"), "考勤.xls")
    assert (book.format, book.findings) == ("html", ())
    (sheet,) = book.sheets
    assert sheet.rows == [["工号", "请假", ""], ["", "事假\n(天)", "病假"], ["000148", "1.255", "2 3"]]
    assert (sheet.merged, set(sheet.hidden_rows)) == (((0, 0, 1, 0), (0, 1, 0, 2)), {2})
    assert sheet.is_text


def test_a_page_of_several_tables_takes_the_names_of_its_sheets(tmp_path: Path) -> None:
    """Excel notes them in the head; otherwise they are numbered."""
    tables = "<table><tr><td>1</td></tr></table>" * 2
    assert [sheet.sheet for sheet in opened(tmp_path, tables, "甲.xls").sheets] == ["表1", "表2"]
    named = f"<html><x:Name>一月</x:Name><x:Name>二月</x:Name>{tables}</html>"
    assert [sheet.sheet for sheet in opened(tmp_path, named, "甲.xls").sheets] == ["一月", "二月"]


def test_a_page_reads_nothing_from_elsewhere(tmp_path: Path) -> None:
    """Entities and external documents stay unread."""
    secret = tmp_path / "secret.txt"
    secret.write_text("机密")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><table><tr><td>&x;</td></tr></table>'
    assert "机密" not in str([sheet.rows for sheet in opened(tmp_path, page, "甲.html").sheets])


@pytest.mark.parametrize("spell", [lambda name: name.replace("/", "\\"), str.upper])
def test_names_of_parts_in_other_spellings(tmp_path: Path, spell: object) -> None:
    """Some exporting programs write backslashes or capitals; errors are found all the same."""
    import zipfile

    source = zipfile.ZipFile(io.BytesIO(files.xlsx('<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>')))
    data = files.zipped({spell(name): source.read(name) for name in source.namelist()})  # type: ignore[operator]
    assert only_sheet(tmp_path, data).rows == [[CellError("#REF!")]]


def test_what_xlsxwriter_writes_in_both_modes(tmp_path: Path) -> None:
    """Shared texts and texts of its own."""
    for constant_memory in (False, True):
        target = io.BytesIO()
        with xlsxwriter.Workbook(target, {"constant_memory": constant_memory}) as book:
            book.add_worksheet("业绩").write_row(0, 0, ["客户号", 1.5, "#N/A"])
        assert only_sheet(tmp_path, target.getvalue()).rows == [["客户号", 1.5, "#N/A"]]


def test_an_empty_workbook(tmp_path: Path) -> None:
    """No cells, one sheet."""
    assert only_sheet(tmp_path, files.xlsx("")).rows == []
