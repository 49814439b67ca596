"""Threads: one matter over the years, by three kinds of evidence that are kept apart.

By topic: what the vocabulary of topics names. By reference: what agreements themselves tie together. By wording:
commitments that no topic holds and whose links hang together (communities, so that one doubtful link does not join two
matters).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from extract.slugs import slug
from extract.topics import named_topics
from graph.linking.linker import Linker, Tie
from graph.linking.passages import Corpus, Passage
from graph.links import link_agreements, words_said
from graph.proposals import is_body
from ontology.vocab import topics

Basis = Literal["topic", "reference", "wording"]
_FEWEST_YEARS = 2  # agreements in which a matter must be, to be a matter over the years
_CONFIDENCE: dict[Basis, float] = {"topic": 0.95, "reference": 0.9, "wording": 0.7}
_LABEL_WORDS = 3
_MOST = 12  # passages that speak of a thing with a name of its own
_SURE = 0.45  # chance of a link that wording alone joins into a thread


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadItem:
    """A passage of a thread; `commitment` is None for one that is no commitment."""

    document: str
    year: int
    quote: str
    commitment: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """One matter over the years. `id` is the topic's id, or made of the words and the first agreement."""

    id: str
    label: str
    basis: Basis
    confidence: float
    items: tuple[ThreadItem, ...]


def threads(corpus: Corpus) -> tuple[Thread, ...]:
    """The matters that two agreements or more have, by basis and label."""
    return threads_of(link_agreements(corpus))


def threads_of(linker: Linker, *, sentences: bool = True) -> tuple[Thread, ...]:
    """The matters of what a linker has taken in; those by topic first, then by reference, then by wording.

    Without `sentences` those by topic hold commitments only, which is what the graph says of them.
    """
    return (*_by_topic(linker, sentences), *_by_links(linker), *_by_name(linker))


def _by_topic(linker: Linker, sentences: bool) -> Iterator[Thread]:
    """Yields a thread for each topic: commitments that have it, and other sentences that name it."""
    members: dict[str, list[int]] = defaultdict(list)
    for number, passage in enumerate(linker.index.passages):
        other = named_topics(passage.text) if sentences and passage.commitment is None else ()
        for named in passage.topics or other:
            members[named].append(number)
    labels = {concept.id: concept.label for concept in topics()}
    for topic in sorted(members, key=lambda one: labels.get(one, one)):
        thread = _thread(linker, topic, labels.get(topic, topic), "topic", members[topic])
        if thread is not None:
            yield thread


def _by_links(linker: Linker) -> Iterator[Thread]:
    """Yields the groups of passages that links join, where no topic has them all already."""
    import networkx  # late: only threads need it

    passages = linker.index.passages
    graph: networkx.Graph[int] = networkx.Graph()
    for tie in linker.ties:
        if tie.earlier is not None and _joins(tie, passages):
            graph.add_edge(tie.earlier, tie.later, weight=tie.chance or 1.0)
    for part in sorted(networkx.connected_components(graph), key=min):
        piece = graph.subgraph(sorted(part))
        for group in networkx.community.louvain_communities(piece, weight="weight", seed=1):
            yield from _group(linker, sorted(group))


def _by_name(linker: Linker) -> Iterator[Thread]:
    """Yields a thread for each thing with a name of several words that comes back, and is no topic: "Mit Overblik"."""
    where: dict[str, list[int]] = defaultdict(list)
    for number in range(len(linker.index.passages)):
        for form in dict.fromkeys(linker.index.own(number)):
            if "+" in form:
                where[form].append(number)
    for form, numbers in sorted(where.items()):
        label = " ".join(words_said(linker.index.passages[numbers[0]].text, [form]))
        if label and len(numbers) <= _MOST and not named_topics(label) and not is_body(label):
            thread = _thread(linker, slug(f"{label} navn"), label, "wording", numbers)
            if thread is not None:
                yield thread


def _joins(tie: Tie, passages: list[Passage]) -> bool:
    """Whether a link counts for a thread without a topic: the two ends share none, and it is sure enough."""
    if tie.earlier is None or set(passages[tie.earlier].topics) & set(passages[tie.later].topics):
        return False
    return tie.explicit or tie.chance >= _SURE


def _group(linker: Linker, numbers: list[int]) -> Iterator[Thread]:
    inside = set(numbers)
    explicit = any(tie.explicit for number in numbers for tie in linker.from_passage(number) if tie.earlier in inside)
    words = _common(linker, numbers)
    if words:
        label = " ".join(words)
        identifier = slug(f"{'-'.join(words)} {linker.index.passages[numbers[0]].document}")
        thread = _thread(linker, identifier, label, "reference" if explicit else "wording", numbers)
        if thread is not None:
            yield thread


def _common(linker: Linker, numbers: Iterable[int]) -> tuple[str, ...]:
    """The words that most of the passages share, as the first of them writes them: what the thread is called."""
    counts: dict[str, int] = defaultdict(int)
    ordered = list(numbers)
    for number in ordered:
        for word in set(linker.index.own(number)):
            counts[word] += 1
    common = [word for word in counts if counts[word] > max(len(ordered) / 2, 1)]
    best = sorted(common, key=lambda word: (-counts[word] * linker.index.weight(word) * len(word), word))[:_LABEL_WORDS]
    for number in ordered:
        said = words_said(linker.index.passages[number].text, best)
        if len(said) == len(best):
            return said
    return tuple(best)


def _thread(linker: Linker, identifier: str, label: str, basis: Basis, numbers: Iterable[int]) -> Thread | None:
    passages = [linker.index.passages[number] for number in numbers]
    if len({passage.document for passage in passages}) < _FEWEST_YEARS:
        return None
    items = tuple(
        ThreadItem(
            document=passage.document,
            year=passage.year,
            quote=passage.text,
            commitment=passage.commitment.id if passage.commitment else None,
        )
        for passage in passages
    )
    return Thread(id=identifier, label=label, basis=basis, confidence=_CONFIDENCE[basis], items=items)
