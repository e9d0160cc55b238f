"""An installation whose pay standard is one of examples/schemes instead of the shipped one."""

from __future__ import annotations

import re
from pathlib import Path

from .tables import PROJECT


def configured(folder: Path, scheme: str, columns: str, *, credits: bool = True) -> Path:
    """The shipped configuration with the pay standard of another file and these columns in the report.

    Without ``credits`` the branch keeps nothing of the customers.
    """
    shipped = (PROJECT / "config.yaml").read_text(encoding="utf-8")
    other = (PROJECT / "examples" / "schemes" / f"{scheme}.yaml").read_text(encoding="utf-8")
    before, rest = shipped.split("\nschemes:\n", 1)
    after = rest[rest.index("\nlaw:\n") :]
    whole = f"{before}\n{other[other.index('schemes:') :]}{after}"
    changed, count = re.subn(r"  columns: \[[^]]*\]\n", f"  columns: [{columns}]\n", whole)
    assert count == 1
    if not credits:
        changed = changed.replace("  retained: 归属净佣金", "  retained: \"\"", 1)
    path = folder / "config.yaml"
    path.write_text(changed, encoding="utf-8")
    return path
