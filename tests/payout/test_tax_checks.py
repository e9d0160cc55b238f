"""What stops a file for the tax office, each finding with its words."""

from __future__ import annotations

import pytest

from pipeline.findings import Finding
from pipeline.payout.model import PayMonth
from pipeline.payout.tax.files import tax_findings

from .build import month
from .tax_made import employee, every_kind, id_card, part_timer, person, with_tax


def only(made: PayMonth) -> Finding:
    """The one finding of a month."""
    (found,) = tax_findings(made)
    return found


def test_an_ordinary_month_has_nothing_to_mend() -> None:
    """Every kind of income, with months of 0."""
    assert tax_findings(every_kind()) == []


def test_no_paper() -> None:
    """At the row of the roster; nobody without a paper can be declared, in a month of 0 either."""
    found = only(month(person(1, 身份证号=None)))
    assert (found.code, found.stops, found.place, found.column) == ("T01", True, "花名册.xlsx [花名册]", "身份证号")
    assert found.message == "工号1001（张三）没有证件号码（花名册第3行），税款报不进去"


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("11010119900307001", "应为18位，实为17位"),
        ("110101199013070017", "第7至14位“19901307”不是日期"),
        ("11010119900307001A", "前17位应为数字，末位应为数字或X"),
    ],
)
def test_a_wrong_id_card(number: str, problem: str) -> None:
    """Length, birthday, letters."""
    found = only(month(person(1, 身份证号=number)))
    assert (found.code, found.message) == ("T02", f"工号1001（张三）的身份证号有误（花名册第3行）：{problem}")


def test_a_wrong_check_digit() -> None:
    """Any other last digit than the one of GB 11643—1999."""
    right = id_card(1)
    wrong = right[:17] + str((int(right[17].replace("X", "0")) + 1) % 10)
    found = only(month(person(1, 身份证号=wrong)))
    assert found.code == "T02"
    assert f"末位校验码应为{right[17]}" in found.message


def test_a_small_x_is_a_large_one() -> None:
    """The check digit X is often typed small; two such numbers are the same paper."""
    number = next(id_card(n) for n in range(1, 99) if id_card(n).endswith("X"))
    assert tax_findings(month(person(1, 身份证号=number.lower()))) == []
    twice = only(month(person(1, 身份证号=number), person(2, "李四", 身份证号=number.lower())))
    assert twice.code == "T03"


def test_one_paper_of_two_people() -> None:
    """The client keeps one row of the two."""
    found = only(month(person(1), person(2, "李四", 身份证号=id_card(1))))
    assert (found.code, found.message) == (
        "T03", "工号1002（李四）（花名册第4行）与工号1001（张三）的证件号码相同，扣缴端只会留下一行",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "problem"),
    [("张 三", "空格"), ("张三2", "数字"), ("张三（兼）", "标点或特殊字符"), ("阿依古丽.买买提", "标点或特殊字符")],
)
def test_a_name_no_id_card_has(name: str, problem: str) -> None:
    """The identity would not be confirmed."""
    found = only(month(person(1, name)))
    assert found.code == "T04"
    assert f"姓名“{name}”（花名册第3行）含有{problem}" in found.message


@pytest.mark.parametrize("name", ["阿依古丽·买买提", "𠮷野", "王Mary"])
def test_a_name_with_a_middle_dot_is_a_name(name: str) -> None:
    """Names of minorities have a dot, rare characters lie beyond the first plane."""
    assert tax_findings(month(person(1, name))) == []


def test_an_amount_below_0() -> None:
    """A standard without a floor can make one; the client takes none."""
    found = only(month(employee(本期收入="-12.50")))
    assert (found.code, found.message) == (
        "T05", "工号1001（赵一）的正常工资薪金所得中“本期收入”为-12.50元，扣缴端不收负数",
    )  # fmt: skip


def test_contributions_that_do_not_add_up() -> None:
    """343.52 + 85.88 + 21.47 + 515.28 = 966.15 is not 976.15: a further contribution has no column yet."""
    found = only(month(employee(三险一金="976.15")))
    assert (found.code, found.stops) == ("T06", True)
    assert "合计966.15元，三险一金为976.15元，相差-10.00元" in found.message


def test_contributions_of_somebody_without_wages() -> None:
    """The form of part-timers has no column for them, so that they would be lost."""
    assert only(month(part_timer(三险一金="1.00"))).code == "T06"


def test_a_post_nobody_said_anything_of() -> None:
    """Neither form nor 任职受雇从业类型: two findings, once each for all of the post."""
    made = month(part_timer(1), part_timer(2), text=with_tax(labour={}, employment={"雇员": "雇员"}))
    told = tax_findings(made)
    assert [(one.code, one.value) for one in told] == [("T07", "兼职"), ("T07", "兼职")]
    assert told[0].message == ("设定 payout.tax.labour 没有岗位“兼职”，2人报不了税：工号1001（孙三）、工号1002（孙三）")
    assert "payout.tax.employment" in told[1].message


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"columns": {"工资薪金": {}}}, "设定 payout.tax.columns 中的“工资薪金”不是一张报税表"),
        (
            {"columns": {"正常工资薪金所得": {"养老": "基本养老保险费"}}},
            "设定 payout.tax.columns.正常工资薪金所得 中的“养老”不是这张表的金额列",
        ),
        (
            {"columns": {"正常工资薪金所得": {"其他": ["大病险"]}}},
            "设定 payout.tax.columns.正常工资薪金所得.其他 中的“大病险”不是本月的数",
        ),
        ({"contributions": ["养老"]}, "设定 payout.tax.contributions 中的“养老”不是正常工资薪金所得的列"),
        (
            {"compare": {"劳务报酬所得": {"税额": "个人所得税"}}},
            "设定 payout.tax.compare.劳务报酬所得 中的“税额”不是这张表的金额列",
        ),
    ],
)
def test_configuration_that_names_nothing(parts: dict[str, object], message: str) -> None:
    """A typing mistake must not leave a column empty."""
    found = only(month(employee(), text=with_tax(**parts)))
    assert (found.code, found.message) == ("T08", message)


def test_other_papers_without_particulars() -> None:
    """A passport says neither."""
    found = only(month(person(1, "TAN Mei", 证件类型="外国护照", 身份证号="E1234567", 性别="女")))
    assert found.code == "T09"
    assert found.message == "工号1001（TAN Mei）的证件是外国护照（花名册第3行），没有写国籍(地区)、出生日期"


def test_gone_without_a_date() -> None:
    """A notice: he is not in the roster any more, and the client still has him as normal."""
    before = month(person(1), person(2, "李四"))
    found = only(month(person(1), period="2026-02", before=before))
    assert (found.code, found.stops, found.file) == ("T10", False, "")
    assert found.message.startswith("工号1002（李四）上月在册、本月不在")


@pytest.mark.parametrize(
    ("column", "quantity"),
    [
        ("累计赡养老人", "应发合计"), ("其他", "应发合计"), ("其他", "本期收入"), ("其他", "累计收入"),
        ("其他", "累计专项附加扣除"), ("其他", "累计赡养老人"), ("其他", "实发合计"), ("减免税额", "累计住房租金"),
    ],
)  # fmt: skip
def test_a_column_of_what_the_month_does_not_deduct(column: str, quantity: str) -> None:
    """Income, what other columns hold, what is withheld after the tax: the client would deduct it all the same."""
    known = dict.fromkeys(("应发合计", "累计赡养老人", "累计住房租金", "实发合计"), "0.00")
    found = only(month(employee(**known), text=with_tax(columns={"正常工资薪金所得": {column: quantity}})))
    assert (found.code, found.stops) == ("T11", True)
    assert found.message == (
        f"正常工资薪金所得的“{column}”取“{quantity}”，而本月算累计应纳税所得额和税额时没有单独扣除它，或它已在别的列里"
    )


def test_a_column_of_the_same_name_that_no_formula_deducts() -> None:
    """商业健康保险 delivered, and not in the statute: the client would deduct 200.00 and we do not."""
    assert tax_findings(month(employee(商业健康保险="0.00"))) == []
    assert only(month(employee(商业健康保险="200.00"))).code == "T11"


def test_what_the_formula_deducts_may_fill_another_column() -> None:
    """The personal pension in 其他, where its own column is left empty."""
    columns = {"正常工资薪金所得": {"其他": "累计个人养老金", "累计个人养老金": []}}
    assert tax_findings(month(employee(累计个人养老金="500.00"), text=with_tax(columns=columns))) == []
