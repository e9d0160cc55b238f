"""Which rows under a head are records; and whether the totals the sheet itself states agree with them.

A row is left out only for a stated reason: blank, numbering, headings again, total, footer.  A row that has its own
number of person or customer is a record whatever else stands in it (a customer may be called 合计).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.content import half_width
from pipeline.intake.heading_words import heading
from pipeline.intake.headings import Head
from pipeline.intake.problem import is_nothing
from pipeline.intake.raw import Cell, CellError
from schemas.intake import SUPPLEMENTS

_GRAND = re.compile(r"(?:总合计|总计|合计|共计|累计|总和)(?:数|金额)?[:：]?(?:\(?共?\d+[户人条笔行张]\)?)?")
_PART = re.compile(r"(?:本页|本组|.{0,12}?)(?:小计|合计|总计)[:：]?(?:\(?共?\d+[户人条笔行张]\)?)?")
_COUNT = re.compile(r"\(?共?\d+[户人条笔行张个名]\)?")
_FOOTER = re.compile(
    r"(?:制表|填表|填报|制单|审核|复核|核对|审批|批准|经办|主管|负责人|主办|经理|副经理|财务|出纳|会计|考勤|签字|签名|盖章|报送|打印|导出"
    r"|生成|统计|数据来源|来源|注|备注|说明|附注|图例|提示)(?:人|员|时间|日期|单位|部门|签字|签名|说明)*\d?(?:[:：].*)?"
    r"|[\u4e00-\u9fff()/]{2,10}[:：].*"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NUMBERING = ("甲", "乙", "丙", "丁", "A", "B", "C", "D")
_PLAIN = re.compile(r"[0-9A-Za-z.\-]*[0-9][0-9A-Za-z.\-]*")


@dataclass(frozen=True)
class Total:
    """One total row: its row index, whether it covers the whole sheet, and how many records stood above it."""

    index: int
    label: str
    covers_all: bool
    above: int


@dataclass
class Rows:
    """The rows under a head, by what they are (indices from zero in the sheet)."""

    records: list[int] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    next_head: int | None = None


def sort_rows(rows: list[list[Cell]], head: Head, starts_table: Callable[[int], bool] = lambda index: False) -> Rows:
    """Tell records from everything else below the head, up to the head of another table."""
    sorted_rows, anchor = Rows(), anchor_column(head)
    numbering = _numbering_row(rows, head)
    for index in range(head.last + 1, len(rows)):
        row = rows[index]
        cell = row[anchor] if anchor is not None and anchor < len(row) else ""
        if index == numbering:
            continue
        if cell.__class__ is float or (cell.__class__ is str and _PLAIN.fullmatch(cell)):
            sorted_rows.records.append(index)
            continue
        what = kind_of_row(row, head)
        if what == "head" and starts_table(index):
            sorted_rows.next_head = index
            sorted_rows.notes = [note for note in sorted_rows.notes if note < index - 2]  # The title of that table.
            break
        _file_row(sorted_rows, what, index, row)
    return sorted_rows


def anchor_column(head: Head) -> int | None:
    """The sheet column whose number makes a row a record: a number, or else a word, by which records are named."""
    for kind in ("id", "text"):
        found = [column.name for column in head.kind.columns if column.type == kind and column.name in head.places]
        needed = [name for name in (*head.kind.key, *head.kind.required) if name in found]
        if found and (needed or kind == "id"):
            return head.places[(needed or found)[0]]
    return None


def kind_of_row(row: list[Cell], head: Head) -> str:
    """What a row is whose number is not plain: blank, heading, total, subtotal, footer, note or record."""
    words = [_word(cell) for cell in row if not is_nothing(cell)]
    if not words:
        return "blank"
    known = _headings_among(words, head)
    if known:
        return known
    label = total_label(row)
    if _holds_record(row, head) and not (_is_lonely_text(words, head) and _filled(row) == 1):
        return "record"
    if label:
        return "total" if _GRAND.fullmatch(label) else "subtotal"
    if _FOOTER.match(words[0]):
        return "footer"
    return "note" if _is_lonely_text(words, head) else "record"


def total_label(row: list[Cell]) -> str:
    """The word that makes a row a total."""
    words = (_word(cell) for cell in row)
    return next((word.rstrip(":") for word in words if _GRAND.fullmatch(word) or _PART.fullmatch(word)), "")


def disagreement(stated: Decimal, scale: Decimal, records: Decimal) -> bool:
    """Whether a stated total differs from the sum of its records by more than the rounding of its own last place.

    Less than half a fen is never a difference; a total in 万元 is as exact as the decimals it shows, two at least.
    """
    shown = max(2, -int(stated.as_tuple().exponent)) if scale != 1 else 2
    return abs(stated * scale - records) > Decimal("0.5").scaleb(-shown) * scale


def _word(cell: Cell) -> str:
    return "" if isinstance(cell, CellError) else half_width(str(cell))


def _headings_among(words: list[str], head: Head) -> str:
    """``heading`` where most words are the headings of this head again, ``head`` where they are those of some kind."""
    texts = [heading(word).text for word in words]
    for what, known in (("heading", head.texts), ("head", head.known)):
        count = sum(1 for text in texts if text in known)
        if count >= 2 and count * 10 >= len(words) * 6:
            return what
    return ""


def _is_lonely_text(words: list[str], head: Head) -> bool:
    """A line of Chinese in a wide table: the name of a section, a remark; never all there is of a record."""
    return len(words) == 1 and len(head.places) > 3 and bool(_HAN.search(words[0]))


def _holds_record(row: list[Cell], head: Head) -> bool:
    """Whether a number, a day, a choice or the name of a record stands where only a record has one."""
    for column in head.kind.columns:
        place = head.places.get(column.name)
        if place is None or place >= len(row) or is_nothing(row[place]):
            continue
        if column.type in ("id", "date", "choice", "digits", "flag") and not is_label(row[place]):
            return True
        if column.type == "text" and column.name in head.kind.key and _names_record(row, place, head):
            return True
    return False


def _names_record(row: list[Cell], place: int, head: Head) -> bool:
    """Whether a word that names records stands there with more beside it; 项目 of 补充数据 may well end in 合计."""
    word = _word(row[place])
    is_part = bool(_PART.fullmatch(word)) and head.kind.name == SUPPLEMENTS.name and not _GRAND.fullmatch(word)
    return (is_part or not is_label(row[place])) and _filled(row) > 1


def _filled(row: list[Cell]) -> int:
    """How many cells are not blank; a dash is a word for nothing, but somebody put it there."""
    return sum(bool(_word(cell)) for cell in row)


def is_label(cell: Cell) -> bool:
    """Whether a cell holds the word of a total or of a footer instead of a value."""
    word = _word(cell)
    return (
        any(pattern.fullmatch(word) for pattern in (_GRAND, _PART, _COUNT))
        or bool(_FOOTER.fullmatch(word))
        or (type(cell) is str and len(word) > 20)
    )


def _numbering_row(rows: list[list[Cell]], head: Head) -> int:
    """The first row under the head if it only counts the columns: 1, 2, 3 …; otherwise -1."""
    for index in range(head.last + 1, min(head.last + 3, len(rows))):
        words = [_word(cell).strip("()").removesuffix(".0") for cell in rows[index] if not is_nothing(cell)]
        if words:
            letters = sum(1 for word in words if word in _NUMBERING)
            counted = [str(number) for number in range(1, len(words) - letters + 1)]
            return index if len(words) >= 3 and words[letters:] == counted else -1
    return -1


def _file_row(rows: Rows, what: str, index: int, row: list[Cell]) -> None:
    if what in ("record", "head"):  # Headings of no table that begins here: better a record too many than one less.
        rows.records.append(index)
    elif what in ("total", "subtotal"):
        rows.totals.append(Total(index, total_label(row), what == "total", len(rows.records)))
    elif what == "note":
        rows.notes.append(index)
