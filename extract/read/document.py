"""A file into a `Document`: read, clean, segment, identify."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from extract.actors import find_actors
from extract.clean import drop_furniture
from extract.errors import ReadError
from extract.hyphens import Vocabulary
from extract.identity import Clues, identify
from extract.models import Document, Identity, Origin
from extract.read.decode import read_bytes
from extract.read.formats import read_source
from extract.read.language import tell_language
from extract.read.plain import line_starts
from extract.read.source import Line, Source
from extract.segment.assemble import Body, assemble
from extract.segment.blocks import Block
from extract.segment.inline_lists import split_lists
from extract.segment.joining import join_lines, with_cells, with_signs
from extract.segment.layout import measure
from extract.segment.paragraphs import paragraphs
from extract.segment.stitch import stitch
from extract.tables import find_tables
from extract.trace import Trace

_LANGUAGE_LINES = 600
_ACTORS_WITHIN = 20_000
_AGREEMENT = re.compile(
    r"\b(?:er|var|er\s+blevet|bliver)\b[^.]{0,80}?\benige?\b|\benighed\s+(?:om|mellem)|\bindgået\b[^.]{0,60}\baftale|\baftalt\b"
    r"|\b(?:forligs|aftale)(?:kredsen|partierne|parterne)\b|\bforpligter\s+sig\b",
    re.IGNORECASE,
)
_TAGS = re.compile(r"</?[a-z][a-z0-9]*\b[^<>]{0,200}>", re.IGNORECASE)


def read_document(path: Path, registry_folder: Path | None = None, *, force: bool = False) -> Document:
    """Reads the agreement in the file at `path`.

    `registry_folder` is where a `documents.tsv` says which agreement a file is; by default the file's own folder.
    `force` reads also what is not Danish. Raises ReadError, with one line naming the file and what to do, where it
    cannot be read.
    """
    data = read_bytes(path)
    source = read_source(data, str(path))
    if not force:
        check_language(source, path)
    return understand(source, path, hashlib.sha256(data).hexdigest(), registry_folder or path.parent)


def check_language(source: Source, path: Path) -> None:
    """Raises ReadError where the text is clearly of another language than Danish."""
    language = tell_language(" ".join(line.text for line in source.lines[:_LANGUAGE_LINES]))
    if language not in (None, "danish"):
        raise ReadError(f"{path}: reads like {str(language).title()}, not Danish: give the Danish text, or --force it")


def _doubts(body: Body, identity: Identity, path: Path) -> tuple[str, ...]:
    """A warning where nobody is said to agree to anything, as in a law or a news story, or nobody who makes such
    agreements is named, as in a private contract.
    """
    if not _AGREEMENT.search(body.trace.text):
        return (f"{path}: says nowhere that somebody agrees: is it a political agreement?",)
    if not identity.signatories and not find_actors(body.trace.text[:_ACTORS_WITHIN]):
        return (f"{path}: names no government, party or organisation: is it a political agreement?",)
    return ()


def understand(source: Source, path: Path, sha256: str, registry_folder: Path) -> Document:
    """Segments and identifies what was read."""
    cleaned = drop_furniture(source.lines)
    blocks = build_blocks(with_cells(with_signs(cleaned.lines)), source.flowing)
    body = assemble(blocks)
    clues = Clues(metadata=source.metadata, front=body.front, text=body.trace.text, heading=body.heading)
    identity, warnings = identify(clues, path, registry_folder)
    sections = (replace(body.sections[0], title=identity.title), *body.sections[1:])
    return Document(
        identity=identity,
        text=body.trace.text,
        sections=sections,
        units=body.units,
        tables=body.tables,
        origin=Origin(pieces=body.trace.pieces, lines=line_starts(source.text), pages=source.pages),
        source=path.name,
        sha256=sha256,
        warnings=warnings + _doubts(body, identity, path),
        dropped=left_out(source.text, body.trace),
    )


def left_out(text: str, trace: Trace) -> tuple[tuple[int, str], ...]:
    """What of the source's letters and digits `trace` has not: raw offset and text of each stretch, markup's tags
    left aside.
    """
    found: list[tuple[int, str]] = []
    at = 0
    for _, raw, size in (*sorted(trace.pieces, key=lambda piece: piece[1]), (0, len(text), 0)):
        gap = text[at:raw]
        if any(char.isalnum() for char in _TAGS.sub("", gap)):
            found.append((at + len(gap) - len(gap.lstrip()), gap.strip()))
        at = max(at, raw + size)
    return tuple(found)


def build_blocks(lines: Sequence[Line], flowing: bool | None) -> list[Block]:
    """Lines into blocks in reading order: tables taken out, paragraphs joined, sentences cut in two put together."""
    vocabulary = Vocabulary(line.text for line in lines)
    layout = measure(lines, flowing)
    tables = {table[0]: table for table in find_tables(lines)}
    inside = {index for table in tables.values() for index in table}
    blocks: list[Block] = []
    run: list[Line] = []
    first = 0
    for index, line in enumerate(lines):
        if index in inside:
            blocks += paragraphs(run, layout, vocabulary, first)
            run = []
            if index in tables:
                blocks.append(_table_block([lines[at] for at in tables[index]]))
            continue
        if not run:
            first = index
        run.append(line)
    blocks += paragraphs(run, layout, vocabulary, first)
    return split_lists(stitch(blocks, lambda traces: join_lines(traces, vocabulary)))


def _table_block(rows: list[Line]) -> Block:
    return Block(kind="table", trace=Trace.join(row.trace for row in rows), rows=tuple(rows), opens=rows[0].opens)
