"""Tests of what holds the stages together: steps, runner, ledgers between months, the command itself."""
