"""Commands that close a period: key, sign, refuse, close, reopen, verify, status."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from pipeline import chinese_click
from pipeline.cli_common import Options, common, common_without_month, print_json, refuse, refusing

if TYPE_CHECKING:
    from pipeline.closing.acts import Hand
    from pipeline.closing.contents import Place
    from pipeline.closing.office import Office
    from pipeline.closing.register import Act
    from pipeline.period import Period

Command = TypeVar("Command", bound=Callable[..., Any])

PASSPHRASE = "XINCHOU_PASSPHRASE"
KEY_FILE = "XINCHOU_KEY"
SHORTEST = 16
"""So many digits of a fingerprint must be given."""

SIGN_HELP = "签字：按 制表 → 主办会计 → 副经理(经理助理) → 经理 的顺序，对一个月的全部文件签字；--refuse 为拒签。"
CLOSE_HELP = "封存一个月：签字齐全、没有阻断、上一个月已封存；封存后不能再改。"
REOPEN_HELP = "重开一个封存的月份：须用经理的密钥，写明理由，永久留痕。"
VERIFY_HELP = "核验：逐个文件证明签过字、封存过的月份没有被改动；不联网。"
EXPECT_HELP = "以前记下的指纹（至少前16位）：登记簿里必须还有这一行，末尾被截短也能发现"
STATUS_HELP = "各月到哪一步：运行、签字、封存、待计入的更正。"
KEY_FILE_HELP = f"本人的密钥文件（或环境变量 {KEY_FILE}）"
KEY_HELP = "个人密钥。"
NEW_HELP = "新建一把个人密钥（ed25519），用口令保护；把显示的公钥交给维护设定的人员写进 signers。"


def _with_key(command: Command) -> Command:
    """The options of whoever acts with a key."""
    options = [
        click.option("--as", "role", required=True, metavar="岗位", help="以哪个岗位签字"),
        click.option("--key", "key_file", type=Path, envvar=KEY_FILE, metavar="文件", help=KEY_FILE_HELP),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def may_sign(command: Command) -> Command:
    """The options of a command that may be signed: without --as nobody signs it."""
    as_whom = "以哪个岗位签字；不写就不签字"
    key_option = click.option("--key", "key_file", type=Path, envvar=KEY_FILE, metavar="文件", help=KEY_FILE_HELP)
    return click.option("--as", "role", default="", metavar="岗位", help=as_whom)(key_option(command))


def _fingerprint(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """A fingerprint as it was written down; wrong usage where it is none."""
    digits = value.strip().lower()
    if digits and not (SHORTEST <= len(digits) <= 64 and set(digits) <= set("0123456789abcdef")):
        raise click.BadParameter(f"“{value}”不是指纹，应是至少{SHORTEST}位的数字和a–f", context, parameter)
    return digits


@click.group(cls=chinese_click.Group, help=KEY_HELP)
def key() -> None:
    """The group of commands on keys."""


@key.command("new", help=NEW_HELP)
@click.argument("file", type=Path, metavar="文件")
@click.option("--name", default="", metavar="姓名", help="写在给设定的那一行里")
@click.option("--as", "role", default="", metavar="岗位", help="写在给设定的那一行里")
def new(file: Path, name: str, role: str) -> None:
    """Make a key."""
    from pipeline.closing.errors import Refused
    from pipeline.closing.keys import fingerprint, new_key

    try:
        public = new_key(file, _passphrase(twice=True))
    except Refused as error:
        refuse("", False, [(0, str(error))])
    click.echo(f"密钥写在 {file}，请自己保管，不要交给别人。指纹 {fingerprint(public)}")
    click.echo("请把下面一行交给维护设定的人员，写进 config.yaml 的 signers：")
    click.echo(f'  - {{role: {role or "岗位"}, name: {name or "姓名"}, key: "{public}"}}')


@click.command(help=SIGN_HELP)
@common
@_with_key
@click.option("--refuse", "refused", is_flag=True, help="拒签，退回重做；须写 --reason")
@click.option("--reason", default="", metavar="理由", help="拒签的理由")
def sign(period: Period, role: str, key_file: Path | None, refused: bool, reason: str, **options: Any) -> None:
    """Sign a month, or refuse to."""
    asked = Options(**options)
    with _closing(period, asked):
        from pipeline.closing import acts
        from pipeline.closing.errors import Refused

        place, office = _place(period, asked), _office(asked)
        hand = _hand(role, key_file)
        if reason.strip() and not refused:
            raise Refused("要拒签请加 --refuse；签字不写理由")
        act = acts.refuse(place, office, hand, reason) if refused else acts.sign(place, office, hand)
        _tell(act, asked)


@click.command(help=CLOSE_HELP)
@common
@may_sign
def close(period: Period, role: str, key_file: Path | None, **options: Any) -> None:
    """Seal a month."""
    asked = Options(**options)
    with _closing(period, asked):
        from pipeline.closing.acts import close as seal

        hand = hand_if_any(role, key_file)
        _tell(seal(_place(period, asked), _office(asked), hand.at if hand else _now(), hand), asked)


@click.command(help=REOPEN_HELP)
@common
@_with_key
@click.option("--reason", default="", metavar="理由", help="为什么重开")
def reopen(period: Period, role: str, key_file: Path | None, reason: str, **options: Any) -> None:
    """Open a sealed month again."""
    asked = Options(**options)
    with _closing(period, asked):
        from pipeline.closing.acts import reopen as open_again

        _tell(open_again(_place(period, asked), _office(asked), _hand(role, key_file), reason), asked)


@click.command(help=VERIFY_HELP)
@common_without_month
@click.option("--all", "every", is_flag=True, help="所有签过字的月份")
@click.option("--expect", default="", callback=_fingerprint, metavar="指纹", help=EXPECT_HELP)
def verify(period: Period | None, every: bool, expect: str, **options: Any) -> None:
    """Prove months to be what was signed."""
    asked = Options(**options)
    with _closing(period, asked):
        from pipeline.closing.answers import verified_object, verified_text
        from pipeline.closing.errors import Refused
        from pipeline.closing.verify import verify as prove

        if (period is None) != every:
            raise Refused("请写明一个月份，或用 --all 核验所有签过字的月份（两者写一个）")
        found = prove(asked.inputs, asked.outputs, _office(asked), str(period or ""), expect)
        if asked.as_json:
            print_json(verified_object(found, str(period or "")))
        else:
            click.echo(verified_text(found))
        sys.exit(1 if found.problems else 0)


@click.command(help=STATUS_HELP)
@common_without_month
def status(period: Period | None, **options: Any) -> None:
    """Where every month stands."""
    asked = Options(**options)
    with _closing(period, asked):
        from pipeline.closing.acts import register_problems
        from pipeline.closing.answers import status_object, status_text
        from pipeline.closing.overview import overview

        altered = bool(register_problems(asked.outputs))
        rows = overview(asked.inputs, asked.outputs, _office(asked).roles, str(period or ""))
        if asked.as_json:
            print_json(status_object(rows, altered=altered))
        else:
            click.echo(status_text(rows, altered=altered))


COMMANDS = (key, sign, close, reopen, verify, status)


@contextmanager
def _closing(period: Period | None, asked: Options) -> Iterator[None]:
    from pipeline.closing.errors import Refused

    with refusing(period, asked):
        try:
            yield
        except Refused as error:
            _refuse(period, asked, str(error))


def _refuse(period: Period | None, asked: Options, words: str) -> NoReturn:
    refuse(str(period or ""), asked.as_json, [(0, words)])


def _place(period: Period, asked: Options) -> Place:
    from pipeline.closing.contents import Place

    return Place(asked.inputs, asked.outputs, str(period))


def _office(asked: Options) -> Office:
    from pipeline.closing.office import read_office

    return read_office(asked.config)


def hand_if_any(role: str, key_file: Path | None) -> Hand | None:
    """Who signs a command that may be signed; nobody without a role."""
    from pipeline.closing.errors import Refused

    if not role and key_file is not None and KEY_FILE not in os.environ:
        raise Refused("用 --key 签字的，请用 --as 写明岗位")
    return _hand(role, key_file) if role else None


def _hand(role: str, key_file: Path | None) -> Hand:
    from pipeline.closing.acts import Hand
    from pipeline.closing.errors import Refused
    from pipeline.closing.keys import open_key

    if key_file is None:
        raise Refused(f"请用 --key（或环境变量 {KEY_FILE}）指明自己的密钥文件；没有的先运行 xinchou key new")
    return Hand(role, open_key(key_file, _passphrase()), _now())


def _passphrase(*, twice: bool = False) -> str:
    """From the environment for automation, otherwise asked for without showing it."""
    if PASSPHRASE in os.environ:
        return os.environ[PASSPHRASE]
    import warnings
    from getpass import GetPassWarning

    from pipeline.closing.errors import Refused

    with warnings.catch_warnings():
        warnings.simplefilter("error", GetPassWarning)
        try:
            again = "再输一次" if twice else False
            asked: str = click.prompt("口令", hide_input=True, confirmation_prompt=again, err=True)
        except GetPassWarning:
            raise Refused(f"没有可以输入口令的终端：请在终端里运行，或设环境变量 {PASSPHRASE}") from None
    return asked


def _now() -> str:
    from datetime import datetime

    return datetime.now().astimezone().isoformat(timespec="seconds")


def _tell(act: Act, asked: Options) -> None:
    from pipeline.closing.answers import act_object, act_text

    if asked.as_json:
        print_json(act_object(act))
    else:
        click.echo(act_text(act))
