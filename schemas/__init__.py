"""What every table of the pipeline is; imports nothing of ours outside this package."""
