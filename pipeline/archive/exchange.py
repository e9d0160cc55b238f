"""Exchange two folders in one atomic step, where the operating system can."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

_UNSUPPORTED = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2


def exchange(one: Path, other: Path) -> bool:
    """Swap the two existing folders at once; False where system or file system cannot (nothing is changed then).

    Raises OSError for every other reason.
    """
    code = _swap(os.fsencode(one), os.fsencode(other))
    if code == 0:
        return True
    if code in _UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code), str(one), None, str(other))


def _swap(one: bytes, other: bytes) -> int:
    """The errno of the system's exchange call, 0 when done."""
    if sys.platform == "win32":
        return errno.ENOSYS
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        call, arguments = "renamex_np", (one, other, ctypes.c_uint(_RENAME_SWAP))
    else:
        call, arguments = "renameat2", (_AT_FDCWD, one, _AT_FDCWD, other, ctypes.c_uint(_RENAME_EXCHANGE))
    if not hasattr(library, call):
        return errno.ENOSYS
    return 0 if getattr(library, call)(*arguments) == 0 else ctypes.get_errno()
