"""The command ``xinchou`` as a process: ``python -m pipeline``, or the script that installing puts on the path.

A command lives for seconds and owns millions of small objects that hold no rubbish.  So the collector looks for rubbish
seldom, and at its end the process leaves its memory to the system instead of taking it apart object by object.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys

SELDOM = (100_000, 20, 20)
"""So many new objects before the collector looks through the youngest; how often before it looks through the older."""


def main() -> None:
    """Run one command and end the process with its exit code."""
    gc.set_threshold(*SELDOM)
    from pipeline.cli import main as command

    try:
        command()
    except SystemExit as ended:
        _end_at_once(ended)
        raise
    except OSError as lost:  # of the console alone: every other one is told there
        sys.exit(_unheard(lost))


def _unheard(lost: OSError) -> int:
    """The exit code of a command whose answer could not be written, told on the error stream if that still works."""
    with contextlib.suppress(OSError):
        print(f"回答没有写全（{lost.strerror}）；结果是否写出请用 xinchou status 查看。", file=sys.stderr)
    return 3


def _end_at_once(ended: SystemExit) -> None:
    """End here, when everything said was heard; else the interpreter ends as it does, and says what was lost."""
    if not isinstance(ended.code, int):
        return
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (AttributeError, OSError, ValueError):  # no console, a full disk, a reader that is gone
        return
    os._exit(ended.code)


if __name__ == "__main__":
    main()
