"""What stood in one agreement and is nowhere in a later one that was read: topics, sums that run on, bodies to report.

It says what the later text does not say, never what became of the matter: the words looked for and the passages that
come nearest are given with each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from extract.models import CommitmentId, TopicId
from extract.topics import named_topics
from graph.effects import says
from graph.ledger import Row, Witness, ledger_between
from graph.linkage import Linkage
from graph.linking.passages import Passage
from graph.linking.promises import later_sum_year
from ontology.vocab import Concept, topics

_SIGNS = frozenset("()[]|")  # of the phrase language: a spelling with one is a pattern
VanishedKind = Literal["topic", "sum", "body"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A sentence of the older agreement and its place; `number` is the commitment's, None where it is none."""

    document: str
    quote: str
    number: int | None
    section: tuple[str, ...]
    page: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vanished:
    """Something the newer agreement does not speak of. `label` is the topic's, "" for the others.

    `searched` are the words that were looked for; of a topic, the spellings by which it is named.
    """

    kind: VanishedKind
    label: str
    said: tuple[Said, ...]
    searched: tuple[str, ...]
    nearest: tuple[Witness, ...]


def find_vanished(known: Linkage, older: str, newer: str) -> tuple[Vanished, ...]:
    """What stands in the older agreement and not in the newer: topics, then sums, then bodies, in text order."""
    gone = tuple(_topics(known, older, newer))
    silent = [row for row in ledger_between(known, older, newer) if not row.evidence]
    return (*gone, *_sums(known, silent, older, newer), *_bodies(silent))


def _topics(known: Linkage, older: str, newer: str) -> Iterator[Vanished]:
    spoken = {topic for passage in known.passages(newer) for topic in _spoken(passage)}
    concepts = {concept.id: concept for concept in topics()}
    found: dict[TopicId, list[Passage]] = {}
    for passage in known.passages(older):
        for topic in passage.topics:
            if topic not in spoken:
                found.setdefault(topic, []).append(passage)
    for topic, passages in found.items():
        concept = concepts.get(topic)
        words = _names(concept) if concept else (topic,)
        yield Vanished(
            kind="topic",
            label=concept.label if concept else topic,
            said=tuple(map(_said, passages)),
            searched=words,
            nearest=(),
        )


def _names(topic: Concept) -> tuple[str, ...]:
    """The spellings of a topic that are words and no patterns, endings left out."""
    words = (word.replace("*", "") for word in topic.spellings)
    return tuple(dict.fromkeys(word for word in words if not _SIGNS & set(word) and "..." not in word))


def _spoken(passage: Passage) -> set[str]:
    """The topics that a passage has, or that its words or its heading name."""
    return {*passage.topics, *named_topics(passage.text), *named_topics(passage.heading)}


def _sums(known: Linkage, silent: list[Row], older: str, newer: str) -> Iterator[Vanished]:
    """Yields the sums of the older agreement for the years of the newer and after, of which the newer says nothing."""
    passages = {one.commitment.id: one for one in known.passages(older) if one.commitment}
    year = known.passages(newer)[0].year
    for row in silent:
        passage = passages.get(CommitmentId(row.id))
        if passage is not None and passage.commitment is not None:
            until = later_sum_year(passage.commitment, passage.year, latest=True)
            if until is not None and until >= year:
                yield _row("sum", row)


def _bodies(silent: list[Row]) -> Iterator[Vanished]:
    for row in silent:
        if says("body", row.quote):
            yield _row("body", row)


def _row(kind: VanishedKind, row: Row) -> Vanished:
    said = Said(document=row.document, quote=row.quote, number=row.number, section=row.section, page=row.page)
    return Vanished(kind=kind, label="", said=(said,), searched=row.searched, nearest=row.nearest)


def _said(passage: Passage) -> Said:
    return Said(
        document=passage.document,
        quote=passage.text,
        number=passage.commitment.number if passage.commitment else None,
        section=passage.headings,
        page=passage.page,
    )
