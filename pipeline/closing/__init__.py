"""Closing a period: signatures in order, the seal, the proof that nothing was changed since (指引第十五条)."""
