"""What the next desk files with 经纪业务综合室: personnel changes, head counts, summary; the agreement of all files."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.columns import Column, columns
from schemas.table import Table

CHANGE_KINDS = ("入职", "离职", "团队调动", "岗位变动", "级别变动", "新出现", "不再出现")

STAFF_CHANGES = Table(
    "staff_changes", "人员变动", "一行是一名人员本月的一项变动",
    (Column("change_kind", "变动", "choice", meaning="本月怎样变动", choices=CHANGE_KINDS),
     *columns("employee_id", "person_name", "team", "post"),
     Column("was", "原", "text", meaning="变动前的团队、岗位或级别"),
     Column("became", "现", "text", meaning="变动后的团队、岗位或级别"),
     Column("changed_on", "日期", "date", meaning="变动的日期；花名册没有写明的空白"),
     Column("cause", "依据", "text", meaning="由什么得知，级别变动写明定级的来历")),
    required=("change_kind", "employee_id", "person_name", "cause"), key=("employee_id", "change_kind"),
    article="指引第二十二条",
)  # fmt: skip

_COUNTS = (
    Column("opening", "月初人数", "count", meaning="上月末在册的人数"),
    Column("joined", "入职", "count", meaning="入职日期在本月", minimum=0),
    Column("moved_in", "调入", "count", meaning="由别的团队或岗位转来", minimum=0),
    Column("appeared", "其他增加", "count", meaning="入职日期不在本月，上月没有", minimum=0),
    Column("left", "离职", "count", meaning="离职日期在本月，最后一天离职的也算", minimum=0),
    Column("moved_out", "调出", "count", meaning="转到别的团队或岗位", minimum=0),
    Column("vanished", "其他减少", "count", meaning="没有离职日期，本月没有", minimum=0),
    Column("closing", "月末人数", "count", meaning="本月在册、没有离职的人数", minimum=0),
    Column("gap", "核对", "count", meaning="月初人数加增加减减少，再减月末人数，应为0", minimum=0, maximum=0),
)

HEADCOUNTS = Table(
    "headcounts", "人数", "一行是一个团队的一个岗位：月初人数＋入职＋调入＋其他增加－离职－调出－其他减少＝月末人数",
    (*columns("team", "post"), *_COUNTS), required=("post", *(column.name for column in _COUNTS)),
    key=("team", "post"), article="指引第二十二条", totals=tuple(column.name for column in _COUNTS),
)  # fmt: skip

SIGNATURES = Table(
    "signatures", "签核", "一行是一个须签字的角色",
    (Column("role", "角色", "text", meaning="签字的角色，按签字的顺序"), Column("signer", "签字人", "text"),
     Column("signed_at", "签字时间", "text", meaning="没有签的写“未签”")),
    required=("role", "signed_at"), key=("role",), article="指引第十五条（二）",
)  # fmt: skip

COMPARISON = Table(
    "comparison", "与上月比较", "一行是一个项目的全营业部合计",
    (Column("quantity", "项目", "text"), Column("unit", "单位", "text"),
     Column("now", "本月", "exact"), Column("earlier", "上月", "exact", meaning="没有上月结果的空白"),
     Column("difference", "差额", "exact", meaning="本月减上月")),
    required=("quantity", "now"), key=("quantity",), article="指引第六条、第二十二条",
)  # fmt: skip

LEADING = Table(
    "leading", "本月前列", "一行是一名人员；数相同的名次相同",
    (Column("rank", "名次", "count", minimum=1), *columns("employee_id", "person_name", "team", "post"),
     Column("figure", "数", "exact")),
    required=("rank", "employee_id", "figure"), key=("employee_id",), article="指引第二十一条",
)  # fmt: skip

CONTROL_LINES = Table(
    "control_lines", "核对表", "一行是一个文件的一个合计：写出后从文件读回的数，与薪酬月报表的数",
    (Column("file", "文件", "text"), Column("quantity", "项目", "text"),
     Column("persons", "人数", "count", meaning="文件中的人数", minimum=0),
     Column("total", "文件合计", "money", meaning="从文件读回的合计"),
     Column("expected", "应为", "money", meaning="薪酬月报表及其计算表中的数"),
     Column("difference", "差额", "money", meaning="文件合计减应为", minimum=0, maximum=0)),
    required=("file", "quantity", "persons", "total", "expected", "difference"),
    article="指引第十五条",
)  # fmt: skip


def pay_summary(by: Sequence[str], headings: Sequence[str]) -> Table:
    """The summary by team, by post or by both (``by``: their headings), with the amounts the configuration lists.

    Grain: one row per team, post, or post of a team; 人数 and one amount per heading, in yuan.
    """
    groups = tuple(Column(f"group_{number}", heading, "text") for number, heading in enumerate(by))
    amounts = tuple(Column(f"amount_{number}", heading, "money") for number, heading in enumerate(headings))
    persons = Column("persons", "人数", "count", minimum=0)
    return Table(
        "pay_summary", f"按{'和'.join(by)}", f"一行是一个{'的一个'.join(by)}",
        (*groups, persons, *amounts), required=("persons", *(column.name for column in amounts)),
        key=tuple(column.name for column in groups), article="指引第十五条（二）",
        totals=("persons", *(column.name for column in amounts)),
    )  # fmt: skip
