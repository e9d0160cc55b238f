"""Tables: which band a figure falls into at its edges, what a progressive table gives, what a look-up finds."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.money import Figures
from pipeline.scheme.tables import Band, Bands, Edge, Lookup, TableError
from tests.scheme import trees

Bound = int | str | None


def banded(edge: Edge, *bands: tuple[Bound, Bound, str | int]) -> Bands:
    """A table of bands from what one writes."""
    made = (Band(_exact(low), _exact(high), Fraction(value)) for low, high, value in bands)
    return Bands("提成档", tuple(made), edge, "比例", "第六条")


def _exact(bound: Bound) -> Fraction | None:
    return None if bound is None else Fraction(bound)


def column(*values: str | int | Fraction) -> Figures:
    """A column of figures."""
    exact = [Fraction(value) for value in values]
    return Figures(
        np.array([one.numerator for one in exact], dtype=object),
        np.array([one.denominator for one in exact], dtype=object),
    )


def read(figures: Figures, rows: int) -> list[Fraction | None]:
    """The rows; None where there is no value."""
    spread = figures.rows(rows)
    return [None if spread.invalid[row] else spread.at(row) for row in range(rows)]


SCORES = ((0, 70, "0.6"), (70, 80, "0.8"), (80, 90, "0.9"), (90, None, 1))


@pytest.mark.parametrize(
    ("edge", "below", "at", "above"),
    [("左闭右开", "0.6", "0.8", "0.8"), ("左开右闭", "0.6", "0.6", "0.8")],
)
def test_the_edge_rule_says_to_which_band_an_edge_belongs(edge: Edge, below: str, at: str, above: str) -> None:
    """Below, at and above 70: [70, 80) takes 70 for itself, (0, 70] leaves it to the lower band."""
    found = banded(edge, *SCORES).values(column("69.99", 70, "70.01"))
    assert read(found, 3) == [Fraction(below), Fraction(at), Fraction(above)]


@pytest.mark.parametrize(("edge", "at"), [("左闭右开", Fraction(3, 5)), ("左开右闭", None)])
def test_the_first_edge_belongs_as_the_rule_says(edge: Edge, at: Fraction | None) -> None:
    """Below 0 there is no band, above it there is; 0 itself is inside only where bands are closed on the left."""
    assert read(banded(edge, *SCORES).values(column(-1, 0, 1)), 3) == [None, at, Fraction(3, 5)]


@pytest.mark.parametrize(("edge", "at"), [("左闭右开", None), ("左开右闭", Fraction(1, 2))])
def test_a_table_that_ends_says_nothing_beyond(edge: Edge, at: Fraction | None) -> None:
    """Of a last band up to 100, 99 is inside, 101 is not, 100 as the rule says; whole and progressive alike."""
    table = banded(edge, (0, 100, "0.5"))
    assert read(table.values(column(99, 100, 101)), 3) == [Fraction(1, 2), at, None]
    assert read(table.slices(column(99, 100, 101)), 3) == [Fraction(99, 2), at and Fraction(50), None]


def test_a_row_without_value_falls_into_no_band() -> None:
    """What has no value has none in a table either."""
    spoilt = Figures.constant(1) / column(0, 1)
    assert read(banded("左闭右开", *SCORES).values(spoilt), 2) == [None, Fraction(3, 5)]
    assert read(banded("左闭右开", *SCORES).slices(spoilt), 2) == [None, Fraction(3, 5)]


# 第六条: [0, 10000) 25%, [10000, 30000) 30%, [30000, 80000) 35%, [80000, ∞) 40%.
COMMISSION = banded(
    "左闭右开", (0, 10000, "0.25"), (10000, 30000, "0.3"), (30000, 80000, "0.35"), (80000, None, "0.4")
)


@pytest.mark.parametrize(
    ("base", "commission"),
    [
        (-100, 0), (0, 0), (100, 25),
        # 9999.99 × 25% = 2499.9975; 10000 × 25% = 2500; 2500 + 0.01 × 30% = 2500.003
        ("9999.99", "2499.9975"), (10000, 2500), ("10000.01", "2500.003"),
        # 2500 + 20000 × 30% = 8500, before it 0.01 × 30% less, after it 0.01 × 35% more
        ("29999.99", "8499.997"), (30000, 8500), ("30000.01", "8500.0035"),
        # 8500 + 50000 × 35% = 26000
        ("79999.99", "25999.9965"), (80000, 26000), ("80000.01", "26000.004"),
    ],
)  # fmt: skip
def test_a_progressive_table_pays_each_slice_at_its_own_rate(base: str | int, commission: str | int) -> None:
    """Below the first band there is no slice; at an edge no slice jumps."""
    assert read(COMMISSION.slices(column(base)), 1) == [Fraction(commission)]


# 国家税务总局公告2018年第61号 附件2: rate and quick deduction (速算扣除数) by cumulative taxable income.
TAX = banded(
    "左开右闭", (None, 36000, "0.03"), (36000, 144000, "0.1"), (144000, 300000, "0.2"), (300000, 420000, "0.25"),
    (420000, 660000, "0.3"), (660000, 960000, "0.35"), (960000, None, "0.45"),
)  # fmt: skip
DEDUCTIONS = (0, 2520, 16920, 31920, 52920, 85920, 181920)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.integers(0, 2_000_000), st.sampled_from([36000, 144000, 300000, 420000, 660000, 960000])),
    st.integers(-1, 1),
)
def test_slices_equal_rate_times_income_less_quick_deduction(income: int, fen: int) -> None:
    """The statute's two ways of computing agree at every income, a fen below and above every edge too."""
    amount = Fraction(income) + Fraction(fen, 100)
    band = TAX.band_of(amount)
    assert band is not None
    quick = amount * band.value - DEDUCTIONS[TAX.bands.index(band)]
    assert read(TAX.slices(column(amount)), 1) == [quick]


@settings(max_examples=300, deadline=None)
@given(trees.bands(), st.lists(trees.figures, max_size=5))
def test_the_whole_column_agrees_with_one_figure_at_a_time(table: Bands, figures: list[Fraction]) -> None:
    """values() and band_of() put every figure, the edges among them, into the same band."""
    edges = [bound for band in table.bands for bound in (band.low, band.high) if bound is not None]
    asked = [*figures, *edges]
    nothing = Fraction(0) if table.outside == "按零" else None
    expected = [band.value if (band := table.band_of(figure)) else nothing for figure in asked]
    assert read(table.values(column(*asked)), len(asked)) == expected


@pytest.mark.parametrize(
    ("bands", "says"),
    [
        ((), "表“提成档”没有档位，至少写一档 [起点, 终点, 数值]"),
        (((0, 10, 1), (11, 20, 2)), "表“提成档”的档位有缺口：…到10，下一档从11；上一档的终点应等于下一档的起点"),
        (((0, 10, 1), (9, 20, 2)), "表“提成档”的档位重叠：…到10，下一档从9；上一档的终点应等于下一档的起点"),
        (((0, None, 1), (9, 20, 2)), "表“提成档”的档位重叠：…到不限，下一档从9；上一档的终点应等于下一档的起点"),
        (((-9, -5, 1), (None, 20, 2)), "表“提成档”的档位重叠：…到-5，下一档从不限；上一档的终点应等于下一档的起点"),
        (((10, 20, 1), (0, 10, 2)), "表“提成档”的档位重叠：…到20，下一档从0；上一档的终点应等于下一档的起点"),
        (((10, 10, 1),), "表“提成档”的档位[10, 10]起点不小于终点"),
        (((20, 10, 1),), "表“提成档”的档位[20, 10]起点不小于终点"),
    ],
)  # fmt: skip
def test_bands_that_contradict_each_other_are_refused(bands: tuple, says: str) -> None:
    """A gap, an overlap, an empty or upside-down band and an empty table are named with the two bounds."""
    with pytest.raises(TableError) as caught:
        banded("左闭右开", *bands)
    assert str(caught.value) == says


@pytest.mark.parametrize(
    ("edge", "shown"),
    [("左闭右开", ["(−∞, 0)", "[0, 0.5)", "[0.5, ∞)"]), ("左开右闭", ["(−∞, 0]", "(0, 0.5]", "(0.5, ∞)"])],
)
def test_a_band_is_shown_with_its_brackets(edge: Edge, shown: list[str]) -> None:
    """A square bracket stands where the bound belongs to the band; infinity belongs to none."""
    table = banded(edge, (None, 0, 1), (0, "0.5", 2), ("0.5", None, 3))
    assert [table.interval(band) for band in table.bands] == shown


def words(*cells: str) -> np.ndarray:
    """A column of words."""
    return np.array(cells, dtype=object)


def test_a_look_up_finds_its_row_or_says_that_there_is_none() -> None:
    """A word not in the table, the empty word among them, has no value."""
    table = Lookup("底薪表", ("级别",), {("见习",): Fraction(2500), ("初级",): Fraction("3000.5")}, "元", "第五条")
    assert read(table.values([words("初级", "特级", "", "见习")], 4), 4) == [Fraction("3000.5"), None, None, 2500]


def test_a_table_of_two_dimensions_is_read_by_both_words() -> None:
    """The words are matched in the order of ``by``; a constant word serves every row."""
    entries = {("甲", "股票型"): Fraction(1), ("甲", "债券型"): Fraction(2), ("股票型", "甲"): Fraction(9)}
    table = Lookup("比例", ("渠道", "类型"), entries, "比例", "第七条")
    assert read(table.values([words("甲", "甲", "乙"), words("股票型", "债券型", "股票型")], 3), 3) == [1, 2, None]
    assert read(table.values([np.asarray("甲", dtype=object), words("债券型", "货币型")], 2), 2) == [2, None]
    assert read(table.values([words(), words()], 0), 0) == []
