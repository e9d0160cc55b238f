"""The branch maker: random valid branch-months, and the workbooks in which they would arrive."""
