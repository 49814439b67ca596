"""The words of a passage that say what it is about: base forms, pairs of neighbours, topics, parts of long words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import pairwise

from graph.effects import entries
from graph.linking.passages import Passage
from graph.words import base, fold
from ontology.vocab import actors

_WORD = re.compile(r"[^\W\d_][^\W_]*")
_NAME = re.compile(r"(?<![\w-])[A-ZÆØÅ][a-zæøå]+(?: [A-ZÆØÅ][A-Za-zæøå]+)+(?![\w])")
_SITE = re.compile(r"(?<![\w@./-])[a-zæøå][\w-]*\.dk(?!\w)", re.IGNORECASE)  # "sundhed.dk"
_SHORTEST = 3  # letters of a word that says anything; abbreviations may be shorter
_LONG = 9  # letters of a word that may be a compound, and share a part with another
_PART = 6  # letters of such a part
# What words count for that are not the passage's own.
HEADING, BEFORE, PAIR, PART, TOPIC, SUM = 0.4, 0.3, 0.5, 0.35, 0.7, 0.5


@lru_cache(maxsize=50_000)
def content_words(text: str) -> tuple[str, ...]:
    """The base forms of the words that say something of the matter, in their order; then the names of several words.

    Abbreviations keep their capitals; the words of a name are joined by plus signs.

    >>> content_words("Regeringen vil samle op på erfaringerne med Udbetaling Danmark og merudgiftsydelsen (KMF).")
    ('udbetaling', 'merudgiftsydelse', 'KMF', 'udbetaling+danmark')
    """
    found: list[str] = []
    text = without_parties(text)
    for match in _WORD.finditer(text):
        word = match.group()
        short = word.isupper() and len(word) > 1
        form = word if short else _base(word)
        general = form in general_words() or fold(word) in general_words()
        if not general and (short or len(form) >= _SHORTEST):
            found.append(form)
    return (*found, *(name for _, name in names(text)))


@lru_cache(maxsize=50_000)
def names(text: str) -> tuple[tuple[str, str], ...]:
    """The names of several words in a text, and those of sites, as they stand there and as a feature.

    >>> names("Regeringen og KL vil drøfte International Citizen Service og sundhed.dk.")
    (('International Citizen Service', 'international+citizen+service'), ('sundhed.dk', 'sundhed+dk'))
    """
    several = tuple(
        (match.group(), "+".join(map(_base, match.group().split())))
        for match in _NAME.finditer(without_parties(text))
        if not all(fold(word) in general_words() for word in match.group().split())
    )
    sites = (match.group() for match in _SITE.finditer(text))
    return (*several, *((site, "+".join(map(fold, site.split(".")))) for site in sites))


@lru_cache(maxsize=20_000)
def without_parties(text: str) -> str:
    """A text without the names of political parties: who signs an agreement says nothing of what it is about.

    >>> without_parties("Regeringen, Dansk Folkeparti og Venstre er enige om en plan for havet.")
    'Regeringen, og er enige om en plan for havet.'
    """
    return _parties().sub("", text)


@cache
def _parties() -> re.Pattern[str]:
    known = sorted({name for actor in actors() if "Party" in actor.kinds for name in actor.exact}, key=len)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, reversed(known)))})(?!\w)[ ,]*")


@lru_cache(maxsize=50_000)
def word_pairs(text: str) -> frozenset[tuple[str, str]]:
    """The pairs of neighbouring words of a text, in base forms, those included that say nothing of a matter.

    >>> sorted(word_pairs("fortsætte samarbejdet om data"))
    [('fortsaette', 'samarbejde'), ('om', 'data'), ('samarbejde', 'om')]
    """
    return frozenset(pairwise(_base(word) for word in _WORD.findall(text)))


@lru_cache(maxsize=100_000)
def _base(word: str) -> str:
    return base(word)


@cache
def general_words() -> frozenset[str]:
    """The words that say nothing of any matter, folded, with their base forms."""
    return _listed("general")


@cache
def vague_words() -> frozenset[str]:
    """The words by which nobody would look for a matter, in the same forms."""
    return _listed("vague")


def _listed(label: str) -> frozenset[str]:
    words = [pattern.phrase for entry in entries(label) for pattern in entry.patterns]
    return frozenset(fold(word) for word in words) | frozenset(base(word) for word in words)


def features(passage: Passage) -> dict[str, float]:
    """Each feature of a passage with what it counts for, 1 for a word of its own.

    Pairs of words are "a b", parts of long words "~part", topics "#topic", sums of kroner "=sum".
    """
    found: dict[str, float] = {}
    own = content_words(passage.text)
    for heading in passage.headings[-2:]:
        _add(found, content_words(heading), HEADING)
    _add(found, content_words(passage.before), BEFORE)
    _add(found, own, 1.0)
    _add(found, (f"{one} {other}" for one, other in pairwise(own)), PAIR)
    for word in {word for word in own if "+" not in word}:
        parts = {word[at : at + _PART] for at in range(len(word) - _PART + 1)} if len(word) >= _LONG else set()
        _add(found, (f"~{part}" for part in parts), PART / max(len(parts), 1) ** 0.5)
    _add(found, (f"#{topic}" for topic in passage.topics), TOPIC)
    _add(found, (f"={amount.value.normalize():f}" for amount in passage.sums), SUM)
    return dict(sorted(found.items()))  # sums over them come out the same whatever the order of sets


def _add(found: dict[str, float], names: Iterable[str], weight: float) -> None:
    for name in names:
        found[name] = max(found.get(name, 0.0), weight)
