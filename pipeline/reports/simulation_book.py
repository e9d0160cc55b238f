"""The workbook of a trial: what was changed and what it comes to, per person, the largest movers, every figure.

Writes: ``试算对比_<from>_<to>.xlsx`` with the sheets 总览, 人员对比, 变动最大, 逐月明细.
"""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from pipeline.reports.formats import MADE_ON, Looks, paper_options
from pipeline.reports.simulation_details import write_details
from pipeline.reports.simulation_model import WARNING, Simulation
from pipeline.reports.simulation_movers import write_movers
from pipeline.reports.simulation_overview import write_overview
from pipeline.reports.simulation_persons import write_persons


def write_simulation_book(path: Path, simulation: Simulation) -> None:
    """Write the workbook; the same comparison gives the same bytes."""
    months = f"{simulation.periods[0]} 至 {simulation.periods[-1]}"
    with xlsxwriter.Workbook(path, paper_options()) as book:
        book.set_properties({"title": f"试算对比 {months}", "comments": WARNING, "created": MADE_ON})
        looks = Looks(book)
        write_overview(book, looks, simulation)
        write_persons(book, looks, simulation)
        write_movers(book, looks, simulation)
        write_details(book, looks, simulation)
