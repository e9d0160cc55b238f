"""Personal keys: ed25519, kept in a file that only its passphrase opens.

Neither passphrase nor private key is ever part of a message, a log or a result.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from pipeline.closing.errors import Refused

SHORTEST = 8
"""So many characters a passphrase has at least."""
OWNER_ONLY = 0o600


def new_key(path: Path, passphrase: str) -> str:
    """Write a new private key under its passphrase; returns the public key (64 hex digits).

    Raises Refused if the file is there already or the passphrase is too short.
    """
    # Imported here and below: whoever only verifies does without.
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat

    if len(passphrase) < SHORTEST:
        raise Refused(f"口令至少{SHORTEST}个字符，请换一个长一些的")
    key = Ed25519PrivateKey.generate()
    secret = BestAvailableEncryption(_secret(passphrase))
    _write_new(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, secret))
    return _public_of(key)


def open_key(path: Path, passphrase: str) -> Ed25519PrivateKey:
    """The private key in the file; Refused if there is none, or the passphrase does not open it."""
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        text = path.read_bytes()
    except OSError as error:
        raise Refused(f"读不到密钥文件“{path}”：请用 --key 指明自己的密钥文件，没有的先运行 xinchou key new") from error
    try:
        key = load_pem_private_key(text, _secret(passphrase))
    except (ValueError, TypeError, UnsupportedAlgorithm):
        # Not chained: what the library says might quote what was typed.
        raise Refused(f"口令打不开密钥文件“{path}”：口令不对，或它不是本程序的密钥文件") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise Refused(f"“{path}”不是本程序的密钥文件，请用 xinchou key new 新建")
    return key


def public_key(key: Ed25519PrivateKey) -> str:
    """The public key as 64 hex digits, as configuration names it."""
    return _public_of(key)


def fingerprint(public: str) -> str:
    """The first 16 hex digits of the SHA-256 of a public key: short enough for a sheet."""
    return hashlib.sha256(bytes.fromhex(public)).hexdigest()[:16]


def is_key(public: str) -> bool:
    """Whether the text is a public key as configuration names it."""
    return len(public) == 64 and set(public) <= set("0123456789abcdef")


def signed(key: Ed25519PrivateKey, message: bytes) -> str:
    """The signature over the message, 128 hex digits."""
    return key.sign(message).hex()


def is_signed(public: str, signature: str, message: bytes) -> bool:
    """Whether the signature over the message is by this key."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _public_of(key: Ed25519PrivateKey) -> str:
    return key.public_key().public_bytes_raw().hex()


def _secret(passphrase: str) -> bytes:
    """The bytes of a passphrase, also of one the environment holds in another encoding; Refused where it has none."""
    try:
        return passphrase.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        # Not chained: the error quotes the passphrase.
        raise Refused("口令里有不能使用的字符，请换一个") from None


def _write_new(path: Path, text: bytes) -> None:
    if path.exists():
        raise Refused(f"“{path}”已经存在，没有改动；新密钥请换一个文件名")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except OSError:
        raise Refused(f"写不了“{path}”：请检查文件夹和权限，或换一个文件夹") from None
    with os.fdopen(handle, "wb") as file:
        file.write(text)
        file.flush()
        os.fsync(handle)
