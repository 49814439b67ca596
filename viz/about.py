"""What the network page says of itself at the end of its list: its data, the SPARQL behind it, when and from what made.

It changes its language by itself, so it is given its words in all of them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote

from graph.queries import named_query
from graph.store import Snapshot
from viz import urls
from viz.explorer import Made, Source
from viz.gather import asked
from viz.network_data import NetworkData
from viz.wording import number
from viz.words import LANGUAGES, filled

_QUERY = "network-commitments"


def made_from(store: Snapshot, made: Made) -> Made:
    """The same with the files that the agreements of the store were read from, and with its IRIs."""
    sources = []
    for row in asked(store, "page-sources"):
        title = row.get("title", row["document"])
        sources.append(Source(document=row["document"], title=title, file=row["file"], sha256=row["sha256"]))
    return replace(made, sources=tuple(sources), iris=store.iris)


def about(data: NetworkData, made: Made, links: type[urls.Links] | None = None) -> dict[str, Any]:
    """What the page's scripts show; without `links` the page stands alone, and leads to nothing beside it."""
    query = named_query(_QUERY).bound({}, made.iris)
    read = sum(node.kind == "agreement" and node.status == "read" for node in data.nodes)
    return {
        "made": {
            one: filled("made", one, date=made.date, version=made.version, m=number(read, one)) for one in LANGUAGES
        },
        "sources": [[one.title, one.file, one.sha256] for one in made.sources],
        "sparql": query,
        "links": {one: _links(links, one, query, served=made.served) for one in LANGUAGES} if links else {},
    }


def _links(links: type[urls.Links], language: str, query: str, *, served: bool) -> dict[str, str]:
    """The ways on: the network lies beside the Danish pages."""
    here = links(language="da")
    own = links(language=language)
    whole = own.page(urls.WHOLE) if links is urls.InOneFile else own.place(urls.WHOLE)
    found = {
        "csv": here.shared(urls.beside(urls.WHOLE, "csv")),
        "json": here.shared(urls.beside(urls.WHOLE, "json")),
        "whole": whole,
    }
    if served:
        said = "" if language == "da" else f"lang={language}&"
        found |= {"editor": f"{urls.EDITOR}?{said}query={quote(query)}", "api": urls.API}
    return found
