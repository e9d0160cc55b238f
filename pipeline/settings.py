"""The settings of an installation: one ``config.yaml``, read whole, every mistake named with its line."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from pipeline import yaml_text
from pipeline.period import Period
from pipeline.scheme.compile import EACH, Rules, compile_rules, nearest
from pipeline.scheme.model import Part, RuleSet
from schemas.columns import POSTS
from schemas.intake import KINDS
from schemas.results import PERSONS


class ConfigurationError(Exception):
    """The configuration cannot be used; ``problems`` are (line, words) in Chinese."""

    def __init__(self, file: str, problems: list[tuple[int, str]]) -> None:
        super().__init__(f"{file}: {len(problems)}")
        self.file = file
        self.problems = sorted(problems)

    def __str__(self) -> str:
        return "\n".join(f"{self.file} 第{line}行：{words}" for line, words in self.problems)


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

    passwords: list[str] = []
    legend: dict[str, str] = {}
    limits: Limits = Limits()


class CalendarText(Part):
    """Days the law fixes and working days of years the calendar library does not know yet."""

    source: str = ""
    statutory_days: dict[str, list[date]] = {}
    workdays: dict[str, list[date]] = {}


class Report(Part):
    """The columns of the pay report, in order, and the credited amount whose branch part stands under it."""

    columns: list[str]
    retained: str


class Text(Part):
    """The whole configuration file."""

    branch: Branch
    sign_off: list[str] = ["制表", "主办会计", "副经理(经理助理)", "经理"]
    intake: Intake = Intake()
    calendar: CalendarText = CalendarText()
    report: Report
    schemes: list[RuleSet] = Field(min_length=1)
    law: list[RuleSet] = Field(min_length=1)


@dataclass(frozen=True)
class Settings:
    """The checked configuration and the rule sets it holds."""

    text: Text
    file: str
    sha256: str

    def standard(self, period: Period) -> Standard:
        """The pay standard and the statute in force on the first day of the period; ConfigurationError if none."""
        scheme = self._in_force(self.text.schemes, period, "薪酬标准")
        law = self._in_force(self.text.law, period, "法定标准")
        if law.expires and law.expires < period.first_day:
            raise ConfigurationError(
                self.file, [(1, f"法定标准“{law.name}”已于{law.expires}到期，请确认新的法定数字并更新 law")]
            )
        return _compile(self.file, self.text, scheme, law, None)

    def _in_force(self, candidates: list[RuleSet], period: Period, kind: str) -> RuleSet:
        found = [rules for rules in candidates if rules.governs(period.first_day)]
        if len(found) != 1:
            what = "没有" if not found else f"有{len(found)}个"
            words = f"{period}{what}生效的{kind}，应恰有一个；请检查 in_force 的起止日期"
            raise ConfigurationError(self.file, [(1, words)])
        if kind == "薪酬标准" and found[0].approval is None:
            words = f"薪酬标准“{found[0].name}”没有批准文号（approval），未经渠道管理部批准不得据以发薪（指引第二条）"
            raise ConfigurationError(self.file, [(1, words)])
        return found[0]


@dataclass(frozen=True)
class Standard:
    """What governs one month: the pay standard and the statute, ready to run."""

    scheme: Rules
    law: Rules

    @cached_property
    def rule_sets(self) -> tuple[Rules, Rules]:
        """Pay standard first, then the statute that builds on it."""
        return (self.scheme, self.law)


def load(path: Path) -> Settings:
    """The settings in the file; ConfigurationError names every mistake with its line."""
    document = yaml_text.read(path)
    if document.problems:
        raise ConfigurationError(document.file, document.problems)
    try:
        text = Text.model_validate(document.data)
    except ValidationError as error:
        problems = [(document.line(tuple(e["loc"])), _words(dict(e), document)) for e in error.errors()]
        raise ConfigurationError(document.file, problems) from error
    for scheme in text.schemes:
        for law in text.law:
            if scheme.in_force.until is None or law.in_force.from_ <= scheme.in_force.until:
                _compile(document.file, text, scheme, law, document)
    return Settings(text, document.file, hashlib.sha256(path.read_bytes()).hexdigest())


def _compile(
    file: str, text: Text, scheme: RuleSet, law: RuleSet, document: yaml_text.Document | None
) -> Standard:
    """Both rule sets made ready; ConfigurationError with the line of every problem."""
    made, problems = compile_rules(scheme, _known(scheme, None), POSTS)
    above, more = compile_rules(law, _known(law, scheme), POSTS, made)
    placed = [(("schemes", text.schemes.index(scheme), *path), words) for path, words in problems]
    placed += [(("law", text.law.index(law), *path), words) for path, words in more]
    items = {item.name for item in (*scheme.items, *law.items)} | _known(law, scheme)["人员"]
    for index, name in enumerate(text.report.columns):
        if name not in items:
            placed.append((("report", "columns", index), f"报表列“{name}”不是任何项目或人员信息{nearest(name, items)}"))
    if placed:
        line = document.line if document else (lambda path: 1)
        raise ConfigurationError(file, [(line(path), words) for path, words in placed])
    return Standard(made, above)


def _known(rules: RuleSet, base: RuleSet | None) -> dict[str, frozenset[str]]:
    """The quantities formulas of each scope may name beside the rule set's own items."""
    tables = {table.name: table for table in KINDS}
    known = {
        "客户": {column.heading for column in tables["customers"].columns},
        "产品销售": {column.heading for column in tables["sales"].columns},
        "人员": {column.heading for column in PERSONS.columns},
    }
    for part in (rules, base) if base else (rules,):
        for measure in part.measures:
            known[measure.each].add(measure.name)
    if base:
        known["人员"] |= {item.name for item in base.items if item.each == "人员"}
    return {each: frozenset(known[each]) for each in EACH}


def _words(error: dict[str, Any], document: yaml_text.Document) -> str:
    place = ".".join(str(part) for part in error["loc"]) or "文件"
    match error["type"]:
        case "missing":
            return f"缺少“{error['loc'][-1]}”（在 {place}）"
        case "extra_forbidden":
            return f"不认识“{error['loc'][-1]}”{nearest(str(error['loc'][-1]), _fields())}，请改正或删去"
        case "value_error":
            return f"{place}：{error['ctx']['error']}"
        case "literal_error":
            return f"{place}：“{error['input']}”不在可选值之内：{error['ctx']['expected']}"
        case kind if kind.startswith("date"):
            return f"{place}：“{error['input']}”不是日期，应写成 2026-01-01"
        case _:
            return f"{place}：“{error['input']}”写法不对"


def _fields() -> set[str]:
    from pipeline.scheme import model

    parts = [part for part in vars(model).values() if isinstance(part, type) and issubclass(part, Part)]
    parts += [Text, Branch, Intake, Limits, CalendarText, Report]
    return {field.alias or name for part in parts for name, field in part.model_fields.items()}
