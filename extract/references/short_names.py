"""Which title a short name stands for: "udligningsreformen" for "aftale om en reform af udligningssystemet"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from extract.references.mention import Citing, Mention
from extract.references.words import words

_INFLECTION = 3
_PART = 4  # letters that a part of a compound has at least
_TOLD = 5  # titles that a reason names


@dataclass(frozen=True, slots=True, eq=False)
class Titles:
    """The titles that a document gives in full, in the order of its text, each once (`gather_titles`).

    `aliases` lead from the short names that it introduces to what they stand for. `places` lead from the beginnings of
    words to the titles in which they stand, so that a short name is held against those few that it can stand for.
    """

    titles: tuple[Mention, ...]
    aliases: Mapping[str, str | None]
    places: Mapping[str, frozenset[int]]

    def like(self, short: Mention) -> tuple[Mention, ...]:
        """The titles that have words for all words of the short name, and perhaps others that fit it no less."""
        found: frozenset[int] | None = None
        for word in _telling(short):
            near = frozenset().union(*(self.places.get(key, frozenset()) for key in _asked(word, short.head)))
            found = near if found is None else found & near
        return tuple(self.titles[place] for place in sorted(found or ()))


def gather_titles(mentions: Iterable[Mention]) -> Titles:
    """The titles among the mentions of a document, made ready to be asked."""
    once: dict[tuple[str, str | None, str], Mention] = {}
    aliases: dict[str, str | None] = {}
    for mention in mentions:
        once.setdefault((mention.kind, mention.target, mention.name), mention)
        if mention.rule == "alias":
            aliases.setdefault(mention.name, mention.target)
    places: dict[str, set[int]] = defaultdict(set)
    for place, title in enumerate(once.values()):
        for word in _title_words(title):
            for key in _keys(word):
                places[key].add(place)
    return Titles(tuple(once.values()), aliases, {key: frozenset(found) for key, found in places.items()})


@cache
def no_titles() -> Titles:
    """Those of a document of which nothing is known."""
    return gather_titles(())


def _title_words(title: Mention) -> tuple[str, ...]:
    return tuple(word.strip(",-") for word in title.name.split())


def _telling(short: Mention) -> tuple[str, ...]:
    """The words of a short name that have to be in a title."""
    return tuple(word for word in short.name.split() if word not in words("title.tail"))


def _keys(word: str) -> set[str]:
    """What a title's word is filed under: itself with and without an ending, and every four letters of it."""
    stems = {word[: len(word) - ending] for ending in range(min(_INFLECTION, len(word)) + 1)}
    return stems | {f"…{word[i : i + _PART]}" for i in range(len(word) - _PART + 1)}


def _asked(word: str, head: str) -> set[str]:
    """Under what a title can be filed that has a word for `word`, whole or taken apart."""
    part = _split(word, head)
    parts = {f"…{part[:_PART]}"} if len(part) >= _PART else set()
    return {word, word[:-1]} | parts


def _is_word(part: str, word: str) -> bool:
    """Whether `word` is `part`, give or take an ending."""
    return (word.startswith(part) and len(word) - len(part) <= _INFLECTION) or (
        part.startswith(word) and len(part) - len(word) == 1
    )


def _split(word: str, head: str) -> str:
    """What stands before the head in a compound, without the s that joins them: "udligning" of "udligningsreform"."""
    part = word[: -len(head)].rstrip("-") if head and word.endswith(head) else ""
    return part[:-1] if part.endswith("s") and len(part) > _PART else part


def _fits_word(word: str, head: str, full: tuple[str, ...]) -> bool:
    """Whether a word of a short name stands in a full title, whole or taken apart ("udlignings" + "reform")."""
    if any(_is_word(word, other) for other in full):
        return True
    part = _split(word, head)
    if len(part) < _PART or not any(other == head or other.endswith(head) or other.startswith(head) for other in full):
        return False
    if head == "reform":
        # Not the adjective: "kommunalreformen" is no "reform af det kommunale tilskudssystem".
        return any(part in other and other != part + "e" for other in full)
    return any(_is_word(part, other) for other in full)


def fits(short: Mention, full: Mention) -> bool:
    """Whether the short name `short` can stand for the title `full`."""
    if short.kind != full.kind:
        return False
    title, wanted = _title_words(full), _telling(short)
    # An agreement is called after what it is first about, not after any word of its title.
    if short.head == "aftale":
        title = tuple(word for word in title if word not in words("title.tail"))[:3]
    return bool(wanted) and all(_fits_word(word, short.head, title) for word in wanted)


def _own_title(who: Citing) -> Mention:
    return Mention(kind="agreement", target=who.document, start=0, end=0, rule="own", name=who.title.lower(), full=True)


def resolve_short(mention: Mention, titles: Titles, who: Citing) -> Mention:
    """`mention` with the target of the one full title it stands for; as it is where none, or more, fit."""
    if not mention.name or mention.kind == "internal":
        return mention
    alias = titles.aliases.get(mention.name)
    if alias:
        return replace(mention, target=alias)
    if mention.full:
        return mention
    if mention.kind == "agreement" and who.side is None and who.title and fits(mention, _own_title(who)):
        return replace(mention, standing="own", target=who.document)
    targets = tuple(dict.fromkeys(title.target for title in titles.like(mention) if fits(mention, title)))
    if len(targets) == 1:
        return replace(mention, target=targets[0])
    return replace(mention, reason=_doubt(targets)) if targets else mention


def _doubt(targets: tuple[str | None, ...]) -> str:
    """Why a short name is left as it is, in Danish."""
    more = f" og {len(targets) - _TOLD} til" if len(targets) > _TOLD else ""
    return f"kan være {len(targets)} titler: {', '.join(map(str, targets[:_TOLD]))}{more}"
