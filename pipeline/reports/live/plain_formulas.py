"""A worksheet that takes formulas as they are."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet


class PlainFormulas(Worksheet):  # type: ignore[misc]
    """A worksheet of xlsxwriter for tens of thousands of formulas.

    xlsxwriter searches every formula for some thirty functions newer than Excel 2010 (FILTER, XLOOKUP, …) to write them
    as ``_xlfn.…``; that took half the time of the workbook.  The formulas here come from ``pipeline.scheme.to_excel``
    and from this package, which write none of these functions and no array formulas.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """The formula without its leading ``=``."""
        return formula.removeprefix("=")
