"""Passwords of delivered workbooks: opened in memory only, and put back on the copy."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def unlock(data: bytes, passwords: Sequence[str]) -> tuple[bytes, str]:
    """The readable bytes of a file and the password that opened it ("" if it needs none).

    A file that no password opens comes back as it is, with "": its readers will say so.
    """
    if not data.startswith(_OLE):
        return data, ""
    import msoffcrypto
    from msoffcrypto.exceptions import FileFormatError

    try:
        encrypted = msoffcrypto.OfficeFile(BytesIO(data)).is_encrypted()
    except (FileFormatError, OSError):
        return data, ""
    for password in passwords if encrypted else ():
        opened = _opened(data, password)
        if opened is not None:
            return opened, password
    return data, ""


def lock(data: bytes, password: str) -> bytes:
    """The workbook encrypted with the password; the same bytes and password give the same result."""
    from msoffcrypto.format.ooxml import OOXMLFile

    target = BytesIO()
    with _repeatable(data, password):
        OOXMLFile(BytesIO(data)).encrypt(password, target)
    return target.getvalue()


def _opened(data: bytes, password: str) -> bytes | None:
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError

    target = BytesIO()
    try:
        file = msoffcrypto.OfficeFile(BytesIO(data))
        file.load_key(password=password)
        file.decrypt(target)
    except (DecryptionError, ValueError, OSError):
        return None
    return target.getvalue() if _is_readable(target.getvalue()) else None


def _is_readable(data: bytes) -> bool:
    """Whether decryption with this password gave a file (older formats do not say when it was wrong)."""
    return data.startswith((b"PK", _OLE))


@contextmanager
def _repeatable(data: bytes, password: str) -> Iterator[None]:
    """Let the library draw its salts and keys from the password and the content instead of from chance.

    Equal input must give equal output files; a keyed hash of the content is as unforeseeable to anyone
    without the password as chance is. The only thing it gives away is that two copies are equal.
    """
    from msoffcrypto.method import ecma376_agile
    from msoffcrypto.method.container import ecma376_encrypted

    salts, times = ecma376_agile._random_buffer, ecma376_encrypted.datetime2filetime
    ecma376_agile._random_buffer = _stream(data, password)
    ecma376_encrypted.datetime2filetime = lambda _now: times(datetime(2000, 1, 1))
    try:
        yield
    finally:
        ecma376_agile._random_buffer, ecma376_encrypted.datetime2filetime = salts, times


def _stream(data: bytes, password: str) -> Callable[[int], bytes]:
    seed = hmac.digest(hashlib.sha512(password.encode()).digest(), data, "sha512")
    drawn = 0

    def draw(size: int) -> bytes:
        nonlocal drawn
        drawn += 1
        return hashlib.shake_256(seed + drawn.to_bytes(4, "big")).digest(size)

    return draw
