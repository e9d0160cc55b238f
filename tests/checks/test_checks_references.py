"""People and customers that only one table knows."""

import pytest

from pipeline.checks import references

HEADINGS = {
    "sales": "产品销售", "slips": "出访单", "scores": "职责考核", "conduct": "违规投诉", "adjustments": "手工调整",
    "attendance": "考勤", "contributions": "社保及专项",
}  # fmt: skip


@pytest.mark.parametrize("name", HEADINGS)
def test_an_unknown_person_stops_in_every_table_but_relations(build, places, said, name):
    """第三条: in every other table an unknown 工号 is a stop finding, at its cell."""
    check = getattr(references, f"unknown_employees_in_{name}")
    rows = build(name, {}, {"employee_id": "9999"}, {"employee_id": None})
    assert said(check(build("roster", {}), rows, places)) == [
        ("X10", "阻断", "文件1.xlsx [表] 工号3", f"{HEADINGS[name]}中的工号9999不在本月花名册")
    ]


def test_lost_leading_zeros_are_pointed_out(build, places, said):
    """A workbook that took 工号 for a number loses the zeros in front."""
    roster = build("roster", {"employee_id": "000148"})
    findings = references.unknown_employees_in_sales(roster, build("sales", {"employee_id": "148"}), places)
    assert said(findings) == [
        (
            "X10", "阻断", "文件1.xlsx [表] 工号2",
            "产品销售中的工号148不在本月花名册（花名册中有000148，可能丢失或多出了前面的0）",
        )
    ]  # fmt: skip
    assert findings[0].expected == "本月花名册中的工号（第三条）"


def test_without_a_roster_nobody_is_unknown(build, places):
    """That the roster is missing is told once, by intake."""
    assert references.unknown_employees_in_sales(build("roster"), build("sales", {}), places) == []


def test_an_unknown_person_in_relations_is_one_notice(build, places, period, said):
    """第三条: the CRM keeps the relations of people who left; one notice per 工号, with counts and the first place."""
    relations = build(
        "relations",
        {"employee_id": "9999", "customer_id": "C2"},
        {"employee_id": "9999", "customer_id": "C3", "relation_type": "服务"},
        {"employee_id": "9999", "customer_id": "C4"},
        {"employee_id": "8888"},
        {},
    )
    findings = references.unknown_employees_in_relations(build("roster", {}), relations, places, period)
    assert said(findings) == [
        (
            "X11", "提醒", "文件1.xlsx [表] 工号2",
            "工号9999不在本月花名册，其本月有效的客户关系3条（开发2条、服务1条）归营业部",
        ),
        ("X11", "提醒", "文件1.xlsx [表] 工号5", "工号8888不在本月花名册，其本月有效的客户关系1条（开发1条）归营业部"),
    ]  # fmt: skip


def test_a_flood_of_relations_of_one_person_is_one_notice(build, places, period):
    """5,000 relations of one leaver are one finding."""
    rows = [{"employee_id": "9999", "customer_id": f"C{number}"} for number in range(5000)]
    findings = references.unknown_employees_in_relations(build("roster", {}), build("relations", *rows), places, period)
    assert len(findings) == 1


def test_ended_relations_of_an_unknown_person_say_nothing(build, places, period):
    """Only relations in force can pay."""
    relations = build("relations", {"employee_id": "9999", "effective_until": period.last_day})
    assert references.unknown_employees_in_relations(build("roster", {}), relations, places, period) == []


def test_an_unknown_person_in_the_openings_is_a_notice(build, places, said):
    """What is held for a person who left stays on the ledger."""
    openings = build("openings", {"employee_id": "9999"}, {"employee_id": "9999", "origin": "2026-04"})
    assert said(references.unknown_employees_in_openings(build("roster", {}), openings, places)) == [
        ("X12", "提醒", "文件1.xlsx [表] 工号2", "期初中的工号9999不在本月花名册，共2笔余额")
    ]


def test_relations_to_customers_without_a_row_are_one_notice_per_sheet(build, places, period, said):
    """Without a row there is nothing to credit; five customers are named, all are counted."""
    rows = [{"customer_id": f"D{number}"} for number in range(7)]
    relations = build("relations", {}, *rows, {"customer_id": "D1", "relation_type": "服务"})
    assert said(references.relations_without_customer(build("customers", {}), relations, places, period)) == [
        (
            "X13", "提醒", "文件1.xlsx [表] 客户号3",
            "8条本月有效的关系涉及7名没有本月业绩的客户，这些关系本月不计佣金和资产：D0、D1、D2、D3、D4等7项",
        )
    ]  # fmt: skip
    assert references.relations_without_customer(build("customers"), relations, places, period) == []


def test_sales_of_a_customer_without_a_row(build, places, said):
    """第七条: the sale pays by its 工号, so a notice per customer."""
    sales = build("sales", {"customer_id": "D1"}, {"customer_id": "D1", "sale_id": "S2"}, {"sale_id": "S3"})
    assert said(references.sales_without_customer(build("customers", {}), sales, places)) == [
        (
            "X14", "提醒", "文件1.xlsx [表] 客户号2",
            "产品销售中的客户D1没有本月业绩，涉及2笔销售；提成仍按工号计算（第七条）",
        )
    ]  # fmt: skip
    assert references.sales_without_customer(build("customers"), sales, places) == []


def test_customers_that_lost_their_zeros_stop(build, places, period, said):
    """One finding per sheet for relations in force and for sales, and no notice beside it."""
    customers = build("customers", {"customer_id": "000101"}, {"customer_id": "000102"})
    relations = build("relations", {"customer_id": "101"}, {"customer_id": "102"})
    sales = build("sales", {"customer_id": "0101"}, {"customer_id": "000102", "sale_id": "S2"})
    findings = references.customers_with_other_zeros(customers, relations, sales, places, period)
    assert said(findings) == [
        (
            "X15", "阻断", "文件1.xlsx [表] 客户号2",
            "客户关系有2行的“客户号”不在客户业绩中，只差前面的0：如“101”，客户业绩中是000101",
        ),
        (
            "X15", "阻断", "文件1.xlsx [表] 客户号2",
            "产品销售有1行的“客户号”不在客户业绩中，只差前面的0：如“0101”，客户业绩中是000101",
        ),
    ]  # fmt: skip
    assert references.relations_without_customer(customers, relations, places, period) == []
    assert references.sales_without_customer(customers, sales, places) == []


def test_employees_of_relations_that_lost_their_zeros_stop(build, places, period, said):
    """The branch would keep what they earned."""
    roster, relations = build("roster", {"employee_id": "0101"}), build("relations", {"employee_id": "101"})
    assert said(references.employees_with_other_zeros(roster, relations, places, period)) == [
        (
            "X15", "阻断", "文件1.xlsx [表] 工号2",
            "客户关系有1行的“工号”不在花名册中，只差前面的0：如“101”，花名册中是0101",
        )
    ]  # fmt: skip
    assert references.unknown_employees_in_relations(roster, relations, places, period) == []


@pytest.mark.parametrize(
    ("missing", "known", "code"), [(9, 0, "X13"), (10, 0, "X16"), (10, 89, "X16"), (10, 90, "X13")]
)
def test_many_relations_without_customer_stop(build, places, period, missing, known, code):
    """More than one in ten, and at least ten."""
    relations = build("relations", *[{"customer_id": f"D{number}"} for number in range(missing)], *[{}] * known)
    findings = references.relations_without_customer(build("customers", {}), relations, places, period)
    assert [found.code for found in findings] == [code]


def test_what_many_relations_without_customer_say(build, places, period, said):
    """Both counts and some examples."""
    relations = build("relations", *[{"customer_id": f"D{number}"} for number in range(10)], {})
    assert said(references.relations_without_customer(build("customers", {}), relations, places, period)) == [
        (
            "X16", "阻断", "文件1.xlsx [表] 客户号2",
            "11条本月有效的关系中有10条（超过10%）没有对应的本月业绩，涉及10名客户：D0、D1、D2、D3、D4等10项",
        )
    ]  # fmt: skip
