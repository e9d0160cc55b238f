"""Personnel changes of the month and the summary filed with 经纪业务综合室 (指引第十五条、第二十二条)."""
