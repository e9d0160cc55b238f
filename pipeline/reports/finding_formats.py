"""The colours of findings and the cell formats of the error list."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from pipeline.findings import Finding

STOP_FILL = "FFB3B3"
STOP_TEXT = "9C0006"
NOTICE_FILL = "FFD966"
NOTICE_TEXT = "7F6000"
_LINES = {"border": 1, "border_color": "#D9D9D9"}


@dataclass(frozen=True)
class FindingFormats:
    """The formats of one workbook."""

    title: Format
    remark: Format
    heading: Format
    text: Format
    number: Format
    link: Format
    stop: Format
    notice: Format

    @classmethod
    def of(cls, workbook: Workbook) -> FindingFormats:
        """Add the formats to the workbook."""
        cell = {**_LINES, "valign": "top", "font_size": 10}
        level = {**cell, "align": "center", "bold": True}
        return cls(
            title=workbook.add_format({"bold": True, "font_size": 16}),
            remark=workbook.add_format({"font_color": "#595959", "font_size": 10}),
            heading=workbook.add_format(
                {**_LINES, "bold": True, "bg_color": "#D9E1F2", "align": "center", "valign": "vcenter", "font_size": 10}
            ),
            text=workbook.add_format({**cell, "text_wrap": True, "num_format": "@"}),
            number=workbook.add_format({**cell, "num_format": "#,##0"}),
            link=workbook.add_format({**cell, "font_color": "#0563C1", "underline": 1, "text_wrap": True}),
            stop=workbook.add_format({**level, "bg_color": f"#{STOP_FILL}", "font_color": f"#{STOP_TEXT}"}),
            notice=workbook.add_format({**level, "bg_color": f"#{NOTICE_FILL}", "font_color": f"#{NOTICE_TEXT}"}),
        )

    def level(self, finding: Finding) -> Format:
        """Red for what stops, amber for a notice."""
        return self.stop if finding.stops else self.notice
