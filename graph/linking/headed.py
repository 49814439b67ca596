"""Matters that agreements give a heading of their own: "Sundhedsklynger", "Opfølgning på vikaranalyse".

A heading that says one thing and little else names a matter: what stands under it is about that, and so are sentences
of other agreements in the window that say the word. Who takes an agreement in, tells of all that it adds, the sentences
of older agreements included: so what an agreement tells follows from its window alone, as its links do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from graph.linking.judge import telling
from graph.linking.linker import Linker
from graph.linking.words import content_words

MOST = 20  # passages that speak of a thing that a heading names; what more speak of is a field, and no matter
# "opfølgning på", "udvidelse af", "energieffektive": what is done, or what a thing is like, and not the thing.
_NO_THING = re.compile(r"(?:ning|ring|else|tion|eret|ende|iv|ig|isk|omraade)$")
_DOING = re.compile(r"(?:ning|ring|else|tion)$")
_COMPOUND = 15  # letters of a word that names a thing by whatever it ends in: "brugertilfredshedsundersøgelse"


def headed_in(linker: Linker, document: str) -> Iterator[tuple[str, str, int]]:
    """Yields the words that headings of an agreement's window are for and that it uses: the word, the heading, and the
    number of a passage under such a heading or with the word.
    """
    index, numbers = linker.index, linker.numbers(document)
    if not numbers:
        return
    near = range(index.start(numbers.start), numbers.stop)
    used = {word for number in numbers for word in index.own(number) if telling(word) == 1.0 and "+" not in word}
    used |= {word for number in numbers if (word := headed(index.passages[number].heading))}
    for word in sorted(used):
        holding = [number for number, _ in index.holding(word, near)]
        under = [number for number in holding if headed(index.passages[number].heading) == word]
        if under:
            heading, inside = index.passages[under[0]].heading, set(under)
            found = [number for number in holding if number in inside or word in index.own(number)]
            for number in found[: MOST + 1]:  # one more tells that there are too many
                yield word, heading, number


@lru_cache(maxsize=20_000)
def headed(heading: str) -> str | None:
    """The word for what a heading is about, where it is about one thing and little else.

    >>> headed("Opfølgning på vikaranalyse"), headed("Sundhedsklynger"), headed("Sundhed og ældre")
    ('vikaranalyse', 'sundhedsklynge', None)
    """
    words = [word for word in dict.fromkeys(content_words(heading)) if "+" not in word]
    things = [word for word in words if not _NO_THING.search(word)]
    things = things or [word for word in words if len(word) >= _COMPOUND and _DOING.search(word)]
    return things[0] if len(things) == 1 and telling(things[0]) == 1.0 else None
