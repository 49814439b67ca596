"""An agreement's page: the whole text as a document, each commitment marked where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from viz import urls
from viz.around import Around
from viz.network_data import NetworkData, commitment_keys
from viz.payload import payload
from viz.reading import AgreementText
from viz.render import Page, page_json, write_page
from viz.words import load_words

_SCRIPTS = (
    "find.js",
    "copy.js",
    "cite.js",
    "network-state.js",
    "network-draw.js",
    "network-panel.js",
    "language.js",
    "print.js",
    "agreement-page.js",
)
_STYLES = ("page.css", "bar.css", "commitment.css", "agreement.css")


def agreement(
    text: AgreementText,
    pages: Mapping[str, str],
    links: urls.Links,
    common: Mapping[str, object] | None = None,
    beside: Around | None = None,
) -> Page:
    """An agreement as a document: its whole text, each commitment marked where it stands, its details on click.

    `pages` are the addresses of the things that have pages, by their keys; the others lead to the network. `common` is
    what all pages of an explorer are given; without it the page stands alone beside a network page. `beside` is what
    stands around its commitments in other agreements.
    """
    own = _own(text)
    name = urls.agreement_page(text.id)
    alone = {"front": urls.NETWORK, "other": "", "ways": (), "beside": "", "here": "", "words": load_words("da")}
    return Page(
        name=name,
        language=links.language,
        title=text.title,
        template="agreement.html",
        scripts=_SCRIPTS,
        styles=_STYLES,
        values={
            **alone,
            **(common or {}),
            "text": text,
            "forces": {one.id: one.force for one in text.commitments},
            "numbers": {one.id: one.number for one in text.commitments},
            "anchors": {one.id: one.number for one in text.commitments},
            "payload": page_json(
                payload(own, (links.language,))
                | {"network": links.network(), "pages": _pages(own, pages), "around": beside or {}}
            ),
        },
    )


def render_agreement(text: AgreementText) -> str:
    """An agreement's page as one HTML text, to stand beside a network page."""
    return agreement(text, {}, urls.Links()).text()


def write_agreement(text: AgreementText, folder: Path) -> Path:
    """Writes an agreement's page into `folder` and gives its path; raises OSError where it cannot be written."""
    path = folder / urls.agreement_page(text.id)
    write_page(render_agreement(text), path)
    return path


def _pages(own: NetworkData, pages: Mapping[str, str]) -> dict[str, str]:
    return {node.key: pages[node.key] for node in own.nodes if node.key in pages}


def _own(text: AgreementText) -> NetworkData:
    """What the page needs of the network: the agreement's commitments and the things they lead to."""
    used = {key for one in text.commitments for key in commitment_keys(one)}
    nodes = tuple(node for node in text.network.nodes if node.key in used or node.key == f"agreement:{text.id}")
    return replace(text.network, nodes=nodes, commitments=text.commitments, title=text.title)
