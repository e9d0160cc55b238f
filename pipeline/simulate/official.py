"""Whether the base run gives what was really paid: told where it does not, with the likely reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from pipeline.archive.figures import Figure, read_figures
from pipeline.archive.places import result_folder
from pipeline.archive.record import read_record
from pipeline.month import Computed
from pipeline.simulate.figures import Person


def official_notices(outputs: Path, computed: Computed, people: Mapping[str, Person]) -> Iterator[str]:
    """What to say of the real result of the month: none yet, from other files, or with other figures."""
    period = str(computed.request.period)
    folder = result_folder(outputs, period)
    record = read_record(folder)
    if not record:
        yield f"{period}还没有正式结果，“现行”按现有文件与现行设定计算"
    elif record.get("inputs") != computed.delivered.files:
        yield f"{period}交来的文件在正式运行之后有变化，“现行”按现有文件计算，可能与已发的不同"
    elif differing := _differing(read_figures(folder) or {}, computed, people):
        shown = "、".join(differing[:3])
        more = f" 等{len(differing)}处" if len(differing) > 3 else ""
        yield (
            f"{period}的“现行”与正式结果不同（{shown}{more}）：正式运行之后改过设定、程序或上月台账，"
            f"或结果文件被改动过；请先重新运行 xinchou run {period}"
        )


def _differing(
    official: Mapping[str, Mapping[str, Figure]], computed: Computed, people: Mapping[str, Person]
) -> list[str]:
    """Every figure in yuan of the report that is another one, in words; persons that only one of them has."""
    headings = [column.heading for column in computed.schemas["pay_report"].columns if column.type == "money"]
    found = [f"{one}只在{'正式结果' if one in official else '现行'}中" for one in sorted({*official} ^ {*people})]
    for employee, person in people.items():
        for heading in headings if employee in official else ():
            paid, now = official[employee].get(heading), person.values.get(heading)
            if isinstance(now, Decimal) and now != (paid if isinstance(paid, Decimal) else Decimal(0)):
                found.append(f"{employee}的{heading}：正式 {paid}，现行 {now}")
    return found
