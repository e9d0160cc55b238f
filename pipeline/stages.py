"""The stages of a month as people meet them: number, package, heading, and the workbook each leaves.

Whoever reads a month back needs this, but none of the steps (:mod:`pipeline.flow`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pipeline.period import Period


class Head(NamedTuple):
    """Of one stage: its place, the package that does it, its name for people, what it does in a sentence."""

    number: int
    package: str
    heading: str
    note: str


INTAKE = Head(1, "intake", "接收", "交来的文件逐行读入后的样子；每行注明出自哪个文件、工作表和行")
CHECKS = Head(2, "checks", "核对", "跨行、跨表的核对；有阻断时到此为止")
CREDIT = Head(3, "credit", "归属", "客户的业绩归属到人，其余为营业部自留")
MEASURES = Head(4, "measures", "计量", "每人本月的各项计量，公式只问这里的数")
PAY = Head(5, "pay", "计薪", "薪酬标准的各个项目")
STATUTORY = Head(6, "statutory", "法定", "三险一金、增值税及附加、个人所得税")
LEDGERS = Head(7, "ledgers", "台账", "期初、变动、期末；期末是下月的期初")
REPORTS = Head(8, "reports", "报表", "营业部客户经理薪酬月报表")


def book_stem(head: Head, period: Period) -> str:
    """The name of a stage's workbook without its ending; the ledger goes by the name people and the next month know."""
    return ledger_stem(period) if head == LEDGERS else f"{head.number:02d}_{head.package}_{head.heading}"


def ledger_stem(period: Period) -> str:
    """The name of the month's ledger without its ending."""
    return f"结转台账_{period}"
