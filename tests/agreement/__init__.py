"""End to end: the pipeline from delivered workbooks to written results agrees with the reference computation."""
