"""A scheme as it is printed for approval: everything it sets, and what changed against the version before."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from pipeline import settings
from pipeline.period import Period
from pipeline.reports.scheme_book import write_scheme_book
from pipeline.scheme.compile import Rules
from pipeline.scheme.describe import changes, describe

PROJECT = Path(__file__).resolve().parents[2]


def scheme(path: Path) -> Rules:
    return settings.load(path).standard(Period(2026, 1)).scheme


@pytest.fixture(scope="module")
def shipped() -> Rules:
    return scheme(PROJECT / "config.yaml")


def test_every_item_table_measure_and_ledger_is_described(shipped: Rules) -> None:
    """Nothing the scheme sets is left out of what is approved."""
    shown = {section.title: {row[0] for row in section.rows} | {row[1] for row in section.rows}
             for section in describe(shipped, None)}  # fmt: skip
    assert {item.name for item in shipped.text.items} <= shown["项目"]
    assert set(shipped.text.tables) <= shown["表"]
    assert {measure.name for measure in shipped.text.measures} <= shown["计量"]
    assert {ledger.name for ledger in shipped.text.ledgers} <= shown["台账"]


def test_the_article_and_formula_of_an_item_stand_beside_it(shipped: Rules) -> None:
    """第四条: 税金及附加 = 归属净佣金 × 6.72%, rounded to the fen."""
    items = next(section for section in describe(shipped, None) if section.title == "项目")
    row = next(row for row in items.rows if row[1] == "税金及附加")
    told = dict(zip(items.headings, row, strict=True))
    assert [told[name] for name in ("适用", "何时计", "公式", "单位", "取整", "依据")] == [
        "全部人员", "每月", "归属净佣金 × 6.72%", "元", "四舍五入到分", "第四条",
    ]  # fmt: skip


def test_changes_name_what_was_and_what_is(shipped: Rules, tmp_path: Path) -> None:
    """A changed rate and a changed table entry show with both wordings, and nothing else does."""
    text = (PROJECT / "config.yaml").read_text(encoding="utf-8")
    changed = tmp_path / "config.yaml"
    text = text.replace("归属净佣金 × 6.72%", "归属净佣金 × 6%").replace("初级: 3000", "初级: 3100")
    changed.write_text(text, encoding="utf-8")
    found = {row[1]: row for row in changes(shipped, scheme(changed))}
    assert set(found) == {"税金及附加", "底薪表"}
    assert found["税金及附加"][2:] == ("归属净佣金 × 6.72%，四舍五入到分", "归属净佣金 × 6%，四舍五入到分")
    assert "初级 3000" in found["底薪表"][2]
    assert "初级 3100" in found["底薪表"][3]


def test_the_workbook_holds_every_part_and_is_the_same_twice(shipped: Rules, tmp_path: Path) -> None:
    """One sheet per part, the same bytes each time."""
    paths = [tmp_path / "one.xlsx", tmp_path / "two.xlsx"]
    for path in paths:
        write_scheme_book(path, [("示例", describe(shipped, None))])
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert openpyxl.load_workbook(paths[0]).sheetnames == [
        "标准", "参数", "补充数据", "业务记录", "表", "归属", "计量", "条件树", "项目", "台账", "备注",
        "分级与期限", "业绩指标", "考核", "考核细则", "与上一版的变化",
    ]  # fmt: skip
