"""What stands before the word for a text: article, owner and adjectives, and the words that govern it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extract.references.words import words

Determiner = Literal["definite", "indefinite", "owner", "none"]

MOST_ADJECTIVES = 3
_TOKEN = re.compile(r"[^\s,]+,?")
_DEFINITE = frozenset(("den", "det", "de", "denne", "dette", "disse"))
_INDEFINITE = frozenset(("en", "et", "én", "ét", "nogen", "ingen"))
_ADJECTIVE = re.compile(r"[a-zæøå-]*(?:e|ig|sk|al|t|el|bar|ny|stor|bred|ær|s|et)", re.UNICODE)
# An owner: "regeringens", "KL's", "EU’s", "Danmarks", "kommunernes"
_OWNER = re.compile(r"[A-ZÆØÅ]{2,}(?:['’´]?s)|[A-ZÆØÅ][\w-]{3,}s(?:['’])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """The words before a name: it begins at `start` with article or owner, its adjectives at `naming` after those in
    passing; `capital` is set where the first adjective is written as a title begins ("National strategi")."""

    determiner: Determiner
    start: int
    naming: int
    before: str
    capital: bool = False

    def governed_by(self, entry: str) -> bool:
        """Whether the words right before are one of the turns of phrase that `entry` lists."""
        before = self.before.rstrip().lower()
        return bool(_at_end(entry).search(before))

    def follows(self, entry: str) -> bool:
        """Whether one of the words that `entry` lists stands anywhere before."""
        return bool(_anywhere(entry).search(self.before.lower()))


@cache
def _at_end(entry: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, words(entry)), key=len, reverse=True))})$")


@cache
def _anywhere(entry: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, words(entry)), key=len, reverse=True))})(?!\w)")


def _naming(adjectives: list[re.Match[str]], start: int) -> int:
    """Where the adjectives begin that are part of the name ("den kommende, nye" passes, "fællesoffentlige" names)."""
    naming = start
    for token in adjectives:
        if token.group().rstrip(",").lower() in words("left.passing"):
            break
        naming = token.start()
    return naming


def read_left(text: str, start: int) -> Left:
    """The words before the name whose head begins at `start`.

    >>> left = read_left("som led i den nye fællesoffentlige strategi", 35)
    >>> left.determiner, left.before
    ('definite', 'som led i ')
    """
    tokens = list(_TOKEN.finditer(text, max(0, start - 90), start))
    adjectives: list[re.Match[str]] = []
    for token in reversed(tokens):
        word, lower = token.group(), token.group().rstrip(",").lower()
        if word.endswith(",") and not adjectives:
            break
        if lower in _DEFINITE or lower in _INDEFINITE:
            kind: Determiner = "definite" if lower in _DEFINITE else "indefinite"
            return Left(
                determiner=kind,
                start=token.start(),
                naming=_naming(adjectives, start),
                before=text[: token.start()],
            )
        if not word.endswith(",") and (_OWNER.fullmatch(word) or lower in words("left.owner")):
            return Left(
                determiner="owner",
                start=token.start(),
                naming=_naming(adjectives, start),
                before=text[: token.start()],
            )
        if word[0].isupper() and token.start() and _ADJECTIVE.fullmatch(lower):
            begin = token.start()  # "National strategi for ...": a title that begins with its adjective
            return Left(determiner="none", start=begin, naming=begin, before=text[:begin], capital=True)
        if lower == "og" and adjectives and text[max(0, token.start() - 2) : token.start()] == "- ":
            continue  # "den kommunale- og regionale lånebekendtgørelse"
        if (
            len(adjectives) == MOST_ADJECTIVES
            or lower in words("left.no-adjective")
            or not _ADJECTIVE.fullmatch(lower.rstrip("-"))
        ):
            break
        adjectives.append(token)
    # With no article, only adjectives that are known as such are taken along ("bred politisk aftale").
    begin = start
    for token in adjectives:
        if token.group().rstrip(",").lower() not in words("left.passing"):
            break
        begin = token.start()
    return Left(determiner="none", start=begin, naming=start, before=text[:begin])
