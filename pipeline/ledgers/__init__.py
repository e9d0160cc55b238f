"""Balances carried from month to month: opening, movements, closing; per person, object and month of origin."""
