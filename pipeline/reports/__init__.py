"""Workbooks for people and for the next desk: typed cells, live totals, print set-up, the same bytes every time."""
