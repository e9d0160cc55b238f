"""One run of a period at a time: an operating-system lock that ends with its process, however that ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.archive.places import lock_file


class PeriodBusy(Exception):
    """Another run of the same period is under way; the text is for the user."""

    def __init__(self, period: str) -> None:
        super().__init__(
            f"{period} 正由另一个运行处理，本次未开始，任何文件都没有改动。请等它结束后再运行；"
            "若确认没有别的运行，请检查其他电脑是否正在使用同一输出文件夹。"
        )


@contextmanager
def period_lock(outputs: Path, period: str) -> Iterator[None]:
    """Hold the period for the length of the block; raises PeriodBusy at once if another process holds it."""
    path = lock_file(outputs, period)
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise PeriodBusy(period) from None
    try:
        yield
    finally:
        lock.release()
