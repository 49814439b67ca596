"""Where the five agreements lie that come with the program."""

from __future__ import annotations

from pathlib import Path

from aftalegraf.errors import CommandError

FOLDER = "oekonomiaftaler"


def example_folder() -> Path:
    """The folder of the agreements: in the package, or in the checkout. Raises CommandError where it is gone."""
    package = Path(__file__).resolve().parent
    for folder in (package / "examples" / FOLDER, package.parent / "examples" / FOLDER):
        if (folder / "documents.tsv").is_file():
            return folder
    raise CommandError(f"the agreements that come with the program are not in {package}: install aftalegraf again")
