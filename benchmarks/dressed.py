"""How much of an agreement is read right, whatever it is dressed as: the share of its sentences that come out the same.

    python -m benchmarks.dressed [--year YEAR] [--dress NAME] [--show N] [--json]

The agreements of `examples/` are set anew as publishers set them (two columns, boxes, notes, tracked changes, saved web
pages, copied and scanned text: `tests/composed_pdf.py` and its neighbours), and what is read of each is compared with
the sentences of the text version, letter for letter.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from extract.models import Document
from extract.read.document import read_document

CHECKOUT = Path(__file__).resolve().parent.parent
AGREEMENTS = CHECKOUT / "examples" / "oekonomiaftaler"
_MISREAD = 0.95
YEARS = (2020, 2022, 2023, 2024, 2027)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What a dressed agreement lost of the text's sentences, and what it has besides; `share` is what it kept."""

    share: float
    lost: tuple[str, ...]
    besides: tuple[str, ...]


def sentences(document: Document) -> Counter[str]:
    """The document's sentences and items, runs of white space as one space."""
    return Counter(" ".join(document.words(unit.span).replace("₂", "2").split()) for unit in document.units)


def compare(text: Document, other: Document, alike: float = 1.0) -> Compared:
    """Sets the sentences of `other` beside those of `text`; as `alike` as that, of 1, is the same."""
    ours, theirs = sentences(text), sentences(other)
    lost, besides = ours - theirs, theirs - ours
    if alike < 1:
        lost, besides = _unlike(lost, besides, alike)
    return Compared(
        share=1 - lost.total() / max(ours.total(), 1), lost=tuple(lost.elements()), besides=tuple(besides.elements())
    )


def _unlike(lost: Counter[str], besides: Counter[str], alike: float) -> tuple[Counter[str], Counter[str]]:
    """What is left where each sentence lost may be found again with some letters misread."""
    left, rest = Counter[str](), Counter(besides)
    for sentence in lost.elements():
        near = get_close_matches(sentence, rest, n=1, cutoff=alike)
        left.update(() if near else (sentence,))
        rest -= Counter(near)
    return left, rest


def measured(years: tuple[int, ...], wanted: str, folder: Path) -> Iterator[tuple[str, int, Compared]]:
    """Each dress and agreement, compared."""
    from tests.dresses import dressed

    for year in years:
        text = read_document(AGREEMENTS / f"oea-kommuner-{year}.txt")
        for name, suffix, data in dressed(text, wanted):
            path = folder / f"oea-kommuner-{year}-{name.replace(' ', '-')}{suffix}"
            path.write_bytes(data())
            yield name, year, compare(text, read_document(path), _MISREAD if "scanned" in name else 1.0)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--year", type=int, action="append")
    parser.add_argument("--dress", default="", help="only dresses whose name has this")
    parser.add_argument("--show", type=int, default=0, help="how many lost sentences to print of each")
    parser.add_argument("--keep", type=Path, help="a folder in which the files stay")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = options.keep or Path(name)
        folder.mkdir(exist_ok=True)
        found = measured(tuple(options.year or YEARS), options.dress, folder)
        if options.json:
            print(json.dumps([{"dress": dress, "year": year, "share": one.share} for dress, year, one in found]))
            return
        for dress, year, one in found:
            counted = f"{len(one.lost):4} lost {len(one.besides):4} besides"
            print(f"{one.share:7.2%}  {year}  {dress:32} {counted}", flush=True)
            for mark, which in (("-", one.lost), ("+", one.besides)):
                for sentence in which[: options.show]:
                    print(f"      {mark} {sentence[:300]}")


if __name__ == "__main__":
    main()
