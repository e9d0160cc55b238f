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
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    document = Document(path.name)
    try:
        text = path.read_text(encoding="utf-8-sig")
        root = YAML(typ="safe", pure=True).compose(text)
    except OSError:
        document.problems.append((1, f"读不到配置文件“{path}”，请检查路径"))
    except UnicodeDecodeError:
        document.problems.append((1, "配置文件不是UTF-8编码，请另存为UTF-8"))
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        document.problems.append((line, "写法有误：请检查缩进、冒号后的空格、引号和括号是否成对"))
    except YAMLError:
        document.problems.append((1, "写法有误，不是YAML"))
    else:
        document.data = _plain(root, (), document) if root is not None else {}
    return document


def _plain(node: Any, path: Path_, document: Document) -> Any:
    document.lines.setdefault(path, node.start_mark.line + 1)
    if node.id == "mapping":
        return _mapping(node, path, document)
    if node.id == "sequence":
        return [_plain(item, (*path, index), document) for index, item in enumerate(node.value)]
    written_as_nothing = node.style is None and node.value in ("", "~", "null")
    return None if written_as_nothing else node.value


def _mapping(node: Any, path: Path_, document: Document) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in node.value:
        name = str(key.value)
        line = key.start_mark.line + 1
        if name in result:
            first = document.line((*path, name))
            document.problems.append((line, f"“{name}”写了两次（第一次在第{first}行），请删去一处"))
            continue
        document.lines[(*path, name)] = line
        result[name] = _plain(value, (*path, name), document)
    return result
