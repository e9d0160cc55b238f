"""A month is bound to what it was computed from, also where that lies in another result."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.closing.acts import sign
from pipeline.closing.errors import Refused
from tests.closing.months import Year, close_month, hand, office, run

CHANGES = "2026Q1/级别变动_2026Q1.xlsx"


def test_the_ledger_of_the_month_before_must_be_the_same(tmp_path: Path) -> None:
    """Run anew after the next month, it must be carried on before anybody signs that one."""
    year = Year(tmp_path)
    first, second = year.month("2026-01"), year.month("2026-02")
    ledger = first.result / "结转台账_2026-01.xlsx"
    run(first)
    run(second, ledger=ledger)
    run(first, 2)
    close_month(first)
    with pytest.raises(
        Refused, match=r"期初所依据的2026-01的“结转台账_2026-01\.xlsx”缺失或后来变了.*xinchou run 2026-02"
    ):
        sign(second, office(), hand(0))
    run(second, 2, ledger=ledger)
    close_month(second)
    assert year.words() == ""


def test_the_grades_a_quarter_decided_must_be_the_same_or_kept(tmp_path: Path) -> None:
    """Altered they are named; worked out anew, the version that was read is kept and proves the month."""
    year = Year(tmp_path)
    place, changes = year.month("2026-04"), year.outputs / CHANGES
    changes.parent.mkdir(parents=True)
    changes.write_bytes(b"decided")
    run(place, decided=CHANGES)
    close_month(place)
    assert year.words() == ""
    changes.write_bytes(b"altered")
    assert f"所依据的“{CHANGES}”缺失或被改动" in year.words()
    kept = year.outputs / "历史版本" / "2026Q1" / "第001版" / changes.name
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"decided")
    assert year.words() == ""
