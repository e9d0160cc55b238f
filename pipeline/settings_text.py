"""The shape of ``config.yaml``, and in words whatever of it is not as it should be."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from pipeline.scheme import model
from pipeline.scheme.formula_check import nearest
from pipeline.scheme.model import Day, Part, RuleSet


class Branch(Part):
    """The branch whose pay this is."""

    name: str
    city: str = ""


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
    """The columns of the pay report, in order, and the credited amount whose branch part stands under it."""

    columns: tuple[str, ...]
    retained: str


class Text(Part):
    """The whole configuration file."""

    branch: Branch
    sign_off: tuple[str, ...] = ("制表", "主办会计", "副经理(经理助理)", "经理")
    intake: Intake = Intake()
    calendar: CalendarText = CalendarText()
    report: Report
    schemes: list[RuleSet] = Field(min_length=1)
    law: list[RuleSet] = Field(min_length=1)


_WRONG = {
    "int": "“{input}”不是整数",
    "float": "“{input}”不是数字",
    "string": "应是文字，写成了几项",
    "list": "应是一列，如 [甲, 乙]",
    "tuple": "应是一列，如 [甲, 乙]",
    "dict": "应是若干行“名称: 内容”",
    "model": "应是若干行“名称: 内容”",
    "too_short": "至少要写一项",
    "missing": "应有三项：[起点, 终点, 数值]，不限的一端写 null",
    "too_long": "多了一项",
}


def problem_words(error: dict[str, Any], data: Any) -> str:
    """One complaint of pydantic in our words, with the names on the way to the place instead of numbers."""
    path, known = _written(error["loc"], data)
    wrong, last = error["type"], error["loc"][-1] if error["loc"] else ""
    if wrong == "missing" and isinstance(last, str):
        words = f"缺少“{last}”"
    elif wrong == "extra_forbidden":
        path = path[:-1]
        words = f"不认识“{last}”{nearest(str(last), _fields())}，请改正或删去"
    elif wrong == "value_error":
        words = str(error["ctx"]["error"])
    elif wrong == "literal_error":
        choices = error["ctx"]["expected"].replace("'", "").replace(" or ", "、").replace(", ", "、")
        words = f"“{known}”不在可选值之内：{choices}"
    else:
        words = next((words for kind, words in _WRONG.items() if wrong.startswith(kind)), "写法不对")
        words = words.format(input=known)
    return f"{' › '.join(path)}：{words}" if path else words


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
    parts = [part for part in vars(model).values() if isinstance(part, type) and issubclass(part, Part)]
    parts += [Text, Branch, Intake, Limits, CalendarText, Report]
    return {field.alias or name for part in parts for name, field in part.model_fields.items()}
