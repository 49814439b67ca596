"""How well links and ledger agree with what careful readers found (`links-from-2020.json` and `links` in tests/gold).

    python -m benchmarks.linking_gold [--misses]

A link is found where one has the same later sentence and one of the earlier sentences meant; with `half` the agreement
is right and the sentence is not. The gold lists what a reader came upon, not all that is true: links besides it were
looked at by a reader too (`judged.json`), and precision is told of those together; `open` are links that nobody has
looked at yet, which `--misses` shows. Ledger rows that the reader doubted (`doubtful`) count as right either way.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from extract.gold import source_files
from extract.pipeline import extract_commitments
from extract.read.document import read_document
from graph.ledger import Row, ledger_of
from graph.linkage import LinkedAnew, links_in, threads_in
from graph.linking.linker import Linker
from graph.linking.passages import Corpus, corpus_of
from graph.links import Link
from graph.threads import Thread

CHECKOUT = Path(__file__).resolve().parent.parent
GOLD = CHECKOUT / "tests" / "gold"
SOURCES = CHECKOUT / "examples" / "oekonomiaftaler"

Gold = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkScore:
    """Counts for the links back to one agreement. `missed` and `extra` are lines to read."""

    document: str
    gold: int
    found: int
    half: int
    explicit: int
    explicit_found: int
    predicted: int
    confirmed: int
    missed: tuple[str, ...]
    extra: tuple[str, ...]


def tied_pairs(linker: Linker) -> set[tuple[int, int]]:
    """The pairs of passages that the gold ties, by their numbers, the later first."""
    return {
        pair
        for document, gold in read_gold().items()
        for row in gold["back"]
        for end in row["to"]
        for pair in _pairs(linker, row["from"], {"document": document, **end})
    }


def judged_pairs(linker: Linker) -> dict[tuple[int, int], bool]:
    """The pairs that the program proposed and a reader looked at, and whether they belong together."""
    rows = json.loads((GOLD / "links" / "judged.json").read_text(encoding="utf-8"))
    return {pair: row["right"] for row in rows for pair in _pairs(linker, row["from"], row["to"])}


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """Links between two passages: how many the gold has or a reader judged right, judged wrong, and has not seen."""

    right: int
    wrong: int
    open: int

    @property
    def share(self) -> float:
        """The share that is right of those that were looked at."""
        return self.right / max(self.right + self.wrong, 1)


def precision_of(linker: Linker) -> Precision:
    """How many of the links that a linker made between two passages belong together."""
    known = judged_pairs(linker) | dict.fromkeys(tied_pairs(linker), True)
    said = [known.get((tie.later, tie.earlier)) for tie in linker.ties if tie.earlier is not None]
    return Precision(right=said.count(True), wrong=said.count(False), open=said.count(None))


def _pairs(linker: Linker, later: dict[str, Any], earlier: dict[str, Any]) -> list[tuple[int, int]]:
    ends = [
        [one for one in linker.numbers(end["document"]) if same(linker.index.passages[one].text, end["quote"])]
        for end in (later, earlier)
    ]
    return [(one, other) for one in ends[0] for other in ends[1]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerScore:
    """Counts for the follow-ups of one agreement: rows found, right status, and of the followed-up the right words."""

    document: str
    gold: int
    found: int
    status: int
    followed_up: int
    words: int
    wrong: tuple[str, ...]


def read_gold(folder: Path = GOLD) -> dict[str, Gold]:
    """The gold of each agreement, by its id."""
    paths = [folder / "links-from-2020.json", *sorted((folder / "links").glob("links-from-*.json"))]
    return {f"oea-kommuner-{path.stem[-4:]}": json.loads(path.read_text(encoding="utf-8")) for path in paths}


@cache
def read_corpus(sources: Path = SOURCES) -> Corpus:
    """The passages of the agreements in a folder."""
    documents = [read_document(path, sources) for path in source_files(sources).values()]
    return corpus_of([(document, extract_commitments(document)) for document in documents])


def same(one: str, other: str) -> bool:
    """Whether one quote holds the other; white space does not count.

    >>> same("KL vil  følge op.", "følge op")
    True
    """
    first, second = " ".join(one.split()), " ".join(other.split())
    return first in second or second in first


def score_links(document: str, gold: Gold, links: Sequence[Link]) -> LinkScore:
    """Compares the links back to one agreement with the gold."""
    ours = [link for link in links if link.to_document == document]
    full, half, confirmed = [], 0, set[int]()
    missed: list[str] = []
    for wanted in gold["back"]:
        starts = [
            number
            for number, link in enumerate(ours)
            if link.source.document == wanted["from"]["document"] and same(link.source.quote, wanted["from"]["quote"])
        ]
        hits = [number for number in starts if _meets(ours[number], wanted)]
        confirmed.update(hits)
        if hits:
            full.append(wanted)
            continue
        half += bool(starts)
        missed.append(f"{wanted['from']['document']} {wanted['matter']}: {wanted['from']['quote']}")
    return LinkScore(
        document=document,
        gold=len(gold["back"]),
        found=len(full),
        half=half,
        explicit=sum(wanted["explicit"] for wanted in gold["back"]),
        explicit_found=sum(wanted["explicit"] for wanted in full),
        predicted=len(ours),
        confirmed=len(confirmed),
        missed=tuple(missed),
        extra=tuple(_line(link) for number, link in enumerate(ours) if number not in confirmed),
    )


def _meets(link: Link, wanted: dict[str, Any]) -> bool:
    return link.target is not None and any(same(link.target.quote, earlier["quote"]) for earlier in wanted["to"])


def _line(link: Link) -> str:
    target = link.target.quote if link.target else "-"
    return f"{link.source.document} [{link.kind} {link.confidence}] {link.source.quote}\n      <- {target}"


def score_ledger(document: str, gold: Gold, rows: Sequence[Row]) -> LedgerScore:
    """Compares the follow-ups of one agreement with the gold; not read and not made are both `pending` there."""
    ours = [row for row in rows if row.kind == "follow-up" and row.document == document]
    found = status = followed_up = words = 0
    wrong: list[str] = []
    for wanted in gold["ledger"]:
        row = next((row for row in ours if same(row.quote, wanted["quote"])), None)
        sure = wanted["status"] == "followed-up" and not wanted.get("doubtful")
        followed_up += sure
        if row is None:
            wrong.append(f"missing: {wanted['quote']}")
            continue
        found += 1
        said = "pending" if row.status in ("not-read", "not-made") else row.status
        right = said == wanted["status"] or bool(wanted.get("doubtful"))
        status += right
        hit = any(same(one.quote, other["quote"]) for one in row.evidence for other in wanted["evidence"])
        words += sure and hit
        if not right or (sure and not hit):
            wrong.append(f"{wanted['status']}, ours {said}: {wanted['quote']}")
    return LedgerScore(
        document=document,
        gold=len(gold["ledger"]),
        found=found,
        status=status,
        followed_up=followed_up,
        words=words,
        wrong=tuple(wrong),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadScore:
    """Counts for one thread of the gold: passages that must be in it, those found, those of ours that do not belong.

    `ours` is the id of the thread compared with: of ours the one that has most of the passages, and least besides.
    """

    id: str
    gold: int
    found: int
    wrong: int
    ours: str
    missed: tuple[str, ...]
    extra: tuple[str, ...]


def read_threads(folder: Path = GOLD) -> list[dict[str, Any]]:
    """The threads that a reader gathered; `also` are passages that may be in a thread and need not."""
    threads: list[dict[str, Any]] = json.loads((folder / "links" / "threads.json").read_text(encoding="utf-8"))
    return threads


def score_thread(gold: dict[str, Any], threads: Sequence[Thread]) -> ThreadScore:
    """Compares a thread of the gold with the one of ours that has most of its passages, of several the narrowest."""
    ours = max(threads, key=lambda one: (len(_inside(gold["items"], one)), -len(one.items)), default=None)
    items = ours.items if ours else ()
    found = _inside(gold["items"], ours) if ours else []
    extra = [
        item
        for item in items
        if not any(
            item.document == one["document"] and same(item.quote, one["quote"]) for one in gold["items"] + gold["also"]
        )
    ]
    return ThreadScore(
        id=gold["id"],
        gold=len(gold["items"]),
        found=len(found),
        wrong=len(extra),
        ours=ours.id if ours else "",
        missed=tuple(f"{one['document']} {one['quote']}" for one in gold["items"] if one not in found),
        extra=tuple(f"{item.document} {item.quote}" for item in extra),
    )


def _inside(wanted: Sequence[dict[str, Any]], thread: Thread) -> list[dict[str, Any]]:
    return [
        one
        for one in wanted
        if any(item.document == one["document"] and same(item.quote, one["quote"]) for item in thread.items)
    ]


def main() -> None:
    """Prints the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="show what was missed, and what the gold does not have")
    misses = parser.parse_args().misses
    known = LinkedAnew(read_corpus())
    links, rows = links_in(known), ledger_of(known)
    for document, gold in read_gold().items():
        one, two = score_links(document, gold, links), score_ledger(document, gold, rows)
        print(f"{document}: links {one.found}/{one.gold} (+{one.half} half), explicit {one.explicit_found}", end="")
        print(
            f"/{one.explicit}, {one.confirmed} of {one.predicted} in gold; ledger found {two.found}/{two.gold},", end=""
        )
        print(f" status {two.status}/{two.gold}, words {two.words}/{two.followed_up}")
        for title, lines in (("missed", one.missed), ("extra", one.extra), ("ledger", two.wrong)):
            for line in lines if misses else ():
                print(f"  {title:6} {line}")
    found = precision_of(known.linker)
    print(f"links looked at: {found.right} right, {found.wrong} wrong ({found.share:.3f}), {found.open} open")
    ours = threads_in(known)
    for thread in read_threads():
        three = score_thread(thread, ours)
        print(f"thread {three.id}: {three.found}/{three.gold} found, {three.wrong} wrong ({three.ours})")
        for title, lines in (("missed", three.missed), ("extra", three.extra)):
            for line in lines if misses else ():
                print(f"  {title:6} {line}")


if __name__ == "__main__":
    main()
