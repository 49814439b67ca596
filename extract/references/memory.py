"""What a document has named: full titles for short names, and the text last named for "strategien" and "loven"."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from extract.models import Identity
from extract.references.internal import Place
from extract.references.mention import Citing, Mention, citing
from extract.references.words import words

# How far back, in code points, "loven" can reach for what it means.
REACH = 3000
_INFLECTION = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What one document names, built once from the whole of it (`build_memory`) and asked for each sentence.

    `titles` are mentions by a full title, `trail` everything that is named in the order of the text, what is only to
    come included; offsets are those of the document. `borders` are the offsets at which chapters and sections begin.
    """

    citing: Citing
    titles: tuple[Mention, ...] = ()
    trail: tuple[Mention, ...] = ()
    places: tuple[Place, ...] = ()
    borders: tuple[int, ...] = ()

    def before(self, position: int) -> tuple[Mention, ...]:
        """What is named before `position` in the same section, the last first."""
        section = bisect_right(self.borders, position)
        low = max(self.borders[section - 1] if section else 0, position - REACH)
        high = bisect_right(self.trail, position, key=lambda mention: mention.end)
        first = bisect_right(self.trail, low - 1, key=lambda mention: mention.end)
        return tuple(reversed(self.trail[first:high]))


def empty_memory(identity: Identity) -> Memory:
    """The memory of a document of which nothing else is known than who it is."""
    return Memory(citing=citing(identity))


def _is_word(part: str, word: str) -> bool:
    """Whether `word` is `part`, give or take an ending."""
    return (word.startswith(part) and len(word) - len(part) <= _INFLECTION) or (
        part.startswith(word) and len(part) - len(word) == 1
    )


def _split(word: str, head: str) -> str:
    """What stands before the head in a compound, without the s that joins them: "udligning" of "udligningsreform"."""
    part = word[: -len(head)].rstrip("-") if head and word.endswith(head) else ""
    return part[:-1] if part.endswith("s") and len(part) > 4 else part


def _fits_word(word: str, head: str, full: tuple[str, ...]) -> bool:
    """Whether a word of a short name stands in a full title, whole or taken apart ("udlignings" + "reform")."""
    if any(_is_word(word, other) for other in full):
        return True
    part = _split(word, head)
    if len(part) < 4 or not any(other == head or other.endswith(head) or other.startswith(head) for other in full):
        return False
    if head == "reform":
        # Not the adjective: "kommunalreformen" is no "reform af det kommunale tilskudssystem".
        return any(part in other and other != part + "e" for other in full)
    return any(_is_word(part, other) for other in full)


def fits(short: Mention, full: Mention) -> bool:
    """Whether the short name `short` can stand for the title `full`."""
    if short.kind != full.kind:
        return False
    title = tuple(word.strip(",-") for word in full.name.split())
    wanted = [word for word in short.name.split() if word not in words("title.tail")]
    # An agreement is called after what it is first about, not after any word of its title.
    if short.head == "aftale":
        title = tuple(word for word in title if word not in words("title.tail"))[:3]
    return bool(wanted) and all(_fits_word(word, short.head, title) for word in wanted)


def _own_title(who: Citing) -> Mention:
    return Mention(kind="agreement", target=who.document, start=0, end=0, rule="own", name=who.title.lower(), full=True)


def resolve_short(mention: Mention, memory: Memory) -> Mention:
    """`mention` with the target of the one full title it stands for; as it is where none, or more, fit."""
    if not mention.name or mention.kind == "internal":
        return mention
    alias = next(
        (title.target for title in memory.titles if title.rule == "alias" and title.name == mention.name), None
    )
    if alias:
        return replace(mention, target=alias)
    if mention.full:
        return mention
    who = memory.citing
    if mention.kind == "agreement" and who.side is None and who.title and fits(mention, _own_title(who)):
        return replace(mention, standing="own", target=who.document)
    targets = tuple(dict.fromkeys(title.target for title in memory.titles if fits(mention, title)))
    if len(targets) == 1:
        return replace(mention, target=targets[0])
    if len(targets) > 1:
        return replace(
            mention, reason=f"kan være {len(targets)} titler: {', '.join(str(target) for target in targets)}"
        )
    return mention
