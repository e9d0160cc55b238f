"""Whether every file that came late is of a kind the month knows: one nobody reads would change nothing, unseen."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.closing.errors import Refused
from pipeline.intake.month import UNRECOGNISED, Month


def verify_recognised(delivered: Month, late: Sequence[str]) -> None:
    """Refused where no sheet of a late file was recognised, each such file by its name."""
    sources = delivered.tables["sources"].to_pylist()
    kinds = {name: {row["kind"] for row in sources if row["file"] == name} for name in late}
    strange = [name for name in late if kinds[name] == {UNRECOGNISED}]
    if strange:
        names = "、".join(f"“{name}”" for name in strange)
        raise Refused(
            f"{names}认不出是哪一种数据，没有读取，不能据以更正：前30行中没有任何一种数据的标题。"
            "请按模板改正标题后再运行，不是更正用的请移出文件夹；任何文件都没有改动"
        )
