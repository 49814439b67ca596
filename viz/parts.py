"""A document as parts, rows and pieces of text, each quote with its source; page, Word and workbook are made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from graph.ledger import Witness
from graph.sureness import sureness
from ontology.vocab import registered, short_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a quote stands: title of the agreement, path of headings, page, and the commitment's short number."""

    title: str
    section: tuple[str, ...]
    page: int | None
    number: str

    @property
    def words(self) -> str:
        """The source as it is cited.

        >>> Source(title="Aftale om X", section=("Social",), page=4, number="X-7").words
        'Aftale om X, Social, side 4, X-7'
        """
        page = f"side {self.page}" if self.page else ""
        return ", ".join(filter(None, (self.title, " › ".join(self.section), page, self.number)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A piece of a cell: a quote with its source, or words of the program's own (`source` None).

    `note` tells how sure it is that the quote belongs here, and the words that say so.
    """

    text: str
    source: Source | None = None
    note: str = ""
    quiet: bool = False


Cell = tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A table: `lead` says how to read it, `none` what stands there instead of rows where there are none.

    The reader's own column is not among `columns`.
    """

    title: str
    lead: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...] = field(default=())
    none: str = "Ingen."


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

    def __init__(self, titles: Mapping[str, str]) -> None:
        self._titles = titles

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
            page=passage.page,
            number=short,
        )

    def said(self, passage: Quoted, note: str = "") -> Text:
        """A passage and its place."""
        return Text(text=passage.quote, source=self.source(passage), note=note)

    def witness(self, witness: Witness) -> Text:
        """A passage that takes something up: how sure that is, and the words that say so."""
        words = f"; ordene: {', '.join(witness.words)}" if witness.words else ""
        return self.said(witness, f"{sureness(witness.confidence)}{words}")
