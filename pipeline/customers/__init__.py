"""Customers classed each quarter, and the list of the largest each month (V3)."""
