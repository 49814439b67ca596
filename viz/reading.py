"""Store -> one agreement to read: its text in order, part by part, cut where commitments begin and end."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from typing import Literal

from graph.store import Snapshot
from viz.gather import Row, asked, network_data
from viz.network_data import NetworkCommitment, NetworkData

BlockKind = Literal["paragraph", "item"]
_NUMBERS = re.compile(r"\d+")


class NoSuchAgreementError(LookupError):
    """An agreement that the store does not hold the text of; the message names it and says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text, and the commitment (an id) that it is; None for the text between."""

    text: str
    commitment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, or an item of a list."""

    kind: BlockKind
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """A row of a table as its words, its label and its numbers in kroner."""

    label: str
    values: tuple[Decimal, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of one section. `title` is "" where a section goes on after a box; `level` is 1 for a chapter."""

    anchor: str
    kind: str
    number: str
    title: str
    level: int
    blocks: tuple[Block, ...] = ()
    figures: tuple[FigureRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementText:
    """An agreement to read. `commitments` are in text order."""

    id: str
    title: str
    year: int | None
    parts: tuple[Part, ...]
    commitments: tuple[NetworkCommitment, ...]
    network: NetworkData


def agreement_text(store: Snapshot, identifier: str, network: NetworkData | None = None) -> AgreementText:
    """The agreement `identifier` of an open store, to read; `network` is the store's, where it is gathered already.

    Raises NoSuchAgreementError where its text is not in the store.
    """
    passages = _passages(store, identifier)
    network = network or network_data(store)
    node = next((node for node in network.nodes if node.key == f"agreement:{identifier}"), None)
    if not passages or node is None:
        raise NoSuchAgreementError(f"the text of {identifier} is not in the store: `aftalegraf build` its file")
    own = tuple(one for one in network.commitments if one.agreement == identifier)
    ids = {one.iri: one.id for one in own}
    sections = list(asked(store, "page-sections", agreement=identifier))
    return AgreementText(
        id=identifier,
        title=node.label,
        year=node.year,
        parts=tuple(_parts(passages, sections, _tables(store, identifier), ids)),
        commitments=own,
        network=network,
    )


def _passages(store: Snapshot, identifier: str) -> list[Row]:
    """The sentences in their order, a row for each commitment in one; in one query they would be joined over all."""
    marks: dict[str, list[Row]] = defaultdict(list)
    for mark in asked(store, "page-marks", agreement=identifier):
        marks[mark["passage"]].append(mark)
    passages = asked(store, "page-passages", agreement=identifier)
    return [{**row, **mark} for row in passages for mark in marks.get(row["passage"]) or ({},)]


def _order(iri: str) -> tuple[int, ...]:
    """The numbers in an IRI's path, to sort its parts by: row 10 comes after row 9."""
    return tuple(int(number) for number in _NUMBERS.findall(iri))


def _tables(store: Snapshot, identifier: str) -> dict[str, tuple[FigureRow, ...]]:
    """The rows of each table, by the section that the table is."""
    cells = sorted(asked(store, "page-figures", agreement=identifier), key=lambda cell: _order(cell["cell"]))
    tables: dict[str, list[FigureRow]] = {}
    for _, group in groupby(cells, key=lambda cell: _order(cell["cell"])[:-1]):
        row = list(group)
        values = tuple(Decimal(cell["value"]) for cell in row)
        made = FigureRow(label=row[0].get("row", ""), values=values, words=row[0]["quote"])
        tables.setdefault(row[0]["section"], []).append(made)
    return {section: tuple(found) for section, found in tables.items()}


def _parts(
    passages: list[Row], sections: list[Row], tables: dict[str, tuple[FigureRow, ...]], ids: dict[str, str]
) -> Iterator[Part]:
    """Headings and text in the order of the text: each section once as a heading, and again where it goes on."""
    known = {section["section"]: section for section in sections}
    headings = [(int(row["start"]), 0, row["section"], list[Row]()) for row in sections if row["kind"] != "document"]
    runs = [(iri, list(run)) for iri, run in groupby(passages, key=lambda row: row["section"])]
    stretches = [(int(run[0]["start"]), 1, iri, run) for iri, run in runs]
    part: Part | None = None
    for _, _, iri, run in sorted(headings + stretches, key=lambda stretch: stretch[:2]):
        blocks = tuple(_blocks(run, ids))
        if part is not None and run and part.anchor == _anchor(iri):
            part = replace(part, blocks=(*part.blocks, *blocks))
            continue
        if part is not None:
            yield part
        heading = _heading(known[iri], known, () if run else tables.get(iri, ()))
        part = replace(heading, title="", number="", blocks=blocks) if run else heading
    if part is not None:
        yield part


def _anchor(iri: str) -> str:
    return f"afsnit-{iri.rsplit('/', 1)[-1]}"


def _heading(section: Row, known: dict[str, Row], figures: tuple[FigureRow, ...]) -> Part:
    level, above = 0, section.get("parent")
    while above in known and level < len(known):
        level, above = level + 1, known[above].get("parent")
    return Part(
        anchor=_anchor(section["section"]),
        kind=section["kind"],
        number=section.get("number", ""),
        title=section.get("title", ""),
        level=level,
        figures=figures,
    )


def _blocks(run: list[Row], ids: dict[str, str]) -> Iterator[Block]:
    """The paragraphs and items of a stretch: a gap of two signs or more in the text is a new one."""
    pieces: list[Piece] = []
    kind: BlockKind = "paragraph"
    end = None
    for _, group in groupby(run, key=lambda row: row["passage"]):
        rows_of_passage = list(group)
        passage = rows_of_passage[0]
        new_kind: BlockKind = "item" if "leadIn" in passage else "paragraph"
        if pieces and (new_kind != kind or end is None or int(passage["start"]) - end > 1):
            yield Block(kind=kind, pieces=tuple(pieces))
            pieces = []
        elif pieces:
            pieces.append(Piece(text=" "))
        kind, end = new_kind, int(passage["end"])
        pieces += _pieces(passage, rows_of_passage, ids)
    if pieces:
        yield Block(kind=kind, pieces=tuple(pieces))


def _pieces(passage: Row, found: list[Row], ids: dict[str, str]) -> Iterator[Piece]:
    """A sentence cut where its commitments begin and end; where two overlap, the second begins where the first ends."""
    text, start, at = passage["text"], int(passage["start"]), 0
    for row in found:
        if row.get("commitment") not in ids:
            continue
        begin = max(int(row["from"]) - start, at)
        until = min(int(row["to"]) - start, len(text))
        if begin >= until:
            continue
        if begin > at:
            yield Piece(text=text[at:begin])
        yield Piece(text=text[begin:until], commitment=ids[row["commitment"]])
        at = until
    if at < len(text):
        yield Piece(text=text[at:])
