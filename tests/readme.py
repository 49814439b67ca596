"""README.md with its outputs as the program gives them now: `make readme` writes them, and the figures the pages show.

A block that begins with `$ command` after a line `<!-- output: N -->` holds the first N lines of what that command
prints, with `...` where more would follow. Times and the folder it ran in are made the same everywhere.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.quality import GOLD, PAGES, for_pages, measured, scored, with_table

CHECKOUT = Path(__file__).resolve().parent.parent
README = CHECKOUT / "README.md"
COLUMNS = 100

_BLOCK = re.compile(r"(<!-- output: (\d+) -->\n```console\n\$ ([^\n]+)\n)(.*?)(```\n)", re.DOTALL)
_UNSETTLED = re.compile(r"\b[\d.]+ (?=seconds|triples)")


def run(command: str, folder: Path) -> str:
    """What a command of the README prints, in a folder of its own."""
    words = shlex.split(command)
    arguments = ["demo"] if words == ["make", "demo"] else words[1:]
    done = subprocess.run(
        [sys.executable, "-m", "aftalegraf", *arguments],
        cwd=folder,
        env={**os.environ, "LC_ALL": "C.UTF-8", "COLUMNS": str(COLUMNS), "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.replace(str(folder.resolve()), "/home/you/aftalegraf")


def shown(output: str, lines: int) -> str:
    """The first lines of an output, without white space at their ends."""
    found = "\n".join(line.rstrip() for line in output.splitlines()).strip("\n").splitlines()
    cut = "\n".join(found[:lines]).strip("\n")
    return f"{cut}\n...\n" if len(found) > lines else f"{cut}\n"


def with_outputs(text: str, folder: Path) -> str:
    """The text with each block's output as it is now."""

    def again(block: re.Match[str]) -> str:
        return block[1] + shown(run(block[3], folder), int(block[2])) + block[5]

    return _BLOCK.sub(again, text)


def settled(text: str) -> str:
    """The text without what differs from run to run."""
    return _UNSETTLED.sub("N ", text)


def current(text: str) -> str:
    """The README as it should be now."""
    with TemporaryDirectory() as name:
        return with_table(with_outputs(text, Path(name)), measured())


if __name__ == "__main__":
    README.write_text(current(README.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    PAGES.write_text(for_pages(scored(GOLD / "held-out")), encoding="utf-8", newline="\n")
