"""Files for the tax office, and its computation compared with ours (tax laws cited in each module)."""
