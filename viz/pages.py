"""The pages of the explorer: each is one file that opens from disk. So far the agreement, read as a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from viz import urls
from viz.network_data import NetworkData, commitment_keys
from viz.payload import payload
from viz.reading import AgreementText
from viz.render import page_json, render_page, write_page
from viz.words import load_words

_SCRIPTS = ("find.js", "copy.js", "network-state.js", "network-draw.js", "network-panel.js", "agreement-page.js")
_STYLES = ("page.css", "commitment.css", "agreement.css")


def render_agreement(text: AgreementText, pages: Mapping[str, str] | None = None) -> str:
    """An agreement as a document: its whole text, each commitment marked where it stands, its details on click.

    `pages` are the files of the things that have pages beside it, by their keys; the others lead to the network.
    """
    own = _own(text)
    forces = {one.id: one.force for one in text.commitments}
    return render_page(
        "agreement.html",
        scripts=_SCRIPTS,
        styles=_STYLES,
        language="da",
        title=text.title,
        text=text,
        forces=forces,
        numbers={one.id: one.number for one in text.commitments},
        words=load_words("da"),
        anchors={one.id: one.number for one in text.commitments},
        home=urls.FRONT if pages else urls.NETWORK,
        network=urls.NETWORK,
        beside=urls.beside(pages[f"agreement:{text.id}"], "") if pages else "",
        data=page_json(payload(own) | {"network": urls.NETWORK, "pages": _pages(own, pages or {})}),
    )


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
    nodes = tuple(node for node in text.network.nodes if node.key in used or node.kind == "agreement")
    return replace(text.network, nodes=nodes, commitments=text.commitments, title=text.title)
