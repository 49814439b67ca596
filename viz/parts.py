"""A document as parts, rows and pieces of text, each quote with its source; page, Word and workbook are made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from graph.ledger import Witness
from ontology.vocab import registered, short_name
from viz.voice import Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a quote stands: title of the agreement, path of headings, page in words, the commitment's short number."""

    title: str
    section: tuple[str, ...]
    page: str
    number: str

    @property
    def own(self) -> str:
        """What of it is in the agreement's own words."""
        return ", ".join(filter(None, (self.title, " › ".join(self.section))))

    @property
    def after(self) -> str:
        """What of it the program says, with the comma before it."""
        return "".join(f", {one}" for one in (self.page, self.number) if one)

    @property
    def words(self) -> str:
        """The source as it is cited.

        >>> Source(title="Aftale om X", section=("Social",), page="side 4", number="X-7").words
        'Aftale om X, Social, side 4, X-7'
        """
        return self.own + self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A piece of a cell: a quote with its source, a sum with its source, or words of the program's own (no `source`).

    `own` are the words in `text` that are the agreements', and so Danish in every language of the pages; of a quote
    they are all. `note` is what the program says of it, such as how sure it is, with `note_own` in it likewise.
    """

    text: str
    own: str = ""
    source: Source | None = None
    note: str = ""
    note_own: str = ""
    quiet: bool = False

    @property
    def quoted(self) -> bool:
        """Whether it is a passage of an agreement."""
        return self.source is not None and self.own == self.text

    @property
    def spans(self) -> tuple[Span, ...]:
        """The text as stretches."""
        return spans(self.text, self.own)

    @property
    def note_spans(self) -> tuple[Span, ...]:
        """The note as stretches."""
        return spans(self.note, self.note_own)


Cell = tuple[Text, ...]
Span = tuple[str, bool]
"""A stretch of text, and whether it is the agreements' own words."""


def spans(text: str, own: str) -> tuple[Span, ...]:
    """A text in stretches, the words of the agreements in it apart.

    >>> spans("Topic: Botilbud.", "Botilbud")
    (('Topic: ', False), ('Botilbud', True), ('.', False))
    """
    before, found, after = text.partition(own) if own else (text, "", "")
    return tuple((one, is_own) for one, is_own in ((before, False), (found, True), (after, False)) if one)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A table: `lead` says how to read it, `none` what stands there instead of rows where there are none.

    `own` are the words in the title that are an agreement's. The reader's own column is not among `columns`.
    """

    title: str
    lead: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...] = field(default=())
    none: str = ""
    own: str = ""

    @property
    def title_spans(self) -> tuple[Span, ...]:
        """The title as stretches."""
        return spans(self.title, self.own)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A whole document in a language ("da", "en"): its title, its parts, and when it was made.

    `lead` stands before the first part, a paragraph each.
    """

    language: str
    title: str
    lead: tuple[str, ...]
    parts: tuple[Part, ...]
    made: str


class Placed(Protocol):
    """A passage with its place, as promises, witnesses and ends of links have one."""

    @property
    def document(self) -> str:
        """The agreement's id."""

    @property
    def section(self) -> tuple[str, ...]:
        """The path of headings."""

    @property
    def page(self) -> int | None:
        """The page, where the agreement has pages."""

    @property
    def number(self) -> int | None:
        """The commitment's number; None for a passage that is none."""


class Quoted(Placed, Protocol):
    """A passage with its words."""

    @property
    def quote(self) -> str:
        """The words."""


class Quotes:
    """Makes pieces of passages; `titles` are what agreements are called, by id, where the registry may not know."""

    def __init__(self, titles: Mapping[str, str], voice: Voice) -> None:
        self._titles = titles
        self._voice = voice

    def title(self, document: str) -> str:
        """What an agreement is called, or its id."""
        known = registered(document)
        return self._titles.get(document) or (known.title if known else document)

    def source(self, passage: Placed) -> Source:
        """Where a passage stands."""
        number = passage.number
        short = f"{short_name(passage.document)}-{number}" if number is not None else ""
        return Source(
            title=self.title(passage.document),
            section=passage.section,
            page=self._voice.said("page", n=str(passage.page)) if passage.page else "",
            number=short,
        )

    def said(self, passage: Quoted, note: str = "", note_own: str = "") -> Text:
        """A passage and its place."""
        quote = passage.quote
        return Text(text=quote, own=quote, source=self.source(passage), note=note, note_own=note_own)

    def witness(self, witness: Witness) -> Text:
        """A passage that takes something up: how sure that is, and the words that say so."""
        sure = self._voice.sureness(witness.confidence)
        if not witness.words:
            return self.said(witness, sure)
        words = ", ".join(witness.words)
        return self.said(witness, f"{self._voice.said('sure-by', sure=sure)} {words}", words)
