"""The items of the pay standard, one column per item, one row per person."""
