"""Worked cases beside a pay standard: small months by hand, run through the real stages, compared to the fen."""
