"""What comes nearest to a term that nothing matches: labels of topics, areas and actors, and headings of the texts."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from heapq import nlargest

from graph.linking.words import general_words
from graph.lookup import Lookup
from graph.store import Snapshot
from graph.words import base, fold, terms
from ontology.vocab import actors, areas, topics

_ALIKE = 0.6  # least share of letters that a name must have in common with the term, or one of its words with one
_WORD_ALIKE = 0.8  # and least share of its letters that a word must have in common with the likest
_SHORTEST = 4  # letters of a word of a term that is looked for by itself
_LONGEST = 60  # letters of a heading that is a name of something
_MOST = 5
# A question about the one who asks: the agreements speak of all municipalities or regions together.
_OWN = re.compile(r"\b(?:min|mit|mine|vores|vor|jeg|vi|os)\b", re.IGNORECASE)
_ONE = re.compile(r"\b[A-ZÆØÅ][\w-]+ [Kk]ommune\b|\b[Rr]egion [A-ZÆØÅ]")  # "Aarhus Kommune"


def nearest_labels(snapshot: Snapshot, term: str) -> tuple[str, ...]:
    """The labels and headings most like a term, the nearest first; none where nothing is like it."""
    labels = {concept.label for concept in (*topics(), *areas(), *actors())}
    labels |= {title for _, title in Lookup(snapshot).texts("dcterms:title") if len(title) <= _LONGEST}
    scored = ((_likeness(term, label), label) for label in sorted(labels))
    best = nlargest(_MOST, (pair for pair in scored if pair[0] >= _ALIKE))
    return tuple(label for _, label in best)


def topics_with(term: str) -> tuple[str, ...]:
    """The labels of the topics that have a term in them, as a word or in a longer one.

    >>> topics_with("rammen")
    ('Anlægsramme', 'Serviceramme')
    """
    asked = terms(term)
    if len(asked) != 1:
        return ()
    return tuple(sorted({topic.label for topic in topics() if asked[0].find(topic.label) is not None}))


def _likeness(term: str, label: str) -> float:
    """How like two names are: as wholes, or by the words that say something, each to the likest, which counts less."""
    words = [base(word) for word in re.findall(r"\w+", term) if len(word) >= _SHORTEST]
    told = [word for word in words if word not in general_words()]
    others = [base(word) for word in re.findall(r"\w+", label) if len(word) >= _SHORTEST]
    likest = [max((_ratio(word, other) for other in others), default=0.0) for word in told]
    parts = sum(share for share in likest if share >= _WORD_ALIKE) / max(len(told), 1)
    return max(_ratio(fold(term), fold(label)), 0.9 * parts)


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE else 0.0


def asks_of_one(term: str) -> bool:
    """Whether a term asks what the asker, or one municipality or region, gets, which no agreement says.

    >>> asks_of_one("hvad får min kommune"), asks_of_one("hvad får Aarhus Kommune"), asks_of_one("kommunernes anlæg")
    (True, True, False)
    """
    return bool(_OWN.search(term) or _ONE.search(term))
