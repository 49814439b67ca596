"""The explorer in one self-contained file that can be mailed: every page packed in it, unpacked when it is asked for.

Pages say the same things in many places (a commitment stands under its agreement, topic, areas and actors, in two
languages), farther apart than zlib looks back. So what is between tags is kept once, and a page is a list of these; the
lists of all pages are packed together, since pages of the two languages, and of things that go together, go alike.

A link is the file itself with `?side=PAGE`: each page is opened anew, so that back, forward, reload and printing are
the browser's own. The policy allows just the scripts and styles of the pages, which are set in when a page needs them.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace

from graph.store import Snapshot
from viz import urls
from viz.explorer import Made
from viz.render import Page, packed, packed_bytes, page_json, render_shell, static_text, unpacked
from viz.site import Site
from viz.words import LANGUAGES, load_words

_BOOT = "single-page.js"
_TAGS = re.compile(r'(?<=>)|(?=<)|(?<=\],)|(?<=\},)|(?<=",)')
_LINES = re.compile(r"(?<=\n)")
_SEVEN_BITS, _MORE = 0x7F, 0x80
Place = tuple[int, int]
"""Where the list of a text begins among the lists, and how long it is, in bytes."""


def single_page(store: Snapshot, made: Made) -> str:
    """The explorer of an open store as one HTML text. Raises QueryError where the store cannot be asked."""
    site = Site(store, made, urls.InOneFile)
    homes = {language: urls.InOneFile(language=language).page(urls.FRONT) for language in LANGUAGES}
    said, data = Pieces(_TAGS), Pieces(_LINES)
    files: dict[str, Place] = {}
    pages: dict[str, object] = {}
    used: dict[str, str] = {}
    allowed: dict[str, None] = {}
    _keep((site.network(homes),), said, pages, used, allowed)
    for entry in site.entries():
        _keep(entry.pages, said, pages, used, allowed)
        name = entry.pages[0].name
        files[urls.beside(name, "csv")] = data.add(entry.data.csv())
        files[urls.beside(name, "json")] = data.add(entry.data.json())
    return render_shell(
        boot=_BOOT,
        allowed=(*used.values(), *allowed),
        title=site.data.title,
        words=load_words("da"),
        payload=page_json(
            {
                "index": packed(json.dumps({"pages": pages, "files": files})),
                "said": said.packed(),
                "data": data.packed(),
                "parts": {name: packed(text) for name, text in used.items()},
            }
        ),
    )


def _unpacked(page: Page) -> Page:
    """A page with what it searches in as JSON: packed twice, it would be the same as nothing else."""
    if "index_data" not in page.values:
        return page
    index = json.loads(unpacked(page.values["index_data"]))
    return replace(page, values={**page.values, "index_data": page_json(index)})


class Pieces:
    """Texts as lists of pieces, each piece kept once; `cuts` are the places where a text is cut."""

    def __init__(self, cuts: re.Pattern[str]) -> None:
        self._cuts = cuts
        self._places: dict[str, int] = {}
        self._lists = bytearray()

    def add(self, text: str) -> Place:
        """Keeps a text; where its list of pieces is.

        A number for each piece: how far from the one after the last piece it lies, signs folded in (0, -1, 1, -2 ...),
        seven bits a byte, the lowest first. What is said again in the same order is a row of noughts.
        """
        begin, last = len(self._lists), -1
        for piece in self._cuts.split(text.replace("\0", "\ufffd")):
            place = self._places.setdefault(piece, len(self._places))
            step, last = place - last - 1, place
            rest = step << 1 if step >= 0 else (-step << 1) - 1
            while rest > _SEVEN_BITS:
                self._lists.append(rest & _SEVEN_BITS | _MORE)
                rest >>= 7
            self._lists.append(rest)
        return begin, len(self._lists) - begin

    def packed(self) -> dict[str, str]:
        """All pieces, a NUL between, and all lists, packed."""
        return {"pieces": packed("\0".join(self._places)), "lists": packed_bytes(bytes(self._lists))}


def _keep(
    found: tuple[Page, ...], said: Pieces, pages: dict[str, object], used: dict[str, str], allowed: dict[str, None]
) -> None:
    """Puts pages among the others, and what they are made of once."""
    for page in found:
        name = urls.Links(language=page.language).place(page.name)
        pages[name] = {
            "language": page.language,
            "title": page.title,
            "scripts": page.scripts,
            "styles": page.styles,
            "body": said.add(_unpacked(page).body()),
        }
        used.update({part: static_text(part) for part in (*page.scripts, *page.styles)})
        allowed.update(dict.fromkeys(page.allowed))
