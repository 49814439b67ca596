"""What a matter is called that no vocabulary names: the shortest phrase of its passages that has their common words.

"sammensætningen", "jobcentrenes" and "målgrupper" make "Sammensætningen af jobcentrenes målgrupper", as an editor would
write; where the words say little by themselves ("anbefalinger"), the heading they stand under goes before them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from extract.verbs import finite_form, is_infinitive
from graph.linking.judge import telling
from graph.linking.words import content_words, names

_TOKEN = re.compile(r"[^\W_][\w.’'-]*[\w’']|[^\W_]|[^\w\s]")
_MOST = 8  # words of a phrase
_ENOUGH = 0.9  # how telling the words of a phrase must be together, if it is to say by itself what the matter is
_ALONE = 15  # letters of a word that says it by itself
_LONGEST = 60  # letters of a heading that goes before a phrase
_NO_MATTER = re.compile(r"\d|^Indledning$")  # a heading that names none: "Kommunernes økonomiske rammer for 2020"
_SHORT_TITLE = 5  # words of a heading that is a title
_INNER = frozenset(
    ("af", "på", "i", "til", "med", "for", "fra", "om", "og", "ved", "den", "det", "de", "en", "et", "under", "over")
)
_FEW = 2  # words of which one that only says how is left out
_VERB = re.compile(r"(?:goere|saette|laegge|tage|give|holde|bringe|foere)$")  # "offentliggoere", which no list has
_ADVERB = re.compile(r"(?:igt|ivt|elt)$")
_ADJECTIVE = re.compile(r"(?:iske?|lige?|ige?|elle|ende|ede|bare|ære|ive)$")


def phrase(texts: Sequence[str], words: Sequence[str]) -> str | None:
    """The shortest stretch of one of the texts that has as many of the words as one stretch can, and no verb.

    `words` are base forms, of names with plus signs. None where no text has any of them.

    >>> phrase(["Vi ser på kortlægning og undersøgelse af gadelys."], ["kortlaegning", "gadelys"])
    'kortlægning og undersøgelse af gadelys'
    """
    if any("+" in word for word in words):
        named = ((said, form) for text in texts for said, form in names(text))
        return next((said for said, form in named if form in words), None)
    lines = [_TOKEN.findall(text) for text in texts]
    words = _things(lines, words)
    for size in range(len(words), 0, -1):
        found = [
            (-sum(map(telling, some)), end - start, number, start, end)
            for some in combinations(words, size)
            for number, line in enumerate(lines)
            for start, end in _stretches(line, frozenset(some))
        ]
        if found:
            *_, number, start, end = min(found)
            line = lines[number]
            return " ".join(line[_with_adjective(line, start) : _with_noun(line, end)])
    return None


def _things(lines: Sequence[Sequence[str]], words: Sequence[str]) -> Sequence[str]:
    """Some words less verbs ("offentliggøre", "offentliggjort") and, where others are left, what only says how."""
    said = [(token.lower(), name) for line in lines for token in line for name in content_words(token)]
    verbs = {name for token, name in said if is_infinitive(token) or _VERB.search(name)}
    ways = {name for token, name in said if _ADJECTIVE.search(token) or _ADVERB.search(token)}
    nouns = [word for word in words if word not in verbs]
    bare = [word for word in nouns if word not in ways]
    return bare if bare and len(nouns) <= _FEW else nouns


def _stretches(line: Sequence[str], wanted: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yields the shortest stretches of a line, half-open, that have all wanted words and are one phrase."""
    places = [(at, name) for at, token in enumerate(line) for name in content_words(token) if name in wanted]
    for at, _ in places:
        seen: set[str] = set()
        for end, name in places:
            if not at <= end < at + _MOST:
                continue
            seen.add(name)
            if seen == wanted:
                if all(_may_stand(line[between]) for between in range(at, end + 1)):
                    yield at, end + 1
                break


def _may_stand(token: str) -> bool:
    """Whether a word may stand within a phrase: no sign, number or verb."""
    word = token.lower()
    if word in _INNER:
        return True
    return word[0].isalpha() and word != "at" and finite_form(word) in (None, "maybe") and not is_infinitive(word)


def _with_adjective(line: Sequence[str], start: int) -> int:
    """The start of a phrase with the adjective before it, and the article before that."""
    if start and line[start - 1].islower() and _ADJECTIVE.search(line[start - 1]):
        start -= 1
    definite = start and line[start - 1].lower() in ("den", "det", "de") and _ADJECTIVE.search(line[start])
    return start - 1 if definite else start


def _with_noun(line: Sequence[str], end: int) -> int:
    """The end of a phrase that would end in an adjective, after the noun that follows it."""
    follows = line[end] if end < len(line) else ""
    adjective = _ADJECTIVE.search(line[end - 1]) and line[end - 1].islower()
    return end + 1 if adjective and follows.isalpha() and follows.lower() not in _INNER else end


def title(said: str, words: Sequence[str], headings: Sequence[str]) -> str:
    """A phrase as a title; where it tells little, with the heading before it that most of the passages stand under."""
    told = [word for word in content_words(said) if word in words]
    alone = sum(map(telling, told)) >= _ENOUGH and (" " in said or len("".join(told)) >= _ALONE)
    known = Counter(one for one in headings if one and len(one) <= _LONGEST and not _NO_MATTER.search(one))
    heading = max(known, key=lambda one: (known[one], -len(one), one), default="")
    if alone or not heading or set(content_words(heading)) & set(told):
        return _capital(said)
    return f"{heading}: {said if said[1:2].isupper() or names(said) else said[:1].lower() + said[1:]}"


def heading_title(said: str, headings: Sequence[str]) -> str:
    """The shortest of the headings that name a matter, where it is a title; else the word that they are for."""
    short = [one for one in headings if len(one.split()) <= _SHORT_TITLE and not _NO_MATTER.search(one)]
    return min(short, key=lambda one: (len(one), one), default=_capital(said))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
