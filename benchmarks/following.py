"""How fast `ledger`, `links`, `threads` and `report` answer: from what a build keeps, and where that is missing.

    python -m benchmarks.following [--agreements 1000] [--runs 3]

For the five agreements, and for so many made ones (`benchmarks.store`: the first twenty sentences of each of the five,
over and over under other names and years). A line for each command: processor seconds of a whole process, start and
imports included, the least of several runs; then once with what is kept taken away, when all is linked anew.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.store import AGREEMENTS, Corpus, build_made, models, small
from graph.build import build
from graph.linking.kept import FILE

_COMMANDS = ("ledger", "links", "threads")


def measure(name: str, store: Path, pair: Sequence[str], runs: int) -> Iterator[str]:
    """Yields a line for each command, on a store as it is and without what is kept."""
    asked = [[command, "--format", "json"] for command in _COMMANDS] + [["report", *pair]]
    kept = [min(_spent(one, store) for _ in range(runs)) for one in asked]
    for file in store.glob(f"generation-*/{FILE}"):
        file.rename(file.with_suffix(".away"))
    anew = [_spent(one, store) for one in asked]
    for file in store.glob("generation-*/*.away"):
        file.rename(file.with_name(FILE))
    for one, quick, slow in zip(asked, kept, anew, strict=True):
        yield f"{name:>18} {one[0]:8} {quick:7.2f} s, linked anew {slow:7.2f} s"


def _spent(arguments: Sequence[str], store: Path) -> float:
    """Processor seconds of a command in a process of its own."""
    command = [sys.executable, "-m", "aftalegraf", *arguments, "--store", str(store)]
    before = os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system


def main() -> None:
    """Prints the lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--agreements", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        build([AGREEMENTS], folder / "five.store")
        print(*measure("five agreements", folder / "five.store", ("ØA23", "ØA24"), options.runs), sep="\n")
        if options.agreements > 1:
            made = Corpus([small(model) for model in models()], options.agreements)
            print(f"built in {build_made(made, folder / 'in', folder / 'many.store'):.0f} s", file=sys.stderr)
            pair = ("aftale-00000", "aftale-00001")
            name = f"{options.agreements:,} made ones"
            print(*measure(name, folder / "many.store", pair, options.runs), sep="\n")


if __name__ == "__main__":
    main()
