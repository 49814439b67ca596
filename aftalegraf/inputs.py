"""What the user points the program at: files and folders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from aftalegraf.errors import MisuseError


def some_exist(paths: Sequence[Path]) -> None:
    """Sees that at least one of the paths, or what a pattern names, is there. Raises MisuseError that names them where
    none is.
    """
    from graph.sources import spelled_out

    if not any(_there(path) for path in spelled_out(paths)):
        names = ", ".join(str(path) for path in paths)
        raise MisuseError(f"{names}: there is no such file or folder: check the path")


def _there(path: Path) -> bool:
    """Whether the path is there; one that may not be looked at is (opening it will say what is wrong)."""
    try:
        return path.exists()
    except OSError:
        return True
