"""The pay pipeline of a securities branch: staged jobs from delivered workbooks to the monthly pay report."""
