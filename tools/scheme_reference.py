"""Writes the table of functions in docs/scheme-language.md from their definitions; a test holds the two together.

Only what stands between the two marks is rewritten.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from pipeline.scheme.functions import CATALOGUE  # noqa: E402

TARGET = PROJECT / "docs" / "scheme-language.md"
BEGIN = "<!-- 函数表由 tools/scheme_reference.py 生成，请勿手改 -->"
END = "<!-- 函数表完 -->"


def reference() -> str:
    """The section: per group of functions a table with what each takes, what it means, and an example."""
    return "\n".join(_lines())


def with_reference(page: str) -> str:
    """The page with the section in its place; ValueError if the marks are not both there once."""
    if page.count(BEGIN) != 1 or page.count(END) != 1:
        raise ValueError(f"{TARGET.name} needs each of the two marks once")
    before, rest = page.split(BEGIN)
    return f"{before}{BEGIN}\n{reference()}\n{END}{rest.split(END)[1]}"


def _lines() -> Iterator[str]:
    for group, functions in CATALOGUE.items():
        yield ""
        yield f"**{group}**"
        yield ""
        yield "| 函数 | 意思 | 例 |"
        yield "|---|---|---|"
        for function in functions:
            yield f"| `{function.form}` | {function.meaning} | `{function.example}` |"
    yield ""


if __name__ == "__main__":
    TARGET.write_text(with_reference(TARGET.read_text(encoding="utf-8")), encoding="utf-8")
