"""What kind of thing a subject is, by the noun that heads it: work, money, people (`lexicon/nouns.toml`)."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from extract.clauses import grammar, split_words


@cache
def _classes() -> tuple[tuple[str, frozenset[str], tuple[str, ...]], ...]:
    """For each class its whole words and its endings."""
    raw = tomllib.loads((files("extract") / "lexicon" / "nouns.toml").read_text(encoding="utf-8"))
    return tuple(
        (name, frozenset(w for w in words if "*" not in w), tuple(w.strip("*") for w in words if "*" in w))
        for name, words in raw.items()
    )


@lru_cache(maxsize=10_000)
def noun_classes(noun: str) -> frozenset[str]:
    """The classes of a noun (lower case).

    >>> sorted(noun_classes("særtilskuddet"))
    ['money']
    """
    return frozenset(name for name, words, endings in _classes() if noun in words or noun.endswith(endings))


def head_noun(phrase: str) -> str:
    """The noun that heads a noun phrase: the last word before a preposition, comma or clause; "" for none.

    >>> head_noun("De prioriterede indsatser på området")
    'indsatser'
    """
    head, rules = "", grammar()
    ends = (rules.prepositions, rules.adverbs, rules.noun_phrase_ends)
    for word in split_words(phrase):
        if head and any(word.text in some for some in ends):
            break
        if word.text[0].isalpha():
            head = word.text
    return head
