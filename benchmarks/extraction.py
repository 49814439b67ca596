"""How quickly commitments are found: words a second and memory with 1 and 2 processes, and what each component takes.

    python -m benchmarks.extraction [--files 50] [--processes 1 2] [--json]

Reads agreements of the length of the 2022 one, made of it: in every copy one word of each line ends in letters of its
own, so that nothing remembered of one copy helps with the next. Whole runs of `aftalegraf extract` are timed, start
included. In the same run the same words go through bare `spacy.blank("da")`; the ratio to that is what to compare
between machines. Memory is that of the largest process, in MB, where the system tells it.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

CHECKOUT = Path(__file__).resolve().parent.parent
AGREEMENT = CHECKOUT / "examples" / "oekonomiaftaler" / "oea-kommuner-2022.txt"
# The first long word of a line that is neither an actor nor what rules look for.
_LONG_WORD = re.compile(
    r"^(.*?\b(?!regering|parter|kommun|region|økonomi|afsætte|enighed)[a-zæøå]{7,})\b", re.MULTILINE
)
_STAGES = 8  # copies that the components are timed on

# Runs in a process of its own, so that its memory is its own; prints seconds and MB.
_MEASURED = """
import json, sys
from time import perf_counter
{imports}
started = perf_counter()
{work}
seconds = perf_counter() - started
try:
    import resource
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
except ImportError:
    peak = None
print(json.dumps([seconds, peak]))
"""
_TOKENS = """
nlp = spacy.blank("da")
nlp.max_length = 50_000_000
for path in sorted(Path(sys.argv[1]).glob("*.txt")):
    nlp(path.read_text(encoding="utf-8"))
"""
_EXTRACT = """
command = [sys.executable, "-m", "aftalegraf", "extract", sys.argv[1], "--processes", sys.argv[2]]
subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run over all files: seconds from start to end, words a second, MB of the largest process."""

    name: str
    seconds: float
    words_per_second: float
    peak_mb: float | None


def letters(number: int) -> str:
    """Letters that stand for a number.

    >>> letters(0), letters(27)
    ('aa', 'bb')
    """
    return chr(97 + number // 26) + chr(97 + number % 26)


def write_copies(folder: Path, count: int) -> int:
    """Writes the copies and their `documents.tsv`; gives the number of words in all."""
    text = AGREEMENT.read_text(encoding="utf-8")
    rows = ["document\tfile\ttitle\tyear\tdate\tsignatories"]
    for number in range(count):
        name = f"made-{number:03}"
        (folder / f"{name}.txt").write_text(_LONG_WORD.sub(rf"\1{letters(number)}", text), encoding="utf-8")
        rows.append(f"{name}\t{name}.txt\tAftale {number}\t2022\t\tregeringen;kl")
    (folder / "documents.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return count * len(text.split())


def measured(name: str, words: int, imports: str, work: str, arguments: Sequence[str]) -> Run:
    """Does the work in a process of its own; raises CalledProcessError where that fails."""
    code = _MEASURED.format(imports=imports, work=work)
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=CHECKOUT, check=True, capture_output=True, encoding="utf-8"
    )
    seconds, peak = json.loads(done.stdout.splitlines()[-1])
    return Run(name=name, seconds=seconds, words_per_second=words / seconds, peak_mb=peak)


def stages(folder: Path) -> dict[str, float]:
    """Seconds a file that reading and each component take, once everything is loaded."""
    from extract.pipeline import load_pipeline
    from extract.read.document import read_document

    nlp = load_pipeline()
    paths = sorted(folder.glob("*.txt"))[: _STAGES + 1]
    taken: dict[str, float] = {}
    for number, path in enumerate(paths):
        if number == 1:  # the first loads phrases and vocabularies
            taken = dict.fromkeys(taken, 0.0)
        started = perf_counter()
        document = read_document(path)
        taken["read"] = taken.get("read", 0.0) + perf_counter() - started
        doc = nlp.make_doc("")
        doc._.document = document
        for name, component in nlp.pipeline:
            started = perf_counter()
            doc = component(doc)
            taken[name] = taken.get(name, 0.0) + perf_counter() - started
    return {name: seconds / max(1, len(paths) - 1) for name, seconds in taken.items()}


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--files", type=int, default=50)
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        words = write_copies(folder, options.files)
        tokens = measured(
            'spacy.blank("da"), no more', words, "import spacy\nfrom pathlib import Path", _TOKENS, [name]
        )
        runs = [
            measured(
                f"{count} process{'es' * (count > 1)}",
                words,
                "import subprocess\nfrom pathlib import Path",
                _EXTRACT,
                [name, str(count)],
            )
            for count in options.processes
        ]
        parts = stages(folder)
    if options.json:
        print(json.dumps({"words": words, "runs": [asdict(run) for run in (tokens, *runs)], "components": parts}))
        return
    print(f"{options.files} agreements, {words} words")
    for run in (tokens, *runs):
        memory = "" if run.peak_mb is None else f"{run.peak_mb:6.0f} MB"
        ratio = tokens.words_per_second / run.words_per_second
        print(f"{run.name:28} {run.seconds:7.2f} s {run.words_per_second:10.0f} words/s {memory}  1/{ratio:.1f}")
    alone = sum(parts.values())
    bare = tokens.seconds / options.files
    print(f"once loaded, a file takes {1000 * alone:.0f} ms, {alone / bare:.1f} times its bare tokenisation; of that")
    for name, seconds in sorted(parts.items(), key=lambda item: -item[1]):
        print(f"  {name.removeprefix('aftalegraf_'):26} {1000 * seconds:7.1f} ms {100 * seconds / alone:5.1f} %")


if __name__ == "__main__":
    main()
