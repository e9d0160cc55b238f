"""A small branch over months: delivered, run, closed, corrected; and from scratch with the late files in place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline import flow
from pipeline.archive.record import file_sha256
from pipeline.closing.contents import Place
from pipeline.closing.register import CLOSE, Act, append, last_hash, read_register
from pipeline.collect.workbooks import Result
from pipeline.correct.asked import Asked
from pipeline.correct.correction import Corrected, correct
from pipeline.month import Request
from pipeline.month_end import run_month
from pipeline.period import Period
from pipeline.settings import Settings, load
from pipeline.stages import book_stem
from pipeline.standard_tables import computed_tables
from schemas.results import LEDGER_BALANCES
from tests.agreement.chains import CONFIG
from tests.branches.layouts import write_branch
from tests.branches.model import make_branch
from tests.branches.workdays import shift_period

Branch = dict[str, Any]
Figures = dict[tuple[str, str], Decimal]
Balances = dict[tuple[str, ...], Decimal]
AT = "2026-12-31T08:00:00+08:00"
NOTHING = Decimal("0.00")

SIGNS = {
    "应计底薪": 1, "缺勤扣款": -1, "病假扣款": -1, "考勤扣罚": -1, "出访扣罚": -1, "浮动薪酬": 1, "团队管理津贴": 1,
    "手工调整": 1, "风险金计提": -1, "风险金返还": 1, "上期结欠": -1,
}  # fmt: skip
"""第十四条: what adds up to 小计."""
TAX = (
    "本年累计收入", "本年累计专项扣除", "本年累计附加税费", "本年已扣税额", "本年任职月数", "本年单独计税年终奖",
    "本年佣金收入", "本年佣金附加税费", "本年佣金已扣税额", "本年从业月数",
)  # fmt: skip
OWED = "结欠"


@dataclass
class World:
    """Months of one branch below a folder."""

    folder: Path
    seed: int = 1
    people: int = 5
    customers: int = 15
    begins: str = "2026-01"
    branches: dict[str, Branch] = field(default_factory=dict)
    corrected: dict[str, Branch] = field(default_factory=dict)
    settings: Settings = field(default_factory=lambda: load(CONFIG))
    read: dict[tuple[str, str, str], Figures] = field(default_factory=dict, repr=False)
    """The figures read so far, by result and the hash of its ``run.json``."""

    @property
    def inputs(self) -> Path:
        """What was delivered in time."""
        return self.folder / "inputs"

    @property
    def outputs(self) -> Path:
        """The results."""
        return self.folder / "outputs"

    def deliver(self, months: int) -> None:
        """The branch of so many months, as workbooks."""
        previous = None
        for count in range(months):
            period = shift_period(self.begins, count)
            previous = self.branches[period] = make_branch(
                self.seed, period, previous=previous, people=self.people, customers=self.customers, edges=False
            )
            _keep_few_slips(previous)
            write_branch(previous, self.inputs / period, seed=self.seed, variety="plain")

    def run(self, period: str, inputs: Path | None = None, outputs: Path | None = None) -> None:
        """A month end that must succeed."""
        request = Request(Period.parse(period), self.settings, inputs or self.inputs, outputs or self.outputs)
        result = run_month(request)
        assert result.status == "ok", [found.message for found in result.findings if found.stops]

    def close(self, period: str) -> None:
        """Seal the month as the register has it; who signed is no matter here."""
        acts = read_register(self.outputs)[0]
        contents = Place(self.inputs, self.outputs, period).contents
        append(self.outputs, Act(len(acts) + 1, period, CLOSE, AT, contents, last_hash(acts)))

    def late(self, period: str, branch: Branch, *kinds: str) -> Path:
        """A folder with the late files of these kinds: the branch as it should have been."""
        place = self.folder / f"迟来{len(list(self.folder.glob('迟来*')))}"
        whole = self.folder / "整月"
        shutil.rmtree(whole, ignore_errors=True)
        write_branch(branch, whole, seed=self.seed, variety="plain")
        (place / period).mkdir(parents=True)
        for path in whole.iterdir():
            if path.stem in kinds:
                shutil.copyfile(path, place / period / path.name)
        self.corrected[period] = branch
        return place

    def asked(self, period: str, late: Path) -> Asked:
        """What a correction asks for."""
        return Asked(Period.parse(period), late, self.inputs, self.outputs, CONFIG)

    def correct(self, period: str, late: Path) -> Corrected:
        """Post the difference."""
        return correct(self.asked(period, late), AT)

    def scratch(self) -> Path:
        """All months from scratch with everything delivered late in its place; the outputs folder."""
        inputs, outputs = self.folder / "从头" / "inputs", self.folder / "从头" / "outputs"
        shutil.rmtree(inputs.parent, ignore_errors=True)
        shutil.copytree(self.inputs, inputs)
        for late in sorted(self.folder.glob("迟来*"), key=lambda path: int(path.name[2:])):
            shutil.copytree(late, inputs, dirs_exist_ok=True)
        for period in self.branches:
            self.run(period, inputs, outputs)
        return outputs

    def figures(self, outputs: Path, period: str) -> Figures:
        """Every measure and item of every person in a result, exactly as its stage books have them."""
        key = (str(outputs), period, file_sha256(outputs / period / "run.json"))
        if key not in self.read:
            self.read[key] = self._read(outputs, period)
        return self.read[key]

    def _read(self, outputs: Path, period: str) -> Figures:
        standard = self.settings.standard(Period.parse(period))
        tables = computed_tables(standard, tuple(self.settings.text.report.columns))
        result = Result(outputs / period)
        found: Figures = {}
        for stage in flow.MONTH:
            for name in {"person_measures", "pay_items", "statutory_items"} & set(stage.makes):
                frame = result.table(book_stem(stage.head, Period.parse(period)), tables[name])
                for row in frame.to_dict("records"):
                    for heading, cell in row.items():
                        if isinstance(cell, Decimal):
                            found[row["employee_id"], str(heading)] = cell
        return found

    def balances(self, outputs: Path, period: str) -> Balances:
        """The closing ledgers, zeros left out."""
        frame = Result(outputs / period).table(f"结转台账_{period}", LEDGER_BALANCES)
        rows = frame.astype(object).where(frame.notna(), "").to_dict("records")
        return {tuple(row[name] for name in LEDGER_BALANCES.key): row["closing"] for row in rows if row["closing"]}


def _keep_few_slips(branch: Branch) -> None:
    """One employee handed in five slips at most, so that one can still come late and matter."""
    staff = [row["工号"] for row in branch["花名册"] if row["岗位"] in ("客户经理", "团队负责人")]
    own = [row for row in branch["出访单"] if row["工号"] in staff[:1]]
    branch["出访单"] = [row for row in branch["出访单"] if not any(row is one for one in own[5:])]


def disagreements(world: World, done: list[Corrected]) -> Iterator[str]:
    """Where months and corrections together are not what the months would have been from scratch, in words."""
    scratch = world.scratch()
    lines = [one for each in done for one in each.changed.figures]
    months = list(world.branches)
    closed = [month for month in months if month <= str(done[-1].basis.last)]
    paid_corrections = {str(each.basis.posted_to) for each in done}
    yield from _items(world, scratch, lines, closed, min(paid_corrections))
    yield from _pay(world, scratch, months, done)
    yield from _ledgers(world, scratch, months[-1])


def _items(world: World, scratch: Path, lines: list[Any], closed: list[str], first_paid: str) -> Iterator[str]:
    """Item by item: what a closed month paid and the lines of it are what it should have been.

    A debt that the repayment of a correction made is carried on by the real months alone.
    """
    for month in closed:
        real, should = world.figures(world.outputs, month), world.figures(scratch, month)
        for who, name in sorted({(one, item) for one, _ in real.keys() | should.keys() for item in SIGNS}):
            if name == "上期结欠" and month >= first_paid:
                continue
            posted = [x.amount for x in lines if (x.employee_id, x.origin, x.item) == (who, month, name)]
            have = SIGNS[name] * real.get((who, name), NOTHING) + sum(posted, NOTHING)
            want = SIGNS[name] * should.get((who, name), NOTHING)
            if have != want:
                yield f"{month} {who} {name}：{have}，应为 {want}"
        if month < first_paid:
            for who in sorted({one for one, _ in real.keys() | should.keys()}):
                posted = [x.amount for x in lines if (x.employee_id, x.origin) == (who, month)]
                have = real.get((who, "应发合计"), NOTHING) + sum(posted, NOTHING)
                if have != should.get((who, "应发合计"), NOTHING):
                    yield f"{month} {who} 应发合计：{have}，应为 {should.get((who, '应发合计'))}"


def _unpaid(world: World, done: list[Corrected]) -> dict[str, Decimal]:
    """The lines of those who have left before the month that pays: told, and to be settled by hand."""
    found: dict[str, Decimal] = {}
    for each in done:
        there = {who for who, _ in world.figures(world.outputs, str(each.basis.posted_to))}
        for one in each.changed.figures:
            if one.employee_id not in there:
                found[one.employee_id] = found.get(one.employee_id, NOTHING) + one.amount
        gone = {one.employee_id for one in each.changed.totals if one.left}
        assert gone == {one.employee_id for one in each.changed.totals if one.employee_id not in there}
    return found


def _pay(world: World, scratch: Path, months: list[str], done: list[Corrected]) -> Iterator[str]:
    """Person by person: all that was paid less what is still owed is the same from scratch; none is lost or twice."""
    sums: list[dict[str, Decimal]] = []
    for outputs in (world.outputs, scratch):
        paid: dict[str, Decimal] = {}
        for month in months:
            for (who, name), figure in world.figures(outputs, month).items():
                if name == "应发合计":
                    paid[who] = paid.get(who, NOTHING) + figure
        for (ledger, who, *_), balance in world.balances(outputs, months[-1]).items():
            if ledger == OWED:
                paid[who] = paid.get(who, NOTHING) - balance
        sums.append(paid)
    for who, amount in _unpaid(world, done).items():
        sums[0][who] += amount
    for who in sorted(sums[0].keys() | sums[1].keys()):
        if sums[0].get(who) != sums[1].get(who):
            yield f"{who} 全部应发减结欠：{sums[0].get(who)}，应为 {sums[1].get(who)}"


def _ledgers(world: World, scratch: Path, month: str) -> Iterator[str]:
    real, should = world.balances(world.outputs, month), world.balances(scratch, month)
    for key in sorted(real.keys() | should.keys()):
        if key[0] not in (*TAX, OWED) and real.get(key) != should.get(key):
            yield f"台账 {key}：{real.get(key)}，应为 {should.get(key)}"
