"""A sentence in its place: a document of a title, headings and a paragraph, made by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from extract.areas import add_areas
from extract.models import Commitment, CommitmentId, Document, DocumentId, Identity, Origin, Section, Span, Unit
from extract.topics import add_topics

CASES = Path(__file__).parent / "cases"


def placed(
    sentence: str, *, title: str = "Aftale", heading: Sequence[str] = (), before: Sequence[str] = ()
) -> tuple[Document, Commitment]:
    """A document with `sentence` last in a paragraph under the headings (outermost first), and its commitment."""
    text = f"{title}\n"
    starts = []
    for words in heading:
        starts.append(len(text))
        text += f"{words}\n"
    spans = []
    for words in (*before, sentence):
        spans.append(Span(start=len(text), end=len(text) + len(words)))
        text += f"{words} "
    whole = Section(kind="document", title=title, number="", level=0, span=Span(start=0, end=len(text)), parent=None)
    sections = (
        Section(kind="section", title=words, number="", level=1, span=Span(start=start, end=len(text)), parent=index)
        for index, (words, start) in enumerate(zip(heading, starts, strict=True))
    )
    document = Document(
        identity=Identity(
            document=DocumentId("aftale"), title=title, kind="agreement", year=None, date=None, signatories=()
        ),
        text=text,
        sections=(whole, *sections),
        units=tuple(
            Unit(kind="sentence", span=span, section=len(heading), paragraph=0, position=position)
            for position, span in enumerate(spans)
        ),
        tables=(),
        origin=Origin(pieces=(), lines=()),
        source="aftale.txt",
        sha256="",
    )
    return document, commitment(document, spans[-1], len(spans) - 1)


def commitment(document: Document, span: Span, unit: int) -> Commitment:
    """A commitment that is `span` of the unit, with nothing read off it."""
    return Commitment(
        document=document.id,
        id=CommitmentId(f"aftale-{span.start}"),
        number=1,
        quote=document.words(span),
        span=span,
        unit=unit,
        force="agree",
        rule="test",
        confidence=1.0,
    )


def read(sentence: str, **place: Any) -> Commitment:
    """The commitment of `sentence` in its place with its topics and areas."""
    document, found = placed(sentence, **place)
    return add_areas(document, add_topics(document, (found,)))[0]


def cases(name: str) -> tuple[Mapping[str, Any], ...]:
    """The cases of `tests/cases/<name>.jsonl`: sentence, title, heading, before, and what is expected."""
    lines = (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines if line)


def place_of(case: Mapping[str, Any]) -> dict[str, Any]:
    """The part of a case that says where its sentence stands."""
    return {key: case[key] for key in ("title", "heading", "before") if key in case}
