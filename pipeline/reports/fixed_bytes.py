"""Takes the time of writing out of a workbook, so that the same rows give the same bytes."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from pipeline.reports.formats import MADE_ON

CORE = "docProps/core.xml"
TIMES = re.compile(rb"(W3CDTF\">)[^<]*")
OLDEST = (1980, 1, 1, 0, 0, 0)


def fix_time(path: Path) -> None:
    """Replaces the times in the workbook's core properties, in place.

    The archive is cut before that part and the few small parts after it are written again; the sheets before it
    are not touched, let alone recompressed.
    """
    stamp = MADE_ON.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        start = archive.getinfo(CORE).header_offset
        tail = [part for part in archive.infolist() if part.header_offset >= start]
        contents = [(part.filename, archive.read(part)) for part in tail]
        for part in tail:
            archive.filelist.remove(part)
            del archive.NameToInfo[part.filename]
        archive.start_dir = start
        for name, content in contents:
            fixed = TIMES.sub(rb"\g<1>" + stamp, content) if name == CORE else content
            archive.writestr(zipfile.ZipInfo(name, OLDEST), fixed, zipfile.ZIP_DEFLATED)
