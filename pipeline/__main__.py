"""``python -m pipeline`` is the command ``xinchou``."""

from pipeline.cli import main

main()
