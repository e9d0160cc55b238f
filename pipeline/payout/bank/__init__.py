"""Batch files of the banks: who is paid what to which account, in each bank's own layout."""
