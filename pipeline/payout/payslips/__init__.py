"""Payslips and statements of the year: every line adds up to the report, every person's file is locked."""
