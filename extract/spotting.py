"""Finding the concepts of a vocabulary in a text: which areas or topics are named, or hinted at, and by which words.

A vocabulary has more than a thousand spellings and an agreement some thousand words. So what a word says by itself, and
which longer spellings it may be part of, is worked out once and remembered from text to text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.lexicon import Entry, Pattern, compile_phrase
from ontology.vocab import Concept

_RUN = re.compile(r"\w+")
_ONE_WORD = re.compile(r"\*?[^\W_]+\*?")
NONE = "none"


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept `named` or only hinted at in a text, half-open in code points, and the spelling that found it.

    Words that are `alone` mean this concept and no other ("Skatteministeriet" is no tax, and means none of them).
    """

    concept: str
    named: bool
    start: int
    end: int
    phrase: str
    alone: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Spelling:
    pattern: Pattern
    concept: str
    named: bool = True
    exact: bool = False
    alone: bool = False

    def mention(self, start: int, end: int) -> Mention:
        return Mention(self.concept, self.named, start, end, self.pattern.phrase, self.alone)

    @property
    def one_word(self) -> bool:
        return not self.exact and _ONE_WORD.fullmatch(self.pattern.phrase) is not None

    def is_word(self, word: str) -> bool:
        """Whether the one word of the spelling fits all of `word`, in lower case."""
        phrase = self.pattern.phrase.lower()
        body = phrase.strip("*")
        if phrase.startswith("*"):
            return body in word if phrase.endswith("*") else word.endswith(body)
        return word.startswith(body) if phrase.endswith("*") else word == body


_Known = tuple[tuple[_Spelling, ...], tuple[_Spelling, ...]]
_NOTHING: _Known = ((), ())  # what most words say


class Spotter:
    """Finds the concepts of one vocabulary.

    The phrases of `claims` mean the concept that is their entry's label and no other, or none of them (label "none").
    """

    def __init__(self, concepts: Iterable[Concept], claims: Iterable[Entry] = ()) -> None:
        self._index: dict[str, list[_Spelling]] = defaultdict(list)
        self._words: dict[str, _Known] = {}
        for concept in concepts:
            for phrase in concept.spellings:
                exact = phrase in concept.exact
                self._add(_Spelling(compile_phrase(phrase, case=exact), concept.id, exact=exact))
            for phrase in concept.hints:
                self._add(_Spelling(compile_phrase(phrase), concept.id, named=False))
        for entry in claims:
            for pattern in entry.patterns:
                self._add(_Spelling(pattern, entry.label, alone=True))
        self._longest = max(map(len, self._index), default=0)

    def find(self, text: str) -> tuple[Mention, ...]:
        """The mentions in `text` in its order; of mentions of one concept that overlap, the longest."""
        return _settle(list(self._all(text, text.lower())))

    def _all(self, text: str, folded: str) -> Iterator[Mention]:
        tried: set[_Spelling] = set()
        for word in _RUN.finditer(folded):
            known = self._words.get(word.group()) or self._about(word.group())
            if known is _NOTHING:
                continue
            itself, part_of = known
            for spelling in itself:
                yield spelling.mention(word.start(), word.end())
            for spelling in part_of:
                if spelling not in tried:
                    tried.add(spelling)
                    for start, end in spelling.pattern.find(text, folded):
                        yield spelling.mention(start, end)

    def _add(self, spelling: _Spelling) -> None:
        """Files a spelling under a word that it cannot match without, or under each of those of which it needs one."""
        pattern = spelling.pattern
        for literal in (pattern.literal,) if pattern.literal else pattern.choices:
            key = max(_RUN.findall(literal), key=len, default="")
            if spelling not in self._index[key]:
                self._index[key].append(spelling)

    def _about(self, word: str) -> _Known:
        """The spellings that `word` is, and the longer ones whose literal it contains; remembered."""
        ends = range(1, len(word) + 1)
        parts = {word[start:end] for end in ends for start in range(max(0, end - self._longest), end)}
        near = [spelling for part in sorted(parts & self._index.keys()) for spelling in self._index[part]]
        known = tuple(s for s in near if s.one_word and s.is_word(word)), tuple(s for s in near if not s.one_word)
        self._words[word] = known if any(known) else _NOTHING
        return self._words[word]


def _settle(found: list[Mention]) -> tuple[Mention, ...]:
    """Drops what overlaps longer words that leave no room for it (`_outdoes`)."""
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start - m.end, not m.alone, not m.named, m.start, m.concept)):
        if not any(_outdoes(other, mention) for other in kept):
            kept.append(mention)
    return tuple(sorted((m for m in kept if m.concept != NONE), key=lambda m: (m.start, m.end, m.concept)))


def _outdoes(longer: Mention, mention: Mention) -> bool:
    """Of one concept the longer counts; words that stand alone beat all, longer words a mere hint inside them."""
    if longer.end <= mention.start or mention.end <= longer.start:
        return False
    inside = not mention.named and longer.end - longer.start > mention.end - mention.start
    return longer.alone or longer.concept == mention.concept or inside
