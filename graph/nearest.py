"""What comes nearest to a term that nothing matches: labels of topics, areas and actors, and headings of the texts."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from heapq import nlargest

from graph.lookup import Lookup
from graph.store import Snapshot
from graph.words import base, fold
from ontology.vocab import actors, areas, topics

_ALIKE = 0.6  # least share of letters that a name must have in common with the term, or one of its words with one
_SHORTEST = 4  # letters of a word of a term that is looked for by itself
_LONGEST = 60  # letters of a heading that is a name of something
_MOST = 5
# A question about the one who asks: the agreements speak of all municipalities or regions together.
_OWN = re.compile(r"\b(?:min|mit|mine|vores|vor|jeg|vi|os)\b", re.IGNORECASE)


def nearest_labels(snapshot: Snapshot, term: str) -> tuple[str, ...]:
    """The labels and headings most like a term, the nearest first; none where nothing is like it."""
    labels = {concept.label for concept in (*topics(), *areas(), *actors())}
    labels |= {title for _, title in Lookup(snapshot).texts("dcterms:title") if len(title) <= _LONGEST}
    scored = ((_likeness(term, label), label) for label in sorted(labels))
    best = nlargest(_MOST, (pair for pair in scored if pair[0] >= _ALIKE))
    return tuple(label for _, label in best)


def _likeness(term: str, label: str) -> float:
    """How like two names are: as wholes, or a word of each, which counts a little less."""
    asked, name = fold(term), fold(label)
    words = [base(word) for word in re.findall(r"\w+", term) if len(word) >= _SHORTEST]
    others = [base(word) for word in re.findall(r"\w+", label) if len(word) >= _SHORTEST]
    parts = max((_ratio(word, other) for word in words for other in others), default=0.0)
    return max(_ratio(asked, name), 0.9 * parts if parts >= 0.8 else 0.0)


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE else 0.0


def asks_of_oneself(term: str) -> bool:
    """Whether a term asks what the asker gets, which no agreement says.

    >>> asks_of_oneself("hvad får min kommune"), asks_of_oneself("kommunernes anlæg")
    (True, False)
    """
    return bool(_OWN.search(term))
