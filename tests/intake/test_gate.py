"""The gate lets no dangerous or foreign file reach a reader, and says in words what each one is."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from pathlib import Path

import broken_files as files
import pytest
import xlwt

from pipeline.findings import Finding
from pipeline.findings.catalogue_files import ENTRIES
from pipeline.intake import package
from pipeline.intake.gate import inspect
from pipeline.intake.open import open_book
from pipeline.intake.settings import IntakeSettings

FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"{}</row>'


def found(folder: Path, data: bytes, name: str = "数据.xlsx", settings: IntakeSettings | None = None) -> Finding:
    """The only finding about these bytes; the gate and the opening say the same."""
    path = folder / name
    path.write_bytes(data)
    settings = settings or IntakeSettings()
    (only,) = inspect(path, name, settings)
    assert only.file == name
    if only.stops:
        book = open_book(path, name, settings)
        assert (book.format, book.sheets, book.findings) == ("", (), (only,))
    return only


def accepted(folder: Path, data: bytes, name: str = "数据.xlsx") -> None:
    path = folder / name
    path.write_bytes(data)
    assert inspect(path, name, IntakeSettings()) == []


def test_an_empty_file_is_named(tmp_path: Path) -> None:
    """A file of no bytes."""
    only = found(tmp_path, b"")
    assert (only.code, only.message) == ("F01", "文件大小为0字节")


def test_a_lock_file_names_the_book_that_is_open(tmp_path: Path) -> None:
    """What Excel leaves beside an open workbook is no data, but a hint that it is open."""
    only = found(tmp_path, b"\x05Zhang" + bytes(159), "~$考勤.xlsx")
    assert (only.code, only.level) == ("F02", "提醒")
    assert only.message == "这是Excel或WPS打开“考勤.xlsx”时留下的锁定文件，不是数据，未读取"


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "desktop.ini", ".隐藏.xlsx", "__MACOSX/._a.xlsx"])
def test_files_of_the_system_pass_without_a_word(tmp_path: Path, name: str) -> None:
    """They are in every folder that a Mac or Windows has shown."""
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(b"\0\0\0\x01Bud1")
    book = open_book(tmp_path / name, name, IntakeSettings())
    assert (book.format, book.sheets, book.findings) == ("系统文件", (), ())


def test_a_file_beyond_the_limit_of_size_is_not_even_loaded(tmp_path: Path) -> None:
    """One byte above the limit."""
    only = found(tmp_path, bytes((1 << 20) + 1), settings=IntakeSettings(max_file_mb=1))
    assert (only.code, only.message, only.expected) == ("F03", "文件大小为2MB", "不超过1MB")


def test_a_truncated_workbook_is_called_damaged(tmp_path: Path) -> None:
    """A download that broke off."""
    only = found(tmp_path, files.xlsx()[:-40])
    assert (only.code, only.message) == ("F04", "文件不完整或已损坏（压缩结构不完整，多为下载、拷贝中断）")


def test_a_part_that_does_not_unpack_is_called_damaged(tmp_path: Path) -> None:
    """One flipped byte in the middle of the sheet."""
    data = bytearray(files.xlsx(files.ONE * 200))
    entry = zipfile.ZipFile(io.BytesIO(bytes(data))).getinfo("xl/worksheets/sheet1.xml")
    data[entry.header_offset + 30 + len(entry.filename) + entry.compress_size // 2] ^= 0xFF
    only = found(tmp_path, bytes(data))
    assert (only.code, only.message) == ("F04", "文件不完整或已损坏（部件“xl/worksheets/sheet1.xml”无法解压）")


def test_a_size_that_lies_is_called_damaged(tmp_path: Path) -> None:
    """An archive that declares a part smaller than it is never gets to unpack it."""
    data = bytearray(files.xlsx(files.ONE * 20_000))
    size = zipfile.ZipFile(io.BytesIO(bytes(data))).getinfo("xl/worksheets/sheet1.xml").file_size
    for _ in range(2):
        place = data.find(size.to_bytes(4, "little"))
        data[place : place + 4] = (100).to_bytes(4, "little")
    assert found(tmp_path, bytes(data)).code == "F04"


def test_a_broken_compound_file_is_called_damaged(tmp_path: Path) -> None:
    """The first half of an xls."""
    only = found(tmp_path, files.compound({"Workbook": b"\x09\x08"})[:600], "数据.xls")
    assert (only.code, only.message) == ("F04", "文件不完整或已损坏（复合文档结构不完整，多为下载、拷贝中断）")


def test_a_workbook_without_a_directory_is_called_damaged(tmp_path: Path) -> None:
    """The part that lists the sheets is no XML."""
    only = found(tmp_path, files.xlsx(parts={"xl/workbook.xml": "<workbook><sheets>"}))
    assert (only.code, only.message) == ("F04", "文件不完整或已损坏（工作簿目录无法解析）")


def test_broken_xml_of_an_ods_is_called_damaged(tmp_path: Path) -> None:
    """On some of it the reader would run for ever."""
    only = found(tmp_path, files.ods("<table:table-row><table:table-cell></table:table-row>"), "数据.ods")
    assert (only.code, only.message) == ("F04", "文件不完整或已损坏（部件“content.xml”无法解析）")


def test_what_the_reader_reports_is_passed_on(tmp_path: Path) -> None:
    """The gate finds nothing wrong, the reader does."""
    path = tmp_path / "数据.xlsx"
    path.write_bytes(files.xlsx('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'.replace("</v>", "</w>")))
    (only,) = open_book(path, "数据.xlsx", IntakeSettings()).findings
    assert only.code == "F04"
    assert only.message.startswith("文件不完整或已损坏（读取程序报告：")


def test_a_password_no_one_configured(tmp_path: Path) -> None:
    """Encrypted by Excel; the configuration holds no password, or none that fits."""
    locked = encrypted(files.xlsx(), "机密")
    only = found(tmp_path, locked)
    assert (only.code, only.message) == ("F05", "文件有打开密码，配置中没有密码")
    only = found(tmp_path, locked, settings=IntakeSettings(passwords=("一", "二")))
    assert (only.code, only.message) == ("F05", "文件有打开密码，配置的2个密码都打不开")


def test_a_password_that_fits_opens_the_book(tmp_path: Path) -> None:
    """The second of two."""
    path = tmp_path / "数据.xlsx"
    path.write_bytes(encrypted(files.xlsx(), "机密"))
    book = open_book(path, "数据.xlsx", IntakeSettings(passwords=("一", "机密")))
    assert (book.format, book.findings, book.sheets[0].rows) == ("xlsx", (), [[1.0]])


def test_a_bomb_behind_a_password_is_still_found(tmp_path: Path) -> None:
    """What the password opens goes through the whole gate."""
    only = found(tmp_path, encrypted(files.xlsx(FAR.format("><v>1</v></c>")), "机"), settings=IntakeSettings(("机",)))
    assert only.code == "F10"


def test_an_encrypted_ods_cannot_be_opened(tmp_path: Path) -> None:
    """Its manifest tells."""
    only = found(tmp_path, files.ods("", manifest="<manifest:encryption-data/>"), "数据.ods")
    assert (only.code, only.message) == ("F05", "文件有打开密码，ods文件的密码无法配置")


def encrypted(data: bytes, password: str) -> bytes:
    """The workbook as Excel encrypts it; a comment fills its last block, which the library fails to do."""
    from msoffcrypto.format.ooxml import OOXMLFile

    source, target = io.BytesIO(data), io.BytesIO()
    with zipfile.ZipFile(source, "a") as archive:
        archive.comment = bytes(8192 - len(data) % 4096)
    OOXMLFile(source).encrypt(password, target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "PDF文件"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"\xff\xd8\xff\xe0", "图片"),
        (b"\0\0\0\x18ftypheic", "图片或视频"),
        (b"RIFF\0\0\0\0WEBP", "图片或音视频"),
        (b"MZ\x90\0", "程序"),
        (b"{\\rtf1", "RTF文档"),
        (b'{"code": 0}', "JSON文件"),
        (b'<?xml version="1.0"?><invoice/>', "XML文件"),
        (bytes(range(1, 32)) * 40, "无法识别的文件"),
        (b"<html><body><p>\xe7\x99\xbb\xe5\xbd\x95</p></body></html>", "没有表格的网页"),
        (files.zipped({"word/document.xml": "<w/>"}), "Word文档"),
        (files.zipped({"OFD.xml": "<o/>"}), "OFD版式文件"),
        (files.ods("", mimetype="application/vnd.oasis.opendocument.text"), "OpenDocument文档"),
        (files.compound({"WordDocument": b""}), "Word文档"),
        (files.compound({"__properties_version1.0": b""}), "Outlook邮件"),
        (files.compound({"Contents": b""}), "无法识别的Office文件"),
    ],
)
def test_a_file_that_is_no_table_is_named(tmp_path: Path, data: bytes, kind: str) -> None:
    """Whatever its name says."""
    path = tmp_path / "数据.xls"
    path.write_bytes(data)
    (only,) = open_book(path, "数据.xls", IntakeSettings()).findings
    assert (only.code, only.message) == ("F06", f"这是{kind}，不是表格文件")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (files.zipped({"九月/出访单.xlsx": "", "九月/考勤.xls": ""}), "zip"),
        (b"Rar!\x1a\x07\x01\0", "RAR"),
        (b"7z\xbc\xaf\x27\x1c\0\x04", "7z"),
        (b"\x1f\x8b\x08\0", "gzip"),
    ],
)
def test_an_archive_is_to_be_unpacked(tmp_path: Path, data: bytes, kind: str) -> None:
    """Hundreds of slips often come in one archive."""
    only = found(tmp_path, data)
    assert (only.code, only.message) == ("F07", f"这是压缩包（{kind}），包内文件不会读取")


def test_an_archive_with_a_password(tmp_path: Path) -> None:
    """The flag of the first entry says so."""
    data = bytearray(files.zipped({"a.xlsx": ""}))
    data[data.find(b"PK\x01\x02") + 8] |= 1
    assert found(tmp_path, bytes(data)).message == "这是压缩包（加密的zip），包内文件不会读取"


def test_a_deflate_bomb_is_not_unpacked(tmp_path: Path) -> None:
    """64 MB of nothing in 64 KB; the limit of the ratio is 200."""
    began = time.process_time()
    only = found(tmp_path, files.xlsx(parts={"xl/media/a.xml": bytes(64 << 20)}))
    assert only.code == "F08"
    assert only.message.startswith("文件解压后为64MB，是压缩大小的")
    assert only.message.endswith("倍，有6个部件")
    assert only.expected == "不超过1024MB、200倍、10000个部件"
    assert time.process_time() - began < 2


@pytest.mark.parametrize("entries", [package.MAX_ENTRIES - 5, package.MAX_ENTRIES - 4])
def test_the_number_of_parts_is_limited(tmp_path: Path, entries: int) -> None:
    """Five parts are the workbook's own; at the limit it passes, one above it does not."""
    data = files.xlsx(parts={f"xl/media/{number}.png": "" for number in range(entries)})
    if entries + 5 <= package.MAX_ENTRIES:
        accepted(tmp_path, data)
    else:
        assert found(tmp_path, data).message == "文件解压后为0MB，是压缩大小的0倍，有10001个部件"


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "docProps/app.xml"])
def test_entities_are_refused_in_any_part(tmp_path: Path, part: str) -> None:
    """The billion laughs; also in parts that only other programs read."""
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    only = found(tmp_path, files.xlsx(parts={part: files.DECLARATION + bomb}))
    assert (only.code, only.message) == ("F09", f"文件部件“{part}”含有DTD或实体声明，可能用于攻击，未打开")


def test_a_part_in_another_encoding_is_refused(tmp_path: Path) -> None:
    """Byte patterns cannot see into UTF-16; no program writes it."""
    only = found(tmp_path, files.xlsx(parts={"xl/styles.xml": "<x/>".encode("utf-16")}))
    assert only.message == "文件部件“xl/styles.xml”不是UTF-8编码，可能用于攻击，未打开"


def test_one_cell_at_the_far_corner_is_refused(tmp_path: Path) -> None:
    """1.4 KB that abort the reader: A1 and XFD1048576."""
    only = found(tmp_path, files.xlsx(FAR.format("><v>1</v></c>")))
    assert (only.code, only.sheet, only.cell) == ("F10", "甲", "XFD1048576")
    assert only.message == "有内容的区域达1048576行×16384列，最远到XFD1048576"
    assert only.expected == "不超过30000000个单元格"


@pytest.mark.parametrize(
    "far",
    [
        "<row r='9'><c r='XFD1048576'><v>1</v></c></row>",
        '<row r="9"><c s="1" r="XFD1048576"><v>1</v></c></row>',
        '<row r="9"><c  r="XFD1048576"><v>1</v></c></row>',
        '<row r="9"><c r="XFD9"><v>1</v></c><c r="A1048576"><v>1</v></c></row>',
        '<row r="9"><c r="XFD9" t="inlineStr"><is><t>x</t></is></c></row><row r="1048576"><c><v>1</v></c></row>',
    ],
)
def test_the_far_cell_is_found_in_any_spelling(tmp_path: Path, far: str) -> None:
    """Single quotes, other orders, cells that belie their row, cells without address."""
    assert found(tmp_path, files.xlsx(files.ONE + far)).message == "有内容的区域达1048576行×16384列，最远到XFD1048576"


def test_a_stray_cell_at_the_end_of_a_long_sheet_is_found(tmp_path: Path) -> None:
    """A sheet long enough for the quick look: 60,000 rows, a blank typed into the last column."""
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 60_000))
    data = files.xlsx(rows + '<row r="60000"><c r="A60000"><v>1</v></c><c r="XFD60000"><v>2</v></c></row>')
    assert found(tmp_path, data).message == "有内容的区域达60000行×16384列，最远到XFD60000"
    accepted(tmp_path, files.xlsx(rows))


@pytest.mark.parametrize("empty", ["/>", ' s="1"/>', ' s="1"></c>'])
def test_formatted_but_empty_far_cells_are_harmless(tmp_path: Path, empty: str) -> None:
    """Someone coloured whole rows and columns; so is a bogus dimension."""
    accepted(tmp_path, files.xlsx(FAR.format(empty), before='<dimension ref="A1:XFD1048576"/>'))


@pytest.mark.parametrize(("limit", "code"), [(6, ""), (5, "F10")])
def test_the_limit_of_cells_counts_the_area(tmp_path: Path, limit: int, code: str) -> None:
    """B3 spans 3 × 2 cells: at the limit, and one below."""
    path = tmp_path / "数据.xlsx"
    path.write_bytes(files.xlsx('<row r="3"><c r="B3"><v>1</v></c></row>'))
    codes = [each.code for each in inspect(path, "数据.xlsx", IntakeSettings(max_cells=limit))]
    assert codes == ([code] if code else [])


def test_repeated_content_of_an_ods_is_refused(tmp_path: Path) -> None:
    """One row, repeated a million times over all columns."""
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
    only = found(tmp_path, files.ods(f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'))
    assert only.message == "有内容的区域达1048576行×16384列，最远到XFD1048576"


def test_repeated_emptiness_of_an_ods_is_harmless(tmp_path: Path) -> None:
    """Every ods repeats its last row and cell up to the edge of the sheet."""
    table = (
        '<table:table-row><table:table-cell office:value-type="float" office:value="1"/>'
        '<table:table-cell table:number-columns-repeated="16383"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048575"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    path = tmp_path / "数据.ods"
    path.write_bytes(files.ods(table))
    book = open_book(path, "数据.ods", IntakeSettings())
    assert (book.findings, book.sheets[0].rows) == ((), [[1.0]])


def test_a_far_cell_of_an_xlsb_is_refused(tmp_path: Path) -> None:
    """The binary format hides it as well."""
    cells = files.xlsb_row(0, files.xlsb_number(0, 1)) + files.xlsb_row(1_048_575, files.xlsb_number(16_383, 1))
    assert found(tmp_path, files.xlsb(cells), "数据.xlsb").code == "F10"


def test_a_false_dimension_of_an_xls_is_refused(tmp_path: Path) -> None:
    """The reader sets aside memory for what the sheet claims to hold: one flipped byte, and it aborts."""
    book = xlwt.Workbook()
    book.add_sheet("甲").write(0, 0, 1)
    target = io.BytesIO()
    book.save(target)
    data = target.getvalue()
    true = struct.pack("<HHIIHH", 0x0200, 14, 0, 1, 0, 1)
    assert data.count(true) == 1
    only = found(tmp_path, data.replace(true, struct.pack("<HHIIHH", 0x0200, 14, 0, 0x51000001, 0, 1)), "数据.xls")
    assert (only.code, only.message) == ("F10", "有内容的区域达1358954497行×1列，最远到A1358954497")
    only = found(tmp_path, data.replace(true, struct.pack("<HHIIHH", 0x0200, 14, 5, 1, 0, 1)), "数据.xls")
    assert (only.code, only.message) == ("F04", "文件不完整或已损坏（内部记录有误）")


def test_a_false_number_of_texts_of_an_xls_is_refused(tmp_path: Path) -> None:
    """The same with the table of its texts."""
    book = xlwt.Workbook()
    book.add_sheet("甲").write(0, 0, "客户号")
    target = io.BytesIO()
    book.save(target)
    data = bytearray(target.getvalue())
    count = data.find(struct.pack("<II", 1, 1), data.find(b"\xfc\x00"))
    data[count + 4 : count + 8] = (2_000_000_000).to_bytes(4, "little")
    assert found(tmp_path, bytes(data), "数据.xls").message == "文件不完整或已损坏（内部记录有误）"


def test_a_false_number_of_texts_of_an_xlsx_is_harmless(tmp_path: Path) -> None:
    """Here the count can be left out, and the book read."""
    texts = f'<sst xmlns="{files.MAIN}" count="4000000000" uniqueCount="4000000000"><si><t>客户号</t></si></sst>'
    path = tmp_path / "数据.xlsx"
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    path.write_bytes(files.xlsx(row, parts={"xl/sharedStrings.xml": texts}))
    book = open_book(path, "数据.xlsx", IntakeSettings())
    assert (book.findings, book.sheets[0].rows) == ((), [["客户号"]])


def test_a_record_of_an_xlsb_that_is_cut_off(tmp_path: Path) -> None:
    """The reader would take its rest from elsewhere."""
    assert found(tmp_path, files.xlsb(b"\x00\x02ab"), "数据.xlsb").message == "文件不完整或已损坏（内部记录有误）"


def test_a_page_whose_cells_span_everything_is_refused(tmp_path: Path) -> None:
    """A thousand rows, each of a thousand spans of a thousand columns."""
    path = tmp_path / "数据.xls"
    path.write_text("<table>" + f"<tr>{'<td colspan=1000>' * 100}" * 400 + "</table>", encoding="utf-8")
    (only,) = open_book(path, "数据.xls", IntakeSettings()).findings
    assert (only.code, only.message) == ("F10", "有内容的区域达301行×100000列，最远到EQXD301")


def test_links_to_other_books_are_mentioned(tmp_path: Path) -> None:
    """The figures are those of the last saving."""
    links = {
        "xl/externalLinks/externalLink1.xml": "<x/>",
        "xl/externalLinks/_rels/externalLink1.xml.rels": '<x Target="file:///D:/%e4%b8%8a/八月.xlsx"/>',
    }
    only = found(tmp_path, files.xlsx(parts=links))
    assert (only.code, only.level) == ("F11", "提醒")
    assert only.message == "工作簿引用了其他文件（“八月.xlsx”），读取的是上次保存时的数值"


def test_macros_are_mentioned_and_never_run(tmp_path: Path) -> None:
    """The book is read all the same."""
    only = found(tmp_path, files.xlsx(parts={"xl/vbaProject.bin": b"x"}), "数据.xlsm")
    assert (only.code, only.level) == ("F12", "提醒")
    assert only.message == "工作簿含宏，宏不会运行，只读取保存时的数值"


@pytest.mark.parametrize("part", ["../../恶意.xml", "xl\\..\\..\\a.xml", "C:/a.xml"])
def test_names_that_point_outside_are_refused(tmp_path: Path, part: str) -> None:
    """Nobody here unpacks to disk, but no workbook has such names."""
    only = found(tmp_path, files.xlsx(parts={part: "x"}))
    assert (only.code, only.message) == ("F13", f"文件内部件名称“{part}”异常（指向文件之外），未打开")


def test_a_name_twice_is_refused(tmp_path: Path) -> None:
    """Two readers would read two different sheets."""
    only = found(tmp_path, files.xlsx(parts={"xl\\worksheets\\sheet1.xml": "x"}))
    assert only.message == "文件内部件名称“xl\\worksheets\\sheet1.xml”异常（重复出现），未打开"


def test_signs_lost_before_are_mentioned(tmp_path: Path) -> None:
    """UTF-8 read as GBK and written again."""
    only = found(tmp_path, "工号,姓名\n1001,锟斤拷\n".encode(), "数据.csv")
    assert (only.code, only.level) == ("F14", "提醒")
    assert only.message == "第2行有无法辨认的字符（“锟斤拷”），文件在生成或转存时已丢失原字"


def test_an_open_quote_is_found(tmp_path: Path) -> None:
    """It would swallow the rest of the file in one cell."""
    path = tmp_path / "数据.csv"
    path.write_text('工号,说明\n1001,好\n1002,"开\n1003,完\n', encoding="utf-8")
    (only,) = open_book(path, "数据.csv", IntakeSettings()).findings
    assert (only.code, only.message) == ("F15", "从第3行起引号不成对，其后的内容无法分列")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML电子表格2003"),
        (b"ID;PWXL;N;E\r\n", "SYLK"),
        (b"MIME-Version: 1.0\r\n", "单个文件网页（MHTML）"),
        (b"\x09\x04\x06\0\0\0\x10\0", "Excel 4.0及更早版本"),
        (b'<?xml version="1.0"?><o:d xmlns:o="urn:oasis:names:tc:opendocument:xmlns:o"/>', "单文件OpenDocument"),
        (files.zipped({"Index/Document.iwa": "", "Metadata/a.plist": ""}), "苹果Numbers"),
    ],
)
def test_a_table_in_another_format_is_to_be_saved_anew(tmp_path: Path, data: bytes, kind: str) -> None:
    """It is a table, only not one that is read here."""
    only = found(tmp_path, data, "数据.xls")
    assert (only.code, only.message) == ("F16", f"这是{kind}格式的表格，不能直接读取")


def test_embedded_files_are_mentioned(tmp_path: Path) -> None:
    """A workbook pasted into a workbook is not read."""
    only = found(tmp_path, files.xlsx(parts={"xl/embeddings/a.xlsx": "x", "xl/embeddings/b.bin": "x"}))
    assert (only.code, only.level) == ("F17", "提醒")
    assert only.message == "工作簿内嵌有2个其他文件，嵌入的内容不会读取"


def test_a_sheet_of_macros_is_mentioned(tmp_path: Path) -> None:
    """An Excel-4 macro sheet holds no data."""
    path = tmp_path / "数据.xlsm"
    relations = files._relations("worksheet", "worksheets/sheet1.xml").replace(
        "</Relationships>",
        '<Relationship Id="rId2" Type="http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet" '
        'Target="macrosheets/sheet1.xml"/></Relationships>',
    )
    book = (
        f'<workbook xmlns="{files.MAIN}" xmlns:r="{files.OFFICE}"><sheets><sheet name="甲" sheetId="1" r:id="rId1"/>'
        '<sheet name="宏1" sheetId="2" r:id="rId2"/></sheets></workbook>'
    )
    macro = f'<xm:macrosheet xmlns="{files.MAIN}" xmlns:xm="urn:x"><sheetData/></xm:macrosheet>'
    parts = {"xl/_rels/workbook.xml.rels": relations, "xl/workbook.xml": book, "xl/macrosheets/sheet1.xml": macro}
    path.write_bytes(files.xlsx(parts=parts))
    opened = open_book(path, "数据.xlsm", IntakeSettings())
    assert [(each.code, each.message) for each in opened.findings] == [
        ("F12", "工作簿含宏，宏不会运行，只读取保存时的数值"),
        ("F18", "工作表“宏1”是宏表或对话框表，未读取"),
    ]
    assert [sheet.sheet for sheet in opened.sheets] == ["甲"]


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    """Taken away between listing and reading."""
    (only,) = inspect(tmp_path / "无.xlsx", "无.xlsx", IntakeSettings())
    assert (only.code, only.message) == ("F19", "系统拒绝读取该文件（文件已不在原处）")


def test_the_gate_is_cheap(tmp_path: Path) -> None:
    """A sheet of 30 MB is searched in well under a second, formulas and errors included."""
    row = "".join(f'<c r="{letter}{{0}}" s="1"><v>{{0}}12345.67</v></c>' for letter in "ABCDEFGHIJKL")
    rows = "".join(f'<row r="{n}">{row.format(n)}</row>' for n in range(1, 60_000))
    for extra in ("", '<row r="60000"><c r="A60000" t="e"><f>B1</f><v>#REF!</v></c></row>'):
        path = tmp_path / "数据.xlsx"
        path.write_bytes(files.xlsx(rows + extra))
        began = time.process_time()
        assert inspect(path, "数据.xlsx", IntakeSettings()) == []
        assert time.process_time() - began < 1


def test_every_code_of_files_is_provoked_by_a_test() -> None:
    """The catalogue holds no word that nobody says."""
    here = Path(__file__).read_text(encoding="utf-8")
    assert [code for code in ENTRIES if f'"{code}"' not in here] == []
