"""How a file for another program is written: its name, its format, its encoding."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from pydantic import field_validator

from pipeline.payout.placeholders import names_in
from pipeline.scheme.formula_check import nearest
from pipeline.scheme.parts import Part

Format = Literal["xlsx", "csv", "txt"]
Encoding = Literal["GB18030", "GBK", "UTF-8", "UTF-8-BOM"]
CODECS: dict[Encoding, str] = {"GB18030": "gb18030", "GBK": "gbk", "UTF-8": "utf-8", "UTF-8-BOM": "utf-8-sig"}
_NOT_IN_A_NAME = re.compile(r'[\\/:*?"<>|\r\n\t]')


class FileText(Part):
    """A file of lines: ``file`` its name without the ending, ``headings`` whether it has a row of headings.

    ``encoding`` and ``separator`` are those of csv and txt; a csv quotes a cell that needs it, a txt never does.
    """

    file: str
    format: Format = "xlsx"
    encoding: Encoding = "GB18030"
    separator: str = ","
    headings: bool = True

    @field_validator("file")
    @classmethod
    def _is_a_file_name(cls, value: str) -> str:
        if not value.strip() or _NOT_IN_A_NAME.search(value):
            raise ValueError(f'“{value}”不能做文件名：不能为空，不能有 \\ / : * ? " < > |')
        return value

    @field_validator("separator")
    @classmethod
    def _is_one_sign(cls, value: str) -> str:
        if len(value) != 1 or value.isalnum() or value in '"\r\n.-':
            raise ValueError(f'“{value}”不能做分隔符，应是一个符号，如 , | 或 "\\t"')
        return value


def known_only(templates: Sequence[str], known: Sequence[str]) -> None:
    """ValueError, in words, for the first name the templates ask for that is not known."""
    for name in names_in(templates):
        if name not in known:
            raise ValueError(f"不认识“{{{name}}}”{nearest(name, known)}；可以写：{'、'.join(known)}")


def only_once(columns: Sequence[str], names: Sequence[str]) -> None:
    """ValueError unless each of these names is the whole of exactly one column."""
    for name in names:
        count = list(columns).count(f"{{{name}}}")
        if count != 1:
            raise ValueError(f"“{{{name}}}”应单独占一列，现在有{count}列")
