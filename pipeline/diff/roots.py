"""Why a figure of a person differs: the quantities behind it that changed first, told by kind.

A changed quantity is a root when its own definition differs or when nothing it is made from has changed.
Reads: both results and, where they are kept, both standards; without them a quantity stands for itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from pipeline.diff.books import CREDIT, Books, Value, words
from pipeline.diff.files import files_of_kind
from pipeline.diff.model import Cause
from pipeline.diff.sides import GRADE, Side
from pipeline.scheme.item_parts import Item
from pipeline.scheme.model import Measure
from pipeline.simulate.definitions import LINES_OF_CREDITS, PERSONS, Definition, Definitions

GRADES = (GRADE, "级别生效日")
CALENDAR = ("月份", "本月计薪日数")
POST = "岗位"
INPUT, SCHEME, LAW, LEDGERS, OTHERS, EARLIER = "交来的数据", "薪酬标准", "法定标准", "台账期初", "其他人员", "以前各月"
PERSON, DAYS, CORRECTED, UNKNOWN = "人员信息", "日历", "前期更正", "计算结果"
CORRECTIONS = "前期差错"
MADE_OF = {LINES_OF_CREDITS: "客户业绩、客户关系", "请假核对": "请假单、考勤", "走访明细": "客户走访日志"}
"""Line tables that intake does not read as such: the delivered tables they are made of."""


@dataclass
class Roots:
    """Finds what is behind the differences of two results."""

    was: Side
    now: Side

    @cached_property
    def definitions(self) -> Definitions | None:
        """Both standards; None where one of them is not known."""
        if self.was.standard is None or self.now.standard is None:
            return None
        return Definitions(self.was.standard, self.now.standard)

    @cached_property
    def _found(self) -> dict[tuple[str, str], tuple[str, ...]]:
        return {}

    @cached_property
    def _files_known(self) -> dict[str, str]:
        return {}

    def _files(self, tables: str) -> str:
        if tables not in self._files_known:
            self._files_known[tables] = files_of_kind(self.was, self.now, tables)
        return self._files_known[tables]

    def values(self, employee: str, name: str) -> tuple[Value, Value]:
        """What each result says of the quantity."""
        return self.was.people[employee].get(name), self.now.people[employee].get(name)

    def changed(self, employee: str, name: str) -> bool:
        """Whether they differ in it; what one does not have at all is nothing, as 0 is."""
        was, now = self.values(employee, name)
        return was != now and not (None in (was, now) and not (was or now))

    def causes(self, employee: str, name: str) -> tuple[Cause, ...]:
        """The causes of one difference, in the order met going down from it."""
        return tuple(self._told(employee, root) for root in self.behind(employee, name))

    def behind(self, employee: str, name: str) -> tuple[str, ...]:
        """The roots of one difference."""
        key = employee, name
        if key not in self._found:
            self._found[key] = ()  # A quantity is never made of itself within a month.
            needs = [need for need in self._needs(employee, name) if self.changed(employee, need)]
            needs.sort(key=lambda need: -self._moved(employee, need))  # What moved most is told first.
            own = (name,) if not needs or self._why(employee, name) or self._moved_beside(employee, name) else ()
            below = (root for need in needs for root in self.behind(employee, need))
            self._found[key] = tuple(dict.fromkeys((*own, *below)))
        return self._found[key]

    def _moved_beside(self, employee: str, name: str) -> bool:
        """Whether what it takes from other persons or from earlier months has changed, too."""
        needs = [one.needs for one in self._both(employee, name) if isinstance(one.part, Item)]
        others = {other for one in needs for other in one.others}
        if any(self._changed_people(other) - {employee} for other in others):
            return True
        ledgers = [side.books.record.get("previous_ledger") for side in (self.was, self.now)]
        return any(one.earlier for one in needs) and ledgers[0] != ledgers[1]

    def _changed_people(self, name: str) -> frozenset[str]:
        """Everybody who differs in the quantity, or whom only one of the results has."""
        if name not in self._people_known:
            was, now = self.was.people, self.now.people
            both = (one for one in was if one in now and self.changed(one, name))
            self._people_known[name] = frozenset(both) | (was.keys() ^ now.keys())
        return self._people_known[name]

    @cached_property
    def _people_known(self) -> dict[str, frozenset[str]]:
        return {}

    def _moved(self, employee: str, name: str) -> Decimal:
        was, now = (value if isinstance(value, Decimal) else Decimal(0) for value in self.values(employee, name))
        return abs(now - was)

    def _both(self, employee: str, name: str) -> list[Definition]:
        """What each standard says of the quantity for the person's post there."""
        if self.definitions is None:
            return []
        was, now = (str(side.people[employee].get(POST) or "") for side in (self.was, self.now))
        found = self.definitions.both(name, was)[0], self.definitions.both(name, now)[1]
        return [one for one in found if one is not None]

    def _needs(self, employee: str, name: str) -> list[str]:
        both = self._both(employee, name)
        needs = frozenset[str]().union(*(one.needs.own for one in both)) - {name}
        posts = {POST} if len({one.formula for one in both if isinstance(one.part, Item)}) > 1 else set()
        return sorted({*needs, *posts})

    def _why(self, employee: str, name: str) -> tuple[str, ...]:
        """How the definitions differ, in words."""
        if self.definitions is None or not self._both(employee, name):
            return ()
        post = str(self.now.people[employee].get(POST) or "")
        was, now = self.definitions.both(name, post)
        if was is None or now is None:
            return (f"{self.now.label}的标准{'新增了' if was is None else '没有'}它",)
        lines = (word for _, told in self.definitions.lines_behind(name) for word in told)
        return (*self.definitions.why(name, post), *lines)

    def _told(self, employee: str, name: str) -> Cause:
        both = self._both(employee, name)
        kind, more = self._kind(employee, name, both)
        unit = self.now.units.get(name) or self.was.units.get(name, "")
        return Cause(kind, name, unit, *self.values(employee, name), more)

    def _kind(self, employee: str, name: str, both: list[Definition]) -> tuple[str, str]:
        if name in GRADES:
            return GRADE, self.now.grade_reason(employee, str(self.now.people[employee].get(GRADE) or ""))
        if name in CALENDAR:
            return DAYS, ""
        if not both:
            return self._undefined(name)
        if why := self._why(employee, name):
            law = self.definitions.trial.law if self.definitions else None
            return (LAW if both[-1].rules is law else SCHEME), "；".join(why)
        part = both[-1].part
        if isinstance(part, Measure):
            return self._measured(employee, part)
        return self._worked(both[-1])

    def _undefined(self, name: str) -> tuple[str, str]:
        """A fact of the roster, a supplement, or, without the standards, whatever it is."""
        if name in self._of_persons:
            return PERSON, f"花名册{self._files('花名册')}"
        if self.definitions is None:
            return UNKNOWN, ""
        return INPUT, f"补充数据{self._files('补充数据')}"

    @cached_property
    def _of_persons(self) -> frozenset[str]:
        sheets = (side.books.sheet(CREDIT, "本月人员") for side in (self.was, self.now))
        return frozenset(heading for sheet in sheets for heading in sheet.units)

    def _measured(self, employee: str, part: Measure) -> tuple[str, str]:
        if part.ledger:
            return LEDGERS, f"台账“{part.ledger}”"
        if part.over == CORRECTIONS:
            return CORRECTED, "；".join(corrections_of(side.books, employee) for side in (self.was, self.now)).strip(
                "；"
            )
        if part.over == PERSONS:
            return OTHERS, "本组其他人员的数变了"
        tables = MADE_OF.get(part.over, part.over)
        return INPUT, f"{tables}{self._files(tables)}"

    def _worked(self, definition: Definition) -> tuple[str, str]:
        """An item that changed though nothing of the person himself in this month did."""
        needs = definition.needs
        if needs.others:
            return OTHERS, f"其他人员的“{'、'.join(sorted(needs.others))}”"
        if needs.earlier:
            return EARLIER, f"以前各月的“{'、'.join(sorted(needs.earlier))}”"
        return UNKNOWN, ""


def corrections_of(books: Books, employee: str) -> str:
    """The corrections a month pays a person, in words: number, month of origin, item, amount."""
    rows = (row for row in books.sheet(CREDIT, CORRECTIONS).rows if row["工号"] == employee)
    told = [f"更正{row['更正号']} {row['来源期间']} {row['项目']} {words(row['金额'], '元')}元" for row in rows]
    return f"{books.label}：{'，'.join(told)}" if told else ""
