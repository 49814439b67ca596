"""The topics of a commitment: matters that come back from year to year (`ontology/topics.ttl`).

A topic belongs to a commitment whose sentence names it; a sentence that names none takes it from its heading or from
what was said before it. The clues come from `extract.surroundings`; what each is worth stands in `lexicon/topics.toml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.areas import area_spotter, topic_areas
from extract.lexicon import load_lexicon
from extract.models import Commitment, Document, Evidence, TopicId
from extract.spotting import Mention, Spotter
from extract.surroundings import Clue, Clues, Surroundings, decisive, score, weights
from ontology.own_topics import own_key
from ontology.vocab import topics


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTopic:
    """A topic of a text: the sum of its clues (above 0), and the words and place of the one that says most."""

    topic: TopicId
    score: float
    clue: Clue | None


def topic_spotter() -> Spotter:
    """Finds the topics in a text. Raises VocabularyError or LexiconError where the data cannot be used."""
    return _topic_spotter(own_key())


@lru_cache(maxsize=2)
def _topic_spotter(key: tuple[str, int]) -> Spotter:
    del key  # with other topics of the user's own it is another spotter
    return Spotter(topics(), load_lexicon("topics"))


def named_topics(text: str) -> tuple[TopicId, ...]:
    """The topics that the words of `text` name, in their order, each once.

    >>> named_topics("Regeringen og KL vil drøfte medfinansieringsordningen (KMF) og botilbudskapaciteten.")
    ('kmf', 'botilbud')
    """
    named = (mention.concept for mention in topic_spotter().find(text) if mention.named)
    return tuple(TopicId(concept) for concept in dict.fromkeys(named))


def find_topics(surroundings: Surroundings, commitment: Commitment) -> tuple[FoundTopic, ...]:
    """The topics of one commitment, the likeliest first."""
    worth = weights("topics")
    found = (
        FoundTopic(topic=TopicId(topic), score=score([Clue("always"), *seen], worth), clue=decisive(seen, worth))
        for topic, seen in topic_clues(surroundings, commitment).items()
    )
    return tuple(sorted((topic for topic in found if topic.score > 0), key=lambda topic: (-topic.score, topic.topic)))


def topic_clues(surroundings: Surroundings, commitment: Commitment) -> Clues:
    """The clues for every topic seen in the commitment or round it."""
    clues = surroundings.clues(commitment)
    words = surroundings.document.words(commitment.span)
    areas = {mention.concept for mention in area_spotter().find(words) if mention.named}
    for topic, seen in clues.items():
        seen.extend(_own_matter(topic, tuple(seen), areas))
    return clues


def _own_matter(topic: str, clues: Iterable[Clue], areas: set[str]) -> Iterator[Clue]:
    """Whether a sentence without the topic's name has a matter of its own: half a one where it is the topic's area."""
    if areas and not any(clue.where == "named" for clue in clues):
        main, usual = topic_areas()[topic]
        yield Clue("own-matter", 0.5 if areas & {*main, *usual} else 1.0)


def add_topics(document: Document, commitments: tuple[Commitment, ...]) -> tuple[Commitment, ...]:
    """The commitments with their topics, the likeliest first, and the words that each rests on."""
    surroundings = Surroundings(document, topic_spotter())
    found = (find_topics(surroundings, commitment) for commitment in commitments)
    return tuple(_with_topics(one, topics_of, document) for one, topics_of in zip(commitments, found, strict=True))


def _with_topics(commitment: Commitment, found: tuple[FoundTopic, ...], document: Document) -> Commitment:
    evidence = tuple(
        evidence_of("topic", topic.topic, topic.clue.where, topic.clue.words, document)
        for topic in found
        if topic.clue is not None and topic.clue.words is not None
    )
    return replace(commitment, topics=tuple(topic.topic for topic in found), evidence=(*commitment.evidence, *evidence))


def evidence_of(field: str, concept: str, where: str, words: Mention, document: Document) -> Evidence:
    """The words that a clue rests on; the rule says which concept they speak for, and where they stand."""
    return Evidence(
        field=field,
        words=document.text[words.start : words.end] or words.phrase.strip("*"),
        start=words.start,
        end=words.end,
        rule=f"{field}.{concept}.{where}",
    )
