"""The workbooks of a quarter and of a year that people look at: 级别调整表 and 年度考评表."""
