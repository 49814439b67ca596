"""Where a quote stands: the address of the place in the agreement's page that is nearest to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote as escaped

from viz.network_data import NetworkCommitment
from viz.reading import AgreementText


class Places:
    """Addresses in the pages of agreements: of commitments by their numbers, of other words by their heading."""

    def __init__(self, texts: Iterable[AgreementText], pages: Mapping[str, str]) -> None:
        self._pages = pages
        self._parts: dict[str, list[tuple[str, str]]] = {}
        self._numbers: dict[tuple[str, str], NetworkCommitment] = {}
        for text in texts:
            anchor = ""
            parts = self._parts.setdefault(text.id, [])
            for part in text.parts:
                anchor = part.anchor if part.title else anchor
                words = "".join(piece.text for block in part.blocks for piece in block.pieces)
                rows = " ".join(row.words for row in part.figures)
                parts.append((" ".join(f"{words} {rows}".split()), anchor))
            self._numbers |= {(text.id, one.id): one for one in text.commitments}

    def commitment(self, document: str, identifier: str | None) -> NetworkCommitment | None:
        """The commitment of an agreement by its id; None where there is none."""
        return self._numbers.get((document, identifier or ""))

    def of(self, document: str, quote: str, identifier: str | None = None) -> str:
        """The address of a quote; that of the agreement's page where it stands under no heading, "" where it has none.

        `identifier` is the id of the commitment that it is, if it is one.
        """
        page = self._pages.get(f"agreement:{document}", "")
        one = self.commitment(document, identifier)
        if one is not None:
            return f"{page}#{escaped(one.number)}"
        words = " ".join(quote.split())
        anchor = next((anchor for text, anchor in self._parts.get(document, ()) if words in text), "")
        return f"{page}#{anchor}" if anchor and page else page
