"""Threads: one matter over the years, by three kinds of evidence that are kept apart.

By topic: what the vocabulary of topics names. By reference: what agreements themselves tie together. By wording:
commitments that no topic holds and whose links hang together (communities, so that one doubtful link does not join two
matters).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from extract.slugs import slug
from extract.topics import named_topics
from graph.linking import headed
from graph.linking.judge import telling
from graph.linking.linker import Linker, Tie
from graph.linking.passages import Passage
from graph.linking.words import content_words
from graph.links import words_said
from graph.naming import heading_title, phrase, title
from graph.proposals import is_body
from ontology.vocab import topics

Basis = Literal["topic", "reference", "wording"]
_FEWEST_YEARS = 2  # agreements in which a matter must be, to be a matter over the years
_CONFIDENCE: dict[Basis, float] = {"topic": 0.95, "reference": 0.9, "wording": 0.7}
_LABEL_WORDS = 3
_MOST = 12  # passages that speak of a thing with a name of its own
_PART = 6  # letters of a word of a topic's id that tells that a heading is of that topic
_HEADING = "§"  # begins the form of one
_SURE = 0.45  # chance of a link that wording alone joins into a thread


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadItem:
    """A passage of a thread, by its place in its agreement; `commitment` is None for one that is no commitment."""

    document: str
    year: int
    quote: str
    commitment: str | None
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """One matter over the years. `id` is the topic's id, or made of the words and the first agreement."""

    id: str
    label: str
    basis: Basis
    confidence: float
    items: tuple[ThreadItem, ...]


def threads_by_topic(
    passages: Iterable[Sequence[Passage]], spoken: Mapping[str, Mapping[int, tuple[str, ...]]]
) -> Iterator[Thread]:
    """Yields a thread for each topic: commitments that have it, and other sentences that name it, which `spoken` tells
    by agreement and place. The agreements come from the oldest to the newest.
    """
    members: dict[str, list[Member]] = defaultdict(list)
    for agreement in passages:
        for place, passage in enumerate(agreement):
            other = spoken.get(passage.document, {}).get(place, ()) if passage.commitment is None else ()
            for named in passage.topics or other:
                members[named].append(_member_at(passage, place))
    labels = {concept.id: concept.label for concept in topics()}
    for topic in sorted(members, key=lambda one: labels.get(one, one)):
        thread = _thread(topic, labels.get(topic, topic), "topic", members[topic])
        if thread is not None:
            yield thread


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """A passage that a link joins to another: which agreement's, at which place of it, under which heading."""

    year: int
    document: str
    place: int
    text: str
    commitment: str | None
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Join:
    """Two passages that a link joins into a matter, the earlier one first, and how sure that is."""

    earlier: Member
    later: Member
    explicit: bool
    weight: float


def joins_of(linker: Linker, ties: Iterable[Tie]) -> Iterator[Join]:
    """Yields the links that count for a thread without a topic: the two ends share none, and it is sure enough."""
    for tie in ties:
        if tie.earlier is not None and _joins(tie, linker.index.passages):
            yield Join(_member(linker, tie.earlier), _member(linker, tie.later), tie.explicit, tie.chance or 1.0)


def _member(linker: Linker, number: int) -> Member:
    passage = linker.index.passages[number]
    return _member_at(passage, number - linker.numbers(passage.document).start)


def _member_at(passage: Passage, place: int) -> Member:
    commitment = passage.commitment.id if passage.commitment else None
    return Member(passage.year, passage.document, place, passage.text, commitment, passage.heading)


def threads_by_links(joins: Iterable[Join]) -> Iterator[Thread]:
    """Yields the matters that links make, group by group; what hangs together tells it, and nothing else."""
    import networkx  # late: only threads need it

    known = {(join.earlier, join.later): join for join in joins}
    graph: networkx.Graph[Member] = networkx.Graph()
    graph.add_edges_from(known)
    inside: dict[Member, list[Join]] = defaultdict(list)
    for join in known.values():
        inside[join.later].append(join)
    for part in sorted(networkx.connected_components(graph), key=min):
        members = sorted(part)
        number = {member: at for at, member in enumerate(members)}
        piece: networkx.Graph[int] = networkx.Graph()
        piece.add_nodes_from(range(len(members)))
        for member in members:
            for join in sorted(inside[member], key=lambda one: one.earlier):
                piece.add_edge(number[join.earlier], number[join.later], weight=join.weight)
        # Two that hang together are one group: most are, and to ask costs more than all else here.
        few = len(members) == 2
        groups = [{0, 1}] if few else networkx.community.louvain_communities(piece, weight="weight", seed=1)
        for group in groups:
            chosen = [members[at] for at in sorted(group)]
            among = set(chosen)
            explicit = any(join.explicit and join.earlier in among for one in chosen for join in inside[one])
            yield from _group(chosen, "reference" if explicit else "wording")


@dataclass(frozen=True, slots=True)
class Named:
    """A passage that has a name of several words, or is about what a heading names: the form of that, and its words."""

    form: str
    label: str
    member: Member


def named_in(linker: Linker, document: str) -> Iterator[Named]:
    """Yields the passages of an agreement that have a name of several words, for each of their names; then those of its
    window that are about what a heading names.
    """
    for number in linker.numbers(document):
        for form in dict.fromkeys(linker.index.own(number)):
            if "+" in form:
                label = " ".join(words_said(linker.index.passages[number].text, [form]))
                yield Named(form, label, _member(linker, number))
    for word, heading, number in headed.headed_in(linker, document):
        label = " ".join(words_said(heading, [word]))
        if label and not _is_topic(label):
            yield Named(f"{_HEADING}{word}", label, _member(linker, number))


def threads_by_name(named: Iterable[Named]) -> Iterator[Thread]:
    """Yields a thread for each thing with a name of several words, or a heading, that comes back and is no topic:
    "Mit Overblik".
    """
    where: dict[str, dict[Member, Named]] = defaultdict(dict)
    for one in named:  # several agreements may tell of one passage, by headings of their own
        members = where[one.form]
        if one.member not in members or one.label < members[one.member].label:
            members[one.member] = one
    for form, members in sorted(where.items()):
        found = sorted(members.values(), key=lambda one: one.member)
        thread = _of_heading(found) if form.startswith(_HEADING) else _of_name(found)
        if thread is not None:
            yield thread


def _of_name(found: Sequence[Named]) -> Thread | None:
    label = found[0].label
    if not label or len(found) > _MOST or named_topics(label) or is_body(label):
        return None
    return _thread(slug(f"{label} navn"), label, "wording", [one.member for one in found])


def _of_heading(found: Sequence[Named]) -> Thread | None:
    """The thread of what a heading names."""
    if len(found) > headed.MOST:
        return None
    said, word = found[0].label, found[0].form.removeprefix(_HEADING)
    label = heading_title(said, [one.member.heading for one in found if headed.headed(one.member.heading) == word])
    return _thread(slug(f"{said} afsnit"), label, "wording", [one.member for one in found])


def _is_topic(label: str) -> bool:
    """Whether a topic has nearly the name that a heading gives; a wider topic may hold the matter too."""
    return any(_alike(topic, slug(label)) for topic in named_topics(label))


def _alike(topic: str, label: str) -> bool:
    """Whether a word of a topic's id stands in a label, or the label in the id.

    >>> _alike("regionale-trafikselskaber", "trafikselskaber"), _alike("sundhedsreform", "sundhedsklynger")
    (True, False)
    """
    return label in topic or any(len(part) >= _PART and part in label for part in topic.split("-"))


def _joins(tie: Tie, passages: list[Passage]) -> bool:
    if tie.earlier is None or set(passages[tie.earlier].topics) & set(passages[tie.later].topics):
        return False
    return tie.explicit or tie.chance >= _SURE


def _group(members: Sequence[Member], basis: Basis) -> Iterator[Thread]:
    texts = [member.text for member in members]
    common = _common(texts)
    if common:
        identifier = slug(f"{'-'.join(_as_said(texts, common))} {members[0].document}")
        said = phrase(texts, common) or " ".join(_as_said(texts, common))
        label = title(said, common, [member.heading for member in members])
        thread = _thread(identifier, label, basis, members)
        if thread is not None:
            yield thread


def _common(texts: Sequence[str]) -> tuple[str, ...]:
    """The words that most of the passages share, in base forms, those that tell most first."""
    counts: dict[str, int] = defaultdict(int)
    for text in texts:
        for word in set(content_words(text)):
            counts[word] += 1
    common = [word for word in counts if counts[word] > max(len(texts) / 2, 1)]
    return tuple(sorted(common, key=lambda word: (-counts[word] * telling(word) * len(word), word))[:_LABEL_WORDS])


def _as_said(texts: Sequence[str], words: Sequence[str]) -> tuple[str, ...]:
    """Words as the first of the texts writes them that has all."""
    for text in texts:
        said = words_said(text, words)
        if len(said) == len(words):
            return said
    return tuple(words)


def topic_thread(topic: str) -> Thread:
    """The thread of a topic, as it is named; its members are told apart from it."""
    labels = {concept.id: concept.label for concept in topics()}
    return Thread(id=topic, label=labels.get(topic, topic), basis="topic", confidence=_CONFIDENCE["topic"], items=())


def is_thread(agreements: int) -> bool:
    """Whether a matter that so many agreements have is one over the years."""
    return agreements >= _FEWEST_YEARS


def thread_of(identifier: str, label: str, basis: Basis, members: Iterable[tuple[Passage, int]]) -> Thread:
    """A matter, from its passages with their places."""
    return _made(identifier, label, basis, [_member_at(passage, place) for passage, place in members])


def _thread(identifier: str, label: str, basis: Basis, members: Sequence[Member]) -> Thread | None:
    if not is_thread(len({member.document for member in members})):
        return None
    return _made(identifier, label, basis, members)


def _made(identifier: str, label: str, basis: Basis, members: Sequence[Member]) -> Thread:
    items = tuple(
        ThreadItem(document=one.document, year=one.year, quote=one.text, commitment=one.commitment, place=one.place)
        for one in members
    )
    return Thread(id=identifier, label=label, basis=basis, confidence=_CONFIDENCE[basis], items=items)
