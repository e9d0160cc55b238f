"""How much pay may move before somebody must say why."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.closing.limits import Limits, limits
from pipeline.masks import masked


@pytest.mark.parametrize(
    ("now", "is_exceeded"),
    [("1299.99", False), ("1300.00", False), ("1300.01", True), ("700.00", False), ("699.99", True)],
)  # fmt: skip
def test_a_share_is_exceeded_above_it_in_either_direction(now: str, is_exceeded: bool) -> None:
    """30% of 1,000: exactly 300 passes, a fen more does not."""
    assert Limits(amount=None).exceeded(Decimal(1000), Decimal(now)) is is_exceeded


@pytest.mark.parametrize(("now", "is_exceeded"), [("11999.99", False), ("12000.00", False), ("12000.01", True)])
def test_an_amount_is_exceeded_above_it(now: str, is_exceeded: bool) -> None:
    """2,000 yuan on 10,000: exactly 2,000 passes."""
    assert Limits(share=None).exceeded(Decimal(10_000), Decimal(now)) is is_exceeded


@pytest.mark.parametrize(("when", "is_exceeded"), [("任一", True), ("同时", False)])
def test_either_or_both(when: str, is_exceeded: bool) -> None:
    """2,500 more on 10,000 is over the amount but not over the share."""
    assert Limits(when=when).exceeded(Decimal(10_000), Decimal(12_500)) is is_exceeded


def test_from_nothing_to_something_is_more_than_any_share() -> None:
    """A share of nothing is nothing; what stays nothing has not moved."""
    assert Limits(amount=None).exceeded(Decimal(0), Decimal("0.01"))
    assert not Limits().exceeded(Decimal(0), Decimal(0))


def test_nothing_is_exceeded_where_neither_is_looked_at() -> None:
    """Both null: pay may move as it likes, only comings, goings and numbers are listed."""
    assert not limits({"share": None, "amount": None}).exceeded(Decimal(1), Decimal(1_000_000))


def test_from_debt_the_share_is_of_its_size() -> None:
    """From −1,000 to −700 is 30% of 1,000."""
    assert not Limits(amount=None).exceeded(Decimal(-1000), Decimal(-700))
    assert Limits(amount=None).exceeded(Decimal(-1000), Decimal("-699.99"))


def test_what_is_not_written_is_as_usual() -> None:
    """30% or 2,000 yuan of gross or net pay, said in words."""
    assert limits(None) == Limits()
    assert limits(None).words() == "应发合计、实发合计中有一项比上月变动超过30%或超过2,000.00元"


@pytest.mark.parametrize(
    "written",
    [{"share": "0.3"}, {"share": "-3%"}, {"amount": "1万"}, {"amount": "1.234"}, {"when": "都"}, {"items": []}],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_words(written: dict[str, object]) -> None:
    """With what was written, or what is missing."""
    with pytest.raises(ValueError, match=r"应写成|应是|至少要写一项"):
        limits(written)


@pytest.mark.parametrize(
    ("heading", "text", "shown"),
    [
        ("身份证号", "11010119900307889X", "110***********889X"),
        ("银行账号", "6222020200112233445", "***************3445"),
        ("银行账号", "3445", "****"),
        ("手机号", "13812345678", "138****5678"),
        ("工号", "10001", "10001"),
        ("银行账号", "", ""),
    ],
)
def test_numbers_of_persons_and_accounts_are_never_shown_whole(heading: str, text: str, shown: str) -> None:
    """The last four figures, of an ID card or a telephone also the first three."""
    assert masked(heading, text) == shown
