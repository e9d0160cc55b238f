"""One payslip drawn on a sheet: whose it is, its lines with their reasons, the amount paid in capitals, its 备注.

Writes: rows of a sheet of A4 upright; :mod:`pipeline.payout.payslips.proof` reads them back.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipeline.payout.payslips.lines import TOLD, TOTAL, Slip, SlipLine
from pipeline.reports.capitals import capitals
from pipeline.reports.exact_cells import fits_a_number, plain
from pipeline.reports.formats import GRID_COLOUR, MONEY, NUMBER_FORMATS, Looks, text_width

HEADINGS = ("部分", "项目", "数额", "怎么算的", "依据")
WIDTHS = (8.0, 15.0, 11.5, 40.0, 18.0)
ROOM = (10, 19, 14, 50, 22)
"""How many columns of a screen fit on one line of each cell in the small type of a slip."""
LINE, LEAST, TITLE_HEIGHT, HEAD_HEIGHT = 11.5, 15.0, 26.0, 18.0
WHO, SIZE, SCALE = "工号", 8, 90
CUT = "✂　沿此线剪开"
UNSAID = ("元", "系数", "比例", "")
"""Units that need not stand behind the name of a figure: seen from its form, or none."""
NOTE = "单位：元；减项与代扣为负，各行相加即合计，到分四舍五入。“参考”各行只作说明，不再相加。"


@dataclass(frozen=True)
class Page:
    """Where payslips are drawn, whose branch and which month they are of."""

    sheet: Any
    looks: Looks
    branch: str
    period: str

    def set_up(self) -> None:
        """Widths of the columns and the page."""
        for place, width in enumerate(WIDTHS):
            self.sheet.set_column(place, place, width)
        self.sheet.set_paper(9)
        self.sheet.set_portrait()
        self.sheet.set_margins(left=0.35, right=0.35, top=0.45, bottom=0.5)
        self.sheet.set_print_scale(SCALE)
        self.sheet.center_horizontally()
        self.sheet.hide_gridlines(2)
        self.sheet.set_footer("&C第 &P 页 共 &N 页")

    def height(self, slip: Slip) -> float:
        """How high the payslip stands, in points."""
        body = sum(map(_height, slip.lines))
        return TITLE_HEIGHT + 2 * HEAD_HEIGHT + body + sum(_foot_height(text) for text in _foot(slip))

    def draw(self, slip: Slip, row: int) -> int:
        """The payslip from this row on; returns the row below it."""
        row = self._head(slip, row)
        before = ""
        for line in slip.lines:
            self._line(line, row, line.section if line.section != before else "")
            before = line.section
            row += 1
        for text in _foot(slip):
            self.sheet.set_row(row, _foot_height(text))
            self.sheet.merge_range(row, 0, row, 4, text, self._look("wrap", "left"))
            row += 1
        return row

    def cut(self, row: int) -> int:
        """A line to cut along; returns the row below it."""
        self.sheet.set_row(row, LEAST)
        self.sheet.merge_range(row, 0, row, 4, CUT, self._look("muted", bottom=3, bottom_color=GRID_COLOUR))
        self.sheet.set_row(row + 1, LEAST)
        return row + 2

    def _head(self, slip: Slip, row: int) -> int:
        payee = slip.payee
        year, month = self.period.split("-")
        title = f"{self.branch}　{year}年{int(month)}月工资条"
        self.sheet.set_row(row, TITLE_HEIGHT)
        self.sheet.merge_range(row, 0, row, 4, title, self.looks("title", "centre"))
        self.sheet.set_row(row + 1, HEAD_HEIGHT)
        posted = "　".join(filter(None, (payee.team, payee.post, payee.word("级别"))))
        for place, text in enumerate((WHO, payee.employee_id, payee.name, posted, self.period)):
            strong = ("bold",) if place in (1, 2) else ()
            self.sheet.write_string(row + 1, place, text, self._look(*strong, "text"))
        self.sheet.set_row(row + 2, HEAD_HEIGHT)
        for place, text in enumerate(HEADINGS):
            self.sheet.write_string(row + 2, place, text, self._look("heading"))
        return row + 3

    def _line(self, line: SlipLine, row: int, section: str) -> None:
        style = ("total",) if line.section == TOTAL else ()
        colour = {"font_color": "#7F7F7F"} if not line.figure and line.section != TOTAL else {}
        self.sheet.set_row(row, _height(line))
        for place, text in ((0, section), (1, _named(line)), (3, line.reason), (4, line.article)):
            how = {**({} if place == 0 else colour), **({"indent": 1} if place == 3 else {})}
            look = self._look("box", *style, "wrap", "left", **how)
            self.sheet.write_string(row, place, text, look)
        if fits_a_number(line.figure):
            self.sheet.write_number(row, 2, line.figure, self._look("box", *style, num_format=_form(line), **colour))
        else:
            self.sheet.write_string(row, 2, plain(line.figure), self._look("box", *style, "right"))

    def _look(self, *styles: str, **properties: Any) -> Any:
        return self.looks(*styles, font_size=SIZE, **properties)


def _foot(slip: Slip) -> list[str]:
    """The words below the lines."""
    amount = "" if slip.net < 0 else f"实发（大写）：{capitals(slip.net)}"
    remarks = f"备注：{slip.payee.remarks}" if slip.payee.remarks else ""
    return [text for text in (amount, remarks, NOTE) if text]


def _foot_height(text: str) -> float:
    return max(LEAST, LINE * -(-text_width(text) // (sum(ROOM) - 4)) + 3)


def _height(line: SlipLine) -> float:
    """A height that shows the whole line."""
    texts = ((_named(line), ROOM[1]), (line.reason, ROOM[3]), (line.article, ROOM[4]))
    return max(LEAST, LINE * max(-(-text_width(text) // room) for text, room in texts) + 3)


def _named(line: SlipLine) -> str:
    return line.name if line.section != TOLD or line.unit in UNSAID else f"{line.name}（{line.unit}）"


def _form(line: SlipLine) -> str:
    """The number format of a figure."""
    if line.unit == "比例":
        return NUMBER_FORMATS["share"]
    if line.unit.startswith("元"):
        return MONEY if line.figure == line.figure.quantize(Decimal("0.01")) else NUMBER_FORMATS["exact"]
    return NUMBER_FORMATS["number"] if line.unit == "系数" else "#,##0.######"
