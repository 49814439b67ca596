"""What a sentence does to what an older agreement said: carries it on, changes it, reports it, ends it ...

The words are data (`extract/lexicon/effects.toml`); the effects are those of `ontology/forces.ttl`, several at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from extract.lexicon import Entry, Pattern, labelled

# The first that is found tells most: what ends is also changed, what is reported may also go on.
EFFECTS = ("ends", "postpones", "changes", "confirms", "continues", "reports", "background")
OUTCOMES = {
    "reports": "reported",
    "continues": "continued",
    "confirms": "continued",
    "background": "continued",
    "changes": "changed",
    "postpones": "postponed",
    "ends": "ended",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """An effect and the words that say so, half-open in code points of the text that was searched."""

    effect: str
    words: str
    start: int
    end: int


@lru_cache(maxsize=20_000)
def find_effects(text: str) -> tuple[Effect, ...]:
    """What the words of `text` do, each effect once, the one that tells most first.

    >>> [found.effect for found in find_effects("Den kommunale medfinansieringsordning nedlægges fra og med 2027.")]
    ['ends']
    """
    folded = text.lower()
    found: dict[str, Effect] = {}
    beside = _spans("unsaid", text, folded)
    for effect in EFFECTS:
        spans = [
            (start, end)
            for start, end in _spans(effect, text, folded)
            if not any(first < end <= last for first, last in beside)
        ]
        if spans:
            start, end = min(spans)
            found[effect] = Effect(effect=effect, words=text[start:end], start=start, end=end)
    return tuple(found.values())


def _spans(label: str, text: str, folded: str) -> list[tuple[int, int]]:
    """Where words of a label stand, each as narrow as can be: "blev igangsat", not all from an "er" before it on."""
    patterns = (pattern for entry in entries(label) for pattern in entry.patterns)
    return [_narrowed(pattern, text, span) for pattern in patterns for span in pattern.find(text, folded)]


def _narrowed(pattern: Pattern, text: str, span: tuple[int, int]) -> tuple[int, int]:
    while inner := pattern.expression.search(text, span[0] + 1, span[1]):
        span = inner.span()
    return span


def outcomes(effects: Iterable[str]) -> tuple[str, ...]:
    """What later texts say became of a matter, by the effects found in them: each outcome once.

    >>> outcomes(["changes", "continues", "confirms"])
    ('changed', 'continued')
    """
    return tuple(dict.fromkeys(OUTCOMES[effect] for effect in effects))


def entries(label: str) -> tuple[Entry, ...]:
    """The entries of `effects.toml` with a label."""
    return labelled("effects", label)


@lru_cache(maxsize=50_000)  # linking asks it of the same passage for each that it may take up
def says(label: str, text: str) -> bool:
    """Whether words of that label stand in the text."""
    folded = text.lower()
    return any(entry.find(text, folded) for entry in entries(label))


def begins(label: str, text: str) -> bool:
    """Whether the text begins with words of that label."""
    folded = text.lower()
    return any((found := entry.find(text, folded)) is not None and found[0] == 0 for entry in entries(label))
