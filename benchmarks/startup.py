"""How long `aftalegraf --help` takes, against an empty Python program in the same run.

    python -m benchmarks.startup [--runs N] [--json]

Times alternate, so that a busy machine slows both; the median and the ratio are printed. The ratio is what to compare
between machines; the aim is under 200 ms on an ordinary laptop.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path
from time import perf_counter

CHECKOUT = Path(__file__).resolve().parent.parent
PROGRAMS = {"python -c pass": ["-c", "pass"], "aftalegraf --help": ["-m", "aftalegraf", "--help"]}


def seconds(arguments: list[str]) -> float:
    """How long one run takes, from start to end of the process."""
    started = perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=CHECKOUT, check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - started


def measure(runs: int) -> dict[str, float]:
    """The median of each program in milliseconds, and their ratio."""
    for arguments in PROGRAMS.values():
        seconds(arguments)
    times: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    for _ in range(runs):
        for name, arguments in PROGRAMS.items():
            times[name].append(seconds(arguments))
    medians = {name: 1000 * statistics.median(found) for name, found in times.items()}
    empty, helped = medians.values()
    return {**medians, "ratio": helped / empty}


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = measure(options.runs)
    if options.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:20} {value:8.2f}" + ("" if name == "ratio" else " ms"))


if __name__ == "__main__":
    main()
