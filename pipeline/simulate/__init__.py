"""Trials: past months computed under another pay standard or other parameters, beside the present configuration."""
