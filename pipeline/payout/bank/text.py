"""How batch payment files are laid out: the part ``payout.banks`` of ``config.yaml``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, field_validator

from pipeline.payout.file_text import FileText, known_only, only_once
from pipeline.payout.placeholders import PERIOD_WORDS
from pipeline.scheme.parts import Part

LINE_WORDS = ("序号", "户名", "账号", "金额")
TOTAL_WORDS = ("笔数", "总金额")
USUAL = {
    "序号": "{序号}", "户名": "{户名}", "账号": "{账号}", "金额": "{金额}", "开户行": "{开户行}", "备注": "{期间}工资",
}  # fmt: skip
HeadLine = tuple[str, ...]
Sharpness = Literal["阻断", "提醒", "不查"]


class BankText(FileText):
    """The batch file of one bank.

    ``when`` are words of 开户行 that mean this bank; the one bank without any takes everybody else (他行).  ``limit``
    is the largest number of payments in a file; ``head`` the lines above the headings; ``columns`` heading → template,
    which may name 序号, 户名, 账号, 金额, the words of the period, and every quantity or roster column of a person.
    """

    name: str = "银行代发"
    when: tuple[str, ...] = ()
    file: str = "{银行}_{期间}"
    limit: int | None = Field(default=None)
    head: tuple[HeadLine, ...] = ()
    columns: dict[str, str] = Field(default_factory=lambda: dict(USUAL))

    @field_validator("when")
    @classmethod
    def _are_words(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not all(word.strip() for word in value):
            raise ValueError("开户行里的词不能是空的；其余银行的那一个不写 when")
        return value

    @field_validator("limit")
    @classmethod
    def _has_room(cls, value: int | None) -> int | None:
        if value is not None and value < 1:
            raise ValueError(f"每个文件的行数上限{value}应至少是1")
        return value

    @field_validator("file")
    @classmethod
    def _names_no_person(cls, value: str) -> str:
        known_only([value], ("银行", *PERIOD_WORDS))
        return value

    @field_validator("head")
    @classmethod
    def _tells_of_the_file(cls, value: tuple[HeadLine, ...]) -> tuple[HeadLine, ...]:
        known_only([cell for line in value for cell in line], ("银行", *TOTAL_WORDS, *PERIOD_WORDS))
        return value

    @field_validator("columns")
    @classmethod
    def _can_be_read_back(cls, value: dict[str, str]) -> dict[str, str]:
        only_once(list(value.values()), ("户名", "账号", "金额"))
        return value


class BankChecks(Part):
    """How sharply accounts are looked at: a card number with a wrong check digit, one account of two persons."""

    card_number: Sharpness = "阻断"
    same_account: Sharpness = "提醒"


def _are_apart(banks: tuple[BankText, ...]) -> tuple[BankText, ...]:
    """Every person has one bank, every bank its own files."""
    names = [bank.name for bank in banks]
    rest = [bank.name for bank in banks if not bank.when]
    files = [bank.file.replace("{银行}", bank.name) for bank in banks]
    words = [word for bank in banks for word in bank.when]
    for told, values in (("银行", names), ("开户行的词", words), ("文件名", files)):
        twice = next((value for value in values if values.count(value) > 1), None)
        if twice is not None:
            raise ValueError(f"{told}“{twice}”写了两次，各银行应不同")
    if len(rest) > 1:
        raise ValueError(f"只能有一个银行不写 when（其余银行），现在有：{'、'.join(rest)}")
    return banks


Banks = Annotated[tuple[BankText, ...], AfterValidator(_are_apart)]
