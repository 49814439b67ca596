"""References to a place in the same text: "jf. kapitel 4", "boks 3 i bilag 1", "nedenstående tabel"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.references.mention import Mention
from extract.slugs import slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A numbered chapter, box, table or annex: its id ("tabel-1"), its kind ("tabel"), where it begins."""

    id: str
    kind: str
    position: int


_NUMBER = r"\d+(?:\.\d+)*[a-z]?(?![\w%])(?!\s*(?:pct|mio|mia|kr)\b)"
_FULL = {"kap.": "kapitel", "pkt.": "punkt", "tab.": "tabel", "fig.": "figur", "afsn.": "afsnit"}
# What "nedenstående forudsætninger" can stand for: a table, a box, whichever comes first.
_POINTED = {
    "tabel": ("tabel",),
    "boks": ("boks",),
    "figur": ("figur",),
    "bilag": ("bilag",),
    "skema": ("tabel",),
    "oversigt": ("tabel", "boks"),
    "forudsætninger": ("tabel", "boks"),
    "initiativer": ("boks",),
    "rammer": ("tabel",),
}


@cache
def _numbered() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w-])(?P<kind>kapitel|kap\.|afsnit|boks|bilag|tabel|tab\.|figur|fig\.|appendiks|pkt\.)\s+"
        rf"(?P<numbers>{_NUMBER}(?:\s*(?:,|og|samt|eller)\s+{_NUMBER})*|[A-F](?![\w-]))"
        rf"(?P<within>\s+i\s+(?:bilag|kapitel|boks)\s+{_NUMBER})?",
        re.IGNORECASE,
    )


@cache
def _pointed() -> re.Pattern[str]:
    nouns = "|".join(_POINTED)
    return re.compile(rf"(?<!\w)(?P<way>neden|oven)stående\s+(?:\w+e\s+)?(?P<noun>{nouns})\b", re.IGNORECASE)


@cache
def _unnumbered() -> re.Pattern[str]:
    return re.compile(
        r"(?<!\w)(?:jf\.|se)\s+(?P<words>(?P<kind>bilag|boks|tabel)(?:et|en|len)?)(?!\w|\s+\w{1,2}\b)", re.IGNORECASE
    )


def _pointed_place(match: re.Match[str], places: tuple[Place, ...], at: int) -> str | None:
    """The id of the next place below (or the last one above) that the noun can stand for."""
    kinds = _POINTED[match["noun"].lower()]
    position = at + match.start()
    fitting = [place for place in places if place.kind in kinds]
    if match["way"].lower() == "neden":
        return next((place.id for place in fitting if place.position >= position), None)
    return next((place.id for place in reversed(fitting) if place.position < position), None)


def find_internal(text: str, folded: str, places: tuple[Place, ...] = (), at: int = 0) -> Iterator[Mention]:
    """Yields what `text`, at offset `at` of its document, says of places in the same document.

    >>> [m.target for m in find_internal("jf. tabel 1 og 2", "jf. tabel 1 og 2")]
    ['tabel-1', 'tabel-2']
    """
    if any(word in folded for word in ("kap", "afsn", "boks", "bilag", "tab", "fig", "appendiks", "pkt.")):
        for match in _numbered().finditer(text):
            kind = _FULL.get(match["kind"].lower(), match["kind"].lower())
            for number in re.findall(_NUMBER, match["numbers"]) or [match["numbers"]]:
                yield Mention(
                    kind="internal",
                    target=slug(f"{kind} {number}"),
                    start=match.start(),
                    end=match.end(),
                    rule="internal.numbered",
                    head=kind,
                )
        for match in _unnumbered().finditer(text):
            only = [place.id for place in places if place.kind == match["kind"].lower()]
            yield Mention(
                kind="internal",
                target=only[0] if len(only) == 1 else None,
                start=match.start("words"),
                end=match.end("words"),
                rule="internal.unnumbered",
                head=match["kind"].lower(),
                reason="" if len(only) == 1 else f"der er {len(only)} af den slags i teksten, og intet nummer",
            )
    if "stående" in folded:
        for match in _pointed().finditer(text):
            target = _pointed_place(match, places, at)
            if target or match["noun"].lower() in ("tabel", "boks", "figur", "bilag"):
                yield Mention(
                    kind="internal",
                    target=target,
                    start=match.start(),
                    end=match.end(),
                    rule="internal.pointed",
                    head=match["noun"].lower(),
                    reason="" if target else "intet sådant er fundet i teksten",
                )
