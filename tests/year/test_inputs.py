"""What the example year delivers: valid months, the same bytes each time, and what everybody brings in by the plan."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from tests.branches.example import credited
from tests.branches.run_year import jobs
from tests.branches.validity import problems
from tests.branches.year import make_year, write_year
from tests.branches.year_plan import BY_CODE, PARTNERS, PERIODS


def test_every_month_is_valid() -> None:
    """Nothing in it stands in the way of a run."""
    assert [problem for branch in make_year() for problem in problems(branch)] == []


def test_everybody_brings_in_what_the_plan_says() -> None:
    """Within a tenth of the plan: far from every standard, which lie a fifth away."""
    for branch in make_year():
        last = branch["period"]
        for code, amount in credited(branch).items():
            person = BY_CODE[code]
            leaves = person.left_on is not None and f"{person.left_on:%Y-%m}" == last
            if not leaves and code not in PARTNERS:
                assert abs(amount - person.brings(last)) * 10 <= max(Decimal(1000), Decimal(person.brings(last)))


def test_the_files_are_the_same_each_time(tmp_path: Path) -> None:
    """Two writings of the first month and the folders of the year are the same bytes."""
    first, second = ({path.name: path.read_bytes() for path in write_year(tmp_path / name, months=1)} for name in "ab")
    assert first == second


def test_the_commands_come_in_order() -> None:
    """A quarter after its last month, the year after the last quarter."""
    done = [period for _, period in jobs()]
    assert [period for period in done if "-" in period] == list(PERIODS)
    assert done[2:5] == ["2026-03", "2026Q1", "2026-04"]
    assert done[-2:] == ["2026Q4", "2026"]
