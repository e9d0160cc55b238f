"""A second, independent computation of the example branch's pay, written from the specification alone.

It shares no code with the pipeline it checks: plain dicts and fractions, slow, one module per concern.
Scheme: 《示例营业部客户经理薪酬标准（2026版）》. Each module lists under "Reading taken:" where the text left a choice.
"""

from .exact import Stop
from .report import COLUMNS, Result, compute_month

__all__ = ["COLUMNS", "Result", "Stop", "compute_month"]
