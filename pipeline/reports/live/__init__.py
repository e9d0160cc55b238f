"""薪酬计算表: the month as one wired workbook, every figure a formula down to the lines and the table entries."""
