"""The head of an attendance sheet: who, which day, which columns count what, which columns are days."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from pipeline.intake.attendance.meanings import SUMS, counted
from pipeline.intake.dates import read_date
from pipeline.intake.heading_words import Heading, plain
from pipeline.intake.headings import grid, spread
from pipeline.intake.problem import is_nothing
from pipeline.intake.raw import RawSheet

IDS = ("工号", "员工编号", "员工号", "人员编号", "职工编号")
NAMES = ("姓名", "员工姓名", "人员姓名")
DAYS = ("日期", "考勤日期", "时间")
RESULTS = re.compile(r"(?:上班|下班)\d?打卡结果|考勤结果|打卡结果")
_DAY = r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
_RANGE = re.compile(rf"{_DAY}(?:至|到|~|—|–|-)+{_DAY}")
_DAY_NUMBER = re.compile(r"(?:(?:\d{4}[-/.年])?(\d{1,2})[-/.月])?(\d{1,2})[日号]?")


@dataclass(frozen=True)
class Counting:
    """One column that counts: its place, the fact, and the unit of its figures."""

    place: int
    fact: str
    unit: str
    text: str
    count: str


@dataclass
class Head:
    """What the heading rows of one attendance sheet say (rows and columns from zero)."""

    first: int
    last: int
    id_place: int | None = None
    name_place: int | None = None
    account_place: int | None = None
    day_place: int | None = None
    shift_place: int | None = None
    approvals: list[int] = field(default_factory=list)
    results: list[int] = field(default_factory=list)
    counting: list[Counting] = field(default_factory=list)
    under_results: list[int] = field(default_factory=list)
    numbered: list[tuple[int, int]] = field(default_factory=list)
    stray: list[tuple[int, int]] = field(default_factory=list)
    doubles: list[tuple[str, int, int]] = field(default_factory=list)
    texts: frozenset[str] = frozenset()
    unknown: list[str] = field(default_factory=list)
    title: str = ""

    @property
    def facts(self) -> frozenset[str]:
        """The facts that have a column."""
        return frozenset(column.fact for column in self.counting)

    @property
    def width(self) -> int:
        """How many columns this reading of the head understands."""
        return len(self.counting) + len(self.under_results) + len(self.numbered)

    @property
    def has_person(self) -> bool:
        """Whether the rows are about persons."""
        return self.id_place is not None or self.name_place is not None

    def dates(self) -> tuple[date, date] | None:
        """The first and last day the title speaks of."""
        match = _RANGE.search(self.title)
        if match is None:
            return None
        first, last = read_date("-".join(match.groups()[:3])), read_date("-".join(match.groups()[3:]))
        return (first, last) if isinstance(first, date) and isinstance(last, date) else None


def candidates(sheet: RawSheet) -> list[Head]:
    """Every reading of one or two of the first rows as an attendance head that names persons; the fullest first."""
    rows = grid(sheet, 0, 12)
    filled = spread(sheet, rows)
    heads = []
    for index, row in enumerate(rows):
        if not any(item.text in (*IDS, *NAMES) for item in row):
            continue
        below = rows[index + 1] if index + 1 < len(rows) else []
        heads.append(_read(sheet, (index, index), [(Heading(""), item) for item in row]))
        if below:
            heads.append(_read(sheet, (index, index + 1), _pairs(row, _over(sheet, row, filled[index], below), below)))
        if index:
            over = _over(sheet, rows[index - 1], filled[index - 1], row)
            heads.append(_read(sheet, (index - 1, index), _pairs(rows[index - 1], over, row)))
    return sorted(heads, key=lambda head: (-head.width, head.last))


def _over(sheet: RawSheet, upper: list[Heading], filled: list[Heading], lower: list[Heading]) -> list[Heading]:
    """The groups over the headings; a file without merged cells leaves them blank after their first column."""
    if sheet.merged:
        return filled
    groups: list[Heading] = []
    for top, under in zip(upper, lower, strict=True):
        reaches = bool(groups) and not top.text and bool(under.text)
        groups.append(groups[-1] if reaches else top if under.text else Heading(""))
    return groups


def _pairs(upper: list[Heading], filled: list[Heading], lower: list[Heading]) -> list[tuple[Heading, Heading]]:
    """Group and heading of every column under two rows; a column without a lower word is named by the upper one."""
    return [
        (over, under) if under.text else (Heading(""), top)
        for top, over, under in zip(upper, filled, lower, strict=True)
    ]


def _read(sheet: RawSheet, rows: tuple[int, int], names: list[tuple[Heading, Heading]]) -> Head:
    head = Head(*rows, texts=frozenset(item.text for pair in names for item in pair if item.text))
    head.title = "".join(plain(cell) for row in sheet.rows[: rows[0]] for cell in row)
    top = sheet.rows[rows[0]]
    for place, (group, item) in enumerate(names):
        if not item.text or _named(head, place, item.text) or _listed(head, place, group.text, item.text):
            continue
        count = counted(item.text, group.text)
        number = day_number(top[place] if place < len(top) else "", item.text)
        if count:
            head.counting.append(Counting(place, count[1], item.unit, item.text, count[0]))
        elif number:
            head.numbered.append((place, number))
        else:
            head.unknown.append(item.text)
    head.numbered, head.stray = _run(head.numbered)
    _count_once(head)
    _leave_out_spans(sheet, head)
    return head


def _leave_out_spans(sheet: RawSheet, head: Head) -> None:
    """A column 时间 that holds the days covered, ``2026/09/01-2026/09/30``, or the month is no column of days."""
    place = head.day_place
    if place is None:
        return
    cells = [row[place] for row in sheet.rows[head.last + 1 :] if place < len(row) and not is_nothing(row[place])]
    span = next((text for text in map(plain, cells) if _RANGE.fullmatch(text)), "")
    over = "".join(plain(cell) for row in sheet.rows[: head.last + 1] for cell in row)
    is_monthly = "月报" in over and not any(isinstance(read_date(cell), date) for cell in cells)
    if span or is_monthly:
        head.day_place = None
        head.title += "" if _RANGE.search(head.title) else span


def _count_once(head: Head) -> None:
    """Keep one column per count, and of a sum and its parts the sum; the others are not read, or told as doubles."""
    sums = {SUMS[column.count] for column in head.counting if column.count in SUMS}
    kept: dict[str, Counting] = {}
    for column in head.counting:
        first = kept.get(column.count)
        if first and (first.text, first.unit) == (column.text, column.unit):
            head.doubles.append((column.text, first.place, column.place))
        elif first or (column.fact in sums and column.count not in SUMS):
            head.unknown.append(column.text)
        else:
            kept[column.count] = column
    head.counting = list(kept.values())


def _listed(head: Head, place: int, group: str, text: str) -> bool:
    """Take a column of results or approvals."""
    if group == "考勤结果" and group != text:
        head.under_results.append(place)
    elif RESULTS.fullmatch(text):
        head.results.append(place)
    elif "审批单" in text or text == "假勤申请":
        head.approvals.append(place)
    else:
        return False
    return True


def _named(head: Head, place: int, text: str) -> bool:
    """Take the column of the person, the day or the shift; the first of several stays."""
    for words, attribute in (
        (IDS, "id_place"), (NAMES, "name_place"), (("账号", "帐号"), "account_place"), (DAYS, "day_place"),
        (("班次",), "shift_place"),
    ):  # fmt: skip
        if text in words and getattr(head, attribute) is None:
            setattr(head, attribute, place)
            return True
    return False


def day_number(cell: object, text: str) -> int | None:
    """The day of the month a heading stands for: ``5``, ``5日``, ``1月5日``, a date cell; None for other headings."""
    if isinstance(cell, date | datetime):
        return cell.day
    match = _DAY_NUMBER.fullmatch(text.removesuffix(".0"))
    return int(match[2]) if match and 1 <= int(match[2]) <= 31 else None


def _run(numbered: list[tuple[int, int]]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The longest row of columns that count the days one by one, and the days that stand outside it."""
    runs: list[list[tuple[int, int]]] = []
    for place, number in numbered:
        if runs and (place, number) == (runs[-1][-1][0] + 1, runs[-1][-1][1] + 1):
            runs[-1].append((place, number))
        else:
            runs.append([(place, number)])
    longest = max(runs, key=len, default=[])
    return longest, [item for item in numbered if item not in longest]
