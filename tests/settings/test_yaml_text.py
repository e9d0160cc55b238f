"""Configuration text: read as written, with the line of everything, and never a guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.yaml_text import read
from tests.settings.small import complaints

BROKEN = "写法有误：请检查缩进、冒号后的空格、引号和括号是否成对"


def data(folder: Path, text: str) -> object:
    """What is read of a text without a problem."""
    path = folder / "a.yaml"
    path.write_text(text, encoding="utf-8")
    document = read(path)
    assert document.problems == []
    return document.data


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: no", "no"), ("a: 010", "010"), ("a: 0.075", "0.075"), ("a: 2026-01-01", "2026-01-01"), ("a: 1e3", "1e3"),
        ("a: 12:30", "12:30"), ("a: true", "true"), ("a: 'null'", "null"), ('a: ""', ""),
        ("a:", None), ("a: ~", None), ("a: null", None),
    ],
)  # fmt: skip
def test_every_scalar_stays_the_text_that_was_written(tmp_path: Path, text: str, found: str | None) -> None:
    """No octal, no binary float, no Norway; only a cell left empty is nothing."""
    assert data(tmp_path, text) == {"a": found}


def test_a_byte_order_mark_does_not_matter(tmp_path: Path) -> None:
    """A file saved by Windows Notepad is read like any other."""
    assert data(tmp_path, "\ufeffa: 1") == {"a": "1"}


def test_every_path_knows_its_line(tmp_path: Path) -> None:
    """The line of a value, of a member of a list, and, for what is missing, of what encloses it."""
    path = tmp_path / "a.yaml"
    path.write_text("a:\n  b: 1\n  c:\n    - x\n    - y: 2\n", encoding="utf-8")
    document = read(path)
    places: list[tuple] = [(), ("a",), ("a", "b"), ("a", "c", 1), ("a", "c", 1, "y")]
    assert [document.line(place) for place in places] == [1, 1, 2, 5, 5]
    assert document.line(("a", "c", 1, "z", 0)) == 5
    assert document.line(("z",)) == 1


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("a: 1\nb: 2\na: 3", [(3, "“a”写了两次（第一次在第1行），请删去一处")]),
        ("a: {b: 1, b: 2}\nc:\n  - d: 1\n    d: 2", [
            (1, "“b”写了两次（第一次在第1行），请删去一处"), (4, "“d”写了两次（第一次在第3行），请删去一处")]),
        ("a: 1\nb: [1, 2", [(2, BROKEN)]),
        ("a: 1\nb: 2\n c: 3", [(3, BROKEN)]),
        ("a: 1\n\tb: 2", [(2, BROKEN)]),
        ('a: "x', [(1, BROKEN)]),
        ("a: 1\nb: *x", [(2, "“b”用了引用（& 与 *），请把内容写全")]),
        ('a: 1\nb: "x\nc: 2\nd: 3\n', [(2, BROKEN)]),
        ("a: 1\nb: [1,\n  2\n\n", [(2, BROKEN)]),
        ("a: 1\n---\nb: 2", [(2, BROKEN)]),
        ("a: b: c", [(1, BROKEN)]),
        ("a: &x [1]\nb: *x", [(2, "“b”用了引用（& 与 *），请把内容写全")]),
        ("a: &x [*x]", [(1, "“a.0”用了引用（& 与 *），请把内容写全")]),
        ("? [a, b]\n: 1", [(1, "冒号前应是一个名称，不是几项")]),
        ("a: 1\n? {b: [1, {c: 2}]}\n: {d: 3}\ne: 4\ne: {f: [5]}\ng: 6\ng: 7", [
            (2, "冒号前应是一个名称，不是几项"), (5, "“e”写了两次（第一次在第4行），请删去一处"),
            (7, "“g”写了两次（第一次在第6行），请删去一处")]),
        ("a: 1\nb: x\u2028y", [(2, "有不可见的控制字符（U+2028），请删去")]),
        ("a: 1\nb: x\x07y", [(2, "有不可见的控制字符（U+0007），请删去")]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, problems: list[tuple[int, str]]) -> None:
    """Repeated keys, open brackets and quotes, tabs, references, control characters: a line and a sentence."""
    assert complaints(tmp_path, text) == problems


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    """GBK, as an old editor saves it: the first line that cannot be read, and what to do."""
    words = "配置文件不是UTF-8编码（从本行起），请用编辑器另存为UTF-8"
    assert complaints(tmp_path, "a: 1\nb: 营业部".encode("gbk")) == [(2, words)]


def test_a_missing_file_is_told_with_its_path(tmp_path: Path) -> None:
    """The path as given stands in the message; a folder is not a file either."""
    for path in (tmp_path / "没有.yaml", tmp_path):
        assert read(path).problems == [(1, f"读不到配置文件“{path}”，请检查路径")]


@pytest.mark.parametrize("text", ["a: " + "[" * 1200 + "]" * 1200, "a: " + "[" * 200_000, "- " * 200_000])
def test_very_deep_nesting_is_told(tmp_path: Path, text: str) -> None:
    """Thousands of brackets or of lists in lists make a sentence, not a crash."""
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    assert read(path).problems == [(1, "写法有误：层次太多")]
