"""How long linking takes for 100, 1,000 and 10,000 made agreements, and whether it finds what was planted in them.

    python -m benchmarks.linking [100 1000 ...]

Each made agreement has some sentences of its own, a matter or two that comes back every year in its own words, and a
sentence that names the agreement of the year before. Processor time is given for all, and as a share of n log n,
and for the last agreement alone: what adding one costs.
"""

from __future__ import annotations

import sys
from math import log
from random import Random
from time import process_time

from extract.models import Commitment, CommitmentId, DocumentId, Evidence, Reference, Span
from graph.linking.linker import Linker
from graph.linking.passages import Passage

_SIZES = (100, 1_000, 10_000)
_OWN, _RECURRING = 12, 3
_PARTS = "aften banke cykel dige energi fjord grund havne ildsted jern klima lyng mark natur ordre plads ramme".split()
_HEADS = "afgift bygning center drift enhed fond gruppe hjem indsats kontor lager model netværk ordning pulje".split()
_VERBS = "afdække etablere udvide forenkle opføre renovere nedbringe kortlægge".split()
_SERIES = 25  # agreements of each kind that follow one another
_SENTENCES = (
    "Regeringen og KL er enige om at {verb} {matter} i {place}.",
    "Parterne vil {verb} {matter} i {place}.",
    "Der afsættes midler til at {verb} {matter} i {place}.",
)


def made_agreement(number: int) -> tuple[list[Passage], dict[int, str]]:
    """A made agreement, and what was planted: for the index of each passage that takes something up, its matter."""
    series, year = number // _SERIES, 2000 + number % _SERIES
    document, before = f"aftale-{series}-{year}", f"aftale-{series}-{year - 1}"
    own, lasting = Random(f"own {number}"), Random(f"series {series}")
    recurring = [_words(lasting) for _ in range(_RECURRING)]
    passages: list[Passage] = []
    planted: dict[int, str] = {}
    for at, (verb, matter, place) in enumerate([*recurring, *(_words(own) for _ in range(_OWN))]):
        text = own.choice(_SENTENCES).format(verb=verb, matter=matter, place=place)
        references: tuple[Reference, ...] = ()
        if at == 0 and year > 2000:
            text = f"Med {before} blev det aftalt at {verb} {matter} i {place}."
            said = Evidence(field="reference", words=before, start=4, end=4 + len(before), rule="made")
            references = (Reference(kind="agreement", target=before, text=before, evidence=said),)
        if at < _RECURRING and year > 2000:
            planted[at] = matter
        passages.append(_passage(document, year, series, at, text, references))
    return passages, planted


def _words(random: Random) -> tuple[str, str, str]:
    matter = random.choice(_PARTS) + random.choice(_PARTS) + random.choice(_HEADS)
    return random.choice(_VERBS), matter, random.choice(_PARTS) + random.choice(_HEADS) + "en"


def _passage(document: str, year: int, series: int, at: int, text: str, references: tuple[Reference, ...]) -> Passage:
    commitment = Commitment(
        document=DocumentId(document),
        id=CommitmentId(f"{document}-{at}"),
        number=at + 1,
        quote=text,
        span=Span(start=0, end=len(text)),
        unit=at,
        force="recall" if references else "agree",
        rule="made",
        confidence=1.0,
        references=references,
    )
    return Passage(
        document=document,
        year=year,
        kind=f"series-{series}",
        number=at,
        paragraph=at,
        text=text,
        headings=(f"Afsnit {at}",),
        before="",
        commitment=commitment,
    )


def run(size: int) -> str:
    """Links so many made agreements; gives a line that tells how long it took and what was found."""
    made = sorted((made_agreement(number) for number in range(size)), key=lambda one: one[0][0].year)
    linker, wanted, found, right, last = Linker(), 0, 0, 0, 0.0
    started = process_time()
    for passages, planted in made:
        begun = process_time()
        ties = linker.add(passages)
        last = process_time() - begun
        first = linker.numbers(passages[0].document).start
        wanted += len(planted)
        found += len(ties)
        for tie in ties:
            matter = planted.get(tie.later - first)
            right += (
                matter is not None and tie.earlier is not None and matter in linker.index.passages[tie.earlier].text
            )
    seconds = process_time() - started
    share = 1e6 * seconds / (size * log(size))
    precision, recall = right / max(found, 1), right / max(wanted, 1)
    return (
        f"{size:6} agreements: {seconds:7.2f} s ({share:6.1f} µs a n log n), the last {last:.4f} s;"
        f" precision {precision:.3f}, recall {recall:.3f} of {wanted}"
    )


def main() -> None:
    """Prints a line for each size."""
    for size in map(int, sys.argv[1:]) if sys.argv[1:] else _SIZES:
        print(run(size))


if __name__ == "__main__":
    main()
