"""Who is credited with what: persons employed, items of customers and sales, amounts split over relations."""
