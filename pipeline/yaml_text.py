"""Configuration text as plain words with line numbers: nothing is guessed, no key may stand twice.

YAML would read ``no`` as False, ``010`` as 8 and ``0.075`` as a binary float; here every scalar stays the
text that was written, and the one who needs a figure reads it exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Path_ = tuple[str | int, ...]


@dataclass
class Document:
    """A configuration file: its data (dicts, lists, words), the line of every path, and what is wrong in it."""

    file: str
    data: Any = None
    lines: dict[Path_, int] = field(default_factory=dict)
    problems: list[tuple[int, str]] = field(default_factory=list)

    def line(self, path: Path_) -> int:
        """The line of a path, or of the nearest enclosing one that was written."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read(path: Path) -> Document:
    """The document in the file; syntax errors and repeated keys become problems, not exceptions."""
    document = Document(path.name)
    try:
        data = path.read_bytes()
        document = of_text(data.decode("utf-8-sig"), path.name)
    except OSError:
        document.problems.append((1, f"读不到配置文件“{path}”，请检查路径"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        document.problems.append((line, "配置文件不是UTF-8编码（从本行起），请用编辑器另存为UTF-8"))
    return document


def of_text(text: str, file: str) -> Document:
    """The document in a text; syntax errors and repeated keys become problems, not exceptions."""
    document = Document(file)
    _compose(text, document)
    return document


def _compose(text: str, document: Document) -> None:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError
    from ruamel.yaml.reader import ReaderError

    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        words = "写法有误：请检查缩进、冒号后的空格、引号和括号是否成对"
        document.problems.append((mark.line + 1 if mark else 1, words))
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        document.problems.append((line, f"有不可见的控制字符（U+{int(error.character):04X}），请删去"))
    except RecursionError:
        document.problems.append((1, "写法有误：层次太多"))
    else:
        document.data = _Reader(document).plain(root, ()) if root is not None else {}


class _Reader:
    """Turns YAML nodes into plain data and notes the line of every path."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.seen: set[int] = set()

    def plain(self, node: Any, path: Path_) -> Any:
        line = node.start_mark.line + 1
        self.document.lines.setdefault(path, line)
        if id(node) in self.seen:
            words = f"“{'.'.join(str(step) for step in path)}”用了引用（& 与 *），请把内容写全"
            self.document.problems.append((self.document.line(path), words))
            return None
        self.seen.add(id(node))
        if node.id == "mapping":
            return self._mapping(node, path)
        if node.id == "sequence":
            return [self.plain(item, (*path, index)) for index, item in enumerate(node.value)]
        written_as_nothing = node.style is None and node.value in ("", "~", "null")
        return None if written_as_nothing else node.value

    def _mapping(self, node: Any, path: Path_) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if key.id != "scalar":
                self.document.problems.append((line, "冒号前应是一个名称，不是几项"))
                continue
            if key.value in result:
                first = self.document.line((*path, key.value))
                words = f"“{key.value}”写了两次（第一次在第{first}行），请删去一处"
                self.document.problems.append((line, words))
                continue
            self.document.lines[(*path, key.value)] = line
            result[key.value] = self.plain(value, (*path, key.value))
        return result
