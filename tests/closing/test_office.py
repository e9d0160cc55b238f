"""Who may sign is read from the configuration without the rest of it, and never otherwise than by the whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.closing import office as offices
from pipeline.closing.office import Office, Signer, read_office
from pipeline.settings import ConfigurationError, load

PROJECT = Path(__file__).resolve().parents[2]
KEY = "ab" * 32
PLAIN = f"""
signers:
  - {{role: 制表, name: 赵一, key: "{KEY}"}}   # 人事
  - role: 经理
    name: 李四
    key: '{KEY}'
"""
HEAVY = ("pandas", "pydantic", "pyarrow", "openpyxl", "pandera", "lxml")


def _config(folder: Path, more: str = "", *, without: str = "") -> Path:
    text = (PROJECT / "config.yaml").read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if not without or not line.startswith(without)]
    path = folder / "config.yaml"
    path.write_text("\n".join(kept) + "\n" + more, encoding="utf-8")
    return path


def _whole(path: Path) -> Office:
    text = load(path).text
    return Office(text.sign_off, tuple(Signer(one.role, one.name, one.key) for one in text.signers))


@pytest.mark.parametrize(
    ("more", "without", "is_plain"),
    [
        (PLAIN, "", True),
        ("", "", True),
        (PLAIN.replace("  - ", "- ").replace("    name", "  name").replace("    key", "  key"), "", True),
        ('"signers": []\n', "", False),
        (PLAIN, "sign_off", False),
        ("sign_off:\n- 制表\n- 经理\n", "sign_off", True),
    ],
)
def test_the_light_reading_says_what_the_whole_says(tmp_path: Path, more: str, without: str, is_plain: bool) -> None:
    """Written plainly it is read lightly, otherwise as a whole; the answer is the same."""
    path = _config(tmp_path, more, without=without)
    assert (offices._read_plainly(path) is not None) == is_plain
    assert read_office(path) == _whole(path)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("signers: {}\n", "signers"),
        (PLAIN.replace(KEY, "ab"), "写法不对"),
        (PLAIN.replace("name:", "nmae:"), "name"),
        (PLAIN + PLAIN, "写了两次"),
        ("signers: [\n", "写法有误"),
        ("sign_off: [制表]\n", "写了两次"),
    ],
)
def test_a_wrong_configuration_is_refused_in_words(tmp_path: Path, more: str, words: str) -> None:
    """With its line, as every command does."""
    with pytest.raises(ConfigurationError) as refused:
        read_office(_config(tmp_path, more))
    assert words in str(refused.value)
    assert "第" in str(refused.value)


def test_a_missing_configuration_is_refused_in_words(tmp_path: Path) -> None:
    """As every command does."""
    with pytest.raises(ConfigurationError, match="读不到配置文件"):
        read_office(tmp_path / "config.yaml")


@pytest.mark.parametrize("command", ["verify --all", "status", "close 2026-01"])
def test_nothing_heavy_is_loaded(tmp_path: Path, command: str) -> None:
    """Proving and looking need neither tables nor the reading of pay standards."""
    places = ["--config", str(_config(tmp_path, PLAIN)), "--inputs", str(tmp_path), "--outputs", str(tmp_path / "o")]
    program = (
        f"import sys\nfrom pipeline.cli import main\nmain({[*command.split(), *places]!r}, standalone_mode=False)\n"
    )
    check = f"import sys, atexit\natexit.register(lambda: print([one for one in {HEAVY!r} if one in sys.modules]))\n"
    done = subprocess.run([sys.executable, "-c", check + program], cwd=PROJECT, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr
