"""What a document has named: the titles that short names stand for, and the text last named for "strategien"."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from extract.models import Identity
from extract.references.internal import Place
from extract.references.mention import Citing, Mention, citing
from extract.references.short_names import Titles, no_titles

# How far back, in code points, "loven" can reach for what it means.
REACH = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What one document names, built once from the whole of it (`build_memory`) and asked for each sentence.

    `titles` are those that it gives in full, `trail` everything that is named in the order of the text, what is only to
    come included; offsets are those of the document. `borders` are the offsets at which chapters and sections begin.
    """

    citing: Citing
    titles: Titles
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
    return Memory(citing=citing(identity), titles=no_titles())
