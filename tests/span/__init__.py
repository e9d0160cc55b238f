"""Tests of the quarter and the year: what they read back, stop at, tell and write."""
