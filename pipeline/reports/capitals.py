"""An amount of money in Chinese capital figures, as vouchers require.

Law: 《支付结算办法》附一《正确填写票据和结算凭证的基本规定》第一至四条. Where the rule leaves a choice, this
writes 整 after 角 (harder to add to) and no 零 before a 千 or a 角 that stands filled.
The library cn2an is not used: it writes 100001000.00 as 壹亿壹仟元整, without the 零 the rule asks for.
"""

from __future__ import annotations

from decimal import Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("仟", "佰", "拾", "")
MYRIADS = ("", "万", "亿", "万亿")


def capitals(amount: Decimal) -> str:
    """The amount as ``壹万零壹拾元零伍分``.

    Raises ValueError below zero, from a 兆 (10^16) up, and with fractions of a fen: our own mistake.
    """
    fen = amount * 100
    if not 0 <= amount < Decimal(10) ** 16 or fen != int(fen):
        raise ValueError(f"no capital figures for {amount}")
    yuan, cents = divmod(int(fen), 100)
    whole = f"{_whole(yuan)}元" if yuan else ""
    return (whole + _cents(cents, bool(yuan))) or "零元整"


def _whole(yuan: int) -> str:
    """The digits before the decimal point, by groups of four."""
    groups = [yuan // 10_000**power % 10_000 for power in range(len(MYRIADS))]
    words, gap = "", False
    for power in reversed(range(len(MYRIADS))):
        group = groups[power]
        if group:
            words += ("零" if words and (gap or group < 1000) else "") + _group(group) + _myriad(power, groups)
        gap = bool(words) and not group
    return words


def _myriad(power: int, groups: list[int]) -> str:
    """The word after a group; 万亿 shares its 亿 with the group that follows."""
    return "万" if power == 3 and groups[2] else MYRIADS[power]


def _group(group: int) -> str:
    words, gap = "", False
    for digit, place in zip(map(int, f"{group:04d}"), PLACES, strict=True):
        if digit:
            words += ("零" if words and gap else "") + DIGITS[digit] + place
        gap = not digit
    return words


def _cents(cents: int, after_yuan: bool) -> str:
    tens, ones = divmod(cents, 10)
    if not cents:
        return "整" if after_yuan else ""
    if not ones:
        return f"{DIGITS[tens]}角整"
    return (f"{DIGITS[tens]}角" if tens else "零" if after_yuan else "") + f"{DIGITS[ones]}分"
