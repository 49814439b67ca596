"""Which files of a folder are an explorer's own: a list beside the pages, by which those of things gone are removed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

LIST: Final = "aftalegraf-site.json"
_OWN = re.compile(r"(?:en/)?[a-z0-9][a-z0-9-]*\.(?:html|csv|json)", re.ASCII)


def renew(folder: Path, written: Iterable[Path]) -> Path:
    """Removes what an earlier explorer wrote into `folder` and this one did not, and writes the list anew.

    Only names that an explorer gives are removed, and never what lies elsewhere. Raises OSError where it fails.
    """
    now = sorted(path.relative_to(folder).as_posix() for path in written)
    for name in sorted(set(earlier(folder)) - set(now)):
        path = folder / name
        if path.is_file() and path.resolve() == folder.resolve() / name:
            path.unlink()
    text = json.dumps({"files": now}, ensure_ascii=False, indent=1)
    (folder / LIST).write_text(text + "\n", encoding="utf-8", newline="\n")
    return folder / LIST


def earlier(folder: Path) -> tuple[str, ...]:
    """The names that an earlier explorer wrote into `folder`; none where there is no list, or it cannot be read."""
    try:
        found = json.loads((folder / LIST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    names = found if isinstance(found, list) else []
    return tuple(name for name in names if isinstance(name, str) and name != LIST and _OWN.fullmatch(name))
