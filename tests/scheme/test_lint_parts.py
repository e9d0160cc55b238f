"""Refusals of the parts formulas rest on: parameters, delivered facts, records, criteria, and how records post."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scheme.rule_sets import item, problems

OK = item("甲", "日数 × 2")
ORDERS: dict[str, Any] = {
    "name": "订单", "key": ["订单号"], "source": "第七条",
    "columns": {
        "订单号": "文字", "经办人": "工号", "接手人": "工号", "佣金": "元", "计佣日期": "日期", "是否逾期": "是否",
    },
    "blank": ["接手人"],
}  # fmt: skip
PAY = item("本单付", "佣金 × 80%", each="订单", round="分")


def parameter(value: str, **more: Any) -> dict[str, Any]:
    """A parameter as written."""
    return {"value": value, "source": "第二条", **more}


def fact(name: str = "成本", **more: Any) -> dict[str, Any]:
    """A delivered fact as written."""
    return {"name": name, "unit": "元", "source": "第三条", **more}


def record(**more: Any) -> dict[str, Any]:
    """The record of orders, changed."""
    return {**ORDERS, **more}


@pytest.mark.parametrize(
    ("name", "written", "words"),
    [
        ("比例", parameter("60%", unit="比例", max="50%"), "：0.6大于上限0.5"),
        ("比例", parameter("-1%", unit="比例", min="0"), "：-0.01小于下限0"),
        ("比例", parameter("三成", unit="比例"), "：“三成”不是数字，应写成 2500、25%、0.2‰ 或 3万"),
        ("处理", parameter("退还", among=["按零", "结转"]), "：“退还”不在可选的按零、结转之中"),
        ("处理", parameter("按零", among=["按零", "结转"], unit="元"),
         "写了 among（几种写法里选一种），单位应是文字，可不写 unit"),
        ("处理", parameter("是", unit="是否"), "应是一个数或一个词，不能是是否"),
        ("生效日", parameter("2026-01-01", unit="日期"), "应是一个数或一个词，不能是日期"),
        ("日数", parameter("1", unit="天"), "与已有的量同名，请改名"),
        ("认购金额", parameter("1", unit="元"), "与已有的量同名，请改名"),
        ("迟到次数", parameter("1", unit="次"), "与已有的量同名，请改名"),
        ("城市", parameter("京"), "与已有的量同名，请改名"),
    ],
)  # fmt: skip
def test_a_wrong_parameter(name: str, written: dict, words: str) -> None:
    """A parameter keeps its guard rails and its choices, and no name of anything else."""
    assert problems(OK, parameters={name: written}) == [(("parameters", name), f"参数“{name}”{words}")]


@pytest.mark.parametrize(
    "written",
    [parameter("50%", unit="比例", min="0", max="50%"), parameter("0", unit="比例", min="0", max="50%"),
     parameter("结转", among=["按零", "结转"]), parameter("甲方案")],
)  # fmt: skip
def test_a_right_parameter(written: dict) -> None:
    """Both ends of the guard rails are allowed; a choice is a word."""
    assert problems(OK, parameters={"比例": written}) == []


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (fact("日数", unit="天"), "与已有的量同名，请改名"),
        (fact("营业部", unit="文字"), "与已有的量同名，请改名"),
        (fact("比例"), "与已有的量同名，请改名"),
        (fact("净佣金", each="客户"), "与已有的量同名，请改名"),
        (fact(blank="无"), "的 blank：“无”不是数字，应写成 2500、25%、0.2‰ 或 3万"),
        (fact(blank="-1", min="0"), "的 blank：-1小于下限0"),
        (fact(min="5", max="1"), "的 min（5）大于 max（1），请对调或改正"),
        (fact(unit="是否", blank="0"), "的 blank 应是 是 或 否，写的是“0”"),
        (fact(unit="日期", blank="2026-01-01"), "的 blank 写了“2026-01-01”；没有填的日期就是空的，请写 blank: “”"),
        (fact(unit="文字", max="3"), "是文字，不是数，请删去 min 与 max"),
        (fact(who="经里"), "的适用人员“经里”不存在；最接近的是“客户经理”"),
        (fact(each="客户", who="兼职"), "按客户交，不能写 who"),
    ],
)  # fmt: skip
def test_a_wrong_fact(written: dict, words: str) -> None:
    """A fact has a name of its own, and a value for nothing delivered that its unit and bounds allow."""
    found = problems(OK, facts=[written], parameters={"比例": parameter("1", unit="比例")})
    assert found == [(("facts", 0), f"补充数据“{written['name']}”{words}")]


def test_right_facts() -> None:
    """Each unit with what may stand for nothing; none at all where it must be delivered."""
    facts = [
        fact("甲数", blank="0", min="0", max="0"), fact("乙数"), fact("证书", unit="是否", blank="否"),
        fact("离岗日", unit="日期", blank=""), fact("证号", unit="文字", blank="", who="兼职"),
    ]  # fmt: skip
    assert problems(OK, facts=facts) == []
    assert problems(OK, facts=[fact(), fact()]) == [(("facts", 1), "补充数据“成本”写了两次，请删去一处或改名")]


def test_a_statute_has_no_facts_of_customers_and_no_records() -> None:
    """What only the pay standard's own stages read may not be asked for by the statute."""
    from tests.scheme.rule_sets import rules

    base = rules(OK)
    assert problems(item("税", "日数"), base=base, facts=[fact(each="客户")], records=[ORDERS]) == [
        (("facts", 0), "补充数据“成本”写在法定标准里，只能按人员或营业部交"),
        (("records", 0), "记录“订单”写在法定标准里；只有薪酬标准可以有自己的记录"),
    ]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (record(key=[]), "没有写 key：哪些列合起来认出一行，如 key: [订单号]"),
        (record(key=["单号"]), "没有“单号”这一列；最接近的是“订单号”"),
        (record(blank=["接手"]), "没有“接手”这一列；最接近的是“接手人”"),
        (record(blank=["订单号"]), "的“订单号”是 key，不能留空"),
        (record(name="考勤"), "与已有的表同名，请改名"),
        (record(name="人员"), "与已有的表同名，请改名"),
        (record(columns={"订单号": "文字", "城市": "文字"}, blank=[]), "的列“城市”与已有的量同名，请改名"),
    ],
)
def test_a_wrong_record(written: dict, words: str) -> None:
    """A record is told by a key of its own columns, and is called like nothing else."""
    assert problems(OK, records=[written]) == [(("records", 0), f"记录“{written['name']}”{words}")]


def test_one_column_of_one_kind_in_all_records() -> None:
    """The lines of all records lie in one table, so one heading cannot be two kinds."""
    other = {"name": "退单", "columns": {"退单号": "文字", "佣金": "文字"}, "key": ["退单号"], "source": "第七条"}
    words = "记录“退单”的“佣金”是文字，在“订单”里却是元；同名的列应是同一种，请改名或改成一种"
    assert problems(OK, records=[ORDERS, other]) == [(("records", 1), words)]
    assert problems(OK, records=[ORDERS, {**ORDERS, "columns": ORDERS["columns"]}])[0] == (
        ("records", 1), "记录“订单”写了两次，请删去一处或改名",
    )  # fmt: skip


SHAPE = "每一层应写 when（条件）、all（全部）、any（任一）或 at_least 与 of（至少几项）之一，不多不少"
LEAF = {"name": "一", "when": "日数 > 1"}


@pytest.mark.parametrize(
    ("tree", "words"),
    [
        ({}, SHAPE),
        ({"name": "空"}, SHAPE),
        ({**LEAF, "all": [LEAF]}, SHAPE),
        ({"at_least": "1"}, SHAPE),
        ({"of": [LEAF]}, SHAPE),
        ({"all": [{"any": []}]}, "的 any 下没有条件，请至少写一个 {name: …, when: …}"),
        ({"all": []}, "的 all 下没有条件，请至少写一个 {name: …, when: …}"),
        ({"when": "日数 > 1"}, "有一个条件没有名字，请写 name"),
        ({"at_least": "3", "of": [LEAF, {"name": "二", "when": "月末在职"}]}, "的 at_least 应在1与2之间，写的是3"),
        ({"at_least": "0", "of": [LEAF]}, "的 at_least 应在1与1之间，写的是0"),
        ({"any": [LEAF, LEAF]}, "的条件“一”写了两次，请删去一处或改名"),
        ({"name": "一", "when": "天数 > 1"}, "的条件“一”：没有“天数”这个量；最接近的是“日数”"),
        ({"name": "一", "when": "日数"}, "的条件“一”：“日数”应为条件（是或否），实为天"),
        ({"name": "一", "when": "取自人员(月末在职, 工号)"},
         "的条件“一”：取自人员 只能用于产品销售、记录与各种明细的行"),
    ],
)  # fmt: skip
def test_a_wrong_criterion(tree: dict, words: str) -> None:
    """Shape first, then each condition by its name."""
    found = problems(OK, criteria=[{"name": "保持", "tree": tree, "source": "第九条"}])
    assert found == [(("criteria", 0), f"标准“保持”{words}")]


def test_criteria_in_a_ring_are_refused() -> None:
    """甲 asks for 乙, 乙 for 甲: asked for, they would never be done."""
    criteria = [
        {"name": name, "tree": {"name": "另一", "when": f"达标({other})"}, "source": "第九条"}
        for name, other in (("甲标", "乙标"), ("乙标", "甲标"))
    ]
    ((path, words),) = problems(OK, criteria=criteria)
    assert words in {
        f"标准互相引用成环：{walk}；请改去其中一处引用" for walk in ("甲标 → 乙标 → 甲标", "乙标 → 甲标 → 乙标")
    }
    assert path == ("criteria", 0 if words.startswith("标准互相引用成环：甲标") else 1)
    itself = {"name": "甲标", "tree": {"name": "自", "when": "达标(甲标)"}, "source": "第九条"}
    ((path, words),) = problems(OK, criteria=[itself])
    assert (path, words) == (("criteria", 0), "标准互相引用成环：甲标 → 甲标；请改去其中一处引用")
    twice = [{"name": "甲标", "tree": LEAF, "source": "第九条"}] * 2
    assert problems(OK, criteria=twice) == [(("criteria", 1), "标准“甲标”写了两次，请删去一处或改名")]


def test_grades_are_named_once_and_there_where_they_are_asked_for() -> None:
    """级别序 needs the order of grades, and two places of one grade would be no order."""
    assert problems(OK, grades=["初级", "中级", "初级"]) == [(("grades", 2), "级别“初级”写了两次，请删去一处或改名")]
    assert problems(item("甲", "级别序(级别)", unit="")) == [
        (("items", 0, "formula"), "项目“甲”：函数“级别序”要用级别的高低，标准里却没有写 grades")
    ]
    assert problems(item("甲", "级别序(级别)", unit=""), grades=["初级"]) == []


@pytest.mark.parametrize(
    ("written", "place", "words"),
    [
        (item("乙", "1", each="定单"), (), "的 each“定单”不是人员、客户、产品销售、订单之一；最接近的是“订单”"),
        (item("乙", "1", round=None), (), "单位是元，没有写怎样取整 round：分、角、元、百元 或 不取整"),
        (item("乙", "级别", unit="文字", round="分"), (), "是文字，不是数，请删去 round"),
        (item("乙", "月末在职", unit="是否", floor="0"), (), "是是否，不是数，请删去 floor"),
        (item("乙", "级别", unit="文字", cap="1"), (), "是文字，不是数，请删去 cap"),
        (item("乙", "级别", unit="文字", limits={"max": "1"}), (), "是文字，不是数，请删去 limits"),
        (item("乙", "级别", unit="文字", not_negative="为负"), (), "是文字，不是数，请删去 not_negative"),
        (item("乙", "日数", limits={"min": "2", "max": "1"}), (), "的 limits：min（2）大于 max（1），请对调或改正"),
        (item("乙", "日数", limits={"review": "2", "max": "1"}), (),
         "的 limits：review（2）大于 max（1），请对调或改正"),
        (item("乙", "日数", calendar=["0"]), (), "的 calendar 应列出1至12的月份，如 [6, 12]"),
        (item("乙", "日数", calendar=["12", "13"]), (), "的 calendar 应列出1至12的月份，如 [6, 12]"),
        (item("乙", "日数", calendar=[]), (), "的 calendar 应列出1至12的月份，如 [6, 12]"),
        (item("乙", "日数", round="15"), (), "的 round 应在-8与14之间（几位小数，负数到十、百），写的是15"),
        (item("乙", "日数", floor="天数"), ("floor",), "：没有“天数”这个量；最接近的是“日数”"),
        (item("乙", "日数", cap="级别"), ("cap",), "：“级别”应为数，实为文字"),
        (item("乙", "级别", unit="是否"), ("formula",), "：“级别”应为条件（是或否），实为文字"),
        (item("乙", "上期(比例, 0)"), ("formula",),
         "：函数“上期”：“比例”不留存，往期只有取整的、是否的或文字的人员的量"),
        (item("乙", "上期(入职日期, 入职日期)", unit="日期"), ("formula",), "：“入职日期”是日期，往期不留存日期"),
        (item("乙", "取自人员(日数, 工号)"), ("formula",), "：取自人员 只能用于产品销售、记录与各种明细的行"),
        (item("乙", "取自人员(日数, 客户状态)", each="客户"), ("formula",),
         "：取自人员 只能用于产品销售、记录与各种明细的行"),
        (item("乙", "取自人员(甲, 产品类型)", each="产品销售"), ("formula",),
         "：取自人员 在这里只能问花名册上的人员信息，“甲”是以后才算出的；请改在记录里引用"),
        (item("乙", "取自人员(比例, 经办人)", each="订单"), ("formula",), "：没有“比例”这个人员的量"),
        (item("乙", "取自人员(日教, 经办人)", each="订单"), ("formula",), "：没有“日教”这个人员的量；最接近的是“日数”"),
        (item("乙", "累计(佣金, 计佣日期, “缺期略去”)", each="订单"), ("formula",), "：累计 只能用于人员的项目"),
        (item("乙", "组内合计(佣金, 订单号)", each="订单"), ("formula",), "：组内合计 只能用于人员的项目"),
        (item("乙", "达标(保持)", each="订单", unit="是否"), ("formula",), "：达标 只能用于人员的项目"),
    ],
)  # fmt: skip
def test_a_wrong_item_of_any_scope(written: dict, place: tuple, words: str) -> None:
    """What an item may be, and what its rows can look at."""
    found = problems(
        OK, written, records=[ORDERS], parameters={"比例": parameter("1", unit="比例")},
        criteria=[{"name": "保持", "tree": LEAF, "source": "第九条"}],
    )  # fmt: skip
    assert found == [(("items", 1, *place), f"项目“乙”{words}")]


def test_right_items_of_records_and_sales() -> None:
    """A record may ask for any quantity of a person it names; a sale for what the roster says of him."""
    assert problems(
        OK, PAY, item("级别系数", "如果(取自人员(级别, 产品类型) = “初级”, 1, 2)", each="产品销售", unit="系数"),
        item("引用", "取自人员(甲, 经办人)", each="订单"), records=[ORDERS],
    ) == []  # fmt: skip


BY_ORDER = {"name": "风险金", "by": "人员与对象", "source": "第八条"}
POST = {"item": "本单付", "each": "订单", "person": "经办人", "object": "订单号"}


@pytest.mark.parametrize(
    ("ledger", "posting", "words"),
    [
        ({}, {**POST, "each": "定单"}, "的 each“定单”不是人员、客户、订单之一"),
        ({}, {**POST, "item": "佣金"}, "记入的项目“佣金”不存在"),
        ({}, {**POST, "item": "比例"}, "记入的项目“比例”不存在"),
        ({}, {**POST, "person": "经理人"}, "的项目“本单付”：表“订单”没有“经理人”这一列；最接近的是“经办人”"),
        ({}, {**POST, "person": ""}, "的项目“本单付”：表“订单”没有“工号”这一列；最接近的是“订单号”"),
        ({}, {**POST, "to": "佣金"}, "的项目“本单付”：表“订单”的“佣金”不是文字，应是工号、客户号或文字的列"),
        (
            {},
            {**POST, "object": "计佣日期"},
            "的项目“本单付”：表“订单”的“计佣日期”不是文字，应是工号、客户号或文字的列",
        ),
        ({}, {**POST, "who": "兼职"}, "的项目“本单付”按订单记，不能写 who"),
        ({}, {**POST, "as": "1"}, "的项目“本单付”按订单记，不能写 as"),
        ({}, {**POST, "origin": "0"}, "按人员与对象记，项目“本单付”不应写来源期间 origin"),
        ({}, {"item": "甲"}, "按人员与对象记，项目“甲”却按人员"),
        ({"by": "人员"}, POST, "按人员记，项目“本单付”不应写对象 object"),
        ({"by": "人员"}, {"item": "甲", "to": "团队"}, "的项目“甲”按人员记，不能写 person、object 或 to"),
        ({"by": "人员"}, {"item": "日数"}, "记入的项目“日数”不存在"),
        ({"by": "人员"}, {"item": "比例"}, "记入的项目“比例”不存在"),
    ],
)
def test_a_wrong_posting_of_a_record(ledger: dict, posting: dict, words: str) -> None:
    """A record posts by columns it has, to a ledger kept that way, and only what the month works out."""
    found = problems(
        item("甲", "日数 × 2", round="分"), PAY, records=[ORDERS], parameters={"比例": parameter("1", unit="比例")},
        ledgers=[{**BY_ORDER, **ledger, "post": [posting]}],
    )  # fmt: skip
    assert [said.partition("；最接近")[0] for _, said in found] == [f"台账“风险金”{words}".partition("；最接近")[0]]
    assert found[0][0] == ("ledgers", 0, "post", 0)


def test_measures_of_records() -> None:
    """The balance of the object a line names: the columns must be there, the ledger kept by object."""
    asked = {"name": "在账", "each": "订单", "ledger": "风险金", "take": "余额()", "unit": "元", "source": "第八条"}
    by_order, by_person = {**BY_ORDER, "post": [POST]}, {"name": "结欠", "source": "第八条"}

    def said(**more: Any) -> list[str]:
        found = problems(PAY, records=[ORDERS], ledgers=[by_order, by_person], measures=[{**asked, **more}])
        return [words for _, words in found]

    assert said() == []
    assert said(person="经办人", object="订单号") == []
    assert said(person="佣金") == ["计量“在账”：表“订单”的“佣金”不是文字，应是工号、客户号或文字的列"]
    assert said(object="单") == ["计量“在账”：表“订单”没有“单”这一列；最接近的是“订单号”"]
    assert said(ledger="结欠") == ["计量“在账”按订单计，台账“结欠”却按人员记"]
    assert said(each="定单") == ["计量“在账”的 each“定单”不是人员、客户、订单之一"]
    assert said(name="佣金") == ["计量“佣金”与已有的量同名，请改名"]


@pytest.mark.parametrize(
    ("part", "written"),
    [
        ("tables", {"表": {"unit": "元", "by": "级别", "rows": {"初级": "1"}, "source": " "}}),
        ("parameters", {"表": parameter("1", source="")}),
    ],
)
def test_nothing_without_a_source(part: str, written: dict) -> None:
    """An empty source is no source."""
    words = "“表”的依据 source 是空的，请写明第几条或文件号"
    assert problems(OK, **{part: written}) == [((part, "表"), words)]
    assert problems({**OK, "source": ""}) == [(("items", 0), "“甲”的依据 source 是空的，请写明第几条或文件号")]
