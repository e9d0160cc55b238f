"""Ways to tamper with a closed year: each does it and says what ``verify`` must name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from random import Random

import openpyxl

from pipeline.closing.keys import public_key, signed
from pipeline.closing.register import CLOSE, REGISTER, SIGN, Act, read_register
from pipeline.closing.signed import copy_name, report_name
from tests.closing.months import Year, key_of

REAL = "2026-01"
"""The real month: that of the example."""

SMALL = tuple(f"2027-{month:02d}" for month in range(1, 13))
"""A year of small months, not next to the real one, whose persons would be missed in them."""

MONTHS = (REAL, *SMALL)

Tampering = Callable[[Year, Random], list[str]]
"""Does it; every one of the words returned must stand in what ``verify`` says."""

TAMPERINGS: dict[str, Tampering] = {}


def _kind(tampering: Tampering) -> Tampering:
    TAMPERINGS[tampering.__name__] = tampering
    return tampering


def _some_files(year: Year, chance: Random, count: int = 1) -> list[Path]:
    """Files of one closed month: delivered or of its result."""
    place = year.month(chance.choice(MONTHS))
    below = place.delivered if chance.random() < 0.5 else place.result
    files = sorted(path for path in below.rglob("*") if path.is_file() and path.name != "run.json")
    return chance.sample(files, count)


def _name(year: Year, path: Path) -> str:
    """The name by which ``verify`` tells of a file: its path below the folder of its month."""
    return "/".join(path.relative_to(year.root).parts[2:])


def _acts(year: Year) -> list[Act]:
    return read_register(year.outputs)[0]


def _lines(year: Year) -> list[bytes]:
    return (year.acts / REGISTER).read_bytes().splitlines(keepends=True)


def _write_lines(year: Year, lines: list[bytes]) -> None:
    (year.acts / REGISTER).write_bytes(b"".join(lines))


def _write_act(year: Year, act: Act, where: str) -> list[str]:
    """Put an altered act in the place of the one of its number: in the register, in its file, or in both."""
    lines = _lines(year)
    if where != "file":
        lines[act.number - 1] = act.line() + b"\n"
        _write_lines(year, lines)
    if where != "register":
        (year.acts / act.file).write_bytes(act.line() + b"\n")
    return [act.file] if where != "both" else [f"第{act.number}行"]


@_kind
def edit_a_cell(year: Year, chance: Random) -> list[str]:
    """One amount of the report changed in a spreadsheet program."""
    place = year.month(chance.choice(MONTHS))
    path = place.result / report_name(place.period)
    book = openpyxl.load_workbook(path)
    sheet = book["薪酬月报表"]
    sheet.cell(chance.randint(5, 7), 8).value = chance.randint(1, 99999)
    book.save(path)
    return [f"{place.period}：结果“{path.name}”被改动"]


@_kind
def flip_a_byte(year: Year, chance: Random) -> list[str]:
    """One byte of any file, also of the register, an act, ``run.json`` or the report with the signatures."""
    files = [*_some_files(year, chance, 3), *(path for path in year.acts.rglob("*") if path.is_file())]
    files.append(year.month(chance.choice(MONTHS)).result / "run.json")
    path = chance.choice(files)
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    return ["登记簿"] if path.name == REGISTER else [path.name]


@_kind
def delete_a_file(year: Year, chance: Random) -> list[str]:
    """One file less."""
    [path] = _some_files(year, chance)
    path.unlink()
    return [f"“{_name(year, path)}”被删去"]


@_kind
def add_a_file(year: Year, chance: Random) -> list[str]:
    """One file more, below the deliveries, the result or the acts."""
    period = chance.choice(MONTHS)
    place = year.month(period)
    below = chance.choice((place.delivered, place.result, year.acts / period))
    path = below / f"补充{chance.randrange(999)}.xlsx"
    path.write_bytes(chance.randbytes(20))
    return [f"{path.name}”是后来添加的"]


@_kind
def add_findings(year: Year, chance: Random) -> list[str]:
    """The findings of a stopped run put into a closed month."""
    period = chance.choice(MONTHS)
    path = year.month(period).result / "待更正" / "错误清单.xlsx"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"x")
    return [f"{period}：结果里的“待更正”是封存之后添加的"]


@_kind
def swap_two_files(year: Year, chance: Random) -> list[str]:
    """The contents of two files exchanged."""
    one, other = _some_files(year, chance, 2)
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)
    return [f"“{_name(year, path)}”被改动" for path in (one, other)]


@_kind
def rename_a_file(year: Year, chance: Random) -> list[str]:
    """The same file under another name."""
    [path] = _some_files(year, chance)
    target = path.with_name(f"改名{chance.randrange(999)}{path.suffix}")
    path.rename(target)
    return [f"“{_name(year, path)}”被改名为“{_name(year, target)}”"]


@_kind
def truncate_a_file(year: Year, chance: Random) -> list[str]:
    """A file cut off, down to nothing."""
    [path] = _some_files(year, chance)
    content = path.read_bytes()
    path.write_bytes(content[: chance.randrange(len(content))])
    return [f"“{_name(year, path)}”被改动"]


@_kind
def roll_a_file_back(year: Year, chance: Random) -> list[str]:
    """A file of the result as it was in the version before, which is kept."""
    period = chance.choice(SMALL)
    [version] = [path for path in (year.outputs / "历史版本" / period).iterdir() if path.is_dir()]
    files = [path for path in version.rglob("*.xlsx") if (year.outputs / period / path.relative_to(version)).exists()]
    older = chance.choice(sorted(files))
    target = year.outputs / period / older.relative_to(version)
    target.write_bytes(older.read_bytes())
    return [f"{period}：结果“{_name(year, target)}”被改动"]


@_kind
def roll_a_result_back(year: Year, chance: Random) -> list[str]:
    """The whole version before in the place of the closed result: complete in itself, but not what was signed."""
    period = chance.choice(SMALL)
    [version] = [path for path in (year.outputs / "历史版本" / period).iterdir() if path.is_dir()]
    for path in version.rglob("*"):
        if path.is_file() and (target := year.outputs / period / path.relative_to(version)).exists():
            target.write_bytes(path.read_bytes())
    return [f"{period}：结果的run.json被换成了别的结果"]


@_kind
def alter_a_file_and_its_record(year: Year, chance: Random) -> list[str]:
    """A file altered, and ``run.json`` made to fit it."""
    period = chance.choice(MONTHS)
    place = year.month(period)
    path = chance.choice(sorted(path for path in place.result.glob("*.xlsx")))
    path.write_bytes(chance.randbytes(50))
    record = json.loads((place.result / "run.json").read_bytes())
    record["outputs"][path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    text = json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    (place.result / "run.json").write_text(text, encoding="utf-8")
    return [f"{period}：结果的run.json被换成了别的结果"]


@_kind
def replace_a_signature_by_another_key(year: Year, chance: Random) -> list[str]:
    """A valid signature over the same act, but by the key of somebody else."""
    act = chance.choice([act for act in _acts(year) if act.act == SIGN])
    stranger = key_of(chance.randrange(4, 9))
    other = replace(act, key=public_key(stranger))
    where = chance.choice(("register", "file", "both"))
    return _write_act(year, replace(other, signature=signed(stranger, other.message())), where)


@_kind
def replace_a_signature_by_one_of_another_act(year: Year, chance: Random) -> list[str]:
    """A signature of the same person, taken from another month."""
    one, other = chance.sample([act for act in _acts(year) if act.act == SIGN], 2)
    return _write_act(year, replace(one, signature=other.signature), chance.choice(("register", "file", "both")))


@_kind
def alter_an_act(year: Year, chance: Random) -> list[str]:
    """The moment, the name or the role of an act written otherwise; not of the very last, which nobody signs."""
    act = chance.choice(_acts(year)[:-1])
    part = chance.choice(("at", "name", "role", "contents", "period"))
    values = {
        "at": "2026-01-01T00:00:00+08:00",
        "name": "周五",
        "role": "董事长",
        "contents": "0" * 64,
        "period": "2027-01",
    }
    altered = replace(act, **{part: values[part]})
    where = chance.choice(("register", "file", "both"))
    lines = _lines(year)
    if where != "file":
        lines[act.number - 1] = altered.line() + b"\n"
        _write_lines(year, lines)
    if where != "register":
        (year.acts / act.file).write_bytes(altered.line() + b"\n")
    return [f"第{act.number + 1}行"] if where != "file" else [act.file]


@_kind
def write_an_act_badly(year: Year, chance: Random) -> list[str]:
    """A line that is no act any more: a part missing, too many, or of another kind."""
    number = chance.randrange(len(_acts(year)))
    record = asdict(_acts(year)[number])
    wrong = [{**record, "number": "1"}, {**record, "reasons": {"a": 1}}, {**record, "more": ""}, {"number": 1}, [1]]
    lines = _lines(year)
    lines[number] = json.dumps(chance.choice(wrong), ensure_ascii=False).encode() + b"\n"
    _write_lines(year, lines)
    return [f"登记簿第{number + 1}行读不出"]


def _drop(year: Year, act: Act, where: str) -> list[str]:
    if where != "file":
        lines = _lines(year)
        del lines[act.number - 1]
        _write_lines(year, lines)
    if where != "register":
        (year.acts / act.file).unlink()
    return {"register": [act.file], "file": [f"缺少{act.act}文件“{act.file}”"], "both": [f"第{act.number}行"]}[where]


@_kind
def drop_a_seal(year: Year, chance: Random) -> list[str]:
    """A seal gone from the register, from the files, or from both while later acts stand."""
    act = chance.choice([act for act in _acts(year)[:-1] if act.act == CLOSE])
    return _drop(year, act, chance.choice(("register", "file", "both")))


@_kind
def drop_a_signature(year: Year, chance: Random) -> list[str]:
    """The same of a signature."""
    act = chance.choice([act for act in _acts(year) if act.act == SIGN])
    return _drop(year, act, chance.choice(("register", "file", "both")))


@_kind
def drop_the_end_in_one_place(year: Year, chance: Random) -> list[str]:
    """The last acts gone from the register or from the files."""
    last = _acts(year)[-chance.randint(1, 7) :]
    where = chance.choice(("register", "file"))
    return [words for act in reversed(last) for words in _drop(year, act, where)]


@_kind
def cut_off_the_last_line(year: Year, chance: Random) -> list[str]:
    """The register truncated in the middle of a line."""
    content = (year.acts / REGISTER).read_bytes()
    (year.acts / REGISTER).write_bytes(content[: -chance.randint(1, 300)])
    return ["登记簿的最后一行不完整", _acts(year)[-1].file[:0]]


@_kind
def swap_two_lines(year: Year, chance: Random) -> list[str]:
    """Two lines of the register exchanged."""
    lines = _lines(year)
    one, other = chance.sample(range(len(lines)), 2)
    lines[one], lines[other] = lines[other], lines[one]
    _write_lines(year, lines)
    return [f"登记簿第{one + 1}行的序号是{other + 1}", f"登记簿第{other + 1}行的序号是{one + 1}"]


@_kind
def repeat_a_line(year: Year, chance: Random) -> list[str]:
    """A line of the register a second time."""
    lines = _lines(year)
    place = chance.randrange(len(lines))
    lines.insert(place, lines[place])
    _write_lines(year, lines)
    return [f"登记簿第{place + 2}行"]


@_kind
def remove_the_register(year: Year, chance: Random) -> list[str]:
    """No register, or an empty one; the files of the acts tell."""
    files = [act.file for act in _acts(year)]
    if chance.random() < 0.5:
        (year.acts / REGISTER).unlink()
    else:
        (year.acts / REGISTER).write_bytes(b"")
    return files


@_kind
def alter_the_report_with_signatures(year: Year, chance: Random) -> list[str]:
    """The signed copy altered, deleted, or with the signatures of another month."""
    period, other = chance.sample(MONTHS, 2)
    path = year.acts / copy_name(period)
    turn = chance.randrange(3)
    if turn == 0:
        path.unlink()
    elif turn == 1:
        path.write_bytes((year.acts / copy_name(other)).read_bytes())
    else:
        book = openpyxl.load_workbook(path)
        book["薪酬月报表"].cell(6, 8).value = 1
        book.save(path)
    return [f"{period}：{'缺少' if turn == 0 else ''}带签字的报表“{path.name}”"]


def cut_the_end_everywhere(year: Year, chance: Random) -> Iterator[str]:
    """The last acts gone from the register and from the files alike: nothing that is left tells."""
    for act in reversed(_acts(year)[-chance.randint(1, 9) :]):
        _drop(year, act, "both")
        yield act.sha256()
