"""The commands as typed: what is refused says why and what to do, and no secret is ever said or written."""

from __future__ import annotations

import json
import warnings
from dataclasses import dataclass, field
from getpass import GetPassWarning
from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from pipeline.cli import main
from pipeline.closing.register import read_register
from tests.closing.months import NAMES, PERIODS, ROLES, Year, run

PASSPHRASE = "马到成功 9-secret"
PROJECT = Path(__file__).resolve().parents[2]


@dataclass
class Desk:
    """A branch with four key files, whose commands are typed; everything they say is kept."""

    folder: Path
    said: list[str] = field(default_factory=list)

    @property
    def year(self) -> Year:
        """Its months."""
        return Year(self.folder)

    def key(self, place: int) -> Path:
        """The key file of a person."""
        return self.folder / "keys" / f"{place}.key"

    def make_keys(self, count: int = 5) -> None:
        """Keys for the four and for strangers; the four are in the configuration."""
        lines = ["signers:"]
        for place in range(count):
            name, role = (*NAMES, "外人")[place], (*ROLES, "外人")[place]
            code, told = self.typed("key", "new", str(self.key(place)), "--name", name, "--as", role)
            assert code == 0
            lines.append(told.splitlines()[-1])
        text = (PROJECT / "config.yaml").read_text(encoding="utf-8")
        (self.folder / "config.yaml").write_text("\n".join([text, *lines[:5]]) + "\n", encoding="utf-8")

    def typed(self, *words: str, passphrase: str = PASSPHRASE, typed_in: str | None = None) -> tuple[int, str]:
        """Exit code and everything said."""
        environment = {"XINCHOU_PASSPHRASE": None if typed_in is not None else passphrase, "XINCHOU_KEY": None}
        result = CliRunner(env=environment).invoke(main, list(words), input=typed_in)
        self.said.append(result.output)
        return result.exit_code, result.output

    def command(self, *words: str, **extra: str) -> tuple[int, str]:
        """A command on the months."""
        places = ("--config", str(self.folder / "config.yaml"), "--inputs", str(self.year.inputs))
        return self.typed(*words, *places, "--outputs", str(self.year.outputs), **extra)

    def sign(self, place: int, period: str = "2026-01", role: str = "", **extra: str) -> tuple[int, str]:
        """A person signs."""
        return self.command("sign", period, "--as", role or ROLES[place], "--key", str(self.key(place)), **extra)

    def close(self, period: str = "2026-01") -> tuple[int, str]:
        """All sign, then the seal."""
        for place in range(4):
            assert self.sign(place, period)[0] == 0
        return self.command("close", period)

    def secrets(self) -> list[bytes]:
        """Every passphrase, and every private key in the ways it could be written."""
        found = [PASSPHRASE.encode(), repr(PASSPHRASE).encode(), json.dumps(PASSPHRASE).encode()[1:-1]]
        for path in (self.folder / "keys").iterdir():
            private = load_pem_private_key(path.read_bytes(), PASSPHRASE.encode())
            raw: bytes = private.private_bytes_raw()  # type: ignore[union-attr]
            found += [raw, raw.hex().encode(), *path.read_bytes().splitlines()[1:-1]]
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """January and February run, nothing signed; at the end no secret was said or written outside the key files."""
    made = Desk(tmp_path)
    made.make_keys()
    for period in PERIODS[:2]:
        run(made.year.month(period))
    return made


@pytest.fixture(autouse=True)
def no_secret_gets_out(desk: Desk, caplog: pytest.LogCaptureFixture) -> object:
    """Neither in what is said, nor in a log, nor in any file but the key files."""
    yield
    written = [path.read_bytes() for path in desk.folder.rglob("*") if path.is_file() and path.parent.name != "keys"]
    everything = b"\n".join([*(text.encode() for text in desk.said), caplog.text.encode(), *written])
    assert not [secret for secret in desk.secrets() if secret in everything]


def refused(answer: tuple[int, str], *words: str) -> None:
    """Exit code 2, and all these words."""
    code, told = answer
    assert code == 2, told
    assert not [word for word in words if word not in told], told
    assert "Traceback" not in told


def test_the_whole_way(desk: Desk) -> None:
    """Four signatures, the seal, proved; run refuses; reopened by the 经理 it may be run again."""
    assert desk.close()[0] == 0
    code, told = desk.command("verify", "--all")
    assert code == 0
    assert "核验相符" in told
    refused(desk.command("run", "2026-01"), "2026-01已于", "封存，不能重新计算", "xinchou correct")
    refused(desk.command("check", "2026-01"), "封存")
    refused(desk.sign(0), "封存")
    refused(desk.command("close", "2026-01"), "封存")
    reopen = ("reopen", "2026-01", "--as", "经理", "--key", str(desk.key(3)))
    refused(desk.command(*reopen), "理由")
    refused(desk.command(*reopen, "--reason", "  "), "理由")
    assert desk.command(*reopen, "--reason", "漏了一张出访单")[0] == 0
    assert "重开过1次" in desk.command("status", "2026-01")[1]
    assert "漏了一张出访单" in (desk.year.acts / "登记簿.jsonl").read_text(encoding="utf-8")


def test_signing_out_of_order(desk: Desk) -> None:
    """Who must sign first is named."""
    refused(desk.sign(1), "还没轮到“主办会计”", "应先由“制表”签字")
    assert desk.sign(0)[0] == 0
    refused(desk.sign(3), "应先由“主办会计”签字")
    refused(desk.sign(0), "“制表”已经签过字", "不用再签")


def test_signing_with_the_wrong_key(desk: Desk) -> None:
    """A stranger's, that of another role, none, a file that is no key; a role there is not."""
    refused(desk.sign(4, role="制表"), "这把密钥", "不是“制表”的", "赵一")
    refused(desk.sign(1, role="制表"), "不是“制表”的")
    refused(desk.sign(0, role="总经理"), "没有“总经理”这个签字岗位", "制表、主办会计")
    refused(desk.command("sign", "2026-01", "--as", "制表"), "--key", "xinchou key new")
    refused(desk.command("sign", "2026-01", "--as", "制表", "--key", str(desk.folder / "无.key")), "读不到密钥文件")
    (desk.folder / "x.key").write_bytes(b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")
    refused(desk.command("sign", "2026-01", "--as", "制表", "--key", str(desk.folder / "x.key")), "打不开密钥文件")
    assert read_register(desk.year.outputs)[0] == []


@pytest.mark.parametrize("wrong", ["不对的口令-secret", "", "bad\udcff-secret"])
def test_a_wrong_passphrase_is_not_repeated(desk: Desk, wrong: str) -> None:
    """Neither from the environment nor as typed, in words or as JSON."""
    for json_too in ((), ("--json",)):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("pipeline.closing_cli._passphrase", lambda **_: wrong)
            code, told = desk.command("sign", "2026-01", "--as", "制表", "--key", str(desk.key(0)), *json_too)
        assert code == 2, told
        assert "secret" not in told
    code, told = desk.sign(0, typed_in="不对的口令-secret\n")
    refused((code, told), "口令打不开密钥文件")
    assert "secret" not in told


def test_the_passphrase_may_be_typed(desk: Desk) -> None:
    """It is asked for where the environment has none, and not shown."""
    code, told = desk.sign(0, typed_in=f"{PASSPHRASE}\n")
    assert code == 0
    assert PASSPHRASE not in told


def test_our_own_mistake_shows_no_secret(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The trace of an error of ours names no values."""

    def fail(*_values: object) -> None:
        raise RuntimeError("mistake")

    monkeypatch.setattr("pipeline.closing.acts.sign", fail)
    for more in ((), ("--json",)):
        code, told = desk.command("sign", "2026-01", "--as", "制表", "--key", str(desk.key(0)), *more)
        assert code == 3
        assert "mistake" in told


def test_signing_for_a_second_role(desk: Desk) -> None:
    """Neither with the same key nor under the same name with another."""
    config = desk.folder / "config.yaml"
    lines = config.read_text(encoding="utf-8").splitlines()
    first = next(line for line in lines if "name: 赵一" in line)
    second = next(line for line in lines if "name: 钱二" in line)
    config.write_text("\n".join([*lines, first.replace("制表", "主办会计")]) + "\n", encoding="utf-8")
    assert desk.sign(0)[0] == 0
    refused(desk.sign(0, role="主办会计"), "赵一已作为“制表”签过2026-01", "一个人不能签两个岗位")
    config.write_text("\n".join([*lines, second.replace("钱二", "赵一")]).replace(second, "") + "\n", encoding="utf-8")
    refused(desk.sign(1), "一个人不能签两个岗位")


@pytest.mark.parametrize("name", ["inputs/2026-01/考勤.xlsx", "outputs/2026-01/04_measures_计量.xlsx"])
def test_signing_over_altered_files(desk: Desk, name: str) -> None:
    """What was altered since the run is named, with the way out; the next role may not sign over it either."""
    assert desk.sign(0)[0] == 0
    (desk.folder / name).write_bytes(b"x")
    refused(desk.sign(1), name.rpartition("/")[2], "被改动", "重新运行 xinchou run 2026-01")


def test_signing_what_is_not_there_or_stopped(desk: Desk) -> None:
    """No result, or findings that stopped the last run."""
    refused(desk.sign(0, "2026-03"), "2026-03还没有结果", "xinchou run 2026-03")
    (desk.year.outputs / "2026-01" / "待更正").mkdir()
    refused(desk.sign(0), "阻断", "待更正")


def test_signing_over_a_broken_register(desk: Desk) -> None:
    """Nothing is added to a register that was altered."""
    assert desk.sign(0)[0] == 0
    path = desk.year.acts / "登记簿.jsonl"
    path.write_bytes(path.read_bytes().replace("赵一".encode(), "赵二".encode()))
    refused(desk.sign(1), "登记簿被改动过", "xinchou verify --all")


def test_closing_with_something_missing(desk: Desk) -> None:
    """Everything it lacks, at once."""
    refused(desk.command("close", "2026-01"), *(f"“{role}”没有签字" for role in ROLES))
    for place in range(4):
        assert desk.sign(place, "2026-02")[0] == 0
    refused(desk.command("close", "2026-02"), "上一个月2026-01还没有封存")
    assert desk.close("2026-01")[0] == 0
    (desk.year.outputs / "2026-02" / "待更正").mkdir()
    (desk.year.outputs / "2026-02" / "补.xlsx").write_bytes(b"x")
    refused(desk.command("close", "2026-02"), "阻断", "“补.xlsx”是后来添加的")
    refused(desk.command("close", "2026-04"), "2026-04还没有结果")


def test_refusing_is_kept_and_reopens_the_work(desk: Desk) -> None:
    """The reason stays, the earlier signatures count no more."""
    assert desk.sign(0)[0] == 0
    refused(desk.command(*_refusal(desk, "")), "理由")
    code, told = desk.command(*_refusal(desk, "底薪有误"))
    assert code == 0
    assert "底薪有误" in told
    assert "“主办会计”拒签：底薪有误" in desk.command("status")[1]
    refused(desk.sign(1), "应先由“制表”签字")
    assert desk.close()[0] == 0


def _refusal(desk: Desk, reason: str) -> tuple[str, ...]:
    return ("sign", "2026-01", "--as", ROLES[1], "--key", str(desk.key(1)), "--refuse", "--reason", reason)


def test_reopening_by_anybody_else(desk: Desk) -> None:
    """Only the last role, only a closed month, only the last closed one."""
    asked = ("--reason", "试")
    refused(desk.command("reopen", "2026-01", "--as", "经理", "--key", str(desk.key(3)), *asked), "没有封存，不用重开")
    assert desk.close("2026-01")[0] == 0
    assert desk.close("2026-02")[0] == 0
    refused(desk.command("reopen", "2026-02", "--as", "制表", "--key", str(desk.key(0)), *asked), "须由“经理”")
    refused(desk.command("reopen", "2026-02", "--as", "经理", "--key", str(desk.key(0)), *asked), "不是“经理”的")
    refused(
        desk.command("reopen", "2026-01", "--as", "经理", "--key", str(desk.key(3)), *asked),
        "2026-02已在2026-01之后封存",
    )


def test_verify_says_what_it_looked_at(desk: Desk) -> None:
    """A month or all; a fingerprint to compare; as JSON, too; exit code 1 where something is wrong."""
    refused(desk.command("verify"), "--all")
    refused(desk.command("verify", "2026-01", "--all"), "--all")
    refused(desk.command("verify", "--all", "--expect", "12"), "不是指纹")
    assert desk.command("verify", "--all")[0] == 1
    assert desk.close()[0] == 0
    answer = json.loads(desk.command("verify", "2026-01", "--json")[1])
    assert (answer["status"], answer["closed"], answer["problems"]) == ("ok", ["2026-01"], [])
    assert answer["seal"] in desk.command("verify", "--all")[1]
    assert desk.command("verify", "--all", "--expect", answer["seal"])[0] == 0
    code, told = desk.command("verify", "--all", "--expect", "0" * 16)
    assert (code, "末尾被截短" in told) == (1, True)
    code, told = desk.command("verify", "2026-02")
    assert (code, "没有任何签字" in told) == (1, True)


def test_a_new_key_replaces_none(desk: Desk) -> None:
    """Nor is it made under a short passphrase, or where nothing can be written."""
    refused(desk.typed("key", "new", str(desk.key(0))), "已经存在", "没有改动")
    refused(desk.typed("key", "new", str(desk.folder / "新.key"), passphrase="kurz"), "口令至少8个字符")
    (desk.folder / "文件").write_bytes(b"")
    refused(desk.typed("key", "new", str(desk.folder / "文件" / "新.key")), "写不了")
    assert desk.key(0).stat().st_mode & 0o077 == 0


def test_status_tells_every_month(desk: Desk) -> None:
    """Run, findings, signatures, closed, what waits."""
    assert desk.close()[0] == 0
    assert desk.sign(0, "2026-02")[0] == 0
    told = desk.command("status")[1].splitlines()
    assert told[0].startswith("2026-01　已封存（")
    assert told[1] == "2026-02　已运行；已签：制表 赵一；待签：主办会计、副经理(经理助理)、经理"
    periods = json.loads(desk.command("status", "--json")[1])["periods"]
    assert [one["closed"] for one in periods] == [True, False]
    assert periods[1]["corrections_pending"] == []


def test_a_reason_without_refusing_is_not_dropped(desk: Desk) -> None:
    """Whoever writes one means to refuse."""
    as_first = ("sign", "2026-01", "--as", "制表", "--key", str(desk.key(0)))
    refused(desk.command(*as_first, "--reason", "底薪有误"), "要拒签请加 --refuse；签字不写理由")
    assert read_register(desk.year.outputs)[0] == []


def test_a_seal_signed_as_typed(desk: Desk) -> None:
    """``close`` takes role and key; a stranger's key is refused."""
    for place in range(4):
        assert desk.sign(place)[0] == 0
    refused(desk.command("close", "2026-01", "--as", "经理", "--key", str(desk.key(4))), "不是“经理”的")
    refused(desk.command("close", "2026-01", "--key", str(desk.key(3))), "--as")
    assert desk.command("close", "2026-01", "--as", "经理", "--key", str(desk.key(3)))[0] == 0
    assert "没有人签字" not in desk.command("verify", "--all")[1]
    assert desk.close("2026-02")[0] == 0
    assert "没有人签字" in desk.command("verify", "--all")[1]


def test_status_tells_of_an_altered_register(desk: Desk) -> None:
    """It answers all the same, and says where to look."""
    assert desk.sign(0)[0] == 0
    (desk.year.acts / "登记簿.jsonl").unlink()
    code, told = desk.command("status")
    assert (code, "登记簿被改动，请运行 xinchou verify --all" in told) == (0, True)
    refused(desk.command("run", "2026-01"), "xinchou verify --all")


def test_without_a_terminal_the_passphrase_is_refused_in_words(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """No warning of a library, no passphrase shown."""

    def no_terminal(*_values: object, **_more: object) -> str:
        warnings.warn("Can not control echo on the terminal.", GetPassWarning, stacklevel=2)
        return PASSPHRASE

    monkeypatch.setattr("click.prompt", no_terminal)
    refused(desk.sign(0, typed_in=""), "没有可以输入口令的终端", "XINCHOU_PASSPHRASE")
