"""How vouchers are laid out and what they post: the part ``payout.vouchers`` of ``config.yaml``."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, field_validator, model_validator

from pipeline.payout.file_text import FileText, known_only, only_once
from pipeline.payout.placeholders import PERIOD_WORDS
from pipeline.scheme.formula_check import nearest
from pipeline.scheme.parts import Formula, Part

Program = Literal["用友", "金蝶"]
LINE_WORDS = (
    "会计年度", "会计期间", "凭证类别字", "凭证编号", "凭证序号", "行号", "分录序号", "制单日期", "附单据数", "制单人",
    "摘要", "科目编码", "科目名称", "借方金额", "贷方金额", "发生额", "汇率", "部门编码", "部门名称", "职员编码",
    "职员姓名", "核算项目",
)  # fmt: skip
"""What a column of a voucher may name, beside the words of the period."""

USUAL: dict[Program, dict[str, str]] = {
    "用友": {
        "会计期间": "{会计期间}", "凭证类别字": "{凭证类别字}", "凭证编号": "{凭证编号}", "行号": "{行号}",
        "制单日期": "{制单日期}", "附单据数": "{附单据数}", "制单人": "{制单人}", "摘要": "{摘要}",
        "科目编码": "{科目编码}", "借方金额": "{借方金额}", "贷方金额": "{贷方金额}", "部门编码": "{部门编码}",
        "职员编码": "{职员编码}",
    },
    "金蝶": {
        "凭证日期": "{制单日期}", "会计年度": "{会计年度}", "会计期间": "{会计期间}", "凭证字": "{凭证类别字}",
        "凭证号": "{凭证编号}", "科目代码": "{科目编码}", "科目名称": "{科目名称}", "币别代码": "RMB",
        "币别名称": "人民币", "原币金额": "{发生额}", "借方": "{借方金额}", "贷方": "{贷方金额}", "制单": "{制单人}",
        "凭证摘要": "{摘要}", "业务日期": "{制单日期}", "附件数": "{附单据数}", "序号": "{凭证序号}", "汇率": "{汇率}",
        "分录序号": "{分录序号}", "核算项目": "{核算项目}",
    },
}  # fmt: skip
"""Columns of the import of each program; those of 金蝶 (K/3, KIS) as commonly used, not read in its own manual (I)."""

_DAY = re.compile(r"(本月|次月)(末|([1-9]|[12]\d|3[01])日)")


class EntryText(Part):
    """One posting: an account (by its name in ``accounts``) on one side, and the quantity it takes of each person.

    ``by`` says whether persons are posted apart, by department, or together; of an ``optional`` one, quantities the
    month does not know are 0.
    """

    summary: str
    debit: str = ""
    credit: str = ""
    quantity: Formula
    by: Literal["部门", "职员", "合计"] = "合计"
    who: str = ""
    optional: bool = False

    @field_validator("summary")
    @classmethod
    def _is_known(cls, value: str) -> str:
        known_only([value], ("部门名称", "职员姓名", *PERIOD_WORDS))
        return value

    @model_validator(mode="after")
    def _has_one_side(self) -> EntryText:
        if bool(self.debit) == bool(self.credit):
            raise ValueError(f"分录“{self.summary}”应写 debit（借）或 credit（贷）其中一个")
        return self

    @property
    def account(self) -> str:
        """The name of its account."""
        return self.debit or self.credit


class VoucherPart(Part):
    """One voucher: its word and number, the day it is made on (``本月末``, ``次月10日``), its postings."""

    name: str
    word: str = "记"
    number: int = 1
    day: str = "本月末"
    attachments: int = 0
    entries: tuple[EntryText, ...]

    @field_validator("day")
    @classmethod
    def _is_a_day(cls, value: str) -> str:
        if not _DAY.fullmatch(value):
            raise ValueError(f"“{value}”不是制单日期的写法，应写成 本月末、本月28日、次月10日")
        return value


class VoucherText(FileText):
    """The vouchers of one bookkeeping program.

    ``accounts`` are codes by name, ``departments`` codes by team; with ``like``, whatever is not written here is that
    of the program of that name.  ``columns`` heading → template, in place of the usual ones of the program.  A negative
    amount stays on its side in red, or goes to the other side.  ``in_full`` are the totals of the pay report that must
    be posted without rest, by default 应发合计, 实发合计 and all that lies between; ``also_in_full`` are more of them.
    ``clearing`` are the accounts that are at zero again after all vouchers, by default those one voucher debits and
    another credits, and 应付….
    """

    name: str = ""
    program: Program
    like: str = ""
    file: str = "{名称}_{期间}"
    maker: str = ""
    columns: dict[str, str] = Field(default_factory=dict)
    accounts: dict[str, str] = Field(default_factory=dict)
    departments: dict[str, str] = Field(default_factory=dict)
    negative: Literal["红字", "反向"] = "红字"
    in_full: tuple[str, ...] | None = None
    also_in_full: tuple[str, ...] = ()
    clearing: tuple[str, ...] | None = None
    vouchers: tuple[VoucherPart, ...] = ()

    @field_validator("file")
    @classmethod
    def _names_no_line(cls, value: str) -> str:
        known_only([value], ("名称", *PERIOD_WORDS))
        return value

    @field_validator("columns")
    @classmethod
    def _can_be_read_back(cls, value: dict[str, str]) -> dict[str, str]:
        if value:
            only_once(list(value.values()), ("科目编码", "借方金额", "贷方金额"))
            known_only(list(value.values()), (*LINE_WORDS, *PERIOD_WORDS))
        return value

    @field_validator("accounts", "departments")
    @classmethod
    def _are_codes(cls, value: dict[str, str]) -> dict[str, str]:
        for name, code in value.items():
            if not re.fullmatch(r"[0-9A-Za-z.\-]+", code):
                raise ValueError(f"“{name}”的编码“{code}”应只有数字、字母、点和短横")
        return value

    @property
    def title(self) -> str:
        """What the program is called in files and messages."""
        return self.name or f"{self.program}凭证"

    @property
    def laid_out(self) -> dict[str, str]:
        """Its columns, or the usual ones of the program."""
        return self.columns or USUAL[self.program]


TAKEN_OVER = ("maker", "accounts", "departments", "negative", "in_full", "also_in_full", "clearing", "vouchers")


def _completed(programs: tuple[VoucherText, ...]) -> tuple[VoucherText, ...]:
    """Every program with what it takes over from the one it is like; names apart, accounts known."""
    titles = [program.title for program in programs]
    files = [program.file.replace("{名称}", program.title) for program in programs]
    for told, values in (("凭证", titles), ("文件名", files)):
        twice = next((value for value in values if values.count(value) > 1), None)
        if twice is not None:
            raise ValueError(f"{told}“{twice}”写了两次，请各写不同的 name")
    made = tuple(_like(program, {one.title: one for one in programs}) for program in programs)
    for program in made:
        _check_accounts(program)
    return made


def _like(program: VoucherText, others: dict[str, VoucherText]) -> VoucherText:
    if not program.like:
        return program
    other = others.get(program.like)
    if other is None or other.like:
        raise ValueError(f"like“{program.like}”不是另一个写全了的凭证{nearest(program.like, others)}")
    written = program.model_fields_set
    return program.model_copy(update={name: getattr(other, name) for name in TAKEN_OVER if name not in written})


def _check_accounts(program: VoucherText) -> None:
    names = [voucher.name for voucher in program.vouchers]
    if len(set(names)) < len(names):
        raise ValueError(f"“{program.title}”里有同名的凭证：{'、'.join(names)}")
    for name in program.clearing or ():
        if name not in program.accounts:
            raise ValueError(f"clearing 的科目“{name}”在“{program.title}”的 accounts 里没有编码"
                             + nearest(name, program.accounts))  # fmt: skip
    for voucher in program.vouchers:
        for entry in voucher.entries:
            if entry.account not in program.accounts:
                place = f"凭证“{voucher.name}”的科目“{entry.account}”在“{program.title}”的 accounts 里没有编码"
                raise ValueError(place + nearest(entry.account, program.accounts))


Vouchers = Annotated[tuple[VoucherText, ...], AfterValidator(_completed)]
