"""The policy areas of a commitment: one or two, the main one first (`ontology/areas.ttl`).

What an area is told by is added up: the words of the sentence, its headings, what was said before it, the areas that its
topics have as a rule. The clues come from `extract.surroundings`; what each is worth stands in `lexicon/areas.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from extract.lexicon import load_lexicon
from extract.models import AreaId, Commitment, Document, Evidence, TopicId
from extract.spotting import Spotter
from extract.surroundings import Clue, Clues, Surroundings, decisive, score, weights
from ontology.vocab import areas, topics

MOST = 2


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
    text = (files("extract") / "lexicon" / "areas.toml").read_text(encoding="utf-8")
    return float(tomllib.loads(text).get("limits", {}).get("second", 0.0))


@cache
def usual_areas() -> dict[str, tuple[str, ...]]:
    """The areas that a topic has as a rule, the main one first, by the topic's id."""
    return {topic.id: topic.areas for topic in topics()}


def find_areas(surroundings: Surroundings, commitment: Commitment) -> tuple[FoundArea, ...]:
    """The one or two areas of a commitment whose topics are known, the main one first; none where nothing speaks for any."""
    worth = weights("areas")
    clues = surroundings.clues(commitment)
    _add_topic_clues(clues, commitment.topics)
    ranked = sorted(
        (
            FoundArea(area=AreaId(area), score=score([Clue("always"), *seen], worth), clue=decisive(seen, worth))
            for area, seen in clues.items()
        ),
        key=lambda found: (-found.score, found.area),
    )
    return tuple(found for rank, found in enumerate(ranked[:MOST]) if rank == 0 or found.score >= second_limit())


def _add_topic_clues(clues: Clues, of: Iterable[TopicId]) -> None:
    usual = [usual_areas().get(topic, ()) for topic in of]
    for area in dict.fromkeys(named[0] for named in usual if named):
        clues.setdefault(area, []).append(Clue("topic-main"))
    for area in dict.fromkeys(area for named in usual for area in named[1:]):
        clues.setdefault(area, []).append(Clue("topic-usual"))


def add_areas(document: Document, commitments: tuple[Commitment, ...]) -> tuple[Commitment, ...]:
    """The commitments, whose topics are known (`extract.topics` comes first), with their areas and the words for them."""
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
        if found.area in usual_areas().get(topic, ()):
            return replace(evidence, field="area", rule=f"area.{found.area}.topic-{topic}")
    return None
