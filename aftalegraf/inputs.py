"""What the user points the program at: files and folders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from aftalegraf.errors import MisuseError


def some_exist(paths: Sequence[Path]) -> None:
    """Sees that at least one of the paths is there. Raises MisuseError that names them where none is."""
    if not any(path.exists() for path in paths):
        names = ", ".join(str(path) for path in paths)
        raise MisuseError(f"{names}: there is no such file or folder: check the path")
