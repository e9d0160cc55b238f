"""How the files of the tax office are filled: the part ``payout.tax`` of ``config.yaml``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipeline.scheme.parts import Part


class LabourText(Part):
    """What income the people of a post declare: 所得项目, the form it is read in by, and whether months of 0 are."""

    item: str
    form: Literal["劳务报酬所得", "一般劳务报酬所得"] = "一般劳务报酬所得"
    zero: bool = False


class BonusText(Part):
    """How the year's bonus of a month is called: the amount, and the word that says it is taxed apart."""

    amount: str = "年终奖"
    way: str = "年终奖计税"
    apart: str = "单独"


class TaxText(Part):
    """Files for the tax office.

    ``document`` and ``country`` are those of who has none in the roster column of their name; ``wages`` are the posts
    that earn wages, ``labour`` the others by post.  ``columns`` says per form which quantities fill a column (its
    heading without ``*``), in place of what :mod:`pipeline.payout.tax.forms` does by itself; ``contributions`` are the
    columns of 正常工资薪金所得 that must add up to 三险一金.  ``people``, ``employment`` (by post, or a group of posts)
    and ``first_job`` (word of the roster → word of the client) lay out 人员信息采集; ``compare`` says per form which
    quantity is held against which column of the client's 税款计算, in place of the usual one.
    """

    document: str = "居民身份证"
    country: str = "中国"
    wages: str = "雇员"
    labour: dict[str, LabourText] = Field(default_factory=lambda: {
        "证券经纪人": LabourText(item="证券经纪人佣金收入", form="劳务报酬所得", zero=True),
        "兼职": LabourText(item="一般劳务报酬所得"),
    })  # fmt: skip
    bonus: BonusText = BonusText()
    columns: dict[str, dict[str, str | tuple[str, ...]]] = Field(default_factory=dict)
    contributions: tuple[str, ...] = ("基本养老保险费", "基本医疗保险费", "失业保险费", "住房公积金")
    people: Literal["变动", "全部"] = "变动"
    employment: dict[str, str] = Field(
        default_factory=lambda: {"雇员": "雇员", "证券经纪人": "证券经纪人", "兼职": "其他"}
    )
    first_job: dict[str, str] = Field(default_factory=lambda: {"首次就业": "当年首次入职其他人员"})
    compare: dict[str, dict[str, str | tuple[str, ...]]] = Field(default_factory=dict)
