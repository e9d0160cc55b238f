"""What looks beyond one row as Excel reads it: the persons of a group, a named person, earlier periods."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.scheme.excel_cells import SNAP, Cells, NotLive, PastCells
from pipeline.scheme.expressions import Name, Node, words
from pipeline.scheme.units import DAY, FLAG, WORDS

FAR = "1E+300"
"""Larger than any figure of a month."""


def over_group(function: str, arguments: Sequence[Node], ties: str, cells: Cells) -> str:
    """组内合计 and the like; NotLive where what is added up, or a grouping word, has no column of its own."""
    if function == "分摊":
        raise NotLive("分摊要比较各人余数的大小，电子表格的位数不够")
    if function == "团队其他人合计":
        function, keys = "组内其他人合计", [Name("团队")]
    else:
        keys = [_plain(key, "分组的词", cells) for key in arguments[2 if ties else 1 :]]
    asked = _plain(arguments[0], "所取的量", cells)
    own, column = cells.cell(asked.name), cells.column(asked.name)
    mates = "*".join(f"({cells.column(key.name)}={cells.cell(key.name)})" for key in keys)
    if function == "组内计数":
        return f"SUMPRODUCT({_joined(mates, f'({column}=TRUE)')}*1)"
    if function in ("组内合计", "全体合计", "组内其他人合计"):
        total = f"SUMPRODUCT({mates}*{column})" if mates else f"SUM({column})"
        return f"({total}-{own})" if function == "组内其他人合计" else total
    snapped = f"ROUND({column},{SNAP})"
    if function == "组内并列数":
        return f"SUMPRODUCT({_joined(mates, f'({snapped}=ROUND({own},{SNAP}))')}*1)"
    above = f"({snapped}>ROUND({own},{SNAP}))"
    if ties == "并列占位":
        return f"(SUMPRODUCT({_joined(mates, above)}*1)+1)"
    same = ",".join(f'{cells.column(key.name)},{cells.column(key.name)}&""' for key in keys)
    holders = f"COUNTIFS({column},{column}{',' if same else ''}{same})"
    return f"(ROUND(SUMPRODUCT({_joined(mates, above)}/{holders}),0)+1)"


def _joined(mates: str, test: str) -> str:
    return f"{mates}*{test}" if mates else test


def _plain(node: Node, what: str, cells: Cells) -> Name:
    if node in cells.worked:
        return Name(cells.worked[node])
    if not isinstance(node, Name):
        raise NotLive(f"{what}“{words(node)}”要先算出来，没有自己的列")
    return node


def of_person(quantity: str, employee: str, cells: Cells) -> str:
    """取自人员."""
    found = f"INDEX({cells.column(quantity)},MATCH({employee},{cells.column('工号')},0))"
    kind = cells.person_kinds.get(quantity, "")
    if kind == DAY:
        return f'IF({found}="","",{found})'
    return f'({found}&"")' if kind == WORDS else found


def over_past(function: str, quantity: str, parts: Sequence[str], cells: Cells) -> str:
    """上期, 累计 and the like; ``parts`` are the arguments after the quantity as Excel reads them."""
    if cells.past is None:
        raise NotLive("往期的数不在本簿")
    past = cells.past
    mine = f'({past.quantity}="{quantity}")*({past.employee}={cells.cell("工号")})'
    kind = cells.kinds.get(quantity, "")
    if function in ("上期", "往期"):
        back = "1" if function == "上期" else parts[0]
        return _earlier(past, mine, (back, parts[-1]), kind)
    own = cells.cell(quantity)
    if function == "连续":
        return _in_a_row(past, mine, own, parts[0])
    if function == "连续期数":
        last_no = f'SUMPRODUCT(MAX({mine}*({past.word}="否")*{past.last_day}))'
        return f"IF({own},1+SUMPRODUCT({mine}*({past.last_day}>{last_no})),0)"
    return _GATHER[function](past, f"{mine}*({past.last_day}>={parts[0]})", own, kind)


def _earlier(past: PastCells, mine: str, back_and_other: tuple[str, str], kind: str) -> str:
    back, other = back_and_other
    day = f"SUMPRODUCT(LARGE({mine}*{past.last_day},{back}))"
    there = f"{mine}*({past.last_day}={day})"
    if kind == WORDS:
        first = f"MIN(ROW({past.word}))"
        found = f'(INDEX({past.word},SUMPRODUCT({there}*(ROW({past.word})-{first}+1)))&"")'
    elif kind == FLAG:
        found = f'(SUMPRODUCT({there}*({past.word}="是"))>0)'
    else:
        found = f"SUMPRODUCT({there}*{past.figure})"
    return f"IF(SUMPRODUCT({mine})<{back},{other},{found})"


def _in_a_row(past: PastCells, mine: str, own: str, length: str) -> str:
    before = int(length) - 1
    if before == 0:
        return own
    day = f"SUMPRODUCT(LARGE({mine}*{past.last_day},{before}))"
    unbroken = f'SUMPRODUCT({mine}*({past.word}="否")*({past.last_day}>={day}))=0'
    return f"IF({own},IF(SUMPRODUCT({mine})<{before},FALSE,{unbroken}),FALSE)"


def _count(past: PastCells, window: str, own: str, kind: str) -> str:
    if kind == FLAG:
        return f'(IF({own},1,0)+SUMPRODUCT({window}*({past.word}="是")))'
    return f"(1+SUMPRODUCT({window}))"


def _total(past: PastCells, window: str, own: str, kind: str) -> str:
    return f"({own}+SUMPRODUCT({window}*{past.figure}))"


def _mean(past: PastCells, window: str, own: str, kind: str) -> str:
    return f"({_total(past, window, own, kind)}/{_count(past, window, own, '')})"


def _largest(past: PastCells, window: str, own: str, kind: str) -> str:
    return f"MAX({own},SUMPRODUCT(MAX({past.figure}-{FAR}*(1-{window}))))"


def _smallest(past: PastCells, window: str, own: str, kind: str) -> str:
    return f"MIN({own},SUMPRODUCT(MIN({past.figure}+{FAR}*(1-{window}))))"


_GATHER: dict[str, Callable[[PastCells, str, str, str], str]] = {
    "累计": _total, "期均": _mean, "期大": _largest, "期小": _smallest, "期数": _count,
}  # fmt: skip
