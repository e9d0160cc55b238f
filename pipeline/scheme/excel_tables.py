"""Look-ups and bands as Excel reads them."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.scheme.excel_cells import SNAP, BandCells, BandSetCells, LookupCells, NotLive, TablePlace

NO_VALUE = "NA()"


def looked_up(function: str, table: TablePlace, parts: Sequence[str]) -> str:
    """A look-up or a band function of the table; ``parts`` are its arguments as Excel reads them."""
    if isinstance(table, LookupCells):
        return _entry(table, parts)
    if isinstance(table, BandCells):
        return _of_bands(function, table, parts[0])
    return _of_set(function, table, parts)


def _entry(table: LookupCells, keys: Sequence[str]) -> str:
    if len(keys) == 1:
        found = f"MATCH({keys[0]},{table.keys[0]},0)"
        if not table.otherwise:
            return f"INDEX({table.values},{found})"
        return f"IF(ISNUMBER({found}),INDEX({table.values},{found}),{table.otherwise})"
    tests = "*".join(f"({column}={key})" for column, key in zip(table.keys, keys, strict=True))
    first = table.keys[0]
    place = f"INDEX({table.values},SUMPRODUCT({tests}*(ROW({first})-MIN(ROW({first}))+1)))"
    return f"IF(SUMPRODUCT({tests})=0,{table.otherwise or NO_VALUE},{place})"


def _of_set(function: str, table: BandSetCells, parts: Sequence[str]) -> str:
    """The bands of the words given, one group of words after the other."""
    if not table.sets:
        raise NotLive("这张表没有档位")
    made = NO_VALUE
    for words, bands in reversed(list(table.sets.items())):
        tests = ",".join(f'{part}="{word}"' for part, word in zip(parts[1:], words, strict=True))
        made = f"IF(AND({tests}),{_of_bands(function, bands, parts[0])},{made})"
    return made


def _of_bands(function: str, table: BandCells, figure: str) -> str:
    if function == "超额累进":
        return _slices(table, figure)
    place = _place(table, figure)
    found = place if function == "档次" else f"INDEX({table.values},{place})"
    if table.outside == "就近":
        return found
    tests = [*_below(table, figure), *_beyond(table, figure)]
    nothing = "0" if table.outside == "按零" else NO_VALUE
    return f"IF(OR({','.join(tests)}),{nothing},{found})" if tests else found


def _place(table: BandCells, figure: str) -> str:
    """The number of the band: how many lower bounds the figure has reached."""
    relation = ">=" if table.closed_left else ">"
    place = f"SUMPRODUCT(--(ROUND({figure},{SNAP}){relation}{table.lows}))"
    return f"MAX({place},1)" if table.outside == "就近" else place


def _below(table: BandCells, figure: str) -> list[str]:
    return [f"ROUND({figure},{SNAP}){'<' if table.closed_left else '<='}{table.first}"] if table.first else []


def _beyond(table: BandCells, figure: str) -> list[str]:
    return [f"ROUND({figure},{SNAP}){'>=' if table.closed_left else '>'}{table.end}"] if table.end else []


def _slices(table: BandCells, figure: str) -> str:
    """Each slice at the value of its band: what lies above a lower bound times the step that begins there."""
    counted = f"MIN({figure},{table.end})" if table.end and table.outside == "按零" else figure
    if table.open_ended_below:
        first_step, lows = f"INDEX({table.steps},1)", table.lows
        made = (
            f"({counted}*{first_step}+SUMPRODUCT((ROW({lows})>MIN(ROW({lows})))*({counted}>{lows})"
            f"*({counted}-{lows})*{table.steps}))"
        )
    else:
        made = f"SUMPRODUCT(({counted}>{table.lows})*({counted}-{table.lows})*{table.steps})"
    beyond = _beyond(table, figure) if table.outside == "停算" else []
    return f"IF({beyond[0]},{NO_VALUE},{made})" if beyond else made
