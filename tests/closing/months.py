"""Makes small months with results, the four persons who sign them, and whole closed years, for the tests of closing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pipeline.archive.publish import open_workspace
from pipeline.archive.record import RunFacts, file_sha256, run_record, write_run_json
from pipeline.closing.acts import Hand, close, sign
from pipeline.closing.contents import Place
from pipeline.closing.keys import public_key
from pipeline.closing.office import Office, Signer
from pipeline.closing.register import Act, folder
from pipeline.closing.signed import report_name
from pipeline.closing.verify import Verified, verify
from pipeline.reports.pay_report import PayReport, write_pay_report
from schemas.columns import Column

ROLES = ("制表", "主办会计", "副经理(经理助理)", "经理")
NAMES = ("赵一", "钱二", "孙三", "李四")
PERIODS = tuple(f"2026-{month:02d}" for month in range(1, 13))
AT = "2026-02-03T10:20:30+08:00"


def key_of(place: int) -> Ed25519PrivateKey:
    """The key of a person, always the same: 0–3 are the signers, others are strangers."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(f"test {place}".encode()).digest())


def office() -> Office:
    """The four who sign."""
    signers = (
        Signer(role, name, public_key(key_of(place)))
        for place, (role, name) in enumerate(zip(ROLES, NAMES, strict=True))
    )
    return Office(ROLES, tuple(signers))


def signers_text() -> str:
    """The four as a configuration has them."""
    lines = (f'  - {{role: {one.role}, name: {one.name}, key: "{one.key}"}}\n' for one in office().signers)
    return "".join(["signers:\n", *lines])


def hand(place: int, role: str = "") -> Hand:
    """A person acting, in the own role or another."""
    return Hand(role or ROLES[place], key_of(place), AT)


@cache
def report_bytes(period: str, version: int) -> bytes:
    """A pay report of three persons, as a run writes it."""
    from tempfile import TemporaryDirectory

    known = {"团队": "一部", "岗位": "经理"}
    rows = tuple(
        {"工号": f"{number:05d}", "姓名": "周吴郑"[number], "实发合计": Decimal(number * 100 + version), **known}
        for number in range(3)
    )
    columns = [Column("number", "序号", "count"), Column("employee_id", "工号", "id")]
    columns += [Column(f"c{place}", heading, "text") for place, heading in enumerate(("姓名", "团队", "岗位"))]
    columns += [
        Column(f"m{place}", heading, "money") for place, heading in enumerate(("归属净佣金", "底薪", "实发合计"))
    ]
    with TemporaryDirectory() as made:
        path = Path(made) / "report.xlsx"
        write_pay_report(path, PayReport("示例", period, "标准", "1", "文", tuple(columns), rows, Decimal(0), ROLES))
        return path.read_bytes()


def result_files(period: str, version: int) -> dict[str, bytes]:
    """The files of a small result."""
    texts = {
        name: f"{name} {period} 第{version}版 ".encode() * 20
        for name in ("04_measures_计量.xlsx", f"结转台账_{period}.xlsx", "标注/花名册.xlsx")
    }
    settings = f"branch:\n  name: {period} 第{version}版\n".encode()
    return {**texts, f"设定_{period}.yaml": settings, report_name(period): report_bytes(period, version)}


def delivered_files(period: str, version: int) -> dict[str, bytes]:
    """The files a small month was made from."""
    names = ("花名册.xlsx", "考勤.xlsx", "CRM客户业绩.csv", "出访单/一.xlsx")
    return {name: f"{name} {period} 第{version}版 ".encode() * 20 for name in names}


def write_files(place: Path, files: Mapping[str, bytes]) -> None:
    """Put the files below the folder."""
    for name, content in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content)


def run(place: Place, version: int = 1, *, ledger: Path | None = None, decided: str = "") -> None:
    """Deliver and run a small month, maybe from a ledger before and a file of another result.

    What it replaces is kept as an older version.
    """
    files = delivered_files(place.period, version)
    write_files(place.delivered, files)
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    before = (ledger.name, file_sha256(ledger)) if ledger else None
    known = RunFacts(place.period, hashes, "c" * 64, before, {"roster": 3}, (), {"实发合计": Decimal(version)})
    if decided:
        known = replace(known, decided={decided: file_sha256(place.outputs / decided)})
    with open_workspace(place.outputs, place.period) as workspace:
        write_files(workspace.folder, result_files(place.period, version))
        write_run_json(workspace.folder, run_record(known))
        workspace.commit()


def sign_all(place: Place, roles: int = 4) -> list[Act]:
    """Let the first of the four sign, in order."""
    return [sign(place, office(), hand(number)) for number in range(roles)]


def close_month(place: Place) -> Act:
    """Sign and seal a month."""
    sign_all(place)
    return close(place, office(), AT)


@dataclass(frozen=True)
class Year:
    """Months below one folder."""

    root: Path

    @property
    def inputs(self) -> Path:
        """What was delivered."""
        return self.root / "inputs"

    @property
    def outputs(self) -> Path:
        """The results and the register."""
        return self.root / "outputs"

    @property
    def acts(self) -> Path:
        """The folder of the register."""
        return folder(self.outputs)

    def month(self, period: str) -> Place:
        """One of its months."""
        return Place(self.inputs, self.outputs, period)

    def verify(self, expect: str = "") -> Verified:
        """All of it proved."""
        return verify(self.inputs, self.outputs, office(), expect=expect)

    def words(self, expect: str = "") -> str:
        """Everything that is wrong, one line each."""
        return "\n".join(f"{period}：{words}" for period, words in self.verify(expect).problems)

    def tree(self) -> dict[str, bytes]:
        """Every file with its bytes."""
        return dict(self._files())

    def restore(self, tree: Mapping[str, bytes]) -> None:
        """Put every file back as it was."""
        present = self.tree()
        for name in present.keys() - tree.keys():
            path = self.root / name
            path.unlink()
            if not any(path.parent.iterdir()):
                path.parent.rmdir()
        write_files(self.root, {name: content for name, content in tree.items() if present.get(name) != content})

    def _files(self) -> Iterator[tuple[str, bytes]]:
        for path in self.root.rglob("*"):
            if path.is_file() and ".锁" not in path.parts:
                yield path.relative_to(self.root).as_posix(), path.read_bytes()
