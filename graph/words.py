"""Whether a text speaks of what was asked for: inflections, compounds, and spellings without æ, ø and å.

"botilbud" is found in "botilbuddene" and "botilbudskapaciteten", and not in "tilbud"; "kunst" not in "kunstig". What
stands before or after the word in a longer one must be an ending or words of Danish; simplemma's dictionary tells
which are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from extract.lexicon import labelled

_WORD = re.compile(r"[^\W_]+")
_SPELT_OUT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ü": "u", "ö": "oe", "ä": "ae"})
# The endings of nouns, adjectives and verbs, and the genitive of each.
_ENDINGS = frozenset(
    re.findall(r"\w+", "e s en er es et ede ens ere ers ets ene enes erne ernes eren eres ende else ne nes")
)
_ENDINGS_AFTER_E = frozenset(("n", "ns", "r", "rs", "rne", "rnes"))
_JOINTS = ("", "s", "e", "er", "n")
_SHORTEST_PART = 3  # letters of a word within a compound
_SHORTEST_HEAD = 2  # "bo-tilbud", "it-drift"
_SHORT_TERM = 3  # letters of a term that ends a compound only after a longer word: "søge-tal", not "an-tal"
# Words that before another make a word of another meaning: "for-ældre", "af-tale".
_PREFIXES = frozenset(
    re.findall(r"\w+", "af an be bi efter er for fra gen i ind med mod ned om op over på sam til u ud und under ved")
)
_ABBREVIATION = 5  # letters of the longest term in capitals that is taken for an abbreviation


def fold(text: str) -> str:
    """Lower case, and æ, ø, å as they are written where there are none.

    >>> fold("Ældre på Ærø")
    'aeldre paa aeroe'
    """
    return text.casefold().translate(_SPELT_OUT)


@dataclass(frozen=True, slots=True)
class Term:
    """What is asked for: the words, folded, each with the forms that count as the same word."""

    words: tuple[tuple[str, ...], ...]
    abbreviation: bool

    def find(self, text: str) -> tuple[int, int] | None:
        """The first stretch of `text` that speaks of it, half-open, in whole words; None where none does."""
        folded = fold(text)
        if not all(any(form in folded for form in forms) for forms in self.words):
            return None
        tokens = list(_WORD.finditer(text))
        for index in range(len(tokens) - len(self.words) + 1):
            run = tokens[index : index + len(self.words)]
            if all(self._fits(number, match.group()) for number, match in enumerate(run)):
                return (run[0].start(), run[-1].end())
        return None

    def fits(self, token: str) -> bool:
        """Whether a single word speaks of it, where it is a single word too."""
        return len(self.words) == 1 and self._fits(0, token)

    def _fits(self, number: int, token: str) -> bool:
        # "kommunal" in a phrase is no "kommunalbestyrelse".
        inflected = self.abbreviation or number < len(self.words) - 1
        return any(is_form(form, token) if inflected else speaks_of(form, token) for form in self.words[number])


def term(text: str) -> Term | None:
    """Reads what was asked for; None where it holds no word.

    >>> term("botilbud").find("udvidelse af botilbudskapaciteten")
    (13, 33)
    """
    words = _WORD.findall(text)
    if not words:
        return None
    abbreviation = len(words) == 1 and words[0].isupper() and len(words[0]) <= _ABBREVIATION
    return Term(words=tuple(_forms(word) for word in words), abbreviation=abbreviation)


def terms(text: str) -> tuple[Term, ...]:
    """Each word of `text` as a term of its own."""
    return tuple(found for word in _WORD.findall(text) if (found := term(word)) is not None)


def _forms(word: str) -> tuple[str, ...]:
    """The word as it was written, and its base form: who asks for "botilbuddene" means "botilbud"."""
    if word.isupper():
        return (fold(word),)
    return tuple(dict.fromkeys((fold(word), base(word))))


def is_form(word: str, token: str) -> bool:
    """Whether `token` is `word`, or `word` with an ending. `word` is folded.

    >>> is_form("kmf", "KMF's"), is_form("botilbud", "botilbuddene"), is_form("kommunal", "kommunalbestyrelsen")
    (False, True, False)
    """
    return any(_is_ending(word, rest) for rest in _rests(word, token))


def speaks_of(word: str, token: str) -> bool:
    """Whether `token` is a form of `word`, or a compound in which `word` stands.

    >>> [speaks_of("botilbud", token) for token in ("botilbudskapaciteten", "særbotilbud", "tilbud")]
    [True, True, False]
    >>> speaks_of("kunst", "kunstig")
    False
    """
    return _speaks_of(word, token.lower())


@lru_cache(maxsize=100_000)
def _speaks_of(word: str, token: str) -> bool:
    if word not in fold(token) or token in _lookalikes().get(word, ()):
        return False
    for start in range(len(token)):
        head, tail = token[:start], token[start:]
        if fold(tail).startswith(word) and (not head or _may_precede(head, word)):
            for rest in _rests(word, tail):
                ends = _is_ending(word, rest) and (not head or _bases_end_in(word, rest, token))
                if ends or _continues(word, rest):
                    return True
    return False


def _rests(word: str, token: str) -> Iterator[str]:
    """What is left of `token` after `word`, in every way that the letters can be divided."""
    token = token.lower()
    for end in range(1, len(token) + 1):
        if fold(token[:end]) == word:
            yield token[end:]


def _is_ending(word: str, rest: str) -> bool:
    if not rest or rest in _ENDINGS or (word[-1] == "e" and rest in _ENDINGS_AFTER_E):
        return True
    doubled = rest[0] == word[-1] and rest[0] not in "aeiouy"  # botilbud-d-et
    return doubled and rest[1:] in _ENDINGS


def _may_precede(head: str, word: str) -> bool:
    if head in _PREFIXES or len(word) < _SHORT_TERM or (len(word) == _SHORT_TERM and len(head) <= _SHORT_TERM):
        return False
    return _is_compound(head, at_end=False)


@cache
def _lookalikes() -> Mapping[str, frozenset[str]]:
    """For some words, folded, those that look like forms of them and mean something else."""
    return {
        fold(str(entry.get("of"))): frozenset(pattern.phrase for pattern in entry.patterns)
        for entry in labelled("lookalikes", "lookalike")
    }


def _bases_end_in(word: str, rest: str, token: str) -> bool:
    """Whether a longer word ends in `word`, inflected, by its base form: "planlægge" is no form of "pl-anlæg"."""
    if not rest or not _is_known(token):
        return True
    found = base(token)
    if found == fold(token):  # of names the dictionary knows no other form: "Erhvervsstyrelsen"
        return len(word) > _SHORT_TERM and not rest.endswith("e")
    return found.endswith((word, base(word)))


def _continues(word: str, rest: str) -> bool:
    """Whether `rest` goes on with another word: "-skapaciteten", "-epuljen"."""
    if len(word) < _SHORTEST_PART:
        return False
    return any(
        rest.startswith(joint) and len(rest) - len(joint) >= _SHORTEST_PART and _is_compound(rest[len(joint) :])
        for joint in _JOINTS
    )


@lru_cache(maxsize=100_000)
def _is_compound(word: str, *, at_end: bool = True) -> bool:
    """Whether `word` is one or more words of Danish; not `at_end`, a joint may follow the last."""
    if at_end:
        return _is_known(word) or any(
            _is_compound(word[:at], at_end=False) and _is_compound(word[at:])
            for at in range(_SHORTEST_HEAD, len(word) - _SHORTEST_PART + 1)
        )
    return any(
        word.endswith(joint) and len(word) - len(joint) >= _SHORTEST_HEAD and _is_compound(word.removesuffix(joint))
        for joint in _JOINTS
    )


@lru_cache(maxsize=100_000)
def base(word: str) -> str:
    """The base form of a word, folded; of a compound that the dictionary does not have, by its last part.

    >>> base("botilbuddene"), base("ekstraordinære"), base("medfinansieringsordningen")
    ('botilbud', 'ekstraordinaer', 'medfinansieringsordning')
    """
    return fold(_base(word.lower()))


def _base(word: str) -> str:
    import simplemma  # late: its dictionary takes a quarter of a second, unpacked twice that

    if _is_known(word):
        base = simplemma.lemmatize(word, lang="da", low_memory=True)
        return base if word.startswith(base[:_SHORTEST_PART]) and len(base) <= len(word) else word
    for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART):
        if _is_known(word[at:]) and len(word) - at > _SHORTEST_PART:
            return word[:at] + simplemma.lemmatize(word[at:], lang="da", low_memory=True)
    return word


@cache
def _is_known(word: str) -> bool:
    import simplemma

    return len(word) >= _SHORTEST_HEAD and simplemma.is_known(word, lang="da", low_memory=True)
