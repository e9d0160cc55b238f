"""Tables as written: printed ranges, guard rails, and tables that contradict themselves."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from pipeline.scheme.parts import TableText
from pipeline.scheme.table_text import built
from pipeline.scheme.tables import Bands, BandSets, Lookup, TableError

LOOKUP: dict[str, Any] = {"unit": "元", "by": "级别", "rows": {"初级": "3000"}, "source": "第五条"}
BANDS: dict[str, Any] = {
    "unit": "比例", "edge": "左闭右开", "bands": [["0", "10", "1%"], ["10", None, "2%"]], "source": "第六条",
}  # fmt: skip


def table(written: dict[str, Any]) -> Lookup | Bands | BandSets:
    """The table made ready."""
    return built("表", TableText.model_validate(written))


def refusal(written: dict[str, Any]) -> str:
    """What is said of a table that cannot be built."""
    with pytest.raises(TableError) as error:
        table(written)
    return str(error.value)


def figure_in(bands: Lookup | Bands | BandSets, figure: str) -> Fraction | None:
    """The value of the band a figure falls into; None where it falls into none."""
    assert isinstance(bands, Bands)
    band = bands.band_of(Fraction(figure))
    return None if band is None else band.value


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ({"range": ["1000", "1500"]}, "只有幅度1000至1500，请用 chosen 写明本部取值"),
        ({"range": ["1000", "1500"], "chosen": "1500.01"}, "的本部取值1500.01不在幅度1000至1500之内"),
        ({"range": ["1000", "1500"], "chosen": "999.99"}, "的本部取值999.99不在幅度1000至1500之内"),
        ({"range": ["1000"], "chosen": "1000"}, "：幅度应写成 {range: [最低, 最高], chosen: 本部取值}"),
        ({"range": ["1000", "1500"], "choosen": "1000"}, "：幅度应写成 {range: [最低, 最高], chosen: 本部取值}"),
        ({"range": ["1000", "很多"], "chosen": "1000"}, "：“很多”不是数字，应写成 2500、25%、0.2‰ 或 3万"),
    ],
)
def test_a_printed_range_needs_the_branch_s_own_figure(written: dict, words: str) -> None:
    """A range pays nothing: the branch's figure must be named and lie in it, both ends included."""
    assert refusal({**LOOKUP, "rows": {"初级": written}}) == f"表“表”的“初级”{words}"


@pytest.mark.parametrize("chosen", ["1000", "1200", "1500"])
def test_the_figure_chosen_from_a_range(chosen: str) -> None:
    """Both ends and the middle."""
    made = table({**LOOKUP, "rows": {"初级": {"range": ["1000", "1500"], "chosen": chosen}}})
    assert isinstance(made, Lookup)
    assert made.entry(("初级",)) == int(chosen)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ({**LOOKUP, "limits": {"max": "2999.99"}}, "的“初级”：3000大于上限2999.99"),
        ({**LOOKUP, "limits": {"min": "3000.01"}}, "的“初级”：3000小于下限3000.01"),
        ({**LOOKUP, "limits": {"min": "1"}, "otherwise": "0"}, "的“otherwise”：0小于下限1"),
        ({**BANDS, "limits": {"max": "1.5%"}}, "的一档：0.02大于上限0.015"),
        ({**BANDS, "limits": {"min": "2", "max": "1"}}, "的 limits：min（2）大于 max（1），请对调或改正"),
        ({**LOOKUP, "edge": "左闭右开"}, "是查表，用不到 edge，请删去"),
        ({**LOOKUP, "outside": "按零"}, "是查表，用不到 outside，请删去"),
        ({**BANDS, "otherwise": "0"}, "是档位，用不到 otherwise，请删去"),
        ({**LOOKUP, "unit": "文字", "rows": {"初级": {"range": ["1", "2"], "chosen": "1"}}},
         "的“初级”：单位是文字，应写一个词"),
        ({**BANDS, "by": "级别"}, "写了 by，bands 应按级别分别写各档"),
        ({**BANDS, "bands": {"初级": [["0", None, "1%"]]}}, "没有写明按什么查 by，例如 by: 级别（至多三项）"),
        ({**BANDS, "by": "级别", "bands": {"初级": {"range": ["0", "1"]}}}, "·初级”的每一档应写成 [起点, 终点, 数值]"),
        ({**BANDS, "by": "级别", "bands": {"初级": [["0", "1", "1%"], ["2", None, "1%"]]}},
         "·初级”的档位有缺口：…到1，下一档从2；上一档的终点应等于下一档的起点"),
        ({**BANDS, "by": ["级别", "岗位"], "bands": {"初级": [["0", None, "1%"]]}}, "的层数与 by 所列的不一致"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be(written: dict, words: str) -> None:
    """What stands beyond its guard rails, or where it means nothing."""
    assert refusal(written) == f"表“表{'' if words.startswith('·') else '”'}{words}"


OVERLAP = {**BANDS, "bands": [["0", "10", "1%"], ["8", "20", "2%"], ["20", None, "3%"]]}
GAP = {**BANDS, "bands": [["0", "10", "1%"], ["12", "20", "2%"]]}


def test_where_the_printed_table_contradicts_itself_it_is_refused() -> None:
    """8 to 10 printed twice, 10 to 12 not at all: which of the two is meant must be written."""
    words = "上一档的终点应等于下一档的起点"
    assert refusal(OVERLAP) == f"表“表”的档位重叠：…到10，下一档从8；{words}"
    assert refusal(GAP) == f"表“表”的档位有缺口：…到10，下一档从12；{words}"
    assert refusal({**OVERLAP, "gap": "靠前"}) == refusal(OVERLAP)
    assert refusal({**GAP, "overlap": "靠前"}) == refusal(GAP)


@pytest.mark.parametrize(
    ("written", "figures"),
    [
        ({**OVERLAP, "overlap": "靠前"}, {"7.99": "1%", "8": "1%", "9.99": "1%", "10": "2%", "20": "3%"}),
        ({**OVERLAP, "overlap": "靠后"}, {"7.99": "1%", "8": "2%", "9.99": "2%", "10": "2%", "20": "3%"}),
        ({**GAP, "gap": "靠前"}, {"9.99": "1%", "10": "1%", "11.99": "1%", "12": "2%", "20": None}),
        ({**GAP, "gap": "靠后"}, {"9.99": "1%", "10": "2%", "11.99": "2%", "12": "2%", "-0.01": None}),
        ({**OVERLAP, "overlap": "靠后", "edge": "左开右闭"}, {"8": "1%", "8.01": "2%", "20": "2%", "20.01": "3%"}),
    ],
)
def test_what_the_standard_says_of_overlaps_and_gaps_settles_it(written: dict, figures: dict) -> None:
    """靠前: to the earlier of the two bands; 靠后: to the later; the edge rule decides at the very bound."""
    bands = table(written)
    wanted = {figure: None if value is None else Fraction(value[:-1]) / 100 for figure, value in figures.items()}
    assert {figure: figure_in(bands, figure) for figure in figures} == wanted


def test_bands_for_each_word() -> None:
    """Two-dimensional bands: 初级 and 高级 have bands of their own, 中级 none."""
    bands = {"初级": [["0", None, "1%"]], "高级": [["0", "5", "3%"], ["5", None, "4%"]]}
    made = table({**BANDS, "by": "级别", "bands": bands})
    assert isinstance(made, BandSets)
    assert set(made.sets) == {("初级",), ("高级",)}
    assert figure_in(made.sets["高级",], "5") == Fraction(4, 100)
    assert figure_in(made.sets["初级",], "5") == Fraction(1, 100)
