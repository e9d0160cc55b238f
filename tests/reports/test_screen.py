"""The findings on a screen and as data."""

from __future__ import annotations

from dataclasses import replace

from pipeline.findings import Finding
from pipeline.reports.screen import render, to_json

STOPPING = Finding(
    "阻断", "I07", "考勤.xlsx", "9月", "D17", "实出勤", "十二", "不是数字", "“十二”不是数字", "如 21.5", "请改为数字"
)
NOTICE = Finding("提醒", "A01", "客户.csv", "客户", "B9", "净佣金", "-1", "负数", "净佣金为负", "不小于0", "请核对甲")


def test_one_finding_says_where_what_and_what_to_do() -> None:
    """Place, value, what was found, expected, remedy, count, and the next move."""
    error_list = "outputs/2026-09/待更正/错误清单_2026-09.xlsx"
    assert render([STOPPING], period="2026-09", error_list=error_list, has_copies=True) == (
        "阻断 I07 不是数字：1 处\n"
        "  考勤.xlsx [9月] D17  实出勤“十二”\n"
        "    发现：“十二”不是数字\n"
        "    应为：如 21.5\n"
        "  处理：请改为数字\n"
        "\n"
        "共 阻断 1 处、提醒 0 处，涉及 1 个文件。\n"
        "全部列在 outputs/2026-09/待更正/错误清单_2026-09.xlsx；标注好的副本在同一文件夹的“标注”中。\n"
        "请在原文件中更正所有“阻断”，放回原处，然后再运行：xinchou run 2026-09"
    )


def test_copies_are_named_only_where_there_are_some() -> None:
    """A missing folder has no workbook to mark."""
    text = render([STOPPING], period="2026-09", error_list="错误清单_2026-09.xlsx")
    assert "\n全部列在 错误清单_2026-09.xlsx。\n" in text
    assert "标注" not in text


def test_five_examples_and_the_count_of_the_rest() -> None:
    """A thousand like mistakes do not fill the screen."""
    text = render([replace(STOPPING, cell=f"D{row}") for row in range(2, 1002)], period="2026-09")
    assert "阻断 I07 不是数字：1,000 处\n" in text
    assert text.count("发现：") == 5
    assert "[9月] D6 " in text
    assert "[9月] D7 " not in text
    assert "  …… 另有 995 处，见错误清单\n" in text
    assert text.count("处理：") == 1


def test_stops_come_before_notices_and_notices_alone_ask_for_no_run() -> None:
    """What stops is told first, whatever its code; a month with notices only is not to be run again."""
    text = render([NOTICE, STOPPING], period="2026-09")
    assert text.index("I07") < text.index("A01")
    assert "xinchou run" not in render([NOTICE], period="2026-09")


def test_remedies_that_differ_stand_with_their_examples() -> None:
    """Only a remedy common to all is said once."""
    text = render([NOTICE, replace(NOTICE, cell="B10", remedy="请核对乙")], period="2026-09")
    assert "    处理：请核对甲\n" in text
    assert "    处理：请核对乙\n" in text


def test_long_values_are_cut_and_lines_kept_whole() -> None:
    """A novel in a cell does not break the layout."""
    text = render([replace(STOPPING, value="字" * 100, message="两\n行")], period="2026-09")
    assert f"实出勤“{'字' * 40}……”" in text
    assert "    发现：两 行\n" in text


def test_nothing_found() -> None:
    """A clean month says so."""
    assert render([], period="2026-09") == "没有发现错误。"


def test_colour_only_when_asked_for() -> None:
    """A pipe gets no control characters."""
    assert "\033" not in render([STOPPING], period="2026-09")
    assert "\033[1;31m阻断 I07 不是数字：1 处\033[0m" in render([STOPPING], period="2026-09", colour=True)


def test_findings_as_data() -> None:
    """Every word of a finding, in the order of the error list."""
    assert to_json([NOTICE, STOPPING]) == [
        {
            "level": "阻断", "code": "I07", "title": "不是数字", "file": "考勤.xlsx", "sheet": "9月", "cell": "D17",
            "column": "实出勤", "value": "十二", "message": "“十二”不是数字", "expected": "如 21.5",
            "remedy": "请改为数字",
        },
        {
            "level": "提醒", "code": "A01", "title": "负数", "file": "客户.csv", "sheet": "客户", "cell": "B9",
            "column": "净佣金", "value": "-1", "message": "净佣金为负", "expected": "不小于0", "remedy": "请核对甲",
        },
    ]  # fmt: skip


CARD = Finding(
    "提醒", "X75", "花名册.xlsx", "表", "P2", "银行账号", "6222020303804554409", "银行账号校验不通过",
    "工号1001的银行账号6222020303804554409校验位不符", "完整的银行卡号", "请对照银行卡核对"
)  # fmt: skip


def test_numbers_of_persons_and_accounts_are_not_shown_whole() -> None:
    """Neither as value nor in the sentence, on screen as in the data; the place and the last four stay."""
    for said in (render([CARD], period="2026-09"), str(to_json([CARD]))):
        assert "6222020303804554409" not in said
        assert "工号1001的银行账号***************4409校验位不符" in said
        assert "P2" in said
    assert to_json([CARD])[0]["value"] == "***************4409"
    for column in ("身份证号", "证件号码"):
        identity = replace(CARD, column=column, value="11010119900307889X", message="有误")
        assert to_json([identity])[0]["value"] == "110***********889X"


def test_a_number_too_short_to_be_one_does_not_spoil_the_sentence() -> None:
    """An account “1001” is no account, and the 工号 in the sentence stays what it is."""
    (told,) = to_json([replace(CARD, value="1001", message="工号1001的银行账号“1001”不是账号")])
    assert (told["value"], told["message"]) == ("****", "工号1001的银行账号“1001”不是账号")
