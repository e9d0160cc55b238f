"""Vouchers for the bookkeeping programs: debit equals credit for every person."""
