"""The law as several documents: which govern together, what is refused, and the line every mistake is told at."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.law_parts import origin, together
from pipeline.period import Period
from pipeline.settings import ConfigurationError, Settings, load
from tests.settings.small import changed, complaints, line_of, written

CITY = ("{name: 示例营业部}", "{name: 示例营业部, city: 甲市}")
NATIONAL = ("until: 2026-12-31}\n    expires: 2026-12-31", "until: 2027-12-31}\n    expires: 2027-12-31")


def floor(version: str, days: str, figure: str, city: str = "甲市", more: str = "") -> str:
    """A version of the minimum wage of one city."""
    return f"""\
  - name: {city}最低工资
    version: "{version}"
    in_force: {{{days}}}
    applies_to: {{城市: [{city}]}}
{more}    tables:
      {city}最低工资标准: {{unit: 元/月, by: 城市, rows: {{{city}: {figure}}}, source: 示例}}
    items:
      - {{name: {city}底线, unit: 元, round: 分, formula: "查表({city}最低工资标准, 城市)", source: 示例}}
"""


FIRST = floor("1", "from: 2026-01-01, until: 2026-06-30", "1900")
SECOND = floor("2", "from: 2026-07-01", "2000")


def text_of(*documents: str) -> str:
    """The small configuration of a branch in 甲市 with these documents after its law."""
    return changed(CITY, NATIONAL) + "".join(documents)


def settings_of(folder: Path, *documents: str) -> Settings:
    """The same, loaded."""
    return load(written(folder, text_of(*documents)))


def refusal(settings: Settings, period: Period) -> list[tuple[int, str]]:
    """Line and words of why a month may not be paid."""
    with pytest.raises(ConfigurationError) as caught:
        settings.standard(period)
    return caught.value.problems


@pytest.mark.parametrize(
    ("period", "version", "figure"),
    [(Period(2026, 6), "2026、1", 1900), (Period(2026, 7), "2026、2", 2000), (Period(2027, 12), "2026、2", 2000)],
)
def test_each_document_has_the_version_of_the_month(
    tmp_path: Path, period: Period, version: str, figure: int
) -> None:
    """The national law stays one version while the city's figure changes on 1 July."""
    law = settings_of(tmp_path, FIRST, SECOND).standard(period).law
    assert law is not None
    assert (law.text.name, law.text.version) == ("税、甲市最低工资", version)
    assert law.tables["甲市最低工资标准"].entries == {("甲市",): figure}  # type: ignore[union-attr]
    assert [item.name for item in law.text.items] == ["实发", "甲市底线"]


def test_one_document_alone_is_itself(tmp_path: Path) -> None:
    """Nothing is put together where there is nothing to put together."""
    settings = load(written(tmp_path, changed()))
    assert settings.in_force("law", Period(2026, 1)) is settings.text.law[0]


def test_a_document_of_another_city_does_not_govern(tmp_path: Path) -> None:
    """Its figures, its days and its day of confirmation are nothing to this branch."""
    other = floor("1", "from: 2026-01-01, until: 2026-03-31", "9000", "乙市", "    expires: 2026-01-31\n")
    law = settings_of(tmp_path, other).standard(Period(2026, 4)).law
    assert law is not None
    assert law.text.name == "税"


def test_what_only_the_law_of_another_city_makes(tmp_path: Path) -> None:
    """A report that asks for it is told that its own city has no such document, not that there is no such item."""
    other = floor("1", "from: 2026-01-01", "9000", "乙市")
    text = text_of(other).replace("columns: [", "columns: [乙市底线, ")
    with pytest.raises(ConfigurationError) as caught:
        load(written(tmp_path, text))
    (told,) = [words for _, words in caught.value.problems]
    assert told == (
        "报表列“乙市底线”由法定标准算出，但没有一份适用于本营业部（城市“甲市”）：“乙市最低工资”1适用于城市乙市。"
        "请在 law 中补上适用于本营业部的一份，或更正 branch"
    )


def test_the_rule_set_of_all_ends_with_the_first_and_is_for_the_branches_of_all(tmp_path: Path) -> None:
    """From 1 July (the later start) to the end of 2027, to be confirmed by the earlier of both days, for 甲市."""
    second = SECOND.replace("    tables:", "    expires: 2027-06-30\n    tables:")
    law = settings_of(tmp_path, FIRST, second).in_force("law", Period(2026, 8))
    assert (str(law.in_force.from_), str(law.in_force.until)) == ("2026-07-01", "2027-12-31")
    assert (str(law.expires), law.applies_to) == ("2027-06-30", {"城市": ["甲市"]})


def test_a_month_one_document_has_no_version_for(tmp_path: Path) -> None:
    """A city's minimum wage that ended is not left out in silence; the line is that of its last version."""
    ended = floor("2", "from: 2026-07-01, until: 2026-09-30", "2000")
    text = text_of(FIRST, ended)
    settings = load(written(tmp_path, text))
    assert settings.standard(Period(2026, 9)).law is not None
    words = (
        "2026-10没有生效的法定标准“甲市最低工资”（最后一版2自2026-07-01起，2026-09-30止）；"
        "请补上这个月的版本；那时还没有这项规定的，写一个没有项目的版本"
    )
    assert refusal(settings, Period(2026, 10)) == [(last_line(text, "  - name: 甲市最低工资"), words)]


def test_every_document_past_its_day_is_named(tmp_path: Path) -> None:
    """Two documents to be confirmed: both stand in one refusal, each with its line."""
    second = SECOND.replace("    tables:", "    expires: 2026-12-31\n    tables:")
    text = text_of(FIRST, second).replace("    expires: 2027-12-31", "    expires: 2027-03-31")
    settings = load(written(tmp_path, text))
    assert refusal(settings, Period(2027, 1)) == [
        (last_line(text, "    expires:"),
         "法定标准“甲市最低工资”于2026-12-31到期，不能用到2027-01月底，请确认新的法定数字并更新 law"),
    ]  # fmt: skip
    assert [words for _, words in refusal(settings, Period(2027, 4))] == [
        "法定标准“税”于2027-03-31到期，不能用到2027-04月底，请确认新的法定数字并更新 law",
        "法定标准“甲市最低工资”于2026-12-31到期，不能用到2027-04月底，请确认新的法定数字并更新 law",
    ]


def test_versions_of_one_document_may_not_overlap(tmp_path: Path) -> None:
    """The same name twice on one day is refused, other names govern side by side."""
    first = floor("1", "from: 2026-01-01", "1900")
    text = text_of(first, SECOND)
    words = "法定标准“甲市最低工资”1与“甲市最低工资”2的生效日期重叠，请给较早的写明 until"
    assert (line_of(text, "in_force: {from: 2026-07-01}"), words) in complaints(tmp_path, text)
    assert complaints(tmp_path, text_of(FIRST, SECOND)) == []


@pytest.mark.parametrize(
    ("old", "new", "at", "words"),
    [
        ("name: 甲市底线", "name: 实发", "- {name: 实发, unit: 元, round: 分, formula: \"查表",
         "项目“实发”在“税”2026里已经有了；同时生效的法定标准不能有同名的，请改名"),
        ("甲市最低工资标准, 城市", "甲市最底工资标准, 城市", "- {name: 甲市底线",
         "项目“甲市底线”：没有“甲市最底工资标准”这张表；最接近的是“甲市最低工资标准”"),
        ("甲市最低工资标准, 城市", "甲市最低工资标准, 城事", "- {name: 甲市底线",
         "项目“甲市底线”：没有“城事”这个量；最接近的是“城市”"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_line(tmp_path: Path, old: str, new: str, at: str, words: str) -> None:
    """The second document's items are told at their own lines, though all make one rule set."""
    text = text_of(FIRST.replace(old, new))
    assert complaints(tmp_path, text) == [(line_of(text, at), words)]


def test_a_mistake_in_the_document_of_another_city_is_told_too(tmp_path: Path) -> None:
    """A configuration serves several branches: what is wrong in one of them is wrong."""
    other = floor("1", "from: 2026-01-01", "9000", "乙市").replace("乙市最低工资标准, 城市", "乙市标准, 城市")
    text = text_of(FIRST, SECOND, other)
    (problem,) = complaints(tmp_path, text)
    assert problem[0] == line_of(text, "- {name: 乙市底线")
    assert problem[1].startswith("项目“乙市底线”：没有“乙市标准”这张表")


def test_every_place_of_the_whole_leads_back_to_its_document(tmp_path: Path) -> None:
    """Walking all items and tables of the whole finds each in the document that wrote it."""
    documents = settings_of(tmp_path, FIRST, SECOND).documents(Period(2026, 8))
    whole = together(documents)
    for place, item in enumerate(whole.items):
        law, path = origin(documents, ("items", place, "formula"))
        assert law.items[int(path[1])] is item
        assert path[2:] == ("formula",)
    for name, table in whole.tables.items():
        law, path = origin(documents, ("tables", name))
        assert law.tables[str(path[1])] is table


def last_line(text: str, piece: str) -> int:
    """The line of the last place a piece of text stands at."""
    return text[: text.rindex(piece)].count("\n") + 1


def test_a_pay_standard_may_look_up_the_tables_of_the_law(tmp_path: Path) -> None:
    """The floor of the city of the month stands in its formula: 1,900 in June, 2,000 from July."""
    change = ("formula: 20 × 迟到次数", 'formula: "20 × 迟到次数 + 查表(甲市最低工资标准, 城市)"')
    settings = load(written(tmp_path, changed(CITY, NATIONAL, change) + FIRST + SECOND))
    for period, figure in ((Period(2026, 6), 1900), (Period(2026, 7), 2000)):
        scheme = settings.standard(period).scheme
        assert scheme.tables["甲市最低工资标准"].entries == {("甲市",): figure}  # type: ignore[union-attr]
        assert set(scheme.own_tables) == {"级别系数", "提成档"}


def test_a_table_the_law_has_not_is_no_table(tmp_path: Path) -> None:
    """The nearest table of the law is proposed."""
    change = ("formula: 20 × 迟到次数", 'formula: "20 × 迟到次数 + 查表(甲市最低工资, 城市)"')
    text = changed(CITY, NATIONAL, change) + FIRST + SECOND
    words = "项目“扣罚”：没有“甲市最低工资”这张表；最接近的是“甲市最低工资标准”"
    assert complaints(tmp_path, text) == [(line_of(text, "- {name: 扣罚"), words)]
