"""The jobs by the name of their command."""

from pipeline.flow import MONTH
from pipeline.span_flow import QUARTER, YEAR

JOBS = {"run": MONTH, "quarter": QUARTER, "year": YEAR}
