"""The values that flow from text to graph: a document, its units, and the commitments found in it.

Every offset is half-open and counts code points of `Document.text`, the cleaned text. Money is in kroner
(or per cent), times are EDTF (level 1). All values are frozen and hold tuples, so a component of the
pipeline gives back a new value with `dataclasses.replace` and never changes one that it was given.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NewType

DocumentId = NewType("DocumentId", str)
CommitmentId = NewType("CommitmentId", str)
ActorId = NewType("ActorId", str)
AreaId = NewType("AreaId", str)
TopicId = NewType("TopicId", str)

Force = Literal["agree", "undertake", "require", "allocate", "note", "recall"]
SectionKind = Literal["document", "chapter", "section", "box", "annex", "table"]
_NUMBERED = {"box": "Boks", "table": "Tabel", "annex": "Bilag"}
UnitKind = Literal["sentence", "item"]
ReferenceKind = Literal["agreement", "law", "strategy", "directive", "internal"]
AmountUnit = Literal["DKK", "percent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of the cleaned text, half-open, in code points."""

    start: int
    end: int

    def shifted(self, by: int) -> Span:
        """The same stretch `by` code points further on."""
        return Span(start=self.start + by, end=self.end + by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The way back from the cleaned text to the source file.

    `pieces` are `(clean, raw, length)` in order of `clean`: `length` code points from `clean` on in the cleaned text
    stand unchanged from `raw` on in the decoded source. Cleaned code points in no piece (a space that
    stands for a line end) belong to the piece before them. `lines` are the raw offsets at which lines begin,
    `pages` those at which pages begin (empty where the source has none).
    """

    pieces: tuple[tuple[int, int, int], ...]
    lines: tuple[int, ...]
    pages: tuple[int, ...] = ()

    def raw(self, offset: int) -> int:
        """The offset in the source of the cleaned text's code point at `offset`."""
        index = bisect_right(self.pieces, offset, key=lambda piece: piece[0]) - 1
        clean, raw, length = self.pieces[max(index, 0)]
        return raw + min(max(offset - clean, 0), length)

    def line(self, offset: int) -> int:
        """The source line, counted from 1, of the cleaned text's code point at `offset`."""
        return bisect_right(self.lines, self.raw(offset))

    def page(self, offset: int) -> int | None:
        """The source page, counted from 1, or None where the source has no pages."""
        return bisect_right(self.pages, self.raw(offset)) if self.pages else None


def section_name(kind: str, number: str, title: str) -> str:
    """A heading as people cite it: a numbered box, table or annex by its number before its title."""
    numbered = f"{_NUMBERED[kind]} {number}" if number and kind in _NUMBERED else ""
    return ": ".join(filter(None, (numbered, title)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A chapter, section, box, annex or table and the stretch it covers, its own heading included.

    `number` is what the text numbers it with ("3", "1" in "Boks 1"), "" where it does not; `parent` an index into
    `Document.sections`, None for the document itself, which is always the first section.
    """

    kind: SectionKind
    title: str
    number: str
    level: int
    span: Span
    parent: int | None

    @property
    def name(self) -> str:
        """What people call it, as `section_name` words it."""
        return section_name(self.kind, self.number, self.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One sentence: of running text, or of an item of a list.

    `section` is an index into `Document.sections`. `paragraph` numbers the paragraph or item it stands in, `position`
    its place there from 0. An item's units carry in `lead_in` the index (into `Document.units`) of the sentence that
    introduces the list, None where there is none.
    """

    kind: UnitKind
    span: Span
    section: int
    paragraph: int
    position: int
    lead_in: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row of a table: label, numbers as kroner (as they stand where `Table.unit` is unknown), place."""

    label: str
    values: tuple[Decimal | None, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: caption ("Balance for kommunerne i 2027"), unit as in the text ("Mia. kr."), price level ("2027-pl")."""

    section: int
    number: str
    caption: str
    unit: str
    price_level: str | None
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Which agreement a document is. `reasons` tell for each field where it was taken from (`documents.tsv` ...)."""

    document: DocumentId
    title: str
    kind: str
    year: int | None
    date: str | None
    signatories: tuple[ActorId, ...]
    reasons: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An agreement as it was understood: cleaned text, structure, and the way back to the source.

    `dropped` lists what was left out (page numbers, running headers): raw offset and text. Where the document was made
    from records, `source` is the file that holds them, and `original` the one that they were found in, if they say.
    """

    identity: Identity
    text: str
    sections: tuple[Section, ...]
    units: tuple[Unit, ...]
    tables: tuple[Table, ...]
    origin: Origin
    source: str
    sha256: str
    warnings: tuple[str, ...] = ()
    dropped: tuple[tuple[int, str], ...] = ()
    original: str = ""

    @property
    def id(self) -> DocumentId:
        """The agreement's id."""
        return self.identity.document

    def words(self, span: Span) -> str:
        """The cleaned text of `span`."""
        return self.text[span.start : span.end]

    def place(self, section: int) -> tuple[str, ...]:
        """The names from the chapter down to `section` as a citation gives them, the document's own left out.

        A numbered box, table or annex has its number before its title: "Boks 1: Øvrige økonomiske forudsætninger".
        """
        names: list[str] = []
        index: int | None = section
        while index is not None:
            if self.sections[index].kind != "document":
                names.append(self.sections[index].name)
            index = self.sections[index].parent
        return tuple(reversed(names))


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words a field rests on, their place in the cleaned text, and the rule that read them."""

    field: str
    words: str
    start: int
    end: int
    rule: str

    def shifted(self, by: int) -> Evidence:
        """The same words `by` code points further on."""
        return Evidence(field=self.field, words=self.words, start=self.start + by, end=self.end + by, rule=self.rule)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A sum of money in kroner, or a percentage, with the years it is for.

    `kind` is what kind of money it is (grant, loan, frame, minimum, saving, own-financing, reallocation, rate, other);
    `direction` level, increase or decrease; `bound` exact, about, up-to or at-least; `price_level` as "2027-pl";
    `part_of` the index, in the commitment's amounts, of the sum it is "heraf" of.
    """

    value: Decimal
    unit: AmountUnit
    years: tuple[int, ...]
    per_year: bool
    text: str
    evidence: Evidence
    kind: str = "other"
    direction: str = "level"
    bound: str = "exact"
    price_level: str | None = None
    part_of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """Something promised in another unit than money: places, hectares, staff-years, tonnes."""

    value: Decimal
    unit: str
    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What other text a sentence points to. `target` is an id, None where it cannot be told; `reason` then says why."""

    kind: ReferenceKind
    target: str | None
    text: str
    evidence: Evidence
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """When it is to be done, as an EDTF date."""

    edtf: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """A promise to come back: in which agreement or negotiation (an id), in which year; None where not said."""

    target: str | None
    year: int | None
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """A sentence, clause or list item in which an agreement binds or positions somebody (GUIDELINES.md, "The unit").

    `number` counts the commitments of a document from 1; `id` is stable under edits elsewhere in the document.
    `unit` is an index into `Document.units`, `lead_in` the span of the lead-in that gives parties and force, if any.
    """

    document: DocumentId
    id: CommitmentId
    number: int
    quote: str
    span: Span
    unit: int
    force: Force
    rule: str
    confidence: float
    lead_in: Span | None = None
    parties: tuple[ActorId, ...] = ()
    obliged: tuple[ActorId, ...] = ()
    mentions: tuple[ActorId, ...] = ()
    areas: tuple[AreaId, ...] = ()
    topics: tuple[TopicId, ...] = ()
    amounts: tuple[Amount, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    years: tuple[int, ...] = ()
    deadline: Deadline | None = None
    references: tuple[Reference, ...] = ()
    follow_up: FollowUp | None = None
    conditions: tuple[Evidence, ...] = ()
    act: str = "other"
    strength: str = "intended"
    polarity: str = "positive"
    evidence: tuple[Evidence, ...] = field(default=())
