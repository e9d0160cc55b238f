"""Late corrections: closed months worked out again in the shadow, differences paid by the open one (指引第十五条)."""
