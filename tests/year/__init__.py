"""The example year, worked out once from its workbooks: who moves, why, and what he is paid the month after."""
