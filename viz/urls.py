"""The one home of the pages' addresses: names of files beside each other, which work from disk and on any server."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from extract.slugs import slug
from viz.network_data import NetworkNode, NodeKind

FRONT: Final = "index.html"
NETWORK: Final = "network.html"
LEDGER: Final = "opfoelgning.html"
THREADS: Final = "forloeb.html"
FIGURES: Final = "tal.html"
AGREEMENTS: Final = "aftaler.html"
WHOLE: Final = "hele-netvaerket.html"
EDITOR: Final = "sparql"
API: Final = "api/"
"""Where a server has the editor and the JSON API; pages on disk have neither."""
ENGLISH: Final = "en"
"""The folder of the English pages; they have the names of the Danish ones."""
LONGEST: Final = 90
"""So many signs of a thing's id stand in its file's name: paths on Windows end at 260."""

_PREFIXES: Final[Mapping[NodeKind, str]] = {
    "agreement": "aftale",
    "area": "omraade",
    "topic": "emne",
    "actor": "aktoer",
    "reference": "tekst",
    "thread": "forloeb",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Where the links of a page lead, by the page's language: to pages of its own language, to data, to the network.

    The English pages lie in a folder of their own; data and the network, which knows both languages, do not.
    """

    language: str = "da"

    def page(self, name: str) -> str:
        """The way to a page of the same language."""
        return name

    def shared(self, name: str) -> str:
        """The way to a file that both languages share."""
        return name if self.language == "da" else f"../{name}"

    def other(self, name: str) -> str:
        """The way to the same page in the other language.

        >>> Links(language="da").other("index.html"), Links(language="en").other("index.html")
        ('en/index.html', '../index.html')
        """
        return f"{ENGLISH}/{name}" if self.language == "da" else f"../{name}"

    def place(self, name: str) -> str:
        """Where the page itself lies in the folder."""
        return name if self.language == "da" else f"{ENGLISH}/{name}"

    def editor(self) -> str:
        """The way to the server's SPARQL editor, in the same language; `query=...` may be put behind it.

        >>> Links(language="en").editor()
        '../sparql?lang=en&'
        """
        said = "" if self.language == "da" else f"lang={self.language}&"
        return f"{self.shared(EDITOR)}?{said}"

    def network(self) -> str:
        """The way to the network page, in the same language; a thing's key may be put behind it."""
        said = "" if self.language == "da" else f"sprog={self.language}&"
        return f"{self.shared(NETWORK)}#{said}vis="


class InOneFile(Links):
    """The links of an explorer that is one file: the file itself, asked for a page (`side`) or for data (`fil`)."""

    def page(self, name: str) -> str:
        """The way to a page of the same language."""
        return f"?side={self.place(name)}"

    def shared(self, name: str) -> str:
        """The way to the network, or to data."""
        return f"?side={name}" if name.endswith(".html") else f"?fil={name}"

    def other(self, name: str) -> str:
        """The way to the same page in the other language.

        >>> InOneFile(language="da").other("index.html")
        '?side=en/index.html'
        """
        return f"?side={ENGLISH}/{name}" if self.language == "da" else f"?side={name}"


def page_of(kind: NodeKind, identifier: str) -> str:
    """The file of a thing's page.

    >>> page_of("topic", "botilbud")
    'emne-botilbud.html'
    """
    name = slug(identifier) or "uden-navn"
    if len(name) > LONGEST:
        name = f"{name[:LONGEST].rstrip('-')}-{_mark(identifier)}"
    return f"{_PREFIXES[kind]}-{name}.html"


def agreement_page(identifier: str) -> str:
    """The file of an agreement's page.

    >>> agreement_page("oea-kommuner-2024")
    'aftale-oea-kommuner-2024.html'
    """
    return page_of("agreement", identifier)


def addresses(nodes: Iterable[NetworkNode]) -> dict[str, str]:
    """The file of each node's page, by the node's key; of two that would share a file the second gets a mark.

    >>> addresses([NetworkNode(kind="topic", id="a-b", label=""), NetworkNode(kind="topic", id="a_b", label="")])
    {'topic:a-b': 'emne-a-b.html', 'topic:a_b': 'emne-a-b-648fa9b3.html'}
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for node in nodes:
        page = page_of(node.kind, node.id)
        if page in taken:
            page = f"{page.removesuffix('.html')}-{_mark(node.id)}.html"
        taken.add(page)
        found[node.key] = page
    return found


def beside(page: str, suffix: str) -> str:
    """The file with a page's data, in the format of that suffix.

    >>> beside("emne-botilbud.html", "csv")
    'emne-botilbud.csv'
    """
    return f"{page.removesuffix('.html')}.{suffix}"


def _mark(identifier: str) -> str:
    """Eight signs that tell an id from others."""
    return hashlib.sha256(identifier.encode("utf-8", "replace")).hexdigest()[:8]
