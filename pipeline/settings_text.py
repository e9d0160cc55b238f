"""The shape of ``config.yaml``, and in words whatever of it is not as it should be."""

from __future__ import annotations

from typing import Any

from pydantic import Field, ValidationInfo, field_validator

from pipeline.closing.limits import EITHER, ITEMS, limits
from pipeline.compliance.text import ComplianceText
from pipeline.payout.text import PayoutText
from pipeline.scheme import appraisal_parts, item_parts, model
from pipeline.scheme import parts as small_parts
from pipeline.scheme.formula_check import nearest
from pipeline.scheme.model import RuleSet
from pipeline.scheme.parts import BRANCH_WORDS, Day, Part


class Branch(Part):
    """The branch whose pay this is, and the classes a pay standard may put it in."""

    name: str
    city: str = ""
    region_class: str = ""
    city_class: str = ""

    def words(self) -> dict[str, str]:
        """What formulas and the scope of a version call these."""
        return dict(zip(BRANCH_WORDS, (self.name, self.city, self.region_class, self.city_class), strict=True))


class Limits(Part):
    """What no delivered file may exceed; empty means the built-in limit."""

    max_file_mb: int | None = None
    max_unpacked_mb: int | None = None
    max_ratio: int | None = None
    max_cells: int | None = None
    seconds_per_file: float | None = None
    memory_mb: int | None = None


class Intake(Part):
    """How delivered workbooks are opened and attendance marks are read."""

    passwords: tuple[str, ...] = ()
    legend: dict[str, str] = Field(default_factory=dict)
    limits: Limits = Limits()


class CalendarText(Part):
    """Days the law fixes and working days of years the calendar library does not know yet."""

    source: str = ""
    statutory_days: dict[str, list[Day]] = Field(default_factory=dict)
    workdays: dict[str, list[Day]] = Field(default_factory=dict)


class Report(Part):
    """The columns of the pay report, in order, and the credited amount whose branch part stands under it.

    ``optional`` are columns before the last one that stand there only in a month in which someone has such an amount.
    """

    columns: tuple[str, ...]
    optional: tuple[str, ...] = ()
    retained: str = ""

    @property
    def all_columns(self) -> tuple[str, ...]:
        """The columns of a month in which every one is shown."""
        return (*self.columns[:-1], *self.optional, *self.columns[-1:])


class Signer(Part):
    """Who signs in which role, and his public key (64 hex digits); those who have left stay, for the old signatures."""

    role: str
    name: str
    key: str = Field(pattern=r"^[0-9a-f]{64}$")


class Gate(Part):
    """Whose pay must be explained before anybody signs: moved by more than ``share`` or (``when``) and ``amount``."""

    share: str | None = "30%"
    amount: str | None = "2000"
    when: str = EITHER
    items: tuple[str, ...] = ITEMS

    @field_validator("share", "amount", "when", "items")
    @classmethod
    def _is_a_rule(cls, value: Any, info: ValidationInfo) -> Any:
        limits({str(info.field_name): value})
        return value


class Text(Part):
    """The whole configuration file."""

    branch: Branch
    sign_off: tuple[str, ...] = ("制表", "主办会计", "副经理(经理助理)", "经理")
    signers: tuple[Signer, ...] = ()
    gate: Gate = Gate()
    intake: Intake = Intake()
    calendar: CalendarText = CalendarText()
    report: Report
    schemes: list[RuleSet] = Field(min_length=1)
    law: list[RuleSet] = Field(min_length=1)
    compliance: ComplianceText | None = None
    payout: PayoutText = PayoutText()


_WRONG = {
    "int": "“{input}”不是整数",
    "float": "“{input}”不是数字",
    "string_pattern": "“{input}”写法不对，应是64位的0–9和a–f",
    "string": "应是文字，写成了几项",
    "list": "应是一列，如 [甲, 乙]",
    "tuple": "应是一列，如 [甲, 乙]",
    "dict": "应是若干行“名称: 内容”",
    "model": "应是若干行“名称: 内容”",
    "too_short": "至少要写一项",
    "missing": "应有三项：[起点, 终点, 数值]，不限的一端写 null",
    "too_long": "多了一项",
}


def one_reading(errors: list[dict[str, Any]], data: Any) -> list[dict[str, Any]]:
    """The complaints without those of readings that cannot be meant, where a place may be written in several ways.

    pydantic then complains of every way, each under its own tag; meant is the one it got furthest in, else the first.
    """
    ways: dict[tuple[Any, ...], dict[Any, list[dict[str, Any]]]] = {}
    for error in errors:
        place = _leaves_data(error, data)
        way = error["loc"][len(place)] if len(place) < len(error["loc"]) else ""
        ways.setdefault(place if way else error["loc"], {}).setdefault(way, []).append(error)
    return [error for place, told in ways.items() for error in _meant(place, told)]


def _meant(place: tuple[Any, ...], ways: dict[Any, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """The complaints of one way of writing this place, as if there were no other."""
    if "" in ways:
        return [error for told in ways.values() for error in told]
    furthest = max(ways.values(), key=lambda told: any(len(error["loc"]) > len(place) + 1 for error in told))
    return [{**error, "loc": (*place, *error["loc"][len(place) + 1 :])} for error in furthest]


def _leaves_data(error: dict[str, Any], data: Any) -> tuple[Any, ...]:
    """The part of a path that was written, up to the tag of a way of writing it; the whole path if it has none."""
    loc: tuple[Any, ...] = error["loc"]
    for index, step in enumerate(loc):
        is_there = isinstance(step, int) or (isinstance(data, dict) and step in data)
        if not is_there:
            names_missing = error["type"] == "missing" and index == len(loc) - 1
            return loc if names_missing or step == "[key]" else loc[:index]
        is_item = isinstance(data, list) and isinstance(step, int) and step < len(data)
        data = data[step] if is_item or isinstance(data, dict) else None
    return loc


def problem_words(error: dict[str, Any], data: Any) -> str:
    """One complaint of pydantic in our words, with the names on the way to the place instead of numbers."""
    path, known = _written(error["loc"], data)
    wrong, last = error["type"], error["loc"][-1] if error["loc"] else ""
    if wrong == "missing" and isinstance(last, str):
        words = f"缺少“{last}”"
    elif wrong == "extra_forbidden":
        path = path[:-1]
        words = _unknown(str(last))
    elif wrong == "value_error":
        words = str(error["ctx"]["error"])
    elif wrong == "literal_error":
        choices = error["ctx"]["expected"].replace("'", "").replace(" or ", "、").replace(", ", "、")
        if last == "[key]":  # The name before a colon, not what stands behind it.
            known = path.pop()
        words = f"“{known}”不在可选值之内：{choices}"
    else:
        words = next((words for kind, words in _WRONG.items() if wrong.startswith(kind)), "写法不对")
        words = words.format(input=known)
    return f"{' › '.join(path)}：{words}" if path else words


def _unknown(name: str) -> str:
    """What to say of a name that is not to be written in this place."""
    if name in _fields():
        return f"“{name}”不写在这里，请移到它该在的地方或删去"
    comma = "；公式里有逗号时整条公式要加引号" if ")" in name else ""
    return f"不认识“{name}”{nearest(name, _fields())}，请改正或删去{comma}"


def _written(loc: tuple[Any, ...], data: Any) -> tuple[list[str], Any]:
    """The written part of a path, lists by the names of their members, and what stands there."""
    path: list[str] = []
    for step in loc:
        if isinstance(data, dict) and step in data:
            path.append(str(step))
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            member = data[step]
            path.append(str(member["name"]) if isinstance(member, dict) and "name" in member else f"第{step + 1}项")
        else:
            break
        data = data[step]
    return path, data


def _fields() -> set[str]:
    modules = (small_parts, item_parts, appraisal_parts, model)
    known = [part for module in modules for part in vars(module).values()]
    parts = [part for part in known if isinstance(part, type) and issubclass(part, Part)]
    parts += [Text, Branch, Intake, Limits, CalendarText, Report, Signer, Gate]
    return {field.alias or name for part in parts for name, field in part.model_fields.items()}
