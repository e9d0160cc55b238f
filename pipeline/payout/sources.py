"""A computed month read back for the next desk: its workbooks, each proved by ``run.json``, and its own configuration.

Reads: outputs/<period>/.  Nothing is computed anew: what is paid is what was checked and signed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.archive.places import RUN_JSON, result_folder
from pipeline.archive.record import file_sha256
from pipeline.closing.contents import Place
from pipeline.closing.errors import Refused
from pipeline.closing.register import read_register
from pipeline.closing.states import State, state_of
from pipeline.diff.books import INTAKE, Books, Row
from pipeline.diff.sides import GRADE, asked, read_side
from pipeline.payout.model import NOTHING, Payee, PayMonth, Signature
from pipeline.period import Period
from pipeline.settings import Settings

REPORT, SHEET = "营业部客户经理薪酬月报表_", "薪酬月报表"
WHO, TOTAL, REMARK = "工号", "合计", "备注"
RETAINED = "营业部自留"


def read_month(period: Period, settings: Settings, inputs: Path, outputs: Path, *, alone: bool = False) -> PayMonth:
    """The month as it was computed, and unless ``alone`` the one before it.

    Refused if it has no result, or one that was altered since its run; so with a month before that has a result.
    """
    earlier = period.shift(-1)
    has_earlier = not alone and (result_folder(outputs, str(earlier)) / RUN_JSON).exists()
    before = read_month(earlier, settings, inputs, outputs, alone=True) if has_earlier else None
    side = read_side(asked(outputs, str(period)))
    if side.standard is None or side.settings is None:
        raise Refused(f"{side.remarks[0] if side.remarks else period}；请重新运行 xinchou run {period}")
    headings, rows, totals = _report(side.books)
    state = _signatures(period, inputs, outputs)
    roster = {str(row[WHO]): row for row in side.books.sheet(INTAKE, "花名册").rows}
    sources = {row["来源"]: row for row in side.books.sheet(INTAKE, "来源清单").rows}
    return PayMonth(
        period=period,
        branch=side.settings.text.branch.name,
        payees=tuple(_payees(rows, side.people, roster, sources)),
        totals=totals,
        standard=side.standard,
        settings=settings,
        text=settings.text.payout,
        rests_on={
            **(before.rests_on if before else {}),
            f"{period}/{RUN_JSON}": file_sha256(side.books.folder / RUN_JSON),
            **{f"签核/{act.file}": act.sha256() for act in state.signatures},
        },
        before=before,
        report_columns=headings,
        unsigned=tuple(state.missing(side.settings.text.sign_off)),
        units=side.units,
        signed=tuple(Signature(act.role, act.name, act.at) for act in state.signatures),
        retained=Decimal(str(side.books.record.get("totals", {}).get(RETAINED, NOTHING))),
        grade_reasons={who: side.grade_reason(who, str(one.get(GRADE) or "")) for who, one in side.people.items()},
    )


def _payees(
    report: Sequence[Mapping[str, Any]],
    people: Mapping[str, Row],
    roster: Mapping[str, Row],
    sources: Mapping[Any, Row],
) -> Iterator[Payee]:
    for row in report:
        who = str(row[WHO])
        listed = roster.get(who, {})
        source = sources.get(listed.get("来源"), {})
        place = listed.get("行号")
        yield Payee(
            who, str(row["姓名"]), {**listed, **people[who]}, str(row.get(REMARK, "")),
            file=str(source.get("文件") or ""), sheet=str(source.get("工作表") or ""),
            row=int(place) if isinstance(place, Decimal) else 0,
        )  # fmt: skip


def _report(books: Books) -> tuple[list[str], list[dict[str, Any]], dict[str, Decimal]]:
    """The headings of 薪酬月报表, a row per person, and its 合计 by heading."""
    import io

    import python_calamine

    name = next((one for one in books.outputs if one.startswith(REPORT)), "")
    if not name:
        raise Refused(f"{books.label}没有薪酬月报表；请重新运行 xinchou run {books.label}")
    lines = python_calamine.load_workbook(io.BytesIO(books.read(name))).get_sheet_by_name(SHEET).to_python()
    start = next(index for index, line in enumerate(lines) if WHO in line and REMARK in line)
    headings = [str(cell) for cell in lines[start]]
    rows = [dict(zip(headings, line, strict=True)) for line in lines[start + 1 :]]
    last = next(index for index, row in enumerate(rows) if row["姓名"] == TOTAL and not row[WHO])
    totals = {name: Decimal(repr(cell)).quantize(NOTHING)
              for name, cell in rows[last].items() if isinstance(cell, float)}  # fmt: skip
    return headings, [row for row in rows[:last] if row[WHO]], totals


def _signatures(period: Period, inputs: Path, outputs: Path) -> State:
    """Who has signed the present contents."""
    acts = read_register(outputs)[0]
    place = Place(inputs, outputs, str(period))
    return state_of(str(period), acts, place.contents)
