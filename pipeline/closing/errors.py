"""What a closing command refuses, in words for the user with the next step."""

from __future__ import annotations


class Refused(Exception):
    """The command does nothing; the text says why and what to do."""
