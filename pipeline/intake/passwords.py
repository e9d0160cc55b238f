"""Opens encrypted workbooks with the configured passwords."""

from __future__ import annotations

import io

from pipeline.findings import finding
from pipeline.intake.facts import Refused
from pipeline.intake.settings import IntakeSettings

WRITE_PROTECTED = "VelvetSweatshop"
"""Excel encrypts some write-protected workbooks with this password and opens them without asking ([MS-OFFCRYPTO])."""


def decrypted(data: bytes, name: str, settings: IntakeSettings) -> bytes:
    """The workbook behind the encryption; refused if no password fits."""
    import msoffcrypto

    for password in (WRITE_PROTECTED, *settings.passwords):
        target = io.BytesIO()
        try:
            office = msoffcrypto.OfficeFile(io.BytesIO(data))
            office.load_key(password=password)
            office.decrypt(target)
        except Exception:  # A wrong password shows in as many ways as there are schemes.
            continue
        if target.tell():
            return target.getvalue()
    raise Refused(finding("F05", file=name, tried=_tried(settings)))


def _tried(settings: IntakeSettings) -> str:
    if not settings.passwords:
        return "配置中没有密码"
    return f"配置的{len(settings.passwords)}个密码都打不开"
