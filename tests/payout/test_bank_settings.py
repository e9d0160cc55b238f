"""The part ``payout.banks`` of the configuration: what is wrong in it is told when it is read, with its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from pipeline.payout.text import PayoutText
from pipeline.settings import ConfigurationError, load
from tests.frame.tables import PROJECT

COLUMNS = {"户名": "{户名}", "账号": "{账号}", "金额": "{金额}"}


@pytest.mark.parametrize(
    ("bank", "words"),
    [
        ({"columns": {"户名": "{户名}", "账号": "{账号}"}}, "“{金额}”应单独占一列，现在有0列"),
        ({"columns": {**COLUMNS, "又一个": "{金额}"}}, "“{金额}”应单独占一列，现在有2列"),
        ({"columns": {**COLUMNS, "金额": "{金额}元"}}, "“{金额}”应单独占一列，现在有0列"),
        ({"head": [["{总金额}", "{比数}"]]}, "不认识“{比数}”；最接近的是“笔数”"),
        ({"file": "{户名}"}, "不认识“{户名}”"),
        ({"file": "a/b"}, "“a/b”不能做文件名"),
        ({"limit": "0"}, "每个文件的行数上限0应至少是1"),
        ({"when": [" "]}, "开户行里的词不能是空的"),
        ({"separator": "||"}, "“||”不能做分隔符"),
        ({"separator": "1"}, "“1”不能做分隔符"),
        ({"encoding": "BIG5"}, "GB18030"),
    ],
)
def test_one_bank_laid_out_wrongly(bank: dict[str, Any], words: str) -> None:
    """Each mistake is named with what may be written."""
    with pytest.raises(ValidationError) as caught:
        PayoutText.model_validate({"banks": [bank]})
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("banks", "words"),
    [
        ([{"name": "甲", "when": ["工行"]}, {"name": "甲"}], "银行“甲”写了两次"),
        ([{"name": "甲"}, {"name": "乙"}], "只能有一个银行不写 when（其余银行），现在有：甲、乙"),
        ([{"name": "甲", "when": ["工行"]}, {"name": "乙", "when": ["工行"]}], "开户行的词“工行”写了两次"),
        ([{"name": "甲", "when": ["工行"], "file": "代发"}, {"name": "乙", "file": "代发"}], "文件名“代发”写了两次"),
    ],
)
def test_banks_that_get_into_each_others_way(banks: list[dict[str, Any]], words: str) -> None:
    """Every person has one bank, every bank its own files."""
    with pytest.raises(ValidationError) as caught:
        PayoutText.model_validate({"banks": banks})
    assert words in str(caught.value)


def test_a_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    """As any other of the configuration."""
    lines = (PROJECT / "config.yaml").read_text(encoding="utf-8").splitlines()
    place = next(number for number, line in enumerate(lines) if 'head: [[总笔数, "{笔数}"' in line)
    lines[place] = lines[place].replace("{笔数}", "{笔书}")
    path = tmp_path / "config.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load(path)
    assert f"第{place + 1}行" in str(caught.value)
    assert "payout › banks › 工商银行 › head" in str(caught.value)
    assert "不认识“{笔书}”；最接近的是“笔数”" in str(caught.value)
