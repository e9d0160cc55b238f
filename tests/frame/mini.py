"""A branch of two people delivered as text files, and the command run on it as a clerk would."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.cli_common import OWN_MISTAKE
from pipeline.period import Period

from .tables import ORDINARY, PROJECT, TABLES, Rows

EMPLOYEE, AGENT = "1001", "1002"
BRANCH: dict[str, Rows] = {
    "花名册": [
        {"工号": EMPLOYEE, "姓名": "张三", "级别": "中级", "岗位": "团队负责人", "身份证号": "11010119900307889X"},
        {"工号": AGENT, "姓名": "李四", "岗位": "证券经纪人", "身份证号": "320102199807074646", "执业编号": "S1"},
    ],
    "客户业绩": [{"客户号": "C1", "毛佣金": "11000", "规费": "221.82", "净佣金": "10778.18", "开户日期": "2020-05-01"}],
    "客户关系": [{"客户号": "C1", "工号": EMPLOYEE, "生效日期": "2020-05-01"}],
    "考勤": [{"工号": EMPLOYEE}],
    "职责考核": [
        {"工号": EMPLOYEE, "考核项目": "日常工作", "得分": "95"},
        {"工号": EMPLOYEE, "考核项目": "客户服务", "得分": "95"},
    ],
    "社保及专项": [{"工号": EMPLOYEE, "基本养老保险费": "300", "住房公积金": "200"}],
}  # fmt: skip


def deliver(folder: Path, given: Mapping[str, Rows]) -> None:
    """One text file per kind, with every column of the kind."""
    folder.mkdir(parents=True, exist_ok=True)
    for heading, rows in given.items():
        headings = [column.heading for column in TABLES[heading].columns if column.name not in ("source", "row")]
        with (folder / f"{heading}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, headings, restval="")
            writer.writeheader()
            writer.writerows({**ORDINARY.get(heading, {}), **row} for row in rows)


@dataclass(frozen=True)
class Mini:
    """Where the branch delivers and where its results appear."""

    folder: Path
    config: Path = field(default=PROJECT / "config.yaml")

    @property
    def inputs(self) -> Path:
        """The folder of all deliveries."""
        return self.folder / "inputs"

    @property
    def outputs(self) -> Path:
        """The folder of all results."""
        return self.folder / "outputs"

    def deliver(self, period: str, **changes: Rows) -> Mini:
        """The branch's files of a month, with some kinds delivered otherwise."""
        deliver(self.inputs / period, {**BRANCH, **changes})
        return self

    def command(self, name: str, period: str, *words: str) -> Result:
        """What the command answers."""
        places = ("--config", str(self.config), "--inputs", str(self.inputs), "--outputs", str(self.outputs))
        return CliRunner().invoke(main, [name, period, *words, *places])

    def run(self, period: str) -> dict[str, Any]:
        """The answer of ``run`` as data."""
        return self._json("run", period)

    def check(self, period: str) -> dict[str, Any]:
        """The answer of ``check`` as data."""
        return self._json("check", period)

    def messages(self, period: str, code: str) -> list[str]:
        """The messages of one code that ``run`` gives."""
        return [found["message"] for found in self.run(period)["findings"] if found["code"] == code]

    def written(self, period: str) -> dict[str, bytes]:
        """Every file of a result, by its path below the folder of the month."""
        folder = self.outputs / period
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def _json(self, name: str, period: str) -> dict[str, Any]:
        result = self.command(name, period, "--json")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code != OWN_MISTAKE, result.stderr
        answer: dict[str, Any] = json.loads(result.stdout)
        return answer


def after(period: str, months: int = 1) -> str:
    """The month so many months later."""
    return str(Period.parse(period).shift(months))
