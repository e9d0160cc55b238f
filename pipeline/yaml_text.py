"""Configuration text as plain words with line numbers: nothing is guessed, no key may stand twice.

YAML would read ``no`` as False, ``010`` as 8 and ``0.075`` as a binary float; here every scalar stays the
text that was written, and the one who needs a figure reads it exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.error import MarkedYAMLError
from yaml.events import (
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

Path_ = tuple[str | int, ...]

LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The parser in C; where the library was built without it, the same in Python, twenty times slower."""
BROKEN = "写法有误：请检查缩进、冒号后的空格、引号和括号是否成对"
DEEPEST = 50
"""So many levels are more than any configuration has."""
UNSEEN = re.compile(r"[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""Control characters, and line and paragraph marks that only some programs take for the end of a line."""


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
    if unseen := UNSEEN.search(text):
        words = f"有不可见的控制字符（U+{ord(unseen[0]):04X}），请删去"
        document.problems.append((text.count("\n", 0, unseen.start()) + 1, words))
        return document
    try:
        _Reader(document, text).read()
    except MarkedYAMLError as error:
        document.problems.append((_where(error, text), BROKEN))
    except _Refused as refused:
        document.problems.append(refused.args)
    return document


def _line(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _where(error: MarkedYAMLError, text: str) -> int:
    """Where to look: what is still open at the end of the text is wrong where it was opened."""
    mark = error.problem_mark or error.context_mark
    if error.context_mark and mark and mark.index >= len(text.rstrip()):
        mark = error.context_mark
    return mark.line + 1 if mark else 1


class _Refused(Exception):
    """A text not worth reading to its end: the line, and why."""

    args: tuple[int, str]


class _Reader:
    """Turns the events of a YAML text into plain data and notes the line of every path.

    Events, not nodes: the parser never calls itself for them, so that no nesting can exhaust its stack.
    """

    def __init__(self, document: Document, text: str) -> None:
        self.document = document
        self.events: Iterator[Event] = yaml.parse(text, Loader=LOADER)

    def read(self) -> None:
        """Fill the document; MarkedYAMLError where the text is no YAML, _Refused where it is several or too deep."""
        data: Any = {}
        for event in self.events:
            if isinstance(event, DocumentStartEvent) and () in self.document.lines:
                raise _Refused(_line(event), BROKEN)
            if isinstance(event, NodeEvent):
                data = self._plain(event, ())
        self.document.data = data

    def _plain(self, event: Event, path: Path_) -> Any:
        line = self.document.lines.setdefault(path, _line(event))
        if len(path) > DEEPEST:
            raise _Refused(line, "写法有误：层次太多")
        match event:
            case MappingStartEvent():
                return self._mapping(path)
            case SequenceStartEvent():
                return [self._plain(item, (*path, index)) for index, item in enumerate(self._items())]
            case ScalarEvent():
                written_as_nothing = not event.style and event.value in ("", "~", "null")
                return None if written_as_nothing else event.value
        words = f"“{'.'.join(str(step) for step in path)}”用了引用（& 与 *），请把内容写全"
        self.document.problems.append((self.document.line(path), words))
        return None

    def _items(self) -> Iterator[Event]:
        """The events that begin the items of the sequence or mapping that has just begun."""
        for event in self.events:
            if isinstance(event, CollectionEndEvent):
                return
            yield event

    def _mapping(self, path: Path_) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key in self._items():
            line = _line(key)
            if not isinstance(key, ScalarEvent):
                self.document.problems.append((line, "冒号前应是一个名称，不是几项"))
                self._skip(key)
                self._skip(next(self.events))
            elif key.value in result:
                first = self.document.line((*path, key.value))
                words = f"“{key.value}”写了两次（第一次在第{first}行），请删去一处"
                self.document.problems.append((line, words))
                self._skip(next(self.events))
            else:
                self.document.lines[(*path, key.value)] = line
                result[key.value] = self._plain(next(self.events), (*path, key.value))
        return result

    def _skip(self, event: Event) -> None:
        """Pass over all that the event begins."""
        depth = 0
        while depth := depth + isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent):
            event = next(self.events)
