"""What the law takes: insurance, VAT and surcharges, income tax; by the same language as the pay standard."""
