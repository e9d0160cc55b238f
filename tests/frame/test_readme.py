"""What the README and the documents promise is there, and what there is, they mention."""

from __future__ import annotations

import re

import pytest

from pipeline.cli import main
from pipeline.settings import Text
from pipeline.settings_text import Branch

from .tables import PROJECT

README = (PROJECT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = README + "".join(path.read_text(encoding="utf-8") for path in sorted((PROJECT / "docs").glob("*.md")))
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_first_two_shell_blocks_run_the_example_and_the_tests() -> None:
    """Each installs what it needs by hash, without make, uv or an active environment, and ends with its command."""
    assert len(BLOCKS) >= 2
    example, tests = (block.strip().splitlines() for block in BLOCKS[:2])
    assert example[-1] == ".venv/bin/xinchou run 2026-01 --inputs inputs/示例"
    assert tests[-1] == ".venv/bin/python -m pytest"
    for block in (example, tests):
        assert any("--require-hashes" in line for line in block)
        assert not re.search(r"\b(make|uv|poetry|source|activate)\b", "\n".join(block))


def test_the_shell_blocks_are_the_first_fenced_blocks() -> None:
    """A reader meets them before anything else in a frame."""
    fences = re.findall(r"^```(\w*)$", README, re.MULTILINE)
    assert fences[0] == "sh"
    assert fences[2] == "sh"


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_locks_name_no_package_index(name: str) -> None:
    """Every requirement has its hashes; where it comes from is left to the user."""
    text = (PROJECT / name).read_text(encoding="utf-8")
    assert not re.search(r"--(extra-)?index-url|https?://", text)
    pinned = re.findall(r"^[A-Za-z0-9_.\-\[\]]+==", text, re.MULTILINE)
    assert pinned
    assert text.count("--hash=sha256:") >= len(pinned)


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_is_documented(command: str) -> None:
    """With the way it is typed."""
    assert f"xinchou {command}" in README


OPTIONS = {name for command in main.commands.values() for option in command.params for name in option.opts}


@pytest.mark.parametrize("option", sorted(name for name in OPTIONS if name.startswith("--")))
def test_every_option_is_documented(option: str) -> None:
    """Named in the README."""
    assert f"`{option}" in README


@pytest.mark.parametrize("key", sorted(Text.model_fields))
def test_every_part_of_the_configuration_is_documented(key: str) -> None:
    """In the README or in the documents."""
    assert f"`{key}`" in DOCUMENTS


@pytest.mark.parametrize("key", sorted(Branch.model_fields))
def test_every_word_about_the_branch_is_documented(key: str) -> None:
    """In the README."""
    assert f"`{key}`" in README


def test_the_exit_codes_are_documented() -> None:
    """All three."""
    assert "0 完成" in README
    assert "1 有阻断错误" in README
    assert "2 用法或设定有误" in README


def test_the_glossary_has_at_least_forty_terms() -> None:
    """One line a term: the Chinese word, its name in the code, its meaning; no term twice."""
    lines = re.findall(r"^\| (.+?) \| (.+?) \| (.+?) \|$", README.split("## Glossary")[1], re.MULTILINE)
    terms = [term for term, _, _ in lines if term != "术语"]
    assert len(terms) >= 40
    assert len(set(terms)) == len(terms)


def test_every_link_leads_somewhere() -> None:
    """Relative links of the README and the documents."""
    for path in (PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md"))):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), (path.name, target)


def test_the_way_from_months_to_the_year_is_told() -> None:
    """With the commands as typed, and the script that makes and works out the example year."""
    part = README.split("## 一个季度、一年怎么做")[1].split("\n## ")[0]
    for words in ("xinchou run 2026-01", "xinchou quarter 2026Q1", "xinchou year 2026", "tests.branches.run_year"):
        assert words in part
    assert (PROJECT / "tests" / "branches" / "run_year.py").is_file()
