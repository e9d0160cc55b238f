"""Marking a workbook: bad cells coloured, a comment on each, the reasons in a column at the right.

Workbooks of the xlsx family are edited in their XML parts, so that everything else stays as it was: pictures,
charts, macros, saved values of formulas. Any other format is given back as a new workbook with the same cells.
"""
