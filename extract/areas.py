"""The policy areas of a commitment: one or two, the main one first (`ontology/areas.ttl`).

What an area is told by is added up: the words of the sentence, its headings, what was said before it, the areas that
its topics have. The clues come from `extract.surroundings`; what each is worth stands in `lexicon/areas.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from extract.lexicon import load_lexicon
from extract.models import AreaId, Commitment, Document, Evidence, TopicId
from extract.spotting import Spotter
from extract.surroundings import Clue, Clues, Surroundings, Where, decisive, score, weights
from ontology.own_topics import own_key
from ontology.vocab import areas, topics

OTHER = AreaId("oevrige")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundArea:
    """An area of a text: the sum of its clues, and the one with words that says most."""

    area: AreaId
    score: float
    clue: Clue | None


@cache
def area_spotter() -> Spotter:
    """Finds the areas in a text. Raises VocabularyError or LexiconError where the data cannot be used."""
    return Spotter(areas(), load_lexicon("areas"))


@cache
def second_limit() -> float:
    """The sum that a second area must reach, from the table `[limits]` of `lexicon/areas.toml`."""
    return _numbers("limits").get("second", 0.0)


@cache
def second_worth() -> Mapping[str, float]:
    """What an area (that the sentence names) or a clue is worth more for the second area: `[second]` of the file."""
    return _numbers("second")


def _numbers(table: str) -> dict[str, float]:
    text = (files("extract") / "lexicon" / "areas.toml").read_text(encoding="utf-8")
    return {key: float(value) for key, value in tomllib.loads(text).get(table, {}).items()}


def topic_areas() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """By a topic's id, the areas that it always has, the first one before all, and those that it has often."""
    return _topic_areas(own_key())


@lru_cache(maxsize=2)
def _topic_areas(key: tuple[str, int]) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    del key  # with other topics of the user's own they are others
    return {topic.id: (topic.main_areas, topic.usual_areas) for topic in topics()}


def find_areas(surroundings: Surroundings, commitment: Commitment) -> tuple[FoundArea, ...]:
    """The one or two areas of a commitment whose topics are known, the main one first; "oevrige" without any clue."""
    worth = weights("areas")
    clues = area_clues(surroundings, commitment)
    found = [
        FoundArea(area=AreaId(area), score=score([Clue("always"), *seen], worth), clue=decisive(seen, worth))
        for area, seen in clues.items()
    ]
    if not found:
        return (FoundArea(area=OTHER, score=worth["always"], clue=None),)
    main = max(found, key=lambda area: (area.score, area.area))
    others = (_as_second(area, clues[area.area]) for area in found if area is not main and area.area != OTHER)
    second = max(others, key=lambda area: (area.score, area.area), default=None)
    return (main,) if second is None or second.score < second_limit() else (main, second)


def area_clues(surroundings: Surroundings, commitment: Commitment) -> Clues:
    """The clues for every area seen in the commitment or round it, or brought by its topics."""
    clues = surroundings.clues(commitment)
    _add_topic_clues(clues, commitment.topics)
    return clues


def _as_second(found: FoundArea, clues: Iterable[Clue]) -> FoundArea:
    """The area as one beside the main one: one that a topic always has, or a grant, which tells how it is paid for."""
    seen = {clue.where for clue in clues}
    more = second_worth().get(found.area, 0.0) if "named" in seen else 0.0
    more += second_worth().get("topic-always", 0.0) if "topic-always" in seen else 0.0
    return replace(found, score=found.score + more)


def _add_topic_clues(clues: Clues, of: Iterable[TopicId]) -> None:
    """Adds the areas of the topics: once each, for the first topic that has it and for the most that it says."""
    told: set[str] = set()
    for topic in of:
        main, usual = topic_areas().get(topic, ((), ()))
        where: tuple[tuple[Where, tuple[str, ...]], ...]
        where = (("topic-main", main[:1]), ("topic-always", main[1:]), ("topic-usual", usual))
        for kind, named in where:
            for area in named:
                if area not in told:
                    told.add(area)
                    clues.setdefault(area, []).append(Clue(kind))


def add_areas(document: Document, commitments: tuple[Commitment, ...]) -> tuple[Commitment, ...]:
    """The commitments, whose topics are known (`extract.topics` first), with their areas and the words for them."""
    surroundings = Surroundings(document, area_spotter())
    return tuple(_with_areas(commitment, find_areas(surroundings, commitment), document) for commitment in commitments)


def _with_areas(commitment: Commitment, found: tuple[FoundArea, ...], document: Document) -> Commitment:
    evidence = tuple(_evidence(area, commitment, document) for area in found)
    return replace(
        commitment,
        areas=tuple(area.area for area in found),
        evidence=(*commitment.evidence, *(words for words in evidence if words is not None)),
    )


def _evidence(found: FoundArea, commitment: Commitment, document: Document) -> Evidence | None:
    """The words the area rests on, or those of the topic that it comes with."""
    clue = found.clue
    if clue is not None and clue.words is not None:
        words = document.text[clue.words.start : clue.words.end] or clue.words.phrase.strip("*")
        rule = f"area.{found.area}.{clue.where}"
        return Evidence(field="area", words=words, start=clue.words.start, end=clue.words.end, rule=rule)
    for evidence in commitment.evidence:
        topic = evidence.rule.split(".")[1] if evidence.field == "topic" else ""
        if any(found.area in of for of in topic_areas().get(topic, ())):
            return replace(evidence, field="area", rule=f"area.{found.area}.topic-{topic}")
    return None
