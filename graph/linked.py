"""What linking one agreement gives, by the places of passages in their agreements: what is kept beside the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from extract.topics import named_topics
from graph.effects import Effect
from graph.linking.linker import Linker, Tie
from graph.links import link_of
from graph.looks import Looks, looks_back, searched_in
from graph.threads import Join, Named, joins_of, named_in


@dataclass(frozen=True, slots=True)
class Tied:
    """A link (`graph.links.Link`), its ends told by their places; `earlier` is None where only the agreement is known.

    `words` are those of the later end that it rests on, `earlier_words` those of the other.
    """

    later: int
    earlier: int | None
    to_document: str
    kind: str
    explicit: bool
    confidence: float
    words: tuple[str, ...]
    earlier_words: tuple[str, ...]
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What the linking of one agreement gave.

    `joins` are the links that make matters, `named` the names in it; `tied` all links from it; `searched` the words to
    look for of each of its promises, and `looks` what it says of those of older agreements, by their ids; `spoken` the
    topics that sentences name which are no commitments. Promises and sentences are told by their places. `print` is a
    hash of all that the graph of links says of its commitments.
    """

    joins: tuple[Join, ...] = ()
    named: tuple[Named, ...] = ()
    print: str = ""
    tied: tuple[Tied, ...] = ()
    searched: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    looks: Mapping[str, Looks] = field(default_factory=dict)
    spoken: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def linked_in(linker: Linker, document: str, ties: Iterable[Tie], said: str = "") -> Linked:
    """What the agreement that a linker took in last gave; `ties` are the links from it, `said` the hash of the graph's
    words.
    """
    numbers = linker.numbers(document)
    passages = [linker.index.passages[number] for number in numbers]
    ordered = sorted(ties, key=lambda tie: (tie.later, tie.to_document))
    return Linked(
        joins=tuple(joins_of(linker, ordered)),
        named=tuple(named_in(linker, document)),
        print=said,
        tied=tuple(_tied(linker, tie) for tie in ordered),
        searched=searched_in(linker, document),
        looks=looks_back(linker, document),
        spoken={
            place: topics
            for place, passage in enumerate(passages)
            if passage.commitment is None and (topics := named_topics(passage.text))
        },
    )


def _tied(linker: Linker, tie: Tie) -> Tied:
    link = link_of(linker, tie)
    return Tied(
        later=tie.later - linker.numbers(link.source.document).start,
        earlier=None if tie.earlier is None else tie.earlier - linker.numbers(tie.to_document).start,
        to_document=tie.to_document,
        kind=tie.kind,
        explicit=tie.explicit,
        confidence=link.confidence,
        words=link.source.words,
        earlier_words=link.target.words if link.target else (),
        effects=link.effects,
    )
