"""Records that some other tool, or a person, wrote (one JSON object a line) -> documents and commitments.

The text of the agreement is not at hand. In its place stands one that has every quote, and the words of every evidence,
where the record says that they stand, and white space between; a record without a place is put at the end.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, get_args

from extract.identity import registered_identity
from extract.models import (
    AmountUnit,
    Commitment,
    CommitmentId,
    Document,
    DocumentId,
    Evidence,
    Force,
    Identity,
    Origin,
    ReferenceKind,
    Section,
    Span,
    Unit,
)
from extract.records import RecordError as BadField
from extract.records import evidence_of, from_record
from graph.errors import RecordError
from ontology.vocab import registered

_LISTS = (
    "amounts",
    "areas",
    "conditions",
    "evidence",
    "mentions",
    "obliged",
    "parties",
    "quantities",
    "references",
    "topics",
    "years",
)
_LIMIT = 50_000_000  # code points that a record may place its quote at; a larger number is a mistake
_TOLD = 10  # lines to mend that a message names
_TOO_MUCH = 10**18  # kroner
_LAST_YEAR = 9999
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d$")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_Numbered = tuple[int, Mapping[str, Any], Commitment]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFile:
    """What a file of records holds: a pair for each agreement in it, in alphabetical order of their ids; `problem`
    names file, line and field of what could not be read beside them, "" where everything could.
    """

    found: tuple[tuple[Document, tuple[Commitment, ...]], ...]
    problem: str = ""


def read_records(path: Path) -> RecordFile:
    """Reads a .jsonl file; a line that breaks the contract does not take the others along.

    Raises RecordError naming file, line and field where there is no record that can be read.
    """
    try:
        data = path.read_bytes()
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise RecordError(f"{path}: byte {error.start} is not UTF-8: save the file as UTF-8") from None
    except OSError as error:
        raise RecordError(f"{path}: cannot be read ({error.strerror or error}): check who may read it") from None
    by_document, broken = _by_document(path, lines)
    problem = broken[0][1] + _and_more([number for number, _ in broken[1:]]) if broken else ""
    if not by_document:
        raise RecordError(problem or f"{path}: holds no record: write one JSON object a line")
    hashed = sha256(data).hexdigest()
    found = tuple(_document(path, hashed, document, by_document[document]) for document in sorted(by_document))
    return RecordFile(found=found, problem=problem)


def _by_document(path: Path, lines: Sequence[str]) -> tuple[dict[str, list[_Numbered]], list[tuple[int, str]]]:
    """The records by agreement; and the lines that hold none, each with what is wrong with it."""
    by_document: dict[str, list[_Numbered]] = {}
    broken: list[tuple[int, str]] = []
    taken: dict[tuple[str, str], int] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record, commitment = _record(path, number, line)
            key = (commitment.document, commitment.id)
            if commitment.id and taken.setdefault(key, number) != number:
                raise RecordError(f"{path}: line {number}: id {commitment.id!r} stands in line {taken[key]} too")
        except RecordError as error:
            broken.append((number, str(error)))
        else:
            by_document.setdefault(commitment.document, []).append((number, record, commitment))
    return by_document, broken


def _and_more(lines: Sequence[int]) -> str:
    """Which other lines are to be mended too, the first of many; "" where there is none."""
    if not lines:
        return ""
    more = f" and {len(lines) - _TOLD} more" if len(lines) > _TOLD else ""
    return f"; {len(lines)} more to mend: line {', '.join(map(str, lines[:_TOLD]))}{more}"


def _record(path: Path, number: int, line: str) -> tuple[Mapping[str, Any], Commitment]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise RecordError(f"{path}: line {number}: no JSON at column {error.colno} ({error.msg})") from None
    except RecursionError:
        raise RecordError(f"{path}: line {number}: the JSON is nested too deeply") from None
    if not isinstance(record, dict):
        raise RecordError(f"{path}: line {number}: a JSON object is needed, not {type(record).__name__}")
    try:
        _check_form(record)
        commitment = from_record(record)
        _check(commitment)
        _check_length(record, commitment)
    except BadField as error:
        raise RecordError(f"{path}: line {number}: {error}") from None
    return record, commitment


def _check_form(record: Mapping[str, Any]) -> None:
    """Raises where a list is none: a text would be taken apart into its letters."""
    for field in _LISTS:
        if not isinstance(record.get(field), list | None):
            raise BadField(f"{field}: a list is needed, not {record[field]!r:.40}")
    for field in ("page", "line"):
        if record.get(field) is not None and not (type(record[field]) is int and 0 < record[field] <= _LIMIT):
            raise BadField(f"{field}: a number from 1 on is needed, not {record[field]!r:.40}")
    for field in ("areas", "conditions", "mentions", "obliged", "parties", "topics"):
        if not all(isinstance(item, str) for item in record.get(field) or ()):
            raise BadField(f"{field}: a list of texts is needed")
    for field in ("amounts", "references", "quantities", "evidence"):
        if not all(isinstance(item, dict) for item in record.get(field) or ()):
            raise BadField(f"{field}: a list of JSON objects is needed")


def _check(commitment: Commitment) -> None:
    """Raises where a field has a value that the contract does not know."""
    if not _ID.fullmatch(commitment.document):
        raise BadField(f"document: {commitment.document[:40]!r} is no id: use a-z, 0-9 and single hyphens")
    if commitment.force not in get_args(Force):
        raise BadField(f"force: {commitment.force!r} is none of {', '.join(get_args(Force))}")
    for reference in commitment.references:
        if reference.kind not in get_args(ReferenceKind):
            raise BadField(f"references: kind {reference.kind!r} is none of {', '.join(get_args(ReferenceKind))}")
    for amount in commitment.amounts:
        if not amount.value.is_finite() or abs(amount.value) >= _TOO_MUCH or amount.unit not in get_args(AmountUnit):
            raise BadField(
                f"amounts: {amount.value:.3g} {amount.unit} is no sum in {' or '.join(get_args(AmountUnit))}"
            )
    if any(
        not 1 <= year <= _LAST_YEAR for year in (*commitment.years, *(y for a in commitment.amounts for y in a.years))
    ):
        raise BadField("years: a year has up to four digits")
    _check_places(commitment)


def _check_places(commitment: Commitment) -> None:
    """Raises where something is said to stand where nothing can, or where other words stand."""
    for evidence in (_own_place(commitment), *evidence_of(commitment)):
        if not 0 <= evidence.start <= evidence.end <= _LIMIT:
            raise BadField(f"{evidence.field}: start {evidence.start} and end {evidence.end} are no stretch of a text")
    for evidence in commitment.evidence:
        _check_words(commitment, evidence)


def _check_length(record: Mapping[str, Any], commitment: Commitment) -> None:
    """Raises where the quote cannot stand where it is said to stand."""
    length, span = len(commitment.quote), commitment.span
    if _has_place(record) and span.end - span.start != length:
        raise BadField(f"the quote has {length} code points, start to end another number")


def _check_words(commitment: Commitment, evidence: Evidence) -> None:
    """Raises where words are said to stand within the quote, and it has others there."""
    start, end, span = evidence.start, evidence.end, commitment.span
    inside = span.start <= start and end <= span.end and span.end - span.start == len(commitment.quote)
    if inside and end - start == len(evidence.words):
        stands = commitment.quote[start - span.start : end - span.start]
        if stands != evidence.words:
            raise BadField(f"evidence: {evidence.words!r:.60} does not stand at {start} to {end}, but {stands!r:.60}")


def _own_place(commitment: Commitment) -> Evidence:
    span = commitment.span
    return Evidence(field="quote", words=commitment.quote, start=span.start, end=span.end, rule=commitment.rule)


def _document(
    path: Path, hashed: str, identifier: str, records: Sequence[_Numbered]
) -> tuple[Document, tuple[Commitment, ...]]:
    placed = _placed(records)
    origin = _given_origin(placed, records)
    sections, of_record = _sections([record for _, record, _ in records], identifier)
    units = tuple(
        Unit(kind="sentence", span=commitment.span, section=section, paragraph=index, position=0)
        for index, (commitment, section) in enumerate(zip(placed, of_record, strict=True))
    )
    text = _text(placed)
    document = Document(
        identity=_identity(identifier),
        text=text,
        sections=tuple(replace(section, span=Span(start=0, end=len(text))) for section in sections),
        units=units,
        tables=(),
        origin=origin,
        source=path.name,
        sha256=hashed,
        original=_one_source(records),
    )
    return document, tuple(replace(commitment, unit=index) for index, commitment in enumerate(placed))


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenOrigin(Origin):
    """Pages and lines as records tell them: `given` has page and line (0 where untold) by the place of a quote."""

    given: Mapping[int, tuple[int | None, int]]

    def line(self, offset: int) -> int:
        """The line told for the quote that begins at `offset`; 0 for none."""
        return self.given.get(offset, (None, 0))[1]

    def page(self, offset: int) -> int | None:
        """The page told for the quote that begins at `offset`."""
        return self.given.get(offset, (None, 0))[0]


def _given_origin(placed: Sequence[Commitment], records: Sequence[_Numbered]) -> Origin:
    given = {
        commitment.span.start: (record.get("page"), record.get("line") or 0)
        for commitment, (_, record, _) in zip(placed, records, strict=True)
    }
    end = max(commitment.span.end for commitment in placed)
    return GivenOrigin(pieces=((0, 0, end),), lines=(), given=given)


def _one_source(records: Sequence[_Numbered]) -> str:
    """The file that the records of an agreement were found in, "" where they name none or several."""
    named = {str(record.get("source") or "") for _, record, _ in records}
    return named.pop() if len(named) == 1 else ""


def _placed(records: Sequence[_Numbered]) -> list[Commitment]:
    """The commitments, each with an id, a number and a place of its own."""
    taken = {str(commitment.id) for _, _, commitment in records if commitment.id}
    placed: list[Commitment] = []
    end = max((commitment.span.end for _, record, commitment in records if _has_place(record)), default=0)
    for number, (_, record, commitment) in enumerate(records, 1):
        span = commitment.span
        if not _has_place(record):
            span = Span(start=end + 1, end=end + 1 + len(commitment.quote))
            end = span.end
        identifier = str(commitment.id) or sha256(commitment.quote.encode()).hexdigest()[:10]
        while not commitment.id and identifier in taken:
            identifier += "-2"
        taken.add(identifier)
        placed.append(replace(commitment, id=CommitmentId(identifier), number=commitment.number or number, span=span))
    return placed


def _has_place(record: Mapping[str, Any]) -> bool:
    return record.get("start") is not None and record.get("end") is not None


def _text(commitments: Sequence[Commitment]) -> str:
    """White space with the words of the records where they stand."""
    said = [item for commitment in commitments for item in (*evidence_of(commitment), _own_place(commitment))]
    text = [" "] * max(item.end for item in said)
    for item in said:
        if item.end - item.start == len(item.words):
            text[item.start : item.end] = item.words
    return "".join(text)


def _identity(identifier: str) -> Identity:
    known = registered(identifier)
    if known is not None:
        return registered_identity(known)
    year = _YEAR.search(identifier)
    return Identity(
        document=DocumentId(identifier),
        title=identifier,
        kind="",
        year=int(year[0]) if year else None,
        date=None,
        signatories=(),
    )


def _sections(records: Sequence[Mapping[str, Any]], title: str) -> tuple[list[Section], list[int]]:
    """The sections that the records' paths of headings tell of, and for each record the index of its own."""
    nowhere = Span(start=0, end=0)
    sections = [Section(kind="document", title=title, number="", level=0, span=nowhere, parent=None)]
    known: dict[tuple[str, ...], int] = {(): 0}
    own: list[int] = []
    for record in records:
        headings = record.get("section")
        path = tuple(str(heading) for heading in headings) if isinstance(headings, list) else ()
        for depth in range(1, len(path) + 1):
            if path[:depth] not in known:
                known[path[:depth]] = len(sections)
                parent = known[path[: depth - 1]]
                section = Section(
                    kind="section", title=path[depth - 1], number="", level=depth, span=nowhere, parent=parent
                )
                sections.append(section)
        own.append(known[path])
    return sections, own
