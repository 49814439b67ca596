"""What a term means: a topic of the vocabulary where it names one, else its words; and whether a text speaks of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.lexicon import compile_phrase, load_lexicon
from extract.slugs import slug
from extract.spotting import Spotter
from graph.linking.words import general_words
from graph.words import Term, base, fold, term
from ontology.vocab import Concept, topics

_PARENTHESIS = re.compile(r"\s*\(([^()]*)\)")
_FILLERS = frozenset(re.findall(r"\w+", "af den det de der en et for fra i med mv og om på samt som til ved vedr"))
_OTHER_WORDS = 2  # content words that a heading may have besides the term and still be about it


@dataclass(frozen=True, slots=True)
class Matter:
    """What is traced. A term of several words that names a topic means the topic, not just those words side by side."""

    text: str
    topic: Concept | None
    _spotter: Spotter | None
    _term: Term | None

    def named_in(self, text: str) -> bool:
        """Whether the words of `text` name the matter."""
        return self._place(text) is not None

    def heads(self, title: str) -> bool:
        """Whether a heading says that what stands under it is about the matter, and about little else."""
        place = self._place(title)
        if place is None or (self.topic is None and self._is_general()):
            return False
        rest = _PARENTHESIS.sub(" ", title[: place[0]] + " " + title[place[1] :])
        others = [word for word in re.findall(r"[^\W\d_]+", rest) if fold(word) not in _FILLERS]
        return len(others) <= _OTHER_WORDS

    def _is_general(self) -> bool:
        """Whether the term says nothing of any matter: "rammen" in "Kommunernes økonomiske rammer"."""
        return all({fold(word), base(word)} & general_words() for word in re.findall(r"\w+", self.text))

    def places(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where the words of `text` name the matter, half-open, in order."""
        if self._spotter is not None and self.topic is not None:
            found = [one for one in self._spotter.find(text) if one.named and one.concept == self.topic.id]
            if found:
                return tuple((one.start, one.end) for one in found)
        places, at = [], 0
        while self._term is not None and (place := self._term.find(text[at:])) is not None:
            places.append((at + place[0], at + place[1]))
            at += place[1]
        return tuple(places)

    def _place(self, text: str) -> tuple[int, int] | None:
        if self._spotter is not None and self.topic is not None:
            for mention in self._spotter.find(text):
                if mention.named and mention.concept == self.topic.id:
                    return (mention.start, mention.end)
        return self._term.find(text) if self._term is not None else None


def matter(text: str) -> Matter:
    """Reads a term. Raises VocabularyError or LexiconError where the data that ships cannot be used.

    >>> matter("KMF").topic.id, matter("kommunal medfinansiering").topic.id, matter("cykelsti").topic
    ('kmf', 'kmf', None)
    """
    topic = _topic(text)
    words = term(text)
    if topic is None:
        return Matter(text, None, None, words)
    alone = words if words is not None and len(words.words) == 1 else None
    return Matter(text, topic, Spotter((topic,), load_lexicon("topics")), alone)


def _topic(text: str) -> Concept | None:
    """The topic that a term names: by its id, its label, or one of its spellings."""
    wanted, identifier = fold(text.strip()), slug(text)
    for topic in topics():
        if topic.id == identifier or wanted in map(fold, _names(topic)):
            return topic
    for topic in topics():
        if any(compile_phrase(spelling).expression.fullmatch(text.strip()) for spelling in topic.spellings):
            return topic
    return None


def _names(topic: Concept) -> tuple[str, ...]:
    """Its labels, those with a short form in brackets also without and as that: "Kommunal medfinansiering (KMF)"."""
    labels = (topic.label, topic.label_en, *topic.alt)
    bare = tuple(_PARENTHESIS.sub("", label) for label in labels)
    short = tuple(found[1] for label in labels if (found := _PARENTHESIS.search(label)))
    return tuple(name for name in (*labels, *bare, *short) if name)
