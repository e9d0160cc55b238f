"""Chooses the noise of one table: which of the spellings and decorations of real exports it gets."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from . import spelling
from .table_columns import ALIASES, COLUMNS, GROUPS, UNIT_OF_TEN_THOUSAND

Row = dict[str, Any]
UNKNOWN_COLUMNS = {
    "营业部": "示例营业部",
    "币种": "人民币",
    "数据来源": "CRM",
    "风险等级": "C3",
    "最后更新人": "admin",
    "渠道名称": "直销",
}


@dataclass
class Noise:
    """The decorations of one table; the defaults are a clean sheet with canonical headings."""

    headings: dict[str, str] = field(default_factory=dict)
    factors: dict[str, int] = field(default_factory=dict)
    spellings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    nothings: tuple[str | None, ...] = (None,)
    unknown_columns: tuple[str, ...] = ()
    has_title: bool = False
    has_groups: bool = False
    has_numbering: bool = False
    has_totals: bool = False
    has_subtotals: bool = False
    has_blank_rows: bool = False
    repeats_heading: bool = False
    has_footer: bool = False
    hides_rows: bool = False
    hides_column: bool = False
    has_filter: bool = False
    is_shuffled: bool = False


def choose_noise(rng: Random, kind: str, rows: list[Row], variety: str, is_text: bool) -> Noise:
    """The noise of a table of one kind; `is_text` for files without merges, formats or hidden rows."""
    if variety == "plain":
        return Noise()
    likely = {"realistic": 0.22, "wild": 0.5}[variety]

    def hit(factor: float = 1.0) -> bool:
        return rng.random() < likely * factor

    noise = Noise(
        has_title=hit(2),
        has_groups=hit() and kind in GROUPS and not is_text,
        has_numbering=hit(0.6),
        has_totals=hit(1.3),
        has_subtotals=hit(0.5),
        has_blank_rows=hit(0.7),
        repeats_heading=hit(0.5),
        has_footer=hit(1.3),
        hides_rows=hit(0.6) and not is_text,
        hides_column=hit(0.6) and not is_text,
        has_filter=hit() and not is_text,
        is_shuffled=variety == "wild" and hit(),
        unknown_columns=tuple(rng.sample(sorted(UNKNOWN_COLUMNS), rng.randint(0, 2))),
    )
    if noise.has_filter and noise.has_numbering:
        noise.has_filter = False
    if hit():
        noise.nothings = (
            (rng.choice(spelling.NOTHINGS), None) if variety == "wild" else (rng.choice(spelling.NOTHINGS),)
        )
    for heading in COLUMNS[kind]:
        noise.spellings[heading] = _spellings(rng, heading, COLUMNS[kind][heading], rows, variety == "wild")
        _choose_heading(rng, noise, kind, heading, variety == "wild")
    return noise


def _choose_heading(rng: Random, noise: Noise, kind: str, heading: str, wild: bool) -> None:
    """The heading of one column as shown, with its alias and unit."""
    type_ = COLUMNS[kind][heading]
    shown = rng.choice((heading, *ALIASES.get(kind, {}).get(heading, ()))) if rng.random() < 0.5 else heading
    unit = ""
    if heading in UNIT_OF_TEN_THOUSAND and rng.random() < (0.5 if wild else 0.25):
        noise.factors[heading], unit = 10000, "万元"
    elif type_ == "money" and rng.random() < 0.3:
        unit = "元"
    elif type_ == "score" and rng.random() < 0.3:
        unit = "分"
    elif noise.spellings[heading] == ("points",) and rng.random() < 0.7:
        unit = "%"
    shown += rng.choice((f"({unit})", f"（{unit}）")) if unit else ""
    noise.headings[heading] = decorate(rng, shown, 0.35 if wild else 0.06)


def decorate(rng: Random, heading: str, likely: float) -> str:
    """A heading with a line break, stray or full-width spaces, or full-width digits and brackets."""
    if rng.random() >= likely:
        return heading
    middle = max(1, len(heading) // 2)
    return rng.choice(
        (
            f"{heading[:middle]}\n{heading[middle:]}",
            f" {heading} ",
            f"{heading}\u3000",
            f"{heading[:1]}\u3000{heading[1:]}",
            f"{heading[:middle]} {heading[middle:]}",
            spelling.full_width(heading),
        )
    )


def _spellings(rng: Random, heading: str, type_: str, rows: list[Row], wild: bool) -> tuple[str, ...]:
    """The spellings a column mixes: one in a realistic table, now and then several in a wild one."""
    if type_ in ("money", "amount"):
        return _some(rng, spelling.MONEY_SPELLINGS, wild)
    if type_ == "date":
        return _some(rng, spelling.DATE_SPELLINGS + (spelling.ODD_DATE_SPELLINGS if wild else ()), wild)
    if type_ == "share":
        shares = [row[heading] for row in rows if row[heading] is not None]
        usable = [each for each in spelling.SHARE_SPELLINGS if each != "points" or (shares and min(shares) * 100 > 1)]
        return (rng.choice(usable),)
    if type_ == "id" and spelling.may_be_number([row[heading] for row in rows]):
        return _some(rng, spelling.ID_SPELLINGS, wild) if rng.random() < 0.5 else ("text",)
    return ("number",) if type_ == "score" and rng.random() < 0.7 else ("text",)


def _some(rng: Random, spellings: tuple[str, ...], wild: bool) -> tuple[str, ...]:
    return tuple(rng.sample(spellings, rng.randint(2, 3))) if wild and rng.random() < 0.3 else (rng.choice(spellings),)
